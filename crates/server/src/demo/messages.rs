//! The sample's conversations: answered and waiting, with files, a draft, a note, a redaction, the front desk, one to come back to, and
//! somebody away.

use std::cell::Cell;
use std::time::Duration;

use api::{Api, Attempt};
use domain::access::session::{App, SignIn};
use domain::messaging::{
    ArchiveConversation, AssignConversation, MarkRead, MessagingSettings, OpenMyConversation, OutOfOffice, Redact, SaveDraft, SendMessage,
    StaffMessaging,
};
use domain::practice::email_text::EmailKind;
use domain::practice::slug::Slug;
use domain::time::{Timestamp, days_after};
use domain::{ConversationId, FileId, MessageId, StaffId};
use platform::outbox;

use super::appointments::today;
use super::build::{Done, World};
use super::inputs::address_of;
use super::people::{PASSWORD, person};

/// A letter on one page.
const LETTER: [&str; 6] = [
    "Willow & Reed Therapy",
    "12 Maple Street, New York, NY 10012",
    "",
    "To whom it may concern:",
    "Maya Ortiz has been in my care since January and keeps her appointments.",
    "Jordan Hale, PhD",
];

/// A picture (PNG) of seven bars: the nights that somebody wrote down.
const DIARY: &[u8] = b"\
    \x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x18\0\0\0\xb4\x02\x03\0\0\x002I\xdb>\0\0\0\x0cPLTE\xfa\xf7\xf0Hp`xtl\xce\xdc\xd4\
    \xc4\x9a\x15s\0\0\0\xb1IDATx\xda\xed\xd6\xbd\r\x82@\x18\x80\xe1\xd3\xc4\xc6\x86\xca%\x9c\xc2\r\xb4\xd0\xcea\x1c\xc5\
    \xd28\x05K\xb8\r&z\xe7O'z\x02\x05\x97\xe7\r\xc9\x15|y\x08\x84\xe2\x0bA\x92$\x8d\xb7\xba\xa9\xfe\xbe|=IC\xb7\x8ba0\x18L\
    &\xd3\xb2\xbe\\\xe2\xf4\xbanf\xf1\xdcW\xf55\x9e\xdb\xfb\xad\xc4\xfc\xbc\xdf,\xe2\xf4*\x84\xc4lB\x98$&\xfb\xa50\x18LA\
    \xcc{\n\x83\xc1`\x06aZ\xd6\x97\xbc\xfd\xe6\xe3\xc3\xf2^\n\x83\xc1`0\x18\x0c\xa6+c\xbf\xc1`0\x18\x0c\x06S\x1as\xeeP\xff\
    \x8c\xc6\xd4\xfc\xf88\xa7\xa7\xd7_\xf0<\x97\x87/\x03\xe53\x92\xfa\xe8\x06\xf1\xa3\xae\x1e\xdb\xb7\x96\xfe\0\0\0\0IEND\
    \xaeB`\x82";

