//! Sealing everything anew after the master key was exchanged (O6): whatever is sealed with an older key that is still
//! there is opened and sealed with the first one, some rows at a time, while the program serves.
//!
//! Each capability names the columns it seals and the name each value is sealed under. A value that was changed in between
//! is left to whoever changed it; it has the key in force by then, or comes with the next round.

use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait as _, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait as _, DbErr, QueryResult, Value};
use uuid::Uuid;

use super::FORMAT;
use crate::Platform;
use crate::problem::Problem;

/// Octets of sealed values that one round takes, by and large: a file's piece has a quarter of a million.
const OCTETS: u64 = 8 * 1024 * 1024;

/// A column of a table's key.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// An id.
    Id(&'static str),
    /// A number.
    Number(&'static str),
    /// A text.
    Text(&'static str),
    /// Bytes.
    Bytes(&'static str),
}

/// A column whose values are sealed.
#[derive(Clone, Copy)]
pub struct Sealed {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// What tells its rows apart.
    pub key: &'static [Key],
    /// Columns beside the key that the name is made from: ids.
    pub also: &'static [&'static str],
    /// Where not all rows are sealed: the texts in the key of those that are.
    pub only: &'static [&'static str],
    /// Under which name a row's value is sealed.
    pub name: fn(&Row<'_>) -> Result<String, DbErr>,
    /// How long a value may be, so that a round is not too much at once.
    pub longest: u64,
}

/// A row whose value is sealed anew.
pub struct Row<'a>(&'a QueryResult);

impl Row<'_> {
    /// An id.
    ///
    /// # Errors
    /// When the column is none.
    pub fn id(&self, column: &str) -> Result<Uuid, DbErr> {
        self.0.try_get("", column)
    }

    /// A number.
    ///
    /// # Errors
    /// When the column is none.
    pub fn number(&self, column: &str) -> Result<i64, DbErr> {
        self.0.try_get("", column)
    }

    /// A text.
    ///
    /// # Errors
    /// When the column is none.
    pub fn text(&self, column: &str) -> Result<String, DbErr> {
        self.0.try_get("", column)
    }

    /// Bytes.
    ///
    /// # Errors
    /// When the column has none.
    pub fn bytes(&self, column: &str) -> Result<Vec<u8>, DbErr> {
        self.0.try_get("", column)
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    /// Values that were sealed anew.
    pub values: u64,
    /// Values that open with none of the keys in force: another key is needed for them.
    pub unopened: u64,
}

/// Seals whatever `all` names with the first of the keys in force.
///
/// # Errors
/// When the database does not answer.
pub async fn reseal(platform: &Platform, all: &[Sealed]) -> Result<Resealed, Problem> {
    let mut done = Resealed::default();
    for sealed in all {
        for old in platform.secrets.key_ids().into_iter().skip(1) {
            loop {
                let (values, unopened) = round(platform, sealed, old).await?;
                done.values += values;
                if values == 0 {
                    done.unopened += unopened;
                    break;
                }
            }
        }
        done.unopened += strange(platform, sealed).await?;
    }
    Ok(done)
}

/// What the product itself seals.
#[must_use]
pub fn own() -> Vec<Sealed> {
    let small = 64 * 1024;
    vec![
        Sealed {
            table: "installation",
            column: "value",
            key: &[Key::Text("name")],
            also: &[],
            only: &[super::CHECK, crate::vapid::NAME],
            name: |row| row.text("name"),
            longest: small,
        },
        Sealed {
            table: "outbox",
            column: "sealed",
            key: &[Key::Id("id")],
            also: &[],
            only: &[],
            name: |row| Ok(format!("outbox:{}", row.id("id")?)),
            longest: small,
        },
        Sealed {
            table: "jobs",
            column: "sealed",
            key: &[Key::Id("id")],
            also: &[],
            only: &[],
            name: |row| Ok(format!("job:{}", row.id("id")?)),
            longest: small,
        },
        Sealed {
            table: "idempotency_keys",
            column: "sealed_answer",
            key: &[Key::Bytes("caller"), Key::Text("key")],
            also: &[],
            only: &[],
            name: |row| Ok(format!("idempotency:{}:{}", hex::encode(row.bytes("caller")?), row.text("key")?)),
            longest: 1024 * 1024,
        },
        Sealed {
            table: "files",
            column: "sealed_facts",
            key: &[Key::Id("practice_id"), Key::Id("id")],
            also: &[],
            only: &[],
            name: |row| Ok(format!("file:{}", row.id("id")?)),
            longest: small,
        },
        Sealed {
            table: "file_chunks",
            column: "sealed",
            key: &[Key::Id("practice_id"), Key::Id("file_id"), Key::Number("place")],
            also: &[],
            only: &[],
            name: |row| Ok(format!("file:{}:{}", row.id("file_id")?, row.number("place")?)),
            longest: 256 * 1024,
        },
    ]
}

/// What stands in front of each value that the key `id` sealed.
fn head(id: u32) -> Vec<u8> {
    [&[FORMAT][..], &id.to_be_bytes()].concat()
}

fn sealed_with(sealed: &Sealed) -> Expr {
    let column = Expr::col(Alias::new(sealed.column));
    Func::cust(Alias::new("substr")).arg(column).arg(1_i32).arg(5_i32).into()
}

/// The rows that are sealed at all.
fn rows(sealed: &Sealed) -> SelectStatement {
    let mut select = Query::select();
    select.from(Alias::new(sealed.table));
    for key in sealed.key {
        if let (Key::Text(name), false) = (key, sealed.only.is_empty()) {
            select.and_where(Expr::col(Alias::new(*name)).is_in(sealed.only.iter().copied()));
        }
    }
    select
}

fn select(sealed: &Sealed) -> SelectStatement {
    let mut select = rows(sealed);
    select.column(Alias::new(sealed.column));
    for key in sealed.key {
        let (Key::Id(name) | Key::Number(name) | Key::Text(name) | Key::Bytes(name)) = key;
        select.column(Alias::new(*name));
    }
    for name in sealed.also {
        select.column(Alias::new(*name));
    }
    select
}

/// One round: how many values were sealed anew, and how many of those looked at did not open.
async fn round(platform: &Platform, sealed: &Sealed, old: u32) -> Result<(u64, u64), Problem> {
    let most = (OCTETS / sealed.longest).clamp(1, 500);
    let waiting = select(sealed).and_where(sealed_with(sealed).eq(head(old))).limit(most).to_owned();
    let rows = platform.db.read().query_all(&waiting).await?;
    if rows.is_empty() {
        return Ok((0, 0));
    }
    let (mut values, mut unopened) = (0, 0);
    let tx = platform.db.write().await?;
    for row in &rows {
        let before: Vec<u8> = row.try_get("", sealed.column)?;
        let name = (sealed.name)(&Row(row))?;
        let Ok(plain) = platform.secrets.unseal(&name, &before) else {
            unopened += 1;
            continue;
        };
        let mut update = Query::update();
        update.table(Alias::new(sealed.table)).value(Alias::new(sealed.column), platform.secrets.seal(&name, &plain));
        for key in sealed.key {
            let (name, value) = value_of(row, *key)?;
            update.and_where(Expr::col(Alias::new(name)).eq(value));
        }
        // Unless it was changed in between.
        update.and_where(Expr::col(Alias::new(sealed.column)).eq(before));
        values += tx.execute(&update).await?.rows_affected();
    }
    tx.commit().await?;
    Ok((values, unopened))
}

fn value_of(row: &QueryResult, key: Key) -> Result<(&'static str, Value), DbErr> {
    Ok(match key {
        Key::Id(name) => (name, row.try_get::<Uuid>("", name)?.into()),
        Key::Number(name) => (name, row.try_get::<i64>("", name)?.into()),
        Key::Text(name) => (name, row.try_get::<String>("", name)?.into()),
        Key::Bytes(name) => (name, row.try_get::<Vec<u8>>("", name)?.into()),
    })
}

/// How many values are sealed with a key that is not there. What was emptied has none.
async fn strange(platform: &Platform, sealed: &Sealed) -> Result<u64, Problem> {
    let column = || Expr::col(Alias::new(sealed.column));
    let known = platform.secrets.key_ids().into_iter().map(head);
    let select = rows(sealed)
        .expr_as(column().count(), Alias::new("strange"))
        .cond_where(Condition::all().add(column().is_not_null()).add(column().ne(Vec::<u8>::new())))
        .and_where(sealed_with(sealed).is_not_in(known))
        .to_owned();
    let row = platform.db.read().query_one(&select).await?;
    let count: i64 = row.map(|row| row.try_get("", "strange")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}
