//! The activation e-mail: its words, how it will arrive, and sending it (A2, A3, A6).

use api::Attempt;
use domain::access::portal_access::{AccessState, CreatePortalInvitation, InvitationBar, PortalAccess, PreviewPortalInvitation};
use domain::list::PageQuery;
use domain::practice::email_text::Wording;
use leptos::prelude::*;
use ui::{Card, Checkbox, Failure, Field, FieldKind, Form, FormState, fetched, live, use_toasts};

use super::page::ThisClient;
use super::portal_rights::RightsDraft;
use crate::documents::{ChooseDocuments, Chosen, has_documents, standing};
use crate::mail_preview::MailPreview;
use crate::refusal::refuse_wrong;
use crate::session::{Session, use_session};
use crate::workplace::use_workplace;

/// The card with the e-mail, for a client who has not come in.
#[component]
pub fn Invitation(
    /// Whom to invite.
    this: ThisClient,
    /// The address chosen in the dropdown.
    chosen: RwSignal<String>,
    /// What the client may do.
    rights: RightsDraft,
) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let wording = this.access.with_untracked(|a| a.wording.clone()).unwrap_or(Wording { subject: String::new(), text: String::new() });
    let subject = RwSignal::new(wording.subject);
    let text = RwSignal::new(wording.text);
    let again = RwSignal::new(false);
    let words = move || Wording { subject: subject.get_untracked().trim().to_owned(), text: text.get_untracked() };
    let state = FormState::new();
    let attempt = Attempt::new();
    let id = this.id;
    let first = this.access.with_untracked(|a| a.state == AccessState::NotInvited).unwrap_or_default();
    let along = has_documents(use_workplace().role()).then(|| Along::new(session, this, first));
    let invited = Memo::new(move |_| this.access.with(|a| a.state == AccessState::Invited).unwrap_or_default());
    let left = Memo::new(move |_| this.access.with(|a| a.resends_left).unwrap_or_default());
    let bar = Memo::new(move |_| this.access.with(|access| barred(access, &chosen.get(), again.get())).flatten());
    let to_send = along.clone();
    let send = move || {
        let input =
            CreatePortalInvitation { email: chosen.get_untracked().as_str().into(), rights: Some(rights.rights()), wording: Some(words()) };
        let (api, attempt, along) = (session.api(), attempt.clone(), to_send.clone());
        async move {
            session.may_try()?;
            refuse_wrong(&input)?;
            if let Some(along) = &along {
                along.share(session, this).await?;
            }
            let answer = session.ask(api.create_portal_invitation(&attempt, id, &input)).await;
            let access = answer.map_err(|failure| match &along {
                Some(along) => along.told(failure),
                None => failure,
            })?;
            toasts.say(format!("The invitation to {} is on its way.", input.email.as_str()));
            if let Some(along) = &along {
                along.settle();
            }
            this.set_access(access);
            let _ = again.try_set(false);
            Ok(())
        }
    };
    let preview = move |input: PreviewPortalInvitation| {
        let api = session.api();
        async move { session.ask(api.preview_portal_invitation(&Attempt::new(), id, &input)).await }
    };
    let resends = move || match left.get() {
        0 => "No resends are left today.".to_owned(),
        1 => "A new PIN is made; the one sent before stops working. 1 resend is left today.".to_owned(),
        n => format!("A new PIN is made; the one sent before stops working. {n} resends are left today."),
    };
    let title = Signal::derive(move || match this.access.with(|a| a.state) {
        Some(AccessState::Disabled) => "Enable again with a new invitation".to_owned(),
        _ => "Activation e-mail".to_owned(),
    });
    view! {
        <Card title>
            <Form send state guard=true>
                {move || invited.get().then(|| view! {
                    <Checkbox label="Resend email invitation" value=again hint=Signal::derive(resends) />
                })}
                <Field label="Subject" value=subject pointer="/wording/subject" required=true maxlength=150_u32 autocomplete="off" draft="invitation-subject" />
                <Field label="Text" value=text kind=FieldKind::Area pointer="/wording/text" required=true rows=6 draft="invitation-text"
                    hint="May use {first_name}, {practice_name}, {practice_phone} and {portal_address}. Link and PIN are always put in." />
                <MailPreview subject text request=|wording| PreviewPortalInvitation { wording } ask=preview />
                {along.map(|along| view! { <AlongFields along first /> })}
                <div class="actions">
                    <button type="submit" class="button primary" disabled=move || bar.with(Option::is_some) aria-describedby="invitation-bar"
                        aria-busy=move || state.busy().get().then_some("true")>"Send e-mail"</button>
                </div>
                <p id="invitation-bar" class="soft">{move || bar.get()}</p>
            </Form>
        </Card>
    }
    .into_any()
}

/// The documents that go along. They are shared first, so that somebody who comes in at once finds them; what was shared
/// stays shared when the invitation fails, and is not shared a second time.
#[derive(Clone)]
struct Along {
    chosen: Chosen,
    attempt: Attempt,
    /// How many were shared by this form, as long as the invitation that they go with is not sent.
    kept: RwSignal<usize>,
}

