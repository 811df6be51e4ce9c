//! Which documents are listed, as the address says it: so that reload, Back and a bookmark find them again.

use domain::TemplateId;
use domain::documents::{DocumentCounts, DocumentFilter, ListDocuments};
use leptos_router::params::ParamsMap;

/// Where the list is.
pub const LIST: &str = "/admin/documents";

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Which ones; those that wait for their client unless told.
    pub filter: DocumentFilter,
    /// Only those made from this template.
    pub template: Option<TemplateId>,
}

impl Default for Wish {
    fn default() -> Self {
        Self { filter: DocumentFilter::Open, template: None }
    }
}

impl Wish {
    /// What the address says; anything unknown counts as not said.
    pub fn read(query: &ParamsMap) -> Self {
        Self::of(|name| query.get(name))
    }

    fn of(value: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            filter: value("show").and_then(|name| DocumentFilter::named(&name)).unwrap_or(DocumentFilter::Open),
            template: value("template").and_then(|id| id.parse().ok()),
        }
    }

    /// The address of the list.
    pub fn address(self) -> String {
        let show = (self.filter != DocumentFilter::Open).then(|| format!("show={}", self.filter.as_str()));
        let template = self.template.map(|id| format!("template={id}"));
        let query = show.into_iter().chain(template).collect::<Vec<_>>().join("&");
        if query.is_empty() { LIST.to_owned() } else { format!("{LIST}?{query}") }
    }

    /// The request for a page of the list.
    pub fn request(self, cursor: Option<String>) -> ListDocuments {
        ListDocuments { filter: Some(self.filter), template_id: self.template, limit: None, cursor }
    }
}

/// What a filter is called.
pub fn label(filter: DocumentFilter) -> &'static str {
    match filter {
        DocumentFilter::Open => "Open",
        DocumentFilter::Overdue => "Overdue",
        DocumentFilter::Submitted => "To look at",
        DocumentFilter::ToCountersign => "To sign",
        DocumentFilter::Done => "Done",
        DocumentFilter::Over => "Over",
    }
}

/// The number beside a filter; none where none is counted.
pub fn count(filter: DocumentFilter, counts: DocumentCounts) -> u32 {
    match filter {
        DocumentFilter::Overdue => counts.overdue,
        DocumentFilter::Submitted => counts.submitted,
        DocumentFilter::ToCountersign => counts.to_countersign,
        DocumentFilter::Open | DocumentFilter::Done | DocumentFilter::Over => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d9_an_address_says_what_it_lists() {
        let of =
            |said: &[(&str, &str)]| Wish::of(|name| said.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()));
        assert_eq!(of(&[("show", "attic"), ("template", "x")]), Wish::default());
        assert_eq!(Wish::default().address(), LIST);
        let id = "00000000-0000-7000-8000-000000000001";
        let wish = of(&[("show", "to_countersign"), ("template", id)]);
        assert_eq!(wish.address(), format!("{LIST}?show=to_countersign&template={id}"));
        assert_eq!(wish.request(None).template_id, wish.template);
    }
}
