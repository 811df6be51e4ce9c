//! What the pages for somebody who cannot get in say; it arrives with them.

use crate::texts::catalogue;

catalogue! {
    /// The texts of these pages in one language.
    Catalogue in EN, ES {
        /// Asking for a new password (A18).
        forgot: Forgot {
            title, intro, submit, sent, sent_text, other,
        }
        /// A new password by a recovery link (A18).
        recovery: Recovery {
            title, intro, submit, no_link, no_link_text, ask_again,
        }
        /// Confirming a new e-mail address (A21).
        email_link: EmailLink {
            title, intro, submit, no_link_text,
        }
        /// Trouble signing in (A19).
        trouble: Trouble {
            title, intro, spam, spam_text, pin, pin_text, address, address_text, autofill, autofill_text, sender, sender_text, forgot,
            forgot_text, call, call_text,
        }
    }
}

static EN: Catalogue = Catalogue {
    forgot: Forgot {
        title: "Forgot your password?",
        intro: "Enter the e-mail you sign in with. We will send you a link to choose a new password.",
        submit: "Send the link",
        sent: "Check your e-mail",
        sent_text: "If {email} belongs to an account here, a link is on its way. The link works once, within 30 minutes. If nothing arrives in a few minutes, look in spam and junk.",
        other: "Try another address",
    },
    recovery: Recovery {
        title: "Choose a new password",
        intro: "Saving it signs you out on all other devices.",
        submit: "Save new password",
        no_link: "This page opens from an e-mail",
        no_link_text: "Please open the link in the e-mail again, or ask for a new one.",
        ask_again: "Ask for a new link",
    },
    email_link: EmailLink {
        title: "Confirm your new e-mail",
        intro: "From then on you sign in with the new address, and our e-mails go there.",
        submit: "Confirm this address",
        no_link_text: "Please open the link in the e-mail again, or ask for the change again in your account.",
    },
    trouble: Trouble {
        title: "Trouble signing in?",
        intro: "These are the things that help most people.",
        spam: "The e-mail has not arrived",
        spam_text: "Look in the folders for spam and junk, and in tabs such as Promotions. It can take a few minutes to arrive.",
        pin: "The PIN is not accepted",
        pin_text: "Use the PIN of the newest invitation. Mail programs group e-mails with the same subject, so open the last one in the group. A PIN works once, and only on the page that the link in the e-mail opens.",
        address: "The e-mail is not accepted",
        address_text: "Enter the address exactly as in the invitation. If you have several addresses, use the one the invitation was sent to.",
        autofill: "The browser fills in something else",
        autofill_text: "Browsers sometimes fill in an old password or another address. Clear both fields and type them yourself; the eye beside the password shows what is there.",
        sender: "E-mails keep getting lost",
        sender_text: "Add the address our e-mails come from to your contacts, so that your mail program trusts it.",
        forgot: "You forgot the password",
        forgot_text: "You can choose a new one by e-mail.",
        call: "Still stuck",
        call_text: "Call the practice. They can give you a PIN code over the phone that lets you in.",
    },
};

static ES: Catalogue = Catalogue {
    forgot: Forgot {
        title: "¿Olvidó su contraseña?",
        intro: "Escriba el correo con el que inicia sesión. Le enviaremos un enlace para elegir una contraseña nueva.",
        submit: "Enviar el enlace",
        sent: "Revise su correo",
        sent_text: "Si {email} pertenece a una cuenta de aquí, el enlace va en camino. El enlace sirve una sola vez, durante 30 minutos. Si no llega nada en unos minutos, búsquelo en spam o correo no deseado.",
        other: "Probar otra dirección",
    },
    recovery: Recovery {
        title: "Elija una contraseña nueva",
        intro: "Al guardarla, se cerrará su sesión en los demás dispositivos.",
        submit: "Guardar contraseña nueva",
        no_link: "Esta página se abre desde un correo",
        no_link_text: "Abra otra vez el enlace del correo o pida uno nuevo.",
        ask_again: "Pedir un enlace nuevo",
    },
    email_link: EmailLink {
        title: "Confirme su correo nuevo",
        intro: "Desde entonces iniciará sesión con la dirección nueva y nuestros correos irán allí.",
        submit: "Confirmar esta dirección",
        no_link_text: "Abra otra vez el enlace del correo o vuelva a pedir el cambio en su cuenta.",
    },
    trouble: Trouble {
        title: "¿Problemas para iniciar sesión?",
        intro: "Esto es lo que ayuda a la mayoría de las personas.",
        spam: "El correo no llega",
        spam_text: "Búsquelo en las carpetas de spam y correo no deseado, y en pestañas como Promociones. Puede tardar unos minutos en llegar.",
        pin: "No se acepta el PIN",
        pin_text: "Use el PIN de la invitación más reciente. Los programas de correo agrupan los mensajes con el mismo asunto: abra el último del grupo. Un PIN sirve una vez, y solo en la página que abre el enlace del correo.",
        address: "No se acepta el correo",
        address_text: "Escriba la dirección exactamente tal como aparece en la invitación. Si tiene varias direcciones, use aquella a la que llegó la invitación.",
        autofill: "El navegador rellena otra cosa",
        autofill_text: "A veces el navegador rellena una contraseña antigua u otra dirección. Vacíe los dos campos y escríbalos usted; el ojo junto a la contraseña muestra lo escrito.",
        sender: "Los correos se pierden una y otra vez",
        sender_text: "Añada a sus contactos la dirección desde la que le escribimos, para que su programa de correo confíe en ella.",
        forgot: "Olvidó la contraseña",
        forgot_text: "Puede elegir una nueva por correo.",
        call: "Nada de esto funciona",
        call_text: "Llame al consultorio. Por teléfono pueden darle un código PIN para iniciar sesión.",
    },
};
