//! Messages and notes. Their words are sealed, and gone for good once they were redacted.

use domain::messaging::reading::Reads;
use domain::messaging::{AuthorKind, ListMessages, MessageKind};
use domain::text::PersonalText;
use domain::time::Timestamp;
use domain::{ConversationId, MessageId, StaffId};
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use platform::secrets::Secrets;
use platform::secrets::reseal::Row;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

/// A message or note.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub conversation_id: Uuid,
    pub seq: i64,
    pub kind: String,
    pub author_kind: String,
    pub author_id: Uuid,
    pub sealed_body: Option<Vec<u8>>,
    pub files: i64,
    pub sent_at: Moment,
    pub redacted_at: Option<Moment>,
    pub redacted_by: Option<Uuid>,
    pub sealed_reason: Option<Vec<u8>>,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of messages")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> MessageId {
        MessageId(self.id)
    }

    /// Where it belongs.
    #[must_use]
    pub fn conversation(&self) -> ConversationId {
        ConversationId(self.conversation_id)
    }

    /// For whom; what cannot be read is not for the client.
    #[must_use]
    pub fn kind(&self) -> MessageKind {
        MessageKind::named(&self.kind).unwrap_or(MessageKind::Note)
    }

    /// Which side wrote it.
    #[must_use]
    pub fn author_kind(&self) -> AuthorKind {
        AuthorKind::named(&self.author_kind).unwrap_or(AuthorKind::Staff)
    }

    /// Its words; none once it was redacted.
    ///
    /// # Errors
    /// When it was sealed with a key that is no longer there.
    pub fn text(&self, secrets: &Secrets) -> Result<PersonalText, Problem> {
        open(secrets, &self.seal_name("message"), self.sealed_body.as_deref()).map(Option::unwrap_or_default)
    }

    /// Seals `text` as its words.
    pub fn set_text(&mut self, secrets: &Secrets, text: &str) {
        self.sealed_body = Some(secrets.seal(&self.seal_name("message"), text.as_bytes()));
    }

    /// Why it was redacted.
    ///
    /// # Errors
    /// When it was sealed with a key that is no longer there.
    pub fn reason(&self, secrets: &Secrets) -> Result<Option<PersonalText>, Problem> {
        open(secrets, &self.seal_name("redaction"), self.sealed_reason.as_deref())
    }

    /// A body opens only as this message's of this conversation.
    fn seal_name(&self, what: &str) -> String {
        format!("{what}:{}:{}:{}", self.practice_id, self.conversation_id, self.id)
    }
}

/// The same of a row as it is sealed anew.
///
/// # Errors
/// When the row has other columns.
pub fn seal_name_of(row: &Row<'_>, what: &str) -> Result<String, DbErr> {
    Ok(format!("{what}:{}:{}:{}", row.id("practice_id")?, row.id("conversation_id")?, row.id("id")?))
}

fn open(secrets: &Secrets, name: &str, sealed: Option<&[u8]>) -> Result<Option<PersonalText>, Problem> {
    let Some(sealed) = sealed else { return Ok(None) };
    let text = String::from_utf8(secrets.unseal(name, sealed)?).map_err(|_| Problem::internal("a message is no text"))?;
    Ok(Some(text.into()))
}

/// The message `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: MessageId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// The oldest message by `author`'s side that somebody who has read up to `read_seq` has not read; notes and what was
/// redacted are none.
///
/// # Errors
/// When the database does not answer.
pub async fn oldest_unread(
    db: &impl ConnectionTrait,
    scope: Scope,
    conversation: ConversationId,
    author: AuthorKind,
    read_seq: i64,
) -> Result<Option<Model>, DbErr> {
    scoped(scope)
        .filter(Column::ConversationId.eq(conversation.0))
        .filter(Column::Seq.gt(read_seq))
        .filter(Column::Kind.eq(MessageKind::Message.as_str()))
        .filter(Column::AuthorKind.eq(author.as_str()))
        .filter(Column::RedactedAt.is_null())
        .order_by_asc(Column::Seq)
        .limit(1)
        .one(db)
        .await
}

