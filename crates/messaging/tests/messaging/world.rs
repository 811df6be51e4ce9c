//! A small practice in a database of its own: an owner, two clinicians, the front desk, a client.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::messaging::{ListMessages, Message, MessageKind, MessagingSettings, SendMessage};
use domain::practice::client::{ClientInput, ClientStatus};
use domain::practice::profile::{Language, PracticeProfile};
use domain::practice::slug::Slug;
use domain::practice::staff::{Role, StaffInput, StaffState};
use domain::time::{Timestamp, Zone};
use domain::{ConversationId, FileId, MessageId, StaffId};
use messaging::reader::Reader;
use messaging::send::{self, Sent};
use messaging::store::{conversations, settings};
use messaging::thread;
use platform::Platform;
use platform::audit::Actor;
use platform::clock::Clock;
use platform::config::Config;
use platform::db::Scope;
use platform::live::Person;
use platform::problem::Problem;
use platform::secrets::Entropy;
use practice::{clients, practices, staff};
use sea_orm::{ConnectionTrait as _, Database, Statement};
use uuid::Uuid;

pub struct World {
    pub platform: Platform,
    pub scope: Scope,
    pub owner: Reader,
    /// Whom the client sees.
    pub jordan: Reader,
    pub sam: Reader,
    pub desk: Reader,
    pub maya: Reader,
    /// Maya's with Jordan.
    pub conversation: ConversationId,
    _folder: tempfile::TempDir,
}

/// Runs `test` on each database there is.
pub async fn on_each(test: impl AsyncFn(&World)) {
    test(&World::begin(None).await).await;
    let Ok(server) = std::env::var("ANTEROOM_TEST_POSTGRES") else { return };
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("messaging_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    let (host, _) = server.rsplit_once('/').expect("a database in the URL");
    let admin = Database::connect(&server).await.expect("the server");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("made");
    test(&World::begin(Some(format!("{host}/{name}"))).await).await;
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.expect("removed");
}

impl World {
    async fn begin(database_url: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config { data_dir: folder.path().into(), database_url, database_connections: 8, ..Config::default() };
        let clock = Clock::frozen(Timestamp::from_second(1_790_000_000).expect("a moment"));
        let platform = Platform::start(config, clock, Entropy::system()).await.expect("a platform");
        let tx = platform.db.write().await.expect("a transaction");
        let profile = PracticeProfile {
            name: "Willow & Reed".into(),
            slug: Slug("willow-reed".into()),
            phone: "+1 607 555 0142".into(),
            reply_to: None,
            zone: Zone("America/New_York".into()),
            currency: domain::money::Currency("USD".into()),
            accent: None,
            language: Language::En,
        };
        let scope = practices::create(&platform, &*tx, &profile).await.expect("a practice").scope();
        let mut team = Vec::new();
        for (name, role) in [("Robin", Role::Owner), ("Jordan", Role::Clinician), ("Sam", Role::Clinician), ("Kim", Role::FrontDesk)] {
            let email = format!("{name}@willow-reed.example").as_str().into();
            let input = StaffInput {
                first_name: name.into(),
                last_name: "Hale".into(),
                credentials: String::new(),
                role,
                npi: None,
                license: None,
            };
            let member = staff::insert(&platform, &*tx, scope, &email, &input, StaffState::Active).await.expect("a member");
            team.push(Reader { person: Person::staff(scope.practice, member.id()), role: Some(role), link_conversation: None });
        }
        let [owner, jordan, sam, desk] = team[..] else { panic!("four of them") };
        let input = ClientInput {
            first_name: "Maya".into(),
            last_name: "Lopez".into(),
            preferred_name: "".into(),
            status: ClientStatus::Active,
            birth_date: None,
            emails: Vec::new(),
            phones: Vec::new(),
            address: None,
            primary_clinician_id: Some(StaffId(jordan.person.id)),
            language: None,
        };
        let client = clients::create(&platform, &*tx, scope, &input).await.expect("a client");
        let maya = Reader { person: Person::client(scope.practice, client.id()), role: None, link_conversation: None };
        let with = Some(StaffId(jordan.person.id));
        let (row, new) = conversations::open(&platform, &*tx, scope, client.id(), with).await.expect("opened");
        assert!(new);
        tx.commit().await.expect("kept");
        Self { platform, scope, owner, jordan, sam, desk, maya, conversation: row.id(), _folder: folder }
    }

    /// The front desk's conversation with Maya, open to her.
    pub async fn front_desk(&self) -> ConversationId {
        let tx = self.platform.db.write().await.expect("a transaction");
        let open = MessagingSettings { front_desk_open: true, ..MessagingSettings::default() };
        assert!(settings::put(&*tx, self.scope, 1, &open).await.expect("saved"));
        let (row, _) = conversations::open(&self.platform, &*tx, self.scope, self.maya.person.id.into(), None).await.expect("opened");
        tx.commit().await.expect("kept");
        row.id()
    }

    pub async fn send_as(&self, reader: &Reader, to: ConversationId, kind: MessageKind, input: &SendMessage) -> Result<Sent, Problem> {
        send::send(&self.platform, reader, Actor::system(), to, kind, input).await
    }

    /// Sends `text` and gives its place.
    pub async fn says(&self, reader: &Reader, text: &str) -> i64 {
        self.send_as(reader, self.conversation, MessageKind::Message, &message(text)).await.expect("sent").row.seq
    }

    pub async fn notes(&self, reader: &Reader, text: &str) -> i64 {
        self.send_as(reader, self.conversation, MessageKind::Note, &message(text)).await.expect("kept").row.seq
    }

    /// All that `reader` sees of it, the newest first.
    pub async fn sees(&self, reader: &Reader) -> Result<Vec<Message>, Problem> {
        Ok(thread::page(&self.platform, reader, self.conversation, &ListMessages::default()).await?.items)
    }

    pub async fn texts(&self, reader: &Reader) -> Vec<String> {
        self.sees(reader).await.expect("a page").iter().map(|message| message.text.as_str().to_owned()).collect()
    }

    /// How many rows a query counts.
    pub async fn count(&self, from: &str) -> i64 {
        let db = self.platform.db.read();
        let query = Statement::from_string(db.get_database_backend(), format!("SELECT count(*) AS n FROM {from}"));
        db.query_one_raw(query).await.expect("read").expect("a row").try_get("", "n").expect("a number")
    }
}

pub fn message(text: &str) -> SendMessage {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let id = MessageId(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 + u128::from(NEXT.fetch_add(1, Ordering::SeqCst))));
    SendMessage { id, text: text.into(), files: Vec::new() }
}

pub fn with_files(text: &str, files: Vec<FileId>) -> SendMessage {
    SendMessage { files, ..message(text) }
}
