//! What is unread: counted from the messages by this one query, wherever it is asked, and never kept apart. In each
//! conversation it counts as far as [`MOST_UNREAD`], so that one that nobody has read for years costs no more than another.
//!
//! The same as [`domain::messaging::reading::Mark::is_unread`] says of one message.

use std::collections::HashMap;

use domain::ConversationId;
use domain::messaging::reading::{MOST_UNREAD, badge};
use domain::messaging::{MessageKind, UnreadCounts};
use domain::practice::staff::Role;
use platform::live::{Person, PersonKind};
use sea_orm::sea_query::{Alias, Asterisk, Condition, Expr, ExprTrait as _, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use crate::reader::Reader;

fn of(table: &'static str, column: &'static str) -> Expr {
    Expr::col((Alias::new(table), Alias::new(column)))
}

fn same(left: &'static str, column: &'static str, right: &'static str, other: &'static str) -> Expr {
    of(left, column).equals((Alias::new(right), Alias::new(other)))
}

/// Up to where they have read; nothing, where they have no part yet.
fn read_seq() -> Expr {
    Func::coalesce([of("part", "read_seq"), Expr::value(0_i64)]).into()
}

/// What the badges show of the reader's conversations that have something unread: of all, or of those in `only`.
///
/// A staff member's are those that are with them or were given to them; the front desk's conversations are theirs who work
/// there, and the owners'. An owner has others', too, once they wrote in them; who only looks has nothing unread there.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(db: &impl ConnectionTrait, reader: &Reader, only: Option<&[Uuid]>) -> Result<HashMap<ConversationId, u32>, DbErr> {
    if only.is_some_and(<[Uuid]>::is_empty) {
        return Ok(HashMap::new());
    }
    let rows = db.query_all(&select(reader, only)).await?;
    let read = |row: sea_orm::QueryResult| {
        let id = ConversationId(row.try_get("", "id")?);
        let unread = u32::try_from(row.try_get::<i64>("", "unread")?).unwrap_or(u32::MAX);
        let marked = row.try_get::<Option<bool>>("", "marked_unread")?.unwrap_or(false);
        Ok((id, badge(unread, marked)))
    };
    let all: Result<HashMap<_, _>, DbErr> = rows.into_iter().map(read).collect();
    Ok(all?.into_iter().filter(|(_, unread)| *unread > 0).collect())
}

/// All that the reader sees, together.
///
/// # Errors
/// When the database does not answer.
pub async fn total(db: &impl ConnectionTrait, reader: &Reader) -> Result<UnreadCounts, DbErr> {
    let only = reader.link_conversation.map(|id| [id.0]);
    let counts = counts(db, reader, only.as_ref().map(<[Uuid; 1]>::as_slice)).await?;
    let messages = counts.values().fold(0_u32, |sum, unread| sum.saturating_add(*unread));
    Ok(UnreadCounts { conversations: u32::try_from(counts.len()).unwrap_or(u32::MAX), messages })
}

fn select(reader: &Reader, only: Option<&[Uuid]>) -> SelectStatement {
    let Person { practice, kind, id } = reader.person;
    let part = Condition::all()
        .add(same("part", "practice_id", "conversations", "practice_id"))
        .add(same("part", "conversation_id", "conversations", "id"))
        .add(of("part", "person_kind").eq(kind.as_str()))
        .add(of("part", "person_id").eq(id));
    let own = of("messages", "author_kind").eq(kind.as_str()).and(of("messages", "author_id").eq(id));
    let mut unread = Condition::all()
        .add(same("messages", "practice_id", "conversations", "practice_id"))
        .add(same("messages", "conversation_id", "conversations", "id"))
        .add(of("messages", "seq").gt(read_seq()))
        .add(own.not())
        .add(of("messages", "redacted_at").is_null());
    if kind == PersonKind::Client {
        unread = unread.add(of("messages", "kind").eq(MessageKind::Message.as_str()));
    }
    let mut waiting = Query::select();
    waiting.expr(of("messages", "seq")).from(Alias::new("messages")).cond_where(unread).limit(MOST_UNREAD.into());
    let mut counted = Query::select();
    counted.expr(Expr::col(Asterisk).count()).from_subquery(waiting, Alias::new("waiting"));
    // Nothing came since: no message need be looked at.
    let worth_looking = of("conversations", "last_seq").gt(read_seq()).or(of("part", "marked_unread").eq(true));
    let mut select = Query::select();
    select
        .expr(of("conversations", "id"))
        .expr(of("part", "marked_unread"))
        .expr_as(Expr::from(counted), Alias::new("unread"))
        .from(Alias::new("conversations"))
        .join_as(sea_orm::JoinType::LeftJoin, Alias::new("conversation_participants"), Alias::new("part"), part)
        .and_where(of("conversations", "practice_id").eq(practice.0))
        .cond_where(theirs(reader))
        .and_where(worth_looking);
    if let Some(only) = only {
        select.and_where(of("conversations", "id").is_in(only.iter().copied()));
    }
    select
}

/// The conversations that the reader answers.
fn theirs(reader: &Reader) -> Condition {
    match reader.role {
        None => Condition::all().add(of("conversations", "client_id").eq(reader.person.id)),
        Some(role) => {
            // Each arm by an index of its own.
            let me = reader.person.id;
            let any = Condition::any().add(of("conversations", "staff_id").eq(me)).add(of("conversations", "assigned_to").eq(me));
            match role {
                Role::Owner => {
                    any.add(of("conversations", "staff_id").is_null()).add(of("conversations", "id").in_subquery(takes_part(reader)))
                }
                Role::FrontDesk => any.add(of("conversations", "staff_id").is_null()),
                Role::Clinician | Role::Biller => any,
            }
        }
    }
}

/// Those that the reader takes part in.
fn takes_part(reader: &Reader) -> SelectStatement {
    let Person { practice, kind, id } = reader.person;
    let mut parts = Query::select();
    parts
        .expr(of("conversation_participants", "conversation_id"))
        .from(Alias::new("conversation_participants"))
        .and_where(of("conversation_participants", "practice_id").eq(practice.0))
        .and_where(of("conversation_participants", "person_kind").eq(kind.as_str()))
        .and_where(of("conversation_participants", "person_id").eq(id))
        .and_where(of("conversation_participants", "left_seq").is_null());
    parts
}
