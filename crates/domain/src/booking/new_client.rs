//! The door for people who are no clients yet (B11). Who asks proves that a machine worked a moment for it, and that the
//! e-mail address is theirs; before that nothing is held and nobody is told.

use serde::{Deserialize, Serialize};

use super::portal::{AppointmentOffice, BookingOptions};
use super::settings::{MOST_QUESTIONS, PrescreenQuestion};
use crate::check::{Check, Checker};
use crate::ids::{OfficeId, ServiceId, StaffId};
use crate::practice::profile::Language;
use crate::text::{Email, PersonName, PersonalText, Phone, Secret};
use crate::time::{Timestamp, Zone};

/// With whom, where and for what somebody new may ask, and what they are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewClientOptions {
    /// The choices; no clinicians when the door is closed.
    pub booking: BookingOptions,
    /// The practice's questions.
    pub questions: Vec<PrescreenQuestion>,
}

/// A piece of work for the browser: find a nonce such that SHA-256 of `challenge`, a colon and the nonce begins with
/// `difficulty_bits` zero bits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProofChallenge {
    /// The challenge; good for a few minutes and for one request.
    pub challenge: String,
    /// Zero bits to begin with: about two to the power of this many tries.
    pub difficulty_bits: u8,
}

/// The work, done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The challenge it answers.
    pub challenge: String,
    /// The nonce that was found.
    pub nonce: String,
}

impl Proof {
    /// What is hashed (SHA-256, in UTF-8).
    #[must_use]
    pub fn hashed_text(&self) -> String {
        format!("{}:{}", self.challenge, self.nonce)
    }
}

/// Whether `hash` begins with at least `bits` zero bits.
#[must_use]
pub fn is_solved(hash: &[u8; 32], bits: u8) -> bool {
    let zeros = hash.iter().position(|byte| *byte != 0).map_or(256, |place| place * 8 + hash[place].leading_zeros() as usize);
    zeros >= usize::from(bits)
}

/// May I come then? I am new here.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewClientRequest {
    /// First name.
    pub first_name: PersonName,
    /// Last name.
    pub last_name: PersonName,
    /// Where the code goes.
    pub email: Email,
    /// Their number.
    pub phone: Phone,
    /// A note; may be empty.
    #[serde(default)]
    pub note: PersonalText,
    /// Answers to the practice's questions, in their order; an answer may be empty where the question need not be answered.
    #[serde(default)]
    pub answers: Vec<PersonalText>,
    /// With whom.
    pub staff_id: StaffId,
    /// Where.
    pub office_id: OfficeId,
    /// For what.
    pub service_id: ServiceId,
    /// The begin of an opening.
    pub start: Timestamp,
    /// The work for this request.
    pub proof: Proof,
    /// The language to write in.
    pub language: Language,
}

impl Check for NewClientRequest {
    fn check(&self, c: &mut Checker) {
        self.first_name.check(c, "first_name");
        self.last_name.check(c, "last_name");
        self.email.check(c, "email");
        self.phone.check(c, "phone");
        c.optional("note", self.note.as_str(), 500);
        c.each("answers", &self.answers, MOST_QUESTIONS, |c, answer| c.optional("", answer.as_str(), 500));
        c.within("proof", |c| {
            c.required("challenge", &self.proof.challenge, 500);
            c.required("nonce", &self.proof.nonce, 60);
        });
    }
}

impl NewClientRequest {
    /// Notes questions that must be answered and are not, and answers to questions that were not asked.
    pub fn check_answers(&self, c: &mut Checker, questions: &[PrescreenQuestion]) {
        c.ensure(self.answers.len() <= questions.len(), "answers", "too_many", "There are fewer questions.");
        c.within("answers", |c| {
            for (i, question) in questions.iter().enumerate() {
                let blank = self.answers.get(i).is_none_or(PersonalText::is_blank);
                c.ensure(!(question.required && blank), &i.to_string(), "required", "Please answer this.");
            }
        });
    }
}

/// Minutes the code of a new client works.
pub const FIRST_VISIT_MINUTES: i64 = 20;
/// Wrong codes that a request stands before it is gone.
pub const FIRST_VISIT_TRIES: i64 = 5;

/// A code is on its way; the request does not count before it comes back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewClientRequestSent {
    /// Names the request when the code is given.
    pub token: Secret,
    /// Where the code went.
    pub email: Email,
    /// Until when the code is good.
    pub expires_at: Timestamp,
}

/// The code of the e-mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmNewClientRequest {
    /// The token of the request.
    pub token: Secret,
    /// The six digits.
    pub code: Secret,
}

impl Check for ConfirmNewClientRequest {
    fn check(&self, c: &mut Checker) {
        c.required("token", self.token.as_str(), 200);
        let code = self.code.as_str();
        c.ensure(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "code", "code", "The code has six digits.");
    }
}

/// The request counts now; the practice was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewClientRequestConfirmed {
    /// The clinician, with credentials.
    pub clinician: PersonName,
    /// Where; its address only where the practice shows it.
    pub office: AppointmentOffice,
    /// The service's name.
    pub service: String,
    /// When it would begin.
    pub start: Timestamp,
    /// When it would end.
    pub end: Timestamp,
    /// The practice's zone.
    pub zone: Zone,
    /// The number to call.
    pub phone: Phone,
    /// A calendar file (RFC 5545) with the time, marked as not confirmed.
    pub calendar_file: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b11_work_is_counted_in_zero_bits() {
        let mut hash = [0xff; 32];
        assert!(is_solved(&hash, 0) && !is_solved(&hash, 1));
        hash[0] = 0;
        hash[1] = 0b0001_0000;
        assert!(is_solved(&hash, 11) && !is_solved(&hash, 12));
        assert!(is_solved(&[0; 32], u8::MAX));
        let proof = Proof { challenge: "a.b".into(), nonce: "17".into() };
        assert_eq!(proof.hashed_text(), "a.b:17");
    }

    #[test]
    fn b11_a_code_is_six_digits() {
        let errors = |code: &str| ConfirmNewClientRequest { token: "t".into(), code: code.into() }.errors().len();
        assert_eq!((errors("012345"), errors("12345"), errors("12345a"), errors("１２３４５６")), (0, 1, 1, 1));
    }
}
