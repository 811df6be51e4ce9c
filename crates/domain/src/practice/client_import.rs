//! Clients from a CSV file: first a dry run with a report row by row, then for real (S3, S9).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker, FieldError};
use crate::ids::{ClientId, ClientImportId};
use crate::text::PersonalText;
use crate::time::Timestamp;

/// The columns a file may have, in any order; `first_name` and `last_name` must be there.
pub const COLUMNS: [&str; 17] = [
    "first_name",
    "last_name",
    "preferred_name",
    "status",
    "birth_date",
    "email",
    "email_ok",
    "phone",
    "text_ok",
    "voicemail_ok",
    "street",
    "unit",
    "city",
    "region",
    "postal_code",
    "country",
    "clinician_email",
];

/// The most rows one file may have.
pub const MOST_ROWS: usize = 20_000;

/// A file to read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportClients {
    /// The CSV text (RFC 4180, UTF-8) with a header row; comma or semicolon.
    pub csv: PersonalText,
    /// Only say what would happen.
    pub dry_run: bool,
}

impl Check for ImportClients {
    fn check(&self, c: &mut Checker) {
        c.ensure(!self.csv.is_blank(), "csv", "required", "Choose a file.");
    }
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Waits or is at work.
    Running,
    /// Done: every good row is in, or, on a dry run, was looked at.
    Done,
    /// Could not be read at all; nothing was changed.
    Failed,
}

/// What becomes of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// Became a client, or would.
    Created,
    /// A client with this name and e-mail, or name and birth date, is there already.
    Duplicate,
    /// Something is wrong with it; see `errors`.
    Invalid,
}

/// One row's line of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRow {
    /// Line of the file, the header being line 1.
    pub line: u32,
    /// What became of it.
    pub outcome: RowOutcome,
    /// The new client; none on a dry run.
    pub client_id: Option<ClientId>,
    /// What is wrong; `pointer` names the column.
    pub errors: Vec<FieldError>,
}

/// An import and its report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientImport {
    /// Its id.
    pub id: ClientImportId,
    /// How far it is.
    pub state: ImportState,
    /// Whether it only says what would happen.
    pub dry_run: bool,
    /// Rows in the file.
    pub total: u32,
    /// Rows looked at so far.
    pub done: u32,
    /// Rows that became a client, or would.
    pub created: u32,
    /// Rows that are there already.
    pub duplicates: u32,
    /// Rows with something wrong.
    pub invalid: u32,
    /// Why the file could not be read; for `failed`.
    pub failure: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Rows that are not plain `created`, and the first 100 that are.
    pub rows: Vec<ImportRow>,
}
