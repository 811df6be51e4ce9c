use std::net::SocketAddr;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, HttpServer, web};
use platform::{Platform, body, headers, log};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::place::on_each;

async fn length(body: web::Bytes) -> HttpResponse {
    HttpResponse::Ok().body(body.len().to_string())
}

fn serve(platform: Platform) -> (SocketAddr, ServerHandle) {
    let server = HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(platform.clone()))
            .app_data(web::PayloadConfig::new(body::PAYLOAD_LIMIT))
            .wrap(from_fn(body::guard))
            .wrap(from_fn(headers::secure))
            .wrap(from_fn(log::request))
            .service(web::resource("/api/v1/things").post(length))
            .service(web::resource("/api/v1/practice/client-imports").post(length))
    })
    .workers(1)
    .bind("127.0.0.1:0")
    .expect("a port");
    let address = server.addrs()[0];
    let server = server.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    (address, handle)
}

async fn answer(address: SocketAddr, path: &str, headers: &str, parts: &[&[u8]]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("connected");
    let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(head.as_bytes()).await.expect("sent");
    for part in parts {
        if stream.write_all(part).await.is_err() {
            break;
        }
    }
    let mut all = Vec::new();
    let reading = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut all)).await;
    assert!(reading.is_ok(), "the connection stays open");
    String::from_utf8_lossy(&all).into_owned()
}

fn has(answer: &str, status: u16, code: &str) {
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains(&format!("\"code\":\"{code}\"")),
        "{status} {code}: {answer}"
    );
    assert!(answer.contains("application/problem+json") && answer.contains("x-content-type-options: nosniff"), "{answer}");
}

#[actix_web::test]
async fn i8_bodies_are_bounded_in_size_time_and_form() {
    on_each(async |place| {
        let platform = place.process_with(|config| config.body_seconds = 1).await;
        let (address, server) = serve(platform);
        const JSON: &str = "Content-Type: application/json\r\n";
        let sized = |length: usize| format!("{JSON}Content-Length: {length}\r\n");

        // Believed at once, without a byte of it.
        has(&answer(address, "/api/v1/things", &sized(1024 * 1024 + 1), &[]).await, 413, "too_large");
        has(&answer(address, "/api/v1/practice/client-imports", &sized(25 * 1024 * 1024 + 1), &[]).await, 413, "too_large");
        // Not announced, and counted.
        let chunk = [b"100000\r\n".as_slice(), &vec![b' '; 0x10_0000], b"\r\n"].concat();
        let chunked = format!("{JSON}Transfer-Encoding: chunked\r\n");
        has(&answer(address, "/api/v1/things", &chunked, &[&chunk, b"1\r\n \r\n0\r\n\r\n"]).await, 413, "too_large");
        assert!(answer(address, "/api/v1/things", &chunked, &[&chunk, b"0\r\n\r\n"]).await.ends_with("\r\n1048576"));
        // Only who is signed in sends as much, and nobody is here: not a byte of it is waited for.
        has(&answer(address, "/api/v1/practice/client-imports", &sized(25 * 1024 * 1024), &[]).await, 401, "not_signed_in");

        has(&answer(address, "/api/v1/things", &sized(10), &[b"[1,"]).await, 408, "too_slow");
        has(&answer(address, "/api/v1/things", &sized(8), &[br#""\u0000""#]).await, 422, "nul");
        let deep = vec![b'['; 100_000];
        has(&answer(address, "/api/v1/things", &sized(deep.len()), &[&deep]).await, 400, "too_deep");
        has(
            &answer(address, "/api/v1/things", &format!("{}Content-Encoding: gzip\r\n", sized(2)), &[b"{}"]).await,
            415,
            "unsupported_media_type",
        );
        // A picture holds any byte.
        assert!(
            answer(address, "/api/v1/things", "Content-Type: image/png\r\nContent-Length: 3\r\n", &[b"\0\0\0"]).await.ends_with("\r\n3")
        );
        server.stop(false).await;
    })
    .await;
}
