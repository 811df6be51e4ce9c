//! What the practice authored, to be sent again and again (D1). Saving a change makes a new version; what was sent stays
//! what was sent.

use serde::{Deserialize, Serialize};

use super::content::{Content, Placeholder};
use super::form::{self, Question};
use super::state::DocumentKind;
use crate::check::{Check, Checker};
use crate::ids::TemplateId;
use crate::list::check_limit;
use crate::practice::profile::Language;
use crate::practice::staff::StaffName;
use crate::time::Timestamp;

/// The most characters of a text in Markdown.
const LONGEST_BODY: usize = 100_000;

named! {
    /// What a document asks of the client beside reading it.
    Asks {
        /// To sign it.
        Signature = "signature",
        /// To send files.
        Files = "files",
    }
}

/// A document as staff write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentTemplateInput {
    /// Its title, which clients read, too.
    pub title: String,
    /// The language it is in.
    pub language: Language,
    /// What it asks.
    pub asks: Asks,
    /// Its text in Markdown (CommonMark with tables), with `{placeholders}`.
    pub body: String,
    /// Whether the practice signs after the client.
    #[serde(default)]
    pub countersign: bool,
    /// Months until a signed one is asked for anew; none: it holds until something else is agreed.
    #[serde(default)]
    pub renew_after_months: Option<u16>,
    /// Days until one that nobody finished is no longer asked for; none: it waits.
    #[serde(default)]
    pub expire_after_days: Option<u16>,
}

/// A form as staff put it together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FormTemplateInput {
    /// Its title, which clients read, too.
    pub title: String,
    /// The language it is in.
    pub language: Language,
    /// Words above the first question, in Markdown, with `{placeholders}`; may be empty.
    #[serde(default)]
    pub introduction: String,
    /// What is asked, in this order; at most 500, headings included.
    pub questions: Vec<Question>,
    /// Months until it is asked for anew; none: once is enough.
    #[serde(default)]
    pub renew_after_months: Option<u16>,
    /// Days until one that nobody finished is no longer asked for; none: it waits.
    #[serde(default)]
    pub expire_after_days: Option<u16>,
}

fn check_common(c: &mut Checker, title: &str, renew_after_months: Option<u16>, expire_after_days: Option<u16>) {
    c.required("title", title, 120);
    c.ensure(!title.contains(['\n', '\r', '\t']), "title", "one_line", "This must be one line.");
    if let Some(months) = renew_after_months {
        c.between("renew_after_months", months.into(), 1, 120);
    }
    if let Some(days) = expire_after_days {
        c.between("expire_after_days", days.into(), 1, 730);
    }
}

fn check_placeholders(c: &mut Checker, field: &str, text: &str) {
    if let Some(name) = Placeholder::unknown_in(text).first() {
        c.fail(field, "unknown_placeholder", format!("There is no {{{name}}}."));
    }
}

impl Check for DocumentTemplateInput {
    fn check(&self, c: &mut Checker) {
        check_common(c, &self.title, self.renew_after_months, self.expire_after_days);
        c.required("body", &self.body, LONGEST_BODY);
        check_placeholders(c, "body", &self.body);
        if self.asks == Asks::Files {
            c.ensure(!self.countersign, "countersign", "not_here", "Files are not signed.");
        }
    }
}

impl Check for FormTemplateInput {
    fn check(&self, c: &mut Checker) {
        check_common(c, &self.title, self.renew_after_months, self.expire_after_days);
        c.optional("introduction", &self.introduction, LONGEST_BODY);
        check_placeholders(c, "introduction", &self.introduction);
        form::check(c, &self.questions);
    }
}

/// What a template says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "is", content = "says")]
pub enum TemplateDetails {
    /// A document to sign, or a request for files.
    Document(DocumentTemplateInput),
    /// A form to fill.
    Form(FormTemplateInput),
}

impl TemplateDetails {
    /// What it asks of a client.
    #[must_use]
    pub fn kind(&self) -> DocumentKind {
        match self {
            Self::Document(document) if document.asks == Asks::Files => DocumentKind::Upload,
            Self::Document(_) => DocumentKind::Consent,
            Self::Form(_) => DocumentKind::Form,
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Document(document) => &document.title,
            Self::Form(form) => &form.title,
        }
    }

    /// The language it is in.
    #[must_use]
    pub fn language(&self) -> Language {
        match self {
            Self::Document(document) => document.language,
            Self::Form(form) => form.language,
        }
    }

    /// Whether the practice signs after the client.
    #[must_use]
    pub fn countersign(&self) -> bool {
        matches!(self, Self::Document(document) if document.countersign)
    }

