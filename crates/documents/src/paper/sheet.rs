//! What the template `document` takes: what was signed or answered, who did, and the page that certifies it.

use domain::documents::{Answers, Block, Content, DocumentKind, Evidence, TrailEvent};
use domain::text::PersonName;
use domain::time::Timestamp;
use jiff::tz::TimeZone;
use pdf::wording;
use platform::Platform;
use platform::problem::Problem;
use practice::{clients, practices};
use serde::Serialize;
use serde_json::Value;

use super::answered::{self, Line};
use super::fitted::fitted;
use super::words::{self, Words};
use crate::store::{documents, signatures};

/// What is signed, with what proves it.
struct Signed {
    evidence: Evidence,
    hash: Vec<u8>,
    signature: Vec<u8>,
    public_key: Vec<u8>,
}

/// What is known of a document when it is set.
struct Facts<'a> {
    practice: &'a str,
    paper: &'static str,
    zone: &'a TimeZone,
    client: PersonName,
    sent_at: Timestamp,
    content: &'a Content,
    answers: &'a Answers,
    /// The client's side first.
    signed: &'a [Signed],
    /// What happened up to the newest signature.
    newest: &'a Evidence,
    /// Where it can be verified.
    address: String,
}

#[derive(Serialize)]
struct Sheet<'a> {
    language: &'static str,
    paper: &'static str,
    practice: &'a str,
    title: &'a str,
    confidential: &'static str,
    page: [&'static str; 2],
    lacking: &'static str,
    facts: Vec<Fact>,
    blocks: Vec<Block>,
    answers: Vec<Line>,
    signing: Signing,
    certificate: Certificate<'a>,
}

/// Something with its name; what is only to be compared, letter by letter, is a code.
#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
    code: bool,
}

#[derive(Serialize)]
struct Signing {
    heading: &'static str,
    names: Vec<Name>,
}

#[derive(Serialize)]
struct Name {
    name: String,
    below: String,
}

#[derive(Serialize)]
struct Certificate<'a> {
    heading: &'static str,
    intro: &'static str,
    parts: Vec<Part>,
    trail: Happened,
    verify: Verify<'a>,
}

#[derive(Serialize)]
struct Part {
    heading: String,
    facts: Vec<Fact>,
}

#[derive(Serialize)]
struct Happened {
    heading: &'static str,
    times: String,
    columns: [&'static str; 4],
    rows: Vec<[String; 4]>,
}

#[derive(Serialize)]
struct Verify<'a> {
    heading: &'static str,
    before: &'static str,
    address: &'a str,
    after: &'static str,
    facts: Vec<Fact>,
    check: &'static str,
}

/// What stands on the paper of `edition` of `document`, and the moment it is made for: that of its newest signature.
///
/// # Errors
/// When something of it was changed, or sealed with a key that is no longer there.
pub async fn of(platform: &Platform, document: &documents::Model, edition: i64) -> Result<(Value, Timestamp), Problem> {
    let (db, scope, secrets) = (platform.db.read(), document.scope(), &platform.secrets);
    let rows = signatures::rows(db, scope, document.id()).await?;
    let newest = rows.iter().find(|row| row.edition == edition).ok_or_else(|| Problem::internal("a document without that signature"))?;
    let mut signed = Vec::new();
    for row in signatures::in_force(&rows, edition) {
        signed.push(Signed {
            evidence: row.evidence(secrets)?,
            hash: row.evidence_hash.clone(),
            signature: row.signature.clone(),
            public_key: row.public_key.clone(),
        });
    }
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let clients = clients::display_names(db, scope, [document.client_id]).await?;
    let facts = Facts {
        practice: &practice.name,
        paper: wording::paper(&practice.currency),
        zone: &TimeZone::get(&practice.zone).unwrap_or(TimeZone::UTC),
        client: clients.get(&document.client_id).cloned().unwrap_or_default(),
        sent_at: document.sent_at.into(),
        content: &document.said(secrets)?,
        answers: &newest.answers(secrets)?,
        signed: &signed,
        newest: &newest.evidence(secrets)?,
        address: format!("{}/verify", practice.portal_url(&platform.config)),
    };
    let sheet = serde_json::to_value(sheet(&facts)).map_err(Problem::internal)?;
    Ok((sheet, newest.signed_at()))
}

fn sheet<'a>(facts: &'a Facts<'a>) -> Sheet<'a> {
    let content = facts.content;
    let fixed = words::of(content.language);
    Sheet {
        language: content.language.tag(),
        paper: facts.paper,
        practice: facts.practice,
        title: &content.title,
        confidential: fixed.confidential,
        page: fixed.page,
        lacking: fixed.lacking,
        facts: head(facts, fixed),
        blocks: fitted(&content.blocks),
        answers: answered::lines(&content.questions, facts.answers, content.language),
        signing: signing(facts, fixed),
        certificate: certificate(facts, fixed),
    }
}

fn fact(name: &'static str, value: impl Into<String>) -> Fact {
    Fact { name, value: value.into(), code: false }
}

