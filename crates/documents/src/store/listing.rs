//! Lists of what was sent, for the practice: a page, the newest first, and how much waits (D9).

use domain::documents::{DocumentCounts, DocumentFilter, DocumentKind, DocumentState, DocumentSummary};
use domain::text::PersonName;
use domain::time::Date;
use domain::{ClientId, TemplateId};
use platform::db::Scope;
use platform::problem::Problem;
use platform::secrets::Secrets;
use practice::clients;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::documents::{Column, Model, scoped};

/// Where a page ends.
#[derive(Serialize, Deserialize)]
pub struct Key {
    sent_at: i64,
    id: Uuid,
}

impl Key {
    /// After this row.
    #[must_use]
    pub fn of(row: &Model) -> Self {
        Self { sent_at: row.sent_at.0, id: row.id }
    }
}

/// What is asked for.
#[derive(Default)]
pub struct Asked {
    /// Only these.
    pub filter: Option<DocumentFilter>,
    /// Only those made from this template.
    pub template: Option<TemplateId>,
    /// Only this client's.
    pub client: Option<ClientId>,
    /// After this place.
    pub after: Option<Key>,
    /// So many.
    pub limit: u64,
}

/// The practice's documents that are asked for, the newest first; `today` is the day it is there.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: &impl ConnectionTrait, scope: Scope, asked: Asked, today: Date) -> Result<Vec<Model>, DbErr> {
    let mut rows = scoped(scope);
    if let Some(filter) = asked.filter {
        rows = rows.filter(fits(filter, today));
    }
    if let Some(template) = asked.template {
        rows = rows.filter(Column::TemplateId.eq(template.0));
    }
    if let Some(client) = asked.client {
        rows = rows.filter(Column::ClientId.eq(client.0));
    }
    if let Some(Key { sent_at, id }) = asked.after {
        let place = Expr::tuple([Expr::col(Column::SentAt), Expr::col(Column::Id)]);
        rows = rows.filter(place.lt(Expr::tuple([Expr::value(sent_at), Expr::value(id)])));
    }
    rows.order_by_desc(Column::SentAt).order_by_desc(Column::Id).limit(asked.limit).all(db).await
}

/// How much waits for the practice; `today` is the day it is there.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(db: &impl ConnectionTrait, scope: Scope, today: Date) -> Result<DocumentCounts, DbErr> {
    let count = async |filter| {
        let number = scoped(scope).filter(fits(filter, today)).count(db).await?;
        Ok::<_, DbErr>(u32::try_from(number).unwrap_or(u32::MAX))
    };
    Ok(DocumentCounts {
        submitted: count(DocumentFilter::Submitted).await?,
        to_countersign: count(DocumentFilter::ToCountersign).await?,
        overdue: count(DocumentFilter::Overdue).await?,
    })
}

/// Those that wait for their client. What is only to be read waits until it was opened.
pub fn waiting() -> Condition {
    let open = DocumentState::ALL.iter().filter(|state| state.is_open());
    Condition::all().add(Column::State.is_in(open.map(|state| state.as_str()))).add(Condition::not(is_read()))
}

/// A file that the client has opened: nothing more is asked of them.
fn is_read() -> Condition {
    Condition::all().add(Column::Kind.eq(DocumentKind::File.as_str())).add(Column::State.eq(DocumentState::Viewed.as_str()))
}

fn fits(filter: DocumentFilter, today: Date) -> Condition {
    let state = |state: DocumentState| Column::State.eq(state.as_str());
    match filter {
        DocumentFilter::Open => waiting(),
        // Days are written so that their order is that of their letters.
        DocumentFilter::Overdue => waiting().add(Column::Due.lt(today.to_string())),
        DocumentFilter::Submitted => Condition::all().add(state(DocumentState::Submitted)),
        DocumentFilter::ToCountersign => Condition::all().add(state(DocumentState::Completed)).add(Column::Countersign.eq(true)),
        DocumentFilter::Done => Condition::any()
            .add(Condition::all().add(state(DocumentState::Completed)).add(Column::Countersign.eq(false)))
            .add(state(DocumentState::Countersigned))
            .add(is_read()),
        DocumentFilter::Over => {
            let over = [DocumentState::Void, DocumentState::Declined, DocumentState::Expired];
            Condition::all().add(Column::State.is_in(over.map(DocumentState::as_str)))
        }
    }
}

/// What stands in a list of `rows`, with their clients' names by one query.
///
/// # Errors
/// When the database does not answer, or something sealed was changed.
pub async fn summaries(
    secrets: &Secrets,
    db: &impl ConnectionTrait,
    scope: Scope,
    rows: &[Model],
) -> Result<Vec<DocumentSummary>, Problem> {
    let names = clients::display_names(db, scope, rows.iter().map(|row| row.client_id)).await?;
    let name = |row: &Model| names.get(&row.client_id).cloned().unwrap_or_default();
    rows.iter().map(|row| row.summary(secrets, name(row))).collect()
}

impl Model {
    /// Whether it still waits for its client.
    #[must_use]
    pub fn waits_for_client(&self) -> bool {
        self.state().is_open() && !(self.kind() == DocumentKind::File && self.state() == DocumentState::Viewed)
    }

    fn summary(&self, secrets: &Secrets, client_name: PersonName) -> Result<DocumentSummary, Problem> {
        let state = self.state();
        Ok(DocumentSummary {
            id: self.id(),
            version: self.version,
            client_id: self.client(),
            client_name,
            title: self.shown_title(secrets)?,
            kind: self.kind(),
            state,
            needs_countersignature: self.countersign
                && (state.is_open() || matches!(state, DocumentState::Submitted | DocumentState::Completed)),
            sent_at: self.sent_at.into(),
            due: self.due(),
            done_at: self.done_at.map(Into::into),
            renews_on: self.renews_on(),
        })
    }
}
