//! Who of the practice reads what clients signed, answered and sent: owners and clinicians; the front desk where the
//! practice says so, and otherwise it sees only who has what, and sends.

use domain::practice::staff::Role;
use leptos::prelude::*;
use ui::fetched;

use crate::session::use_session;
use crate::workplace::use_workplace;

/// Whether a role has documents at all.
pub fn has_documents(role: Role) -> bool {
    role != Role::Biller
}

/// Whether the person who is signed in reads them; none as long as that is not known.
pub fn use_reading() -> Memo<Option<bool>> {
    let session = use_session();
    match use_workplace().role() {
        Role::Owner | Role::Clinician => Memo::new(|_| Some(true)),
        Role::Biller => Memo::new(|_| Some(false)),
        Role::FrontDesk => {
            let choices = fetched(move || {
                let api = session.api();
                async move { session.ask(api.get_documents_settings()).await }
            });
            Memo::new(move |_| match choices.with(|now| now.settings.front_desk_reads) {
                None => choices.failure().map(|_| false),
                known => known,
            })
        }
    }
}
