//! `anteroom verify`: whether every document and every audit log is as it was written (D8).

use documents::store::documents::find;
use documents::verification;
use domain::PracticeId;
use domain::documents::Part;
use domain::practice::audit::AuditChain;
use platform::audit;
use platform::db::Scope;
use platform::problem::Problem;
use platform::{Platform, config::StartError};
use practice::practices;

/// Documents whose ids are read at once.
const STEP: u64 = 500;
/// How often a log that grows while it is read is read again.
const TRIES: usize = 5;

/// What was looked at.
#[derive(Default)]
struct Looked {
    documents: u64,
    events: i64,
    broken: u64,
}

impl Looked {
    /// Says in a line what is broken: ids, never whose they are.
    fn tell(&mut self, line: std::fmt::Arguments<'_>) {
        println!("{line}");
        self.broken += 1;
    }
}

/// Looks at everything, while the program serves or not, and says what is broken, a line each.
///
/// # Errors
/// When something is broken, or the database does not answer.
pub async fn verify(platform: &Platform) -> Result<(), StartError> {
    let looked = all(platform).await.map_err(|error| StartError::new("verify", error))?;
    if looked.broken > 0 {
        return Err(StartError::new("verify", format!("{} parts are not as they were", looked.broken)));
    }
    println!("Everything is as it was: {} documents, {} events", looked.documents, looked.events);
    Ok(())
}

async fn all(platform: &Platform) -> Result<Looked, Problem> {
    let mut looked = Looked::default();
    for practice in practices::ids(platform.db.read()).await? {
        let chain = log(platform, practice).await?;
        looked.events += chain.events;
        if let Some(line) = chain.broken_at {
            looked.tell(format_args!("practice {practice}: audit: Line {line} is not as it was written, or is missing."));
        }
        documents(platform, practice, &mut looked).await?;
    }
    Ok(looked)
}

/// The audit log of a practice. A line that comes in between its last one and its end looks like a broken one, and moves on.
async fn log(platform: &Platform, practice: PracticeId) -> Result<AuditChain, Problem> {
    let (db, scope) = (platform.db.read(), Scope { practice });
    let mut chain = audit::verify(db, scope).await?;
    for _ in 1..TRIES {
        let before = if chain.whole { break } else { chain.broken_at };
        chain = audit::verify(db, scope).await?;
        if chain.broken_at == before {
            break;
        }
    }
    Ok(chain)
}

async fn documents(platform: &Platform, practice: PracticeId, looked: &mut Looked) -> Result<(), Problem> {
    let (db, scope) = (platform.db.read(), Scope { practice });
    let mut after = None;
    loop {
        let ids = verification::ids_after(db, scope, after, STEP).await?;
        let Some(last) = ids.last() else { return Ok(()) };
        after = Some(*last);
        for id in ids {
            let Some(document) = find(db, scope, id).await? else { continue };
            looked.documents += 1;
            let found = verification::document(platform, db, &document).await?;
            for check in found.checks.iter().filter(|check| !check.whole) {
                looked.tell(format_args!("document {id}: {}: {}", Part::as_str(check.part), check.detail));
            }
        }
    }
}
