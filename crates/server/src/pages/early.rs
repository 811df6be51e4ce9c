//! What stands on the page before the application has arrived: the practice's name, and the form to type into. The
//! application takes over what was typed.

use domain::practice::profile::{Language, PublicPractice};

use super::escape;

struct Words {
    sign_in: &'static str,
    welcome: &'static str,
    email: &'static str,
    password: &'static str,
    pin: &'static str,
    wait: &'static str,
}

const fn words(language: Language) -> Words {
    match language {
        Language::En => Words {
            sign_in: "Sign in",
            welcome: "Welcome",
            email: "E-mail",
            password: "Password",
            pin: "PIN from your e-mail",
            wait: "One moment, the page is getting ready. You can type already.",
        },
        Language::Es => Words {
            sign_in: "Iniciar sesión",
            welcome: "Le damos la bienvenida",
            email: "Correo electrónico",
            password: "Contraseña",
            pin: "PIN de su correo",
            wait: "Un momento, la página se está preparando. Ya puede escribir.",
        },
    }
}

/// The first content of the page at `/p/{slug}/{rest}`.
pub fn html(practice: &PublicPractice, rest: &str) -> String {
    let words = words(practice.language);
    let name = escape(&practice.name);
    match rest {
        "sign-in" => format!(
            "<p class=\"early-name\">{name}</p><h1>{}</h1>{}{}<p class=\"hint\">{}</p>",
            words.sign_in,
            field("email", words.email, "email", "username"),
            field("password", words.password, "password", "current-password"),
            words.wait,
        ),
        "welcome" => format!(
            "<p class=\"early-name\">{name}</p><h1>{}</h1>{}{}<p class=\"hint\">{}</p>",
            words.welcome,
            field("email", words.email, "email", "username"),
            field("pin", words.pin, "text\" inputmode=\"numeric", "one-time-code"),
            words.wait,
        ),
        _ => format!("<p class=\"early-name\">{name}</p>"),
    }
}

fn field(id: &str, label: &str, kind: &str, autocomplete: &str) -> String {
    format!(
        "<div class=\"field\"><label for=\"{id}\">{label}</label><input class=\"input\" id=\"{id}\" name=\"{id}\" type=\"{kind}\" autocomplete=\"{autocomplete}\"></div>"
    )
}
