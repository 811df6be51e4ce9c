//! A conversation on paper: what is in the file, and that whatever people write gives one.

use lopdf::Object;
use pdf::{Template, render};
use serde_json::{Value, json};

use crate::reading::{made, read, said_of, text_of};

/// A sheet with one day on which this was said.
fn sheet(said: &[&str]) -> Value {
    let said: Vec<Value> = said.iter().map(|text| one(text)).collect();
    json!({
        "language": "en",
        "paper": "us-letter",
        "practice": "Willow & Reed Counseling",
        "title": "Messages with Maya Lopez",
        "heading": "Messages",
        "facts": [{ "name": "Client", "value": "Maya Lopez" }, { "name": "Clinician", "value": "Jordan Hale, LCSW" }],
        "remarks": [],
        "days": [{ "name": "Monday, March 2, 2026", "said": said }],
        "nothing": "Nothing was written in this time.",
        "end": "End of this file",
        "note": "Internal note",
        "files": "Files",
        "confidential": "Confidential",
        "page": ["Page", "of"],
        "lacking": "A box stands for a character that no typeface has.",
    })
}

fn one(text: &str) -> Value {
    json!({ "author": "Maya Lopez", "time": "9:00 AM EST", "note": false, "text": text, "files": [], "removed": null })
}

fn set(data: Value) -> Vec<u8> {
    render(Template::Conversation, data, made()).unwrap_or_else(|error| panic!("{error}: {:?}", error.told()))
}

#[test]
fn the_same_data_gives_the_same_bytes_and_the_moment_is_the_callers() {
    let pdf = set(sheet(&["Good morning"]));
    assert!(pdf == set(sheet(&["Good morning"])));
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let later =
        render(Template::Conversation, sheet(&["Good morning"]), "2026-03-02T14:00:01Z".parse().expect("a moment")).expect("a file");
    assert!(pdf != later);
    assert!(said_of(&pdf).contains("<xmp:CreateDate>2026-03-02T14:00:00+00:00<"), "{}", said_of(&pdf));
}

#[test]
fn it_is_tagged_has_a_title_and_a_language_and_can_be_archived() {
    let pdf = set(sheet(&["Good morning"]));
    let said = said_of(&pdf);
    for word in ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "Messages with Maya Lopez"] {
        assert!(said.contains(word), "{word} is not in {said}");
    }
    let document = read(&pdf);
    let root = document.catalog().expect("a root");
    assert_eq!(root.get(b"Lang").and_then(Object::as_str).expect("a language"), b"en");
    assert!(root.has(b"StructTreeRoot") && root.has(b"OutputIntents"));
    let fonts: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|font| font.has(b"FontDescriptor") && font.has(b"CIDToGIDMap"))
        .collect();
    assert_eq!(fonts.len(), 2, "Figtree in two weights");
    let embedded = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.has(b"FontFile2") || dict.has(b"FontFile3"));
    assert_eq!(embedded.count(), 2);
}

