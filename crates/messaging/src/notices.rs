//! Notices by e-mail (M8): a message waits to be read. Never what it says, nor by whom it is.
//!
//! Each message queues a look for when the practice's delay is over. Whoever has read it by then hears nothing; others
//! get one letter, and no further one about the conversation before they have read.

use access::holder::Holder;
use access::letters;
use domain::access::link;
use domain::messaging::AuthorKind;
use domain::messaging::message_link::LINK_MINUTES;
use domain::messaging::notice::{Notice, Waiting, notice};
use domain::messaging::reading::Desk;
use domain::practice::email_text::EmailKind;
use domain::practice::staff::{Role, StaffState};
use domain::text::PersonName;
use domain::time::Timestamp;
use domain::{ClientId, ConversationId};
use jiff::SignedDuration;
use platform::Platform;
use platform::db::{Scope, Tx};
use platform::jobs::{self, Handlers, Job};
use platform::live::Person;
use platform::outbox;
use platform::problem::Problem;
use practice::email_texts::{Added, Recipient, Valid};
use practice::{clients, practices, staff};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use crate::store::conversations::{self, Model};
use crate::store::{links, messages, notices, participants, settings};

const JOB: &str = "message_notice";

/// After which message to look, and which side may still have to read it.
#[derive(Serialize, Deserialize)]
struct Look {
    conversation: ConversationId,
    seq: i64,
    reader: AuthorKind,
}

/// Adds who looks.
pub fn jobs(handlers: &mut Handlers) {
    handlers.on(JOB, look);
}

/// A message was sent: has somebody look when the practice's delay is over.
///
/// # Errors
/// When the database does not answer.
pub async fn arrange(platform: &Platform, tx: &Tx, conversation: &Model, author: AuthorKind, now: Timestamp) -> Result<(), Problem> {
    let look = Look { conversation: conversation.id(), seq: conversation.last_seq, reader: author.other() };
    let scope = Scope { practice: conversation.practice_id.into() };
    let minutes = settings::read(&**tx, scope).await?.settings.notice_delay_minutes;
    let at = now.checked_add(SignedDuration::from_mins(minutes.into())).unwrap_or(now);
    jobs::queue(platform, tx, Some(scope.practice), JOB, &look, at).await.map(|_| ())
}

async fn look(platform: Platform, job: Job) -> Result<(), Problem> {
    let look: Look = job.payload()?;
    let practice = job.practice.ok_or_else(|| Problem::internal("a notice of no practice"))?;
    let (db, scope) = (platform.db.read(), Scope { practice });
    let Some(practice) = practices::get(db, scope).await? else { return Ok(()) };
    let Some(conversation) = conversations::find(db, scope, look.conversation).await? else { return Ok(()) };
    // One who cannot be told keeps nobody else from being told.
    let mut outcome = Ok(());
    let mut later = None;
    for to in readers(db, scope, &conversation, look.reader).await? {
        match tell(&platform, &practice, &look, &to).await {
            Ok(None) => {}
            Ok(Some(at)) => later = Some(later.map_or(at, |earlier: Timestamp| earlier.min(at))),
            Err(problem) => outcome = outcome.and(Err(problem)),
        }
    }
    if let Some(at) = later {
        let tx = platform.db.write().await?;
        jobs::queue(&platform, &tx, Some(scope.practice), JOB, &look, at).await?;
        tx.commit().await?;
    }
    outcome
}

/// Somebody to tell.
pub(crate) enum Reader {
    Client(ClientId),
    Staff(Box<staff::Model>),
}

impl Reader {
    /// Who that is.
    pub(crate) fn person(&self, scope: Scope) -> Person {
        match self {
            Self::Client(client) => Person::client(scope.practice, *client),
            Self::Staff(member) => Person::staff(scope.practice, member.id()),
        }
    }
}

/// The client; or whoever of the practice looks after the conversation: who it was given to, or its clinician, or those
/// at the front desk, or else the owners.
pub(crate) async fn readers(
    db: &impl ConnectionTrait,
    scope: Scope,
    conversation: &Model,
    side: AuthorKind,
) -> Result<Vec<Reader>, Problem> {
    if side == AuthorKind::Client {
        return Ok(vec![Reader::Client(conversation.client())]);
    }
    let team: Vec<staff::Model> = staff::all(db, scope).await?.into_iter().filter(|member| member.state() == StaffState::Active).collect();
    let one = conversation.assigned_to.or(match conversation.desk() {
        Desk::Clinician(id) => Some(id.0),
        Desk::FrontDesk => None,
    });
    let in_role = |role: Role| team.iter().filter(|member| member.role() == role).cloned().collect::<Vec<_>>();
    let mut told: Vec<staff::Model> = match one {
        Some(id) => team.iter().filter(|member| member.id == id).cloned().collect(),
        None => in_role(Role::FrontDesk),
    };
    if told.is_empty() {
        told = in_role(Role::Owner);
    }
    Ok(told.into_iter().map(|member| Reader::Staff(Box::new(member))).collect())
}

