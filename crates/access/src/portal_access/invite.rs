//! Inviting, inviting again, and moving the access to another address.

use actix_web::http::StatusCode;
use domain::access::day_in_words::day_in_words;
use domain::access::invitation::{resends_left, seconds_until_tomorrow, was_invited};
use domain::access::link;
use domain::access::portal_access::{AccessState, ChangePortalEmail, CreatePortalInvitation, INVITATION_DAYS};
use domain::access::rights::Rights;
use domain::practice::client::ClientEmail;
use domain::practice::email_text::{EmailKind, EmailPreview, Wording};
use domain::practice::profile::Language;
use domain::text::{Email, Secret};
use domain::time::Timestamp;
use domain::{ClientId, InvitationId, LoginId};
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::{Moment, Scope, Tx, is_taken};
use platform::outbox::{self, Letter};
use platform::problem::Problem;
use platform::secrets::Secrets;
use practice::email_texts::{self, Added, Recipient, Valid};
use practice::{clients, practices};

use super::close_all_ways;
use crate::store::{grants, invitations, logins};
use crate::welcome::pin_of_invitation;
use crate::{letters, refusals};

/// What the audit log calls an invitation.
const INVITED: &str = "portal_invitation.created";

/// An invitation that was queued, with what its e-mail holds.
pub struct Invited {
    /// Its id.
    pub invitation: InvitationId,
    /// The login it leads to.
    pub login: LoginId,
    /// Where it went.
    pub email: Email,
    /// The PIN.
    pub pin: Secret,
    /// The token of its link.
    pub link_token: Secret,
    /// The link, in full.
    pub link: String,
}

/// Who is invited, by whom, in which words.
struct Inviting<'a> {
    practice: &'a practices::Model,
    actor: Actor,
    client: &'a clients::Model,
    email: Email,
    /// Left out: what they had, or what the practice usually gives.
    rights: Option<Rights>,
    /// Left out: the practice's own.
    wording: Option<Wording>,
    act: &'static str,
}

/// Invites the client, or invites them again. A disabled login is enabled by it; its old password is gone (A8).
///
/// # Errors
/// 404; 422 at `/email` `not_an_address_of_the_client`, `email_not_ok` (A3) or `email_taken` (A10); 409
/// `signed_in_already` or `portal_closed`; 429 `too_many_today` (A6).
pub async fn invite(
    platform: &Platform,
    scope: Scope,
    actor: Actor,
    client: ClientId,
    input: &CreatePortalInvitation,
) -> Result<Invited, Problem> {
    let (practice, client, email) = addressee(platform, scope, client, &input.email).await?;
    let inviting =
        Inviting { practice: &practice, actor, client: &client, email, rights: input.rights, wording: input.wording.clone(), act: INVITED };
    let tx = locked(platform, scope, client.id()).await?;
    let grant = grants::of_client(&*tx, scope, client.id()).await?;
    let login = match &grant {
        Some(grant) => logins::find(&*tx, scope, grant.login()).await?,
        None => None,
    };
    if login.as_ref().is_some_and(|login| login.state() == AccessState::Active) {
        return Err(Problem::conflict("signed_in_already", "The client has signed in already")
            .detail("A new invitation is not needed. If they cannot get in, make a PIN code."));
    }
    let invited = send(platform, &tx, inviting, grant.zip(login)).await?;
    tx.commit().await?;
    Ok(invited)
}

/// Invites a client whom nobody has invited yet, at the first address where e-mail is ok, in the transaction of whatever
/// else is done for them (B11). Says whether it did: not where they were invited before, the portal is closed, or there
/// is no address that could be theirs alone.
///
/// # Errors
/// 404; otherwise only when the database does not answer.
pub async fn invite_newcomer(platform: &Platform, tx: &Tx, scope: Scope, actor: Actor, client: ClientId) -> Result<bool, Problem> {
    let practice = practices::get(&**tx, scope).await?.ok_or_else(Problem::not_found)?;
    let client = clients::hold(&**tx, scope, client).await?.ok_or_else(Problem::not_found)?;
    let emails = clients::emails(&**tx, scope, client.id()).await?;
    let Some(email) = emails.into_iter().find(|email| email.email_ok).map(|email| Email::from(email.address.as_str().trim())) else {
        return Ok(false);
    };
    let open = practice.portal().open && client.access() == AccessState::NotInvited;
    if !open || logins::by_email(&**tx, scope, &email).await?.is_some() || grants::of_client(&**tx, scope, client.id()).await?.is_some() {
        return Ok(false);
    }
    clients::set_access(&**tx, scope, client.id(), AccessState::Invited).await?;
    let inviting = Inviting { practice: &practice, actor, client: &client, email, rights: None, wording: None, act: INVITED };
    send(platform, tx, inviting, None).await?;
    Ok(true)
}

