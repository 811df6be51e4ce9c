//! A disk that gets full: only the program that is started on it sees it, and it goes away with that program.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

use super::{Place, Program};

/// A program at work on a small disk.
pub struct SmallDisk {
    /// The program.
    pub program: Program,
    /// The disk, as seen from outside.
    disk: PathBuf,
    /// Where its files are kept for when the disk is gone.
    folder: PathBuf,
}

impl SmallDisk {
    /// Starts the program on a disk of `mebibytes`.
    pub async fn start(place: &Place, mebibytes: u64) -> Self {
        let mount = place.folder().join("small");
        fs::create_dir(&mount).expect("a folder");
        // Without the right to mount, a user namespace gives it.
        let script = format!("mount -t tmpfs -o size={mebibytes}m tmpfs '{}' && exec \"$@\"", mount.display());
        let own = ["unshare", "--mount", "sh", "-c", script.as_str(), "sh"];
        let by_namespace = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script.as_str(), "sh"];
        let works =
            |wrapper: &[&str]| Command::new(wrapper[0]).args(&wrapper[1..]).arg("true").output().is_ok_and(|done| done.status.success());
        let wrapper: &[&str] = if works(&own) { &own } else { &by_namespace };
        assert!(
            works(wrapper),
            "this test needs a small disk: run it as root, or on a Linux that allows user namespaces (unshare --user --mount)"
        );
        let program = Program::start_in(place, &mount, wrapper, &[]).await;
        let disk = PathBuf::from(format!("/proc/{}/root{}", program.id(), mount.display()));
        Self { program, disk, folder: place.folder() }
    }

    /// Something else takes so many mebibytes of it.
    pub fn take(&self, mebibytes: usize) {
        fs::write(self.ballast(), vec![7; mebibytes * 1024 * 1024]).expect("there is room");
    }

    /// Fills it until not a byte is left.
    pub fn fill(&self) {
        let mut file = fs::File::options().create(true).append(true).open(self.ballast()).expect("a file");
        for size in [65_536, 4_096, 512, 1] {
            let piece = vec![7; size];
            while file.write_all(&piece).is_ok() {}
        }
    }

    /// What else was there is gone, and there is room again.
    pub fn make_room(&self) {
        fs::remove_file(self.ballast()).expect("room again");
    }

    fn ballast(&self) -> PathBuf {
        self.disk.join("ballast")
    }

    /// `kill -9`; then the program again, on what the disk really held: a poisoned connection shows what it never stored.
    pub async fn again_from_the_file(self, place: &Place) -> Program {
        for name in ["anteroom.sqlite", "anteroom.sqlite-wal"] {
            // Without the second one, everything is in the first.
            let _ = fs::copy(self.disk.join(name), self.folder.join(name));
        }
        self.program.kill();
        Program::start(place, &[]).await
    }
}
