//! Our words in Spanish.

use domain::practice::email_text::EmailKind;

use super::letter::Lines;

/// Subject and text.
pub fn words(kind: EmailKind) -> (&'static str, &'static str) {
    match kind {
        EmailKind::PortalInvitation => (
            "Su invitación al portal de {practice_name}",
            "Hola, {first_name}:\n\n\
             {practice_name} le ha preparado un lugar privado en la web: su portal. Entrar lleva unos dos minutos.\n\n\
             Abra el enlace de abajo y escriba su correo electrónico y el PIN. Después elegirá su propia contraseña.\n\n\
             Si no esperaba este mensaje o algo no funciona, llámenos al {practice_phone}. Le ayudaremos con gusto.",
        ),
        EmailKind::PasswordRecovery => (
            "Elija una contraseña nueva",
            "Hola, {first_name}:\n\n\
             alguien, seguramente usted, pidió una contraseña nueva para su cuenta en {practice_name}. Abra el enlace de abajo para elegirla.\n\n\
             Si no fue usted, no tiene que hacer nada: su contraseña sigue siendo la misma.",
        ),
        EmailKind::PinCodeCreated => (
            "Se creó un código de acceso para usted",
            "Hola, {first_name}:\n\n\
             {practice_name} acaba de crear un código de acceso a su portal. El código no va en este correo; se lo decimos nosotros.\n\n\
             Si ahora mismo no está hablando con nosotros, llame al {practice_phone}.",
        ),
        EmailKind::PasswordChanged => (
            "Su contraseña ha cambiado",
            "Hola, {first_name}:\n\n\
             la contraseña de su cuenta en {practice_name} acaba de cambiar y se cerró la sesión en sus otros dispositivos.\n\n\
             Si no fue usted, llame enseguida al {practice_phone}.",
        ),
        EmailKind::EmailChange => (
            "Confirme su nuevo correo electrónico",
            "Hola, {first_name}:\n\n\
             nos pidió usar esta dirección para su cuenta en {practice_name}. Abra el enlace de abajo para confirmar que es suya. Hasta entonces no cambia nada.\n\n\
             Si no lo pidió, no tiene que hacer nada.",
        ),
        EmailKind::EmailChanged => (
            "Su correo electrónico ha cambiado",
            "Hola, {first_name}:\n\n\
             el correo electrónico de su cuenta en {practice_name} acaba de cambiar. A partir de ahora entra con el nuevo, y a esta dirección no llegarán más correos sobre su cuenta.\n\n\
             Si no fue usted, llame enseguida al {practice_phone}.",
        ),
        EmailKind::StaffInvitation => (
            "Su invitación al equipo de {practice_name}",
            "Hola, {first_name}:\n\n\
             {practice_name} le invita a trabajar con Anteroom, donde guarda en un solo lugar sus clientes, su calendario y sus mensajes.\n\n\
             Abra el enlace de abajo y elija una contraseña.\n\n\
             Si no esperaba este mensaje, llame al {practice_phone}.",
        ),
        EmailKind::AppointmentRequested => (
            "Recibimos su solicitud",
            "Hola, {first_name}:\n\n\
             gracias. Su solicitud llegó a {practice_name}. Todavía no está confirmada: recibirá otro correo en cuanto alguien la responda.\n\n\
             Si cambió de idea, puede retirarla en cualquier momento o llamarnos al {practice_phone}.",
        ),
        EmailKind::AppointmentConfirmed => (
            "Su cita está confirmada",
            "Hola, {first_name}:\n\n\
             su cita en {practice_name} está confirmada. El archivo de este correo la añade a su calendario.\n\n\
             Si no puede venir, avísenos con tiempo o llame al {practice_phone}.",
        ),
        EmailKind::AppointmentDeclined => (
            "La hora que pidió",
            "Hola, {first_name}:\n\n\
             lo sentimos: {practice_name} no puede ofrecerle la hora que pidió. Si lo desea, puede elegir otra.\n\n\
             Si ninguna le conviene, llámenos al {practice_phone}. Con gusto buscaremos una hora con usted.",
        ),
        EmailKind::AppointmentProposed => (
            "Otras horas para su cita",
            "Hola, {first_name}:\n\n\
             la hora que pidió no es posible, pero hay otras. Abra el enlace de abajo y elija la que le convenga.\n\n\
             Si ninguna le conviene, llámenos al {practice_phone}.",
        ),
        EmailKind::AppointmentMoved => (
            "Su cita tiene una hora nueva",
            "Hola, {first_name}:\n\n\
             su cita en {practice_name} cambió de hora. El archivo de este correo también la cambia en su calendario.\n\n\
             Si la hora nueva no le conviene, llame al {practice_phone}.",
        ),
        EmailKind::AppointmentCancelled => (
            "Su cita está cancelada",
            "Hola, {first_name}:\n\n\
             su cita en {practice_name} no tendrá lugar. El archivo de este correo la quita de su calendario.\n\n\
             Puede elegir otra hora en línea o llamarnos al {practice_phone}.",
        ),
        EmailKind::AppointmentReminder => (
            "Su cita: {when}",
            "Hola, {first_name}:\n\n\
             le recordamos su cita en {practice_name}.\n\n\
             Si no puede venir, llame al {practice_phone}.",
        ),
        EmailKind::FirstVisitCode => (
            "Su código para {practice_name}",
            "Hola, {first_name}:\n\n\
             alguien, seguramente usted, pidió a {practice_name} una primera cita con esta dirección. Escriba el código de abajo en la página para enviar la solicitud.\n\n\
             Si no fue usted, no tiene que hacer nada: sin el código no pasa nada.",
        ),
        EmailKind::RequestReceived => (
            "Alguien pide una hora",
            "Hola, {first_name}:\n\n\
             una solicitud espera respuesta. Abra el enlace de abajo para aceptarla, rechazarla u ofrecer otras horas.",
        ),
        EmailKind::TimeGivenUp => (
            "Una hora vuelve a estar libre",
            "Hola, {first_name}:\n\n\
             la hora de abajo vuelve a estar libre. Encontrará los detalles en el calendario.",
        ),
        EmailKind::NewSecureMessage => (
            "Tiene un mensaje seguro nuevo de {practice_name}",
            "Hola, {first_name}:\n\n\
             le espera un mensaje de {practice_name}. Para que siga siendo privado, no va en este correo.\n\n\
             Abra el enlace de abajo para leerlo y responder.",
        ),
        EmailKind::MessageLinkOpened => (
            "El enlace a su mensaje se abrió otra vez",
            "Hola, {first_name}:\n\n\
             el enlace a su mensaje de {practice_name} se abrió en un segundo navegador. Allí no se mostró nada: el enlace solo sirve en el primero.\n\n\
             Si fue usted, entre en {portal_address} para leer sus mensajes. Si no fue usted, llame al {practice_phone}.",
        ),
        EmailKind::NewMessageForStaff => (
            "Le espera un mensaje nuevo",
            "Hola, {first_name}:\n\n\
             alguien le ha escrito. Abra el enlace de abajo para leer el mensaje.",
        ),
        EmailKind::DocumentsShared => (
            "{practice_name} le ha enviado algo",
            "Hola, {first_name}:\n\n\
             {practice_name} ha compartido algo para que lo lea o lo rellene. Para que siga siendo privado, no va en este correo.\n\n\
             Abra el enlace de abajo y entre en su portal. Lo que escriba se guarda poco a poco, así que puede parar y seguir cuando quiera.\n\n\
             Si algo no está claro, llámenos al {practice_phone}.",
        ),
        EmailKind::DocumentsDue => (
            "Un recordatorio de {practice_name}",
            "Hola, {first_name}:\n\n\
             algo que {practice_name} compartió con usted sigue pendiente y vence pronto. Para que siga siendo privado, no va en este correo.\n\n\
             Abra el enlace de abajo y entre en su portal para terminarlo. Lo que ya ha escrito está guardado.\n\n\
             Si algo no está claro, llámenos al {practice_phone}.",
        ),
    }
}

