//! The rules of booking: what clients may ask for, when, and what follows (B2, B3, B11, B16).

use api::Attempt;
use domain::booking::settings::{Approval, CancellationPolicy, Scheduling, SchedulingRules};
use leptos::prelude::*;
use ui::{Checkbox, Choice, Field, FieldKind, Fieldset, Heading, Load, Radios, Select, Submit, fetched, use_toasts};

use super::embed::EmbedSnippet;
use super::questions::{QuestionFields, Questions};
use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line, yes_no};
use crate::session::use_session;

/// `/admin/settings/scheduling`
#[component]
pub fn SchedulingPage() -> impl IntoView {
    let session = use_session();
    let rules = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_scheduling()).await }
    });
    view! {
        <Heading text="Scheduling" />
        <p class="soft">"New rules hold for what is asked for from now on. Appointments that stand are not changed."</p>
        <Load from=rules lines=12 let:now>
            <div class="narrow"><Rules now take=move |theirs: Scheduling| rules.set(theirs) /></div>
        </Load>
    }
    .into_any()
}

/// Rules being written.
#[derive(Clone, Copy)]
struct Draft {
    grid: RwSignal<String>,
    notice_existing: RwSignal<String>,
    notice_new: RwSignal<String>,
    horizon: RwSignal<String>,
    cancellation: RwSignal<String>,
    pending_holds: RwSignal<bool>,
    expiry: RwSignal<String>,
    approval: RwSignal<String>,
    reminders: RwSignal<String>,
    questions: Questions,
    sites: RwSignal<String>,
    door: RwSignal<bool>,
}

impl Draft {
    fn new(rules: &SchedulingRules) -> Self {
        let text = |text: String| RwSignal::new(text);
        Self {
            grid: text(rules.grid_minutes.to_string()),
            notice_existing: text(rules.notice_hours_existing.to_string()),
            notice_new: text(rules.notice_hours_new.to_string()),
            horizon: text(rules.horizon_days.to_string()),
            cancellation: text(rules.cancellation.as_str().to_owned()),
            pending_holds: RwSignal::new(rules.pending_holds),
            expiry: text(rules.request_expiry_hours.to_string()),
            approval: text(rules.approval.as_str().to_owned()),
            reminders: text(hours_text(&rules.reminder_hours)),
            questions: Questions::new(&rules.prescreen_questions),
            sites: text(rules.framing_sites.join("\n")),
            door: RwSignal::new(rules.new_client_door),
        }
    }

    /// What cannot be read becomes a number that the check refuses.
    fn rules(self) -> SchedulingRules {
        let number = |signal: RwSignal<String>| signal.with_untracked(|t| t.trim().parse().unwrap_or(u16::MAX));
        let usual = SchedulingRules::default();
        SchedulingRules {
            grid_minutes: number(self.grid),
            notice_hours_existing: number(self.notice_existing),
            notice_hours_new: number(self.notice_new),
            horizon_days: number(self.horizon),
            cancellation: CancellationPolicy::named(&self.cancellation.get_untracked()).unwrap_or(usual.cancellation),
            pending_holds: self.pending_holds.get_untracked(),
            request_expiry_hours: number(self.expiry),
            approval: Approval::named(&self.approval.get_untracked()).unwrap_or(usual.approval),
            reminder_hours: self.reminders.with_untracked(|t| hours_of(t)),
            prescreen_questions: self.questions.written(),
            framing_sites: self.sites.with_untracked(|t| sites_of(t)),
            new_client_door: self.door.get_untracked(),
        }
    }
}

fn hours_text(hours: &[u16]) -> String {
    hours.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

/// Hours with commas or spaces between them; what is no number becomes 0, which the check refuses.
fn hours_of(text: &str) -> Vec<u16> {
    let parts = text.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().unwrap_or(0)).collect()
}

/// A site on each line; a slash at the end is nobody's mistake.
fn sites_of(text: &str) -> Vec<String> {
    text.lines().map(|site| site.trim().trim_end_matches('/').to_lowercase()).filter(|site| !site.is_empty()).collect()
}

fn cancellation(policy: CancellationPolicy) -> &'static str {
    match policy {
        CancellationPolicy::PhoneOnly => "By phone only",
        CancellationPolicy::Hours24 => "Online, at least 24 hours before",
        CancellationPolicy::Hours48 => "Online, at least 48 hours before",
        CancellationPolicy::Hours72 => "Online, at least 72 hours before",
    }
}

/// Who says yes, as a choice.
pub fn approval(approval: Approval) -> &'static str {
    match approval {
        Approval::ByHand => "You answer every request",
        Approval::ExistingBookAtOnce => "Clients book at once",
    }
}

fn lines(rules: &SchedulingRules) -> Lines {
    let question = |q: &domain::booking::settings::PrescreenQuestion| {
        if q.required { format!("{} (must be answered)", q.text) } else { q.text.clone() }
    };
    vec![
        line("Appointments begin every", format!("{} minutes", rules.grid_minutes)),
        line("Notice, clients", format!("{} hours", rules.notice_hours_existing)),
        line("Notice, new clients", format!("{} hours", rules.notice_hours_new)),
        line("How far ahead", format!("{} days", rules.horizon_days)),
        line("Cancelling", cancellation(rules.cancellation)),
        line("A request holds its time", yes_no(rules.pending_holds)),
        line("A request lapses after", format!("{} hours", rules.request_expiry_hours)),
        line("Who says yes", approval(rules.approval)),
        line("Reminders, hours before", hours_text(&rules.reminder_hours)),
        line("Questions for new clients", rules.prescreen_questions.iter().map(question).collect::<Vec<_>>().join(" / ")),
        line("Sites", rules.framing_sites.join(" ")),
        line("New clients may ask for a time", yes_no(rules.new_client_door)),
    ]
}

