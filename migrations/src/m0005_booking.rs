//! Booking: rules, exceptions, appointments and their series, requests of people who are no clients yet, calendars that
//! go out and come in.

use sea_orm_migration::prelude::*;

use crate::columns::*;
use crate::walls;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        what_is_there_already(m).await?;
        hours_hold_for_services_and_seasons(m).await?;
        rules(m).await?;
        appointments(m).await?;
        new_clients(m).await?;
        calendars(m).await?;
        walls::of_appointments(m).await
    }
}

/// Services and offices get what booking needs; those that are there are as they usually are.
async fn what_is_there_already(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let usually = |mut column: ColumnDef, value: Value| column.default(value).take();
    for (table, column) in [
        ("services", usually(number("buffer_before_minutes"), 0_i64.into())),
        ("services", usually(number("buffer_after_minutes"), 0_i64.into())),
        ("services", usually(flag("bookable_online"), true.into())),
        ("services", usually(flag("for_new_clients"), false.into())),
        // Missing: as the practice has it.
        ("services", maybe_text("approval")),
        ("offices", usually(flag("show_address_to_new_clients"), true.into())),
        ("offices", usually(flag("one_room"), false.into())),
    ] {
        m.alter_table(Table::alter().table(Alias::new(table)).add_column(column).take()).await?;
    }
    // Who gives a service, and where; no rows: everybody, everywhere.
    for (name, other, target) in [("service_clinicians", "staff_id", "staff"), ("service_offices", "office_id", "offices")] {
        let mut links = table(name, vec![id("practice_id"), id("service_id"), id(other)], &["practice_id", "service_id", other]);
        refer(&mut links, &["practice_id", "service_id"], "services", &["practice_id", "id"], ForeignKeyAction::Cascade);
        refer(&mut links, &["practice_id", other], target, &["practice_id", "id"], ForeignKeyAction::Cascade);
        m.create_table(links).await?;
    }
    Ok(())
}

/// SQLite adds no foreign key of two columns to a table that is there: the table is made anew.
async fn hours_hold_for_services_and_seasons(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = m.get_connection();
    db.execute_unprepared("CREATE TABLE availability_windows_kept AS SELECT * FROM availability_windows").await?;
    m.drop_table(Table::drop().table(Alias::new("availability_windows")).take()).await?;
    let windows = vec![
        id("staff_id"),
        number("weekday"),
        number("from_minute"),
        number("to_minute"),
        maybe_id("office_id"),
        maybe_id("service_id"),
        // Days, both included; missing: since always, for good.
        maybe_text("from_date"),
        maybe_text("to_date"),
    ];
    let mut windows = practice_table("availability_windows", windows);
    refer(&mut windows, &["practice_id", "staff_id"], "staff", &["practice_id", "id"], ForeignKeyAction::Cascade);
    refer(&mut windows, &["practice_id", "office_id"], "offices", &["practice_id", "id"], ForeignKeyAction::Restrict);
    refer(&mut windows, &["practice_id", "service_id"], "services", &["practice_id", "id"], ForeignKeyAction::Restrict);
    m.create_table(windows).await?;
    m.create_index(index("availability_windows", &["practice_id", "staff_id", "weekday"])).await?;
    db.execute_unprepared(
        "INSERT INTO availability_windows (practice_id, id, staff_id, weekday, from_minute, to_minute, office_id) \
         SELECT practice_id, id, staff_id, weekday, from_minute, to_minute, office_id FROM availability_windows_kept",
    )
    .await?;
    m.drop_table(Table::drop().table(Alias::new("availability_windows_kept")).take()).await
}

