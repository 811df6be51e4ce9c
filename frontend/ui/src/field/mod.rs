//! Inputs: label above, hint below, error beside; checked on leaving, not on each key.

mod choice;
mod date;
mod frame;
mod text;

pub use choice::{Checkbox, Choice, Fieldset, Radios, Select};
pub use date::DateField;
pub use text::{Field, FieldKind};
