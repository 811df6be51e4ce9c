//! The link of a notice (M9): for 15 minutes from when the mail was sent it opens one conversation, without signing in.
//!
//! Whoever merely looks at the link changes nothing: its token is in the address's fragment, and only the press of a
//! button sends it here. The first browser that does is the only one the link works in; another one is refused, and the
//! client hears of it once.

pub mod http;

use access::holder::Holder;
use access::pace::NetworkTry;
use access::{door, letters, sessions};
use domain::access::portal_access::DeliveryState;
use domain::access::rights::Rights;
use domain::access::session::{App, SessionEnds, SessionKind};
use domain::messaging::message_link::{LinkRefusal, OpenMessageLink, OpenedBy, Opening, open};
use domain::practice::email_text::EmailKind;
use domain::time::Timestamp;
use domain::{ConversationId, MailId};
use platform::audit;
use platform::caller::{Anyone, Held};
use platform::db::{Moment, Scope, Tx};
use platform::jobs::Handlers;
use platform::problem::Problem;
use platform::secrets::hash;
use platform::session::store::ByLink;
use platform::session::{self, store};
use platform::{Platform, outbox};
use practice::email_texts::Added;
use practice::practices;
use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::refusals;
use crate::store::{conversations, links, settings};

/// Seconds a link is kept after it was made: a mail waits for its server for a day at most.
const KEPT_SECONDS: i64 = 3 * 24 * 3600;

/// Adds the operation, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(http::redeem_message_link);
}

/// Adds what is tidied up in the background.
pub fn jobs(handlers: &mut Handlers) {
    handlers.also_tidy(sweep);
}

async fn sweep(platform: Platform) -> Result<(), Problem> {
    let tx = platform.db.write().await?;
    links::sweep(&*tx, Moment::from(platform.clock.now()).plus(-KEPT_SECONDS)).await?;
    tx.commit().await
}

/// A link that was opened.
pub struct Redeemed {
    /// Where it leads.
    pub conversation: ConversationId,
    /// When the session ends.
    pub ends: SessionEnds,
    /// The new session's token; none where the browser has one already.
    pub token: Option<String>,
}

