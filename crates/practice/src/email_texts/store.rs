//! The rows of wordings that were changed. A row with an empty subject says that ours are in force again: it goes on
//! counting versions, so that a save which raced with a reset is noticed.

use domain::practice::email_text::{EmailKind, EmailText, Wording};
use domain::practice::profile::Language;
use platform::db::Scope;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{Set, TryInsertResult};

/// A wording.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_texts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub language: String,
    pub subject: String,
    pub body: String,
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of e-mail texts")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// The practice's own words; none when ours are in force.
    pub fn wording(&self) -> Option<Wording> {
        (!self.subject.is_empty()).then(|| Wording { subject: self.subject.clone(), text: self.body.clone() })
    }
}

/// What is kept about an e-mail, where something is.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, kind: EmailKind, language: Language) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Kind.eq(kind.as_str())).filter(Column::Language.eq(language.tag())).one(db).await
}

/// All that is kept.
pub async fn all(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Model>, DbErr> {
    scoped(scope).all(db).await
}

/// An e-mail's words as staff see them.
pub fn to_wire(kind: EmailKind, language: Language, row: Option<&Model>) -> EmailText {
    let (ours, own) = (super::ours(kind, language), row.and_then(Model::wording));
    EmailText {
        kind,
        language,
        changed: own.as_ref().is_some_and(|own| *own != ours),
        wording: own.unwrap_or(ours),
        version: row.map_or(0, |row| row.version),
        placeholders: kind.placeholders().iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// Puts `wording` (none: ours) in place of what is there, if that is still at version `seen`; whether it was.
pub async fn put(
    tx: &impl ConnectionTrait,
    scope: Scope,
    kind: EmailKind,
    language: Language,
    seen: i64,
    wording: Option<&Wording>,
) -> Result<bool, DbErr> {
    let (subject, body) =
        wording.map_or_else(Default::default, |words| (words.subject.trim().to_owned(), words.text.trim().replace("\r\n", "\n")));
    if seen == 0 {
        let row = ActiveModel {
            practice_id: Set(scope.practice.0),
            kind: Set(kind.as_str().into()),
            language: Set(language.tag().into()),
            subject: Set(subject),
            body: Set(body),
            version: Set(1),
        };
        let inserted = Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
        return Ok(matches!(inserted, TryInsertResult::Inserted(1)));
    }
    let saved = Entity::update_many()
        .col_expr(Column::Subject, Expr::value(subject))
        .col_expr(Column::Body, Expr::value(body))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Kind.eq(kind.as_str()))
        .filter(Column::Language.eq(language.tag()))
        .filter(Column::Version.eq(seen))
        .exec(tx)
        .await?;
    Ok(saved.rows_affected == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::email_texts::{ours, wording};
    use crate::testing::on_each;

    #[tokio::test]
    async fn s5_a_reset_brings_our_words_back_and_a_racing_save_is_noticed() {
        on_each(async |t| {
            let (kind, language) = (EmailKind::PortalInvitation, Language::Es);
            let own = Wording { subject: "Hola".into(), text: "Hola, {first_name}".into() };
            let tx = t.platform.db.write().await.expect("a transaction");
            assert!(put(&*tx, t.scope, kind, language, 0, Some(&own)).await.expect("done"));
            assert!(!put(&*tx, t.scope, kind, language, 0, Some(&own)).await.expect("done"), "the first one of two wins");
            assert_eq!(wording(&*tx, t.scope, kind, language).await.expect("words"), own);
            assert_eq!(wording(&*tx, t.scope, kind, Language::En).await.expect("words"), ours(kind, Language::En));
            assert!(put(&*tx, t.scope, kind, language, 1, None).await.expect("done"));
            let row = find(&*tx, t.scope, kind, language).await.expect("read");
            let text = to_wire(kind, language, row.as_ref());
            assert_eq!((text.changed, text.version, text.wording), (false, 2, ours(kind, language)));
            assert!(!put(&*tx, t.scope, kind, language, 1, Some(&own)).await.expect("done"), "a save from before the reset");
        })
        .await;
    }
}
