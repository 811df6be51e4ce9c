//! What people type to work on Anteroom: `cargo xtask <verb>`. Nothing else knows how to build, start or test the whole.
//!
//! Each verb first installs what it needs and does not find, with a line of what and why, and then does its work.

#![expect(clippy::disallowed_methods, reason = "these tasks measure real time; the ban is about the product's rules")]

mod applications;
mod bench;
mod checks;
mod demo;
mod http;
mod interrupt;
mod outside;
mod postgres;
mod product;
mod python;
mod report;
mod setup;
mod shorten;
mod split;
mod styles;
mod walks;
mod weight;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::bench::Subject;
use crate::outside::Requests;
use crate::setup::Extent;
use crate::workspace::Workspace;

/// Builds, runs and tests Anteroom.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Tasks {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Install what building and testing need and this machine lacks
    ///
    /// The Rust target for the browser, wasm-bindgen, Trunk, the PostgreSQL server programs, Chromium and the packages of the
    /// browser walks. What is there already is left alone. System packages are installed only for root on Debian and its kin;
    /// elsewhere you are told what to install.
    Setup,
    /// Build everything and start a practice full of invented people
    ///
    /// Needs neither PostgreSQL nor a mail server; prints every login. Mail can be read at /dev/mailbox. Ends with Ctrl-C.
    Demo(Demo),
    /// Build everything and start the server as configured (`anteroom serve`)
    Run(Run),
    /// Run every check and test; with a filter, the tests and walks that have it in their name
    ///
    /// Formatting, lints, the applications with their weight, unit and API tests on SQLite and on a throw-away PostgreSQL, the API
    /// seen by outside tools, and the browser walks. Set ANTEROOM_TEST_POSTGRES to use a server that you keep running (see `postgres`).
    Test {
        /// Part of a test's name, such as a rule's id: a12
        filter: Option<String>,
    },
    /// Build everything and run the browser walks; what follows goes to Playwright
    E2e {
        /// For example: client-accepts-invitation --headed
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "PLAYWRIGHT ARGUMENT")]
        arguments: Vec<String>,
    },
    /// Build everything and look at the API with outside tools; with more examples, longer
    ///
    /// A public linter, generated TypeScript and Python clients, calendar files read by another library, and random requests to
    /// every operation as an owner, as a client and as anyone, from three seeds each. The logs are left in target/outside/logs.
    Outside(Requests),
    /// Measure an optimised build: size, start, memory, answers a second; or one subject, such as `openings`
    ///
    /// For people to read; on a machine that does nothing else. Fails where a target is missed.
    Bench {
        /// What to measure instead of the whole
        subject: Option<Subject>,
        /// A program that is there already, such as one kept from before a change
        #[arg(long, value_name = "FILE")]
        program: Option<PathBuf>,
    },
    /// What `.ci/run` calls: set-up, then every check and test
    Ci,
    /// Build the two applications and show what they weigh
    ///
    /// Does nothing when no source has changed since. Fails when the portal's first load is over its limit.
    Build,
    /// Start a throw-away PostgreSQL, print its URL, keep it until Ctrl-C
    ///
    /// The tests start one of their own; this one is quicker when you run them again and again:
    /// export ANTEROOM_TEST_POSTGRES=<the URL>
    Postgres,
}

#[derive(Debug, Args)]
struct Demo {
    /// Compile the server with full optimisation (much slower to build)
    #[arg(long)]
    release: bool,
    /// Print the address and the logins as JSON
    #[arg(long)]
    json: bool,
    /// Port on this machine
    #[arg(long, default_value_t = 8180)]
    port: u16,
    /// Folder to keep the practice in; without it, everything is gone when the demo ends
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
}

impl Demo {
    fn arguments(&self) -> Vec<String> {
        let mut arguments = vec!["--port".to_owned(), self.port.to_string()];
        if self.json {
            arguments.push("--json".to_owned());
        }
        if let Some(folder) = &self.data {
            arguments.extend(["--data".to_owned(), folder.display().to_string()]);
        }
        arguments
    }
}

#[derive(Debug, Args)]
struct Run {
    /// Compile the server with full optimisation (much slower to build)
    #[arg(long)]
    release: bool,
    /// Arguments for `anteroom serve`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

fn main() -> ExitCode {
    match perform(Tasks::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(verb: Verb) -> anyhow::Result<()> {
    interrupt::listen()?;
    let workspace = Workspace::locate()?;
    match verb {
        Verb::Setup => setup::run_setup(&workspace, Extent::Tests, true),
        Verb::Demo(demo) => product::start(&workspace, demo.release, "demo", &demo.arguments()),
        Verb::Run(run) => product::start(&workspace, run.release, "serve", &run.arguments),
        Verb::Test { filter: Some(filter) } => checks::filtered(&workspace, &filter),
        Verb::Test { filter: None } | Verb::Ci => checks::everything(&workspace),
        Verb::E2e { arguments } => walks::build_and_walk(&workspace, &arguments),
        Verb::Outside(requests) => outside::build_and_look(&workspace, requests),
        Verb::Bench { subject, program } => bench::measure(&workspace, subject, program),
        Verb::Build => applications::build(&workspace),
        Verb::Postgres => postgres::hold(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Tasks::command().debug_assert();
    }

    #[test]
    fn playwright_gets_its_arguments_untouched() {
        let tasks = Tasks::parse_from(["cargo xtask", "e2e", "--headed", "-g", "A12"]);
        assert!(matches!(tasks.verb, Verb::E2e { arguments } if arguments == ["--headed", "-g", "A12"]));
    }
}
