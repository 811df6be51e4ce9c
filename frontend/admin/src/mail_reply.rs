//! Why an e-mail did not arrive: in plain words, with the mail server's own reply behind a fold.

use leptos::prelude::*;

/// The reply as it came, to open; nothing where it is told in plain words already.
#[component]
pub fn MailReply(
    /// The reason as it is stored.
    reason: String,
) -> impl IntoView {
    is_reply(&reason).then(|| {
        view! {
            <details class="fold small">
                <summary>"What the mail server said"</summary>
                <p>{reason}</p>
            </details>
        }
    })
}

/// A reason in plain words. One that is no mail server's reply stays as it is.
pub fn plain(reason: &str) -> String {
    if !is_reply(reason) {
        return reason.to_owned();
    }
    let mut parts = reason.split([' ', '-']);
    let (code, status) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let words = match (code, status) {
        (_, "5.1.1") => "There is no such mailbox. Check the address.",
        ("550", _) if reason.to_lowercase().contains("no such") => "There is no such mailbox. Check the address.",
        (_, "5.2.2") => "The mailbox is full.",
        // Replies to our own server's sign-in, and those that bid it wait.
        ("530" | "534" | "535" | "538", _) => "The mail server does not let this program in yet.",
        _ if code.starts_with('4') => "Their mail server did not take it yet.",
        _ => "Their mail server refused it.",
    };
    words.to_owned()
}

/// Whether a mail server said it: its replies begin with three figures.
fn is_reply(reason: &str) -> bool {
    let code = reason.split([' ', '-']).next().unwrap_or_default();
    code.len() == 3 && code.starts_with(['4', '5']) && code.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn replies_of_mail_servers_are_told_in_plain_words() {
        let nobody = "There is no such mailbox. Check the address.";
        for reason in ["550 5.1.1 … user … unknown", "550-5.1.1 The account does not exist", "550 No such user here"] {
            assert_eq!(plain(reason), nobody, "{reason}");
        }
        assert_eq!(plain("552 5.2.2 over quota"), "The mailbox is full.");
        assert_eq!(plain("554 5.7.1 refused by policy"), "Their mail server refused it.");
        assert_eq!(plain("451 4.7.1 greylisted"), "Their mail server did not take it yet.");
        assert_eq!(plain("535 5.7.8 bad credentials"), "The mail server does not let this program in yet.");
    }

    #[test]
    fn our_own_words_stay() {
        for reason in ["The mail server cannot be reached: timed out", "The address cannot be written to.", "", "5000 years"] {
            assert_eq!(plain(reason), reason);
        }
    }
}
