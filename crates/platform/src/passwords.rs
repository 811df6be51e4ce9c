//! Password hashes: Argon2id (RFC 9106) with 19 MiB, two passes, one lane (OWASP's first choice), a few at once. A
//! flood of sign-ins waits in a short queue and is then turned away; the rest of the program goes on.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
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
    memory: Memory,
}

impl Passwords {
    /// At most `workers` hashes at once.
    #[must_use]
    pub fn new(workers: usize) -> Self {
        let admitted = Semaphore::new(workers * (1 + WAITING_EACH));
        Self { at_work: Arc::new(Semaphore::new(workers)), admitted: Arc::new(admitted), memory: Memory::default() }
    }

    /// The hash to keep, in PHC form.
    ///
    /// # Errors
    /// 503 `busy` when too many wait already.
    pub async fn hash(&self, secrets: &Secrets, password: &Secret) -> Result<String, Problem> {
        let mut salt = [0; 16];
        secrets.fill(&mut salt);
        let (password, memory) = (password.clone(), self.memory.clone());
        self.run(move || memory.hash(password.as_str(), &salt)).await
    }

    /// Whether `password` is the one of `kept`. Without a hash it works as long and says no, so that an unknown address
    /// cannot be told by the time.
    ///
    /// # Errors
    /// 503 `busy` when too many wait already.
    pub async fn verify(&self, kept: Option<&str>, password: &Secret) -> Result<bool, Problem> {
        let (kept, password, memory) = (kept.map(ToOwned::to_owned), password.clone(), self.memory.clone());
        self.run(move || {
            let known = kept.is_some();
            let kept = kept.map_or_else(|| memory.of_nobody(), Ok)?;
            Ok(memory.fits(password.as_str(), &kept)? && known)
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

/// Memory for hashes, passed from one to the next. Given back to the allocator instead, much of it would stay with each of
/// the many threads that hash in turn, and a flood would leave hundreds of megabytes behind.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<Vec<Block>>>>);

impl Memory {
    /// The hash of `password` in PHC form.
    fn hash(&self, password: &str, salt: &[u8]) -> Result<String, Problem> {
        let params = Params::new(19 * 1024, 2, 1, None).map_err(Problem::internal)?;
        let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
        self.digest(Algorithm::Argon2id, Version::V0x13, &params, password, salt, &mut output)?;
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params).map_err(Problem::internal)?,
            salt: Some(Salt::new(salt).map_err(Problem::internal)?),
            hash: Some(Output::new(&output).map_err(Problem::internal)?),
        };
        Ok(hash.to_string())
    }

    /// Whether `password` is the one of `kept`, which says itself how it was made.
    fn fits(&self, password: &str, kept: &str) -> Result<bool, Problem> {
        let hash = PasswordHash::new(kept).map_err(Problem::internal)?;
        let (Some(version), Some(salt), Some(right)) = (hash.version, hash.salt, hash.hash) else {
            return Err(Problem::internal("a kept password hash is not whole"));
        };
        let algorithm = Algorithm::try_from(hash.algorithm.as_str()).map_err(Problem::internal)?;
        let version = Version::try_from(version).map_err(Problem::internal)?;
        let params = Params::try_from(&hash).map_err(Problem::internal)?;
        let mut output = vec![0; right.as_bytes().len()];
        self.digest(algorithm, version, &params, password, &salt, &mut output)?;
        Ok(Secrets::same(&output, right.as_bytes()))
    }

    fn digest(
        &self,
        algorithm: Algorithm,
        version: Version,
        params: &Params,
        password: &str,
        salt: &[u8],
        output: &mut [u8],
    ) -> Result<(), Problem> {
        let shelf = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut blocks = shelf().pop().unwrap_or_default();
        if blocks.len() < params.block_count() {
            blocks.resize(params.block_count(), Block::new());
        }
        let argon2 = Argon2::new(algorithm, version, params.clone());
        let done = argon2.hash_password_into_with_memory(password.as_bytes(), salt, output, &mut blocks[..]);
        shelf().push(blocks);
        done.map_err(Problem::internal)
    }

    /// A hash that no password is known for.
    fn of_nobody(&self) -> Result<String, Problem> {
        static NOBODY: OnceLock<String> = OnceLock::new();
        if let Some(hash) = NOBODY.get() {
            return Ok(hash.clone());
        }
        let hash = self.hash("nobody has this password", &[0; 16])?;
        Ok(NOBODY.get_or_init(|| hash).clone())
    }
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
