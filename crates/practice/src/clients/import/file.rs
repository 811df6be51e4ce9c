//! The file as a whole: RFC 4180 text with a header row, comma or semicolon, as spreadsheets save it.

use csv::{ReaderBuilder, StringRecord};
use domain::practice::client_import::{COLUMNS, MOST_ROWS};
use platform::problem::Problem;

const REQUIRED: [&str; 2] = ["first_name", "last_name"];

/// A file that can be worked through.
#[derive(Debug)]
pub struct File {
    /// Its rows but the header and blank ones.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug)]
pub struct Row {
    /// Its line in the file, the header being line 1.
    pub line: u32,
    /// Whether it has as many cells as the header.
    pub whole: bool,
    cells: Vec<String>,
}

impl Row {
    /// The trimmed cell of a column; empty when the file has no such column.
    pub fn cell(&self, column: &str) -> &str {
        let place = COLUMNS.iter().position(|known| *known == column);
        place.and_then(|place| self.cells.get(place)).map_or("", |cell| cell.trim())
    }
}

/// Why a file cannot be worked through.
#[derive(Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not UTF-8: whoever read it put marks in place of letters.
    Encoding,
    /// A quotation mark is missing, or it is no CSV at all.
    Form,
    /// There is no row below the header.
    Empty,
    /// More than [`MOST_ROWS`].
    TooMany,
    /// A column that is needed is not there.
    Missing(&'static str),
    /// A column that is not known.
    Unknown(String),
    /// A column that is there twice.
    Twice(&'static str),
}

impl Unreadable {
    /// For programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Form => "csv",
            Self::Empty => "no_rows",
            Self::TooMany => "too_many_rows",
            Self::Missing(_) => "missing_column",
            Self::Unknown(_) => "unknown_column",
            Self::Twice(_) => "column_twice",
        }
    }

    /// For people.
    pub fn message(&self) -> String {
        match self {
            Self::Encoding => "This file is not in UTF-8. In your spreadsheet, save it as “CSV UTF-8”.".into(),
            Self::Form => "This is not a CSV file: a quotation mark is missing somewhere, or it is of another kind.".into(),
            Self::Empty => "There is no row below the header.".into(),
            Self::TooMany => format!("A file may have {MOST_ROWS} rows. Please split it."),
            Self::Missing(column) => format!("The column {column} is missing. The first row must name the columns."),
            Self::Unknown(column) => format!("The column “{column}” is not known. Known are: {}.", COLUMNS.join(", ")),
            Self::Twice(column) => format!("The column {column} is there twice."),
        }
    }
}

impl From<Unreadable> for Problem {
    fn from(why: Unreadable) -> Self {
        Self::field("/csv", why.code(), &why.message())
    }
}

/// Reads the text of a file.
pub fn read(text: &str) -> Result<File, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains(['\u{fffd}', '\0']) {
        return Err(Unreadable::Encoding);
    }
    if ends_inside_quotes(text) {
        return Err(Unreadable::Form);
    }
    let mut reader = ReaderBuilder::new().delimiter(delimiter(text)).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut next = move |record: &mut StringRecord| reader.read_record(record).map_err(|_| Unreadable::Form);
    if !next(&mut record)? {
        return Err(Unreadable::Missing(REQUIRED[0]));
    }
    let header = header(&record)?;
    let (mut rows, mut lines) = (Vec::new(), Lines { text: text.as_bytes(), at: 0, line: 1 });
    while next(&mut record)? {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(Unreadable::TooMany);
        }
        let mut cells = vec![String::new(); COLUMNS.len()];
        for (place, cell) in header.iter().zip(&record) {
            cells[*place] = cell.to_owned();
        }
        let line = lines.of(record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or_default());
        rows.push(Row { line, whole: record.len() == header.len(), cells });
    }
    if rows.is_empty() { Err(Unreadable::Empty) } else { Ok(File { rows }) }
}

/// Counts lines as an editor does; the reader's own count knows nothing of line ends of two characters.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the record that the reader began to look for at `byte`; never before the one asked for last.
    fn of(&mut self, byte: usize) -> u32 {
        let ends_line = |at: usize| self.text[at] == b'\n' || (self.text[at] == b'\r' && self.text.get(at + 1) != Some(&b'\n'));
        let blank = self.text[byte..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let ends = (self.at..byte + blank).filter(|at| ends_line(*at)).count();
        (self.at, self.line) = (byte + blank, self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX)));
        self.line
    }
}

