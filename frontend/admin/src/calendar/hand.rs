//! What is in somebody's hand: a time being marked, a session being moved or made longer, by pointer or by keys.

use domain::AppointmentId;
use leptos::prelude::*;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Marking time for something new.
    New,
    /// Moving a session.
    Move(AppointmentId),
    /// Making a session longer or shorter.
    Resize(AppointmentId),
}

impl What {
    /// The session in hand.
    pub fn appointment(self) -> Option<AppointmentId> {
        match self {
            Self::New => None,
            Self::Move(id) | Self::Resize(id) => Some(id),
        }
    }
}

/// Something in hand, with the place it would get.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hold {
    /// What is being done.
    pub what: What,
    /// The column it would stand in.
    pub column: usize,
    /// The first minute.
    pub from: u16,
    /// The last.
    pub to: u16,
    /// The minute that was pressed; for a move, how far below the begin.
    pub anchor: i32,
    /// It has been moved: letting go means something.
    pub moved: bool,
    /// Held by keys, not by a pointer.
    pub by_keys: bool,
}

impl Hold {
    /// The same when the pointer is at this minute of this column.
    #[must_use]
    pub fn pulled(self, column: usize, minute: i32, grid: u16) -> Self {
        match self.what {
            What::New => {
                let (low, high) = (self.anchor.min(minute), self.anchor.max(minute));
                let from = snap(low, grid);
                Self { from, to: (snap(high, grid) + grid).min(1440), moved: true, ..self }
            }
            What::Move(_) => {
                let length = self.to - self.from;
                let from = snap(minute - self.anchor, grid).min(1440 - length.min(1440));
                Self { column, from, to: from + length, moved: true, ..self }
            }
            What::Resize(_) => {
                let end = snap(minute + i32::from(grid) / 2, grid);
                Self { to: end.max(self.from + grid.min(1440 - self.from)).min(self.from + 480), moved: true, ..self }
            }
        }
    }

    /// The same so many steps of the grid later and so many columns further.
    #[must_use]
    pub fn stepped(self, columns: i32, minutes: i32, last_column: usize) -> Self {
        let length = self.to - self.from;
        let from = (i32::from(self.from) + minutes).clamp(0, 1440 - i32::from(length));
        let column = (self.column as i32 + columns).clamp(0, last_column as i32) as usize;
        Self { column, from: from as u16, to: from as u16 + length, moved: true, ..self }
    }

    /// The same, so many minutes longer; never shorter than a step.
    #[must_use]
    pub fn longer(self, minutes: i32, grid: u16) -> Self {
        let to = (i32::from(self.to) + minutes).clamp(i32::from(self.from + grid), 1440.min(i32::from(self.from) + 480));
        Self { to: to as u16, moved: true, ..self }
    }
}

/// The last step of the grid at or before a minute.
pub fn snap(minute: i32, grid: u16) -> u16 {
    let grid = i32::from(grid.max(1));
    (minute.clamp(0, 1439) / grid * grid) as u16
}

/// What is in hand, and where the keys are.
#[derive(Clone, Copy)]
pub struct Hand {
    /// What is held now.
    pub hold: RwSignal<Option<Hold>>,
    /// The column and minute that the arrow keys stand at.
    pub cursor: RwSignal<(usize, u16)>,
}

/// The hand over the calendar.
pub fn use_hand() -> Hand {
    expect_context::<Hand>()
}

/// An empty hand.
pub fn provide_hand() -> Hand {
    let hand = Hand { hold: RwSignal::new(None), cursor: RwSignal::new((0, 540)) };
    provide_context(hand);
    hand
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hold(what: What, from: u16, to: u16, anchor: i32) -> Hold {
        Hold { what, column: 1, from, to, anchor, moved: false, by_keys: false }
    }

    fn id() -> AppointmentId {
        "01890000-0000-7000-8000-000000000000".parse().unwrap()
    }

    fn place(hold: Hold) -> (usize, u16, u16) {
        (hold.column, hold.from, hold.to)
    }

    #[test]
    fn b13_dragging_marks_whole_steps_either_way() {
        let new = hold(What::New, 600, 615, 607);
        assert_eq!(place(new.pulled(1, 655, 15)), (1, 600, 660));
        assert_eq!(place(new.pulled(3, 571, 15)), (1, 570, 615));
    }

    #[test]
    fn b13_a_session_keeps_its_length_and_stays_in_its_day() {
        let held = hold(What::Move(id()), 600, 650, 20);
        assert_eq!(place(held.pulled(2, 700, 15)), (2, 675, 725));
        assert_eq!(place(held.pulled(0, 1439, 15)), (0, 1390, 1440));
        assert_eq!(place(held.pulled(0, -50, 15)), (0, 0, 50));
        assert_eq!(place(held.stepped(-5, 15, 6)), (0, 615, 665));
        assert_eq!(place(held.stepped(9, -15, 6)), (6, 585, 635));
    }

    #[test]
    fn b13_an_edge_never_passes_the_begin() {
        let held = hold(What::Resize(id()), 600, 650, 0);
        assert_eq!(place(held.pulled(1, 690, 15)), (1, 600, 690));
        assert_eq!(place(held.pulled(1, 100, 15)), (1, 600, 615));
        assert_eq!(place(held.longer(15, 15)), (1, 600, 665));
        assert_eq!(place(held.longer(-500, 15)), (1, 600, 615));
    }
}
