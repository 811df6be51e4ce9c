//! A run of several steps: each is shown as it happens, all of them stand in a table at the end.

use std::fmt;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How the steps of one run went.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: String,
    took: Duration,
    outcome: Outcome,
}

#[derive(Debug)]
enum Outcome {
    Passed,
    Failed(String),
    /// What it needed had failed before.
    NotRun(String),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => f.write_str("passed"),
            Self::Failed(why) => write!(f, "FAILED   {why}"),
            Self::NotRun(why) => write!(f, "NOT RUN  {why}"),
        }
    }
}

impl Report {
    /// Does one step. A failure is kept for the table and gives `None`; the run goes on with what does not need it.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let result = work();
        let took = start.elapsed();
        let (outcome, value) = match result {
            Ok(value) => (Outcome::Passed, Some(value)),
            Err(error) => {
                eprintln!("{error:#}");
                let first_line = error.to_string().lines().next().unwrap_or_default().to_owned();
                (Outcome::Failed(first_line), None)
            }
        };
        eprintln!("== {name}: {} in {}", if value.is_some() { "passed" } else { "failed" }, Seconds(took));
        self.rows.push(Row { name: name.to_owned(), took, outcome });
        value
    }

    /// Notes a step that could not be done because an earlier one failed. It counts as a failure.
    pub fn not_run(&mut self, name: &str, because: &str) {
        self.rows.push(Row { name: name.to_owned(), took: Duration::ZERO, outcome: Outcome::NotRun(because.to_owned()) });
    }

    /// Prints the table and fails unless every step passed.
    pub fn finish(self) -> Result<()> {
        let width = self.rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
        eprintln!();
        for Row { name, took, outcome } in &self.rows {
            eprintln!("{name:width$}  {:>9}  {outcome}", Seconds(*took).to_string());
        }
        let total: Duration = self.rows.iter().map(|row| row.took).sum();
        eprintln!("{:width$}  {:>9}", "all", Seconds(total).to_string());
        let failed = self.rows.iter().filter(|row| !matches!(row.outcome, Outcome::Passed)).count();
        if failed > 0 {
            bail!("{failed} of {} steps did not pass", self.rows.len());
        }
        Ok(())
    }
}

/// A duration for people: `4.2 s`, `3 m 07 s`.
struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.as_secs();
        if whole < 60 { write!(f, "{:.1} s", self.0.as_secs_f64()) } else { write!(f, "{} m {:02} s", whole / 60, whole % 60) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failed_step_fails_the_run_and_the_others_still_happen() {
        let mut report = Report::default();
        assert_eq!(report.step("first", || anyhow::Ok(1)), Some(1));
        assert_eq!(report.step("second", || bail!("broken") as Result<i32>), None);
        assert_eq!(report.step("third", || anyhow::Ok(3)), Some(3));
        assert_eq!(report.finish().unwrap_err().to_string(), "1 of 3 steps did not pass");
    }

    #[test]
    fn a_step_that_could_not_run_is_no_success() {
        let mut report = Report::default();
        report.not_run("walks", "the build failed");
        assert!(report.finish().is_err());
    }

    #[test]
    fn durations_read_well() {
        assert_eq!(Seconds(Duration::from_millis(4_240)).to_string(), "4.2 s");
        assert_eq!(Seconds(Duration::from_secs(187)).to_string(), "3 m 07 s");
    }
}
