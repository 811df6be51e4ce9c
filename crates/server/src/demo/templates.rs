//! What Willow & Reed authored: an intake packet and what is sent now and then.

use domain::documents::{Asks, Choice, DocumentTemplateInput, FieldOf, FormTemplateInput, Question, QuestionKind as Kind, Scale, ShowIf};
use domain::practice::profile::Language;

/// The documents to sign, in the order of the packet.
pub fn documents() -> [DocumentTemplateInput; 5] {
    let sign = |title: &str, body: &str| DocumentTemplateInput {
        title: title.into(),
        language: Language::En,
        asks: Asks::Signature,
        body: body.into(),
        countersign: false,
        renew_after_months: None,
        expire_after_days: None,
    };
    [
        DocumentTemplateInput { renew_after_months: Some(12), ..sign("Practice policies", include_str!("texts/policies.md")) },
        DocumentTemplateInput { countersign: true, ..sign("Consent to treatment", include_str!("texts/treatment.md")) },
        DocumentTemplateInput { renew_after_months: Some(12), ..sign("Telehealth consent", include_str!("texts/telehealth.md")) },
        sign("Notice of privacy practices", include_str!("texts/privacy.md")),
        DocumentTemplateInput { asks: Asks::Files, ..sign("Insurance card", include_str!("texts/insurance.md")) },
    ]
}

/// Two permissions, each for a month.
pub fn permissions() -> [DocumentTemplateInput; 2] {
    ["your physician", "your partner"].map(|whom| DocumentTemplateInput {
        title: format!("Permission to speak with {whom}"),
        language: Language::En,
        asks: Asks::Signature,
        body: include_str!("texts/permission.md").replace("{whom}", whom),
        countersign: false,
        renew_after_months: Some(1),
        expire_after_days: Some(14),
    })
}

/// A question that must be answered.
fn must(key: &str, kind: Kind, label: &str) -> Question {
    Question { required: true, ..Question::new(key, kind, label) }
}

fn about(field: FieldOf, key: &str, kind: Kind, label: &str) -> Question {
    Question { field: Some(field), ..Question::new(key, kind, label) }
}

fn choices(all: &[(&str, &str)]) -> Vec<Choice> {
    all.iter().map(|(key, label)| Choice { key: (*key).into(), label: (*label).into(), score: None }).collect()
}

fn when(other: &str, is: &str, question: Question) -> Question {
    Question { show_if: Some(ShowIf { question: other.into(), is: vec![is.into()] }), ..question }
}

/// The first questions of everybody who comes.
pub fn questionnaire() -> FormTemplateInput {
    FormTemplateInput {
        title: "Client questionnaire".into(),
        language: Language::En,
        introduction:
            "Dear {client_first_name}, your answers help us prepare for our first session. Write as much or as little as you like.".into(),
        questions: vec![
            Question::new("about_you", Kind::Section, "About you"),
            about(FieldOf::PreferredName, "called", Kind::ShortText, "How would you like us to call you?"),
            Question { required: true, ..about(FieldOf::BirthDate, "born", Kind::Date, "When were you born?") },
            Question { required: true, ..about(FieldOf::Phone, "phone", Kind::ShortText, "Under which number can we reach you?") },
            about(FieldOf::Street, "street", Kind::ShortText, "Street and number"),
            about(FieldOf::City, "city", Kind::ShortText, "Town"),
            about(FieldOf::PostalCode, "postal_code", Kind::ShortText, "Postal code"),
            Question {
                help: "Somebody we may call if we are worried about you.".into(),
                ..must("emergency_contact", Kind::ShortText, "Who is your emergency contact, and what is their number?")
            },
            Question::new("what_brings_you", Kind::Section, "What brings you here"),
            must("reason", Kind::LongText, "What would you like to talk about?"),
            Question {
                choices: choices(&[
                    ("sleep", "Sleep"),
                    ("worry", "Worry or fear"),
                    ("mood", "Low mood"),
                    ("relationships", "Relationships"),
                    ("work", "Work or studies"),
                    ("grief", "Loss and grief"),
                    ("other", "Something else"),
                ]),
                ..Question::new("topics", Kind::ManyChoices, "Which of these are part of it?")
            },
            Question {
                scale: Some(Scale { from: 0, to: 10, from_label: "Not at all".into(), to_label: "More than I can bear".into() }),
                ..must("burden", Kind::Scale, "How much does it weigh on you these days?")
            },
            Question::new("before", Kind::Section, "What there was before"),
            must("therapy_before", Kind::YesNo, "Have you been in therapy before?"),
            when("therapy_before", "yes", must("therapy_when", Kind::ShortText, "When was that?")),
            when("therapy_before", "yes", Question::new("therapy_helped", Kind::LongText, "What helped, and what did not?")),
            must("medication", Kind::YesNo, "Do you take any medication at the moment?"),
            when("medication", "yes", must("medication_which", Kind::LongText, "Which, and how much?")),
            Question::new("sleep_hours", Kind::Number, "How many hours do you sleep in a usual night?"),
            Question {
                choices: choices(&[
                    ("recommended", "Somebody recommended you"),
                    ("search", "A search on the web"),
                    ("insurer", "My insurer"),
                    ("other", "Another way"),
                ]),
                ..Question::new("found_us", Kind::OneChoice, "How did you find us?")
            },
            must("signature", Kind::Signature, "Your full name, as a sign that these are your own answers"),
        ],
        renew_after_months: None,
        expire_after_days: None,
    }
}