async fn rules(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    // A practice without a row has the usual rules.
    let scheduling = vec![
        id("practice_id"),
        number("grid_minutes"),
        number("notice_hours_existing"),
        number("notice_hours_new"),
        number("horizon_days"),
        text("cancellation"),
        flag("pending_holds"),
        number("request_expiry_hours"),
        text("approval"),
        // Lists, as JSON.
        text("reminder_hours"),
        text("prescreen_questions"),
        text("framing_sites"),
        flag("new_client_door"),
        number("version"),
    ];
    let mut scheduling = table("scheduling", scheduling, &["practice_id"]);
    refer(&mut scheduling, &["practice_id"], "practices", &["id"], ForeignKeyAction::Cascade);
    m.create_table(scheduling).await?;

    let exceptions = vec![
        id("staff_id"),
        text("kind"),
        // The clock on the wall, `YYYY-MM-DDTHH:MM`: in the order of the alphabet they are in the order of time.
        text("from_local"),
        text("to_local"),
        maybe_id("office_id"),
        maybe_id("service_id"),
        text("note"),
    ];
    let mut exceptions = practice_table("availability_exceptions", exceptions);
    refer(&mut exceptions, &["practice_id", "staff_id"], "staff", &["practice_id", "id"], ForeignKeyAction::Cascade);
    refer(&mut exceptions, &["practice_id", "office_id"], "offices", &["practice_id", "id"], ForeignKeyAction::Restrict);
    refer(&mut exceptions, &["practice_id", "service_id"], "services", &["practice_id", "id"], ForeignKeyAction::Restrict);
    m.create_table(exceptions).await?;
    m.create_index(index("availability_exceptions", &["practice_id", "staff_id", "to_local"])).await
}

async fn appointments(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let series = practice_table("appointment_series", vec![number("every_weeks"), number("created_at")]);
    m.create_table(series).await?;

    let appointments = vec![
        id("client_id"),
        id("staff_id"),
        id("service_id"),
        id("office_id"),
        number("starts_at"),
        number("ends_at"),
        // With the buffers it was booked with: later rules change nothing (B22).
        number("blocked_from"),
        number("blocked_to"),
        // Nobody else may have its time.
        flag("blocking"),
        // Staff let it overlap others: the walls do not hold for it.
        flag("overlap"),
        // The office was one room when it was booked.
        flag("one_room"),
        text("status"),
        // `portal`, `door` (somebody who was no client yet) or `staff`.
        text("source"),
        flag("at_once"),
        // Note, answers and the reason of a decline.
        maybe_bytes("sealed_words"),
        // Of its calendar files: the same for its whole life, and counting up (RFC 5545, 3.8.4.7 and 3.8.7.4).
        text("uid"),
        number("sequence"),
        maybe_id("series_id"),
        maybe_number("series_position"),
        // What the client gives up once this one holds.
        maybe_id("replaces_id"),
        maybe_number("requested_at"),
        maybe_number("expires_at"),
        flag("archived"),
        number("version"),
        number("created_at"),
        number("updated_at"),
    ];
    let mut appointments = practice_table("appointments", appointments);
    for (column, target) in [
        ("client_id", "clients"),
        ("staff_id", "staff"),
        ("service_id", "services"),
        ("office_id", "offices"),
        ("series_id", "appointment_series"),
    ] {
        refer(&mut appointments, &["practice_id", column], target, &["practice_id", "id"], ForeignKeyAction::Restrict);
    }
    refer(&mut appointments, &["practice_id", "replaces_id"], "appointments", &["practice_id", "id"], ForeignKeyAction::Restrict);
    let column = |name: &'static str| Expr::col(Alias::new(name));
    appointments
        .check(column("blocked_from").lte(column("starts_at")))
        .check(column("starts_at").lt(column("ends_at")))
        .check(column("ends_at").lte(column("blocked_to")))
        // Whoever looks for what overlaps a moment need not look further back than a day.
        .check(column("blocked_to").sub(column("blocked_from")).lte(walls::LONGEST));
    m.create_table(appointments).await?;
    for columns in [
        &["practice_id", "staff_id", "blocked_from"][..],
        &["practice_id", "office_id", "blocked_from"],
        &["practice_id", "client_id", "starts_at"],
        &["practice_id", "starts_at"],
        &["practice_id", "status", "starts_at"],
        &["practice_id", "series_id", "series_position"],
        &["practice_id", "replaces_id"],
        // Reminders and expiry look over all practices.
        &["status", "starts_at"],
        &["status", "expires_at"],
    ] {
        m.create_index(index("appointments", columns)).await?;
    }
    m.create_index(unique("appointments", &["practice_id", "uid"])).await?;

    let proposals = vec![id("practice_id"), id("appointment_id"), number("starts_at")];
    let mut proposals = table("appointment_proposals", proposals, &["practice_id", "appointment_id", "starts_at"]);
    of_appointment(&mut proposals);
    m.create_table(proposals).await?;

    // One row for each reminder that went out: it goes out once. A moved appointment is reminded of anew.
    let sent = vec![id("practice_id"), id("appointment_id"), number("hours"), number("starts_at"), number("sent_at")];
    let mut sent = table("reminders_sent", sent, &["practice_id", "appointment_id", "hours", "starts_at"]);
    of_appointment(&mut sent);
    m.create_table(sent).await
}

