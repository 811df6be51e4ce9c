//! The pointer over the grid: pressing marks a time, dragging a session moves it, dragging its edge changes its length.
//! A finger scrolls; it taps to open or to mark.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::column::Range;
use super::hand::{Hand, Hold, What, snap, use_hand};
use super::labels;
use super::state::{Calendar, Column, use_calendar};
use crate::wall;

/// How far a pointer must go before pressing becomes dragging, in pixels.
const SLACK: i32 = 5;

/// A press that may become a drag.
#[derive(Clone, Copy)]
struct Press {
    hold: Hold,
    x: i32,
    y: i32,
    touch: bool,
}

/// What the grid does with pointers.
#[derive(Clone, Copy)]
pub struct Pointer {
    calendar: Calendar,
    hand: Hand,
    columns: Memo<Vec<Column>>,
    range: Range,
    press: StoredValue<Option<Press>>,
    create: Callback<(usize, u16, Option<u16>)>,
    drop: Callback<Hold>,
}

impl Pointer {
    /// For the grid that the caller makes: a press on nothing calls `create`, letting go of something `drop`.
    pub fn new(columns: Memo<Vec<Column>>, range: Range, create: Callback<(usize, u16, Option<u16>)>, drop: Callback<Hold>) -> Self {
        Self { calendar: use_calendar(), hand: use_hand(), columns, range, press: StoredValue::new(None), create, drop }
    }

    /// A button or finger went down.
    pub fn down(self, event: &PointerEvent) {
        self.press.set_value(None);
        if event.button() != 0 || !self.calendar.may_write() {
            return;
        }
        let Some(target) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
        let near = |selector: &str| target.closest(selector).ok().flatten();
        let touch = event.pointer_type() == "touch";
        let Some((column, minute)) = near("[data-column]").and_then(|c| self.place(&c, event.client_y())) else { return };
        let session = near("[data-appointment]").and_then(|e| e.get_attribute("data-appointment")).and_then(|id| id.parse().ok());
        let hold = match session.and_then(|id| self.calendar.find(id)) {
            None if near("a").is_some() => return,
            None => {
                let from = snap(minute, untrack(|| self.calendar.grid()));
                let to = from + untrack(|| self.calendar.grid()).min(1440 - from);
                Hold { what: What::New, column, from, to, anchor: minute, moved: false, by_keys: false }
            }
            // A finger on a session opens it.
            Some(found) if touch || !labels::movable(&found) => return,
            Some(found) => {
                let from = wall::local(found.start, &self.calendar.zone()).minute();
                let to = from + labels::minutes(&found).min(1440 - from);
                let what = if near("[data-edge]").is_some() { What::Resize(found.id) } else { What::Move(found.id) };
                Hold { what, column, from, to, anchor: minute - i32::from(from), moved: false, by_keys: false }
            }
        };
        self.press.set_value(Some(Press { hold, x: event.client_x(), y: event.client_y(), touch }));
    }

    /// It moved.
    pub fn moved(self, event: &PointerEvent) {
        let Some(press) = self.press.get_value().filter(|p| !p.touch) else { return };
        let dragging = self.hand.hold.with_untracked(Option::is_some);
        let (x, y) = (event.client_x(), event.client_y());
        if !dragging && (x - press.x).abs() < SLACK && (y - press.y).abs() < SLACK {
            return;
        }
        if !dragging {
            // From now on the grid hears of it wherever the pointer goes, and no link below is pressed.
            if let Some(grid) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) {
                let _ = grid.set_pointer_capture(event.pointer_id());
            }
        }
        if let Some((column, minute)) = self.below(event) {
            let pulled = press.hold.pulled(column, minute, untrack(|| self.calendar.grid()));
            if self.hand.hold.get_untracked() != Some(pulled) {
                self.hand.hold.set(Some(pulled));
            }
        }
    }

    /// It was let go.
    pub fn up(self, event: &PointerEvent) {
        let Some(press) = self.press.get_value() else { return };
        self.press.set_value(None);
        match self.hand.hold.get_untracked().filter(|h| !h.by_keys) {
            Some(hold) => self.drop.run(hold),
            None if press.hold.what == What::New => {
                event.prevent_default();
                self.hand.cursor.set((press.hold.column, press.hold.from));
                self.create.run((press.hold.column, press.hold.from, None));
            }
            None => {}
        }
    }

    /// The browser took it for something else, as for scrolling.
    pub fn lost(self) {
        self.press.set_value(None);
        self.hand.hold.set(None);
    }

    /// Column and minute below the pointer; beside the columns, those of the nearest.
    fn below(self, event: &PointerEvent) -> Option<(usize, i32)> {
        let grid = event.current_target()?.dyn_into::<Element>().ok()?;
        let found = grid.query_selector_all("[data-column]").ok()?;
        let columns = (0..found.length()).filter_map(|i| found.item(i)?.dyn_into::<Element>().ok());
        let distance = |e: &Element| {
            let (rect, x) = (e.get_bounding_client_rect(), f64::from(event.client_x()));
            (rect.left() - x).max(x - rect.right()).max(0.0)
        };
        let nearest = columns.min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        self.place(&nearest, event.client_y())
    }

    /// A column's place and the minute at this height of it.
    fn place(self, column: &Element, y: i32) -> Option<(usize, i32)> {
        let index: usize = column.get_attribute("data-column")?.parse().ok()?;
        let rect = column.get_bounding_client_rect();
        let (first, last) = self.range.get_untracked();
        let share = (f64::from(y) - rect.top()) / rect.height().max(1.0);
        let minute = f64::from(first) + share * f64::from(last - first);
        (index < self.columns.with_untracked(Vec::len)).then_some((index, minute.floor() as i32))
    }
}
