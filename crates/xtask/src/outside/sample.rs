//! The sample practice: made once for a look, then copied, so that everybody who asks finds it untouched.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{LOGINS, URL};
use crate::demo::Demo;
use crate::workspace::{Workspace, run};

/// The server program and the practice that it made.
pub struct Sample {
    server: PathBuf,
    folder: PathBuf,
    /// Where the servers' logs go.
    pub logs: PathBuf,
}

/// A copy of the practice, served until this value goes.
pub struct Served {
    demo: Demo,
    /// The copy's folder.
    pub data: PathBuf,
}

impl Sample {
    /// Lets `server` make the practice.
    pub fn make(workspace: &Workspace, server: &Path) -> Result<Self> {
        let (folder, logs) = (workspace.outside_target().join("samples"), workspace.outside_target().join("logs"));
        let sample = Self { server: server.to_path_buf(), folder, logs };
        empty(&sample.folder)?;
        empty(&sample.logs)?;
        drop(sample.start("original", &[])?);
        Ok(sample)
    }

    /// Copies the practice and serves the copy, on a port of its own.
    pub fn serve(&self, name: &str, settings: &[(&str, &str)]) -> Result<Served> {
        let data = self.folder.join(name);
        empty(&data)?;
        for file in fs::read_dir(self.folder.join("original"))? {
            let file = file?;
            ensure!(file.file_type()?.is_file(), "a folder within the sample's: {}", file.path().display());
            fs::copy(file.path(), data.join(file.file_name()))?;
        }
        Ok(Served { demo: self.start(name, settings)?, data })
    }

    /// Runs a program against a copy of its own.
    pub fn serve_for(&self, name: &str, program: &mut Command) -> Result<()> {
        let served = self.serve(name, &[])?;
        run(served.tell(program))
    }

    fn start(&self, name: &str, settings: &[(&str, &str)]) -> Result<Demo> {
        let log = File::create(self.logs.join(format!("{name}.server.log")))?;
        Demo::start(&self.server, &self.folder.join(name), settings, log.into())
    }
}

impl Served {
    /// Where it is reached.
    pub fn url(&self) -> String {
        format!("http://{}", self.demo.host)
    }

    /// Tells a program where the server is, and who may sign in.
    pub fn tell<'a>(&self, program: &'a mut Command) -> &'a mut Command {
        program.env(URL, self.url()).env(LOGINS, self.data.join("demo.json"))
    }
}

/// An empty folder at `path`, whatever was there.
pub fn empty(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).with_context(|| format!("cannot empty {}", path.display()))?;
    }
    fs::create_dir_all(path).with_context(|| format!("cannot make {}", path.display()))
}
