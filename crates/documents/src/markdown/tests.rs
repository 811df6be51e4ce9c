use super::*;

/// A short form of blocks, to compare.
fn short(blocks: &[Block]) -> String {
    let all: Vec<String> = blocks.iter().map(one).collect();
    all.join(" ")
}

fn one(block: &Block) -> String {
    match block {
        Block::Heading { level, spans } => format!("h{level}({})", words(spans)),
        Block::Paragraph { spans } => format!("p({})", words(spans)),
        Block::List { from, items } => {
            let items: Vec<String> = items.iter().map(|item| format!("[{}]", short(item))).collect();
            format!("{}({})", from.map_or_else(|| "ul".into(), |from| format!("ol{from}")), items.concat())
        }
        Block::Quote { blocks } => format!("q({})", short(blocks)),
        Block::Table { head, rows } => {
            let row = |cells: &Vec<Vec<Span>>| cells.iter().map(|cell| words(cell)).collect::<Vec<_>>().join("|");
            let rows: Vec<String> = std::iter::once(head).chain(rows).map(row).collect();
            format!("table({})", rows.join("/"))
        }
        Block::Rule => "rule".into(),
    }
}

fn words(spans: &[Span]) -> String {
    let one = |span: &Span| {
        let mark = format!("{}{}", if span.strong { "*" } else { "" }, if span.emphasis { "_" } else { "" });
        let link = span.link.as_deref().map(|link| format!("<{link}>")).unwrap_or_default();
        format!("{mark}{}{link}{mark}", span.text)
    };
    spans.iter().map(one).collect::<Vec<_>>().join("+")
}

fn read(text: &str) -> String {
    short(&blocks(text))
}

/// How deep lists and quotes are nested.
fn depth(blocks: &[Block]) -> usize {
    let below = |block: &Block| match block {
        Block::List { items, .. } => 1 + items.iter().map(|item| depth(item)).max().unwrap_or_default(),
        Block::Quote { blocks } => 1 + depth(blocks),
        _ => 0,
    };
    blocks.iter().map(below).max().unwrap_or_default()
}

/// All words, in their order.
fn said(blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(|block| match block {
            Block::Heading { spans, .. } | Block::Paragraph { spans } => spans.iter().map(|span| span.text.as_str()).collect(),
            Block::List { items, .. } => items.iter().map(|item| said(item)).collect(),
            Block::Quote { blocks } => said(blocks),
            Block::Table { head, rows } => {
                std::iter::once(head).chain(rows).flatten().flatten().map(|span| span.text.as_str()).collect::<String>()
            }
            Block::Rule => String::new(),
        })
        .collect()
}

#[test]
fn d1_what_is_written_is_read_as_commonmark() {
    assert_eq!(
        read("# One\n\nTwo **three** *four* ***five***\n\n##### Six\n\n---"),
        "h1(One) p(Two +*three*+ +_four_+ +*_five*_) h3(Six) rule"
    );
    assert_eq!(read("Lines\nthat go on\\\nand end  \nhere"), "p(Lines that go on\nand end\nhere)");
    assert_eq!(read("- a\n- b\n  - c\n\n3. d\n4. e"), "ul([p(a)][p(b) ul([p(c)])]) ol3([p(d)][p(e)])");
    assert_eq!(read("- a\n\n  b\n- \n- c"), "ul([p(a) p(b)][][p(c)])");
    assert_eq!(read("> a\n>\n> b\n> > c"), "q(p(a) p(b) q(p(c)))");
    assert_eq!(
        read("`a  b` and\n\n    indented *so*\n    as it is\n\n```rust\nfenced\n```"),
        "p(a  b and) p(indented *so*\nas it is) p(fenced)"
    );
    assert_eq!(read(""), "");
    assert_eq!(read(" \n\n \t\n"), "");
    assert_eq!(read("#\n\n>\n\n[a]: https://example.com"), "");
}

#[test]
fn d1_words_of_one_kind_are_one_span() {
    for text in ["Dear {client_name}, hello_there & you", "1 \\* 2 \\_ 3 &amp; 4", "a *b\\_c* d", "[not a link] (https://example.com)"] {
        let blocks = blocks(text);
        let [Block::Paragraph { spans }] = blocks.as_slice() else { panic!("{text}") };
        let kinds: Vec<_> = spans.iter().map(|span| (span.strong, span.emphasis, span.link.clone())).collect();
        assert!(kinds.windows(2).all(|two| two[0] != two[1]), "{text}: {spans:?}");
    }
    assert_eq!(read("Dear {client_name}, hello_there & you"), "p(Dear {client_name}, hello_there & you)");
}

#[test]
fn d1_a_table_has_as_many_cells_in_each_row() {
    assert_eq!(
        read("| Fee | Price |\n|---|--:|\n| Session | **$150** |\n| Late |\n| a | b | c |"),
        "table(Fee|Price/Session|*$150*/Late|/a|b)"
    );
    assert_eq!(read("- x\n\n  | a |\n  |---|\n  | b |"), "ul([p(x) table(a/b)])");
    let wide = format!("{}\n{}\n{}", "|a".repeat(13), "|-".repeat(13), "|b".repeat(3));
    assert_eq!(read(&wide), format!("p({}) p(b | b | b)", ["a"; 13].join(" | ")));
}

