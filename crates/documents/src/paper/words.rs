//! The words that stand on every paper, in the language of what it says.

use domain::access::day_in_words::day_in_words;
use domain::documents::{Capacity, DocumentKind, Evidence, SignerRole, TrailEvent};
use domain::practice::profile::Language;
use domain::time::{Date, Timestamp};
use jiff::tz::TimeZone;

/// Words of one language.
pub struct Words {
    pub confidential: &'static str,
    /// Before and between the numbers of pages.
    pub page: [&'static str; 2],
    pub lacking: &'static str,
    pub client: &'static str,
    pub sent: &'static str,
    pub signed: &'static str,
    pub submitted: &'static str,
    pub signatures: &'static str,
    pub submission: &'static str,
    pub not_answered: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub certificate: &'static str,
    pub certifies: &'static str,
    pub document: &'static str,
    pub title: &'static str,
    pub document_id: &'static str,
    pub template: &'static str,
    pub version: &'static str,
    pub content_hash: &'static str,
    pub answers_hash: &'static str,
    pub name: &'static str,
    pub capacity: &'static str,
    pub when: &'static str,
    pub authentication: &'static str,
    pub email: &'static str,
    pub ip: &'static str,
    pub browser: &'static str,
    pub not_said: &'static str,
    pub statement: &'static str,
    pub consent: &'static str,
    pub consent_hash: &'static str,
    pub evidence_hash: &'static str,
    pub signature: &'static str,
    pub happened: &'static str,
    pub times: &'static str,
    /// The head of the table of what happened: when, what, who, from where.
    pub columns: [&'static str; 4],
    pub automatic: &'static str,
    pub verify: &'static str,
    /// Before and after the address.
    pub how_to_verify: [&'static str; 2],
    pub public_key: &'static str,
    pub how_to_check: &'static str,
}

const EN: Words = Words {
    confidential: "Confidential",
    page: ["Page", "of"],
    lacking: "A box stands for a character that no typeface of this file has. The character itself is in the file: it can be \
              copied, searched for and read aloud.",
    client: "Client",
    sent: "Sent",
    signed: "Signed",
    submitted: "Submitted",
    signatures: "Signatures",
    submission: "Submitted by",
    not_answered: "Not answered",
    yes: "Yes",
    no: "No",
    certificate: "Certificate",
    certifies: "This page belongs to the document before it and says how it was signed. Everything on it was recorded by the \
                server at that moment.",
    document: "The document",
    title: "Title",
    document_id: "Number",
    template: "Template",
    version: "version",
    content_hash: "SHA-256 of what was shown",
    answers_hash: "SHA-256 of the answers",
    name: "Typed name",
    capacity: "Signed as",
    when: "When",
    authentication: "How they showed who they are",
    email: "With the address",
    ip: "IP address",
    browser: "Browser",
    not_said: "Not known",
    statement: "Agreed to",
    consent: "Agreed to electronic records",
    consent_hash: "SHA-256 of what they were told",
    evidence_hash: "SHA-256 of the full record",
    signature: "Ed25519 signature over it",
    happened: "What happened",
    times: "By the clocks in",
    columns: ["When", "What", "Who", "From"],
    automatic: "Automatic",
    verify: "How to verify",
    how_to_verify: [
        "Open this address and choose this file:",
        "The page says whether exactly this file was signed there, and nothing else. The file stays on your device; one changed \
         byte, and the answer is no.",
    ],
    public_key: "Ed25519 public key",
    how_to_check: "With this key anybody can check the signatures above (RFC 8032); each is over the 32 bytes of the record's \
                   SHA-256. The full record is kept by the practice.",
};

const ES: Words = Words {
    confidential: "Confidencial",
    page: ["Página", "de"],
    lacking: "Un recuadro está en lugar de un carácter que ninguna tipografía de este archivo tiene. El carácter mismo está en el \
              archivo: se puede copiar, buscar y leer en voz alta.",
    client: "Cliente",
    sent: "Enviado",
    signed: "Firmado",
    submitted: "Entregado",
    signatures: "Firmas",
    submission: "Entregado por",
    not_answered: "Sin respuesta",
    yes: "Sí",
    no: "No",
    certificate: "Certificado",
    certifies: "Esta página pertenece al documento anterior y dice cómo se firmó. Todo lo que contiene lo registró el servidor en \
                ese momento.",
    document: "El documento",
    title: "Título",
    document_id: "Número",
    template: "Plantilla",
    version: "versión",
    content_hash: "SHA-256 de lo que se mostró",
    answers_hash: "SHA-256 de las respuestas",
    name: "Nombre escrito",
    capacity: "Firma como",
    when: "Cuándo",
    authentication: "Cómo mostró quién es",
    email: "Con la dirección",
    ip: "Dirección IP",
    browser: "Navegador",
    not_said: "No se conoce",
    statement: "Aceptó",
    consent: "Aceptó los registros electrónicos",
    consent_hash: "SHA-256 de lo que se le explicó",
    evidence_hash: "SHA-256 del registro completo",
    signature: "Firma Ed25519 sobre él",
    happened: "Qué ocurrió",
    times: "Según los relojes de",
    columns: ["Cuándo", "Qué", "Quién", "Desde"],
    automatic: "Automático",
    verify: "Cómo verificarlo",
    how_to_verify: [
        "Abra esta dirección y elija este archivo:",
        "La página dice si exactamente este archivo se firmó allí, y nada más. El archivo se queda en su dispositivo; con un solo \
         byte cambiado, la respuesta es no.",
    ],
    public_key: "Clave pública Ed25519",
    how_to_check: "Con esta clave cualquiera puede comprobar las firmas de arriba (RFC 8032); cada una es sobre los 32 bytes del \
                   SHA-256 del registro. La consulta conserva el registro completo.",
};

/// The words of `language`.
pub const fn of(language: Language) -> &'static Words {
    match language {
        Language::En => &EN,
        Language::Es => &ES,
    }
}

/// *March 2, 2026* or *2 de marzo de 2026*.
pub fn day(day: Date, language: Language) -> String {
    let whole = day_in_words(day, language);
    // The day of the week stands before the first comma in both.
    whole.split_once(", ").map_or(whole.clone(), |(_, rest)| rest.to_owned())
}

/// *March 2, 2026, 9:00:03 AM EST* or *2 de marzo de 2026, 9:00:03 EST*.
pub fn moment(at: Timestamp, zone: &TimeZone, language: Language) -> String {
    let local = at.to_zoned(zone.clone());
    let clock = match language {
        Language::En => local.strftime("%-I:%M:%S %p %Z"),
        Language::Es => local.strftime("%-H:%M:%S %Z"),
    };
    format!("{}, {clock}", day(local.date(), language))
}

/// As what somebody signed.
pub fn capacity(evidence: &Evidence, language: Language) -> String {
    let word = match (language, evidence.role, evidence.capacity) {
        (Language::En, SignerRole::Practice, _) => "For the practice",
        (Language::En, _, Capacity::Self_) => "The client",
        (Language::En, _, Capacity::Parent) => "A parent of the client",
        (Language::En, _, Capacity::Guardian) => "A legal guardian of the client",
        (Language::En, _, Capacity::Other) => "For the client",
        (Language::Es, SignerRole::Practice, _) => "Por la consulta",
        (Language::Es, _, Capacity::Self_) => "El cliente o la clienta",
        (Language::Es, _, Capacity::Parent) => "Madre o padre",
        (Language::Es, _, Capacity::Guardian) => "Tutora o tutor legal",
        (Language::Es, _, Capacity::Other) => "En nombre del cliente o la clienta",
    };
    match evidence.relationship.as_str() {
        "" => word.to_owned(),
        relationship => format!("{word} ({relationship})"),
    }
}

/// Whether somebody signed, or handed in what they answered.
pub fn done(evidence: &Evidence, fixed: &Words) -> &'static str {
    if evidence.kind == DocumentKind::Form && evidence.role == SignerRole::Client { fixed.submitted } else { fixed.signed }
}

/// What happened.
pub const fn event(event: TrailEvent, language: Language) -> &'static str {
    let [en, es] = match event {
        TrailEvent::Sent => ["Sent to the client", "Enviado al cliente"],
        TrailEvent::Opened => ["Opened", "Abierto"],
        TrailEvent::ReadToEnd => ["Shown to its end", "Mostrado hasta el final"],
        TrailEvent::Consented => ["Agreed to electronic records", "Aceptó los registros electrónicos"],
        TrailEvent::Signed => ["Signed", "Firmado"],
        TrailEvent::Submitted => ["Submitted", "Entregado"],
        TrailEvent::Returned => ["Returned for corrections", "Devuelto para corregir"],
        TrailEvent::Completed => ["Completed", "Completado"],
        TrailEvent::Countersigned => ["Signed for the practice", "Firmado por la consulta"],
        TrailEvent::Reminded => ["Reminded", "Recordatorio"],
        TrailEvent::Declined => ["Declined", "Rechazado"],
        TrailEvent::Voided => ["Taken back", "Retirado"],
        TrailEvent::Expired => ["Out of time", "Vencido"],
        TrailEvent::Renewed => ["Sent anew", "Enviado de nuevo"],
    };
    match language {
        Language::En => en,
        Language::Es => es,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d8_a_moment_says_its_zone_in_the_language_of_the_document() {
        let zone = TimeZone::get("America/New_York").expect("a zone");
        let at: Timestamp = "2026-11-01T06:30:03Z".parse().expect("a moment");
        assert_eq!(moment(at, &zone, Language::En), "November 1, 2026, 1:30:03 AM EST");
        assert_eq!(moment(at, &zone, Language::Es), "1 de noviembre de 2026, 1:30:03 EST");
    }
}
