//! *Not then, but then*: up to three times, of which the client picks one with a press.

use api::Attempt;
use domain::booking::appointment::Appointment;
use domain::booking::request::{MOST_PROPOSALS, ProposeTimes};
use domain::time::LocalTime;
use leptos::prelude::*;
use ui::{Button, ButtonKind, ButtonLink, DateField, Fetched, Field, FieldKind, Form, IconButton, IconName, Submit};

use super::answering::use_answering;
use crate::refusal::{no_such_time, refuse_wrong};
use crate::session::use_session;
use crate::wall;
use crate::workplace::use_workplace;

/// A day and a time being written. Counted signals: one that is made by pressing a button belongs to no part of the page.
#[derive(Clone)]
struct Time {
    key: u32,
    day: ArcRwSignal<String>,
    clock: ArcRwSignal<String>,
}

/// The form.
#[component]
pub fn ProposeForm(appointment: Appointment, found: Fetched<Appointment>) -> impl IntoView {
    let (session, answering, workplace) = (use_session(), use_answering(found), use_workplace());
    let asked = wall::local(appointment.start, &workplace.zone());
    let times = RwSignal::new(vec![time(0, asked)]);
    let next = StoredValue::new(1_u32);
    let add = move |()| {
        let key = next.get_value();
        next.set_value(key + 1);
        times.update(|all| all.push(time(key, asked)));
    };
    let attempt = Attempt::new();
    let id = appointment.id;
    let send = move || {
        let read = |(at, time): (usize, &Time)| {
            wall::typed(&time.day.get_untracked(), &time.clock.get_untracked()).ok_or_else(|| no_such_time(&format!("/starts/{at}")))
        };
        let starts: Result<Vec<LocalTime>, ui::Failure> = times.with_untracked(|all| all.iter().enumerate().map(read).collect());
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            let input = ProposeTimes { starts: starts? };
            refuse_wrong(&input)?;
            let answer = session.ask(api.propose_appointment_times(&attempt, id, &input)).await;
            answering.end(answer, |name| format!("{name} can choose among the times you offered."))
        }
    };
    let lines = move || {
        let all = times.get();
        let several = all.len() > 1;
        all.into_iter().enumerate().map(|(at, time)| line(at, time, several, times)).collect_view()
    };
    let room = Memo::new(move |_| times.with(Vec::len) < MOST_PROPOSALS);
    let close = Signal::derive(move || answering.close());
    view! {
        <Form send guard=true>
            <p>"The client gets an e-mail and picks one with a press. The time they asked for is given up then."</p>
            {lines}
            {move || room.get().then(|| view! {
                <Button kind=ButtonKind::Quiet small=true icon=IconName::Plus on_press=add>"Add another time"</Button>
            })}
            <div class="actions">
                <ButtonLink href=close>"Cancel"</ButtonLink>
                <Submit>"Send these times"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

fn time(key: u32, asked: LocalTime) -> Time {
    Time { key, day: ArcRwSignal::new(asked.date().to_string()), clock: ArcRwSignal::new(String::new()) }
}

fn line(at: usize, time: Time, several: bool, times: RwSignal<Vec<Time>>) -> impl IntoView {
    let Time { key, day, clock } = time;
    let number = at + 1;
    let remove = move |()| times.update(|all| all.retain(|t| t.key != key));
    view! {
        <div class="row hours">
            <DateField label=format!("Day {number}") value=RwSignal::from(day) required=true pointer=format!("/starts/{at}") />
            <Field label=format!("Time {number}") value=RwSignal::from(clock) kind=FieldKind::Time required=true />
            {several.then(|| view! { <IconButton icon=IconName::Trash label=format!("Remove time {number}") on_press=remove /> })}
        </div>
    }
    .into_any()
}
