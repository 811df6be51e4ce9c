//! The box to write in: it grows, keeps what is written, takes files, and sends once.

use domain::messaging::text;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use ui::{Button, ButtonKind, IconButton, IconName, live, unique_id};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, FileList};

use super::attached::AttachedFiles;
use super::when;
use crate::draft::Kept;
use crate::files::accepted;
use crate::page;
use crate::talk::Talk;
use crate::words::{fill, say};

/// From so many characters before the end on, the box says how many are left.
const NEAR: usize = 500;

/// The box below a thread.
#[component]
pub fn Composer(
    /// The conversation.
    talk: Talk,
    /// What the empty box says; "Send a message" unless told.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// What the button says; "Send" unless told.
    #[prop(optional, into)]
    send: MaybeProp<String>,
) -> impl IntoView {
    let words = talk.words;
    let input = NodeRef::<html::Textarea>::new();
    let chooser = NodeRef::<html::Input>::new();
    let hangs = RwSignal::new(false);
    let under = unique_id("under");
    let placeholder = Signal::derive(move || placeholder.get().unwrap_or_else(|| words.get().placeholder.to_owned()));
    let send_label = Signal::derive(move || send.get().unwrap_or_else(|| words.get().send.to_owned()));
    let go = move || {
        talk.send();
        // By touch, too: whoever pressed Send goes on writing.
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        go();
    };
    let keys = move |event: ev::KeyboardEvent| {
        // 229: a key that an input method takes, in browsers that do not say so otherwise.
        let composing = event.is_composing() || event.key_code() == 229;
        if event.key() == "Enter" && !event.shift_key() && !composing && !page::by_touch() {
            event.prevent_default();
            go();
        }
    };
    let pasted = move |event: ev::ClipboardEvent| {
        let Some(data) = event.clipboard_data() else { return };
        // Word processors put a picture of a text beside the text: then the text is meant.
        let text = data.get_data("text/plain").unwrap_or_default();
        let files = data.files().map(listed).unwrap_or_default();
        if text.is_empty() && !files.is_empty() {
            event.prevent_default();
            talk.attach(files);
        }
    };
    let over = move |event: ev::DragEvent| {
        if event.data_transfer().is_some_and(|data| has_files(&data)) {
            event.prevent_default();
            hangs.set(true);
        }
    };
    let dropped = move |event: ev::DragEvent| {
        hangs.set(false);
        let files = event.data_transfer().and_then(|data| data.files()).map(listed).unwrap_or_default();
        if !files.is_empty() {
            event.prevent_default();
            talk.attach(files);
        }
    };
    let chosen = move |_| {
        let Some(chooser) = chooser.get_untracked() else { return };
        talk.attach(chooser.files().map(listed).unwrap_or_default());
        // The same file can be chosen again.
        chooser.set_value("");
    };
    let choose = move |()| {
        if let Some(chooser) = chooser.get_untracked() {
            chooser.click();
        }
    };
    Effect::new(move |before: Option<u32>| {
        let now = talk.in_box.get();
        if let Some(input) = input.get_untracked().filter(|_| before.is_some_and(|before| before < now)) {
            let _ = input.focus();
        }
        now
    });
    // Where the browser does not let a box grow by itself.
    Effect::new(move |_| {
        talk.text.track();
        let Some(input) = input.get() else { return };
        request_animation_frame(move || grow(&input));
    });
    let notice = talk.notice;
    view! {
        <form class="composer" class:hangs=hangs on:submit=submit on:dragover=over on:dragleave=move |_| hangs.set(false) on:drop=dropped>
            <Elsewhere talk />
            <AttachedFiles talk />
            <p class="error" role="alert">{notice}</p>
            <div class="writing">
                <IconButton icon=IconName::Attach label=Signal::derive(move || words.get().attach.to_owned()) on_press=choose />
                <input type="file" node_ref=chooser multiple hidden tabindex="-1" accept=accepted() on:change=chosen />
                <textarea class="input" rows="1" node_ref=input aria-label=say(words, |w| w.message) placeholder=placeholder
                    aria-describedby=under.clone() autocomplete="off" enterkeyhint=if page::by_touch() { "enter" } else { "send" }
                    prop:value=talk.text on:input:target=move |e| talk.typed(e.target().value()) on:keydown=keys on:paste=pasted></textarea>
                <button type="submit" class="button primary">{send_label}</button>
            </div>
            <Under talk id=under />
            {when(move || hangs.get(), move || view! { <p class="drop" aria-hidden="true">{say(words, |w| w.drop_here)}</p> }.into_any())}
        </form>
    }
    .into_any()
}

fn listed(files: FileList) -> Vec<web_sys::File> {
    (0..files.length()).filter_map(|place| files.item(place)).collect()
}

fn has_files(data: &DataTransfer) -> bool {
    data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files"))
}

fn grow(input: &web_sys::HtmlTextAreaElement) {
    let style = input.unchecked_ref::<web_sys::HtmlElement>().style();
    let _ = style.set_property("height", "auto");
    // The border is no part of what scrolls.
    let border = input.offset_height() - input.client_height();
    let _ = style.set_property("height", &format!("{}px", input.scroll_height() + border));
}

/// How far the draft is kept, and how much still fits when that is near.
#[component]
fn Under(talk: Talk, id: String) -> impl IntoView {
    let words = talk.words;
    let kept = Memo::new(move |_| talk.drafting.with(|drafting| drafting.state()));
    let state = live(move || {
        let words = words.get();
        match kept.get() {
            _ if !talk.keeps_drafts() => "",
            Kept::Saved => words.draft_saved,
            Kept::Saving | Kept::Changed => words.draft_saving,
            Kept::Unheard => words.draft_unheard,
            Kept::Nothing | Kept::Elsewhere => "",
        }
    });
    let length = Memo::new(move |_| talk.text.with(|words| text::length(words)));
    let room = live(move || {
        let (length, most) = (length.get(), text::MOST_CHARACTERS);
        let words = words.get();
        let (pick, n, class) = match most.checked_sub(length) {
            None => (words.too_many, length - most, "error"),
            Some(left) if left <= NEAR => (words.left, left, "soft"),
            Some(_) => return ().into_any(),
        };
        view! { <span class=class role="status">{fill(pick, &[("n", &n.to_string())])}</span> }.into_any()
    });
    view! { <p class="under" id=id><span>{state}</span> {room}</p> }.into_any()
}

/// Another device keeps other words: the person decides which go on.
#[component]
fn Elsewhere(talk: Talk) -> impl IntoView {
    let words = talk.words;
    // What is written to the client elsewhere has no place beside a note.
    let note = talk.note();
    let theirs = Memo::new(move |_| if note.get() { None } else { talk.drafting.with(|drafting| drafting.theirs().map(str::to_owned)) });
    // The buttons go with it.
    let decide = move |choice: fn(Talk)| {
        move |()| {
            choice(talk);
            talk.refocus();
        }
    };
    let line = live(move || {
        theirs.get().map(|text| {
            view! {
                <p>{say(words, |w| w.draft_elsewhere)}</p>
                <blockquote dir="auto" tabindex="0">{text}</blockquote>
                <div class="row">
                    <Button small=true on_press=decide(Talk::take_theirs)>{say(words, |w| w.draft_theirs)}</Button>
                    <Button small=true kind=ButtonKind::Quiet on_press=decide(Talk::keep_mine)>{say(words, |w| w.draft_mine)}</Button>
                </div>
            }
            .into_any()
        })
    });
    view! { <div class="elsewhere" role="status">{line}</div> }.into_any()
}
