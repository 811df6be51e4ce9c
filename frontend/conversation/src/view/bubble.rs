//! A message: the other side's at the beginning of the line, one's own at its end, with how far it came.

use domain::messaging::web_links::{Piece, pieces};
use domain::messaging::{FileState, Message, MessageKind, MessageState};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Icon, IconName, live, time};

use super::files::{FileLink, FileName};
use super::picture::Picture;
use super::thread::Look;
use super::when;
use crate::files::has_preview;
use crate::queue::{Outgoing, Standing};
use crate::talk::Talk;
use crate::words::say;

/// A text as it was written: never markup, with its links to press. Each link is turned neither by marks before it nor by
/// those in it.
fn written(text: &str) -> AnyView {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Plain(text) => text.to_owned().into_any(),
        Piece::Link(address) => {
            let (to, address) = (address.to_owned(), address.to_owned());
            view! { <a href=to dir="ltr" target="_blank" rel="noopener noreferrer">{address}</a> }.into_any()
        }
    };
    pieces(text).into_iter().map(piece).collect_view().into_any()
}

/// A message that the server has. It stays the same line whatever becomes of the message, until that is removed.
#[component]
pub fn Bubble(
    talk: Talk,
    message: Message,
    /// What changes about it.
    look: Memo<Look>,
    /// What else can be done with it.
    more: Option<AnyView>,
) -> impl IntoView {
    let words = talk.words;
    let own = message.author.kind == talk.own();
    let note = message.kind == MessageKind::Note;
    let name = message.author.name.as_str().to_owned();
    let class = match (own, note) {
        (_, true) => "said internal",
        (true, false) => "said own",
        (false, false) => "said",
    };
    // One's own side may be several people; who it is matters to them, and "you" to the one client.
    let alone = own && talk.own() == domain::messaging::AuthorKind::Client;
    let who = live(move || match (look.get().first, alone) {
        (true, false) => view! { <p class="who">{name.clone()}</p> }.into_any(),
        (_, true) => view! { <span class="visually-hidden">{say(words, |w| w.you)} ": "</span> }.into_any(),
        (false, false) => view! { <span class="visually-hidden">{name.clone()} ": "</span> }.into_any(),
    });
    let at = message.sent_at;
    let clock = Signal::derive(move || talk.zone.with_value(|zone| time::clock(&at.to_string(), zone, words.get().locale)));
    let how_far = move || {
        let text = match look.get().state? {
            MessageState::Sent => say(words, |w| w.sent),
            MessageState::Delivered => say(words, |w| w.delivered),
            MessageState::Seen => say(words, |w| w.seen),
        };
        Some(view! { "· " {text} }.into_any())
    };
    let body = if message.redacted.is_some() {
        for file in &message.files {
            talk.drop_picture(file.id);
        }
        view! { <p class="bubble gone"><Icon name=IconName::Info /> <span>{say(words, |w| w.redacted)}</span></p> }.into_any()
    } else {
        let text =
            (!message.text.is_blank()).then(|| view! { <p class="bubble" dir="auto">{written(message.text.as_str())}</p> }.into_any());
        let files = message.files.into_iter().map(|file| match file.state {
            FileState::Redacted => view! { <p class="bubble gone">{say(words, |w| w.file_redacted)}</p> }.into_any(),
            FileState::Ready if has_preview(&file) => view! { <Picture talk file /> }.into_any(),
            FileState::Ready => view! { <FileLink talk file /> }.into_any(),
        });
        view! { {text} {files.collect_view()} }.into_any()
    };
    let meta = when(
        move || look.get().last,
        move || view! { <p class="meta"><time datetime=at.to_string()>{clock}</time> {live(how_far)}</p> }.into_any(),
    );
    view! {
        <li class=class class:last=move || look.get().last data-seq=message.seq>
            {who}
            {note.then(|| view! { <p class="meta"><Icon name=IconName::EyeOff /> {say(words, |w| w.note)}</p> }.into_any())}
            {body}
            {meta}
            {more}
        </li>
    }
    .into_any()
}

/// A message that the server may not have yet.
#[component]
pub fn OnItsWay(talk: Talk, item: Outgoing, standing: Standing) -> impl IntoView {
    let words = talk.words;
    let id = item.id;
    let text = (!item.text.is_blank()).then(|| view! { <p class="bubble" dir="auto">{written(item.text.as_str())}</p> }.into_any());
    let files = item.files.into_iter().map(|file| view! { <p class="bubble file"><FileName talk file /></p> }.into_any()).collect_view();
    let button = move |press: fn(Talk, domain::MessageId), text: Signal<&'static str>| {
        view! { <Button small=true kind=ButtonKind::Quiet on_press=move |()| { press(talk, id); talk.refocus(); }>{text}</Button> }
            .into_any()
    };
    let state = match standing {
        Standing::Waiting => view! { <p class="meta">{say(words, |w| w.waiting)}</p> }.into_any(),
        Standing::Sending => view! { <p class="meta">{say(words, |w| w.sending)}</p> }.into_any(),
        Standing::Unheard => view! {
            <p class="meta failed" role="status">{say(words, |w| w.unheard)} {button(|talk, _| talk.try_again(), say(words, |w| w.try_again))}</p>
        }
        .into_any(),
        Standing::Refused(why) => view! {
            <p class="meta failed" role="alert">
                {say(words, |w| w.refused)} " " {why}
                {button(Talk::retry, say(words, |w| w.try_again))}
                {button(Talk::take_back, say(words, |w| w.edit))}
            </p>
        }
        .into_any(),
    };
    let note = item.note;
    view! {
        <li class=if note { "said internal last" } else { "said own last" }>
            {when(move || note, move || view! { <p class="meta"><Icon name=IconName::EyeOff /> {say(words, |w| w.note)}</p> }.into_any())}
            {text}
            {files}
            {state}
        </li>
    }
    .into_any()
}
