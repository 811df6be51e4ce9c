//! The sample's calendar: six weeks of sessions behind, six ahead, and requests of every kind, through the API like the rest.

use api::{Api, Attempt};
use domain::booking::appointment::{CreateAppointment, ListCalendar, Outcome, Recurrence, SetOutcome};
use domain::booking::exception::{AvailabilityExceptionInput, ExceptionKind};
use domain::booking::new_client::{ConfirmNewClientRequest, NewClientRequest, Proof, is_solved};
use domain::booking::portal::{ListMyAppointments, Opening, OpeningsQuery, RequestAppointment};
use domain::booking::request::{DeclineRequest, ProposeTimes};
use domain::booking::settings::{Approval, PrescreenQuestion, SchedulingRules};
use domain::practice::profile::Language;
use domain::practice::service::ServiceInput;
use domain::practice::slug::Slug;
use domain::time::{Date, LocalTime, Timestamp, days_after, monday_of};
use domain::{AppointmentId, ClientId, OfficeId, ServiceId, StaffId};
use jiff::tz::TimeZone;
use platform::secrets::hash;

use super::build::{Done, World};
use super::people::{Person, Story};

/// Weeks of sessions before this one, and with it in all.
const WEEKS_BEHIND: i64 = 5;
const WEEKS: u16 = 12;
/// Where the sample practice is.
const ZONE: &str = "America/New_York";

/// What can be booked: the offices and services by the order in which the sample makes them.
struct Catalogue {
    maple: OfficeId,
    riverside: OfficeId,
    video: OfficeId,
    individual: ServiceId,
    first: ServiceId,
}

impl Catalogue {
    async fn read(owner: &Api) -> Done<Self> {
        let offices = owner.list_offices().await?.items;
        let services = owner.list_services().await?.items;
        let office = |name: &str| offices.iter().find(|o| o.details.name == name).map(|o| o.id).ok_or("no such office");
        let service = |name: &str| services.iter().find(|s| s.details.name == name).map(|s| s.id).ok_or("no such service");
        Ok(Self {
            maple: office("Maple Street")?,
            riverside: office("Riverside")?,
            video: office("Video room")?,
            individual: service("Individual session")?,
            first: service("First consultation")?,
        })
    }

    /// Where the clinician at this place of the list sees people.
    fn office_of(&self, clinician: usize) -> OfficeId {
        [self.maple, self.riverside, self.video][clinician % 3]
    }
}

