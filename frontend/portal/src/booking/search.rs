//! Finding a time: what a page hands over for it, and the part of the program that does it (B4, B5). Clients and people who are
//! no clients yet find theirs in the same way; what they fill in at its end comes with their own page.

use domain::AppointmentId;
use domain::booking::portal::BookingOptions;
use domain::time::Timestamp;
use leptos::prelude::*;
use ui::{Empty, Icon, IconName, Load, fetched, live};

use super::ask::Ask;
use super::choose::Choose;
use super::chosen::Ids;
use super::finder::Finder;
use super::step::Step;
use super::texts::find::{self, Pick};
use super::times::Times;
use super::week::{Week, box_id};
use crate::access::PhoneLink;
use crate::parts::{Part, SectionOf};
use crate::portal::use_portal;

/// What the time is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A client's request.
    Request,
    /// Another time in place of this appointment (B9).
    InPlaceOf(AppointmentId),
    /// Somebody who is no client yet (B11).
    NewClient,
}

impl Purpose {
    /// Whether the first clinician stands there from the start. For somebody new it matters who it is, so they choose; another
    /// time is with the same clinician.
    pub fn takes_first_clinician(self) -> bool {
        self == Self::Request
    }

    /// Whether the first office and its first service stand there as soon as there is a clinician.
    pub fn takes_first_place(self) -> bool {
        !matches!(self, Self::InPlaceOf(_))
    }
}

/// What a page hands over to find a time.
#[derive(Clone)]
pub struct Search {
    /// What the time is for.
    pub purpose: Purpose,
    /// The page's address within the portal, such as `/appointments`.
    pub page: String,
    /// What there is to choose from, where the page knows it already; a client's options are fetched.
    pub options: Option<BookingOptions>,
    /// What was chosen for the appointment that is replaced.
    pub before: Option<Ids>,
    /// The form that asks for a time.
    pub form: fn(Finder, Timestamp) -> AnyView,
    /// The step after the form, where there is one.
    pub code: Option<fn(Finder) -> AnyView>,
}

/// The section of a page in which a time is found.
pub fn find(search: Search) -> AnyView {
    provide_context(search);
    view! { <SectionOf part=Part::FindTime lines=12 /> }.into_any()
}

/// The section itself, which is no page of its own.
pub fn page_at(page: &str) -> Option<AnyView> {
    page.is_empty().then(|| section(expect_context()))
}

fn section(mut search: Search) -> AnyView {
    if let Some(options) = search.options.take() {
        return begin(search, options);
    }
    let portal = use_portal();
    let options = fetched(move || async move { portal.api().get_booking_options().await.map_err(|failure| portal.tell(&failure)) });
    view! { <Load from=options lines=12 let:options>{begin(search.clone(), options)}</Load> }.into_any()
}

/// The way to a time, unless nothing can be asked for.
fn begin(search: Search, options: BookingOptions) -> AnyView {
    let t = find::texts();
    if options.clinicians.is_empty() {
        return view! {
            <Empty title=t.of(|c| c.choose.none) text=t.of(|c| c.choose.none_text) icon=IconName::Phone><PhoneLink button=true /></Empty>
        }
        .into_any();
    }
    let lead: Pick = if options.at_once_note { |c| c.choose.lead_at_once } else { |c| c.choose.lead };
    let lead = (search.purpose == Purpose::Request).then(|| view! { <p class="lead">{t.say(lead)}</p> }.into_any());
    let steps = steps(Finder::new(search, options));
    view! { {lead} {steps} }.into_any()
}

/// The step that the address names. Going on and back moves the focus along.
fn steps(finder: Finder) -> AnyView {
    Effect::new(move |before: Option<Step>| {
        let step = finder.step.get();
        if let Some(before) = before.filter(|before| *before != step) {
            let to = focus_of(finder, before, step);
            request_animation_frame(move || request_animation_frame(move || ui::focus(&to)));
        }
        step
    });
    let week = move || {
        view! {
            <Choose finder />
            <Week finder />
        }
        .into_any()
    };
    let body = move || match finder.step.get() {
        Step::Week => week(),
        Step::Times(of) => view! { <Times finder of /> }.into_any(),
        Step::Ask(at, from) => view! { <Ask finder at from /> }.into_any(),
        Step::Code => finder.code.map_or_else(week, |code| code(finder)),
    };
    live(body).into_any()
}

/// The id of what the focus goes to: the heading of the step, or the box one comes back from.
fn focus_of(finder: Finder, before: Step, step: Step) -> String {
    let back_to = || {
        let (day, half) = before.of_box()?;
        let place = finder.week.with_untracked(|week| week.as_ref()?.days.iter().position(|other| other.date == day)).flatten()?;
        Some(box_id(place, half)).filter(|id| document().get_element_by_id(id).is_some())
    };
    match step {
        Step::Week => back_to().unwrap_or_else(|| "week".into()),
        Step::Times(_) => "times".into(),
        Step::Ask(..) => "ask".into(),
        Step::Code => "code-step".into(),
    }
}

/// The way back to an earlier step.
#[component]
pub fn BackTo(finder: Finder, step: Step, text: Signal<&'static str>) -> impl IntoView {
    view! { <p class="back"><a href=finder.href(step)><Icon name=IconName::ChevronLeft /> {text}</a></p> }.into_any()
}
