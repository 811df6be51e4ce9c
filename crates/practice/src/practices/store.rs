//! The practices' rows.

use domain::PracticeId;
use domain::access::rights::Rights;
use domain::check::Checker;
use domain::money::Currency;
use domain::practice::profile::{Language, PortalSettings, Practice, PracticeProfile, PublicPractice, SignInRules};
use domain::practice::slug::Slug;
use domain::text::Phone;
use domain::time::Zone;
use platform::Platform;
use platform::config::Config;
use platform::db::{Moment, Scope, is_taken};
use platform::problem::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _, Set, TryIntoModel as _};

use super::columns::{of_portal, of_profile, of_rules};

/// A practice.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "practices")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub slug: String,
    pub slug_locked: bool,
    pub name: String,
    pub phone: String,
    pub reply_to: Option<String>,
    pub zone: String,
    pub currency: String,
    pub accent: Option<String>,
    pub language: String,
    pub portal_open: bool,
    pub welcome_message: String,
    pub usual_appointments: bool,
    pub usual_messages: bool,
    pub usual_documents: bool,
    pub usual_billing_documents: bool,
    pub usual_payments: bool,
    pub pin_length: i64,
    pub show_record_access: bool,
    pub client_idle_minutes: i64,
    pub staff_idle_minutes: i64,
    pub second_factor_required: bool,
    pub password_length: i64,
    pub password_strength: i64,
    pub version: i64,
    pub created_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All practices: only for what stands before a practice is known.
fn all() -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of practices; they are the tenants themselves")]
    Entity::find()
}

/// A whole number of the database as the small one it is.
fn small(number: i64) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

impl Model {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> PracticeId {
        PracticeId(self.id)
    }

    /// Its rows.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope { practice: self.id() }
    }

    /// Its address on the installation.
    #[must_use]
    pub fn slug(&self) -> Slug {
        Slug(self.slug.clone())
    }

    /// The language for clients who chose none.
    #[must_use]
    pub fn language(&self) -> Language {
        language(&self.language).unwrap_or_default()
    }

    /// Its time zone.
    #[must_use]
    pub fn zone(&self) -> Zone {
        Zone(self.zone.clone())
    }

    /// How people sign in.
    #[must_use]
    pub fn rules(&self) -> SignInRules {
        SignInRules {
            client_idle_minutes: small(self.client_idle_minutes),
            staff_idle_minutes: small(self.staff_idle_minutes),
            second_factor_required: self.second_factor_required,
            password_length: small(self.password_length),
            password_strength: small(self.password_strength),
        }
    }

    /// What clients meet.
    #[must_use]
    pub fn portal(&self) -> PortalSettings {
        PortalSettings {
            open: self.portal_open,
            welcome_message: self.welcome_message.clone(),
            usual_rights: Rights {
                appointments: self.usual_appointments,
                messages: self.usual_messages,
                documents: self.usual_documents,
                billing_documents: self.usual_billing_documents,
                payments: self.usual_payments,
            },
            pin_length: small(self.pin_length),
            show_record_access: self.show_record_access,
        }
    }

    /// What it says of itself.
    #[must_use]
    pub fn profile(&self) -> PracticeProfile {
        PracticeProfile {
            name: self.name.clone(),
            slug: self.slug(),
            phone: Phone::from(self.phone.as_str()),
            reply_to: self.reply_to.as_deref().map(Into::into),
            zone: self.zone(),
            currency: Currency(self.currency.clone()),
            accent: self.accent.clone(),
            language: self.language(),
        }
    }

    /// Where clients go, in full.
    #[must_use]
    pub fn portal_url(&self, config: &Config) -> String {
        format!("{}/p/{}", config.public_url, self.slug)
    }

    /// What anybody may know about it (A1).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn public(&self, platform: &Platform) -> Result<PublicPractice, Problem> {
        Ok(PublicPractice {
            slug: self.slug(),
            name: self.name.clone(),
            phone: self.phone.clone(),
            accent: self.accent.clone(),
            logo_path: self.logo_path(platform.db.read()).await?,
            portal_open: self.portal_open,
            language: self.language(),
            pin_length: small(self.pin_length),
            zone: self.zone(),
        })
    }

    /// The practice as its staff see it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn to_wire(&self, db: &impl ConnectionTrait, config: &Config) -> Result<Practice, DbErr> {
        Ok(Practice {
            id: self.id(),
            version: self.version,
            profile: self.profile(),
            slug_locked: self.slug_locked,
            portal_url: self.portal_url(config),
            logo_path: self.logo_path(db).await?,
            portal: self.portal(),
            sign_in: self.rules(),
        })
    }

    /// The picture's address changes with the picture, so that no page shows an old one.
    async fn logo_path(&self, db: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
        let digest = crate::logo::digest(db, self.scope()).await?;
        Ok(digest.map(|digest| format!("/api/v1/public/{}/logo?v={}", self.slug, &digest[..digest.len().min(16)])))
    }
}

