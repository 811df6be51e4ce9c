//! Notices of the browser: opted in to, without content, for whom they are meant.

use api::Api;
use domain::access::password::ChangePassword;
use domain::access::session::App;
use domain::messaging::{EndPush, PushSubscription};
use domain::practice::profile::PortalSettings;
use domain::practice::staff::Role;
use messaging::push::{self, Outcome};
use platform::db::Scope;
use platform::live::Person;
use platform::subscriptions;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::thread::{Thread, in_care_of};
use crate::harness::{House, PASSWORD, Refused as _, both_databases, http, once, refusal};

both_databases!(
    a_browser_is_told_without_a_word_of_content,
    a_browser_that_is_gone_is_forgotten,
    a_browser_is_one_persons_at_a_time,
    nobody_is_woken_who_did_not_ask_for_it,
    signing_out_on_a_device_ends_its_notices,
    a_session_that_ends_for_want_of_use_leaves_them,
    signing_out_everywhere_ends_all_of_them,
    whoever_may_come_in_no_longer_is_told_no_longer,
    who_has_read_it_or_may_not_read_it_is_not_woken,
);

const ENDPOINT: &str = "https://push.example.net/send/dBx1y-APA91bH";

fn subscription(endpoint: &str) -> PushSubscription {
    PushSubscription { endpoint: endpoint.into(), p256dh: "A".repeat(87).into(), auth: "A".repeat(22).into() }
}

async fn count(house: &House, table: &str) -> i64 {
    house.number(&format!("SELECT count(*) FROM {table}")).await
}

/// A push service that answers one request with `status`, and gives what it was sent.
async fn service(status: &'static str) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}/send/secret-part", listener.local_addr().expect("an address"));
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("somebody comes");
        let (mut said, mut buffer) = (Vec::new(), [0; 4096]);
        while !said.windows(4).any(|end| end == b"\r\n\r\n") {
            let read = stream.read(&mut buffer).await.expect("a request");
            assert!(read > 0, "the request is whole");
            said.extend_from_slice(&buffer[..read]);
        }
        stream
            .write_all(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").as_bytes())
            .await
            .expect("answered");
        String::from_utf8_lossy(&said).into_owned()
    });
    (address, task)
}

async fn a_browser_is_told_without_a_word_of_content(house: House) {
    let key = house.browser(App::Portal).get_push_key().await.expect("anybody may know").public_key;
    assert_eq!(house.browser(App::Admin).get_push_key().await.expect("the same for all").public_key, key);
    assert_eq!(key.len(), 87, "an uncompressed point");
    let (address, asked) = service("201 Created").await;
    let told = push::wake_browser(house.platform(), &http(), &address.parse().expect("an address")).await.expect("asked");
    assert_eq!(told, Outcome::Taken);
    let request = asked.await.expect("a request").to_lowercase();
    let (head, body) = request.split_once("\r\n\r\n").expect("a head");
    assert!(body.is_empty() && head.contains("\r\ncontent-length: 0"), "{request}");
    assert!(head.starts_with("post /send/secret-part http/1.1\r\n"), "{head}");
    assert!(head.contains("\r\nttl: 3600") && head.contains(&format!(", k={}", key.to_lowercase())), "{head}");
    for (status, outcome) in [
        ("404 Gone", Outcome::Gone),
        ("410 Gone", Outcome::Gone),
        ("429 Slow", Outcome::Later),
        ("503 Away", Outcome::Later),
        ("403 No", Outcome::Refused),
    ] {
        let (address, _asked) = service(status).await;
        let told = push::wake_browser(house.platform(), &http(), &address.parse().expect("an address")).await.expect("asked");
        assert_eq!(told, outcome, "{status}");
    }
    let nobody = TcpListener::bind("127.0.0.1:0").await.expect("a free port").local_addr().expect("an address");
    let address = format!("http://{nobody}/send/secret-part").parse().expect("an address");
    let told = push::wake_browser(house.platform(), &http(), &address).await.expect("tried");
    assert_eq!(told, Outcome::Unreached, "nobody listens there");
    assert_eq!(house.number("SELECT count(*) FROM installation WHERE name = 'push_key'").await, 1);
}

