//! M2, M10: opening a conversation of a hundred thousand messages costs what one of a hundred does: counted in what the
//! database does for it, not in time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use api::Api;
use domain::access::session::App;
use domain::messaging::{ListMessages, MarkRead};
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Postgres, Sqlite};

use super::thread::{Thread, in_sql};
use crate::harness::{House, Kind, both_databases};

both_databases!(
    a_thread_of_a_hundred_thousand_messages_costs_what_one_of_a_hundred_does,
    an_unread_thread_of_a_hundred_thousand_messages_costs_what_one_of_four_thousand_does,
);

/// Messages of the short conversation, and how many times as long the other one is.
const SHORT: i64 = 100;
const LONG: i64 = 100_000;

/// Puts `more` messages before those that are there, made at once and without words.
async fn grow(thread: &Thread, more: i64) {
    let id = in_sql(&thread.house, thread.id.0);
    let fresh = match thread.house.kind() {
        Kind::Sqlite => "randomblob(16)",
        Kind::Postgres => "gen_random_uuid()",
    };
    let sql = format!(
        "UPDATE messages SET seq = seq + {more} WHERE conversation_id = {id};
        UPDATE conversations SET last_seq = last_seq + {more}, message_seq = message_seq + {more} WHERE id = {id};
        UPDATE conversation_participants SET read_seq = CASE WHEN read_seq > 0 THEN read_seq + {more} ELSE 0 END,
            delivered_seq = CASE WHEN delivered_seq > 0 THEN delivered_seq + {more} ELSE 0 END WHERE conversation_id = {id};
        WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {more})
        INSERT INTO messages (practice_id, id, conversation_id, seq, kind, author_kind, author_id, files, sent_at)
        SELECT m.practice_id, {fresh}, m.conversation_id, n, 'message',
            CASE WHEN n % 2 = 0 THEN 'client' ELSE 'staff' END,
            CASE WHEN n % 2 = 0 THEN c.client_id ELSE c.staff_id END, 0, m.sent_at
        FROM n, messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.conversation_id = {id} AND m.seq = {more} + 1"
    );
    let before = thread.house.number("SELECT count(*) FROM messages").await;
    thread.house.tamper(&sql).await;
    if thread.house.kind() == Kind::Postgres {
        // As it does by itself in the next minutes: what was moved leaves its old places behind.
        let mut connection = thread.house.platform().db.read().get_postgres_connection_pool().acquire().await.expect("a connection");
        sqlx::raw_sql("VACUUM (ANALYZE) messages").execute(&mut *connection).await.expect("tidied up");
    }
    assert_eq!(thread.house.number("SELECT count(*) FROM messages").await, before + more);
}

/// What the database does while somebody opens the conversation: as its page asks for it.
async fn opening(thread: &Thread, api: &Api) -> u64 {
    let mut least = u64::MAX;
    for _ in 0..3 {
        let work = Work::begin(&thread.house).await;
        let newest = match api.app() {
            App::Portal => {
                api.get_my_unread().await.expect("counts");
                api.list_my_conversations().await.expect("the list");
                api.get_my_conversation(thread.id).await.expect("the conversation");
                api.list_my_messages(thread.id, &ListMessages::default()).await.expect("the newest").items
            }
            App::Admin => {
                api.get_unread().await.expect("counts");
                api.list_conversations(&Default::default()).await.expect("the list");
                api.get_conversation(thread.id).await.expect("the conversation");
                api.list_messages(thread.id, &ListMessages::default()).await.expect("the newest").items
            }
        };
        let oldest = newest.last().map(|message| message.seq);
        let before = ListMessages { before: oldest, ..ListMessages::default() };
        match api.app() {
            App::Portal => api.list_my_messages(thread.id, &before).await.expect("a page back"),
            App::Admin => api.list_messages(thread.id, &before).await.expect("a page back"),
        };
        // What works in the background is not what is counted: it is not there in all of three.
        least = least.min(work.done().await);
    }
    least
}

