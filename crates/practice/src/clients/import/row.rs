//! From a row to a client, and when two rows are the same person.

use domain::practice::client::{ClientEmail, ClientInput, ClientPhone, ClientStatus, ContactKind};
use domain::practice::office::PostalAddress;
use domain::text::Email;
use domain::time::Date;
use domain::{Check as _, FieldError};

use super::file::Row;
use crate::names;

/// What a row says, checked; the clinician by their e-mail address, to be looked up.
pub struct Said {
    /// The client.
    pub input: ClientInput,
    /// The address of their primary clinician.
    pub clinician: Option<Email>,
}

/// Something wrong in `column`.
pub fn wrong(column: &str, code: &str, message: &str) -> FieldError {
    FieldError { pointer: column.into(), code: code.into(), message: message.into() }
}

/// Reads a row.
///
/// # Errors
/// All that is wrong with it, column by column.
pub fn read(row: &Row) -> Result<Said, Vec<FieldError>> {
    if !row.whole {
        return Err(vec![wrong("", "cells", "This row has more or fewer cells than the header.")]);
    }
    let mut errors = Vec::new();
    let (email_ok, text_ok, voicemail_ok) =
        (yes(row, "email_ok", &mut errors), yes(row, "text_ok", &mut errors), yes(row, "voicemail_ok", &mut errors));
    let cell = |column: &str| Some(row.cell(column)).filter(|cell| !cell.is_empty());
    let status = status(row.cell("status"), &mut errors);
    let birth_date = cell("birth_date").and_then(|text| {
        let date = iso_date(text);
        if date.is_none() {
            errors.push(wrong("birth_date", "date", "Write dates as YYYY-MM-DD, such as 1990-04-23."));
        }
        date
    });
    let address = PostalAddress {
        street: row.cell("street").into(),
        unit: row.cell("unit").into(),
        city: row.cell("city").into(),
        region: row.cell("region").into(),
        postal_code: row.cell("postal_code").into(),
        country: row.cell("country").into(),
    };
    let input = ClientInput {
        first_name: row.cell("first_name").into(),
        last_name: row.cell("last_name").into(),
        preferred_name: row.cell("preferred_name").into(),
        status,
        birth_date,
        emails: cell("email")
            .map(|address| ClientEmail { address: address.into(), kind: ContactKind::Home, email_ok })
            .into_iter()
            .collect(),
        phones: cell("phone")
            .map(|number| ClientPhone { number: number.into(), kind: ContactKind::Mobile, text_ok, voicemail_ok })
            .into_iter()
            .collect(),
        address: (!address.is_blank()).then_some(address),
        primary_clinician_id: None,
        language: None,
    };
    errors.extend(input.errors().into_iter().map(|error| FieldError { pointer: column_of(&error.pointer), ..error }));
    let clinician = cell("clinician_email").map(Email::from);
    if errors.is_empty() { Ok(Said { input, clinician }) } else { Err(errors) }
}

/// The column that a pointer into the record comes from.
fn column_of(pointer: &str) -> String {
    match pointer.trim_start_matches('/').split('/').collect::<Vec<_>>().as_slice() {
        ["emails", ..] => "email".into(),
        ["phones", ..] => "phone".into(),
        ["address", part] => (*part).into(),
        parts => parts.concat(),
    }
}

fn status(cell: &str, errors: &mut Vec<FieldError>) -> ClientStatus {
    if cell.is_empty() {
        return ClientStatus::Active;
    }
    let known = ClientStatus::ALL.into_iter().find(|status| status.as_str().eq_ignore_ascii_case(cell));
    known.unwrap_or_else(|| {
        errors.push(wrong("status", "status", "Write active, inactive or prospective."));
        ClientStatus::Active
    })
}

/// Yes or no, as spreadsheets and people write it; nothing means no.
fn yes(row: &Row, column: &str, errors: &mut Vec<FieldError>) -> bool {
    match row.cell(column).to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "sí" | "si" => true,
        "" | "no" | "n" | "false" | "0" => false,
        _ => {
            errors.push(wrong(column, "yes_or_no", "Write yes or no."));
            false
        }
    }
}

