//! How many sessions can be read beside each other in a column: measured on the page, because only the page knows how wide it is.

use leptos::html;
use leptos::prelude::*;
use ui::on_resize;

use super::state::Column;

/// A session that is narrower cannot be read, in rem.
const READABLE: f64 = 6.0;
/// What the number of those that are left out takes of a column, in rem; the style sheet says it as `--more`.
const MORE: f64 = 2.25;

/// How many fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Lanes in the whole width of a column.
    pub alone: usize,
    /// Lanes beside the number of those that are left out; at least one, however narrow.
    pub beside_more: usize,
}

impl Room {
    /// For as many as there are.
    pub const ANY: Self = Self { alone: usize::MAX, beside_more: usize::MAX };

    /// In a column so many rem wide.
    fn of(width: f64) -> Self {
        let lanes = |width: f64| (width / READABLE).floor().max(1.0) as usize;
        Self { alone: lanes(width), beside_more: lanes(width - MORE) }
    }
}

/// The room in each of the columns of a grid, measured again whenever the grid or the number of its columns changes.
pub fn room_in(grid: NodeRef<html::Div>, columns: Memo<Vec<Column>>) -> RwSignal<Room> {
    let room = RwSignal::new(Room::ANY);
    let measure = move || {
        // The page may be gone by the time that the browser has drawn it.
        let Some(grid) = grid.try_get_untracked().flatten() else { return };
        let column = grid.query_selector(".column").ok().flatten();
        let width = column.map_or(0.0, |column| column.get_bounding_client_rect().width());
        let now = if width > 0.0 { Room::of(width / rem()) } else { Room::ANY };
        if room.try_get_untracked().is_some_and(|before| before != now) {
            room.set(now);
        }
    };
    Effect::new(move |_| {
        columns.with(Vec::len);
        request_animation_frame(measure);
    });
    Effect::new(move |_| {
        if let Some(grid) = grid.get() {
            on_resize(&grid, measure);
        }
    });
    room
}

/// How many pixels a rem is.
fn rem() -> f64 {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    size.and_then(|size| size.trim_end_matches("px").parse().ok()).unwrap_or(16.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b13_no_more_stand_beside_each_other_than_can_be_read() {
        assert_eq!(Room::of(5.0), Room { alone: 1, beside_more: 1 });
        assert_eq!(Room::of(8.1), Room { alone: 1, beside_more: 1 });
        assert_eq!(Room::of(12.0), Room { alone: 2, beside_more: 1 });
        assert_eq!(Room::of(14.25), Room { alone: 2, beside_more: 2 });
    }
}