/// What the product adds.
pub const LINES: Lines = Lines {
    pin: "Su PIN",
    code: "Su código",
    button: |kind| match kind {
        EmailKind::PortalInvitation => "Abrir el portal",
        EmailKind::PasswordRecovery => "Elegir una contraseña nueva",
        EmailKind::EmailChange => "Confirmar esta dirección",
        EmailKind::StaffInvitation => "Unirse al equipo",
        EmailKind::AppointmentRequested
        | EmailKind::AppointmentConfirmed
        | EmailKind::AppointmentMoved
        | EmailKind::AppointmentReminder => "Ver sus citas",
        EmailKind::AppointmentDeclined | EmailKind::AppointmentCancelled => "Elegir otra hora",
        EmailKind::AppointmentProposed => "Elegir una hora",
        EmailKind::RequestReceived => "Abrir las solicitudes",
        EmailKind::TimeGivenUp => "Abrir el calendario",
        EmailKind::NewSecureMessage => "Leer el mensaje seguro",
        EmailKind::NewMessageForStaff => "Abrir el mensaje",
        EmailKind::DocumentsShared | EmailKind::DocumentsDue => "Abrir sus documentos",
        EmailKind::PinCodeCreated
        | EmailKind::PasswordChanged
        | EmailKind::EmailChanged
        | EmailKind::FirstVisitCode
        | EmailKind::MessageLinkOpened => "Abrir",
    },
    minutes: ("1 minuto", "minutos"),
    hours: ("1 hora", "horas"),
    days: ("1 día", "días"),
    pin_works: |time| {
        format!("El PIN sirve una sola vez, durante {time}. Si recibe un correo nuestro más reciente, use el PIN del último.")
    },
    link_works: |time| format!("El enlace sirve una sola vez, durante {time}."),
    message_works: |time| {
        format!(
            "El enlace sirve durante {time} desde que se envió este correo, en el primer navegador que lo abra. Después, entre en su portal para leer el mensaje."
        )
    },
    code_works: |time| format!("El código sirve una sola vez, durante {time}."),
    bookmark: |address| format!("Después encontrará su portal en {address}. Vale la pena guardarlo en favoritos."),
};
