//! D1, D9: what the practice authors, in versions.

use domain::TemplateId;
use domain::documents::{
    ArchiveTemplate, Asks, DocumentKind, DocumentTemplateInput, FormTemplateInput, ListTemplates, Question, QuestionKind, Template,
    TemplateDetails,
};
use domain::practice::profile::Language;
use domain::practice::staff::Role;
use futures_util::future::{join, join_all};
use uuid::Uuid;

use super::scene::{Scene, consent, form, line, unchanged};
use crate::harness::{Colleague, House, Refused as _, both_databases, once, refusal};

both_databases!(
    d1_editing_makes_a_new_version,
    d1_saved_as_it_was_there_is_no_new_version,
    d1_of_two_who_save_at_once_one_is_told,
    d1_a_form_is_no_document_and_a_document_no_form,
    d1_what_is_archived_is_put_away_and_comes_back,
    d1_lists_go_by_title_page_by_page,
    d9_lists_say_how_many_clients_have_it_open,
    d1_a_practice_has_at_most_five_hundred,
    s4_who_writes_and_who_only_reads,
    s7_each_change_is_recorded,
);

fn numbers(template: &Template) -> Vec<i64> {
    template.versions.iter().map(|version| version.number).collect()
}

fn titles_of(items: &[domain::documents::TemplateSummary]) -> Vec<&str> {
    items.iter().map(|item| item.title.as_str()).collect()
}

fn archived(limit: u32) -> ListTemplates {
    ListTemplates { archived: Some(true), limit: Some(limit), cursor: None }
}

async fn puts_away(by: &Colleague, id: TemplateId, archived: bool) -> Template {
    by.archive_document_template(&once(), id, None, &ArchiveTemplate { archived }).await.expect("put away or taken out")
}

async fn d1_editing_makes_a_new_version(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let sam = practice.staff("Sam", Role::Clinician).await;
    let made = owner.create_document_template(&once(), &consent(" Office policies ")).await.expect("written");
    assert_eq!(made.details, TemplateDetails::Document(consent("Office policies")));
    assert_eq!((made.version, numbers(&made), made.archived), (1, vec![1], false));

    house.advance(60);
    let edited = DocumentTemplateInput {
        title: "Políticas".into(),
        language: Language::Es,
        asks: Asks::Files,
        body: "Ambos lados, por favor.".into(),
        renew_after_months: Some(12),
        expire_after_days: Some(30),
        ..consent("")
    };
    let saved = sam.update_document_template(&once(), made.id, Some(1), &edited).await.expect("saved");
    assert_eq!((saved.id, saved.version, numbers(&saved)), (made.id, 2, vec![2, 1]));
    assert_eq!(saved.details, TemplateDetails::Document(edited));
    let by: Vec<_> = saved.versions.iter().map(|version| version.saved_by.as_ref().expect("somebody").id).collect();
    assert_eq!(by, [sam.id, owner.id]);
    assert_eq!(saved.versions[0].saved_at, house.now());
    assert!(saved.versions[1].saved_at < house.now());
    assert_eq!(owner.get_document_template(made.id).await.expect("there"), saved);
    let before = owner.get_document_template_as_it_was(made.id, 1).await.expect("there");
    assert_eq!(before.details, TemplateDetails::Document(consent("Office policies")), "what was sent can be read again");
    assert_eq!((before.version, before.versions), (2, saved.versions.clone()));
    assert_eq!(owner.get_document_template_as_it_was(made.id, 3).await.refused(), refusal(404, "not_found"));
    assert_eq!(owner.get_document_template_as_it_was(made.id, 0).await.refused_at("/number"), "range");

    let listed = owner.list_document_templates(&ListTemplates::default()).await.expect("a page").items;
    let [one] = listed.as_slice() else { panic!("{listed:?}") };
    assert_eq!((one.id, one.title.as_str(), one.kind, one.language), (made.id, "Políticas", DocumentKind::Upload, Language::Es));
    assert_eq!((one.number, one.saved_at, one.open), (2, house.now(), 0));

    let asked = form("About you", vec![line("city")]);
    let made = owner.create_form_template(&once(), &asked).await.expect("put together");
    let more =
        FormTemplateInput { introduction: "Hello {client_first_name}".into(), ..form("About you", vec![line("city"), line("street")]) };
    let saved = owner.update_form_template(&once(), made.id, Some(1), &more).await.expect("saved");
    assert_eq!((saved.version, numbers(&saved), saved.details), (2, vec![2, 1], TemplateDetails::Form(more)));
}

