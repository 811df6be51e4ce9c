//! What access writes into the staff's rows: passwords, and the second factor.

use domain::StaffId;
use platform::db::Scope;
use practice::staff::{ActiveModel, Column, Entity};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{Set, UpdateMany};

fn one(scope: Scope, id: StaffId) -> UpdateMany<Entity> {
    Entity::update_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Id.eq(id.0))
}

/// Who works here, as against who is invited or gone.
fn active(scope: Scope, id: StaffId) -> UpdateMany<Entity> {
    one(scope, id).filter(Column::State.eq("active"))
}

/// Counts a change that colleagues see.
fn counted(update: UpdateMany<Entity>) -> UpdateMany<Entity> {
    update.col_expr(Column::Version, Expr::col(Column::Version).add(1))
}

/// Holds the row until the transaction ends, if they work here and the password is still the one that was verified;
/// whether it is.
pub(crate) async fn still_fits(tx: &impl ConnectionTrait, scope: Scope, id: StaffId, verified_hash: &str) -> Result<bool, DbErr> {
    let same = ActiveModel { password_hash: Set(Some(verified_hash.into())), ..Default::default() };
    let holding = active(scope, id).set(same).filter(Column::PasswordHash.eq(verified_hash));
    holding.exec(tx).await.map(|done| done.rows_affected == 1)
}

/// Sets the password of somebody who works here; whether they do.
pub(crate) async fn set_password(tx: &impl ConnectionTrait, scope: Scope, id: StaffId, hash: &str) -> Result<bool, DbErr> {
    let change = ActiveModel { password_hash: Set(Some(hash.into())), ..Default::default() };
    active(scope, id).set(change).exec(tx).await.map(|done| done.rows_affected == 1)
}

/// Keeps a secret that was shown and waits for its first code, unless a second factor is in force; whether it was kept.
pub(crate) async fn keep_pending(tx: &impl ConnectionTrait, scope: Scope, id: StaffId, sealed: Vec<u8>) -> Result<bool, DbErr> {
    let change = ActiveModel { totp_pending_sealed: Set(Some(sealed)), ..Default::default() };
    active(scope, id).set(change).filter(Column::TotpSealed.is_null()).exec(tx).await.map(|done| done.rows_affected == 1)
}

/// Puts the secret that waits in force and uses its first code up, if it is still the one the code was checked with.
pub(crate) async fn enrol(tx: &impl ConnectionTrait, scope: Scope, id: StaffId, sealed: &[u8], step: i64) -> Result<bool, DbErr> {
    let change = ActiveModel {
        totp_sealed: Set(Some(sealed.to_vec())),
        totp_pending_sealed: Set(None),
        totp_last_step: Set(step),
        ..Default::default()
    };
    let enrolling =
        counted(active(scope, id).set(change)).filter(Column::TotpSealed.is_null()).filter(Column::TotpPendingSealed.eq(sealed.to_vec()));
    enrolling.exec(tx).await.map(|done| done.rows_affected == 1)
}

/// Uses the code of `step` up: a code works once, and no older one after it (RFC 6238, 5.2). Whether it was free.
pub(crate) async fn claim_step(tx: &impl ConnectionTrait, scope: Scope, id: StaffId, step: i64) -> Result<bool, DbErr> {
    let change = ActiveModel { totp_last_step: Set(step), ..Default::default() };
    let claiming = active(scope, id).set(change).filter(Column::TotpSealed.is_not_null()).filter(Column::TotpLastStep.lt(step));
    claiming.exec(tx).await.map(|done| done.rows_affected == 1)
}

/// Takes the second factor away; whether there was one, or one that waited.
pub(crate) async fn remove_second_factor(tx: &impl ConnectionTrait, scope: Scope, id: StaffId) -> Result<bool, DbErr> {
    let change = ActiveModel { totp_sealed: Set(None), totp_pending_sealed: Set(None), totp_last_step: Set(0), ..Default::default() };
    let there = Column::TotpSealed.is_not_null().or(Column::TotpPendingSealed.is_not_null());
    counted(one(scope, id).set(change)).filter(there).exec(tx).await.map(|done| done.rows_affected == 1)
}
