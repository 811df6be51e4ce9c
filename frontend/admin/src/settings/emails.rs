//! The practice's e-mails: each with its own words in each language.

use domain::practice::email_text::{EmailKind, EmailText, EmailTextPage};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use ui::{Cell, Fetched, Heading, Load, Row, Table, Tag, Tone, fetched};

use crate::labels;
use crate::session::use_session;

/// The list that the panel beside it changes.
#[derive(Clone, Copy)]
pub struct EmailTexts(pub Fetched<EmailTextPage>);

impl EmailTexts {
    /// Puts changed words into the list.
    pub fn put(self, text: EmailText) {
        self.0.update(|page| {
            if let Some(known) = page.items.iter_mut().find(|t| t.kind == text.kind && t.language == text.language) {
                *known = text;
            }
        });
    }
}

/// `/admin/settings/emails` and below
#[component]
pub fn EmailsPage() -> impl IntoView {
    let session = use_session();
    let texts = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_email_texts()).await }
    });
    provide_context(EmailTexts(texts));
    view! {
        <Heading text="E-mails" />
        <p class="soft">"What your practice writes. Links, PINs and codes are always put in; nothing clinical belongs here."</p>
        <div class="with-panel">
            <Load from=texts lines=7 let:page><Texts texts=page.items /></Load>
            <Outlet />
        </div>
    }
    .into_any()
}

#[component]
fn Texts(texts: Vec<EmailText>) -> impl IntoView {
    const COLUMNS: [&str; 3] = ["E-mail", "When", "Words"];
    let line = |kind: EmailKind| {
        let (name, when) = labels::email_kind(kind);
        let own = texts.iter().filter(|text| text.kind == kind).map(|text| {
            let language = labels::language(text.language);
            let href = format!("/admin/settings/emails/{}/{}", kind.as_str(), text.language.tag());
            view! {
                <li>
                    <a href=href aria-label=format!("{name} in {language}")>{language}</a>
                    {text.changed.then(|| view! { " " <Tag tone=Tone::Accent>"Your own"</Tag> })}
                </li>
            }
        });
        let own = own.collect_view();
        view! {
            <Row>
                <Cell label=COLUMNS[0] head=true>{name}</Cell>
                <Cell label=COLUMNS[1]>{when}</Cell>
                <Cell label=COLUMNS[2]><ul class="row">{own}</ul></Cell>
            </Row>
        }
    };
    let rows = EmailKind::ALL.into_iter().map(line).collect_view();
    view! { <Table caption="E-mails" columns=COLUMNS.map(str::to_owned).to_vec()>{rows}</Table> }.into_any()
}
