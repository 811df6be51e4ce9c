//! The files' rows and their pieces.

use domain::FileId;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};
use sea_orm::{Condition, QuerySelect as _, Set};

use super::NewFile;
use crate::db::{Moment, Scope};
use crate::live::Person;

/// A file.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "files")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub owner_kind: String,
    pub owner_id: Uuid,
    pub sealed_facts: Option<Vec<u8>>,
    pub media_type: String,
    pub bytes: i64,
    pub chunks: i64,
    pub created_at: Moment,
    pub complete_at: Option<Moment>,
    pub attached_at: Option<Moment>,
    pub erased_at: Option<Moment>,
}

crate::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Files of all practices: for the sweep.
fn of_all_practices() -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of files, and the sweep over all practices")]
    Entity::find()
}

fn scoped(scope: Scope) -> Select<Entity> {
    of_all_practices().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> FileId {
        FileId(self.id)
    }

    /// Nothing is left of it.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        self.erased_at.is_some()
    }
}

/// The file `id`, once all of it is there.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: FileId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).filter(Column::CompleteAt.is_not_null()).one(db).await
}

/// Those of `ids` that are the practice's, once all of them is there.
///
/// # Errors
/// When the database does not answer.
pub async fn among(db: &impl ConnectionTrait, scope: Scope, ids: Vec<Uuid>) -> Result<Vec<Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    scoped(scope).filter(Column::Id.is_in(ids)).filter(Column::CompleteAt.is_not_null()).all(db).await
}

/// How many files of `owner` belong to nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn count_loose(db: &impl ConnectionTrait, scope: Scope, owner: Person) -> Result<u64, DbErr> {
    let theirs = scoped(scope).filter(Column::OwnerKind.eq(owner.kind.as_str())).filter(Column::OwnerId.eq(owner.id));
    theirs.filter(Column::AttachedAt.is_null()).count(db).await
}

pub(super) async fn begin(tx: &impl ConnectionTrait, scope: Scope, id: FileId, new: &NewFile, now: Timestamp) -> Result<(), DbErr> {
    let row = ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(id.0),
        owner_kind: Set(new.owner.kind.as_str().into()),
        owner_id: Set(new.owner.id),
        sealed_facts: Set(None),
        media_type: Set(new.media_type.into()),
        bytes: Set(0),
        chunks: Set(0),
        created_at: Set(now.into()),
        complete_at: Set(None),
        attached_at: Set(None),
        erased_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await.map(|_| ())
}

fn pieces() -> Alias {
    Alias::new("file_chunks")
}

pub(super) async fn insert_piece(tx: &impl ConnectionTrait, scope: Scope, id: FileId, place: i64, sealed: Vec<u8>) -> Result<(), DbErr> {
    let insert = Query::insert()
        .into_table(pieces())
        .columns(["practice_id", "file_id", "place", "sealed"].map(Alias::new))
        .values_panic([scope.practice.0.into(), id.0.into(), place.into(), sealed.into()])
        .to_owned();
    tx.execute(&insert).await.map(|_| ())
}

/// The rows of the file's pieces.
fn pieces_of(scope: Scope, id: FileId) -> Condition {
    let column = |name| Expr::col(Alias::new(name));
    Condition::all().add(column("practice_id").eq(scope.practice.0)).add(column("file_id").eq(id.0))
}

pub(super) async fn piece(db: &impl ConnectionTrait, scope: Scope, id: FileId, place: i64) -> Result<Option<Vec<u8>>, DbErr> {
    let select = Query::select()
        .column(Alias::new("sealed"))
        .from(pieces())
        .cond_where(pieces_of(scope, id))
        .and_where(Expr::col(Alias::new("place")).eq(place))
        .to_owned();
    db.query_one(&select).await?.map(|row| row.try_get("", "sealed")).transpose()
}

/// The row of the file.
fn row(scope: Scope, id: FileId) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Id.eq(id.0))
}

/// Notes that all of it is there; none when it was removed in between.
pub(super) async fn complete(
    tx: &impl ConnectionTrait,
    scope: Scope,
    id: FileId,
    sealed_facts: Vec<u8>,
    bytes: i64,
    chunks: i64,
    now: Timestamp,
) -> Result<Option<Model>, DbErr> {
    row(scope, id)
        .col_expr(Column::SealedFacts, Expr::value(sealed_facts))
        .col_expr(Column::Bytes, Expr::value(bytes))
        .col_expr(Column::Chunks, Expr::value(chunks))
        .col_expr(Column::CompleteAt, Expr::value(Moment::from(now)))
        .exec(tx)
        .await?;
    find(tx, scope, id).await
}

/// Attaches the file in one statement; none when it cannot be.
pub(super) async fn claim(
    tx: &impl ConnectionTrait,
    scope: Scope,
    owner: Person,
    id: FileId,
    now: Timestamp,
) -> Result<Option<Model>, DbErr> {
    let claimed = row(scope, id)
        .col_expr(Column::AttachedAt, Expr::value(Moment::from(now)))
        .filter(Column::OwnerKind.eq(owner.kind.as_str()))
        .filter(Column::OwnerId.eq(owner.id))
        .filter(Column::CompleteAt.is_not_null())
        .filter(Column::AttachedAt.is_null())
        .exec(tx)
        .await?;
    if claimed.rows_affected == 1 { find(tx, scope, id).await } else { Ok(None) }
}

/// Removes the content, the name and the hash of the file for good; that it was there stays.
///
/// # Errors
/// When the database does not answer.
pub async fn erase(tx: &impl ConnectionTrait, scope: Scope, id: FileId, now: Timestamp) -> Result<(), DbErr> {
    tx.execute(&Query::delete().from_table(pieces()).cond_where(pieces_of(scope, id)).to_owned()).await?;
    row(scope, id)
        .col_expr(Column::SealedFacts, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::Chunks, Expr::value(0_i64))
        .col_expr(Column::ErasedAt, Expr::value(Moment::from(now)))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Removes the file and its pieces.
pub(super) async fn remove(tx: &impl ConnectionTrait, scope: Scope, id: FileId) -> Result<(), DbErr> {
    // Only what belongs to nothing: the foreign keys would refuse anything else.
    let loose = Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Id.eq(id.0));
    loose.filter(Column::AttachedAt.is_null()).exec(tx).await.map(|_| ())
}

/// Removes up to `limit` files that belong to nothing and came before `before`; how many.
pub(super) async fn remove_loose(tx: &impl ConnectionTrait, before: Moment, limit: u64) -> Result<u64, DbErr> {
    let loose = || Condition::all().add(Column::AttachedAt.is_null()).add(Column::CreatedAt.lt(before));
    let found: Vec<Uuid> = of_all_practices().select_only().column(Column::Id).filter(loose()).limit(limit).into_tuple().all(tx).await?;
    if found.is_empty() {
        return Ok(0);
    }
    // Attached in between, it stays.
    Entity::delete_many().filter(Column::Id.is_in(found)).filter(loose()).exec(tx).await.map(|done| done.rows_affected)
}
