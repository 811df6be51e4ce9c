//! *Why is this closed?* For any minute of a clinician's calendar: every rule that closes it (B15).

use domain::booking::calendar::{ExplainTime, Explanation, Reason};
use domain::time::LocalTime;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::{Banner, DateField, Failure, Field, FieldKind, IconName, Load, Select, SidePanel, Tone, fetched};

use super::labels;
use super::state::use_calendar;
use crate::labels::{ANY, with_any};
use crate::session::use_session;
use crate::wall;

/// `/admin/calendar/why[?at=…&staff=…&service=…&office=…]`
#[component]
pub fn WhyPanel() -> impl IntoView {
    let (session, calendar) = (use_session(), use_calendar());
    let query = use_query_map();
    let text = |value: &str| RwSignal::new(value.to_owned());
    let (staff, day, time) = (text(""), text(""), text(""));
    let (service, office) = (text(ANY), text(ANY));
    // Another press in the calendar asks about another minute.
    Effect::new(move |_| {
        let get = |name: &str| query.with(|q| q.get(name)).unwrap_or_default();
        let at = get("at").parse::<LocalTime>().unwrap_or_else(|_| calendar.now.get_untracked());
        let usual = || calendar.usual_clinician().map(|id| id.to_string()).unwrap_or_default();
        staff.set(Some(get("staff")).filter(|id| !id.is_empty()).unwrap_or_else(usual));
        day.set(at.date().to_string());
        time.set(wall::time_text(at.minute()));
        service.set(Some(get("service")).filter(|id| !id.is_empty()).unwrap_or_else(|| ANY.to_owned()));
        office.set(Some(get("office")).filter(|id| !id.is_empty()).unwrap_or_else(|| ANY.to_owned()));
    });
    let asked = Memo::new(move |_| {
        Some(ExplainTime {
            staff_id: staff.get().parse().ok()?,
            service_id: service.get().parse().ok(),
            office_id: office.get().parse().ok(),
            at: wall::typed(&day.get(), &time.get())?,
        })
    });
    let answer = fetched(move || {
        let (api, asked) = (session.api(), asked.get());
        async move {
            let asked = asked.ok_or_else(|| Failure::new("Choose a clinician and a time.", ""))?;
            session.ask(api.explain_time(&asked)).await
        }
    });
    let offices = Signal::derive(move || with_any("Their first office", calendar.office_choices()));
    let services = Signal::derive(move || with_any("Their first service", calendar.service_choices()));
    let close = Signal::derive(move || calendar.wish.get().address());
    view! {
        <SidePanel title="Why is this closed?" close_href=close>
            <div class="row fields">
                <DateField label="Day" value=day required=true />
                <Field label="Time" value=time kind=FieldKind::Time required=true />
            </div>
            <Select label="Clinician" value=staff required=true choices=Signal::derive(move || calendar.clinician_choices()) />
            <Select label="Service" value=service required=true choices=services />
            <Select label="Office" value=office required=true choices=offices />
            <div aria-live="polite"><Load from=answer lines=3 let:found><Answer found /></Load></div>
        </SidePanel>
    }
    .into_any()
}

#[component]
fn Answer(found: Explanation) -> impl IntoView {
    let at = wall::day_and_clock(found.at);
    if found.open {
        return view! {
            <Banner tone=Tone::Good icon=IconName::Check><p><b>"It is open. "</b> {format!("A client could ask for {at}.")}</p></Banner>
        }
        .into_any();
    }
    let reasons = found.reasons.into_iter().map(|reason| view! { <OneReason reason /> }).collect_view();
    view! {
        <section class="stack tight">
            <h3>{format!("{at} is closed to clients")}</h3>
            <ul class="list">{reasons}</ul>
            <p class="soft small">"You can book it all the same."</p>
        </section>
    }
    .into_any()
}

#[component]
fn OneReason(reason: Reason) -> impl IntoView {
    let calendar = use_calendar();
    let zone = calendar.zone();
    let at = |moment: domain::time::Timestamp| wall::local(moment, &zone);
    let span = match (reason.from.map(at), reason.to.map(at)) {
        (Some(from), Some(to)) => wall::span(from, to),
        (Some(from), None) => format!("From {}", wall::day_and_clock(from)),
        (None, Some(to)) => format!("Until {}", wall::day_and_clock(to)),
        (None, None) => String::new(),
    };
    let words = reason.text.map(String::from).unwrap_or_default();
    let link = reason.appointment_id.map(|id| {
        let href = Signal::derive(move || calendar.panel_of(id));
        view! { <a href=href>"Open it"</a> }
    });
    let about = [words, span].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <li>
            <div>
                <p>{labels::closed_by(reason.rule)}</p>
                {(!about.is_empty()).then(|| view! { <p class="soft small">{about}</p> })}
            </div>
            {link}
        </li>
    }
    .into_any()
}