/// A language by its tag.
pub(crate) fn language(tag: &str) -> Option<Language> {
    [Language::En, Language::Es].into_iter().find(|language| language.tag() == tag)
}

/// The practice at an address.
///
/// # Errors
/// When the database does not answer.
pub async fn by_slug(db: &impl ConnectionTrait, slug: &Slug) -> Result<Option<Model>, DbErr> {
    let mut c = Checker::default();
    slug.check(&mut c, "slug");
    // What cannot be an address is not asked for: databases differ in what text they take at all.
    if c.into_errors().is_empty() { all().filter(Column::Slug.eq(slug.0.as_str())).one(db).await } else { Ok(None) }
}

/// The practice of `scope`.
///
/// # Errors
/// When the database does not answer.
pub async fn get(db: &impl ConnectionTrait, scope: Scope) -> Result<Option<Model>, DbErr> {
    all().filter(Column::Id.eq(scope.practice.0)).one(db).await
}

/// The ids of all practices of this installation: for what its host looks at.
///
/// # Errors
/// When the database does not answer.
pub async fn ids(db: &impl ConnectionTrait) -> Result<Vec<PracticeId>, DbErr> {
    let ids = all().select_only().column(Column::Id).order_by_asc(Column::Id).into_tuple::<Uuid>().all(db).await?;
    Ok(ids.into_iter().map(PracticeId).collect())
}

/// How many practices this installation has.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    all().count(db).await
}

/// The one practice, where there is just one.
///
/// # Errors
/// When the database does not answer.
pub async fn only(db: &impl ConnectionTrait) -> Result<Option<Model>, DbErr> {
    let mut first = all().limit(2).all(db).await?;
    Ok(if first.len() == 1 { first.pop() } else { None })
}

/// A new practice with the usual settings.
///
/// # Errors
/// 409 `slug_taken`; 422 for a zone or an accent that cannot be used.
pub async fn create(platform: &Platform, tx: &impl ConnectionTrait, profile: &PracticeProfile) -> Result<Model, Problem> {
    super::rules::check(profile)?;
    let now = platform.clock.now();
    let row = ActiveModel {
        id: Set(platform.secrets.id(now)),
        slug_locked: Set(false),
        version: Set(1),
        created_at: Set(now.into()),
        ..Default::default()
    };
    let model = of_rules(&SignInRules::default(), of_portal(&PortalSettings::default(), of_profile(profile, row))).try_into_model()?;
    match Entity::insert(model.clone().into_active_model()).exec_without_returning(tx).await {
        Ok(_) => Ok(model),
        Err(error) if is_taken(&error) => Err(slug_taken()),
        Err(error) => Err(error.into()),
    }
}

/// The address is another practice's.
pub(super) fn slug_taken() -> Problem {
    Problem::conflict("slug_taken", "This address is taken").detail("Choose another portal address, such as one with your town's name.")
}

/// Saves what `change` sets if the practice is still at version `seen`; whether it was.
///
/// # Errors
/// When the database does not answer, or the address is taken.
pub(super) async fn save(tx: &impl ConnectionTrait, scope: Scope, seen: i64, change: ActiveModel) -> Result<bool, DbErr> {
    let saved = changing(scope, change).filter(Column::Version.eq(seen)).exec(tx).await?;
    Ok(saved.rows_affected == 1)
}

