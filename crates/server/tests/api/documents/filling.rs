//! D5, D6: answers are kept as they are written, on whichever device, and submitted once, whole and as they were seen.

use api::Failure;
use domain::documents::answers::LONGEST_TEXT;
use domain::documents::{
    Answer, Answers, DocumentState, Question, QuestionKind, ReturnDocument, SaveMyAnswers, SubmitMyForm, TrailEvent, VoidDocument,
};
use futures_util::future::join_all;

use super::scene::{Scene, answers, choice, given, line, unchanged, when};
use crate::harness::{House, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    d5_answers_are_kept_and_are_there_on_another_device,
    d5_two_devices_answer_different_questions,
    d5_what_is_kept_again_changes_nothing,
    d5_what_is_no_answer_is_not_kept,
    d5_five_hundred_answers_go_at_once,
    d6_a_submission_names_each_field,
    d6_what_is_not_asked_is_not_submitted,
    d5_what_another_device_changed_is_not_submitted_unseen,
    d5_answers_that_race_with_the_submission_are_in_it_or_refused,
    d5_a_form_is_submitted_once,
    d5_a_form_is_signed_by_the_name_that_was_typed,
    d11_what_is_returned_is_corrected_and_submitted_again,
    d11_what_is_over_is_not_answered,
);

fn submit(answers_version: i64) -> SubmitMyForm {
    SubmitMyForm { answers_version }
}

/// The code at each field of a refused submission.
fn fields<T>(answer: Result<T, Failure>) -> Vec<String> {
    match answer {
        Ok(_) => panic!("this should have been refused"),
        Err(Failure::Problem(problem)) => problem.errors.iter().map(|error| format!("{} {}", error.pointer, error.code)).collect(),
        Err(other) => panic!("{other:?}"),
    }
}

async fn d5_answers_are_kept_and_are_there_on_another_device(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_form(vec![line("city"), line("street"), choice("often", QuestionKind::ManyChoices)]).await;
    assert_eq!(scene.now(id).await.saved_at, None);
    let saved = scene.answers(id, &[("city", "Dry")]).await;
    assert_eq!((saved.answers_version, saved.saved_at), (1, house.now()));
    house.advance(2);
    let many = Answer::Many(vec!["often".into()]);
    let changes = Answers::from([("city".to_owned(), "Dryden".into()), ("often".to_owned(), many.clone())]);
    let saved = scene.browser.save_my_answers(&once(), id, &SaveMyAnswers { changes: changes.clone() }).await.expect("kept");
    assert_eq!(saved.answers_version, 2);
    scene.browser.sign_out(&once()).await.expect("signed out");
    let phone = scene.maya.signs_in(PASSWORD).await.expect("signed in");
    let there = phone.get_my_document(id).await.expect("hers");
    assert_eq!((there.answers, there.answers_version, there.saved_at), (changes, 2, Some(house.now())));
    assert_eq!(there.summary.state, DocumentState::InProgress);
    let taken_back = phone.save_my_answers(&once(), id, &answers(&[("city", "")])).await.expect("kept");
    assert_eq!(taken_back.answers_version, 3);
    assert_eq!(phone.get_my_document(id).await.expect("hers").answers, Answers::from([("often".to_owned(), many)]));
    let at_desk = scene.at_desk(id).await;
    assert!(at_desk.answers.is_empty(), "while she answers it is hers");
}

async fn d5_two_devices_answer_different_questions(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_form((0..10).map(|number| line(&format!("q{number}"))).collect()).await;
    let phone = scene.maya.signs_in(PASSWORD).await.expect("signed in");
    let inputs: Vec<_> = (0..10).map(|number| (once(), answers(&[(format!("q{number}").as_str(), "x")]))).collect();
    let device = |place: usize| if place.is_multiple_of(2) { &scene.browser } else { &phone };
    let kept = join_all(inputs.iter().enumerate().map(|(place, (press, input))| device(place).save_my_answers(press, id, input))).await;
    let mut versions: Vec<_> = kept.into_iter().map(|answer| answer.expect("kept").answers_version).collect();
    versions.sort_unstable();
    assert_eq!(versions, (1..=10).collect::<Vec<i64>>());
    assert_eq!(scene.now(id).await.answers.len(), 10, "none took another's place");
}

