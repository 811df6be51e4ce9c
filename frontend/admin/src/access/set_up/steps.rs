//! The four pages of the wizard.

use domain::practice::slug::Slug;
use domain::text::Email;
use leptos::prelude::*;
use ui::{Checkbox, Choice, Field, FieldKind, Fieldset, Radios, Select};

use super::answers::Answers;
use crate::access::NewPassword;
use crate::hours::WeekEditor;
use crate::labels::language_choices;
use crate::locales::{amount_of, currency_choices, zone_choices};

#[component]
pub fn PracticeStep(answers: Answers) -> impl IntoView {
    // The address follows the name until somebody types their own.
    Effect::new(move |_| {
        let name = answers.name.get();
        if !answers.own_slug.get() && !name.trim().is_empty() {
            answers.slug.set(Slug::suggest(&name).0);
        }
    });
    Effect::new(move |_| {
        let slug = answers.slug.get();
        let made = answers.name.with_untracked(|name| name.trim().is_empty() || Slug::suggest(name).0 == slug);
        if !made && !slug.is_empty() {
            answers.own_slug.set(true);
        }
    });
    let zones = zone_choices(&answers.zone.get_untracked());
    view! {
        <Field label="Name of the practice" value=answers.name pointer="/profile/name" required=true autocomplete="organization" maxlength=120_u32 />
        <Field label="Portal address" value=answers.slug kind=FieldKind::Url pointer="/profile/slug" required=true autocomplete="off" maxlength=40_u32
            hint=Signal::derive(move || format!("Clients will find you at /p/{}. You can change it until the first invitation.", answers.slug.get())) />
        <Field label="Phone" value=answers.phone kind=FieldKind::Tel pointer="/profile/phone" required=true autocomplete="tel"
            hint="Shown to clients wherever they are stuck" />
        <Select label="Time zone" value=answers.zone pointer="/profile/zone" required=true choices=zones />
        <Select label="Currency" value=answers.currency pointer="/profile/currency" required=true choices=currency_choices() />
        <Select label="Language for clients who chose none" value=answers.language pointer="/profile/language" required=true choices=language_choices() />
    }
    .into_any()
}

#[component]
pub fn OwnerStep(answers: Answers) -> impl IntoView {
    let address = |text: String| {
        let mut c = domain::Checker::default();
        Email::from(text).check(&mut c, "email");
        c.into_errors().into_iter().next().map(|e| e.message)
    };
    view! {
        <p>"You will be the owner: you run the practice here and can invite the others."</p>
        <Field label="First name" value=answers.first_name pointer="/owner/first_name" required=true autocomplete="given-name" maxlength=100_u32 />
        <Field label="Last name" value=answers.last_name pointer="/owner/last_name" required=true autocomplete="family-name" maxlength=100_u32 />
        <Field label="E-mail" value=answers.email kind=FieldKind::Email pointer="/owner/email" required=true autocomplete="username" check=address
            hint="You sign in with it" />
        <NewPassword password=answers.password repeat=answers.repeat email=answers.email pointer="/owner/password" least=10 label="Password" />
    }
    .into_any()
}

#[component]
pub fn PlaceStep(answers: Answers) -> impl IntoView {
    let kinds = vec![
        Choice::new("place", "A place").hint("Clients come to you"),
        Choice::new("video", "Video only").hint("You meet in a video room; more offices can follow later"),
    ];
    let amount = move |text: String| {
        amount_of(&text, answers.digits()).is_none().then(|| "Please enter an amount, such as 120 or 120.00.".to_owned())
    };
    view! {
        <Fieldset legend="Office">
            <Radios legend="Where do you see clients?" value=answers.office_kind choices=kinds pointer="/office/kind" required=true />
            <Field label="Name of the office" value=answers.office_name pointer="/office/name" required=true maxlength=80_u32 />
            {move || (answers.office_kind.get() == "place").then(|| view! {
                <Field label="Street and number" value=answers.street pointer="/office/address/street" required=true autocomplete="address-line1" />
                <Field label="City" value=answers.city pointer="/office/address/city" required=true autocomplete="address-level2" />
                <Field label="State or region" value=answers.region pointer="/office/address/region" autocomplete="address-level1" />
                <Field label="Postal code" value=answers.postal_code pointer="/office/address/postal_code" autocomplete="postal-code" />
            })}
        </Fieldset>
        <Fieldset legend="Service">
            <Field label="Name of the service" value=answers.service_name pointer="/service/name" required=true maxlength=80_u32
                hint="What clients book, such as Individual session" />
            <Field label="Billing code" value=answers.code pointer="/service/code" maxlength=20_u32 hint="Your own code for it, if you bill with one" />
            <Field label="Duration" value=answers.minutes kind=FieldKind::Number inputmode="numeric" pointer="/service/minutes" required=true unit="minutes" />
            <Field label="Fee" value=answers.fee kind=FieldKind::Number pointer="/service/fee/amount_minor" required=true check=amount
                unit=Signal::derive(move || answers.currency.get()) />
        </Fieldset>
    }
    .into_any()
}

#[component]
pub fn HoursStep(answers: Answers) -> impl IntoView {
    view! {
        <p>"When do you see clients? You can change this at any time."</p>
        <Checkbox label="I see clients myself" value=answers.sees_clients />
        {move || answers.sees_clients.get().then(|| view! { <WeekEditor week=answers.week pointer="/availability" /> })}
    }
    .into_any()
}
