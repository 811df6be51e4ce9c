//! The sample's documents: an intake packet that is done, half done, or waits; a form to look at, one that was returned, a consent to
//! countersign, a file to read, one that is overdue, declined or taken back.

use api::{Api, Attempt};
use documents::rounds::{expire_all, renew_all};
use domain::documents::{
    Answer, Capacity, CountersignDocument, DeclineDocument, DocumentKind, DocumentsSettings, ElectronicConsentGiven, MyDocumentSummary,
    PacketInput, ReturnDocument, SaveMyAnswers, ShareDocuments, SignDocument, SubmitMyForm, ViewMyDocument, VoidDocument,
};
use domain::practice::slug::Slug;
use domain::time::days_after;
use domain::{ClientId, DocumentId, PacketId, TemplateId};
use platform::secrets::hash;

use super::appointments::today;
use super::build::{Done, World};
use super::people::{Person, person};
use super::templates;

/// What a client wrote in a form: keys and answers; several keys of choices are parted by commas.
type Written<'a> = &'a [(&'a str, &'a str)];

const MAYA: Written<'_> = &[
    ("born", "1991-05-17"),
    ("phone", "+1 212 555 0131"),
    ("street", "14 Alder Lane"),
    ("city", "New York"),
    ("postal_code", "10012"),
    ("emergency_contact", "Ana Ortiz, my sister, +1 212 555 0132"),
    ("reason", "I worry a lot, mostly before I travel and before presentations. I would like to find out where it comes from."),
    ("topics", "worry,work"),
    ("burden", "6"),
    ("therapy_before", "yes"),
    ("therapy_when", "In 2019, for half a year"),
    ("therapy_helped", "Having a plan for the week helped. Long silences did not."),
    ("medication", "no"),
    ("sleep_hours", "6.5"),
    ("found_us", "recommended"),
    ("signature", "Maya Ortiz"),
];

const HENRY: Written<'_> = &[
    ("called", "Hank"),
    ("born", "1978-11-02"),
    ("phone", "+1 212 555 0164"),
    ("emergency_contact", "Joy Okafor, +1 212 555 0165"),
    ("reason", "My father died in spring, and I have not been myself since."),
    ("topics", "grief,sleep"),
    ("burden", "7"),
    ("therapy_before", "no"),
    ("medication", "yes"),
    ("medication_which", "Something for my blood pressure, in the morning."),
    ("signature", "Henry Okafor"),
];

const GRACE: Written<'_> = &[
    ("item_1", "most_days"),
    ("item_2", "some_days"),
    ("item_3", "some_days"),
    ("item_4", "most_days"),
    ("item_5", "never"),
    ("item_6", "every_day"),
    ("item_7", "some_days"),
    ("item_8", "never"),
    ("item_9", "never"),
];

/// The templates and the packet.
pub(super) struct Shelf {
    packet: PacketId,
    signed: [TemplateId; 5],
    questionnaire: TemplateId,
    two_weeks: TemplateId,
    cuestionario: TemplateId,
}

fn client_id(made: &[(&Person, ClientId)], first_name: &str) -> Done<ClientId> {
    made.iter().find(|(person, _)| person.0 == first_name).map(|(_, id)| *id).ok_or_else(|| "no such client".into())
}

