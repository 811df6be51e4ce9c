//! What open pages are told the moment it happens, by server-sent events (WHATWG HTML, 9.2).
//!
//! Each person (a client, a staff member) has one row of events, numbered without gaps: [`append`] takes the next number
//! in the transaction that causes the event, holding the person's head until its end, so that numbers become visible in
//! their order. A browser that comes back names the last number it had (`Last-Event-ID`) and is given exactly what came
//! after; where that is no longer kept, it is told to fetch everything anew (`resync`).
//!
//! Events hold ids, never words: who is told something asks the API for it.
//!
//! After the commit every process hears which people have news: by PostgreSQL's LISTEN and NOTIFY, or, with SQLite, within
//! the one process there is. One task then reads each person's news once, however many pages they have open, and hands
//! them out ([`run`]). An open page costs an entry in a list and at most 32 small pieces of text that it shares with the
//! others; one that reads slowly is given more when it has taken those.

mod deliver;
mod hub;
mod listen;
mod seat;
mod signal;
mod store;

use actix_web::http::header::{CACHE_CONTROL, ContentEncoding, HeaderName};
use actix_web::{HttpRequest, HttpResponse};
use domain::access::rights::Right;
use domain::time::Timestamp;
use domain::{ClientId, PracticeId, SessionId, StaffId};
use sea_orm::DbErr;
use uuid::Uuid;

use crate::Platform;
use crate::db::Tx;
use crate::problem::Problem;

pub use deliver::run;
pub use hub::Hub;
pub(crate) use signal::{Signal, notify};
pub use store::sweep;

/// Which of the two kinds of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PersonKind {
    /// A client, by whichever login.
    Client,
    /// Somebody who works at the practice.
    Staff,
}

impl PersonKind {
    /// The name it has in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Staff => "staff",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Client, Self::Staff].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Somebody who can be told something. People are ordered: their heads are locked in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Person {
    /// The practice.
    pub practice: PracticeId,
    /// Which kind.
    pub kind: PersonKind,
    /// The client's or the staff member's id.
    pub id: Uuid,
}

impl Person {
    /// The client `id`.
    #[must_use]
    pub fn client(practice: PracticeId, id: ClientId) -> Self {
        Self { practice, kind: PersonKind::Client, id: id.0 }
    }

    /// The staff member `id`.
    #[must_use]
    pub fn staff(practice: PracticeId, id: StaffId) -> Self {
        Self { practice, kind: PersonKind::Staff, id: id.0 }
    }
}

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The event's name, as the page listens for it: letters, digits and `_`.
    pub kind: &'static str,
    /// What it is about; a page that may see one thing only ([`Holder::only`]) is told of that one only.
    pub about: Option<Uuid>,
    /// One line of JSON: ids and numbers, no words.
    pub data: String,
}

/// Tells each of `news` to its person, once `tx` is committed. To be called once in a transaction, after every other lock
/// but the audit log's: heads are held in the order of people, so that no two transactions wait for each other.
///
/// # Errors
/// When the database does not answer.
pub async fn append(tx: &Tx, now: Timestamp, mut news: Vec<(Person, Event)>) -> Result<(), DbErr> {
    // Stable: what one person is told twice stays in its order.
    news.sort_by_key(|(person, _)| *person);
    for (person, event) in &news {
        store::append(&**tx, now, *person, event).await?;
        tx.tell(Signal::News(*person));
    }
    Ok(())
}

/// Who holds a stream.
#[derive(Clone, Copy, Debug)]
pub struct Holder {
    /// Whose events.
    pub person: Person,
    /// The session it was opened with: the stream ends when that does.
    pub session: SessionId,
    /// The session's login or staff member.
    pub subject: Uuid,
    /// Without this right it ends, too.
    pub needs: Option<Right>,
    /// Only what is about this.
    pub only: Option<Uuid>,
}

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// Asks proxies of the nginx family to pass each piece on at once.
const BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// The answer that stays open: what happened after the event that the request names, and what happens from now on. A page
/// that is `of` another login or staff member than the one who is signed in by now is told nothing.
///
/// # Errors
/// 404 when it is of another, 429 when the session has too many streams open, 503 when the program stops.
pub async fn open(platform: &Platform, request: &HttpRequest, holder: Holder, of: Option<Uuid>) -> Result<HttpResponse, Problem> {
    if of.is_some_and(|of| of != holder.subject) {
        return Err(Problem::not_found());
    }
    let last = match request.headers().get(LAST_EVENT_ID) {
        // What is no number of ours lies beyond all that is known: everything is to be fetched anew.
        Some(value) => value.to_str().ok().and_then(|text| text.parse().ok()).filter(|last| *last >= 0).unwrap_or(i64::MAX),
        None => store::head(platform.db.read(), holder.person).await?,
    };
    let stream = platform.db.live().seat(holder, last)?;
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((BUFFERING, "no"))
        // A compressor would hold pieces back until it has enough of them.
        .insert_header(ContentEncoding::Identity)
        .streaming(stream))
}