async fn a_browser_that_is_gone_is_forgotten(house: House) {
    let thread = Thread::open(&house).await;
    thread.browser.subscribe_my_push(&once(), &subscription(ENDPOINT)).await.expect("kept");
    let me = thread.browser.get_me().await.expect("signed in");
    let scope = Scope { practice: thread.practice.owner().get_practice().await.expect("the practice").id };
    let person = Person::client(scope.practice, me.client.expect("a client").id);
    let db = house.platform().db.read();
    let id = subscriptions::of(db, person).await.expect("hers")[0];
    let row = subscriptions::find(db, scope, id).await.expect("read").expect("there");
    assert_eq!(row.endpoint(&house.platform().secrets).expect("opens").map(String::from).as_deref(), Some(ENDPOINT));
    for (outcome, again) in [(Outcome::Taken, false), (Outcome::Refused, false), (Outcome::Unreached, false), (Outcome::Later, true)] {
        let settled = push::settle(house.platform(), &row, outcome).await.expect("settled");
        assert_eq!(settled, again, "{outcome:?}: only who asks for it is asked once more");
    }
    assert_eq!(count(&house, "push_subscriptions").await, 1);
    assert!(!push::settle(house.platform(), &row, Outcome::Gone).await.expect("forgotten"));
    assert_eq!(count(&house, "push_subscriptions").await, 0);
}

async fn a_browser_is_one_persons_at_a_time(house: House) {
    let thread = Thread::open(&house).await;
    let noah = in_care_of(&thread.practice, "Noah", thread.jordan.id).await.comes_in().await;
    let subscribe = async |api: &Api, endpoint: &str| api.subscribe_my_push(&once(), &subscription(endpoint)).await.expect("kept");
    subscribe(&thread.browser, ENDPOINT).await;
    subscribe(&thread.browser, ENDPOINT).await;
    assert_eq!(count(&house, "push_subscriptions").await, 1);
    subscribe(&noah, ENDPOINT).await;
    let whose = house.number("SELECT count(DISTINCT person_id) FROM push_subscriptions").await;
    assert_eq!((count(&house, "push_subscriptions").await, whose), (1, 1), "the family's computer is Noah's now");
    let end = EndPush { endpoint: ENDPOINT.into() };
    thread.browser.end_my_push(&once(), &end).await.expect("nothing of hers is there");
    assert_eq!(count(&house, "push_subscriptions").await, 1, "nobody ends another's");
    noah.end_my_push(&once(), &end).await.expect("ended");
    assert_eq!(count(&house, "push_subscriptions").await, 0);
    for number in 0..7 {
        subscribe(&noah, &format!("{ENDPOINT}{number}")).await;
    }
    assert_eq!(count(&house, "push_subscriptions").await, 5, "the ones that came first are gone");
    let inside = subscription("https://10.0.0.1/x");
    assert_eq!(noah.subscribe_my_push(&once(), &inside).await.refused_at("/endpoint"), "address");
    thread.may(|rights| rights.messages = false).await;
    let answer = thread.browser.subscribe_my_push(&once(), &subscription(ENDPOINT)).await;
    assert_eq!(answer.refused(), refusal(404, "not_found"));
}

async fn nobody_is_woken_who_did_not_ask_for_it(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let pushes = || house.number("SELECT count(*) FROM jobs WHERE kind = 'message_push'");
    thread.jordan_says("One").await;
    assert_eq!(pushes().await, 0);
    thread.jordan.subscribe_push(&once(), &subscription(ENDPOINT)).await.expect("kept");
    thread.jordan_says("Two").await;
    assert_eq!(pushes().await, 0, "not of one's own words");
    thread.maya_says("Three").await;
    assert_eq!(pushes().await, 1);
    for number in 0..4 {
        thread.jordan.subscribe_push(&once(), &subscription(&format!("{ENDPOINT}{number}"))).await.expect("kept");
    }
    thread.maya_says("Four").await;
    assert_eq!(pushes().await, 2, "one for all of a person's browsers");
}

async fn subscribes(browser: &Api, endpoint: &str) {
    browser.subscribe_my_push(&once(), &subscription(&format!("{ENDPOINT}{endpoint}"))).await.expect("kept");
}

async fn is_told(browser: &Api) -> bool {
    browser.get_my_push().await.expect("signed in").on
}

async fn signing_out_on_a_device_ends_its_notices(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (phone, laptop) = (&thread.browser, thread.maya.signs_in(PASSWORD).await.expect("a second device"));
    assert!(!is_told(phone).await);
    subscribes(phone, "phone").await;
    subscribes(&laptop, "laptop").await;
    assert!(is_told(phone).await && is_told(&laptop).await);
    phone.sign_out(&once()).await.expect("out");
    assert_eq!(count(&house, "push_subscriptions").await, 1);
    assert!(is_told(&laptop).await, "the other device goes on");
    // Signed out from afar, by the list of devices.
    let phone = thread.maya.signs_in_from(phone, PASSWORD).await.expect("in again");
    assert!(!is_told(&phone).await, "it is asked for anew");
    let other = phone.list_devices().await.expect("hers").items.into_iter().find(|device| !device.current).expect("the laptop");
    phone.sign_out_device(&once(), other.id).await.expect("out");
    assert_eq!(count(&house, "push_subscriptions").await, 0);
    // The same for staff, and somebody else's sign-out touches nobody.
    subscribes(&phone, "phone").await;
    thread.jordan.subscribe_push(&once(), &subscription(ENDPOINT)).await.expect("kept");
    assert!(thread.jordan.get_push().await.expect("signed in").on);
    thread.jordan.sign_out(&once()).await.expect("out");
    assert_eq!(count(&house, "push_subscriptions").await, 1);
    assert!(is_told(&phone).await);
}

