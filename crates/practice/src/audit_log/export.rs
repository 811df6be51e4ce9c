//! The log as a CSV file (RFC 4180), written page by page while it is being sent.

use actix_web::web::Bytes;
use csv::{Terminator, WriterBuilder};
use domain::practice::audit::{AuditEvent, ListAuditEvents};
use futures_util::stream::{self, Stream};
use platform::Platform;
use platform::audit::kind_name;
use platform::db::Scope;

use super::listing;

/// Lines a page: few enough to hold, enough to be quick.
const STEP: u64 = 1_000;
const HEADER: [&str; 8] = ["sequence", "at", "actor_kind", "actor", "act", "client_id", "client", "ip"];

/// The file in pieces. One that cannot be read on breaks off, so that nobody takes it for the whole.
pub fn stream(platform: Platform, scope: Scope, asked: ListAuditEvents) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    struct Place {
        before: Option<i64>,
        begun: bool,
        over: bool,
    }
    stream::try_unfold(Place { before: None, begun: false, over: false }, move |place| {
        let (platform, asked) = (platform.clone(), asked.clone());
        async move {
            if place.over {
                return Ok(None);
            }
            let broken = |error: sea_orm::DbErr| {
                tracing::error!(cause = %error, "an export broke off");
                std::io::Error::other("the export broke off")
            };
            let db = platform.db.read();
            let lines = listing::lines(db, scope, &asked, place.before, STEP).await.map_err(broken)?;
            let next = Place { before: lines.last().map(|line| line.sequence), begun: true, over: (lines.len() as u64) < STEP };
            let events = listing::named(db, scope, lines).await.map_err(broken)?;
            Ok(Some((Bytes::from(written(&events, !place.begun)?), next)))
        }
    })
}

fn written(events: &[AuditEvent], with_header: bool) -> Result<Vec<u8>, std::io::Error> {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    if with_header {
        out.write_record(HEADER)?;
    }
    for event in events {
        let text = |text: Option<&str>| inert(text.unwrap_or_default());
        out.write_record([
            event.sequence.to_string(),
            event.at.to_string(),
            kind_name(event.actor_kind).to_owned(),
            text(event.actor.as_ref().map(|name| name.as_str())),
            inert(&event.act),
            event.client_id.map(|id| id.to_string()).unwrap_or_default(),
            text(event.client.as_ref().map(|name| name.as_str())),
            text(event.ip.as_ref().map(|ip| ip.as_str())),
        ])?;
    }
    out.into_inner().map_err(|error| std::io::Error::other(error.to_string()))
}

/// A cell that a spreadsheet shows and does not calculate: names are other people's input.
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s7_a_name_is_never_a_formula_and_lines_end_as_the_standard_says() {
        let mut event = crate::examples::audit_events().items.remove(0);
        event.actor = Some("=HYPERLINK(\"http://x.example\")".into());
        event.client = Some("Maya, \"May\" Lopez".into());
        let text = String::from_utf8(written(&[event], true).expect("written")).expect("text");
        let (header, row) = text.split_once("\r\n").expect("two lines");
        assert_eq!(header, "sequence,at,actor_kind,actor,act,client_id,client,ip");
        assert!(
            row.contains(r#","'=HYPERLINK(""http://x.example"")","#) && row.contains(r#","Maya, ""May"" Lopez","#) && row.ends_with("\r\n"),
            "{row}"
        );
        for (cell, safe) in [("-1", "'-1"), ("@x", "'@x"), ("+1", "'+1"), ("Maya", "Maya"), ("", "")] {
            assert_eq!(inert(cell), safe);
        }
    }

    #[test]
    fn only_the_first_piece_has_the_header() {
        assert_eq!(written(&[], false).expect("written"), b"");
        assert_eq!(written(&[], true).expect("written"), b"sequence,at,actor_kind,actor,act,client_id,client,ip\r\n");
    }
}
