//! The few texts that many parts share ("Close", "Try again", "optional"), handed in once by the application in the
//! person's language and read through context. Texts that belong to one place are props of that part.

use std::borrow::Cow;

use leptos::prelude::*;

/// A text of the catalogue: usually static, sometimes composed.
pub type Text = Cow<'static, str>;

/// What the parts say when nobody tells them otherwise. All of it comes from the application's message catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// BCP 47 language tag for dates and numbers, such as `en-US`.
    pub locale: Text,
    /// Beside the label of a field that may stay empty: "optional".
    pub optional: Text,
    /// Error of a required field left empty: "Please fill this in."
    pub required: Text,
    /// Error of a date that cannot be read: "Please enter a date like 3/14/1990."
    pub date_unreadable: Text,
    /// Button that makes a password visible.
    pub show_password: Text,
    /// Button that hides it again.
    pub hide_password: Text,
    /// Button that opens the calendar of a date field.
    pub pick_date: Text,
    /// Heading of the summary above a form: "Please check these fields".
    pub check_fields: Text,
    /// Spoken while a form or button is at work: "Sending".
    pub working: Text,
    /// Spoken while a page loads: "Loading".
    pub loading: Text,
    /// Button of a failed page.
    pub try_again: Text,
    /// Closes a dialog, panel or message.
    pub close: Text,
    /// Leaves a question unanswered.
    pub cancel: Text,
    /// Takes a change back.
    pub undo: Text,
    /// Adds the next page to a list.
    pub show_more: Text,
    /// Opens the navigation on a narrow screen.
    pub open_menu: Text,
    /// Link that jumps over the navigation.
    pub skip_to_content: Text,
    /// Title of the question before leaving a changed form.
    pub unsaved_title: Text,
    /// Its explanation.
    pub unsaved_text: Text,
    /// Button that stays.
    pub unsaved_stay: Text,
    /// Button that leaves and loses the changes.
    pub unsaved_leave: Text,
}

/// Makes the words known to every part below. Called once, at the root of the application.
pub fn provide_words(words: impl Into<Signal<Words>>) {
    provide_context::<Signal<Words>>(words.into());
}

/// The words provided by the application; all empty when it provided none.
pub fn use_words() -> Signal<Words> {
    use_context::<Signal<Words>>().unwrap_or_default()
}

/// One of the words as a signal, for a place that takes a label.
pub(crate) fn word(pick: fn(&Words) -> &Text) -> Signal<String> {
    let words = use_words();
    Signal::derive(move || words.with(|w| pick(w).to_string()))
}
