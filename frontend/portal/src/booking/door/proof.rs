//! The work that a request of a new client costs (B11), in slices between which the page can answer.

use domain::booking::new_client::{Proof, ProofChallenge, is_solved};
use js_sys::Promise;
use leptos::prelude::window;
use sha2::{Digest, Sha256};
use wasm_bindgen_futures::JsFuture;

/// Milliseconds that one slice may take: less than a frame.
const SLICE: f64 = 12.0;
/// Milliseconds after which the work is given up.
const PATIENCE: f64 = 120_000.0;

/// Finds the nonce; `None` when it takes too long.
pub async fn solve(challenge: ProofChallenge) -> Option<Proof> {
    let ProofChallenge { challenge, difficulty_bits } = challenge;
    let begun = Sha256::new_with_prefix(format!("{challenge}:"));
    let give_up = ui::now() + PATIENCE;
    let mut nonce = 0_u64;
    while ui::now() < give_up {
        let pause_at = ui::now() + SLICE;
        while ui::now() < pause_at {
            if let Some(nonce) = search(&begun, difficulty_bits, nonce..nonce + 500) {
                return Some(Proof { challenge, nonce: nonce.to_string() });
            }
            nonce += 500;
        }
        pause().await;
    }
    None
}

/// The first nonce in this range that solves it.
fn search(begun: &Sha256, bits: u8, mut nonces: std::ops::Range<u64>) -> Option<u64> {
    nonces.find(|nonce| {
        let hash: [u8; 32] = begun.clone().chain_update(nonce.to_string()).finalize().into();
        is_solved(&hash, bits)
    })
}

/// Lets the browser do what waits.
async fn pause() {
    let mut wait = |resolve: js_sys::Function, _: js_sys::Function| {
        let _ = window().set_timeout_with_callback(&resolve);
    };
    let _ = JsFuture::from(Promise::new(&mut wait)).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b11_what_is_found_is_what_the_server_checks() {
        let begun = Sha256::new_with_prefix("a.b:");
        let nonce = search(&begun, 10, 0..100_000).unwrap();
        let proof = Proof { challenge: "a.b".into(), nonce: nonce.to_string() };
        let hash: [u8; 32] = Sha256::digest(proof.hashed_text()).into();
        assert!(is_solved(&hash, 10));
        assert!((0..nonce).all(|earlier| search(&begun, 10, earlier..earlier + 1).is_none()));
    }
}
