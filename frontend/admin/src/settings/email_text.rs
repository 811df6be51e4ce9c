//! The panel of one e-mail in one language: its words, its placeholders, how it will arrive, and the way back to ours.

use api::Attempt;
use domain::practice::email_text::{EmailKind, EmailText, EmailTextInput, ResetEmailText, Wording};
use domain::practice::profile::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui::{Button, ConfirmDialog, Empty, Failure, Field, FieldKind, SidePanel, Submit, use_toasts};

use super::emails::EmailTexts;
use crate::labels;
use crate::mail_preview::MailPreview;
use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line};
use crate::session::use_session;
use crate::workplace::use_workplace;

const LIST: &str = "/admin/settings/emails";

/// `/admin/settings/emails/{kind}/{language}`
#[component]
pub fn EmailTextPanel() -> impl IntoView {
    let texts = expect_context::<EmailTexts>();
    let params = use_params_map();
    let which = Memo::new(move |_| {
        let (kind, language) = params.with(|p| (p.get("kind"), p.get("language")));
        let kind = EmailKind::ALL.into_iter().find(|k| Some(k.as_str()) == kind.as_deref())?;
        Some((kind, labels::language_of(&language?)?))
    });
    let there = Memo::new(move |_| texts.0.with(|_| ()).is_some());
    let made = RwSignal::new(0_u32);
    move || {
        made.track();
        if !there.get() {
            return ().into_any();
        }
        let wanted = which.get();
        let text = texts.0.with_untracked(|page| page.items.iter().find(|t| Some((t.kind, t.language)) == wanted).cloned()).flatten();
        match text {
            Some(text) => view! { <Edit text texts made /> }.into_any(),
            None => view! { <SidePanel title="E-mail" close_href=LIST><Empty title="There is no such e-mail" /></SidePanel> }.into_any(),
        }
    }
}

fn lines(wording: &Wording) -> Lines {
    vec![line("Subject", wording.subject.clone()), line("Text", wording.text.clone())]
}

#[component]
fn Edit(text: EmailText, texts: EmailTexts, made: RwSignal<u32>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let owner = use_workplace().owner();
    let EmailText { kind, language, wording, version, placeholders, .. } = text;
    let changed = Memo::new(move |_| {
        let own = texts.0.with(|page| page.items.iter().find(|t| t.kind == kind && t.language == language).map(|t| t.changed));
        own.flatten().unwrap_or_default()
    });
    let subject = RwSignal::new(wording.subject);
    let words = RwSignal::new(wording.text);
    let input = move || {
        let wording = Wording { subject: subject.with_untracked(|s| s.trim().to_owned()), text: words.get_untracked() };
        EmailTextInput { kind, language, wording }
    };
    let attempt = Attempt::new();
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), input());
        async move {
            refuse_wrong(&input)?;
            session.ask(api.update_email_text(&attempt, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move {
            let page = session.ask(api.list_email_texts()).await?;
            let own = page.items.into_iter().find(|t| t.kind == kind && t.language == language);
            own.ok_or_else(|| Failure::new("This e-mail is gone.", ""))
        }
    };
    let saved = move |text: EmailText| {
        texts.put(text);
        toasts.say("Saved.");
    };
    let theirs = move |text: EmailText| {
        texts.put(text);
        made.update(|n| *n += 1);
    };
    let preview = move |input: EmailTextInput| {
        let api = session.api();
        async move { session.ask(api.preview_email_text(&Attempt::new(), &input)).await }
    };
    let title = format!("{}, {}", labels::email_kind(kind).0, labels::language(language));
    let known = placeholders.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ");
    let hint = format!("You may write {known}. Links, PINs and codes are put in below your words.");
    let record = Record { version: |t: &EmailText| t.version, lines: |t: &EmailText| lines(&t.wording) };
    view! {
        <SidePanel title close_href=LIST>
            <SavingForm version=RwSignal::new(version) record save read mine=move |()| lines(&input().wording) on_saved=saved on_theirs=theirs>
                <Field label="Subject" value=subject pointer="/wording/subject" required=true readonly=!owner autocomplete="off" maxlength=150_u32
                    draft="email-subject" />
                <Field label="Text" value=words kind=FieldKind::Area pointer="/wording/text" required=true readonly=!owner rows=8 hint
                    draft="email-text" />
                <MailPreview subject text=words request=move |wording| EmailTextInput { kind, language, wording } ask=preview />
                {owner.then(|| view! {
                    <div class="actions">
                        {move || changed.get().then(|| view! { <Reset kind language texts made /> })}
                        <Submit>"Save"</Submit>
                    </div>
                })}
            </SavingForm>
        </SidePanel>
    }
    .into_any()
}

/// Back to the words of the product.
#[component]
fn Reset(kind: EmailKind, language: Language, texts: EmailTexts, made: RwSignal<u32>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let attempt = Attempt::new();
    let reset = move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            let text = session.ask(api.reset_email_text(&attempt, &ResetEmailText { kind, language })).await?;
            texts.put(text);
            toasts.say("The original words are back.");
            let _ = open.try_set(false);
            let _ = made.try_update(|n| *n += 1);
            Ok(())
        }
    };
    view! {
        <Button on_press=move |()| open.set(true)>"Reset to the original"</Button>
        <ConfirmDialog open title="Reset this e-mail to the original words?" text="Your own subject and text are dropped. This cannot be undone."
            confirm="Reset" keep="Keep mine" danger=true on_confirm=reset />
    }
    .into_any()
}
