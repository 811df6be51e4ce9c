//! How people sign in: passwords, second factor, idle time.

use api::Attempt;
use domain::practice::profile::{Practice, SignInRules};
use leptos::prelude::*;
use ui::{Checkbox, Choice, Field, FieldKind, Heading, Load, Select, Submit, fetched, use_toasts};

use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line, yes_no};
use crate::session::use_session;
use crate::workplace::use_workplace;

/// `/admin/settings/sign-in`
#[component]
pub fn SignInRulesPage() -> impl IntoView {
    let session = use_session();
    let practice = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_practice()).await }
    });
    view! {
        <Heading text="Sign-in" />
        <Load from=practice lines=6 let:now>
            <div class="narrow"><Rules practice=now take=move |theirs: Practice| practice.set(theirs) /></div>
        </Load>
    }
    .into_any()
}

fn lines(rules: &SignInRules) -> Lines {
    vec![
        line("Minutes until a client is signed out", rules.client_idle_minutes.to_string()),
        line("Minutes until staff are signed out", rules.staff_idle_minutes.to_string()),
        line("Second step for all staff", yes_no(rules.second_factor_required)),
        line("Shortest password", format!("{} characters", rules.password_length)),
        line("How hard to guess", strength(rules.password_strength)),
    ]
}

fn strength(level: u8) -> &'static str {
    match level {
        0..=2 => "Usual",
        3 => "Hard",
        _ => "Very hard",
    }
}

#[component]
fn Rules(practice: Practice, #[prop(into)] take: Callback<Practice>) -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let toasts = use_toasts();
    let Practice { version, sign_in: rules, .. } = practice;
    let client_idle = RwSignal::new(rules.client_idle_minutes.to_string());
    let staff_idle = RwSignal::new(rules.staff_idle_minutes.to_string());
    let second_factor = RwSignal::new(rules.second_factor_required);
    let length = RwSignal::new(rules.password_length.to_string());
    let guess = RwSignal::new(rules.password_strength.to_string());
    let input = move || {
        let number = |signal: RwSignal<String>| signal.with_untracked(|n| n.trim().parse().unwrap_or(0));
        SignInRules {
            client_idle_minutes: number(client_idle),
            staff_idle_minutes: number(staff_idle),
            second_factor_required: second_factor.get_untracked(),
            password_length: number(length),
            password_strength: number(guess),
        }
    };
    let attempt = Attempt::new();
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), input());
        async move {
            refuse_wrong(&input)?;
            session.ask(api.update_sign_in_rules(&attempt, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_practice()).await }
    };
    let saved = move |practice: Practice| {
        toasts.say("Saved.");
        workplace.practice.set(practice);
    };
    let record = Record { version: |p: &Practice| p.version, lines: |p: &Practice| lines(&p.sign_in) };
    let strengths: Vec<Choice> = (2..=4).map(|level: u8| Choice::new(level.to_string(), strength(level))).collect();
    view! {
        <SavingForm version=RwSignal::new(version) record save read mine=move |()| lines(&input()) on_saved=saved on_theirs=take>
            <Field label="Clients are signed out after" value=client_idle kind=FieldKind::Number inputmode="numeric" pointer="/client_idle_minutes"
                required=true unit="minutes" hint="Without activity, 5 to 60 minutes" />
            <Field label="Staff are signed out after" value=staff_idle kind=FieldKind::Number inputmode="numeric" pointer="/staff_idle_minutes"
                required=true unit="minutes" hint="Without activity, 5 to 60 minutes" />
            <Checkbox label="Everybody on the team needs a second step" value=second_factor
                hint="A code from an app on their phone. Those who have none set it up at their next sign-in." />
            <Field label="Shortest password" value=length kind=FieldKind::Number inputmode="numeric" pointer="/password_length"
                required=true unit="characters" hint="8 to 64; for new passwords" />
            <Select label="How hard a password must be to guess" value=guess pointer="/password_strength" required=true choices=strengths />
            <div class="actions"><Submit>"Save"</Submit></div>
        </SavingForm>
    }
    .into_any()
}
