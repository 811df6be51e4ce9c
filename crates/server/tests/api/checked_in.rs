//! Files that are generated, reviewed and checked in: compared here, rewritten with `UPDATE=1`.

use std::path::Path;

/// Panics unless the file at `path` (from the repository's root) says `text`.
pub fn compare(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&file, text).unwrap_or_else(|error| panic!("{path}: {error}"));
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    if let Some((line, (kept, now))) = kept.lines().zip(text.lines()).enumerate().find(|(_, (kept, now))| kept != now) {
        panic!(
            "{path}, line {}: it says\n  {kept}\nand should say\n  {now}\nLook at the change, then run the test with UPDATE=1.",
            line + 1
        );
    }
    assert_eq!(
        kept.lines().count(),
        text.lines().count(),
        "{path} has another length now. Look at the change, then run the test with UPDATE=1."
    );
}
