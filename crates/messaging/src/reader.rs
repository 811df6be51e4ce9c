//! Who reads and writes: a client, by whichever login, or somebody of the practice.

use domain::messaging::AuthorKind;
use domain::messaging::reading::{Desk, Reads};
use domain::practice::staff::Role;
use domain::{ConversationId, StaffId};
use platform::caller::{Client, Correspondent, Staff};
use platform::db::Scope;
use platform::live::{Person, PersonKind};
use platform::problem::Problem;
use sea_orm::{ConnectionTrait, DbErr};

use crate::store::conversations::{self, Model};
use crate::store::participants;

/// Somebody who reads and writes.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Who.
    pub person: Person,
    /// As what they work here; none for a client.
    pub role: Option<Role>,
    /// The one conversation they see, where a notice's link let them in (M9).
    pub link_conversation: Option<ConversationId>,
}

impl From<&Client> for Reader {
    fn from(client: &Client) -> Self {
        Self { person: Person::client(client.practice, client.client), role: None, link_conversation: None }
    }
}

impl From<&Correspondent> for Reader {
    fn from(caller: &Correspondent) -> Self {
        Self { link_conversation: caller.link_conversation(), ..Self::from(caller.client()) }
    }
}

impl<R> From<&Staff<R>> for Reader {
    fn from(staff: &Staff<R>) -> Self {
        Self { person: Person::staff(staff.practice, staff.staff), role: Some(staff.role), link_conversation: None }
    }
}

impl Reader {
    /// The practice's rows.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope { practice: self.person.practice }
    }

    /// On which side they write.
    #[must_use]
    pub fn side(&self) -> AuthorKind {
        match self.person.kind {
            PersonKind::Client => AuthorKind::Client,
            PersonKind::Staff => AuthorKind::Staff,
        }
    }

    /// What they see of `conversation`, given their part in it.
    #[must_use]
    pub fn reads(&self, conversation: &Model, part: Option<&participants::Model>) -> Option<Reads> {
        if self.link_conversation.is_some_and(|id| id != conversation.id()) {
            return None;
        }
        match self.role {
            None => (conversation.client_id == self.person.id).then(Reads::client),
            Some(role) => {
                let given = conversation.assigned_to == Some(self.person.id);
                Reads::staff(conversation.desk(), StaffId(self.person.id), role, part.map(participants::Model::window), given)
            }
        }
    }

    /// Whether `conversation` is one of theirs to answer even without a part in it: then they have one as soon as they
    /// read or write.
    #[must_use]
    pub fn answers(&self, conversation: &Model) -> bool {
        match (self.role, conversation.desk()) {
            (None, _) => conversation.client_id == self.person.id,
            (Some(_), Desk::Clinician(clinician)) => clinician.0 == self.person.id,
            (Some(role), Desk::FrontDesk) => matches!(role, Role::FrontDesk | Role::Owner),
        }
    }

    /// The conversation `id`, and what they see of it.
    ///
    /// # Errors
    /// 404 when it is not there, or nothing of theirs.
    pub async fn find(&self, db: &impl ConnectionTrait, id: ConversationId) -> Result<(Model, Reads), Problem> {
        let row = conversations::find(db, self.scope(), id).await?.ok_or_else(Problem::not_found)?;
        let reads = self.look(db, &row).await?;
        Ok((row, reads))
    }

    /// The same, with the conversation held until the transaction ends.
    ///
    /// # Errors
    /// 404 when it is not there, or nothing of theirs.
    pub async fn hold(&self, tx: &impl ConnectionTrait, id: ConversationId) -> Result<(Model, Reads), Problem> {
        let row = conversations::hold(tx, self.scope(), id).await?.ok_or_else(Problem::not_found)?;
        let reads = self.look(tx, &row).await?;
        Ok((row, reads))
    }

    async fn look(&self, db: &impl ConnectionTrait, row: &Model) -> Result<Reads, Problem> {
        let part = self.part(db, row.id()).await?;
        self.reads(row, part.as_ref()).ok_or_else(Problem::not_found)
    }

    /// Their part in a conversation.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn part(&self, db: &impl ConnectionTrait, id: ConversationId) -> Result<Option<participants::Model>, DbErr> {
        participants::find(db, id, self.person).await
    }
}
