//! The frame around the settings: a tab for each page that the role has.

use domain::practice::staff::Role;
use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::use_location;
use ui::{TabLink, Tabs};

use crate::app::NothingHere;
use crate::shell::settings_of;
use crate::workplace::use_workplace;

const PAGES: [(&str, &str); 13] = [
    ("practice", "Practice"),
    ("portal", "Portal"),
    ("sign-in", "Sign-in"),
    ("offices", "Offices"),
    ("services", "Services"),
    ("availability", "Availability"),
    ("scheduling", "Scheduling"),
    ("feeds", "Calendar feeds"),
    ("messaging", "Messaging"),
    ("documents", "Documents"),
    ("emails", "E-mails"),
    ("team", "Team"),
    ("audit", "Audit log"),
];

/// Whether a role has this page.
fn has(role: Role, page: &str) -> bool {
    match role {
        Role::Owner => true,
        Role::Clinician => matches!(page, "availability" | "feeds" | "documents"),
        Role::FrontDesk => matches!(page, "availability" | "feeds" | "documents" | "emails"),
        Role::Biller => false,
    }
}

/// `/admin/settings` and below
#[component]
pub fn SettingsFrame() -> impl IntoView {
    let role = use_workplace().role();
    let path = use_location().pathname;
    let allowed = Memo::new(move |_| path.with(|path| path.split('/').nth(3).is_none_or(|page| page.is_empty() || has(role, page))));
    let tabs: Vec<TabLink> = PAGES
        .into_iter()
        .filter(|(page, _)| has(role, page))
        .map(|(page, label)| TabLink::new(format!("/admin/settings/{page}"), label))
        .collect();
    let several = tabs.len() > 1;
    let tabs = StoredValue::new(tabs);
    move || {
        if !allowed.get() || settings_of(role).is_none() {
            return view! { <NothingHere /> }.into_any();
        }
        view! {
            <div class="page">
                {several.then(|| view! { <Tabs label="Settings" items=tabs.get_value() /> })}
                <Outlet />
            </div>
        }
        .into_any()
    }
}

/// Leads to the first page that the role has.
#[component]
pub fn FirstPage() -> impl IntoView {
    let first = settings_of(use_workplace().role()).unwrap_or("/admin");
    view! { <Redirect path=first options=leptos_router::NavigateOptions { replace: true, ..Default::default() } /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a25_a_role_sees_only_what_it_may_do() {
        let of = |role| PAGES.iter().filter(|(page, _)| has(role, page)).count();
        assert_eq!([of(Role::Owner), of(Role::Clinician), of(Role::FrontDesk), of(Role::Biller)], [13, 3, 4, 0]);
    }
}
