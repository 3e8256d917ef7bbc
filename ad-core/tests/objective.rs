//! Functions written once: the forms of `objective!`, references, one component.

use ad_core::{Objective, Plain, Real, Residuals, Single, objective};
use num_traits::Float;

fn over_real<F: Real>(x: &[F]) -> F {
    x[0].sq() + x[1]
}

fn over_float<F: Float>(x: &[F]) -> F {
    x[0] * x[0] + x[1]
}

mod elsewhere {
    pub fn product<F: num_traits::Float>(x: &[F]) -> F {
        x[0] * x[1]
    }
}

#[test]
fn from_functions_and_expressions() {
    let x = [3.0, 4.0];
    assert_eq!(objective!(over_real).value(&x), 13.0);
    assert_eq!(objective!(over_float).value(&x), 13.0);
    assert_eq!(objective!(elsewhere::product).value(&x), 12.0);
    assert_eq!(objective!(|x| x[0] * 2.0 - x[1]).value(&x), 2.0);
    assert_eq!(
        objective!(|y| {
            let s = y[0] + y[1];
            s * s
        })
        .value(&x),
        49.0
    );
}

#[test]
fn captured_values() {
    let (weights, shift) = (vec![1.0, 10.0], 0.5);
    let f = objective!([w: Vec<f64> = weights, shift: f64 = shift] |x| x[0] * w[0] + x[1] * w[1] + shift);
    assert_eq!((f.value(&[3.0, 4.0]), f.clone().value(&[0.0, 0.0])), (43.5, 0.5));
    let g = objective!([f: Total = Total] |x| f.value(x) * 2.0);
    assert_eq!(g.value(&[1.0, 2.0]), 6.0);
}

/// A captured objective has a type with a name.
#[derive(Clone, Debug)]
struct Total;
impl Objective for Total {
    fn value<F: Real>(&self, x: &[F]) -> F {
        F::sum_of(x)
    }
}

#[test]
fn references_and_single_components() {
    let f = objective!(over_real);
    let by_reference: &dyn Fn(&[f64]) -> f64 = &|x| (&&f).value(x);
    assert_eq!(by_reference(&[3.0, 4.0]), 13.0);
    let mut out = [Plain(0.0f32)];
    let r = Single(&f);
    (&&r).residuals(&[Plain(3.0), Plain(4.0)], &mut out);
    assert_eq!(((&&r).len(), out[0].0), (1, 13.0));
}
