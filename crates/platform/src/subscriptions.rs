//! Browsers that want to be woken when there is something new. Whoever knows such an address can reach the browser: it is
//! sealed.
//!
//! A browser is asked to be woken by somebody who is signed in on it, and is woken also while nobody is. It ends where they
//! sign out on that device, by whichever session: `session::store` sees to it in the same transaction.

use domain::time::Timestamp;
use reqwest::Url;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

use crate::Platform;
use crate::db::{Moment, Scope};
use crate::live::{Person, PersonKind};
use crate::problem::Problem;
use crate::secrets::{Secrets, hash};

/// Browsers of one person that are kept; the one that came first goes. They are all asked at once, by whoever waits for the
/// slowest of them.
const MOST: u64 = 5;

/// A browser.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "push_subscriptions")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_kind: String,
    pub person_id: Uuid,
    pub subject_id: Uuid,
    pub device_id: Uuid,
    pub endpoint_hash: Vec<u8>,
    pub sealed: Vec<u8>,
    pub created_at: Moment,
}

crate::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where somebody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The login or the staff member.
    pub subject: Uuid,
    /// The device, as `session::store` tells them apart.
    pub device: Uuid,
}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of push subscriptions")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

fn of_person(person: Person) -> Select<Entity> {
    let theirs = scoped(Scope { practice: person.practice }).filter(Column::PersonKind.eq(person.kind.as_str()));
    theirs.filter(Column::PersonId.eq(person.id))
}

impl Model {
    /// Whose it is; none where the kind cannot be read.
    #[must_use]
    pub fn person(&self) -> Option<Person> {
        let kind = PersonKind::named(&self.person_kind)?;
        Some(Person { practice: self.practice_id.into(), kind, id: self.person_id })
    }

    /// Where its push service takes messages for it; none where it is no address.
    ///
    /// # Errors
    /// When it was sealed with a key that is no longer there.
    pub fn endpoint(&self, secrets: &Secrets) -> Result<Option<Url>, Problem> {
        let plain = secrets.unseal(&seal_name(self.id), &self.sealed)?;
        Ok(std::str::from_utf8(&plain).ok().and_then(|text| Url::parse(text).ok()))
    }
}

fn seal_name(id: Uuid) -> String {
    format!("push_subscription:{id}")
}

/// Whether any browser of the practice wants to be woken.
///
/// # Errors
/// When the database does not answer.
pub async fn any(db: &impl ConnectionTrait, scope: Scope) -> Result<bool, DbErr> {
    let one: Option<Uuid> = scoped(scope).select_only().column(Column::Id).limit(1).into_tuple().one(db).await?;
    Ok(one.is_some())
}

/// The subscription `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: Uuid) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id)).one(db).await
}

/// The browsers of `person`, the latest first, and no more than are kept.
///
/// # Errors
/// When the database does not answer.
pub async fn of(db: &impl ConnectionTrait, person: Person) -> Result<Vec<Uuid>, DbErr> {
    of_person(person).select_only().column(Column::Id).order_by_desc(Column::Id).limit(MOST).into_tuple().all(db).await
}

/// Whether a browser at `place` is woken for `person`.
///
/// # Errors
/// When the database does not answer.
pub async fn is_at(db: &impl ConnectionTrait, person: Person, place: Place) -> Result<bool, DbErr> {
    let here = of_person(person).filter(Column::SubjectId.eq(place.subject)).filter(Column::DeviceId.eq(place.device));
    let one: Option<Uuid> = here.select_only().column(Column::Id).limit(1).into_tuple().one(db).await?;
    Ok(one.is_some())
}

/// Keeps the browser at `endpoint` as one of `person`'s, who is signed in at `place`. A browser is one person's at a time:
/// whoever was there before is not told any longer.
///
/// # Errors
/// When the database does not answer.
pub async fn put(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    person: Person,
    place: Place,
    endpoint: &str,
    now: Timestamp,
) -> Result<(), DbErr> {
    let scope = Scope { practice: person.practice };
    forget(tx, scope, None, endpoint).await?;
    let id = platform.secrets.id(now);
    let row = Model {
        practice_id: person.practice.0,
        id,
        person_kind: person.kind.as_str().into(),
        person_id: person.id,
        subject_id: place.subject,
        device_id: place.device,
        endpoint_hash: hash(endpoint),
        sealed: platform.secrets.seal(&seal_name(id), endpoint.as_bytes()),
        created_at: now.into(),
    };
    // Of two that subscribe at once, one is there, which is enough.
    Entity::insert(row.into_active_model().reset_all())
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    let latest = of(tx, person).await?;
    let theirs = Entity::delete_many()
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::PersonKind.eq(person.kind.as_str()))
        .filter(Column::PersonId.eq(person.id));
    theirs.filter(Column::Id.is_not_in(latest)).exec(tx).await.map(|_| ())
}

/// Forgets the browser at `endpoint`, where it is `of` somebody only if it is theirs.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &impl ConnectionTrait, scope: Scope, of: Option<Person>, endpoint: &str) -> Result<(), DbErr> {
    let mut there = Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::EndpointHash.eq(hash(endpoint)));
    if let Some(person) = of {
        there = there.filter(Column::PersonKind.eq(person.kind.as_str())).filter(Column::PersonId.eq(person.id));
    }
    there.exec(tx).await.map(|_| ())
}

/// Removes a subscription that nobody is behind any more.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &impl ConnectionTrait, row: &Model) -> Result<(), DbErr> {
    let gone = Entity::delete_many().filter(Column::PracticeId.eq(row.practice_id)).filter(Column::Id.eq(row.id));
    gone.exec(tx).await.map(|_| ())
}

/// Somebody signed out at `place`: its browser is told no longer.
///
/// # Errors
/// When the database does not answer.
pub async fn end(tx: &impl ConnectionTrait, scope: Scope, place: Place) -> Result<(), DbErr> {
    of_subject(scope, place.subject).filter(Column::DeviceId.eq(place.device)).exec(tx).await.map(|_| ())
}

/// `subject` was signed out everywhere, but on the device `but`.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all(tx: &impl ConnectionTrait, scope: Scope, subject: Uuid, but: Option<Uuid>) -> Result<(), DbErr> {
    let mut theirs = of_subject(scope, subject);
    if let Some(device) = but {
        theirs = theirs.filter(Column::DeviceId.ne(device));
    }
    theirs.exec(tx).await.map(|_| ())
}

fn of_subject(scope: Scope, subject: Uuid) -> sea_orm::DeleteMany<Entity> {
    Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::SubjectId.eq(subject))
}
