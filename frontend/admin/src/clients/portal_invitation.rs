//! The activation e-mail: its words, how it will arrive, and sending it (A2, A3, A6).

use api::Attempt;
use domain::access::portal_access::{AccessState, CreatePortalInvitation, InvitationBar, PortalAccess, PreviewPortalInvitation};
use domain::practice::email_text::Wording;
use leptos::prelude::*;
use ui::{Card, Checkbox, Field, FieldKind, Form, FormState, use_toasts};

use super::page::ThisClient;
use super::portal_rights::RightsDraft;
use crate::mail_preview::MailPreview;
use crate::refusal::refuse_wrong;
use crate::session::use_session;

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
    let invited = Memo::new(move |_| this.access.with(|a| a.state == AccessState::Invited).unwrap_or_default());
    let left = Memo::new(move |_| this.access.with(|a| a.resends_left).unwrap_or_default());
    let bar = Memo::new(move |_| this.access.with(|access| barred(access, &chosen.get(), again.get())).flatten());
    let send = move || {
        let input =
            CreatePortalInvitation { email: chosen.get_untracked().as_str().into(), rights: Some(rights.rights()), wording: Some(words()) };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            session.may_try()?;
            refuse_wrong(&input)?;
            let access = session.ask(api.create_portal_invitation(&attempt, id, &input)).await?;
            toasts.say(format!("The invitation to {} is on its way.", input.email.as_str()));
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
    fn a6_resending_must_be_ticked_first() {
        let invited = access(AccessState::Invited, true, None);
        assert!(barred(&invited, "maya@example.com", false).is_some());
        assert_eq!(barred(&invited, "maya@example.com", true), None);
        let full = access(AccessState::Invited, true, Some(InvitationBar::TooManyToday));
        assert!(barred(&full, "maya@example.com", true).is_some());
    }
}
