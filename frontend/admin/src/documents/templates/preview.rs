//! A text as the client will see it, following its words as they are typed.

use domain::Check;
use domain::documents::{Block, Content, DocumentKind, PreviewDocument};
use domain::practice::profile::Language;
use leptos::prelude::*;
use paper::Text;
use ui::live;
use wasm_bindgen_futures::spawn_local;

use crate::labels;
use crate::session::use_session;
use crate::wait::later;

/// How long typing must rest before the preview follows, in milliseconds.
const REST: u64 = 400;

/// What a preview is of.
#[derive(Clone, Copy)]
pub struct Previewed {
    /// The title.
    pub title: RwSignal<String>,
    /// The language, by tag.
    pub language: RwSignal<String>,
    /// The text.
    pub body: RwSignal<String>,
    /// What it asks.
    pub kind: Signal<DocumentKind>,
}

impl Previewed {
    fn request(self) -> PreviewDocument {
        PreviewDocument {
            title: self.title.with(|title| title.trim().to_owned()),
            language: self.language(),
            kind: self.kind.get(),
            body: self.body.get(),
        }
    }

    fn language(self) -> Language {
        self.language.with(|tag| labels::language_of(tag)).unwrap_or_default()
    }
}

/// What the server makes of it, and why it made nothing of the last words.
#[derive(Clone, Copy)]
pub struct Answer {
    /// The newest that could be read.
    pub content: RwSignal<Option<Content>>,
    /// What is wrong now.
    pub wrong: RwSignal<Option<String>>,
}

/// Asks the server for what a text looks like, now and whenever typing rests.
pub fn previewed(of: Previewed) -> Answer {
    let session = use_session();
    let answer = Answer { content: RwSignal::new(None), wrong: RwSignal::new(None) };
    let round = StoredValue::new(0_u32);
    let look = move || {
        let request = untrack(|| of.request());
        if let Some(error) = request.errors().into_iter().next() {
            answer.wrong.set(Some(error.message));
            return;
        }
        let own = round.try_update_value(|round| {
            *round += 1;
            *round
        });
        spawn_local(async move {
            let api = session.api();
            let found = session.ask(api.preview_document(&api::Attempt::new(), &request)).await;
            // A late answer to old words is dropped.
            if round.try_get_value() != own {
                return;
            }
            match found {
                Ok(content) => {
                    let _ = answer.wrong.try_set(None);
                    let _ = answer.content.try_set(Some(content));
                }
                Err(failure) => {
                    let _ = answer.wrong.try_set(Some(failure.title));
                }
            }
        });
    };
    let rest = later(REST, look);
    Effect::new(move |before: Option<()>| {
        of.request();
        if before.is_some() { rest() } else { look() }
    });
    answer
}

/// The preview. While the words cannot be read it keeps the last that could and says what is wrong.
#[component]
pub fn TextPreview(of: Previewed) -> impl IntoView {
    let Answer { content, wrong } = previewed(of);
    let wrong = Memo::new(move |_| wrong.get());
    let words = Signal::derive(move || paper::words_in(of.language()));
    let page = move || {
        let Content { title, blocks, statement, kind, language, .. } = content.get()?;
        let title = if title.is_empty() { "Without a title".to_owned() } else { title };
        let end = match kind {
            DocumentKind::Consent => Some(statement).filter(|statement| !statement.is_empty()),
            _ => None,
        };
        Some(view! {
            <div class="page-of-client" lang=language.tag()>
                <h2 dir="auto">{title}</h2>
                <Blocks blocks words />
                {end.map(|statement| view! { <p class="statement" dir="auto">{statement}</p> })}
            </div>
        })
    };
    let note = move || match wrong.get() {
        Some(text) => view! { <p class="error">{text}</p> }.into_any(),
        None => view! { <p class="soft small">"As the client will see it, with invented names"</p> }.into_any(),
    };
    view! {
        <section class="as-client" aria-label="Preview">
            <div role="status">{live(note)}</div>
            {live(page)}
        </section>
    }
    .into_any()
}

/// The text, or that there is none yet.
#[component]
pub fn Blocks(blocks: Vec<Block>, words: Signal<&'static paper::Words>) -> impl IntoView {
    if blocks.is_empty() {
        return view! { <p class="soft">"Nothing is written yet."</p> }.into_any();
    }
    view! { <Text blocks level=3 words /> }.into_any()
}
