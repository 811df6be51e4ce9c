//! What clinicians say while they are away (M11).

use std::collections::HashMap;

use domain::StaffId;
use domain::messaging::{OutOfOffice, StaffMessaging};
use domain::time::Date;
use platform::db::Scope;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, TryInsertResult};

/// What one of the staff has set.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "out_of_office")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: Uuid,
    pub words: Option<String>,
    pub from_date: Option<String>,
    pub to_date: Option<String>,
    pub version: i64,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of out-of-office words")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    fn out_of_office(&self) -> Option<OutOfOffice> {
        let date = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Date>().ok());
        let words = self.words.as_deref()?;
        Some(OutOfOffice { text: words.into(), from: date(&self.from_date), to: date(&self.to_date) })
    }
}

/// What `staff` has set, and its version: 1 when they never set anything.
///
/// # Errors
/// When the database does not answer.
pub async fn read(db: &impl ConnectionTrait, scope: Scope, staff: StaffId) -> Result<(i64, StaffMessaging), DbErr> {
    let row = scoped(scope).filter(Column::StaffId.eq(staff.0)).one(db).await?;
    Ok(row.map_or_else(|| (1, StaffMessaging::default()), |row| (row.version, StaffMessaging { out_of_office: row.out_of_office() })))
}

/// What those of `staff` who have set something say, whether or not today.
///
/// # Errors
/// When the database does not answer.
pub async fn among(db: &impl ConnectionTrait, scope: Scope, staff: Vec<Uuid>) -> Result<HashMap<Uuid, OutOfOffice>, DbErr> {
    if staff.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = scoped(scope).filter(Column::StaffId.is_in(staff)).all(db).await?;
    Ok(rows.iter().filter_map(|row| Some((row.staff_id, row.out_of_office()?))).collect())
}

/// Puts `settings` in place of those at version `seen`; whether those were still in force.
///
/// # Errors
/// When the database does not answer.
pub async fn put(tx: &impl ConnectionTrait, scope: Scope, staff: StaffId, seen: i64, settings: &StaffMessaging) -> Result<bool, DbErr> {
    let said = settings.out_of_office.as_ref();
    let row = Model {
        practice_id: scope.practice.0,
        staff_id: staff.0,
        words: said.map(|said| said.text.as_str().trim().to_owned()),
        from_date: said.and_then(|said| said.from).map(|date| date.to_string()),
        to_date: said.and_then(|said| said.to).map(|date| date.to_string()),
        version: seen + 1,
    };
    let row = row.into_active_model().reset_all();
    let saved = Entity::update_many()
        .set(row.clone())
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::StaffId.eq(staff.0))
        .filter(Column::Version.eq(seen))
        .exec(tx)
        .await?;
    if saved.rows_affected == 1 || seen != 1 {
        return Ok(saved.rows_affected == 1);
    }
    let inserted = Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}
