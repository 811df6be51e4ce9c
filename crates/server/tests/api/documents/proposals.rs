//! D9: answers that differ from the client's record are a proposal, which staff accept field by field.

use domain::documents::{FieldOf, FormTemplateInput, Question, QuestionKind, ReturnDocument, SettleProposal};
use domain::practice::client::{Client, ClientInput, ClientPhone, ContactKind};
use domain::practice::office::PostalAddress;
use futures_util::future::join;

use super::sent::{Sent, about_you, policies};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    d9_what_differs_is_proposed_and_what_is_accepted_is_taken_over,
    d9_of_two_who_settle_at_once_one_does,
    d9_what_the_record_would_refuse_is_refused_where_it_was_chosen,
    d9_what_is_submitted_again_is_proposed_again,
    d9_only_what_was_submitted_is_settled,
);

fn accept(fields: &[FieldOf]) -> SettleProposal {
    SettleProposal { accept: fields.to_vec() }
}

async fn record(sent: &Sent) -> Client {
    sent.owner().get_client(sent.maya.id).await.expect("her record")
}

/// Robin writes into Maya's record.
async fn knows(sent: &Sent, change: impl FnOnce(&mut ClientInput)) {
    let mut now = record(sent).await;
    change(&mut now.details);
    sent.owner().update_client(&once(), now.id, Some(now.version), &now.details).await.expect("saved");
}

fn demographics() -> FormTemplateInput {
    let short = |key: &str, field| Question { field: Some(field), ..Question::new(key, QuestionKind::ShortText, key) };
    FormTemplateInput {
        questions: vec![
            short("first", FieldOf::FirstName),
            short("called", FieldOf::PreferredName),
            Question { field: Some(FieldOf::BirthDate), ..Question::new("birth", QuestionKind::Date, "birth") },
            short("phone", FieldOf::Phone),
            short("street", FieldOf::Street),
            short("city", FieldOf::City),
        ],
        ..about_you()
    }
}

async fn d9_what_differs_is_proposed_and_what_is_accepted_is_taken_over(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    knows(&sent, |details| {
        details.phones = vec![ClientPhone { number: "+1 212 555 0101".into(), kind: ContactKind::Home, text_ok: true, voicemail_ok: true }];
        details.address = Some(PostalAddress { city: "Ithaca".into(), postal_code: "14850".into(), ..PostalAddress::default() });
    })
    .await;
    let document = sent.gives(sent.asks(demographics()).await, None).await;
    let given = [("first", " Maya "), ("birth", "1990-04-02"), ("phone", "+1 212 555 0199"), ("street", "1 Elm"), ("city", "Dryden")];
    sent.fills(document, &given).await;

    let before = record(&sent).await;
    let proposal = sent.jordan.get_document(document).await.expect("theirs").proposal;
    let shown: Vec<_> = proposal.fields.iter().map(|field| (field.field, field.now.as_str(), field.proposed.as_str())).collect();
    let expected = [
        (FieldOf::BirthDate, "", "1990-04-02"),
        (FieldOf::Phone, "+1 212 555 0101", "+1 212 555 0199"),
        (FieldOf::Street, "", "1 Elm"),
        (FieldOf::City, "Ithaca", "Dryden"),
    ];
    assert_eq!((shown.as_slice(), proposal.settled_at), (&expected[..], None));
    assert_eq!(record(&sent).await.details, before.details, "nothing happens by itself");

    let updated = sent.recorded("client.updated").await;
    let chosen = accept(&[FieldOf::BirthDate, FieldOf::Phone, FieldOf::Street]);
    let after = sent.jordan.settle_document_proposal(&once(), document, &chosen).await.expect("settled");
    assert_eq!((after.proposal.fields.len(), after.proposal.settled_at), (0, Some(house.now())));
    let now = record(&sent).await;
    assert_eq!(now.version, before.version + 1);
    assert_eq!(now.details.birth_date, "1990-04-02".parse().ok());
    let phone = &now.details.phones[0];
    assert_eq!((phone.number.as_str(), phone.text_ok, phone.voicemail_ok), ("+1 212 555 0199", false, false), "agreed to for the other");
    let address = now.details.address.expect("an address");
    assert_eq!((address.street.as_str(), address.city.as_str(), address.postal_code.as_str()), ("1 Elm", "Ithaca", "14850"));
    assert_eq!((sent.recorded("client.updated").await, sent.recorded("document.proposal_settled").await), (updated + 1, 1));
    let again = sent.owner().settle_document_proposal(&once(), document, &accept(&[FieldOf::City])).await;
    assert_eq!(again.refused(), refusal(409, "settled"));
    // Who had the record open does not write over it unseen.
    let late = sent.owner().update_client(&once(), now.id, Some(before.version), &before.details).await;
    assert_eq!(late.refused(), refusal(412, "stale"));
}

