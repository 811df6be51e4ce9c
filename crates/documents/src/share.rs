//! Sending documents to a client (D2, D12): what they say is fixed at that moment.

use access::letters::local_day;
use domain::documents::{Content, DocumentKind, DocumentState, MOST_SHARED, ShareDocuments, TrailEvent};
use domain::practice::audit::ActorKind;
use domain::practice::email_text::EmailKind;
use domain::time::{Date, Timestamp, days_after};
use domain::{ClientId, DocumentId};
use platform::Platform;
use platform::audit::{self, Act};
use platform::db::{Scope, Tx};
use platform::problem::Problem;
use practice::{clients, practices};
use uuid::Uuid;

use crate::content::{self, Values};
use crate::store::documents::{self, Model};
use crate::store::trail::{self, By};
use crate::store::{packets, settings, templates};
use crate::{letter, refusals};

/// What all documents that are sent together have in common.
struct Round<'a> {
    platform: &'a Platform,
    tx: &'a Tx,
    practice: practices::Model,
    client: clients::Model,
    values: Values,
    by: &'a By,
    now: Timestamp,
    today: Date,
    due: Option<Date>,
    shared: Uuid,
}

/// Sends `client` the templates of a packet, then the others, each once, in the transaction of whatever else is done for
/// them. They are told by one e-mail, if they have a way in; who is invited hears of it in the invitation.
///
/// # Errors
/// 404 when there is no such client; 422 at `/packet_id`, `/templates` or `/due`; 409 `template_archived`.
pub async fn share(
    platform: &Platform,
    tx: &Tx,
    scope: Scope,
    client: ClientId,
    by: &By,
    input: &ShareDocuments,
) -> Result<Vec<Model>, Problem> {
    let mut round = Round::begin(platform, tx, scope, client, by).await?;
    if let Some(due) = input.due {
        if due < round.today {
            return Err(Problem::field("/due", "past", "This day is over. Choose a later one."));
        }
        round.due = Some(due);
    }
    let mut chosen = Vec::new();
    if let Some(packet) = input.packet_id {
        let packet = packets::find(&**tx, scope, packet).await?;
        let packet = packet.ok_or_else(|| Problem::field("/packet_id", "packet", "There is no such packet."))?;
        chosen.extend(packet.details.templates.into_iter().map(|id| (id, "/packet_id".to_owned())));
    }
    for (place, id) in input.templates.iter().enumerate() {
        if chosen.iter().all(|(other, _)| other != id) {
            chosen.push((*id, format!("/templates/{place}")));
        }
    }
    if chosen.len() > MOST_SHARED {
        return Err(Problem::field("/templates", "too_many", &format!("At most {MOST_SHARED} at once.")));
    }
    let mut sent = Vec::with_capacity(chosen.len());
    for (place, (id, pointer)) in (0..).zip(chosen) {
        let template = templates::newest(&**tx, scope, id).await?;
        let template = template.ok_or_else(|| Problem::field(&pointer, "template", "There is no such document."))?;
        sent.push(round.send(&template, place).await?);
    }
    letter::tell(platform, tx, &round.practice, client, EmailKind::DocumentsShared).await?;
    for row in &sent {
        note(platform, tx, by, row).await?;
    }
    Ok(sent)
}

/// Writes down in the audit log that it was sent; last, since others wait for that.
///
/// # Errors
/// When the database does not answer.
pub async fn note(platform: &Platform, tx: &Tx, by: &By, row: &Model) -> Result<(), Problem> {
    let act = Act::new("document.sent").client(row.client()).on(row.id);
    Ok(audit::record(platform, &**tx, row.practice_id.into(), by.actor, act).await?)
}

