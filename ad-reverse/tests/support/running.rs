//! Running error analysis: a float that carries a bound of its rounding error.
//!
//! `error(f(x)) = sum_k |df/dx_k| error(x_k) + u |f(x)|`, with `u` half a unit in the last place
//! for correctly rounded operations (Wilkinson 1971). Being a [`Number`], it runs below every
//! engine, and each coefficient comes out with a bound of its own.

use ad_core::rules::{Linearized, Op, Rule, VectorRule, partials};
use ad_core::{Number, Real};

/// A float and a bound of its rounding error, to first order.
#[derive(Clone, Copy, Debug)]
pub struct Running {
    pub value: f64,
    pub error: f64,
}

/// The relative error of one evaluation of `op`: the values of functions are allowed 4 ulp.
fn unit(op: Op) -> f64 {
    match op {
        Op::Neg {} | Op::Abs {} | Op::Max {} | Op::Min {} | Op::Copysign {} | Op::Relu {} | Op::Clamp {} => 0.0,
        Op::Add {} | Op::Sub {} | Op::Mul {} | Op::Div {} | Op::Recip {} | Op::Square {} => 0.5 * f64::EPSILON,
        Op::MulAdd {} | Op::Sqrt {} | Op::AbsSub {} => 0.5 * f64::EPSILON,
        _ => 4.0 * f64::EPSILON,
    }
}

impl Number for Running {
    type Base = f64;
    type Truth = bool;
    fn lift(value: f64) -> Self {
        Running { value, error: 0.0 }
    }
    fn primal(self) -> f64 {
        self.value
    }
    // Not inlined into every level of every number above: the build would take minutes.
    #[inline(never)]
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let at = x.map(|x| x.value);
        let value = rule.value(at);
        let slopes = partials(rule, at, value);
        let inherited: f64 = slopes.iter().zip(&x).map(|(s, x)| s.abs().chain(x.error)).sum();
        Running { value, error: inherited + unit(rule.op()) * value.abs() }
    }
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        let at: Vec<f64> = x.iter().map(|x| x.value).collect();
        let y = f64::apply_vector(rule, &at);
        let rows = Linearized::new(rule, &at, &y).rows();
        let inherited = |row: &[f64]| row.iter().zip(x).map(|(s, x)| s.abs().chain(x.error)).sum::<f64>();
        let with_error = |(&value, row): (&f64, &Vec<f64>)| Running {
            value,
            error: inherited(row) + 4.0 * f64::EPSILON * value.abs(),
        };
        y.iter().zip(&rows).map(with_error).collect()
    }
    #[inline(never)]
    fn chain(self, tangent: Self) -> Self {
        let value = self.value.chain(tangent.value);
        let inherited = self.value.abs().chain(tangent.error) + self.error.chain(tangent.value.abs());
        Running { value, error: inherited + 0.5 * f64::EPSILON * value.abs() }
    }
    fn as_constant(self) -> Option<f64> {
        (self.error == 0.0).then_some(self.value)
    }
    fn poison() -> Self {
        Running::lift(f64::NAN)
    }
    fn is_finite_all(self) -> bool {
        self.value.is_finite()
    }
}
ad_core::grow_number!([] Running; inner f64; compare |x| x.value; coefficients |x| [x.value, x.error]);

/// Exact inputs.
pub fn exact(x: &[f64]) -> Vec<Running> {
    x.iter().map(|&x| Running::lift(x)).collect()
}

/// `sum_i a_i b_i` with its error.
#[allow(dead_code, reason = "not every test needs every comparison")]
pub fn dot(a: &[Running], b: &[Running]) -> Running {
    Running::dot(a, b)
}

/// Fails unless `a` and `b` differ by no more than their errors.
#[track_caller]
pub fn assert_agree(what: &str, a: Running, b: Running) {
    let bound = a.error + b.error;
    assert!(bound.is_finite(), "{what}: no finite bound: {a:?}, {b:?}");
    assert!(
        (a.value - b.value).abs() <= bound,
        "{what}: {:e} and {:e} differ by more than {bound:e}",
        a.value,
        b.value
    );
}

/// [`assert_agree`] for each entry.
#[allow(dead_code, reason = "not every test needs every comparison")]
#[track_caller]
pub fn assert_all_agree(what: &str, a: &[Running], b: &[Running]) {
    assert_eq!(a.len(), b.len(), "{what}: lengths");
    for (i, (&a, &b)) in a.iter().zip(b).enumerate() {
        assert_agree(&format!("{what}, entry {i}"), a, b);
    }
}

#[test]
fn bounds_hold_and_are_not_vacuous() {
    // 1/3 is exact to half an ulp; cancellation keeps the absolute error.
    let third = Running::lift(1.0) / 3.0;
    assert_eq!(third.error, 0.5 * f64::EPSILON * (1.0 / 3.0));
    let cancelled = third * 3e10 - 1e10;
    assert!(cancelled.error > 1e-7 && cancelled.error < 1e-5, "{cancelled:?}");
}

#[test]
#[should_panic(expected = "differ by more than")]
fn a_wrong_digit_is_seen() {
    assert_agree("sum", Running::lift(0.1) + 0.2, Running::lift(0.3 + 1e-15));
}
