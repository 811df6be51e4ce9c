//! How the sample came about, told through the API: each step is somebody's request.

use std::error::Error;

use api::{Api, Attempt};
use domain::access::password::SetPassword;
use domain::access::portal_access::CreatePortalInvitation;
use domain::access::second_factor::SecondFactorCode;
use domain::access::session::{App, SignIn};
use domain::access::welcome::{AcceptStaffInvitation, OpenWelcome};
use domain::practice::availability::SetAvailability;
use domain::practice::client::ClientInput;
use domain::practice::office::OfficeInput;
use domain::practice::profile::{PortalSettings, SetUpPractice};
use domain::practice::slug::Slug;
use domain::practice::staff::{InviteStaff, Role, StaffInput};
use domain::text::Secret;
use domain::time::Timestamp;
use domain::{ClientId, StaffId};
use platform::Platform;
use platform::outbox::{self, MailboxItem};

use super::inputs::{address, address_of, harbor, input, plain, service, week, willow};
use super::people::{CLIENTS, Colleague, PASSWORD, Person, Story, TEAM};
use super::print::{Login, Sheet};

/// How many days ago the story begins.
pub const DAYS: i64 = 42;
const DAY: i64 = 86_400;

/// What a step gives, or why the sample cannot be built.
pub(super) type Done<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Builds both practices and gives the sheet of addresses and logins.
pub async fn all(platform: &Platform, url: &str) -> Done<Sheet> {
    let mut world = World { platform, url, logins: Vec::new() };
    world.willow_and_reed().await?;
    world.harbor_street().await?;
    let portal = format!("{url}/p/willow-reed");
    Ok(Sheet {
        practice: "willow-reed".into(),
        url: url.into(),
        portal,
        admin: format!("{url}/admin"),
        mailbox: format!("{url}/dev/mailbox"),
        api: format!("{url}/api/docs"),
        logins: world.logins,
    })
}

/// The sample while it is made.
pub(super) struct World<'a> {
    platform: &'a Platform,
    url: &'a str,
    logins: Vec<Login>,
}

