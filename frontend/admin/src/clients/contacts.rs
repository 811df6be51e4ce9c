//! The lists of a client's e-mail addresses and phone numbers in the form.

use domain::Checker;
use domain::practice::client::{ClientEmail, ClientPhone, ContactKind};
use domain::text::{Email, Phone};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Checkbox, Field, FieldKind, Fieldset, FormState, IconButton, IconName, Select, draft, focus};

use crate::labels;

/// The most of each a client has.
const MOST: usize = 10;

/// An address or number being edited. Counted signals: one that is made by pressing a button belongs to no part of the page.
#[derive(Clone)]
struct Contact {
    key: u32,
    text: ArcRwSignal<String>,
    kind: ArcRwSignal<String>,
    /// *E-mail ok*, or *Text ok*.
    ok: ArcRwSignal<bool>,
    voicemail_ok: ArcRwSignal<bool>,
}

/// A list of either being edited.
#[derive(Clone, Copy)]
pub struct Contacts {
    all: RwSignal<Vec<Contact>>,
    next: StoredValue<u32>,
}

impl Contacts {
    fn new() -> Self {
        Self { all: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// A list of addresses.
    pub fn of_emails(emails: &[ClientEmail]) -> Self {
        let list = Self::new();
        for email in emails {
            list.add(email.address.as_str(), email.kind, email.email_ok, false);
        }
        list
    }

    /// A list of numbers.
    pub fn of_phones(phones: &[ClientPhone]) -> Self {
        let list = Self::new();
        for phone in phones {
            list.add(phone.number.as_str(), phone.kind, phone.text_ok, phone.voicemail_ok);
        }
        list
    }

    fn add(self, text: &str, kind: ContactKind, ok: bool, voicemail_ok: bool) -> u32 {
        let key = self.next.try_update_value(|n| {
            *n += 1;
            *n
        });
        let key = key.unwrap_or_default();
        let contact = Contact {
            key,
            text: ArcRwSignal::new(text.to_owned()),
            kind: ArcRwSignal::new(kind.as_str().to_owned()),
            ok: ArcRwSignal::new(ok),
            voicemail_ok: ArcRwSignal::new(voicemail_ok),
        };
        self.all.update(|all| all.push(contact));
        key
    }

    /// All lines as one text, to keep as a draft. Whoever calls is told of each change.
    fn written(self) -> String {
        let line = |c: &Contact| format!("{}\t{}\t{}\t{}\n", c.kind.get(), c.ok.get(), c.voicemail_ok.get(), c.text.get());
        self.all.with(|all| all.iter().map(line).collect())
    }

    /// Puts the lines of a draft in place of these.
    fn read(self, written: &str) {
        self.all.update(Vec::clear);
        for line in written.lines() {
            let mut parts = line.splitn(4, '\t');
            let mut next = || parts.next().unwrap_or_default();
            let (kind, ok, voicemail_ok) = (labels::contact_of(next()), next() == "true", next() == "true");
            self.add(next(), kind, ok, voicemail_ok);
        }
    }

    /// Keeps what is being written on this device until the form is sent, and takes up what was kept.
    fn keep_drafts(self, list: ContactList, form: FormState) {
        let Some(key) = draft::key(list.prefix()) else { return };
        let base = untrack(|| self.written());
        if let Some(kept) = draft::recall(&key, &base) {
            self.read(&kept);
            form.touch();
        }
        Effect::new(move |before: Option<()>| {
            let now = self.written();
            if before.is_some() {
                form.keep(&key, &base, &now);
            }
        });
    }

    /// Drops lines that were left empty above others, so that the places of the rest are those of the request.
    fn tidy(self) {
        let filled = |c: &Contact| c.text.with_untracked(|t| !t.trim().is_empty());
        let gap = self.all.with_untracked(|all| all.iter().rposition(filled).is_some_and(|last| !all[..last].iter().all(filled)));
        if gap {
            self.all.update(|all| all.retain(filled));
        }
    }

    /// The addresses as they stand; a line left empty is none.
    pub fn emails(self) -> Vec<ClientEmail> {
        let email = |c: &Contact| ClientEmail {
            address: c.text.with_untracked(|t| Email::from(t.trim())),
            kind: c.kind.with_untracked(|k| labels::contact_of(k)),
            email_ok: c.ok.get_untracked(),
        };
        self.tidy();
        self.all.with_untracked(|all| all.iter().map(email).filter(|e| !e.address.is_blank()).collect())
    }

    /// The numbers as they stand; a line left empty is none.
    pub fn phones(self) -> Vec<ClientPhone> {
        let phone = |c: &Contact| ClientPhone {
            number: c.text.with_untracked(|t| Phone::from(t.trim())),
            kind: c.kind.with_untracked(|k| labels::contact_of(k)),
            text_ok: c.ok.get_untracked(),
            voicemail_ok: c.voicemail_ok.get_untracked(),
        };
        self.tidy();
        self.all.with_untracked(|all| all.iter().map(phone).filter(|p| !p.number.is_blank()).collect())
    }
}

/// Which of the two lists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ContactList {
    /// E-mail addresses.
    Emails,
    /// Phone numbers.
    Phones,
}

impl ContactList {
    fn name(self) -> &'static str {
        match self {
            Self::Emails => "E-mail",
            Self::Phones => "Phone",
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Emails => "client-email",
            Self::Phones => "client-phone",
        }
    }

