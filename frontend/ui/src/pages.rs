//! Lists that come a page at a time, by cursor.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::words::word;
use crate::{Button, Failure, Fetched, fetched};

/// One page as the API gives it: its items, and the cursor of the next page when there is one.
type Page<T> = (Vec<T>, Option<String>);
type Ask<T> = Rc<dyn Fn(Option<String>) -> Pin<Box<dyn Future<Output = Result<Page<T>, Failure>>>>>;

/// A list that grows by "Show more". Show [`items`](Pages::items) with `Load` and put a [`Pager`] below.
pub struct Pages<T: 'static> {
    items: Fetched<Vec<T>>,
    next: RwSignal<Option<String>>,
    more: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    ask: StoredValue<Ask<T>, LocalStorage>,
}

impl<T> Clone for Pages<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Pages<T> {}

/// Starts a list: `ask` gets the cursor (`None` first) and gives items and the next cursor. Signals that `ask` reads before
/// its future starts (filters, words searched for) begin the list anew when they change.
pub fn pages<T, F, Fut>(ask: F) -> Pages<T>
where
    T: 'static,
    F: Fn(Option<String>) -> Fut + 'static,
    Fut: Future<Output = Result<Page<T>, Failure>> + 'static,
{
    let next = RwSignal::new(None);
    let failure = RwSignal::new(None);
    let ask: Ask<T> = Rc::new(move |cursor| Box::pin(ask(cursor)));
    let first = Rc::clone(&ask);
    let items = fetched(move || {
        let work = first(None);
        async move {
            let (items, cursor) = work.await?;
            let _ = next.try_set(cursor);
            let _ = failure.try_set(None);
            Ok(items)
        }
    });
    Pages { items, next, more: RwSignal::new(false), failure, ask: StoredValue::new_local(ask) }
}

impl<T> Pages<T> {
    /// All items so far.
    pub fn items(&self) -> Fetched<Vec<T>> {
        self.items
    }

    /// Begins the list anew.
    pub fn reload(&self) {
        self.items.reload();
    }

    /// Fetches the next page and appends it.
    fn show_more(self) {
        let Some(cursor) = self.next.get_untracked() else { return };
        if self.more.get_untracked() || self.items.pending().get_untracked() {
            return;
        }
        self.more.set(true);
        let asked = cursor.clone();
        let work = untrack(|| self.ask.with_value(|ask| ask(Some(cursor))));
        spawn_local(async move {
            let result = work.await;
            let _ = self.more.try_set(false);
            // The list may have begun anew meanwhile: then this page belongs to nothing.
            if self.next.try_get_untracked().flatten() != Some(asked) {
                return;
            }
            match result {
                Ok((items, cursor)) => {
                    self.items.update(|all| all.extend(items));
                    self.next.set(cursor);
                    self.failure.set(None);
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
}

/// "Show more" below a list, when there is more.
#[component]
pub fn Pager<T: 'static>(
    /// The list.
    of: Pages<T>,
) -> impl IntoView {
    let label = word(|w| &w.show_more);
    let hidden = Signal::derive(move || of.next.with(Option::is_none));
    let problem = Signal::derive(move || of.failure.get().map(|f| format!("{} {}", f.title, f.text)).unwrap_or_default());
    let on_press = Callback::new(move |()| of.show_more());
    view! {
        <div class="pager" hidden=hidden>
            <p class="error" role="alert">{problem}</p>
            <Button busy=of.more on_press>{label}</Button>
        </div>
    }
    .into_any()
}
