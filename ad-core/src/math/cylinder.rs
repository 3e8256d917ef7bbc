//! Solutions of `x y'' + m y' + x y = 0` that are regular at 0: Bessel's `J0` for `m = 1`
//! and `sin x / x` for `m = 2`, with all their derivatives.
//!
//! Differentiated `k` times, the equation gives every derivative from the two before:
//! `x y^(k+2) + (k + m) y^(k+1) + x y^(k) + k y^(k-1) = 0`. Around a zero or an extremum in two
//! words, the derivatives there (tabulated by the compiler, in two words) are the coefficients of
//! a Taylor series that keeps its relative accuracy beside that zero.

use super::double::Double;
use super::polynomial::polynomial_at_double;
use num_traits::Float;

/// How many derivatives a table holds, and how many terms of a series leave nothing of one word
/// (`EARLY`) and of two words (`TERMS`) at a distance up to 1.3.
const DERIVATIVES: usize = 36;
const EARLY: usize = 22;
const TERMS: usize = 27;
/// How many of the terms need two words: the others are below 1e-7 of the first.
const TWO_WORD_TERMS: usize = 13;

/// A point with the value and the slope of the solution there.
#[derive(Clone, Copy)]
pub(crate) struct Seed {
    at: Double,
    y: Double,
    slope: Double,
}

const fn double(hi: f64, lo: f64) -> Double {
    Double { hi, lo }
}

/// A zero of the solution, from the words of the point and of the slope.
pub(crate) const fn zero(at: f64, at_lo: f64, slope: f64, slope_lo: f64) -> Seed {
    Seed { at: double(at, at_lo), y: Double::ZERO, slope: double(slope, slope_lo) }
}

/// An extremum of the solution, from the words of the point and of the value.
pub(crate) const fn extremum(at: f64, at_lo: f64, y: f64, y_lo: f64) -> Seed {
    Seed { at: double(at, at_lo), y: double(y, y_lo), slope: Double::ZERO }
}

/// A point where neither vanishes, from the words of point, value and slope.
pub(crate) const fn point(at: f64, at_lo: f64, y: f64, y_lo: f64, slope: f64, slope_lo: f64) -> Seed {
    Seed { at: double(at, at_lo), y: double(y, y_lo), slope: double(slope, slope_lo) }
}

/// The solution, or its derivative of order `first`, around one point.
#[derive(Clone, Copy)]
pub(crate) struct Expansion {
    at: Double,
    derivatives: [Double; DERIVATIVES],
    /// The coefficients of the first two functions of the family, rounded.
    series: [[f64; EARLY]; 2],
    /// The second words of the leading two of them.
    low: [[f64; 2]; 2],
}

/// The expansions at `seeds`, the first of which is the origin, of the derivative of order `first`.
pub(crate) const fn expansions<const N: usize>(m: f64, first: usize, seeds: [Seed; N]) -> [Expansion; N] {
    let empty = Expansion {
        at: Double::ZERO,
        derivatives: [Double::ZERO; DERIVATIVES],
        series: [[0.0; EARLY]; 2],
        low: [[0.0; 2]; 2],
    };
    let mut table = [empty; N];
    let mut i = 0;
    while i < N {
        let all = derivatives(m, seeds[i]);
        let mut k = 0;
        while k < DERIVATIVES {
            table[i].derivatives[k] = all[k + first];
            k += 1;
        }
        let (mut k, mut factorial) = (0, 1.0);
        while k < EARLY {
            table[i].series[0][k] = all[k + first].hi / factorial;
            table[i].series[1][k] = all[k + first + 1].hi / factorial;
            k += 1;
            factorial *= k as f64;
        }
        table[i].low = [[all[first].lo, all[first + 1].lo], [all[first + 1].lo, all[first + 2].lo]];
        table[i].at = seeds[i].at;
        i += 1;
    }
    table
}

/// Value, slope, .. at a seed, from the differentiated equation.
const fn derivatives(m: f64, seed: Seed) -> [Double; DERIVATIVES + 2] {
    let at = seed.at;
    let mut d = [Double::ZERO; DERIVATIVES + 2];
    d[0] = seed.y;
    d[1] = seed.slope;
    let mut k = 0;
    while k < DERIVATIVES {
        let order = k as f64;
        d[k + 2] = if at.hi == 0.0 {
            // at 0 the equation of order k + 1 is (k + 1 + m) y^(k+2) + (k + 1) y^(k) = 0
            constant::div(constant::mul(double(-order - 1.0, 0.0), d[k]), double(order + 1.0 + m, 0.0))
        } else {
            let mut sum = constant::mul(double(order + m, 0.0), d[k + 1]);
            sum = constant::add(sum, constant::mul(at, d[k]));
            if k > 0 {
                sum = constant::add(sum, constant::mul(double(order, 0.0), d[k - 1]));
            }
            constant::div(double(-sum.hi, -sum.lo), at)
        };
        k += 1;
    }
    d
}