#[test]
fn d1_html_is_shown_as_the_text_that_it_is() {
    assert_eq!(read("<script>alert(1)</script>\n\nafter"), "p(<script>alert(1)</script>) p(after)");
    assert_eq!(read("a <b onclick=\"x()\">c</b> <!-- d -->"), "p(a <b onclick=\"x()\">c</b> <!-- d -->)");
    assert_eq!(read("<div>\n\n*a*\n\n</div>"), "p(<div>) p(_a_) p(</div>)");
}

#[test]
fn d1_a_picture_is_its_alternative_text() {
    assert_eq!(read("![Our *front* door](https://example.com/a.png \"title\") is red"), "p(Our +_front_+ door is red)");
    assert_eq!(read("![](https://example.com/a.png)"), "");
    assert_eq!(read("[![Map](a.png)](https://example.com)"), "p(Map<https://example.com>)");
}

#[test]
fn d1_links_lead_out_safely_or_nowhere() {
    assert_eq!(read("[a](https://example.com/b?c=d#e)"), "p(a<https://example.com/b?c=d#e>)");
    assert_eq!(read("[a](HTTPS://example.com) [b](tel:+12125550100) [c](mailto:a@example.com)").matches('<').count(), 3);
    assert_eq!(
        read("<office@example.com> <https://example.com>"),
        "p(office@example.com<mailto:office@example.com>+ +https://example.com<https://example.com>)"
    );
    assert_eq!(read("[a][b]\n\n[b]: https://example.com"), "p(a<https://example.com>)");
    for nowhere in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,x",
        "http://example.com",
        "//example.com",
        "/portal",
        "https:",
        "https://",
        "https:example.com",
        "file:///etc/passwd",
        "<https://example.com/a b>",
        "<&#1;https://example.com>",
        "https://example.com/&#10;",
        "",
    ] {
        assert_eq!(read(&format!("[a]({nowhere})")), "p(a)", "{nowhere}");
    }
    assert_eq!(read(&format!("[a](https://example.com/{})", "b".repeat(2_000))), "p(a)");
}

#[test]
fn d1_characters_that_no_page_shows_are_left_out() {
    assert_eq!(read("a&#1;b&#0;c\u{7f}d\r\ne"), "p(ab\u{fffd}cd e)");
    assert_eq!(read("```\r\na\r\nb\r\n```"), "p(a\nb)");
}

#[test]
fn d1_what_is_nested_deeper_than_six_stands_in_the_sixth() {
    let quotes = blocks(&format!("{}a", "> ".repeat(9)));
    assert_eq!((short(&quotes), depth(&quotes)), (format!("{}p(a){}", "q(".repeat(6), ")".repeat(6)), 6));
    let list: String = (0..9).map(|deep| format!("{}- {deep}\n", "  ".repeat(deep))).collect();
    let list = blocks(&list);
    assert_eq!((said(&list).as_str(), depth(&list)), ("012345678", 6));
}

#[test]
fn d1_hostile_text_stays_flat_and_as_long_as_it_is() {
    let long = 100_000;
    let nested: String = (0..440).map(|deep| format!("{}- x\n", " ".repeat(deep))).collect();
    for (name, text) in [
        ("quotes", ">".repeat(long)),
        ("items", "- ".repeat(long / 2)),
        ("numbers", "1. ".repeat(long / 3)),
        ("list in list", nested),
        ("quotes in lists", "- > ".repeat(long / 4)),
        ("stars", "*a_ ".repeat(long / 4)),
        ("strong", format!("{}a{}", "**".repeat(long / 4), "**".repeat(long / 4))),
        ("brackets", "[".repeat(long)),
        ("links", "[a](".repeat(long / 4)),
        ("pictures", "![".repeat(long / 2)),
        ("ticks", (1..440).map(|many| format!("{} ", "`".repeat(many))).collect()),
        ("tags", "<a ".repeat(long / 3)),
        ("comments", "<!--".repeat(long / 4)),
        ("columns", format!("{}\n{}\n{}", "|a".repeat(20_000), "|-".repeat(20_000), "b\n".repeat(10_000))),
        ("rows", format!("{}\n{}\n{}", "|a".repeat(12), "|-".repeat(12), "b\n".repeat(49_000))),
        ("definitions", "[a]: b\n".repeat(long / 7)),
        ("references", format!("[a]: https://example.com/{}\n\n{}", "b".repeat(40_000), "[a] ".repeat(15_000))),
        ("entities", "&#x1F600;".repeat(long / 9)),
        ("breaks", "a\\\n".repeat(long / 3)),
    ] {
        let read = blocks(&text);
        assert!(depth(&read) <= 6, "{name}");
        assert!(said(&read).len() <= text.len(), "{name} says more than was written");
        assert!(too_many_parts(&read) || parts(&read) < 2_000, "{name}: {}", parts(&read));
    }
}

#[test]
fn d1_a_text_of_too_many_parts_is_told_from_a_long_one() {
    assert!(!too_many_parts(&blocks(&"Some words, as they are in policies.\n\n".repeat(2_600))));
    assert!(too_many_parts(&blocks(&"a\n\n".repeat(6_000))));
    assert!(too_many_parts(&blocks(&format!("|a|b|\n|-|-|\n{}", "c\n".repeat(4_000)))));
}