/// Tells `to`, if they still have to be told; gives when to look again, where it is too early.
async fn tell(platform: &Platform, practice: &practices::Model, look: &Look, to: &Reader) -> Result<Option<Timestamp>, Problem> {
    let (scope, now) = (practice.scope(), platform.clock.now());
    let person = to.person(scope);
    let tx = platform.db.write().await?;
    // Held: a reader who says this moment how far they have read comes before or after.
    if conversations::hold(&*tx, scope, look.conversation).await?.is_none() {
        return Ok(None);
    }
    let (read_seq, read_at) =
        participants::find(&*tx, look.conversation, person).await?.map_or((0, None), |part| (part.read_seq, part.read_at.map(Into::into)));
    let oldest = messages::oldest_unread(&*tx, scope, look.conversation, look.reader.other(), read_seq).await?;
    // The look of a later message that waits comes by itself.
    let waiting = oldest.filter(|oldest| oldest.seq <= look.seq);
    let waiting = Waiting {
        unread_since: waiting.map(|oldest| oldest.sent_at.into()),
        read_seq,
        read_at,
        noticed_seq: notices::noticed(&*tx, look.conversation, person).await?,
    };
    let delay = settings::read(&*tx, scope).await?.settings.notice_delay_minutes;
    match notice(waiting, delay, now) {
        Notice::None => return Ok(None),
        Notice::At(at) => return Ok(Some(at)),
        Notice::Now => {}
    }
    // Up to the last that the other side said: nobody says that they have read their own words, or a note they do not see.
    let seq = messages::last_by(&*tx, scope, look.conversation, look.reader.other()).await?.unwrap_or(look.seq);
    let told = match to {
        Reader::Client(client) => to_client(platform, &tx, practice, look.conversation, *client).await?,
        Reader::Staff(member) => to_staff(platform, &tx, practice, look.conversation, member).await?,
    };
    if told && notices::claim(&*tx, look.conversation, person, seq, now).await? {
        tx.commit().await?;
    }
    Ok(None)
}

/// Queues the client's letter with its link; false where they cannot be written to: they have not come in yet, may not
/// read messages, or want no e-mail at that address.
async fn to_client(
    platform: &Platform,
    tx: &Tx,
    practice: &practices::Model,
    conversation: ConversationId,
    client: ClientId,
) -> Result<bool, Problem> {
    let (scope, now) = (practice.scope(), platform.clock.now());
    let holder = Holder::of_client(&**tx, scope, client).await?.filter(|(_, rights)| rights.messages);
    let Some((holder, _)) = holder.filter(|_| practice.portal().open) else { return Ok(false) };
    let recipient = letters::to(&holder, practice);
    let address = recipient.to.key();
    let addresses = clients::emails(&**tx, scope, client).await?;
    if addresses.iter().any(|known| known.address.key() == address && !known.email_ok) {
        return Ok(false);
    }
    let (token, token_hash) = platform.secrets.link_token();
    let link = link::message(&platform.config.public_url, &practice.slug(), &token, conversation);
    let added = Added::MessageLink { link, valid: Valid::Minutes(LINK_MINUTES) };
    let letter = letters::worded(platform, &**tx, practice, EmailKind::NewSecureMessage, recipient, added).await?;
    let mail = outbox::queue(platform, tx, letter).await?;
    let link = links::New { conversation, login: holder.id().into(), mail, token_hash };
    links::insert(&**tx, scope, platform.secrets.id(now), link, now).await?;
    Ok(true)
}

/// Queues a colleague's letter, which says nothing of whom the message is.
async fn to_staff(
    platform: &Platform,
    tx: &Tx,
    practice: &practices::Model,
    conversation: ConversationId,
    member: &staff::Model,
) -> Result<bool, Problem> {
    let first_name = PersonName::from(member.first_name.as_str());
    let recipient = Recipient { to: member.email(), client: None, first_name, language: practice.language() };
    let added = Added::Page { link: link::conversation(&platform.config.public_url, conversation) };
    let letter = letters::worded(platform, &**tx, practice, EmailKind::NewMessageForStaff, recipient, added).await?;
    outbox::queue(platform, tx, letter).await?;
    Ok(true)
}
