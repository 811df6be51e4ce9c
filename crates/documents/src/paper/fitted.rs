//! A text made so that it can be set whatever it says: headings that go down one step at a time, as PDF/UA wants them, and no
//! deeper than paper is wide.

use domain::documents::Block;

/// Lists and quotes within each other; what is deeper stands in the last of them.
const DEEPEST: usize = 6;

/// `blocks`, so that they can be set.
pub fn fitted(blocks: &[Block]) -> Vec<Block> {
    fit(blocks, 0, &mut 0)
}

/// `level` is that of the last heading.
fn fit(blocks: &[Block], depth: usize, level: &mut u8) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Heading { level: wanted, spans } => {
                *level = (*wanted).clamp(1, *level + 1);
                out.push(Block::Heading { level: *level, spans: spans.clone() });
            }
            Block::List { items, .. } if depth == DEEPEST => out.extend(items.iter().flat_map(|item| fit(item, depth, level))),
            Block::List { from, items } => {
                let items: Vec<_> = items.iter().map(|item| fit(item, depth + 1, level)).collect();
                if !items.is_empty() {
                    out.push(Block::List { from: *from, items });
                }
            }
            Block::Quote { blocks } if depth == DEEPEST => out.extend(fit(blocks, depth, level)),
            Block::Quote { blocks } => out.push(Block::Quote { blocks: fit(blocks, depth + 1, level) }),
            Block::Table { head, .. } if head.is_empty() => {}
            Block::Table { head, rows } => {
                let mut rows = rows.clone();
                rows.iter_mut().for_each(|row| row.resize(head.len(), Vec::new()));
                out.push(Block::Table { head: head.clone(), rows });
            }
            Block::Paragraph { .. } | Block::Rule => out.push(block.clone()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use domain::documents::Span;

    use super::*;

    fn heading(level: u8) -> Block {
        Block::Heading { level, spans: Vec::new() }
    }

    fn levels(blocks: &[Block]) -> Vec<u8> {
        let of = |block: &Block| match block {
            Block::Heading { level, .. } => vec![*level],
            Block::Quote { blocks } => levels(blocks),
            _ => Vec::new(),
        };
        blocks.iter().flat_map(of).collect()
    }

    #[test]
    fn d8_no_step_between_headings_is_left_out() {
        let all = [heading(3), heading(3), heading(1), Block::Quote { blocks: vec![heading(3)] }, heading(0), heading(2), heading(3)];
        assert_eq!(levels(&fitted(&all)), [1, 2, 1, 2, 1, 2, 3]);
    }

    #[test]
    fn d8_what_is_too_deep_stands_in_the_last_that_fits_and_nothing_of_it_is_lost() {
        let words = |text: &str| Block::Paragraph { spans: vec![Span { text: text.into(), ..Span::default() }] };
        let deep = (0..40).fold(words("innermost"), |inner, _| Block::Quote {
            blocks: vec![Block::List { from: None, items: vec![vec![inner], vec![words("beside")]] }],
        });
        let text = serde_json::to_string(&fitted(&[deep])).expect("JSON");
        assert_eq!(text.matches("\"quote\"").count() + text.matches("\"list\"").count(), DEEPEST);
        assert_eq!((text.matches("innermost").count(), text.matches("beside").count()), (1, 40));
    }

    #[test]
    fn d8_every_row_of_a_table_has_as_many_cells_as_its_head() {
        let table = |head: usize, row: usize| Block::Table { head: vec![Vec::new(); head], rows: vec![vec![Vec::new(); row]] };
        assert_eq!(fitted(&[table(2, 1), table(2, 3), table(0, 3)]), [table(2, 2), table(2, 2)]);
    }
}
