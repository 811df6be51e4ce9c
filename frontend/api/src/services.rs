//! What is booked (S5).

use domain::ServiceId;
use domain::practice::service::{Service, ServiceInput, ServicePage};

use crate::{Api, Attempt, Failure};

impl Api {
    /// All of them, those in use first, by name.
    pub async fn list_services(&self) -> Result<ServicePage, Failure> {
        self.get("/practice/services").answer().await
    }

    /// A new one.
    pub async fn create_service(&self, attempt: &Attempt, input: &ServiceInput) -> Result<Service, Failure> {
        self.post(attempt, "/practice/services").json(input)?.answer().await
    }

    /// Changes it. `stale` when `version` is not the latest.
    pub async fn update_service(
        &self,
        attempt: &Attempt,
        id: ServiceId,
        version: Option<i64>,
        input: &ServiceInput,
    ) -> Result<Service, Failure> {
        self.put(attempt, format_args!("/practice/services/{id}")).if_version(version).json(input)?.answer().await
    }

    /// Takes it out of use; what was booked stays.
    pub async fn archive_service(&self, attempt: &Attempt, id: ServiceId) -> Result<Service, Failure> {
        self.post(attempt, format_args!("/practice/services/{id}/archival")).answer().await
    }

    /// Takes it into use again.
    pub async fn restore_service(&self, attempt: &Attempt, id: ServiceId) -> Result<Service, Failure> {
        self.post(attempt, format_args!("/practice/services/{id}/restoration")).answer().await
    }
}
