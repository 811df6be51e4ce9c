//! The frame around the pages of documents: its tabs, and who has which.

use domain::practice::staff::Role;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use ui::{TabLink, Tabs};

use super::reading::has_documents;
use crate::app::NothingHere;
use crate::workplace::use_workplace;

/// Whether a role writes templates and packets; the front desk sees which there are.
pub fn writes_templates(role: Role) -> bool {
    matches!(role, Role::Owner | Role::Clinician)
}

/// Whether a role has the page at this address.
fn has(role: Role, path: &str) -> bool {
    let mut parts = path.split('/').skip(3).filter(|part| !part.is_empty());
    let within = matches!(parts.next(), Some("templates" | "packets")) && parts.next().is_some();
    has_documents(role) && (writes_templates(role) || !within)
}

/// `/admin/documents` and below
#[component]
pub fn DocumentsFrame() -> impl IntoView {
    let role = use_workplace().role();
    let path = use_location().pathname;
    let allowed = Memo::new(move |_| path.with(|path| has(role, path)));
    let tabs = || {
        vec![
            TabLink::new("/admin/documents", "Who has what open").exact(),
            TabLink::new("/admin/documents/templates", "Templates"),
            TabLink::new("/admin/documents/packets", "Packets"),
        ]
    };
    move || {
        if !allowed.get() {
            return view! { <NothingHere /> }.into_any();
        }
        view! {
            <div class="page">
                <Tabs label="Documents" items=tabs() />
                <Outlet />
            </div>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d9_the_front_desk_sees_which_templates_there_are_and_writes_none() {
        let pages = ["/admin/documents", "/admin/documents/some-id", "/admin/documents/templates", "/admin/documents/templates/new-form"];
        let of = |role| pages.map(|page| has(role, page));
        assert_eq!(of(Role::Clinician), [true; 4]);
        assert_eq!(of(Role::FrontDesk), [true, true, true, false]);
        assert_eq!(of(Role::Biller), [false; 4]);
        assert!(!has(Role::FrontDesk, "/admin/documents/packets/new"));
    }
}
