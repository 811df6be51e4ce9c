//! What finding a time says; it arrives with it.

use crate::portal::use_portal;
use crate::texts::{Plural, Texts, catalogue};

/// Picks one text.
pub type Pick = fn(&'static Catalogue) -> &'static str;

/// The texts, in whatever language the portal speaks.
pub fn texts() -> Texts<Catalogue> {
    use_portal().texts.of_part()
}

catalogue! {
    /// The texts of finding a time in one language.
    Catalogue in EN, ES {
        /// Choosing with whom, where and for what (B4).
        choose: Choose {
            lead, lead_at_once, none, none_text, clinician, office, service, pick, clinician_first, office_first, first_all, video,
        }
        /// The week and its times (B5).
        week: Week {
            free, range, earlier, later, morning, afternoon, none_free, empty, empty_until, go_first, times_of, back, gone, gone_text,
            zone, zone_both, announce,
        }
        /// A time, about to be asked for (B6, B9).
        ask: Ask {
            title, title_move, when, own_time, who, place, what, back,
        }
        @plurals Plurals { times, minutes, free_times }
    }
}

static EN: Catalogue = Catalogue {
    choose: Choose {
        lead: "Choose a time to request an appointment. Your practice answers each request, usually within a day.",
        lead_at_once: "Choose a time to request an appointment. Some sessions are booked at once, others once your practice has answered.",
        none: "No times can be requested online right now",
        none_text: "Please call us. We will find a time together.",
        clinician: "Clinician",
        office: "Where",
        service: "What for",
        pick: "Please choose",
        clinician_first: "Choose a clinician first",
        office_first: "Choose a place first",
        first_all: "Choose above, and the free times appear here.",
        video: "By video",
    },
    week: Week {
        free: "Free times",
        range: "{from}\u{a0}– {to}",
        earlier: "Earlier",
        later: "Later",
        morning: "Morning",
        afternoon: "Afternoon & evening",
        none_free: "none free",
        empty: "No free times this week.",
        empty_until: "No free times until {day}. Please call us, or try another choice above.",
        go_first: "Go to {day}",
        times_of: "{day}, {half}",
        back: "Back to the week",
        gone: "None of these times is free anymore",
        gone_text: "Please look at the week again.",
        zone: "Times are in {zone} ({abbreviation}).",
        zone_both: "Times are in {zone} ({abbreviation}). The time on your device is below each.",
        announce: "{range}: {count}",
    },
    ask: Ask {
        title: "Your request",
        title_move: "The new time",
        when: "When",
        own_time: "On your device",
        who: "With",
        place: "Where",
        what: "What for",
        back: "Choose another time",
    },
    plurals: Plurals {
        times: Plural { one: "{n} time", other: "{n} times" },
        minutes: Plural { one: "{n} minute", other: "{n} minutes" },
        free_times: Plural { one: "{n} free time", other: "{n} free times" },
    },
};

static ES: Catalogue = Catalogue {
    choose: Choose {
        lead: "Elija un horario para pedir una cita. Su consultorio responde a cada solicitud, normalmente en un día.",
        lead_at_once: "Elija un horario para pedir una cita. Algunas sesiones se reservan de inmediato; otras, cuando su consultorio responde.",
        none: "Por ahora no se pueden pedir horarios en línea",
        none_text: "Llámenos. Buscaremos juntos un horario.",
        clinician: "Terapeuta",
        office: "Dónde",
        service: "Para qué",
        pick: "Elija",
        clinician_first: "Elija primero un terapeuta",
        office_first: "Elija primero un lugar",
        first_all: "Elija arriba y aquí aparecerán los horarios libres.",
        video: "Por video",
    },
    week: Week {
        free: "Horarios libres",
        range: "{from} a {to}",
        earlier: "Anterior",
        later: "Siguiente",
        morning: "Mañana",
        afternoon: "Tarde y noche",
        none_free: "nada libre",
        empty: "No hay horarios libres esta semana.",
        empty_until: "No hay horarios libres hasta el {day}. Llámenos o pruebe otra opción arriba.",
        go_first: "Ir al {day}",
        times_of: "{day}: {half}",
        back: "Volver a la semana",
        gone: "Ninguno de estos horarios sigue libre",
        gone_text: "Vuelva a consultar la semana.",
        zone: "Los horarios son de {zone} ({abbreviation}).",
        zone_both: "Los horarios son de {zone} ({abbreviation}). Debajo de cada uno está la hora de su dispositivo.",
        announce: "Del {range}: {count}",
    },
    ask: Ask {
        title: "Su solicitud",
        title_move: "El horario nuevo",
        when: "Cuándo",
        own_time: "En su dispositivo",
        who: "Con",
        place: "Dónde",
        what: "Para qué",
        back: "Elegir otro horario",
    },
    plurals: Plurals {
        times: Plural { one: "{n} horario", other: "{n} horarios" },
        minutes: Plural { one: "{n} minuto", other: "{n} minutos" },
        free_times: Plural { one: "{n} horario libre", other: "{n} horarios libres" },
    },
};
