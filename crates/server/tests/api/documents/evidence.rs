//! D8: whatever of a document is changed behind the program's back shows, part by part, to the practice and on the command
//! line.

use std::process::Command;

use domain::DocumentId;
use domain::documents::{Content, CountersignDocument, DocumentTemplateInput, Part};
use platform::secrets::hash;
use sea_orm::{ConnectionTrait as _, Statement, Value};

use super::scene::{Scene, consent, line};
use crate::harness::{House, Kind, both_databases, once};

both_databases!(
    d8_nothing_is_wrong_with_what_nobody_touched,
    d8_one_changed_byte_of_what_is_kept_names_its_part,
    d8_what_is_missing_or_was_added_names_its_part,
    d8_who_has_the_master_key_and_changes_what_was_shown_still_shows,
    d8_a_changed_line_of_the_audit_log_shows_on_the_command_line,
    d8_everything_is_whole_under_another_master_key,
);

/// A consent that both sides signed, a form, and a file: each with all its parts.
struct Kept {
    scene: Scene,
    consent: DocumentId,
    form: DocumentId,
    files: DocumentId,
}

impl Kept {
    async fn all(house: &House) -> Self {
        house.mail_does_not_matter();
        let scene = Scene::open(house).await;
        let input = DocumentTemplateInput { countersign: true, ..consent("Agreement") };
        let template = scene.robin().create_document_template(&once(), &input).await.expect("written").id;
        let consent = scene.sends(&[template]).await[0];
        scene.signs(consent).await;
        scene.robin().countersign_document(&once(), consent, &CountersignDocument { name: "Robin Reed".into() }).await.expect("signed");
        let form = scene.sends_form(vec![line("city")]).await;
        scene.answers(form, &[("city", "Dryden")]).await;
        scene.submits(form).await.expect("submitted");
        let files = scene.sends_request_for_files().await;
        scene.browser.upload_my_document_file(&once(), files, "a.txt", b"a".to_vec()).await.expect("kept");
        scene.submits(files).await.expect("handed in");
        house.papers_are_made().await;
        Self { scene, consent, form, files }
    }

    /// The parts of a document that are not as they were.
    async fn broken(&self, id: DocumentId) -> Vec<Part> {
        let found = self.scene.robin().verify_document(id).await.expect("looked at");
        assert_eq!(found.whole, found.checks.iter().all(|check| check.whole));
        for check in &found.checks {
            assert_eq!(check.whole, check.detail.is_empty(), "{:?}", check.part);
        }
        found.checks.into_iter().filter(|check| !check.whole).map(|check| check.part).collect()
    }

    async fn all_is_whole(&self) {
        for id in [self.consent, self.form, self.files] {
            assert_eq!(self.broken(id).await, []);
        }
    }

    /// Exactly this part of this document is broken, by the API and by the program.
    async fn names(&self, what: &str, id: DocumentId, part: Part) {
        for other in [self.consent, self.form, self.files] {
            let broken = self.broken(other).await;
            assert!(
                if other == id { !broken.is_empty() && broken.iter().all(|one| *one == part) } else { broken.is_empty() },
                "{what}: {broken:?}"
            );
        }
        let (fine, said) = verify(&self.scene.house);
        let line = format!("document {id}: {}: ", part.as_str());
        assert!(!fine && said.lines().all(|said| said.starts_with(&line)) && said.contains(&line), "{what}: {said}");
        for personal in ["Maya", "Ortiz", "Dryden", "example.com"] {
            assert!(!said.contains(personal), "{said}");
        }
    }
}

/// `anteroom verify` beside the house that serves: whether it found nothing, and what it said.
fn verify(house: &House) -> (bool, String) {
    let config = &house.platform().config;
    let mut command = Command::new(env!("CARGO_BIN_EXE_anteroom"));
    command
        .arg("verify")
        .current_dir(&config.data_dir)
        .env_clear()
        .env("ANTEROOM_DATA_DIR", &config.data_dir)
        .env("ANTEROOM_MASTER_KEY", config.master_key.as_deref().unwrap_or_default())
        .env("ANTEROOM_MAILBOX", "true");
    if let Some(url) = &config.database_url {
        command.env("ANTEROOM_DATABASE_URL", url);
    }
    let done = command.output().expect("the program runs");
    (done.status.success(), String::from_utf8_lossy(&done.stdout).into_owned())
}

/// Bytes of one row, which are put back afterwards.
struct Cell<'a> {
    house: &'a House,
    table: &'a str,
    column: &'a str,
    of: String,
}