impl World<'_> {
    /// Two weeks ago: the practice chooses, and the first ones write.
    pub(super) async fn begins_to_write(&self, owner: &Api, slug: &Slug, clinicians: &[StaffId]) -> Done<()> {
        let line = "This is not for emergencies: call 988 or 911. We read messages Monday to Friday.";
        let settings = MessagingSettings { front_desk_open: true, emergency_line: line.into(), ..MessagingSettings::default() };
        owner.update_messaging(&Attempt::new(), None, &settings).await?;

        let (maya, jordan) = self.both(slug, "Maya", Some(clinicians[0]), "jordan").await?;
        maya.says("Hello Jordan, the breathing exercise helped me on the train this week.").await?;
        self.pass(5_400);
        jordan.reads(1).await?;
        jordan.says("I am glad to hear that, Maya. Shall we look at what made it easier when we meet?").await?;
        self.pass(1_800);
        maya.reads(2).await?;
        maya.says("Yes, please. I wrote some of it down.").await?;
        self.pass(600);

        let (priya, amara) = self.both(slug, "Priya", Some(clinicians[1]), "amara").await?;
        priya.says("My new hours are Monday to Thursday. Would evenings still work for you?").await?;
        self.pass(7_200);
        amara.reads(1).await?;
        let slip = amara.says("Hi Daniel, here is the list we spoke about.").await?;
        self.pass(240);
        let why = Redact { reason: "Meant for another client.".into() };
        amara.here().await?.redact_message(&Attempt::new(), slip, &why).await?;
        amara.notes("Sent to the wrong conversation and redacted at once; nobody had read it.").await?;
        amara.says("Excuse me, Priya, that was not for you. Evenings work: I have kept Tuesdays at six.").await?;
        self.pass(3_600);
        priya.reads(4).await?;
        priya.says("No harm done. Tuesdays at six is perfect, thank you.").await?;
        self.pass(900);
        amara.reads(5).await?;
        amara.comes_back_later().await
    }

    /// Yesterday and today: what was answered since, and what waits.
    pub(super) async fn goes_on_writing(&self, slug: &Slug, clinicians: &[StaffId]) -> Done<()> {
        let (noah, nadia) = self.both(slug, "Noah", None, "nadia").await?;
        noah.says("Is there parking near the Riverside office? 🚗").await?;
        self.pass(1_200);
        nadia.reads(1).await?;
        nadia.says("There is a garage in Quay Street, two houses further on: https://example.com/quay-street-garage").await?;
        self.pass(600);
        noah.reads(2).await?;
        let seen = nadia.here().await?.get_conversation(nadia.id).await?.version;
        nadia.api.archive_conversation(&Attempt::new(), nadia.id, Some(seen), &ArchiveConversation { archived: true }).await?;

        let (nell, nadia) = self.both(slug, "Eleanor", None, "nadia").await?;
        nell.says("My insurer asks for a receipt of February. Could you send me one?").await?;
        self.pass(900);
        nadia.reads(1).await?;
        let sam = self.staff_named(&self.again(slug).await?, "Sam").await?;
        nadia.here().await?.assign_conversation(&Attempt::new(), nadia.id, None, &AssignConversation { staff_id: Some(sam) }).await?;
        nadia.notes("Sam, can you take this one? It is about February only.").await?;

        let (lucia, _) = self.both(slug, "Lucía", Some(clinicians[2]), "jordan").await?;
        lucia.says("Hola, Tomás: ¿podemos hablar la próxima vez de lo del trabajo?").await?;
        let until = days_after(today(self.end()), 4).ok_or("a year too far")?;
        let text = "I am at a conference and answer from Monday on. / Estoy en un congreso y respondo a partir del lunes.";
        let away = OutOfOffice { text: text.into(), from: None, to: Some(until) };
        self.again(slug)
            .await?
            .set_out_of_office(&Attempt::new(), clinicians[2], None, &StaffMessaging { out_of_office: Some(away) })
            .await?;
        self.pass(1_800);

        let (daniel, jordan) = self.both(slug, "Daniel", Some(clinicians[0]), "jordan").await?;
        let diary = daniel.here().await?.upload_my_message_file(&Attempt::new(), daniel.id, "Sleep diary.png", DIARY.to_vec()).await?;
        daniel.sends("I slept six hours for three nights in a row now.", vec![diary.id]).await?;
        self.pass(2_400);
        jordan.reads(1).await?;
        jordan.says("That is a good sign, Daniel. Keep the diary going until we meet.").await?;
        self.pass(1_200);
        daniel.reads(2).await?;
        daniel.says("I will. One question: is it fine to skip it on the weekend?").await?;

        let (maya, jordan) = self.both(slug, "Maya", Some(clinicians[0]), "jordan").await?;
        jordan.reads(3).await?;
        maya.says("Could you write me a short letter for my employer? They ask for proof of my appointments.").await?;
        maya.begins("And if it is not too much trouble, could it say that").await?;
        self.pass(1_500);
        jordan.reads(4).await?;
        let letter =
            jordan.here().await?.upload_message_file(&Attempt::new(), jordan.id, "Letter for your employer.pdf", pdf(&LETTER)).await?;
        let begin = self.now();
        jordan.sends("Here it is. Tell me if they need anything else.", vec![letter.id]).await?;
        self.told_by_mail(begin).await
    }

    /// A client and a colleague, each signed in, in the conversation of the client with `with`.
    async fn both(&self, slug: &Slug, client: &str, with: Option<StaffId>, colleague: &str) -> Done<(Writer<'_>, Writer<'_>)> {
        let portal = self.client(slug, person(client)?).await?;
        let id = portal.open_my_conversation(&Attempt::new(), &OpenMyConversation { staff_id: with }).await?.id;
        let staff_email = format!("{colleague}@willow-reed.example");
        let staff = self.signed_in(App::Admin, slug, &staff_email).await?;
        let writer = |api, email: String| Writer { world: self, slug: slug.clone(), email, api, id, last: Cell::new(self.now()) };
        Ok((writer(portal, address_of(person(client)?)), writer(staff, staff_email)))
    }

    async fn staff_named(&self, owner: &Api, first_name: &str) -> Done<StaffId> {
        let team = owner.list_staff().await?.items;
        let member = team.into_iter().find(|member| member.details.first_name.as_str() == first_name);
        Ok(member.ok_or("no such colleague")?.id)
    }

    /// Waits until Maya was told: by the story's clock, not when the sample is opened.
    async fn told_by_mail(&self, since: Timestamp) -> Done<()> {
        let maya = address_of(person("Maya")?);
        for _ in 0..100 {
            let mails = outbox::recent(self.platform(), Some(&maya), 5).await.map_err(|problem| problem.to_string())?;
            if mails.iter().any(|mail| mail.kind == EmailKind::NewSecureMessage.as_str() && mail.at >= since) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err("nobody was told of a message".into())
    }
}