fn code(name: &'static str, value: impl Into<String>) -> Fact {
    Fact { name, value: value.into(), code: true }
}

fn day(facts: &Facts<'_>, at: Timestamp) -> String {
    words::day(wording::day_of(at, facts.zone), facts.content.language)
}

fn head(facts: &Facts<'_>, fixed: &Words) -> Vec<Fact> {
    let mut head = vec![fact(fixed.client, facts.client.as_str()), fact(fixed.sent, day(facts, facts.sent_at))];
    if let Some(first) = facts.signed.first() {
        head.push(fact(words::done(&first.evidence, fixed), day(facts, first.evidence.signed_at)));
    }
    head
}

fn signing(facts: &Facts<'_>, fixed: &Words) -> Signing {
    let language = facts.content.language;
    let names = facts.signed.iter().map(|signed| {
        let evidence = &signed.evidence;
        let below = format!("{} · {}", words::capacity(evidence, language), words::moment(evidence.signed_at, facts.zone, language));
        Name { name: evidence.name.as_str().to_owned(), below }
    });
    let heading = if facts.content.kind == DocumentKind::Form { fixed.submission } else { fixed.signatures };
    Signing { heading, names: names.collect() }
}

fn certificate<'a>(facts: &'a Facts<'a>, fixed: &Words) -> Certificate<'a> {
    let mut parts = vec![Part { heading: fixed.document.to_owned(), facts: about(facts, fixed) }];
    parts.extend(facts.signed.iter().map(|signed| proof(facts, signed, fixed)));
    let keys = facts.signed.first().map(|signed| code(fixed.public_key, hex::encode(&signed.public_key)));
    Certificate {
        heading: fixed.certificate,
        intro: fixed.certifies,
        parts,
        trail: happened(facts, fixed),
        verify: Verify {
            heading: fixed.verify,
            before: fixed.how_to_verify[0],
            address: &facts.address,
            after: fixed.how_to_verify[1],
            facts: keys.into_iter().collect(),
            check: fixed.how_to_check,
        },
    }
}

fn about(facts: &Facts<'_>, fixed: &Words) -> Vec<Fact> {
    let newest = facts.newest;
    let mut about = vec![fact(fixed.title, newest.title.clone()), code(fixed.document_id, newest.document_id.to_string())];
    if let (Some(template), Some(version)) = (newest.template_id, newest.template_version) {
        about.push(code(fixed.template, format!("{template}, {} {version}", fixed.version)));
    }
    about.push(code(fixed.content_hash, newest.content_sha256.clone()));
    about.extend(newest.answers_sha256.clone().map(|hash| code(fixed.answers_hash, hash)));
    about
}

/// What proves one signature.
fn proof(facts: &Facts<'_>, signed: &Signed, fixed: &Words) -> Part {
    let (evidence, language) = (&signed.evidence, facts.content.language);
    let said = |text: &str| if text.is_empty() { fixed.not_said.to_owned() } else { text.to_owned() };
    let when = |at: Timestamp| format!("{} ({at})", words::moment(at, facts.zone, language));
    let mut of = vec![
        fact(fixed.name, evidence.name.as_str()),
        fact(fixed.capacity, words::capacity(evidence, language)),
        fact(fixed.when, when(evidence.signed_at)),
        fact(fixed.authentication, evidence.authentication.method.clone()),
        fact(fixed.email, evidence.authentication.email.as_str()),
        fact(fixed.ip, said(evidence.ip.as_ref().map_or("", |ip| ip.as_str()))),
        fact(fixed.browser, said(evidence.user_agent.as_str())),
    ];
    if !evidence.statement.is_empty() {
        of.push(fact(fixed.statement, evidence.statement.clone()));
    }
    of.extend(evidence.electronic_consent_at.map(|at| fact(fixed.consent, when(at))));
    of.extend(evidence.electronic_consent_sha256.clone().map(|hash| code(fixed.consent_hash, hash)));
    of.push(code(fixed.evidence_hash, hex::encode(&signed.hash)));
    of.push(code(fixed.signature, hex::encode(&signed.signature)));
    Part { heading: format!("{}: {}", words::done(evidence, fixed), evidence.name.as_str()), facts: of }
}

fn happened(facts: &Facts<'_>, fixed: &Words) -> Happened {
    let rows = facts.newest.trail.iter().map(|line| {
        let local = line.at.to_zoned(facts.zone.clone()).strftime("%Y-%m-%d %H:%M:%S %Z").to_string();
        let who = line.by.as_ref().map_or(fixed.automatic, PersonName::as_str).to_owned();
        let from = line.ip.as_ref().map_or("", |ip| ip.as_str()).to_owned();
        [local, event(line.event, facts).to_owned(), who, from]
    });
    let zone = facts.zone.iana_name().unwrap_or("UTC").replace('_', " ");
    Happened { heading: fixed.happened, times: format!("{} {zone}", fixed.times), columns: fixed.columns, rows: rows.collect() }
}

fn event(event: TrailEvent, facts: &Facts<'_>) -> &'static str {
    words::event(event, facts.content.language)
}
