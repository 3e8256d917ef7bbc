//! Objectives that take derivatives inside: their program serves other points too, unless they have branches.

use crate::running::exact;
use ad::{Dual, Engine, Objective, OnGraph, OnTape, Real, Taylor, forward, objective};
use ad_program::Program;

/// What is differentiated inside, by everything that the rules compare or choose by.
fn inner<F: Real>(x: &[F]) -> F {
    let powers = x[0].powi(3) * x[1].powf(F::lit(1.5)) + x[0].powf(x[1]) / x[1] + x[0].hypot(x[1]) + x[0].atan2(x[1]);
    let kinks =
        (x[0] * x[1]).abs() + x[0].max(x[1]).min(F::lit(9.0)) + x[0].relu() + (x[0] - 0.125).clamp(F::zero(), x[1]);
    let sums = F::dot(x, x).sqrt() + F::affine(x, x, x[0]) + F::sum_of(x) * F::sum_of_squares(x);
    powers * x[0].exp() + kinks.sin() * x[1].ln() + sums + x[0].copysign(x[1]) + x[0].abs_sub(x[1])
}

/// The program of `f`, recorded elsewhere, against the graph: value, gradient and `H v`.
#[track_caller]
fn serves_other_points<O: Objective>(f: &O, x: &[f64]) {
    let elsewhere: Vec<f64> = x.iter().map(|x| x * 0.75 + 0.25).collect();
    let program = Program::record(f, &elsewhere).expect("a small program");
    let at = exact(x);
    let (value, gradient) = OnGraph.gradient(f, &at);
    let found = program.gradient().expect("a small program").evaluate(x).expect("no branch");
    let close = |what: &str, found: f64, want: crate::running::Running| {
        assert!((found - want.value).abs() <= 4.0 * want.error, "{what}: {found}, not {want:?}");
    };
    close("the value", found[0], value);
    found[1..].iter().zip(&gradient).for_each(|(&found, &want)| close("the gradient", found, want));
    let v = [0.5, -1.0];
    let product = OnGraph.hess_vec(f, &at, &exact(&v));
    let found = program.hess_vec().expect("a small program").evaluate(&[x, &v].concat()).expect("no branch");
    found[1..].iter().zip(&product).for_each(|(&found, &want)| close("H v", found, want));
}

#[test]
fn a_gradient_inside() {
    let f = objective!(|x| F::sum_of_squares(&forward::gradient(&objective!(inner), x).1));
    serves_other_points(&f, &[0.5, 2.0]);
}

#[test]
fn a_derivative_along_a_line_inside() {
    let f = objective!(|x| inner(&[Dual::new(x[0], x[1]), Dual::constant(x[1])]).eps);
    serves_other_points(&f, &[0.5, 2.0]);
}

#[test]
fn a_product_with_the_hessian_inside() {
    let f = objective!(|x| F::dot(x, &forward::hess_vec(&objective!(inner), x, x)));
    serves_other_points(&f, &[0.5, 2.0]);
}

#[test]
fn a_hessian_inside() {
    let f = objective!(|x| F::sum_of(&forward::hessian(&objective!(inner), x).concat()));
    serves_other_points(&f, &[0.5, 2.0]);
}

#[test]
fn a_series_inside() {
    let f = objective!(|x| {
        let y = inner(&[Taylor::<F, 4>::variable(x[0]), Taylor::constant(x[1])]);
        y.derivatives()[3] + y.derivatives()[1]
    });
    serves_other_points(&f, &[0.5, 2.0]);
}

#[test]
fn a_sweep_of_the_graph_or_the_tape_inside() {
    let f = objective!(|x| F::sum_of_squares(&OnGraph.gradient(&objective!(inner), x).1));
    serves_other_points(&f, &[0.5, 2.0]);
    let f = objective!(|x| F::sum_of_squares(&OnTape.gradient(&objective!(inner), x).1));
    serves_other_points(&f, &[0.5, 2.0]);
}

#[test]
fn norms_inside() {
    let f = objective!(|x| F::sum_of_squares(&forward::gradient(&objective!(|x| F::norm2(x) * x[0].exp()), x).1));
    // also where one of the numbers is 0, or all are small or large
    for x in [[0.5, 2.0], [0.0, 2.0], [2.0, 0.0], [-1e-5, 1e-160], [0.5, 1e100]] {
        serves_other_points(&f, &x);
    }
    // a second derivative inside asks for signs and for the order
    let f = objective!(|x| F::sum_of(&forward::hess_vec(&objective!(|x| F::norm2(x)), x, x)) + F::norm2(x));
    for x in [[0.5, 2.0], [1e-5, 1e-100], [0.5, 1e60]] {
        serves_other_points(&f, &x);
    }
}

#[test]
fn sums_of_exponentials_inside() {
    let f = objective!(|x| F::sum_of_squares(&forward::gradient(&objective!(|x| F::log_sum_exp(x)), x).1));
    serves_other_points(&f, &[0.5, 2.0]);
}

#[test]
fn detached_inside() {
    let f = objective!(|x| F::sum_of_squares(&forward::gradient(&objective!(|x| x[0].detach() * x[1]), x).1));
    serves_other_points(&f, &[0.5, 2.0]);
}
