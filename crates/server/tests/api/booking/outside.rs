//! B17: what calendars elsewhere say is busy closes times here.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use api::Api;
use booking::outside::read_due;
use domain::booking::calendar::{OutsideCalendar, OutsideCalendarInput, OutsideCalendarState};
use domain::booking::portal::OpeningsQuery;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::clinic::{Clinic, wall};
use crate::harness::{House, PASSWORD, Refused as _, both_databases, both_databases_with, once, within};

both_databases_with!(
    private_calendars,
    |config: &mut platform::config::Config| config.private_calendars = true,
    b17_busy_times_elsewhere_close_ours_until_the_calendar_is_removed,
    b17_a_calendar_that_fails_says_so_and_what_was_read_still_holds,
);
both_databases!(b17_addresses_inside_are_not_asked);

/// Somebody else's server, which answers what it is told to.
#[derive(Clone)]
struct Elsewhere {
    port: u16,
    says: Arc<Mutex<(u16, String)>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    async fn open(status: u16, events: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let made = Self { port, says: Arc::default(), asked: Arc::default() };
        made.say(status, events);
        let server = made.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = vec![0; 4096];
                let length = stream.read(&mut request).await.unwrap_or_default();
                server.asked.lock().expect("not poisoned").push(String::from_utf8_lossy(&request[..length]).into_owned());
                let (status, body) = server.says.lock().expect("not poisoned").clone();
                let answer = format!(
                    "HTTP/1.1 {status} X\r\nContent-Type: text/calendar\r\nETag: \"v1\"\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                    body.len()
                );
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        made
    }

    fn say(&self, status: u16, events: &str) {
        let body = if events.is_empty() {
            String::new()
        } else {
            format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n")
        };
        *self.says.lock().expect("not poisoned") = (status, body);
    }

    fn calendar(&self) -> OutsideCalendarInput {
        OutsideCalendarInput { url: format!("webcal://127.0.0.1:{}/secret-7/basic.ics", self.port).into(), name: "Home".into() }
    }
}

const DENTIST: &str = "BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=America/New_York:20260305T090000\r\nDTEND;TZID=America/New_York:20260305T120000\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\n";

/// The calendar, once it was read, whatever came of it.
async fn once_read(clinic: &Clinic) -> OutsideCalendar {
    within(20, "the calendar is read", async || {
        let page = clinic.owner().list_outside_calendars(clinic.staff).await.expect("the calendars");
        page.items.into_iter().find(|calendar| calendar.state != OutsideCalendarState::New)
    })
    .await
}

async fn again(clinic: &Clinic) -> Api {
    clinic.maya.signs_in(PASSWORD).await.expect("signed in")
}

async fn thursday(clinic: &Clinic, browser: &Api, day: &str) -> Vec<String> {
    let week = day.parse().expect("a day");
    let query = OpeningsQuery { staff_id: clinic.staff, office_id: clinic.office, service_id: clinic.service, week, replaces: None };
    let days = browser.list_openings(&query).await.expect("the week").days;
    let open = days.into_iter().find(|it| it.date == week).expect("the day");
    open.morning.iter().chain(&open.afternoon).map(|opening| wall(opening.start)).collect()
}

