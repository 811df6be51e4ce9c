//! What a login may do for which client. One-to-one on screen; the table allows families.

use domain::access::rights::Rights;
use domain::{ClientId, LoginId};
use platform::db::Scope;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

/// A grant.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "grants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub login_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub client_id: Uuid,
    pub appointments: bool,
    pub messages: bool,
    pub documents: bool,
    pub billing_documents: bool,
    pub payments: bool,
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The login.
    #[must_use]
    pub fn login(&self) -> LoginId {
        LoginId(self.login_id)
    }

    /// The client.
    #[must_use]
    pub fn client(&self) -> ClientId {
        ClientId(self.client_id)
    }

    /// What it lets the login do.
    #[must_use]
    pub fn rights(&self) -> Rights {
        let Self { appointments, messages, documents, billing_documents, payments, .. } = *self;
        Rights { appointments, messages, documents, billing_documents, payments }
    }
}

/// The practice's grants.
fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of grants")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// The grant by which this client is reached.
///
/// # Errors
/// When the database does not answer.
pub async fn of_client(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::ClientId.eq(client.0)).order_by_asc(Column::LoginId).one(db).await
}

/// The grant of this login.
///
/// # Errors
/// When the database does not answer.
pub async fn of_login(db: &impl ConnectionTrait, scope: Scope, login: LoginId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::LoginId.eq(login.0)).order_by_asc(Column::ClientId).one(db).await
}

/// A new grant.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, scope: Scope, login: LoginId, client: ClientId, rights: Rights) -> Result<(), DbErr> {
    let row = ActiveModel {
        practice_id: Set(scope.practice.0),
        login_id: Set(login.0),
        client_id: Set(client.0),
        version: Set(1),
        ..with(rights)
    };
    Entity::insert(row).exec_without_returning(tx).await.map(|_| ())
}

/// Other rights, in place of those of the version that was read; whether that was still the one.
///
/// # Errors
/// When the database does not answer.
pub async fn change(tx: &impl ConnectionTrait, scope: Scope, grant: &Model, rights: Rights) -> Result<bool, DbErr> {
    let change = ActiveModel { version: Set(grant.version + 1), ..with(rights) };
    let changing = Entity::update_many()
        .set(change)
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::LoginId.eq(grant.login_id))
        .filter(Column::ClientId.eq(grant.client_id))
        .filter(Column::Version.eq(grant.version));
    changing.exec(tx).await.map(|done| done.rows_affected == 1)
}

fn with(rights: Rights) -> ActiveModel {
    ActiveModel {
        appointments: Set(rights.appointments),
        messages: Set(rights.messages),
        documents: Set(rights.documents),
        billing_documents: Set(rights.billing_documents),
        payments: Set(rights.payments),
        ..Default::default()
    }
}
