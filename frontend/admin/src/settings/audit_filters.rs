//! What the audit log was asked for, as it stands in the address.

use domain::practice::audit::ListAuditEvents;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use leptos_router::params::ParamsMap;
use ui::{Button, ButtonKind, Choice, DateField, Select, fetched};

use crate::labels;
use crate::locales::start_of_day;
use crate::session::use_session;

/// Beginnings of acts, as the log names them.
const ACTS: [&str; 20] = [
    "client.",
    "client_import.",
    "portal_invitation.",
    "portal_access.",
    "pin_code.",
    "sign_in.",
    "password",
    "second_factor.",
    "device.",
    "email_change.",
    "staff.",
    "practice.",
    "office.",
    "service.",
    "document.",
    "document_file.",
    "document_template.",
    "document_packet.",
    "documents_settings.",
    "audit_log.",
];

/// The filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    client: String,
    person: String,
    act: String,
    from: String,
    until: String,
}

impl Filters {
    /// What the address says.
    pub fn read(query: &ParamsMap) -> Self {
        let get = |name: &str| query.get(name).unwrap_or_default();
        Self { client: get("client"), person: get("person"), act: get("act"), from: get("from"), until: get("until") }
    }

    fn address(&self) -> String {
        let parts = [("client", &self.client), ("person", &self.person), ("act", &self.act), ("from", &self.from), ("until", &self.until)];
        let mut query = ParamsMap::new();
        for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.insert(name, value.clone());
        }
        format!("/admin/settings/audit{}", query.to_query_string())
    }

    /// Whether anything narrows the log.
    pub fn narrows(&self) -> bool {
        *self != Self::default()
    }

    /// Whether only one client's lines are shown.
    pub fn one_client(&self) -> bool {
        !self.client.is_empty()
    }

    /// The address of the lines about one client, the other filters kept.
    pub fn of_client(&self, id: domain::ClientId) -> String {
        Self { client: id.to_string(), ..self.clone() }.address()
    }

    /// The request; days are those of the practice's zone, the last one whole.
    pub fn request(&self, zone: &str, cursor: Option<String>) -> ListAuditEvents {
        ListAuditEvents {
            client_id: self.client.parse().ok(),
            staff_id: self.person.parse().ok(),
            act: Some(self.act.clone()).filter(|act| !act.is_empty()),
            from: start_of_day(&self.from, 0, zone),
            until: start_of_day(&self.until, 1, zone),
            limit: None,
            cursor,
        }
    }
}

/// The fields above the log.
#[component]
pub fn FilterFields(
    /// What the address says.
    filters: Memo<Filters>,
) -> impl IntoView {
    let session = use_session();
    let navigate = StoredValue::new(use_navigate());
    let now = filters.get_untracked();
    let (person, act) = (RwSignal::new(now.person), RwSignal::new(now.act));
    let (from, until) = (RwSignal::new(now.from), RwSignal::new(now.until));
    let go = Callback::new(move |next: Filters| {
        if next != filters.get_untracked() {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&next.address(), options));
        }
    });
    let chosen = move || Filters {
        client: filters.with_untracked(|f| f.client.clone()),
        person: person.get_untracked(),
        act: act.get_untracked(),
        from: from.get_untracked(),
        until: until.get_untracked(),
    };
    // Back and links change the address under the fields.
    Effect::new(move |_| {
        let now = filters.get();
        person.set(now.person);
        act.set(now.act);
        from.set(now.from);
        until.set(now.until);
    });
    // A day counts once it can be read, or is empty again.
    let day = |text: &str| text.is_empty() || ui::time::is_date(text);
    Effect::new(move |before: Option<()>| {
        let whole = from.with(|t| day(t)) && until.with(|t| day(t));
        if before.is_some() && whole {
            go.run(chosen());
        }
    });
    let staff = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_staff()).await }
    });
    let people = move || {
        let mut choices = vec![Choice::new("", "Everybody")];
        staff.with(|page| choices.extend(page.items.iter().map(|s| Choice::new(s.id.to_string(), s.display_name.as_str()))));
        choices
    };
    let mut acts = vec![Choice::new("", "Everything")];
    acts.extend(ACTS.map(|act| Choice::new(act, labels::act(act.trim_end_matches('.')))));
    let changed = move |_: String| go.run(chosen());
    view! {
        <search class="row filters">
            <Select label="Person" value=person choices=Signal::derive(people) on_change=changed />
            <Select label="Act" value=act choices=acts on_change=changed />
            <DateField label="From" value=from />
            <DateField label="Until" value=until />
            {move || filters.with(Filters::narrows).then(|| view! {
                <Button kind=ButtonKind::Quiet small=true on_press=move |()| go.run(Filters::default())>"Show everything"</Button>
            })}
        </search>
    }
    .into_any()
}
