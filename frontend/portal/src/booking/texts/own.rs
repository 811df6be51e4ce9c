//! What the pages of a client's appointments say; it arrives with them.

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
        /// Requesting a time, and another one in place of one (B4, B9).
        page: Page {
            next, instead, instead_text, back_to_old, instead_of_request, back_to_request,
        }
        /// The form of a client (B6).
        form: Form {
            note, note_hint, by_hand, at_once, submit, submit_at_once,
        }
        /// One appointment (B6, B12).
        one: One {
            requested, requested_text, proposed, proposed_text, confirmed, confirmed_text, over, over_text, cancelled, cancelled_text,
            by_practice, by_practice_text, declined, declined_text, lapsed, lapsed_text, withdrawn, withdrawn_text, back, again, take,
            takes, none_fits, asked,
        }
        /// The lists (B7).
        mine: Mine {
            title, empty, empty_text, past, past_title, past_empty, past_empty_text,
        }
        /// Cancelling (B8).
        cancel: Cancel {
            cancel, withdraw, change, until, too_late, phone_only, ask, ask_text, keep, ask_withdraw, ask_withdraw_text, keep_request,
            done, done_withdraw,
        }
    }
}

static EN: Catalogue = Catalogue {
    page: Page {
        next: "Next: {when}",
        instead: "Choose another time",
        instead_text: "Your session on {when} stays yours until the new time is confirmed.",
        back_to_old: "Keep my session as it is",
        instead_of_request: "Your request for {when} stays open until the new time is confirmed.",
        back_to_request: "Keep my request as it is",
    },
    form: Form {
        note: "Note for your clinician",
        note_hint: "Only what helps us plan. Please do not write about an emergency here.",
        by_hand: "It is not confirmed until your clinician accepts it. We will write to you by e-mail.",
        at_once: "This session is booked at once.",
        submit: "Request",
        submit_at_once: "Book",
    },
    one: One {
        requested: "Your request was sent",
        requested_text: "It is not confirmed until your clinician accepts it. We will write to you by e-mail.",
        proposed: "Your practice offers other times",
        proposed_text: "The time you asked for is not available. Please choose one of these.",
        confirmed: "Your appointment is confirmed",
        confirmed_text: "We look forward to seeing you.",
        over: "This session is over",
        over_text: "You can request another time whenever you like.",
        cancelled: "This session is cancelled",
        cancelled_text: "There is nothing more to do. You can request another time whenever you like.",
        by_practice: "Your practice cancelled this session",
        by_practice_text: "You can request another time, or call us.",
        declined: "Your practice could not offer this time",
        declined_text: "The reason is in the e-mail we sent you. Please choose another time, or call us.",
        lapsed: "This request was not answered in time",
        lapsed_text: "We are sorry. Please request another time, or call us.",
        withdrawn: "You withdrew this request",
        withdrawn_text: "There is nothing more to do. You can request another time whenever you like.",
        back: "All appointments",
        again: "Request another time",
        take: "Take {when}",
        takes: "Your session is on {when}.",
        none_fits: "If none of these works, choose another time. Your request stays open until the new time is confirmed.",
        asked: "You asked for",
    },
    mine: Mine {
        title: "Your appointments",
        empty: "Nothing planned yet.",
        empty_text: "Your requests and confirmed sessions will appear here.",
        past: "Past appointments",
        past_title: "Past appointments",
        past_empty: "Nothing yet",
        past_empty_text: "Past sessions will appear here.",
    },
    cancel: Cancel {
        cancel: "Cancel session",
        withdraw: "Withdraw request",
        change: "Another time",
        until: "You can cancel or change it online until {when}.",
        too_late: "It is too late to cancel online. Please call us:",
        phone_only: "To cancel or change it, please call us:",
        ask: "Cancel this session?",
        ask_text: "Your session on {when} will be cancelled, and others may take the time. You can cancel online until {until}.",
        keep: "Keep session",
        ask_withdraw: "Withdraw this request?",
        ask_withdraw_text: "Your request for {when} will be withdrawn. A request can be withdrawn at any time.",
        keep_request: "Keep request",
        done: "Your session is cancelled.",
        done_withdraw: "Your request is withdrawn.",
    },
};

