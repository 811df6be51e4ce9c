//! Who sees what, what of it is unread, how far a message came (M1, M7, M10).

use domain::StaffId;
use domain::messaging::reading::{Desk, Mark, Progress, Reads, Window, badge, has_state, read_up_to, state};
use domain::messaging::{AuthorKind, MessageKind, MessageState};
use domain::practice::staff::Role;
use uuid::Uuid;

const JORDAN: StaffId = StaffId(Uuid::from_u128(1));
const PRIYA: StaffId = StaffId(Uuid::from_u128(2));
const WITH_JORDAN: Desk = Desk::Clinician(JORDAN);

fn seen(reads: Reads, kind: MessageKind) -> Vec<i64> {
    (1..=10).filter(|seq| reads.sees(*seq, kind)).collect()
}

#[test]
fn m1_who_is_added_sees_nothing_of_what_was_said_before() {
    let window = Window { joined_seq: 4, left_seq: None };
    let reads = Reads::staff(WITH_JORDAN, PRIYA, Role::Clinician, Some(window), true).expect("takes part");
    assert_eq!(seen(reads, MessageKind::Message), [5, 6, 7, 8, 9, 10]);
    assert_eq!(seen(reads, MessageKind::Note), [5, 6, 7, 8, 9, 10]);
    assert!(reads.writes());
}

#[test]
fn m1_who_left_sees_what_was_said_while_they_were_there_and_writes_no_more() {
    let reads =
        Reads::staff(WITH_JORDAN, PRIYA, Role::FrontDesk, Some(Window { joined_seq: 4, left_seq: Some(7) }), false).expect("took part");
    assert_eq!(seen(reads, MessageKind::Message), [5, 6, 7]);
    assert!(!reads.writes());
    let left_at_once =
        Reads::staff(WITH_JORDAN, PRIYA, Role::FrontDesk, Some(Window { joined_seq: 4, left_seq: Some(4) }), false).expect("took part");
    assert!(seen(left_at_once, MessageKind::Message).is_empty());
}

#[test]
fn m1_a_conversation_is_read_by_its_clinician_by_owners_and_by_nobody_else() {
    for role in Role::ALL {
        let jordan = Reads::staff(WITH_JORDAN, JORDAN, role, None, false).expect("their own");
        assert_eq!(seen(jordan, MessageKind::Note).len(), 10, "{role:?}");
        assert_eq!(Reads::staff(WITH_JORDAN, PRIYA, role, None, false).is_some(), role == Role::Owner, "{role:?}");
        let front_desk = Reads::staff(Desk::FrontDesk, PRIYA, role, None, false);
        assert_eq!(front_desk.is_some(), matches!(role, Role::Owner | Role::FrontDesk), "{role:?}");
    }
}

#[test]
fn m1_a_part_from_a_role_of_before_shows_nothing() {
    let window = Some(Window { joined_seq: 0, left_seq: None });
    for (desk, role) in [(Desk::FrontDesk, Role::Biller), (Desk::FrontDesk, Role::Clinician), (WITH_JORDAN, Role::FrontDesk)] {
        assert_eq!(Reads::staff(desk, PRIYA, role, window, false), None, "{desk:?} {role:?}");
        let given = Reads::staff(desk, PRIYA, role, window, true).expect("given to them");
        assert_eq!(seen(given, MessageKind::Message).len(), 10);
    }
}

#[test]
fn m7_what_stood_there_before_somebody_came_did_not_come_to_them() {
    let came_at_five = Progress { joined_seq: 5, delivered_seq: 7, read_seq: 6 };
    let states = [5, 6, 7, 8].map(|seq| state(seq, [came_at_five], true));
    assert_eq!(states, [MessageState::Sent, MessageState::Seen, MessageState::Delivered, MessageState::Sent]);
}

