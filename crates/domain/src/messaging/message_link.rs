//! The link of a notice (M9): 15 minutes from the time the mail was sent, in one browser.
//!
//! Fifteen minutes are elapsed time between two moments, whatever clocks on walls do in between.

use serde::{Deserialize, Serialize};

use crate::access::password::check_given;
use crate::access::session::SessionEnds;
use crate::check::{Check, Checker};
use crate::ids::ConversationId;
use crate::practice::slug::Slug;
use crate::text::Secret;
use crate::time::Timestamp;

/// Minutes a link, and the session it opens, is good for.
pub const LINK_MINUTES: i64 = 15;

/// How far a clock may have been set back since the mail was sent before nobody can say any longer how old the link is.
const SLACK_SECONDS: i64 = 60;

/// A session that a link began ends within so many seconds. Where it seems to end later, a clock was set back, and nobody
/// can say any longer how old it is: it is over, as the link is.
pub const LONGEST_SECONDS: i64 = LINK_MINUTES * 60 + SLACK_SECONDS;

/// The token of a notice's link, and the button was pressed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenMessageLink {
    /// Which practice.
    pub practice: Slug,
    /// The token of the link, from its fragment.
    pub token: Secret,
}

impl Check for OpenMessageLink {
    fn check(&self, c: &mut Checker) {
        self.practice.check(c, "practice");
        check_given(c, "token", &self.token);
    }
}

/// A session began that can read and answer one conversation; its token is in the cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkOpened {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// When the session ends: in any case 15 minutes after the mail was sent.
    pub ends: SessionEnds,
}

/// The browser that redeemed a link, seen from the one that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedBy {
    /// None yet.
    Nobody,
    /// The one that asks.
    ThisBrowser,
    /// Another one.
    Another,
}

/// What a link is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// When a mail server took the mail; none while that is not yet noted.
    pub mail_sent_at: Option<Timestamp>,
    /// Who redeemed it.
    pub opened_by: OpenedBy,
    /// The practice lets only devices in that signed in before.
    pub known_devices_only: bool,
    /// This device did.
    pub known_device: bool,
}

/// Why a link does not open the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRefusal {
    /// Its time is over: sign in.
    Over,
    /// It was opened in another browser: sign in. The client is told.
    OpenedElsewhere,
    /// Only devices that signed in before: sign in. The link stays as it is.
    UnknownDevice,
}

/// Until when the link is good, at `now`.
///
/// # Errors
/// When it does not open the conversation, here or now.
pub fn open(opening: Opening, now: Timestamp) -> Result<Timestamp, LinkRefusal> {
    let ends = good_until(opening.mail_sent_at, now).ok_or(LinkRefusal::Over)?;
    match opening.opened_by {
        OpenedBy::Another => Err(LinkRefusal::OpenedElsewhere),
        OpenedBy::Nobody if opening.known_devices_only && !opening.known_device => Err(LinkRefusal::UnknownDevice),
        OpenedBy::Nobody | OpenedBy::ThisBrowser => Ok(ends),
    }
}

/// The end of a link that is good at `now`; none when it is over.
///
/// Whoever holds the token has the mail, so one whose sending is not yet noted was sent just now. Is `now` well before the
/// mail was sent, a clock was set back, and the link would live longer than it may: it is over.
#[must_use]
pub fn good_until(mail_sent_at: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let now = now.as_millisecond();
    let sent = mail_sent_at.map_or(now, Timestamp::as_millisecond);
    let ends = sent + LINK_MINUTES * 60_000;
    if now >= ends || now < sent - SLACK_SECONDS * 1_000 {
        return None;
    }
    Timestamp::from_millisecond(ends).ok()
}
