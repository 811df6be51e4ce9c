//! What a form knows about itself: its fields, whether it is being sent, and what is wrong.

use leptos::prelude::*;

use crate::dom::query_all;
use crate::{Failure, draft};

/// A field's part in its form.
#[derive(Clone)]
pub(crate) struct Member {
    pub id: String,
    pub label: Signal<String>,
    pub pointer: Option<String>,
    pub draft: Option<String>,
    /// Checks now, shows the error at the field and returns it.
    pub check: Callback<(), Option<String>>,
}

/// One line of the summary.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Wrong {
    /// The field's id; empty where no field is known.
    pub id: String,
    /// Where in the request the API found it; `None` where the field's own check did.
    pub pointer: Option<String>,
    pub label: String,
    pub message: String,
}

/// What a form knows about itself. Fields find it through context; make one yourself only to steer a form from outside.
#[derive(Clone, Copy)]
pub struct FormState {
    pub(super) busy: RwSignal<bool>,
    dirty: RwSignal<bool>,
    pub(super) failure: RwSignal<Option<Failure>>,
    pub(super) summary: RwSignal<Vec<Wrong>>,
    members: StoredValue<Vec<Member>>,
    /// Keys of drafts of inputs that are no `Field`.
    drafts: StoredValue<Vec<String>>,
}

impl Default for FormState {
    fn default() -> Self {
        Self::new()
    }
}

impl FormState {
    /// A form that nobody has touched.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            dirty: RwSignal::new(false),
            failure: RwSignal::new(None),
            summary: RwSignal::new(Vec::new()),
            members: StoredValue::new(Vec::new()),
            drafts: StoredValue::new(Vec::new()),
        }
    }

    /// Whether it is being sent.
    pub fn busy(&self) -> Signal<bool> {
        self.busy.into()
    }

    /// Whether something was changed since it was opened or last sent.
    pub fn dirty(&self) -> Signal<bool> {
        self.dirty.into()
    }

    /// Says that something was changed, for inputs that are no `Field`.
    pub fn touch(&self) {
        if self.dirty.try_get_untracked() == Some(false) {
            self.dirty.set(true);
        }
    }

    /// The same for an input that is sent under this pointer: what the API said about its old value no longer holds.
    pub fn touch_at(&self, pointer: &str) {
        self.touch();
        let told = self.failure.with_untracked(|f| f.as_ref().is_some_and(|f| f.fields.iter().any(|p| p.pointer == pointer)));
        if !told {
            return;
        }
        self.summary.update(|lines| lines.retain(|line| line.pointer.as_deref() != Some(pointer)));
        let nothing_left = self.summary.with_untracked(Vec::is_empty);
        self.failure.update(|failure| match failure {
            Some(failure) if !nothing_left => failure.fields.retain(|p| p.pointer != pointer),
            _ => *failure = None,
        });
    }

    /// Keeps what stands in inputs that are no `Field` as a draft under `key` until the form is sent; see [`draft::keep`].
    pub fn keep(&self, key: &str, base: &str, text: &str) {
        let _ = self.drafts.try_update_value(|all| {
            if all.iter().all(|known| known != key) {
                all.push(key.to_owned());
            }
        });
        draft::keep(key, base, text);
    }

    /// Says that everything is saved.
    pub fn settle(&self) {
        let _ = self.dirty.try_set(false);
        let _ = self.failure.try_set(None);
        let _ = self.summary.try_set(Vec::new());
        let keys = self.members.try_with_value(|all| all.iter().filter_map(|m| m.draft.clone()).collect::<Vec<_>>());
        let others = self.drafts.try_get_value().unwrap_or_default();
        keys.unwrap_or_default().iter().chain(&others).for_each(|key| draft::forget(key));
    }

    /// Shows a refusal: the summary, and the messages at the fields whose pointers it names.
    pub fn refuse(&self, failure: Failure) {
        let known = self.members.try_get_value().unwrap_or_default();
        let mut lines: Vec<Wrong> = Vec::with_capacity(failure.fields.len());
        for problem in &failure.fields {
            let member = known.iter().find(|m| m.pointer.as_deref() == Some(problem.pointer.as_str()));
            let (id, label) = member.map(|m| (m.id.clone(), m.label.get_untracked())).unwrap_or_default();
            let line = Wrong { id, pointer: Some(problem.pointer.clone()), label, message: problem.message.clone() };
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        let _ = self.summary.try_set(lines);
        let _ = self.failure.try_set(Some(failure));
    }

    /// Checks all fields, shows what is wrong, and says whether the form may be sent.
    pub fn check(&self) -> bool {
        let wrong = self.wrong_fields();
        let right = wrong.is_empty();
        self.failure.set(None);
        self.summary.set(in_page_order(wrong));
        right
    }

    /// What the fields' own checks find, with the errors shown at them.
    fn wrong_fields(&self) -> Vec<Wrong> {
        let members = self.members.try_get_value().unwrap_or_default();
        let wrong = |m: &Member| Some(Wrong { message: m.check.run(())?, id: m.id.clone(), pointer: None, label: m.label.get_untracked() });
        members.iter().filter_map(wrong).collect()
    }

    /// The API's message for the field at this pointer.
    pub(crate) fn problem(&self, pointer: &str) -> Option<String> {
        self.failure.with(|f| {
            let problem = f.as_ref()?.fields.iter().find(|p| p.pointer == pointer)?;
            Some(problem.message.clone())
        })
    }

    /// What the field's own check says now: its line in the summary follows.
    pub(crate) fn checked(&self, id: &str, wrong: Option<&str>) {
        let own = |line: &Wrong| line.pointer.is_none() && line.id == id;
        let differs = self.summary.try_with_untracked(|lines| lines.iter().any(|line| own(line) && Some(line.message.as_str()) != wrong));
        if differs != Some(true) {
            return;
        }
        let _ = self.summary.try_update(|lines| match wrong {
            Some(wrong) => lines.iter_mut().filter(|line| own(line)).for_each(|line| line.message = wrong.to_owned()),
            None => lines.retain(|line| !own(line)),
        });
    }

    pub(crate) fn join(&self, member: Member) {
        let (form, id) = (*self, member.id.clone());
        form.members.update_value(|all| all.push(member));
        on_cleanup(move || {
            form.members.try_update_value(|all| all.retain(|m| m.id != id));
            // No line leads to a field that is gone.
            form.checked(&id, None);
        });
    }

    /// The id of the field that a line is about. One that was drawn anew since has another id under the same pointer.
    pub(super) fn place_of(&self, line: &Wrong) -> Option<String> {
        let about = |m: &&Member| m.id == line.id || line.pointer.is_some() && m.pointer == line.pointer;
        self.members.try_with_value(|all| all.iter().find(about).map(|m| m.id.clone())).flatten()
    }
}

