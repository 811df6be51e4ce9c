//! What staff do with a document that was sent, from a list or from its own page: remind, take back. Which acts fit is the
//! domain's rule and the role's right.

use api::Attempt;
use domain::documents::state::{Act, after};
use domain::documents::{DocumentSummary, StaffDocument, VoidDocument};
use domain::practice::staff::Role;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Dialog, Failure, Field, FieldKind, Form, Icon, IconName, Menu, MenuAction, Submit, act, use_toasts};

use super::standing;
use super::waiting::use_waiting_documents;
use crate::refusal::refuse_wrong;
use crate::session::use_session;

/// What can be done with a document now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fitting {
    /// To remind its client.
    pub remind: bool,
    /// To ask for corrections.
    pub send_back: bool,
    /// To say that it is well.
    pub complete: bool,
    /// To sign for the practice.
    pub countersign: bool,
    /// To take it back.
    pub void: bool,
}

/// What `role` can do with `document`; `reads` says whether they read what clients answered.
pub fn fitting(document: &DocumentSummary, role: Role, reads: bool) -> Fitting {
    let can = |act| after(document.kind, document.state, act, document.needs_countersignature).is_ok();
    let sends = role != Role::Biller;
    Fitting {
        remind: sends && standing::waits_for_client(document),
        send_back: sends && reads && can(Act::Return),
        complete: sends && reads && can(Act::Complete),
        countersign: matches!(role, Role::Owner | Role::Clinician) && can(Act::Countersign),
        void: sends && can(Act::Void),
    }
}

/// Reminding the client of a document, behind a button or in a menu.
pub fn reminding(document: &DocumentSummary, on_done: Callback<StaffDocument>) -> ui::Act {
    let (session, toasts) = (use_session(), use_toasts());
    let (attempt, id, name) = (Attempt::new(), document.id, document.client_name.as_str().to_owned());
    act(move || {
        let (api, attempt, name) = (session.api(), attempt.clone(), name.clone());
        async move {
            let now = session.ask(api.remind_document(&attempt, id)).await?;
            toasts.say(format!("A reminder to {name} is on its way. It does not say which document."));
            on_done.try_run(now);
            Ok(())
        }
    })
}

/// What can be done from a list: a menu in the row, nothing where there is nothing to do.
#[component]
pub fn RowActs(
    /// The row.
    document: DocumentSummary,
    /// Whose acts.
    role: Role,
    /// The document as it is then.
    #[prop(into)]
    on_done: Callback<StaffDocument>,
) -> impl IntoView {
    let can = fitting(&document, role, false);
    if !can.remind && !can.void {
        return ().into_any();
    }
    let label = format!("Acts for {} of {}", document.title, document.client_name.as_str());
    let remind = can.remind.then(|| {
        let reminding = reminding(&document, on_done);
        view! { <MenuAction icon=IconName::Mail on_press=move |()| reminding.run()>"Remind"</MenuAction> }
    });
    let asked = RwSignal::new(false);
    let void = can.void.then(|| view! { <MenuAction icon=IconName::Close on_press=move |()| asked.set(true)>"Take back"</MenuAction> });
    view! {
        <Menu label trigger=|| view! { <Icon name=IconName::More /> }>{remind} {void}</Menu>
        <VoidDialog open=asked document on_done />
    }
    .into_any()
}

/// Asks before a document is taken back.
#[component]
pub fn VoidDialog(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// Which one.
    document: DocumentSummary,
    /// The document as it is then.
    #[prop(into)]
    on_done: Callback<StaffDocument>,
) -> impl IntoView {
    let title = format!("Take back “{}”?", document.title);
    let document = StoredValue::new(document);
    view! {
        <Dialog open title>
            <VoidForm open document=document.get_value() on_done />
        </Dialog>
    }
    .into_any()
}

/// What will happen.
fn outcome(document: &DocumentSummary) -> String {
    let name = document.client_name.as_str();
    if document.state.is_done() {
        format!(
            "{name} has done their part. What they signed or sent stays kept and readable, marked as taken back. This cannot be undone."
        )
    } else {
        format!("{name} is no longer asked for it and cannot finish it. This cannot be undone; you can share it anew.")
    }
}

#[component]
fn VoidForm(open: RwSignal<bool>, document: DocumentSummary, on_done: Callback<StaffDocument>) -> impl IntoView {
    let (session, toasts, waiting) = (use_session(), use_toasts(), use_waiting_documents());
    let reason = RwSignal::new(String::new());
    let (attempt, id) = (Attempt::new(), document.id);
    let send = move || {
        let input = VoidDocument { reason: reason.with_untracked(|text| text.trim().into()) };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            refuse_wrong(&input)?;
            let now = session.ask(api.void_document(&attempt, id, &input)).await?;
            toasts.say("The document is taken back.");
            waiting.reload();
            let _ = open.try_set(false);
            on_done.try_run(now);
            Ok::<_, Failure>(())
        }
    };
    view! {
        <p>{outcome(&document)}</p>
        <Form send>
            <Field label="Reason" value=reason kind=FieldKind::Area rows=2 pointer="/reason" maxlength=1_000_u32
                hint="For colleagues; the client does not read it" />
            <div class="actions">
                <Button on_press=move |()| open.set(false)>"Keep it"</Button>
                <Submit kind=ButtonKind::Danger>"Take back"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::documents::{DocumentKind, DocumentState};

    use super::*;
    use crate::documents::examples::summary;

    #[test]
    fn d9_what_fits_follows_the_state_and_the_role() {
        let sent = summary();
        let submitted = DocumentSummary { state: DocumentState::Submitted, ..summary() };
        assert_eq!(fitting(&sent, Role::Clinician, true), Fitting { remind: true, void: true, ..Fitting::default() });
        let all = fitting(&submitted, Role::Clinician, true);
        assert_eq!(all, Fitting { send_back: true, complete: true, void: true, ..Fitting::default() });
        assert_eq!(fitting(&submitted, Role::FrontDesk, false), Fitting { void: true, ..Fitting::default() });
        assert_eq!(fitting(&submitted, Role::Biller, true), Fitting::default());
    }

    #[test]
    fn d9_only_owners_and_clinicians_countersign_and_once() {
        let signed =
            DocumentSummary { kind: DocumentKind::Consent, state: DocumentState::Completed, needs_countersignature: true, ..summary() };
        assert!(fitting(&signed, Role::Owner, true).countersign);
        assert!(!fitting(&signed, Role::FrontDesk, true).countersign);
        let both = DocumentSummary { state: DocumentState::Countersigned, needs_countersignature: false, ..signed };
        assert!(!fitting(&both, Role::Owner, true).countersign);
        assert!(outcome(&both).contains("stays kept") && outcome(&summary()).contains("share it anew"));
    }
}
