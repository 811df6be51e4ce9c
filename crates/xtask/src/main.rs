//! What people type.
mod interrupt;
mod postgres;
fn main() -> anyhow::Result<()> {
    interrupt::listen()?;
    postgres::hold()
}