    /// Months until it is asked for anew.
    #[must_use]
    pub fn renew_after_months(&self) -> Option<u16> {
        match self {
            Self::Document(document) => document.renew_after_months,
            Self::Form(form) => form.renew_after_months,
        }
    }

    /// Days until one that nobody finished is no longer asked for.
    #[must_use]
    pub fn expire_after_days(&self) -> Option<u16> {
        match self {
            Self::Document(document) => document.expire_after_days,
            Self::Form(form) => form.expire_after_days,
        }
    }
}

/// One of the versions there have been.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemplateVersion {
    /// 1, 2, 3, ….
    pub number: i64,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// By whom.
    pub saved_by: Option<StaffName>,
}

/// A template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// Put away: it is not sent any more.
    pub archived: bool,
    /// What the newest version says, or the one that was asked for.
    pub details: TemplateDetails,
    /// The versions, the newest first.
    pub versions: Vec<TemplateVersion>,
}

/// Which version of a template to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ShowTemplate {
    /// The version's number; usually the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1))]
    pub number: Option<i64>,
}

impl Check for ShowTemplate {
    fn check(&self, c: &mut Checker) {
        c.ensure(self.number.is_none_or(|number| number >= 1), "number", "range", "Versions are counted from 1.");
    }
}

/// A template in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemplateSummary {
    /// Its id.
    pub id: TemplateId,
    /// Its title.
    pub title: String,
    /// What it asks.
    pub kind: DocumentKind,
    /// The language it is in.
    pub language: Language,
    /// The number of its newest version.
    pub number: i64,
    /// Put away.
    pub archived: bool,
    /// When it last changed.
    pub saved_at: Timestamp,
    /// How many clients have it open.
    pub open: u32,
}

/// A page of templates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemplatePage {
    /// This page's templates, by title.
    pub items: Vec<TemplateSummary>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

/// Which templates to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ListTemplates {
    /// `true`: those that were put away. Usually the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// Items a page: 1 to 200, usually 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// The `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Check for ListTemplates {
    fn check(&self, c: &mut Checker) {
        check_limit(c, self.limit);
    }
}

/// Put a template away, or take it out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ArchiveTemplate {
    /// Whether it is put away.
    pub archived: bool,
}

impl Check for ArchiveTemplate {
    fn check(&self, _: &mut Checker) {}
}

/// What a text looks like to a client, before it is saved. Answered by its [`Content`], with invented values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PreviewDocument {
    /// Its title.
    pub title: String,
    /// The language it is in.
    pub language: Language,
    /// What it asks.
    pub kind: DocumentKind,
    /// Markdown, with `{placeholders}`.
    pub body: String,
}

impl Check for PreviewDocument {
    fn check(&self, c: &mut Checker) {
        c.optional("title", &self.title, 120);
        c.optional("body", &self.body, LONGEST_BODY);
        check_placeholders(c, "body", &self.body);
    }
}

impl PreviewDocument {
    /// The content that is shown, where its text reads as `blocks`.
    #[must_use]
    pub fn content(self, blocks: Vec<super::Block>, statement: String) -> Content {
        Content { kind: self.kind, language: self.language, title: self.title, blocks, questions: Vec::new(), statement }
    }
}

#[cfg(test)]
mod tests {
    use super::super::form::QuestionKind;
    use super::*;

    #[test]
    fn d1_a_placeholder_that_does_not_exist_is_refused() {
        let input = DocumentTemplateInput {
            title: "Policies".into(),
            language: Language::En,
            asks: Asks::Signature,
            body: "Dear {client_name}, {clinic}".into(),
            countersign: true,
            renew_after_months: Some(12),
            expire_after_days: None,
        };
        let errors = input.errors();
        assert_eq!((errors.len(), errors[0].pointer.as_str(), errors[0].code.as_str()), (1, "/body", "unknown_placeholder"));
        let files = DocumentTemplateInput { asks: Asks::Files, body: "Both sides".into(), ..input };
        assert_eq!(files.errors()[0].pointer, "/countersign");
    }

    #[test]
    fn d1_what_a_template_asks_follows_from_what_it_is() {
        let form = FormTemplateInput {
            title: "Questions".into(),
            language: Language::En,
            introduction: String::new(),
            questions: vec![Question::new("q", QuestionKind::YesNo, "So?")],
            renew_after_months: None,
            expire_after_days: None,
        };
        assert!(form.errors().is_empty());
        assert_eq!(TemplateDetails::Form(form).kind(), DocumentKind::Form);
    }
}
