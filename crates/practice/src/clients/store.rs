//! The clients' rows.

use std::collections::HashMap;

use domain::access::portal_access::AccessState;
use domain::practice::client::{Client, ClientInput, ClientStatus};
use domain::practice::profile::Language;
use domain::text::PersonName;
use domain::time::Timestamp;
use domain::{ClientId, StaffId};
use platform::Platform;
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{IntoActiveModel as _, QuerySelect as _, Set, TryInsertResult, TryIntoModel as _};

use super::{emails, phones, search};
use crate::{address, names, practices, staff};

/// A client.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clients")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub preferred_name: String,
    pub status: String,
    pub access: String,
    pub birth_date: Option<String>,
    pub street: Option<String>,
    pub unit: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
    pub primary_clinician_id: Option<Uuid>,
    pub language: Option<String>,
    pub sort_key: String,
    pub search_text: String,
    pub version: i64,
    pub created_at: Moment,
    pub updated_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The practice's clients.
#[must_use]
pub fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of clients")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// Their id.
    #[must_use]
    pub fn id(&self) -> ClientId {
        ClientId(self.id)
    }

    /// Where they stand with the practice.
    #[must_use]
    pub fn status(&self) -> ClientStatus {
        ClientStatus::ALL.into_iter().find(|status| status.as_str() == self.status).unwrap_or(ClientStatus::Inactive)
    }

    /// Where they stand with the portal.
    #[must_use]
    pub fn access(&self) -> AccessState {
        let states = [AccessState::NotInvited, AccessState::Invited, AccessState::Active];
        states.into_iter().find(|state| state.as_str() == self.access).unwrap_or(AccessState::Disabled)
    }

    /// The language they chose.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(practices::language)
    }

    /// How they are called: the preferred name, or the first.
    #[must_use]
    pub fn called(&self) -> &str {
        if self.preferred_name.is_empty() { &self.first_name } else { &self.preferred_name }
    }

    /// How they are called, with the last name.
    #[must_use]
    pub fn display_name(&self) -> PersonName {
        names::full(self.called(), &self.last_name)
    }
}

/// The columns of what staff wrote.
fn of_input(input: &ClientInput) -> ActiveModel {
    let name = |name: &PersonName| name.as_str().trim().to_owned();
    let [street, unit, city, region, postal_code, country] = address::columns(input.address.as_ref());
    ActiveModel {
        first_name: Set(name(&input.first_name)),
        last_name: Set(name(&input.last_name)),
        preferred_name: Set(name(&input.preferred_name)),
        status: Set(input.status.as_str().into()),
        birth_date: Set(input.birth_date.map(|date| date.to_string())),
        street: Set(street),
        unit: Set(unit),
        city: Set(city),
        region: Set(region),
        postal_code: Set(postal_code),
        country: Set(country),
        primary_clinician_id: Set(input.primary_clinician_id.map(|id| id.0)),
        language: Set(input.language.map(|language| language.tag().into())),
        sort_key: Set(names::sort_key(input.first_name.as_str(), input.last_name.as_str())),
        search_text: Set(search::text(input)),
        ..Default::default()
    }
}

/// The client `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: ClientId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// The client `id`, held until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &impl ConnectionTrait, scope: Scope, id: ClientId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).lock_exclusive().one(tx).await
}

/// How many clients there are, of one status or of any.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: &impl ConnectionTrait, scope: Scope, status: Option<ClientStatus>) -> Result<u64, DbErr> {
    let mut clients = scoped(scope);
    if let Some(status) = status {
        clients = clients.filter(Column::Status.eq(status.as_str()));
    }
    clients.count(db).await
}

