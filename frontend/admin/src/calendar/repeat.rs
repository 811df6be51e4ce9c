//! How an appointment repeats: every so many weeks, so often or until a day (B14).

use domain::booking::appointment::Recurrence;
use leptos::prelude::*;
use ui::{Choice, DateField, Field, FieldKind, Select};

/// A series being written.
#[derive(Clone, Copy)]
pub struct Repeat {
    every: RwSignal<String>,
    weeks: RwSignal<String>,
    ends: RwSignal<String>,
    count: RwSignal<String>,
    until: RwSignal<String>,
}

impl Repeat {
    /// Once only.
    pub fn new() -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self { every: text("never"), weeks: text("3"), ends: text("count"), count: text("10"), until: text("") }
    }

    /// What was written; what cannot be read becomes 0, which the check refuses.
    pub fn recurrence(self) -> Option<Recurrence> {
        let number = |signal: RwSignal<String>| signal.with_untracked(|t| t.trim().parse::<u16>().unwrap_or(0));
        let every_weeks = match self.every.get_untracked().as_str() {
            "never" => return None,
            "other" => number(self.weeks),
            weeks => weeks.parse().unwrap_or(1),
        };
        let by_count = self.ends.with_untracked(|e| e == "count");
        Some(Recurrence {
            every_weeks: u8::try_from(every_weeks).unwrap_or(0),
            count: by_count.then(|| number(self.count)),
            until: if by_count { None } else { self.until.with_untracked(|day| day.parse().ok()) },
        })
    }
}

/// The fields.
#[component]
pub fn RepeatFields(repeat: Repeat) -> impl IntoView {
    let every =
        [("never", "Does not repeat"), ("1", "Every week"), ("2", "Every 2 weeks"), ("4", "Every 4 weeks"), ("other", "Every … weeks")];
    let ends = [("count", "After a number of appointments"), ("until", "On a day")];
    let choices = |all: &[(&str, &str)]| all.iter().map(|(value, label)| Choice::new(*value, *label)).collect::<Vec<_>>();
    let repeats = Memo::new(move |_| repeat.every.with(|e| e != "never"));
    let other = Memo::new(move |_| repeat.every.with(|e| e == "other"));
    let by_count = Memo::new(move |_| repeat.ends.with(|e| e == "count"));
    let ends = choices(&ends);
    view! {
        <Select label="Repeats" value=repeat.every choices=choices(&every) required=true pointer="/recurrence" />
        {move || other.get().then(|| view! {
            <Field label="Weeks from one to the next" value=repeat.weeks kind=FieldKind::Number inputmode="numeric" required=true
                pointer="/recurrence/every_weeks" />
        })}
        {move || repeats.get().then(|| view! {
            <Select label="Ends" value=repeat.ends choices=ends.clone() required=true />
            {move || if by_count.get() {
                view! {
                    <Field label="Appointments in all" value=repeat.count kind=FieldKind::Number inputmode="numeric" required=true
                        pointer="/recurrence/count" />
                }
                .into_any()
            } else {
                view! { <DateField label="Last day" value=repeat.until required=true pointer="/recurrence/until" /> }.into_any()
            }}
        })}
    }
    .into_any()
}
