//! What helps to be there: the place, and the time in one's own calendar.

use crate::portal::use_portal;
use crate::texts::{Texts, catalogue};

/// Picks one text.
pub type Pick = fn(&'static Catalogue) -> &'static str;

/// The texts, in whatever language the portal speaks.
pub fn texts() -> Texts<Catalogue> {
    use_portal().texts.of_part()
}

catalogue! {
    /// The texts of place and calendar in one language.
    Catalogue in EN, ES {
        /// Where it is (B6).
        place: Place {
            video, video_text, address_later,
        }
        /// Taking it along (B6).
        calendar: Calendar {
            title, file, google, outlook, hint, name, failed,
        }
    }
}

static EN: Catalogue = Catalogue {
    place: Place {
        video: "By video",
        video_text: "You meet from wherever you are. Your practice will tell you how to join.",
        address_later: "We will tell you the address when we answer.",
    },
    calendar: Calendar {
        title: "Add to calendar",
        file: "Calendar file (.ics)",
        google: "Google Calendar",
        outlook: "Outlook.com",
        hint: "The last two open another company's site, which learns the time and nothing else.",
        name: "Appointment",
        failed: "The calendar file could not be fetched",
    },
};

static ES: Catalogue = Catalogue {
    place: Place {
        video: "Por video",
        video_text: "Se conecta desde donde esté. Su consultorio le dirá cómo conectarse.",
        address_later: "Le diremos la dirección cuando respondamos.",
    },
    calendar: Calendar {
        title: "Añadir al calendario",
        file: "Archivo de calendario (.ics)",
        google: "Calendario de Google",
        outlook: "Calendario de Outlook.com",
        hint: "Los dos últimos abren el sitio de otra empresa, que solo conoce la hora y nada más.",
        name: "Cita",
        failed: "No se pudo obtener el archivo de calendario",
    },
};
