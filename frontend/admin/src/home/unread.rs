//! Messages that nobody read yet.

use domain::messaging::UnreadCounts;
use leptos::prelude::*;
use ui::{ButtonLink, Card};

use crate::messages::Incoming;

/// How many there are, and the way to them.
#[component]
pub fn UnreadCard(incoming: Incoming) -> impl IntoView {
    let text = Signal::derive(move || incoming.counts.with(said));
    view! {
        <Card title="Messages">
            <p>{text}</p>
            <div><ButtonLink href="/admin/messages" small=true>"Read messages"</ButtonLink></div>
        </Card>
    }
    .into_any()
}

fn said(counts: &UnreadCounts) -> String {
    match (counts.messages, counts.conversations) {
        (1, _) => "One message is unread.".to_owned(),
        (n, 1) => format!("{n} messages in one conversation are unread."),
        (n, all) => format!("{n} messages in {all} conversations are unread."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s2_what_is_unread_is_said_in_words() {
        let said = |conversations, messages| said(&UnreadCounts { conversations, messages });
        assert_eq!(said(1, 1), "One message is unread.");
        assert_eq!(said(1, 3), "3 messages in one conversation are unread.");
        assert_eq!(said(2, 3), "3 messages in 2 conversations are unread.");
    }
}
