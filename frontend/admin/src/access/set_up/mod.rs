//! The first run (A27): a wizard of four steps makes the practice, its owner, the first office and service, and the
//! owner's hours. Each step has its address; what was entered stays while one goes back and forth.

mod answers;
mod steps;

use api::Attempt;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{ButtonLink, Empty, Failure, FieldProblem, Form, FormState, Load, Progress, Submit, fetched};

use super::door::{Door, from_fragment, remember_practice};
use crate::session::{step_of, use_session};
use answers::Answers;
use steps::{HoursStep, OwnerStep, PlaceStep, PracticeStep};

const TITLES: [&str; 4] = ["Your practice", "You", "First office and service", "Your hours"];

/// `/admin/setup?step=1#token=…`
#[component]
pub fn SetUpPage() -> impl IntoView {
    let session = use_session();
    let token = from_fragment("token");
    let installation = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_installation()).await }
    });
    let token = StoredValue::new(token);
    view! {
        <Load from=installation lines=8 let:found>
            {match token.get_value() {
                _ if found.set_up => view! {
                    <Door title="This practice is set up">
                        <Empty title="The practice is there already" text="The set-up link works once. Sign in with the owner's e-mail and password.">
                            <ButtonLink href="/admin/sign-in">"Sign in"</ButtonLink>
                        </Empty>
                    </Door>
                }
                .into_any(),
                None => view! {
                    <Door title="Set up your practice">
                        <Empty title="This link is not whole"
                            text="Copy the whole set-up link that the program printed when it started; it ends with #token= and a long text." />
                    </Door>
                }
                .into_any(),
                Some(token) => view! { <Wizard token /> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn Wizard(token: String) -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let query = use_query_map();
    let fragment = window().location().hash().unwrap_or_default();
    let answers = Answers::new(token);
    let attempt = Attempt::new();
    // What the server refused in a step other than the last: that step shows it when it opens.
    let refused = RwSignal::new(None::<Failure>);
    let wished = Memo::new(move |_| query.with(|q| q.get("step")).and_then(|s| s.parse::<usize>().ok()).unwrap_or(1).clamp(1, 4));
    // After a reload nothing is filled in: begin with the first step that has something missing.
    let step = Memo::new(move |_| {
        let wished = wished.get();
        untrack(|| (1..wished).find(|step| !answers.errors(*step).is_empty())).unwrap_or(wished)
    });
    let go = Callback::new(move |to: usize| navigate(&format!("/admin/setup?step={to}{fragment}"), NavigateOptions::default()));
    let finish = Callback::new({
        let navigate = use_navigate();
        move |to: String| navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() })
    });
    let form = move |step: usize| {
        let state = FormState::new();
        if let Some(failure) = refused.get_untracked() {
            refused.set(None);
            request_animation_frame(move || state.refuse(failure));
        }
        let attempt = attempt.clone();
        let send = move || {
            let wrong = answers.errors(step);
            let (api, attempt) = (session.api(), attempt.clone());
            async move {
                if !wrong.is_empty() {
                    return Err(Failure::new("Please check these fields", "").with_code("invalid_input").with_fields(wrong));
                }
                if step < 4 {
                    let _ = go.try_run(step + 1);
                    return Ok(());
                }
                let input = answers.input();
                match session.ask(api.set_up_practice(&attempt, &input)).await {
                    Ok(signed_in) => {
                        session.began(signed_in.ends);
                        remember_practice(&input.profile.slug);
                        let _ = finish.try_run(step_of(signed_in.kind).unwrap_or("/admin").to_owned());
                        Ok(())
                    }
                    Err(failure) => {
                        let first = failure.fields.iter().filter_map(step_of_field).min();
                        if let Some(earlier) = first.filter(|first| *first < 4) {
                            let _ = refused.try_set(Some(failure.clone()));
                            let _ = go.try_run(earlier);
                        }
                        Err(failure)
                    }
                }
            }
        };
        view! {
            <Form send state>
                {match step {
                    1 => view! { <PracticeStep answers /> }.into_any(),
                    2 => view! { <OwnerStep answers /> }.into_any(),
                    3 => view! { <PlaceStep answers /> }.into_any(),
                    _ => view! { <HoursStep answers /> }.into_any(),
                }}
                <div class="actions">
                    {(step > 1).then(|| view! { <ui::Button on_press=move |()| go.run(step - 1)>"Back"</ui::Button> })}
                    <Submit>{if step < 4 { "Continue" } else { "Set up the practice" }}</Submit>
                </div>
            </Form>
        }
    };
    view! {
        <Door title=Signal::derive(move || TITLES[step.get() - 1].to_owned())>
            <Progress value=Signal::derive(move || step.get() as u32) max=4_u32 label=Signal::derive(move || format!("Step {} of 4", step.get())) />
            {move || form(step.get())}
        </Door>
    }
    .into_any()
}

/// The step that asks for a refused field.
fn step_of_field(problem: &FieldProblem) -> Option<usize> {
    let part = problem.pointer.split('/').nth(1)?;
    match part {
        "profile" | "slug" => Some(1),
        "owner" | "email" => Some(2),
        "office" | "service" => Some(3),
        "availability" => Some(4),
        _ => None,
    }
}