#[component]
fn Rules(now: Scheduling, #[prop(into)] take: Callback<Scheduling>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let draft = Draft::new(&now.rules);
    let attempt = Attempt::new();
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), draft.rules());
        async move {
            refuse_wrong(&input).map_err(to_fields)?;
            session.ask(api.update_scheduling(&attempt, Some(version), &input)).await.map_err(to_fields)
        }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_scheduling()).await }
    };
    let record = Record { version: |s: &Scheduling| s.version, lines: |s: &Scheduling| lines(&s.rules) };
    view! {
        <SavingForm version=RwSignal::new(now.version) record save read mine=move |()| lines(&draft.rules())
            on_saved=move |_: Scheduling| toasts.say("Saved.") on_theirs=take>
            <Times draft />
            <Answers draft />
            <Fieldset legend="New clients">
                <Checkbox label="People who are no clients yet may ask for a time" value=draft.door
                    hint="Only for services that are open to new clients; their e-mail address is confirmed first" />
            </Fieldset>
            <QuestionFields questions=draft.questions />
            <Fieldset legend="On your own site">
                <Field label="Sites that may show the booking page" value=draft.sites kind=FieldKind::Area rows=2 pointer="/framing_sites"
                    hint="One a line, such as https://example.com" />
                <EmbedSnippet />
            </Fieldset>
            <div class="actions"><Submit>"Save"</Submit></div>
        </SavingForm>
    }
    .into_any()
}

/// A list is written in one field: what is wrong with one of its parts is said there.
fn to_fields(mut failure: ui::Failure) -> ui::Failure {
    for field in &mut failure.fields {
        for list in ["/reminder_hours", "/framing_sites"] {
            if field.pointer.starts_with(list) {
                field.pointer = list.to_owned();
            }
        }
    }
    failure
}

#[component]
fn Times(draft: Draft) -> impl IntoView {
    let grids: Vec<Choice> = [5, 10, 15, 20, 30, 60].map(|n: u16| Choice::new(n.to_string(), format!("{n} minutes"))).to_vec();
    view! {
        <Fieldset legend="Which times are offered">
            <Select label="Appointments begin every" value=draft.grid pointer="/grid_minutes" required=true choices=grids
                hint="Counted from midnight" />
            <Field label="Notice that clients give" value=draft.notice_existing kind=FieldKind::Number inputmode="numeric" unit="hours"
                pointer="/notice_hours_existing" required=true />
            <Field label="Notice that new clients give" value=draft.notice_new kind=FieldKind::Number inputmode="numeric" unit="hours"
                pointer="/notice_hours_new" required=true />
            <Field label="How far ahead" value=draft.horizon kind=FieldKind::Number inputmode="numeric" unit="days" pointer="/horizon_days" required=true />
        </Fieldset>
    }
    .into_any()
}

#[component]
fn Answers(draft: Draft) -> impl IntoView {
    let approvals = vec![
        Choice::new(Approval::ByHand.as_str(), approval(Approval::ByHand)),
        Choice::new(Approval::ExistingBookAtOnce.as_str(), approval(Approval::ExistingBookAtOnce)).hint("New clients still wait for you"),
    ];
    let policies: Vec<Choice> = CancellationPolicy::ALL.iter().map(|p| Choice::new(p.as_str(), cancellation(*p))).collect();
    view! {
        <Radios legend="Requests" value=draft.approval choices=approvals pointer="/approval" required=true hint="A service can have it otherwise" />
        <Checkbox label="A request holds its time until it is answered" value=draft.pending_holds />
        <Field label="A request lapses after" value=draft.expiry kind=FieldKind::Number inputmode="numeric" unit="hours"
            pointer="/request_expiry_hours" required=true hint="0: never" />
        <Radios legend="Clients cancel" value=draft.cancellation choices=policies pointer="/cancellation" required=true />
        <Field label="Reminders by e-mail" value=draft.reminders pointer="/reminder_hours" autocomplete="off" inputmode="numeric" unit="hours before"
            hint="Up to five, such as 48, 24; empty for none. Between 9 in the evening and 8 in the morning they wait." />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b16_hours_are_read_as_they_are_written() {
        assert_eq!(hours_of("48, 24"), [48, 24]);
        assert_eq!(hours_of(" 48 24;2 "), [48, 24, 2]);
        assert_eq!(hours_of(""), [0_u16; 0]);
        assert_eq!(hours_of("48, soon"), [48, 0]);
        assert_eq!(hours_of(&hours_text(&[336, 1])), [336, 1]);
    }

    #[test]
    fn a_site_stands_on_each_line() {
        assert_eq!(sites_of("https://Example.com/\n\n  https://www.example.com "), ["https://example.com", "https://www.example.com"]);
    }
}
