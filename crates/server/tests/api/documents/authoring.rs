//! D1, D9: what authors may write, what is refused, and what it looks like to clients before it is saved.

use domain::documents::{
    Asks, Block, Choice, DocumentKind, DocumentTemplateInput, FormTemplateInput, PreviewDocument, Question, QuestionKind, ShowIf, Span,
    TemplateDetails,
};
use domain::practice::profile::Language;
use domain::practice::staff::Role;
use serde_json::{Value, json};

use super::scene::{Scene, consent, form, line, unchanged};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    d1_what_cannot_be_used_is_refused_field_by_field,
    d1_what_no_page_of_ours_sends_is_refused,
    d1_hostile_words_come_back_letter_by_letter_and_stay_words,
    d9_a_preview_is_what_a_client_will_see,
    d9_a_preview_changes_nothing_and_is_for_who_writes,
);

async fn d1_what_cannot_be_used_is_refused_field_by_field(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let good = consent("Policies");
    let with_body = |body: &str| DocumentTemplateInput { body: body.into(), ..good.clone() };
    let documents = [
        (DocumentTemplateInput { title: " ".into(), ..good.clone() }, "/title", "required"),
        (DocumentTemplateInput { title: "x".repeat(121), ..good.clone() }, "/title", "too_long"),
        (DocumentTemplateInput { title: "One\nTwo".into(), ..good.clone() }, "/title", "one_line"),
        (with_body(" \n"), "/body", "required"),
        (with_body("[a]: https://example.com"), "/body", "required"),
        (with_body(&"x".repeat(100_001)), "/body", "too_long"),
        (with_body(&"x\n\n".repeat(30_000)), "/body", "too_long"),
        (with_body("Dear {clent_name}"), "/body", "unknown_placeholder"),
        (DocumentTemplateInput { asks: Asks::Files, countersign: true, ..good.clone() }, "/countersign", "not_here"),
        (DocumentTemplateInput { renew_after_months: Some(0), ..good.clone() }, "/renew_after_months", "out_of_range"),
        (DocumentTemplateInput { expire_after_days: Some(731), ..good.clone() }, "/expire_after_days", "out_of_range"),
    ];
    let made = owner.create_document_template(&once(), &good).await.expect("written");
    unchanged(&house, async {
        for (input, pointer, code) in documents {
            assert_eq!(owner.create_document_template(&once(), &input).await.refused_at(pointer), code, "{pointer}");
            let answer = owner.update_document_template(&once(), made.id, None, &input).await;
            assert_eq!(answer.refused_at(pointer), code, "{pointer}");
        }
    })
    .await;
    let which = Question::new("which", QuestionKind::OneChoice, "Which?");
    let choice = |key: &str| Choice { key: key.into(), label: key.into(), score: None };
    let waits = |question: &str| Question { show_if: Some(ShowIf { question: question.into(), is: vec!["yes".into()] }), ..line("b") };
    let forms = [
        (vec![], "/questions", "required"),
        (vec![Question::new("a", QuestionKind::Section, "Only a heading")], "/questions", "required"),
        (vec![line("a"), line("a")], "/questions/1/key", "taken"),
        (vec![which.clone()], "/questions/0/choices", "required"),
        (vec![Question { choices: vec![choice("a"), choice("a")], ..which }], "/questions/0/choices/1/key", "taken"),
        (vec![line("a"), waits("a")], "/questions/1/show_if/question", "kind"),
        (vec![line("a"), waits("c")], "/questions/1/show_if/question", "not_earlier"),
        (vec![Question::new("a", QuestionKind::Scale, "How much?")], "/questions/0/scale", "required"),
        ((0..501).map(|number| line(&format!("q{number}"))).collect(), "/questions", "too_many"),
    ];
    for (questions, pointer, code) in forms {
        assert_eq!(owner.create_form_template(&once(), &form("About you", questions)).await.refused_at(pointer), code, "{pointer}");
    }
    let introduced = FormTemplateInput { introduction: "x\n\n".repeat(30_000), ..form("About you", vec![line("a")]) };
    assert_eq!(owner.create_form_template(&once(), &introduced).await.refused_at("/introduction"), "too_long");
    let most = (0..500).map(|number| line(&format!("q{number}"))).collect();
    owner.create_form_template(&once(), &form("Everything", most)).await.expect("five hundred are taken");
}

