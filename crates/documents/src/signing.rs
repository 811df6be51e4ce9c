//! Reading, signing, and saying no (D4, D8).

use access::letters::local_day;
use domain::DocumentId;
use domain::documents::state::Act;
use domain::documents::{DeclineDocument, DocumentKind, SignDocument, SignerRole, TrailEvent, ViewMyDocument};
use platform::Platform;
use platform::audit::{self, Actor};
use platform::caller::Client;
use platform::problem::Problem;
use practice::practices;

use crate::evidence::{self, Signer};
use crate::store::consents;
use crate::store::documents::{self, Model};
use crate::store::trail::{self, By};
use crate::{consent, mine, refusals};

/// Notes that the client has it on the screen, or its end; each once. A file that was opened is done with.
///
/// # Errors
/// 404; 409 `document_…` when it was taken back or is over.
pub async fn view(platform: &Platform, caller: &Client, by: &By, id: DocumentId, input: ViewMyDocument) -> Result<Model, Problem> {
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    let mut row = mine::hold(&*tx, caller, id).await?;
    row.go_on(Act::View)?;
    let (opens, ends) = (row.viewed_at.is_none(), input.to_end && row.read_at.is_none());
    if opens {
        row.viewed_at = Some(now.into());
        if row.kind() == DocumentKind::File {
            row.done_at = Some(now.into());
        }
        trail::write(&*tx, &platform.secrets, &mut row, TrailEvent::Opened, by, now).await?;
    }
    if ends {
        row.read_at = Some(now.into());
        trail::write(&*tx, &platform.secrets, &mut row, TrailEvent::ReadToEnd, by, now).await?;
    }
    if opens || ends {
        documents::save(&*tx, &mut row).await?;
        let act = audit::Act::new(if opens { "document.opened" } else { "document.read_to_end" });
        audit::record(platform, &*tx, caller.practice, caller.actor(), act.client(caller.client).on(row.id)).await?;
        tx.commit().await?;
    }
    Ok(row)
}

/// Signs: what was shown, seen to its end, by who agreed to electronic records.
///
/// # Errors
/// 404; 409 `document_…` for how far it is, `document_not_read`, `document_changed`, `electronic_consent_required`.
pub async fn sign(platform: &Platform, caller: &Client, by: &By, id: DocumentId, input: &SignDocument) -> Result<Model, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let mut row = mine::hold(&*tx, caller, id).await?;
    row.go_on(Act::Sign)?;
    if row.read_at.is_none() {
        return Err(refusals::document_not_read());
    }
    if hex::encode(&row.content_hash) != input.content_sha256 {
        return Err(refusals::document_changed());
    }
    let agreed = consent::in_force(&*tx, scope, caller.client).await?.ok_or_else(refusals::electronic_consent_required)?;
    let practice = practices::get(&*tx, scope).await?.ok_or_else(Problem::not_found)?;
    row.done_at = Some(now.into());
    row.holds_from(local_day(&practice, now));
    note_consent(platform, &*tx, &mut row, by, &agreed).await?;
    trail::write(&*tx, &platform.secrets, &mut row, TrailEvent::Signed, by, now).await?;
    let signer = Signer {
        role: SignerRole::Client,
        name: input.name.as_str().trim().into(),
        capacity: input.capacity,
        relationship: input.relationship.as_str().trim().into(),
        session: caller.session,
    };
    evidence::record(platform, &tx, &row, signer, by).await?;
    documents::save(&*tx, &mut row).await?;
    let act = audit::Act::new("document.signed").client(caller.client).on(row.id);
    audit::record(platform, &*tx, scope.practice, caller.actor(), act).await?;
    tx.commit().await?;
    Ok(row)
}

/// A line of the trail for what they agreed to, when they did: from where, another line does not know.
async fn note_consent(
    platform: &Platform,
    tx: &impl sea_orm::ConnectionTrait,
    row: &mut Model,
    by: &By,
    agreed: &consents::Model,
) -> Result<(), Problem> {
    let by = By { actor: Actor { ip: None, ..by.actor }, name: by.name.clone(), user_agent: None };
    trail::write(tx, &platform.secrets, row, TrailEvent::Consented, &by, agreed.agreed_at.into()).await
}

/// The client does not want to.
///
/// # Errors
/// 404; 409 `document_…` when it is not asked of them any more.
pub async fn decline(platform: &Platform, caller: &Client, by: &By, id: DocumentId, input: &DeclineDocument) -> Result<Model, Problem> {
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    let mut row = mine::hold(&*tx, caller, id).await?;
    row.go_on(Act::Decline)?;
    row.set_note(&platform.secrets, &input.reason);
    trail::write(&*tx, &platform.secrets, &mut row, TrailEvent::Declined, by, now).await?;
    documents::save(&*tx, &mut row).await?;
    let act = audit::Act::new("document.declined").client(caller.client).on(row.id);
    audit::record(platform, &*tx, caller.practice, caller.actor(), act).await?;
    tx.commit().await?;
    Ok(row)
}
