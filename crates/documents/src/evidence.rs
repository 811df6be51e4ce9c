//! What proves that something was signed (D8), recorded in the transaction that signs it.

use access::holder::Holder;
use domain::SessionId;
use domain::access::session::App;
use domain::documents::{Authentication, Capacity, Evidence, SignerRole};
use domain::practice::profile::Language;
use domain::text::{PersonName, PersonalText};
use platform::Platform;
use platform::db::{Scope, Tx};
use platform::problem::Problem;
use platform::secrets::hash;
use sea_orm::ConnectionTrait;

use crate::paper;
use crate::signing_key::SigningKey;
use crate::store::{consents, documents, signatures, trail};

/// The form of the record.
const FORMAT: u8 = 1;

/// Who signs.
#[derive(Clone, Debug)]
pub struct Signer {
    /// Which side.
    pub role: SignerRole,
    /// The name they typed.
    pub name: PersonName,
    /// As what they sign.
    pub capacity: Capacity,
    /// Who they are to the client, where that is something else.
    pub relationship: PersonalText,
    /// The session they sign in: by it, and by whoever acts, is known how they had shown who they are.
    pub session: SessionId,
}

/// Records that `signer` signed or submitted `document`, which is held and whose trail ends with the line that says so; a
/// form has its `answers_hash`. Has the PDF made.
///
/// # Errors
/// 500 when the document is not as it was sent: what was changed is not signed.
pub async fn record(platform: &Platform, tx: &Tx, document: &documents::Model, signer: Signer, by: &trail::By) -> Result<(), Problem> {
    let (secrets, scope) = (&platform.secrets, document.scope());
    let content = document.content(secrets)?;
    let answers = document.answers_hash.as_ref().map(|_| documents::canonical(&document.answers(secrets)?)).transpose()?;
    if hash(&content) != document.content_hash || answers.as_ref().map(hash) != document.answers_hash {
        return Err(Problem::internal("a document that is to be signed is not as it was sent"));
    }
    let said = document.said(secrets)?;
    let consent = match signer.role {
        SignerRole::Client => consents::find(&**tx, scope, document.client()).await?,
        SignerRole::Practice => None,
    };
    let trail = trail::of(&**tx, secrets, scope, document.id()).await?;
    let signed_at = trail.last().map(|line| line.at).ok_or_else(|| Problem::internal("a signature without a trail"))?;
    let evidence = Evidence {
        format: FORMAT,
        practice_id: scope.practice,
        client_id: document.client(),
        document_id: document.id(),
        kind: document.kind(),
        title: document.title.clone(),
        template_id: document.template_id.map(Into::into),
        template_version: document.template_version,
        content_sha256: hex::encode(&document.content_hash),
        answers_sha256: document.answers_hash.as_ref().map(hex::encode),
        authentication: authentication(&**tx, scope, said.language, &signer, by).await?,
        statement: said.statement,
        role: signer.role,
        name: signer.name,
        capacity: signer.capacity,
        relationship: signer.relationship,
        ip: by.actor.ip.map(|ip| ip.to_string().into()),
        user_agent: by.user_agent.clone().unwrap_or_default(),
        signed_at,
        electronic_consent_at: consent.as_ref().map(|consent| consent.agreed_at.into()),
        electronic_consent_sha256: consent.as_ref().map(|consent| hex::encode(&consent.hash)),
        trail,
    };
    let key = SigningKey::within(platform, &**tx).await?;
    let mut row = signatures::Model {
        practice_id: document.practice_id,
        id: secrets.id(platform.clock.now()),
        document_id: document.id,
        edition: signatures::newest(&**tx, scope, document.id()).await? + 1,
        role: signer.role.as_str().into(),
        sealed_evidence: Vec::new(),
        evidence_hash: Vec::new(),
        signature: Vec::new(),
        public_key: key.public_key().to_vec(),
        sealed_answers: None,
        signed_at: signed_at.into(),
    };
    row.seal(secrets, &documents::canonical(&evidence)?, answers.as_deref());
    row.signature = key.sign(&row.evidence_hash);
    signatures::insert(&**tx, &row).await?;
    paper::queue(platform, tx, document, row.edition).await
}

/// How `signer`, who is `by`, had shown who they are, in words of `language`.
async fn authentication(
    db: &impl ConnectionTrait,
    scope: Scope,
    language: Language,
    signer: &Signer,
    by: &trail::By,
) -> Result<Authentication, Problem> {
    let app = match signer.role {
        SignerRole::Client => App::Portal,
        SignerRole::Practice => App::Admin,
    };
    let subject = by.actor.id.ok_or_else(|| Problem::internal("nobody signs"))?;
    let holder = Holder::by_id(db, scope, app, subject).await?.ok_or_else(|| Problem::internal("a signer without a way in"))?;
    // Whoever has a second factor gave it: without, no session is a full one.
    let second = matches!(&holder, Holder::Staff(staff) if staff.totp_sealed.is_some());
    let method = match (language, second) {
        (Language::En, false) => "Signed in with e-mail address and password",
        (Language::En, true) => "Signed in with e-mail address, password and a second factor (one-time code)",
        (Language::Es, false) => "Inició sesión con correo electrónico y contraseña",
        (Language::Es, true) => "Inició sesión con correo electrónico, contraseña y un segundo factor (código de un solo uso)",
    };
    Ok(Authentication { method: method.into(), email: holder.email(), session_id: signer.session })
}