async fn d1_what_no_page_of_ours_sends_is_refused(house: House) {
    let practice = house.practice().await;
    let raw = house.raw().signed_in_as(practice.owner());
    let path = "/api/v1/practice/document-templates";
    let with = |field: &str, value: Value| {
        let mut body = serde_json::to_value(consent("Policies")).expect("JSON");
        body[field] = value;
        body
    };
    for (field, value) in [
        ("title", json!("Pol\0icies")),
        ("body", json!("a\0b")),
        ("body", json!("a\u{7}b")),
        ("title", Value::Null),
        ("asks", json!("money")),
        ("language", json!("fr")),
        ("kind", json!("consent")),
        ("renew_after_months", json!(-1)),
        ("renew_after_months", json!(70_000)),
        ("expire_after_days", json!(1.5)),
    ] {
        assert_eq!(raw.post(path, &with(field, value.clone())).await.refused().0, 422, "{field}: {value}");
    }
    let mut question = serde_json::to_value(form("About you", vec![line("a")])).expect("JSON");
    question["questions"][0]["colour"] = "green".into();
    assert_eq!(raw.post("/api/v1/practice/form-templates", &question).await.refused().0, 422);
    for body in [json!([]), json!("x"), json!({})] {
        for path in [path, "/api/v1/practice/form-templates", "/api/v1/practice/document-previews", "/api/v1/practice/document-packets"] {
            assert!(matches!(raw.post(path, &body).await.refused().0, 400 | 422), "{path}: {body}");
        }
    }
    for id in ["x", "%00", "018f3c5e-7a10-7000-8000-00000000090g"] {
        assert_eq!(raw.get(&format!("{path}/{id}")).await.refused(), refusal(404, "not_found"), "{id}");
    }
    assert_eq!(raw.get(&format!("{path}?archived=perhaps")).await.refused().0, 400);
    assert_eq!(house.number("SELECT count(*) FROM document_templates").await, 0);
}

/// Words that have broken pages, queries and logs elsewhere.
fn hostile() -> Vec<String> {
    let list: Value = serde_json::from_str(include_str!("../../../../../e2e/hostile.json")).expect("JSON");
    let vectors = list["vectors"].as_array().expect("a list").iter();
    vectors.map(|text| text.as_str().expect("a text").to_owned()).collect()
}

async fn d1_hostile_words_come_back_letter_by_letter_and_stay_words(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let (mut kept, mut refused) = (0, 0);
    for text in hostile() {
        let input = DocumentTemplateInput { body: text.clone(), ..consent("Policies") };
        match owner.create_document_template(&once(), &input).await {
            Ok(made) => {
                kept += 1;
                assert_eq!(owner.get_document_template(made.id).await.expect("there").details, TemplateDetails::Document(input));
                shows_words_only(owner, &text).await;
            }
            Err(failure) => {
                refused += 1;
                let code = failure.field("/body").map(|field| field.code.clone()).unwrap_or_default();
                assert!(["control_characters", "unknown_placeholder", "required", "nul"].contains(&code.as_str()), "{text:?}: {failure:?}");
            }
        }
        let label = Question { label: text.clone(), help: text.clone(), ..Question::new("q", QuestionKind::ShortText, "") };
        if let Ok(made) = owner.create_form_template(&once(), &form("Hostile", vec![label.clone()])).await {
            let TemplateDetails::Form(there) = owner.get_document_template(made.id).await.expect("there").details else { panic!("a form") };
            assert_eq!(there.questions, [label]);
        }
    }
    assert!(kept > 80, "{kept} were kept, {refused} refused");
}

/// No link in what clients see of `body` leads anywhere but out.
async fn shows_words_only(owner: &api::Api, body: &str) {
    let shown = owner.preview_document(&once(), &preview(body)).await.expect("shown");
    let mut spans = Vec::new();
    collect(&shown.blocks, &mut spans);
    for link in spans.iter().filter_map(|span| span.link.as_deref()) {
        assert!(["https://", "mailto:", "tel:"].iter().any(|scheme| link.to_lowercase().starts_with(scheme)), "{link}");
    }
}