fn iso_date(text: &str) -> Option<Date> {
    let form = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    if form { text.parse().ok() } else { None }
}

/// What tells a person apart: name and an e-mail address, or name and birth date. Two who share a mark are taken for one.
pub fn marks(sort_key: &str, emails: impl IntoIterator<Item = String>, birth_date: Option<&str>) -> Vec<String> {
    let by_address = emails.into_iter().map(|key| format!("{sort_key}\n@{key}"));
    by_address.chain(birth_date.map(|date| format!("{sort_key}\n*{date}"))).collect()
}

/// The marks of a client to be.
pub fn marks_of(input: &ClientInput) -> Vec<String> {
    let sort_key = names::sort_key(input.first_name.as_str(), input.last_name.as_str());
    let born = input.birth_date.map(|date| date.to_string());
    marks(&sort_key, input.emails.iter().map(|email| email.address.key()), born.as_deref())
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    fn one(header: &str, row: &str) -> Result<Said, Vec<FieldError>> {
        read(&file::read(&format!("{header}\n{row}\n")).expect("readable").rows[0])
    }

    fn wrong_columns(header: &str, row: &str) -> Vec<(String, String)> {
        one(header, row).err().expect("refused").into_iter().map(|error| (error.pointer, error.code)).collect()
    }

    #[test]
    fn a_full_row_becomes_a_client() {
        let header = "first_name,last_name,preferred_name,status,birth_date,email,email_ok,phone,text_ok,voicemail_ok,street,city,country,clinician_email";
        let said = one(
            header,
            "Maya,Lopez,May,Prospective,1990-04-23,maya@example.com,Yes,+1 607 555 0143,1,no,12 Maple,Ithaca,US,jo@example.com",
        )
        .expect("a client");
        assert_eq!(
            (said.input.status, said.input.birth_date.map(|date| date.to_string()).as_deref()),
            (ClientStatus::Prospective, Some("1990-04-23"))
        );
        assert!(said.input.emails[0].email_ok && said.input.phones[0].text_ok && !said.input.phones[0].voicemail_ok);
        assert_eq!(said.clinician.expect("a clinician").as_str(), "jo@example.com");
        let bare = one("first_name,last_name", "Sam,Ruiz").expect("a client").input;
        assert_eq!((bare.status, bare.emails.len(), bare.phones.len(), bare.address), (ClientStatus::Active, 0, 0, None));
    }

    #[test]
    fn what_is_wrong_is_named_by_its_column() {
        let found = wrong_columns(
            "first_name,last_name,email,phone,country,birth_date,status,email_ok",
            ",Lopez,maya@,call me,USA,04/23/1990,gone,maybe",
        );
        let columns: Vec<&str> = found.iter().map(|(column, _)| column.as_str()).collect();
        assert_eq!(columns, ["email_ok", "status", "birth_date", "first_name", "email", "phone", "country"]);
        assert_eq!(wrong_columns("first_name,last_name", "Maya"), [(String::new(), "cells".to_owned())]);
        assert_eq!(wrong_columns("first_name,last_name,birth_date", "Maya,Lopez,1990-02-30")[0].1, "date");
    }

    #[test]
    fn the_same_name_with_the_same_address_or_birth_date_is_the_same_person() {
        let header = "first_name,last_name,email,birth_date";
        let marks = |row: &str| marks_of(&one(header, row).expect("a client").input);
        let known = marks("Maya,López,Maya@Example.com,1990-04-23");
        let same = |row: &str| marks(row).iter().any(|mark| known.contains(mark));
        assert!(same("MAYA,Lopez,maya@example.com,"));
        assert!(same("Maya,Lopez,other@example.com,1990-04-23"));
        assert!(!same("Maya,Lopez,other@example.com,1991-04-23"));
        assert!(!same("Maya,Lopez,,"));
        assert!(!same("Ana,Lopez,maya@example.com,1990-04-23"));
    }
}
