//! A demo of our own: started on a free port, ended with the value that stands for it.

use std::env;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::http::Connection;
use crate::interrupt;

const START_LIMIT: Duration = Duration::from_secs(120);

/// A demo that runs for as long as this value lives.
pub struct Demo {
    child: Child,
    /// Where it listens.
    pub host: SocketAddr,
    /// From the program's start to the first healthy answer.
    pub took: Duration,
    /// What it printed: addresses and logins.
    pub logins: Value,
}

impl Demo {
    /// Starts `program` on the sample practice in the folder `data`, which it makes where there is none. `settings` are variables;
    /// `log` gets what it has to say.
    pub fn start(program: &Path, data: &Path, settings: &[(&str, &str)], log: Stdio) -> Result<Self> {
        Self::start_on(program, data, None, settings, log)
    }

    /// The same with the practice in the PostgreSQL database that is named, if one is.
    pub fn start_on(program: &Path, data: &Path, database: Option<&str>, settings: &[(&str, &str)], log: Stdio) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let host = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut command = Command::new(program);
        command.args(["demo", "--json", "--port", &port.to_string(), "--data"]).arg(data);
        command.args(database.into_iter().flat_map(|url| ["--database-url", url]));
        // Our own variables are settings of the server, too.
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("ANTEROOM_")) {
            command.env_remove(name);
        }
        command.envs(settings.iter().copied());
        let start = Instant::now();
        let mut child = interrupt::spawn(command.stdout(Stdio::piped()).stderr(log))?;
        let output = child.stdout.take().context("the demo's output is not piped")?;
        // From here on the demo ends with this value, also when the rest of the start fails.
        let mut demo = Self { child, host, took: Duration::ZERO, logins: Value::Null };
        demo.wait_until_healthy(start)?;
        demo.took = start.elapsed();
        let mut documents = serde_json::Deserializer::from_reader(output).into_iter::<Value>();
        demo.logins = documents.next().context("`anteroom demo --json` printed nothing")??;
        // The practice was made by a server of its own, which may have been the one that answered.
        demo.wait_until_healthy(Instant::now())?;
        Ok(demo)
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    fn wait_until_healthy(&mut self, start: Instant) -> Result<()> {
        while start.elapsed() < START_LIMIT {
            if let Some(status) = self.child.try_wait()? {
                bail!("the demo ended at once ({status})");
            }
            let answer = Connection::open(self.host).and_then(|mut connection| connection.get("/healthz", &[]));
            if answer.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(5));
        }
        bail!("the demo was not healthy after {} seconds", START_LIMIT.as_secs())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let id = self.child.id();
        drop(self.child.kill());
        drop(self.child.wait());
        interrupt::forget(id);
    }
}