/// Nine questions that add up, in our own words.
pub fn two_weeks() -> FormTemplateInput {
    const ITEMS: [&str; 9] = [
        "I had little energy for what I had planned.",
        "I felt sad or empty.",
        "I could not look forward to anything.",
        "I slept badly, or much longer than usual.",
        "I ate much less, or much more, than usual.",
        "I was hard on myself.",
        "I could not keep my mind on what I was doing.",
        "I was so restless, or so slow, that others noticed.",
        "I thought that it would be better not to be here.",
    ];
    let often = |key: &str, label: &str, score| Choice { key: key.into(), label: label.into(), score: Some(score) };
    let item = |(place, label): (usize, &&str)| Question {
        choices: vec![
            often("never", "Never", 0),
            often("some_days", "On some days", 1),
            often("most_days", "On most days", 2),
            often("every_day", "Almost every day", 3),
        ],
        ..must(&format!("item_{}", place + 1), Kind::OneChoice, label)
    };
    let mut questions: Vec<Question> = ITEMS.iter().enumerate().map(item).collect();
    let now = must("safe_now", Kind::YesNo, "Are you safe right now?");
    let asked = ["some_days", "most_days", "every_day"].map(String::from).to_vec();
    questions.push(Question {
        help: "If you are not, please call 988 or 911 now. We may read this only in some days.".into(),
        show_if: Some(ShowIf { question: "item_9".into(), is: asked }),
        ..now
    });
    questions.push(Question::new("anything_else", Kind::LongText, "Is there anything you would like us to know?"));
    FormTemplateInput {
        title: "The last two weeks".into(),
        language: Language::En,
        introduction: "Think of the last two weeks. How often was it like this?".into(),
        questions,
        renew_after_months: None,
        expire_after_days: Some(14),
    }
}

/// The first questions, shorter and in Spanish.
pub fn cuestionario() -> FormTemplateInput {
    FormTemplateInput {
        title: "Cuestionario inicial".into(),
        language: Language::Es,
        introduction: "{client_first_name}, sus respuestas nos ayudan a preparar la primera sesión.".into(),
        questions: vec![
            about(FieldOf::PreferredName, "called", Kind::ShortText, "¿Cómo le gusta que le llamemos?"),
            Question { required: true, ..about(FieldOf::Phone, "phone", Kind::ShortText, "¿En qué número podemos llamarle?") },
            must("reason", Kind::LongText, "¿De qué le gustaría hablar?"),
            must("therapy_before", Kind::YesNo, "¿Ha hecho terapia antes?"),
            when("therapy_before", "yes", Question::new("therapy_helped", Kind::LongText, "¿Qué le ayudó y qué no?")),
        ],
        renew_after_months: None,
        expire_after_days: None,
    }
}

#[cfg(test)]
mod tests {
    use domain::Check as _;

    use super::*;

    #[test]
    fn what_the_sample_authored_passes_the_checks() {
        for document in documents() {
            assert_eq!(document.errors(), [], "{}", document.title);
        }
        for form in [questionnaire(), two_weeks(), cuestionario()] {
            assert_eq!(form.errors(), [], "{}", form.title);
        }
    }
}
