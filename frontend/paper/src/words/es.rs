//! Spanish.

use super::Words;

/// The texts.
pub static ES: Words = Words {
    locale: "es-US",
    required_note: "Las preguntas con un asterisco (*) necesitan respuesta.",
    required: "(necesita respuesta)",
    yes: "Sí",
    no: "No",
    not_answered: "Sin respuesta",
    clear: "Quitar mi respuesta",
    clear_of: "Quitar mi respuesta: {question}",
    choose: "Elija una opción",
    many: "Marque todas las que correspondan.",
    signature: "Escriba su nombre completo.",
    ends: "{from}: {from_label}. {to}: {to_label}.",
    new_tab: "(se abre en otra pestaña)",
    wrong_required: "Responda a esta pregunta.",
    wrong_choice: "Elija una de las respuestas.",
    wrong_number: "Escriba un número, como 12 o 3.5.",
    wrong_date: "Escriba una fecha completa, con día, mes y año.",
    wrong_line: "Debe caber en una línea.",
    wrong_long: "Como máximo {n} caracteres.",
    wrong_characters: "Contiene caracteres que no se pueden guardar.",
    wrong_other: "Revise esto.",
};
