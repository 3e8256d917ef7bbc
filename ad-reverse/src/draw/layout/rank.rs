//! The column of each box.
//!
//! First as early as its operands allow, by the longest path; then as late as its users allow, so
//! that inputs and constants stand beside their first use; then each box where it makes the lines
//! shortest. All lines that leave a box run together, so the length to be kept small is `Σ over
//! boxes b of max{rank(u) - rank(b) : u uses b}`.

use super::Graph;

/// Rounds of moving boxes between their earliest and latest column.
const ROUNDS: usize = 3;

/// The column of each box: every edge goes at least one column to the right, and no column is
/// empty.
pub(super) fn ranks(graph: &Graph) -> Vec<usize> {
    let (operands, users) = graph.neighbours();
    let count = graph.boxes.len();
    let earliest = |ranks: &[usize], node: usize| operands[node].iter().map(|&o| ranks[o] + 1).max().unwrap_or(0);
    let latest = |ranks: &[usize], node: usize| users[node].iter().map(|&u| ranks[u] - 1).min();

    let mut ranks = vec![0; count];
    for node in 0..count {
        ranks[node] = earliest(&ranks, node);
    }
    for node in (0..count).rev() {
        ranks[node] = latest(&ranks, node).unwrap_or(ranks[node]);
    }
    for _ in 0..ROUNDS {
        for node in 0..count {
            let current = ranks[node];
            let mut best = (usize::MAX, current);
            // Later first: of equally good columns the one nearer to the users wins.
            for candidate in [latest(&ranks, node).unwrap_or(current), current, earliest(&ranks, node)] {
                ranks[node] = candidate;
                let reach = |b: usize| users[b].iter().map(|&u| ranks[u] - ranks[b]).max().unwrap_or(0);
                let mut others = operands[node].clone();
                others.dedup();
                let length = reach(node) + others.into_iter().map(reach).sum::<usize>();
                if length < best.0 {
                    best = (length, candidate);
                }
            }
            ranks[node] = best.1;
        }
    }
    without_empty_columns(ranks)
}

fn without_empty_columns(mut ranks: Vec<usize>) -> Vec<usize> {
    let mut place = vec![0; ranks.iter().max().map_or(0, |last| last + 2)];
    for &rank in &ranks {
        place[rank + 1] = 1;
    }
    for rank in 1..place.len() {
        place[rank] += place[rank - 1];
    }
    ranks.iter_mut().for_each(|rank| *rank = place[*rank]);
    ranks
}
