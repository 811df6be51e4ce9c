//! Tests that measure time or memory. `cargo xtask test` runs them one after another and when nothing else runs, so that
//! what they hold the program to need not make allowance for the neighbours.

mod flood;
mod timing;
