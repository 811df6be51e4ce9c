//! A mail server that takes everything and remembers it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The mail server.
pub struct Sink {
    /// For `smtp_url`.
    pub url: String,
    kept: Arc<Kept>,
    at_work: JoinHandle<()>,
}

#[derive(Default)]
struct Kept {
    letters: Mutex<Vec<Letter>>,
    refused: Mutex<Option<String>>,
}

/// What was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// Its Message-ID.
    pub message_id: String,
    /// Headers and body as they came.
    pub source: String,
}

impl Sink {
    /// Opens on a free port of this machine.
    pub async fn open() -> Self {
        Self::open_at(([127, 0, 0, 1], 0).into()).await
    }

    /// Opens where somebody expects it.
    pub async fn open_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.expect("a free port");
        let url = format!("smtp://{}?tls=none", listener.local_addr().expect("an address"));
        let kept: Arc<Kept> = Arc::default();
        let shared = Arc::clone(&kept);
        let at_work = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&shared)));
            }
        });
        Self { url, kept, at_work }
    }

    /// What has come so far.
    pub fn letters(&self) -> Vec<Letter> {
        self.kept.letters.lock().expect("not poisoned").clone()
    }

    /// Says no to `address` from now on.
    pub fn refuse(&self, address: &str) {
        *self.kept.refused.lock().expect("not poisoned") = Some(address.into());
    }

    /// Says no to nobody any more.
    pub fn take_all(&self) {
        *self.kept.refused.lock().expect("not poisoned") = None;
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.at_work.abort();
    }
}

/// One conversation (RFC 5321), as far as it gets.
async fn talk(stream: TcpStream, kept: Arc<Kept>) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut to = String::new();
    write.write_all(b"220 sink\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "QUIT" => return write.write_all(b"221 bye\r\n").await.ok(),
            "RCPT" => {
                to = line.split(['<', '>']).nth(1)?.to_owned();
                let refused = kept.refused.lock().ok()?.as_deref() == Some(to.as_str());
                if refused { b"550 nobody here\r\n" } else { b"250 ok\r\n" }
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.ok()?;
                let mut source = String::new();
                loop {
                    let line = lines.next_line().await.ok()??;
                    if line == "." {
                        break;
                    }
                    source.push_str(&line);
                    source.push('\n');
                }
                let message_id = source.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_default().to_owned();
                kept.letters.lock().ok()?.push(Letter { to: to.clone(), message_id, source });
                b"250 taken\r\n"
            }
            _ => b"250 ok\r\n",
        };
        write.write_all(answer).await.ok()?;
    }
    Some(())
}
