//! What the tests stand on: a house with the whole application in it, the people who use it, the e-mail they get.
//!
//! Each test is written once and runs on SQLite and on PostgreSQL. It has its own database, its own port, a clock that
//! stands still until the test moves it, and random values that are the same each time. Every answer that comes back is
//! held against the OpenAPI document, whoever asked for it.

mod clients;
mod database;
mod house;
mod mail;
mod people;
mod program;
mod raw;
mod sink;
mod small_disk;
mod snapshot;
mod spec;

pub use clients::{Client, Invitation};
pub use database::{Kind, Place};
pub use house::House;
pub use mail::Post;
pub use people::{Colleague, Practice, client_input, details, office, profile, service, set_up};
pub use program::{Program, within};
pub use raw::{Raw, Reply, http};
pub use sink::Sink;
pub use small_disk::SmallDisk;
pub use snapshot::{WORKERS, snapshot};
pub use spec::{Operation, document, operations};

use api::{Attempt, Failure};

/// What people here choose for a password.
pub const PASSWORD: &str = "quiet river stone 7";
/// Another one.
pub const OTHER_PASSWORD: &str = "seven lanterns by the harbour";

/// Makes two tests, `sqlite::name` and `postgres::name`, of each scenario named: an `async fn name(house: House)`.
///
/// Scenarios are listed rather than wrapped, so that they stay plain functions; one that is not listed is dead code, and
/// the compiler says so.
macro_rules! both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::harness::House::run($crate::harness::Kind::Sqlite, |_| {}, super::$name).await;
            })+
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::harness::House::run($crate::harness::Kind::Postgres, |_| {}, super::$name).await;
            })+
        }
    };
}
pub(crate) use both_databases;

/// The same in houses whose configuration was changed by `tweak`; `module` says in a word how.
macro_rules! both_databases_with {
    ($module:ident, $tweak:expr, $($name:ident),+ $(,)?) => {
        mod $module {
            mod sqlite {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    $crate::harness::House::run($crate::harness::Kind::Sqlite, $tweak, super::super::$name).await;
                })+
            }

            mod postgres {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    $crate::harness::House::run($crate::harness::Kind::Postgres, $tweak, super::super::$name).await;
                })+
            }
        }
    };
}
pub(crate) use both_databases_with;

/// A write that is pressed once.
pub fn once() -> Attempt {
    Attempt::new()
}

/// An Idempotency-Key that nobody has used.
pub fn fresh_key(house: &House) -> String {
    house.platform().secrets.id(house.platform().clock.now()).to_string()
}

/// What a refused call says.
pub trait Refused {
    /// The status and code of the refusal.
    fn refused(self) -> (u16, String);
    /// The code at this field of a 422.
    fn refused_at(self, pointer: &str) -> String;
}

impl<T> Refused for Result<T, Failure> {
    #[track_caller]
    fn refused(self) -> (u16, String) {
        match self {
            Ok(_) => panic!("this should have been refused"),
            Err(failure) => (failure.status().unwrap_or_default(), failure.code().to_owned()),
        }
    }

    #[track_caller]
    fn refused_at(self, pointer: &str) -> String {
        match self {
            Ok(_) => panic!("this should have been refused"),
            Err(failure) => match failure.field(pointer) {
                Some(field) if failure.status() == Some(422) => field.code.clone(),
                _ => panic!("nothing is said about {pointer}: {failure:?}"),
            },
        }
    }
}

/// `status code`, to compare refusals at a glance.
pub fn refusal(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