/// Names of those of `ids` who are the practice's clients.
///
/// # Errors
/// When the database does not answer.
pub async fn display_names(
    db: &impl ConnectionTrait,
    scope: Scope,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, PersonName>, DbErr> {
    let mut ids: Vec<Uuid> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let clients = scoped(scope).filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(clients.iter().map(|client| (client.id, client.display_name())).collect())
}

/// The client, whole.
///
/// # Errors
/// When the database does not answer.
pub async fn to_wire(db: &impl ConnectionTrait, scope: Scope, model: &Model) -> Result<Client, Problem> {
    let clinician = match model.primary_clinician_id {
        Some(id) => staff::find(db, scope, StaffId(id)).await?,
        None => None,
    };
    let access = model.access();
    Ok(Client {
        id: model.id(),
        version: model.version,
        details: ClientInput {
            first_name: model.first_name.as_str().into(),
            last_name: model.last_name.as_str().into(),
            preferred_name: model.preferred_name.as_str().into(),
            status: model.status(),
            birth_date: model.birth_date.as_deref().and_then(|date| date.parse().ok()),
            emails: emails::of(db, scope, model.id()).await?,
            phones: phones::of(db, scope, model.id()).await?,
            address: address::read([&model.street, &model.unit, &model.city, &model.region, &model.postal_code, &model.country]),
            primary_clinician_id: model.primary_clinician_id.map(StaffId),
            language: model.language(),
        },
        display_name: model.display_name(),
        primary_clinician: clinician.as_ref().map(staff::name),
        access,
        never_signed_in: access == AccessState::Invited,
        created_at: model.created_at.into(),
        updated_at: model.updated_at.into(),
    })
}

/// Refuses a primary clinician who does not care for clients here.
///
/// # Errors
/// 422 at `/primary_clinician_id`.
pub async fn check_clinician(db: &impl ConnectionTrait, scope: Scope, id: Option<StaffId>) -> Result<(), Problem> {
    let Some(id) = id else { return Ok(()) };
    match staff::find(db, scope, id).await? {
        Some(member) if staff::is_clinician(&member) => Ok(()),
        _ => Err(Problem::field("/primary_clinician_id", "clinician", "Choose an owner or clinician who works here.")),
    }
}

/// A new client, nobody's portal access yet. The caller writes the audit log.
///
/// # Errors
/// 422 at `/primary_clinician_id`.
pub async fn create(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, input: &ClientInput) -> Result<Model, Problem> {
    check_clinician(tx, scope, input.primary_clinician_id).await?;
    let now = platform.clock.now();
    let (model, _) = insert_as(platform, tx, scope, platform.secrets.id(now), input, now).await?;
    Ok(model)
}

/// Writes a new client under `id` unless that is there already; says whether it was written.
pub async fn insert_as(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    id: Uuid,
    input: &ClientInput,
    now: Timestamp,
) -> Result<(Model, bool), DbErr> {
    let row = ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(id),
        access: Set(AccessState::NotInvited.as_str().into()),
        version: Set(1),
        created_at: Set(now.into()),
        updated_at: Set(now.into()),
        ..of_input(input)
    };
    let model = row.try_into_model()?;
    let inserted = Entity::insert(model.clone().into_active_model()).on_conflict_do_nothing().exec_without_returning(tx).await?;
    let new = matches!(inserted, TryInsertResult::Inserted(1));
    if new {
        emails::replace(platform, tx, scope, id, &input.emails).await?;
        phones::replace(platform, tx, scope, id, &input.phones).await?;
    }
    Ok((model, new))
}

fn one(scope: Scope, id: ClientId) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Id.eq(id.0))
}

/// Saves `input` if the client is still at version `seen`; whether they were.
pub async fn save(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    id: ClientId,
    seen: i64,
    input: &ClientInput,
) -> Result<bool, DbErr> {
    let now = platform.clock.now();
    let saved = one(scope, id)
        .set(ActiveModel { updated_at: Set(now.into()), ..of_input(input) })
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Version.eq(seen))
        .exec(tx)
        .await?;
    if saved.rows_affected == 0 {
        return Ok(false);
    }
    emails::replace(platform, tx, scope, id.0, &input.emails).await?;
    phones::replace(platform, tx, scope, id.0, &input.phones).await?;
    Ok(true)
}

/// Notes where the client stands with the portal; *access* calls it in the transaction that changes it.
///
/// # Errors
/// When the database does not answer.
pub async fn set_access(tx: &impl ConnectionTrait, scope: Scope, id: ClientId, access: AccessState) -> Result<(), DbErr> {
    one(scope, id).col_expr(Column::Access, Expr::value(access.as_str())).exec(tx).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use domain::PracticeId;
    use domain::practice::staff::Role;

    use super::*;
    use crate::examples;
    use crate::testing::on_each;

    #[tokio::test]
    async fn s3_a_record_comes_back_as_it_was_written_and_a_save_rewrites_its_contacts() {
        on_each(async |t| {
            let tx = t.platform.db.write().await.expect("a transaction");
            let written = ClientInput { primary_clinician_id: Some(t.owner.id()), ..examples::client_input() };
            let client = create(&t.platform, &*tx, t.scope, &written).await.expect("a client");
            let record = to_wire(&*tx, t.scope, &client).await.expect("a record");
            assert_eq!((record.details, record.display_name.as_str(), record.version), (written.clone(), "May López", 1));
            let changed = ClientInput { emails: vec![], phones: vec![], address: None, preferred_name: "".into(), ..written };
            assert!(save(&t.platform, &*tx, t.scope, client.id(), 1, &changed).await.expect("done"));
            assert!(!save(&t.platform, &*tx, t.scope, client.id(), 1, &changed).await.expect("done"), "S8");
            let after = find(&*tx, t.scope, client.id()).await.expect("read").expect("there");
            assert_eq!(to_wire(&*tx, t.scope, &after).await.expect("a record").details, changed);
            assert_eq!((after.called(), after.search_text.as_str(), after.version), ("Maya", "maya lopez", 2));
            let elsewhere = Scope { practice: PracticeId(Uuid::nil()) };
            assert!(find(&*tx, elsewhere, client.id()).await.expect("read").is_none(), "A26");
        })
        .await;
    }

    #[tokio::test]
    async fn only_an_owner_or_clinician_who_works_here_has_clients() {
        on_each(async |t| {
            let (biller, clinician) = (t.member("Bo", "Poe", Role::Biller).await, t.member("Cy", "Poe", Role::Clinician).await);
            let db = t.platform.db.read();
            assert!(check_clinician(db, t.scope, Some(clinician.id())).await.is_ok());
            for nobody in [biller.id(), StaffId(Uuid::nil())] {
                let refused = check_clinician(db, t.scope, Some(nobody)).await.expect_err("refused");
                assert_eq!(refused.errors[0].pointer, "/primary_clinician_id");
            }
        })
        .await;
    }
}