/// Moves the access to another of the client's addresses: *Yes, disable and resend* (A7). The old login's password,
/// sessions and links end, and a new invitation goes to the new address.
///
/// # Errors
/// Those of [`invite`] but `signed_in_already`, and 409 `not_invited`.
pub async fn change_email(
    platform: &Platform,
    scope: Scope,
    actor: Actor,
    client: ClientId,
    input: &ChangePortalEmail,
) -> Result<Invited, Problem> {
    let (practice, client, email) = addressee(platform, scope, client, &input.email).await?;
    let inviting =
        Inviting { practice: &practice, actor, client: &client, email, rights: None, wording: None, act: "portal_access.email_changed" };
    let tx = locked(platform, scope, client.id()).await?;
    let grant = grants::of_client(&*tx, scope, client.id()).await?.ok_or_else(refusals::not_invited)?;
    let login = logins::find(&*tx, scope, grant.login()).await?.ok_or_else(refusals::not_invited)?;
    let invited = send(platform, &tx, inviting, Some((grant, login))).await?;
    tx.commit().await?;
    Ok(invited)
}

/// The activation e-mail in these words as it would arrive, with a PIN and a link that are none.
///
/// # Errors
/// 404.
pub async fn preview(platform: &Platform, scope: Scope, client: ClientId, wording: &Wording) -> Result<EmailPreview, Problem> {
    let db = platform.db.read();
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let client = clients::find(db, scope, client).await?.ok_or_else(Problem::not_found)?;
    let login = match grants::of_client(db, scope, client.id()).await? {
        Some(grant) => logins::find(db, scope, grant.login()).await?,
        None => None,
    };
    let pin = Secret::new("12345678".chars().take(usize::from(practice.portal().pin_length)).collect::<String>());
    let link = format!("{}/welcome", practice.portal_url(&platform.config));
    let recipient = Recipient {
        to: login.as_ref().map(logins::Model::email).unwrap_or_default(),
        client: Some(client.id()),
        first_name: client.called().into(),
        language: language(&practice, &client, login.as_ref()),
    };
    Ok(email_texts::preview(letter(platform, &practice, wording, recipient, pin, link)))
}

/// The practice, the client, and the address as the client's record spells it.
async fn addressee(
    platform: &Platform,
    scope: Scope,
    client: ClientId,
    asked: &Email,
) -> Result<(practices::Model, clients::Model, Email), Problem> {
    let db = platform.db.read();
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let client = clients::find(db, scope, client).await?.ok_or_else(Problem::not_found)?;
    if !practice.portal().open {
        return Err(refusals::portal_closed());
    }
    let refused = |code, message| Err(Problem::field("/email", code, message));
    let known = clients::emails(db, scope, client.id()).await?.into_iter().find(|email| email.address.key() == asked.key());
    match known {
        None => refused("not_an_address_of_the_client", "This is not one of the client's addresses."),
        Some(ClientEmail { email_ok: false, .. }) => refused("email_not_ok", "E-mail ok is not ticked for this address."),
        Some(known) => Ok((practice, client, Email::from(known.address.as_str().trim()))),
    }
}

/// A transaction that holds the client: two who invite at once do it one after the other.
async fn locked(platform: &Platform, scope: Scope, client: ClientId) -> Result<Tx, Problem> {
    let tx = platform.db.write().await?;
    clients::set_access(&*tx, scope, client, AccessState::Invited).await?;
    Ok(tx)
}

