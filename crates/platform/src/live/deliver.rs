//! The work behind open streams: news are read and handed out, hearts beat, and streams whose session is over end.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::time::MissedTickBehavior;

use super::hub::SLOTS;
use super::seat::{Batch, Seat};
use super::{Hub, Person, listen, store};
use crate::Platform;
use crate::caller::standing;
use crate::jobs::Shutdown;
use crate::problem::Problem;

/// From one slot's heartbeat to the next one's; each stream's own heart beats every twenty seconds.
const BEAT: Duration = Duration::from_secs(1);
/// People whose news are read at the same time.
const READERS: usize = 4;
/// How long to wait for a database that did not answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does the work until `shutdown` says true; then every stream ends, and browsers come back to whoever answers next.
pub async fn run(platform: Platform, mut shutdown: Shutdown) {
    let hub = platform.db.live();
    let work = async {
        tokio::join!(hand_out(&platform, hub), beat(&platform, hub), look(&platform, hub), listen::run(&platform, hub));
    };
    tokio::select! {
        _ = shutdown.wait_for(|stop| *stop) => {}
        () = work => {}
    }
    hub.close();
}

/// Reads and hands out, for ever. One person's news are read by one at a time.
async fn hand_out(platform: &Platform, hub: &Hub) {
    loop {
        hub.somebody_has_news().await;
        let people = hub.take_rung();
        let read = |person| async move { news_for(platform, hub, person).await.is_err().then_some(person) };
        let missed: Vec<Person> =
            futures_util::stream::iter(people).map(read).buffer_unordered(READERS).filter_map(std::future::ready).collect().await;
        if !missed.is_empty() {
            // The reason was logged.
            tokio::time::sleep(PATIENCE).await;
            for person in missed {
                hub.ring(person);
            }
        }
    }
}

/// Reads what is new for `person`, once for all pages that have the same already, and hands it out.
async fn news_for(platform: &Platform, hub: &Hub, person: Person) -> Result<(), Problem> {
    let seats = hub.seats(person);
    let positions: BTreeSet<i64> = seats.iter().filter_map(|seat| seat.position()).collect();
    for from in positions {
        let batch = Batch::from(store::since(platform.db.read(), person, from).await?);
        // All of them are given, whatever the first one says.
        let more = seats.iter().filter(|seat| seat.give(from, &batch)).count();
        if more > 0 {
            hub.ring(person);
        }
    }
    Ok(())
}

/// Lets hearts beat, a slot at a time, and looks at the sessions of whose turn it is.
async fn beat(platform: &Platform, hub: &Hub) {
    let mut ticks = tokio::time::interval(BEAT);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for slot in (0..SLOTS).cycle() {
        ticks.tick().await;
        let seats = hub.slot(slot);
        for seat in &seats {
            seat.beat();
        }
        // Who cannot be looked at now is looked at the next time.
        let _ = end_those_that_are_over(platform, &seats).await;
    }
}

/// Looks at sessions that may have ended this moment.
async fn look(platform: &Platform, hub: &Hub) {
    loop {
        hub.a_session_is_doubted().await;
        let seats = hub.take_doubted();
        let _ = end_those_that_are_over(platform, &seats).await;
    }
}

/// Ends the streams whose session, or whose right to what they tell, is no longer there.
async fn end_those_that_are_over(platform: &Platform, seats: &[Arc<Seat>]) -> Result<(), Problem> {
    if seats.is_empty() {
        return Ok(());
    }
    let holders: Vec<_> = seats.iter().map(|seat| seat.holder).collect();
    let standing = standing::among(platform, &holders).await?;
    for seat in seats {
        match standing.get(&seat.holder.session) {
            Some(true) => {}
            // Whoever comes back hears that there is nothing for them here, and is still signed in.
            Some(false) => seat.end_for_now(),
            None => seat.end_with_session(),
        }
    }
    Ok(())
}
