//! What the list, and the page of a notice's link, say.

use crate::portal::use_portal;
use crate::texts::{Texts, catalogue};

/// Picks one text.
pub type Pick = fn(&'static Catalogue) -> &'static str;

/// The texts, in whatever language the portal speaks.
pub fn texts() -> Texts<Catalogue> {
    use_portal().texts.of_part()
}

catalogue! {
    /// The texts of messages in one language.
    Catalogue in EN, ES {
        /// The conversations, and whom else one may write to (M1).
        list: List {
            intro, all, desk, nothing, unread, write_to, write_desk, nobody, nobody_text,
        }
        /// The link of a notice (M9).
        link: Link {
            title, intro, read, until, soon, sign_in, sign_in_all, none, none_text, elsewhere, elsewhere_text, over, over_text, kept,
            device, device_text,
        }
        /// What the server refused.
        problems: Problems {
            desk_closed, desk_closed_text,
        }
    }
}

static EN: Catalogue = Catalogue {
    list: List {
        intro: "Only you and your practice can read what is written here.",
        all: "All conversations",
        desk: "Front desk",
        nothing: "Nothing written yet",
        unread: "{n} new",
        write_to: "Write to {name}",
        write_desk: "Write to the front desk",
        nobody: "There is nobody to write to yet",
        nobody_text: "Once you have a session with a clinician, you can write to them here. Until then, please call us.",
    },
    link: Link {
        title: "You have a new message",
        intro: "Your practice wrote to you. This link shows you that conversation, here and now, without a password.",
        read: "Read my message",
        until: "This page stays open until {time}.",
        soon: "Less than two minutes are left. What you write is kept on this device.",
        sign_in: "Sign in to read it",
        sign_in_all: "Sign in for everything else",
        none: "This page needs a link",
        none_text: "Please open the link in the e-mail that we sent you, or sign in to read your messages.",
        elsewhere: "This link was opened elsewhere",
        elsewhere_text: "It works only in the browser that opened it first. Sign in to read your message here. If it was not you, please call us.",
        over: "The time of this link is over",
        over_text: "Links to messages work for 15 minutes after the e-mail was sent. Your message is still here: sign in to read it.",
        kept: "What you wrote is kept on this device. Sign in to send it.",
        device: "We do not know this device yet",
        device_text: "Your practice lets links open only on devices where you signed in before. Sign in to read your message.",
    },
    problems: Problems {
        desk_closed: "The front desk takes no messages now.",
        desk_closed_text: "Please call us, or write to your clinician.",
    },
};

static ES: Catalogue = Catalogue {
    list: List {
        intro: "Solo usted y su consultorio pueden leer lo que se escribe aquí.",
        all: "Todas las conversaciones",
        desk: "Recepción",
        nothing: "Todavía no hay nada escrito",
        unread: "{n} sin leer",
        write_to: "Escribir a {name}",
        write_desk: "Escribir a la recepción",
        nobody: "Todavía no hay a quién escribir",
        nobody_text: "Cuando tenga una sesión con un terapeuta, podrá escribirle aquí. Hasta entonces, llámenos por favor.",
    },
    link: Link {
        title: "Tiene un mensaje nuevo",
        intro: "Su consultorio le escribió. Este enlace le muestra esa conversación, aquí y ahora, sin contraseña.",
        read: "Leer mi mensaje",
        until: "Esta página queda abierta hasta las {time}.",
        soon: "Quedan menos de dos minutos. Lo que escriba se guarda en este dispositivo.",
        sign_in: "Iniciar sesión para leerlo",
        sign_in_all: "Iniciar sesión para todo lo demás",
        none: "Esta página necesita un enlace",
        none_text: "Abra el enlace del correo que le enviamos, o inicie sesión para leer sus mensajes.",
        elsewhere: "Este enlace se abrió en otro lugar",
        elsewhere_text: "Solo funciona en el navegador que lo abrió primero. Inicie sesión para leer aquí su mensaje. Si no fue usted, llámenos por favor.",
        over: "El tiempo de este enlace terminó",
        over_text: "Los enlaces a mensajes funcionan durante 15 minutos desde que se envía el correo. Su mensaje sigue aquí: inicie sesión para leerlo.",
        kept: "Lo que escribió está guardado en este dispositivo. Inicie sesión para enviarlo.",
        device: "Todavía no conocemos este dispositivo",
        device_text: "Su consultorio solo permite abrir enlaces en dispositivos donde usted ya inició sesión. Inicie sesión para leer su mensaje.",
    },
    problems: Problems {
        desk_closed: "La recepción no recibe mensajes en este momento.",
        desk_closed_text: "Llámenos, o escriba a su terapeuta.",
    },
};
