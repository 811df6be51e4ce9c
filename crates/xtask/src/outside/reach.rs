//! How far random requests came: refusals prove little when everything is refused, so whatever a caller may do must have succeeded.

use std::collections::BTreeSet;
use std::fmt;

use anyhow::{Context, Result};

/// Who may do what: operation × caller → status, proven by the server's own tests.
pub const RIGHTS: &str = "openapi/access.txt";

/// What random requests cannot do even when the caller may. The API tests and the walks do each of these.
const OUT_OF_REACH: [(&str, &str); 6] = [
    ("set_up_practice", "takes the link that an empty server prints"),
    ("confirm_second_factor", AUTHENTICATOR),
    ("renew_recovery_codes", AUTHENTICATOR),
    ("remove_second_factor", AUTHENTICATOR),
    (ENDLESS[0], LISTENS),
    (ENDLESS[1], LISTENS),
];
/// Not sent at all (`e2e/outside/schemathesis.toml`): who waits for the whole answer waits for ever.
pub const ENDLESS: [&str; 2] = ["stream_events", "stream_my_events"];
const LISTENS: &str = "answers for as long as somebody listens";
const AUTHENTICATOR: &str = "takes a code of an authenticator app";

/// What one caller reached.
#[derive(Debug, PartialEq, Eq)]
pub struct Reached {
    may: usize,
    did: usize,
    excused: Vec<(&'static str, &'static str)>,
    /// What the caller may do, what is within reach, and what never succeeded.
    pub missed: Vec<String>,
}

impl fmt::Display for Reached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} that may answer 2xx did", self.did, self.may)?;
        for (operation, why) in &self.excused {
            write!(f, "\n        not {operation}: {why}")?;
        }
        Ok(())
    }
}

/// Compares what `succeeded` with what the table of rights grants the caller.
pub fn judge(rights: &str, caller: &str, succeeded: &BTreeSet<&str>) -> Result<Reached> {
    let mut rows = rights.lines().filter(|line| !line.starts_with('#')).map(|line| line.split_whitespace().collect::<Vec<_>>());
    let heads = rows.find(|row| !row.is_empty()).context("the table of rights is empty")?;
    let column = heads.iter().position(|head| *head == caller).with_context(|| format!("the table of rights knows no {caller}"))?;
    let granted = rows.filter(|row| row.get(column).is_some_and(|status| status.starts_with('2')));
    let may: Vec<&str> = granted.filter_map(|row| row.first().copied()).collect();
    let left: Vec<&str> = may.iter().copied().filter(|operation| !succeeded.contains(operation)).collect();
    let excused: Vec<_> = OUT_OF_REACH.into_iter().filter(|(operation, _)| left.contains(operation)).collect();
    let missed = left.iter().filter(|operation| OUT_OF_REACH.iter().all(|(name, _)| name != *operation));
    Ok(Reached { may: may.len(), did: may.len() - left.len(), missed: missed.map(|name| (*name).to_owned()).collect(), excused })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# who may\n\noperation method path anyone owner\nget_me GET /me 401 200\nset_up_practice POST /i 201 201\nlist_staff GET /s 401 200\n";

    #[test]
    fn what_a_caller_may_do_and_never_did_is_missed() {
        let reached = judge(TABLE, "owner", &BTreeSet::from(["get_me"])).unwrap();
        assert_eq!((reached.did, reached.may), (1, 3));
        assert_eq!(reached.missed, ["list_staff"]);
        assert_eq!(reached.excused, [("set_up_practice", "takes the link that an empty server prints")]);
    }

    #[test]
    fn what_is_not_sent_is_what_the_settings_leave_out() {
        let settings = include_str!("../../../../e2e/outside/schemathesis.toml");
        let left_out = settings.lines().find(|line| line.starts_with("include-operation-id")).unwrap();
        assert!(ENDLESS.iter().all(|operation| left_out.contains(&format!("\"{operation}\""))), "{left_out}");
        assert_eq!(left_out.matches(',').count() + 1, ENDLESS.len());
    }

    #[test]
    fn what_a_caller_may_not_do_is_not_asked_for() {
        assert_eq!(judge(TABLE, "anyone", &BTreeSet::new()).unwrap().missed, Vec::<String>::new());
        assert!(judge(TABLE, "nobody", &BTreeSet::new()).is_err());
    }
}
