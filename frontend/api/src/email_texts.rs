//! The words of the practice's e-mails (S5).

use domain::practice::email_text::{EmailPreview, EmailText, EmailTextInput, EmailTextPage, ResetEmailText};

use crate::{Api, Attempt, Failure};

impl Api {
    /// All e-mails in all languages.
    pub async fn list_email_texts(&self) -> Result<EmailTextPage, Failure> {
        self.get("/practice/email-texts").answer().await
    }

    /// The practice's own words for one e-mail in one language. `unknown_placeholder` at the field.
    pub async fn update_email_text(&self, attempt: &Attempt, version: Option<i64>, input: &EmailTextInput) -> Result<EmailText, Failure> {
        self.put(attempt, "/practice/email-texts").if_version(version).json(input)?.answer().await
    }

    /// Back to our own words.
    pub async fn reset_email_text(&self, attempt: &Attempt, input: &ResetEmailText) -> Result<EmailText, Failure> {
        self.post(attempt, "/practice/email-texts/reset").json(input)?.answer().await
    }

    /// The e-mail as it would arrive, with sample values; nothing is sent.
    pub async fn preview_email_text(&self, attempt: &Attempt, input: &EmailTextInput) -> Result<EmailPreview, Failure> {
        self.post(attempt, "/practice/email-texts/preview").json(input)?.answer().await
    }
}
