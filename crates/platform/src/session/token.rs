//! The signed name of a session.

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use domain::access::session::{App, SessionKind};
use domain::time::Timestamp;
use domain::{PracticeId, SessionId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use super::Named;
use crate::problem::Problem;
use crate::secrets::Secrets;

const TYPE: &str = "anteroom-session+jwt";

#[derive(Serialize, Deserialize)]
struct Claims {
    sid: SessionId,
    practice: PracticeId,
    aud: App,
    kind: SessionKind,
    exp: i64,
}

fn key_pair(secrets: &Secrets) -> Result<Ed25519KeyPair, Problem> {
    Ed25519KeyPair::from_seed_unchecked(&secrets.derived("session token")).map_err(Problem::internal)
}

/// Signs `named` until `expires_at`.
///
/// # Errors
/// Never in practice: 500 if the key cannot be used.
pub fn sign(secrets: &Secrets, named: Named, expires_at: Timestamp) -> Result<String, Problem> {
    let der: Pkcs8V1Der<'_> = key_pair(secrets)?.as_der().map_err(Problem::internal)?;
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.into());
    let claims = Claims { sid: named.session, practice: named.practice, aud: named.app, kind: named.kind, exp: expires_at.as_second() };
    jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_der(der.as_ref())).map_err(Problem::internal)
}

/// Reads a token of `app`; none when it is not ours, not of that application, or over. Whether the session still
/// stands is the row's to say.
pub fn read(secrets: &Secrets, app: App, now: Timestamp, token: &str) -> Option<Named> {
    let pair = key_pair(secrets).ok()?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&[app.as_str()]);
    validation.set_required_spec_claims(&["exp", "aud"]);
    // Its own clock would be the system's; ours may stand still in a test.
    validation.validate_exp = false;
    let data = jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_ed_der(pair.public_key().as_ref()), &validation).ok()?;
    let fresh = data.header.typ.as_deref() == Some(TYPE) && data.claims.exp > now.as_second();
    fresh.then_some(Named { session: data.claims.sid, practice: data.claims.practice, app: data.claims.aud, kind: data.claims.kind })
}
