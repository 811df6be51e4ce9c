//! What was signed or answered on paper: what is in the file, and that whatever people wrote gives one.

use lopdf::Object;
use pdf::{Template, render};
use serde_json::{Value, json};

use crate::reading::{made, read, said_of, text_of};

const HASH: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn span(text: &str) -> Value {
    json!({ "text": text })
}

fn paragraph(text: &str) -> Value {
    json!({ "is": "paragraph", "spans": [span(text)] })
}

fn heading(level: u8, text: &str) -> Value {
    json!({ "is": "heading", "level": level, "spans": [span(text)] })
}

fn fact(name: &str, value: &str, code: bool) -> Value {
    json!({ "name": name, "value": value, "code": code })
}

/// A consent that says `blocks`, signed by both sides.
fn sheet(blocks: Value) -> Value {
    let proof = |name: &str, capacity: &str| {
        json!({ "heading": format!("Signed: {name}"), "facts": [
            fact("Typed name", name, false),
            fact("Signed as", capacity, false),
            fact("When", "March 2, 2026, 9:00:03 AM EST (2026-03-02T14:00:03.120045Z)", false),
            fact("How they showed who they are", "Signed in with e-mail address and password", false),
            fact("With the address", "maya.lopez@example.com", false),
            fact("IP address", "203.0.113.7", false),
            fact("Browser", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1", false),
            fact("Agreed to", "I have read this document and agree to it. My typed name is my signature.", false),
            fact("Agreed to electronic records", "March 2, 2026, 8:57:40 AM EST (2026-03-02T13:57:40Z)", false),
            fact("SHA-256 of the full record", HASH, true),
            fact("Ed25519 signature over it", &HASH.repeat(2), true),
        ] })
    };
    let row = |at: &str, what: &str, who: &str, from: &str| json!([at, what, who, from]);
    json!({
        "language": "en",
        "paper": "us-letter",
        "practice": "Willow & Reed Counseling",
        "title": "Practice policies",
        "confidential": "Confidential",
        "page": ["Page", "of"],
        "lacking": "A box stands for a character that no typeface has.",
        "facts": [fact("Client", "Maya Lopez", false), fact("Sent", "March 1, 2026", false), fact("Signed", "March 2, 2026", false)],
        "blocks": blocks,
        "answers": [],
        "signing": { "heading": "Signatures", "names": [
            { "name": "Maya Lopez", "below": "The client · March 2, 2026, 9:00:03 AM EST" },
            { "name": "Jordan Hale", "below": "For the practice · March 2, 2026, 11:30:00 AM EST" },
        ] },
        "certificate": {
            "heading": "Certificate",
            "intro": "This page belongs to the document before it and says how it was signed.",
            "parts": [
                { "heading": "The document", "facts": [
                    fact("Title", "Practice policies", false),
                    fact("Number", "01995f3c-8c1e-7d05-b0c4-5a5a0c2f1b9e", true),
                    fact("SHA-256 of what was shown", HASH, true),
                ] },
                proof("Maya Lopez", "The client"),
                proof("Jordan Hale", "For the practice"),
            ],
            "trail": {
                "heading": "What happened",
                "times": "By the clocks in America/New York",
                "columns": ["When", "What", "Who", "From"],
                "rows": [
                    row("2026-03-01 17:20:11 EST", "Sent to the client", "Jordan Hale", "198.51.100.20"),
                    row("2026-03-02 08:55:02 EST", "Opened", "Maya Lopez", "203.0.113.7"),
                    row("2026-03-02 08:58:40 EST", "Shown to its end", "Maya Lopez", "203.0.113.7"),
                    row("2026-03-02 09:00:03 EST", "Signed", "Maya Lopez", "2001:db8:85a3:8d3:1319:8a2e:370:7348"),
                    row("2026-03-02 11:30:00 EST", "Signed for the practice", "Jordan Hale", "198.51.100.20"),
                ],
            },
            "verify": {
                "heading": "How to verify",
                "before": "Open this address and choose this file:",
                "address": "https://portal.example.com/p/willow-reed/verify",
                "after": "The page says whether exactly this file was signed there, and nothing else.",
                "facts": [fact("Ed25519 public key", HASH, true)],
                "check": "With this key anybody can check the signatures above.",
            },
        },
    })
}

/// A text with everything in it that a text can have.
fn whole() -> Value {
    json!([
        paragraph("Welcome. These policies tell what you can expect of us and what we ask of you."),
        heading(1, "Appointments"),
        { "is": "paragraph", "spans": [
            span("Sessions are 50 minutes. Please give us "),
            { "text": "24 hours’ notice", "strong": true },
            span(" if you cannot come, and "),
            { "text": "tell us early", "emphasis": true },
            span(". More at "),
            { "text": "our page", "link": "https://example.com/policies" },
            span("\nor by telephone."),
        ] },
        heading(2, "Fees"),
        { "is": "table", "head": [[span("Service")], [span("Length")], [span("Fee")]], "rows": [
            [[span("First visit")], [span("80 minutes")], [span("$220.00")]],
            [[span("Individual session")], [span("50 minutes")], [span("$160.00")]],
            [[span("Late cancellation")], [], [span("$80.00")]],
        ] },
        { "is": "list", "from": null, "items": [
            [paragraph("Cards are charged after each session.")],
            [paragraph("We send receipts:"), { "is": "list", "from": 3, "items": [[paragraph("monthly,")], [paragraph("or on request.")]] }],
        ] },
        { "is": "rule" },
        { "is": "quote", "blocks": [paragraph("No secrets, no surprises."), heading(3, "In an emergency")] },
        paragraph("Call 911 or go to the nearest emergency room."),
    ])
}

fn set(data: Value) -> Vec<u8> {
    render(Template::Document, data, made()).unwrap_or_else(|error| panic!("{error}: {:?}", error.told()))
}

/// That both seals are on it: where they cannot be, the typesetter gives a plain file.
fn is_sealed(pdf: &[u8]) -> bool {
    let said = said_of(pdf);
    ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"].iter().all(|word| said.contains(word))
}

/// For whoever wants to look at one: `LOOK=/tmp/pdfs cargo test -p pdf`.
fn shown(name: &str, pdf: &[u8]) {
    if let Some(folder) = std::env::var_os("LOOK") {
        std::fs::write(std::path::Path::new(&folder).join(name).with_extension("pdf"), pdf).expect("written");
    }
}

#[test]
fn d7_what_was_signed_is_there_in_full_with_who_signed_it_and_the_certificate() {
    let pdf = set(sheet(whole()));
    shown("signed", &pdf);
    let text = text_of(&pdf);
    for words in [
        "Practice policies",
        "Client Maya Lopez",
        "Please give us 24 hours’ notice if you cannot come, and tell us early",
        "More at our page or by telephone.",
        "Individual session 50 minutes $160.00",
        "No secrets, no surprises.",
        "Jordan Hale For the practice · March 2, 2026, 11:30:00 AM EST",
        "Certificate",
        "Signed in with e-mail address and password",
        "203.0.113.7",
        "2026-03-02 08:58:40 EST Shown to its end Maya Lopez",
        "https://portal.example.com/p/willow-reed/verify",
        "Page 1 of ",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    assert!(text.replace(' ', "").contains(&HASH.repeat(2)), "what is to be compared is whole");
    let document = read(&pdf);
    let links: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"A").and_then(Object::as_dict).ok())
        .filter_map(|action| action.get(b"URI").and_then(Object::as_str).ok())
        .collect();
    assert!(links.contains(&&b"https://example.com/policies"[..]), "{links:?}");
}

