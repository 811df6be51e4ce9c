//! What is said of documents on the first page.

use crate::portal::use_portal;
use crate::texts::{Plural, Texts, catalogue};

/// The texts, in whatever language the portal speaks.
pub fn texts() -> Texts<Catalogue> {
    use_portal().texts.of_part()
}

catalogue! {
    /// The texts of the card in one language.
    Catalogue in EN, ES {
        /// The card on the first page (D3).
        home: Home {
            title, start, go_on, progress,
        }
        @plurals Plurals { wait }
    }
}

static EN: Catalogue = Catalogue {
    home: Home { title: "Your documents", start: "Get started", go_on: "Continue", progress: "{done} of {all} done" },
    plurals: Plurals {
        wait: Plural {
            one: "{n} document is waiting for you. We show you what to do.",
            other: "{n} documents are waiting for you. We go through them one after another; you can stop at any time.",
        },
    },
};

static ES: Catalogue = Catalogue {
    home: Home { title: "Sus documentos", start: "Empezar", go_on: "Continuar", progress: "{done} de {all} listos" },
    plurals: Plurals {
        wait: Plural {
            one: "{n} documento le espera. Le mostramos qué hacer.",
            other: "{n} documentos le esperan. Los vemos uno tras otro; puede parar cuando quiera.",
        },
    },
};
