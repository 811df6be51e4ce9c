//! The audit log: who did or read what, for which client, when, from where. One chain a practice: each line's hash
//! covers the line and the hash before it, so that a changed, missing or added line shows.

use std::net::IpAddr;

use domain::practice::audit::{ActorKind, AuditChain};

use domain::{ClientId, PracticeId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, OnConflict, Query};
use sea_orm::{QueryOrder, QuerySelect, Set};

use crate::Platform;
use crate::db::{Moment, Scope};
use crate::secrets::hash;

/// A line of the log.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_events")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    pub id: Uuid,
    pub at: Moment,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub act: String,
    pub client_id: Option<Uuid>,
    pub subject_id: Option<Uuid>,
    pub ip: Option<String>,
    pub hash: Vec<u8>,
}

crate::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The practice's lines.
#[must_use]
pub fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of the audit log")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// Who acts.
#[derive(Clone, Copy, Debug)]
pub struct Actor {
    /// What kind of caller.
    pub kind: ActorKind,
    /// The login's or staff member's id.
    pub id: Option<Uuid>,
    /// From which address.
    pub ip: Option<IpAddr>,
}

impl Actor {
    /// The program itself.
    #[must_use]
    pub fn system() -> Self {
        Self { kind: ActorKind::System, id: None, ip: None }
    }
}

/// What is done, to what.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    name: &'static str,
    client: Option<ClientId>,
    subject: Option<Uuid>,
}

impl Act {
    /// An act by its name, such as `client.read`.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self { name, client: None, subject: None }
    }

    /// For which client.
    #[must_use]
    pub fn client(mut self, client: ClientId) -> Self {
        self.client = Some(client);
        self
    }

    /// On which other thing.
    #[must_use]
    pub fn on(mut self, subject: impl Into<Uuid>) -> Self {
        self.subject = Some(subject.into());
        self
    }
}

/// The name of a kind of actor in the database.
#[must_use]
pub fn kind_name(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Anyone => "anyone",
        ActorKind::Client => "client",
        ActorKind::Staff => "staff",
        ActorKind::System => "system",
    }
}

/// Writes a line, in the transaction of what it tells of. Lines of one practice are written one after the other.
///
/// # Errors
/// When the database does not answer.
pub async fn record(platform: &Platform, tx: &impl ConnectionTrait, practice: PracticeId, actor: Actor, act: Act) -> Result<(), DbErr> {
    let (sequence, previous) = next(tx, practice).await?;
    let now = platform.clock.now();
    let mut row = Model {
        practice_id: practice.0,
        sequence,
        id: platform.secrets.id(now),
        at: now.into(),
        actor_kind: kind_name(actor.kind).into(),
        actor_id: actor.id,
        act: act.name.into(),
        client_id: act.client.map(|client| client.0),
        subject_id: act.subject,
        ip: actor.ip.map(|ip| ip.to_string()),
        hash: Vec::new(),
    };
    row.hash = hash_of(&row, &previous);
    let head = Query::update()
        .table(Alias::new("audit_heads"))
        .value(Alias::new("hash"), row.hash.clone())
        .and_where(Expr::col(Alias::new("practice_id")).eq(practice.0))
        .to_owned();
    tx.execute(&head).await?;
    Entity::insert(ActiveModel {
        practice_id: Set(row.practice_id),
        sequence: Set(row.sequence),
        id: Set(row.id),
        at: Set(row.at),
        actor_kind: Set(row.actor_kind),
        actor_id: Set(row.actor_id),
        act: Set(row.act),
        client_id: Set(row.client_id),
        subject_id: Set(row.subject_id),
        ip: Set(row.ip),
        hash: Set(row.hash),
    })
    .exec_without_returning(tx)
    .await
    .map(|_| ())
}

/// Takes the next place in the chain and the hash before it; holds the practice's head until the transaction ends.
async fn next(tx: &impl ConnectionTrait, practice: PracticeId) -> Result<(i64, Vec<u8>), DbErr> {
    let heads = || Alias::new("audit_heads");
    let (place, id) = (|| Alias::new("sequence"), || Alias::new("practice_id"));
    let take = Query::update()
        .table(heads())
        .value(place(), Expr::col(place()).add(1))
        .and_where(Expr::col(id()).eq(practice.0))
        .returning(Query::returning().columns([place(), Alias::new("hash")]))
        .to_owned();
    if let Some(row) = tx.query_one(&take).await? {
        return Ok((row.try_get("", "sequence")?, row.try_get("", "hash")?));
    }
    let first = Query::insert()
        .into_table(heads())
        .columns([id(), place(), Alias::new("hash")])
        .values_panic([practice.0.into(), 0_i64.into(), hash(practice.0.as_bytes()).into()])
        .on_conflict(OnConflict::column(id()).do_nothing().to_owned())
        .to_owned();
    tx.execute(&first).await?;
    let row = tx.query_one(&take).await?.ok_or_else(|| DbErr::RecordNotFound("audit head".into()))?;
    Ok((row.try_get("", "sequence")?, row.try_get("", "hash")?))
}

/// The hash of a line: over its fields, each with its length in front, and the hash before it.
fn hash_of(row: &Model, previous: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    let mut field = |part: &[u8]| {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part);
    };
    field(previous);
    field(row.practice_id.as_bytes());
    field(&row.sequence.to_be_bytes());
    field(row.id.as_bytes());
    field(&row.at.0.to_be_bytes());
    field(row.actor_kind.as_bytes());
    field(row.act.as_bytes());
    for id in [row.actor_id, row.client_id, row.subject_id] {
        field(id.as_ref().map_or(&[][..], |id| id.as_bytes()));
    }
    field(row.ip.as_deref().unwrap_or_default().as_bytes());
    hash(bytes)
}

/// Walks the practice's chain from its first line.
///
/// # Errors
/// When the database does not answer.
pub async fn verify(db: &impl ConnectionTrait, scope: Scope) -> Result<AuditChain, DbErr> {
    const STEP: u64 = 1_000;
    let (mut previous, mut events) = (hash(scope.practice.0.as_bytes()), 0_i64);
    loop {
        let rows = scoped(scope).filter(Column::Sequence.gt(events)).order_by_asc(Column::Sequence).limit(STEP).all(db).await?;
        for row in &rows {
            if row.sequence != events + 1 || row.hash != hash_of(row, &previous) {
                return Ok(AuditChain { whole: false, events, broken_at: Some(events + 1) });
            }
            previous.clone_from(&row.hash);
            events = row.sequence;
        }
        if rows.len() < STEP as usize {
            break;
        }
    }
    let head = Query::select()
        .columns([Alias::new("sequence"), Alias::new("hash")])
        .from(Alias::new("audit_heads"))
        .and_where(Expr::col(Alias::new("practice_id")).eq(scope.practice.0))
        .to_owned();
    let whole = match db.query_one(&head).await? {
        Some(row) => row.try_get::<i64>("", "sequence")? == events && row.try_get::<Vec<u8>>("", "hash")? == previous,
        None => events == 0,
    };
    Ok(AuditChain { whole, events, broken_at: (!whole).then_some(events + 1) })
}
