//! Sessions at the same time stand beside each other: which lane each takes, and how many lanes there are.

/// Where something stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// From 0.
    pub lane: usize,
    /// How many share the width.
    pub of: usize,
}

/// The lanes of spans (begin and end in minutes), in their order. Only those that meet, directly or over others, share.
pub fn lanes(spans: &[(u16, u16)]) -> Vec<Lane> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|i| (spans[*i].0, std::cmp::Reverse(spans[*i].1)));
    let mut placed = vec![Lane { lane: 0, of: 1 }; spans.len()];
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
}
