//! What is said of an appointment wherever it is shown, the portal's first page included.

use crate::portal::use_portal;
use crate::texts::{Texts, catalogue};

/// Picks one text.
pub type Pick = fn(&'static Catalogue) -> &'static str;

/// The texts, in whatever language the portal speaks.
pub fn texts() -> Texts<Catalogue> {
    use_portal().texts.of_part()
}

catalogue! {
    /// The texts of an appointment in one language.
    Catalogue in EN, ES {
        /// What it is and when.
        visit: Visit {
            with, own,
        }
        /// The word for how far it is.
        status: Status {
            requested, proposed, confirmed, attended, no_show, late_cancelled, cancelled, by_practice, declined, lapsed, withdrawn,
        }
        /// The card on the first page.
        next: Next {
            title, none, request, details, all,
        }
    }
}

static EN: Catalogue = Catalogue {
    visit: Visit { with: "{service} with {clinician}", own: "{time} on your device" },
    status: Status {
        requested: "Requested",
        proposed: "Other times offered",
        confirmed: "Confirmed",
        attended: "Took place",
        no_show: "Missed",
        late_cancelled: "Cancelled late",
        cancelled: "Cancelled",
        by_practice: "Cancelled by the practice",
        declined: "Declined",
        lapsed: "Not answered",
        withdrawn: "Withdrawn",
    },
    next: Next {
        title: "Your next appointment",
        none: "Nothing is planned.",
        request: "Request an appointment",
        details: "Details",
        all: "All appointments",
    },
};

static ES: Catalogue = Catalogue {
    visit: Visit { with: "{service} con {clinician}", own: "{time} en su dispositivo" },
    status: Status {
        requested: "Solicitada",
        proposed: "Otros horarios ofrecidos",
        confirmed: "Confirmada",
        attended: "Realizada",
        no_show: "No asistió",
        late_cancelled: "Cancelada tarde",
        cancelled: "Cancelada",
        by_practice: "Cancelada por el consultorio",
        declined: "Rechazada",
        lapsed: "Sin respuesta",
        withdrawn: "Retirada",
    },
    next: Next {
        title: "Su próxima cita",
        none: "No hay nada previsto.",
        request: "Pedir una cita",
        details: "Detalles",
        all: "Todas las citas",
    },
};
