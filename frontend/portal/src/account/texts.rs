//! What the account's pages say; it arrives with them.

use crate::texts::catalogue;

catalogue! {
    /// The texts of my account in one language.
    Catalogue in EN, ES {
        /// My account (A21).
        account: Account {
            title, signed_in_as, password, password_text, email, devices, devices_text, preferences, preferences_text, record,
            record_text,
        }
        /// Another password.
        change_password: ChangePassword {
            title, intro, current, submit, done,
        }
        /// Another e-mail address.
        change_email: ChangeEmail {
            title, intro, new, password, password_hint, submit, pending, done,
        }
        /// Where they are signed in.
        devices: Devices {
            title, intro, on, unknown, this, last_used, signed_in, sign_out, sign_out_of, done, everywhere, everywhere_title, everywhere_text,
        }
        /// Language and notices.
        preferences: Preferences {
            title, language, notices, new_device, always,
        }
        /// Notices of this browser.
        notices: BrowserNotices {
            title, text, switch_on, on_text, switch_off, is_on, is_off, refused, unable, failed, failed_text,
        }
    }
}

static EN: Catalogue = Catalogue {
    account: Account {
        title: "My account",
        signed_in_as: "You sign in as {email}.",
        password: "Password",
        password_text: "Choose a new one",
        email: "E-mail",
        devices: "Devices",
        devices_text: "Where you are signed in, and signing out there",
        preferences: "Language and notices",
        preferences_text: "What we write to you, and in which language",
        record: "Who looked at my record",
        record_text: "The people at your practice who opened or changed it",
    },
    change_password: ChangePassword {
        title: "Change password",
        intro: "Saving it signs you out on your other devices.",
        current: "Current password",
        submit: "Change password",
        done: "Your password is changed.",
    },
    change_email: ChangeEmail {
        title: "Change e-mail",
        intro: "You sign in as {email}. We will send a link to the new address; the change is made when you open it and confirm. We also let the old address know.",
        new: "New e-mail",
        password: "Your password",
        password_hint: "To make sure that it is you",
        submit: "Send the link",
        pending: "{email} is waiting to be confirmed. Open the link in the e-mail we sent there. Until then, sign in with the old address.",
        done: "The link is on its way to {email}.",
    },
    devices: Devices {
        title: "Devices",
        intro: "Browsers where you are signed in now. If you do not recognize one of them, sign it out and change your password.",
        on: "{browser} on {system}",
        unknown: "Unknown browser",
        this: "This device",
        last_used: "Last used {when}",
        signed_in: "Signed in {when}",
        sign_out: "Sign out",
        sign_out_of: "Sign out: {device}",
        done: "That device is signed out.",
        everywhere: "Sign out everywhere",
        everywhere_title: "Sign out on all devices?",
        everywhere_text: "You will be signed out here, too, and can sign in again with your password.",
    },
    preferences: Preferences {
        title: "Language and notices",
        language: "Language of pages and e-mails",
        notices: "E-mails you get",
        new_device: "Tell me by e-mail when a new device signs in",
        always: "E-mails about your password and your address are always sent.",
    },
    notices: BrowserNotices {
        title: "Notices on this device",
        text: "This browser can tell you when a message waits for you, also while the portal is closed. It says that there is one, never what it says or who wrote it.",
        switch_on: "Tell me on this device",
        on_text: "This browser tells you when a message waits for you. It never says what is in it or who wrote it.",
        switch_off: "Stop telling me on this device",
        is_on: "This device tells you from now on.",
        is_off: "This device no longer tells you.",
        refused: "This browser was told not to show notices of this site. You can allow them in the browser's settings for this site.",
        unable: "This browser cannot show notices. On an iPhone or iPad, put the portal on your home screen first and open it from there.",
        failed: "Notices could not be switched on",
        failed_text: "Your browser's own service for notices did not answer. Please try again later.",
    },
};

static ES: Catalogue = Catalogue {
    account: Account {
        title: "Mi cuenta",
        signed_in_as: "Su correo para iniciar sesión es {email}.",
        password: "Contraseña",
        password_text: "Elegir una nueva",
        email: "Correo electrónico",
        devices: "Dispositivos",
        devices_text: "Dónde tiene la sesión abierta y cómo cerrarla",
        preferences: "Idioma y avisos",
        preferences_text: "Qué le escribimos y en qué idioma",
        record: "Quién consultó mi expediente",
        record_text: "Las personas de su consultorio que lo abrieron o cambiaron",
    },
    change_password: ChangePassword {
        title: "Cambiar contraseña",
        intro: "Al guardarla, se cerrará su sesión en sus otros dispositivos.",
        current: "Contraseña actual",
        submit: "Cambiar contraseña",
        done: "Su contraseña ha cambiado.",
    },
    change_email: ChangeEmail {
        title: "Cambiar correo",
        intro: "Su correo para iniciar sesión es {email}. Enviaremos un enlace a la dirección nueva; el cambio se hace cuando lo abra y confirme. También avisaremos a la dirección anterior.",
        new: "Correo nuevo",
        password: "Su contraseña",
        password_hint: "Para confirmar que es usted",
        submit: "Enviar el enlace",
        pending: "{email} espera su confirmación. Abra el enlace del correo que enviamos allí. Hasta entonces inicie sesión con la dirección anterior.",
        done: "El enlace va en camino a {email}.",
    },
    devices: Devices {
        title: "Dispositivos",
        intro: "Navegadores donde tiene la sesión abierta. Si no reconoce alguno, cierre esa sesión y cambie su contraseña.",
        on: "{browser} en {system}",
        unknown: "Navegador desconocido",
        this: "Este dispositivo",
        last_used: "Último uso: {when}",
        signed_in: "Sesión iniciada: {when}",
        sign_out: "Cerrar sesión",
        sign_out_of: "Cerrar sesión: {device}",
        done: "La sesión de ese dispositivo está cerrada.",
        everywhere: "Cerrar sesión en todas partes",
        everywhere_title: "¿Cerrar sesión en todos los dispositivos?",
        everywhere_text: "También se cerrará aquí; después inicie sesión con su contraseña.",
    },
    preferences: Preferences {
        title: "Idioma y avisos",
        language: "Idioma de las páginas y los correos",
        notices: "Correos que recibe",
        new_device: "Avisarme por correo cuando se inicie sesión en un dispositivo nuevo",
        always: "Los correos sobre su contraseña y su dirección llegan siempre.",
    },
    notices: BrowserNotices {
        title: "Avisos en este dispositivo",
        text: "Este navegador puede avisarle cuando le espera un mensaje, también con el portal cerrado. Dice que hay uno, nunca qué dice ni quién lo escribió.",
        switch_on: "Avisarme en este dispositivo",
        on_text: "Este navegador le avisa cuando le espera un mensaje. Nunca dice qué contiene ni quién lo escribió.",
        switch_off: "No avisarme más en este dispositivo",
        is_on: "Este dispositivo le avisará desde ahora.",
        is_off: "Este dispositivo ya no le avisará.",
        refused: "En este navegador se rechazaron los avisos de este sitio. Puede permitirlos en los ajustes del navegador para este sitio.",
        unable: "Este navegador no puede mostrar avisos. En un iPhone o iPad, ponga primero el portal en la pantalla de inicio y ábralo desde allí.",
        failed: "No se pudieron activar los avisos",
        failed_text: "El servicio de avisos de su navegador no respondió. Inténtelo más tarde.",
    },
};