/// Opens the link for this browser, whose session is `held`. Who is signed in already stays so.
///
/// # Errors
/// 401 `link_over` or `unknown_device`, 409 `opened_elsewhere` or `portal_closed`, 429 `wait`.
pub async fn redeem(platform: &Platform, from: &Anyone, held: Option<&Held>, input: &OpenMessageLink) -> Result<Redeemed, Problem> {
    let network = NetworkTry::claim(platform, from.ip).await?;
    let practice = door::open(platform, &input.practice, App::Portal).await?.ok_or_else(refusals::link_over)?;
    let (scope, now) = (practice.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let link = links::by_token(&*tx, scope, &hash(input.token.as_str())).await?.ok_or_else(refusals::link_over)?;
    let holder = holder_of(&tx, scope, &link).await?.ok_or_else(refusals::link_over)?;
    // The link is a good one, whatever else may be wrong with it.
    network.right(&*tx).await?;
    let known = Known { held: held.filter(|held| held.practice == scope.practice && held.subject_id() == link.login_id), link, holder };
    if let Some(held) = known.held.filter(|held| held.kind == SessionKind::Full) {
        tx.commit().await?;
        return Ok(Redeemed { conversation: known.link.conversation(), ends: held.ends, token: None });
    }
    let only_known_devices = settings::read(&*tx, scope).await?.settings.known_devices_only;
    let mut opening = Opening {
        mail_sent_at: sent_at(&*tx, scope, &known.link).await?,
        opened_by: known.opened_by(),
        known_devices_only: only_known_devices,
        known_device: sessions::knows_device(&*tx, scope, known.link.login_id, from).await?,
    };
    let mut decided = open(opening, now);
    if let (Ok(ends), OpenedBy::Nobody) = (decided, opening.opened_by) {
        match known.begin(platform, &tx, scope, from, ends).await? {
            Some(redeemed) => {
                tx.commit().await?;
                return Ok(redeemed);
            }
            None => {
                opening.opened_by = OpenedBy::Another;
                decided = open(opening, now);
            }
        }
    }
    let refused = match (decided, known.held) {
        (Ok(_), Some(held)) => {
            tx.commit().await?;
            return Ok(Redeemed { conversation: known.link.conversation(), ends: held.ends, token: None });
        }
        (Ok(_), None) | (Err(LinkRefusal::OpenedElsewhere), _) => {
            known.tell(platform, &tx, &practice, now).await?;
            refusals::opened_elsewhere()
        }
        (Err(LinkRefusal::Over), _) => refusals::link_over(),
        (Err(LinkRefusal::UnknownDevice), _) => refusals::unknown_device(),
    };
    let act = known.holder.act("message_link.refused");
    audit::record(platform, &*tx, scope.practice, from.actor(), act).await?;
    tx.commit().await?;
    Err(refused)
}

/// Whose link it is, as long as they may read messages and may come in at all.
async fn holder_of(tx: &Tx, scope: Scope, link: &links::Model) -> Result<Option<Holder>, Problem> {
    let Some(conversation) = conversations::find(&**tx, scope, link.conversation()).await? else { return Ok(None) };
    let holder = Holder::of_client(&**tx, scope, conversation.client()).await?;
    let theirs = |(holder, rights): &(Holder, Rights)| holder.id() == link.login_id && rights.messages;
    Ok(holder.filter(theirs).map(|(holder, _)| holder))
}

/// When the mail was sent; none while that is not yet noted and nobody has opened it.
async fn sent_at(db: &impl ConnectionTrait, scope: Scope, link: &links::Model) -> Result<Option<Timestamp>, Problem> {
    let delivery = outbox::delivery(db, scope, MailId(link.mail_id)).await?;
    let sent = delivery.filter(|delivery| delivery.state == DeliveryState::Sent).map(|delivery| delivery.at);
    // Opened before it was noted, it was sent by then: the end does not move.
    Ok(sent.or_else(|| link.opened_at.map(Timestamp::from)))
}

/// What is known about a link, and about the browser that asks.
struct Known<'a> {
    link: links::Model,
    holder: Holder,
    /// The session of this browser, where it is of the same login.
    held: Option<&'a Held>,
}

impl Known<'_> {
    fn opened_by(&self) -> OpenedBy {
        match (self.link.session_id, self.held) {
            (None, _) => OpenedBy::Nobody,
            (Some(by), Some(held)) if held.session.0 == by => OpenedBy::ThisBrowser,
            (Some(_), _) => OpenedBy::Another,
        }
    }

    /// Binds the link to this browser and begins its session; none when another one was first.
    async fn begin(&self, platform: &Platform, tx: &Tx, scope: Scope, from: &Anyone, ends: Timestamp) -> Result<Option<Redeemed>, Problem> {
        let (now, conversation) = (platform.clock.now(), self.link.conversation());
        let link = ByLink { session: platform.secrets.id(now).into(), login: self.link.login(), conversation, expires_at: ends };
        if !links::claim(&**tx, &self.link, link.session, now).await? {
            return Ok(None);
        }
        let begun = store::begin_by_link(platform, &**tx, scope.practice, link, &from.device).await?;
        let act = self.holder.act("message_link.opened");
        audit::record(platform, &**tx, scope.practice, self.holder.actor(from.ip), act).await?;
        let ends = session::ends(now, begun.expires_at, u8::MAX);
        Ok(Some(Redeemed { conversation, ends, token: Some(begun.token) }))
    }

    /// Tells the client, once, that their link was tried elsewhere.
    async fn tell(&self, platform: &Platform, tx: &Tx, practice: &practices::Model, now: Timestamp) -> Result<(), Problem> {
        if !links::claim_notice(&**tx, &self.link, now).await? {
            return Ok(());
        }
        let recipient = letters::to(&self.holder, practice);
        let letter = letters::worded(platform, &**tx, practice, EmailKind::MessageLinkOpened, recipient, Added::Nothing).await?;
        outbox::queue(platform, tx, letter).await.map(|_| ())
    }
}