/// Seconds after which somebody who did nothing signs in again, well before their session ends.
const IDLE: i64 = 300;

/// Somebody in a conversation.
struct Writer<'a> {
    world: &'a World<'a>,
    slug: Slug,
    email: String,
    api: Api,
    id: ConversationId,
    last: Cell<Timestamp>,
}

impl Writer<'_> {
    /// Their browser, signed in.
    async fn here(&self) -> Done<&Api> {
        let now = self.world.now();
        if now.as_second() - self.last.replace(now).as_second() > IDLE {
            let (practice, email) = (self.slug.clone(), self.email.as_str().into());
            let input = SignIn { app: self.api.app(), practice, email, password: PASSWORD.into() };
            self.api.sign_in(&Attempt::new(), &input).await?;
        }
        Ok(&self.api)
    }

    async fn says(&self, text: &str) -> Done<MessageId> {
        self.sends(text, Vec::new()).await
    }

    async fn sends(&self, text: &str, files: Vec<FileId>) -> Done<MessageId> {
        let input = self.message(text, files);
        let api = self.here().await?;
        match api.app() {
            App::Portal => api.send_my_message(&Attempt::new(), self.id, &input).await?,
            App::Admin => api.send_message(&Attempt::new(), self.id, &input).await?,
        };
        self.world.pass(60);
        Ok(input.id)
    }

    async fn notes(&self, text: &str) -> Done<()> {
        self.here().await?.create_message_note(&Attempt::new(), self.id, &self.message(text, Vec::new())).await?;
        self.world.pass(60);
        Ok(())
    }

    async fn reads(&self, seq: i64) -> Done<()> {
        let upto = MarkRead { seq };
        let api = self.here().await?;
        match api.app() {
            App::Portal => api.mark_my_messages_read(&Attempt::new(), self.id, &upto).await?,
            App::Admin => api.mark_messages_read(&Attempt::new(), self.id, &upto).await?,
        };
        Ok(())
    }

    /// A client writes half a sentence and leaves it for later.
    async fn begins(&self, text: &str) -> Done<()> {
        let draft = SaveDraft { text: text.into(), version: None };
        self.here().await?.save_my_draft(&Attempt::new(), self.id, &draft).await?;
        Ok(())
    }

    /// A colleague marks the conversation unread.
    async fn comes_back_later(&self) -> Done<()> {
        self.here().await?.mark_conversation_unread(&Attempt::new(), self.id).await?;
        Ok(())
    }

    fn message(&self, text: &str, files: Vec<FileId>) -> SendMessage {
        let id = self.world.platform().secrets.id(self.world.now());
        SendMessage { id: MessageId(id), text: text.into(), files }
    }
}

/// A page with these lines, as a PDF (ISO 32000-1, 7.5).
fn pdf(lines: &[&str]) -> Vec<u8> {
    let shown: String = lines.iter().map(|line| format!("({}) Tj T* ", line.replace(['(', ')', '\\'], ""))).collect();
    let page = format!("BT /F1 12 Tf 16 TL 72 770 Td {shown}ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()),
    ];
    let (mut file, mut places) = (String::from("%PDF-1.4\n"), Vec::new());
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let begin = file.len();
    let table: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let count = objects.len() + 1;
    file.push_str(&format!("xref\n0 {count}\n0000000000 65535 f \n{table}"));
    file.push_str(&format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n"));
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use domain::files::{FileKind, kind_of};

    use super::*;

    #[test]
    fn the_diary_is_a_picture_that_can_be_sent() {
        assert_eq!(kind_of(DIARY), Ok(FileKind::Png));
        let drawn = image::load_from_memory(DIARY).expect("a picture");
        assert_eq!((drawn.width(), drawn.height()), (280, 180));
    }

    #[test]
    fn the_letter_is_a_file_that_can_be_sent() {
        let letter = pdf(&LETTER);
        assert_eq!(kind_of(&letter), Ok(FileKind::Pdf));
        let text = String::from_utf8(letter).expect("plain");
        let begin: usize =
            text.rsplit("startxref\n").next().and_then(|rest| rest.lines().next()).and_then(|at| at.parse().ok()).expect("a place");
        assert!(text[begin..].starts_with("xref\n0 6\n"));
        for (place, number) in text[begin..].lines().skip(3).take(5).zip(1..) {
            let at: usize = place[..10].parse().expect("a place");
            assert!(text[at..].starts_with(&format!("{number} 0 obj\n")), "{place}");
        }
    }
}
