//! A text in Markdown being written, with a few buttons above it for those who do not know the signs.

use domain::documents::Placeholder;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Field, FieldKind, Icon, IconName, Menu, MenuAction, unique_id};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement, KeyboardEvent};

use super::markdown::{Edit, Mark, byte_at, insert, mark, utf16_at};

/// What a placeholder stands for.
fn placeholder(one: Placeholder) -> &'static str {
    match one {
        Placeholder::ClientName => "Client’s full name",
        Placeholder::ClientFirstName => "Client’s first name",
        Placeholder::ClientBirthDate => "Client’s birth date",
        Placeholder::ClinicianName => "Clinician’s name",
        Placeholder::PracticeName => "Practice’s name",
        Placeholder::PracticePhone => "Practice’s telephone number",
        Placeholder::PracticeAddress => "Practice’s address",
        Placeholder::Date => "Date of sending",
    }
}

/// The field with its buttons.
#[component]
pub fn TextField(
    /// The label above.
    label: &'static str,
    /// Where the text lives.
    value: RwSignal<String>,
    /// JSON pointer of the value in the request.
    pointer: &'static str,
    /// Whether it must not stay empty.
    #[prop(optional)]
    required: bool,
    /// Lines shown at least.
    rows: u32,
    /// Name under which unfinished text is kept on this device.
    #[prop(optional)]
    draft: Option<&'static str>,
) -> impl IntoView {
    let id = StoredValue::new(unique_id("text"));
    let apply = move |what: Mark| edit(&id.get_value(), |text, from, to| mark(text, from, to, what));
    let button = move |word: &'static str, name: &'static str, what: Mark| {
        view! { <Button kind=ButtonKind::Quiet small=true label=name on_press=move |()| apply(what)>{word}</Button> }.into_any()
    };
    let keys = move |event: KeyboardEvent| {
        let what = match event.key().as_str() {
            "b" => Mark::Bold,
            "k" => Mark::Link,
            _ => return,
        };
        if (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key() {
            event.prevent_default();
            apply(what);
        }
    };
    let put = |one: &Placeholder| {
        let one = *one;
        let words = format!("{{{}}}", one.as_str());
        let put = move |()| edit(&id.get_value(), |_, from, to| insert(from, to, &words));
        view! { <MenuAction on_press=put>{placeholder(one)}</MenuAction> }.into_any()
    };
    let placeholders = Placeholder::ALL.iter().map(put).collect_view();
    let trigger = || view! { "Fill in" <Icon name=IconName::ChevronDown /> };
    let hint = "Written in Markdown. Words in braces are filled in when it is sent.";
    let field = match draft {
        Some(draft) => {
            view! { <Field id=id.get_value() label value kind=FieldKind::Area pointer required rows hint maxlength=100_000_u32 draft /> }
                .into_any()
        }
        None => view! { <Field id=id.get_value() label value kind=FieldKind::Area pointer required rows hint maxlength=100_000_u32 /> }
            .into_any(),
    };
    view! {
        <div class="text-field" on:keydown=keys>
            <div class="tools" role="group" aria-label=format!("Shape: {label}")>
                {button("Heading", "Heading", Mark::Heading)}
                {button("Bold", "Bold (Ctrl B)", Mark::Bold)}
                {button("List", "List", Mark::List)}
                {button("Link", "Link (Ctrl K)", Mark::Link)}
                <Menu label="Fill in when it is sent" trigger=trigger class="button quiet small">{placeholders}</Menu>
            </div>
            {field}
        </div>
    }
    .into_any()
}

/// Changes the text in a field as typing would: the field hears of it, and the browser can undo it.
fn edit(id: &str, what: impl FnOnce(&str, usize, usize) -> Edit) {
    let Some(area) = document().get_element_by_id(id).and_then(|found| found.dyn_into::<HtmlTextAreaElement>().ok()) else { return };
    let text = area.value();
    let place = |found: Result<Option<u32>, _>| found.ok().flatten().map_or(text.len(), |utf16| byte_at(&text, utf16));
    let (from, to) = (place(area.selection_start()), place(area.selection_end()));
    let edit = what(&text, from, to);
    let _ = area.focus();
    let _ = area.set_selection_range(utf16_at(&text, edit.from), utf16_at(&text, edit.to));
    let typed = document().dyn_into::<HtmlDocument>().is_ok_and(|page| type_in(&page, &edit.by));
    if !typed {
        // A browser that cannot: the same without a way back.
        let mut done = text;
        done.replace_range(edit.from..edit.to, &edit.by);
        area.set_value(&done);
        let told = web_sys::Event::new("input").map(|event| area.dispatch_event(&event));
        if told.is_err() {
            return;
        }
    }
    let now = area.value();
    let _ = area.set_selection_range(utf16_at(&now, edit.select.0), utf16_at(&now, edit.select.1));
}

fn type_in(page: &HtmlDocument, words: &str) -> bool {
    page.exec_command_with_show_ui_and_value("insertText", false, words).unwrap_or_default()
}