async fn d9_of_two_who_settle_at_once_one_does(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let document = sent.gives(sent.asks(demographics()).await, None).await;
    sent.fills(document, &[("called", "May"), ("city", "Dryden")]).await;
    let before = record(&sent).await.version;
    let (called, city) = (accept(&[FieldOf::PreferredName]), accept(&[FieldOf::City]));
    let (press, press_too) = (once(), once());
    let (one, other) = join(
        sent.owner().settle_document_proposal(&press, document, &called),
        sent.jordan.settle_document_proposal(&press_too, document, &city),
    )
    .await;
    let called_won = one.is_ok();
    assert_eq!(if called_won { other } else { one }.refused(), refusal(409, "settled"));
    let now = record(&sent).await;
    let city = now.details.address.map(|address| String::from(address.city)).unwrap_or_default();
    let expected = if called_won { ("May", "") } else { ("", "Dryden") };
    assert_eq!((now.details.preferred_name.as_str(), city.as_str(), now.version), (expected.0, expected.1, before + 1));
}

async fn d9_what_the_record_would_refuse_is_refused_where_it_was_chosen(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let document = sent.gives(sent.asks(demographics()).await, None).await;
    sent.fills(document, &[("called", &"x".repeat(101)), ("birth", "2150-01-01"), ("city", "Dryden")]).await;
    let before = record(&sent).await;
    assert_eq!(sent.jordan.get_document(document).await.expect("theirs").proposal.fields.len(), 3, "shown all the same");
    let tries = async |fields: &[FieldOf]| sent.jordan.settle_document_proposal(&once(), document, &accept(fields)).await;
    assert_eq!(tries(&[FieldOf::City, FieldOf::PreferredName]).await.refused_at("/accept/1"), "too_long");
    assert_eq!(tries(&[FieldOf::BirthDate, FieldOf::City]).await.refused_at("/accept/0"), "out_of_range");
    assert_eq!(tries(&[FieldOf::Street]).await.refused_at("/accept/0"), "not_proposed");
    assert_eq!(record(&sent).await, before, "what is refused changes nothing");
    assert_eq!(sent.recorded("document.proposal_settled").await, 0);
    tries(&[FieldOf::City]).await.expect("settled");
    assert_eq!(record(&sent).await.details.address.expect("an address").city.as_str(), "Dryden");
}

async fn d9_what_is_submitted_again_is_proposed_again(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let document = sent.gives(sent.asks(demographics()).await, None).await;
    sent.fills(document, &[("city", "Dryden")]).await;
    let before = record(&sent).await;
    sent.jordan.settle_document_proposal(&once(), document, &accept(&[])).await.expect("left as it is");
    assert_eq!(record(&sent).await, before);
    sent.jordan.return_document(&once(), document, &ReturnDocument { note: "Are you sure?".into() }).await.expect("returned");
    assert!(sent.jordan.get_document(document).await.expect("theirs").proposal.fields.is_empty());
    sent.fills(document, &[("city", "Lansing")]).await;
    let proposal = sent.jordan.get_document(document).await.expect("theirs").proposal;
    assert_eq!((proposal.fields[0].proposed.as_str(), proposal.settled_at), ("Lansing", None));
    sent.jordan.complete_document(&once(), document).await.expect("completed");
    sent.jordan.settle_document_proposal(&once(), document, &accept(&[FieldOf::City])).await.expect("after it was completed, too");
    assert_eq!(record(&sent).await.details.address.expect("an address").city.as_str(), "Lansing");
}

async fn d9_only_what_was_submitted_is_settled(house: House) {
    house.mail_does_not_matter();
    let sent = Sent::begin(&house).await;
    let (form, text) = (sent.asks(demographics()).await, sent.writes(policies()).await);
    let (open, signed) = (sent.gives(form, None).await, sent.gives(text, None).await);
    sent.answers(open, &[("city", "Dryden")]).await;
    sent.signs(signed).await;
    let tries = async |id| sent.jordan.settle_document_proposal(&once(), id, &accept(&[])).await.refused();
    assert_eq!(tries(open).await, refusal(409, "document_unfinished"));
    assert_eq!(tries(signed).await, refusal(409, "document_kind"));
    let id = serde_json::json!({ "accept": vec!["city"; 11] });
    let input: SettleProposal = serde_json::from_value(id).expect("fields");
    assert_eq!(sent.jordan.settle_document_proposal(&once(), open, &input).await.refused_at("/accept"), "too_many");
}
