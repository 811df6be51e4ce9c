//! Lists: `?limit=&cursor=`, answered by items and the cursor of the next page (I5).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};

/// Items a page has when nobody asks for a number.
pub const USUAL_LIMIT: u32 = 50;
/// The most items a page may have.
pub const MOST_LIMIT: u32 = 200;

/// Notes a page size that is 0 or more than [`MOST_LIMIT`].
pub fn check_limit(c: &mut Checker, limit: Option<u32>) {
    if let Some(limit) = limit {
        c.between("limit", limit.into(), 1, MOST_LIMIT.into());
    }
}

/// Which page of a list without filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// Items a page: 1 to 200, usually 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// The `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Check for PageQuery {
    fn check(&self, c: &mut Checker) {
        check_limit(c, self.limit);
    }
}