impl World<'_> {
    async fn willow_and_reed(&mut self) -> Done<()> {
        let slug = Slug("willow-reed".into());
        let owner = self.set_up(willow()).await?;
        self.furnish(&owner).await?;
        self.opens_booking(&owner).await?;
        let clinicians = self.team(&owner, &slug).await?;
        // Oldest first, so that the history reads like one.
        self.pass(2 * DAY);
        let owner = self.again(&slug).await?;
        let mut made = Vec::new();
        for (place, person) in CLIENTS.iter().enumerate() {
            let client = owner.create_client(&Attempt::new(), &input(place, person, &clinicians)).await?;
            made.push((person, client.id));
            self.pass(600);
        }
        for (person, client) in &made {
            if matches!(person.4, Story::Active | Story::Disabled) {
                self.pass(DAY);
                self.accepts(&self.again(&slug).await?, &slug, person, *client).await?;
            }
            if person.0 == "Eleanor" {
                self.permits(&slug, *client).await?;
            }
        }
        self.until_days_ago(15);
        let owner = self.again(&slug).await?;
        for (person, client) in &made {
            match person.4 {
                Story::Expired => self.invites(&owner, person, *client).await?,
                Story::Disabled => drop(owner.disable_portal_access(&Attempt::new(), *client).await?),
                _ => {}
            }
        }
        let owner = self.again(&slug).await?;
        self.keeps_calendar(&owner, &clinicians, &made).await?;
        let shelf = self.writes_papers(&self.again(&slug).await?, &slug, &made).await?;
        self.begins_to_write(&self.again(&slug).await?, &slug, &clinicians).await?;
        self.until_days_ago(3);
        let owner = self.again(&slug).await?;
        for (person, client) in &made {
            match person.4 {
                Story::Invited | Story::Returned => self.invites(&owner, person, *client).await?,
                Story::Burnt => self.burns(&owner, &slug, person, *client).await?,
                _ => continue,
            }
            self.pass(600);
        }
        self.until_days_ago(1);
        let owner = self.again(&slug).await?;
        self.day_begins().await?;
        self.notes_outcomes(&owner).await?;
        self.has_requests(&owner, &slug, &clinicians, &made).await?;
        self.sends_papers(&slug, &shelf, &made).await?;
        self.goes_on_writing(&slug, &clinicians).await
    }

    /// The practice next door shares a client's address with Willow & Reed (A11).
    async fn harbor_street(&mut self) -> Done<()> {
        let owner = self.set_up(harbor()).await?;
        let maya = &CLIENTS[0];
        let input = ClientInput { primary_clinician_id: None, ..input(0, maya, &[]) };
        let client = owner.create_client(&Attempt::new(), &input).await?;
        self.invites(&owner, maya, client.id).await
    }

    pub(super) fn pass(&self, seconds: i64) {
        self.platform.clock.advance(seconds);
    }

    /// Moves the clock to `days` before the end of the story, never back.
    fn until_days_ago(&self, days: i64) {
        self.pass((self.end().as_second() - days * DAY - self.now().as_second()).max(0));
    }

    /// What time it is in the story.
    pub(super) fn now(&self) -> Timestamp {
        self.platform.clock.now()
    }

    /// The server that the sample is made by.
    pub(super) fn platform(&self) -> &Platform {
        self.platform
    }

    /// When the story ends.
    pub(super) fn end(&self) -> Timestamp {
        platform::clock::Clock::system().now()
    }

    pub(super) fn browser(&self, app: App) -> Done<Api> {
        Api::connect(self.url, app)
    }

    async fn set_up(&mut self, input: SetUpPractice) -> Done<Api> {
        let token = access::set_up::offer_another(self.platform).await.map_err(|problem| problem.to_string())?;
        let input = SetUpPractice { token, ..input };
        let admin = self.browser(App::Admin)?;
        admin.set_up_practice(&Attempt::new(), &input).await?;
        let name = format!("{} {}", input.owner.first_name.as_str(), input.owner.last_name.as_str());
        self.knows("admin", &input.profile.slug, Role::Owner.as_str(), &name, input.owner.email.as_str(), None);
        Ok(admin)
    }

    fn knows(&mut self, app: &str, practice: &Slug, role: &str, name: &str, email: &str, totp_secret: Option<String>) {
        let (app, practice, role, name, email) = (app.into(), practice.0.clone(), role.into(), name.into(), email.into());
        self.logins.push(Login { app, practice, role, name, email, password: PASSWORD.into(), totp_secret });
    }

    /// The owner of Willow & Reed on another day: sessions end.
    pub(super) async fn again(&self, slug: &Slug) -> Done<Api> {
        self.signed_in(App::Admin, slug, "jordan@willow-reed.example").await
    }

    /// A client who has come in.
    pub(super) async fn client(&self, slug: &Slug, person: &Person) -> Done<Api> {
        self.signed_in(App::Portal, slug, &address_of(person)).await
    }

    pub(super) async fn signed_in(&self, app: App, slug: &Slug, email: &str) -> Done<Api> {
        let browser = self.browser(app)?;
        let input = SignIn { app, practice: slug.clone(), email: email.into(), password: PASSWORD.into() };
        browser.sign_in(&Attempt::new(), &input).await?;
        Ok(browser)
    }

    /// Offices, services, the owner's words.
    async fn furnish(&self, owner: &Api) -> Done<()> {
        let riverside = OfficeInput {
            phone: Some("+1 212 555 0177".into()),
            directions: "Take the lift to the second floor. The waiting room is open from 8:30.".into(),
            ..OfficeInput::place("Riverside", address("8 Quay Street", "Suite 210", "10004"))
        };
        let video = OfficeInput {
            directions: "Find a quiet place with a door. The link is the same each time.".into(),
            ..OfficeInput::video("Video room")
        };
        for office in [riverside, video] {
            owner.create_office(&Attempt::new(), &office).await?;
        }
        for (name, code, minutes, fee) in
            [("First consultation", "90791", 60, 18_000), ("Couples session", "90847", 60, 17_500), ("Short session", "90832", 30, 9_000)]
        {
            owner.create_service(&Attempt::new(), &service(name, code, minutes, fee)).await?;
        }
        let practice = owner.get_practice().await?;
        let words =
            "It is good to have you here. This is a private place: nobody but your clinician and our front desk reads what you see.";
        let portal = PortalSettings { welcome_message: words.into(), show_record_access: true, ..practice.portal };
        owner.update_portal_settings(&Attempt::new(), Some(practice.version), &portal).await?;
        let staff = owner.list_staff().await?;
        let jordan = staff.items.first().ok_or("no owner")?;
        let details = StaffInput {
            credentials: "PhD".into(),
            npi: Some("1679576722".into()),
            license: Some("NY 021874".into()),
            ..jordan.details.clone()
        };
        owner.update_staff(&Attempt::new(), jordan.id, Some(jordan.version), &details).await?;
        Ok(())
    }

    /// Everybody else is invited and joins; Tomás has a second factor. Gives the clinicians, the owner first.
    async fn team(&mut self, owner: &Api, slug: &Slug) -> Done<Vec<StaffId>> {
        let mut clinicians = vec![owner.list_staff().await?.items.first().ok_or("no owner")?.id];
        for Colleague(first, last, credentials, role, npi) in &TEAM {
            let email = format!("{}@willow-reed.example", plain(first));
            let details = StaffInput {
                first_name: (*first).into(),
                last_name: (*last).into(),
                credentials: (*credentials).into(),
                role: *role,
                npi: npi.map(Into::into),
                license: None,
            };
            let member = owner.invite_staff(&Attempt::new(), &InviteStaff { email: email.as_str().into(), details }).await?;
            let token = fragment(&self.mail_to(&email).await?, "token")?;
            self.pass(300);
            let admin = self.browser(App::Admin)?;
            let accept = AcceptStaffInvitation { practice: slug.clone(), email: email.as_str().into(), token, password: PASSWORD.into() };
            admin.accept_staff_invitation(&Attempt::new(), &accept).await?;
            let secret = if *first == "Tomás" { Some(self.enrols(&admin).await?) } else { None };
            self.knows("admin", slug, role.as_str(), &format!("{first} {last}"), &email, secret);
            if *role == Role::Clinician {
                let hours = SetAvailability { windows: week(600, 1_080) };
                admin.set_availability(&Attempt::new(), member.id, None, &hours).await?;
                clinicians.push(member.id);
            }
        }
        Ok(clinicians)
    }

    async fn enrols(&self, admin: &Api) -> Done<String> {
        let enrolment = admin.start_second_factor(&Attempt::new()).await?;
        let code = access::second_factor::code_at(&enrolment.secret, self.platform.clock.now()).ok_or("no code")?;
        admin.confirm_second_factor(&Attempt::new(), &SecondFactorCode { code }).await?;
        Ok(enrolment.secret.as_str().into())
    }

    async fn invites(&self, owner: &Api, person: &Person, client: ClientId) -> Done<()> {
        let input = CreatePortalInvitation { email: address_of(person).into(), rights: None, wording: None };
        owner.create_portal_invitation(&Attempt::new(), client, &input).await?;
        Ok(())
    }

    /// Invites, and gives the mail that arrives.
    async fn invited(&self, owner: &Api, person: &Person, client: ClientId) -> Done<MailboxItem> {
        self.invites(owner, person, client).await?;
        self.mail_to(&address_of(person)).await
    }

    async fn accepts(&mut self, owner: &Api, slug: &Slug, person: &Person, client: ClientId) -> Done<()> {
        let mail = self.invited(owner, person, client).await?;
        self.pass(2_700);
        let portal = self.browser(App::Portal)?;
        let pin = mail.pin.clone().ok_or("no PIN")?;
        portal.open_welcome(&Attempt::new(), &welcome(slug, person, &mail, pin)?).await?;
        portal.set_password(&Attempt::new(), &SetPassword { password: PASSWORD.into() }).await?;
        if person.4 == Story::Active {
            self.knows("portal", slug, "client", &format!("{} {}", person.0, person.1), &address_of(person), None);
        }
        Ok(())
    }

    async fn burns(&self, owner: &Api, slug: &Slug, person: &Person, client: ClientId) -> Done<()> {
        let mail = self.invited(owner, person, client).await?;
        let right = mail.pin.clone().ok_or("no PIN")?;
        for guess in (0..10_000).map(|n| format!("{n:04}")).filter(|guess| guess != right.as_str()).take(5) {
            let portal = self.browser(App::Portal)?;
            let answer = portal.open_welcome(&Attempt::new(), &welcome(slug, person, &mail, guess.into())?).await;
            if answer.is_ok() {
                return Err("a wrong PIN was taken".into());
            }
        }
        Ok(())
    }

    pub(super) async fn mail_to(&self, email: &str) -> Done<MailboxItem> {
        let mails = outbox::recent(self.platform, Some(email), 1).await.map_err(|problem| problem.to_string())?;
        mails.into_iter().next().ok_or_else(|| "no e-mail was queued".into())
    }
}

fn welcome(slug: &Slug, person: &Person, mail: &MailboxItem, pin: Secret) -> Done<OpenWelcome> {
    Ok(OpenWelcome { practice: slug.clone(), email: address_of(person).into(), pin, link_token: fragment(mail, "token")? })
}

/// A value of the fragment of the mail's link.
fn fragment(mail: &MailboxItem, name: &str) -> Done<Secret> {
    let link = mail.link.as_deref().ok_or("no link")?;
    let fragment = link.split_once('#').ok_or("no fragment")?.1;
    let value = fragment.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name)).ok_or("not in the link")?.1;
    Ok(value.into())
}
