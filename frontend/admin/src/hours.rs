//! Weekly hours, edited day by day with the keyboard alone: used for a clinician's availability and for the first run.

use domain::practice::availability::WeeklyWindow;
use domain::time::Weekday;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Choice, DateField, Field, FieldKind, FormState, IconButton, IconName, Select, focus};

use crate::labels::{self, ANY, with_any};
use crate::saving::{Lines, line};

/// One pair of times in the editor. Counted signals: one that is made by pressing a button belongs to no part of the page.
#[derive(Clone)]
struct Span {
    key: u32,
    day: Weekday,
    from: ArcRwSignal<String>,
    to: ArcRwSignal<String>,
    office: ArcRwSignal<String>,
    service: ArcRwSignal<String>,
    first: ArcRwSignal<String>,
    last: ArcRwSignal<String>,
}

impl Span {
    fn new(key: u32, window: &WeeklyWindow) -> Self {
        let text = |text: String| ArcRwSignal::new(text);
        let day = |day: Option<domain::time::Date>| text(day.map(|day| day.to_string()).unwrap_or_default());
        Self {
            key,
            day: window.weekday,
            from: text(clock_text(window.from_minute)),
            to: text(clock_text(window.to_minute)),
            office: text(window.office_id.map_or(ANY.to_owned(), |id| id.to_string())),
            service: text(window.service_id.map_or(ANY.to_owned(), |id| id.to_string())),
            first: day(window.from_date),
            last: day(window.to_date),
        }
    }

    /// As it stands; a time that was left empty becomes 0:00, which the check refuses.
    fn window(&self) -> WeeklyWindow {
        WeeklyWindow {
            weekday: self.day,
            from_minute: self.from.with_untracked(|t| minute_of(t)).unwrap_or(0),
            // Midnight is the end of the day where hours end with it.
            to_minute: self.to.with_untracked(|t| minute_of(t)).map_or(0, |minute| if minute == 0 { 1440 } else { minute }),
            office_id: self.office.with_untracked(|id| id.parse().ok()),
            service_id: self.service.with_untracked(|id| id.parse().ok()),
            from_date: self.first.with_untracked(|day| day.parse().ok()),
            to_date: self.last.with_untracked(|day| day.parse().ok()),
        }
    }

    /// Whether it holds for some service or some weeks only.
    fn narrow(&self) -> bool {
        let window = self.window();
        window.service_id.is_some() || window.from_date.is_some() || window.to_date.is_some()
    }
}

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
            week.insert(window);
        }
        week
    }

    /// The usual week of somebody new: Monday to Friday, nine to five.
    pub fn usual() -> Self {
        let windows: Vec<_> = Weekday::ALL[..5].iter().map(|day| WeeklyWindow::new(*day, 540, 1020)).collect();
        Self::new(&windows)
    }

    /// The hours as they stand.
    pub fn windows(self) -> Vec<WeeklyWindow> {
        self.spans.with_untracked(|spans| spans.iter().map(Span::window).collect())
    }

    fn insert(self, window: &WeeklyWindow) -> u32 {
        let key = self.next.try_update_value(|n| {
            *n += 1;
            *n
        });
        let key = key.unwrap_or_default();
        let span = Span::new(key, window);
        self.spans.update(|all| {
            let at = all.iter().position(|s| s.day > span.day).unwrap_or(all.len());
            all.insert(at, span);
        });
        key
    }

    /// Adds hours to a day: after the last ones there, or from nine to five.
    fn add(self, day: Weekday) -> u32 {
        let last = self.spans.with_untracked(|all| all.iter().rfind(|s| s.day == day).and_then(|s| s.to.with_untracked(|t| minute_of(t))));
        let (from, to) = last.map_or((540, 1020), |end| ((end + 60).min(1380), (end + 120).min(1439)));
        self.insert(&WeeklyWindow::new(day, from, to))
    }

    /// Gives Tuesday to Friday the hours of Monday.
    fn monday_to_friday(self) {
        let monday: Vec<WeeklyWindow> =
            self.spans.with_untracked(|all| all.iter().filter(|s| s.day == Weekday::Monday).map(Span::window).collect());
        let copies = &Weekday::ALL[1..5];
        self.spans.update(|all| all.retain(|s| !copies.contains(&s.day)));
        for day in copies {
            for window in &monday {
                self.insert(&WeeklyWindow { weekday: *day, ..window.clone() });
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
    /// Services to choose from.
    #[prop(optional, into)]
    services: Signal<Vec<Choice>>,
    /// Whether hours may be for one service, or for some weeks only.
    #[prop(optional)]
    more: bool,
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
        let narrow = span.narrow();
        let Span { key, day: weekday, from, to, office, service, first, last } = span;
        let day = labels::weekday(weekday);
        let (from, to, office) = (RwSignal::from(from), RwSignal::from(to), RwSignal::from(office));
        let (service, first, last) = (RwSignal::from(service), RwSignal::from(first), RwSignal::from(last));
        view! {
            <div class="row hours">
                <Field id=format!("hours-{key}") label=format!("{day} from") value=from kind=FieldKind::Time required=true
                    pointer=format!("{pointer}/{at}/from_minute") />
                <Field label=format!("{day} to") value=to kind=FieldKind::Time required=true pointer=format!("{pointer}/{at}/to_minute") />
                {move || (offices.with(Vec::len) > 1).then(|| view! {
                    <Select label=format!("{day} where") value=office required=true choices=Signal::derive(move || with_any("Any office", offices.get())) />
                })}
                <IconButton icon=IconName::Trash label=format!("Remove these hours of {day}") on_press=move |()| remove(key, weekday) />
                {more.then(|| view! {
                    <details class="fold" open=narrow>
                        <summary>{format!("{day}: only for a service or some weeks")}</summary>
                        <div class="row fields">
                            <Select label=format!("{day} service") value=service required=true
                                choices=Signal::derive(move || with_any("Any service", services.get())) />
                            <DateField label=format!("{day} first day") value=first pointer=format!("{pointer}/{at}/from_date") />
                            <DateField label=format!("{day} last day") value=last pointer=format!("{pointer}/{at}/to_date") />
                        </div>
                    </details>
                })}
            </div>
        }
        .into_any()
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

fn add_id(day: Weekday) -> String {
    format!("hours-add-{}", labels::weekday(day))
}

/// Hours as a person reads them, a line for each day.
pub fn lines(windows: &[WeeklyWindow]) -> Lines {
    let of_day = |day: Weekday| {
        let spans = windows.iter().filter(|w| w.weekday == day);
        spans.map(span_line).collect::<Vec<_>>().join(", ")
    };
    Weekday::ALL.into_iter().map(|day| line(labels::weekday(day), of_day(day))).collect()
}

fn span_line(w: &WeeklyWindow) -> String {
    let mut text = format!("{} to {}", clock_text(w.from_minute), clock_text(w.to_minute));
    if w.service_id.is_some() {
        text.push_str(" (one service)");
    }
    for (word, day) in [("from", w.from_date), ("until", w.to_date)] {
        if let Some(day) = day {
            text.push_str(&format!(" {word} {day}"));
        }
    }
    text
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
