//! `/documents/{id}/review`: every answer, as it will be submitted (D5). What is listed is what the server has.

use api::{Attempt, Failure};
use domain::DocumentId;
use domain::documents::{DocumentKind, MyDocument, SubmitMyForm};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_navigate;
use paper::AnswerList;
use ui::{Banner, Button, ButtonKind, ButtonLink, Fetched, Heading, IconName, Load, Tone, act, fetched, live};

use super::super::problems::{is_over, tell};
use super::super::shelf::Shelf;
use super::super::texts::{own, steps};
use super::super::walk::{Place, mine};
use super::super::words;
use crate::portal::use_portal;

/// The page.
#[component]
pub fn Review(id: DocumentId) -> impl IntoView {
    let portal = use_portal();
    let one = fetched(move || async move { portal.api().get_my_document(id).await.map_err(|failure| portal.tell(&failure)) });
    let all = mine(portal);
    // Another device answered since: said until the person looks at the new list.
    let changed = RwSignal::new(false);
    view! {
        <div class="page documents">
            <Place all id />
            <Load from=one lines=10 let:document><Listed document one changed /></Load>
        </div>
    }
    .into_any()
}

fn replace() -> NavigateOptions {
    NavigateOptions { replace: true, ..NavigateOptions::default() }
}

#[component]
fn Listed(document: MyDocument, one: Fetched<MyDocument>, changed: RwSignal<bool>) -> impl IntoView {
    let (portal, t) = (use_portal(), steps::texts());
    let id = document.summary.id;
    let form = StoredValue::new(portal.path(&format!("/documents/{id}")));
    let asks = document.summary.kind == DocumentKind::Form && document.summary.state.is_open();
    let content = paper::read(&document.content).filter(|_| asks && Shelf::of_person().of(id).is_empty());
    // Nothing to confirm, or something is not saved yet: the form's own page knows.
    let Some(content) = content else { return view! { <Redirect path=form.get_value() options=replace() /> }.into_any() };
    let input = SubmitMyForm { answers_version: document.answers_version };
    let attempt = StoredValue::new(Attempt::new());
    let navigate = use_navigate();
    let submit = act(move || {
        let navigate = navigate.clone();
        async move {
            match portal.api().submit_my_form(&attempt.get_value(), id, &input).await {
                Ok(_) => navigate(&portal.path(&format!("/documents/{id}/done")), replace()),
                Err(Failure::Problem(problem)) if problem.status == 422 => {
                    portal.documents.refused.set_value(Some((id, problem.errors)));
                    navigate(&form.get_value(), NavigateOptions::default());
                }
                Err(failure) if failure.is("answers_changed") => {
                    changed.set(true);
                    one.reload();
                }
                Err(failure) => {
                    if is_over(failure.code()) {
                        one.reload();
                    }
                    return Err(tell(portal, &failure));
                }
            }
            Ok(())
        }
    });
    let news = live(move || {
        let own = own::texts();
        changed.get().then(|| view! {
            <Banner tone=Tone::Due icon=IconName::Info><b>{own.say(|c| c.problems.answers)}</b> <span>{own.say(|c| c.problems.answers_text)}</span></Banner>
        }.into_any())
    });
    view! {
        <Heading text=t.of(|c| c.fill.review) />
        <p class="lead">{t.say(|c| c.fill.review_text)}</p>
        <div role="alert">{news}</div>
        <section class="card">
            <h2 dir="auto">{document.summary.title}</h2>
            <div lang=content.language.tag()><AnswerList questions=content.questions answers=document.answers words=words(portal) level=3 /></div>
        </section>
        <div class="actions">
            <ButtonLink href=form.get_value()>{t.say(|c| c.fill.corrections)}</ButtonLink>
            <Button kind=ButtonKind::Primary busy=submit.busy() on_press=move |()| submit.run()>{t.say(|c| c.fill.send)}</Button>
        </div>
    }
    .into_any()
}
