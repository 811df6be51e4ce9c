//! What processes tell each other: that somebody has news, or that sessions ended. Ids only.

use domain::PracticeId;
use sea_orm::sea_query::{Alias, Func, Query};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::{Person, PersonKind};

/// The channel of PostgreSQL on which they travel.
pub(super) const CHANNEL: &str = "anteroom_live";

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Signal {
    /// This person has news.
    News(Person),
    /// What this login or staff member may hear is less now: sessions ended, or a right was taken away.
    Doubt(PracticeId, Uuid),
    /// A process asks itself whether it still hears.
    Probe(Uuid),
}

impl Signal {
    /// As it travels.
    pub(super) fn payload(self) -> String {
        match self {
            Self::News(person) => format!("news {} {} {}", person.practice, person.kind.as_str(), person.id),
            Self::Doubt(practice, subject) => format!("sessions {practice} {subject}"),
            Self::Probe(process) => format!("probe {process}"),
        }
    }

    /// Read again; none for what another version of the program may have said.
    pub(super) fn read(payload: &str) -> Option<Self> {
        let parts: Vec<&str> = payload.split(' ').collect();
        match parts[..] {
            ["news", practice, kind, id] => {
                Some(Self::News(Person { practice: practice.parse().ok()?, kind: PersonKind::named(kind)?, id: id.parse().ok()? }))
            }
            ["sessions", practice, subject] => Some(Self::Doubt(practice.parse().ok()?, subject.parse().ok()?)),
            ["probe", process] => Some(Self::Probe(process.parse().ok()?)),
            _ => None,
        }
    }
}

/// Tells every process once the transaction is committed (at once, outside of one); PostgreSQL only.
pub(crate) async fn notify(db: &impl ConnectionTrait, signals: impl IntoIterator<Item = Signal>) -> Result<(), DbErr> {
    let mut select = Query::select();
    let mut any = false;
    for signal in signals {
        select.expr(Func::cust(Alias::new("pg_notify")).arg(CHANNEL).arg(signal.payload()));
        any = true;
    }
    if any {
        db.query_one(&select).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o4_what_one_process_says_the_others_understand() {
        let (practice, id) = (PracticeId(Uuid::from_u128(1)), Uuid::from_u128(2));
        let person = |kind| Person { practice, kind, id };
        for signal in [
            Signal::News(person(PersonKind::Client)),
            Signal::News(person(PersonKind::Staff)),
            Signal::Doubt(practice, id),
            Signal::Probe(id),
        ] {
            assert_eq!(Signal::read(&signal.payload()), Some(signal));
            // PostgreSQL takes payloads of less than 8000 bytes.
            assert!(signal.payload().len() < 200);
        }
        for other in ["", "news", "news a client b", "weather 1 2 3", "probe x y"] {
            assert_eq!(Signal::read(other), None, "{other}");
        }
    }
}
