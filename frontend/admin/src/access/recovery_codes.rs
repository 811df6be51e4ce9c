//! Ten recovery codes, shown once: to copy, download or print (A23).

use domain::access::second_factor::RecoveryCodes;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Checkbox, Form, IconName, Submit, use_toasts};
use wasm_bindgen_futures::spawn_local;

use crate::files;

/// The codes and what to do with them. Going on asks whether they were kept.
#[component]
pub fn RecoveryCodeSheet(
    /// The codes.
    codes: RecoveryCodes,
    /// They were kept; go on.
    on_done: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let codes: Vec<String> = codes.codes.into_iter().map(String::from).collect();
    let text = StoredValue::new(codes.join("\n") + "\n");
    let kept = RwSignal::new(false);
    let copy = move |()| {
        spawn_local(async move {
            if files::copy(&text.get_value()).await {
                toasts.say("The codes are on the clipboard.");
            }
        });
    };
    let save = move |()| text.with_value(|text| files::download("anteroom-recovery-codes.txt", "text/plain", text.as_bytes()));
    let send = move || async move {
        let _ = on_done.try_run(());
        Ok(())
    };
    view! {
        <section class="stack" aria-label="Recovery codes">
            <h2>"Keep these recovery codes"</h2>
            <p>"Each of them replaces the app once, if your phone is lost. They are shown only now. Keep them where your phone is not."</p>
            <ul class="columns num codes">{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ul>
            <div class="row print-hidden">
                <Button icon=IconName::Copy on_press=copy>"Copy"</Button>
                <Button icon=IconName::Download on_press=save>"Download"</Button>
                <Button kind=ButtonKind::Plain icon=IconName::Document on_press=move |()| files::print()>"Print"</Button>
            </div>
            <div class="print-hidden">
                <Form send>
                    <Checkbox label="I have kept these codes" value=kept required=true />
                    <div class="actions"><Submit>"Continue"</Submit></div>
                </Form>
            </div>
        </section>
    }
    .into_any()
}
