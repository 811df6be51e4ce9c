//! My account (A21, A23, M11): password, second step, recovery codes, devices, out of office, notices
//! in this browser.

mod browser_notices;
mod devices;
mod password;
mod second_factor;

use domain::practice::staff::Role;
use leptos::prelude::*;
use ui::{Card, Heading};

use crate::labels;
use crate::out_of_office::OutOfOfficeForm;
use crate::workplace::use_workplace;

pub use browser_notices::worker as notices_worker;

use browser_notices::BrowserNotices;
use devices::Devices;
use password::PasswordCard;
use second_factor::SecondFactorCard;

/// `/admin/account`
#[component]
pub fn AccountPage() -> impl IntoView {
    let workplace = use_workplace();
    let staff = untrack(|| workplace.staff());
    // Whoever sees clients has conversations of their own.
    let answers = staff.as_ref().filter(|me| matches!(me.role, Role::Owner | Role::Clinician)).map(|me| me.id);
    view! {
        <div class="page">
            <Heading text="My account" />
            <div class="columns">
                <div class="stack">
                    {staff.map(|staff| view! {
                        <Card title="You">
                            <dl class="facts">
                                <dt>"Name"</dt> <dd>{String::from(staff.display_name)}</dd>
                                <dt>"E-mail"</dt> <dd>{String::from(staff.email)}</dd>
                                <dt>"Role"</dt> <dd>{labels::role(staff.role)}</dd>
                            </dl>
                        </Card>
                    })}
                    {answers.map(|id| view! { <Card title="Out of office"><OutOfOfficeForm id /></Card> })}
                    <PasswordCard />
                </div>
                <div class="stack">
                    <SecondFactorCard />
                    <BrowserNotices />
                    <Devices />
                </div>
            </div>
        </div>
    }
    .into_any()
}
