//! Just enough HTTP/1.1 to measure a server on this machine: one connection, kept open, one request after the other.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

const PATIENCE: Duration = Duration::from_secs(30);

/// A connection that is kept open.
#[derive(Debug)]
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// What every `Set-Cookie` asks to send back, as `name=value; name=value`.
    pub cookie: Option<String>,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Connection {
    /// Connects to a server.
    pub fn open(host: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect_timeout(&host, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream: BufReader::new(stream), host })
    }

    /// Sends a GET and waits for the whole answer. `headers` are whole lines.
    pub fn get(&mut self, path: &str, headers: &[String]) -> Result<Answer> {
        self.send("GET", path, headers, None)
    }

    /// Sends a POST with a JSON body and waits for the whole answer.
    pub fn post(&mut self, path: &str, headers: &[String], json: &str) -> Result<Answer> {
        self.send("POST", path, headers, Some(json))
    }

    fn send(&mut self, method: &str, path: &str, headers: &[String], json: Option<&str>) -> Result<Answer> {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.host);
        for header in headers {
            head.push_str(header);
            head.push_str("\r\n");
        }
        if let Some(json) = json {
            head.push_str(&format!("Content-Type: application/json\r\nContent-Length: {}\r\n", json.len()));
        }
        let request = format!("{head}\r\n{}", json.unwrap_or_default());
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.receive()
    }

    fn receive(&mut self) -> Result<Answer> {
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok()).context("the answer has no status line")?;
        let (mut length, mut cookies) = (None, Vec::new());
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').context("a header line without a colon")?;
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = Some(value.trim().parse()?),
                "set-cookie" => cookies.extend(value.trim().split(';').next().map(str::to_owned)),
                _ => {}
            }
        }
        let length = match status {
            204 | 304 => 0,
            _ => length.context("the answer does not say how long it is")?,
        };
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        let cookie = (!cookies.is_empty()).then(|| cookies.join("; "));
        Ok(Answer { status, cookie, body })
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        line.strip_suffix("\r\n").map(str::to_owned).context("the connection was closed within an answer")
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    #[test]
    fn answers_are_read_one_after_the_other_on_one_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let mut requests = Vec::new();
            for answer in ["200 OK\r\nSet-Cookie: a=b; Path=/\r\nSet-Cookie: c=d\r\nContent-Length: 2\r\n\r\nhi", "204 No Content\r\n\r\n"]
            {
                requests.push(lines.next().unwrap().unwrap());
                while !lines.next().unwrap().unwrap().is_empty() {}
                (&stream).write_all(format!("HTTP/1.1 {answer}").as_bytes()).unwrap();
            }
            requests
        });
        let mut connection = Connection::open(host).unwrap();
        let first = connection.get("/one", &[]).unwrap();
        let second = connection.get("/two", &["Cookie: a=b".to_owned()]).unwrap();
        assert_eq!((first.status, first.cookie.as_deref(), first.body.as_slice()), (200, Some("a=b; c=d"), b"hi".as_slice()));
        assert_eq!((second.status, second.body.len()), (204, 0));
        assert_eq!(server.join().unwrap(), ["GET /one HTTP/1.1", "GET /two HTTP/1.1"]);
    }
}
