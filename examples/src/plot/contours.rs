//! Contour lines by marching squares.
//!
//! A cell whose corners lie on both sides of a level is crossed by one line, or by two; the points
//! on its edges are interpolated linearly. In the ambiguous cell, high corners across a diagonal,
//! the mean of the corners decides which of them are joined: at a saddle that is what matters.

use super::Xy;
use std::collections::BTreeMap;

/// One connected line of a level.
#[derive(Clone, Debug)]
pub struct Isoline {
    /// Index into [`Contours::levels`].
    pub level: usize,
    /// Its points; a closed line repeats its first point.
    pub points: Vec<Xy>,
}

/// A function sampled on a grid, and its contour lines.
#[derive(Clone, Debug)]
pub struct Contours {
    /// Horizontal range.
    pub x: Xy,
    /// Vertical range.
    pub y: Xy,
    /// The levels, increasing.
    pub levels: Vec<f64>,
    /// The lines of all levels.
    pub lines: Vec<Isoline>,
    /// Smallest and largest finite sample.
    pub span: Xy,
    n: usize,
    z: Vec<f64>,
}

impl Contours {
    /// Samples `f` on an `n`×`n` grid over `x`×`y`; levels are chosen next.
    ///
    /// # Panics
    /// If `n < 2`.
    pub fn new(x: Xy, y: Xy, n: usize, f: impl Fn(f64, f64) -> f64) -> Self {
        assert!(n >= 2, "a contour plot needs at least 2x2 samples");
        let at = |(low, high): Xy, k: usize| low + (high - low) * k as f64 / (n - 1) as f64;
        let z: Vec<f64> = (0..n * n).map(|k| f(at(x, k % n), at(y, k / n))).collect();
        let finite = || z.iter().copied().filter(|v| v.is_finite());
        let low = finite().reduce(f64::min).unwrap_or(0.0);
        let high = finite().reduce(f64::max).unwrap_or(0.0);
        Contours { x, y, levels: Vec::new(), lines: Vec::new(), span: (low, high), n, z }
    }

    /// `count` levels, evenly spaced strictly between the smallest and the largest sample.
    pub fn levels(self, count: usize) -> Self {
        let (low, high) = self.span;
        let level = |k: usize| low + (high - low) * (k + 1) as f64 / (count + 1) as f64;
        self.levels_at((0..count).map(level))
    }

    /// The given levels.
    pub fn levels_at(mut self, levels: impl IntoIterator<Item = f64>) -> Self {
        self.levels = levels.into_iter().collect();
        self.levels.sort_by(f64::total_cmp);
        self.lines = Vec::new();
        for (level, &value) in self.levels.iter().enumerate() {
            let lines = self.trace(value).into_iter();
            self.lines.extend(lines.map(|points| Isoline { level, points }));
        }
        self
    }

    /// The lines of one level.
    fn trace(&self, level: f64) -> Vec<Vec<Xy>> {
        let mut links = self.links(level);
        let mut lines = Vec::new();
        // Open lines first, from an end; what remains is closed.
        for closed in [false, true] {
            let starts: Vec<usize> = links.keys().copied().collect();
            for start in starts {
                let begins = |ends: &Vec<usize>| closed || ends.len() == 1;
                if links.get(&start).is_some_and(begins) {
                    let line = walk(&mut links, start);
                    lines.push(line.iter().map(|&edge| self.crossing(edge, level)).collect());
                }
            }
        }
        lines
    }

    /// Which grid edges are joined through a cell: an edge id to its one or two partners.
    ///
    /// Sample k owns edge 2k to its right and edge 2k + 1 upwards.
    fn links(&self, level: f64) -> BTreeMap<usize, Vec<usize>> {
        let n = self.n;
        let mut links: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut join = |a: usize, b: usize| {
            links.entry(a).or_default().push(b);
            links.entry(b).or_default().push(a);
        };
        for k in (0..n * (n - 1)).filter(|k| k % n < n - 1) {
            let corners = [k, k + 1, k + n + 1, k + n].map(|k| self.z[k]);
            if corners.iter().any(|z| !z.is_finite()) {
                continue;
            }
            let edges = [2 * k, 2 * k + 3, 2 * (k + n), 2 * k + 1]; // bottom, right, top, left
            let high = corners.map(|z| z >= level);
            let crossed: Vec<usize> = (0..4).filter(|&i| high[i] != high[(i + 1) % 4]).collect();
            match crossed[..] {
                [a, b] => join(edges[a], edges[b]),
                [_, _, _, _] => {
                    let middle_high = corners.iter().sum::<f64>() / 4.0 >= level;
                    // Cut off the corner between left and bottom, or the one after it.
                    let shift = usize::from(high[0] == middle_high);
                    join(edges[(3 + shift) % 4], edges[shift]);
                    join(edges[1 + shift], edges[(2 + shift) % 4]);
                }
                _ => {}
            }
        }
        links
    }

    /// Where the level crosses an edge.
    fn crossing(&self, edge: usize, level: f64) -> Xy {
        let (k, upwards) = (edge / 2, edge % 2 == 1);
        let (a, b) = (self.z[k], self.z[if upwards { k + self.n } else { k + 1 }]);
        let t = (level - a) / (b - a);
        let (mut i, mut j) = ((k % self.n) as f64, (k / self.n) as f64);
        if upwards {
            j += t
        } else {
            i += t
        }
        let at = |(low, high): Xy, s: f64| low + (high - low) * s / (self.n - 1) as f64;
        (at(self.x, i), at(self.y, j))
    }
}

/// Follows the links from `start`, removing them.
fn walk(links: &mut BTreeMap<usize, Vec<usize>>, start: usize) -> Vec<usize> {
    let mut line = vec![start];
    let mut here = start;
    while let Some(next) = links.get_mut(&here).and_then(Vec::pop) {
        if let Some(back) = links.get_mut(&next) {
            back.retain(|&edge| edge != here);
        }
        line.push(next);
        here = next;
    }
    line.iter().for_each(|edge| {
        links.remove(edge);
    });
    line
}