impl Expansion {
    /// `x - at` in two words.
    fn distance(&self, x: f64) -> Double {
        Double::sum(x - self.at.hi, -self.at.lo)
    }

    /// The first (0) or second (1) function of the family.
    #[inline]
    pub(crate) fn early(&self, order: usize, x: f64) -> f64 {
        polynomial_at_double(&self.series[order], &self.low[order], self.distance(x))
    }

    /// The n-th derivative of the first function: in one word, and again in two where the leading
    /// term cancels. `None` above the orders of the table.
    pub(crate) fn derivative(&self, n: u32, x: f64) -> Option<f64> {
        let d = self.derivatives.get(n as usize..n as usize + TERMS)?;
        let h = self.distance(x);
        let plain = |from: usize| (from..TERMS).rev().fold(0.0, |s, j| (s + d[j].hi) * (h.hi * RECIPROCAL[j].hi));
        let sum = plain(1) + d[0].hi;
        if Float::abs(sum) >= 0.5 * Float::abs(d[0].hi) {
            return Some(sum);
        }
        let term = |s: Double, j: usize| (s + d[j]) * (h * RECIPROCAL[j]);
        Some(((1..TWO_WORD_TERMS).rev().fold(plain(TWO_WORD_TERMS).into(), term) + d[0]).round())
    }
}

/// `1/j`.
const RECIPROCAL: [Double; TERMS] = {
    let mut r = [Double::ZERO; TERMS];
    let mut j = 1;
    while j < TERMS {
        r[j] = constant::div(Double::ONE, double(j as f64, 0.0));
        j += 1;
    }
    r
};

/// The n-th derivative at `x`, large against `n`, from value and slope there.
pub(crate) fn climb(m: f64, n: u32, x: f64, y: f64, slope: f64) -> f64 {
    let (mut before, mut now, mut next) = (0.0, y, slope);
    for k in 0..n {
        let k = k as f64;
        (before, now, next) = (now, next, -(now + ((k + m) * next + k * before) / x));
    }
    now
}

/// The n-th derivative of the solution with `y(0) = 1`, by its series around 0 in two words:
/// exact to some 30 digits of the largest term, which is below `cosh x`.
pub(crate) fn around_zero(m: f64, n: u32, x: f64) -> f64 {
    // y^(2k)(0) = (-1)^k 1 3 5 .. (2k-1) / ((1 + m)(3 + m) .. (2k - 1 + m))
    let factor = |k: u32| Double::from(-(k as f64) - 1.0) / (k as f64 + 1.0 + m).into();
    let start = n + n % 2;
    let leading = (0..start).step_by(2).fold(Double::ONE, |y, k| y * factor(k));
    let mut term = if start == n { leading } else { leading * x.into() };
    let mut sum = term;
    let square = Double::product(x, x);
    for k in (start..).step_by(2) {
        let power = (k - n) as f64;
        term = term * factor(k) * square / ((power + 1.0) * (power + 2.0)).into();
        sum = sum + term;
        if power > 2.0 * Float::abs(x) && Float::abs(term.hi) <= 1e-34 * Float::abs(sum.hi) || term.hi == 0.0 {
            break;
        }
    }
    sum.round()
}

/// The arithmetic of [`Double`] for the compiler, which has no fused multiply-add: the exact
/// product by Veltkamp's splitting (Dekker 1971).
mod constant {
    use super::Double;

    const fn sum(a: f64, b: f64) -> Double {
        let hi = a + b;
        let seen = hi - a;
        Double { hi, lo: (a - (hi - seen)) + (b - seen) }
    }
    const fn split(a: f64) -> (f64, f64) {
        let c = 134217729.0 * a;
        let hi = c - (c - a);
        (hi, a - hi)
    }
    pub const fn add(a: Double, b: Double) -> Double {
        let (hi, lo) = (sum(a.hi, b.hi), sum(a.lo, b.lo));
        let carried = sum(hi.hi, hi.lo + lo.hi);
        sum(carried.hi, carried.lo + lo.lo)
    }
    pub const fn mul(a: Double, b: Double) -> Double {
        let p = a.hi * b.hi;
        let ((ah, al), (bh, bl)) = (split(a.hi), split(b.hi));
        let rest = ((ah * bh - p) + ah * bl + al * bh) + al * bl;
        sum(p, rest + (a.hi * b.lo + a.lo * b.hi))
    }
    pub const fn div(a: Double, b: Double) -> Double {
        let first = a.hi / b.hi;
        let rest = add(a, mul(b, Double { hi: -first, lo: 0.0 }));
        let second = rest.hi / b.hi;
        let rest = add(rest, mul(b, Double { hi: -second, lo: 0.0 }));
        add(sum(first, second), Double { hi: rest.hi / b.hi, lo: 0.0 })
    }
}
