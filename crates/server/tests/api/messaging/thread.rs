//! A client and her clinician who write to each other, and the handful of things everybody does with messages.

use std::sync::atomic::{AtomicU64, Ordering};

use api::{Api, Failure, LiveStream, Told};
use domain::access::portal_access::UpdatePortalAccess;
use domain::access::rights::Rights;
use domain::access::session::App;
use domain::messaging::{
    Conversation, LinkOpened, ListMessages, MarkRead, Message, MessagingSettings, OpenMessageLink, OpenMyConversation, SendMessage,
};
use domain::practice::client::ClientInput;
use domain::practice::staff::Role;
use domain::{ConversationId, MessageId, StaffId};
use platform::db::Moment;
use uuid::Uuid;

use crate::harness::{Client, Colleague, House, Kind, Post, Practice, client_input, once, within};

pub const MAYA: &str = "maya@example.com";
pub const JORDAN: &str = "jordan@example.com";

/// Maya is in Jordan's care; she has come in and opened their conversation.
pub struct Thread {
    /// The house it is in.
    pub house: House,
    /// The practice, with Robin, its owner.
    pub practice: Practice,
    /// Her clinician.
    pub jordan: Colleague,
    /// The client.
    pub maya: Client,
    /// Her browser, where she is signed in.
    pub browser: Api,
    /// Their conversation.
    pub id: ConversationId,
}

impl Thread {
    pub async fn open(house: &House) -> Self {
        let practice = house.practice().await;
        let jordan = practice.staff("Jordan", Role::Clinician).await;
        let maya = in_care_of(&practice, "Maya", jordan.id).await;
        let browser = maya.comes_in().await;
        let id = opens(&browser, Some(jordan.id)).await.id;
        Self { house: house.clone(), practice, jordan, maya, browser, id }
    }

    /// Maya writes.
    pub async fn maya_says(&self, text: &str) -> Message {
        self.browser.send_my_message(&once(), self.id, &message(text)).await.expect("sent")
    }

    /// Jordan writes.
    pub async fn jordan_says(&self, text: &str) -> Message {
        self.jordan.send_message(&once(), self.id, &message(text)).await.expect("sent")
    }

    /// What Maya reads, the oldest first.
    pub async fn maya_reads(&self) -> Vec<String> {
        texts(self.browser.list_my_messages(self.id, &ListMessages::default()).await.expect("hers").items)
    }

    /// What `colleague` reads, the oldest first.
    pub async fn reads(&self, colleague: &Colleague) -> Vec<String> {
        texts(colleague.list_messages(self.id, &ListMessages::default()).await.expect("theirs").items)
    }

    /// Maya has read up to this place.
    pub async fn maya_has_read(&self, seq: i64) {
        self.browser.mark_my_messages_read(&once(), self.id, &MarkRead { seq }).await.expect("noted");
    }

    /// Jordan has read up to this place.
    pub async fn jordan_has_read(&self, seq: i64) {
        self.jordan.mark_messages_read(&once(), self.id, &MarkRead { seq }).await.expect("noted");
    }

    /// The practice changes what Maya may do.
    pub async fn may(&self, change: impl FnOnce(&mut Rights)) {
        let access = self.practice.owner().get_portal_access(self.maya.id).await.expect("her access");
        let mut rights = access.rights;
        change(&mut rights);
        let input = UpdatePortalAccess { rights };
        self.practice.owner().update_portal_access(&once(), self.maya.id, Some(access.version), &input).await.expect("saved");
    }

    /// The notice that came to Maya.
    pub async fn notice(&self) -> Post {
        settled(&self.house).await;
        let mail = self.house.mail_to(MAYA).await;
        assert_eq!(mail.kind, "new_secure_message");
        mail
    }

    /// Jordan writes, and Maya opens the conversation by the notice's link on a phone that is new here.
    pub async fn is_opened_by_link(&self) -> (Post, Api) {
        self.jordan_says("For Maya").await;
        let notice = self.notice().await;
        let phone = self.house.browser(App::Portal);
        self.presses(&phone, &notice).await.expect("opened");
        (notice, phone)
    }

    /// Somebody presses *Read my message* on the page of the notice's link.
    pub async fn presses(&self, browser: &Api, notice: &Post) -> Result<LinkOpened, Failure> {
        let input = OpenMessageLink { practice: self.practice.slug.clone(), token: notice.token() };
        browser.open_message_link(&once(), &input).await
    }
}

/// A client whom `clinician` sees, with one address where e-mail is ok.
pub async fn in_care_of(practice: &Practice, first_name: &str, clinician: StaffId) -> Client {
    let input = ClientInput { primary_clinician_id: Some(clinician), ..client_input(first_name) };
    let record = practice.owner().create_client(&once(), &input).await.expect("the client is created");
    let email = input.emails[0].address.as_str().to_owned();
    let staff = (**practice.owner()).clone();
    Client { house: practice.house.clone(), practice: practice.slug.clone(), staff, id: record.id, email }
}

/// The client of `browser` opens the conversation with a clinician, or with the front desk.
pub async fn opens(browser: &Api, staff_id: Option<StaffId>) -> Conversation {
    browser.open_my_conversation(&once(), &OpenMyConversation { staff_id }).await.expect("opened")
}

/// Changes the practice's choices about messages.
pub async fn choose(owner: &Api, change: impl FnOnce(&mut MessagingSettings)) {
    let now = owner.get_messaging().await.expect("the choices");
    let mut settings = now.settings;
    change(&mut settings);
    owner.update_messaging(&once(), Some(now.version), &settings).await.expect("saved");
}

/// A message with an id of its own.
pub fn message(text: &str) -> SendMessage {
    SendMessage { id: fresh_id(), text: text.into(), files: Vec::new() }
}

/// An id that no other message of this run has.
pub fn fresh_id() -> MessageId {
    static LAST: AtomicU64 = AtomicU64::new(1);
    let number = u128::from(LAST.fetch_add(1, Ordering::SeqCst));
    MessageId(Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0000 + number))
}

fn texts(mut items: Vec<Message>) -> Vec<String> {
    items.reverse();
    items.into_iter().map(|message| message.text.as_str().to_owned()).collect()
}

/// Waits until everybody was looked after who is to be told by now, and their mail is out.
pub async fn settled(house: &House) {
    let now = Moment::from(house.now()).0;
    let waiting = [
        format!("SELECT count(*) FROM jobs WHERE kind LIKE 'message%' AND state = 'queued' AND run_at <= {now}"),
        "SELECT count(*) FROM outbox WHERE state = 'queued'".to_owned(),
    ];
    for query in waiting {
        within(20, "the work in the background", async || (house.number(&query).await == 0).then_some(())).await;
    }
}

/// The id as the database writes it.
pub fn in_sql(house: &House, id: Uuid) -> String {
    match house.kind() {
        Kind::Sqlite => format!("X'{}'", id.simple().to_string().to_uppercase()),
        Kind::Postgres => format!("'{id}'"),
    }
}

/// The next event of a stream; there must be one soon.
pub async fn told(stream: &mut LiveStream) -> Told {
    let next = tokio::time::timeout(std::time::Duration::from_secs(10), stream.next()).await;
    next.expect("something is told within ten seconds").expect("the stream goes on")
}

/// Nothing is told for a while.
pub async fn silent(stream: &mut LiveStream) {
    let next = tokio::time::timeout(std::time::Duration::from_millis(400), stream.next()).await;
    assert!(next.is_err(), "told: {next:?}");
}
