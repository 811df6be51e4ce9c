//! Coming in and staying in (access.md, A1 to A27).

mod account;
mod change_of_email;
mod disabling;
mod housekeeping;
mod invitation;
mod links;
mod pin_code;
mod recovery;
mod second_practice;
mod sessions;
mod set_up;
mod sign_in;
mod staff;
mod waiting;
mod welcome;
