//! A PostgreSQL cluster for one run of the tests: made empty, on a free port of the loopback interface, and gone afterwards.
//!
//! Nothing is asked of a server that may already run on the machine. PostgreSQL refuses to run as root, so root hands the cluster
//! to an unprivileged account. Durability is off: the cluster never outlives the run that started it.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::interrupt::{self, unpoisoned};

/// The variable that tells tests and browser walks where the cluster is.
pub const URL_VARIABLE: &str = "ANTEROOM_TEST_POSTGRES";

const PREFIX: &str = "anteroom-postgres-";
const OWNER_LOCK: &str = "owner.lock";
const START_LIMIT: Duration = Duration::from_secs(60);
/// Somebody else may take the free port between our look and the server's start.
const START_TRIES: u32 = 3;

/// A running cluster. Dropping it stops the server and removes its files; so does a signal to this process.
pub struct Cluster {
    url: String,
    running: Arc<Mutex<Option<Running>>>,
}

impl Cluster {
    /// Makes and starts an empty cluster, after clearing away those whose owner was killed.
    pub fn start() -> Result<Self> {
        let programs = programs().ok_or_else(|| {
            anyhow!("run `cargo xtask setup`: the PostgreSQL server programs (initdb, postgres, pg_ctl) are not installed")
        })?;
        sweep(&programs);
        let home = Home::create()?;
        let password = random_hex()?;
        initialise(&programs, &home, &password)?;
        let (server, port) = serve(&programs, &home)?;
        let running = Arc::new(Mutex::new(Some(Running { server, home, programs })));
        let at_signal = Arc::clone(&running);
        interrupt::at_end(move || stop(&at_signal));
        Ok(Self { url: format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres"), running })
    }

    /// Where the server listens, as its superuser.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        stop(&self.running);
    }
}

struct Running {
    server: Child,
    home: Home,
    programs: PathBuf,
}

/// Stops the server once; whoever comes second waits until the first is done.
fn stop(running: &Mutex<Option<Running>>) {
    let mut slot = unpoisoned(running);
    let Some(mut running) = slot.take() else { return };
    halt(&running.programs, &running.home);
    let deadline = Instant::now() + Duration::from_secs(5);
    while matches!(running.server.try_wait(), Ok(None)) {
        if Instant::now() > deadline {
            drop(running.server.kill());
            drop(running.server.wait());
        }
        sleep(Duration::from_millis(20));
    }
    running.home.remove();
}

/// `cargo xtask postgres`: starts a cluster, prints its address and keeps it until Ctrl-C or until standard input closes.
pub fn hold() -> Result<()> {
    let cluster = Cluster::start()?;
    println!("{}", cluster.url());
    eprintln!("Running until Ctrl-C. For the tests: export {URL_VARIABLE}={}", cluster.url());
    io::copy(&mut io::stdin().lock(), &mut io::sink()).context("cannot read standard input")?;
    Ok(())
}

/// The folder of the server programs: PATH first, then what `pg_config` says, then where Debian keeps them (newest version first).
pub fn programs() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    let configured = Command::new("pg_config").arg("--bindir").stderr(Stdio::null()).output().ok();
    let configured = configured.and_then(|out| String::from_utf8(out.stdout).ok()).map(|dir| PathBuf::from(dir.trim()));
    let mut packaged: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    packaged.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    on_path
        .into_iter()
        .filter_map(|dir| fs::canonicalize(dir.join("initdb")).ok()?.parent().map(Path::to_path_buf))
        .chain(configured)
        .chain(packaged.into_iter().map(|(_, dir)| dir))
        .find(|dir| ["initdb", "postgres", "pg_ctl"].iter().all(|program| dir.join(program).is_file()))
}

/// The account that owns the cluster when this process is root.
#[derive(Clone, Copy)]
struct Account {
    uid: u32,
    gid: u32,
}

impl Account {
    /// `postgres` where its package made that account, `nobody` elsewhere.
    fn unprivileged() -> Result<Self> {
        let accounts = fs::read_to_string("/etc/passwd").context("cannot read /etc/passwd")?;
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| {
                let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
                let mut ids = line.split(':').skip(2).map(str::parse);
                Some(Self { uid: ids.next()?.ok()?, gid: ids.next()?.ok()? })
            })
            .context("run this as another user than root, or add an account named postgres: PostgreSQL refuses to run as root")
    }
}

/// The cluster's folder. Its lock is held for as long as the owning process lives, which is how a later run knows what is stale.
struct Home {
    dir: PathBuf,
    account: Option<Account>,
    _lock: File,
}

