//! What answers would change of the client's record (D9). Nothing of it is taken over by itself: staff accept it field by
//! field.

use domain::check::{Check as _, FieldError};
use domain::documents::answers::given;
use domain::documents::{Answers, Content, FieldOf, Proposal, ProposedField};
use domain::practice::client::{ClientInput, ClientPhone, ContactKind};
use domain::text::PersonalText;
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::{Scope, Tx};
use platform::etag::etag;
use platform::problem::Problem;
use practice::clients;
use sea_orm::ConnectionTrait;

use crate::refusals;
use crate::store::documents::Model;

/// What was answered about the client's record: each field once, in the order of the questions.
fn answered(content: &Content, answers: &Answers) -> Vec<(FieldOf, String)> {
    let given = given(&content.questions, answers);
    let mut fields: Vec<(FieldOf, String)> = Vec::new();
    for question in &content.questions {
        let text = given.get(&question.key).map_or("", |answer| answer.text().trim());
        if let Some(field) = question.field.filter(|field| !text.is_empty() && fields.iter().all(|(known, _)| known != field)) {
            fields.push((field, text.to_owned()));
        }
    }
    fields
}

/// Those of the fields that are answered otherwise than `record` says.
fn differing(answered: Vec<(FieldOf, String)>, record: &ClientInput) -> Vec<ProposedField> {
    let fields = answered.into_iter().map(|(field, proposed)| (field, said(record, field), proposed));
    let differ = fields.filter(|(_, now, proposed)| now.trim() != proposed);
    differ.map(|(field, now, proposed)| ProposedField { field, now: now.into(), proposed: proposed.into() }).collect()
}

/// What `record` says.
fn said(record: &ClientInput, field: FieldOf) -> String {
    let address = |part: fn(&domain::practice::office::PostalAddress) -> &PersonalText| {
        record.address.as_ref().map_or(String::new(), |address| part(address).as_str().into())
    };
    match field {
        FieldOf::FirstName => record.first_name.as_str().into(),
        FieldOf::LastName => record.last_name.as_str().into(),
        FieldOf::PreferredName => record.preferred_name.as_str().into(),
        FieldOf::BirthDate => record.birth_date.map(|date| date.to_string()).unwrap_or_default(),
        FieldOf::Phone => record.phones.first().map_or(String::new(), |phone| phone.number.as_str().into()),
        FieldOf::Street => address(|address| &address.street),
        FieldOf::Unit => address(|address| &address.unit),
        FieldOf::City => address(|address| &address.city),
        FieldOf::Region => address(|address| &address.region),
        FieldOf::PostalCode => address(|address| &address.postal_code),
    }
}

/// Writes `text` into `record`; false where it cannot stand there.
fn write(record: &mut ClientInput, field: FieldOf, text: &str) -> bool {
    match field {
        FieldOf::FirstName => record.first_name = text.into(),
        FieldOf::LastName => record.last_name = text.into(),
        FieldOf::PreferredName => record.preferred_name = text.into(),
        FieldOf::BirthDate => match text.parse() {
            Ok(date) => record.birth_date = Some(date),
            Err(_) => return false,
        },
        FieldOf::Phone => match record.phones.first_mut() {
            // What was agreed to about the number before was not about this one.
            Some(first) => *first = ClientPhone { kind: first.kind, ..unasked(text) },
            None => record.phones.push(unasked(text)),
        },
        FieldOf::Street => record.address.get_or_insert_default().street = text.into(),
        FieldOf::Unit => record.address.get_or_insert_default().unit = text.into(),
        FieldOf::City => record.address.get_or_insert_default().city = text.into(),
        FieldOf::Region => record.address.get_or_insert_default().region = text.into(),
        FieldOf::PostalCode => record.address.get_or_insert_default().postal_code = text.into(),
    }
    true
}

/// A number that nobody agreed to texts or voicemail at.
fn unasked(number: &str) -> ClientPhone {
    ClientPhone { number: number.into(), kind: ContactKind::Other, text_ok: false, voicemail_ok: false }
}

