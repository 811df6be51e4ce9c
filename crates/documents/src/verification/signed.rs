//! The records of signatures: each as it was sealed and signed, fitting its document, and none of them missing.

use domain::documents::{DocumentKind, Evidence, Part, PartCheck, Trail, TrailEvent};
use platform::Platform;
use platform::secrets::hash;

use super::{Found, check};
use crate::signing_key::SigningKey;
use crate::store::documents::Model;
use crate::store::{signatures, trail};

/// Looks at each of the records `signed` of `document`, whose trail has these `lines`; none where the trail itself is broken
/// and says nothing of them.
pub fn checks(
    platform: &Platform,
    key: Option<&SigningKey>,
    document: &Model,
    signed: &[signatures::Model],
    lines: Option<&[trail::Model]>,
) -> Vec<PartCheck> {
    let shown = |line: &trail::Model| line.shown(&platform.secrets).ok();
    let happened: Option<Vec<Trail>> = lines.and_then(|lines| lines.iter().map(shown).collect());
    let one = |row: &signatures::Model| {
        let found = of_one(platform, key, document, row, happened.as_deref());
        check(Part::Evidence, found.map_err(|what| format!("Signature {}: {what}", row.edition)))
    };
    let mut checks: Vec<_> = signed.iter().map(one).collect();
    checks.extend(lines.and_then(|lines| missing(document, signed, lines)).map(|what| check(Part::Evidence, Err(what))));
    checks
}

fn of_one(platform: &Platform, key: Option<&SigningKey>, document: &Model, row: &signatures::Model, happened: Option<&[Trail]>) -> Found {
    let secrets = &platform.secrets;
    let bytes = row.evidence_bytes(secrets).map_err(|_| "Its record does not open: it was changed, or its key is gone.")?;
    if hash(&bytes) != row.evidence_hash {
        return Err("Its record is not what its hash says.".to_owned());
    }
    let ours = |key: &SigningKey| key.public_key() == row.public_key && key.signed(&row.evidence_hash, &row.signature);
    if !key.is_some_and(ours) {
        return Err("Its record was not signed by this installation.".to_owned());
    }
    let evidence = row.evidence(secrets).map_err(|_| "Its record cannot be read.")?;
    if !fits(document, row, &evidence) {
        return Err("Its record is of something else than this document.".to_owned());
    }
    let answers = row.answers_bytes(secrets).ok().map(|answers| answers.map(|answers| hex::encode(hash(answers))));
    // What does not open is said of the answers.
    if answers.is_some_and(|answers| answers != evidence.answers_sha256) {
        return Err("The answers kept with it are not those it was given for.".to_owned());
    }
    if happened.is_some_and(|happened| !happened.starts_with(&evidence.trail)) {
        return Err("What happened before it is not what its record says.".to_owned());
    }
    Ok(())
}

fn fits(document: &Model, row: &signatures::Model, evidence: &Evidence) -> bool {
    evidence.practice_id.0 == document.practice_id
        && evidence.client_id == document.client()
        && evidence.document_id == document.id()
        && evidence.kind == document.kind()
        && evidence.title == document.title
        && evidence.template_id.map(|id| id.0) == document.template_id
        && evidence.template_version == document.template_version
        && evidence.content_sha256 == hex::encode(&document.content_hash)
        && evidence.role.as_str() == row.role
        && platform::db::Moment::from(evidence.signed_at) == row.signed_at
}

/// What of the records is missing, going by what happened.
fn missing(document: &Model, signed: &[signatures::Model], lines: &[trail::Model]) -> Option<String> {
    let submits = document.kind() == DocumentKind::Form;
    let is_signature = |line: &&trail::Model| match TrailEvent::named(&line.event) {
        Some(TrailEvent::Signed | TrailEvent::Countersigned) => true,
        Some(TrailEvent::Submitted) => submits,
        _ => false,
    };
    let expected = lines.iter().filter(is_signature).count();
    let numbered = signed.iter().zip(1..).all(|(row, number)| row.edition == number);
    if signed.len() != expected || !numbered {
        return Some(format!("There should be {expected} records of signatures, and there are {}.", signed.len()));
    }
    None
}
