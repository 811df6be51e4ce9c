//! Who looked at the client's record, as the client may see it where the practice shows it (S7).

use actix_web::{get, web};
use domain::list::PageQuery;
use domain::practice::audit::{ActorKind, RecordAccess, RecordAccessPage};
use platform::App;
use platform::answers;
use platform::audit::{Column, kind_name, scoped};
use platform::caller::Client;
use platform::checked::CheckedQuery;
use platform::page;
use platform::problem::Problem;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};

use crate::clients::beginning;
use crate::{examples, practices, staff};

/// Looks at the caller's own record.
#[utoipa::path(
    tag = "practice",
    operation_id = "list_my_record_access",
    summary = "List who looked at my record",
    description = "Each time somebody of the practice read or changed the client's record, the newest first. 404 when the practice does not show it.",
    params(PageQuery),
    responses(answers::Listed, (status = 200, description = "A page of looks.", body = RecordAccessPage, example = examples::record_access)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/record-access")]
pub async fn list_my_record_access(
    platform: App,
    client: Client,
    asked: CheckedQuery<PageQuery>,
) -> Result<web::Json<RecordAccessPage>, Problem> {
    let (db, scope) = (platform.db.read(), client.scope());
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    if !practice.show_record_access {
        return Err(Problem::not_found());
    }
    let limit = page::limit(asked.0.limit);
    let mut lines = scoped(scope)
        .filter(Column::ClientId.eq(client.client.0))
        .filter(Column::ActorKind.eq(kind_name(ActorKind::Staff)))
        .filter(Expr::col(Column::Act).like(beginning("client.")));
    if let Some(before) = page::key::<i64>(&platform.secrets, "record_access", asked.0.cursor.as_deref())? {
        lines = lines.filter(Column::Sequence.lt(before));
    }
    let mut lines = lines.order_by_desc(Column::Sequence).limit(limit + 1).all(db).await?;
    let last = page::cut(&mut lines, limit, |line| line.sequence);
    let next_cursor = last.map(|sequence| page::cursor(&platform.secrets, "record_access", &sequence)).transpose()?;
    let team = staff::names(db, scope, lines.iter().filter_map(|line| line.actor_id)).await?;
    // Rows of staff are never removed; whose name is not found is the practice itself.
    let by = |line: &platform::audit::Model| {
        line.actor_id.and_then(|id| team.get(&id).cloned()).unwrap_or_else(|| practice.name.as_str().into())
    };
    let items = lines.iter().map(|line| RecordAccess { at: line.at.into(), by: by(line), act: line.act.clone() }).collect();
    Ok(web::Json(RecordAccessPage { items, next_cursor }))
}
