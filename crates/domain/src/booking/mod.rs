//! Booking: a client asks for a time, the practice answers.
//!
//! What travels as JSON stands in the modules beside this one; `engine`, which is not in the browser, decides, from hours, exceptions, what is busy
//! and *now*, which times are open. Its answer is advice until the write asks it again (B19).

/// An enum whose values have names: the same in JSON, in the database and in addresses.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$value_doc])* #[serde(rename = $text)] $value,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$value),+];

            /// The name it has in JSON and in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value => $text,)+
                }
            }

            /// The one with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == name)
            }
        }
    };
}

pub mod appointment;
pub mod calendar;
#[cfg(not(target_arch = "wasm32"))]
pub mod engine;
pub mod exception;
pub mod new_client;
pub mod portal;
pub mod request;
pub mod settings;

fn yes() -> bool {
    true
}
