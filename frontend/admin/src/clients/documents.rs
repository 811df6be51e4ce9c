//! Documents of one client (D2, D9, D12): what was sent to them and what they sent, and sharing more.

mod card;
mod file;
mod share;

use domain::access::portal_access::{AccessState, PortalAccess};
use domain::documents::{ClientDocuments, DocumentSummary, StaffDocument};
use domain::list::PageQuery;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_navigate};
use ui::{Banner, ButtonKind, ButtonLink, Cell, Empty, IconName, Load, Pager, Pages, Row, Table, Tag, Tone, live, pages};

use super::page::{ThisClient, use_client};
use crate::documents::{Due, RowActs, TitleLink, has_documents, put, standing, use_reading};
use crate::session::use_session;
use crate::wall;
use crate::workplace::use_workplace;

pub use card::DocumentsCard;
pub use file::FilePanel;
pub use share::SharePanel;

/// The list that the panels change.
#[derive(Clone, Copy)]
struct TheirDocuments {
    this: ThisClient,
    list: Pages<DocumentSummary>,
    leave: Callback<()>,
}

impl TheirDocuments {
    /// Shows what a panel did, and closes it.
    fn done(self) {
        self.list.reload();
        self.leave.try_run(());
    }

    /// The address of the list.
    fn address(self) -> String {
        format!("/admin/clients/{}/documents", self.this.id)
    }
}

/// The list around a panel.
fn use_theirs() -> TheirDocuments {
    expect_context::<TheirDocuments>()
}

/// Why somebody does not find what is shared now; none where they do.
pub fn not_yet(access: &PortalAccess) -> Option<&'static str> {
    match access.state {
        AccessState::NotInvited => Some("They have no access to the portal yet. What you share waits for them until they come in."),
        AccessState::Disabled => Some("Their access to the portal is disabled. What you share waits until it is enabled again."),
        AccessState::Invited | AccessState::Active if !access.rights.documents => {
            Some("They may not see documents: the right is not ticked for them. What you share waits until it is.")
        }
        AccessState::Invited => Some("They have not signed in yet. They find what you share when they come in."),
        AccessState::Active => None,
    }
}

/// `/admin/clients/{id}/documents` and below
#[component]
pub fn DocumentsPage() -> impl IntoView {
    let (session, this, navigate) = (use_session(), use_client(), use_navigate());
    if !has_documents(use_workplace().role()) {
        return view! { <Empty title="Documents are not part of your role" icon=IconName::Document /> }.into_any();
    }
    let list = pages(move |cursor| {
        let api = session.api();
        async move {
            let ClientDocuments { items, next_cursor } =
                session.ask(api.list_client_documents(this.id, &PageQuery { limit: None, cursor })).await?;
            Ok((items, next_cursor))
        }
    });
    let at = format!("/admin/clients/{}/documents", this.id);
    let to = at.clone();
    let leave = Callback::new(move |()| navigate(&to, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
    provide_context(TheirDocuments { this, list, leave });
    let path = use_location().pathname;
    let alone = Memo::new(move |_| path.with(|path| path.trim_end_matches('/').ends_with("/documents")));
    let portal = format!("/admin/clients/{}/portal", this.id);
    let note = move || {
        let portal = portal.clone();
        // A panel says it itself.
        this.access.with(not_yet).flatten().filter(|_| alone.get()).map(|why| {
            view! {
                <Banner tone=Tone::Due icon=IconName::Info>
                    <p>{why}</p>
                    <a href=portal>"Open Client Portal"</a>
                </Banner>
            }
        })
    };
    let (share, file) = (format!("{at}/share"), format!("{at}/file"));
    view! {
        {live(note)}
        <div class="row">
            <ButtonLink href=share kind=ButtonKind::Primary icon=IconName::Plus>"Share documents"</ButtonLink>
            <ButtonLink href=file icon=IconName::Attach>"Share a file"</ButtonLink>
        </div>
        <div class="with-panel">
            <div class="stack">
                <Load from=list.items() lines=6 let:all>
                    {if all.is_empty() {
                        view! {
                            <Empty title="No documents yet" icon=IconName::Document
                                text="What you share with this client, and what they send you, is found here." />
                        }
                        .into_any()
                    } else {
                        view! { <Documents all list /> }.into_any()
                    }}
                </Load>
                <Pager of=list />
            </div>
            <Outlet />
        </div>
    }
    .into_any()
}

#[component]
fn Documents(all: Vec<DocumentSummary>, list: Pages<DocumentSummary>) -> impl IntoView {
    const COLUMNS: [&str; 6] = ["Document", "State", "Sent", "Due", "Finished", ""];
    let (workplace, reading) = (use_workplace(), use_reading());
    let (role, today) = (workplace.role(), wall::now(&workplace.zone()).date());
    let changed = Callback::new(move |now: StaffDocument| put(list, now.summary));
    let line = move |document: DocumentSummary| {
        let (tone, state) = (standing::tone(&document), standing::state(&document));
        let (sent, done) = (document.sent_at, document.done_at);
        let (named, due) = (document.clone(), document.clone());
        view! {
            <Row>
                <Cell label=COLUMNS[0] head=true><TitleLink document=named reading /></Cell>
                <Cell label=COLUMNS[1]><Tag tone>{state}</Tag></Cell>
                <Cell label=COLUMNS[2]>{standing::day_of(sent, workplace)}</Cell>
                <Cell label=COLUMNS[3]><Due document=due today /></Cell>
                <Cell label=COLUMNS[4]>{done.map(|at| standing::day_of(at, workplace))}</Cell>
                <Cell><RowActs document role on_done=changed /></Cell>
            </Row>
        }
    };
    view! {
        <Table class="many documents" caption="Documents" columns=COLUMNS.map(str::to_owned).to_vec()>
            {all.into_iter().map(line).collect_view()}
        </Table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::access::rights::Rights;
    use domain::practice::email_text::Wording;

    use super::*;

    #[test]
    fn d2_who_cannot_see_it_yet_is_said_before_something_is_shared() {
        let access = |state, documents| PortalAccess {
            version: 1,
            state,
            email: None,
            email_choices: Vec::new(),
            rights: Rights { documents, ..Rights::usual() },
            first_signed_in_at: None,
            last_signed_in_at: None,
            invitation: None,
            bar: None,
            resends_left: 3,
            wording: Wording { subject: String::new(), text: String::new() },
        };
        assert_eq!(not_yet(&access(AccessState::Active, true)), None);
        assert!(not_yet(&access(AccessState::Active, false)).is_some_and(|why| why.contains("right")));
        assert!(not_yet(&access(AccessState::NotInvited, true)).is_some_and(|why| why.contains("come in")));
        assert!(not_yet(&access(AccessState::Invited, true)).is_some_and(|why| why.contains("not signed in")));
    }
}
