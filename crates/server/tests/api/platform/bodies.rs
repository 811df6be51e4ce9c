//! Traps, I8: bodies that are too slow, too long, or something else than they say.

use std::time::Duration;

use reqwest::Method;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use crate::harness::{House, both_databases, client_input, refusal};

both_databases!(
    a_body_that_does_not_arrive_is_given_up,
    headers_that_do_not_arrive_are_given_up,
    a_body_of_more_than_a_mebibyte_is_refused_before_it_is_read,
    a_long_body_in_pieces_is_refused_when_it_gets_too_long,
    an_import_may_be_longer_and_has_its_own_bound,
    a_file_of_somebody_who_is_not_signed_in_is_refused_before_it_is_sent,
    a_compressed_body_is_refused,
);

async fn connect(house: &House) -> TcpStream {
    TcpStream::connect(house.base().trim_start_matches("http://")).await.expect("a connection")
}

fn head(extra: &str) -> String {
    format!(
        "POST /api/v1/auth/sessions HTTP/1.1\r\nHost: anteroom.test\r\nAnteroom-App: portal\r\nContent-Type: application/json\r\n{extra}\r\n"
    )
}

/// The answer's head and what comes along with it, waited for at most ten seconds.
async fn answer(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let whole = async {
        while !String::from_utf8_lossy(&all).contains("\r\n\r\n{") {
            if stream.read_buf(&mut all).await.unwrap_or_default() == 0 {
                break;
            }
        }
    };
    let _ = timeout(Duration::from_secs(10), whole).await;
    String::from_utf8_lossy(&all).into_owned()
}

async fn a_body_that_does_not_arrive_is_given_up(house: House) {
    let mut stream = connect(&house).await;
    stream.write_all(head("Content-Length: 100\r\n").as_bytes()).await.expect("sent");
    stream.write_all(b"{\"app\":").await.expect("sent");
    let began = Instant::now();
    let answer = answer(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("application/problem+json") && answer.contains("x-content-type-options"), "{answer}");
    let took = began.elapsed();
    assert!(took > Duration::from_secs(1) && took < Duration::from_secs(6), "{took:?}");
}

async fn headers_that_do_not_arrive_are_given_up(house: House) {
    let mut stream = connect(&house).await;
    stream.write_all(b"POST /api/v1/auth/sessions HTTP/1.1\r\nHost: anter").await.expect("sent");
    let mut all = Vec::new();
    let ended = timeout(Duration::from_secs(20), stream.read_to_end(&mut all)).await;
    assert!(ended.is_ok(), "the connection stays open for ever");
}

async fn a_body_of_more_than_a_mebibyte_is_refused_before_it_is_read(house: House) {
    let mut stream = connect(&house).await;
    // It says how long it will be; not a byte of it is sent.
    stream.write_all(head("Content-Length: 1048577\r\n").as_bytes()).await.expect("sent");
    let began = Instant::now();
    let answer = answer(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("too_large"), "{answer}");
    assert!(began.elapsed() < Duration::from_secs(2), "at once");
    for length in ["18446744073709551616", "-1", "ten"] {
        let mut stream = connect(&house).await;
        stream.write_all(head(&format!("Content-Length: {length}\r\n")).as_bytes()).await.expect("sent");
        let answer = self::answer(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{length}: {answer}");
    }
}

async fn a_long_body_in_pieces_is_refused_when_it_gets_too_long(house: House) {
    let mut stream = connect(&house).await;
    stream.write_all(head("Transfer-Encoding: chunked\r\n").as_bytes()).await.expect("sent");
    let (mut reader, mut writer) = stream.split();
    let writing = async {
        let piece = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
        for _ in 0..40 {
            if writer.write_all(piece.as_bytes()).await.is_err() {
                return;
            }
        }
    };
    let reading = async {
        let mut all = vec![0; 4096];
        let read = timeout(Duration::from_secs(10), reader.read(&mut all)).await.expect("an answer").expect("an answer");
        String::from_utf8_lossy(&all[..read]).into_owned()
    };
    let ((), answer) = tokio::join!(writing, reading);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

async fn an_import_may_be_longer_and_has_its_own_bound(house: House) {
    let practice = house.practice().await;
    let raw = house.raw().signed_in_as(practice.owner());
    let body = serde_json::json!({ "csv": "first_name,last_name\nMaya,Ortiz\n", "dry_run": true });
    let long = format!("{}{}", " ".repeat(3 << 20), body);
    let import = raw.request(Method::POST, "/api/v1/practice/client-imports").header("content-type", "application/json");
    assert_eq!(raw.send(import.body(long)).await.status, 202, "three mebibytes may be a file");
    let client = raw.request(Method::POST, "/api/v1/practice/clients").header("content-type", "application/json");
    let padded = format!("{}{}", " ".repeat((1 << 20) + 1), serde_json::to_string(&client_input("Maya")).expect("JSON"));
    assert_eq!(raw.send(client.body(padded)).await.refused(), refusal(413, "too_large"));
    let mut stream = connect(&house).await;
    let head = head("Content-Length: 26214401\r\n").replace("/auth/sessions", "/practice/client-imports");
    stream.write_all(head.as_bytes()).await.expect("sent");
    assert!(answer(&mut stream).await.starts_with("HTTP/1.1 413"));
}

async fn a_file_of_somebody_who_is_not_signed_in_is_refused_before_it_is_sent(house: House) {
    let id = "018f3c5e-7a10-7000-8000-5f2b9d0c1a44";
    let portal = format!("/portal/conversations/{id}/files");
    let practice = format!("/practice/conversations/{id}/files");
    for path in [portal.as_str(), &practice, "/practice/client-imports"] {
        for length in ["Content-Length: 20971520\r\n", "Transfer-Encoding: chunked\r\n"] {
            let mut stream = connect(&house).await;
            stream.write_all(head(length).replace("/auth/sessions", path).as_bytes()).await.expect("sent");
            let began = Instant::now();
            let answer = answer(&mut stream).await;
            assert!(answer.starts_with("HTTP/1.1 401") && answer.contains("not_signed_in"), "{path}: {answer}");
            assert!(answer.to_lowercase().contains("\r\nconnection: close"), "{path}: {answer}");
            assert!(began.elapsed() < Duration::from_secs(2), "{path}: at once");
        }
    }
}

async fn a_compressed_body_is_refused(house: House) {
    let raw = house.raw().with("Anteroom-App", "portal").with("content-encoding", "gzip");
    let request = raw.request(Method::POST, "/api/v1/auth/sessions").header("content-type", "application/json").body(vec![0x1f, 0x8b, 0]);
    assert_eq!(raw.send(request).await.refused(), refusal(415, "unsupported_media_type"));
}
