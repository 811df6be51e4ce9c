//! Input that was checked: each request type says what is wrong with it as JSON pointer (RFC 6901) plus code. The page
//! shows it before sending; the server answers the same in its 422.

use serde::{Deserialize, Serialize};

/// One thing that is wrong with one field of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Where: a JSON pointer into the body (`/emails/0/address`), or the name of a query parameter.
    pub pointer: String,
    /// What, for programs: `required`, `too_long`, `email`, `zone`, ….
    pub code: String,
    /// What, for people, in English.
    pub message: String,
}

/// A request type that knows what it must look like.
pub trait Check {
    /// Notes everything that is wrong; nothing noted means the value may be used.
    fn check(&self, c: &mut Checker);

    /// All that is wrong, in the order of the fields; empty when nothing is.
    fn errors(&self) -> Vec<FieldError> {
        let mut c = Checker::default();
        self.check(&mut c);
        c.into_errors()
    }
}

/// Collects what is wrong while a value is walked.
#[derive(Default)]
pub struct Checker {
    path: Vec<String>,
    errors: Vec<FieldError>,
}

impl Checker {
    /// Notes an error at `field` below the current place.
    pub fn fail(&mut self, field: &str, code: &str, message: impl Into<String>) {
        let mut pointer = String::new();
        for part in self.path.iter().map(String::as_str).chain([field]).filter(|part| !part.is_empty()) {
            pointer.push('/');
            pointer.push_str(&part.replace('~', "~0").replace('/', "~1"));
        }
        self.errors.push(FieldError { pointer, code: code.into(), message: message.into() });
    }

    /// Walks into `field`.
    pub fn within(&mut self, field: &str, walk: impl FnOnce(&mut Self)) {
        self.path.push(field.into());
        walk(self);
        self.path.pop();
    }

    /// Walks each item of a list of at most `max`.
    pub fn each<T>(&mut self, field: &str, items: &[T], max: usize, mut walk: impl FnMut(&mut Self, &T)) {
        if items.len() > max {
            self.fail(field, "too_many", format!("At most {max}."));
            return;
        }
        for (i, item) in items.iter().enumerate() {
            self.within(field, |c| c.within(&i.to_string(), |c| walk(c, item)));
        }
    }

    /// Text that must be there, at most `max` characters.
    pub fn required(&mut self, field: &str, text: &str, max: usize) {
        if text.trim().is_empty() {
            self.fail(field, "required", "Please fill this in.");
        } else {
            self.optional(field, text, max);
        }
    }

    /// Text that may be empty, at most `max` characters; no control characters but line ends and tabs.
    pub fn optional(&mut self, field: &str, text: &str, max: usize) {
        if text.chars().count() > max {
            self.fail(field, "too_long", format!("At most {max} characters."));
        } else if text.chars().any(|ch| ch.is_control() && !matches!(ch, '\n' | '\r' | '\t')) {
            self.fail(field, "control_characters", "This has characters that cannot be kept.");
        }
    }

    /// A whole number from `least` to `most`.
    pub fn between(&mut self, field: &str, number: i64, least: i64, most: i64) {
        if !(least..=most).contains(&number) {
            self.fail(field, "out_of_range", format!("From {least} to {most}."));
        }
    }

    /// A condition of the caller's own.
    pub fn ensure(&mut self, holds: bool, field: &str, code: &str, message: &str) {
        if !holds {
            self.fail(field, code, message);
        }
    }

    /// What was noted.
    #[must_use]
    pub fn into_errors(self) -> Vec<FieldError> {
        self.errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_leads_to_the_field_and_escapes_its_name() {
        let mut c = Checker::default();
        c.each("emails", &["", "x"], 5, |c, text| c.required("a/b", text, 10));
        assert_eq!(c.into_errors()[0].pointer, "/emails/0/a~1b");
    }

    #[test]
    fn too_many_items_are_not_walked() {
        let mut c = Checker::default();
        c.each("emails", &[(); 3], 2, |_, ()| panic!("walked"));
        assert_eq!(c.into_errors()[0].code, "too_many");
    }
}
