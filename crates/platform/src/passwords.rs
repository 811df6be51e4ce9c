//! Password hashes: Argon2id (RFC 9106) with 19 MiB, two passes, one lane (OWASP's first choice), a few at once. A
//! flood of sign-ins waits in a short queue and is then turned away; the rest of the program goes on.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::text::Secret;
use tokio::sync::Semaphore;

use crate::problem::Problem;
use crate::secrets::Secrets;

/// How many may wait for each one that is at work.
const WAITING_EACH: usize = 8;
/// How long one waits before it is turned away.
const PATIENCE: Duration = Duration::from_secs(5);

/// The bounded place where passwords are hashed; clones share it.
#[derive(Clone)]
pub struct Passwords {
    at_work: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
}

impl Passwords {
    /// At most `workers` hashes at once.
    #[must_use]
    pub fn new(workers: usize) -> Self {
        Self { at_work: Arc::new(Semaphore::new(workers)), admitted: Arc::new(Semaphore::new(workers * (1 + WAITING_EACH))) }
    }

    /// The hash to keep, in PHC form.
    ///
    /// # Errors
    /// 503 `busy` when too many wait already.
    pub async fn hash(&self, secrets: &Secrets, password: &Secret) -> Result<String, Problem> {
        let mut salt = [0; 16];
        secrets.fill(&mut salt);
        let password = password.clone();
        self.run(move || {
            let hash = argon2()?.hash_password_with_salt(password.as_str().as_bytes(), &salt).map_err(Problem::internal)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether `password` is the one of `kept`. Without a hash it works as long and says no, so that an unknown address
    /// cannot be told by the time.
    ///
    /// # Errors
    /// 503 `busy` when too many wait already.
    pub async fn verify(&self, kept: Option<&str>, password: &Secret) -> Result<bool, Problem> {
        let (kept, password) = (kept.map(ToOwned::to_owned), password.clone());
        self.run(move || {
            let known = kept.is_some();
            let text = match kept {
                Some(text) => text,
                None => nobody()?.to_owned(),
            };
            let parsed = PasswordHash::new(&text).map_err(Problem::internal)?;
            Ok(argon2()?.verify_password(password.as_str().as_bytes(), &parsed).is_ok() && known)
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
        let admitted = Arc::clone(&self.admitted).try_acquire_owned().map_err(|_| Problem::busy())?;
        let at_work = tokio::time::timeout(PATIENCE, Arc::clone(&self.at_work).acquire_owned())
            .await
            .map_err(|_| Problem::busy())?
            .map_err(Problem::internal)?;
        // The permits go along: a caller who hangs up does not make room before the work is done.
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop((at_work, admitted));
            done
        })
        .await
        .map_err(Problem::internal)?
    }
}

fn argon2() -> Result<Argon2<'static>, Problem> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Problem::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// A hash that no password is known for.
fn nobody() -> Result<&'static str, Problem> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    if let Some(hash) = NOBODY.get() {
        return Ok(hash);
    }
    let hash = argon2()?.hash_password_with_salt(b"nobody has this password", &[0; 16]).map_err(Problem::internal)?.to_string();
    Ok(NOBODY.get_or_init(|| hash))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::secrets::Entropy;

    fn secrets() -> Secrets {
        let config = Config { master_key: Some("1:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=".into()), ..Config::default() };
        Secrets::open(&config, Entropy::seeded(1)).expect("keys")
    }

    #[tokio::test]
    async fn only_the_right_password_is_right() {
        let passwords = Passwords::new(2);
        let hash = passwords.hash(&secrets(), &"quiet river stone".into()).await.expect("hashed");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify(Some(&hash), &"quiet river stone".into()).await.expect("checked"));
        assert!(!passwords.verify(Some(&hash), &"quiet river".into()).await.expect("checked"));
        assert!(!passwords.verify(None, &"nobody has this password".into()).await.expect("checked"));
    }

    #[tokio::test]
    async fn o11_a_flood_is_turned_away_and_never_more_are_at_work_than_allowed() {
        let passwords = Passwords::new(1);
        let tries = (0..64).map(|_| {
            let passwords = passwords.clone();
            tokio::spawn(async move { passwords.verify(None, &"wrong".into()).await })
        });
        let results = futures_util::future::join_all(tries.collect::<Vec<_>>()).await;
        let turned_away = results.iter().filter(|result| matches!(result, Ok(Err(problem)) if problem.code == "busy")).count();
        assert!(turned_away >= 64 - (1 + WAITING_EACH), "{turned_away} were turned away");
        assert!(!passwords.verify(None, &"after the flood".into()).await.expect("there is room again"));
    }
}
