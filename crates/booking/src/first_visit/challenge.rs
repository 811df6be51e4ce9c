//! Work for the browser. A challenge is kept nowhere: it carries its end and our mark, and once its work was handed in,
//! its hash is kept until that end, so that the work counts once.

use std::fmt::Write as _;

use domain::booking::new_client::{Proof, ProofChallenge, is_solved};
use domain::time::Timestamp;
use platform::Platform;
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use platform::secrets::{Secrets, hash};

use super::store;

/// About 130,000 tries: a tenth of a second on a desk, most of one on a slow phone.
pub const DIFFICULTY_BITS: u8 = 17;
/// Seconds a challenge is good for.
const GOOD_SECONDS: i64 = 10 * 60;
const PURPOSE: &str = "booking challenge";

/// A new challenge.
pub fn new(platform: &Platform, scope: Scope) -> ProofChallenge {
    let mut random = [0; 16];
    platform.secrets.fill(&mut random);
    let until = platform.clock.now().as_second() + GOOD_SECONDS;
    let bare = format!("{until}.{}", hex(&random));
    let mark = hex(&platform.secrets.mac(PURPOSE, &marked(scope, &bare)));
    ProofChallenge { challenge: format!("{bare}.{mark}"), difficulty_bits: DIFFICULTY_BITS }
}

/// Takes the work, once.
///
/// # Errors
/// 422 `proof_refused` at `/proof` when it is not done, done for another challenge, too old, or was handed in before.
pub async fn spend(platform: &Platform, scope: Scope, proof: &Proof) -> Result<(), Problem> {
    let now = platform.clock.now();
    let until = read(&platform.secrets, scope, proof, now).ok_or_else(refused)?;
    let tx = platform.db.write().await?;
    let first = store::spend(&*tx, hash(&proof.challenge), Moment(until.saturating_mul(1_000_000))).await?;
    tx.commit().await?;
    if first { Ok(()) } else { Err(refused()) }
}

/// Until when the challenge is good, if it is one of ours and its work is done.
fn read(secrets: &Secrets, scope: Scope, proof: &Proof, now: Timestamp) -> Option<i64> {
    let (bare, mark) = proof.challenge.rsplit_once('.')?;
    let ours = Secrets::same(hex(&secrets.mac(PURPOSE, &marked(scope, bare))).as_bytes(), mark.as_bytes());
    let until: i64 = bare.split('.').next()?.parse().ok()?;
    let done: [u8; 32] = hash(proof.hashed_text()).try_into().ok()?;
    (ours && until > now.as_second() && is_solved(&done, DIFFICULTY_BITS)).then_some(until)
}

fn marked(scope: Scope, bare: &str) -> String {
    format!("{}:{DIFFICULTY_BITS}:{bare}", scope.practice)
}

fn refused() -> Problem {
    Problem::field("/proof", "proof_refused", "This took too long, or was sent before. Please send it again.")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a String does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
