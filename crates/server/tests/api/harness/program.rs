//! The program itself in a process of its own: what can be killed, watched from outside, and read line by line.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use api::Api;
use domain::access::session::{App, SignIn};
use domain::practice::slug::Slug;
use domain::text::Secret;
use tokio::time::{Instant, sleep};

use super::{PASSWORD, Place, once, set_up, spec};

/// `anteroom serve` at work.
pub struct Program {
    /// Where it listens.
    pub base: String,
    child: Child,
    folder: PathBuf,
}

impl Program {
    /// Starts it at `place` and waits until it is ready. `variables` come on top of what every test sets.
    pub async fn start(place: &Place, variables: &[(&str, &str)]) -> Self {
        Self::start_in(place, &place.folder(), &[], variables).await
    }

    /// The same with its data in `folder`, run by the command `wrapper`.
    pub async fn start_in(place: &Place, folder: &Path, wrapper: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut program = Self::begin(place, folder, wrapper, variables);
        program.ready().await;
        program
    }

    /// The same without waiting for it.
    pub fn begin(place: &Place, folder: &Path, wrapper: &[&str], variables: &[(&str, &str)]) -> Self {
        let config = place.config();
        let port = free_port();
        let base = format!("http://127.0.0.1:{port}");
        let mut command = match wrapper {
            [] => Command::new(env!("CARGO_BIN_EXE_anteroom")),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(env!("CARGO_BIN_EXE_anteroom"));
                command
            }
        };
        let mut environment: BTreeMap<String, String> = [
            ("LISTEN", format!("127.0.0.1:{port}")),
            ("PUBLIC_URL", base.clone()),
            ("DATA_DIR", folder.display().to_string()),
            ("MASTER_KEY", config.master_key.unwrap_or_default()),
            ("MAILBOX", "true".into()),
            ("REQUESTS_PER_SECOND", "1000000".into()),
            ("PASSWORD_WORKERS", "2".into()),
        ]
        .map(|(name, value)| (format!("ANTEROOM_{name}"), value))
        .into();
        if let Some(url) = place.url() {
            environment.insert("ANTEROOM_DATABASE_URL".into(), url);
        }
        environment.extend(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let log = |name: &str| File::options().create(true).append(true).open(place.folder().join(name)).expect("a file for what it says");
        let child = command
            .arg("serve")
            .current_dir(place.folder())
            .env_clear()
            .envs(environment)
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .stdin(Stdio::null())
            .stdout(log("stdout"))
            .stderr(log("stderr"))
            .spawn()
            .expect("the program starts");
        Self { base, child, folder: place.folder() }
    }

    async fn ready(&mut self) {
        let client = super::http();
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            if client.get(format!("{}/readyz", self.base)).send().await.is_ok_and(|answer| answer.status().is_success()) {
                return;
            }
            if let Some(status) = self.child.try_wait().expect("the process is there") {
                panic!("the program ended ({status}): {}", self.said("stderr"));
            }
            assert!(Instant::now() < deadline, "the program is not ready: {}", self.said("stderr"));
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it has written to `stdout` or `stderr` so far.
    pub fn said(&self, where_to: &str) -> String {
        std::fs::read_to_string(self.folder.join(where_to)).unwrap_or_default()
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_none())
    }

    /// `kill -9`
    pub fn kill(mut self) {
        self.child.kill().expect("the process is killed");
        self.child.wait().expect("the process is gone");
    }

    /// Sets Willow & Reed up by the link that it printed; gives the owner's browser.
    pub async fn practice(&self) -> Api {
        let said = self.said("stdout");
        let token: Secret =
            said.split("/admin/setup#token=").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a set-up link").into();
        let admin = self.browser(App::Admin);
        admin.set_up_practice(&once(), &set_up(token, "Willow & Reed Therapy", "willow-reed")).await.expect("the practice is set up");
        admin
    }

    /// A browser that was never here.
    pub fn browser(&self, app: App) -> Api {
        let api = Api::connect(&self.base, app).expect("an address");
        api.on_exchange(|seen| spec::check(seen.method, seen.path, seen.status, seen.content_type, seen.body))
    }

    /// The owner, signed in.
    pub async fn owner(&self) -> Api {
        let admin = self.browser(App::Admin);
        let input = SignIn {
            app: App::Admin,
            practice: Slug("willow-reed".into()),
            email: "robin@willow-reed.example".into(),
            password: PASSWORD.into(),
        };
        admin.sign_in(&once(), &input).await.expect("the owner signs in");
        admin
    }

    /// Memory in use, in bytes.
    pub fn memory(&self) -> u64 {
        let pages = std::fs::read_to_string(format!("/proc/{}/statm", self.id())).expect("Linux tells the memory of a process");
        let resident: u64 = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("a number of pages");
        resident * 4096
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// Tries `step` again until it gives something, for at most `seconds`.
pub async fn within<T, F: Future<Output = Option<T>>>(seconds: u64, what: &str, mut step: impl FnMut() -> F) -> T {
    let deadline = Instant::now() + Duration::from_secs(seconds);
    loop {
        if let Some(value) = step().await {
            return value;
        }
        assert!(Instant::now() < deadline, "{what} did not happen within {seconds} s");
        sleep(Duration::from_millis(20)).await;
    }
}
