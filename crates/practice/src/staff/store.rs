//! The staff's rows.

use std::collections::HashMap;

use domain::StaffId;
use domain::practice::staff::{Role, StaffInput, StaffMember, StaffName, StaffState};
use domain::text::{Email, PersonName};
use domain::time::Timestamp;
use platform::Platform;
use platform::db::{Moment, Scope, is_taken};
use platform::problem::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{IntoActiveModel as _, Set, TryIntoModel as _, UpdateMany};

use crate::names;

/// A staff member.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub email: String,
    pub email_key: String,
    pub first_name: String,
    pub last_name: String,
    pub credentials: String,
    pub role: String,
    pub npi: Option<String>,
    pub license: Option<String>,
    pub state: String,
    pub password_hash: Option<String>,
    pub totp_sealed: Option<Vec<u8>>,
    pub totp_pending_sealed: Option<Vec<u8>>,
    pub totp_last_step: i64,
    pub availability_version: i64,
    pub last_sign_in_at: Option<Moment>,
    pub version: i64,
    pub created_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The practice's staff.
#[must_use]
pub fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of staff")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

const STATES: [(StaffState, &str); 3] =
    [(StaffState::Invited, "invited"), (StaffState::Active, "active"), (StaffState::Deactivated, "deactivated")];

fn state_name(state: StaffState) -> &'static str {
    STATES.iter().find(|(known, _)| *known == state).map_or("deactivated", |(_, name)| name)
}

impl Model {
    /// Their id.
    #[must_use]
    pub fn id(&self) -> StaffId {
        StaffId(self.id)
    }

    /// What they may do; what cannot be read may do the least.
    #[must_use]
    pub fn role(&self) -> Role {
        Role::ALL.into_iter().find(|role| role.as_str() == self.role).unwrap_or(Role::FrontDesk)
    }

    /// Whether they can come in.
    #[must_use]
    pub fn state(&self) -> StaffState {
        STATES.iter().find(|(_, name)| *name == self.state).map_or(StaffState::Deactivated, |(state, _)| *state)
    }

    /// What they sign in with.
    #[must_use]
    pub fn email(&self) -> Email {
        self.email.as_str().into()
    }

    /// An owner who works here: there must always be one.
    #[must_use]
    pub fn runs_the_practice(&self) -> bool {
        self.role() == Role::Owner && self.state() == StaffState::Active
    }
}

/// Whether clients can be in their care: they work here, as clinician or owner.
#[must_use]
pub fn is_clinician(model: &Model) -> bool {
    model.state() == StaffState::Active && matches!(model.role(), Role::Owner | Role::Clinician)
}

/// First and last name with credentials behind.
#[must_use]
pub fn display_name(model: &Model) -> PersonName {
    let name = names::full(&model.first_name, &model.last_name);
    if model.credentials.is_empty() { name } else { PersonName::new(format!("{}, {}", name.as_str(), model.credentials)) }
}

/// How they are named to clients and in lists.
#[must_use]
pub fn name(model: &Model) -> StaffName {
    StaffName { id: model.id(), display_name: display_name(model) }
}

/// The staff member as colleagues see them.
#[must_use]
pub fn to_wire(model: &Model) -> StaffMember {
    StaffMember {
        id: model.id(),
        version: model.version,
        display_name: display_name(model),
        email: model.email(),
        details: StaffInput {
            first_name: model.first_name.as_str().into(),
            last_name: model.last_name.as_str().into(),
            credentials: model.credentials.clone(),
            role: model.role(),
            npi: model.npi.clone(),
            license: model.license.clone(),
        },
        state: model.state(),
        second_factor: model.totp_sealed.is_some(),
        last_sign_in_at: model.last_sign_in_at.map(Into::into),
    }
}

fn of_input(input: &StaffInput) -> ActiveModel {
    let kept = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(ToOwned::to_owned);
    ActiveModel {
        first_name: Set(input.first_name.as_str().trim().into()),
        last_name: Set(input.last_name.as_str().trim().into()),
        credentials: Set(input.credentials.trim().into()),
        role: Set(input.role.as_str().into()),
        npi: Set(kept(&input.npi)),
        license: Set(kept(&input.license)),
        ..Default::default()
    }
}

