//! What of a text is a link (M3).

use domain::messaging::web_links::{Piece, pieces};

/// Only the links.
fn links(text: &str) -> Vec<&str> {
    let pieces = pieces(text);
    let whole: String = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Plain(text) | Piece::Link(text) => *text,
        })
        .collect();
    assert_eq!(whole, text, "nothing is lost and nothing added");
    assert!(pieces.iter().all(|piece| !matches!(piece, Piece::Plain("") | Piece::Link(""))), "{text:?}");
    pieces
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Link(link) => Some(link),
            Piece::Plain(_) => None,
        })
        .collect()
}

#[test]
fn m3_a_text_falls_into_pieces() {
    let text = "See https://example.com/a, and (http://example.org).";
    assert_eq!(
        pieces(text),
        [
            Piece::Plain("See "),
            Piece::Link("https://example.com/a"),
            Piece::Plain(", and ("),
            Piece::Link("http://example.org"),
            Piece::Plain(").")
        ]
    );
    assert_eq!(pieces(""), []);
    assert_eq!(pieces("no link"), [Piece::Plain("no link")]);
}

#[test]
fn m3_addresses_as_people_write_them() {
    for (text, link) in [
        ("https://example.com", "https://example.com"),
        ("HTTPS://Example.COM/A", "HTTPS://Example.COM/A"),
        ("https://example.com:8443/a?b=c&d=(e)#f", "https://example.com:8443/a?b=c&d=(e)#f"),
        ("https://en.wikipedia.org/wiki/Link_(film)", "https://en.wikipedia.org/wiki/Link_(film)"),
        ("(see https://en.wikipedia.org/wiki/Link_(film))", "https://en.wikipedia.org/wiki/Link_(film)"),
        ("https://example.com/@somebody/post", "https://example.com/@somebody/post"),
        ("http://192.168.0.1/x", "http://192.168.0.1/x"),
        ("read.https://example.com", "https://example.com"),
        ("https://example.com/a...", "https://example.com/a"),
        ("https://example.com?!", "https://example.com"),
        ("\"https://example.com\"", "https://example.com"),
        ("<https://example.com/>", "https://example.com/"),
        ("«https://example.com»", "https://example.com"),
        ("¿https://example.com/a?", "https://example.com/a"),
        ("https://example.com\u{A0}x", "https://example.com"),
        ("https://example.com\u{3000}次", "https://example.com"),
        ("https://example.com。次", "https://example.com"),
        ("https://example.com/a\u{200B}", "https://example.com/a"),
        ("https://example.com/a\u{200E} b", "https://example.com/a"),
        ("https://example.com,and then", "https://example.com"),
        ("https://example.com(a)", "https://example.com"),
        ("https://example.com: a", "https://example.com"),
        ("https://example.com/%20a", "https://example.com/%20a"),
    ] {
        assert_eq!(links(text), [link], "{text:?}");
    }
}

#[test]
fn m3_names_in_other_scripts_are_shown_as_they_were_typed() {
    for link in [
        "https://münchen.example/straße",
        "https://例え.テスト/々",
        "https://佐々木.example",
        "https://пример.рф",
        "https://उदाहरण.परीक्षा",
        "https://xn--mnchen-3ya.example",
        "https://i❤.example/👍",
    ] {
        assert_eq!(links(link), [link]);
    }
}

#[test]
fn m3_other_schemes_are_text() {
    for text in [
        "javascript:alert(1)",
        "javascript://example.com/%0Aalert(1)",
        "data:text/html,<script>",
        "ftp://example.com",
        "file:///etc/passwd",
        "mailto:a@example.com",
        "tel:+1",
        "shttp://example.com",
        "x-https://example.com",
        "xhttps://example.com",
        "éhttps://example.com",
        "www.example.com",
        "example.com",
        "//example.com",
        "https:/example.com",
        "https:example.com",
    ] {
        assert!(links(text).is_empty(), "{text}");
    }
}

#[test]
fn m3_what_looks_like_one_address_and_is_another_is_text() {
    for text in [
        // A name before the host.
        "https://bank.example@evil.example/",
        "https://bank.example:pw@evil.example",
        "https://@evil.example",
        // Escapes in the host.
        "https://bank%2eexample.evil.example",
        // Marks that show nothing or turn the text, with more behind them.
        "https://bank.example\u{202E}moc.live",
        "https://ba\u{200B}nk.example",
        "https://bank.example/\u{2066}x",
        "https://ba\u{AD}nk.example",
        // What looks like a slash, a dot, a colon, a question mark.
        "https://bank.example\u{2044}a.evil.example",
        "https://bank.example\u{2215}a.evil.example",
        "https://bank\u{2024}example.evil.example",
        "https://bank.example\u{A789}80.evil.example",
        "https://bank.example\u{294}a.evil.example",
    ] {
        assert!(links(text).is_empty(), "{text:?}");
    }
    assert_eq!(links("https://bank.example\\@evil.example"), ["https://bank.example"], "browsers read \\ as /");
}

#[test]
fn m3_what_is_no_host_is_text() {
    for text in [
        "https://",
        "https://.",
        "https://localhost",
        "https://a",
        "https://.example.com",
        "https://example..com",
        "https://-a.example",
        "https://a-.example",
        "https://example.com:0",
        "https://example.com:99999",
        "https://example.com:80:80",
        "https://1.2.3",
        "https://1.2.3.4.5",
        "https://1.2.3.256",
        "https://01.2.3.4",
        "https://2130706433",
        "https://0x7f.0.0.1x",
        "https://v1.22",
        "https://[::1]/",
        "https://example.com👍",
        "http://http://http://",
    ] {
        assert!(links(text).is_empty(), "{text}");
    }
}

#[test]
fn m3_several_links_and_long_ones() {
    assert_eq!(links("http://a.example http://b.example,http://c.example"), ["http://a.example", "http://b.example", "http://c.example"]);
    assert_eq!(links("https://https://a.example"), ["https://a.example"]);
    let long = format!("https://a.example/{}", "x".repeat(1_982));
    assert_eq!(links(&long), [long.as_str()]);
    assert!(links(&format!("{long}xxxxxxxxx")).is_empty(), "longer than browsers open");
}

/// Ten times as long as a message can be: what grew with the square of the length would not come to an end here.
#[test]
fn m3_a_hostile_text_costs_no_more_than_another() {
    for (part, found) in [
        ("http://", 0),
        ("http://a.b/)", 0),
        ("http://a.bc/((((", 0),
        ("://", 0),
        ("https://a.bc/\u{200B}x", 0),
        (")]}\u{200B}", 0),
        ("http://a.bc ", 16_667),
    ] {
        let times = 200_004 / part.len();
        let text = format!("{}{}", part.repeat(times), ")".repeat(20_000));
        assert_eq!(links(&text).len(), found, "{part:?}");
    }
}
