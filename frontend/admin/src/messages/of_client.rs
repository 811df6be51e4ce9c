//! A client's conversations on their page.

use domain::ClientId;
use domain::messaging::{Conversation, Folder, ListConversations, PartyKind};
use domain::practice::staff::Role;
use leptos::prelude::*;
use ui::{Banner, ButtonKind, ButtonLink, Card, Empty, Failure, IconName, Load, Tag, Tone, fetched, live};

use super::begin::hindrance;
use super::incoming::use_incoming;
use super::wish::Wish;
use crate::clients::use_client;
use crate::session::{Session, use_session};
use crate::workplace::{Workplace, use_workplace};

/// `/admin/clients/{id}/messages`
#[component]
pub fn ClientMessagesPage() -> impl IntoView {
    let (session, incoming, workplace) = (use_session(), use_incoming(), use_workplace());
    let this = use_client();
    let all = fetched(move || all_of(session, this.id));
    incoming.hear(move |_| all.reload());
    let may_begin = workplace.role() != Role::Biller;
    let barred = Memo::new(move |_| this.access.with(hindrance).flatten());
    let new = format!("/admin/messages/new?client={}", this.id);
    let portal = format!("/admin/clients/{}/portal", this.id);
    let note = move || {
        let portal = portal.clone();
        barred.get().filter(|_| may_begin).map(|why| {
            view! {
                <Banner tone=Tone::Due icon=IconName::Info>
                    <p>"New messages would not reach them. " {why}</p>
                    <a href=portal>"Open Client Portal"</a>
                </Banner>
            }
        })
    };
    let first = StoredValue::new(new);
    view! {
        {live(note)}
        <Load from=all lines=3 let:found>
            {if found.is_empty() {
                let begin = move || {
                    (may_begin && barred.with(Option::is_none)).then(|| {
                        view! { <ButtonLink href=first.get_value() kind=ButtonKind::Primary>"Write the first message"</ButtonLink> }
                    })
                };
                view! {
                    <Empty title="No messages yet" icon=IconName::Message
                        text="What is written between this client and the practice, and is yours to read, is found here.">
                        {live(begin)}
                    </Empty>
                }
                .into_any()
            } else {
                view! { <ul class="list">{found.into_iter().map(|one| line(one, workplace)).collect_view()}</ul> }.into_any()
            }}
        </Load>
    }
    .into_any()
}

/// The same at a glance, on the overview.
#[component]
pub fn ClientMessagesCard() -> impl IntoView {
    let (session, incoming, workplace) = (use_session(), use_incoming(), use_workplace());
    let this = use_client();
    let all = fetched(move || all_of(session, this.id));
    incoming.hear(move |_| all.reload());
    let more = format!("/admin/clients/{}/messages", this.id);
    view! {
        <Card title="Messages">
            <Load from=all lines=2 let:found>
                {if found.is_empty() {
                    view! { <p class="soft">"Nothing was written yet, or nothing that is yours to read."</p> }.into_any()
                } else {
                    view! { <ul class="list">{found.into_iter().map(|one| line(one, workplace)).collect_view()}</ul> }.into_any()
                }}
            </Load>
            <div><ButtonLink href=more small=true>"Open messages"</ButtonLink></div>
        </Card>
    }
    .into_any()
}

/// All that one may see, those put away last.
async fn all_of(session: Session, client: ClientId) -> Result<Vec<Conversation>, Failure> {
    let mut all = Vec::new();
    for folder in [Folder::Inbox, Folder::Archived] {
        let query = ListConversations { client_id: Some(client), folder: Some(folder), ..ListConversations::default() };
        all.extend(session.ask(session.api().list_conversations(&query)).await?.items);
    }
    Ok(all)
}

fn line(one: Conversation, workplace: Workplace) -> impl IntoView {
    let wish = Wish { archived: one.archived, ..Wish::default() };
    let with = match one.with.kind {
        PartyKind::FrontDesk => "With the front desk".to_owned(),
        PartyKind::Clinician => format!("With {}", one.with.name.as_str()),
    };
    let unread = one.unread;
    let assigned = one.assigned_to.map(|who| format!("Assigned to {}", who.display_name.as_str()));
    let last = match one.last {
        Some(last) => view! { <span>"Last message " {workplace.time(last.at)}</span> }.into_any(),
        None => view! { <span>"Nothing said yet"</span> }.into_any(),
    };
    view! {
        <li>
            <div>
                <a href=wish.address_of(one.id)>{with}</a>
                <p class="soft small">{last} {assigned.map(|text| format!(" · {text}"))}</p>
            </div>
            <div class="row">
                {one.archived.then(|| view! { <Tag>"Archived"</Tag> })}
                {(unread > 0).then(|| view! { <Tag tone=Tone::Due>{format!("{unread} unread")}</Tag> })}
            </div>
        </li>
    }
    .into_any()
}
