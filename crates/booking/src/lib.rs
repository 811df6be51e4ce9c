//! Booking: a client asks for a time, the practice answers.
