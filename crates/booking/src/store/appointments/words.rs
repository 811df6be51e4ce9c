//! What people wrote about an appointment: a note, answers, the reason of a decline. It is sealed in the row.

use domain::booking::appointment::Answer;
use domain::text::PersonalText;
use platform::problem::Problem;
use platform::secrets::Secrets;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Model;

/// What people wrote about it; sealed in the row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The client's note, or staff's.
    #[serde(default)]
    pub note: PersonalText,
    /// A new client's answers.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// Why it was declined.
    #[serde(default)]
    pub decline_reason: Option<PersonalText>,
}

fn seal_name(id: Uuid) -> String {
    format!("appointment:{id}")
}

impl Model {
    /// What people wrote about it.
    ///
    /// # Errors
    /// When it was sealed with a key that is no longer there.
    pub fn words(&self, secrets: &Secrets) -> Result<Words, Problem> {
        let Some(sealed) = &self.sealed_words else { return Ok(Words::default()) };
        serde_json::from_slice(&secrets.unseal(&seal_name(self.id), sealed)?).map_err(Problem::internal)
    }

    /// Puts `words` in place of what was written about it.
    ///
    /// # Errors
    /// 500 when they cannot be written as JSON.
    pub fn set_words(&mut self, secrets: &Secrets, words: &Words) -> Result<(), Problem> {
        let plain = serde_json::to_vec(words).map_err(Problem::internal)?;
        self.sealed_words = (*words != Words::default()).then(|| secrets.seal(&seal_name(self.id), &plain));
        Ok(())
    }
}
