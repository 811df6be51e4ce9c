//! The versions of a template: what saving makes, and which there have been.

use domain::TemplateId;
use domain::documents::{TemplateDetails, TemplateVersion};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Dialog, Load, fetched, live};

use super::{document, form};
use crate::session::use_session;
use crate::workplace::use_workplace;

/// The number of the newest version.
pub fn newest(versions: &[TemplateVersion]) -> i64 {
    versions.iter().map(|version| version.number).max().unwrap_or_default()
}

/// Says beside *Save* what it does.
#[component]
pub fn SavingNote(versions: RwSignal<Vec<TemplateVersion>>) -> impl IntoView {
    let text = move || format!("Saving makes version {}. What was sent stays as it was.", versions.with(|all| newest(all)) + 1);
    view! { <p class="soft small">{text}</p> }.into_any()
}

/// The list, folded; what an earlier one said is shown in a dialog.
#[component]
pub fn Versions(id: TemplateId, versions: RwSignal<Vec<TemplateVersion>>) -> impl IntoView {
    let workplace = use_workplace();
    let (open, number) = (RwSignal::new(false), RwSignal::new(0));
    let line = move |version: TemplateVersion| {
        let by = version.saved_by.map(|name| format!(", {}", String::from(name.display_name)));
        let earlier = version.number < versions.with_untracked(|all| newest(all));
        let show = move |()| {
            number.set(version.number);
            open.set(true);
        };
        let label = format!("Show version {}", version.number);
        let show = earlier.then(|| view! { " " <Button kind=ButtonKind::Quiet small=true label on_press=show>"Show"</Button> });
        view! { <li>{format!("Version {}", version.number)} ", " {workplace.time(version.saved_at)} {by} {show}</li> }.into_any()
    };
    let title = move || match versions.with(Vec::len) {
        1 => "1 version".to_owned(),
        n => format!("{n} versions"),
    };
    let named = Signal::derive(move || format!("Version {}", number.get()));
    view! {
        <details class="versions">
            <summary>{title}</summary>
            <ol role="list">{live(move || versions.get().into_iter().map(line).collect_view())}</ol>
        </details>
        <Dialog open title=named wide=true>
            {live(move || view! { <Earlier id number=number.get() /> }.into_any())}
        </Dialog>
    }
    .into_any()
}

/// What an earlier version said.
#[component]
fn Earlier(id: TemplateId, number: i64) -> impl IntoView {
    let session = use_session();
    let found = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_document_template_as_it_was(id, number)).await }
    });
    view! {
        <Load from=found lines=8 let:template>
            {match &template.details {
                TemplateDetails::Document(document) => document::version(document),
                TemplateDetails::Form(form) => form::version(form),
            }}
        </Load>
    }
    .into_any()
}
