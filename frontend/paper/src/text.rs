//! What is to be read: headings, paragraphs, lists, tables, as they were written. Every word is shown as text.

use domain::documents::{Block, Span};
use leptos::prelude::*;

use crate::words::{Said, Words};

/// A text. Its largest heading is one of `level`, so that the heading of the page stays alone, and no level is left out.
#[component]
pub fn Text(
    /// What it says.
    blocks: Vec<Block>,
    /// The level of its largest heading.
    #[prop(default = 2)]
    level: u8,
    /// What is said of links that open elsewhere, for screen readers.
    #[prop(optional, into)]
    words: Option<Signal<&'static Words>>,
) -> impl IntoView {
    let levels = Levels { from: level, used: used(&blocks), words };
    view! { <div class="paper">{all(blocks, &levels)}</div> }.into_any()
}

/// How headings become those of the page.
struct Levels {
    from: u8,
    used: Vec<u8>,
    words: Option<Said>,
}

impl Levels {
    fn of(&self, level: u8) -> u8 {
        let place = self.used.iter().position(|used| *used == level).unwrap_or_default() as u8;
        (self.from + place).min(6)
    }
}

/// The levels of headings that a text has, the largest first.
fn used(blocks: &[Block]) -> Vec<u8> {
    let has = |level: u8| blocks.iter().any(|block| has_heading(block, level));
    (1..=6).filter(|level| has(*level)).collect()
}

fn has_heading(block: &Block, wanted: u8) -> bool {
    match block {
        Block::Heading { level, .. } => *level == wanted,
        Block::List { items, .. } => items.iter().flatten().any(|block| has_heading(block, wanted)),
        Block::Quote { blocks } => blocks.iter().any(|block| has_heading(block, wanted)),
        Block::Paragraph { .. } | Block::Table { .. } | Block::Rule => false,
    }
}

fn all(blocks: Vec<Block>, levels: &Levels) -> AnyView {
    blocks.into_iter().map(|block| one(block, levels)).collect_view().into_any()
}

fn one(block: Block, levels: &Levels) -> AnyView {
    match block {
        Block::Heading { level, spans } => {
            let words = line(spans, levels);
            match levels.of(level) {
                ..=2 => view! { <h2>{words}</h2> }.into_any(),
                3 => view! { <h3>{words}</h3> }.into_any(),
                4 => view! { <h4>{words}</h4> }.into_any(),
                _ => view! { <h5>{words}</h5> }.into_any(),
            }
        }
        Block::Paragraph { spans } => view! { <p>{line(spans, levels)}</p> }.into_any(),
        Block::List { from, items } => {
            let items = items.into_iter().map(|item| view! { <li>{item_of(item, levels)}</li> }.into_any()).collect_view();
            match from {
                Some(from) => view! { <ol start=from.to_string()>{items}</ol> }.into_any(),
                None => view! { <ul>{items}</ul> }.into_any(),
            }
        }
        Block::Quote { blocks } => view! { <blockquote>{all(blocks, levels)}</blockquote> }.into_any(),
        Block::Table { head, rows } => table(head, rows, levels),
        Block::Rule => view! { <hr /> }.into_any(),
    }
}

/// An item that is one paragraph is no paragraph of its own.
fn item_of(mut item: Vec<Block>, levels: &Levels) -> AnyView {
    match (item.len(), item.pop()) {
        (1, Some(Block::Paragraph { spans })) => line(spans, levels),
        (_, last) => {
            item.extend(last);
            all(item, levels)
        }
    }
}

/// On a narrow screen a row is a card, and each cell says its column's name. The roles are repeated because that display takes
/// them away.
fn table(head: Vec<Vec<Span>>, rows: Vec<Vec<Vec<Span>>>, levels: &Levels) -> AnyView {
    let names: Vec<String> = head.iter().map(|spans| plain(spans)).collect();
    let columns = head.into_iter().map(|spans| view! { <th scope="col" role="columnheader">{line(spans, levels)}</th> }.into_any());
    let columns = columns.collect_view();
    let row = |cells: Vec<Vec<Span>>| {
        let cell = |(spans, name): (Vec<Span>, &String)| {
            let name = Some(name.clone()).filter(|name| !name.is_empty());
            view! { <td role="cell" data-label=name><div>{line(spans, levels)}</div></td> }.into_any()
        };
        let cells = cells.into_iter().zip(&names).map(cell).collect_view();
        view! { <tr role="row">{cells}</tr> }.into_any()
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <table role="table">
            <thead role="rowgroup"><tr role="row">{columns}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

fn line(spans: Vec<Span>, levels: &Levels) -> AnyView {
    spans.into_iter().map(|span| words_of(span, levels)).collect_view().into_any()
}

fn words_of(span: Span, levels: &Levels) -> AnyView {
    let Span { text, strong, emphasis, link } = span;
    let words = match (strong, emphasis) {
        (false, false) => text.into_any(),
        (true, false) => view! { <strong>{text}</strong> }.into_any(),
        (false, true) => view! { <em>{text}</em> }.into_any(),
        (true, true) => view! { <strong><em>{text}</em></strong> }.into_any(),
    };
    match link.as_deref().and_then(leads) {
        None => words,
        Some(Leads::Away) => {
            let told = levels.words.map(|said| {
                let text = Signal::derive(move || said.get().new_tab);
                view! { <span class="visually-hidden">" " {text}</span> }.into_any()
            });
            view! { <a href=link target="_blank" rel="noopener noreferrer">{words}{told}</a> }.into_any()
        }
        Some(Leads::ToProgram) => view! { <a href=link>{words}</a> }.into_any(),
    }
}

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
enum Leads {
    /// To another site.
    Away,
    /// To the program for mail or calls.
    ToProgram,
}

/// None for what no link may lead to.
fn leads(link: &str) -> Option<Leads> {
    match link.split_once(':')?.0.to_ascii_lowercase().as_str() {
        "https" => Some(Leads::Away),
        "mailto" | "tel" => Some(Leads::ToProgram),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8) -> Block {
        Block::Heading { level, spans: Vec::new() }
    }

    #[test]
    fn d4_headings_stand_below_that_of_the_page_and_leave_no_level_out() {
        let blocks = vec![heading(1), Block::Quote { blocks: vec![heading(3)] }];
        let levels = Levels { from: 2, used: used(&blocks), words: None };
        assert_eq!((levels.of(1), levels.of(3)), (2, 3));
        let levels = Levels { from: 2, used: used(&[heading(2)]), words: None };
        assert_eq!(levels.of(2), 2);
    }

    #[test]
    fn d4_a_link_leads_to_a_site_or_a_program_and_nowhere_else() {
        assert_eq!(leads("https://example.com"), Some(Leads::Away));
        assert_eq!(leads("tel:+12125550142"), Some(Leads::ToProgram));
        for no in ["javascript:alert(1)", "http://example.com", "//example.com", "data:text/html,x", ""] {
            assert_eq!(leads(no), None, "{no}");
        }
    }
}
