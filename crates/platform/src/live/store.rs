//! Events and heads as the database keeps them.

use domain::time::Timestamp;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait as _, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, DbErr};

use super::{Event, Person};
use crate::db::Moment;

/// Seconds an event is kept for browsers that come back.
const KEPT_SECONDS: i64 = 24 * 3600;
/// Events that are read at once.
pub(super) const AT_ONCE: u64 = 64;

fn heads() -> Alias {
    Alias::new("live_heads")
}

fn events() -> Alias {
    Alias::new("live_events")
}

fn of(table: Alias, column: &'static str) -> Expr {
    Expr::col((table, Alias::new(column)))
}

/// The rows of `person` in `table`.
fn theirs(table: &Alias, person: Person) -> Condition {
    Condition::all()
        .add(of(table.clone(), "practice_id").eq(person.practice.0))
        .add(of(table.clone(), "person_kind").eq(person.kind.as_str()))
        .add(of(table.clone(), "person_id").eq(person.id))
}

const PERSON: [&str; 3] = ["practice_id", "person_kind", "person_id"];

fn columns<const N: usize>(more: [&'static str; N]) -> Vec<Alias> {
    PERSON.into_iter().chain(more).map(Alias::new).collect()
}

/// Takes the person's next number, holding their head until the transaction ends, and writes the event under it.
pub(super) async fn append(tx: &impl ConnectionTrait, now: Timestamp, person: Person, event: &Event) -> Result<i64, DbErr> {
    let seq = Alias::new("seq");
    let person_values = || -> [Expr; 3] { [person.practice.0.into(), person.kind.as_str().into(), person.id.into()] };
    let next = Query::insert()
        .into_table(heads())
        .columns(columns(["seq"]))
        .values_panic(person_values().into_iter().chain([1_i64.into()]))
        .on_conflict(OnConflict::columns(columns([])).value(seq.clone(), of(heads(), "seq").add(1_i64)).to_owned())
        .returning(Query::returning().column(seq))
        .to_owned();
    let row = tx.query_one(&next).await?.ok_or(DbErr::RecordNotInserted)?;
    let seq: i64 = row.try_get("", "seq")?;
    let written: [Expr; 5] = [seq.into(), event.kind.into(), event.about.into(), event.data.as_str().into(), Moment::from(now).0.into()];
    let insert = Query::insert()
        .into_table(events())
        .columns(columns(["seq", "kind", "about_id", "data", "at"]))
        .values_panic(person_values().into_iter().chain(written))
        .to_owned();
    tx.execute(&insert).await?;
    Ok(seq)
}

/// The number of the person's last event; 0 before the first.
pub(super) async fn head(db: &impl ConnectionTrait, person: Person) -> Result<i64, DbErr> {
    let select = Query::select().column(Alias::new("seq")).from(heads()).cond_where(theirs(&heads(), person)).to_owned();
    db.query_one(&select).await?.map_or(Ok(0), |row| row.try_get("", "seq"))
}

/// What came after a number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct News {
    /// The number of the person's last event.
    pub(super) head: i64,
    /// What came, in order; not all of it, where it is much.
    pub(super) events: Vec<Kept>,
}

/// An event as it is kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) seq: i64,
    pub(super) kind: String,
    pub(super) about: Option<uuid::Uuid>,
    pub(super) data: String,
}

/// What came for `person` after `last`; head and events by one statement, so that they fit each other.
pub(super) async fn since(db: &impl ConnectionTrait, person: Person, last: i64) -> Result<News, DbErr> {
    let same = |column| of(events(), column).equals((heads(), Alias::new(column)));
    let joined = PERSON.into_iter().fold(Condition::all().add(of(events(), "seq").gt(last)), |all, column| all.add(same(column)));
    let select = Query::select()
        .expr_as(of(heads(), "seq"), Alias::new("head"))
        .exprs(["seq", "kind", "about_id", "data"].map(|column| of(events(), column)))
        .from(heads())
        .left_join(events(), joined)
        .cond_where(theirs(&heads(), person))
        .order_by((events(), Alias::new("seq")), Order::Asc)
        .limit(AT_ONCE)
        .to_owned();
    let mut news = News { head: 0, events: Vec::new() };
    for row in db.query_all(&select).await? {
        news.head = row.try_get("", "head")?;
        // The head stands alone where nothing came.
        if let Some(seq) = row.try_get::<Option<i64>>("", "seq")? {
            let (kind, about, data) = (row.try_get("", "kind")?, row.try_get("", "about_id")?, row.try_get("", "data")?);
            news.events.push(Kept { seq, kind, about, data });
        }
    }
    Ok(news)
}

/// Removes events of more than a day ago. Heads stay: numbers are never given twice.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
    let over = of(events(), "at").lt(Moment::from(now).plus(-KEPT_SECONDS).0);
    let delete = Query::delete().from_table(events()).and_where(over).to_owned();
    tx.execute(&delete).await.map(|done| done.rows_affected())
}