impl Cell<'_> {
    async fn read(&self) -> Vec<u8> {
        let db = self.house.platform().db.read();
        let sql = format!("SELECT {} FROM {} WHERE {}", self.column, self.table, self.of);
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("a query");
        assert_eq!(rows.len(), 1, "{}.{} where {}", self.table, self.column, self.of);
        rows[0].try_get_by_index(0).expect("bytes")
    }

    async fn write(&self, bytes: Vec<u8>) {
        let tx = self.house.platform().db.write().await.expect("a transaction");
        let sql = format!("UPDATE {} SET {} = $1 WHERE {}", self.table, self.column, self.of);
        let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, [Value::from(bytes)]);
        assert_eq!(tx.execute_raw(statement).await.expect("a change").rows_affected(), 1);
        tx.commit().await.expect("committed");
    }

    /// Turns a bit of it over; gives what was there.
    async fn bend(&self) -> Vec<u8> {
        let before = self.read().await;
        let mut bent = before.clone();
        let middle = bent.len() / 2;
        bent[middle] ^= 0x10;
        self.write(bent).await;
        before
    }
}

/// An id as SQL compares it.
fn sql(house: &House, id: DocumentId) -> String {
    match house.kind() {
        Kind::Sqlite => format!("X'{}'", hex::encode(id.0.as_bytes())),
        Kind::Postgres => format!("'{id}'::uuid"),
    }
}

async fn d8_nothing_is_wrong_with_what_nobody_touched(house: House) {
    let kept = Kept::all(&house).await;
    kept.all_is_whole().await;
    let parts = |found: domain::documents::Verification| found.checks.into_iter().map(|check| check.part).collect::<Vec<_>>();
    let of = async |id| parts(kept.scene.robin().verify_document(id).await.expect("looked at"));
    let both = [Part::Content, Part::Evidence, Part::Evidence, Part::Trail, Part::Pdf, Part::Pdf];
    assert_eq!(of(kept.consent).await, both);
    assert_eq!(of(kept.form).await, [Part::Content, Part::Answers, Part::Evidence, Part::Trail, Part::Pdf]);
    assert_eq!(of(kept.files).await, [Part::Content, Part::Trail, Part::File]);
    let events = house.number("SELECT count(*) FROM audit_events").await;
    assert_eq!(verify(&house), (true, format!("Everything is as it was: 3 documents, {events} events\n")));
}

async fn d8_one_changed_byte_of_what_is_kept_names_its_part(house: House) {
    let kept = Kept::all(&house).await;
    let (consent, form, files) = (sql(&house, kept.consent), sql(&house, kept.form), sql(&house, kept.files));
    let first = |id: &str| format!("document_id = {id} AND edition = 1");
    let pdf = format!("place = 0 AND file_id = (SELECT file_id FROM document_pdfs WHERE {})", first(&form));
    let file = format!("place = 0 AND file_id = (SELECT file_id FROM document_files WHERE document_id = {files})");
    for (table, column, of, id, part) in [
        ("documents", "sealed_content", format!("id = {consent}"), kept.consent, Part::Content),
        ("documents", "sealed_answers", format!("id = {form}"), kept.form, Part::Answers),
        ("documents", "answers_hash", format!("id = {form}"), kept.form, Part::Answers),
        ("documents", "trail_hash", format!("id = {files}"), kept.files, Part::Trail),
        ("document_signatures", "sealed_answers", first(&form), kept.form, Part::Answers),
        ("document_signatures", "sealed_evidence", first(&consent), kept.consent, Part::Evidence),
        ("document_signatures", "evidence_hash", first(&consent), kept.consent, Part::Evidence),
        ("document_signatures", "signature", format!("document_id = {consent} AND edition = 2"), kept.consent, Part::Evidence),
        ("document_signatures", "public_key", first(&form), kept.form, Part::Evidence),
        ("document_trail", "sealed_details", format!("document_id = {form} AND seq = 1"), kept.form, Part::Trail),
        ("document_trail", "hash", format!("document_id = {consent} AND seq = 2"), kept.consent, Part::Trail),
        ("file_chunks", "sealed", pdf, kept.form, Part::Pdf),
        ("document_pdfs", "hash", first(&form), kept.form, Part::Pdf),
        ("document_pdfs", "signature", first(&consent), kept.consent, Part::Pdf),
        ("file_chunks", "sealed", file, kept.files, Part::File),
    ] {
        let cell = Cell { house: &house, table, column, of };
        let before = cell.bend().await;
        kept.names(&format!("{table}.{column}"), id, part).await;
        cell.write(before).await;
    }
    kept.all_is_whole().await;
    assert!(verify(&house).0);
}

