//! Blocks, put together from what the parser meets, without recursion: hostile text may be nested as deep as it is long.

use domain::documents::{Block, Span};
use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

/// How deep lists and quotes may be nested; what is deeper stands in the deepest.
const DEEPEST: usize = 6;
/// The most columns of a table that a sheet of paper takes; a wider one stands in paragraphs, row by row.
const MOST_COLUMNS: usize = 12;
/// The longest address that is followed, in bytes.
const LONGEST_LINK: usize = 2_000;

/// What is open, and holds blocks.
enum Open {
    Quote(Vec<Block>),
    List { from: Option<u32>, items: Vec<Vec<Block>> },
    Item(Vec<Block>),
}

/// Takes what the parser meets.
#[derive(Default)]
pub struct Builder {
    /// The blocks of the text itself.
    blocks: Vec<Block>,
    /// What is open now, the innermost last.
    open: Vec<Open>,
    /// Lists, items and quotes inside the innermost that are too deep to be any.
    too_deep: usize,
    /// The words of the paragraph, heading or cell that is open.
    spans: Vec<Span>,
    strong: usize,
    emphasis: usize,
    /// Where the open links lead; nowhere where that is not followed.
    links: Vec<Option<String>>,
    /// The table's rows, its head first, and the row that is open.
    rows: Vec<Vec<Vec<Span>>>,
    row: Vec<Vec<Span>>,
}

impl Builder {
    /// What comes next.
    pub fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.say(&text),
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.say("\n"),
            Event::Rule => {
                self.end_paragraph();
                self.put(Block::Rule);
            }
            // Parts of Markdown that are not asked for.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    /// All of it.
    pub fn finish(mut self) -> Vec<Block> {
        self.end_paragraph();
        self.blocks
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { link_type, dest_url, .. } => {
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                self.links.push(followed(format!("{mail}{dest_url}")));
            }
            Tag::BlockQuote(_) => self.begin(Open::Quote(Vec::new())),
            Tag::List(from) => self.begin(Open::List { from: from.and_then(|from| u32::try_from(from).ok()), items: Vec::new() }),
            Tag::Item => self.begin(Open::Item(Vec::new())),
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_) => self.end_paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => drop(self.links.pop()),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.close(),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_paragraph(),
            TagEnd::Heading(level) => {
                let spans = self.words();
                if !spans.is_empty() {
                    self.put(Block::Heading { level: level_of(level), spans });
                }
            }
            TagEnd::TableCell => {
                let cell = self.words();
                self.row.push(cell);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.rows.push(std::mem::take(&mut self.row)),
            TagEnd::Table => self.end_table(),
            _ => {}
        }
    }

    /// Words, in the manner of what is open. Characters that no page shows are left out.
    fn say(&mut self, text: &str) {
        let text = text.chars().filter(|ch| !ch.is_control() || matches!(ch, '\n' | '\t')).collect();
        let link = self.links.last().cloned().flatten();
        self.add(Span { text, strong: self.strong > 0, emphasis: self.emphasis > 0, link });
    }

    /// Adds to the words, as one span with those before where both are of one kind.
    fn add(&mut self, span: Span) {
        match self.spans.last_mut() {
            Some(last) if (last.strong, last.emphasis, &last.link) == (span.strong, span.emphasis, &span.link) => {
                last.text.push_str(&span.text);
            }
            _ if span.text.is_empty() => {}
            _ => self.spans.push(span),
        }
    }

    /// The words said so far, without line ends around them; none where they are blank.
    fn words(&mut self) -> Vec<Span> {
        let mut spans = std::mem::take(&mut self.spans);
        while let Some(last) = spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            spans.pop();
        }
        let blank = spans.iter().take_while(|span| span.text.trim_matches('\n').is_empty()).count();
        spans.drain(..blank);
        if let Some(first) = spans.first_mut() {
            first.text.drain(..first.text.len() - first.text.trim_start_matches('\n').len());
        }
        spans
    }

    fn end_paragraph(&mut self) {
        let spans = self.words();
        if !spans.is_empty() {
            self.put(Block::Paragraph { spans });
        }
    }

    fn put(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Quote(blocks) | Open::Item(blocks)) => blocks.push(block),
            // Between a list and its items is nothing.
            Some(Open::List { items, .. }) => items.push(vec![block]),
            None => self.blocks.push(block),
        }
    }

    fn begin(&mut self, what: Open) {
        self.end_paragraph();
        let deep = self.open.iter().filter(|open| !matches!(open, Open::Item(_))).count();
        let is_item = matches!(what, Open::Item(_));
        if self.too_deep > 0 || (!is_item && deep == DEEPEST) {
            self.too_deep += 1;
        } else {
            self.open.push(what);
        }
    }

    fn close(&mut self) {
        self.end_paragraph();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        match self.open.pop() {
            Some(Open::Quote(blocks)) if !blocks.is_empty() => self.put(Block::Quote { blocks }),
            Some(Open::List { from, items }) if !items.is_empty() => self.put(Block::List { from, items }),
            // An empty item is one, too.
            Some(Open::Item(blocks)) => {
                if let Some(Open::List { items, .. }) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
            Some(Open::Quote(_) | Open::List { .. }) | None => {}
        }
    }

    fn end_table(&mut self) {
        let mut rows = std::mem::take(&mut self.rows).into_iter();
        let Some(head) = rows.next() else { return };
        if head.len() > MOST_COLUMNS {
            for row in std::iter::once(head).chain(rows) {
                for span in row.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(&between()) {
                    self.add(span);
                }
                self.end_paragraph();
            }
            return;
        }
        let columns = head.len();
        let rows = rows.map(|mut row| {
            row.resize(columns, Vec::new());
            row
        });
        self.put(Block::Table { rows: rows.collect(), head });
    }
}

/// What stands between two cells that are in one line.
fn between() -> Span {
    Span { text: " | ".into(), ..Span::default() }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        _ => 3,
    }
}

/// The address, where pages and papers follow it.
fn followed(address: String) -> Option<String> {
    let goes = ["https://", "mailto:", "tel:"].iter().any(|scheme| {
        address.split_at_checked(scheme.len()).is_some_and(|(start, rest)| start.eq_ignore_ascii_case(scheme) && !rest.is_empty())
    });
    let whole = address.len() <= LONGEST_LINK && !address.chars().any(|ch| ch.is_control() || ch.is_whitespace());
    (goes && whole).then_some(address)
}