async fn d5_what_is_kept_again_changes_nothing(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_form(vec![line("city")]).await;
    let first = scene.answers(id, &[("city", "Dryden")]).await;
    house.advance(60);
    let again = unchanged(&house, scene.browser.save_my_answers(&once(), id, &answers(&[("city", "Dryden")]))).await.expect("kept");
    assert_eq!(again, first);
    let nothing = SaveMyAnswers { changes: Answers::new() };
    assert_eq!(unchanged(&house, scene.browser.save_my_answers(&once(), id, &nothing)).await.expect("kept"), first);
}

async fn d5_what_is_no_answer_is_not_kept(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let section = Question::new("part", QuestionKind::Section, "Part one");
    let id = scene.sends_form(vec![section, line("city"), choice("some", QuestionKind::ManyChoices)]).await;
    for (key, text, code) in [
        ("town", "x".to_owned(), "unknown_question"),
        ("part", "x".to_owned(), "unknown_question"),
        ("city", "x".repeat(501), "too_long"),
        ("city", "Dry\u{1b}den".to_owned(), "control_characters"),
        ("some", "often".to_owned(), "answer_kind"),
    ] {
        // What is well goes with what is not: none of it is kept.
        let input = answers(&[("city", "Dryden"), (key, &text)]);
        let answer = unchanged(&house, scene.browser.save_my_answers(&once(), id, &input)).await;
        assert_eq!(fields(answer), [format!("/changes/{key} {code}")]);
    }
    let crowd = SaveMyAnswers { changes: (0..501).map(|number| (format!("q{number}"), Answer::from("x"))).collect() };
    assert_eq!(unchanged(&house, scene.browser.save_my_answers(&once(), id, &crowd)).await.refused_at("/changes"), "too_many");
    let nul = scene.refuses(scene.browser.save_my_answers(&once(), id, &answers(&[("city", "a\0b")]))).await;
    assert_eq!(nul, refusal(422, "nul"));
    let consent = scene.sends_consent().await;
    let kind = scene.refuses(scene.browser.save_my_answers(&once(), consent, &answers(&[("city", "x")]))).await;
    assert_eq!(kind, refusal(409, "document_kind"));
}

async fn d5_five_hundred_answers_go_at_once(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let keys: Vec<_> = (0..500).map(|number| format!("q{number}")).collect();
    let id = scene.sends_form(keys.iter().map(|key| Question::new(key, QuestionKind::LongText, "What?")).collect()).await;
    let text = "ñ".repeat(900);
    let all: Vec<_> = keys.iter().map(|key| (key.as_str(), text.as_str())).collect();
    assert_eq!(scene.answers(id, &all).await.answers_version, 1);
    let longest = "x".repeat(LONGEST_TEXT);
    scene.answers(id, &[("q7", &longest)]).await;
    let submitted = scene.submits(id).await.expect("submitted");
    assert_eq!((submitted.answers.len(), submitted.answers["q7"].text().len()), (500, LONGEST_TEXT));
    assert_eq!(scene.at_desk(id).await.answers, submitted.answers);
}

async fn d6_a_submission_names_each_field(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let questions = vec![
        line("city"),
        line("street"),
        Question::new("born", QuestionKind::Date, "When?"),
        Question::new("weight", QuestionKind::Number, "How much?"),
        choice("how", QuestionKind::OneChoice),
        Question::new("free", QuestionKind::ShortText, "Anything else?"),
    ];
    let id = scene.sends_form(questions).await;
    let saved = scene.answers(id, &[("born", "1983-02-29"), ("weight", "a lot"), ("how", "always"), ("street", " ")]).await;
    let refused = unchanged(&house, scene.browser.submit_my_form(&once(), id, &submit(saved.answers_version))).await;
    let expected =
        ["/answers/city required", "/answers/street required", "/answers/born date", "/answers/weight number", "/answers/how choice"];
    assert_eq!(fields(refused), expected);
    scene.answers(id, &[("city", "Dryden"), ("street", "Elm"), ("born", "1984-02-29"), ("weight", "60.5"), ("how", "never")]).await;
    let submitted = scene.submits(id).await.expect("submitted");
    assert_eq!((submitted.summary.state, submitted.summary.done_at), (DocumentState::Submitted, Some(house.now())));
    assert!(submitted.summary.has_pdf);
    let listed = scene.browser.list_my_documents().await.expect("hers");
    assert_eq!((listed.open.len(), listed.others.len()), (0, 1));
}

