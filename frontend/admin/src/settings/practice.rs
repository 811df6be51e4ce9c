//! The practice's profile, with its logo and colour.

use api::Attempt;
use domain::money::Currency;
use domain::practice::profile::{Practice, PracticeProfile};
use domain::practice::slug::Slug;
use domain::time::Zone;
use leptos::prelude::*;
use ui::{Field, FieldKind, Heading, Load, Select, Submit, fetched, use_toasts};

use super::accent::AccentField;
use super::logo::LogoCard;
use crate::labels;
use crate::locales::{currency_choices, zone_choices};
use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line};
use crate::session::use_session;
use crate::workplace::use_workplace;

/// `/admin/settings/practice`
#[component]
pub fn PracticePage() -> impl IntoView {
    let session = use_session();
    let practice = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_practice()).await }
    });
    view! {
        <Heading text="Practice" />
        <Load from=practice lines=10 let:now>
            {
                let version = RwSignal::new(now.version);
                let take = Callback::new(move |theirs: Practice| practice.set(theirs));
                view! {
                    <div class="columns">
                        <Profile practice=now version take />
                        <LogoCard version />
                    </div>
                }
            }
        </Load>
    }
    .into_any()
}

fn lines(practice: &Practice) -> Lines {
    profile_lines(&practice.profile)
}

fn profile_lines(profile: &PracticeProfile) -> Lines {
    vec![
        line("Name", profile.name.clone()),
        line("Portal address", profile.slug.0.clone()),
        line("Phone", profile.phone.as_str()),
        line("Answers go to", profile.reply_to.as_ref().map(|e| e.as_str().to_owned()).unwrap_or_default()),
        line("Time zone", profile.zone.0.clone()),
        line("Currency", profile.currency.0.clone()),
        line("Accent colour", profile.accent.clone().unwrap_or_default()),
        line("Language", labels::language(profile.language)),
    ]
}

#[component]
fn Profile(practice: Practice, version: RwSignal<i64>, take: Callback<Practice>) -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let toasts = use_toasts();
    let Practice { profile, slug_locked, portal_url, .. } = practice;
    let text = |value: &str| RwSignal::new(value.to_owned());
    let name = text(&profile.name);
    let slug = text(&profile.slug.0);
    let phone = text(profile.phone.as_str());
    let reply_to = text(profile.reply_to.as_ref().map(|e| e.as_str()).unwrap_or_default());
    let zone = text(&profile.zone.0);
    let currency = text(&profile.currency.0);
    let language = text(profile.language.tag());
    let accent = text(profile.accent.as_deref().unwrap_or_default());
    let input = move || {
        let trimmed = |signal: RwSignal<String>| signal.with_untracked(|t| t.trim().to_owned());
        let some = |signal: RwSignal<String>| Some(trimmed(signal)).filter(|t| !t.is_empty());
        PracticeProfile {
            name: trimmed(name),
            slug: Slug(trimmed(slug)),
            phone: trimmed(phone).into(),
            reply_to: some(reply_to).map(Into::into),
            zone: Zone(zone.get_untracked()),
            currency: Currency(currency.get_untracked()),
            accent: some(accent).map(|a| a.to_lowercase()),
            language: labels::language_of(&language.get_untracked()).unwrap_or_default(),
        }
    };
    let attempt = Attempt::new();
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), input());
        async move {
            refuse_wrong(&input)?;
            session.ask(api.update_practice(&attempt, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_practice()).await }
    };
    let saved = move |practice: Practice| {
        toasts.say("Saved.");
        workplace.practice.set(practice);
    };
    let theirs = move |practice: Practice| {
        workplace.practice.set(practice.clone());
        take.run(practice);
    };
    let slug_hint = if slug_locked {
        format!("Clients go to {portal_url}. It is locked since the first invitation, so that no link breaks.")
    } else {
        "Part of the address clients go to: /p/ and this. It locks with the first invitation.".to_owned()
    };
    let zones = zone_choices(&profile.zone.0);
    view! {
        <SavingForm version record=Record { version: |p: &Practice| p.version, lines } save read mine=move |()| profile_lines(&input())
            on_saved=saved on_theirs=theirs>
            <Field label="Name" value=name pointer="/name" required=true autocomplete="organization" maxlength=120_u32 />
            <Field label="Portal address" value=slug kind=FieldKind::Url pointer="/slug" required=true readonly=slug_locked hint=slug_hint maxlength=40_u32 />
            <Field label="Phone" value=phone kind=FieldKind::Tel pointer="/phone" required=true autocomplete="tel"
                hint="Shown to clients wherever they are stuck" />
            <Field label="Answers to e-mails go to" value=reply_to kind=FieldKind::Email pointer="/reply_to" autocomplete="email" />
            <Select label="Time zone" value=zone pointer="/zone" required=true choices=zones hint="All times here are shown in it" />
            <Select label="Currency" value=currency pointer="/currency" required=true choices=currency_choices() />
            <Select label="Language for clients who chose none" value=language pointer="/language" required=true choices=labels::language_choices() />
            <AccentField value=accent />
            <div class="actions"><Submit>"Save"</Submit></div>
        </SavingForm>
    }
    .into_any()
}