/// The place of the last message by `author`'s side, which may be redacted; none when there is none.
///
/// # Errors
/// When the database does not answer.
pub async fn last_by(
    db: &impl ConnectionTrait,
    scope: Scope,
    conversation: ConversationId,
    author: AuthorKind,
) -> Result<Option<i64>, DbErr> {
    let theirs = scoped(scope)
        .filter(Column::ConversationId.eq(conversation.0))
        .filter(Column::Kind.eq(MessageKind::Message.as_str()))
        .filter(Column::AuthorKind.eq(author.as_str()));
    theirs.select_only().column(Column::Seq).order_by_desc(Column::Seq).limit(1).into_tuple().one(db).await
}

/// Writes a new message.
///
/// # Errors
/// When the database does not answer; `platform::db::is_taken` when there is one of that id.
pub async fn insert(tx: &impl ConnectionTrait, row: &Model) -> Result<(), DbErr> {
    Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await.map(|_| ())
}

/// A conversation's messages that `reads` sees.
fn seen(scope: Scope, conversation: ConversationId, reads: Reads) -> Select<Entity> {
    let mut rows = scoped(scope).filter(Column::ConversationId.eq(conversation.0)).filter(Column::Seq.gt(reads.after));
    if let Some(until) = reads.until {
        rows = rows.filter(Column::Seq.lte(until));
    }
    if !reads.notes {
        rows = rows.filter(Column::Kind.eq(MessageKind::Message.as_str()));
    }
    rows
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Not before; none from the first message on.
    pub from: Option<Timestamp>,
    /// Before; none up to the last message.
    pub before: Option<Timestamp>,
}

fn seen_in(scope: Scope, conversation: ConversationId, reads: Reads, period: &Period) -> Select<Entity> {
    let mut rows = seen(scope, conversation, reads);
    if let Some(from) = period.from {
        rows = rows.filter(Column::SentAt.gte(Moment::from(from)));
    }
    if let Some(before) = period.before {
        rows = rows.filter(Column::SentAt.lt(Moment::from(before)));
    }
    rows
}

/// How many messages of a conversation `reads` sees in this time.
///
/// # Errors
/// When the database does not answer.
pub async fn count(
    db: &impl ConnectionTrait,
    scope: Scope,
    conversation: ConversationId,
    reads: Reads,
    period: &Period,
) -> Result<u64, DbErr> {
    seen_in(scope, conversation, reads, period).count(db).await
}

/// Up to `limit` of them, those next after the place `after`.
///
/// # Errors
/// When the database does not answer.
pub async fn in_order(
    db: &impl ConnectionTrait,
    scope: Scope,
    conversation: ConversationId,
    reads: Reads,
    period: &Period,
    after: i64,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    seen_in(scope, conversation, reads, period).filter(Column::Seq.gt(after)).order_by_asc(Column::Seq).limit(limit).all(db).await
}

/// Up to `limit` messages of a conversation that `reads` sees, the stretch that `asked` names: the nearest to its place,
/// in the order in which they go on from there.
///
/// # Errors
/// When the database does not answer.
pub async fn stretch(
    db: &impl ConnectionTrait,
    scope: Scope,
    conversation: ConversationId,
    reads: Reads,
    asked: &ListMessages,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut rows = seen(scope, conversation, reads);
    if let Some(after) = asked.after {
        return rows.filter(Column::Seq.gt(after)).order_by_asc(Column::Seq).limit(limit).all(db).await;
    }
    if let Some(before) = asked.before {
        rows = rows.filter(Column::Seq.lt(before));
    }
    rows.order_by_desc(Column::Seq).limit(limit).all(db).await
}

/// Removes the words of `row` for good, with the reason in their place. False when somebody else was first.
///
/// # Errors
/// When the database does not answer.
pub async fn redact(
    tx: &impl ConnectionTrait,
    secrets: &Secrets,
    row: &Model,
    by: StaffId,
    reason: &str,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let redacted = Entity::update_many()
        .col_expr(Column::SealedBody, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::SealedReason, Expr::value(secrets.seal(&row.seal_name("redaction"), reason.as_bytes())))
        .col_expr(Column::RedactedAt, Expr::value(Moment::from(now)))
        .col_expr(Column::RedactedBy, Expr::value(by.0))
        .filter(Column::PracticeId.eq(row.practice_id).and(Column::Id.eq(row.id)))
        .filter(Column::RedactedAt.is_null())
        .exec(tx)
        .await?;
    Ok(redacted.rows_affected == 1)
}
