//! Keys, random values, hashes: the one place that makes or guards a secret.
//!
//! A master key (file or variable) seals what must not be readable in a lost database: AES-256-GCM under a key derived
//! (HKDF-SHA-256, RFC 5869) for each record from the master key, a random salt and the record's name, with the id of
//! the master key in front, so that keys can be exchanged while old values still open.

pub mod reseal;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::{constant_time, digest, hkdf, hmac, rand as system_random};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use domain::text::Secret;
use domain::time::Timestamp;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};
use uuid::Uuid;

use crate::config::{Config, StartError};
use crate::db::Db;

/// Where random values come from.
#[derive(Clone)]
pub struct Entropy(Option<Arc<Mutex<ChaCha20Rng>>>);

impl Entropy {
    /// The operating system.
    #[must_use]
    pub fn system() -> Self {
        Self(None)
    }

    /// The same values each time: for tests and the sample practice, never for people.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Some(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))))
    }

    fn fill(&self, bytes: &mut [u8]) {
        match &self.0 {
            // A machine without random numbers must not serve anybody.
            None => system_random::fill(bytes).expect("the operating system gives random numbers"),
            Some(rng) => rng.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(bytes),
        }
    }
}

/// Why a sealed value does not open: another key, another record, or changed bytes.
#[derive(Debug, thiserror::Error)]
#[error("a sealed value does not open")]
pub struct Unopenable;

struct MasterKey {
    id: u32,
    derive: hkdf::Prk,
}

/// The keys in force; clones share them.
#[derive(Clone)]
pub struct Secrets {
    /// The first is the one that seals.
    keys: Arc<Vec<MasterKey>>,
    entropy: Entropy,
    /// Milliseconds and counter of the last id.
    last_id: Arc<Mutex<(u64, u32)>>,
}

/// The name of the value that says whether a key is the one a database was written with.
const CHECK: &str = "key_check";
const FORMAT: u8 = 1;
const SALT: usize = 16;
const NONCE: usize = 12;
const HEAD: usize = 1 + 4 + SALT + NONCE;

impl Secrets {
    /// Reads the keys from the configuration or the file `master.key`, which is made when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or written, or does not hold keys.
    pub fn open(config: &Config, entropy: Entropy) -> Result<Self, StartError> {
        let lines = match &config.master_key {
            Some(lines) => lines.clone(),
            None => read_or_make(&config.data_dir)?,
        };
        let keys: Vec<MasterKey> =
            lines.split([',', '\n']).filter(|line| !line.trim().is_empty()).map(parse).collect::<Option<_>>().unwrap_or_default();
        if keys.is_empty() {
            return Err(StartError::new("master_key", "must be lines of id:base64 of 32 bytes"));
        }
        Ok(Self { keys: Arc::new(keys), entropy, last_id: Arc::default() })
    }

    /// Refuses to start with another key than the one this database was written with.
    ///
    /// # Errors
    /// When the kept check does not open.
    pub async fn prove(&self, db: &Db) -> Result<(), StartError> {
        let kept = crate::db::installation::get(db, CHECK).await.map_err(|error| StartError::new("database", error))?;
        match kept {
            Some(sealed) => self
                .unseal(CHECK, &sealed)
                .map(|_| ())
                .map_err(|_| StartError::new("master_key", "is not the key this database was written with")),
            None => crate::db::installation::put_if_absent(db, CHECK, self.seal(CHECK, b"anteroom"))
                .await
                .map_err(|error| StartError::new("database", error)),
        }
    }

    /// Seals `plain` for the record `name`; opens only under the same name.
    #[must_use]
    pub fn seal(&self, name: &str, plain: &[u8]) -> Vec<u8> {
        let master = &self.keys[0];
        let mut sealed = vec![0; HEAD];
        sealed[0] = FORMAT;
        sealed[1..5].copy_from_slice(&master.id.to_be_bytes());
        // Nonce and salt come from the system even under a seeded source: they must never repeat.
        Entropy::system().fill(&mut sealed[5..HEAD]);
        let (salt, nonce) = sealed[5..HEAD].split_at(SALT);
        let key = record_key(&master.derive, salt, name);
        let nonce = Nonce::try_assume_unique_for_key(nonce).expect("twelve bytes");
        let mut body = plain.to_vec();
        let tag = key.seal_in_place_separate_tag(nonce, Aad::from(name.as_bytes()), &mut body).expect("sealing does not fail");
        sealed.extend_from_slice(&body);
        sealed.extend_from_slice(tag.as_ref());
        sealed
    }

    /// Opens what [`Secrets::seal`] made for the record `name`.
    ///
    /// # Errors
    /// When key, name or bytes do not fit.
    pub fn unseal(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, Unopenable> {
        if sealed.len() < HEAD + 16 || sealed[0] != FORMAT {
            return Err(Unopenable);
        }
        let id = u32::from_be_bytes(sealed[1..5].try_into().map_err(|_| Unopenable)?);
        let master = self.keys.iter().find(|key| key.id == id).ok_or(Unopenable)?;
        let key = record_key(&master.derive, &sealed[5..5 + SALT], name);
        let nonce = Nonce::try_assume_unique_for_key(&sealed[5 + SALT..HEAD]).map_err(|_| Unopenable)?;
        let mut body = sealed[HEAD..].to_vec();
        let length = key.open_in_place(nonce, Aad::from(name.as_bytes()), &mut body).map_err(|_| Unopenable)?.len();
        body.truncate(length);
        Ok(body)
    }

    /// 32 bytes derived from the master key for `purpose`; the same on every node.
    #[must_use]
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        derive_32(&self.keys[0].derive, &[b"derived:", purpose.as_bytes()])
    }