/// Where the record says what is wrong with a field.
fn pointer(field: FieldOf) -> &'static str {
    match field {
        FieldOf::FirstName => "/first_name",
        FieldOf::LastName => "/last_name",
        FieldOf::PreferredName => "/preferred_name",
        FieldOf::BirthDate => "/birth_date",
        FieldOf::Phone => "/phones/0/number",
        FieldOf::Street => "/address/street",
        FieldOf::Unit => "/address/unit",
        FieldOf::City => "/address/city",
        FieldOf::Region => "/address/region",
        FieldOf::PostalCode => "/address/postal_code",
    }
}

/// `record` with the fields to `accept` taken over from what was `answered`.
///
/// # Errors
/// 422 at `/accept/<i>` for each that was not answered, or that the record would refuse.
fn accepted(record: &ClientInput, answered: &[(FieldOf, String)], accept: &[FieldOf]) -> Result<ClientInput, Problem> {
    let mut after = record.clone();
    let mut errors = Vec::new();
    let mut fail = |place: usize, code: &str, message: &str| {
        let error = FieldError { pointer: format!("/accept/{place}"), code: code.into(), message: message.into() };
        errors.push((place, error));
    };
    for (place, field) in accept.iter().enumerate() {
        match answered.iter().find(|(known, _)| known == field) {
            None => fail(place, "not_proposed", "The answers say nothing about this."),
            Some((_, text)) if !write(&mut after, *field, text) => fail(place, "date", "This is no date."),
            Some(_) => {}
        }
    }
    // What else is in the record was there before: it stands in nobody's way here.
    let wrong = after.errors();
    for (place, field) in accept.iter().enumerate() {
        if let Some(error) = wrong.iter().find(|error| error.pointer == pointer(*field)) {
            fail(place, &error.code, &error.message);
        }
    }
    errors.sort_by_key(|(place, _)| *place);
    let errors: Vec<FieldError> = errors.into_iter().map(|(_, error)| error).collect();
    if errors.is_empty() { Ok(after) } else { Err(Problem::invalid(errors)) }
}

/// What the answers that were submitted with `row` would change.
///
/// # Errors
/// When the database does not answer, or something sealed was changed.
pub async fn of(db: &impl ConnectionTrait, scope: Scope, row: &Model, content: &Content, answers: &Answers) -> Result<Proposal, Problem> {
    let settled_at = row.settled_at.map(Into::into);
    let answered = answered(content, answers);
    if settled_at.is_some() || answered.is_empty() {
        return Ok(Proposal { fields: Vec::new(), settled_at });
    }
    let client = clients::find(db, scope, row.client()).await?.ok_or_else(Problem::not_found)?;
    let record = clients::to_wire(db, scope, &client).await?.details;
    Ok(Proposal { fields: differing(answered, &record), settled_at })
}