impl<'a> Round<'a> {
    async fn begin(platform: &'a Platform, tx: &'a Tx, scope: Scope, client: ClientId, by: &'a By) -> Result<Self, Problem> {
        let practice = practices::get(&**tx, scope).await?.ok_or_else(Problem::not_found)?;
        let client = clients::find(&**tx, scope, client).await?.ok_or_else(Problem::not_found)?;
        let values = Values::of(&**tx, &practice, &client).await?;
        let now = platform.clock.now();
        let today = local_day(&practice, now);
        let due = settings::read(&**tx, scope).await?.settings.due_after_days.and_then(|days| days_after(today, days.into()));
        Ok(Self { platform, tx, practice, client, values, by, now, today, due, shared: platform.secrets.id(now) })
    }

    /// Sends the newest version of `template` at its `place`.
    async fn send(&self, template: &templates::Newest, place: i64) -> Result<Model, Problem> {
        let Self { platform, tx, now, .. } = *self;
        let details = &template.details;
        if template.archived {
            return Err(refusals::template_archived(details.title()));
        }
        let content = content::make(details, &self.values, self.today);
        let mut row = blank(platform, self.practice.scope(), self.client.id(), &content, now)?;
        row.title = details.title().into();
        row.template_id = Some(template.id.0);
        row.template_version = Some(template.number);
        row.shared_id = self.shared;
        row.place = place;
        row.countersign = details.countersign();
        row.due = self.due.map(|day| day.to_string());
        row.expires_on = details.expire_after_days().and_then(|days| days_after(self.today, days.into())).map(|day| day.to_string());
        row.renew_after_months = details.renew_after_months().map(i64::from);
        write(platform, tx, row, self.by, now).await
    }
}

/// Shares a file called `name` with `client`, to be read (D12). The caller attaches it, and then writes the audit log.
///
/// # Errors
/// 404 when there is no such client.
pub async fn file(platform: &Platform, tx: &Tx, scope: Scope, client: ClientId, by: &By, name: &str) -> Result<Model, Problem> {
    let round = Round::begin(platform, tx, scope, client, by).await?;
    let content = Content { kind: DocumentKind::File, language: round.practice.language(), title: name.into(), ..Content::default() };
    let row = blank(platform, scope, client, &content, round.now)?;
    let sent = write(platform, tx, row, by, round.now).await?;
    letter::tell(platform, tx, &round.practice, client, EmailKind::DocumentsShared).await?;
    Ok(sent)
}

/// Writes a new document, which was sent.
async fn write(platform: &Platform, tx: &Tx, mut row: Model, by: &By, now: Timestamp) -> Result<Model, Problem> {
    row.sent_by = by.actor.id.filter(|_| by.actor.kind == ActorKind::Staff);
    documents::insert(&**tx, &row).await?;
    trail::write(&**tx, &platform.secrets, &mut row, TrailEvent::Sent, by, now).await?;
    documents::save(&**tx, &mut row).await?;
    Ok(row)
}

/// A new document that says `content`, of nothing and due at no time. Its title stands in the content only: a template's
/// is no secret, a file's name may be.
///
/// # Errors
/// 500 when the content cannot be written.
pub fn blank(platform: &Platform, scope: Scope, client: ClientId, content: &Content, now: Timestamp) -> Result<Model, Problem> {
    let id = platform.secrets.id(now);
    let mut row = Model {
        practice_id: scope.practice.0,
        id,
        client_id: client.0,
        kind: content.kind.as_str().into(),
        title: String::new(),
        template_id: None,
        template_version: None,
        shared_id: id,
        place: 0,
        state: DocumentState::Sent.as_str().into(),
        sealed_content: Vec::new(),
        content_hash: Vec::new(),
        sealed_answers: None,
        answers_version: 0,
        answered_at: None,
        answers_hash: None,
        sealed_note: None,
        countersign: false,
        due: None,
        expires_on: None,
        renews_on: None,
        renew_after_months: None,
        reminded: 0,
        sent_by: None,
        sent_at: now.into(),
        viewed_at: None,
        read_at: None,
        done_at: None,
        settled_at: None,
        renewed_at: None,
        trail_length: 0,
        trail_hash: trail::first_hash(DocumentId(id)),
        version: 0,
    };
    row.set_content(&platform.secrets, content)?;
    Ok(row)
}