fn of_appointment(table: &mut TableCreateStatement) {
    refer(table, &["practice_id", "appointment_id"], "appointments", &["practice_id", "id"], ForeignKeyAction::Cascade);
}

async fn new_clients(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    // Before the code of the e-mail came back: holds no time, and nobody is told.
    let requests = vec![
        bytes("token_hash"),
        bytes("code_mac"),
        bytes("email_mac"),
        bytes("sealed"),
        number("tries"),
        maybe_number("used_at"),
        number("created_at"),
        number("expires_at"),
    ];
    m.create_table(practice_table("first_requests", requests)).await?;
    m.create_index(unique("first_requests", &["practice_id", "token_hash"])).await?;
    m.create_index(index("first_requests", &["practice_id", "email_mac", "created_at"])).await?;
    m.create_index(index("first_requests", &["expires_at"])).await?;

    // Work that was handed in is good once.
    m.create_table(table("spent_challenges", vec![bytes("hash"), number("expires_at")], &["hash"])).await?;
    m.create_index(index("spent_challenges", &["expires_at"])).await
}

async fn calendars(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let feeds = vec![id("practice_id"), id("staff_id"), bytes("token_hash"), number("created_at")];
    let mut feeds = table("calendar_feeds", feeds, &["practice_id", "staff_id"]);
    of_staff(&mut feeds);
    m.create_table(feeds).await?;
    m.create_index(unique("calendar_feeds", &["token_hash"])).await?;

    let outside = vec![
        id("staff_id"),
        text("name"),
        text("host"),
        bytes("sealed_url"),
        text("state"),
        maybe_text("failure"),
        // What the other side said of the version that was read (RFC 9110, 8.8).
        maybe_text("etag"),
        maybe_text("last_modified"),
        maybe_number("last_read_at"),
        number("next_read_at"),
        maybe_number("leased_until"),
        number("created_at"),
    ];
    let mut outside = practice_table("outside_calendars", outside);
    of_staff(&mut outside);
    m.create_table(outside).await?;
    m.create_index(index("outside_calendars", &["practice_id", "staff_id"])).await?;
    m.create_index(index("outside_calendars", &["next_read_at"])).await?;

    let busy = vec![id("practice_id"), id("calendar_id"), id("staff_id"), number("busy_from"), number("busy_to")];
    let mut busy = table("outside_busy", busy, &["practice_id", "calendar_id", "busy_from", "busy_to"]);
    refer(&mut busy, &["practice_id", "calendar_id"], "outside_calendars", &["practice_id", "id"], ForeignKeyAction::Cascade);
    of_staff(&mut busy);
    m.create_table(busy).await?;
    m.create_index(index("outside_busy", &["practice_id", "staff_id", "busy_to"])).await
}

fn of_staff(table: &mut TableCreateStatement) {
    refer(table, &["practice_id", "staff_id"], "staff", &["practice_id", "id"], ForeignKeyAction::Cascade);
}
