//! Whether derivatives written by hand are those of their function.
//!
//! [`gradient`] compares each entry with central differences of the value, [`hess_vec`] each product with
//! differences of the gradient, over steps `h` of nine powers of ten. Where the error of the best step is
//! rounding, the entry agrees. Where it is not, its curve over `h` tells what is wrong: the error of
//! a wrong entry rests on a plateau as `h` falls, that of a kink nearby or of noise does not.
//!
//! ```
//! use optim::{check, problem::by_hand};
//! let f = by_hand(|x| x[0] * x[0] + x[1].sin()).gradient(|x, g| {
//!     g[0] = x[0]; // it is 2 x[0]
//!     g[1] = x[1].cos();
//!     x[0] * x[0] + x[1].sin()
//! });
//! let report = check::gradient(&f, &[3.0, 1.0]);
//! assert!(!report.success());
//! assert!(report.to_string().contains("g[0] = 3 is wrong, by differences 6"), "{report}");
//! ```
//!
//! Rules of one's own for the engines are checked by `ad::check`.

mod report;
mod sweep;

pub use report::{Contradiction, Entry, Place, Report};
pub use sweep::Verdict;

use crate::problem::{Gradient, HessVec};
use crate::vector::{dot, norm_inf, plus};
use sweep::{STEPS, Sample, judge};

/// How far an entry may be from differences, and two values that should be equal from each other:
/// `64 u^(2/3)` with `u = 2^-52`, times the scale.
///
/// Central differences with the best step are right to about `u^(2/3)` (Nocedal & Wright 2006, sec. 8.1); the
/// factor allows for steps of powers of ten and for the rounding of a value of many operations. The
/// scale of an entry is the largest of its magnitudes, of `|f| / s`, where `s = max(1, |x_i|)` is what the steps
/// are multiples of, and of the slope of the chords of length `s / 1000`.
///
/// ```
/// assert!((optim::check::TOLERANCE / (64.0 * f64::EPSILON.powf(2.0 / 3.0)) - 1.0).abs() < 1e-3);
/// ```
pub const TOLERANCE: f64 = 2.347e-9;

/// Compares the gradient at `x` with central differences of the value, entry by entry: `18 n` values.
///
/// The value that comes with the gradient has to be the value.
///
/// ```
/// use ad::objective;
/// use optim::check;
/// let f = objective!(|x| x[0].sin() + x[1].exp() * x[2].sq());
/// assert!(check::gradient(&f, &[0.5, -0.3, 1.2]).success());
/// ```
pub fn gradient<P: Gradient + ?Sized>(problem: &P, x: &[f64]) -> Report {
    let value = problem.value(x);
    let mut g = vec![0.0; x.len()];
    let with_gradient = problem.value_and_gradient(x, &mut g);
    let entry = |i: usize| {
        let size = x[i].abs().max(1.0);
        let samples: Vec<Sample> = STEPS.iter().map(|h| moved(x, i, h * size, |x| problem.value(x))).collect();
        Entry::new(Place::Gradient { index: i }, judge(g[i], value, size, &samples))
    };
    let entries: Vec<Entry> = (0..x.len()).map(entry).collect();
    // a value of 0 may be the difference of large terms, whose size the entries tell
    let scale = entries.iter().map(Entry::scale).fold(value.abs(), f64::max);
    let same = (value - with_gradient).abs() <= TOLERANCE * scale || value == with_gradient;
    let other = Contradiction::Value { value, with_gradient };
    let contradictions = if same { Vec::new() } else { vec![other] };
    Report { entries, contradictions }
}

/// Compares Hessian-vector products at `x` with central differences of the gradient: the products with
/// all unit vectors and with a general one, `18 (n + 1)` gradients; and `u'H v` with `v'H u`.
///
/// The general vector finds a product that is not linear. Differences trust the gradient: check it first.
///
/// ```
/// use ad::objective;
/// use optim::check;
/// let f = objective!(|x| x[0].sin() * x[1] + x[1].exp());
/// assert!(check::hess_vec(&f, &[0.5, -0.3]).success());
/// ```
pub fn hess_vec<P: HessVec + ?Sized>(problem: &P, x: &[f64]) -> Report {
    let n = x.len();
    let gradient = |x: &[f64]| {
        let mut g = vec![0.0; n];
        problem.value_and_gradient(x, &mut g);
        g
    };
    let product = |v: &[f64]| {
        let mut hv = vec![0.0; n];
        problem.hess_vec_into(x, v, &mut hv);
        hv
    };
    let center = gradient(x);
    let mut entries = Vec::new();
    let [u, v] = [1.0, 2.0].map(|s| (0..n).map(|i| (1.7 * i as f64 + s).sin() + 0.25 * s).collect::<Vec<f64>>());
    for along in (0..n).map(Some).chain((n > 0).then_some(None)) {
        let direction = match along {
            Some(k) => (0..n).map(|i| f64::from(u8::from(i == k))).collect(),
            None => v.clone(),
        };
        let size = match along {
            Some(k) => x[k].abs().max(1.0),
            None => norm_inf(x).max(1.0) / norm_inf(&v),
        };
        let claimed = product(&direction);
        let sides = STEPS.map(|h| [-1.0, 1.0].map(|sign| gradient(&plus(x, sign * h * size, &direction))));
        for row in 0..n {
            let samples: Vec<Sample> = (STEPS.iter().zip(&sides))
                .map(|(h, [below, above])| Sample::new(h * size, (h * size, below[row]), (h * size, above[row])))
                .collect();
            let judged = judge(claimed[row], center[row], size, &samples);
            entries.push(Entry::new(Place::Product { row, along }, judged));
        }
    }
    let (hu, hv) = (product(&u), product(&v));
    let (one, other) = (dot(&u, &hv), dot(&v, &hu));
    let sizes = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a * b).abs()).sum::<f64>();
    let symmetric = (one - other).abs() <= TOLERANCE * sizes(&u, &hv).max(sizes(&v, &hu));
    let contradictions = if symmetric { Vec::new() } else { vec![Contradiction::Asymmetry { uhv: one, vhu: other }] };
    Report { entries, contradictions }
}

/// `f` at both sides of `x` in one coordinate.
fn moved(x: &[f64], i: usize, h: f64, f: impl Fn(&[f64]) -> f64) -> Sample {
    let mut at = x.to_vec();
    let mut there = |h: f64| {
        at[i] = x[i] + h;
        ((at[i] - x[i]).abs(), f(&at))
    };
    Sample::new(h, there(-h), there(h))
}
