//! One's own second step: on, off, new recovery codes (A23).

use api::Attempt;
use domain::access::second_factor::{ConfirmWithPassword, RecoveryCodes};
use leptos::prelude::*;
use ui::{Button, Card, Dialog, Failure, Field, FieldKind, Form, Submit, Tag, Tone, use_toasts};

use crate::access::{Enrolment, RecoveryCodeSheet};
use crate::session::{Session, use_session};
use crate::workplace::{Workplace, use_workplace};

/// Reads again who is signed in, after the second step changed.
async fn refresh(session: Session, workplace: Workplace) -> Result<(), Failure> {
    let me = session.ask(session.api().get_me()).await?;
    session.began(me.ends);
    let _ = workplace.me.try_set(me);
    Ok(())
}

/// Whether it is on, and what can be done about it.
#[component]
pub fn SecondFactorCard() -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let toasts = use_toasts();
    let on = Memo::new(move |_| workplace.staff().is_some_and(|s| s.second_factor));
    let left = Memo::new(move |_| workplace.staff().map_or(0, |s| s.recovery_codes_left));
    let required = Memo::new(move |_| workplace.practice.with(|p| p.sign_in.second_factor_required));
    let (enrolling, removing, renewing) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let enrolled = move |()| {
        enrolling.set(false);
        toasts.say("Your second step is on.");
        leptos::task::spawn_local(async move {
            let _ = refresh(session, workplace).await;
        });
    };
    let codes_left = move || match left.get() {
        0 => "No recovery codes are left. Make new ones now.".to_owned(),
        1 => "1 recovery code is left. Make new ones soon.".to_owned(),
        n => format!("{n} recovery codes are left."),
    };
    let off_view = move || {
        view! {
            <p>"A code from an app on your phone, besides the password. It keeps your clients' records safe when somebody learns the password."</p>
            <div><Button on_press=move |()| enrolling.set(true)>"Turn on"</Button></div>
        }
    };
    let on_view = move || {
        view! {
            <p>{codes_left}</p>
            <div class="row">
                <Button on_press=move |()| renewing.set(true)>"New recovery codes"</Button>
                {move || (!required.get()).then(|| view! { <Button on_press=move |()| removing.set(true)>"Turn off"</Button> })}
            </div>
            {move || required.get().then(|| view! { <p class="soft">"Your practice asks everybody for it, so it cannot be turned off."</p> })}
        }
    };
    view! {
        <Card title="Second step at sign-in">
            <p>{move || if on.get() { view! { <Tag tone=Tone::Good>"On"</Tag> } } else { view! { <Tag tone=Tone::Plain>"Off"</Tag> } }}</p>
            {move || if on.get() { on_view().into_any() } else { off_view().into_any() }}
        </Card>
        <Dialog open=enrolling title="Turn on the second step" wide=true><Enrolment on_done=enrolled /></Dialog>
        <Dialog open=removing title="Turn off the second step"><Removal open=removing /></Dialog>
        <Dialog open=renewing title="New recovery codes"><Renewal open=renewing /></Dialog>
    }
    .into_any()
}

#[component]
fn Removal(open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let toasts = use_toasts();
    let password = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let send = move || {
        let input = ConfirmWithPassword { password: password.get_untracked().into() };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            session.may_try()?;
            session.ask(api.remove_second_factor(&attempt, &input)).await?;
            toasts.say("Your second step is off.");
            refresh(session, workplace).await?;
            let _ = open.try_set(false);
            Ok(())
        }
    };
    view! {
        <p>"From then on the password alone lets you in, and your recovery codes stop working."</p>
        <Form send>
            <Field label="Password" value=password kind=FieldKind::Password pointer="/password" required=true autocomplete="current-password" />
            <div class="actions">
                <Button on_press=move |()| open.set(false)>"Keep it on"</Button>
                <Submit>"Turn off"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

#[component]
fn Renewal(open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let codes = RwSignal::new(None::<RecoveryCodes>);
    let password = RwSignal::new(String::new());
    let attempt = StoredValue::new(Attempt::new());
    let send = move || {
        let input = ConfirmWithPassword { password: password.get_untracked().into() };
        let (api, attempt) = (session.api(), attempt.get_value());
        async move {
            session.may_try()?;
            let made = session.ask(api.renew_recovery_codes(&attempt, &input)).await?;
            let _ = codes.try_set(Some(made));
            refresh(session, workplace).await
        }
    };
    let done = Callback::new(move |()| open.set(false));
    move || {
        match codes.get() {
        Some(codes) => view! { <RecoveryCodeSheet codes on_done=done /> }.into_any(),
        None => view! {
            <p>"Ten new codes are made; the older ones stop working."</p>
            <Form send>
                <Field label="Password" value=password kind=FieldKind::Password pointer="/password" required=true autocomplete="current-password" />
                <div class="actions"><Submit>"Make new codes"</Submit></div>
            </Form>
        }
        .into_any(),
    }
    }
}
