//! The versions of a template: what saving makes, and which there have been.

use domain::documents::TemplateVersion;
use leptos::prelude::*;
use ui::live;

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

/// The list, folded.
#[component]
pub fn Versions(versions: RwSignal<Vec<TemplateVersion>>) -> impl IntoView {
    let workplace = use_workplace();
    let line = move |version: TemplateVersion| {
        let by = version.saved_by.map(|name| format!(", {}", String::from(name.display_name)));
        view! { <li>{format!("Version {}", version.number)} ", " {workplace.time(version.saved_at)} {by}</li> }.into_any()
    };
    let title = move || match versions.with(Vec::len) {
        1 => "1 version".to_owned(),
        n => format!("{n} versions"),
    };
    view! {
        <details class="versions">
            <summary>{title}</summary>
            <ol role="list">{live(move || versions.get().into_iter().map(line).collect_view())}</ol>
        </details>
    }
    .into_any()
}
