//! Devices that signed in before, by a random token in a cookie: from there the right password gets in whatever
//! strangers try elsewhere (A22), and no notice of a new device is sent.

use domain::access::session::App;
use domain::text::Secret;
use platform::Platform;
use platform::db::{Moment, Scope};
use platform::secrets::hash;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, QuerySelect, Set};

/// A device of one person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_devices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub app: String,
    pub subject_id: Uuid,
    pub token_hash: Vec<u8>,
    pub last_used_at: Moment,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Devices that are remembered for one person.
const MOST: u64 = 20;
/// Characters of a token: 256 bits in base64url.
const TOKEN_LENGTH: usize = 43;

/// A device after somebody signed in from it.
pub struct Remembered {
    /// Its id.
    pub id: Uuid,
    /// The token for its cookie.
    pub token: Secret,
    /// Whether the person had signed in from it before.
    pub known: bool,
}

/// The practice's known devices.
fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of known devices")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// The id of the device with this token, where `subject` signed in from it before.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, subject: Uuid, token: Option<&str>) -> Result<Option<Uuid>, DbErr> {
    let Some(token) = token else { return Ok(None) };
    let mine = scoped(scope).filter(Column::SubjectId.eq(subject)).filter(Column::TokenHash.eq(hash(token)));
    mine.select_only().column(Column::Id).into_tuple().one(db).await
}

/// Remembers that `subject` signed in from the device with this token. One that has no token yet gets one; one that
/// others signed in from keeps its own, so that a family's computer is known to each of them.
///
/// # Errors
/// When the database does not answer.
pub async fn remember(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    app: App,
    subject: Uuid,
    token: Option<&str>,
) -> Result<Remembered, DbErr> {
    let now = Moment::from(platform.clock.now());
    let token =
        token.filter(|token| token.len() == TOKEN_LENGTH && token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    if let Some(id) = find(tx, scope, subject, token).await? {
        let touching = Entity::update_many().col_expr(Column::LastUsedAt, Expr::value(now));
        touching.filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Id.eq(id)).exec(tx).await?;
        return Ok(Remembered { id, token: Secret::from(token.unwrap_or_default()), known: true });
    }
    let (token, token_hash) = token.map_or_else(|| platform.secrets.link_token(), |token| (Secret::from(token), hash(token)));
    let id = platform.secrets.id(now.into());
    let row = ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(id),
        app: Set(app.as_str().into()),
        subject_id: Set(subject),
        token_hash: Set(token_hash),
        last_used_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    prune(tx, scope, subject).await?;
    Ok(Remembered { id, token, known: false })
}

/// Forgets the devices that were used the longest ago, past [`MOST`].
async fn prune(tx: &impl ConnectionTrait, scope: Scope, subject: Uuid) -> Result<(), DbErr> {
    let latest: Vec<Uuid> = scoped(scope)
        .filter(Column::SubjectId.eq(subject))
        .order_by_desc(Column::LastUsedAt)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    forgetting(scope, subject).filter(Column::Id.is_not_in(latest)).exec(tx).await.map(|_| ())
}

/// Forgets all devices of `subject`.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &impl ConnectionTrait, scope: Scope, subject: Uuid) -> Result<(), DbErr> {
    forgetting(scope, subject).exec(tx).await.map(|_| ())
}

fn forgetting(scope: Scope, subject: Uuid) -> sea_orm::DeleteMany<Entity> {
    Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::SubjectId.eq(subject))
}
