//! A conversation as a PDF file (M10): what was said in it, when and by whom, as far as whoever asks may read it.

mod words;

use domain::messaging::reading::Reads;
use domain::messaging::{ExportConversation, LONGEST_EXPORT, MOST_EXPORTED, Message};
use domain::time::{Date, Timestamp};
use domain::{ClientId, ConversationId, StaffId};
use jiff::tz::TimeZone;
use pdf::{Template, press, wording};
use platform::Platform;
use platform::problem::Problem;
use practice::{clients, practices, staff};

use crate::reader::Reader;
use crate::store::conversations::Model;
use crate::store::messages::{self, Period};
use crate::{refusals, wire};

/// Messages that are read at once.
const STEP: u64 = 500;

/// A file and what to say about it.
pub struct Export {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// What to save it under; says nothing of whom it is about.
    pub name: String,
    /// The client whose conversation it is.
    pub client: ClientId,
}

/// Makes the file.
///
/// # Errors
/// 404 when the conversation is nothing of the reader's, 422 `too_many_messages` or `too_much_text`, 503 `busy` when others
/// are being made.
pub async fn export(platform: &Platform, reader: &Reader, id: ConversationId, asked: &ExportConversation) -> Result<Export, Problem> {
    let db = platform.db.read();
    reader.find(db, id).await?;
    let turn = press::turn().await.map_err(|_| Problem::busy())?;
    let (conversation, reads) = reader.find(db, id).await?;
    let practice = practices::get(db, reader.scope()).await?.ok_or_else(Problem::not_found)?;
    let zone = TimeZone::get(&practice.zone).unwrap_or(TimeZone::UTC);
    let reads = Reads { notes: reads.notes && asked.notes == Some(true), ..reads };
    let said = said(platform, reader, &conversation, reads, &period(asked, &zone)).await?;

    let staff_ids = [Some(reader.person.id), conversation.staff_id];
    let team = staff::names(db, reader.scope(), staff_ids.into_iter().flatten()).await?;
    let clients = clients::display_names(db, reader.scope(), [conversation.client_id]).await?;
    let with = wire::party(&practice, conversation.staff_id.map(StaffId), &team);
    let now = platform.clock.now();
    let facts = words::Facts {
        practice: &practice.name,
        paper: wording::paper(&practice.currency),
        client: clients.get(&conversation.client_id).cloned().unwrap_or_default(),
        with,
        by: team.get(&reader.person.id).cloned().unwrap_or_default(),
        zone: &zone,
        asked: *asked,
        in_part: reads.after > 0 || reads.until.is_some(),
        notes: reads.notes,
        now,
    };
    let sheet = serde_json::to_value(words::sheet(&facts, &said)).map_err(Problem::internal)?;
    drop(said);
    let bytes = press::typeset(turn, Template::Conversation, sheet, now).await.map_err(Problem::internal)?;
    let name = format!("conversation-{}.pdf", now.to_zoned(zone).date());
    Ok(Export { bytes, name, client: conversation.client() })
}

/// The days that were asked for, by the practice's clocks.
fn period(asked: &ExportConversation, zone: &TimeZone) -> Period {
    // Only the first and last days that there are have no midnight.
    let begin = |day: Date| {
        let outside = if day.year() < 1970 { Timestamp::MIN } else { Timestamp::MAX };
        day.to_zoned(zone.clone()).map_or(outside, |at| at.timestamp())
    };
    Period { from: asked.from.map(begin), before: asked.to.map(|day| day.tomorrow().map_or(Timestamp::MAX, begin)) }
}

/// What was said, the oldest first, as long as it fits into one file.
async fn said(platform: &Platform, reader: &Reader, conversation: &Model, reads: Reads, period: &Period) -> Result<Vec<Message>, Problem> {
    let (db, scope) = (platform.db.read(), reader.scope());
    let count = messages::count(db, scope, conversation.id(), reads, period).await?;
    if count > MOST_EXPORTED {
        return Err(refusals::too_many_messages(count));
    }
    let (mut said, mut length, mut after) = (Vec::new(), 0, 0);
    while said.len() < usize::try_from(count).map_err(Problem::internal)? {
        let rows = messages::in_order(db, scope, conversation.id(), reads, period, after, STEP).await?;
        let Some(last) = rows.last() else { break };
        after = last.seq;
        let more = wire::messages(platform, db, reader, conversation, rows).await?;
        length += more.iter().map(|message| message.text.as_str().chars().count()).sum::<usize>();
        if length > LONGEST_EXPORT {
            return Err(refusals::too_much_text());
        }
        said.extend(more);
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn m10_days_are_those_of_the_practice_and_the_last_one_is_whole() {
        let zone = TimeZone::get("America/New_York").expect("a zone");
        let asked = |from: &str, to: &str| ExportConversation { from: from.parse().ok(), to: to.parse().ok(), notes: None };
        let of = |from, to| period(&asked(from, to), &zone);
        let at = |text: &str| Some(text.parse::<Timestamp>().expect("a moment"));
        assert_eq!(of("", ""), Period { from: None, before: None });
        // The clocks go forward on the 8th: that day has 23 hours.
        assert_eq!(of("2026-03-08", "2026-03-08"), Period { from: at("2026-03-08T05:00:00Z"), before: at("2026-03-09T04:00:00Z") });
        assert_eq!(of("9999-12-31", "9999-12-31"), Period { from: Some(Timestamp::MAX), before: Some(Timestamp::MAX) });
        assert_eq!(of("-009999-01-01", "").from.map(|from| from < Timestamp::UNIX_EPOCH), Some(true));
    }
}