#[test]
fn d8_it_is_tagged_and_can_be_archived_and_the_same_data_gives_the_same_bytes() {
    let pdf = set(sheet(whole()));
    assert!(is_sealed(&pdf), "{}", said_of(&pdf));
    assert!(pdf == set(sheet(whole())));
    let document = read(&pdf);
    let named = |name: &[u8]| {
        let of = |object: &Object| object.as_dict().is_ok_and(|dict| dict.get(b"S").and_then(Object::as_name).is_ok_and(|is| is == name));
        document.objects.values().filter(|object| of(object)).count()
    };
    assert_eq!((named(b"Table"), named(b"H1")), (2, 2), "the fees and what happened; the document and its certificate");
    assert!(named(b"TH") >= 7 && named(b"LI") == 4 && named(b"Link") == 2, "{} {} {}", named(b"TH"), named(b"LI"), named(b"Link"));
    let fonts = document.objects.values().filter_map(|object| object.as_dict().ok()).filter(|dict| dict.has(b"FontDescriptor"));
    let embedded = document.objects.values().filter_map(|object| object.as_dict().ok());
    let embedded = embedded.filter(|dict| dict.has(b"FontFile2") || dict.has(b"FontFile3")).count();
    assert_eq!(fonts.filter(|font| font.has(b"CIDToGIDMap")).count(), embedded);
}

