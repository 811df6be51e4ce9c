//! The code of the authenticator app, or a recovery code, after the password (A23).

use api::Attempt;
use domain::access::second_factor::SecondFactorCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Button, ButtonKind, Field, FieldKind, Form, FormState, Submit, act};

use super::door::{Door, leave_when_over};
use crate::refusal::of_recovery_code;
use crate::session::{step_of, take_next, use_session};

/// `/admin/second-factor`
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let session = use_session();
    leave_when_over(session);
    let navigate = use_navigate();
    let go = Callback::new(move |to: String| navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() }));
    let code = RwSignal::new(String::new());
    let lost = RwSignal::new(false);
    let state = FormState::new();
    let attempt = Attempt::new();
    let send = move || {
        let recovering = lost.get_untracked();
        let input = SecondFactorCode { code: code.get_untracked().trim().into() };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            session.may_try()?;
            let answer = session.ask(api.verify_second_factor(&attempt, &input)).await;
            let signed_in = answer.map_err(|failure| if recovering { of_recovery_code(failure) } else { failure })?;
            session.began(signed_in.ends);
            let _ = go.try_run(step_of(signed_in.kind).map_or_else(take_next, str::to_owned));
            Ok(())
        }
    };
    let leave = act(move || async move {
        session.sign_out(None).await;
        let _ = go.try_run("/admin/sign-in".to_owned());
        Ok(())
    });
    let swap = move |()| {
        code.set(String::new());
        state.touch_at("/code");
        lost.update(|l| *l = !*l);
    };
    view! {
        <Door title="Second step">
            <Form send state>
                {move || {
                    if lost.get() {
                        view! {
                            <Field label="Recovery code" value=code pointer="/code" required=true autocomplete="off" enterkeyhint="go"
                                hint="One of the ten you kept when you set this up, such as k7p2-9xqm. Each works once." />
                        }
                        .into_any()
                    } else {
                        view! {
                            <Field label="Code" value=code kind=FieldKind::Code pointer="/code" required=true autocomplete="one-time-code"
                                enterkeyhint="go" maxlength=7_u32 hint="The six digits that your authenticator app shows now" />
                        }
                        .into_any()
                    }
                }}
                <div class="actions">
                    <Submit>"Continue"</Submit>
                    <Button kind=ButtonKind::Quiet on_press=swap>
                        {move || if lost.get() { "Use the app instead" } else { "Use a recovery code" }}
                    </Button>
                </div>
            </Form>
            <p class="soft">"Lost both? An owner of the practice can reset your second step under Settings, Team."</p>
            <div><Button kind=ButtonKind::Quiet busy=leave.busy() on_press=move |()| leave.run()>"Sign in as somebody else"</Button></div>
        </Door>
    }
    .into_any()
}
