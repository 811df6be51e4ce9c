//! What the frame over the page says.

use crate::portal::use_portal;
use crate::texts::{Texts, catalogue};

/// The texts, in whatever language the portal speaks.
pub fn texts() -> Texts<Catalogue> {
    use_portal().texts.of_part()
}

catalogue! {
    /// The texts of the frame in one language.
    Catalogue in EN, ES {
        /// The frame, and what screen readers hear.
        line: Line {
            whole, arrived,
        }
    }
}

static EN: Catalogue = Catalogue { line: Line { whole: "Open as a page", arrived: "You have a new message." } };

static ES: Catalogue = Catalogue { line: Line { whole: "Abrir como página", arrived: "Tiene un mensaje nuevo." } };
