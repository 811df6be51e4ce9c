//! What somebody may do in a conversation, by their role and their part in it: what the server would refuse is not offered.

use domain::StaffId;
use domain::messaging::{AuthorKind, Conversation, Message, MessageKind, PartyKind};
use domain::practice::staff::Role;

/// Who is at work here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Their id.
    pub id: StaffId,
    /// What they may do.
    pub role: Role,
}

impl Reader {
    /// Whether the conversation is theirs to answer: what is new in it is unread to them.
    pub fn answers(self, conversation: &Conversation) -> bool {
        let at_desk = conversation.with.kind == PartyKind::FrontDesk && matches!(self.role, Role::FrontDesk | Role::Owner);
        at_desk || self.is_with(conversation) || self.looks_after(conversation)
    }

    /// Whether they may write in it. Whoever it was taken from still reads what was said until then.
    pub fn writes(self, conversation: &Conversation) -> bool {
        self.role == Role::Owner || self.answers(conversation)
    }

    /// Whether they may take this message's words away for good: of notes only their own, and owners any.
    pub fn redacts(self, message: &Message) -> bool {
        let own = message.author.kind == AuthorKind::Staff && message.author.id == self.id.0;
        message.redacted.is_none() && (message.kind == MessageKind::Message || own || self.role == Role::Owner)
    }

    fn is_with(self, conversation: &Conversation) -> bool {
        conversation.with.staff_id == Some(self.id)
    }

    fn looks_after(self, conversation: &Conversation) -> bool {
        conversation.assigned_to.as_ref().is_some_and(|who| who.id == self.id)
    }

    /// Whether it is among those *assigned to me*.
    pub fn is_assigned(self, conversation: &Conversation) -> bool {
        self.looks_after(conversation) || (conversation.assigned_to.is_none() && self.is_with(conversation))
    }
}

/// Whether the front desk itself looks after it.
pub fn at_the_front_desk(conversation: &Conversation) -> bool {
    conversation.with.kind == PartyKind::FrontDesk && conversation.assigned_to.is_none()
}

/// Who looks after it when nobody else does: the clinician by name, or the front desk.
pub fn usual_holder(conversation: &Conversation) -> String {
    match conversation.with.kind {
        PartyKind::Clinician => conversation.with.name.as_str().to_owned(),
        PartyKind::FrontDesk => "the front desk".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::examples::{MAYA_WITH_JORDAN, conversation, message, staff};

    fn reader(n: u128, role: Role) -> Reader {
        Reader { id: staff(n), role }
    }

    #[test]
    fn m1_whoever_it_was_taken_from_only_reads() {
        let mut given = conversation(MAYA_WITH_JORDAN);
        let (jordan, sam, owner) = (reader(1, Role::Clinician), reader(2, Role::Clinician), reader(9, Role::Owner));
        assert!(jordan.writes(&given) && !sam.writes(&given) && owner.writes(&given));
        assert!(!owner.answers(&given), "an owner who only looks has nothing unread in it");
        given.assigned_to = Some(domain::practice::staff::StaffName { id: staff(2), display_name: "Sam".into() });
        assert!(sam.writes(&given) && jordan.writes(&given), "the clinician always may");
        assert!(sam.is_assigned(&given) && !jordan.is_assigned(&given));
    }

    #[test]
    fn m10_the_front_desk_answers_its_own() {
        let mut open = conversation(MAYA_WITH_JORDAN);
        open.with.kind = PartyKind::FrontDesk;
        open.with.staff_id = None;
        assert!(reader(3, Role::FrontDesk).answers(&open) && reader(9, Role::Owner).answers(&open));
        assert!(!reader(1, Role::Clinician).writes(&open));
        assert!(at_the_front_desk(&open) && usual_holder(&open) == "the front desk");
    }

    #[test]
    fn m12_a_note_is_its_authors_and_the_owners() {
        let mut note = message(1, 1);
        assert!(reader(2, Role::FrontDesk).redacts(&note));
        note.kind = MessageKind::Note;
        assert!(reader(1, Role::Clinician).redacts(&note) && reader(9, Role::Owner).redacts(&note));
        assert!(!reader(2, Role::Clinician).redacts(&note));
    }
}