/// The whole team, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Model>, DbErr> {
    let mut team = scoped(scope).all(db).await?;
    team.sort_by_cached_key(|member| (names::sort_key(&member.first_name, &member.last_name), member.id));
    Ok(team)
}

/// The staff member `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: StaffId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// The staff member who signs in with `email`, in any spelling.
///
/// # Errors
/// When the database does not answer.
pub async fn by_email(db: &impl ConnectionTrait, scope: Scope, email: &Email) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::EmailKey.eq(email.key())).one(db).await
}

/// Those who can have clients in their care, by the key of their address.
pub(crate) async fn clinicians_by_email(db: &impl ConnectionTrait, scope: Scope) -> Result<HashMap<String, StaffId>, DbErr> {
    let team = scoped(scope).all(db).await?;
    Ok(team.into_iter().filter(is_clinician).map(|member| (member.email_key.clone(), member.id())).collect())
}

/// Names of those of `ids` who are the practice's.
///
/// # Errors
/// When the database does not answer.
pub async fn names(
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
    let members = scoped(scope).filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(members.iter().map(|member| (member.id, display_name(member))).collect())
}

/// A new staff member without a password.
///
/// # Errors
/// 409 `email_taken` when somebody here signs in with that address.
pub async fn insert(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    email: &Email,
    input: &StaffInput,
    state: StaffState,
) -> Result<Model, Problem> {
    let now = platform.clock.now();
    let row = ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(platform.secrets.id(now)),
        email: Set(email.as_str().trim().into()),
        email_key: Set(email.key()),
        state: Set(state_name(state).into()),
        password_hash: Set(None),
        totp_sealed: Set(None),
        totp_pending_sealed: Set(None),
        totp_last_step: Set(0),
        availability_version: Set(1),
        last_sign_in_at: Set(None),
        version: Set(1),
        created_at: Set(now.into()),
        ..of_input(input)
    };
    let model = row.try_into_model()?;
    match Entity::insert(model.clone().into_active_model()).exec_without_returning(tx).await {
        Ok(_) => Ok(model),
        Err(error) if is_taken(&error) => {
            Err(Problem::conflict("email_taken", "Somebody here has this address")
                .detail("Each person signs in with an address of their own."))
        }
        Err(error) => Err(error.into()),
    }
}

fn one(scope: Scope, id: StaffId) -> UpdateMany<Entity> {
    Entity::update_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Id.eq(id.0))
}

fn counted(update: UpdateMany<Entity>) -> UpdateMany<Entity> {
    update.col_expr(Column::Version, Expr::col(Column::Version).add(1))
}

/// Saves `input` if the member is still at version `seen`; whether they were.
pub(super) async fn save(tx: &impl ConnectionTrait, scope: Scope, id: StaffId, seen: i64, input: &StaffInput) -> Result<bool, DbErr> {
    let saved = counted(one(scope, id).set(of_input(input))).filter(Column::Version.eq(seen)).exec(tx).await?;
    Ok(saved.rows_affected == 1)
}

/// How many owners work here besides `id`. Hold the practice first, so that two of them cannot leave at once.
pub(super) async fn other_owners(tx: &impl ConnectionTrait, scope: Scope, id: StaffId) -> Result<u64, DbErr> {
    scoped(scope)
        .filter(Column::Role.eq(Role::Owner.as_str()))
        .filter(Column::State.eq(state_name(StaffState::Active)))
        .filter(Column::Id.ne(id.0))
        .count(tx)
        .await
}

/// Shuts the door; whether it was open.
pub(super) async fn deactivate(tx: &impl ConnectionTrait, scope: Scope, id: StaffId) -> Result<bool, DbErr> {
    let gone = state_name(StaffState::Deactivated);
    let changed = counted(one(scope, id)).col_expr(Column::State, Expr::value(gone)).filter(Column::State.ne(gone)).exec(tx).await?;
    Ok(changed.rows_affected == 1)
}

