//! Sessions at the same time stand beside each other: which lane each takes, how many lanes there are, and what is left out
//! where they would be too narrow to read.

use super::room::Room;

/// Where something stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// From 0.
    pub lane: usize,
    /// How many share the width.
    pub of: usize,
    /// Some of the width is kept for the number of those that are left out.
    pub beside_more: bool,
}

/// Spans that are left out, those that meet counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct More {
    /// The first minute.
    pub from: u16,
    /// The last.
    pub to: u16,
    /// How many they are.
    pub count: usize,
}

/// The lanes of spans, none for those that are left out because there is no room for so many beside each other; and the number
/// of those.
pub fn fitted(spans: &[(u16, u16)], room: Room) -> (Vec<Option<Lane>>, Vec<More>) {
    let fit = |lane: Lane| match lane {
        lane if lane.of <= room.alone => Some(lane),
        lane if lane.lane < room.beside_more => Some(Lane { of: room.beside_more, beside_more: true, ..lane }),
        _ => None,
    };
    let shown: Vec<Option<Lane>> = lanes(spans).into_iter().map(fit).collect();
    let mut left: Vec<(u16, u16)> = spans.iter().zip(&shown).filter(|(_, lane)| lane.is_none()).map(|(span, _)| *span).collect();
    left.sort_unstable();
    let mut more: Vec<More> = Vec::new();
    for (from, to) in left {
        match more.last_mut() {
            Some(last) if from < last.to => {
                last.to = last.to.max(to);
                last.count += 1;
            }
            _ => more.push(More { from, to, count: 1 }),
        }
    }
    (shown, more)
}

/// The lanes of spans (begin and end in minutes), in their order. Only those that meet, directly or over others, share.
pub fn lanes(spans: &[(u16, u16)]) -> Vec<Lane> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|i| (spans[*i].0, std::cmp::Reverse(spans[*i].1)));
    let mut placed = vec![Lane { lane: 0, of: 1, beside_more: false }; spans.len()];
    // Where each lane of the group is free again, and who is in the group.
    let (mut free, mut group): (Vec<u16>, Vec<usize>) = (Vec::new(), Vec::new());
    for i in order {
        let (from, to) = spans[i];
        if free.iter().all(|end| *end <= from) {
            close(&mut placed, &mut group, free.len());
            free.clear();
        }
        let lane = free.iter().position(|end| *end <= from).unwrap_or_else(|| {
            free.push(0);
            free.len() - 1
        });
        free[lane] = to.max(from + 1);
        placed[i].lane = lane;
        group.push(i);
    }
    close(&mut placed, &mut group, free.len());
    placed
}

fn close(placed: &mut [Lane], group: &mut Vec<usize>, lanes: usize) {
    for i in group.drain(..) {
        placed[i].of = lanes.max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(spans: &[(u16, u16)]) -> Vec<(usize, usize)> {
        lanes(spans).into_iter().map(|l| (l.lane, l.of)).collect()
    }

    #[test]
    fn what_does_not_meet_has_the_whole_width() {
        assert_eq!(told(&[]), []);
        assert_eq!(told(&[(540, 590), (590, 640)]), [(0, 1), (0, 1)]);
    }

    #[test]
    fn what_meets_shares_the_width() {
        assert_eq!(told(&[(540, 600), (570, 630), (630, 660)]), [(0, 2), (1, 2), (0, 1)]);
        // The third meets only the second, and takes the lane that the first left.
        assert_eq!(told(&[(540, 600), (570, 660), (600, 650)]), [(0, 2), (1, 2), (0, 2)]);
        assert_eq!(told(&[(540, 600), (540, 600), (540, 600)]), [(0, 3), (1, 3), (2, 3)]);
        // Given in any order.
        assert_eq!(told(&[(630, 660), (570, 630), (540, 600)]), [(0, 1), (1, 2), (0, 2)]);
    }

    #[test]
    fn b13_what_does_not_fit_is_counted_and_nothing_is_lost() {
        let day = [(540, 600), (540, 590), (540, 580), (600, 650), (700, 750), (710, 760), (800, 850)];
        let (shown, more) = fitted(&day, Room { alone: 2, beside_more: 1 });
        let places: Vec<_> = shown.iter().map(|lane| lane.map(|l| (l.lane, l.of, l.beside_more))).collect();
        assert_eq!(places[..3], [Some((0, 1, true)), None, None]);
        assert_eq!(places[3..6], [Some((0, 1, false)), Some((0, 2, false)), Some((1, 2, false))]);
        assert_eq!(more, [More { from: 540, to: 590, count: 2 }]);
        let (shown, more) = fitted(&day, Room::ANY);
        assert!(shown.iter().all(Option::is_some) && more.is_empty());
        for room in [Room { alone: 1, beside_more: 1 }, Room { alone: 2, beside_more: 2 }, Room { alone: 3, beside_more: 2 }] {
            let (shown, more) = fitted(&day, room);
            let left: usize = more.iter().map(|m| m.count).sum();
            assert_eq!(shown.iter().flatten().count() + left, day.len(), "{room:?}");
        }
    }

    #[test]
    fn what_is_left_out_at_different_times_is_counted_apart() {
        let day = [(540, 700), (545, 600), (600, 650), (640, 690)];
        let (_, more) = fitted(&day, Room { alone: 1, beside_more: 1 });
        assert_eq!(more, [More { from: 545, to: 600, count: 1 }, More { from: 600, to: 690, count: 2 }]);
    }
}