async fn b17_busy_times_elsewhere_close_ours_until_the_calendar_is_removed(house: House) {
    house.mail_does_not_matter();
    let clinic = Clinic::open(&house).await;
    let browser = clinic.maya.comes_in().await;
    let there = Elsewhere::open(200, DENTIST).await;
    assert_eq!(thursday(&clinic, &browser, "2026-03-05").await.first().map(String::as_str), Some("2026-03-05T09:00"));
    let made = clinic.owner().create_outside_calendar(&once(), clinic.staff, &there.calendar()).await.expect("subscribed");
    assert_eq!((made.state, made.host.as_str()), (OutsideCalendarState::New, format!("127.0.0.1:{}", there.port).as_str()));
    let read = once_read(&clinic).await;
    assert_eq!((read.state, read.failure, read.last_read_at), (OutsideCalendarState::Ok, None, Some(house.now())));
    for day in ["2026-03-05", "2026-03-12"] {
        assert_eq!(
            thursday(&clinic, &browser, day).await.first().map(String::as_str),
            Some(format!("{day}T12:00").as_str()),
            "recurring, on the wall"
        );
    }
    // Asked again after half an hour, and not before.
    house.advance(1799);
    read_due(house.platform().clone()).await.expect("a round");
    assert_eq!(there.asked.lock().expect("not poisoned").len(), 1);
    house.advance(1);
    let (one, two) = tokio::join!(read_due(house.platform().clone()), read_due(house.platform().clone()));
    one.and(two).expect("two rounds at once");
    assert_eq!(there.asked.lock().expect("not poisoned").len(), 2, "one of the two");

    let clinic = clinic.another_day().await;
    let browser = again(&clinic).await;
    clinic.owner().delete_outside_calendar(&once(), made.id).await.expect("removed");
    assert_eq!(thursday(&clinic, &browser, "2026-03-05").await.first().map(String::as_str), Some("2026-03-05T09:00"));
    assert_eq!(house.number("SELECT count(*) FROM outside_busy").await, 0);
}

async fn b17_a_calendar_that_fails_says_so_and_what_was_read_still_holds(house: House) {
    house.mail_does_not_matter();
    let mut clinic = Clinic::open(&house).await;
    clinic.maya.comes_in().await;
    let there = Elsewhere::open(200, DENTIST).await;
    clinic.owner().create_outside_calendar(&once(), clinic.staff, &there.calendar()).await.expect("subscribed");
    assert_eq!(once_read(&clinic).await.state, OutsideCalendarState::Ok);
    for (status, events, says) in [
        (404, "", "nothing at this address"),
        (
            200,
            "BEGIN:VEVENT\r\nUID:b\r\nDTSTART:20260101T000000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\n",
            "more than can be read",
        ),
    ] {
        there.say(status, events);
        house.advance(1800);
        read_due(house.platform().clone()).await.expect("a round");
        clinic = clinic.another_day().await;
        let browser = again(&clinic).await;
        let failing = once_read(&clinic).await;
        assert_eq!(failing.state, OutsideCalendarState::Failing);
        assert!(
            failing.failure.as_deref().is_some_and(|failure| failure.contains(says) && !failure.contains("secret-7")),
            "{:?}",
            failing.failure
        );
        assert_eq!(thursday(&clinic, &browser, "2026-03-12").await.first().map(String::as_str), Some("2026-03-12T12:00"));
    }
    // The other side says that nothing has changed: that is a good answer, too.
    there.say(304, "");
    house.advance(1800);
    read_due(house.platform().clone()).await.expect("a round");
    let clinic = clinic.another_day().await;
    let browser = again(&clinic).await;
    assert_eq!(once_read(&clinic).await.state, OutsideCalendarState::Ok);
    assert_eq!(thursday(&clinic, &browser, "2026-03-12").await.first().map(String::as_str), Some("2026-03-12T12:00"));
    let asked = there.asked.lock().expect("not poisoned").join("\n").to_lowercase();
    assert!(asked.contains("if-none-match: \"v1\""), "{asked}");
}

async fn b17_addresses_inside_are_not_asked(house: House) {
    let clinic = Clinic::open(&house).await;
    let there = Elsewhere::open(200, DENTIST).await;
    clinic.owner().create_outside_calendar(&once(), clinic.staff, &there.calendar()).await.expect("subscribed");
    let read = once_read(&clinic).await;
    assert_eq!((read.state, read.failure.as_deref()), (OutsideCalendarState::Failing, Some("This address cannot be read from.")));
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(there.asked.lock().expect("not poisoned").is_empty(), "nobody was asked");
    let plain = OutsideCalendarInput { url: "http://calendar.example/a.ics".into(), name: "Home".into() };
    assert_eq!(clinic.owner().create_outside_calendar(&once(), clinic.staff, &plain).await.refused_at("/url"), "url");
}
