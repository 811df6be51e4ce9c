//! What was signed or answered for a time is asked for anew when that is over (D11): the newest version of its template,
//! once.
//!
//! Nothing is sent from a template that was put away, to who is no longer in care, or where somebody sent it anew before.

use std::collections::BTreeSet;

use domain::documents::{DocumentState, ShareDocuments, TrailEvent};
use domain::practice::client::ClientStatus;
use domain::{ClientId, TemplateId};
use platform::Platform;
use platform::audit::{self, Actor};
use platform::db::Tx;
use platform::problem::Problem;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use super::{Place, by_practice, day_from_now};
use crate::share;
use crate::store::documents::{self, Column, Model};
use crate::store::listing::waiting;
use crate::store::trail::{self, By};

/// One round over all practices.
///
/// # Errors
/// When the database does not answer.
pub async fn renew_all(platform: Platform) -> Result<(), Problem> {
    let over = documents::of_all_practices().filter(over(&day_from_now(&platform, 1)));
    let found = over.select_only().columns([Column::PracticeId, Column::ClientId]).distinct().into_tuple().all(platform.db.read()).await?;
    // What fails for one keeps nobody else waiting.
    let mut outcome = Ok(());
    for (practice, clients) in by_practice(found) {
        let Some(place) = Place::of(&platform, practice).await? else { continue };
        for client in clients {
            outcome = outcome.and(renew(&platform, &place, client).await);
        }
    }
    outcome
}

/// What holds until `day` at the latest and is to be sent anew then.
fn over(day: &str) -> Condition {
    let column = |name| Expr::col(Alias::new(name));
    let those = |table, fits: Expr| -> SelectStatement {
        Query::select().column(Alias::new("id")).from(Alias::new(table)).and_where(fits).to_owned()
    };
    let sent = those("document_templates", column("archived").eq(false));
    let in_care = those("clients", column("status").ne(ClientStatus::Inactive.as_str()));
    Condition::all()
        .add(Column::RenewsOn.lte(day))
        .add(Column::RenewedAt.is_null())
        .add(done())
        .add(Column::TemplateId.in_subquery(sent))
        .add(Column::ClientId.in_subquery(in_care))
}

fn done() -> Condition {
    let done = DocumentState::ALL.iter().filter(|state| state.is_done());
    Condition::all().add(Column::State.is_in(done.map(|state| state.as_str())))
}

/// Sends one client everything anew that holds no longer, in one letter.
async fn renew(platform: &Platform, place: &Place, client: Uuid) -> Result<(), Problem> {
    let (scope, now) = (place.scope(), platform.clock.now());
    let theirs = || documents::scoped(scope).filter(over(&place.today.to_string())).filter(Column::ClientId.eq(client));
    let ids: Vec<Uuid> = theirs().order_by_asc(Column::Id).select_only().column(Column::Id).into_tuple().all(platform.db.read()).await?;
    let tx = platform.db.write().await?;
    for id in &ids {
        documents::hold(&*tx, scope, (*id).into()).await?;
    }
    // Read again now that they are held: another process may have been first.
    let rows = theirs().filter(Column::Id.is_in(ids)).order_by_asc(Column::SentAt).order_by_asc(Column::Place).all(&*tx).await?;
    let (mut templates, mut seen, mut renewed) = (Vec::new(), BTreeSet::new(), Vec::new());
    for mut row in rows {
        row.renewed_at = Some(now.into());
        if let Some(template) = row.template_id
            && !sent_since(&tx, place, &row, template).await?
            && seen.insert(template)
        {
            templates.push(TemplateId(template));
            trail::write(&*tx, &platform.secrets, &mut row, TrailEvent::Renewed, &By::system(), now).await?;
            renewed.push(audit::Act::new("document.renewed").client(row.client()).on(row.id));
        }
        documents::save(&*tx, &mut row).await?;
    }
    if !templates.is_empty() {
        let again = ShareDocuments { packet_id: None, templates, due: None };
        share::share(platform, &tx, scope, ClientId(client), &By::system(), &again).await?;
    }
    for act in renewed {
        audit::record(platform, &*tx, scope.practice, Actor::system(), act).await?;
    }
    tx.commit().await
}

/// Whether the client was sent the same since, and it waits or stands.
async fn sent_since(tx: &Tx, place: &Place, row: &Model, template: Uuid) -> Result<bool, Problem> {
    let newer = documents::scoped(place.scope())
        .filter(Column::ClientId.eq(row.client_id))
        .filter(Column::TemplateId.eq(template))
        .filter(Column::SentAt.gt(row.sent_at))
        .filter(Condition::any().add(waiting()).add(done()));
    Ok(newer.count(&**tx).await? > 0)
}
