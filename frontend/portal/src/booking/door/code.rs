//! The code of the e-mail: with it the request counts (B11).

use api::{Attempt, Failure};
use domain::booking::new_client::ConfirmNewClientRequest;
use leptos::prelude::*;
use ui::{ButtonLink, Empty, Field, FieldKind, FieldProblem, Form, IconName};

use super::Visitor;
use super::sent::{self, Waiting as Request};
use crate::access::waiting::{Send, Waiting};
use crate::booking::finder::Finder;
use crate::booking::near::UnlessTaken;
use crate::booking::search::BackTo;
use crate::booking::step::Step;
use crate::booking::texts::door;
use crate::texts::fill;

/// The step.
#[component]
pub fn Code(finder: Finder) -> impl IntoView {
    match sent::held(finder.portal) {
        Some(request) => view! { <CodeForm finder request /> }.into_any(),
        None => view! { <NoRequest finder /> }.into_any(),
    }
}

#[component]
fn NoRequest(finder: Finder) -> impl IntoView {
    let t = door::texts();
    view! {
        <Empty title=t.of(|c| c.door.no_request) text=t.of(|c| c.door.no_request_text) icon=IconName::Clock>
            <ButtonLink href=finder.href(Step::Week)>{t.say(|c| c.door.again)}</ButtonLink>
        </Empty>
    }
    .into_any()
}

#[component]
fn CodeForm(finder: Finder, request: Request) -> impl IntoView {
    let (portal, t) = (finder.portal, door::texts());
    let Visitor { done, .. } = expect_context();
    let code = RwSignal::new(String::new());
    let waiting = Waiting::new();
    let attempt = StoredValue::new(Attempt::new());
    let request = StoredValue::new(request);
    let lead = Signal::derive(move || request.with_value(|r| fill(t.all().door.code_lead, &[("email", &r.email)])));
    let digits = move || code.with_untracked(|c| c.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>());
    let six = move |_: String| {
        let typed = digits();
        (typed.len() != 6 || !typed.bytes().all(|b| b.is_ascii_digit())).then(|| t.untracked().door.code_wrong.to_owned())
    };
    let send = move || {
        let Request { token, email } = request.get_value();
        let input = ConfirmNewClientRequest { token: token.into(), code: digits().into() };
        async move {
            let outcome = portal.api().confirm_first_appointment(&attempt.get_value(), &portal.slug(), &input).await;
            let made = outcome.map_err(|failure| {
                waiting.tell(portal, &failure);
                refused(finder, &failure)
            })?;
            done.set(Some((made, email)));
            crate::booking::to_heading();
            Ok(())
        }
    };
    view! {
        <section class="card" aria-labelledby="code-step">
            <BackTo finder step=Step::Week text=t.say(|c| c.door.back) />
            <h2 id="code-step" tabindex="-1">{t.say(|c| c.door.code_title)}</h2>
            <p>{lead}</p>
            <Form send>
                <UnlessTaken finder>
                    <Field label=t.of(|c| c.door.code) value=code kind=FieldKind::Code id="code" pointer="/code" required=true
                        hint=t.of(|c| c.door.code_spam) check=six autocomplete="one-time-code" enterkeyhint="send" maxlength=9u32 />
                    <Send waiting label=t.of(|c| c.door.code_submit) />
                </UnlessTaken>
            </Form>
        </section>
    }
    .into_any()
}

/// A refusal in words; one of the code stands at its field.
fn refused(finder: Finder, failure: &Failure) -> ui::Failure {
    let told = finder.refused(failure);
    if failure.is("wrong_code") || failure.field("/code").is_some() {
        let words = &finder.portal.texts.of_part::<door::Catalogue>().untracked().door;
        let problem = FieldProblem { pointer: "/code".into(), code: "wrong_code".into(), message: words.wrong_code.into() };
        return ui::Failure::new(words.check_code, "").with_code("wrong_code").with_fields(vec![problem]);
    }
    told
}
