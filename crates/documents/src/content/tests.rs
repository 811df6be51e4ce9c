use domain::documents::{Asks, DocumentTemplateInput, FormTemplateInput};

use super::*;

fn today() -> Date {
    Date::constant(2026, 3, 2)
}

fn document(body: &str) -> TemplateDetails {
    TemplateDetails::Document(DocumentTemplateInput {
        title: "Policies of {practice_name}".into(),
        language: Language::En,
        asks: Asks::Signature,
        body: body.into(),
        countersign: false,
        renew_after_months: None,
        expire_after_days: None,
    })
}

fn form(language: Language, questions: Vec<Question>) -> TemplateDetails {
    TemplateDetails::Form(FormTemplateInput {
        title: "About you".into(),
        language,
        introduction: "Hello **{client_first_name}**".into(),
        questions,
        renew_after_months: None,
        expire_after_days: None,
    })
}

/// The spans of the first block.
fn spans(content: &Content) -> &[Span] {
    match content.blocks.first() {
        Some(Block::Paragraph { spans } | Block::Heading { spans, .. }) => spans,
        other => panic!("{other:?}"),
    }
}

fn says(body: &str, values: &Values) -> String {
    spans(&make(&document(body), values, today())).iter().map(|span| span.text.as_str()).collect()
}

#[test]
fn d1_placeholders_say_who_where_and_when() {
    let values = Values::for_tests();
    for (body, said) in [
        ("{client_name}, called {client_first_name}", "Maya Lopez, called Maya"),
        ("born {client_birth_date}", "born May 17, 1991"),
        ("with {clinician_name} of {practice_name}", "with Jordan Hale, LCSW of Willow & Reed"),
        ("{practice_phone}; {practice_address}", "+1 (212) 555-0100; 12 Maple Street, Ithaca, NY 14850"),
        ("on {date}", "on March 2, 2026"),
        ("{no such} {x} {} { {{date}}", "{no such} {x} {} { {March 2, 2026}"),
    ] {
        assert_eq!(says(body, &values), said);
    }
    let TemplateDetails::Document(input) = document("el {date}; nació el {client_birth_date}") else { panic!("a document") };
    let spanish = TemplateDetails::Document(DocumentTemplateInput { language: Language::Es, ..input });
    assert_eq!(spans(&make(&spanish, &values, today()))[0].text, "el 2 de marzo de 2026; nació el 17 de mayo de 1991");
}

#[test]
fn d1_a_value_is_never_read_as_markdown_and_never_filled_again() {
    for name in [
        "**Bold** _Name_",
        "# Heading",
        "- item",
        "<script>x</script>",
        "[a](https://example.com)",
        "`code`",
        "{date} {client_name}",
        "a|b",
    ] {
        let content = make(&document("Dear {client_name}, *{client_name}*"), &Values::named(name), today());
        let [dear, stressed] = spans(&content) else { panic!("{content:?}") };
        assert_eq!((dear.text.clone(), stressed.text.as_str()), (format!("Dear {name}, "), name));
        assert!(!dear.strong && !dear.emphasis && dear.link.is_none() && stressed.emphasis, "{name}");
        assert_eq!(content.blocks.len(), 1, "{name}");
    }
    let content = make(&document("| {client_name} |\n|---|\n| {client_name} |"), &Values::named("a | b\n\n| c |"), today());
    let [Block::Table { head, rows }] = content.blocks.as_slice() else { panic!("{content:?}") };
    assert_eq!((head.len(), rows.len(), head[0][0].text.as_str()), (1, 1, "a | b  | c |"));
}

#[test]
fn d1_what_is_not_known_is_a_line() {
    assert_eq!(says("Name: {client_name}", &Values::named(" ")), "Name: ____________");
}

#[test]
fn d1_an_address_with_a_value_leads_where_it_did() {
    let link = |body: &str, values: &Values| spans(&make(&document(body), values, today()))[0].link.clone();
    let values = Values::for_tests();
    assert_eq!(link("[call](tel:{practice_phone})", &values).as_deref(), Some("tel:+12125550100"));
    assert_eq!(link("[here](https://example.com/?for={client_name})", &values).as_deref(), Some("https://example.com/?for=Maya%20Lopez"));
    let harmful = Values::named("x@evil.example/#");
    assert_eq!(link("[here](https://{client_name})", &harmful).as_deref(), Some("https://x%40evil.example%2F%23"));
    assert_eq!(link("[here]({client_name})", &Values::named("javascript:alert(1)")), None);
    assert_eq!(link("[here]({client_name})", &Values::named("https://evil.example")), None);
}

#[test]
fn d1_questions_are_filled_too() {
    let question = Question {
        help: "{practice_phone}".into(),
        choices: vec![Choice { key: "a".into(), label: "{clinician_name}".into(), score: Some(1) }],
        scale: Some(Scale { from: 0, to: 1, from_label: "{date}".into(), to_label: "**{client_first_name}**".into() }),
        ..Question::new("q", QuestionKind::OneChoice, "Is {client_name} right?")
    };
    let content = make(&form(Language::En, vec![question.clone()]), &Values::for_tests(), today());
    let [filled] = content.questions.as_slice() else { panic!("{content:?}") };
    assert_eq!((filled.label.as_str(), filled.help.as_str()), ("Is Maya Lopez right?", "+1 (212) 555-0100"));
    assert_eq!(filled.choices[0].label, "Jordan Hale, LCSW");
    let scale = filled.scale.as_ref().expect("a scale");
    assert_eq!((scale.from_label.as_str(), scale.to_label.as_str()), ("March 2, 2026", "**Maya**"));
    assert_eq!((&filled.key, filled.kind, filled.choices[0].score), (&question.key, question.kind, Some(1)));
    assert!(spans(&content)[1].strong);
}

#[test]
fn d8_what_is_signed_says_what_signing_means_in_its_language() {
    let values = Values::for_tests();
    let statement = |details: &TemplateDetails| make(details, &values, today()).statement;
    assert!(statement(&document("Text")).starts_with("I have read this document and agree to it."));
    let sign = || vec![Question::new("s", QuestionKind::Signature, "Your name")];
    assert!(statement(&form(Language::En, sign())).starts_with("These answers are true"));
    assert!(statement(&form(Language::Es, sign())).starts_with("Hasta donde sé"));
    assert_eq!(statement(&form(Language::En, vec![Question::new("q", QuestionKind::YesNo, "So?")])), "");
    let TemplateDetails::Document(input) = document("Both sides") else { panic!("a document") };
    assert_eq!(statement(&TemplateDetails::Document(DocumentTemplateInput { asks: Asks::Files, ..input })), "");
}

#[test]
fn d8_the_same_template_says_the_same_every_time() {
    let make = || make(&document("# A\n\n- {client_name}\n- {date}"), &Values::for_tests(), today());
    assert_eq!(make(), make());
    assert_eq!(make().title, "Policies of {practice_name}", "titles stand in lists, before they are anybody's");
}