impl World<'_> {
    /// The practice's rules, and what new clients may ask for.
    pub(super) async fn opens_booking(&self, owner: &Api) -> Done<()> {
        let question = |text: &str, required| PrescreenQuestion { text: text.into(), required };
        let rules = SchedulingRules {
            prescreen_questions: vec![question("What would you like help with?", true), question("Which days suit you best?", false)],
            framing_sites: vec!["https://www.willow-reed.example".into()],
            ..SchedulingRules::default()
        };
        let known = owner.get_scheduling().await?;
        owner.update_scheduling(&Attempt::new(), Some(known.version), &rules).await?;
        for service in owner.list_services().await?.items {
            let details = match service.details.name.as_str() {
                "First consultation" => ServiceInput { for_new_clients: true, buffer_after_minutes: 15, ..service.details },
                "Short session" => ServiceInput { approval: Some(Approval::ExistingBookAtOnce), ..service.details },
                "Couples session" => ServiceInput { bookable_online: false, ..service.details },
                _ => continue,
            };
            owner.update_service(&Attempt::new(), service.id, Some(service.version), &details).await?;
        }
        Ok(())
    }

    /// Who comes every week has a series; what is over has become something.
    pub(super) async fn keeps_calendar(&self, owner: &Api, clinicians: &[StaffId], made: &[(&Person, ClientId)]) -> Done<()> {
        let all = Catalogue::read(owner).await?;
        let monday = monday_of(today(self.end()));
        let first = days_after(monday, -7 * WEEKS_BEHIND).ok_or("a year too far")?;
        let mut of_clinician = vec![0_i64; clinicians.len()];
        for (person, client) in made.iter().filter(|(person, _)| matches!(person.4, Story::Active | Story::NotInvited)) {
            let clinician = person.5;
            let place = of_clinician[clinician];
            of_clinician[clinician] += 1;
            // A day each, then a later hour; not all clinicians at the same: 10 to 12, from the sixth client on 13 to 15.
            let day = place % 5;
            let hour = 10 + (day + i64::try_from(clinician)?) % 3 + 3 * (place / 5);
            let start = days_after(first, day).and_then(|day| LocalTime::new(day, u16::try_from(hour * 60).ok()?)).ok_or("no such time")?;
            let every_weeks = if place % 4 == 3 { 2 } else { 1 };
            let input = CreateAppointment {
                client_id: *client,
                staff_id: clinicians[clinician],
                service_id: all.individual,
                office_id: all.office_of(clinician),
                start,
                minutes: None,
                note: "".into(),
                allow_overlap: false,
                tell_client: false,
                recurrence: Some(Recurrence { every_weeks, count: Some(WEEKS / u16::from(every_weeks)), until: None }),
            };
            owner.create_appointment(&Attempt::new(), &input).await?;
        }
        Ok(())
    }

    /// Sessions that are over were attended, most of them.
    pub(super) async fn notes_outcomes(&self, owner: &Api) -> Done<()> {
        let today = today(self.now());
        let (from, to) = (days_after(today, -44).ok_or("a year too far")?, today);
        let calendar = owner.list_calendar(&ListCalendar { from, to, staff_id: None }).await?;
        for (place, session) in calendar.items.iter().filter(|session| session.end < self.now()).enumerate() {
            let status = match place % 17 {
                7 => Outcome::NoShow,
                12 => Outcome::LateCancelled,
                _ => Outcome::Attended,
            };
            owner.set_appointment_status(&Attempt::new(), session.id, &SetOutcome { status }).await?;
        }
        Ok(())
    }

    /// Time off, extra hours, and what clients asked for yesterday.
    pub(super) async fn has_requests(
        &mut self,
        owner: &Api,
        slug: &Slug,
        clinicians: &[StaffId],
        made: &[(&Person, ClientId)],
    ) -> Done<()> {
        let all = Catalogue::read(owner).await?;
        let monday = monday_of(today(self.now()));
        let at = |day: i64, hour: u16| days_after(monday, day).and_then(|day| LocalTime::new(day, hour * 60)).ok_or("no such time");
        let exception = |kind, from, to, note: &str| AvailabilityExceptionInput {
            kind,
            from,
            to,
            office_id: None,
            service_id: None,
            note: note.into(),
        };
        let off = exception(ExceptionKind::TimeOff, at(21, 0)?, at(24, 0)?, "Conference");
        owner.create_availability_exception(&Attempt::new(), clinicians[1], &off).await?;
        let saturday = exception(ExceptionKind::ExtraHours, at(12, 9)?, at(12, 12)?, "");
        owner.create_availability_exception(&Attempt::new(), clinicians[0], &saturday).await?;

        let client = |name: &str| made.iter().find(|(person, _)| person.0 == name).map(|(person, _)| *person).ok_or("no such client");
        self.asks(slug, client("Maya")?, &all, clinicians, (2, 3), "Could we meet once more before the holidays?").await?;
        self.asks(slug, client("Henry")?, &all, clinicians, (1, 5), "").await?;
        let declined = self.asks(slug, client("Priya")?, &all, clinicians, (1, 9), "After work would be best for me.").await?;
        let moved = self.asks(slug, client("Lucía")?, &all, clinicians, (2, 1), "").await?;
        self.pass(3_600);
        let owner = self.again(slug).await?;
        let no =
            DeclineRequest { reason: "This time is kept for a group.".into(), message: "Thursdays after five are usually free.".into() };
        owner.decline_appointment_request(&Attempt::new(), declined, &no).await?;
        let free = self.openings(slug, client("Lucía")?, (clinicians[2], all.office_of(2), all.individual), 2).await?;
        let starts =
            free.iter().rev().step_by(3).take(2).map(|opening| local(opening.start)).collect::<Option<_>>().ok_or("no such time")?;
        owner.propose_appointment_times(&Attempt::new(), moved, &ProposeTimes { starts }).await?;
        self.cancels(slug, client("Noah")?).await?;
        self.newcomer(slug, &all, clinicians[0]).await
    }

    /// A client asks for the opening at `which`: weeks from now, and place in that week.
    async fn asks(
        &self,
        slug: &Slug,
        person: &Person,
        all: &Catalogue,
        clinicians: &[StaffId],
        (week, place): (i64, usize),
        note: &str,
    ) -> Done<AppointmentId> {
        let (staff_id, office_id, service_id) = (clinicians[person.5], all.office_of(person.5), all.individual);
        let free = self.openings(slug, person, (staff_id, office_id, service_id), week).await?;
        let opening = free.get(place).or(free.last()).ok_or("the week is full")?;
        let wish = RequestAppointment { staff_id, office_id, service_id, start: opening.start, note: note.into(), replaces: None };
        Ok(self.client(slug, person).await?.request_appointment(&Attempt::new(), &wish).await?.id)
    }

    async fn openings(&self, slug: &Slug, person: &Person, what: (StaffId, OfficeId, ServiceId), week: i64) -> Done<Vec<Opening>> {
        let portal = self.client(slug, person).await?;
        let week = days_after(today(self.now()), 7 * week).ok_or("a year too far")?;
        let (staff_id, office_id, service_id) = what;
        let found = portal.list_openings(&OpeningsQuery { staff_id, office_id, service_id, week, replaces: None }).await?;
        Ok(found.days.into_iter().flat_map(|day| day.morning.into_iter().chain(day.afternoon)).collect())
    }

    /// The client's last session of those ahead is cancelled.
    async fn cancels(&self, slug: &Slug, person: &Person) -> Done<()> {
        let portal = self.client(slug, person).await?;
        let ahead = portal.list_my_appointments(&ListMyAppointments::default()).await?;
        let last = ahead.items.iter().rfind(|appointment| appointment.cancellation.allowed).ok_or("nothing to cancel")?;
        portal.cancel_my_appointment(&Attempt::new(), last.id).await?;
        Ok(())
    }

    /// Somebody who is no client yet comes through the other door.
    async fn newcomer(&self, slug: &Slug, all: &Catalogue, clinician: StaffId) -> Done<()> {
        const EMAIL: &str = "wren.kessler@example.com";
        let door = self.browser(domain::access::session::App::Portal)?;
        let week = days_after(today(self.now()), 7).ok_or("a year too far")?;
        let query = OpeningsQuery { staff_id: clinician, office_id: all.maple, service_id: all.first, week, replaces: None };
        let found = door.list_new_client_openings(slug, &query).await?;
        let opening = found.days.iter().flat_map(|day| day.afternoon.first()).next().ok_or("the week is full")?;
        let asked = door.create_booking_challenge(&Attempt::new(), slug).await?;
        let input = NewClientRequest {
            first_name: "Wren".into(),
            last_name: "Kessler".into(),
            email: EMAIL.into(),
            phone: "+1 917 555 0188".into(),
            note: "A friend told me about you.".into(),
            answers: vec!["I sleep badly since I changed jobs.".into(), "Afternoons".into()],
            staff_id: clinician,
            office_id: all.maple,
            service_id: all.first,
            start: opening.start,
            proof: solved(asked.challenge, asked.difficulty_bits)?,
            language: Language::En,
        };
        let sent = door.request_first_appointment(&Attempt::new(), slug, &input).await?;
        let code = self.mail_to(EMAIL).await?.pin.ok_or("no code")?;
        door.confirm_first_appointment(&Attempt::new(), slug, &ConfirmNewClientRequest { token: sent.token, code }).await?;
        Ok(())
    }
}

/// A nonce whose hash begins with so many zero bits.
fn solved(challenge: String, bits: u8) -> Done<Proof> {
    for nonce in 0..u64::from(u32::MAX) {
        let nonce = nonce.to_string();
        let proof = Proof { challenge: challenge.clone(), nonce };
        let digest: [u8; 32] = hash(proof.hashed_text()).try_into().map_err(|_| "a digest has 32 bytes")?;
        if is_solved(&digest, bits) {
            return Ok(proof);
        }
    }
    Err("no nonce was found".into())
}

fn local(at: Timestamp) -> Option<LocalTime> {
    let there = at.to_zoned(TimeZone::get(ZONE).ok()?);
    LocalTime::new(there.date(), u16::try_from(there.hour()).ok()? * 60 + u16::try_from(there.minute()).ok()?)
}

pub(super) fn today(at: Timestamp) -> Date {
    TimeZone::get(ZONE).map_or_else(|_| at.to_zoned(TimeZone::UTC).date(), |zone| at.to_zoned(zone).date())
}
