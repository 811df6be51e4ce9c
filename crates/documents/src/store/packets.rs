//! Packets and the templates in them, each at its place (D2). One packet of a practice at most is for new clients: whoever
//! writes one holds the practice first, so that of two who choose at once the last wins.

use std::collections::HashMap;

use domain::documents::{Packet, PacketInput};
use domain::{PacketId, TemplateId};
use platform::db::Scope;
use platform::problem::Problem;
use practice::practices;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{IntoActiveModel as _, QueryOrder as _};

use crate::refusals;

/// The most packets of a practice.
pub const MOST: u64 = 100;

/// A packet.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_packets")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub for_new_clients: bool,
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of packets")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// A template's place in a packet.
mod items {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "document_packet_items")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub practice_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub packet_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i64,
        pub template_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    pub fn scoped(scope: Scope) -> Select<Entity> {
        #[expect(clippy::disallowed_methods, reason = "the one scoped() of what is in packets")]
        Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
    }
}

impl Model {
    fn to_wire(&self, templates: Vec<TemplateId>) -> Packet {
        let details = PacketInput { name: self.name.clone(), templates, for_new_clients: self.for_new_clients };
        Packet { id: PacketId(self.id), version: self.version, details }
    }
}

/// All packets, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Packet>, DbErr> {
    let rows = scoped(scope).order_by_asc(Column::Name).order_by_asc(Column::Id).all(db).await?;
    let mut templates: HashMap<Uuid, Vec<TemplateId>> = HashMap::new();
    for item in items::scoped(scope).order_by_asc(items::Column::Place).all(db).await? {
        templates.entry(item.packet_id).or_default().push(TemplateId(item.template_id));
    }
    Ok(rows.into_iter().map(|row| row.to_wire(templates.remove(&row.id).unwrap_or_default())).collect())
}

/// The packet `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: PacketId) -> Result<Option<Packet>, DbErr> {
    let Some(row) = scoped(scope).filter(Column::Id.eq(id.0)).one(db).await? else { return Ok(None) };
    let within = items::scoped(scope).filter(items::Column::PacketId.eq(id.0)).order_by_asc(items::Column::Place).all(db).await?;
    Ok(Some(row.to_wire(within.into_iter().map(|item| TemplateId(item.template_id)).collect())))
}

/// Writes a new packet, unless the practice has enough.
///
/// # Errors
/// 409 `too_many_packets`.
pub async fn insert(tx: &impl ConnectionTrait, scope: Scope, id: PacketId, input: &PacketInput) -> Result<(), Problem> {
    practices::hold(tx, scope).await?;
    if scoped(scope).count(tx).await? >= MOST {
        return Err(refusals::too_many_packets());
    }
    alone_for_new_clients(tx, scope, id, input).await?;
    let row = Model {
        practice_id: scope.practice.0,
        id: id.0,
        name: input.name.trim().to_owned(),
        for_new_clients: input.for_new_clients,
        version: 1,
    };
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    fill(tx, scope, id, &input.templates).await?;
    Ok(())
}

/// Puts `input` in place of what the packet `id`, whose practice is held, was.
///
/// # Errors
/// When the database does not answer.
pub async fn save(tx: &impl ConnectionTrait, scope: Scope, id: PacketId, input: &PacketInput) -> Result<(), DbErr> {
    alone_for_new_clients(tx, scope, id, input).await?;
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(input.name.trim()))
        .col_expr(Column::ForNewClients, Expr::value(input.for_new_clients))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    items::Entity::delete_many()
        .filter(items::Column::PracticeId.eq(scope.practice.0))
        .filter(items::Column::PacketId.eq(id.0))
        .exec(tx)
        .await?;
    fill(tx, scope, id, &input.templates).await
}

/// Removes the packet `id` with its places; whether it was there.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &impl ConnectionTrait, scope: Scope, id: PacketId) -> Result<bool, DbErr> {
    let gone = Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Id.eq(id.0)).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}

/// Where `id` will be for new clients, no other is.
async fn alone_for_new_clients(tx: &impl ConnectionTrait, scope: Scope, id: PacketId, input: &PacketInput) -> Result<(), DbErr> {
    if !input.for_new_clients {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::ForNewClients, Expr::value(false))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::ForNewClients.eq(true))
        .filter(Column::Id.ne(id.0))
        .exec(tx)
        .await
        .map(|_| ())
}

async fn fill(tx: &impl ConnectionTrait, scope: Scope, id: PacketId, templates: &[TemplateId]) -> Result<(), DbErr> {
    let row = |(place, template): (i64, &TemplateId)| items::Model {
        practice_id: scope.practice.0,
        packet_id: id.0,
        place,
        template_id: template.0,
    };
    let rows = (0..).zip(templates).map(|place| row(place).into_active_model().reset_all());
    items::Entity::insert_many(rows).exec_without_returning(tx).await.map(|_| ())
}
