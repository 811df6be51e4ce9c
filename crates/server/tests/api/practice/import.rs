//! S3, S9: clients from a file.

use domain::practice::client::{ClientStatus, ListClients};
use domain::practice::client_import::{ClientImport, ImportClients, ImportState, RowOutcome};
use domain::practice::staff::Role;

use crate::harness::{Colleague, House, Refused as _, both_databases, once, refusal, within};

both_databases!(
    s3_a_dry_run_says_what_would_happen_and_writes_nothing,
    s3_good_rows_come_in_duplicates_and_bad_rows_do_not,
    s3_a_second_run_of_the_same_file_adds_nobody,
    s3_a_file_that_cannot_be_read_is_refused_at_once,
    s9_a_long_file_is_worked_through_in_the_background,
);

const FILE: &str = "\u{feff}First name;Last name;Status;Birth date;Email;Email ok;Phone;Text ok;City;Street;Clinician email\r\n\
    Zoë;Núñez;active;1990-04-23;zoe@example.com;yes;+1 212 555 0143;no;New York;31 Maple Street;sam@example.com\r\n\
    Maya;Ortiz;;;maya@example.com;yes;;;;;\r\n\
    Zoë;Nuñez;;1990-04-23;other@example.com;;;;;;\r\n\
    ;Nobody;;;;;;;;;\r\n\
    Tom;Date;;23/04/1990;tom@;perhaps;;;;;\r\n\
    Tom;Strange;;;;;;;;;nobody@example.com\r\n\
    Tom;\"Quoted; \"\"Name\"\"\";prospective;;;;;;;;\r\n";

async fn imports(owner: &Colleague, csv: &str, dry_run: bool) -> ClientImport {
    let begun = owner.import_clients(&once(), &ImportClients { csv: csv.into(), dry_run }).await.expect("begun");
    within(90, "the import", async || {
        let import = owner.get_client_import(begun.id).await.expect("the import");
        (import.state != ImportState::Running).then_some(import)
    })
    .await
}

async fn practice_with_sam(house: &House) -> Colleague {
    let practice = house.practice().await;
    practice.staff("Sam", Role::Clinician).await;
    practice.client("Maya").await;
    practice.owner().clone()
}

fn outcomes(import: &ClientImport) -> Vec<(u32, RowOutcome)> {
    import.rows.iter().map(|row| (row.line, row.outcome)).collect()
}

const EXPECTED: [(u32, RowOutcome); 7] = [
    (2, RowOutcome::Created),
    (3, RowOutcome::Duplicate),
    (4, RowOutcome::Duplicate),
    (5, RowOutcome::Invalid),
    (6, RowOutcome::Invalid),
    (7, RowOutcome::Invalid),
    (8, RowOutcome::Created),
];

async fn s3_a_dry_run_says_what_would_happen_and_writes_nothing(house: House) {
    let owner = practice_with_sam(&house).await;
    let import = imports(&owner, FILE, true).await;
    assert_eq!((import.state, import.dry_run, import.total, import.done), (ImportState::Done, true, 7, 7));
    assert_eq!(outcomes(&import), EXPECTED);
    assert!(import.rows.iter().all(|row| row.client_id.is_none()));
    assert_eq!(house.number("SELECT count(*) FROM clients").await, 1, "Maya, who was there before");
}

