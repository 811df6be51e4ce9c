//! What is told before the first electronic signature (D4): what the ESIGN Act, 15 U.S.C. § 7001(c), wants a person to
//! know. Its version is its hash: whoever agreed to other words is asked anew.

use domain::documents::{Block, Span};
use domain::practice::profile::Language;
use platform::problem::Problem;
use platform::secrets::hash;

use crate::store::documents::canonical;

/// The words, and their hash.
pub struct Disclosure {
    /// What it says.
    pub blocks: Vec<Block>,
    /// SHA-256 of its canonical form.
    pub hash: Vec<u8>,
}

/// What the practice called `name`, with the telephone number `phone`, tells in `language`.
///
/// # Errors
/// 500 when it cannot be written as JSON.
pub fn disclosure(language: Language, name: &str, phone: &str) -> Result<Disclosure, Problem> {
    let (title, first, parts) = match language {
        Language::En => english(name, phone),
        Language::Es => spanish(name, phone),
    };
    let mut blocks = vec![heading(1, title), paragraph(&first)];
    for (title, text) in parts {
        blocks.extend([heading(2, title), paragraph(&text)]);
    }
    let hash = hash(canonical(&blocks)?);
    Ok(Disclosure { blocks, hash })
}

/// Whether somebody who agreed to what has this `hash` agreed to what is told now, in whichever language.
///
/// # Errors
/// 500 when it cannot be written as JSON.
pub fn is_told_now(hash: &[u8], name: &str, phone: &str) -> Result<bool, Problem> {
    for language in [Language::En, Language::Es] {
        if disclosure(language, name, phone)?.hash == hash {
            return Ok(true);
        }
    }
    Ok(false)
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, spans: vec![span(text)] }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph { spans: vec![span(text)] }
}

fn span(text: &str) -> Span {
    Span { text: text.into(), ..Span::default() }
}

/// A title, a first paragraph, and titled paragraphs.
type Words = (&'static str, String, [(&'static str, String); 6]);

fn english(name: &str, phone: &str) -> Words {
    (
        "Signing on a screen",
        format!("Before you sign something from {name} here for the first time, please read what that means and which rights you have."),
        [
            (
                "What you agree to",
                format!(
                    "{name} gives you documents in electronic form, and you sign them by typing your name. Such a signature counts like one on paper. This holds for everything that {name} asks you to sign in this portal, until you take it back. It does not mean that you agree to what a document says: you decide about each one when you sign it."
                ),
            ),
            (
                "Paper, at no charge",
                format!(
                    "You do not have to sign on a screen. If you would rather have a document on paper, now or later, call {name} at {phone}. You can also ask for a paper copy of anything you have read or signed here. Paper costs you nothing, and nothing else changes for you."
                ),
            ),
            (
                "Taking it back",
                format!(
                    "You can take this agreement back at any time and at no charge: call {name} at {phone}. From then on you get documents on paper. What you signed before stays as valid as it was."
                ),
            ),
            (
                "Reaching you",
                format!(
                    "We tell you by e-mail that something is waiting here. If your e-mail address changes, change it in your account, or tell {name}."
                ),
            ),
            (
                "What you need",
                "To read documents here you need a telephone, tablet or computer with an up-to-date browser, the internet, and an e-mail address. To keep them you need a program that opens PDF files, and room to save them or a printer. Everything you sign can be downloaded as a PDF under Documents, as often as you like."
                    .into(),
            ),
            (
                "Before you agree",
                "This text is shown in the same way as the documents you sign. By agreeing you say that you can read it here, and that you can open and keep PDF files."
                    .into(),
            ),
        ],
    )
}

fn spanish(name: &str, phone: &str) -> Words {
    (
        "Firmar en pantalla",
        format!("Antes de firmar aquí por primera vez algo de {name}, lea qué significa y qué derechos tiene."),
        [
            (
                "Qué acepta",
                format!(
                    "{name} le entrega documentos en formato electrónico, y usted los firma escribiendo su nombre. Esa firma vale lo mismo que una en papel. Esto se aplica a todo lo que {name} le pida firmar en este portal, hasta que usted lo retire. No significa que acepte lo que dice un documento: eso lo decide con cada uno al firmarlo."
                ),
            ),
            (
                "En papel, sin costo",
                format!(
                    "No tiene que firmar en pantalla. Si prefiere un documento en papel, ahora o más adelante, llame a {name} al {phone}. También puede pedir una copia en papel de todo lo que haya leído o firmado aquí. El papel no le cuesta nada, y nada más cambia para usted."
                ),
            ),
            (
                "Retirarlo",
                format!(
                    "Puede retirar este consentimiento en cualquier momento y sin costo: llame a {name} al {phone}. Desde entonces recibirá los documentos en papel. Lo que haya firmado antes sigue siendo válido."
                ),
            ),
            (
                "Cómo avisarle",
                format!(
                    "Le avisamos por correo electrónico de que algo le espera aquí. Si cambia de dirección de correo, cámbiela en su cuenta o dígaselo a {name}."
                ),
            ),
            (
                "Qué necesita",
                "Para leer documentos aquí necesita un teléfono, una tableta o una computadora con un navegador actualizado, internet y una dirección de correo electrónico. Para conservarlos necesita un programa que abra archivos PDF, y espacio para guardarlos o una impresora. Todo lo que firme se puede descargar en PDF en Documentos, tantas veces como quiera."
                    .into(),
            ),
            (
                "Antes de aceptar",
                "Este texto se muestra igual que los documentos que firma. Al aceptar, usted dice que puede leerlo aquí, y que puede abrir y conservar archivos PDF."
                    .into(),
            ),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d4_what_is_told_names_paper_withdrawal_and_what_is_needed_in_both_languages() {
        for (language, words) in [
            (Language::En, ["paper copy", "costs you nothing", "take this agreement back", "up-to-date browser", "PDF"]),
            (Language::Es, ["copia en papel", "no le cuesta nada", "retirar este consentimiento", "navegador actualizado", "PDF"]),
        ] {
            let told = disclosure(language, "Willow & Reed", "+1 212 555 0142").expect("words");
            let text = canonical(&told.blocks).expect("JSON");
            for word in words.into_iter().chain(["Willow & Reed", "+1 212 555 0142"]) {
                assert!(text.contains(word), "{language:?}: {word}");
            }
            assert!(!text.contains(['!', '¡']));
        }
    }

    #[test]
    fn d4_other_words_are_another_version() {
        let told = |language, phone| disclosure(language, "Willow & Reed", phone).expect("words").hash;
        let (english, spanish) = (told(Language::En, "1"), told(Language::Es, "1"));
        assert_ne!(english, spanish);
        assert_eq!(english, told(Language::En, "1"));
        for hash in [&english, &spanish] {
            assert!(is_told_now(hash, "Willow & Reed", "1").expect("hashes"));
            assert!(!is_told_now(hash, "Willow & Reed", "2").expect("hashes"), "another number to call");
        }
    }
}