async fn d6_what_is_not_asked_is_not_submitted(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let questions = vec![
        Question { required: true, ..Question::new("pain", QuestionKind::YesNo, "Pain?") },
        when(line("where"), "pain", "yes"),
        Question::new("free", QuestionKind::ShortText, "Anything else?"),
    ];
    let id = scene.sends_form(questions).await;
    scene.answers(id, &[("pain", "yes"), ("where", "My back"), ("free", "")]).await;
    scene.answers(id, &[("pain", "no")]).await;
    assert_eq!(scene.now(id).await.answers.len(), 2, "she may change her mind until she submits");
    let submitted = scene.submits(id).await.expect("the hidden one is not required");
    assert_eq!(submitted.answers, given(&[("pain", "no")]));
    assert_eq!(scene.at_desk(id).await.answers, given(&[("pain", "no")]));
    assert_eq!(scene.now(id).await, submitted);
}

async fn d5_what_another_device_changed_is_not_submitted_unseen(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_form(vec![line("city")]).await;
    let seen = scene.answers(id, &[("city", "Dryden")]).await.answers_version;
    let phone = scene.maya.signs_in(PASSWORD).await.expect("signed in");
    phone.save_my_answers(&once(), id, &answers(&[("city", "Ithaca")])).await.expect("kept");
    for version in [seen, 0, -1, 99] {
        let refused = scene.refuses(scene.browser.submit_my_form(&once(), id, &submit(version))).await;
        assert_eq!(refused, refusal(409, "answers_changed"));
    }
    let submitted = scene.browser.submit_my_form(&once(), id, &submit(seen + 1)).await.expect("submitted");
    assert_eq!(submitted.answers, given(&[("city", "Ithaca")]));
}

async fn d5_answers_that_race_with_the_submission_are_in_it_or_refused(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let template = scene.form("About you", vec![line("city")]).await;
    for _ in 0..4 {
        let id = scene.sends(&[template]).await[0];
        let version = scene.answers(id, &[("city", "start")]).await.answers_version;
        let phone = scene.maya.signs_in(PASSWORD).await.expect("signed in");
        let inputs: Vec<_> = (0..6).map(|number| (once(), answers(&[("city", format!("town {number}").as_str())]))).collect();
        let saving = join_all(inputs.iter().map(|(press, input)| phone.save_my_answers(press, id, input)));
        let (press, seen) = (once(), submit(version));
        let (saved, submitted) = tokio::join!(saving, scene.browser.submit_my_form(&press, id, &seen));
        let late = saved.iter().filter(|answer| answer.is_err()).count();
        match submitted {
            Ok(submitted) => {
                assert_eq!((submitted.answers, late), (given(&[("city", "start")]), 6), "what was seen, and nothing after it");
            }
            Err(failure) => assert_eq!((failure.code(), late), ("answers_changed", 0)),
        }
        for late in saved.into_iter().filter(Result::is_err) {
            assert_eq!(late.refused(), refusal(409, "document_submitted"));
        }
        if scene.now(id).await.summary.state == DocumentState::InProgress {
            scene.submits(id).await.expect("submitted");
        }
        assert_eq!(scene.at_desk(id).await.answers, scene.now(id).await.answers);
        assert!(scene.robin().verify_document(id).await.expect("looked at").whole);
    }
}

