//! Who is asking, and the practice's questions (B11).

use api::Attempt;
use domain::booking::new_client::NewClientRequest;
use domain::booking::settings::PrescreenQuestion;
use domain::check::Checker;
use domain::text::Phone;
use domain::time::Timestamp;
use leptos::prelude::*;
use ui::{Field, FieldKind, Fieldset, Form};

use super::{Visitor, proof, sent};
use crate::access::forgot::email_wrong;
use crate::access::waiting::{Send, Waiting};
use crate::booking::finder::Finder;
use crate::booking::near::{UnlessTaken, lost};
use crate::booking::step::Step;
use crate::booking::texts::door;

/// What was typed; it outlives the step.
#[derive(Clone, Copy)]
pub struct Typed {
    first_name: RwSignal<String>,
    last_name: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    answers: StoredValue<Vec<(PrescreenQuestion, RwSignal<String>)>>,
}

impl Typed {
    /// Nothing yet.
    pub fn new(questions: Vec<PrescreenQuestion>) -> Self {
        let empty = || RwSignal::new(String::new());
        let answers = questions.into_iter().map(|question| (question, empty())).collect();
        Self { first_name: empty(), last_name: empty(), email: empty(), phone: empty(), answers: StoredValue::new(answers) }
    }
}

#[component]
pub fn NewClientForm(finder: Finder, at: Timestamp) -> impl IntoView {
    let (portal, t) = (finder.portal, door::texts());
    let Visitor { typed, .. } = expect_context();
    let waiting = Waiting::new();
    let (asking, sending) = (StoredValue::new(Attempt::new()), StoredValue::new(Attempt::new()));
    let go = finder.goer();
    let send = move || {
        let ids = finder.query();
        let go = go.clone();
        let said = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let answers = typed.answers.with_value(|all| all.iter().map(|(_, answer)| said(*answer).into()).collect());
        let language = untrack(|| portal.texts.language());
        let (first_name, last_name) = (said(typed.first_name).into(), said(typed.last_name).into());
        let (email, phone, note) = (said(typed.email).into(), said(typed.phone).into(), said(finder.note).into());
        async move {
            let Some(ids) = ids else { return Err(lost(portal)) };
            let (api, slug) = (portal.api(), portal.slug());
            let challenge = api.create_booking_challenge(&asking.get_value(), &slug).await.map_err(|f| waiting.tell(portal, &f))?;
            let proof = proof::solve(challenge).await.ok_or_else(|| {
                let words = &t.untracked().door;
                ui::Failure::new(words.proof, words.proof_text)
            })?;
            let (staff_id, office_id, service_id) = (ids.staff_id, ids.office_id, ids.service_id);
            let input = NewClientRequest {
                first_name,
                last_name,
                email,
                phone,
                note,
                answers,
                staff_id,
                office_id,
                service_id,
                start: at,
                proof,
                language,
            };
            let outcome = api.request_first_appointment(&sending.get_value(), &slug, &input).await;
            let made = outcome.map_err(|failure| {
                waiting.tell(portal, &failure);
                finder.refused(&failure)
            })?;
            sent::keep(portal, &made);
            go(Step::Code);
            Ok(())
        }
    };
    let email_ok = move |text: String| email_wrong(&text).then(|| portal.texts.untracked().general.email_wrong.to_owned());
    let phone_ok = move |text: String| phone_wrong(&text).then(|| t.untracked().door.phone_wrong.to_owned());
    view! {
        <Form send>
            <UnlessTaken finder>
                <Fieldset legend=t.of(|c| c.door.about)>
                    <Field label=t.of(|c| c.door.first_name) value=typed.first_name pointer="/first_name" required=true autocomplete="given-name"
                        enterkeyhint="next" maxlength=100u32 id="first-name" />
                    <Field label=t.of(|c| c.door.last_name) value=typed.last_name pointer="/last_name" required=true autocomplete="family-name"
                        enterkeyhint="next" maxlength=100u32 id="last-name" />
                    <Field label=portal.texts.of(|c| c.general.email) value=typed.email kind=FieldKind::Email pointer="/email" required=true
                        check=email_ok hint=t.of(|c| c.door.email_hint) autocomplete="email" enterkeyhint="next" maxlength=254u32 id="new-email" />
                    <Field label=t.of(|c| c.door.phone) value=typed.phone kind=FieldKind::Tel pointer="/phone" required=true check=phone_ok
                        autocomplete="tel" enterkeyhint="next" maxlength=40u32 id="phone" />
                    <Field label=t.of(|c| c.door.note) value=finder.note kind=FieldKind::Area pointer="/note" hint=t.of(|c| c.door.note_hint)
                        maxlength=500u32 rows=3u32 id="note" />
                </Fieldset>
                <Questions typed />
                <p class="soft">{t.say(|c| c.door.submit_hint)}</p>
                <Send waiting label=t.of(|c| c.door.submit) />
            </UnlessTaken>
        </Form>
    }
    .into_any()
}

#[component]
fn Questions(typed: Typed) -> impl IntoView {
    let all = typed.answers.get_value();
    if all.is_empty() {
        return ().into_any();
    }
    let field = |(place, (question, answer)): (usize, (PrescreenQuestion, RwSignal<String>))| {
        let PrescreenQuestion { text, required } = question;
        view! {
            <Field label=Signal::stored(text) value=answer kind=FieldKind::Area pointer=format!("/answers/{place}") required=required
                maxlength=500u32 rows=2u32 />
        }
        .into_any()
    };
    let fields = all.into_iter().enumerate().map(field).collect_view();
    view! { <Fieldset legend=door::texts().of(|c| c.door.questions)>{fields}</Fieldset> }.into_any()
}

/// Whether this cannot be a telephone number.
fn phone_wrong(text: &str) -> bool {
    let mut c = Checker::default();
    Phone::from(text).check(&mut c, "phone");
    !c.into_errors().is_empty()
}