async fn d8_what_is_missing_or_was_added_names_its_part(house: House) {
    let kept = Kept::all(&house).await;
    let (consent, form) = (sql(&house, kept.consent), sql(&house, kept.form));
    // What says when, and what, is part of what is hashed.
    for (change, back, id, part) in [
        ("UPDATE document_trail SET at = at + 1 WHERE document_id = {} AND seq = 2", "at = at - 1", kept.consent, Part::Trail),
        ("UPDATE document_trail SET event = 'opened' WHERE document_id = {} AND seq = 1", "event = 'sent'", kept.form, Part::Trail),
    ] {
        let change = change.replace("{}", &sql(&house, id));
        assert_eq!(house.tamper(&change).await, 1);
        kept.names(&change, id, part).await;
        let (of, to) = (change.split_once(" WHERE ").expect("a condition").1, format!("UPDATE document_trail SET {back}"));
        house.tamper(&format!("{to} WHERE {of}")).await;
    }
    kept.all_is_whole().await;
    // A document whose title or template is another by now is not the one that was signed.
    house.tamper(&format!("UPDATE documents SET title = 'Another' WHERE id = {consent}")).await;
    kept.names("its title", kept.consent, Part::Evidence).await;
    house.tamper(&format!("UPDATE documents SET title = 'Agreement' WHERE id = {consent}")).await;
    // The record of a signature is gone, with the PDF that had it.
    house.tamper(&format!("DELETE FROM document_pdfs WHERE document_id = {consent} AND edition = 2")).await;
    house.tamper(&format!("DELETE FROM document_signatures WHERE document_id = {consent} AND edition = 2")).await;
    kept.names("its second signature", kept.consent, Part::Evidence).await;
    // A piece of a PDF is gone.
    let pieces = format!("DELETE FROM file_chunks WHERE file_id = (SELECT file_id FROM document_pdfs WHERE document_id = {form})");
    assert_eq!(house.tamper(&pieces).await, 1);
    assert_eq!(kept.broken(kept.form).await, [Part::Pdf]);
    // The last line of what happened is gone, and the document says that there never was one.
    house.tamper(&format!("DELETE FROM document_trail WHERE document_id = {form} AND seq = 2")).await;
    let hash = format!("(SELECT hash FROM document_trail WHERE document_id = {form} AND seq = 1)");
    house.tamper(&format!("UPDATE documents SET trail_length = 1, trail_hash = {hash} WHERE id = {form}")).await;
    assert!(kept.broken(kept.form).await.contains(&Part::Evidence), "the record of the submission knows of it");
}

async fn d8_who_has_the_master_key_and_changes_what_was_shown_still_shows(house: House) {
    let kept = Kept::all(&house).await;
    let secrets = &house.platform().secrets;
    let practice = house.platform().db.read();
    let practice = practices(practice).await;
    let name = format!("document_content:{practice}:{}", kept.consent.0);
    let of = || format!("id = {}", sql(&house, kept.consent));
    let sealed = Cell { house: &house, table: "documents", column: "sealed_content", of: of() };
    let hashed = Cell { house: &house, table: "documents", column: "content_hash", of: of() };
    let before = secrets.unseal(&name, &sealed.read().await).expect("opens");
    let mut content: Content = serde_json::from_slice(&before).expect("what was shown");
    content.statement = "I agree to anything.".into();
    let changed = documents::store::documents::canonical(&content).expect("JSON");
    sealed.write(secrets.seal(&name, changed.as_bytes())).await;
    kept.names("other words", kept.consent, Part::Content).await;
    hashed.write(hash(&changed)).await;
    kept.names("other words and their hash", kept.consent, Part::Evidence).await;
}

async fn practices(db: &impl sea_orm::ConnectionTrait) -> uuid::Uuid {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), "SELECT id FROM practices")).await;
    row.expect("a query").expect("a practice").try_get_by_index(0).expect("an id")
}

async fn d8_a_changed_line_of_the_audit_log_shows_on_the_command_line(house: House) {
    let kept = Kept::all(&house).await;
    house.tamper("UPDATE audit_events SET act = 'client.exported' WHERE sequence = 3").await;
    let (fine, said) = verify(&house);
    let practice = practices(house.platform().db.read()).await;
    assert_eq!((fine, said.trim()), (false, &*format!("practice {practice}: audit: Line 3 is not as it was written, or is missing.")));
    kept.all_is_whole().await;
}

async fn d8_everything_is_whole_under_another_master_key(house: House) {
    let kept = Kept::all(&house).await;
    let pdf = kept.scene.browser.get_my_document_pdf(kept.consent).await.expect("the file");
    let here = house.platform();
    let old = here.config.master_key.clone().expect("a key");
    let newer = platform::secrets::fresh_key(2);
    let with = async |keys: &str| {
        let config = platform::config::Config { master_key: Some(keys.to_owned()), ..(*here.config).clone() };
        platform::Platform::start(config, here.clock.clone(), platform::secrets::Entropy::system()).await.expect("another process")
    };
    let both = with(&format!("{newer}\n{old}")).await;
    let done = platform::secrets::reseal::reseal(&both, &anteroom::verbs::sealed()).await.expect("sealed anew");
    assert!(done.values > 0 && done.unopened == 0, "{done:?}");
    let new = with(&newer).await;
    let scope = platform::db::Scope { practice: practices(new.db.read()).await.into() };
    for id in [kept.consent, kept.form, kept.files] {
        let document = documents::store::documents::find(new.db.read(), scope, id).await.expect("a query").expect("there");
        let found = documents::verification::document(&new, new.db.read(), &document).await.expect("looked at");
        let broken: Vec<_> = found.checks.iter().filter(|check| !check.whole).map(|check| (check.part, &check.detail)).collect();
        assert_eq!(broken, []);
    }
    assert!(documents::verification::signed_here(&new, scope, &hash(&pdf)).await.expect("an answer"));
}
