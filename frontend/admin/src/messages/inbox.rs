//! The list of conversations as it is on the screen, and what keeps it as the server has it.

use domain::ConversationId;
use domain::messaging::Conversation;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use ui::{Pages, announce, pages};

use super::incoming::{News, use_incoming};
use super::part::Reader;
use super::placing::place;
use super::wish::{Wish, open_in};
use crate::session::use_session;
use crate::wait::later;
use crate::workplace::use_workplace;

/// How long typing must rest before the server is asked, in milliseconds.
const REST: u64 = 250;

/// The list, for the page and everything beside it.
#[derive(Clone, Copy)]
pub struct Inbox {
    /// What is listed.
    pub list: Pages<Conversation>,
    /// Which.
    pub wish: Memo<Wish>,
    /// What stands in the search field.
    pub typed: RwSignal<String>,
    /// The words the server was asked for.
    pub asked: RwSignal<String>,
    /// The conversation that is open beside the list.
    pub open: Memo<Option<ConversationId>>,
    /// Who is at work here.
    pub reader: Reader,
}

/// The inbox around the caller.
pub fn use_inbox() -> Inbox {
    expect_context::<Inbox>()
}

/// Begins to read the list and makes it known to what stands beside it; `None` where nobody is at work.
pub fn provide_inbox() -> Option<Inbox> {
    let (session, me) = (use_session(), untrack(|| use_workplace().staff())?);
    let reader = Reader { id: me.id, role: me.role };
    let query = use_query_map();
    let wish = Memo::new(move |_| query.with(Wish::read));
    let path = use_location().pathname;
    let open = Memo::new(move |_| path.with(|path| open_in(path)));
    let (typed, asked) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let rest = later(REST, move || {
        let words = typed.with_untracked(|words| words.trim().to_owned());
        if asked.with_untracked(|known| *known != words) {
            asked.set(words);
        }
    });
    Effect::new(move |before: Option<()>| {
        typed.track();
        if before.is_some() {
            rest();
        }
    });
    let say = announce();
    let list = pages(move |cursor| {
        let request = wish.get().request(reader, &asked.get(), cursor);
        let api = session.api();
        async move {
            let page = session.ask(api.list_conversations(&request)).await?;
            if request.cursor.is_none() && request.query.is_some() {
                say(found(page.items.len(), page.next_cursor.is_some()));
            }
            Ok((page.items, page.next_cursor))
        }
    });
    let inbox = Inbox { list, wish, typed, asked, open, reader };
    provide_context(inbox);
    listen(inbox);
    Some(inbox)
}

/// How many conversations were found, for who does not see the list.
fn found(count: usize, more: bool) -> String {
    match (count, more) {
        (0, _) => "No conversation found".to_owned(),
        (1, false) => "1 conversation found".to_owned(),
        (n, false) => format!("{n} conversations found"),
        (n, true) => format!("{n} or more conversations found"),
    }
}

/// Shows what is new.
fn listen(inbox: Inbox) {
    use_incoming().hear(move |news| match news {
        News::Now(now) => inbox.put((**now).clone()),
        News::Gone(id) => {
            let id = *id;
            inbox.list.items().update(|all| all.retain(|one| one.id != id));
        }
        News::Anew => inbox.list.reload(),
    });
}

impl Inbox {
    fn put(self, now: Conversation) {
        let fits = self.wish.with_untracked(|wish| wish.fits(self.reader, &now));
        let anybody = self.asked.with_untracked(String::is_empty);
        self.list.items().update(|all| place(all, now, fits, anybody));
    }

    /// The conversation, when it is in the list. Tracks.
    pub fn find(self, id: ConversationId) -> Option<Conversation> {
        self.list.items().with(|all| all.iter().find(|one| one.id == id).cloned()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn m10_how_many_were_found_is_said() {
        assert_eq!(found(0, false), "No conversation found");
        assert_eq!(found(1, false), "1 conversation found");
        assert_eq!(found(50, true), "50 or more conversations found");
    }
}
