//! Inline line icons on a 24-pixel grid, drawn in the text's colour.

use leptos::prelude::*;

/// One of the icons: the outline, as the `d` of one path. Constants and not an `enum`, so that a program carries only the
/// icons it draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IconName(&'static str);

#[expect(missing_docs, reason = "each name says what is drawn")]
#[expect(non_upper_case_globals, reason = "they are used like the names of an enum")]
impl IconName {
    pub const Attach: Self =
        Self("M19 11.5l-7.3 7.3a4.6 4.6 0 0 1-6.5-6.5l7.8-7.8a3.1 3.1 0 0 1 4.4 4.4l-7.8 7.8a1.5 1.5 0 0 1-2.2-2.2l7-7");
    pub const Calendar: Self =
        Self("M4 6.5A1.5 1.5 0 0 1 5.5 5h13A1.5 1.5 0 0 1 20 6.5v12a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5zM4 10h16M8 3v4M16 3v4");
    pub const Card: Self =
        Self("M3 7.5A1.5 1.5 0 0 1 4.5 6h15A1.5 1.5 0 0 1 21 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16.5zM3 10.5h18M7 14.5h3");
    pub const Check: Self = Self("M5 12.5l4.5 4.5L19 7.5");
    pub const ChevronDown: Self = Self("M6 9.5l6 6 6-6");
    pub const ChevronLeft: Self = Self("M14.5 6l-6 6 6 6");
    pub const ChevronRight: Self = Self("M9.5 6l6 6-6 6");
    pub const ChevronUp: Self = Self("M6 14.5l6-6 6 6");
    pub const Clock: Self = Self("M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2");
    pub const Close: Self = Self("M6 6l12 12M18 6L6 18");
    pub const Copy: Self = Self("M9 9h10v11H9zM15 9V4H5v11h4");
    pub const Device: Self =
        Self("M7.5 3h9A1.5 1.5 0 0 1 18 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 19.5v-15A1.5 1.5 0 0 1 7.5 3zM11 18h2");
    pub const Document: Self = Self("M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6");
    pub const Download: Self = Self("M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14");
    pub const Edit: Self = Self("M4.5 19.5l1-4L16 5l3 3L8.5 18.5zM14 7l3 3");
    pub const Expand: Self = Self("M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7");
    pub const Eye: Self =
        Self("M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z");
    pub const EyeOff: Self = Self(
        "M4 4l16 16M9.6 5.9A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.7 3.4M6.5 7.5A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.5-1.2M10 10a2.8 2.8 0 0 0 4 4",
    );
    pub const Globe: Self = Self("M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17z");
    pub const Grip: Self = Self("M9 6h.1M9 12h.1M9 18h.1M15 6h.1M15 12h.1M15 18h.1");
    pub const Home: Self = Self("M4 11.5L12 4.5l8 7M6 10v9.5h12V10M10 19.5V14h4v5.5");
    pub const Inbox: Self = Self("M4 13.5L6.5 5h11L20 13.5V19H4zM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20");
    pub const Info: Self = Self("M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.7v.1");
    pub const Key: Self = Self("M8 11.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM11 12.5L19.5 4M15.5 8l3 3");
    pub const Mail: Self = Self("M3 6h18v12.5H3zM3.5 6.5L12 13l8.5-6.5");
    pub const Menu: Self = Self("M4 7h16M4 12h16M4 17h16");
    pub const Message: Self = Self("M4 5.5h16v11h-9L6.5 20.5v-4H4z");
    pub const More: Self = Self("M5.5 12h.1M12 12h.1M18.5 12h.1");
    pub const People: Self = Self(
        "M9 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM2.5 19.5c0-3.5 2.7-5.5 6.5-5.5s6.5 2 6.5 5.5M15.5 4.9a3.5 3.5 0 0 1 0 6.2M17.5 14.3c2.5.6 4 2.4 4 5.2",
    );
    pub const Person: Self = Self("M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20c0-3.7 3.2-5.7 7.5-5.7s7.5 2 7.5 5.7");
    pub const Phone: Self =
        Self("M5 4.5h4l1.5 4.5-2.2 1.6a12 12 0 0 0 5.1 5.1L15 13.5l4.5 1.5v4c0 .6-.4 1-1 1C10.5 20 4 13.5 4 5.5c0-.6.4-1 1-1z");
    pub const Pin: Self =
        Self("M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 7.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6z");
    pub const Plus: Self = Self("M12 5v14M5 12h14");
    pub const Search: Self = Self("M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.2 15.2L20 20");
    pub const Settings: Self = Self(
        "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4zM9 14.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z",
    );
    pub const Shield: Self = Self("M12 3.5l7.5 2.7v5.3c0 4.5-3 7.7-7.5 9-4.5-1.3-7.5-4.5-7.5-9V6.2zM8.7 12l2.3 2.3 4.3-4.5");
    pub const SignOut: Self = Self("M13.5 4H5.5v16h8M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5");
    pub const Sun: Self = Self(
        "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
    );
    pub const Trash: Self = Self("M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.5 11v5M13.5 11v5");
    pub const Video: Self = Self("M3 7h12v10H3zM15 11l6-3.5v9L15 13z");
    pub const Warning: Self = Self("M12 4.5L21 19.5H3zM12 10v4.5M12 17v.1");
}

/// An icon beside a text. It is hidden from screen readers: the text, or the label of the button around it, says it.
#[component]
pub fn Icon(
    /// What to draw.
    name: IconName,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=name.0></path>
        </svg>
    }
}
