//! Codes that change with time (RFC 6238) as all authenticator apps make them: SHA-1, six digits, thirty seconds.

use domain::access::codes;
use domain::access::second_factor::SecondFactorEnrolment;
use domain::text::{Email, Secret};
use domain::time::Timestamp;
use platform::problem::Problem;
use qrcode::QrCode;
use qrcode::render::svg;
use totp_rs::{Algorithm, Builder, Totp};

/// Octets of a secret: what RFC 4226, 4 recommends.
pub(super) const SECRET_LENGTH: usize = 20;
const DIGITS: u8 = 6;
const STEP_SECONDS: u64 = 30;
/// Steps before and after the current one whose codes count: clocks differ.
const SKEW: u16 = 1;

fn builder(secret: &[u8]) -> Builder {
    Builder::new().with_algorithm(Algorithm::SHA1).with_digits(DIGITS).with_step_duration(STEP_SECONDS).with_skew(SKEW).with_secret(secret)
}

/// What an authenticator app needs to know of `secret`.
pub(super) fn enrolment(secret: &[u8], practice: &str, email: &Email) -> Result<SecondFactorEnrolment, Problem> {
    // A colon parts issuer and account in the address.
    let plain = |text: &str| text.replace(':', " ").trim().to_owned();
    let totp =
        builder(secret).with_issuer(Some(plain(practice))).with_account_name(plain(email.as_str())).build().map_err(Problem::internal)?;
    let uri = totp.to_url().map_err(Problem::internal)?;
    Ok(SecondFactorEnrolment { secret: Secret::new(totp.secret().to_base32()), qr_svg: Secret::new(picture(&uri)?), uri: Secret::new(uri) })
}

/// The address as a QR code: an SVG element that can stand in a page.
fn picture(uri: &str) -> Result<String, Problem> {
    let code = QrCode::new(uri).map_err(Problem::internal)?;
    let svg = code
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .build();
    Ok(svg.find("<svg").map_or(svg.clone(), |at| svg[at..].to_owned()))
}

/// The time step whose code was typed, where it is one of those that count at `now`.
pub(super) fn step_of(secret: &[u8], typed: &Secret, now: Timestamp) -> Result<Option<i64>, Problem> {
    let digits = codes::digits(typed);
    if !is_code(&digits) {
        return Ok(None);
    }
    let totp = builder(secret).build().map_err(Problem::internal)?;
    let step = totp.check(&digits, u64::try_from(now.as_second()).unwrap_or_default());
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// Whether this looks like a code of an app, as against a recovery code.
pub(super) fn is_code(digits: &str) -> bool {
    digits.len() == usize::from(DIGITS) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// What an authenticator app that was given `secret` (Base32) shows at `at`; none when it is no secret of ours. For the
/// sample practice and tests.
#[must_use]
pub fn code_at(secret: &Secret, at: Timestamp) -> Option<Secret> {
    let secret = totp_rs::Secret::try_from_base32(secret.as_str()).ok()?;
    let totp: Totp = builder(secret.as_bytes()).build().ok()?;
    Some(Secret::new(totp.generate(u64::try_from(at.as_second()).ok()?).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a moment")
    }

    #[test]
    fn a23_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six digits.
        let base32 = Secret::from("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            assert_eq!(code_at(&base32, at(second)).expect("a code").as_str(), code);
            assert_eq!(step_of(SECRET, &code.into(), at(second)).expect("checked"), Some(second / 30));
        }
    }

    #[test]
    fn a23_a_clock_may_be_one_step_off_and_no_more() {
        let typed = Secret::from("287 082");
        for (second, step) in [(59, Some(1)), (29, Some(1)), (89, Some(1)), (90, None)] {
            assert_eq!(step_of(SECRET, &typed, at(second)).expect("checked"), step, "{second}");
        }
        assert_eq!(step_of(SECRET, &"28708".into(), at(59)).expect("checked"), None);
        assert_eq!(step_of(SECRET, &"k7p2-9xqm".into(), at(59)).expect("checked"), None);
    }

    #[test]
    fn a23_an_app_can_read_address_and_picture() {
        let made = enrolment(SECRET, "Willow: Reed", &"jordan@example.com".into()).expect("made");
        assert!(made.uri.as_str().starts_with("otpauth://totp/"), "{}", made.uri.as_str());
        let read = Totp::from_url(made.uri.as_str()).expect("reads");
        assert_eq!((read.secret().as_bytes(), read.account_name(), read.issuer()), (SECRET, "jordan@example.com", Some("Willow  Reed")));
        assert!(made.qr_svg.as_str().starts_with("<svg") && made.qr_svg.as_str().ends_with("</svg>"));
    }
}
