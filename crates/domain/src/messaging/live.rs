//! What a stream of events tells a page (M5): that something is new and where, never what it says.

use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use super::message::AuthorKind;
use crate::check::{Check, Checker};
use crate::ids::ConversationId;

/// Which stream a page opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct StreamOf {
    /// The login or staff member whom the page is for: when somebody else is signed in by now, nothing is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Uuid>,
}

impl Check for StreamOf {
    fn check(&self, _: &mut Checker) {}
}

/// A message or note that the reader sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageEvent {
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// Its place there. An older place than the last: it changed.
    pub seq: i64,
}

/// Somebody has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadEvent {
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// Up to which place; 0 where only a device of theirs has what was written, or the practice does not show who has seen
    /// what.
    pub seq: i64,
    /// Which side.
    pub who: AuthorKind,
}

/// Something about a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationEvent {
    /// Which one.
    pub conversation_id: ConversationId,
}

/// One event of a stream: its name stands in `event:`, its JSON in `data:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum LiveEvent {
    /// A message is new, or changed.
    Message(MessageEvent),
    /// Somebody has read.
    Read(ReadEvent),
    /// The draft was kept by another device of the same person.
    Draft(ConversationEvent),
    /// It was archived, taken out again, or somebody else looks after it.
    Conversation(ConversationEvent),
    /// There is no session any longer: the stream ends.
    SessionEnded {},
    /// What came in between is gone: fetch anew.
    Resync {},
}

impl LiveEvent {
    /// The names of all events.
    pub const NAMES: [&'static str; 6] = ["message", "read", "draft", "conversation", "session_ended", "resync"];

    /// The name of this one.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Message(_) => "message",
            Self::Read(_) => "read",
            Self::Draft(_) => "draft",
            Self::Conversation(_) => "conversation",
            Self::SessionEnded {} => "session_ended",
            Self::Resync {} => "resync",
        }
    }

    /// The event of this name with its data; none when a newer server knows more events, or more about them, than we do.
    pub fn read<'de, D: Deserializer<'de>>(name: &str, data: D) -> Option<Self> {
        match name {
            "message" => MessageEvent::deserialize(data).ok().map(Self::Message),
            "read" => ReadEvent::deserialize(data).ok().map(Self::Read),
            "draft" => ConversationEvent::deserialize(data).ok().map(Self::Draft),
            "conversation" => ConversationEvent::deserialize(data).ok().map(Self::Conversation),
            "session_ended" => Some(Self::SessionEnded {}),
            "resync" => Some(Self::Resync {}),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn m5_an_event_comes_back_by_name_and_data() {
        let conversation_id = ConversationId(uuid::Uuid::from_u128(7));
        let events = [
            LiveEvent::Message(MessageEvent { conversation_id, seq: 3 }),
            LiveEvent::Read(ReadEvent { conversation_id, seq: 3, who: AuthorKind::Staff }),
            LiveEvent::Draft(ConversationEvent { conversation_id }),
            LiveEvent::Conversation(ConversationEvent { conversation_id }),
            LiveEvent::SessionEnded {},
            LiveEvent::Resync {},
        ];
        assert_eq!(events.map(|event| event.name()), LiveEvent::NAMES);
        for event in events {
            let data = serde_json::to_value(event).unwrap();
            assert!(data.is_object(), "{data}");
            assert_eq!(LiveEvent::read(event.name(), data), Some(event));
        }
        assert_eq!(LiveEvent::read("message", json!({"seq": 1})), None);
        assert_eq!(LiveEvent::read("later", json!({})), None);
    }

    #[test]
    fn m5_an_event_has_ids_and_numbers_only() {
        let read = ReadEvent { conversation_id: ConversationId(uuid::Uuid::from_u128(7)), seq: 3, who: AuthorKind::Client };
        assert_eq!(
            serde_json::to_value(LiveEvent::Read(read)).unwrap(),
            json!({"conversation_id": "00000000-0000-0000-0000-000000000007", "seq": 3, "who": "client"})
        );
    }
}
