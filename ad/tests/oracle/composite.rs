//! The same for expressions, where rounding errors are inherited: each group of numbers has a
//! measured conditioning, `noise` ulps, and may be off by `8 + 4 noise`.

use crate::bivariate::compared;
use crate::data::{Function, Point, values};
use crate::engines::{Answer, Quantity};
use crate::report::{Report, What};
use crate::ulp;

impl Point {
    /// What rounding errors alone must be expected to do, in ulps.
    fn noise(&self, quantity: Quantity) -> f64 {
        match quantity {
            Quantity::Value => self.noise_ulp.f,
            Quantity::Gradient => self.noise_ulp.grad,
            Quantity::Hessian => self.noise_ulp.hess,
            Quantity::HessVec => self.noise_ulp.hvp,
            Quantity::Third => self.noise_ulp.d3,
        }
    }
}

/// Compares what `engine` found. Where zero is expected 8 eps of the largest entry are
/// allowed, but nothing where the expression cannot vary.
pub fn compare(report: &mut Report, engine: &'static str, function: &Function<Point>, case: &Point, found: Answer) {
    let n = function.n;
    let (first, second) = function.f.structure(n);
    let can_vary = |quantity, k: usize| match quantity {
        Quantity::Gradient => first >> k & 1 == 1,
        Quantity::Hessian => second[k / n] >> (k % n) & 1 == 1,
        Quantity::HessVec => second[k] != 0,
        Quantity::Value | Quantity::Third => true,
    };
    let x = values(&case.x);
    for (quantity, got) in found {
        let expected = case.expected(quantity);
        assert_eq!(got.len(), expected.len(), "{engine}: {quantity:?}");
        let largest = expected.iter().fold(0.0f64, |m, w| m.max(w.abs()));
        for (k, (&got, &want)) in got.iter().zip(&expected).enumerate() {
            let (error, limit) = if !can_vary(quantity, k) {
                assert_eq!(want, 0.0, "{}: {quantity:?} {k} cannot vary", function.name);
                (ulp::error(got, 0.0), 0.0)
            } else if want == 0.0 {
                (ulp::error_of_sum(got, want, largest), 8.0)
            } else {
                (ulp::error(got, want), 8.0 + 4.0 * case.noise(quantity))
            };
            let what = What { function: &function.name, engine, quantity: quantity.name(), at: &x };
            report.compare(&what, (got, want), error, limit);
        }
    }
}

#[test]
fn within_the_conditioning() {
    let report = compared("composite.json", compare);
    let counts = [
        ("f64", 232),
        ("Plain", 232),
        ("forward", 4328),
        ("HyperDual", 4096),
        ("Taylor", 1184),
        ("Dual^3", 1184),
        ("Graph", 4328),
        ("Tape", 4328),
        ("Dual of Node", 1672),
        ("Dual of Var", 1672),
        ("Program", 4328),
    ];
    report.finish("composite, ulps", Some(232), &counts);
}
