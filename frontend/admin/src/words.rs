//! The few English words that the design system's parts share.

use ui::Words;

/// What the parts say in this application.
pub fn english() -> Words {
    Words {
        locale: browser_locale().into(),
        optional: "optional".into(),
        required: "Please fill this in.".into(),
        date_unreadable: "Please enter a date, such as 3/14/1990.".into(),
        show_password: "Show password".into(),
        hide_password: "Hide password".into(),
        pick_date: "Choose from a calendar".into(),
        check_fields: "Please check these fields".into(),
        working: "Working".into(),
        loading: "Loading".into(),
        try_again: "Try again".into(),
        close: "Close".into(),
        cancel: "Cancel".into(),
        undo: "Undo".into(),
        show_more: "Show more".into(),
        open_menu: "Open menu".into(),
        skip_to_content: "Skip to content".into(),
        unsaved_title: "Leave without saving?".into(),
        unsaved_text: "There are changes on this page that have not been saved.".into(),
        unsaved_stay: "Stay here".into(),
        unsaved_leave: "Leave without saving".into(),
    }
}

/// The language dates and numbers are written in: the browser's, when it is a kind of English.
pub fn browser_locale() -> String {
    let language = leptos::prelude::window().navigator().language().unwrap_or_default();
    if language.starts_with("en") { language } else { "en-US".into() }
}
