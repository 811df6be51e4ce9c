//! The clients' e-mail addresses, in the order they are written down.

use std::collections::HashMap;

use domain::ClientId;
use domain::practice::client::{ClientEmail, ContactKind};
use domain::text::Email;
use platform::Platform;
use platform::db::Scope;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

/// An address.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_emails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_id: Uuid,
    pub place: i64,
    pub address: String,
    pub address_key: String,
    pub kind: String,
    pub email_ok: bool,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of clients' addresses")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// A kind of contact by its name.
pub fn kind(name: &str) -> ContactKind {
    [ContactKind::Home, ContactKind::Work, ContactKind::Mobile].into_iter().find(|kind| kind.as_str() == name).unwrap_or(ContactKind::Other)
}

/// A client's addresses, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn of(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Vec<ClientEmail>, DbErr> {
    let rows = scoped(scope).filter(Column::ClientId.eq(client.0)).order_by_asc(Column::Place).all(db).await?;
    Ok(rows.into_iter().map(|row| ClientEmail { address: row.address.into(), kind: kind(&row.kind), email_ok: row.email_ok }).collect())
}

/// The first address of each of `clients`, in one query.
pub async fn first_of(db: &impl ConnectionTrait, scope: Scope, clients: &[Uuid]) -> Result<HashMap<Uuid, Email>, DbErr> {
    let first = scoped(scope).filter(Column::ClientId.is_in(clients.iter().copied())).filter(Column::Place.eq(0));
    let pairs: Vec<(Uuid, String)> = first.select_only().columns([Column::ClientId, Column::Address]).into_tuple().all(db).await?;
    Ok(pairs.into_iter().map(|(client, address)| (client, address.into())).collect())
}

/// Where letters to each of `ids` go: their first address where e-mail is ok.
///
/// # Errors
/// When the database does not answer.
pub async fn letter_addresses(
    db: &impl ConnectionTrait,
    scope: Scope,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Email>, DbErr> {
    let mut ids: Vec<Uuid> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let fine = scoped(scope).filter(Column::ClientId.is_in(ids)).filter(Column::EmailOk.eq(true)).order_by_desc(Column::Place);
    let pairs: Vec<(Uuid, String)> = fine.select_only().columns([Column::ClientId, Column::Address]).into_tuple().all(db).await?;
    // The first comes last and stays.
    Ok(pairs.into_iter().map(|(client, address)| (client, address.into())).collect())
}

/// Who has this address, however it is spelt.
///
/// # Errors
/// When the database does not answer.
pub async fn with_address(db: &impl ConnectionTrait, scope: Scope, address: &Email) -> Result<Vec<ClientId>, DbErr> {
    let theirs = scoped(scope).filter(Column::AddressKey.eq(address.key())).order_by_asc(Column::ClientId);
    let ids: Vec<Uuid> = theirs.select_only().column(Column::ClientId).into_tuple().all(db).await?;
    Ok(ids.into_iter().map(ClientId).collect())
}

/// Which of `clients` have which addresses, compared by their keys.
pub async fn keys_of(db: &impl ConnectionTrait, scope: Scope, clients: Vec<Uuid>) -> Result<Vec<(Uuid, String)>, DbErr> {
    let theirs = scoped(scope).filter(Column::ClientId.is_in(clients));
    theirs.select_only().columns([Column::ClientId, Column::AddressKey]).into_tuple().all(db).await
}

/// Writes `emails` in place of what the client had.
pub async fn replace(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    client: Uuid,
    emails: &[ClientEmail],
) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::ClientId.eq(client)).exec(tx).await?;
    if emails.is_empty() {
        return Ok(());
    }
    let now = platform.clock.now();
    let rows = emails.iter().zip(0..).map(|(email, place)| ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(platform.secrets.id(now)),
        client_id: Set(client),
        place: Set(place),
        address: Set(email.address.as_str().trim().into()),
        address_key: Set(email.address.key()),
        kind: Set(email.kind.as_str().into()),
        email_ok: Set(email.email_ok),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await.map(|_| ())
}