impl Home {
    fn create() -> Result<Self> {
        let dir = std::env::temp_dir().join(format!("{PREFIX}{}", random_hex()?));
        fs::create_dir(&dir).with_context(|| format!("cannot make a folder in {}", std::env::temp_dir().display()))?;
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o700))?;
        // Under another name until it is locked, so that a run that starts at the same moment does not think us dead.
        let unlocked = dir.join("owner.lock.new");
        let lock = File::create(&unlocked)?;
        lock.lock()?;
        fs::rename(&unlocked, dir.join(OWNER_LOCK))?;
        let home = Self { account: account_for(&dir)?, dir, _lock: lock };
        if let Some(account) = home.account {
            chown(&home.dir, Some(account.uid), Some(account.gid))?;
        }
        Ok(home)
    }

    fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    fn log(&self) -> PathBuf {
        self.dir.join("server.log")
    }

    /// A server program, run as the cluster's owner and away from Ctrl-C in the terminal (we stop it ourselves, last).
    fn command(&self, programs: &Path, name: &str) -> Command {
        let mut command = Command::new(programs.join(name));
        command.current_dir(&self.dir).stdin(Stdio::null()).process_group(0).env_remove("PGDATA").env("TZ", "UTC");
        if let Some(account) = self.account {
            command.uid(account.uid).gid(account.gid);
        }
        command
    }

    fn remove(&self) {
        if let Err(error) = fs::remove_dir_all(&self.dir) {
            eprintln!("cannot remove {}: {error}", self.dir.display());
        }
    }
}

/// The account to use for a folder that this process has just made: its owner tells who we are.
fn account_for(dir: &Path) -> Result<Option<Account>> {
    let root = fs::metadata(dir)?.uid() == 0;
    root.then(Account::unprivileged).transpose()
}

fn initialise(programs: &Path, home: &Home, password: &str) -> Result<()> {
    let secret = home.dir.join("password");
    fs::write(&secret, password)?;
    if let Some(account) = home.account {
        chown(&secret, Some(account.uid), Some(account.gid))?;
    }
    let made = home
        .command(programs, "initdb")
        // Passwords in clear on loopback: scram costs an unoptimised client many milliseconds a connection.
        .args(["--username=postgres", "--auth=password", "--pwfile=password"])
        .args(["--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata=data"])
        .output()
        .context("cannot run initdb")?;
    fs::remove_file(&secret)?;
    if !made.status.success() {
        home.remove();
        bail!("initdb failed:\n{}", String::from_utf8_lossy(&made.stderr));
    }
    Ok(())
}

fn serve(programs: &Path, home: &Home) -> Result<(Child, u16)> {
    let mut last = None;
    for _ in 0..START_TRIES {
        match try_serve(programs, home) {
            Ok(served) => return Ok(served),
            Err(error) => last = Some(error),
        }
    }
    halt(programs, home);
    home.remove();
    Err(last.unwrap_or_else(|| anyhow!("PostgreSQL did not start")))
}

fn try_serve(programs: &Path, home: &Home) -> Result<(Child, u16)> {
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let log = File::create(home.log())?;
    let mut server = home
        .command(programs, "postgres")
        .args(["-D", "data", "-p", &port.to_string()])
        .args(["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="])
        .args(["-c", "max_connections=300", "-c", "shared_buffers=128MB", "-c", "jit=off", "-c", "timezone=UTC"])
        .args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"])
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .context("cannot run postgres")?;
    let deadline = Instant::now() + START_LIMIT;
    while Instant::now() < deadline {
        if server.try_wait()?.is_some() {
            bail!("PostgreSQL ended at once:\n{}", fs::read_to_string(home.log()).unwrap_or_default());
        }
        if ready(&home.data()) {
            return Ok((server, port));
        }
        sleep(Duration::from_millis(30));
    }
    server.kill()?;
    server.wait()?;
    bail!("PostgreSQL was not ready after {} seconds", START_LIMIT.as_secs())
}

/// Whether the server says of itself that it takes connections (the eighth line of its pid file).
fn ready(data: &Path) -> bool {
    fs::read_to_string(data.join("postmaster.pid")).is_ok_and(|pid| pid.lines().nth(7).is_some_and(|line| line.trim() == "ready"))
}

/// Stops the server without a checkpoint; does nothing when none runs.
fn halt(programs: &Path, home: &Home) {
    if !home.data().join("postmaster.pid").exists() {
        return;
    }
    let stopped = home.command(programs, "pg_ctl").args(["stop", "--silent", "--mode=immediate", "--pgdata=data"]).output();
    if let Ok(out) = stopped
        && !out.status.success()
    {
        eprintln!("pg_ctl: {}", String::from_utf8_lossy(&out.stderr).trim());
    }
}

/// Removes clusters whose owner was killed before it could: their lock is free.
fn sweep(programs: &Path) {
    let temp = fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    for entry in temp.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        let dir = entry.path();
        let Ok(lock) = File::open(dir.join(OWNER_LOCK)) else { continue };
        if lock.try_lock().is_err() {
            continue;
        }
        let Ok(owner) = fs::metadata(&dir) else { continue };
        let home = Home { dir, account: Some(Account { uid: owner.uid(), gid: owner.gid() }), _lock: lock };
        halt(programs, &home);
        home.remove();
    }
}

fn random_hex() -> Result<String> {
    let mut bytes = [0_u8; 16];
    File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes)).context("cannot read /dev/urandom")?;
    ensure!(bytes != [0; 16], "/dev/urandom gave nothing");
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