async fn d5_a_form_is_submitted_once(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_form(vec![line("city")]).await;
    let seen = submit(scene.answers(id, &[("city", "Dryden")]).await.answers_version);
    let presses: Vec<_> = (0..5).map(|_| once()).collect();
    let tried = join_all(presses.iter().map(|press| scene.browser.submit_my_form(press, id, &seen))).await;
    assert_eq!(tried.iter().filter(|answer| answer.is_ok()).count(), 1);
    for late in tried.into_iter().filter(Result::is_err) {
        assert_eq!(late.refused(), refusal(409, "document_submitted"));
    }
    let other = scene.sends_form(vec![line("city")]).await;
    let seen = submit(scene.answers(other, &[("city", "Dryden")]).await.answers_version);
    let (raw, path) = (scene.with_one_key(), format!("/api/v1/portal/documents/{other}/submission"));
    let input = serde_json::to_value(seen).expect("JSON");
    let first = raw.post(&path, &input).await;
    let again = unchanged(&house, raw.post(&path, &input)).await;
    assert_eq!((first.status, first.json()), (200, again.json()), "the same key, the same answer");
    for (table, event) in [("document_trail", "event = 'submitted'"), ("document_signatures", "role = 'client'")] {
        assert_eq!(house.number(&format!("SELECT count(*) FROM {table} WHERE {event}")).await, 2);
    }
}

async fn d5_a_form_is_signed_by_the_name_that_was_typed(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let typed = Question::new("name", QuestionKind::Signature, "Your name");
    let id = scene.sends_form(vec![line("city"), typed]).await;
    scene.answers(id, &[("city", "Dryden"), ("name", " Maya M. Ortiz ")]).await;
    let submitted = scene.submits(id).await.expect("submitted");
    assert_eq!(submitted.signatures[0].name.as_str(), "Maya M. Ortiz");
    let other = scene.sends_form(vec![line("city")]).await;
    scene.answers(other, &[("city", "Dryden")]).await;
    let submitted = scene.submits(other).await.expect("submitted");
    assert_eq!(submitted.signatures[0].name.as_str(), "Maya Ortiz", "who signed in");
}

async fn d11_what_is_returned_is_corrected_and_submitted_again(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_form(vec![line("city")]).await;
    scene.answers(id, &[("city", "Dryden")]).await;
    let first = scene.submits(id).await.expect("submitted");
    assert_eq!(
        scene.refuses(scene.browser.save_my_answers(&once(), id, &answers(&[("city", "Ithaca")]))).await,
        refusal(409, "document_submitted")
    );
    scene.robin().return_document(&once(), id, &ReturnDocument { note: "Which one?".into() }).await.expect("returned");
    let returned = scene.now(id).await;
    assert_eq!((returned.summary.state, &returned.answers), (DocumentState::Returned, &first.answers), "nothing is lost");
    assert_eq!(returned.note.expect("a note").as_str(), "Which one?");
    scene.answers(id, &[("city", "Dryden, NY")]).await;
    let correcting = scene.now(id).await;
    assert_eq!(correcting.note.expect("still there").as_str(), "Which one?");
    let again = scene.submits(id).await.expect("submitted again");
    assert_eq!((again.summary.state, again.note), (DocumentState::Submitted, None));
    assert_eq!(again.answers, given(&[("city", "Dryden, NY")]));
    let at_desk = scene.at_desk(id).await;
    let events: Vec<_> = at_desk.trail.iter().map(|line| line.event).collect();
    assert_eq!(events, [TrailEvent::Sent, TrailEvent::Submitted, TrailEvent::Returned, TrailEvent::Submitted]);
    assert!(scene.robin().verify_document(id).await.expect("looked at").whole);
    scene.robin().complete_document(&once(), id).await.expect("it is well");
    assert_eq!(
        scene.refuses(scene.browser.submit_my_form(&once(), id, &submit(again.answers_version))).await,
        refusal(409, "document_completed")
    );
}

async fn d11_what_is_over_is_not_answered(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_form(vec![line("city")]).await;
    let saved = scene.answers(id, &[("city", "Dryden")]).await;
    scene.robin().void_document(&once(), id, &VoidDocument { reason: "".into() }).await.expect("taken back");
    let gone = refusal(409, "document_void");
    assert_eq!(scene.refuses(scene.browser.save_my_answers(&once(), id, &answers(&[("city", "Ithaca")]))).await, gone);
    assert_eq!(scene.refuses(scene.browser.submit_my_form(&once(), id, &submit(saved.answers_version))).await, gone);
    assert_eq!(scene.now(id).await.answers, given(&[("city", "Dryden")]), "what she wrote is still hers to read");
}