impl World<'_> {
    /// A month ago: the practice writes its papers, and the first ones go through them.
    pub(super) async fn writes_papers(&self, owner: &Api, slug: &Slug, made: &[(&Person, ClientId)]) -> Done<Shelf> {
        let shelf = self.shelf(owner).await?;
        let settings = owner.get_documents_settings().await?;
        let choices = DocumentsSettings { clients_may_upload: true, ..settings.settings };
        owner.update_documents_settings(&Attempt::new(), Some(settings.version), &choices).await?;

        let intake = ShareDocuments { packet_id: Some(shelf.packet), templates: Vec::new(), due: None };
        for name in ["Maya", "Daniel", "Henry"] {
            owner.share_documents(&Attempt::new(), client_id(made, name)?, &intake).await?;
            self.pass(120);
        }
        self.pass(6 * 3_600);
        let maya = self.client(slug, person("Maya")?).await?;
        self.goes_through(&maya, "Maya Ortiz", MAYA, usize::MAX).await?;
        let henry = self.client(slug, person("Henry")?).await?;
        self.goes_through(&henry, "Henry Okafor", HENRY, usize::MAX).await?;
        let daniel = self.client(slug, person("Daniel")?).await?;
        self.goes_through(&daniel, "Daniel Abara", &[], 2).await?;

        let owner = self.again(slug).await?;
        for document in owner.list_client_documents(client_id(made, "Maya")?, &domain::list::PageQuery::default()).await?.items {
            if document.needs_countersignature {
                owner.countersign_document(&Attempt::new(), document.id, &CountersignDocument { name: "Jordan Hale".into() }).await?;
            }
            if document.kind != DocumentKind::Consent {
                owner.complete_document(&Attempt::new(), document.id).await?;
            }
        }
        Ok(shelf)
    }

    /// Somebody permits one of two things for a month, long enough ago that it is over.
    pub(super) async fn permits(&self, slug: &Slug, client: ClientId) -> Done<()> {
        let owner = self.again(slug).await?;
        let mut templates = Vec::new();
        for input in templates::permissions() {
            templates.push(owner.create_document_template(&Attempt::new(), &input).await?.id);
        }
        owner.share_documents(&Attempt::new(), client, &ShareDocuments { packet_id: None, templates, due: None }).await?;
        let nell = self.client(slug, person("Eleanor")?).await?;
        self.goes_through(&nell, "Eleanor Whitcombe", &[], 1).await
    }

    /// What is done by the day: what nobody finished in time expires, what holds no longer is sent anew.
    pub(super) async fn day_begins(&self) -> Done<()> {
        expire_all(self.platform().clone()).await.map_err(|problem| problem.to_string())?;
        renew_all(self.platform().clone()).await.map_err(|problem| problem.to_string())?;
        Ok(())
    }

    /// The last days: what came since, and what waits.
    pub(super) async fn sends_papers(&self, slug: &Slug, shelf: &Shelf, made: &[(&Person, ClientId)]) -> Done<()> {
        let owner = self.again(slug).await?;
        let day = |days: i64| days_after(today(self.now()), days);
        let one = |template, due| ShareDocuments { packet_id: None, templates: vec![template], due };
        let share = |name: &'static str, input: ShareDocuments| {
            let owner = &owner;
            async move {
                let all = owner.share_documents(&Attempt::new(), client_id(made, name)?, &input).await?;
                Done::Ok(all.items.first().ok_or("nothing was sent")?.id)
            }
        };
        // Somebody who has it half done, on a phone.
        share("Maya", one(shelf.two_weeks, day(4))).await?;
        let maya = self.client(slug, person("Maya")?).await?;
        let open = maya.list_my_documents().await?.open.first().ok_or("nothing is open")?.id;
        self.views(&maya, open).await?;
        answer(&maya, open, &GRACE[..4]).await?;

        // One to look at, one that was returned, one that nobody opens, one declined, one taken back.
        share("Grace", one(shelf.two_weeks, day(4))).await?;
        let grace = self.client(slug, person("Grace")?).await?;
        self.goes_through(&grace, "Grace Lindqvist", GRACE, usize::MAX).await?;
        let returned = share("Lucía", one(shelf.cuestionario, day(3))).await?;
        let lucia = self.client(slug, person("Lucía")?).await?;
        let written: Written<'_> = &[("phone", "+1 212 555 0138"), ("reason", "Duermo mal desde el verano."), ("therapy_before", "no")];
        self.goes_through(&lucia, "Lucía Fernández", written, usize::MAX).await?;
        let note = ReturnDocument { note: "Gracias, Lucía. ¿Podría contarnos un poco más sobre qué le gustaría hablar?".into() };
        owner.return_document(&Attempt::new(), returned, &note).await?;
        share("Priya", one(shelf.signed[2], day(0))).await?;
        let declined = share("Eleanor", one(shelf.signed[4], day(5))).await?;
        let nell = self.client(slug, person("Eleanor")?).await?;
        let reason = DeclineDocument { reason: "I pay myself.".into() };
        nell.decline_my_document(&Attempt::new(), declined, &reason).await?;
        let void = share("Noah", one(shelf.questionnaire, day(5))).await?;
        owner.void_document(&Attempt::new(), void, &VoidDocument { reason: "Sent to the wrong Noah.".into() }).await?;

        // Something to read.
        let list = "Three things to try in the evening\n\n1. Put the phone in another room.\n2. Write down what is left for tomorrow.\n3. Read ten pages.\n";
        owner.share_file(&Attempt::new(), client_id(made, "Maya")?, "Three things for the evening.txt", list.into()).await?;
        Ok(())
    }

    async fn shelf(&self, owner: &Api) -> Done<Shelf> {
        let mut signed = Vec::new();
        for input in templates::documents() {
            signed.push(owner.create_document_template(&Attempt::new(), &input).await?.id);
            self.pass(600);
        }
        let mut forms = Vec::new();
        for input in [templates::questionnaire(), templates::two_weeks(), templates::cuestionario()] {
            forms.push(owner.create_form_template(&Attempt::new(), &input).await?.id);
            self.pass(600);
        }
        let signed: [TemplateId; 5] = signed.try_into().map_err(|_| "five documents")?;
        let [policies, treatment, telehealth, privacy, card] = signed;
        let templates = vec![policies, treatment, telehealth, privacy, forms[0], card];
        let input = PacketInput { name: "Intake".into(), templates, for_new_clients: true };
        let packet = owner.create_packet(&Attempt::new(), &input).await?.id;
        Ok(Shelf { packet, signed, questionnaire: forms[0], two_weeks: forms[1], cuestionario: forms[2] })
    }

    /// The client does what waits, one after another, at most `most` of it.
    async fn goes_through(&self, client: &Api, name: &str, written: Written<'_>, most: usize) -> Done<()> {
        for document in client.list_my_documents().await?.open.iter().take(most) {
            self.views(client, document.id).await?;
            self.pass(180);
            self.does(client, document, name, written).await?;
            self.pass(30);
        }
        Ok(())
    }

    async fn views(&self, client: &Api, id: DocumentId) -> Done<()> {
        client.view_my_document(&Attempt::new(), id, &ViewMyDocument { to_end: false }).await?;
        self.pass(60);
        client.view_my_document(&Attempt::new(), id, &ViewMyDocument { to_end: true }).await?;
        Ok(())
    }

    async fn does(&self, client: &Api, document: &MyDocumentSummary, name: &str, written: Written<'_>) -> Done<()> {
        let id = document.id;
        match document.kind {
            DocumentKind::Consent => {
                let told = client.get_my_electronic_consent().await?;
                if told.agreed_at.is_none() {
                    client.give_my_electronic_consent(&Attempt::new(), &ElectronicConsentGiven { sha256: told.sha256 }).await?;
                }
                let content = client.get_my_document(id).await?.content;
                let sign = SignDocument {
                    agreed: true,
                    name: name.into(),
                    capacity: Capacity::Self_,
                    relationship: "".into(),
                    content_sha256: hex::encode(hash(content)),
                };
                client.sign_my_document(&Attempt::new(), id, &sign).await?;
                return Ok(());
            }
            DocumentKind::Form => answer(client, id, written).await?,
            DocumentKind::Upload => {
                client.upload_my_document_file(&Attempt::new(), id, "card.txt", b"Sample Health Plan, member 0000".to_vec()).await?;
            }
            DocumentKind::File => return Ok(()),
        }
        let answers_version = client.get_my_document(id).await?.answers_version;
        client.submit_my_form(&Attempt::new(), id, &SubmitMyForm { answers_version }).await?;
        Ok(())
    }
}

async fn answer(client: &Api, id: DocumentId, written: Written<'_>) -> Done<()> {
    let of = |(key, text): &(&str, &str)| {
        let answer = if *key == "topics" { Answer::Many(text.split(',').map(Into::into).collect()) } else { Answer::from(*text) };
        ((*key).to_owned(), answer)
    };
    client.save_my_answers(&Attempt::new(), id, &SaveMyAnswers { changes: written.iter().map(of).collect() }).await?;
    Ok(())
}