fn collect<'a>(blocks: &'a [Block], spans: &mut Vec<&'a Span>) {
    for block in blocks {
        match block {
            Block::Heading { spans: words, .. } | Block::Paragraph { spans: words } => spans.extend(words),
            Block::List { items, .. } => items.iter().for_each(|item| collect(item, spans)),
            Block::Quote { blocks } => collect(blocks, spans),
            Block::Table { head, rows } => spans.extend(head.iter().chain(rows.iter().flatten()).flatten()),
            Block::Rule => {}
        }
    }
}

fn preview(body: &str) -> PreviewDocument {
    PreviewDocument { title: "Policies".into(), language: Language::En, kind: DocumentKind::Consent, body: body.into() }
}

async fn d9_a_preview_is_what_a_client_will_see(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let body =
        "# Welcome\n\nDear **{client_name}**, it is {date}.\n\n- {practice_name}\n- {practice_phone}\n\n| a | b |\n|---|---|\n| c | d |";
    let shown = scene.robin().preview_document(&once(), &preview(body)).await.expect("shown");
    assert_eq!((shown.kind, shown.title.as_str(), shown.questions.len()), (DocumentKind::Consent, "Policies", 0));
    assert!(shown.statement.starts_with("I have read this document"));
    let mut spans = Vec::new();
    collect(&shown.blocks, &mut spans);
    let text: Vec<_> = spans.iter().map(|span| span.text.as_str()).collect();
    let practice = scene.robin().get_practice().await.expect("the practice").profile;
    let expected =
        ["Welcome", "Dear ", "Alex Rivera", ", it is March 2, 2026.", &practice.name, practice.phone.as_str(), "a", "b", "c", "d"];
    assert_eq!(text, expected);

    // The same text, sent, says the same but for the client.
    let input = DocumentTemplateInput { body: body.into(), ..consent("Policies") };
    let template = scene.robin().create_document_template(&once(), &input).await.expect("written").id;
    let sent = scene.sends(&[template]).await[0];
    let content: domain::documents::Content = serde_json::from_str(&scene.now(sent).await.content).expect("content");
    assert_eq!(content.statement, shown.statement);
    let as_sent = serde_json::to_string(&content.blocks).expect("JSON").replace("Maya Ortiz", "Alex Rivera");
    assert_eq!(as_sent, serde_json::to_string(&shown.blocks).expect("JSON"));

    let spanish = PreviewDocument { language: Language::Es, body: "{date}".into(), ..preview("") };
    let shown = scene.robin().preview_document(&once(), &spanish).await.expect("shown");
    assert!(shown.statement.starts_with("He leído este documento"));
    let asked = PreviewDocument { kind: DocumentKind::Upload, body: String::new(), ..preview("") };
    let shown = scene.robin().preview_document(&once(), &asked).await.expect("empty, too");
    assert_eq!((shown.blocks.len(), shown.statement.as_str()), (0, ""));
}

async fn d9_a_preview_changes_nothing_and_is_for_who_writes(house: House) {
    let practice = house.practice().await;
    let (desk, biller) = (practice.staff("Ada", Role::FrontDesk).await, practice.staff("Bo", Role::Biller).await);
    let clinician = practice.staff("Sam", Role::Clinician).await;
    unchanged(&house, async {
        clinician.preview_document(&once(), &preview("Hello")).await.expect("shown");
        for who in [&desk, &biller] {
            assert_eq!(who.preview_document(&once(), &preview("Hello")).await.refused(), refusal(404, "not_found"));
        }
        let answer = clinician.preview_document(&once(), &preview("Dear {clent_name}")).await;
        assert_eq!(answer.refused_at("/body"), "unknown_placeholder");
        assert_eq!(clinician.preview_document(&once(), &preview(&"x\n\n".repeat(30_000))).await.refused_at("/body"), "too_long");
    })
    .await;
}
