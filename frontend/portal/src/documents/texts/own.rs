//! What the pages of a client's documents say; it arrives with them.

use crate::portal::use_portal;
use crate::texts::{Texts, catalogue};

/// Picks one text.
pub type Pick = fn(&'static Catalogue) -> &'static str;

/// The texts, in whatever language the portal speaks.
pub fn texts() -> Texts<Catalogue> {
    use_portal().texts.of_part()
}

catalogue! {
    /// The texts of these pages in one language.
    Catalogue in EN, ES {
        /// The list.
        list: List {
            title, open, open_none, open_none_text, start, go_on, done, shared, over, empty, empty_text, due, done_on, sent_on, send, send_text,
            sending, sent, all,
        }
        /// How far one is, in a word.
        state: State {
            new, begun, returned, submitted, done, expired, void, declined, read, unread,
        }
        /// One that is not gone on with: how it stands.
        stands: Stands {
            submitted, completed, countersigned, expired, void, declined, call, answers, files, signatures, signed_client, signed_practice,
            unreadable, unreadable_text,
        }
        /// PDFs and files.
        file: File {
            download, download_of, save_of, failed, failed_text,
        }
        /// Signing (D4).
        sign: Sign {
            title, read_first, agree, name, name_hint, capacity, self_, parent, guardian, other, relationship, relationship_hint, submit,
            signed, consent_agree, consent_paper, consent_given,
        }
        /// Sending files (D10).
        upload: Upload {
            choose, photo, kinds, none, going, remove, removed, there, too_many, wait, failed, again, submit,
        }
        /// Saying no.
        decline: Decline {
            link, title, text, reason, reason_hint, keep, submit, declined,
        }
        /// What the server refused.
        problems: Problems {
            void, void_text, expired, expired_text, declined, declined_text, done, done_text, not_read, not_read_text, changed, changed_text,
            answers, answers_text, files, files_text, today, today_text, closed, closed_text,
        }
    }
}

static EN: Catalogue = Catalogue {
    list: List {
        title: "Documents",
        open: "Waiting for you",
        open_none: "Nothing is waiting for you.",
        open_none_text: "When your practice sends you something to read, sign or fill in, it appears here.",
        start: "Get started",
        go_on: "Continue",
        done: "Done",
        shared: "Shared with you",
        over: "No longer needed",
        empty: "No documents yet",
        empty_text: "What your practice sends you to read, sign or fill in will appear here.",
        due: "Please finish by {day}",
        done_on: "Done on {day}",
        sent_on: "Sent on {day}",
        send: "Send a file",
        send_text: "Such as an insurance card or a letter. PDF, pictures, Word documents and plain text, up to 25 MB.",
        sending: "Sending {name}: {n} percent",
        sent: "“{name}” was sent to your practice.",
        all: "All documents",
    },
    state: State {
        new: "New",
        begun: "Begun",
        returned: "Please correct",
        submitted: "Sent",
        done: "Done",
        expired: "Time is over",
        void: "Taken back",
        declined: "You declined",
        read: "Opened",
        unread: "New",
    },
    stands: Stands {
        submitted: "You are done with this. Your practice is looking at it.",
        completed: "This is done. You can read and download it at any time.",
        countersigned: "This is done, and your practice has signed it, too. You can read and download it at any time.",
        expired: "The time for this document is over, so it cannot be finished here any more.",
        void: "Your practice took this document back. You do not need to do anything.",
        declined: "You declined this document. Your practice knows.",
        call: "Questions? Call the practice:",
        answers: "Your answers",
        files: "Files",
        signatures: "Signatures",
        signed_client: "{name}, on {when}",
        signed_practice: "{name}, for the practice, on {when}",
        unreadable: "This document could not be shown",
        unreadable_text: "Please reload the page. If it stays like this, call the practice.",
    },
    file: File {
        download: "Download PDF",
        download_of: "Download PDF: {title}",
        save_of: "Save {name}",
        failed: "The file could not be fetched",
        failed_text: "Please check your connection and try again.",
    },
    sign: Sign {
        title: "Your signature",
        read_first: "Please read to the end of the document before you sign.",
        agree: "I have read and agree",
        name: "Your full name",
        name_hint: "Typing your name here is your signature.",
        capacity: "You sign as",
        self_: "Myself",
        parent: "Parent of the client",
        guardian: "Legal guardian of the client",
        other: "Somebody else who may sign for the client",
        relationship: "Who you are to the client",
        relationship_hint: "Such as spouse, or holder of a power of attorney.",
        submit: "Continue",
        signed: "You signed “{title}”.",
        consent_agree: "I agree to electronic records and signatures",
        consent_paper: "Would you rather have this on paper? Call us:",
        consent_given: "Thank you. You can sign now.",
    },
    upload: Upload {
        choose: "Choose files",
        photo: "Take a photo",
        kinds: "PDF, pictures (PNG, JPEG, HEIC), Word documents (docx) and plain text; up to 25 MB each and at most {n} files.",
        none: "Please add at least one file.",
        going: "{name}: {n} percent",
        remove: "Remove {name}",
        removed: "{name} was removed.",
        there: "{name} is here.",
        too_many: "At most {n} files go here. Remove one to add another.",
        wait: "Please wait until all files are here.",
        failed: "A file was not uploaded. Try it again, or remove it.",
        again: "Try again",
        submit: "Submit",
    },
    decline: Decline {
        link: "I do not want to do this",
        title: "Decline “{title}”?",
        text: "Your practice will see that you declined. If you change your mind, ask them to send it again.",
        reason: "Why, if you want to say",
        reason_hint: "Your practice reads this.",
        keep: "Go back",
        submit: "Decline",
        declined: "You declined “{title}”.",
    },
    problems: Problems {
        void: "This document was taken back",
        void_text: "Your practice does not ask for it any more. You do not need to do anything.",
        expired: "The time for this document is over",
        expired_text: "If you still want to finish it, please call the practice.",
        declined: "This document was declined",
        declined_text: "If that has changed, please ask your practice to send it again.",
        done: "This is done already",
        done_text: "You may have finished it on another device or page. Please reload this page.",
        not_read: "Please read to the end first",
        not_read_text: "Scroll to the end of the document, then sign.",
        changed: "This has changed since you opened it",
        changed_text: "Please reload the page and read what it says now.",
        answers: "Some answers have changed since",
        answers_text: "They were changed on another device or page. Here is how they stand now; please look at them again.",
        files: "There are too many files here already",
        files_text: "Remove one to add another.",
        today: "You have sent many files today",
        today_text: "Send the others tomorrow, or write to your practice.",
        closed: "Your practice takes no files unasked",
        closed_text: "Ask your practice to request what you want to send.",
    },
};

static ES: Catalogue = Catalogue {
    list: List {
        title: "Documentos",
        open: "Le esperan",
        open_none: "No hay nada pendiente.",
        open_none_text: "Cuando su consultorio le envíe algo para leer, firmar o rellenar, aparecerá aquí.",
        start: "Empezar",
        go_on: "Continuar",
        done: "Listos",
        shared: "Compartidos con usted",
        over: "Ya no hacen falta",
        empty: "Todavía no hay documentos",
        empty_text: "Aquí aparecerá lo que su consultorio le envíe para leer, firmar o rellenar.",
        due: "Plazo: {day}",
        done_on: "Listo el {day}",
        sent_on: "Enviado el {day}",
        send: "Enviar un archivo",
        send_text: "Por ejemplo, una tarjeta del seguro o una carta. PDF, imágenes, documentos de Word y texto, hasta 25 MB.",
        sending: "Enviando {name}: {n} por ciento",
        sent: "“{name}” se envió a su consultorio.",
        all: "Todos los documentos",
    },
    state: State {
        new: "Nuevo",
        begun: "Empezado",
        returned: "Por corregir",
        submitted: "Enviado",
        done: "Listo",
        expired: "Plazo vencido",
        void: "Retirado",
        declined: "Lo rechazó",
        read: "Abierto",
        unread: "Nuevo",
    },
    stands: Stands {
        submitted: "Usted ya terminó. Su consultorio lo está revisando.",
        completed: "Está listo. Puede leerlo y descargarlo cuando quiera.",
        countersigned: "Está listo y su consultorio también lo firmó. Puede leerlo y descargarlo cuando quiera.",
        expired: "El plazo de este documento venció; ya no se puede terminar aquí.",
        void: "Su consultorio retiró este documento. No tiene que hacer nada.",
        declined: "Usted rechazó este documento. Su consultorio lo sabe.",
        call: "¿Preguntas? Llame al consultorio:",
        answers: "Sus respuestas",
        files: "Archivos",
        signatures: "Firmas",
        signed_client: "{name}, el {when}",
        signed_practice: "{name}, por el consultorio, el {when}",
        unreadable: "No se pudo mostrar este documento",
        unreadable_text: "Vuelva a cargar la página. Si sigue igual, llame al consultorio.",
    },
    file: File {
        download: "Descargar PDF",
        download_of: "Descargar PDF: {title}",
        save_of: "Guardar {name}",
        failed: "No se pudo obtener el archivo",
        failed_text: "Compruebe su conexión e inténtelo de nuevo.",
    },
    sign: Sign {
        title: "Su firma",
        read_first: "Lea el documento hasta el final antes de firmar.",
        agree: "He leído el documento y estoy de acuerdo",
        name: "Su nombre completo",
        name_hint: "Escribir su nombre aquí es su firma.",
        capacity: "Firma como",
        self_: "Yo mismo o yo misma",
        parent: "Padre o madre del cliente",
        guardian: "Tutor legal del cliente",
        other: "Otra persona que puede firmar por el cliente",
        relationship: "Quién es usted para el cliente",
        relationship_hint: "Por ejemplo, cónyuge o persona con poder notarial.",
        submit: "Continuar",
        signed: "Firmó “{title}”.",
        consent_agree: "Acepto los documentos y las firmas electrónicas",
        consent_paper: "¿Prefiere tenerlo en papel? Llámenos:",
        consent_given: "Gracias. Ya puede firmar.",
    },
    upload: Upload {
        choose: "Elegir archivos",
        photo: "Tomar una foto",
        kinds: "PDF, imágenes (PNG, JPEG, HEIC), documentos de Word (docx) y texto; hasta 25 MB cada uno y como máximo {n} archivos.",
        none: "Añada al menos un archivo.",
        going: "{name}: {n} por ciento",
        remove: "Quitar {name}",
        removed: "Se quitó {name}.",
        there: "{name} ya está aquí.",
        too_many: "Caben como máximo {n} archivos. Quite uno para añadir otro.",
        wait: "Espere a que estén todos los archivos.",
        failed: "Un archivo no se subió. Inténtelo de nuevo o quítelo.",
        again: "Intentar de nuevo",
        submit: "Enviar",
    },
    decline: Decline {
        link: "No quiero hacerlo",
        title: "¿Rechazar “{title}”?",
        text: "Su consultorio verá que lo rechazó. Si cambia de opinión, pida que se lo envíen de nuevo.",
        reason: "Por qué, si quiere decirlo",
        reason_hint: "Su consultorio lo leerá.",
        keep: "Volver",
        submit: "Rechazar",
        declined: "Rechazó “{title}”.",
    },
    problems: Problems {
        void: "Este documento se retiró",
        void_text: "Su consultorio ya no lo pide. No tiene que hacer nada.",
        expired: "El plazo de este documento venció",
        expired_text: "Si todavía quiere terminarlo, llame al consultorio.",
        declined: "Este documento se rechazó",
        declined_text: "Si eso cambió, pida a su consultorio que lo envíe de nuevo.",
        done: "Esto ya está listo",
        done_text: "Puede que lo haya terminado en otro dispositivo o página. Vuelva a cargar esta página.",
        not_read: "Lea primero hasta el final",
        not_read_text: "Vaya hasta el final del documento y luego firme.",
        changed: "Esto cambió desde que lo abrió",
        changed_text: "Vuelva a cargar la página y lea lo que dice ahora.",
        answers: "Algunas respuestas cambiaron",
        answers_text: "Se cambiaron en otro dispositivo o página. Así están ahora; mírelas de nuevo.",
        files: "Ya hay demasiados archivos aquí",
        files_text: "Quite uno para añadir otro.",
        today: "Ha enviado muchos archivos hoy",
        today_text: "Envíe los demás mañana o escriba a su consultorio.",
        closed: "Su consultorio no acepta archivos sin pedirlos",
        closed_text: "Pida a su consultorio que solicite lo que quiere enviar.",
    },
};