impl Along {
    /// Nothing yet; the packet for new clients where somebody is invited for the `first` time and was sent nothing before.
    fn new(session: Session, this: ThisClient, first: bool) -> Self {
        let before = fetched(move || {
            let api = session.api();
            async move {
                let query = PageQuery { limit: Some(1), cursor: None };
                Ok::<_, Failure>(session.ask(api.list_client_documents(this.id, &query)).await?.items.len())
            }
        });
        let new_client = Signal::derive(move || first && before.with(|sent| *sent == 0).unwrap_or_default());
        Self { chosen: Chosen::new(new_client), attempt: Attempt::new(), kept: RwSignal::new(0) }
    }

    /// Shares what is chosen.
    async fn share(&self, session: Session, this: ThisClient) -> Result<(), Failure> {
        let Some(input) = self.chosen.input() else { return Ok(()) };
        refuse_wrong(&input)?;
        let count = untrack(|| self.chosen.count());
        session.ask(session.api().share_documents(&self.attempt, this.id, &input)).await?;
        let _ = self.kept.try_update(|kept| *kept += count);
        self.chosen.clear();
        Ok(())
    }

    /// The failure of an invitation, with what was kept.
    fn told(&self, failure: Failure) -> Failure {
        with_kept(failure, self.kept.try_get_untracked().unwrap_or_default())
    }

    fn settle(&self) {
        let _ = self.kept.try_set(0);
    }
}

/// Says what was done already beside what was not.
fn with_kept(mut failure: Failure, kept: usize) -> Failure {
    if kept > 0 {
        let shared = format!("{} shared already; pressing again only sends the invitation.", was(kept));
        failure.text = format!("{} {shared}", failure.text).trim().to_owned();
    }
    failure
}

/// "1 document was", "3 documents were"
fn was(documents: usize) -> String {
    let verb = if documents == 1 { "was" } else { "were" };
    format!("{} {verb}", standing::count(documents))
}

#[component]
fn AlongFields(along: Along, first: bool) -> impl IntoView {
    let Along { chosen, kept, .. } = along;
    let title = move || match chosen.count() {
        0 => "Documents to send along".to_owned(),
        n => format!("Documents to send along: {n}"),
    };
    let note = move || {
        Some(kept.get()).filter(|kept| *kept > 0).map(|kept| view! { <p class="soft">{format!("{} shared already.", was(kept))}</p> })
    };
    view! {
        <details class="fold" open=first>
            <summary>{title}</summary>
            <div class="stack">
                <p class="soft">"They wait under Get started when the client comes in. The e-mail does not say which."</p>
                <ChooseDocuments chosen />
                {live(note)}
            </div>
        </details>
    }
    .into_any()
}

/// Why the button cannot be pressed.
fn barred(access: &PortalAccess, chosen: &str, again: bool) -> Option<&'static str> {
    let choice = access.email_choices.iter().find(|c| c.address.as_str() == chosen);
    match (choice, access.bar) {
        _ if access.email_choices.is_empty() => Some("This client has no e-mail address. Add one under Client Info."),
        (None, _) => Some("Choose an e-mail address first."),
        (Some(choice), _) if !choice.email_ok => {
            Some("\"E-mail ok\" is not ticked for this address. Tick it under Client Info to send an invitation.")
        }
        (_, Some(InvitationBar::PortalClosed)) => Some("The portal is switched off. An owner can open it under Settings, Portal."),
        (_, Some(InvitationBar::TooManyToday)) => {
            Some("The invitation was sent again three times today. Try tomorrow, or generate a PIN code.")
        }
        _ if access.state == AccessState::Invited && !again => Some("Tick \"Resend email invitation\" to send it again."),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::portal_access::EmailChoice;
    use domain::access::rights::Rights;

    fn access(state: AccessState, email_ok: bool, bar: Option<InvitationBar>) -> PortalAccess {
        PortalAccess {
            version: 1,
            state,
            email: None,
            email_choices: vec![EmailChoice { address: "maya@example.com".into(), email_ok }],
            rights: Rights::usual(),
            first_signed_in_at: None,
            last_signed_in_at: None,
            invitation: None,
            bar,
            resends_left: 3,
            wording: Wording { subject: "s".into(), text: "t".into() },
        }
    }

    #[test]
    fn a3_without_email_ok_the_button_says_why() {
        let said = barred(&access(AccessState::NotInvited, false, Some(InvitationBar::EmailNotOk)), "maya@example.com", false);
        assert!(said.is_some_and(|text| text.contains("E-mail ok")));
        assert_eq!(barred(&access(AccessState::NotInvited, true, None), "maya@example.com", false), None);
    }

    #[test]
    fn d2_what_was_shared_before_the_invitation_failed_is_said() {
        let failed = || Failure::new("The server did not answer.", "Try again.");
        assert_eq!(with_kept(failed(), 0).text, "Try again.");
        assert_eq!(with_kept(failed(), 1).text, "Try again. 1 document was shared already; pressing again only sends the invitation.");
        assert!(with_kept(failed(), 3).text.contains("3 documents were shared"));
    }

    #[test]
    fn a6_resending_must_be_ticked_first() {
        let invited = access(AccessState::Invited, true, None);
        assert!(barred(&invited, "maya@example.com", false).is_some());
        assert_eq!(barred(&invited, "maya@example.com", true), None);
        let full = access(AccessState::Invited, true, Some(InvitationBar::TooManyToday));
        assert!(barred(&full, "maya@example.com", true).is_some());
    }
}
