//! What a document says to one client: the template's words with names, days and addresses filled in.
//!
//! Values are filled into words that were read already: nothing in a value is taken for Markdown or filled again.

use domain::documents::{
    Block, Choice, Content, DocumentKind, Placeholder, PreviewDocument, Question, QuestionKind, Scale, Span, TemplateDetails,
};
use domain::practice::profile::Language;
use domain::time::Date;

mod values;

pub use values::Values;

use crate::markdown;

/// The content of what `details` says today, to whom the `values` are about.
#[must_use]
pub fn make(details: &TemplateDetails, values: &Values, today: Date) -> Content {
    let (kind, language) = (details.kind(), details.language());
    let fill = Filling { values, language, today };
    let (body, questions) = match details {
        TemplateDetails::Document(document) => (&document.body, Vec::new()),
        TemplateDetails::Form(form) => (&form.introduction, form.questions.iter().map(|question| fill.question(question)).collect()),
    };
    let is_signed = kind == DocumentKind::Consent || questions.iter().any(|question: &Question| question.kind == QuestionKind::Signature);
    Content {
        kind,
        language,
        title: details.title().to_owned(),
        blocks: fill.blocks(markdown::blocks(body)),
        questions,
        statement: if is_signed { statement(kind, language).into() } else { String::new() },
    }
}

/// The same of a text that nobody has saved.
#[must_use]
pub fn preview(input: PreviewDocument, values: &Values, today: Date) -> Content {
    let fill = Filling { values, language: input.language, today };
    let blocks = fill.blocks(markdown::blocks(&input.body));
    let statement = if input.kind == DocumentKind::Consent { statement(input.kind, input.language) } else { "" };
    input.content(blocks, statement.into())
}

/// What somebody states by signing: that they mean it, and that their typed name is their signature.
const fn statement(kind: DocumentKind, language: Language) -> &'static str {
    match (kind, language) {
        (DocumentKind::Form, Language::En) => {
            "These answers are true and complete as far as I know. By typing my name I sign them electronically; this counts as much as signing by hand."
        }
        (DocumentKind::Form, Language::Es) => {
            "Hasta donde sé, estas respuestas son verdaderas y completas. Al escribir mi nombre las firmo electrónicamente; esto vale lo mismo que firmar a mano."
        }
        (_, Language::En) => {
            "I have read this document and agree to it. By typing my name I sign it electronically; this counts as much as signing by hand."
        }
        (_, Language::Es) => {
            "He leído este documento y estoy de acuerdo. Al escribir mi nombre lo firmo electrónicamente; esto vale lo mismo que firmar a mano."
        }
    }
}

/// What fills the placeholders of one document.
struct Filling<'a> {
    values: &'a Values,
    language: Language,
    today: Date,
}

impl Filling<'_> {
    fn value(&self, placeholder: Placeholder) -> String {
        self.values.of_placeholder(placeholder, self.language, self.today)
    }

    fn text(&self, text: &str) -> String {
        Placeholder::fill(text, &|placeholder| self.value(placeholder))
    }

    fn blocks(&self, blocks: Vec<Block>) -> Vec<Block> {
        blocks.into_iter().map(|block| self.block(block)).collect()
    }

    fn block(&self, block: Block) -> Block {
        let cells = |cells: Vec<Vec<Span>>| cells.into_iter().map(|spans| self.spans(spans)).collect();
        match block {
            Block::Heading { level, spans } => Block::Heading { level, spans: self.spans(spans) },
            Block::Paragraph { spans } => Block::Paragraph { spans: self.spans(spans) },
            Block::List { from, items } => Block::List { from, items: items.into_iter().map(|item| self.blocks(item)).collect() },
            Block::Quote { blocks } => Block::Quote { blocks: self.blocks(blocks) },
            Block::Table { head, rows } => Block::Table { head: cells(head), rows: rows.into_iter().map(cells).collect() },
            Block::Rule => Block::Rule,
        }
    }

    fn spans(&self, spans: Vec<Span>) -> Vec<Span> {
        let fill = |span: Span| Span { text: self.text(&span.text), link: span.link.map(|link| self.link(&link)), ..span };
        spans.into_iter().map(fill).collect()
    }

    /// An address with its placeholders filled: a value leads nowhere else than the address did.
    fn link(&self, link: &str) -> String {
        let is_number = link.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("tel:"));
        Placeholder::fill(link, &|placeholder| {
            let value = self.value(placeholder);
            let bytes = value.bytes().filter(|byte| !is_number || byte.is_ascii_digit() || *byte == b'+');
            bytes.map(in_address).collect()
        })
    }

    fn question(&self, question: &Question) -> Question {
        let choice = |choice: &Choice| Choice { label: self.text(&choice.label), ..choice.clone() };
        let scale =
            |scale: &Scale| Scale { from_label: self.text(&scale.from_label), to_label: self.text(&scale.to_label), ..scale.clone() };
        Question {
            label: self.text(&question.label),
            help: self.text(&question.help),
            choices: question.choices.iter().map(choice).collect(),
            scale: question.scale.as_ref().map(scale),
            ..question.clone()
        }
    }
}

/// A byte of a value as it stands in an address (RFC 3986, 2.1).
fn in_address(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~+".contains(&byte) { char::from(byte).into() } else { format!("%{byte:02X}") }
}

#[cfg(test)]
mod tests;
