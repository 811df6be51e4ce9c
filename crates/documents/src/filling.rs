//! Answering a form, a little at a time, and submitting it (D5, D6).

use access::letters::local_day;
use domain::DocumentId;
use domain::check::Checker;
use domain::documents::state::{Act, Refusal};
use domain::documents::{
    Answers, Capacity, DocumentKind, DocumentState, Question, QuestionKind, SaveMyAnswers, SavedAnswers, SignerRole, SubmitMyForm,
    TrailEvent, answers,
};
use domain::text::PersonName;
use platform::Platform;
use platform::audit;
use platform::caller::Client;
use platform::db::Tx;
use platform::problem::Problem;
use platform::secrets::hash;
use practice::practices;

use crate::evidence::{self, Signer};
use crate::store::documents::{self, Model, canonical};
use crate::store::files;
use crate::store::trail::{self, By};
use crate::{mine, refusals};

/// Keeps the answers that changed; others stay. What changes nothing is kept already.
///
/// The audit log says that answering began, not each answer: they come every two seconds.
///
/// # Errors
/// 404; 409 `document_…` when it is not answered (any more); 422 at `/changes/<key>` for what is no answer.
pub async fn save(platform: &Platform, caller: &Client, id: DocumentId, input: &SaveMyAnswers) -> Result<SavedAnswers, Problem> {
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    let mut row = mine::hold(&*tx, caller, id).await?;
    let begins = row.state() != DocumentState::InProgress;
    row.go_on(Act::Save)?;
    if row.kind() != DocumentKind::Form {
        return Err(refusals::document(Refusal::Kind));
    }
    let questions = row.said(&platform.secrets)?.questions;
    let mut c = Checker::default();
    answers::check_changes(&mut c, &questions, &input.changes);
    refused(c)?;
    let before = row.answers(&platform.secrets)?;
    let after = changed(before.clone(), &input.changes);
    if after != before {
        row.set_answers(&platform.secrets, &after, now)?;
        documents::save(&*tx, &mut row).await?;
        if begins {
            let act = audit::Act::new("document.begun").client(caller.client).on(row.id);
            audit::record(platform, &*tx, caller.practice, caller.actor(), act).await?;
        }
        tx.commit().await?;
    }
    Ok(SavedAnswers { answers_version: row.answers_version, saved_at: row.answered_at.map_or(now, Into::into) })
}

fn changed(mut all: Answers, changes: &Answers) -> Answers {
    for (key, given) in changes {
        if given.is_blank() {
            all.remove(key);
        } else {
            all.insert(key.clone(), given.clone());
        }
    }
    all
}

fn refused(c: Checker) -> Result<(), Problem> {
    let errors = c.into_errors();
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

/// The client is done answering, or sending files. Only what was asked is submitted; of a form it is evidence (D8).
///
/// # Errors
/// 404; 409 `document_…` for how far it is, `answers_changed` when they saw other answers; 422 with each field that is
/// missing or wrong.
pub async fn submit(platform: &Platform, caller: &Client, by: &By, id: DocumentId, input: SubmitMyForm) -> Result<Model, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let mut row = mine::hold(&*tx, caller, id).await?;
    row.go_on(Act::Submit)?;
    if input.answers_version != row.answers_version {
        return Err(refusals::answers_changed());
    }
    let is_form = row.kind() == DocumentKind::Form;
    let signed = if is_form { Some(take_answers(platform, &mut row)?) } else { None };
    if !is_form && files::of(&*tx, scope, row.id()).await?.is_empty() {
        return Err(Problem::field("/files", "required", "Please add at least one file."));
    }
    let practice = practices::get(&*tx, scope).await?.ok_or_else(Problem::not_found)?;
    row.done_at = Some(now.into());
    // Other answers, other proposals.
    row.settled_at = None;
    row.holds_from(local_day(&practice, now));
    trail::write(&*tx, &platform.secrets, &mut row, TrailEvent::Submitted, by, now).await?;
    if let Some(name) = signed {
        prove(platform, &tx, &row, caller, by, name).await?;
    }
    documents::save(&*tx, &mut row).await?;
    let act = audit::Act::new("document.submitted").client(caller.client).on(row.id);
    audit::record(platform, &*tx, scope.practice, caller.actor(), act).await?;
    tx.commit().await?;
    Ok(row)
}

/// Reduces the answers to those that were asked for, and checks them; gives the name that was typed to sign, if there is one.
fn take_answers(platform: &Platform, row: &mut Model) -> Result<Option<PersonName>, Problem> {
    let questions = row.said(&platform.secrets)?.questions;
    let all = row.answers(&platform.secrets)?;
    let mut c = Checker::default();
    answers::check_submission(&mut c, &questions, &all);
    refused(c)?;
    let given = answers::given(&questions, &all);
    row.answers_hash = Some(hash(canonical(&given)?));
    let name = signed_name(&questions, &given);
    if given != all {
        let at = row.answered_at.map_or_else(|| platform.clock.now(), Into::into);
        row.set_answers(&platform.secrets, &given, at)?;
    }
    Ok(name)
}

/// What was typed where the form asks for a signature.
fn signed_name(questions: &[Question], given: &Answers) -> Option<PersonName> {
    let signatures = questions.iter().filter(|question| question.kind == QuestionKind::Signature);
    signatures.filter_map(|question| given.get(&question.key)).map(|answer| answer.text().trim().into()).next()
}

async fn prove(platform: &Platform, tx: &Tx, row: &Model, caller: &Client, by: &By, name: Option<PersonName>) -> Result<(), Problem> {
    let signer = Signer {
        role: SignerRole::Client,
        name: name.or_else(|| by.name.clone()).unwrap_or_default(),
        capacity: Capacity::Self_,
        relationship: "".into(),
        session: caller.session,
    };
    evidence::record(platform, tx, row, signer, by).await
}