async fn s3_good_rows_come_in_duplicates_and_bad_rows_do_not(house: House) {
    let owner = practice_with_sam(&house).await;
    let import = imports(&owner, FILE, false).await;
    assert_eq!((import.created, import.duplicates, import.invalid), (2, 2, 3));
    assert_eq!(outcomes(&import), EXPECTED);
    let wrong = |line: u32| -> Vec<(String, String)> {
        let row = import.rows.iter().find(|row| row.line == line).expect("the row");
        row.errors.iter().map(|error| (error.pointer.clone(), error.code.clone())).collect()
    };
    assert_eq!(wrong(5), [("first_name".into(), "required".into())]);
    let columns: Vec<String> = wrong(6).into_iter().map(|(column, _)| column).collect();
    assert_eq!(columns, ["email_ok", "birth_date", "email"]);
    assert_eq!(wrong(7)[0].0, "clinician_email");

    let zoe = owner.get_client(import.rows[0].client_id.expect("a client")).await.expect("Zoë");
    assert_eq!(zoe.primary_clinician.expect("a clinician").display_name.as_str(), "Sam Hale");
    let (email, phone) = (&zoe.details.emails[0], &zoe.details.phones[0]);
    assert_eq!(
        (email.address.as_str(), email.email_ok, phone.number.as_str(), phone.text_ok),
        ("zoe@example.com", true, "+1 212 555 0143", false)
    );
    assert_eq!(zoe.details.birth_date.map(|date| date.to_string()).as_deref(), Some("1990-04-23"));
    assert_eq!(zoe.details.address.expect("an address").city.as_str(), "New York");
    let found =
        owner.list_clients(&ListClients { status: Some(ClientStatus::Prospective), ..ListClients::default() }).await.expect("a page");
    assert_eq!(found.items[0].display_name.as_str(), "Tom Quoted; \"Name\"");
    assert!(owner.get_audit_chain().await.expect("the chain").whole);
}

async fn s3_a_second_run_of_the_same_file_adds_nobody(house: House) {
    let owner = practice_with_sam(&house).await;
    let file = "first_name,last_name,email\nAna,Ruiz,ana@example.com\nBen,Ruiz,ben@example.com\nAna,Ruiz,ana@example.com\n";
    assert_eq!(imports(&owner, file, false).await.created, 2);
    let again = imports(&owner, file, false).await;
    assert_eq!((again.created, again.duplicates), (0, 3));
    // Two files at once: whoever comes second sees what the first one did.
    let other = "first_name,last_name,email\nCleo,Ruiz,cleo@example.com\nDora,Ruiz,dora@example.com\n";
    let (one, two) = tokio::join!(imports(&owner, other, false), imports(&owner, other, false));
    assert_eq!(one.created + two.created, 2);
    assert_eq!(house.number("SELECT count(*) FROM clients").await, 5);
}

async fn s3_a_file_that_cannot_be_read_is_refused_at_once(house: House) {
    let owner = practice_with_sam(&house).await;
    for (csv, code) in [
        ("", "required"),
        ("first_name,last_name\n", "no_rows"),
        ("first_name,shoe_size\nAna,38\n", "unknown_column"),
        ("first_name,email\nAna,a@example.com\n", "missing_column"),
        ("first_name,last_name,first_name\nAna,Ruiz,Ana\n", "column_twice"),
        ("first_name,last_name\n\"Ana,Ruiz\n", "csv"),
        ("first_name,last_name\nJos\u{fffd},Ruiz\n", "encoding"),
    ] {
        let input = ImportClients { csv: csv.into(), dry_run: true };
        assert_eq!(owner.import_clients(&once(), &input).await.refused_at("/csv"), code, "{csv}");
    }
    assert_eq!(house.number("SELECT count(*) FROM jobs").await, 0);
    let sam = owner.signs_in_as("sam@example.com").await;
    let input = ImportClients { csv: FILE.into(), dry_run: true };
    assert_eq!(sam.import_clients(&once(), &input).await.refused(), refusal(404, "not_found"), "owners and the front desk");
}

async fn s9_a_long_file_is_worked_through_in_the_background(house: House) {
    let owner = practice_with_sam(&house).await;
    // More than one job may do at a time.
    let rows: String = (0..2_100).map(|n| format!("Person{n},Number{n},p{n}@example.com\n")).collect();
    let import = imports(&owner, &format!("first_name,last_name,email\n{rows}"), false).await;
    assert_eq!((import.state, import.total, import.done, import.created), (ImportState::Done, 2_100, 2_100, 2_100));
    assert_eq!(import.rows.len(), 100, "the first hundred good rows are named");
    assert_eq!(house.number("SELECT count(*) FROM clients").await, 2_101);
    assert_eq!(house.number("SELECT count(*) FROM client_imports WHERE sealed_csv IS NOT NULL").await, 0, "the file itself is gone");
}
