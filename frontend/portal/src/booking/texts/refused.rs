//! What booking says when the server refused something, and what is free instead.

use crate::portal::use_portal;
use crate::texts::{Texts, catalogue};

/// The texts, in whatever language the portal speaks.
pub fn texts() -> Texts<Catalogue> {
    use_portal().texts.of_part()
}

catalogue! {
    /// The texts of refusals in one language.
    Catalogue in EN, ES {
        /// What the server refused, by its code.
        refused: Refused {
            taken, taken_text, not_open, not_open_text, too_late, too_late_text, too_late_until, phone_only, phone_only_text, settled,
            settled_text, near,
        }
    }
}

static EN: Catalogue = Catalogue {
    refused: Refused {
        taken: "This time was just taken",
        taken_text: "Somebody was a moment faster. What you typed is kept.",
        not_open: "This time can no longer be requested",
        not_open_text: "Please choose another time. What you typed is kept.",
        too_late: "It is too late to do this online",
        too_late_text: "Please call {phone}.",
        too_late_until: "It was possible until {when}. Please call {phone}.",
        phone_only: "This is done by telephone",
        phone_only_text: "Please call {phone}.",
        settled: "This was answered in the meantime",
        settled_text: "Please reload the page to see how it stands.",
        near: "Please choose one of these free times instead:",
    },
};

static ES: Catalogue = Catalogue {
    refused: Refused {
        taken: "Este horario se acaba de ocupar",
        taken_text: "Alguien se adelantó por un momento. Lo que escribió se conserva.",
        not_open: "Este horario ya no se puede pedir",
        not_open_text: "Elija otro horario. Lo que escribió se conserva.",
        too_late: "Ya es tarde para hacerlo en línea",
        too_late_text: "Llame al {phone}.",
        too_late_until: "Fue posible hasta el {when}. Llame al {phone}.",
        phone_only: "Esto se hace por teléfono",
        phone_only_text: "Llame al {phone}.",
        settled: "Esto se respondió mientras tanto",
        settled_text: "Vuelva a cargar la página para ver cómo está.",
        near: "Elija en su lugar uno de estos horarios libres:",
    },
};