async fn a_thread_of_a_hundred_thousand_messages_costs_what_one_of_a_hundred_does(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    for number in 0..SHORT {
        if number % 2 == 0 {
            thread.maya_says("Words").await
        } else {
            thread.jordan_says("Words").await
        };
    }
    thread.maya_has_read(SHORT).await;
    thread.jordan_has_read(SHORT).await;
    let (hers, theirs) = (opening(&thread, &thread.browser).await, opening(&thread, &thread.jordan).await);
    grow(&thread, LONG - SHORT).await;
    let (now_hers, now_theirs) = (opening(&thread, &thread.browser).await, opening(&thread, &thread.jordan).await);
    for (before, now) in [(hers, now_hers), (theirs, now_theirs)] {
        assert!(before > 100, "something is counted: {before}");
        // An index of a hundred thousand is a level or two deeper.
        assert!(now * 4 <= before * 5, "{now} with {LONG} messages, {before} with {SHORT}");
    }
    // Reading on costs the same, too.
    let work = Work::begin(&house).await;
    thread.jordan_says("One more").await;
    let read = thread.browser.mark_my_messages_read(&crate::harness::once(), thread.id, &MarkRead { seq: LONG + 1 }).await.expect("noted");
    assert_eq!(read.messages, 0);
    let done = work.done().await;
    assert!(done < hers.max(20_000), "{done}");
}

async fn an_unread_thread_of_a_hundred_thousand_messages_costs_what_one_of_four_thousand_does(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    for _ in 0..SHORT {
        thread.jordan_says("Words").await;
    }
    let mut costs = Vec::new();
    // Every second one is Jordan's.
    for length in [4_000, LONG] {
        let there = house.number("SELECT count(*) FROM messages").await;
        grow(&thread, length - there).await;
        assert_eq!(thread.browser.get_my_unread().await.expect("counts").messages, 1_000, "counted as far as that");
        costs.push(opening(&thread, &thread.browser).await);
    }
    assert!(costs[1] * 4 <= costs[0] * 5, "{costs:?}");
}

/// What the database does from one moment to another: SQLite the steps of its machine, PostgreSQL the rows of
/// messaging that it looks at.
enum Work {
    Sqlite(Arc<AtomicU64>),
    Postgres(House, u64),
}

/// SQLite tells after so many steps.
const STEPS: i32 = 10;

impl Work {
    async fn begin(house: &House) -> Self {
        if house.kind() == Kind::Postgres {
            return Self::Postgres(house.clone(), rows(house).await);
        }
        let steps: Arc<AtomicU64> = Arc::default();
        for connection in &mut all::<Sqlite>(house.platform().db.read().get_sqlite_connection_pool()).await {
            let steps = Arc::clone(&steps);
            let mut handle = connection.lock_handle().await.expect("a connection");
            handle.set_progress_handler(STEPS, move || {
                steps.fetch_add(u64::from(STEPS.unsigned_abs()), Ordering::Relaxed);
                true
            });
        }
        Self::Sqlite(steps)
    }

    async fn done(self) -> u64 {
        match self {
            Self::Sqlite(steps) => steps.load(Ordering::Relaxed),
            Self::Postgres(house, before) => rows(&house).await - before,
        }
    }
}

/// All connections of a pool at once, as many as there may be.
async fn all<D: sqlx::Database>(pool: &sqlx::Pool<D>) -> Vec<PoolConnection<D>> {
    let mut connections = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        connections.push(pool.acquire().await.expect("a connection"));
    }
    connections
}

/// Rows of messaging's tables that were looked at since the database was made.
async fn rows(house: &House) -> u64 {
    // Each connection tells what it did, now and not in a while.
    let pool = house.platform().db.read().get_postgres_connection_pool();
    for connection in &mut all::<Postgres>(pool).await {
        sqlx::raw_sql("SELECT pg_stat_force_next_flush()").execute(&mut **connection).await.expect("told");
    }
    // An entry of an index and the row it leads to are one.
    let sql = "SELECT coalesce(sum(seq_tup_read + greatest(coalesce(idx_tup_fetch, 0),
            (SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes entries WHERE entries.relid = tables.relid))), 0)::bigint
        FROM pg_stat_user_tables tables WHERE relname ~ '^(conversation|message)'";
    let mut connection = pool.acquire().await.expect("a connection");
    sqlx::raw_sql("SELECT pg_stat_clear_snapshot()").execute(&mut *connection).await.expect("anew");
    let rows: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *connection).await.expect("a number");
    u64::try_from(rows).expect("no fewer than none")
}
