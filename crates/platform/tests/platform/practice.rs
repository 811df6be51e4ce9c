//! A practice with somebody who works there, written straight into the tables.

use domain::access::session::{App, SessionKind};
use domain::{PracticeId, SessionId, StaffId};
use platform::Platform;
use platform::session::store;
use sea_orm::ConnectionTrait as _;
use sea_orm::sea_query::{Alias, Query, SimpleExpr};
use uuid::Uuid;

/// The practice.
pub const PRACTICE: PracticeId = PracticeId(Uuid::from_u128(7));
/// Who works there.
pub const STAFF: StaffId = StaffId(Uuid::from_u128(70));

async fn insert(platform: &Platform, table: &'static str, columns: Vec<(&'static str, SimpleExpr)>) {
    let (names, values): (Vec<_>, Vec<_>) = columns.into_iter().map(|(name, value)| (Alias::new(name), value)).unzip();
    let insert = Query::insert().into_table(Alias::new(table)).columns(names).values_panic(values).to_owned();
    let tx = platform.db.write().await.expect("a transaction");
    tx.execute(&insert).await.expect("written");
    tx.commit().await.expect("kept");
}

/// Writes the practice and its one member.
pub async fn open(platform: &Platform) {
    let mut practice: Vec<(&str, SimpleExpr)> = vec![("id", PRACTICE.0.into())];
    practice.extend(["slug", "name", "phone", "zone", "currency", "language", "welcome_message"].map(|name| (name, name.into())));
    for flag in ["slug_locked", "portal_open", "usual_appointments", "usual_messages", "usual_documents", "usual_billing_documents"] {
        practice.push((flag, true.into()));
    }
    practice.extend(["usual_payments", "show_record_access", "second_factor_required"].map(|flag| (flag, false.into())));
    practice.extend(["pin_length", "password_length", "password_strength", "version", "created_at"].map(|name| (name, 4_i64.into())));
    practice.extend(["client_idle_minutes", "staff_idle_minutes"].map(|name| (name, 30_i64.into())));
    insert(platform, "practices", practice).await;
    let mut member: Vec<(&str, SimpleExpr)> = vec![("practice_id", PRACTICE.0.into()), ("id", STAFF.0.into())];
    member.extend(["email", "email_key", "first_name", "last_name", "credentials"].map(|name| (name, name.into())));
    member.extend([("role", "owner".into()), ("state", "active".into())]);
    member.extend(["totp_last_step", "availability_version", "version", "created_at"].map(|name| (name, 1_i64.into())));
    insert(platform, "staff", member).await;
}

/// A session of the member.
pub async fn sign_in(platform: &Platform) -> SessionId {
    let tx = platform.db.write().await.expect("a transaction");
    let begun = store::begin(platform, &*tx, PRACTICE, App::Admin, SessionKind::Full, STAFF.0, "a browser").await.expect("begun");
    tx.commit().await.expect("kept");
    begun.named.session
}
