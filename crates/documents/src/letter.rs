//! Letters to clients about their documents: that something waits or is due, and never what it is (A4).

use access::holder::Holder;
use access::letters;
use domain::ClientId;
use domain::access::link;
use domain::practice::email_text::EmailKind;
use platform::Platform;
use platform::db::Tx;
use platform::outbox;
use platform::problem::Problem;
use practice::email_texts::Added;
use practice::{clients, practices};

/// Queues the letter of `kind`; false where they cannot be written to: they have not come in yet, may not read documents,
/// or want no e-mail at that address.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(platform: &Platform, tx: &Tx, practice: &practices::Model, client: ClientId, kind: EmailKind) -> Result<bool, Problem> {
    let scope = practice.scope();
    let holder = Holder::of_client(&**tx, scope, client).await?.filter(|(_, rights)| rights.documents);
    let Some((holder, _)) = holder.filter(|_| practice.portal().open) else { return Ok(false) };
    let recipient = letters::to(&holder, practice);
    let address = recipient.to.key();
    let addresses = clients::emails(&**tx, scope, client).await?;
    if addresses.iter().any(|known| known.address.key() == address && !known.email_ok) {
        return Ok(false);
    }
    let added = Added::Page { link: link::documents(&platform.config.public_url, &practice.slug()) };
    let letter = letters::worded(platform, &**tx, practice, kind, recipient, added).await?;
    outbox::queue(platform, tx, letter).await?;
    Ok(true)
}