    fn wrong(self, text: String) -> Option<String> {
        let mut c = Checker::default();
        match self {
            Self::Emails => Email::from(text).check(&mut c, ""),
            Self::Phones => Phone::from(text).check(&mut c, ""),
        }
        c.into_errors().into_iter().next().map(|e| e.message)
    }
}

/// One of the lists, with its ticks.
#[component]
pub fn ContactFields(
    /// Which list it is.
    list: ContactList,
    /// The list.
    of: Contacts,
) -> impl IntoView {
    let form = use_context::<FormState>();
    if let Some(form) = form {
        of.keep_drafts(list, form);
    }
    let touch = move || {
        if let Some(form) = form {
            form.touch();
        }
    };
    let add = move |()| {
        let key = of.add("", ContactKind::Home, list == ContactList::Emails, false);
        touch();
        request_animation_frame(move || focus(&format!("{}-{key}", list.prefix())));
    };
    let remove = move |key: u32| {
        of.all.update(|all| all.retain(|c| c.key != key));
        touch();
        // The first line that is left takes focus, or the button that adds one.
        let next = of.all.with_untracked(|all| all.first().map(|c| format!("{}-{}", list.prefix(), c.key)));
        request_animation_frame(move || focus(&next.unwrap_or_else(|| format!("{}-add", list.prefix()))));
    };
    let line = move |(at, contact): (usize, Contact)| {
        let name = list.name();
        let label = if at == 0 { name.to_owned() } else { format!("{name} {}", at + 1) };
        let id = format!("{}-{}", list.prefix(), contact.key);
        let kind_label = format!("Kind of {}", label.to_lowercase());
        let remove_label = format!("Remove {}", label.to_lowercase());
        let Contact { key, text, kind, ok, voicemail_ok } = contact;
        let (text, kind) = (RwSignal::from(text), RwSignal::from(kind));
        let (ok, voicemail_ok) = (RwSignal::from(ok), RwSignal::from(voicemail_ok));
        let field = match list {
            ContactList::Emails => view! {
                <Field id label value=text kind=FieldKind::Email pointer=format!("/emails/{at}/address") autocomplete="off"
                    check=move |text: String| list.wrong(text) />
            },
            ContactList::Phones => view! {
                <Field id label value=text kind=FieldKind::Tel pointer=format!("/phones/{at}/number") autocomplete="off"
                    check=move |text: String| list.wrong(text) />
            },
        };
        let ticks = match list {
            ContactList::Emails => view! {
                <Checkbox label="E-mail ok" value=ok />
            }
            .into_any(),
            ContactList::Phones => view! {
                <Checkbox label="Text ok" value=ok />
                <Checkbox label="Voicemail ok" value=voicemail_ok />
            }
            .into_any(),
        };
        view! {
            <div class="row contact">
                {field}
                <Select label=kind_label value=kind required=true choices=labels::contact_choices() />
                {ticks}
                <IconButton icon=IconName::Trash label=remove_label on_press=move |()| remove(key) />
            </div>
        }
    };
    let lines = move || of.all.get().into_iter().enumerate().map(line).collect_view();
    let (legend, more, hint) = match list {
        ContactList::Emails => {
            ("E-mail addresses", "Add e-mail", "The one to use first at the top. \"E-mail ok\": the client agreed to be written to there.")
        }
        ContactList::Phones => ("Phone numbers", "Add phone", "The one to use first at the top."),
    };
    view! {
        <Fieldset legend hint>
            {lines}
            <div>
                {move || (of.all.with(Vec::len) < MOST).then(|| view! {
                    <span id=format!("{}-add", list.prefix()) tabindex="-1">
                        <Button kind=ButtonKind::Quiet small=true icon=IconName::Plus on_press=add>{more}</Button>
                    </span>
                })}
            </div>
        </Fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_of_lines_comes_back_as_it_was() {
        Owner::new().with(|| {
            let list = Contacts::new();
            list.add("maya@example.com", ContactKind::Work, true, false);
            list.add("", ContactKind::Home, false, true);
            let written = untrack(|| list.written());
            let back = Contacts::new();
            back.add("something else", ContactKind::Home, false, false);
            back.read(&written);
            assert_eq!(untrack(|| back.written()), written);
            assert_eq!(back.all.with_untracked(Vec::len), 2);
        });
    }
}
