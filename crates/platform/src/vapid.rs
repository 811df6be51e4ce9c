//! By what browsers' push services know this installation (VAPID, RFC 8292): a key of its own, made once, kept sealed in
//! the database, and never changed, since every browser that subscribed has named it.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Url;
use serde::Serialize;

use crate::Platform;
use crate::config::Config;
use crate::db::installation;
use crate::problem::Problem;

/// Its name among the facts about the installation, and the name it is sealed under.
pub const NAME: &str = "push_key";
/// Seconds that a signed word to a push service holds; a day is the most (RFC 8292, 2).
const HOLDS: i64 = 12 * 3600;

/// The key.
pub struct Vapid {
    pkcs8: Vec<u8>,
    public_key: String,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    exp: i64,
    sub: &'a str,
}

impl Vapid {
    /// The installation's key, made when there is none yet.
    ///
    /// # Errors
    /// When the database does not answer, or the key was sealed with one that is no longer there.
    pub async fn of(platform: &Platform) -> Result<Self, Problem> {
        if let Some(sealed) = installation::get(&platform.db, NAME).await? {
            return Self::read(platform.secrets.unseal(NAME, &sealed)?);
        }
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).map_err(Problem::internal)?;
        installation::put_if_absent(&platform.db, NAME, platform.secrets.seal(NAME, made.as_ref())).await?;
        // Another process may have been first: its key counts.
        let sealed = installation::get(&platform.db, NAME).await?.ok_or_else(|| Problem::internal("the key was not kept"))?;
        Self::read(platform.secrets.unseal(NAME, &sealed)?)
    }

    fn read(pkcs8: Vec<u8>) -> Result<Self, Problem> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8).map_err(Problem::internal)?;
        let public_key = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Ok(Self { pkcs8, public_key })
    }

    /// What browsers subscribe with: a point on P-256, uncompressed, as base64url.
    #[must_use]
    pub fn public_key(&self) -> &str {
        &self.public_key
    }

    /// The header `Authorization` for the push service of `endpoint`.
    ///
    /// # Errors
    /// Never in practice: 500 if the key cannot be used.
    pub fn authorization(&self, config: &Config, endpoint: &Url, now: Timestamp) -> Result<String, Problem> {
        let (audience, contact) = (endpoint.origin().ascii_serialization(), contact(config));
        let claims = Claims { aud: &audience, exp: now.as_second() + HOLDS, sub: &contact };
        let key = EncodingKey::from_ec_der(&self.pkcs8);
        let token = jsonwebtoken::encode(&Header::new(Algorithm::ES256), &claims, &key).map_err(Problem::internal)?;
        Ok(format!("vapid t={token}, k={}", self.public_key))
    }
}

/// Whom a push service can turn to: where the installation is reached, or, where that is no public address, whoever sends
/// its mail.
fn contact(config: &Config) -> String {
    if config.is_secure() {
        return config.public_url.clone();
    }
    let address = config.mail_from.rsplit_once('<').map_or(config.mail_from.as_str(), |(_, rest)| rest.trim_end_matches('>'));
    format!("mailto:{}", address.trim())
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{DecodingKey, Validation, decode};
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_push_service_can_check_who_speaks_and_to_whom() {
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).expect("a key");
        let vapid = Vapid::read(made.as_ref().to_vec()).expect("a key");
        let point = URL_SAFE_NO_PAD.decode(vapid.public_key()).expect("base64url");
        assert_eq!((point.len(), point[0]), (65, 4), "uncompressed");
        let config = Config { public_url: "https://portal.example.com".into(), ..Config::default() };
        let endpoint: Url = "https://push.example.net/send/secret-part?x=1".parse().expect("an address");
        let now: Timestamp = "2026-03-02T15:00:00Z".parse().expect("a moment");
        let header = vapid.authorization(&config, &endpoint, now).expect("signed");
        let (token, key) = header.strip_prefix("vapid t=").and_then(|rest| rest.split_once(", k=")).expect("token and key");
        assert_eq!(key, vapid.public_key());
        let mut validation = Validation::new(Algorithm::ES256);
        validation.set_audience(&["https://push.example.net"]);
        validation.validate_exp = false;
        let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
        let public = DecodingKey::from_ec_components(&x, &y).expect("a public key");
        let said = decode::<Value>(token, &public, &validation).expect("it is signed with that key").claims;
        assert_eq!(said["sub"], "https://portal.example.com");
        assert_eq!(said["exp"], now.as_second() + 12 * 3600);
        assert!(!header.contains("secret-part"));
    }

    #[test]
    fn without_a_public_address_whoever_sends_its_mail_is_named() {
        assert_eq!(contact(&Config::default()), "mailto:no-reply@localhost.localdomain");
    }
}
