//! Secure messages: the front desk, notices, what each side is shown, the line about emergencies (M1, M7, M8, M9, M11).

use api::Attempt;
use domain::messaging::{Messaging, MessagingSettings};
use leptos::prelude::*;
use ui::{Checkbox, Field, FieldKind, Fieldset, Heading, Load, Submit, fetched, use_toasts};

use crate::messages::emergency_text;
use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line, yes_no};
use crate::session::use_session;

/// `/admin/settings/messaging`
#[component]
pub fn MessagingPage() -> impl IntoView {
    let session = use_session();
    let kept = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_messaging()).await }
    });
    view! {
        <Heading text="Messaging" />
        <Load from=kept lines=6 let:now>
            <div class="narrow"><Choices kept=now take=move |theirs: Messaging| kept.set(theirs) /></div>
        </Load>
    }
    .into_any()
}

fn lines(settings: &MessagingSettings) -> Lines {
    vec![
        line("Clients may write to the front desk", yes_no(settings.front_desk_open)),
        line("Minutes before an e-mail tells of a message", settings.notice_delay_minutes.to_string()),
        line("Links only on devices that signed in before", yes_no(settings.known_devices_only)),
        line("Each side sees that the other has read", yes_no(settings.show_seen)),
        line("Line about emergencies", settings.emergency_line.clone()),
    ]
}

#[component]
fn Choices(kept: Messaging, #[prop(into)] take: Callback<Messaging>) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let Messaging { version, settings } = kept;
    let front_desk = RwSignal::new(settings.front_desk_open);
    let delay = RwSignal::new(settings.notice_delay_minutes.to_string());
    let known = RwSignal::new(settings.known_devices_only);
    let seen = RwSignal::new(settings.show_seen);
    let emergency = RwSignal::new(settings.emergency_line);
    let input = move || MessagingSettings {
        front_desk_open: front_desk.get_untracked(),
        // What is no number is out of range, too.
        notice_delay_minutes: delay.with_untracked(|n| n.trim().parse().unwrap_or(u16::MAX)),
        known_devices_only: known.get_untracked(),
        show_seen: seen.get_untracked(),
        emergency_line: emergency.with_untracked(|text| text.trim().to_owned()),
    };
    let attempt = Attempt::new();
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), input());
        async move {
            refuse_wrong(&input)?;
            session.ask(api.update_messaging(&attempt, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_messaging()).await }
    };
    let record = Record { version: |kept: &Messaging| kept.version, lines: |kept: &Messaging| lines(&kept.settings) };
    let shown = Signal::derive(move || emergency.with(|text| emergency_text(text)));
    view! {
        <SavingForm version=RwSignal::new(version) record save read mine=move |()| lines(&input())
            on_saved=move |_: Messaging| toasts.say("Saved.") on_theirs=take>
            <Checkbox label="Clients may write to the front desk" value=front_desk
                hint="Everybody at the front desk and the owners read and answer there. Closed again, what was said stays, and the practice may still write." />
            <Fieldset legend="E-mails that tell of a message">
                <Field label="Wait before the e-mail" value=delay kind=FieldKind::Number inputmode="numeric" pointer="/notice_delay_minutes"
                    required=true unit="minutes" hint="0 to 60. Who reads the message meanwhile gets no e-mail, and who is reading there right now has ten seconds for it. It never says what the message is about." />
                <Checkbox label="Its link works only on devices that signed in before" value=known
                    hint="Elsewhere, the client signs in first. A link works for 15 minutes in any case." />
            </Fieldset>
            <Checkbox label="Show when a message was seen" value=seen hint="To clients and to you, beside one's own messages" />
            <Field label="Line about emergencies" value=emergency pointer="/emergency_line" maxlength=200_u32 autocomplete="off"
                hint="Always in view below a conversation. Empty: our words." />
            <p class="emergency-preview small">{shown}</p>
            <div class="actions"><Submit>"Save"</Submit></div>
        </SavingForm>
    }
    .into_any()
}
