//! A client at one of their documents: theirs or not there, and gone on with only as its state allows (D11).

use domain::DocumentId;
use domain::documents::reminder::months_after;
use domain::documents::state::{Act, after};
use domain::time::Date;
use platform::caller::Client;
use platform::problem::Problem;
use sea_orm::ConnectionTrait;

use crate::refusals;
use crate::store::documents::{self, Model};

/// The document `id` of theirs.
///
/// # Errors
/// 404 when it is not.
pub async fn find(db: &impl ConnectionTrait, caller: &Client, id: DocumentId) -> Result<Model, Problem> {
    theirs(documents::find(db, caller.scope(), id).await?, caller)
}

/// The same, held until the transaction ends: of two devices one comes after the other.
///
/// # Errors
/// 404 when it is not.
pub async fn hold(tx: &impl ConnectionTrait, caller: &Client, id: DocumentId) -> Result<Model, Problem> {
    theirs(documents::hold(tx, caller.scope(), id).await?, caller)
}

fn theirs(row: Option<Model>, caller: &Client) -> Result<Model, Problem> {
    row.filter(|row| row.client() == caller.client && row.is_shown()).ok_or_else(Problem::not_found)
}

impl Model {
    /// Goes on with it, as it is after `act`.
    ///
    /// # Errors
    /// 409 `document_…` when that cannot be done with it as it is.
    pub fn go_on(&mut self, act: Act) -> Result<(), Problem> {
        let state = after(self.kind(), self.state(), act, self.countersign).map_err(refusals::document)?;
        self.state = state.as_str().into();
        Ok(())
    }

    /// Notes until when what was signed or answered on `today` holds.
    pub fn holds_from(&mut self, today: Date) {
        let months = self.renew_after_months.and_then(|months| u16::try_from(months).ok());
        self.renews_on = months.map(|months| months_after(today, months).to_string());
    }
}
