//! By what this installation signs (RFC 8032, Ed25519): a key of its own, made once, kept sealed in the database, and never
//! changed. What another key signed was not signed here.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use platform::Platform;
use platform::db::installation;
use platform::problem::Problem;
use sea_orm::ConnectionTrait;

/// Its name among the facts about the installation, and the name it is sealed under.
pub const NAME: &str = "signing_key";

/// The key.
pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    /// The installation's key, in an open transaction: made when there is none yet.
    ///
    /// # Errors
    /// When the database does not answer, or the key was sealed with one that is no longer there.
    pub async fn within(platform: &Platform, tx: &impl ConnectionTrait) -> Result<Self, Problem> {
        if let Some(key) = Self::find(platform, tx).await? {
            return Ok(key);
        }
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(Problem::internal)?;
        installation::put_first(tx, NAME, platform.secrets.seal(NAME, made.as_ref())).await?;
        // Another process may have been first: its key counts.
        Self::find(platform, tx).await?.ok_or_else(|| Problem::internal("the key was not kept"))
    }

    /// The same; none where nothing was signed yet.
    ///
    /// # Errors
    /// When the database does not answer, or the key was sealed with one that is no longer there.
    pub async fn find(platform: &Platform, db: &impl ConnectionTrait) -> Result<Option<Self>, Problem> {
        let Some(sealed) = installation::find(db, NAME).await? else { return Ok(None) };
        Self::read(&platform.secrets.unseal(NAME, &sealed)?).map(Some)
    }

    fn read(pkcs8: &[u8]) -> Result<Self, Problem> {
        Ed25519KeyPair::from_pkcs8(pkcs8).map(Self).map_err(Problem::internal)
    }

    /// What checks its signatures: 32 bytes.
    #[must_use]
    pub fn public_key(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }

    /// Its signature over `message`: 64 bytes, the same each time.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).as_ref().to_vec()
    }

    /// Whether `signature` is this key's over `message`.
    #[must_use]
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.public_key()).verify(message, signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, 7.1, test 2.
    #[test]
    fn d8_it_signs_as_the_standard_says_and_one_changed_bit_does_not_fit() {
        let bytes = |text: &str| hex::decode(text).expect("hex");
        let seed = bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        let key = SigningKey(Ed25519KeyPair::from_seed_unchecked(&seed).expect("a key"));
        assert_eq!(key.public_key(), bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
        let signature = key.sign(&[0x72]);
        let expected = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                        085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        assert_eq!(signature, bytes(expected));
        assert!(key.signed(&[0x72], &signature) && !key.signed(&[0x73], &signature));
        for bit in 0..512 {
            let mut bent = signature.clone();
            bent[bit / 8] ^= 1 << (bit % 8);
            assert!(!key.signed(&[0x72], &bent), "bit {bit}");
        }
    }
}
