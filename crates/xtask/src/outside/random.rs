//! Random requests to every operation, from three kinds of caller; the answers must be what the description says.
//!
//! Schemathesis makes and judges them (`e2e/outside/schemathesis.toml`); who sends them is told in `e2e/outside/callers.py`. Each run
//! has a server and a sample practice of its own, so that a seed means the same requests again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use super::sample::Sample;
use super::{DESCRIPTION, HERE, reach};
use crate::interrupt;
use crate::python;
use crate::workspace::Workspace;

/// As `openapi/access.txt` calls them.
const CALLERS: [&str; 3] = ["owner", "client", "anyone"];
const SEEDS: u64 = 3;
/// Each request comes from an address of its own, so that those who guess wrongly do not make everybody wait.
const SETTINGS: [(&str, &str); 1] = [("ANTEROOM_TRUSTED_PROXIES", "[\"127.0.0.1\"]")];

/// How many random requests.
#[derive(Debug, Clone, Copy, Args)]
pub struct Requests {
    /// How many random requests each operation gets, for each caller and seed
    #[arg(long, value_name = "N", default_value_t = Self::FEW)]
    examples: u32,
    /// The first of three seeds; the same one makes the same requests
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Requests {
    const FEW: u32 = 3;
}

impl Default for Requests {
    fn default() -> Self {
        Self { examples: Self::FEW, seed: 1 }
    }
}

/// How often each operation answered which status.
type Answers = BTreeMap<String, BTreeMap<String, u64>>;

/// Sends them, the callers side by side, and says how far each of them came.
pub fn send(workspace: &Workspace, sample: &Sample, requests: Requests) -> Result<()> {
    let operations = operations(&fs::read_to_string(workspace.at(DESCRIPTION))?)?;
    let rights = fs::read_to_string(workspace.at(reach::RIGHTS))?;
    let callers = thread::scope(|scope| {
        let running = CALLERS.map(|caller| {
            scope.spawn(move || {
                (0..SEEDS).map(|number| one_run(workspace, sample, caller, requests, number)).collect::<Vec<Result<Answers>>>()
            })
        });
        running.map(|runs| runs.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let mut faults = Vec::new();
    for (caller, runs) in CALLERS.into_iter().zip(callers) {
        let mut all = Answers::new();
        for (seed, run) in (requests.seed..).zip(runs) {
            match run {
                Ok(answers) => {
                    let untouched: Vec<_> =
                        operations.iter().filter(|operation| !answers.contains_key(*operation) && !is_endless(operation)).collect();
                    if !untouched.is_empty() {
                        faults.push(format!("{caller}, seed {seed}: no request for {untouched:?}"));
                    }
                    add(&mut all, answers);
                }
                Err(error) => faults.push(format!("{caller}, seed {seed}: {error:#}")),
            }
        }
        let reached = reach::judge(&rights, caller, &succeeded(&all))?;
        let sent: u64 = all.values().flat_map(BTreeMap::values).sum();
        eprintln!("{caller:7} {} operations, {sent:6} requests, {reached}", all.len());
        if !reached.missed.is_empty() {
            faults.push(format!("{caller}: may, and was never answered 2xx: {}", reached.missed.join(", ")));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{} of {} runs and callers\n{}", faults.len(), CALLERS.len() * (SEEDS as usize + 1), faults.join("\n"))
}

fn is_endless(operation: &str) -> bool {
    reach::ENDLESS.contains(&operation)
}

/// One caller, one seed, one server.
fn one_run(workspace: &Workspace, sample: &Sample, caller: &str, requests: Requests, number: u64) -> Result<Answers> {
    let seed = requests.seed + number;
    let name = format!("{caller}-{seed}");
    let (told, answers) = (sample.logs.join(format!("{name}.txt")), sample.logs.join(format!("{name}.json")));
    let served = sample.serve(&name, &SETTINGS)?;
    // The systematic requests are the same for every seed: the edges of each value, one after the other.
    let phases = if number == 0 { "examples,coverage,fuzzing,stateful" } else { "examples,fuzzing,stateful" };
    let mut schemathesis = python::program(workspace, "schemathesis");
    schemathesis.arg("--config-file").arg(workspace.at(HERE).join("schemathesis.toml"));
    schemathesis.args(["--no-color", "run"]).arg(workspace.at(DESCRIPTION)).args(["--url", &served.url(), "--phases", phases]);
    schemathesis.args(["--max-examples", &requests.examples.to_string(), "--seed", &seed.to_string(), "--warnings", "off"]);
    schemathesis.env("SCHEMATHESIS_HOOKS", "callers").env("PYTHONPATH", workspace.at(HERE));
    schemathesis.env("OUTSIDE_CALLER", caller).env("OUTSIDE_SEED", seed.to_string()).env("OUTSIDE_ANSWERS", &answers);
    // What it leaves behind goes with the copy.
    served.tell(&mut schemathesis).current_dir(&served.data);
    let out = File::create(&told)?;
    let mut child = interrupt::spawn(schemathesis.stdout(out.try_clone()?).stderr(out)).context("cannot start Schemathesis")?;
    let status = child.wait();
    interrupt::forget(child.id());
    let status = status?;
    if !status.success() {
        eprintln!("\n{name}:\n{}", fs::read_to_string(&told)?);
        bail!("Schemathesis found faults ({status}); its words are above");
    }
    serde_json::from_str(&fs::read_to_string(&answers).context("Schemathesis left no count of answers")?).context("the count of answers")
}

/// The names of all operations that are described.
fn operations(description: &str) -> Result<BTreeSet<String>> {
    let description: serde_json::Value = serde_json::from_str(description)?;
    let paths = description["paths"].as_object().context("the description has no paths")?;
    let items = paths.values().filter_map(serde_json::Value::as_object).flat_map(|item| item.values());
    let names: BTreeSet<_> = items.filter_map(|operation| operation["operationId"].as_str().map(str::to_owned)).collect();
    ensure!(!names.is_empty(), "the description has no operations");
    Ok(names)
}

fn add(all: &mut Answers, more: Answers) {
    for (operation, statuses) in more {
        let known = all.entry(operation).or_default();
        for (status, count) in statuses {
            *known.entry(status).or_default() += count;
        }
    }
}

fn succeeded(answers: &Answers) -> BTreeSet<&str> {
    let ok = |statuses: &BTreeMap<String, u64>| statuses.keys().any(|status| status.starts_with('2'));
    answers.iter().filter(|(_, statuses)| ok(statuses)).map(|(operation, _)| operation.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(json: &str) -> Answers {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn runs_add_up_and_a_success_in_any_of_them_counts() {
        let mut all = answers(r#"{"get_me": {"401": 2}, "sign_in": {"401": 1}}"#);
        add(&mut all, answers(r#"{"get_me": {"401": 1, "200": 1}}"#));
        assert_eq!(all["get_me"]["401"], 3);
        assert_eq!(succeeded(&all), BTreeSet::from(["get_me"]));
    }

    #[test]
    fn every_operation_of_the_description_is_known_by_name() {
        let found = operations(
            r#"{"paths": {"/a": {"get": {"operationId": "get_a"}, "parameters": []}, "/b": {"put": {"operationId": "put_b"}}}}"#,
        );
        assert_eq!(found.unwrap(), BTreeSet::from(["get_a".to_owned(), "put_b".to_owned()]));
        assert!(operations(r#"{"paths": {}}"#).is_err());
    }
}
