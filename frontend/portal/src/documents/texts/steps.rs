//! What is said on the way through several documents, and while a form is filled in; it arrives with these pages.

use crate::portal::use_portal;
use crate::texts::{Texts, catalogue};

/// The texts, in whatever language the portal speaks.
pub fn texts() -> Texts<Catalogue> {
    use_portal().texts.of_part()
}

catalogue! {
    /// The texts of these pages in one language.
    Catalogue in EN, ES {
        /// One after the other (D3).
        walk: Walk {
            place, thanks, thanks_text, next, next_named, all_done, all_done_text, home,
        }
        /// Filling in (D5).
        fill: Fill {
            note, submit, saving, saved, offline, stuck, offline_text, check, review, review_text, corrections, send,
        }
    }
}

static EN: Catalogue = Catalogue {
    walk: Walk {
        place: "{n} of {all}",
        thanks: "Thank you",
        thanks_text: "“{title}” is with your practice now.",
        next: "Next document",
        next_named: "Up next: {title}",
        all_done: "That was everything",
        all_done_text: "Thank you. Nothing else is waiting for you. You can read and download your documents at any time.",
        home: "Go to the first page",
    },
    fill: Fill {
        note: "Your practice asks for a correction",
        submit: "Submit",
        saving: "Saving…",
        saved: "Saved",
        offline: "Not saved yet – you are offline. Kept on this device.",
        stuck: "One answer could not be saved. Please look at what is marked.",
        offline_text: "Your answers are kept on this device and saved as soon as there is a connection. Then submit again.",
        check: "Please check these answers",
        review: "Please check your answers",
        review_text: "This is what your practice will get. You can still change everything.",
        corrections: "Make corrections",
        send: "Submit",
    },
};

static ES: Catalogue = Catalogue {
    walk: Walk {
        place: "{n} de {all}",
        thanks: "Gracias",
        thanks_text: "Su consultorio ya tiene “{title}”.",
        next: "Documento siguiente",
        next_named: "Sigue: {title}",
        all_done: "Eso era todo",
        all_done_text: "Gracias. No hay nada más pendiente. Puede leer y descargar sus documentos cuando quiera.",
        home: "Ir a la primera página",
    },
    fill: Fill {
        note: "Su consultorio pide una corrección",
        submit: "Enviar",
        saving: "Guardando…",
        saved: "Guardado",
        offline: "Sin guardar: no hay conexión. Queda en este dispositivo.",
        stuck: "Una respuesta no se pudo guardar. Mire lo que está marcado.",
        offline_text: "Sus respuestas quedan en este dispositivo y se guardan en cuanto haya conexión. Después, envíe de nuevo.",
        check: "Revise estas respuestas",
        review: "Revise sus respuestas",
        review_text: "Esto es lo que recibirá su consultorio. Todavía puede cambiarlo todo.",
        corrections: "Corregir",
        send: "Enviar",
    },
};