    /// A keyed hash of a short secret (a PIN, a code): worthless without the master key.
    #[must_use]
    pub fn mac(&self, purpose: &str, value: &str) -> Vec<u8> {
        mac_with(&self.keys[0].derive, purpose, value)
    }

    /// Whether `kept` is the keyed hash of `value`, made with any of the keys in force.
    #[must_use]
    pub fn is_mac(&self, purpose: &str, value: &str, kept: &[u8]) -> bool {
        // Each is looked at, whichever fits.
        self.macs(purpose, value).iter().fold(false, |fits, mac| fits | Self::same(mac, kept))
    }

    /// The keyed hashes of `value` under each of the keys in force: what was kept before the keys were exchanged is still
    /// found, as long as the old key is there.
    #[must_use]
    pub fn macs(&self, purpose: &str, value: &str) -> Vec<Vec<u8>> {
        self.keys.iter().map(|key| mac_with(&key.derive, purpose, value)).collect()
    }

    /// The ids of the keys in force; the first is the one that seals.
    #[must_use]
    pub fn key_ids(&self) -> Vec<u32> {
        self.keys.iter().map(|key| key.id).collect()
    }

    /// Whether two values are the same, in a time that does not tell where they differ.
    #[must_use]
    pub fn same(a: &[u8], b: &[u8]) -> bool {
        constant_time::verify_slices_are_equal(a, b).is_ok()
    }

    /// A fresh id (UUIDv7) at `now`. Ids that this process makes in one millisecond are ordered as they were made, by a
    /// counter of 26 bits that begins at random (RFC 9562, 6.2, method 1).
    #[must_use]
    pub fn id(&self, now: Timestamp) -> Uuid {
        let mut random = [0; 10];
        self.entropy.fill(&mut random);
        let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
        let counter = {
            let mut last = self.last_id.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let begin = u32::from_be_bytes([0, random[1], random[2], random[3]]);
            *last = if last.0 == millis { (millis, (last.1 + 1) & 0x03ff_ffff) } else { (millis, begin) };
            last.1
        };
        // The upper four bits of the first octet become the version, the upper two of the third the variant.
        let octet = |shift: u32, bits: u32| u8::try_from((counter >> shift) & ((1 << bits) - 1)).unwrap_or_default();
        random[..4].copy_from_slice(&[octet(22, 4), octet(14, 8), octet(8, 6), octet(0, 8)]);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// A link's token: 256 random bits in base64url, and its hash to keep.
    #[must_use]
    pub fn link_token(&self) -> (Secret, Vec<u8>) {
        let mut random = [0; 32];
        self.entropy.fill(&mut random);
        let token = Secret::new(URL_SAFE_NO_PAD.encode(random));
        let hash = hash(token.as_str());
        (token, hash)
    }

    /// `digits` random decimal digits, each equally likely.
    #[must_use]
    pub fn digits(&self, digits: usize) -> Secret {
        let mut out = String::new();
        while out.len() < digits {
            let mut byte = [0];
            self.entropy.fill(&mut byte);
            // 250 is the largest multiple of ten in a byte; the rest would favour small digits.
            if byte[0] < 250 {
                let _ = write!(out, "{}", byte[0] % 10);
            }
        }
        Secret::new(out)
    }

    /// `length` letters and digits that cannot be mistaken for one another, each equally likely.
    #[must_use]
    pub fn letters(&self, length: usize) -> String {
        const KNOWN: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567899";
        let mut random = vec![0; length];
        self.entropy.fill(&mut random);
        random.iter().map(|byte| char::from(KNOWN[usize::from(byte % 31)])).collect()
    }

    /// Random bytes.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.entropy.fill(bytes);
    }

    /// The same keys with the system's random values: after the sample practice was made.
    #[must_use]
    pub fn with_system_entropy(&self) -> Self {
        Self { keys: Arc::clone(&self.keys), entropy: Entropy::system(), last_id: Arc::clone(&self.last_id) }
    }
}

/// SHA-256: for values that are random enough to need no key (link tokens), and for fingerprints.
#[must_use]
pub fn hash(value: impl AsRef<[u8]>) -> Vec<u8> {
    digest::digest(&digest::SHA256, value.as_ref()).as_ref().to_vec()
}

fn record_key(master: &hkdf::Prk, salt: &[u8], name: &str) -> LessSafeKey {
    let bytes = derive_32(master, &[b"record:", salt, name.as_bytes()]);
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &bytes).expect("32 bytes"))
}

