//! Documents on paper: data in, PDF out.
//!
//! A kind of document is a template in `templates/`, written for the typesetter Typst; what is put into it is JSON, which is
//! data wherever it comes from: no word of it is ever read as markup. Templates reach nothing but this data and the typefaces in
//! `fonts/`. The same data gives the same bytes.
//!
//! The files are tagged for assistive technology (PDF/UA-1) and made to be archived (PDF/A-2a). Whatever people write can be set:
//! a character that no typeface has is drawn as a box and stays in the file as itself.

mod fonts;
pub mod press;
pub mod wording;
mod words;
mod world;

use std::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::{World as _, WorldExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::World;

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// What a client and the practice wrote to each other.
    Conversation,
    /// What a client signed or answered, with the page that certifies it.
    Document,
}

impl Template {
    /// All there are.
    pub const ALL: [Self; 2] = [Self::Conversation, Self::Document];

    fn file(self) -> &'static str {
        match self {
            Self::Conversation => "conversation.typ",
            Self::Document => "document.typ",
        }
    }
}

/// A document that could not be made. Says where in the template and not what is in it: that may be somebody's.
pub struct Error {
    place: String,
    told: Vec<String>,
}

impl Error {
    /// What the typesetter said, with words of the data in it: for tests, never for logs.
    #[must_use]
    pub fn told(&self) -> &[String] {
        &self.told
    }

    fn at(world: &World, step: &str, all: &[SourceDiagnostic]) -> Self {
        let line = |one: &SourceDiagnostic| {
            let id = one.span.id()?;
            let source = world.source(id).ok()?;
            let line = source.lines().byte_to_line(world.range(one.span)?.start)?;
            Some(format!("{}:{}", id.get().vpath().get_without_slash(), line + 1))
        };
        let places = all.iter().filter_map(line).collect::<Vec<_>>().join(", ");
        let told = all.iter().map(|one| one.message.to_string()).collect();
        Self { place: format!("{step} failed ({places})"), told }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)
    }
}

impl std::error::Error for Error {}

/// Sets `data` by `template`. `made` goes into the file as the moment when it was made. Takes a few milliseconds for a page and
/// seconds for hundreds of them: on a server, in a thread for work that blocks.
///
/// # Errors
/// When the data is not what the template takes.
pub fn render(template: Template, mut data: Value, made: Timestamp) -> Result<Vec<u8>, Error> {
    let lacking = words::make_printable(&mut data);
    let world = World::new(template.file(), &data, lacking);
    drop(data);
    let done = set(&world, made);
    // What was worked out on the way is remembered in case it is needed again; it is somebody's text, and it is not.
    comemo::evict(0);
    done
}

fn set(world: &World, made: Timestamp) -> Result<Vec<u8>, Error> {
    let document = typst::compile::<PagedDocument>(world).output.map_err(|all| Error::at(world, "typesetting", &all))?;
    let strict = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]);
    let strict =
        strict.map_err(|error| Error { place: "the standards do not fit together".into(), told: vec![error.message().to_string()] })?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Anteroom".to_owned())),
        timestamp: moment(made).map(typst_pdf::Timestamp::new_utc),
        standards: strict,
        ..PdfOptions::default()
    };
    // Some scripts have glyphs that stand for no characters of their own, which the standards do not allow: better a file
    // without their seal than none.
    typst_pdf::pdf(&document, &options).or_else(|_| {
        let plain = PdfOptions { standards: PdfStandards::default(), ..options };
        typst_pdf::pdf(&document, &plain).map_err(|all| Error::at(world, "writing the file", &all))
    })
}

fn moment(at: Timestamp) -> Option<Datetime> {
    let at = TimeZone::UTC.to_datetime(at);
    let small = |number: i8| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        at.year().into(),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )
}
