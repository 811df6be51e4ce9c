//! The calendar's page: where one is in time, whose sessions, and the hours below.

use domain::time::Date;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_navigate;
use ui::{Button, ButtonKind, ButtonLink, Checkbox, Choice, FailureNote, Heading, IconButton, IconName, Select, use_shortcut};

use super::agenda::Agenda;
use super::grid::Grid;
use super::state::{Calendar, provide_calendar};
use super::wish::{EVERYBODY, Span, Whose, Wish};
use crate::wall;

/// `/admin/calendar` and below
#[component]
pub fn CalendarPage() -> impl IntoView {
    let calendar = provide_calendar();
    let navigate = StoredValue::new(use_navigate());
    let go = Callback::new(move |wish: Wish| {
        let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&wish.address(), options));
    });
    let step = move |steps: i64| go.run(calendar.wish.get_untracked().later(steps, untrack(|| calendar.today())));
    use_shortcut("t", "Calendar: today", move || go.run(calendar.wish.get_untracked().at_today()));
    use_shortcut("j", "Calendar: the next day or week", move || step(1));
    use_shortcut("k", "Calendar: the day or week before", move || step(-1));
    use_shortcut("d", "Calendar: a day", move || go.run(calendar.wish.get_untracked().spanning(Span::Day)));
    use_shortcut("w", "Calendar: a week", move || go.run(calendar.wish.get_untracked().spanning(Span::Week)));
    let write = calendar.may_write();
    if write {
        use_shortcut("c", "New appointment", move || {
            let address = untrack(|| calendar.beside("/new", &[]));
            navigate.with_value(|navigate| navigate(&address, NavigateOptions::default()));
        });
    }
    let failed = move || {
        let failure = calendar.appointments.failure()?;
        Some(view! { <FailureNote failure on_retry=move |()| calendar.appointments.reload() busy=calendar.appointments.pending() /> })
    };
    let title = Signal::derive(move || {
        let (wish, today) = (calendar.wish.get(), calendar.today());
        days_in_words(&wish.days(today))
    });
    view! {
        <div class="page calendar-page">
            <div class="page-head">
                <Heading text="Calendar" />
                {write.then(|| view! {
                    <div class="row">
                        <ButtonLink href=Signal::derive(move || calendar.beside("/exceptions/new", &[]))>"Time off or extra hours"</ButtonLink>
                        <ButtonLink href=Signal::derive(move || calendar.beside("/new", &[])) kind=ButtonKind::Primary icon=IconName::Plus>
                            "New appointment"
                        </ButtonLink>
                    </div>
                })}
            </div>
            <div class="row between calendar-bar">
                <div class="row">
                    <Button small=true on_press=move |()| go.run(calendar.wish.get_untracked().at_today())>"Today"</Button>
                    <div class="row arrows">
                        <IconButton icon=IconName::ChevronLeft label="Earlier" on_press=move |()| step(-1) />
                        <IconButton icon=IconName::ChevronRight label="Later" on_press=move |()| step(1) />
                    </div>
                    <p class="calendar-title num" aria-live="polite">{title}</p>
                </div>
                <Spans calendar />
            </div>
            <Filters calendar go />
            {failed}
            <div class="with-panel">
                <div class="stack">
                    <div class="only-wide"><Grid /></div>
                    <div class="only-narrow"><Agenda /></div>
                    <p class="soft small">{format!("Times are those of {}.", calendar.zone().replace('_', " "))}</p>
                </div>
                <Outlet />
            </div>
        </div>
    }
    .into_any()
}

/// "Tue, Mar 3" or "Mon, Mar 2 to Sun, Mar 8, 2026".
fn days_in_words(days: &[Date]) -> String {
    match days {
        [] => String::new(),
        [one] => wall::long_day(*one),
        [first, .., last] => format!("{} to {}, {}", wall::day(*first), wall::day(*last), last.year()),
    }
}

/// Day or week.
#[component]
fn Spans(calendar: Calendar) -> impl IntoView {
    let link = move |span: Span, text: &'static str| {
        let href = move || calendar.wish.get().spanning(span).address();
        let current = move || (calendar.wish.get().span == span).then_some("true");
        view! { <a class="button small" href=href aria-current=current>{text}</a> }
    };
    view! {
        <div class="row spans" role="group" aria-label="How much is shown">{link(Span::Day, "Day")} {link(Span::Week, "Week")}</div>
    }
    .into_any()
}

/// Whose sessions, and which.
#[component]
fn Filters(calendar: Calendar, go: Callback<Wish>) -> impl IntoView {
    let whose = RwSignal::new(String::new());
    let (cancelled, whole_day) = (RwSignal::new(false), RwSignal::new(false));
    // Back and links change the address under the fields.
    Effect::new(move |_| {
        let wish = calendar.wish.get();
        whose.set(calendar.shown_for(wish).map_or(Whose::All, Whose::One).name());
        cancelled.set(wish.cancelled);
        whole_day.set(wish.whole_day);
    });
    let choices = move || {
        let mut choices = vec![Choice::new(EVERYBODY, "Everybody")];
        choices.extend(calendar.clinician_choices());
        choices
    };
    let several = Memo::new(move |_| calendar.clinician_choices().len() > 1);
    let now = move || calendar.wish.get_untracked();
    let person = move |name: String| {
        let whose = Whose::named(&name);
        calendar.remember(whose);
        go.run(Wish { whose, ..now() });
    };
    view! {
        <search class="row filters calendar-filters">
            {move || several.get().then(|| view! {
                <Select label="Clinician" value=whose choices=Signal::derive(choices) on_change=person />
            })}
            <Checkbox label="Cancelled appointments too" value=cancelled on_change=move |cancelled| go.run(Wish { cancelled, ..now() }) />
            <div class="only-wide">
                <Checkbox label="All 24 hours" value=whole_day on_change=move |whole_day| go.run(Wish { whole_day, ..now() }) />
            </div>
        </search>
    }
    .into_any()
}