/// The place in [`COLUMNS`] of each of the file's columns. *First Name* is `first_name`.
fn header(record: &StringRecord) -> Result<Vec<usize>, Unreadable> {
    let mut places = Vec::with_capacity(record.len());
    for cell in record {
        let name = cell.trim().to_lowercase().replace([' ', '-'], "_");
        let Some(place) = COLUMNS.iter().position(|known| *known == name) else {
            return Err(Unreadable::Unknown(cell.trim().chars().filter(|ch| !ch.is_control()).take(40).collect()));
        };
        if places.contains(&place) {
            return Err(Unreadable::Twice(COLUMNS[place]));
        }
        places.push(place);
    }
    for column in REQUIRED {
        if !places.iter().any(|place| COLUMNS[*place] == column) {
            return Err(Unreadable::Missing(column));
        }
    }
    Ok(places)
}

/// Comma, or semicolon where the first line has more of those: spreadsheets of some countries save that.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |mark: char| header.chars().filter(|ch| *ch == mark).count();
    if count(';') > count(',') { b';' } else { b',' }
}

/// Whether a quotation mark is open at the end: the reader would take the rest of the file for one cell.
fn ends_inside_quotes(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(file: &File, column: &str) -> Vec<(u32, String)> {
        file.rows.iter().map(|row| (row.line, row.cell(column).to_owned())).collect()
    }

    #[test]
    fn s3_a_spreadsheets_file_is_read_with_bom_semicolons_quotes_and_line_ends() {
        let text =
            "\u{feff}First Name;last_name;street\r\n\"Maya\";\"Lopez; \"\"Lola\"\"\";\"12 Maple\r\nStreet\"\r\n\r\nSam;O'Neil;\r\n;;\r\n";
        let file = read(text).expect("readable");
        assert_eq!(cells(&file, "first_name"), [(2, "Maya".into()), (5, "Sam".into())]);
        assert_eq!(cells(&file, "last_name")[0].1, "Lopez; \"Lola\"");
        assert_eq!(cells(&file, "street")[0].1, "12 Maple\r\nStreet");
        assert_eq!(cells(&file, "email")[0].1, "");
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let file = read(&["first_name,last_name", "Maya,Lopez", "", "", "Sam,Ruiz", ""].join(end)).expect("readable");
            assert_eq!(file.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5], "{end:?}");
        }
    }

    #[test]
    fn a_row_of_another_length_is_known_as_such() {
        let file = read("first_name,last_name\nMaya,Lopez,extra\nSam\nAna,Ruiz\n").expect("readable");
        assert_eq!(file.rows.iter().map(|row| row.whole).collect::<Vec<_>>(), [false, false, true]);
    }

    #[test]
    fn a_file_that_cannot_be_used_says_why() {
        let why = |text: &str| read(text).expect_err("refused");
        assert_eq!(why("first_name,last_name\nJos\u{fffd},Ruiz"), Unreadable::Encoding);
        assert_eq!(why("first_name,last_name\n\"Maya,Lopez\nSam,Ruiz"), Unreadable::Form);
        assert_eq!(why("first_name,last_name\n,\n"), Unreadable::Empty);
        assert_eq!(why(""), Unreadable::Missing("first_name"));
        assert_eq!(why("first_name,email\na,b"), Unreadable::Missing("last_name"));
        assert_eq!(why("first_name,last_name,shoe size\na,b,c"), Unreadable::Unknown("shoe size".into()));
        assert_eq!(why("first_name,last_name,First-Name\na,b,c"), Unreadable::Twice("first_name"));
    }

    #[test]
    fn one_row_more_than_allowed_is_refused() {
        let rows = |count: usize| format!("first_name,last_name\n{}", "a,b\n".repeat(count));
        assert_eq!(read(&rows(MOST_ROWS)).expect("readable").rows.len(), MOST_ROWS);
        assert_eq!(read(&rows(MOST_ROWS + 1)).err(), Some(Unreadable::TooMany));
    }
}
