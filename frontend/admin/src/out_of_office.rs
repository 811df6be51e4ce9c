//! What a clinician's clients read while there are no answers (M11): one's own under My account, anybody's for owners.

use api::Attempt;
use domain::StaffId;
use domain::messaging::{OutOfOffice, StaffMessaging, StaffMessagingKept};
use leptos::prelude::*;
use ui::{Checkbox, DateField, Failure, Field, FieldKind, FieldProblem, Load, Submit, Tag, Tone, fetched, live, use_toasts};

use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line, yes_no};
use crate::session::use_session;
use crate::words::browser_locale;

/// The form, and whether clients read it now.
#[component]
pub fn OutOfOfficeForm(
    /// Whose it is.
    id: StaffId,
) -> impl IntoView {
    let session = use_session();
    let kept = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_out_of_office(id)).await }
    });
    view! {
        <Load from=kept lines=3 let:now>
            <Edit id kept=now take=move |theirs: StaffMessagingKept| kept.set(theirs) />
        </Load>
    }
    .into_any()
}

/// Whether clients read it now, later, or no longer. `today` is the day on the practice's wall.
fn standing(kept: &StaffMessagingKept, today: &str) -> Option<(&'static str, Tone)> {
    let said = kept.settings.out_of_office.as_ref()?;
    Some(match said.from {
        _ if kept.shown => ("Clients read it now", Tone::Due),
        Some(from) if from.to_string().as_str() > today => ("Not yet shown", Tone::Plain),
        _ => ("Over", Tone::Plain),
    })
}

fn lines(settings: &StaffMessaging) -> Lines {
    let day = |date: Option<domain::time::Date>| date.map(|d| ui::time::long_date(&d.to_string(), &browser_locale())).unwrap_or_default();
    let said = settings.out_of_office.as_ref();
    vec![
        line("Away", yes_no(said.is_some())),
        line("What clients read", said.map(|s| s.text.as_str().to_owned()).unwrap_or_default()),
        line("From", day(said.and_then(|s| s.from))),
        line("Up to and including", day(said.and_then(|s| s.to))),
    ]
}

/// A day that was typed; none for an empty field.
fn day(text: &str, pointer: &str) -> Result<Option<domain::time::Date>, Failure> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.trim().parse().map(Some).map_err(|_| {
        let message = "Please enter a date, such as 3/14/1990.".to_owned();
        let field = FieldProblem { pointer: pointer.to_owned(), code: "date".to_owned(), message };
        Failure::new("Please check these fields", "").with_code("invalid_input").with_fields(vec![field])
    })
}

#[component]
fn Edit(id: StaffId, kept: StaffMessagingKept, #[prop(into)] take: Callback<StaffMessagingKept>) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let said = kept.settings.out_of_office.clone();
    let written = |date: Option<domain::time::Date>| RwSignal::new(date.map(|d| d.to_string()).unwrap_or_default());
    let away = RwSignal::new(said.is_some());
    let from = written(said.as_ref().and_then(|s| s.from));
    let to = written(said.as_ref().and_then(|s| s.to));
    let text = RwSignal::new(said.map(|s| String::from(s.text)).unwrap_or_default());
    let version = RwSignal::new(kept.version);
    let now = RwSignal::new(kept);
    let input = move || -> Result<StaffMessaging, Failure> {
        if !away.get_untracked() {
            return Ok(StaffMessaging::default());
        }
        let words = text.with_untracked(|t| t.trim().into());
        let from = from.with_untracked(|d| day(d, "/out_of_office/from"))?;
        let to = to.with_untracked(|d| day(d, "/out_of_office/to"))?;
        Ok(StaffMessaging { out_of_office: Some(OutOfOffice { text: words, from, to }) })
    };
    let attempt = Attempt::new();
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), input());
        async move {
            let input = input?;
            refuse_wrong(&input)?;
            session.ask(api.set_out_of_office(&attempt, id, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_out_of_office(id)).await }
    };
    let saved = move |kept: StaffMessagingKept| {
        now.set(kept);
        toasts.say("Saved.");
    };
    let record = Record { version: |k: &StaffMessagingKept| k.version, lines: |k: &StaffMessagingKept| lines(&k.settings) };
    let mine = move |()| lines(&input().unwrap_or_default());
    let tag = move || {
        let today = crate::wall::now(&session.zone.get()).date().to_string();
        now.with(|kept| standing(kept, &today)).map(|(word, tone)| view! { <p><Tag tone>{word}</Tag></p> })
    };
    let fields = move || {
        away.get().then(|| {
            view! {
                <Field label="What clients read" value=text kind=FieldKind::Area pointer="/out_of_office/text" rows=3 maxlength=500_u32 required=true
                    hint="Above your conversations. When you are back, and whom to call meanwhile." />
                <div class="row fields">
                    <DateField label="First day" value=from pointer="/out_of_office/from" hint="Empty: at once" />
                    <DateField label="Last day" value=to pointer="/out_of_office/to" hint="Empty: until you untick it" />
                </div>
            }
        })
    };
    view! {
        {live(tag)}
        <SavingForm version record save read mine on_saved=saved on_theirs=take>
            <Checkbox label="Away: tell clients that answers will take longer" value=away />
            {live(fields)}
            <div class="actions"><Submit>"Save"</Submit></div>
        </SavingForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::time::Date;

    use super::*;

    fn kept(shown: bool, from: Option<&str>) -> StaffMessagingKept {
        let from = from.map(|day| day.parse::<Date>().expect("a day"));
        let out_of_office = Some(OutOfOffice { text: "Away.".into(), from, to: None });
        StaffMessagingKept { version: 1, shown, settings: StaffMessaging { out_of_office } }
    }

    #[test]
    fn m11_whether_clients_read_it_is_said() {
        let word = |kept: &StaffMessagingKept| standing(kept, "2027-03-03").map(|(word, _)| word);
        assert_eq!(word(&kept(true, None)), Some("Clients read it now"));
        assert_eq!(word(&kept(false, Some("2027-03-04"))), Some("Not yet shown"));
        assert_eq!(word(&kept(false, Some("2027-03-01"))), Some("Over"));
        let none = StaffMessagingKept { version: 1, shown: false, settings: StaffMessaging::default() };
        assert_eq!(word(&none), None);
    }

    #[test]
    fn m11_a_day_that_is_none_stands_at_its_field() {
        assert_eq!(day(" ", "/x").expect("none"), None);
        assert!(day("2027-02-28", "/x").expect("a day").is_some());
        assert_eq!(day("tomorrow", "/out_of_office/to").expect_err("no day").fields[0].pointer, "/out_of_office/to");
    }
}
