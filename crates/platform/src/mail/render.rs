//! An e-mail's words as plain text and as a page: light, without pictures and without anything to load, so that it reads
//! the same everywhere and tells nobody that it was opened.

use std::fmt::Write as _;

use super::Mail;

/// The longest subject or sender's name, in characters.
const LONGEST_LINE: usize = 200;

/// `text` as one line that can stand in a header: no line ends or other control characters, none that turn the direction
/// of what follows, no runs of white space, at most 200 characters.
#[must_use]
pub fn one_line(text: &str) -> String {
    calm(text).chars().take(LONGEST_LINE).collect()
}

/// The same, however long.
pub(super) fn calm(text: &str) -> String {
    let calm: String = text.chars().map(|ch| if ch.is_control() || turns_direction(ch) { ' ' } else { ch }).collect();
    calm.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Embeddings, overrides and isolates (Unicode 16, UAX 9, 2), and line and paragraph separators.
fn turns_direction(ch: char) -> bool {
    matches!(ch, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim_end) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push('\n');
                }
                last.push_str(line);
            }
            Some(last) if last.is_empty() => {}
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// The plain text.
#[must_use]
pub fn text(mail: &Mail) -> String {
    let mut blocks = paragraphs(&mail.text);
    if let Some((label, pin)) = &mail.pin {
        blocks.push(format!("{}: {}", one_line(label), pin.as_str()));
    }
    if let Some((label, url)) = &mail.button {
        blocks.push(format!("{}:\n{url}", one_line(label)));
    }
    if !mail.footer.is_empty() {
        // The mark of a signature (RFC 3676, 4.3).
        let lines: Vec<String> = mail.footer.iter().map(|line| one_line(line)).collect();
        blocks.push(format!("-- \n{}", lines.join("\n")));
    }
    blocks.join("\n\n") + "\n"
}

/// The page.
#[must_use]
pub fn html(mail: &Mail) -> String {
    let mut body = String::new();
    // Writing to a String does not fail.
    let _ = write!(body, r#"<p style="margin:0 0 24px;font-size:18px;font-weight:600">{}</p>"#, escaped(&one_line(&mail.from_name)));
    for paragraph in paragraphs(&mail.text) {
        let _ = write!(body, r#"<p style="margin:0 0 16px">{}</p>"#, escaped(&paragraph).replace('\n', "<br>"));
    }
    if let Some((label, pin)) = &mail.pin {
        let _ = write!(
            body,
            r#"<p style="margin:24px 0;padding:16px;border:1px solid #c8cdd2;border-radius:8px;text-align:center">{}<br><strong style="font-size:32px;line-height:1.5;letter-spacing:6px;font-family:monospace">{}</strong></p>"#,
            escaped(&one_line(label)),
            escaped(pin.as_str())
        );
    }
    if let Some((label, url)) = &mail.button {
        let (label, url) = (escaped(&one_line(label)), escaped(url));
        let _ = write!(
            body,
            r#"<p style="margin:24px 0;text-align:center"><a href="{url}" style="display:inline-block;padding:14px 28px;border-radius:8px;background:#1f4e5f;color:#ffffff;font-weight:600;text-decoration:none">{label}</a></p><p style="margin:0 0 16px;font-size:14px;overflow-wrap:anywhere;word-break:break-word"><a href="{url}" style="color:#1f4e5f">{url}</a></p>"#
        );
    }
    for (i, line) in mail.footer.iter().enumerate() {
        let style = if i == 0 { "margin:32px 0 4px;padding-top:16px;border-top:1px solid #c8cdd2" } else { "margin:0 0 4px" };
        let _ = write!(body, r#"<p style="{style};font-size:14px;color:#4a5560">{}</p>"#, escaped(&one_line(line)));
    }
    format!(
        r#"<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light"><title>{}</title></head><body style="margin:0;padding:24px 16px;background:#ffffff;color:#1d2429;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"><main style="max-width:560px;margin:0 auto">{body}</main></body></html>"#,
        mail.language.tag(),
        escaped(&one_line(&mail.subject)),
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            ch => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use domain::practice::profile::Language;

    use super::*;

    fn mail() -> Mail {
        Mail {
            to: "maya@example.com".into(),
            from_name: "Willow & Sons".into(),
            reply_to: None,
            language: Language::Es,
            subject: "Bienvenida".into(),
            text: "\r\nHola <b>Maya</b>,\r\nsegunda línea\r\n\r\n\r\nOtro párrafo\n".into(),
            pin: Some(("PIN".into(), "0427".into())),
            button: Some(("Abrir".into(), "https://portal.example.com/p/willow/welcome#token=a&email=b".into())),
            footer: vec!["Willow".into(), "+1 212 555 0142".into()],
            calendar: None,
        }
    }

    #[test]
    fn a4_the_plain_text_has_words_pin_link_and_footer() {
        assert_eq!(
            text(&mail()),
            "Hola <b>Maya</b>,\nsegunda línea\n\nOtro párrafo\n\nPIN: 0427\n\nAbrir:\nhttps://portal.example.com/p/willow/welcome#token=a&email=b\n\n-- \nWillow\n+1 212 555 0142\n"
        );
    }

    #[test]
    fn the_page_says_the_same_and_nothing_in_it_is_taken_for_markup() {
        let page = html(&mail());
        assert!(page.contains(r#"<html lang="es">"#) && page.contains("Willow &amp; Sons"), "{page}");
        assert!(page.contains("Hola &lt;b&gt;Maya&lt;/b&gt;,<br>segunda línea</p>") && !page.contains("<b>"), "{page}");
        assert!(
            page.contains(">0427</strong>") && page.contains(r#"href="https://portal.example.com/p/willow/welcome#token=a&amp;email=b""#),
            "{page}"
        );
        assert!(!page.contains("<img") && !page.contains("<link") && !page.contains("<script"), "{page}");
    }

    #[test]
    fn a_value_cannot_leave_its_attribute() {
        let mut hostile = mail();
        hostile.button = Some(("\"><script>".into(), "https://x.example/\"onclick=\"a".into()));
        let page = html(&hostile);
        assert!(!page.contains("<script") && !page.contains("\"onclick"), "{page}");
    }

    #[test]
    fn a_line_for_a_header_is_one_line() {
        assert_eq!(one_line(" Hello\r\nBcc: x@y.example\u{202E}\u{0}  there "), "Hello Bcc: x@y.example there");
        assert_eq!(one_line(&"é".repeat(500)).chars().count(), 200);
    }
}
