//! Weekly hours, edited day by day with the keyboard alone: used for a clinician's availability and for the first run.

use domain::practice::service::WeeklyWindow;
use domain::time::Weekday;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Choice, Field, FieldKind, FormState, IconButton, IconName, Select, focus};

use crate::labels;
use crate::saving::{Lines, line};

/// One pair of times in the editor. Counted signals: one that is made by pressing a button belongs to no part of the page.
#[derive(Clone)]
struct Span {
    key: u32,
    day: Weekday,
    from: ArcRwSignal<String>,
    to: ArcRwSignal<String>,
    office: ArcRwSignal<String>,
    /// What the editor does not ask for stays as it was.
    rest: WeeklyWindow,
}

/// What stands for no office in particular; no id reads so.
const ANY: &str = "any";

/// The week being edited.
#[derive(Clone, Copy)]
pub struct Week {
    spans: RwSignal<Vec<Span>>,
    next: StoredValue<u32>,
}

impl Week {
    /// A week with these hours.
    pub fn new(windows: &[WeeklyWindow]) -> Self {
        let week = Self { spans: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        for window in windows {
            let office = window.office_id.map_or(ANY.to_owned(), |id| id.to_string());
            week.insert(window.weekday, clock_text(window.from_minute), clock_text(window.to_minute), office, window.clone());
        }
        week
    }

    /// The usual week of somebody new: Monday to Friday, nine to five.
    pub fn usual() -> Self {
        let windows: Vec<_> = Weekday::ALL[..5].iter().map(|day| WeeklyWindow::new(*day, 540, 1020)).collect();
        Self::new(&windows)
    }

    /// The hours as they stand; a time that was left empty becomes 0:00, which the check refuses.
    pub fn windows(self) -> Vec<WeeklyWindow> {
        let window = |span: &Span| WeeklyWindow {
            weekday: span.day,
            from_minute: span.from.with_untracked(|t| minute_of(t)).unwrap_or(0),
            // Midnight is the end of the day where hours end with it.
            to_minute: span.to.with_untracked(|t| minute_of(t)).map_or(0, |minute| if minute == 0 { 1440 } else { minute }),
            office_id: span.office.with_untracked(|id| id.parse().ok()),
            ..span.rest.clone()
        };
        self.spans.with_untracked(|spans| spans.iter().map(window).collect())
    }

    fn insert(self, day: Weekday, from: String, to: String, office: String, rest: WeeklyWindow) -> u32 {
        let key = self.next.try_update_value(|n| {
            *n += 1;
            *n
        });
        let key = key.unwrap_or_default();
        let span = Span { key, day, from: ArcRwSignal::new(from), to: ArcRwSignal::new(to), office: ArcRwSignal::new(office), rest };
        self.spans.update(|all| {
            let at = all.iter().position(|s| s.day > day).unwrap_or(all.len());
            all.insert(at, span);
        });
        key
    }

    /// Adds hours to a day: after the last ones there, or from nine to five.
    fn add(self, day: Weekday) -> u32 {
        let last = self.spans.with_untracked(|all| all.iter().rfind(|s| s.day == day).and_then(|s| s.to.with_untracked(|t| minute_of(t))));
        let (from, to) = last.map_or((540, 1020), |end| ((end + 60).min(1380), (end + 120).min(1439)));
        self.insert(day, clock_text(from), clock_text(to), ANY.to_owned(), WeeklyWindow::new(day, from, to))
    }

    /// Gives Tuesday to Friday the hours of Monday.
    fn monday_to_friday(self) {
        let monday: Vec<_> = self.spans.with_untracked(|all| {
            let of = |s: &Span| (s.from.get_untracked(), s.to.get_untracked(), s.office.get_untracked(), s.rest.clone());
            all.iter().filter(|s| s.day == Weekday::Monday).map(of).collect()
        });
        let copies = &Weekday::ALL[1..5];
        self.spans.update(|all| all.retain(|s| !copies.contains(&s.day)));
        for day in copies {
            for (from, to, office, rest) in monday.clone() {
                self.insert(*day, from, to, office, rest);
            }
        }
    }
}

/// The editor.
#[component]
pub fn WeekEditor(
    /// The week.
    week: Week,
    /// JSON pointer of the list of hours in the request.
    #[prop(default = "/windows")]
    pointer: &'static str,
    /// Offices to choose from; with fewer than two there is no choice.
    #[prop(optional, into)]
    offices: Signal<Vec<Choice>>,
) -> impl IntoView {
    let form = use_context::<FormState>();
    let touch = move || {
        if let Some(form) = form {
            form.touch();
        }
    };
    let add = move |day: Weekday| {
        let key = week.add(day);
        touch();
        request_animation_frame(move || focus(&format!("hours-{key}")));
    };
    let remove = move |key: u32, day: Weekday| {
        week.spans.update(|all| all.retain(|s| s.key != key));
        touch();
        request_animation_frame(move || focus(&add_id(day)));
    };
    let copy = move |()| {
        week.monday_to_friday();
        touch();
    };
    let span_view = move |(at, span): (usize, Span)| {
        let Span { key, day: weekday, from, to, office, .. } = span;
        let day = labels::weekday(weekday);
        let (from, to, office) = (RwSignal::from(from), RwSignal::from(to), RwSignal::from(office));
        view! {
            <div class="row hours">
                <Field id=format!("hours-{key}") label=format!("{day} from") value=from kind=FieldKind::Time required=true
                    pointer=format!("{pointer}/{at}/from_minute") />
                <Field label=format!("{day} to") value=to kind=FieldKind::Time required=true pointer=format!("{pointer}/{at}/to_minute") />
                {move || (offices.with(Vec::len) > 1).then(|| view! {
                    <Select label=format!("{day} where") value=office required=true choices=Signal::derive(move || with_any(offices.get())) />
                })}
                <IconButton icon=IconName::Trash label=format!("Remove these hours of {day}") on_press=move |()| remove(key, weekday) />
            </div>
        }
    };
    let day_view = move |day: Weekday| {
        let spans = move || {
            let all = week.spans.get();
            let own: Vec<_> = all.into_iter().enumerate().filter(|(_, s)| s.day == day).collect();
            if own.is_empty() {
                view! { <p class="soft">"No hours"</p> }.into_any()
            } else {
                own.into_iter().map(span_view).collect_view().into_any()
            }
        };
        let label = labels::weekday(day);
        view! {
            <fieldset class="group day">
                <legend>{label}</legend>
                {spans}
                <div class="row">
                    <button type="button" class="button small quiet" id=add_id(day) aria-label=format!("Add hours on {label}")
                        on:click=move |_| add(day)>"Add hours"</button>
                    {(day == Weekday::Monday).then(|| view! {
                        <Button kind=ButtonKind::Quiet small=true on_press=copy>"Use Monday's hours until Friday"</Button>
                    })}
                </div>
            </fieldset>
        }
    };
    view! { <div class="stack week">{Weekday::ALL.into_iter().map(day_view).collect_view()}</div> }.into_any()
}

fn with_any(mut offices: Vec<Choice>) -> Vec<Choice> {
    offices.insert(0, Choice::new(ANY, "Any office"));
    offices
}

fn add_id(day: Weekday) -> String {
    format!("hours-add-{}", labels::weekday(day))
}

/// Hours as a person reads them, a line for each day.
pub fn lines(windows: &[WeeklyWindow]) -> Lines {
    let of_day = |day: Weekday| {
        let spans = windows.iter().filter(|w| w.weekday == day);
        spans.map(|w| format!("{} to {}", clock_text(w.from_minute), clock_text(w.to_minute))).collect::<Vec<_>>().join(", ")
    };
    Weekday::ALL.into_iter().map(|day| line(labels::weekday(day), of_day(day))).collect()
}

/// Minutes after midnight as `HH:MM`; the end of the day is `00:00`.
fn clock_text(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// `HH:MM` as minutes after midnight.
fn minute_of(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for minute in [0, 1, 540, 1439] {
            assert_eq!(minute_of(&clock_text(minute)), Some(minute));
        }
        assert_eq!(clock_text(1440), "00:00");
        assert_eq!(minute_of("09:05:00"), Some(545));
        for wrong in ["", "9", "24:00", "09:60", "x:00", "09:0"] {
            assert_eq!(minute_of(wrong), None, "{wrong:?}");
        }
    }
}
