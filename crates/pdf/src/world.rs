//! All that a template can reach: our templates, our typefaces, and the data it was given. No file of the machine, no network,
//! no clock.

use std::sync::LazyLock;

use serde_json::{Value, json};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _};

use crate::fonts::FONTS;

const TEMPLATES: [(&str, &str); 3] = [
    ("sheet.typ", include_str!("../templates/sheet.typ")),
    ("conversation.typ", include_str!("../templates/conversation.typ")),
    ("document.typ", include_str!("../templates/document.typ")),
];

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The templates, read once.
static SOURCES: LazyLock<Vec<Source>> =
    LazyLock::new(|| TEMPLATES.iter().filter_map(|(name, text)| Some(Source::new(id(name)?, (*text).to_owned()))).collect());

/// A file that a template can name.
fn id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

/// What one document is made in.
pub struct World {
    main: Option<FileId>,
    data: [(Option<FileId>, Bytes); 2],
}

impl World {
    /// For a document by the template in `file`. `data` is its `data.json`; `about.json` says what typefaces there are, and
    /// whether boxes stand for characters that none of them has.
    pub fn new(file: &str, data: &Value, lacking: bool) -> Self {
        let about = json!({ "families": FONTS.families, "lacking": lacking });
        let written = |name: &str, value: &Value| (id(name), Bytes::from_string(value.to_string()));
        Self { main: id(file), data: [written("data.json", data), written("about.json", &about)] }
    }
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main.unwrap_or_else(|| SOURCES[0].id())
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.data.iter().find(|(name, _)| *name == Some(id)).map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.all.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