/// Writes the login where there is none, the invitation and its e-mail; the caller commits.
async fn send(
    platform: &Platform,
    tx: &Tx,
    inviting: Inviting<'_>,
    known: Option<(grants::Model, logins::Model)>,
) -> Result<Invited, Problem> {
    let Inviting { practice, actor, client, email, rights, wording, act } = inviting;
    let (scope, now) = (practice.scope(), platform.clock.now());
    let language = language(practice, client, known.as_ref().map(|(_, login)| login));
    let (login, previous) = match known {
        Some((grant, login)) => {
            let previous = invitations::newest(&**tx, scope, client.id()).await?;
            logins::begin_again(&**tx, scope, login.id(), &email).await.map_err(taken)?;
            if let Some(rights) = rights.filter(|rights| *rights != grant.rights()) {
                grants::change(&**tx, scope, &grant, rights).await?;
            }
            close_all_ways(tx, scope, login.id(), now).await?;
            (login.id(), previous)
        }
        None => {
            let login = LoginId(platform.secrets.id(now));
            logins::insert(&**tx, scope, login, &email, language, now).await.map_err(taken)?;
            grants::insert(&**tx, scope, login, client.id(), rights.unwrap_or(practice.portal().usual_rights)).await?;
            (login, None)
        }
    };
    within_limit(tx, practice, client.id(), &email, now).await?;
    let invitation = InvitationId(platform.secrets.id(now));
    let pin = new_pin(&platform.secrets, practice.portal().pin_length, previous.as_ref());
    let (link_token, link_token_hash) = platform.secrets.link_token();
    let link = link::welcome(&platform.config.public_url, &practice.slug(), &link_token, &email);
    let wording = match wording {
        Some(wording) => wording,
        None => email_texts::wording(&**tx, scope, EmailKind::PortalInvitation, language).await?,
    };
    let recipient = Recipient { to: email.clone(), client: Some(client.id()), first_name: client.called().into(), language };
    let mail = outbox::queue(platform, tx, letter(platform, practice, &wording, recipient, pin.clone(), link.clone())).await?;
    let row = invitations::Model {
        practice_id: scope.practice.0,
        id: invitation.0,
        login_id: login.0,
        client_id: client.id,
        email_key: email.key(),
        email: email.as_str().into(),
        pin_mac: pin_of_invitation(&platform.secrets, invitation.0, pin.as_str()),
        link_token_hash,
        tries: 0,
        used_at: None,
        superseded_at: None,
        created_at: now.into(),
        expires_at: Moment::from(now).plus(INVITATION_DAYS * 24 * 3600),
        mail_id: mail.0,
    };
    invitations::insert(&**tx, row).await?;
    practices::lock_slug(&**tx, scope).await?;
    audit::record(platform, &**tx, scope.practice, actor, Act::new(act).client(client.id()).on(invitation)).await?;
    Ok(Invited { invitation, login, email, pin, link_token, link })
}

/// At most three resends on one of the practice's days (A6).
async fn within_limit(tx: &Tx, practice: &practices::Model, client: ClientId, email: &Email, now: Timestamp) -> Result<(), Problem> {
    let sent = invitations::sent(&**tx, practice.scope(), client).await?;
    let zone = letters::zone(practice);
    if !was_invited(&sent, &email.key()) || resends_left(now, &zone, &sent) > 0 {
        return Ok(());
    }
    let mut problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_today", "The invitation was sent again three times today")
        .detail("Try again tomorrow, or make a PIN code and read it out.");
    problem.retry_after = Some(seconds_until_tomorrow(now, &zone));
    Err(problem)
}

/// The address is another login's (A10).
fn taken(error: sea_orm::DbErr) -> Problem {
    if is_taken(&error) {
        Problem::field("/email", "email_taken", "This address already belongs to another portal login of this practice.")
    } else {
        error.into()
    }
}

/// A PIN that is not the one before: whoever types the old one must see that it is dead.
fn new_pin(secrets: &Secrets, digits: u8, previous: Option<&invitations::Model>) -> Secret {
    loop {
        let pin = secrets.digits(usize::from(digits));
        let same = previous.is_some_and(|row| Secrets::same(&pin_of_invitation(secrets, row.id, pin.as_str()), &row.pin_mac));
        if !same {
            return pin;
        }
    }
}

/// The language of the client's e-mails: their login's, their record's, the practice's.
pub(super) fn language(practice: &practices::Model, client: &clients::Model, login: Option<&logins::Model>) -> Language {
    login.map(logins::Model::language).or(client.language()).unwrap_or_else(|| practice.language())
}

fn letter(platform: &Platform, practice: &practices::Model, wording: &Wording, recipient: Recipient, pin: Secret, link: String) -> Letter {
    let until = letters::local_day(practice, Moment::from(platform.clock.now()).plus(INVITATION_DAYS * 24 * 3600).into());
    let day = day_in_words(until, recipient.language);
    let last_day = match recipient.language {
        Language::En => format!("The PIN and the link work until {day}."),
        Language::Es => format!("El PIN y el enlace sirven hasta el {day}."),
    };
    let added = Added::PinAndLink { pin, link, valid: Valid::Days(INVITATION_DAYS) };
    let mut letter = email_texts::letter(practice, &platform.config, EmailKind::PortalInvitation, wording, recipient, added);
    letter.footer.insert(0, last_day);
    letter
}
