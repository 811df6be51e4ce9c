//! Lists: `?limit=&cursor=`, answered by items and the cursor of the next page (I5).

use crate::check::Checker;

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