async fn d1_saved_as_it_was_there_is_no_new_version(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let made = owner.create_document_template(&once(), &consent("Office policies")).await.expect("written");
    let asked = owner.create_form_template(&once(), &form("About you", vec![line("city")])).await.expect("put together");
    house.advance(60);
    unchanged(&house, async {
        let input = consent("Office policies  ");
        let again = owner.update_document_template(&once(), made.id, Some(1), &input).await.expect("as it was");
        assert_eq!(again, made);
        let input = form("About you", vec![line("city")]);
        assert_eq!(owner.update_form_template(&once(), asked.id, Some(1), &input).await.expect("as it was"), asked);
        let stays = ArchiveTemplate { archived: false };
        assert_eq!(owner.archive_document_template(&once(), made.id, Some(1), &stays).await.expect("as it was"), made);
    })
    .await;
    let late = owner.update_document_template(&once(), made.id, Some(7), &consent("Office policies")).await;
    assert_eq!(late.refused(), refusal(412, "stale"), "even then");
    let other = DocumentTemplateInput { countersign: true, ..consent("Office policies") };
    let saved = owner.update_document_template(&once(), made.id, Some(1), &other).await.expect("saved");
    assert_eq!(numbers(&saved), [2, 1], "whatever of it is another");
}

async fn d1_of_two_who_save_at_once_one_is_told(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let made = owner.create_document_template(&once(), &consent("Policies")).await.expect("written");
    let save = async |title: &str| owner.update_document_template(&once(), made.id, Some(1), &consent(title)).await;
    let (one, two) = join(save("One"), save("Two")).await;
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
    let (saved, late) = if one.is_ok() { (one, two) } else { (two, one) };
    assert_eq!(late.refused(), refusal(412, "stale"));
    assert_eq!(owner.get_document_template(made.id).await.expect("there"), saved.expect("one of them"));

    // Without a version each is kept, one after the other.
    let titles = ["A", "B", "C", "D", "E"];
    let saves =
        join_all(titles.map(|title| async move { owner.update_document_template(&once(), made.id, None, &consent(title)).await })).await;
    assert!(saves.iter().all(Result::is_ok));
    let now = owner.get_document_template(made.id).await.expect("there");
    assert_eq!((now.version, numbers(&now)), (7, vec![7, 6, 5, 4, 3, 2, 1]));
    let late = owner.archive_document_template(&once(), made.id, Some(6), &ArchiveTemplate { archived: true }).await;
    assert_eq!(late.refused(), refusal(412, "stale"));
}

async fn d1_a_form_is_no_document_and_a_document_no_form(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let document = owner.create_document_template(&once(), &consent("Policies")).await.expect("written");
    let asked = owner.create_form_template(&once(), &form("About you", vec![line("city")])).await.expect("put together");
    unchanged(&house, async {
        let answer = owner.update_form_template(&once(), document.id, Some(1), &form("Policies", vec![line("city")])).await;
        assert_eq!(answer.refused(), refusal(404, "not_found"));
        let answer = owner.update_document_template(&once(), asked.id, Some(1), &consent("About you")).await;
        assert_eq!(answer.refused(), refusal(404, "not_found"));
        let nobody = TemplateId(Uuid::from_u128(7));
        assert_eq!(owner.get_document_template(nobody).await.refused(), refusal(404, "not_found"));
        let answer = owner.archive_document_template(&once(), nobody, None, &ArchiveTemplate { archived: true }).await;
        assert_eq!(answer.refused(), refusal(404, "not_found"));
    })
    .await;
    assert_eq!(owner.get_document_template(asked.id).await.expect("of whichever kind"), asked);
    assert!(puts_away(owner, asked.id, true).await.archived);
}

async fn d1_what_is_archived_is_put_away_and_comes_back(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let one = owner.create_document_template(&once(), &consent("One")).await.expect("written");
    owner.create_document_template(&once(), &consent("Two")).await.expect("written");
    let away = puts_away(owner, one.id, true).await;
    assert_eq!((away.archived, away.version, numbers(&away)), (true, 2, vec![1]));
    assert_eq!(puts_away(owner, one.id, true).await, away, "twice is the same as once");
    let now = owner.list_document_templates(&ListTemplates::default()).await.expect("a page").items;
    assert_eq!(titles_of(&now), ["Two"]);
    let put_away = owner.list_document_templates(&archived(50)).await.expect("a page").items;
    assert_eq!((titles_of(&put_away), put_away[0].archived), (vec!["One"], true));
    let saved = owner.update_document_template(&once(), one.id, Some(2), &consent("One more")).await.expect("it can be changed there");
    assert!(saved.archived);
    assert!(!puts_away(owner, one.id, false).await.archived);
    let now = owner.list_document_templates(&ListTemplates::default()).await.expect("a page").items;
    assert_eq!(titles_of(&now), ["One more", "Two"]);
}

