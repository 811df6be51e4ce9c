//! Links of notices about messages, as far as they are a way in. The rows are messaging's, which stands on this crate: they
//! are known here by name only.

use domain::time::Timestamp;
use domain::{LoginId, MailId};
use platform::db::Scope;
use platform::outbox;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

/// Takes all links of notices out of force that were made for the login; notices that are still queued are not sent any
/// more. The sessions that such links opened are for the caller to end, afterwards: whoever presses one at this moment is
/// either too late or has begun theirs by then.
///
/// # Errors
/// When the database does not answer.
pub async fn close(tx: &impl ConnectionTrait, scope: Scope, login: LoginId, now: Timestamp) -> Result<(), DbErr> {
    let column = |name| Expr::col(Alias::new(name));
    let delete = Query::delete()
        .from_table(Alias::new("message_links"))
        .and_where(column("practice_id").eq(scope.practice.0))
        .and_where(column("login_id").eq(login.0))
        .returning_col(Alias::new("mail_id"))
        .to_owned();
    let mut mails = Vec::new();
    for row in tx.query_all(&delete).await? {
        mails.push(row.try_get::<Uuid>("", "mail_id")?);
    }
    // In one order, so that two transactions do not wait for each other.
    mails.sort_unstable();
    for mail in mails {
        outbox::withdraw(tx, scope, MailId(mail), now).await?;
    }
    Ok(())
}
