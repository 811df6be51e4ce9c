//! What the door for new clients says; it arrives with it.

use crate::portal::use_portal;
use crate::texts::{Texts, catalogue};

/// The texts, in whatever language the portal speaks.
pub fn texts() -> Texts<Catalogue> {
    use_portal().texts.of_part()
}

catalogue! {
    /// The texts of the door in one language.
    Catalogue in EN, ES {
        /// Asking for a first appointment (B11).
        door: Door {
            title, lead, closed, closed_text, existing, about, first_name, last_name, email_hint, phone, phone_wrong, note, note_hint,
            questions, submit, submit_hint, code_title, code_lead, code, code_wrong, code_submit, code_spam, done, done_text,
            check_code, wrong_code, no_request, no_request_text, proof, proof_text, back, again,
        }
    }
}

static EN: Catalogue = Catalogue {
    door: Door {
        title: "Ask for a first appointment",
        lead: "Choose a time that suits you and tell us how to reach you. We answer each request, usually within a day.",
        closed: "First appointments are made by telephone",
        closed_text: "Please call us. We will find a time together.",
        existing: "Are you a client already? Sign in",
        about: "About you",
        first_name: "First name",
        last_name: "Last name",
        email_hint: "We will send a code there to make sure that it is yours.",
        phone: "Telephone",
        phone_wrong: "This does not look like a telephone number. Example: +1 212 555 0142",
        note: "What brings you here",
        note_hint: "A few words, if you like. Please do not write about an emergency here.",
        questions: "A few questions",
        submit: "Continue",
        submit_hint: "We will send you a code by e-mail. Your request is sent once you enter it.",
        code_title: "Check your e-mail",
        code_lead: "We sent a code to {email}. Enter it here, and your request goes to the practice.",
        code: "Code from the e-mail",
        code_wrong: "The code has 6 digits.",
        code_submit: "Send request",
        code_spam: "It can take a few minutes. Please look in spam and junk, too.",
        done: "Your request was sent",
        done_text: "It is not confirmed until the practice accepts it. We will write to {email}.",
        check_code: "Please check the code",
        wrong_code: "That is not the code we sent. Use the newest e-mail.",
        no_request: "There is no request to confirm",
        no_request_text: "The request has expired, or was started in another window. Please choose a time first.",
        proof: "This took too long",
        proof_text: "What you typed is kept. Please press the button again.",
        back: "Choose another time",
        again: "Choose a time",
    },
};

static ES: Catalogue = Catalogue {
    door: Door {
        title: "Pedir una primera cita",
        lead: "Elija un horario que le convenga y díganos cómo comunicarnos con usted. Respondemos a cada solicitud, normalmente en un día.",
        closed: "Las primeras citas se piden por teléfono",
        closed_text: "Llámenos. Buscaremos juntos un horario.",
        existing: "¿Ya es cliente? Inicie sesión",
        about: "Sobre usted",
        first_name: "Nombre",
        last_name: "Apellido",
        email_hint: "Le enviaremos un código para confirmar que es suyo.",
        phone: "Teléfono",
        phone_wrong: "Esto no parece un número de teléfono. Ejemplo: +1 212 555 0142",
        note: "Qué le trae por aquí",
        note_hint: "Unas palabras, si quiere. No escriba aquí sobre una emergencia.",
        questions: "Algunas preguntas",
        submit: "Continuar",
        submit_hint: "Le enviaremos un código por correo. Su solicitud se envía cuando lo escriba.",
        code_title: "Revise su correo",
        code_lead: "Enviamos un código a {email}. Escríbalo aquí y su solicitud llegará al consultorio.",
        code: "Código del correo",
        code_wrong: "El código tiene 6 dígitos.",
        code_submit: "Enviar solicitud",
        code_spam: "Puede tardar unos minutos. Búsquelo también en spam y correo no deseado.",
        done: "Su solicitud se envió",
        done_text: "No queda confirmada hasta que el consultorio la acepte. Escribiremos a {email}.",
        check_code: "Revise el código",
        wrong_code: "Ese no es el código que enviamos. Use el del correo más reciente.",
        no_request: "No hay ninguna solicitud por confirmar",
        no_request_text: "La solicitud venció o se empezó en otra ventana. Elija primero un horario.",
        proof: "Esto tardó demasiado",
        proof_text: "Lo que escribió se conserva. Pulse el botón una vez más.",
        back: "Elegir otro horario",
        again: "Elegir un horario",
    },
};