#[test]
fn d7_answers_stand_below_their_questions_five_hundred_of_them() {
    let mut data = sheet(json!([paragraph("Please tell us about yourself.")]));
    data["language"] = json!("es");
    data["title"] = json!("Cuestionario de admisión");
    data["page"] = json!(["Página", "de"]);
    let answers = (1..=500).map(|number| match number % 50 {
        1 => json!({ "is": "section", "label": format!("Part {number}"), "help": "Take your time." }),
        2 => json!({ "is": "answer", "question": format!("Question {number}"), "answers": ["Sin respuesta"], "given": false }),
        3 => json!({ "is": "answer", "question": format!("Question {number}"), "answers": ["One", "Two"], "given": true }),
        _ => json!({ "is": "answer", "question": format!("Question {number}"), "answers": [format!("Answer {number}\n\nand more")], "given": true }),
    });
    data["answers"] = answers.collect();
    let pdf = set(data);
    shown("answered", &pdf);
    assert!(is_sealed(&pdf));
    let text = text_of(&pdf);
    for words in ["Part 451 Take your time.", "Question 2 Sin respuesta", "Question 3 One Two", "Question 500 Answer 500 and more"] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    assert!(text.contains("Página 1 de "), "{text}");
}

#[test]
fn d8_what_people_write_is_never_markup() {
    let hostile = "#panic(\"out\") #read(\"/etc/passwd\") = Heading *bold* $x^2$ <label> @reference // comment /* more */ `raw` \\ #[x]";
    let mut data = sheet(json!([
        heading(1, hostile),
        paragraph(hostile),
        { "is": "list", "from": 1, "items": [[paragraph(hostile)]] },
        { "is": "table", "head": [[span(hostile)]], "rows": [[[span(hostile)]]] },
    ]));
    data["answers"] = json!([
        { "is": "section", "label": hostile, "help": hostile },
        { "is": "answer", "question": hostile, "answers": [hostile], "given": true },
    ]);
    for place in [
        "/practice",
        "/title",
        "/facts/0/value",
        "/signing/names/0/name",
        "/signing/names/0/below",
        "/certificate/parts/1/heading",
        "/certificate/parts/1/facts/0/value",
        "/certificate/parts/1/facts/9/value",
        "/certificate/trail/rows/0/2",
        "/certificate/verify/address",
    ] {
        *data.pointer_mut(place).expect("a place") = json!(hostile);
    }
    let pdf = set(data);
    assert!(is_sealed(&pdf));
    let text = text_of(&pdf).replace(' ', "");
    assert!(text.matches("#panic(\"out\")").count() >= 19, "{text}");
}

#[test]
fn d7_whatever_a_text_is_made_of_gives_a_sealed_file() {
    let nothing = json!([]);
    let empty = json!([
        paragraph(""),
        heading(1, ""),
        { "is": "paragraph", "spans": [] },
        { "is": "list", "from": null, "items": [[]] },
        { "is": "quote", "blocks": [] },
        { "is": "table", "head": [[]], "rows": [] },
        { "is": "table", "head": [[], []], "rows": [[[], []]] },
    ]);
    let links = json!([{ "is": "paragraph", "spans": [
        { "text": "", "link": "https://example.com" },
        { "text": " ", "link": "https://example.com" },
        { "text": "long", "link": format!("https://example.com/{}", "x".repeat(9_000)) },
        { "text": "none", "link": "" },
        { "text": "two\nlines", "link": "tel:+15550100", "strong": true, "emphasis": true },
    ] }]);
    let deep = (0..6).fold(paragraph("innermost"), |inner, _| json!({ "is": "quote", "blocks": [inner] }));
    let nested = (0..6).fold(paragraph("innermost"), |inner, _| json!({ "is": "list", "from": 4_294_967_295_u32, "items": [[inner]] }));
    let wide = json!([{ "is": "table", "head": vec![vec![span("head")]; 40], "rows": [vec![vec![span("cell")]; 40]] }]);
    let tall = json!([{ "is": "table", "head": [[span(&"head\n".repeat(200))]], "rows": vec![[[span(&"line\n".repeat(50))]]; 30] }]);
    let endless = json!([paragraph(&"endless".repeat(2_000)), { "is": "table", "head": [[span(&"endless".repeat(50))]], "rows": [] }]);
    for (number, blocks) in [nothing, empty, links, json!([deep]), json!([nested]), wide, tall, endless].into_iter().enumerate() {
        let pdf = set(sheet(blocks));
        assert!(is_sealed(&pdf), "the text {number}");
    }
}

#[test]
fn d7_any_script_can_be_signed_in() {
    let drawn = "Ελληνικά Русский العربية עברית हिन्दी বাংলা ไทย 中文 日本語 한국어 አማርኛ 👩‍👩‍👧‍👦 ❤️ ☎ →";
    let mut data = sheet(json!([heading(1, drawn), paragraph("שלום, זה הסכם"), paragraph(drawn)]));
    data["signing"]["names"][0]["name"] = json!("مايا لوبيز");
    data["certificate"]["parts"][1]["facts"][0]["value"] = json!("مايا لوبيز");
    let text = text_of(&set(data));
    for words in ["Ελληνικά", "Русский", "中文", "日本語", "한국어"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert!(!text.contains("A box stands for"), "{text}");
}
