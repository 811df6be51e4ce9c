//! Who is signed in.

use domain::access::account::UpdatePreferences;
use domain::access::session::{Me, MeClient, MeStaff, SessionEnds, SessionKind};
use platform::Platform;
use platform::audit::{self, Act};
use platform::caller::{Client, Held, Subject};
use platform::db::Scope;
use platform::problem::Problem;
use platform::session::{self, store};
use practice::{clients, practices, staff};

use crate::sessions::idle_minutes;
use crate::store::{logins, recovery_codes};

/// The person behind a session. A client's own data is shown only once they are in; staff gave their password before
/// any session began.
///
/// # Errors
/// 401 when the person is gone.
pub async fn me(platform: &Platform, held: &Held) -> Result<Me, Problem> {
    whoever(platform, held.scope(), held.kind, held.ends, held.subject).await
}

async fn whoever(platform: &Platform, scope: Scope, kind: SessionKind, ends: SessionEnds, subject: Subject) -> Result<Me, Problem> {
    let db = platform.db.read();
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::session_ended)?;
    let mut me = Me { kind, ends, practice: practice.public(platform).await?, client: None, staff: None };
    match subject {
        Subject::Login { .. } if kind != SessionKind::Full => {}
        Subject::Login { login, client, rights } => {
            let login = logins::find(db, scope, login).await?.ok_or_else(Problem::session_ended)?;
            let client = clients::find(db, scope, client).await?.ok_or_else(Problem::session_ended)?;
            me.client = Some(MeClient {
                id: client.id(),
                login_id: login.id(),
                first_name: client.called().into(),
                display_name: client.display_name(),
                email: login.email(),
                pending_email: login.pending_email(platform.clock.now()),
                rights,
                language: login.language(),
                notices: login.notices(),
                sees_record_access: practice.portal().show_record_access,
            });
        }
        Subject::Staff { staff: id, role } => {
            let member = staff::find(db, scope, id).await?.ok_or_else(Problem::session_ended)?;
            me.staff = Some(MeStaff {
                id,
                display_name: staff::display_name(&member),
                email: member.email(),
                role,
                second_factor: member.totp_sealed.is_some(),
                recovery_codes_left: recovery_codes::left(db, scope, id).await?,
            });
        }
    }
    Ok(me)
}

/// Keeps the client's language and notices.
///
/// # Errors
/// When the database does not answer.
pub async fn prefer(platform: &Platform, client: &Client, input: &UpdatePreferences) -> Result<Me, Problem> {
    let scope = client.scope();
    let tx = platform.db.write().await?;
    logins::prefer(&*tx, scope, client.login, input.language, input.notices).await?;
    let act = Act::new("preferences.updated").client(client.client).on(client.login);
    audit::record(platform, &*tx, client.practice, client.actor(), act).await?;
    tx.commit().await?;
    let db = platform.db.read();
    let row = store::find(db, scope, client.session).await?.ok_or_else(Problem::session_ended)?;
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::session_ended)?;
    let idle = idle_minutes(&practice, domain::access::session::App::Portal);
    let ends = session::ends(platform.clock.now(), row.expires_at.into(), idle);
    let subject = Subject::Login { login: client.login, client: client.client, rights: client.rights };
    whoever(platform, scope, SessionKind::Full, ends, subject).await
}
