//! Places, and the video room (S5).

use domain::OfficeId;
use domain::practice::office::{Office, OfficeInput, OfficePage};

use crate::{Api, Attempt, Failure};

impl Api {
    /// All of them, those in use first, by name.
    pub async fn list_offices(&self) -> Result<OfficePage, Failure> {
        self.get("/practice/offices").answer().await
    }

    /// A new one.
    pub async fn create_office(&self, attempt: &Attempt, input: &OfficeInput) -> Result<Office, Failure> {
        self.post(attempt, "/practice/offices").json(input)?.answer().await
    }

    /// Changes it. `stale` when `version` is not the latest.
    pub async fn update_office(
        &self,
        attempt: &Attempt,
        id: OfficeId,
        version: Option<i64>,
        input: &OfficeInput,
    ) -> Result<Office, Failure> {
        self.put(attempt, format_args!("/practice/offices/{id}")).if_version(version).json(input)?.answer().await
    }

    /// Takes it out of use; what was booked stays.
    pub async fn archive_office(&self, attempt: &Attempt, id: OfficeId) -> Result<Office, Failure> {
        self.post(attempt, format_args!("/practice/offices/{id}/archival")).answer().await
    }

    /// Takes it into use again.
    pub async fn restore_office(&self, attempt: &Attempt, id: OfficeId) -> Result<Office, Failure> {
        self.post(attempt, format_args!("/practice/offices/{id}/restoration")).answer().await
    }
}
