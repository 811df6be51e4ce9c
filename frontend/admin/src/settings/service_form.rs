//! The panel of one service, new or known.

use api::Attempt;
use domain::ServiceId;
use domain::money::{Currency, Money};
use domain::practice::service::{Service, ServiceInput};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui::{ButtonLink, Empty, Field, FieldKind, Form, SidePanel, Submit, use_toasts};

use super::service_booking::{BookingDraft, BookingFields, booking_lines};
use super::services::ServiceList;
use crate::locales::{amount_of, amount_text};
use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line};
use crate::session::use_session;
use crate::workplace::use_workplace;

const LIST: &str = "/admin/settings/services";

/// A service being written.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    code: RwSignal<String>,
    minutes: RwSignal<String>,
    fee: RwSignal<String>,
    booking: BookingDraft,
    currency: StoredValue<Currency>,
}

impl Draft {
    fn new(known: Option<&ServiceInput>, usual: Currency) -> Self {
        let text = |value: &str| RwSignal::new(value.to_owned());
        let currency = known.map_or(usual, |s| s.fee.currency.clone());
        Self {
            name: text(known.map(|s| s.name.as_str()).unwrap_or_default()),
            code: text(known.map(|s| s.code.as_str()).unwrap_or_default()),
            minutes: RwSignal::new(known.map_or(50, |s| s.minutes).to_string()),
            fee: RwSignal::new(known.map(|s| amount_text(s.fee.amount_minor, currency.digits())).unwrap_or_default()),
            booking: BookingDraft::new(known),
            currency: StoredValue::new(currency),
        }
    }

    fn input(self) -> ServiceInput {
        let text = |signal: RwSignal<String>| signal.with_untracked(|t| t.trim().to_owned());
        let currency = self.currency.get_value();
        let fee = Money { amount_minor: amount_of(&text(self.fee), currency.digits()).unwrap_or(-1), currency };
        let minutes = text(self.minutes).parse().unwrap_or(0);
        self.booking.input(ServiceInput { code: text(self.code), ..ServiceInput::new(text(self.name), minutes, fee) })
    }
}

fn lines(service: &ServiceInput) -> Lines {
    let fee = &service.fee;
    let mut lines = vec![
        line("Name", service.name.clone()),
        line("Billing code", service.code.clone()),
        line("Duration", format!("{} minutes", service.minutes)),
        line("Fee", format!("{} {}", amount_text(fee.amount_minor, fee.currency.digits()), fee.currency.0)),
    ];
    lines.extend(booking_lines(service));
    lines
}

#[component]
fn Fields(draft: Draft) -> impl IntoView {
    let digits = draft.currency.with_value(Currency::digits);
    let amount =
        move |text: String| amount_of(&text, digits).is_none().then(|| "Please enter an amount, such as 120 or 120.00.".to_owned());
    let unit = draft.currency.with_value(|c| c.0.clone());
    view! {
        <Field label="Name" value=draft.name pointer="/name" required=true autocomplete="off" maxlength=80_u32 hint="Such as Individual session" />
        <Field label="Billing code" value=draft.code pointer="/code" autocomplete="off" maxlength=20_u32 hint="Your own code for it, if you bill with one" />
        <Field label="Duration" value=draft.minutes kind=FieldKind::Number inputmode="numeric" pointer="/minutes" required=true unit="minutes" />
        <Field label="Fee" value=draft.fee kind=FieldKind::Number pointer="/fee/amount_minor" required=true unit check=amount />
        <BookingFields draft=draft.booking />
        <div class="actions">
            <ButtonLink href=LIST>"Cancel"</ButtonLink>
            <Submit>"Save"</Submit>
        </div>
    }
    .into_any()
}

fn usual_currency() -> Currency {
    use_workplace().practice.with_untracked(|p| p.profile.currency.clone())
}

/// `/admin/settings/services/new`
#[component]
pub fn NewService() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let list = expect_context::<ServiceList>();
    let draft = Draft::new(None, usual_currency());
    let attempt = Attempt::new();
    let send = move || {
        let (api, attempt, input, navigate) = (session.api(), attempt.clone(), draft.input(), navigate.clone());
        async move {
            refuse_wrong(&input)?;
            list.put(session.ask(api.create_service(&attempt, &input)).await?);
            toasts.say(format!("{} was added.", input.name));
            navigate(LIST, NavigateOptions::default());
            Ok(())
        }
    };
    view! { <SidePanel title="New service" close_href=LIST><Form send guard=true><Fields draft /></Form></SidePanel> }.into_any()
}

/// `/admin/settings/services/{id}`
#[component]
pub fn OneService() -> impl IntoView {
    let list = expect_context::<ServiceList>();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).and_then(|id| id.parse::<ServiceId>().ok()));
    // Made anew for another service, not for each change of the list.
    let there = Memo::new(move |_| list.0.with(|_| ()).is_some());
    let made = RwSignal::new(0_u32);
    move || {
        made.track();
        if !there.get() {
            return ().into_any();
        }
        let service = list.0.with_untracked(|page| page.items.iter().find(|s| Some(s.id) == id.get()).cloned()).flatten();
        match service {
            Some(service) => view! { <Edit service list made /> }.into_any(),
            None => view! { <SidePanel title="Service" close_href=LIST><Empty title="There is no such service" /></SidePanel> }.into_any(),
        }
    }
}

#[component]
fn Edit(service: Service, list: ServiceList, made: RwSignal<u32>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let draft = Draft::new(Some(&service.details), usual_currency());
    let attempt = Attempt::new();
    let id = service.id;
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), draft.input());
        async move {
            refuse_wrong(&input)?;
            session.ask(api.update_service(&attempt, id, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move {
            let page = session.ask(api.list_services()).await?;
            page.items.into_iter().find(|s| s.id == id).ok_or_else(|| ui::Failure::new("This service is gone.", ""))
        }
    };
    let saved = move |service: Service| {
        list.put(service);
        toasts.say("Saved.");
        navigate(LIST, NavigateOptions::default());
    };
    let theirs = move |service: Service| {
        list.put(service);
        made.update(|n| *n += 1);
    };
    let record = Record { version: |s: &Service| s.version, lines: |s: &Service| lines(&s.details) };
    view! {
        <SidePanel title=service.details.name close_href=LIST>
            <SavingForm version=RwSignal::new(service.version) record save read mine=move |()| lines(&draft.input()) on_saved=saved on_theirs=theirs>
                <Fields draft />
            </SavingForm>
        </SidePanel>
    }
    .into_any()
}
