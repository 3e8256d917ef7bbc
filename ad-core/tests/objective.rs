//! Functions written once: the forms of `objective!`, references, one component.

use ad_core::finite_sum::terms;
use ad_core::{FiniteSum, Objective, Plain, Real, Residuals, Single, Sum, objective};
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

/// `sum_i 1 / (theta_0 + r_i0) + ... + 1 / (theta_0 + r_im)`, rows of several lengths.
#[derive(Clone, Debug)]
struct Harmonic(Vec<Vec<f64>>);
impl FiniteSum for Harmonic {
    fn rows(&self) -> usize {
        self.0.len()
    }
    fn row(&self, i: usize) -> &[f64] {
        &self.0[i]
    }
    fn term<F: Real>(&self, theta: &[F], row: &[F]) -> F {
        F::sum_of(&row.iter().map(|&r| (theta[0] + r).recip()).collect::<Vec<_>>())
    }
}

#[test]
fn sums_over_rows() {
    let data = Harmonic(vec![vec![0.1], vec![], vec![0.2, 1.7, 5.0]]);
    let by_hand = (1.0 / 3.1 + 0.0) + (1.0 / 3.2 + 1.0 / 4.7 + 1.0 / 8.0);
    assert_eq!(Sum::of(&data).value(&[3.0]), by_hand);
    assert_eq!(Sum::of(data.clone()).value(&[3.0]), by_hand);
    assert_eq!(f64::finite_sum(&&data, &[3.0]), by_hand);
    assert_eq!(terms(&data, &[3.0], &mut vec![7.0; 9]).count(), 3);
    assert_eq!(Sum::of(Harmonic(vec![])).value(&[3.0]).to_bits(), 0);
    // constants of the rows are rounded once
    let narrow = Sum::of(&data).value(&[Plain(3.0f32)]).0;
    assert_eq!(narrow, 1.0 / 3.1f32 + 0.0 + (1.0 / (3.0 + 0.2f32) + 1.0 / (3.0 + 1.7f32) + 1.0 / 8.0));
}

/// A row that panics does so when its term is asked for, not before.
#[test]
fn terms_are_evaluated_one_by_one() {
    struct Last;
    impl FiniteSum for Last {
        fn rows(&self) -> usize {
            3
        }
        fn row(&self, i: usize) -> &[f64] {
            &[[1.0], [2.0]][i]
        }
        fn term<F: Real>(&self, _: &[F], row: &[F]) -> F {
            row[0]
        }
    }
    let mut buffer = Vec::new();
    assert_eq!(terms::<f64, _>(&Last, &[], &mut buffer).take(2).collect::<Vec<_>>(), [1.0, 2.0]);
    assert!(std::panic::catch_unwind(|| Sum::of(Last).value::<f64>(&[])).is_err());
}
