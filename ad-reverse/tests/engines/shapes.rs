//! Small functions of odd shape: no inputs, no operations, one variable in every place.

use crate::by_hand::by_hand;
use crate::engines::on_every_engine;
use ad_core::num_traits::One;
use ad_core::{Real, Residuals, Single, objective};
use ad_reverse::Engine;

by_hand! {
    /// `(f(x), f'(x))` of a function of one handle.
    fn slope(f: impl for<'l> Fn(Handle<'l>) -> Handle<'l>, x: f64) -> (f64, f64) {
        let list = List::new();
        let x = list.variable(x);
        let y = f(x);
        (y.value(), y.backward().of(x))
    }

    #[test]
    fn one_variable_on_both_sides() {
        assert_eq!(slope(|x| x * x, 3.0), (9.0, 6.0));
        assert_eq!(slope(|x| x - x, 3.0), (0.0, 0.0));
        assert_eq!(slope(|x| x / x, 3.0), (1.0, 0.0));
        assert_eq!(slope(|x| x + x, 3.0), (6.0, 2.0));
        assert_eq!(slope(|x| x.max(x), 3.0), (3.0, 1.0));
        assert_eq!(slope(|x| x.min(x), 3.0), (3.0, 1.0));
        assert_eq!(slope(|x| x.atan2(x), 3.0), (std::f64::consts::FRAC_PI_4, 0.0));
        assert_eq!(slope(|x| x.mul_add(x, x), 3.0), (12.0, 7.0));
        assert_eq!(slope(|x| x.clamp(x, x), 3.0), (3.0, 1.0));
        let (h, dh) = slope(|x| x.hypot(x), 3.0);
        assert!((h - 18f64.sqrt()).abs() < 1e-15 * h && (dh - 2f64.sqrt()).abs() < 1e-15);
        let (p, dp) = slope(|x| x.powf(x), 2.0);
        assert!((p - 4.0).abs() < 1e-15 * p && (dp - 4.0 * (2f64.ln() + 1.0)).abs() < 1e-14);
    }

    #[test]
    fn output_that_is_an_input() {
        let list = List::<f64>::new();
        let (x, y) = (list.variable(3.0), list.variable(4.0));
        let adjoints = x.backward();
        assert_eq!((adjoints.of(x), adjoints.of(y).to_bits()), (1.0, 0));
        assert_eq!(list.len(), 2);
    }

    /// A constant depends on nothing, and nothing is recorded for it.
    #[test]
    fn constant_output_by_hand() {
        let list = List::new();
        let x = list.variable(1.0);
        let constant = Handle::<f64>::one() + 1.0;
        assert_eq!((constant.value(), constant.backward().of(x), x.backward().of(constant)), (2.0, 0.0, 0.0));
        assert_eq!(list.len(), 1);
    }
}

on_every_engine! {
    input_as_output
    unused_inputs_are_positive_zero
    constant_output
    no_inputs
    no_outputs
    outputs_not_written_are_zero
    one_output_many_times
    as_many_outputs_as_inputs
}

fn input_as_output(engine: impl Engine) {
    assert_eq!(engine.gradient(&objective!(|x| x[1]), &[3.0, 4.0]), (4.0, vec![0.0, 1.0]));
}

/// An input that is not used has the adjoint +0, bit for bit, whatever else happens.
fn unused_inputs_are_positive_zero(engine: impl Engine) {
    let f = objective!(|x| -(x[1] / 0.0).ln() - x[1].sqrt());
    let (_, gradient) = engine.gradient(&f, &[1.0, 0.0, f64::NAN]);
    assert_eq!((gradient[0].to_bits(), gradient[2].to_bits()), (0, 0));
}

fn constant_output(engine: impl Engine) {
    let f = objective!(|_x| F::lit(7.0) * 2.0);
    assert_eq!(engine.gradient(&f, &[1.0, 2.0]), (14.0, vec![0.0, 0.0]));
    assert_eq!(engine.hessian(&f, &[1.0, 2.0]), vec![vec![0.0; 2]; 2]);
    assert_eq!(engine.vjp(&Single(&f), &[1.0], &[3.0]), (vec![14.0], vec![0.0]));
}

fn no_inputs(engine: impl Engine) {
    let f = objective!(|x| F::sum_of(x) + 2.0);
    assert_eq!(engine.gradient(&f, &[] as &[f64]), (2.0, vec![]));
    assert_eq!(engine.value_and_gradient(&f, &[] as &[f64], &mut []), 2.0);
    assert_eq!(engine.hess_vec(&f, &[] as &[f64], &[]), vec![]);
    assert_eq!(engine.hessian(&f, &[] as &[f64]), Vec::<Vec<f64>>::new());
    assert_eq!(engine.vjp(&Single(&f), &[] as &[f64], &[1.0]), (vec![2.0], vec![]));
    assert_eq!(engine.jacobian(&Single(&f), &[] as &[f64]), (vec![2.0], vec![vec![]]));
    assert_eq!(engine.jacobian_by_rows(&Single(&f), &[] as &[f64]), (vec![2.0], vec![vec![]]));
}

struct Nothing;
impl Residuals for Nothing {
    fn len(&self) -> usize {
        0
    }
    fn residuals<F: Real>(&self, _: &[F], _: &mut [F]) {}
}

fn no_outputs(engine: impl Engine) {
    assert_eq!(engine.vjp(&Nothing, &[1.0, 2.0], &[]), (vec![], vec![0.0, 0.0]));
    assert_eq!(engine.jacobian(&Nothing, &[1.0, 2.0]), (vec![], vec![]));
    assert_eq!(engine.jacobian_by_rows(&Nothing, &[1.0, 2.0]), (vec![], vec![]));
}

/// Components that are not written are the constant 0.
struct Second;
impl Residuals for Second {
    fn len(&self) -> usize {
        3
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        out[1] = x[0].sq();
    }
}

fn outputs_not_written_are_zero(engine: impl Engine) {
    assert_eq!(engine.jacobian_by_rows(&Second, &[3.0]), (vec![0.0, 9.0, 0.0], vec![vec![0.0], vec![6.0], vec![0.0]]));
}

/// One handle in several outputs, an input and a sum of two terms among them.
struct Copies;
impl Residuals for Copies {
    fn len(&self) -> usize {
        5
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        let product = x[0] * x[1];
        out.copy_from_slice(&[product, x[1], product, product.sin(), product]);
        out[4] = F::zero();
    }
}

fn one_output_many_times(engine: impl Engine) {
    let c = 6f64.cos();
    let rows = [[3.0, 2.0], [0.0, 1.0], [3.0, 2.0], [3.0 * c, 2.0 * c], [0.0, 0.0]].map(Vec::from).to_vec();
    assert_eq!(engine.jacobian_by_rows(&Copies, &[2.0, 3.0]).1, rows);
    assert_eq!(engine.vjp(&Copies, &[2.0, 3.0], &[1.0, 10.0, 1.0, 0.0, 7.0]).1, [6.0, 14.0]);
}

/// `x_i -> x_i²`, of which each output depends on one input.
struct Squares(usize);
impl Residuals for Squares {
    fn len(&self) -> usize {
        self.0
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        out.iter_mut().zip(x).for_each(|(out, x)| *out = x.sq());
    }
}

fn as_many_outputs_as_inputs(engine: impl Engine) {
    let x: Vec<f64> = (0..300).map(f64::from).collect();
    let w = vec![0.5; 300];
    assert_eq!(engine.vjp(&Squares(300), &x, &w), (x.iter().map(|x| x * x).collect(), x.clone()));
}
