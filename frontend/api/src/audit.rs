//! Who did or read what (S7).

use domain::list::PageQuery;
use domain::practice::audit::{AuditChain, AuditEventPage, ListAuditEvents, RecordAccessPage};

use crate::call::segment;
use crate::{Api, Failure};

impl Api {
    /// A page of the audit log, the newest first.
    pub async fn list_audit_events(&self, query: &ListAuditEvents) -> Result<AuditEventPage, Failure> {
        self.get("/practice/audit-events").query(query)?.answer().await
    }

    /// The same lines as CSV.
    pub async fn export_audit_events(&self, query: &ListAuditEvents) -> Result<Vec<u8>, Failure> {
        self.get("/practice/audit-events.csv").query(query)?.file().await
    }

    /// Whether the log's hash chain is whole.
    pub async fn get_audit_chain(&self) -> Result<AuditChain, Failure> {
        self.get("/practice/audit-chain").answer().await
    }

    /// Who looked at the signed-in client's record; 404 when the practice does not show it.
    pub async fn list_my_record_access(&self, query: &PageQuery) -> Result<RecordAccessPage, Failure> {
        // By hand: the general way would be the only use of its encoder in the portal.
        let limit = query.limit.map(|limit| format!("limit={limit}"));
        let cursor = query.cursor.as_deref().map(|cursor| format!("cursor={}", segment(cursor)));
        let query: Vec<String> = limit.into_iter().chain(cursor).collect();
        self.get(format_args!("/portal/record-access?{}", query.join("&"))).answer().await
    }
}
