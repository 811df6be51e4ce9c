//! Overview: the client at a glance, and what to do next.

use domain::access::portal_access::AccessState;
use domain::practice::client::Client;
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Card, Load, Tag};

use super::documents::DocumentsCard;
use super::form::address_text;
use super::page::{ThisClient, use_client};
use super::sessions::SessionsCard;
use crate::labels;
use crate::messages::ClientMessagesCard;
use crate::words::browser_locale;
use crate::workplace::use_workplace;

/// `/admin/clients/{id}`
#[component]
pub fn OverviewPage() -> impl IntoView {
    let this = use_client();
    view! {
        <Load from=this.record lines=8 let:client>
            <div class="columns">
                <div class="stack">
                    <SessionsCard this />
                    <DocumentsCard this />
                    <ClientMessagesCard />
                    <Contact client=client.clone() this />
                </div>
                <div class="stack">
                    <PortalCard client=client.clone() this />
                    <About client />
                </div>
            </div>
        </Load>
    }
    .into_any()
}

/// How to reach the client.
#[component]
fn Contact(client: Client, this: ThisClient) -> impl IntoView {
    let details = client.details;
    let edit = format!("/admin/clients/{}/edit", this.id);
    let nothing = details.emails.is_empty() && details.phones.is_empty() && details.address.is_none();
    let emails = details.emails.into_iter().map(|email| {
        let address = String::from(email.address);
        let href = format!("mailto:{address}");
        let ok = if email.email_ok { "E-mail ok" } else { "E-mail not ok" };
        view! {
            <dt>{format!("E-mail ({})", labels::contact(email.kind).to_lowercase())}</dt>
            <dd><a href=href rel="external">{address}</a> " " <span class="soft small">{ok}</span></dd>
        }
    });
    let phones = details.phones.into_iter().map(|phone| {
        let number = String::from(phone.number);
        let href = format!("tel:{number}");
        let ok = match (phone.text_ok, phone.voicemail_ok) {
            (true, true) => "Text and voicemail ok",
            (true, false) => "Text ok",
            (false, true) => "Voicemail ok",
            (false, false) => "No texts, no voicemail",
        };
        view! {
            <dt>{format!("Phone ({})", labels::contact(phone.kind).to_lowercase())}</dt>
            <dd class="num"><a href=href rel="external">{number}</a> " " <span class="soft small">{ok}</span></dd>
        }
    });
    let emails = emails.collect_view();
    let phones = phones.collect_view();
    let address = details.address.map(|address| view! { <dt>"Address"</dt> <dd>{address_text(&address)}</dd> });
    view! {
        <Card title="Contact">
            {if nothing {
                view! { <p class="soft">"No address or number yet. An e-mail address is needed to invite them to the portal."</p> }.into_any()
            } else {
                view! { <dl class="facts">{emails} {phones} {address}</dl> }.into_any()
            }}
            <div><ButtonLink href=edit small=true>"Edit client info"</ButtonLink></div>
        </Card>
    }
    .into_any()
}

/// Where the client stands with the portal, and the next step.
#[component]
fn PortalCard(client: Client, this: ThisClient) -> impl IntoView {
    let portal = format!("/admin/clients/{}/portal", this.id);
    let edit = format!("/admin/clients/{}/edit", this.id);
    let reachable = client.details.emails.iter().any(|email| email.email_ok);
    let next = match client.access {
        AccessState::NotInvited if !reachable => view! {
            <p class="soft">"To invite them, tick \"E-mail ok\" for one of their addresses."</p>
            <div><ButtonLink href=edit>"Add an address"</ButtonLink></div>
        }
        .into_any(),
        AccessState::NotInvited => view! {
            <p class="soft">"Invite them to book, write to you and find their documents."</p>
            <div><ButtonLink href=portal kind=ButtonKind::Primary>"Invite to the portal"</ButtonLink></div>
        }
        .into_any(),
        _ => view! { <div><ButtonLink href=portal small=true>"Open Client Portal"</ButtonLink></div> }.into_any(),
    };
    view! {
        <Card title="Client Portal">
            <p><Tag tone=labels::access_tone(client.access)>{labels::access(client.access)}</Tag></p>
            {next}
        </Card>
    }
    .into_any()
}

/// The rest of the record.
#[component]
fn About(client: Client) -> impl IntoView {
    let workplace = use_workplace();
    let details = client.details;
    let birth = details.birth_date.map(|d| ui::time::birthday(&d.to_string(), &browser_locale()));
    let clinician = client.primary_clinician.map_or("Nobody yet".to_owned(), |c| String::from(c.display_name));
    let full_name = format!("{} {}", details.first_name.as_str(), details.last_name.as_str());
    view! {
        <Card title="About">
            <dl class="facts">
                <dt>"Name"</dt> <dd>{full_name}</dd>
                <dt>"Primary clinician"</dt> <dd>{clinician}</dd>
                {birth.map(|birth| view! { <dt>"Birth date"</dt> <dd>{birth}</dd> })}
                {details.language.map(|l| view! { <dt>"Language"</dt> <dd>{labels::language(l)}</dd> })}
                <dt>"Added"</dt> <dd>{workplace.time(client.created_at)}</dd>
                <dt>"Last changed"</dt> <dd>{workplace.time(client.updated_at)}</dd>
            </dl>
        </Card>
    }
    .into_any()
}
