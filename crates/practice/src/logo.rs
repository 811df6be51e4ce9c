//! The practice's logo: whatever picture was uploaded, drawn again as a PNG of at most 512 pixels, so that nothing of the
//! file but its pixels is kept or served.

pub mod http;
mod picture;
mod store;

pub(crate) use store::digest;
