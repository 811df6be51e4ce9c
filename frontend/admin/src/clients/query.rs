//! What the list of clients was asked for, as it stands in the address: so that reload, Back and a bookmark find it again.

use domain::practice::client::{ClientSort, ListClients};
use leptos_router::params::ParamsMap;

use crate::labels;

/// Search, filters and order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Words of a name, an e-mail or a number.
    pub search: String,
    /// A status, or empty.
    pub status: String,
    /// A state of portal access, or empty.
    pub access: String,
    /// A clinician's id, or empty.
    pub clinician: String,
    /// `newest`, or empty for by name.
    pub sort: String,
}

impl Wish {
    /// What the address says; anything unknown counts as not said.
    pub fn read(query: &ParamsMap) -> Self {
        Self::of(|name| query.get(name))
    }

    fn of(value: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| value(name).unwrap_or_default();
        let known = |name: &str, known: &dyn Fn(&str) -> bool| Some(get(name)).filter(|v| known(v)).unwrap_or_default();
        Self {
            search: get("search"),
            status: known("status", &|v| labels::status_of(v).is_some()),
            access: known("access", &|v| labels::ACCESS_STATES.iter().any(|state| state.as_str() == v)),
            clinician: known("clinician", &|v| v.parse::<domain::StaffId>().is_ok()),
            sort: known("sort", &|v| v == "newest"),
        }
    }

    /// The address that says it.
    pub fn address(&self) -> String {
        let parts = [
            ("search", self.search.trim()),
            ("status", &self.status),
            ("access", &self.access),
            ("clinician", &self.clinician),
            ("sort", &self.sort),
        ];
        let mut query = ParamsMap::new();
        for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.insert(name, value.to_owned());
        }
        format!("/admin/clients{}", query.to_query_string())
    }

    /// Whether anything narrows the list.
    pub fn narrows(&self) -> bool {
        *self != Self { sort: self.sort.clone(), ..Self::default() }
    }

    /// The request for a page of it.
    pub fn request(&self, limit: u32, cursor: Option<String>) -> ListClients {
        let search = self.search.trim();
        ListClients {
            search: (!search.is_empty()).then(|| search.to_owned()),
            status: labels::status_of(&self.status),
            access: labels::ACCESS_STATES.into_iter().find(|state| state.as_str() == self.access),
            clinician_id: self.clinician.parse().ok(),
            sort: (self.sort == "newest").then_some(ClientSort::Newest),
            limit: Some(limit),
            cursor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_filter_is_no_filter() {
        let address = [("status", "asleep"), ("access", "invited")];
        let wish = Wish::of(|name| address.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()));
        assert_eq!(wish, Wish { access: "invited".into(), ..Wish::default() });
        assert!(wish.narrows());
        assert!(!Wish { sort: "newest".into(), ..Wish::default() }.narrows());
    }
}