/// Takes over the fields to `accept` into the client's record, and leaves the others; `row` is held, and the caller saves it.
///
/// # Errors
/// 409 `settled` when somebody was first; 422 at `/accept/<i>`.
pub async fn settle(platform: &Platform, tx: &Tx, scope: Scope, actor: Actor, row: &mut Model, accept: &[FieldOf]) -> Result<(), Problem> {
    if row.settled_at.is_some() {
        return Err(refusals::settled());
    }
    let answered = answered(&row.said(&platform.secrets)?, &row.answers(&platform.secrets)?);
    let client = clients::hold(&**tx, scope, row.client()).await?.ok_or_else(Problem::not_found)?;
    let before = clients::to_wire(&**tx, scope, &client).await?.details;
    let after = accepted(&before, &answered, accept)?;
    row.settled_at = Some(platform.clock.now().into());
    if after == before {
        return Ok(());
    }
    if !clients::save(platform, &**tx, scope, client.id(), client.version, &after).await? {
        return Err(Problem::stale(etag(client.version + 1)));
    }
    audit::record(platform, &**tx, scope.practice, actor, Act::new("client.updated").client(client.id())).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::documents::{Question, QuestionKind, ShowIf};
    use domain::practice::client::ClientStatus;
    use domain::practice::office::PostalAddress;

    use super::*;

    fn asks(key: &str, kind: QuestionKind, field: FieldOf) -> Question {
        Question { field: Some(field), ..Question::new(key, kind, key) }
    }

    fn content() -> Content {
        let short = QuestionKind::ShortText;
        let moved = Question::new("moved", QuestionKind::YesNo, "Did you move?");
        let only_if = ShowIf { question: "moved".into(), is: vec!["yes".into()] };
        let street = Question { show_if: Some(only_if), ..asks("street", short, FieldOf::Street) };
        let questions = vec![
            asks("first", short, FieldOf::FirstName),
            asks("birth", QuestionKind::Date, FieldOf::BirthDate),
            asks("phone", short, FieldOf::Phone),
            moved,
            street,
            asks("city", short, FieldOf::City),
        ];
        Content { questions, ..Content::default() }
    }

    fn record() -> ClientInput {
        ClientInput {
            first_name: "Maya".into(),
            last_name: "Lopez".into(),
            preferred_name: "".into(),
            status: ClientStatus::Active,
            birth_date: None,
            emails: vec![],
            phones: vec![ClientPhone { kind: ContactKind::Home, text_ok: true, voicemail_ok: true, ..unasked("607 555 0101") }],
            address: Some(PostalAddress { city: "Ithaca".into(), ..PostalAddress::default() }),
            primary_clinician_id: None,
            language: None,
        }
    }

    fn answers(given: &[(&str, &str)]) -> Answers {
        given.iter().map(|(key, text)| ((*key).to_owned(), (*text).into())).collect()
    }

    fn proposed(given: &[(&str, &str)]) -> Vec<(FieldOf, String)> {
        answered(&content(), &answers(given))
    }

    #[test]
    fn d9_only_what_differs_is_proposed() {
        let given = [("first", " Maya "), ("birth", "1990-04-02"), ("phone", ""), ("moved", "no"), ("street", "1 Elm"), ("city", "Dryden")];
        let fields = differing(proposed(&given), &record());
        let shown: Vec<_> = fields.iter().map(|field| (field.field, field.now.as_str(), field.proposed.as_str())).collect();
        assert_eq!(shown, [(FieldOf::BirthDate, "", "1990-04-02"), (FieldOf::City, "Ithaca", "Dryden")]);
    }

    #[test]
    fn d9_what_is_accepted_is_taken_over_and_nothing_else() {
        let given =
            proposed(&[("birth", "1990-04-02"), ("phone", "607 555 0199"), ("moved", "yes"), ("street", "1 Elm"), ("city", "Dryden")]);
        let after = accepted(&record(), &given, &[FieldOf::Phone, FieldOf::Street]).expect("fine");
        assert_eq!(after.phones, [ClientPhone { kind: ContactKind::Home, ..unasked("607 555 0199") }], "nobody agreed to texts there");
        let address = after.address.expect("an address");
        assert_eq!((address.street.as_str(), address.city.as_str(), after.birth_date), ("1 Elm", "Ithaca", None));
    }

    #[test]
    fn d9_what_the_record_would_refuse_is_refused_where_it_was_chosen() {
        let given = proposed(&[("first", &"x".repeat(101)), ("birth", "2150-01-01"), ("phone", "none"), ("city", "Dryden")]);
        let chosen = [FieldOf::City, FieldOf::BirthDate, FieldOf::FirstName, FieldOf::Unit];
        let refused = accepted(&record(), &given, &chosen).expect_err("refused");
        let wrong: Vec<_> = refused.errors.iter().map(|error| (error.pointer.as_str(), error.code.as_str())).collect();
        assert_eq!(wrong, [("/accept/1", "out_of_range"), ("/accept/2", "too_long"), ("/accept/3", "not_proposed")]);
        // Something that was wrong all along keeps nothing else from being taken over.
        let imported = ClientInput { last_name: "".into(), ..record() };
        assert!(accepted(&imported, &given, &[FieldOf::City]).is_ok());
    }
}