fn mac_with(master: &hkdf::Prk, purpose: &str, value: &str) -> Vec<u8> {
    let derived = derive_32(master, &[b"derived:", format!("mac:{purpose}").as_bytes()]);
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &derived), value.as_bytes()).as_ref().to_vec()
}

fn derive_32(master: &hkdf::Prk, info: &[&[u8]]) -> [u8; 32] {
    let mut out = [0; 32];
    master.expand(info, hkdf::HKDF_SHA256).and_then(|okm| okm.fill(&mut out)).expect("32 bytes are in reach of HKDF");
    out
}

fn parse(line: &str) -> Option<MasterKey> {
    let (id, key) = line.trim().split_once(':')?;
    let bytes = STANDARD.decode(key.trim()).ok().filter(|bytes| bytes.len() == 32)?;
    Some(MasterKey { id: id.trim().parse().ok()?, derive: hkdf::Salt::new(hkdf::HKDF_SHA256, b"anteroom").extract(&bytes) })
}

/// A fresh master key as a line of the file or the variable.
#[must_use]
pub fn fresh_key(id: u32) -> String {
    let mut random = [0; 32];
    Entropy::system().fill(&mut random);
    format!("{id}:{}", STANDARD.encode(random))
}

fn read_or_make(folder: &Path) -> Result<String, StartError> {
    let path = folder.join("master.key");
    let failed = |error: std::io::Error| StartError::new(&format!("master key {}", path.display()), error);
    match std::fs::read_to_string(&path) {
        Ok(lines) => Ok(lines),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            std::fs::create_dir_all(folder).map_err(failed)?;
            let line = fresh_key(1) + "\n";
            let mut options = std::fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            match options.open(&path) {
                Ok(mut file) => file.write_all(line.as_bytes()).and_then(|()| file.sync_all()).map(|()| line).map_err(failed),
                // Another process was first: its key counts.
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => std::fs::read_to_string(&path).map_err(failed),
                Err(error) => Err(failed(error)),
            }
        }
        Err(error) => Err(failed(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(lines: &str) -> Secrets {
        let config = Config { master_key: Some(lines.into()), ..Config::default() };
        Secrets::open(&config, Entropy::seeded(1)).expect("keys")
    }

    fn line(id: u32, byte: u8) -> String {
        format!("{id}:{}", STANDARD.encode([byte; 32]))
    }

    #[test]
    fn o6_a_sealed_value_opens_only_under_its_name_and_key_and_unchanged() {
        let first = secrets(&line(1, 7));
        let sealed = first.seal("totp:a", b"secret");
        assert_eq!(first.unseal("totp:a", &sealed).expect("opens"), b"secret");
        assert!(first.unseal("totp:b", &sealed).is_err());
        assert!(secrets(&line(1, 8)).unseal("totp:a", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert!(first.unseal("totp:a", &bent).is_err(), "byte {at}");
        }
    }

    #[test]
    fn o6_old_values_open_after_the_key_was_exchanged() {
        let old = secrets(&line(1, 7));
        let sealed = old.seal("x", b"kept");
        let new = secrets(&format!("{}\n{}", line(2, 9), line(1, 7)));
        assert_eq!(new.unseal("x", &sealed).expect("opens"), b"kept");
        assert!(old.unseal("x", &new.seal("x", b"new")).is_err());
    }

    #[test]
    fn o6_a_keyed_hash_fits_after_the_key_was_exchanged_as_long_as_the_old_one_is_there() {
        let kept = secrets(&line(1, 7)).mac("pin", "1234");
        let both = secrets(&format!("{}\n{}", line(2, 9), line(1, 7)));
        assert!(both.is_mac("pin", "1234", &kept) && both.macs("pin", "1234").contains(&kept));
        assert!(!both.is_mac("pin", "1235", &kept) && !both.is_mac("code", "1234", &kept));
        assert!(!secrets(&line(2, 9)).is_mac("pin", "1234", &kept));
        assert_ne!(both.mac("pin", "1234"), kept, "new ones are made with the new key");
    }

    #[test]
    fn o6_a_fresh_key_is_one_that_opens() {
        let (one, other) = (fresh_key(7), fresh_key(7));
        assert_ne!(one, other);
        assert_eq!(secrets(&one).key_ids(), [7]);
    }

    #[test]
    fn ids_of_one_moment_are_ordered_as_they_were_made() {
        let secrets = secrets(&line(1, 7));
        let now = "2026-03-03T15:00:00Z".parse().expect("a moment");
        let ids: Vec<Uuid> = (0..70_000).map(|_| secrets.id(now)).collect();
        assert!(ids.is_sorted() && ids.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(ids.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
        assert!(secrets.id(now + jiff::SignedDuration::from_millis(1)) > ids[69_999]);
    }

    #[test]
    fn digits_are_digits_and_letters_cannot_be_mistaken() {
        let secrets = secrets(&line(1, 7));
        assert_eq!(secrets.digits(4).as_str().len(), 4);
        assert!((0..100).all(|_| secrets.digits(6).as_str().bytes().all(|b| b.is_ascii_digit())));
        assert!(secrets.letters(1000).chars().all(|ch| !"0o1lI".contains(ch)));
    }
}