static ES: Catalogue = Catalogue {
    page: Page {
        next: "Próxima: {when}",
        instead: "Elegir otro horario",
        instead_text: "Su sesión del {when} sigue siendo suya hasta que se confirme el horario nuevo.",
        back_to_old: "Dejar mi sesión como está",
        instead_of_request: "Su solicitud para el {when} sigue abierta hasta que se confirme el horario nuevo.",
        back_to_request: "Dejar mi solicitud como está",
    },
    form: Form {
        note: "Nota para su terapeuta",
        note_hint: "Solo lo que ayude a planificar. No escriba aquí sobre una emergencia.",
        by_hand: "No queda confirmada hasta que su terapeuta la acepte. Le escribiremos por correo.",
        at_once: "Esta sesión se reserva de inmediato.",
        submit: "Solicitar",
        submit_at_once: "Reservar",
    },
    one: One {
        requested: "Su solicitud se envió",
        requested_text: "No queda confirmada hasta que su terapeuta la acepte. Le escribiremos por correo.",
        proposed: "Su consultorio le ofrece otros horarios",
        proposed_text: "El horario que pidió no está disponible. Elija uno de estos.",
        confirmed: "Su cita está confirmada",
        confirmed_text: "Le esperamos.",
        over: "Esta sesión ya pasó",
        over_text: "Puede pedir otro horario cuando quiera.",
        cancelled: "Esta sesión está cancelada",
        cancelled_text: "No hay nada más que hacer. Puede pedir otro horario cuando quiera.",
        by_practice: "Su consultorio canceló esta sesión",
        by_practice_text: "Puede pedir otro horario o llamarnos.",
        declined: "Su consultorio no pudo ofrecer este horario",
        declined_text: "El motivo está en el correo que le enviamos. Elija otro horario o llámenos.",
        lapsed: "Esta solicitud no se respondió a tiempo",
        lapsed_text: "Lo sentimos. Pida otro horario o llámenos.",
        withdrawn: "Usted retiró esta solicitud",
        withdrawn_text: "No hay nada más que hacer. Puede pedir otro horario cuando quiera.",
        back: "Todas las citas",
        again: "Pedir otro horario",
        take: "Elegir {when}",
        takes: "Su sesión es el {when}.",
        none_fits: "Si ninguno le conviene, elija otro horario. Su solicitud sigue abierta hasta que se confirme el horario nuevo.",
        asked: "Usted pidió",
    },
    mine: Mine {
        title: "Sus citas",
        empty: "Nada previsto todavía.",
        empty_text: "Aquí aparecerán sus solicitudes y las sesiones confirmadas.",
        past: "Citas anteriores",
        past_title: "Citas anteriores",
        past_empty: "Nada todavía",
        past_empty_text: "Aquí aparecerán las sesiones que ya pasaron.",
    },
    cancel: Cancel {
        cancel: "Cancelar sesión",
        withdraw: "Retirar solicitud",
        change: "Otro horario",
        until: "Puede cancelarla o cambiarla en línea hasta el {when}.",
        too_late: "Ya es tarde para cancelar en línea. Llámenos:",
        phone_only: "Para cancelarla o cambiarla, llámenos:",
        ask: "¿Cancelar esta sesión?",
        ask_text: "Se cancelará su sesión del {when} y otras personas podrán tomar el horario. Puede cancelar en línea hasta el {until}.",
        keep: "Conservar sesión",
        ask_withdraw: "¿Retirar esta solicitud?",
        ask_withdraw_text: "Se retirará su solicitud para el {when}. Una solicitud se puede retirar en cualquier momento.",
        keep_request: "Conservar solicitud",
        done: "Su sesión está cancelada.",
        done_withdraw: "Su solicitud está retirada.",
    },
};
