//! What practices write (D1): CommonMark with tables, read into [`Block`]s that no page and no printer has to mistrust.
//!
//! Nothing of it is lost: raw HTML is shown as the text that it is, a picture is its alternative text, and what is nested too
//! deep or has too many columns stands in plain paragraphs. Links lead to `https:`, `mailto:` and `tel:` only.

mod building;

use domain::documents::{Block, Span};
use pulldown_cmark::{Options, Parser};

use building::Builder;

/// The most parts of a text that is kept: enough for a hundred pages, and not too much for any page or printer.
const MOST_PARTS: usize = 10_000;

/// What `text` says. The same text always says the same.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut builder = Builder::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        builder.take(event);
    }
    builder.finish()
}

/// Whether `blocks` have more parts than can be shown: blocks, items, cells, and words of different kinds.
#[must_use]
pub fn too_many_parts(blocks: &[Block]) -> bool {
    parts(blocks) > MOST_PARTS
}

fn parts(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| 1 + within(block)).sum()
}

fn within(block: &Block) -> usize {
    let row = |cells: &[Vec<Span>]| cells.iter().map(|spans| 1 + spans.len()).sum::<usize>();
    match block {
        Block::Heading { spans, .. } | Block::Paragraph { spans } => spans.len(),
        Block::List { items, .. } => items.iter().map(|item| 1 + parts(item)).sum(),
        Block::Quote { blocks } => parts(blocks),
        Block::Table { head, rows } => row(head) + rows.iter().map(|cells| row(cells)).sum::<usize>(),
        Block::Rule => 0,
    }
}

#[cfg(test)]
mod tests;