fn changing(scope: Scope, change: ActiveModel) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many().set(change).col_expr(Column::Version, Expr::col(Column::Version).add(1)).filter(Column::Id.eq(scope.practice.0))
}

/// Puts these settings in place of what was there.
///
/// # Errors
/// When the database does not answer.
pub async fn set_portal(tx: &impl ConnectionTrait, scope: Scope, portal: &PortalSettings) -> Result<(), DbErr> {
    changing(scope, of_portal(portal, Default::default())).exec(tx).await.map(|_| ())
}

/// Puts these rules in place of what was there.
///
/// # Errors
/// When the database does not answer.
pub async fn set_rules(tx: &impl ConnectionTrait, scope: Scope, rules: &SignInRules) -> Result<(), DbErr> {
    changing(scope, of_rules(rules, Default::default())).exec(tx).await.map(|_| ())
}

/// Fixes the address: people have it in their e-mails from now on.
///
/// # Errors
/// When the database does not answer.
pub async fn lock_slug(tx: &impl ConnectionTrait, scope: Scope) -> Result<(), DbErr> {
    let lock = changing(scope, ActiveModel { slug_locked: Set(true), ..Default::default() });
    lock.filter(Column::SlugLocked.eq(false)).exec(tx).await.map(|_| ())
}

/// Counts a change of something that is shown with the practice (its logo).
pub(crate) async fn touch(tx: &impl ConnectionTrait, scope: Scope) -> Result<(), DbErr> {
    changing(scope, Default::default()).exec(tx).await.map(|_| ())
}

/// Makes other transactions that also hold the practice wait until this one ends: for rules about several rows.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &impl ConnectionTrait, scope: Scope) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version))
        .filter(Column::Id.eq(scope.practice.0))
        .exec(tx)
        .await
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples;
    use crate::testing::on_each;

    #[tokio::test]
    async fn a_practice_comes_back_as_it_was_set_up_and_an_address_is_one_practices() {
        on_each(async |t| {
            let kept = by_slug(t.platform.db.read(), &Slug("willow-reed".into())).await.expect("read").expect("there");
            assert_eq!(
                (kept.profile(), kept.portal(), kept.rules()),
                (examples::profile(), PortalSettings::default(), SignInRules::default())
            );
            assert_eq!(only(t.platform.db.read()).await.expect("read").map(|practice| practice.id), Some(kept.id));
            let tx = t.platform.db.write().await.expect("a transaction");
            let again = create(&t.platform, &*tx, &examples::profile()).await;
            assert_eq!(again.err().map(|problem| problem.code), Some("slug_taken"));
            // PostgreSQL takes nothing more in a transaction that failed.
            drop(tx);
            let tx = t.platform.db.write().await.expect("a transaction");
            let second = PracticeProfile { slug: Slug("second".into()), ..examples::profile() };
            create(&t.platform, &*tx, &second).await.expect("a second practice");
            assert_eq!((count(&*tx).await.expect("a count"), only(&*tx).await.expect("read")), (2, None));
        })
        .await;
    }

    #[tokio::test]
    async fn s8_a_lock_of_the_address_is_a_change_that_a_racing_save_notices() {
        on_each(async |t| {
            let tx = t.platform.db.write().await.expect("a transaction");
            lock_slug(&*tx, t.scope).await.expect("locked");
            lock_slug(&*tx, t.scope).await.expect("locked");
            let practice = get(&*tx, t.scope).await.expect("read").expect("there");
            assert!(practice.slug_locked);
            assert_eq!(practice.version, 2, "locked once");
            assert!(!save(&*tx, t.scope, 1, of_rules(&SignInRules::default(), Default::default())).await.expect("done"));
            assert!(save(&*tx, t.scope, 2, of_rules(&SignInRules::default(), Default::default())).await.expect("done"));
        })
        .await;
    }
}
