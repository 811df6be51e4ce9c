//! Examples of what the practice authors, and of its choices.

use domain::documents::{
    ArchiveTemplate, Asks, Block, Choice, Content, DocumentKind, DocumentTemplateInput, Documents, DocumentsSettings, FieldOf,
    FormTemplateInput, Packet, PacketInput, PacketPage, PreviewDocument, Question, QuestionKind, ShowIf, Span, Template, TemplateDetails,
    TemplatePage, TemplateSummary, TemplateVersion,
};
use domain::practice::profile::Language;
use domain::practice::staff::StaffName;
use domain::time::Timestamp;
use uuid::Uuid;

/// Ids whose last digits say what they are of.
fn id<T: From<Uuid>>(last: u128) -> T {
    T::from(Uuid::from_u128(0x018f_3c5e_7a10_7000_8000_0000_0000_0000 + last))
}

/// Monday, 2 March 2026, 9:00 in New York, and so many minutes.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_772_460_000 + minutes * 60).unwrap_or_default()
}

pub fn document_input() -> DocumentTemplateInput {
    DocumentTemplateInput {
        title: "Practice policies".into(),
        language: Language::En,
        asks: Asks::Signature,
        body: "# Welcome\n\nDear {client_first_name}, please give us **24 hours** to change an appointment.".into(),
        countersign: false,
        renew_after_months: Some(12),
        expire_after_days: None,
    }
}

pub fn form_input() -> FormTemplateInput {
    let choice = |key: &str, label: &str| Choice { key: key.into(), label: label.into(), score: None };
    let asked = ShowIf { question: "before".into(), is: vec!["yes".into()] };
    FormTemplateInput {
        title: "About you".into(),
        language: Language::En,
        introduction: "Your answers help us prepare for our first session.".into(),
        questions: vec![
            Question { field: Some(FieldOf::City), ..Question::new("city", QuestionKind::ShortText, "In which town do you live?") },
            Question { required: true, ..Question::new("before", QuestionKind::YesNo, "Have you been in therapy before?") },
            Question { show_if: Some(asked), ..Question::new("helped", QuestionKind::LongText, "What helped, and what did not?") },
            Question {
                choices: vec![choice("friend", "Somebody told me"), choice("web", "On the web")],
                ..Question::new("found_us", QuestionKind::OneChoice, "How did you find us?")
            },
        ],
        renew_after_months: None,
        expire_after_days: Some(30),
    }
}

fn version(number: i64) -> TemplateVersion {
    let saved_by = Some(StaffName { id: id(0x0201), display_name: "Jordan Hale, LCSW".into() });
    TemplateVersion { number, saved_at: at(number * 30), saved_by }
}

pub fn document() -> Template {
    Template {
        id: id(0x0901),
        version: 2,
        archived: false,
        details: TemplateDetails::Document(document_input()),
        versions: vec![version(2), version(1)],
    }
}

pub fn form() -> Template {
    Template { id: id(0x0902), version: 1, details: TemplateDetails::Form(form_input()), versions: vec![version(1)], ..document() }
}

pub fn archive() -> ArchiveTemplate {
    ArchiveTemplate { archived: true }
}

pub fn archived() -> Template {
    Template { archived: true, version: 3, ..document() }
}

pub fn templates() -> TemplatePage {
    let form = TemplateSummary {
        id: id(0x0902),
        title: "About you".into(),
        kind: DocumentKind::Form,
        language: Language::En,
        number: 1,
        archived: false,
        saved_at: at(30),
        open: 3,
    };
    let document = TemplateSummary {
        id: id(0x0901),
        title: "Practice policies".into(),
        kind: DocumentKind::Consent,
        number: 2,
        saved_at: at(60),
        open: 0,
        ..form.clone()
    };
    TemplatePage { items: vec![form, document], next_cursor: None }
}

pub fn preview() -> PreviewDocument {
    PreviewDocument {
        title: "Practice policies".into(),
        language: Language::En,
        kind: DocumentKind::Consent,
        body: "Dear {client_first_name}, please give us **24 hours**.".into(),
    }
}

pub fn previewed() -> Content {
    let span = |text: &str, strong| Span { text: text.into(), strong, ..Span::default() };
    let spans = vec![span("Dear Alex, please give us ", false), span("24 hours", true), span(".", false)];
    preview().content(vec![Block::Paragraph { spans }], "I have read this document and agree to it.".into())
}

pub fn packet_input() -> PacketInput {
    PacketInput { name: "Intake".into(), templates: vec![id(0x0901), id(0x0902)], for_new_clients: true }
}

pub fn packet() -> Packet {
    Packet { id: id(0x0911), version: 1, details: packet_input() }
}

pub fn packets() -> PacketPage {
    PacketPage { items: vec![packet()], next_cursor: None }
}

pub fn settings() -> DocumentsSettings {
    DocumentsSettings { clients_may_upload: true, ..DocumentsSettings::default() }
}

pub fn documents_settings() -> Documents {
    Documents { version: 2, settings: settings() }
}

#[cfg(test)]
mod tests {
    use domain::Check as _;

    use super::*;

    #[test]
    fn what_the_description_shows_passes_the_checks() {
        assert_eq!(document_input().errors(), []);
        assert_eq!(form_input().errors(), []);
        assert_eq!(packet_input().errors(), []);
        assert_eq!(preview().errors(), []);
        assert_eq!(settings().errors(), []);
    }
}
