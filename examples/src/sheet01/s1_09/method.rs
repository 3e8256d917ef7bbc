//! The three formulas by name: their errors, what theory says of them, and where they are tried.

use super::Parts;
use crate::objectives::ln_exp_recip;
use crate::runner::prelude::*;

/// A formula with a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    Forward,
    Central,
    Complex,
}

impl Method {
    /// As the reference calls it.
    pub fn name(self) -> &'static str {
        match self {
            Method::Forward => "forward",
            Method::Central => "central",
            Method::Complex => "complex",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Method::Forward => "forward difference",
            Method::Central => "central difference",
            Method::Complex => "complex step",
        }
    }

    /// Its relative error on 1/x, with r = h/x.
    pub fn formula(self) -> &'static str {
        match self {
            Method::Forward => "r/(1 + r), r = h/x",
            Method::Central => "r²/(1 − r²), r = h/x",
            Method::Complex => "r²/(1 + r²), r = h/x",
        }
    }

    /// Its derivative of f.
    pub fn value(self, p: &Parts, x: f64, h: f64) -> f64 {
        match self {
            Method::Forward => (p.forward)(&ln_exp_recip, x, h),
            Method::Central => (p.central)(&ln_exp_recip, x, h),
            Method::Complex => (p.complex_step)(&ln_exp_recip, x, h),
        }
    }

    /// Its relative error on f.
    pub fn error(self, p: &Parts, x: f64, h: f64) -> f64 {
        relative(self.value(p, x, h), x)
    }

    /// Its relative error on 1/x.
    pub fn error_on_recip(self, p: &Parts, x: f64, h: f64) -> f64 {
        let value = match self {
            Method::Forward => (p.forward)(&f64::recip, x, h),
            Method::Central => (p.central)(&f64::recip, x, h),
            Method::Complex => (p.complex_step)(&|z| z.recip(), x, h),
        };
        (value * x * x + 1.0).abs()
    }

    /// The relative error on 1/x in exact arithmetic; 1 where x + h = x and the difference is 0.
    pub fn law(self, x: f64, h: f64) -> f64 {
        match self {
            Method::Complex => h / (x * x / h + h),
            _ if x + h == x => 1.0,
            Method::Forward => h / (x + h),
            Method::Central => h * h / (x * x - h * h),
        }
    }

    /// How much rounding may change a relative error.
    pub fn rounding(self, x: f64, h: f64) -> f64 {
        match self {
            Method::Complex => 8.0 * f64::EPSILON,
            _ if x + h == x => 0.0,
            _ => 8.0 * f64::EPSILON * (1.0 + x / h),
        }
    }

    /// The relative error on f that the reference has for this point and step.
    pub fn stored(self, x: f64, h: f64) -> Option<f64> {
        let errors = row(x)?.get("rel_err");
        let key = reference_steps().into_iter().find(|(_, step)| *step == h)?.0;
        Some(errors.get(key).num(self.name()))
    }

    /// Points and steps inside the domain: the stored ones, or drawn ones.
    pub fn pairs(self, ctx: &Context) -> Vec<(f64, f64)> {
        let inside = |(x, h): &(f64, f64)| self != Method::Central || h < x;
        match ctx.rng() {
            None => steps_from(&points(ctx)).filter(inside).collect(),
            Some(mut rng) => points(ctx).into_iter().map(|x| (x, x * 10f64.powf(rng.uniform(-8.0, -0.1)))).collect(),
        }
    }
}

/// The stored row of a point.
pub fn row(x: f64) -> Option<Entry> {
    reference("S1.9").items("rows").into_iter().find(|row| row.num("x") == x)
}

/// The stored steps and their keys, largest first.
fn reference_steps() -> Vec<(&'static str, f64)> {
    let rows = reference("S1.9").items("rows");
    let step = |key: &'static str| (key, key.parse().expect("a step"));
    let mut steps: Vec<(&str, f64)> = rows[0].keys("rel_err").into_iter().map(step).collect();
    steps.sort_by(|a, b| b.1.total_cmp(&a.1));
    steps
}

/// Every pair of one of the points and one of the stored steps.
pub fn steps_from(points: &[f64]) -> impl Iterator<Item = (f64, f64)> {
    points.iter().flat_map(|&x| reference_steps().into_iter().map(move |(_, h)| (x, h)))
}

/// The stored points, or points drawn between 10⁻⁶ and 10⁻¹.
pub fn points(ctx: &Context) -> Vec<f64> {
    match ctx.rng() {
        None => reference("S1.9").items("rows").iter().map(|row| row.num("x")).collect(),
        Some(mut rng) => rng.uniforms(20, -6.0, -1.0).into_iter().map(|e| 10f64.powf(e)).collect(),
    }
}

/// The terms of f′ by the rules of calculus.
pub fn exact_terms(x: f64) -> [f64; 3] {
    [1.0 / x, x.exp(), -1.0 / (x * x)]
}

/// The error of `value` relative to f′(x).
pub fn relative(value: f64, x: f64) -> f64 {
    let exact = row(x).map_or_else(|| exact_terms(x).iter().sum(), |row| row.num("fprime_hp"));
    ((value - exact) / exact).abs()
}
