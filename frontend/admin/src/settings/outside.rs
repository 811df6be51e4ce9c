//! Calendars elsewhere: what is busy there is closed here.

use api::Attempt;
use domain::StaffId;
use domain::booking::calendar::{OutsideCalendar, OutsideCalendarInput};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Card, Fetched, Field, FieldKind, Form, FormState, Load, Submit, Tag, act, fetched, use_toasts};

use crate::calendar::labels;
use crate::refusal::refuse_wrong;
use crate::session::use_session;
use crate::workplace::use_workplace;

type List = Fetched<Vec<OutsideCalendar>>;

/// The card.
#[component]
pub fn OutsideCard(id: StaffId) -> impl IntoView {
    let session = use_session();
    let list: List = fetched(move || {
        let api = session.api();
        async move { Ok::<_, ui::Failure>(session.ask(api.list_outside_calendars(id)).await?.items) }
    });
    view! {
        <Card title="Busy times from elsewhere">
            <p>"While another calendar says busy, clients cannot ask for the time. Only the times are read, never what they are for."</p>
            <Load from=list lines=3 let:all>
                {if all.is_empty() {
                    view! { <p class="soft">"No other calendar yet."</p> }.into_any()
                } else {
                    let lines = all.into_iter().map(|calendar| view! { <Line calendar list /> }).collect_view();
                    view! { <ul class="list">{lines}</ul> }.into_any()
                }}
            </Load>
            <Add id list />
        </Card>
    }
    .into_any()
}

#[component]
fn Line(calendar: OutsideCalendar, list: List) -> impl IntoView {
    let (session, workplace, toasts) = (use_session(), use_workplace(), use_toasts());
    let attempt = Attempt::new();
    let id = calendar.id;
    let (state, tone) = labels::outside(calendar.state);
    let name = calendar.name;
    let label = format!("Remove {name}");
    let host = calendar.host;
    let read = calendar.last_read_at.map(|at| view! { ", last read " {workplace.time(at)} });
    let remove = act(move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            session.ask(api.delete_outside_calendar(&attempt, id)).await?;
            list.update(|all| all.retain(|c| c.id != id));
            toasts.say("Its busy times no longer count.");
            Ok(())
        }
    });
    view! {
        <li>
            <div>
                <p>{name} " " <Tag tone>{state}</Tag></p>
                <p class="soft small">{host} {read}</p>
                {calendar.failure.map(|text| view! { <p class="small">{text} " What was read before still holds."</p> })}
            </div>
            <Button kind=ButtonKind::Quiet small=true label busy=remove.busy() on_press=move |()| remove.run()>"Remove"</Button>
        </li>
    }
    .into_any()
}

#[component]
fn Add(id: StaffId, list: List) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let name = RwSignal::new(String::new());
    let url = RwSignal::new(String::new());
    let state = FormState::new();
    let attempt = Attempt::new();
    let send = move || {
        let input =
            OutsideCalendarInput { url: url.with_untracked(|u| u.trim().into()), name: name.with_untracked(|n| n.trim().to_owned()) };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            refuse_wrong(&input)?;
            let made = session.ask(api.create_outside_calendar(&attempt, id, &input)).await?;
            toasts.say(format!("{} is being read.", made.name));
            list.update(|all| all.push(made));
            name.set(String::new());
            url.set(String::new());
            Ok(())
        }
    };
    view! {
        <details class="fold">
            <summary>"Add a calendar"</summary>
            <Form send state>
                <Field label="Name" value=name pointer="/name" required=true maxlength=80_u32 autocomplete="off" hint="Such as Family" />
                <Field label="Address" value=url kind=FieldKind::Url pointer="/url" required=true autocomplete="off"
                    hint="It begins with https:// or webcal:// and is kept secret" />
                <div class="actions"><Submit>"Add"</Submit></div>
            </Form>
        </details>
    }
    .into_any()
}