/// Fields that appeared later may stand higher: sorts the lines as the page has them.
fn in_page_order(mut wrong: Vec<Wrong>) -> Vec<Wrong> {
    let mut ordered = Vec::with_capacity(wrong.len());
    for element in query_all(None, "form [id]") {
        let id = element.id();
        if let Some(at) = wrong.iter().position(|line| line.id == id) {
            ordered.push(wrong.remove(at));
        }
    }
    ordered.append(&mut wrong);
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldProblem;

    /// A form with a field under `/name`, and what that field's check says.
    fn form_of_one() -> (FormState, RwSignal<Option<String>>) {
        let (form, says) = (FormState::new(), RwSignal::new(None::<String>));
        form.join(field(form, "name", says));
        (form, says)
    }

    fn field(form: FormState, id: &'static str, says: RwSignal<Option<String>>) -> Member {
        let check = Callback::new(move |()| {
            let wrong = says.get_untracked();
            form.checked(id, wrong.as_deref());
            wrong
        });
        Member { id: id.to_owned(), label: Signal::derive(move || id.to_owned()), pointer: Some(format!("/{id}")), draft: None, check }
    }

    fn refusal(pointers: &[&str]) -> Failure {
        let problem = |pointer: &&str| FieldProblem { pointer: (*pointer).to_owned(), code: "wrong".into(), message: "Wrong.".into() };
        Failure::new("Please check these fields", "").with_fields(pointers.iter().map(problem).collect())
    }

    fn lines(form: FormState) -> Vec<(String, String)> {
        form.summary.with_untracked(|all| all.iter().map(|line| (line.id.clone(), line.message.clone())).collect())
    }

    fn line(id: &str, message: &str) -> (String, String) {
        (id.to_owned(), message.to_owned())
    }

    #[test]
    fn a_line_follows_the_check_of_its_field_until_it_is_right() {
        Owner::new().with(|| {
            let (form, says) = form_of_one();
            says.set(Some("Fill this in.".into()));
            form.summary.set(form.wrong_fields());
            assert_eq!(lines(form), [line("name", "Fill this in.")]);
            says.set(Some("Too short.".into()));
            form.wrong_fields();
            assert_eq!(lines(form), [line("name", "Too short.")]);
            form.touch_at("/name");
            assert_eq!(lines(form).len(), 1, "a change alone does not make it right");
            says.set(None);
            form.wrong_fields();
            assert_eq!(lines(form), []);
        });
    }

    #[test]
    fn a_line_of_the_server_goes_when_its_field_is_changed_and_the_refusal_with_the_last() {
        Owner::new().with(|| {
            let (form, _) = form_of_one();
            form.refuse(refusal(&["/name", "/name", "/elsewhere"]));
            assert_eq!(lines(form), [line("name", "Wrong."), line("", "Wrong.")], "the same is said once");
            form.wrong_fields();
            assert_eq!(lines(form).len(), 2, "our own check knows nothing of it");
            form.touch_at("/name");
            assert_eq!((lines(form), form.problem("/name")), (vec![line("", "Wrong.")], None));
            assert!(form.problem("/elsewhere").is_some());
            form.touch_at("/elsewhere");
            assert!(lines(form).is_empty() && form.failure.with_untracked(Option::is_none));
            form.refuse(Failure::new("The server did not answer.", ""));
            form.touch_at("/name");
            assert!(form.failure.with_untracked(Option::is_some), "it was about no field");
        });
    }

    #[test]
    fn a_field_that_goes_takes_its_line_with_it_and_one_drawn_anew_is_found() {
        Owner::new().with(|| {
            let form = FormState::new();
            let says = RwSignal::new(Some("Fill this in.".to_owned()));
            let part = Owner::new();
            part.with(|| form.join(field(form, "client", says)));
            form.summary.set(form.wrong_fields());
            form.refuse(refusal(&["/client"]));
            let told = form.summary.with_untracked(|all| all[0].clone());
            form.summary.set(form.wrong_fields());
            part.cleanup();
            assert_eq!(lines(form), []);
            assert_eq!(form.place_of(&told), None);
            let anew = Member { id: "client-2".into(), ..field(form, "client", says) };
            form.join(anew);
            assert_eq!(form.place_of(&told).as_deref(), Some("client-2"));
        });
    }
}