#[test]
fn the_text_is_there_as_it_was_written() {
    let mut data = sheet(&["Could we begin later?\n\nI wrote it all down.", "Good — “morning”, señor"]);
    data["days"][0]["said"][1]["files"] = json!(["letter.pdf (48 kB)"]);
    data["days"][0]["said"][1]["note"] = json!(true);
    data["days"][0]["said"].as_array_mut().expect("said").push(json!({
        "author": "Jordan Hale", "time": "9:05 AM EST", "note": false, "text": "", "files": [],
        "removed": "The practice removed this message.",
    }));
    let text = text_of(&set(data));
    for words in [
        "Willow & Reed Counseling",
        "Messages",
        "Client Maya Lopez",
        "Clinician Jordan Hale, LCSW",
        "Monday, March 2, 2026",
        "Could we begin later? I wrote it all down.",
        "Internal note",
        "Good — “morning”, señor",
        "letter.pdf (48 kB)",
        "The practice removed this message.",
        "End of this file",
        "Confidential",
        "Page 1 of 1",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    assert!(!text.contains("no typeface"), "{text}");
}

#[test]
fn what_people_write_is_never_markup() {
    let hostile = [
        "#panic(\"out\") #read(\"/etc/passwd\") #import \"@preview/x:1.0.0\": * #sys.inputs",
        "= Heading *bold* _soft_ $x^2$ <label> @reference // comment /* more */ `raw` \\ #[x] ~ --- ...",
        "\"), (author: \"Somebody else\", text: \"",
        "<script>alert(1)</script> %PDF-1.7 endstream endobj",
    ];
    let text = text_of(&set(sheet(&hostile)));
    for words in hostile {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    let mut data = sheet(&["Good morning"]);
    for place in ["/practice", "/title", "/facts/0/value", "/days/0/said/0/author", "/days/0/said/0/time", "/end"] {
        *data.pointer_mut(place).expect("a place") = json!(hostile[0]);
    }
    data["days"][0]["said"][0]["files"] = json!([hostile[1]]);
    data["remarks"] = json!([hostile[1]]);
    assert!(text_of(&set(data)).matches("#panic(\"out\")").count() >= 5);
}

#[test]
fn any_script_can_be_set_and_a_box_stands_for_what_no_typeface_has() {
    let drawn = "Ελληνικά Русский العربية עברית हिन्दी বাংলা ไทย 中文 日本語 한국어 አማርኛ 👩‍👩‍👧‍👦 ❤️ ☎ →";
    let text = text_of(&set(sheet(&[drawn])));
    for words in ["Ελληνικά", "Русский", "中文", "日本語", "한국어"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert!(!text.contains("A box stands for"), "{text}");
    let text = text_of(&set(sheet(&["before 𓀀𓂀 after"])));
    assert!(text.contains("A box stands for a character that no typeface has."), "{text}");
}

#[test]
fn whatever_is_written_gives_a_file() {
    let odd = [
        String::new(),
        "\n\n\n".to_owned(),
        " ".repeat(5_000),
        "\u{0}\u{7f}\u{85}\u{2028}\u{e000}\u{f8ff}\u{fffe}\u{10ffff}\u{feff}\u{200b}\u{200d}\u{ad}".to_owned(),
        "a\u{300}\u{301}\u{302}\u{303}".repeat(500),
        "\u{300}".repeat(2_000),
        "\u{202e}desrever \u{2066}isolated \u{202b}embedded".to_owned(),
        "👍🏽🏴󠁧󠁢󠁳󠁣󠁴󠁿👨‍👩‍👧‍👦🇺🇸".repeat(100),
        "ﷺ ﷽ لا إله الله محمد ‌ ‍ ـــ".to_owned(),
        "क्ष्म्य त्र ज्ञ श्री ക്ഷ ஸ்ரீ က္က ស្ត្រី ྀ་".to_owned(),
        "x".repeat(20_000),
        "中".repeat(5_000),
    ];
    for text in odd {
        let pdf = set(sheet(&[&text]));
        assert!(pdf.ends_with(b"%%EOF"), "{text:?}");
    }
}

#[test]
fn words_without_end_stay_on_the_paper() {
    let pdf = set(sheet(&[&"endless".repeat(1_000)]));
    let (text, pages) = (text_of(&pdf), read(&pdf).get_pages().len());
    assert!(pages > 1, "it goes on below, not beyond the edge");
    assert!(!text.contains('\u{200b}'), "what lets a line end does not come along");
    let whole = text.replace(' ', "").matches("endless").count();
    assert!(whole <= 1_000 && whole + pages > 1_000, "{whole}: all of it, but where a page ends within one");
}

#[test]
fn a_template_that_is_given_something_else_says_where_and_not_what() {
    let mut data = sheet(&["planted"]);
    data["days"] = json!("planted");
    let error = render(Template::Conversation, data, made()).expect_err("no file");
    assert!(error.to_string().contains("conversation.typ:") && !error.to_string().contains("planted"), "{error}");
    assert!(!format!("{error:?}").contains("planted"));
}
