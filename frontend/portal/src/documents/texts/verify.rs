//! What the page says on which anybody asks whether a file was signed here.

use crate::portal::use_portal;
use crate::texts::{Texts, catalogue};

/// The texts, in whatever language the portal speaks.
pub fn texts() -> Texts<Catalogue> {
    use_portal().texts.of_part()
}

catalogue! {
    /// The texts of the page in one language.
    Catalogue in EN, ES {
        /// The page (D8).
        verify: Verify {
            title, intro, private, choose, drop, looking, yes, yes_text, no, no_text, unreadable, again,
        }
    }
}

static EN: Catalogue = Catalogue {
    verify: Verify {
        title: "Check a signed document",
        intro: "Choose a PDF to see whether {practice} made exactly this file of a document that was signed in its portal.",
        private: "The file stays on your device. Only its fingerprint (SHA-256) is sent, and nothing about the document is shown.",
        choose: "Choose a PDF",
        drop: "or drop it here",
        looking: "Checking {name}",
        yes: "This file was signed here",
        yes_text: "“{name}” is unchanged, to the last byte.",
        no: "This file was not signed here",
        no_text: "“{name}” is not a file of a document that was signed here, or it was changed since. A copy that was printed, scanned or saved anew counts as changed.",
        unreadable: "“{name}” could not be read. Please choose it again.",
        again: "Choose another file",
    },
};

static ES: Catalogue = Catalogue {
    verify: Verify {
        title: "Comprobar un documento firmado",
        intro: "Elija un PDF para saber si {practice} creó exactamente este archivo a partir de un documento firmado en su portal.",
        private: "El archivo no sale de su dispositivo. Solo se envía su huella (SHA-256), y no se muestra nada del documento.",
        choose: "Elegir un PDF",
        drop: "o suéltelo aquí",
        looking: "Comprobando {name}",
        yes: "Este archivo se firmó aquí",
        yes_text: "“{name}” no ha cambiado en ningún byte.",
        no: "Este archivo no se firmó aquí",
        no_text: "“{name}” no es un archivo de un documento firmado aquí, o se cambió después. Una copia impresa, escaneada o guardada de nuevo cuenta como cambiada.",
        unreadable: "No se pudo leer “{name}”. Elíjalo de nuevo.",
        again: "Elegir otro archivo",
    },
};