async fn a_session_that_ends_for_want_of_use_leaves_them(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    subscribes(&thread.browser, "phone").await;
    house.advance(15 * 60);
    let phone = thread.maya.signs_in_from(&thread.browser, PASSWORD).await.expect("in again, on the same device");
    assert!(is_told(&phone).await, "that is what notices are for");
    // By a session that did not ask for them, too.
    phone.sign_out(&once()).await.expect("out");
    assert_eq!(count(&house, "push_subscriptions").await, 0);
}

async fn signing_out_everywhere_ends_all_of_them(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let laptop = thread.maya.signs_in(PASSWORD).await.expect("a second device");
    let noah = in_care_of(&thread.practice, "Noah", thread.jordan.id).await.comes_in().await;
    for (browser, endpoint) in [(&thread.browser, "phone"), (&laptop, "laptop"), (&noah, "noah")] {
        subscribes(browser, endpoint).await;
    }
    // Another password ends the other sessions; who changes it stays.
    let input = ChangePassword { current_password: PASSWORD.into(), new_password: "nine quiet herons".into() };
    laptop.change_password(&once(), &input).await.expect("changed");
    assert!(is_told(&laptop).await);
    assert_eq!(count(&house, "push_subscriptions").await, 2);
    laptop.sign_out_everywhere(&once()).await.expect("out");
    assert_eq!(count(&house, "push_subscriptions").await, 1);
    assert!(is_told(&noah).await, "others go on");
}

async fn whoever_may_come_in_no_longer_is_told_no_longer(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let sam = thread.practice.staff("Sam", Role::FrontDesk).await;
    subscribes(&thread.browser, "phone").await;
    for (colleague, number) in [(&thread.jordan, 1), (&sam, 2)] {
        colleague.subscribe_push(&once(), &subscription(&format!("{ENDPOINT}{number}"))).await.expect("kept");
    }
    thread.maya.staff.disable_portal_access(&once(), thread.maya.id).await.expect("disabled");
    assert_eq!(count(&house, "push_subscriptions").await, 2);
    thread.practice.owner().deactivate_staff(&once(), thread.jordan.id).await.expect("deactivated");
    assert_eq!(count(&house, "push_subscriptions").await, 1);
    assert!(sam.get_push().await.expect("signed in").on, "nobody else is touched");
}

async fn who_has_read_it_or_may_not_read_it_is_not_woken(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.jordan_says("One").await;
    thread.maya_says("Two").await;
    // Not before: the push services are far away.
    subscribes(&thread.browser, "phone").await;
    thread.jordan.subscribe_push(&once(), &subscription(&format!("{ENDPOINT}1"))).await.expect("kept");
    let owner = thread.practice.owner();
    let now = owner.get_practice().await.expect("the practice");
    let scope = Scope { practice: now.id };
    let (maya, jordan) = (Person::client(scope.practice, thread.maya.id), Person::staff(scope.practice, thread.jordan.id));
    let db = house.platform().db.read();
    let woken = async |person, seq| {
        let browsers = subscriptions::of(db, person).await.expect("read");
        assert_eq!(browsers.len(), 1);
        push::due(db, scope, browsers[0], thread.id, seq).await.expect("decided").is_some()
    };
    assert!(woken(maya, 1).await && woken(jordan, 2).await);
    thread.maya_has_read(1).await;
    thread.jordan_has_read(2).await;
    assert!(!woken(maya, 1).await && !woken(jordan, 2).await, "it was read meanwhile");
    assert!(woken(maya, 3).await && woken(jordan, 3).await, "a later one was not");
    thread.may(|rights| rights.messages = false).await;
    assert!(!woken(maya, 3).await, "messages are not hers to read");
    thread.may(|rights| rights.messages = true).await;
    let closed = PortalSettings { open: false, ..now.portal };
    owner.update_portal_settings(&once(), Some(now.version), &closed).await.expect("closed");
    assert!(!woken(maya, 3).await, "the portal is closed");
    assert!(woken(jordan, 3).await, "staff are at work all the same");
}
