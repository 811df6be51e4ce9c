//! The product's own words in letters about a time, in each language.

use domain::practice::profile::Language;

/// The words between the facts.
pub struct Phrases {
    /// Before the time.
    pub when: &'static str,
    /// Before a time that is not to be.
    pub asked: &'static str,
    /// Before times to choose from.
    pub offered: &'static str,
    /// Before the zone.
    pub zone: &'static str,
    /// Before the clinician.
    pub with: &'static str,
    /// Before the place.
    pub place: &'static str,
    /// Nobody answered in time.
    pub lapsed: &'static str,
    /// To who was invited and has not come in yet: how they do, to choose a time.
    pub first_time: &'static str,
    /// To who cannot come in: how they choose a time; the number follows.
    pub by_phone: &'static str,
}

impl Phrases {
    /// In this language.
    pub const fn of(language: Language) -> Self {
        match language {
            Language::En => Self {
                when: "When",
                asked: "You asked for",
                offered: "These times would be possible",
                zone: "Time zone",
                with: "With",
                place: "Where",
                lapsed: "Nobody could answer your request in time, so it has ended.",
                first_time: "You choose in our portal. To come in for the first time, use the link and the PIN of the e-mail that invites you.",
                by_phone: "To choose one of these times, please call us at",
            },
            Language::Es => Self {
                when: "Cuándo",
                asked: "Usted pidió",
                offered: "Estas horas son posibles",
                zone: "Zona horaria",
                with: "Con",
                place: "Dónde",
                lapsed: "Nadie pudo responder su solicitud a tiempo, así que ha terminado.",
                first_time: "La hora se elige en nuestro portal. Para entrar por primera vez, use el enlace y el PIN del correo que le invita.",
                by_phone: "Para elegir una de estas horas, llámenos al",
            },
        }
    }
}
