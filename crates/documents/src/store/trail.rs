//! What happened to each document, in a chain: each line's hash covers the line and the hash before it, so that a changed,
//! missing or added line shows (D8).

use domain::DocumentId;
use domain::documents::{Trail, TrailEvent};
use domain::practice::audit::ActorKind;
use domain::text::{PersonName, PersonalText};
use domain::time::Timestamp;
use platform::audit::{Actor, kind_name};
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use platform::secrets::reseal::Row;
use platform::secrets::{Secrets, hash};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _};
use serde::{Deserialize, Serialize};

use super::documents;

/// A line of a document's trail.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_trail")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub event: String,
    pub at: Moment,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub sealed_details: Vec<u8>,
    pub hash: Vec<u8>,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of trails")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// Who does something, seen from a document.
#[derive(Clone, Debug)]
pub struct By {
    /// For the logs.
    pub actor: Actor,
    /// By name; none for the program itself.
    pub name: Option<PersonName>,
    /// With which browser or program, in its own words.
    pub user_agent: Option<PersonalText>,
}

impl By {
    /// The program itself.
    #[must_use]
    pub fn system() -> Self {
        Self { actor: Actor::system(), name: None, user_agent: None }
    }
}

/// What is sealed of a line.
#[derive(Serialize, Deserialize)]
struct Details {
    name: Option<PersonName>,
    ip: Option<String>,
    user_agent: Option<PersonalText>,
}

fn seal_name(practice: Uuid, document: Uuid, seq: i64) -> String {
    format!("document_trail:{practice}:{document}:{seq}")
}

/// The same of a row as it is sealed anew.
///
/// # Errors
/// When the row has other columns.
pub fn seal_name_of(row: &Row<'_>) -> Result<String, DbErr> {
    Ok(format!("document_trail:{}:{}:{}", row.id("practice_id")?, row.id("document_id")?, row.number("seq")?))
}

/// Writes the next line of the trail of `document`, which is held; its place and hash are noted in `document`, to be saved
/// with it.
///
/// # Errors
/// When the database does not answer.
pub async fn write(
    tx: &impl ConnectionTrait,
    secrets: &Secrets,
    document: &mut documents::Model,
    event: TrailEvent,
    by: &By,
    now: Timestamp,
) -> Result<(), Problem> {
    let details = Details { name: by.name.clone(), ip: by.actor.ip.map(|ip| ip.to_string()), user_agent: by.user_agent.clone() };
    let plain = serde_json::to_vec(&details).map_err(Problem::internal)?;
    let seq = document.trail_length + 1;
    let mut row = Model {
        practice_id: document.practice_id,
        document_id: document.id,
        seq,
        event: event.as_str().into(),
        at: now.into(),
        actor_kind: kind_name(by.actor.kind).into(),
        actor_id: by.actor.id,
        sealed_details: secrets.seal(&seal_name(document.practice_id, document.id, seq), &plain),
        hash: Vec::new(),
    };
    row.hash = hash_of(&row, &plain, &document.trail_hash);
    Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await?;
    document.trail_length = seq;
    document.trail_hash = row.hash;
    Ok(())
}

/// The hash that the first line of a document's trail goes on from.
#[must_use]
pub fn first_hash(document: DocumentId) -> Vec<u8> {
    hash(document.0.as_bytes())
}

/// Over what the line says, opened (it may be sealed anew), each part with its length in front, and the hash before it.
fn hash_of(row: &Model, details: &[u8], previous: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    let mut field = |part: &[u8]| {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part);
    };
    field(previous);
    field(row.practice_id.as_bytes());
    field(row.document_id.as_bytes());
    field(&row.seq.to_be_bytes());
    field(row.event.as_bytes());
    field(&row.at.0.to_be_bytes());
    field(row.actor_kind.as_bytes());
    field(row.actor_id.as_ref().map_or(&[][..], |id| id.as_bytes()));
    field(details);
    hash(bytes)
}

/// The lines of `document`, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(db: &impl ConnectionTrait, scope: Scope, document: DocumentId) -> Result<Vec<Model>, DbErr> {
    scoped(scope).filter(Column::DocumentId.eq(document.0)).order_by_asc(Column::Seq).all(db).await
}

/// What happened to `document`, the oldest first.
///
/// # Errors
/// When the database does not answer, or a line was changed.
pub async fn of(db: &impl ConnectionTrait, secrets: &Secrets, scope: Scope, document: DocumentId) -> Result<Vec<Trail>, Problem> {
    rows(db, scope, document).await?.iter().map(|row| row.shown(secrets)).collect()
}

/// When `event` last happened to `document`.
///
/// # Errors
/// When the database does not answer.
pub async fn last(db: &impl ConnectionTrait, scope: Scope, document: DocumentId, event: TrailEvent) -> Result<Option<Timestamp>, DbErr> {
    let lines = scoped(scope).filter(Column::DocumentId.eq(document.0)).filter(Column::Event.eq(event.as_str()));
    Ok(lines.order_by_desc(Column::Seq).one(db).await?.map(|row| row.at.into()))
}

impl Model {
    fn plain(&self, secrets: &Secrets) -> Result<Vec<u8>, Problem> {
        Ok(secrets.unseal(&seal_name(self.practice_id, self.document_id, self.seq), &self.sealed_details)?)
    }

    /// As it is shown.
    ///
    /// # Errors
    /// When it was changed, or sealed with a key that is no longer there.
    pub fn shown(&self, secrets: &Secrets) -> Result<Trail, Problem> {
        let details: Details =
            serde_json::from_slice(&self.plain(secrets)?).map_err(|_| Problem::internal("a line of a trail has another form"))?;
        let event = TrailEvent::named(&self.event).ok_or_else(|| Problem::internal("a trail has an unknown event"))?;
        Ok(Trail { event, at: self.at.into(), by: details.name, ip: details.ip.map(Into::into), user_agent: details.user_agent })
    }
}

/// The place of the first line that is not as it was written; none where the chain of `document` is whole.
#[must_use]
pub fn broken_at(secrets: &Secrets, document: &documents::Model, rows: &[Model]) -> Option<i64> {
    let mut previous = first_hash(document.id());
    let mut seq = 0;
    for row in rows {
        seq += 1;
        let fits = row.plain(secrets).is_ok_and(|details| row.seq == seq && row.hash == hash_of(row, &details, &previous));
        if !fits {
            return Some(seq);
        }
        previous.clone_from(&row.hash);
    }
    (seq != document.trail_length || previous != document.trail_hash).then_some(seq + 1)
}

/// Whether the actor is the client.
#[must_use]
pub fn is_client(by: &By) -> bool {
    by.actor.kind == ActorKind::Client
}
