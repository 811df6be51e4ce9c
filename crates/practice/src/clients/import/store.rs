//! The imports' rows.

use domain::practice::client_import::{ClientImport, ImportRow, ImportState};
use domain::{ClientImportId, StaffId};
use platform::Platform;
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use platform::secrets::Secrets;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{IntoActiveModel as _, Set};

const RUNNING: &str = "running";
const DONE: &str = "done";
const FAILED: &str = "failed";

/// An import.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub staff_id: Uuid,
    pub state: String,
    pub dry_run: bool,
    pub sealed_csv: Option<Vec<u8>>,
    pub total: i64,
    pub done: i64,
    pub created: i64,
    pub duplicates: i64,
    pub invalid: i64,
    pub failure: Option<String>,
    pub sealed_rows: Option<Vec<u8>>,
    pub created_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of imports")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

fn csv_name(id: Uuid) -> String {
    format!("client_import_csv:{id}")
}

fn rows_name(id: Uuid) -> String {
    format!("client_import_rows:{id}")
}

impl Model {
    /// Whether there is work left.
    pub fn is_running(&self) -> bool {
        self.state == RUNNING
    }

    /// The text of the file; none when it was worked through.
    pub fn csv(&self, secrets: &Secrets) -> Result<Option<String>, Problem> {
        let Some(sealed) = &self.sealed_csv else { return Ok(None) };
        String::from_utf8(secrets.unseal(&csv_name(self.id), sealed)?).map(Some).map_err(Problem::internal)
    }

    /// The report so far.
    pub fn report(&self, secrets: &Secrets) -> Result<Vec<ImportRow>, Problem> {
        let Some(sealed) = &self.sealed_rows else { return Ok(Vec::new()) };
        serde_json::from_slice(&secrets.unseal(&rows_name(self.id), sealed)?).map_err(Problem::internal)
    }

    /// The import as staff see it.
    pub fn to_wire(&self, secrets: &Secrets) -> Result<ClientImport, Problem> {
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(ClientImport {
            id: ClientImportId(self.id),
            state: match self.state.as_str() {
                RUNNING => ImportState::Running,
                DONE => ImportState::Done,
                _ => ImportState::Failed,
            },
            dry_run: self.dry_run,
            total: count(self.total),
            done: count(self.done),
            created: count(self.created),
            duplicates: count(self.duplicates),
            invalid: count(self.invalid),
            failure: self.failure.clone(),
            created_at: self.created_at.into(),
            rows: self.report(secrets)?,
        })
    }
}

/// A new import that waits to be worked at.
pub async fn insert(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    staff: StaffId,
    csv: &str,
    rows: usize,
    dry_run: bool,
) -> Result<Model, DbErr> {
    let now = platform.clock.now();
    let id = platform.secrets.id(now);
    let model = Model {
        practice_id: scope.practice.0,
        id,
        staff_id: staff.0,
        state: RUNNING.into(),
        dry_run,
        sealed_csv: Some(platform.secrets.seal(&csv_name(id), csv.as_bytes())),
        total: rows as i64,
        done: 0,
        created: 0,
        duplicates: 0,
        invalid: 0,
        failure: None,
        sealed_rows: None,
        created_at: now.into(),
    };
    Entity::insert(model.clone().into_active_model()).exec_without_returning(tx).await?;
    Ok(model)
}

/// The import `id`.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: Uuid) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id)).one(db).await
}

/// Makes other steps of the practice's imports wait until this transaction ends: what one writes, the next must see.
pub async fn hold(tx: &impl ConnectionTrait, scope: Scope) -> Result<(), DbErr> {
    let running = Entity::update_many().col_expr(Column::Done, Expr::col(Column::Done)).filter(Column::State.eq(RUNNING));
    running.filter(Column::PracticeId.eq(scope.practice.0)).exec(tx).await.map(|_| ())
}

/// Writes down a step that ended at `after`, if the import is still where `before` was; whether it was. The file is
/// dropped with the last step.
pub async fn advance(
    secrets: &Secrets,
    tx: &impl ConnectionTrait,
    before: &Model,
    after: &Model,
    report: &[ImportRow],
) -> Result<bool, Problem> {
    let plain = serde_json::to_vec(report).map_err(Problem::internal)?;
    let mut change = ActiveModel {
        done: Set(after.done),
        created: Set(after.created),
        duplicates: Set(after.duplicates),
        invalid: Set(after.invalid),
        sealed_rows: Set(Some(secrets.seal(&rows_name(after.id), &plain))),
        ..Default::default()
    };
    if after.done >= after.total {
        change.state = Set(DONE.into());
        change.sealed_csv = Set(None);
    }
    let advanced = one(before).set(change).filter(Column::Done.eq(before.done)).exec(tx).await?;
    Ok(advanced.rows_affected == 1)
}

/// Gives the import up, with a reason for people.
pub async fn fail(tx: &impl ConnectionTrait, import: &Model, why: &str) -> Result<(), DbErr> {
    let change = ActiveModel { state: Set(FAILED.into()), failure: Set(Some(why.into())), sealed_csv: Set(None), ..Default::default() };
    one(import).set(change).exec(tx).await.map(|_| ())
}

/// Gives up what is still running since before `begun`: its job has had its tries. How many there were.
pub async fn fail_forgotten(tx: &impl ConnectionTrait, begun: Moment, why: &str) -> Result<u64, DbErr> {
    let change = ActiveModel { state: Set(FAILED.into()), failure: Set(Some(why.into())), sealed_csv: Set(None), ..Default::default() };
    let running = Entity::update_many().filter(Column::State.eq(RUNNING)).filter(Column::CreatedAt.lt(begun));
    running.set(change).exec(tx).await.map(|done| done.rows_affected)
}

fn one(import: &Model) -> sea_orm::UpdateMany<Entity> {
    let mine = Entity::update_many().filter(Column::PracticeId.eq(import.practice_id)).filter(Column::Id.eq(import.id));
    mine.filter(Column::State.eq(RUNNING))
}
