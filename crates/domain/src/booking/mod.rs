//! Booking: a client asks for a time, the practice answers.
//!
//! What travels as JSON stands in the modules beside this one; `engine`, which is not in the browser, decides, from hours, exceptions, what is busy
//! and *now*, which times are open. Its answer is advice until the write asks it again (B19).

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
