//! M10: the practice's inbox.

use domain::messaging::{ArchiveConversation, AssignConversation, Folder, ListConversations, ListMessages, OpenConversation};
use domain::practice::staff::Role;

use super::thread::{Thread, choose, in_care_of, message, opens};
use crate::harness::{Colleague, House, Refused as _, both_databases, once, refusal};

both_databases!(
    m10_the_inbox_is_searched_by_client,
    m10_what_is_archived_comes_back_with_the_next_message,
    m10_the_inbox_shows_what_somebody_looks_after,
    m10_staff_open_a_conversation_where_it_is_theirs_to_open,
    m10_pages_of_the_inbox_meet_without_gap_and_overlap,
    looking_at_a_conversation_is_written_down,
);

async fn names(colleague: &Colleague, query: ListConversations) -> Vec<String> {
    let page = colleague.list_conversations(&query).await.expect("a page");
    page.items.into_iter().map(|item| item.client_name.expect("a name").as_str().to_owned()).collect()
}

fn all() -> ListConversations {
    ListConversations::default()
}

async fn m10_the_inbox_is_searched_by_client(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.maya_says("Hello").await;
    house.advance(60);
    let noah = in_care_of(&thread.practice, "Noah", thread.jordan.id).await.comes_in().await;
    let theirs = opens(&noah, Some(thread.jordan.id)).await;
    noah.send_my_message(&once(), theirs.id, &message("Maya says hello")).await.expect("sent");
    assert_eq!(names(&thread.jordan, all()).await, ["Noah Ortiz", "Maya Ortiz"], "what was said last first");
    for (query, found) in [("noa", vec!["Noah Ortiz"]), ("ORTIZ may", vec!["Maya Ortiz"]), ("hello", vec![]), ("%", vec![])] {
        let asked = ListConversations { query: Some(query.into()), ..all() };
        assert_eq!(names(&thread.jordan, asked).await, found, "{query}");
    }
    let of_maya = ListConversations { client_id: Some(thread.maya.id), ..all() };
    assert_eq!(names(&thread.jordan, of_maya).await, ["Maya Ortiz"]);
    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    assert_eq!(names(&sam, all()).await, Vec::<String>::new(), "another clinician's is not theirs");
    assert_eq!(names(thread.practice.owner(), all()).await.len(), 2);
}

async fn m10_what_is_archived_comes_back_with_the_next_message(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.maya_says("Hello").await;
    let version = thread.jordan.get_conversation(thread.id).await.expect("theirs").version;
    let put_away = ArchiveConversation { archived: true };
    let away = thread.jordan.archive_conversation(&once(), thread.id, Some(version), &put_away).await.expect("put away");
    assert!(away.archived);
    let late = thread.jordan.archive_conversation(&once(), thread.id, Some(version), &ArchiveConversation { archived: false }).await;
    assert_eq!(late.refused(), refusal(412, "stale"));
    assert_eq!(names(&thread.jordan, all()).await, Vec::<String>::new());
    let archived = || ListConversations { folder: Some(Folder::Archived), ..all() };
    assert_eq!(names(&thread.jordan, archived()).await, ["Maya Ortiz"]);
    let hers = thread.browser.get_my_conversation(thread.id).await.expect("hers");
    assert!(!hers.archived, "the client learns nothing of it");
    thread.jordan.create_message_note(&once(), thread.id, &message("A note")).await.expect("kept");
    assert_eq!(names(&thread.jordan, archived()).await, ["Maya Ortiz"], "a note takes nothing out");
    thread.maya_says("One more thing").await;
    assert_eq!(names(&thread.jordan, all()).await, ["Maya Ortiz"]);
    assert_eq!(names(&thread.jordan, archived()).await, Vec::<String>::new());
}

