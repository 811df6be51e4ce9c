//! Who signed a document, and what happened to it (D8).

use domain::documents::{Capacity, Signature, SignerRole, Trail, TrailEvent};
use leptos::prelude::*;
use ui::{Card, Tag, Tone};

use crate::workplace::use_workplace;

/// As what somebody signed.
fn capacity(signature: &Signature) -> String {
    match (signature.role, signature.capacity) {
        (SignerRole::Practice, _) => "For the practice".to_owned(),
        (SignerRole::Client, Capacity::Self_) => "For themselves".to_owned(),
        (SignerRole::Client, Capacity::Parent) => "As a parent".to_owned(),
        (SignerRole::Client, Capacity::Guardian) => "As legal guardian".to_owned(),
        (SignerRole::Client, Capacity::Other) => format!("As {}", signature.relationship.as_str()),
    }
}

/// Each signature with its name, as what, and when.
#[component]
pub fn SignaturesCard(signatures: Vec<Signature>) -> impl IntoView {
    let workplace = use_workplace();
    let line = move |signature: Signature| {
        let (tone, side) = match signature.role {
            SignerRole::Client => (Tone::Good, "Client"),
            SignerRole::Practice => (Tone::Accent, "Practice"),
        };
        let about = capacity(&signature);
        view! {
            <li>
                <div>
                    <b>{String::from(signature.name)}</b>
                    <p class="soft small">{about} " · " {workplace.time(signature.signed_at)}</p>
                </div>
                <Tag tone>{side}</Tag>
            </li>
        }
    };
    view! {
        <Card title="Signatures">
            <ul class="list">{signatures.into_iter().map(line).collect_view()}</ul>
        </Card>
    }
    .into_any()
}

/// What happened, and who did it, in words.
fn told(line: &Trail) -> String {
    let words = match line.event {
        TrailEvent::Sent => "Sent",
        TrailEvent::Opened => "Opened",
        TrailEvent::ReadToEnd => "Read to the end",
        TrailEvent::Consented => "Electronic records agreed to",
        TrailEvent::Signed => "Signed",
        TrailEvent::Submitted => "Submitted",
        TrailEvent::Returned => "Returned for correction",
        TrailEvent::Completed => "Marked complete",
        TrailEvent::Countersigned => "Countersigned",
        TrailEvent::Reminded => "Reminder sent",
        TrailEvent::Declined => "Declined",
        TrailEvent::Voided => "Taken back",
        TrailEvent::Expired => "Its time ran out",
        TrailEvent::Renewed => "Sent anew, since its time was over",
    };
    match &line.by {
        Some(name) => format!("{words} by {}", name.as_str()),
        None => words.to_owned(),
    }
}

/// Who used which browser, each once, in the order of the trail.
fn browsers(trail: &[Trail]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for line in trail {
        let (Some(name), Some(agent)) = (&line.by, &line.user_agent) else { continue };
        let one = (name.as_str().to_owned(), agent.as_str().to_owned());
        if !agent.is_blank() && !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// What happened, the oldest first, with from where; below it with which browsers.
#[component]
pub fn TrailCard(trail: Vec<Trail>) -> impl IntoView {
    let workplace = use_workplace();
    let used = browsers(&trail);
    let line = move |one: Trail| {
        let (text, at) = (told(&one), one.at);
        let from = one.ip.map(|ip| format!(" · From {}", ip.as_str()));
        view! {
            <li>
                <p>{text}</p>
                <p class="soft small">{workplace.time(at)} {from}</p>
            </li>
        }
    };
    let browsers = (!used.is_empty()).then(|| {
        let lines = used.into_iter().map(|(name, agent)| view! { <dt>{name}</dt> <dd class="soft small">{agent}</dd> }).collect_view();
        view! {
            <details class="fold">
                <summary>"With which browsers"</summary>
                <dl class="browsers">{lines}</dl>
            </details>
        }
    });
    view! {
        <Card title="What happened">
            <ol class="trail">{trail.into_iter().map(line).collect_view()}</ol>
            {browsers}
        </Card>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::examples::at;

    #[test]
    fn d8_the_trail_is_told_in_words_with_who_did_it() {
        let line = |event, by: Option<&str>| Trail { event, at: at(0), by: by.map(Into::into), ip: None, user_agent: None };
        assert_eq!(told(&line(TrailEvent::Opened, Some("Maya Lopez"))), "Opened by Maya Lopez");
        assert_eq!(told(&line(TrailEvent::Reminded, None)), "Reminder sent");
    }

    #[test]
    fn d8_each_browser_is_named_once() {
        let line = |by: Option<&str>, agent: &str| Trail {
            event: TrailEvent::Opened,
            at: at(0),
            by: by.map(Into::into),
            ip: None,
            user_agent: Some(agent.into()),
        };
        let trail = [line(Some("Maya"), "Firefox"), line(None, "cron"), line(Some("Maya"), "Firefox"), line(Some("Jordan"), "Firefox")];
        assert_eq!(browsers(&trail), [("Maya".into(), "Firefox".into()), ("Jordan".to_owned(), "Firefox".to_owned())]);
    }

    #[test]
    fn d4_as_what_somebody_signed_is_said() {
        let signed = |role, capacity, relationship: &str| Signature {
            role,
            name: "Rosa Lopez".into(),
            capacity,
            relationship: relationship.into(),
            signed_at: at(0),
        };
        assert_eq!(capacity(&signed(SignerRole::Client, Capacity::Other, "aunt")), "As aunt");
        assert_eq!(capacity(&signed(SignerRole::Practice, Capacity::Self_, "")), "For the practice");
    }
}
