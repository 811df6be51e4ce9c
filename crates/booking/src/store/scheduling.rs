//! The rules of booking. A practice that never saved them has the usual ones, at version 1.

use domain::booking::settings::{Approval, CancellationPolicy, Scheduling, SchedulingRules};
use platform::db::Scope;
use platform::problem::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, TryInsertResult};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The rules of one practice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scheduling")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    pub grid_minutes: i64,
    pub notice_hours_existing: i64,
    pub notice_hours_new: i64,
    pub horizon_days: i64,
    pub cancellation: String,
    pub pending_holds: bool,
    pub request_expiry_hours: i64,
    pub approval: String,
    pub reminder_hours: String,
    pub prescreen_questions: String,
    pub framing_sites: String,
    pub new_client_door: bool,
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of the rules of booking")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

fn small(number: i64) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

fn list<T: DeserializeOwned>(json: &str) -> Vec<T> {
    serde_json::from_str(json).unwrap_or_default()
}

fn json(list: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(list).map_err(Problem::internal)
}

impl Model {
    fn to_wire(&self) -> Scheduling {
        Scheduling {
            version: self.version,
            rules: SchedulingRules {
                grid_minutes: small(self.grid_minutes),
                notice_hours_existing: small(self.notice_hours_existing),
                notice_hours_new: small(self.notice_hours_new),
                horizon_days: small(self.horizon_days),
                cancellation: CancellationPolicy::named(&self.cancellation).unwrap_or(CancellationPolicy::PhoneOnly),
                pending_holds: self.pending_holds,
                request_expiry_hours: small(self.request_expiry_hours),
                approval: Approval::named(&self.approval).unwrap_or(Approval::ByHand),
                reminder_hours: list(&self.reminder_hours),
                prescreen_questions: list(&self.prescreen_questions),
                framing_sites: list(&self.framing_sites),
                new_client_door: self.new_client_door,
            },
        }
    }
}

fn row(scope: Scope, version: i64, rules: &SchedulingRules) -> Result<Model, Problem> {
    Ok(Model {
        practice_id: scope.practice.0,
        grid_minutes: rules.grid_minutes.into(),
        notice_hours_existing: rules.notice_hours_existing.into(),
        notice_hours_new: rules.notice_hours_new.into(),
        horizon_days: rules.horizon_days.into(),
        cancellation: rules.cancellation.as_str().into(),
        pending_holds: rules.pending_holds,
        request_expiry_hours: rules.request_expiry_hours.into(),
        approval: rules.approval.as_str().into(),
        reminder_hours: json(&rules.reminder_hours)?,
        prescreen_questions: json(&rules.prescreen_questions)?,
        framing_sites: json(&rules.framing_sites)?,
        new_client_door: rules.new_client_door,
        version,
    })
}

/// The rules in force.
///
/// # Errors
/// When the database does not answer.
pub async fn read(db: &impl ConnectionTrait, scope: Scope) -> Result<Scheduling, DbErr> {
    let row = scoped(scope).one(db).await?;
    Ok(row.map_or_else(|| Scheduling { version: 1, rules: SchedulingRules::default() }, |row| row.to_wire()))
}

/// Puts `rules` in place of those at version `seen`; whether those were still in force.
///
/// # Errors
/// When the database does not answer.
pub async fn put(tx: &impl ConnectionTrait, scope: Scope, seen: i64, rules: &SchedulingRules) -> Result<bool, Problem> {
    let row = row(scope, seen + 1, rules)?.into_active_model().reset_all();
    let saved = Entity::update_many()
        .set(row.clone())
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Version.eq(seen))
        .exec(tx)
        .await?;
    if saved.rows_affected == 1 || seen != 1 {
        return Ok(saved.rows_affected == 1);
    }
    // The first time there is no row yet; of two who save at once, one is first.
    let inserted = Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}
