//! What a page or form tells a person when the server said no or did not answer.

/// A refusal of one field, as the API gives it: `pointer` is a JSON pointer such as `/email`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// JSON pointer of the value that was refused.
    pub pointer: String,
    /// Stable code of the reason.
    pub code: String,
    /// The text to show, already in the person's language.
    pub message: String,
}

/// Something that did not work, in words for a person. The application makes it from its client's error in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// What happened: "The appointment could not be saved."
    pub title: String,
    /// What was kept and what to do now. May be empty.
    pub text: String,
    /// Stable code of the API's problem, for callers that treat one of them specially.
    pub code: String,
    /// Refusals of single fields.
    pub fields: Vec<FieldProblem>,
}

impl Failure {
    /// A failure with what happened and what to do.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { title: title.into(), text: text.into(), ..Self::default() }
    }

    /// The same with the refusals of single fields.
    pub fn with_fields(mut self, fields: Vec<FieldProblem>) -> Self {
        self.fields = fields;
        self
    }

    /// The same with the API's stable code.
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }
}