#[test]
fn m1_a_window_takes_nothing_from_who_sees_all() {
    let left = Some(Window { joined_seq: 4, left_seq: Some(5) });
    for (desk, staff, role) in
        [(WITH_JORDAN, JORDAN, Role::Clinician), (WITH_JORDAN, PRIYA, Role::Owner), (Desk::FrontDesk, PRIYA, Role::FrontDesk)]
    {
        let reads = Reads::staff(desk, staff, role, left, false).expect("reads");
        assert_eq!((seen(reads, MessageKind::Message).len(), reads.writes()), (10, true));
    }
}

#[test]
fn m10_a_client_sees_all_messages_and_no_note() {
    assert_eq!(seen(Reads::client(), MessageKind::Message).len(), 10);
    assert!(seen(Reads::client(), MessageKind::Note).is_empty());
}

#[test]
fn m2_unread_is_what_others_wrote_is_seen_and_was_not_read() {
    let mark = |seq, kind, own, redacted| Mark { seq, kind, own, redacted };
    let said = [
        mark(1, MessageKind::Message, false, false),
        mark(2, MessageKind::Message, true, false),
        mark(3, MessageKind::Note, false, false),
        mark(4, MessageKind::Message, false, true),
        mark(5, MessageKind::Message, false, false),
        mark(6, MessageKind::Message, true, false),
        mark(7, MessageKind::Message, false, false),
    ];
    let unread =
        |reads: Reads, read_seq| said.iter().filter(|mark| mark.is_unread(reads, read_seq)).map(|mark| mark.seq).collect::<Vec<_>>();
    assert_eq!(unread(Reads::client(), 0), [1, 5, 7]);
    assert_eq!(unread(Reads::client(), 5), [7]);
    assert!(unread(Reads::client(), 7).is_empty());
    let staff = Reads { after: 2, until: Some(6), notes: true };
    assert_eq!(unread(staff, 0), [3, 5]);
    assert_eq!(unread(staff, 3), [5]);
}

#[test]
fn m10_what_was_marked_unread_has_a_badge_until_it_is_read() {
    assert_eq!((badge(0, false), badge(0, true), badge(3, true), badge(3, false)), (0, 1, 3, 3));
}

#[test]
fn m2_reading_goes_forward_and_not_beyond_the_end() {
    assert_eq!(read_up_to(0, 5, 9), 5);
    assert_eq!(read_up_to(5, 3, 9), 5, "another device is further");
    assert_eq!(read_up_to(5, i64::MAX, 9), 9, "what comes next is not read yet");
    assert_eq!(read_up_to(0, -1, 0), 0);
}

#[test]
fn m7_a_message_is_as_far_as_whoever_is_furthest() {
    let of = |delivered_seq, read_seq| Progress { joined_seq: 0, delivered_seq, read_seq };
    for (others, shown, hidden) in [
        (vec![], MessageState::Sent, MessageState::Sent),
        (vec![of(4, 4)], MessageState::Sent, MessageState::Sent),
        (vec![of(5, 0)], MessageState::Delivered, MessageState::Delivered),
        (vec![of(5, 5)], MessageState::Seen, MessageState::Delivered),
        (vec![of(0, 9)], MessageState::Seen, MessageState::Delivered),
        (vec![of(9, 9), of(0, 0)], MessageState::Seen, MessageState::Delivered),
        (vec![of(0, 0), of(6, 4)], MessageState::Delivered, MessageState::Delivered),
    ] {
        assert_eq!(state(5, others.iter().copied(), true), shown, "{others:?}");
        assert_eq!(state(5, others.iter().copied(), false), hidden, "{others:?}");
    }
}

#[test]
fn m7_only_ones_own_side_learns_how_far_a_message_came() {
    use AuthorKind::{Client, Staff};
    assert!(has_state(Client, Client, MessageKind::Message, false));
    assert!(has_state(Staff, Staff, MessageKind::Message, false));
    assert!(!has_state(Staff, Client, MessageKind::Message, false));
    assert!(!has_state(Staff, Staff, MessageKind::Note, false));
    assert!(!has_state(Staff, Staff, MessageKind::Message, true));
}