/// Opens the door again: to work, or, for who never had a password, as invited; whether it was shut.
pub(super) async fn reactivate(tx: &impl ConnectionTrait, scope: Scope, id: StaffId) -> Result<bool, DbErr> {
    let opening = |state| {
        let shut = Column::State.eq(state_name(StaffState::Deactivated));
        counted(one(scope, id)).col_expr(Column::State, Expr::value(state_name(state))).filter(shut)
    };
    let back = opening(StaffState::Active).filter(Column::PasswordHash.is_not_null()).exec(tx).await?.rows_affected
        + opening(StaffState::Invited).filter(Column::PasswordHash.is_null()).exec(tx).await?.rows_affected;
    Ok(back == 1)
}

/// Puts a password's hash in place of what was there.
///
/// # Errors
/// When the database does not answer.
pub async fn set_password(tx: &impl ConnectionTrait, scope: Scope, id: StaffId, hash: &str) -> Result<(), DbErr> {
    one(scope, id).col_expr(Column::PasswordHash, Expr::value(hash)).exec(tx).await.map(|_| ())
}

/// Turns an invited member into one who works here, with their password; false when they are not invited any more.
///
/// # Errors
/// When the database does not answer.
pub async fn activate(tx: &impl ConnectionTrait, scope: Scope, id: StaffId, hash: &str) -> Result<bool, DbErr> {
    let activated = counted(one(scope, id))
        .col_expr(Column::PasswordHash, Expr::value(hash))
        .col_expr(Column::State, Expr::value(state_name(StaffState::Active)))
        .filter(Column::State.eq(state_name(StaffState::Invited)))
        .exec(tx)
        .await?;
    Ok(activated.rows_affected == 1)
}

/// Notes when they signed in.
///
/// # Errors
/// When the database does not answer.
pub async fn note_sign_in(tx: &impl ConnectionTrait, scope: Scope, id: StaffId, at: Timestamp) -> Result<(), DbErr> {
    one(scope, id).col_expr(Column::LastSignInAt, Expr::value(Moment::from(at))).exec(tx).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::on_each;

    #[tokio::test]
    async fn s6_owners_who_work_here_are_counted_and_nobody_else() {
        on_each(async |t| {
            let db = t.platform.db.read();
            let second = t.member("Ana", "Ruiz", Role::Owner).await;
            t.member("Sam", "Poe", Role::Clinician).await;
            assert_eq!(other_owners(db, t.scope, t.owner.id()).await.expect("a count"), 1);
            let tx = t.platform.db.write().await.expect("a transaction");
            assert!(deactivate(&*tx, t.scope, second.id()).await.expect("done"));
            assert!(!deactivate(&*tx, t.scope, second.id()).await.expect("done"), "once");
            assert_eq!(other_owners(&*tx, t.scope, t.owner.id()).await.expect("a count"), 0);
            assert!(reactivate(&*tx, t.scope, second.id()).await.expect("done"));
            let back = find(&*tx, t.scope, second.id()).await.expect("read").expect("there");
            // Nobody gave them a password yet.
            assert_eq!((back.state(), back.version), (StaffState::Invited, second.version + 2));
            assert!(activate(&*tx, t.scope, second.id(), "$hash").await.expect("done"));
            assert!(!activate(&*tx, t.scope, second.id(), "$other").await.expect("done"), "an invitation is taken once");
        })
        .await;
    }

    #[tokio::test]
    async fn an_address_is_one_persons_in_any_spelling() {
        on_each(async |t| {
            let tx = t.platform.db.write().await.expect("a transaction");
            let again = insert(
                &t.platform,
                &*tx,
                t.scope,
                &" JORDAN@willow-reed.example".into(),
                &crate::examples::staff_member().details,
                StaffState::Invited,
            )
            .await;
            assert_eq!(again.err().map(|problem| problem.code), Some("email_taken"));
        })
        .await;
    }

    #[tokio::test]
    async fn s8_a_save_that_raced_changes_nothing() {
        on_each(async |t| {
            let tx = t.platform.db.write().await.expect("a transaction");
            let (id, input) = (t.owner.id(), crate::examples::staff_member().details);
            assert!(save(&*tx, t.scope, id, 1, &input).await.expect("done"));
            assert!(!save(&*tx, t.scope, id, 1, &input).await.expect("done"));
            assert_eq!(display_name(&find(&*tx, t.scope, id).await.expect("read").expect("there")).as_str(), "Jordan Hale, PhD");
        })
        .await;
    }
}