async fn m10_the_inbox_shows_what_somebody_looks_after(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    choose(thread.practice.owner(), |settings| settings.front_desk_open = true).await;
    let (ada, sam) = (thread.practice.staff("Ada", Role::FrontDesk).await, thread.practice.staff("Sam", Role::Clinician).await);
    thread.maya_says("Hello").await;
    let desk = opens(&thread.browser, None).await;
    thread.browser.send_my_message(&once(), desk.id, &message("Where can I park?")).await.expect("sent");
    let robin = thread.practice.owner();
    assert_eq!(names(robin, all()).await.len(), 2);
    assert_eq!(names(robin, ListConversations { front_desk: Some(true), ..all() }).await.len(), 1);
    let input = AssignConversation { staff_id: Some(sam.id) };
    ada.assign_conversation(&once(), desk.id, None, &input).await.expect("given");
    assert_eq!(names(robin, ListConversations { front_desk: Some(true), ..all() }).await.len(), 0, "nobody's at the desk any longer");
    assert_eq!(names(robin, ListConversations { assigned: Some(sam.id), ..all() }).await.len(), 1);
    assert_eq!(names(&ada, all()).await.len(), 1);
    assert_eq!(names(&thread.jordan, all()).await.len(), 1);
}

async fn m10_staff_open_a_conversation_where_it_is_theirs_to_open(house: House) {
    let thread = Thread::open(&house).await;
    let (ada, kim) = (thread.practice.staff("Ada", Role::FrontDesk).await, thread.practice.staff("Kim", Role::Biller).await);
    let lena = in_care_of(&thread.practice, "Lena", thread.jordan.id).await;
    let with = |staff_id| OpenConversation { client_id: lena.id, staff_id };
    let theirs = thread.jordan.open_conversation(&once(), &with(Some(thread.jordan.id))).await.expect("their own");
    let again = thread.practice.owner().open_conversation(&once(), &with(Some(thread.jordan.id))).await.expect("owners any");
    assert_eq!(again.id, theirs.id);
    ada.open_conversation(&once(), &with(None)).await.expect("the front desk's");
    let gone = || refusal(404, "not_found");
    assert_eq!(ada.open_conversation(&once(), &with(Some(thread.jordan.id))).await.refused(), gone());
    assert_eq!(thread.jordan.open_conversation(&once(), &with(None)).await.refused(), gone());
    assert_eq!(kim.open_conversation(&once(), &with(None)).await.refused(), gone());
    assert_eq!(thread.practice.owner().open_conversation(&once(), &with(Some(kim.id))).await.refused_at("/staff_id"), "clinician");
    assert_eq!(house.number("SELECT count(*) FROM conversations").await, 3, "what was refused left nothing");
}

async fn m10_pages_of_the_inbox_meet_without_gap_and_overlap(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    for number in 0..6 {
        let client = in_care_of(&thread.practice, &format!("Client{number}"), thread.jordan.id).await;
        let input = OpenConversation { client_id: client.id, staff_id: Some(thread.jordan.id) };
        thread.jordan.open_conversation(&once(), &input).await.expect("opened");
    }
    let whole = names(&thread.jordan, all()).await;
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = thread.jordan.list_conversations(&ListConversations { limit: Some(3), cursor, ..all() }).await.expect("a page");
        seen.extend(page.items.into_iter().map(|item| item.client_name.expect("a name").as_str().to_owned()));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!((seen.len(), &seen), (7, &whole));
}

async fn looking_at_a_conversation_is_written_down(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.maya_says("Hello").await;
    let looks = async || house.number("SELECT count(*) FROM audit_events WHERE act = 'conversation.read'").await;
    thread.reads(thread.practice.owner()).await;
    assert_eq!(looks().await, 1);
    // From either end it is the same to whom it is nothing of theirs.
    let back = ListMessages { before: Some(i64::MAX), ..ListMessages::default() };
    let forth = ListMessages { after: Some(0), ..ListMessages::default() };
    for (seen, asked) in [(2, &back), (3, &forth)] {
        assert_eq!(thread.practice.owner().list_messages(thread.id, asked).await.expect("the owner's to see").items.len(), 1);
        assert_eq!(looks().await, seen);
    }
    // Jordan opens it, and the page asks for what came since.
    thread.reads(&thread.jordan).await;
    thread.maya_says("And then").await;
    let since = ListMessages { after: Some(1), ..ListMessages::default() };
    assert_eq!(thread.jordan.list_messages(thread.id, &since).await.expect("theirs").items.len(), 1);
    assert_eq!(looks().await, 4);
    assert_eq!(thread.jordan.list_messages(thread.id, &forth).await.expect("theirs").items.len(), 2);
    assert_eq!(looks().await, 5, "all of it once more");
    assert_eq!(thread.jordan.get_conversation(thread.id).await.expect("theirs").unread, 2, "an owner who looks reads nobody's mail");
}
