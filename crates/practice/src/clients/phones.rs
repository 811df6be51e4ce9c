//! The clients' telephone numbers, in the order they are written down.

use std::collections::HashMap;

use domain::ClientId;
use domain::practice::client::ClientPhone;
use domain::text::Phone;
use platform::Platform;
use platform::db::Scope;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

use super::emails::kind;

/// A number.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_phones")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_id: Uuid,
    pub place: i64,
    pub number: String,
    pub kind: String,
    pub text_ok: bool,
    pub voicemail_ok: bool,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of clients' numbers")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// A client's numbers, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn of(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Vec<ClientPhone>, DbErr> {
    let rows = scoped(scope).filter(Column::ClientId.eq(client.0)).order_by_asc(Column::Place).all(db).await?;
    let phone =
        |row: Model| ClientPhone { number: row.number.into(), kind: kind(&row.kind), text_ok: row.text_ok, voicemail_ok: row.voicemail_ok };
    Ok(rows.into_iter().map(phone).collect())
}

/// The first number of each of `clients`, in one query.
pub async fn first_of(db: &impl ConnectionTrait, scope: Scope, clients: &[Uuid]) -> Result<HashMap<Uuid, Phone>, DbErr> {
    let first = scoped(scope).filter(Column::ClientId.is_in(clients.iter().copied())).filter(Column::Place.eq(0));
    let pairs: Vec<(Uuid, String)> = first.select_only().columns([Column::ClientId, Column::Number]).into_tuple().all(db).await?;
    Ok(pairs.into_iter().map(|(client, number)| (client, number.into())).collect())
}

/// Writes `phones` in place of what the client had.
pub async fn replace(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    client: Uuid,
    phones: &[ClientPhone],
) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::ClientId.eq(client)).exec(tx).await?;
    if phones.is_empty() {
        return Ok(());
    }
    let now = platform.clock.now();
    let rows = phones.iter().zip(0..).map(|(phone, place)| ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(platform.secrets.id(now)),
        client_id: Set(client),
        place: Set(place),
        number: Set(phone.number.as_str().trim().into()),
        kind: Set(phone.kind.as_str().into()),
        text_ok: Set(phone.text_ok),
        voicemail_ok: Set(phone.voicemail_ok),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await.map(|_| ())
}
