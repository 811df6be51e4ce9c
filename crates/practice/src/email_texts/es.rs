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
    }
}

/// What the product adds.
pub const LINES: Lines = Lines {
    pin: "Su PIN",
    button: |kind| match kind {
        EmailKind::PortalInvitation => "Abrir el portal",
        EmailKind::PasswordRecovery => "Elegir una contraseña nueva",
        EmailKind::EmailChange => "Confirmar esta dirección",
        EmailKind::StaffInvitation => "Unirse al equipo",
        EmailKind::PinCodeCreated | EmailKind::PasswordChanged | EmailKind::EmailChanged => "Abrir",
    },
    minutes: ("1 minuto", "minutos"),
    hours: ("1 hora", "horas"),
    days: ("1 día", "días"),
    pin_works: |time| {
        format!("El PIN sirve una sola vez, durante {time}. Si recibe un correo nuestro más reciente, use el PIN del último.")
    },
    link_works: |time| format!("El enlace sirve una sola vez, durante {time}."),
    bookmark: |address| format!("Después encontrará su portal en {address}. Vale la pena guardarlo en favoritos."),
};
