//! What an owner can do about a person's access: send the invitation again, let in or keep out, reset the second step.

use api::{Api, Attempt};
use domain::StaffId;
use domain::practice::staff::{StaffMember, StaffState};
use leptos::prelude::*;
use ui::{Button, ButtonKind, ConfirmDialog, Failure, Fieldset, act, use_toasts};

use super::team::Team;
use crate::session::{Session, use_session};
use crate::workplace::use_workplace;

/// The acts.
#[derive(Clone, Copy)]
enum Deed {
    Resend,
    Deactivate,
    Reactivate,
    ResetSecondFactor,
}

async fn ask(api: &Api, deed: Deed, id: StaffId) -> Result<StaffMember, api::Failure> {
    let attempt = Attempt::new();
    match deed {
        Deed::Resend => api.resend_staff_invitation(&attempt, id).await,
        Deed::Deactivate => api.deactivate_staff(&attempt, id).await,
        Deed::Reactivate => api.reactivate_staff(&attempt, id).await,
        Deed::ResetSecondFactor => api.reset_second_factor(&attempt, id).await,
    }
}

/// Who the acts are about, and where their outcome shows.
#[derive(Clone, Copy)]
struct About {
    session: Session,
    id: StaffId,
    team: Team,
    version: RwSignal<i64>,
}

impl About {
    async fn carry_out(self, deed: Deed) -> Result<(), Failure> {
        let api = self.session.api();
        let member = self.session.ask(ask(&api, deed, self.id)).await?;
        let _ = self.version.try_set(member.version);
        self.team.put(member);
        Ok(())
    }
}

/// The buttons that fit the person's state.
#[component]
pub fn StaffActs(
    /// The person.
    id: StaffId,
    /// The list they stand in.
    team: Team,
    /// Their record's version, which goes up with each act.
    version: RwSignal<i64>,
) -> impl IntoView {
    let about = About { session: use_session(), id, team, version };
    let toasts = use_toasts();
    let own = untrack(|| use_workplace().staff()).is_some_and(|me| me.id == id);
    let member = Memo::new(move |_| team.0.with(|page| page.items.iter().find(|m| m.id == id).cloned()).flatten());
    let name = Signal::derive(move || member.with(|m| m.as_ref().map(|m| m.display_name.as_str().to_owned()).unwrap_or_default()));
    let resend = act(move || async move {
        about.carry_out(Deed::Resend).await?;
        toasts.say("The invitation is on its way again.");
        Ok(())
    });
    let reactivate = act(move || async move {
        about.carry_out(Deed::Reactivate).await?;
        toasts.say("They can sign in again.");
        Ok(())
    });
    let (leaving, resetting) = (RwSignal::new(false), RwSignal::new(false));
    let deactivate = move || async move {
        about.carry_out(Deed::Deactivate).await?;
        toasts.say("They can no longer sign in.");
        Ok(())
    };
    let reset = move || async move {
        about.carry_out(Deed::ResetSecondFactor).await?;
        toasts.say("Their second step was reset.");
        Ok(())
    };
    let buttons = move || {
        let member = member.get()?;
        let state = member.state;
        let invited = state == StaffState::Invited;
        let has_factor = member.second_factor;
        Some(view! {
            <div class="row">
                {invited.then(|| view! {
                    <Button busy=resend.busy() on_press=move |()| resend.run()>"Send invitation again"</Button>
                })}
                {(has_factor && !own).then(|| view! {
                    <Button on_press=move |()| resetting.set(true)>"Reset second step"</Button>
                })}
                {(state == StaffState::Deactivated).then(|| view! {
                    <Button busy=reactivate.busy() on_press=move |()| reactivate.run()>"Reactivate"</Button>
                })}
                {(state != StaffState::Deactivated && !own).then(|| view! {
                    <Button kind=ButtonKind::Danger on_press=move |()| leaving.set(true)>"Deactivate"</Button>
                })}
            </div>
        })
    };
    let nothing = own && member.with_untracked(|m| m.as_ref().is_some_and(|m| m.state == StaffState::Active));
    view! {
        {(!nothing).then(|| view! { <Fieldset legend="Access">{buttons}</Fieldset> })}
        <ConfirmDialog open=leaving title=Signal::derive(move || format!("Deactivate {}?", name.get()))
            text="They are signed out on every device at once and cannot sign in. What they wrote stays. You can reactivate them later."
            confirm="Deactivate" keep="Keep active" danger=true on_confirm=deactivate />
        <ConfirmDialog open=resetting title=Signal::derive(move || format!("Reset the second step of {}?", name.get()))
            text="Do this when they lost their phone and their recovery codes, and you are sure it is them. They are signed out and can set it up again."
            confirm="Reset" keep="Leave it" danger=true on_confirm=reset />
    }
    .into_any()
}
