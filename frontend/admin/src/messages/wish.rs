//! Which conversations are listed, as the address says it: so that reload, Back and a bookmark find them again.
//!
//! Whom somebody looks for is not in the address: names of clients stay out of histories.

use domain::ConversationId;
use domain::messaging::{Conversation, Folder, ListConversations};
use leptos_router::params::ParamsMap;

use super::part::{Reader, at_the_front_desk};

/// Where the list is.
pub const LIST: &str = "/admin/messages";

/// Whose conversations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// All that one may see.
    #[default]
    All,
    /// Those one looks after oneself.
    Mine,
    /// Those the front desk looks after.
    FrontDesk,
}

impl Whose {
    /// What stands in the address and in the choice.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Mine => "me",
            Self::FrontDesk => "front_desk",
        }
    }

    /// The one of this name; all, for any other.
    pub fn named(name: &str) -> Self {
        [Self::Mine, Self::FrontDesk].into_iter().find(|one| one.as_str() == name).unwrap_or_default()
    }
}

/// Folder and whose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Those that were put away, instead of those that go on.
    pub archived: bool,
    /// Whose.
    pub whose: Whose,
}

impl Wish {
    /// What the address says; anything unknown counts as not said.
    pub fn read(query: &ParamsMap) -> Self {
        Self::of(|name| query.get(name))
    }

    fn of(value: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            archived: value("folder").is_some_and(|folder| folder == Folder::Archived.as_str()),
            whose: Whose::named(&value("assigned").unwrap_or_default()),
        }
    }

    /// The address of the list, or of something beside it such as `/new`.
    pub fn address(self, beside: &str) -> String {
        let folder = self.archived.then_some(("folder", Folder::Archived.as_str()));
        let whose = (self.whose != Whose::All).then_some(("assigned", self.whose.as_str()));
        let query = folder.into_iter().chain(whose).map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{LIST}{beside}{mark}{query}")
    }

    /// The address of a conversation beside the list.
    pub fn address_of(self, id: ConversationId) -> String {
        self.address(&format!("/{id}"))
    }

    /// The request for a page of the list.
    pub fn request(self, reader: Reader, words: &str, cursor: Option<String>) -> ListConversations {
        ListConversations {
            query: Some(words.trim().to_owned()).filter(|words| !words.is_empty()),
            folder: self.archived.then_some(Folder::Archived),
            assigned: (self.whose == Whose::Mine).then_some(reader.id),
            front_desk: (self.whose == Whose::FrontDesk).then_some(true),
            cursor,
            ..ListConversations::default()
        }
    }

    /// Whether a conversation belongs into the list, as far as the page can tell: words of a name only the server compares.
    pub fn fits(self, reader: Reader, conversation: &Conversation) -> bool {
        let whose = match self.whose {
            Whose::All => true,
            Whose::Mine => reader.is_assigned(conversation),
            Whose::FrontDesk => at_the_front_desk(conversation),
        };
        whose && conversation.archived == self.archived
    }
}

/// The conversation that an address names.
pub fn open_in(path: &str) -> Option<ConversationId> {
    path.strip_prefix(LIST)?.strip_prefix('/')?.split('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use domain::practice::staff::Role;

    use super::*;
    use crate::messages::examples::{MAYA_WITH_JORDAN, conversation, staff};

    const ME: fn() -> Reader = || Reader { id: staff(1), role: Role::Clinician };

    #[test]
    fn m10_an_address_says_what_it_lists() {
        let wish = Wish { archived: true, whose: Whose::Mine };
        assert_eq!(wish.address("/new"), "/admin/messages/new?folder=archived&assigned=me");
        let of =
            |said: [(&str, &str); 2]| Wish::of(|name| said.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()));
        assert_eq!(of([("folder", "archived"), ("assigned", "me")]), wish);
        assert_eq!(of([("folder", "attic"), ("assigned", "x")]), Wish::default());
        assert_eq!(Wish::default().address(""), LIST);
    }

    #[test]
    fn m10_the_address_of_a_conversation_names_it() {
        let id = conversation(MAYA_WITH_JORDAN).id;
        let address = Wish::default().address_of(id);
        assert_eq!(open_in(&address), Some(id));
        assert_eq!(open_in("/admin/messages"), None);
        assert_eq!(open_in("/admin/messages/new"), None);
    }

    #[test]
    fn m10_the_request_asks_for_what_is_shown() {
        let request = Wish { archived: false, whose: Whose::FrontDesk }.request(ME(), "  ", None);
        assert_eq!((request.query, request.folder, request.assigned, request.front_desk), (None, None, None, Some(true)));
        let request = Wish { archived: true, whose: Whose::Mine }.request(ME(), " ortiz ", None);
        assert_eq!((request.query.as_deref(), request.folder, request.assigned), (Some("ortiz"), Some(Folder::Archived), Some(staff(1))));
    }

    #[test]
    fn m10_what_is_put_away_leaves_the_inbox() {
        let mut one = conversation(MAYA_WITH_JORDAN);
        let inbox = Wish::default();
        assert!(inbox.fits(ME(), &one));
        one.archived = true;
        assert!(!inbox.fits(ME(), &one) && Wish { archived: true, ..inbox }.fits(ME(), &one));
        assert!(!Wish { archived: true, whose: Whose::FrontDesk }.fits(ME(), &one));
    }
}
