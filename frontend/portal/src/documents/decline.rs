//! Saying no: a quiet link, and a dialog that says what follows.

use api::Attempt;
use domain::DocumentId;
use domain::documents::{DeclineDocument, MyDocument};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Dialog, Field, FieldKind, Form, Submit, use_toasts};

use super::problems::tell;
use super::texts::own;
use crate::portal::use_portal;
use crate::texts::fill;

/// "I do not want to do this"
#[component]
pub fn Decline(
    id: DocumentId,
    /// Its title.
    title: String,
    /// It was declined.
    on_declined: Callback<MyDocument>,
) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let title = StoredValue::new(title);
    let titled = move |pick: own::Pick| Signal::derive(move || title.with_value(|title| fill(pick(t.all()), &[("title", title)])));
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let attempt = StoredValue::new(Attempt::new());
    let toasts = use_toasts();
    let send = move || {
        let input = DeclineDocument { reason: reason.get_untracked().trim().into() };
        async move {
            let declined = portal.api().decline_my_document(&attempt.get_value(), id, &input).await;
            let declined = declined.map_err(|failure| tell(portal, &failure))?;
            let _ = open.try_set(false);
            toasts.say(untrack(|| titled(|c| c.decline.declined).get()));
            on_declined.try_run(declined);
            Ok(())
        }
    };
    view! {
        <p><Button kind=ButtonKind::Quiet small=true on_press=move |()| open.set(true)>{t.say(|c| c.decline.link)}</Button></p>
        <Dialog open title=titled(|c| c.decline.title)>
            <Form send>
                <p>{t.say(|c| c.decline.text)}</p>
                <Field label=t.of(|c| c.decline.reason) hint=t.of(|c| c.decline.reason_hint) value=reason kind=FieldKind::Area pointer="/reason"
                    maxlength=1_000_u32 />
                <div class="actions">
                    <Button on_press=move |()| open.set(false)>{t.say(|c| c.decline.keep)}</Button>
                    <Submit kind=ButtonKind::Danger>{t.say(|c| c.decline.submit)}</Submit>
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}
