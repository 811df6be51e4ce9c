//! Joining the team.

use domain::access::session::App;
use domain::access::welcome::AcceptStaffInvitation;
use domain::practice::staff::StaffState;
use platform::caller::Anyone;
use platform::db::Moment;
use platform::problem::Problem;
use platform::secrets::hash;
use platform::{Platform, audit};
use practice::staff;

use crate::holder::{Holder, hashed};
use crate::pace::NetworkTry;
use crate::sessions::{self, Opened};
use crate::sign_in::{came_in, next_step};
use crate::store::link_tokens::{self, Purpose};
use crate::{door, refusals};

/// Sets the invited person's first password and signs them in; where the practice demands a second factor, that is the
/// next step. The link is used up only then.
///
/// # Errors
/// 401 `link_refused`; 422 at `/password`; 429 `wait`.
pub async fn accept(platform: &Platform, from: &Anyone, input: &AcceptStaffInvitation) -> Result<Opened, Problem> {
    let network = NetworkTry::claim(platform, from.ip).await?;
    let practice = door::open(platform, &input.practice, App::Admin).await?.ok_or_else(refusals::link)?;
    let (db, scope, now) = (platform.db.read(), practice.scope(), platform.clock.now());
    let at = Moment::from(now);
    let link = link_tokens::usable(db, scope, Purpose::StaffInvitation, App::Admin, &hash(input.token.as_str()), at)
        .await?
        .ok_or_else(refusals::link)?;
    let member = staff::find(db, scope, domain::StaffId(link.subject_id)).await?;
    let member = member
        .filter(|member| member.state() == StaffState::Invited && member.email_key == input.email.key())
        .ok_or_else(refusals::link)?;
    let id = member.id();
    let holder = Holder::Staff(Box::new(member));
    network.good(platform).await?;
    holder.judge(&practice).check("/password", &input.password).await?;
    let password = hashed(platform, &input.password).await?;
    let tx = platform.db.write().await?;
    if !staff::activate(&*tx, scope, id, &password).await? || !link_tokens::claim(&*tx, scope, &link, at).await? {
        return Err(refusals::link());
    }
    link_tokens::close(&*tx, scope, id.0, at).await?;
    let kind = next_step(&practice, &holder);
    let opened = sessions::begin(platform, &*tx, &practice, App::Admin, kind, id.0, from).await?;
    audit::record(platform, &*tx, scope.practice, holder.actor(from.ip), holder.act("staff.joined")).await?;
    came_in(platform, &tx, scope, &holder, kind, from).await?;
    tx.commit().await?;
    Ok(opened)
}
