//! The panel of a new appointment.

use api::Attempt;
use domain::booking::appointment::CreateAppointment;
use domain::time::LocalTime;
use domain::{OfficeId, ServiceId, StaffId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{ButtonLink, Checkbox, DateField, Failure, Field, FieldKind, Form, Select, SidePanel, Submit, use_toasts};

use super::client_picker::{Chosen, ClientPicker, prefill};
use super::overlap::{Overlap, OverlapTick};
use super::repeat::{Repeat, RepeatFields};
use super::state::{Calendar, use_calendar};
use crate::app::NothingHere;
use crate::refusal::{no_such_time, refuse_wrong};
use crate::session::use_session;
use crate::wall;

/// `/admin/calendar/new[?at=…&minutes=…&staff=…&client=…]`
#[component]
pub fn NewAppointment() -> impl IntoView {
    let calendar = use_calendar();
    let query = use_query_map();
    // Another press in the calendar begins another form.
    let asked = Memo::new(move |_| query.with(|q| ["at", "minutes", "staff", "client"].map(|name| q.get(name).unwrap_or_default())));
    let close = Signal::derive(move || calendar.wish.get().address());
    if !calendar.may_write() {
        return view! { <NothingHere /> }.into_any();
    }
    view! {
        <SidePanel title="New appointment" close_href=close>
            {move || {
                let asked = asked.get();
                view! { <NewForm asked /> }
            }}
        </SidePanel>
    }
    .into_any()
}

/// An appointment being written.
#[derive(Clone, Copy)]
struct Draft {
    client: Chosen,
    staff: RwSignal<String>,
    service: RwSignal<String>,
    office: RwSignal<String>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    minutes: RwSignal<String>,
    note: RwSignal<String>,
    tell: RwSignal<bool>,
    repeat: Repeat,
    overlap: Overlap,
}

impl Draft {
    fn new(asked: &[String; 4], calendar: Calendar) -> Self {
        let [at, minutes, staff, client] = asked;
        let text = |text: String| RwSignal::new(text);
        let at = at.parse::<LocalTime>().ok();
        let usual = calendar.usual_clinician().map(|id| id.to_string()).unwrap_or_default();
        let day = at.map_or_else(|| calendar.wish.get_untracked().day.unwrap_or_else(|| untrack(|| calendar.today())), LocalTime::date);
        let draft = Self {
            client: RwSignal::new(None),
            staff: text(if staff.is_empty() { usual } else { staff.clone() }),
            service: text(String::new()),
            office: text(String::new()),
            day: text(day.to_string()),
            time: text(at.map(|at| wall::time_text(at.minute())).unwrap_or_default()),
            minutes: text(minutes.clone()),
            note: text(String::new()),
            tell: RwSignal::new(true),
            repeat: Repeat::new(),
            overlap: Overlap::new(),
        };
        if let Ok(id) = client.parse() {
            prefill(draft.client, id);
        }
        draft
    }

    fn input(self) -> Result<CreateAppointment, Failure> {
        let missing = || Failure::new("Please check these fields", "").with_code("invalid_input");
        let id = |signal: RwSignal<String>| signal.get_untracked();
        let minutes = self.minutes.with_untracked(|m| m.trim().to_owned());
        Ok(CreateAppointment {
            client_id: self.client.get_untracked().map(|(id, _)| id).ok_or_else(missing)?,
            staff_id: id(self.staff).parse::<StaffId>().map_err(|_| missing())?,
            service_id: id(self.service).parse::<ServiceId>().map_err(|_| missing())?,
            office_id: id(self.office).parse::<OfficeId>().map_err(|_| missing())?,
            start: wall::typed(&self.day.get_untracked(), &self.time.get_untracked()).ok_or_else(|| no_such_time("/start"))?,
            minutes: (!minutes.is_empty()).then(|| minutes.parse().unwrap_or(0)),
            note: self.note.with_untracked(|t| t.trim().into()),
            allow_overlap: self.overlap.allows(),
            tell_client: self.tell.get_untracked(),
            recurrence: self.repeat.recurrence(),
        })
    }
}

#[component]
fn NewForm(asked: [String; 4]) -> impl IntoView {
    let (session, calendar, toasts) = (use_session(), use_calendar(), use_toasts());
    let navigate = use_navigate();
    let draft = Draft::new(&asked, calendar);
    let given_length = !asked[1].is_empty();
    // With one place or service there is nothing to choose; a service brings its length.
    Effect::new(move |_| {
        for (value, choices) in [(draft.service, calendar.service_choices()), (draft.office, calendar.office_choices())] {
            if let Some(first) = choices.first().filter(|_| value.with_untracked(String::is_empty)) {
                value.set(first.value.clone());
            }
        }
    });
    Effect::new(move |before: Option<()>| {
        let chosen = draft.service.get();
        let length = calendar.services.with(|all| all.iter().find(|s| s.id.to_string() == chosen).map(|s| s.details.minutes)).flatten();
        // What was marked in the calendar stays; what follows the first service that came is its length.
        if let Some(length) = length.filter(|_| !given_length || before.is_some() && draft.minutes.with_untracked(String::is_empty)) {
            draft.minutes.set(length.to_string());
        }
    });
    let attempt = Attempt::new();
    let send = move || {
        let (api, attempt, input, navigate) = (session.api(), attempt.clone(), draft.input(), navigate.clone());
        async move {
            let input = input?;
            refuse_wrong(&input)?;
            match session.ask(api.create_appointment(&attempt, &input)).await {
                Ok(made) => {
                    let name = made.client_name.as_str();
                    let series = input.recurrence.is_some();
                    let what = if series { "The appointments are" } else { "The appointment is" };
                    toasts.say(format!("{what} in the calendar: {name}, {}.", wall::day_and_clock(input.start)));
                    calendar.appointments.reload();
                    navigate(&calendar.wish.get_untracked().address(), NavigateOptions::default());
                    Ok(())
                }
                Err(failure) => {
                    draft.overlap.hear(&failure);
                    Err(failure)
                }
            }
        }
    };
    let why = Signal::derive(move || {
        let at = wall::typed(&draft.day.get(), &draft.time.get()).map(|at| at.to_string()).unwrap_or_default();
        let more = [("at", at), ("staff", draft.staff.get()), ("service", draft.service.get()), ("office", draft.office.get())];
        calendar.beside("/why", &more)
    });
    let close = Signal::derive(move || calendar.wish.get().address());
    let [services, clinicians, offices] =
        [Calendar::service_choices, Calendar::clinician_choices, Calendar::office_choices].map(|of| Signal::derive(move || of(calendar)));
    view! {
        <Form send guard=true>
            <OverlapTick overlap=draft.overlap />
            <ClientPicker chosen=draft.client />
            <Select label="Service" value=draft.service choices=services required=true pointer="/service_id" />
            <div class="row fields">
                <DateField label="Day" value=draft.day required=true pointer="/start" />
                <Field label="Time" value=draft.time kind=FieldKind::Time required=true />
                <Field label="Length" value=draft.minutes kind=FieldKind::Number inputmode="numeric" unit="minutes" required=true pointer="/minutes" />
            </div>
            <p class="small"><a href=why>"Why is this closed?"</a></p>
            <Select label="Clinician" value=draft.staff choices=clinicians required=true pointer="/staff_id" />
            <Select label="Office" value=draft.office choices=offices required=true pointer="/office_id" />
            <RepeatFields repeat=draft.repeat />
            <Field label="Note" value=draft.note kind=FieldKind::Area rows=2 maxlength=500_u32 pointer="/note" hint="For the team" />
            <Checkbox label="Tell the client by e-mail" value=draft.tell />
            <div class="actions">
                <ButtonLink href=close>"Cancel"</ButtonLink>
                <Submit>"Add appointment"</Submit>
            </div>
        </Form>
    }
    .into_any()
}
