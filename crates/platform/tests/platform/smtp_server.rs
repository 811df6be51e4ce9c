use domain::MailId;
use domain::practice::profile::Language;
use domain::time::Timestamp;
use platform::mail::{Mail, Outcome, Smtp, Transport as _};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

/// A mail server that answers one `RCPT TO` with `verdict`; gives its URL and, later, what it was sent.
async fn server(verdict: &'static str) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("smtp://{}?tls=none", listener.local_addr().expect("an address"));
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a caller");
        let mut stream = BufReader::new(stream);
        let mut heard = String::new();
        stream.write_all(b"220 mail.example ESMTP\r\n").await.expect("said");
        let mut in_data = false;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return heard;
            }
            heard.push_str(&line);
            let answer = match line.split([' ', '\r']).next().unwrap_or_default() {
                "." if in_data => {
                    in_data = false;
                    "250 taken\r\n"
                }
                _ if in_data => continue,
                "EHLO" => "250-mail.example\r\n250 8BITMIME\r\n",
                "RCPT" => verdict,
                "DATA" => {
                    in_data = true;
                    "354 go on\r\n"
                }
                "QUIT" => {
                    let _ = stream.write_all(b"221 bye\r\n").await;
                    return heard;
                }
                _ => "250 ok\r\n",
            };
            if stream.write_all(answer.as_bytes()).await.is_err() {
                return heard;
            }
        }
    });
    (url, heard)
}

fn mail() -> Mail {
    Mail {
        to: "maya.lopez@example.com".into(),
        from_name: "Consejería Willow".into(),
        reply_to: None,
        language: Language::Es,
        subject: "Su portal está listo".into(),
        text: "Hola\n\n.\n\nAdiós".into(),
        pin: Some(("PIN".into(), "0427".into())),
        button: None,
        footer: Vec::new(),
        calendar: None,
    }
}

async fn deliver(url: &str) -> Outcome {
    let smtp = Smtp::new(url, "Anteroom <no-reply@portal.example>").expect("usable");
    let outcome = smtp.deliver(MailId(uuid::Uuid::from_u128(1)), &mail(), Timestamp::UNIX_EPOCH).await;
    drop(smtp);
    outcome
}

#[tokio::test(flavor = "multi_thread")]
async fn o5_an_accepting_server_gets_the_mail_under_its_own_id() {
    let (url, heard) = server("250 ok\r\n").await;
    assert_eq!(deliver(&url).await, Outcome::Accepted);
    heard.abort();
    let (url, heard) = server("250 ok\r\n").await;
    let smtp = Smtp::new(&url, "Anteroom <no-reply@portal.example>").expect("usable");
    assert_eq!(smtp.deliver(MailId(uuid::Uuid::from_u128(1)), &mail(), Timestamp::UNIX_EPOCH).await, Outcome::Accepted);
    drop(smtp);
    let heard = tokio::time::timeout(std::time::Duration::from_secs(5), heard).await.expect("closed").expect("heard");
    for part in [
        "EHLO portal.example\r\n",
        "MAIL FROM:<no-reply@portal.example>",
        "RCPT TO:<maya.lopez@example.com>",
        "Message-ID: <00000000-0000-0000-0000-000000000001@portal.example>\r\n",
        "0427",
    ] {
        assert!(heard.contains(part), "{part} in\n{heard}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn o5_a_refusal_is_final_a_delay_is_not_and_neither_names_anybody() {
    let (url, _heard) = server("550 5.1.1 <maya.lopez@example.com> unknown here\r\n").await;
    assert_eq!(deliver(&url).await, Outcome::Never("550 5.1.1 … unknown here".into()));
    let (url, _heard) = server("451 4.7.1 maya.lopez is greylisted\r\n").await;
    assert_eq!(deliver(&url).await, Outcome::Later("451 4.7.1 … is greylisted".into()));

    let nobody = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("smtp://{}?tls=none", nobody.local_addr().expect("an address"));
    drop(nobody);
    assert!(matches!(deliver(&url).await, Outcome::Later(reason) if reason.starts_with("The mail server cannot be reached")));
}
