//! `/p/{slug}/account/preferences`: language and notices.

use api::Attempt;
use domain::access::account::UpdatePreferences;
use domain::access::session::Notices;
use domain::practice::profile::Language;
use leptos::prelude::*;
use ui::{Checkbox, Choice, Fieldset, Form, Radios, Submit, use_toasts};

use super::browser_notices::BrowserNotices;
use super::{AccountPage, words};
use crate::portal::use_portal;

/// The page.
#[component]
pub fn Preferences() -> impl IntoView {
    let own = words();
    let writes = untrack(|| use_portal().session.of_client(|me| me.rights.messages));
    view! {
        <AccountPage title=own.of(|c| c.preferences.title)>
            <PreferencesForm />
            {writes.then(|| view! { <BrowserNotices /> }.into_any())}
        </AccountPage>
    }
    .into_any()
}

#[component]
fn PreferencesForm() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let own = words();
    let (now, notices) = untrack(|| portal.session.of_client(|me| (me.language, me.notices)));
    let language = RwSignal::new(now.tag().to_owned());
    let new_device = RwSignal::new(notices.new_device);
    let attempt = StoredValue::new(Attempt::new());
    let toasts = use_toasts();
    // Each in its own language, so that anybody finds theirs.
    let languages = vec![Choice::new("en", "English"), Choice::new("es", "Español")];
    let send = move || {
        let language = if language.get_untracked() == Language::Es.tag() { Language::Es } else { Language::En };
        let input = UpdatePreferences { language, notices: Notices { new_device: new_device.get_untracked() } };
        async move {
            let me = portal.api().update_preferences(&attempt.get_value(), &input).await.map_err(|f| portal.tell(&f))?;
            portal.know(me);
            toasts.say(t.untracked().general.saved);
            Ok(())
        }
    };
    view! {
        <Form send guard=true>
            <Radios legend=own.of(|c| c.preferences.language) value=language choices=Signal::stored(languages) pointer="/language" required=true />
            <Fieldset legend=own.of(|c| c.preferences.notices) hint=own.of(|c| c.preferences.always)>
                <Checkbox label=own.of(|c| c.preferences.new_device) value=new_device pointer="/notices/new_device" />
            </Fieldset>
            <div class="actions"><Submit>{t.say(|c| c.general.save)}</Submit></div>
        </Form>
    }
    .into_any()
}
