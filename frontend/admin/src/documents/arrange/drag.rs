//! Dragging a line: where it would stand if it were let go now, and the page that follows near its edges.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// How far a pointer must go before pressing becomes dragging, in pixels.
const SLACK: f64 = 4.0;
/// How near to the edge of the screen the page begins to follow, and how far it goes at a time, in pixels.
const EDGE: f64 = 80.0;
const STEP: f64 = 16.0;
/// How often it does, in milliseconds.
const OFTEN: u64 = 30;

/// A line that is dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hold {
    /// Which one.
    pub line: u32,
    /// Where it would stand, counted without it.
    pub to: usize,
}

/// Where the mark is that shows the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// A press that may become a drag.
#[derive(Clone, Copy)]
struct Press {
    line: u32,
    pointer: i32,
    from: f64,
    now: f64,
}

/// What a list does with pointers.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    list: NodeRef<html::Ol>,
    lines: Signal<Vec<u32>>,
    /// The line that is dragged.
    pub hold: RwSignal<Option<Hold>>,
    on_drop: RwSignal<Option<(u32, usize)>>,
    press: StoredValue<Option<Press>>,
    following: StoredValue<Option<IntervalHandle>>,
}

impl Drag {
    pub fn new(list: NodeRef<html::Ol>, lines: Signal<Vec<u32>>, on_drop: RwSignal<Option<(u32, usize)>>) -> Self {
        let drag =
            Self { list, lines, hold: RwSignal::new(None), on_drop, press: StoredValue::new(None), following: StoredValue::new(None) };
        on_cleanup(move || drag.rest());
        drag
    }

    /// Whether something is dragged.
    pub fn holds(self) -> bool {
        self.hold.with_untracked(Option::is_some)
    }

    /// A button or finger went down.
    pub fn down(self, event: &PointerEvent) {
        self.press.set_value(None);
        if event.button() != 0 {
            return;
        }
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let line = target.closest("[data-handle]").ok().flatten().and_then(|handle| handle.closest("[data-line]").ok().flatten());
        let Some(line) = line.and_then(|line| line.get_attribute("data-line")).and_then(|line| line.parse().ok()) else { return };
        // A list within a line is not the list around it.
        event.stop_propagation();
        let from = f64::from(event.client_y());
        self.press.set_value(Some(Press { line, pointer: event.pointer_id(), from, now: from }));
    }

    /// It moved.
    pub fn moved(self, event: &PointerEvent) {
        let Some(press) = self.press.get_value() else { return };
        let now = f64::from(event.client_y());
        self.press.set_value(Some(Press { now, ..press }));
        if !self.holds() {
            if (now - press.from).abs() < SLACK {
                return;
            }
            // From now on the list hears of it wherever the pointer goes.
            if let Some(list) = self.list.get_untracked() {
                let _ = list.set_pointer_capture(press.pointer);
            }
            let follow = set_interval_with_handle(move || self.follow(), Duration::from_millis(OFTEN)).ok();
            self.following.set_value(follow);
        }
        self.look();
    }

    /// It was let go.
    pub fn up(self) {
        let hold = self.hold.get_untracked();
        self.lost();
        if let Some(hold) = hold {
            self.on_drop.set(Some((hold.line, hold.to)));
        }
    }

    /// Nothing is dragged any more.
    pub fn lost(self) {
        self.press.set_value(None);
        self.rest();
        if self.holds() {
            self.hold.set(None);
        }
    }

    fn rest(self) {
        if let Some(following) = self.following.try_update_value(Option::take).flatten() {
            following.clear();
        }
    }

    /// Finds the place below the pointer.
    fn look(self) {
        let (Some(press), Some(list)) = (self.press.get_value(), self.list.get_untracked()) else { return };
        let held = self.lines.with_untracked(|all| all.iter().position(|line| *line == press.line)).unwrap_or_default();
        let children = list.children();
        let middles: Vec<f64> = (0..children.length())
            .filter_map(|i| children.item(i))
            .map(|line| line.get_bounding_client_rect())
            .map(|line| f64::midpoint(line.top(), line.bottom()))
            .collect();
        let hold = Some(Hold { line: press.line, to: place_at(&middles, held, press.now) });
        if self.hold.get_untracked() != hold {
            self.hold.set(hold);
        }
    }

    /// Near an edge of the screen the page goes on.
    fn follow(self) {
        let Some(press) = self.press.try_get_value().flatten() else { return };
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let by = match press.now {
            y if y < EDGE => -STEP,
            y if y > height - EDGE => STEP,
            _ => return,
        };
        window().scroll_by_with_x_and_y(0.0, by);
        self.look();
    }
}

/// The place among the other lines, whose middles are at these heights, of one that is held at `y`.
fn place_at(middles: &[f64], held: usize, y: f64) -> usize {
    middles.iter().enumerate().filter(|(place, middle)| *place != held && **middle < y).count()
}

/// Where the line at `place` shows that the one from `from` would come to stand at `to`.
pub(super) fn side(place: usize, from: usize, to: usize, count: usize) -> Option<Side> {
    if place == from || to == from {
        return None;
    }
    let among = if place > from { place - 1 } else { place };
    let last = count.saturating_sub(2);
    match to {
        to if to == among => Some(Side::Before),
        to if to > last && among == last => Some(Side::After),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d1_what_is_dragged_stands_behind_those_whose_middle_it_has_passed() {
        let middles = [10.0, 30.0, 50.0, 70.0];
        assert_eq!(place_at(&middles, 0, 12.0), 0);
        assert_eq!(place_at(&middles, 0, 35.0), 1);
        assert_eq!(place_at(&middles, 0, 90.0), 3);
        assert_eq!(place_at(&middles, 3, 20.0), 1);
        assert_eq!(place_at(&middles, 2, 50.0), 2, "where it was");
    }

    #[test]
    fn d1_one_mark_shows_the_place() {
        let marks = |from, to| (0..4).map(|place| side(place, from, to, 4)).collect::<Vec<_>>();
        assert_eq!(marks(0, 2), [None, None, None, Some(Side::Before)]);
        assert_eq!(marks(0, 3), [None, None, None, Some(Side::After)]);
        assert_eq!(marks(3, 0), [Some(Side::Before), None, None, None]);
        assert_eq!(marks(3, 2), [None, None, Some(Side::Before), None]);
        assert_eq!(marks(1, 1), [None; 4]);
    }
}
