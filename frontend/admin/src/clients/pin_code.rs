//! *Generate PIN code* (A9): six digits to read out, shown once, with the time they still work.

use domain::access::portal_access::PinCode;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Dialog};

use super::page::ThisClient;
use crate::refusal::duration;
use crate::wait::{clock, seconds_until};
use crate::workplace::use_workplace;

/// The dialog with the code. Closing it forgets the code.
#[component]
pub fn PinCodeDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The code.
    code: RwSignal<Option<PinCode>>,
    /// For whom.
    this: ThisClient,
) -> impl IntoView {
    view! {
        <Dialog open title="PIN code" on_close=move |()| code.set(None)>
            {move || code.get().map(|code| view! { <Code code this /> })}
            <div class="actions">
                <Button kind=ButtonKind::Primary on_press=move |()| { open.set(false); code.set(None); }>"Done"</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Code(code: PinCode, this: ThisClient) -> impl IntoView {
    let workplace = use_workplace();
    let now = clock();
    let end = code.expires_at.as_millisecond() as f64;
    let left = move || match seconds_until(end, now.get()) {
        0 => "This code no longer works. Generate another one.".to_owned(),
        seconds => format!("Works for {}.", duration(seconds)),
    };
    let digits = String::from(code.code);
    let shown = match digits.split_at_checked(3) {
        Some((first, last)) => format!("{first} {last}"),
        None => digits.clone(),
    };
    // Read digit by digit, not as a number.
    let spoken = digits.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let page = workplace.practice.with_untracked(|p| format!("{}/code", p.portal_url));
    let name = this.name();
    view! {
        <p class="pin-code" aria-hidden="true">{shown}</p>
        <p class="visually-hidden">{spoken}</p>
        <p role="timer" aria-live="off">{left}</p>
        <p>{move || format!("Tell {} on the phone:", name.get())}</p>
        <ol class="stack">
            <li>"Open "<b>{page}</b></li>
            <li>"Enter the e-mail "<b>{String::from(code.email)}</b>" and these six digits."</li>
            <li>"Choose a new password. That is all."</li>
        </ol>
        <p class="soft">"The code works once and allows five tries. It is shown only now. They also get an e-mail saying that you made it."</p>
    }
    .into_any()
}
