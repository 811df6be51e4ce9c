//! The people in care (S3, S4, S9).

use domain::practice::client::{Client, ClientInput, ClientPage, ListClients};
use domain::practice::client_import::{ClientImport, ImportClients};
use domain::{ClientId, ClientImportId};

use crate::{Api, Attempt, Failure};

impl Api {
    /// A page of clients, searched, filtered and sorted.
    pub async fn list_clients(&self, query: &ListClients) -> Result<ClientPage, Failure> {
        self.get("/practice/clients").query(query)?.answer().await
    }

    /// A new client.
    pub async fn create_client(&self, attempt: &Attempt, input: &ClientInput) -> Result<Client, Failure> {
        self.post(attempt, "/practice/clients").json(input)?.answer().await
    }

    /// One client, whole; the look is written to the audit log.
    pub async fn get_client(&self, id: ClientId) -> Result<Client, Failure> {
        self.get(format_args!("/practice/clients/{id}")).answer().await
    }

    /// Changes what staff wrote about a client. `stale` when `version` is not the latest.
    pub async fn update_client(
        &self,
        attempt: &Attempt,
        id: ClientId,
        version: Option<i64>,
        input: &ClientInput,
    ) -> Result<Client, Failure> {
        self.put(attempt, format_args!("/practice/clients/{id}")).if_version(version).json(input)?.answer().await
    }

    /// Reads clients from a CSV file in the background, or only says what would happen.
    pub async fn import_clients(&self, attempt: &Attempt, input: &ImportClients) -> Result<ClientImport, Failure> {
        self.post(attempt, "/practice/client-imports").json(input)?.answer().await
    }

    /// How far an import is, and its report.
    pub async fn get_client_import(&self, id: ClientImportId) -> Result<ClientImport, Failure> {
        self.get(format_args!("/practice/client-imports/{id}")).answer().await
    }
}