async fn d1_lists_go_by_title_page_by_page(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    for title in ["Delta", "Alpha", "Charlie", "Alpha", "Bravo"] {
        owner.create_document_template(&once(), &consent(title)).await.expect("written");
    }
    let (mut all, mut cursor, mut pages) = (Vec::new(), None, 0);
    loop {
        let asked = ListTemplates { limit: Some(2), cursor, archived: None };
        let page = owner.list_document_templates(&asked).await.expect("a page");
        all.extend(page.items);
        pages += 1;
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!((pages, titles_of(&all)), (3, vec!["Alpha", "Alpha", "Bravo", "Charlie", "Delta"]));
    assert_ne!(all[0].id, all[1].id);
    let clients = owner.list_documents(&domain::documents::ListDocuments::default()).await.expect("a page").next_cursor;
    assert_eq!(clients, None);
    let wrong = ListTemplates { cursor: Some("AAAA".into()), ..ListTemplates::default() };
    assert_eq!(owner.list_document_templates(&wrong).await.refused_at("/cursor"), "cursor");
    let wrong = ListTemplates { limit: Some(201), ..ListTemplates::default() };
    assert_eq!(owner.list_document_templates(&wrong).await.refused_at("/limit"), "out_of_range");
}

async fn d9_lists_say_how_many_clients_have_it_open(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let policies = scene.consent("Policies").await;
    let other = scene.consent("Privacy").await;
    let noah = scene.practice.client("Noah").await;
    let open = async || {
        let items = scene.robin().list_document_templates(&ListTemplates::default()).await.expect("a page").items;
        let of = |id| items.iter().find(|item| item.id == id).expect("listed").open;
        (of(policies), of(other))
    };
    assert_eq!(open().await, (0, 0));
    let first = scene.sends(&[policies]).await[0];
    scene.sends(&[policies]).await;
    assert_eq!(open().await, (1, 0), "one client, twice");
    scene.robin().share_documents(&once(), noah.id, &super::scene::these(&[policies, other])).await.expect("sent");
    assert_eq!(open().await, (2, 1));
    scene.signs(first).await;
    assert_eq!(open().await, (2, 1), "the other one is open still");
}

async fn d1_a_practice_has_at_most_five_hundred(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let first = owner.create_document_template(&once(), &consent("First")).await.expect("written");
    puts_away(owner, first.id, true).await;
    for _ in 0..2 {
        let some = (0..249).map(|number| async move { owner.create_document_template(&once(), &consent(&format!("{number}"))).await });
        assert!(join_all(some).await.iter().all(Result::is_ok));
    }
    let (attempts, last) = ([once(), once(), once()], form("Last", vec![line("city")]));
    let tries = join_all(attempts.iter().map(|attempt| owner.create_form_template(attempt, &last))).await;
    assert_eq!(tries.iter().filter(|made| made.is_ok()).count(), 1, "the five hundredth, once");
    for made in tries.into_iter().filter(Result::is_err) {
        assert_eq!(made.refused(), refusal(409, "too_many_templates"));
    }
    assert_eq!(house.number("SELECT count(*) FROM document_templates").await, 500);
    let answer = unchanged(&house, owner.create_document_template(&once(), &consent("More"))).await;
    assert_eq!(answer.refused(), refusal(409, "too_many_templates"));
}

async fn s4_who_writes_and_who_only_reads(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let made = owner.create_document_template(&once(), &consent("Policies")).await.expect("written");
    let asked = owner.create_form_template(&once(), &form("About you", vec![line("city")])).await.expect("put together");
    let (desk, biller) = (practice.staff("Ada", Role::FrontDesk).await, practice.staff("Bo", Role::Biller).await);
    let other = house.another_practice().await;
    assert_eq!(desk.list_document_templates(&ListTemplates::default()).await.expect("a page").items.len(), 2);
    assert_eq!(desk.get_document_template(made.id).await.expect("the practice's own words"), made);
    let nothing = refusal(404, "not_found");
    assert_eq!(biller.list_document_templates(&ListTemplates::default()).await.refused(), nothing);
    assert_eq!(biller.get_document_template(made.id).await.refused(), nothing);
    assert_eq!(other.owner().get_document_template(made.id).await.refused(), nothing);
    assert!(other.owner().list_document_templates(&ListTemplates::default()).await.expect("a page").items.is_empty());
    for who in [&desk, &biller, other.owner()] {
        unchanged(&house, async {
            if who.practice == practice.slug {
                assert_eq!(who.create_document_template(&once(), &consent("Mine")).await.refused(), nothing);
                assert_eq!(who.create_form_template(&once(), &form("Mine", vec![line("city")])).await.refused(), nothing);
            }
            assert_eq!(who.update_document_template(&once(), made.id, None, &consent("Mine")).await.refused(), nothing);
            let mine = form("Mine", vec![Question::new("q", QuestionKind::YesNo, "So?")]);
            assert_eq!(who.update_form_template(&once(), asked.id, None, &mine).await.refused(), nothing);
            let away = ArchiveTemplate { archived: true };
            assert_eq!(who.archive_document_template(&once(), made.id, None, &away).await.refused(), nothing);
        })
        .await;
    }
}

async fn s7_each_change_is_recorded(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let made = owner.create_document_template(&once(), &consent("Policies")).await.expect("written");
    owner.update_document_template(&once(), made.id, None, &consent("Office policies")).await.expect("saved");
    puts_away(owner, made.id, true).await;
    puts_away(owner, made.id, false).await;
    for act in ["created", "updated", "archived", "restored"] {
        let count = format!("SELECT count(*) FROM audit_events WHERE act = 'document_template.{act}'");
        assert_eq!(house.number(&count).await, 1, "{act}");
    }
}
