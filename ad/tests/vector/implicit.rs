//! Solutions of systems of equations and minimisers of several variables, against closed forms.

use crate::by_hand::by_hand;
use crate::engines::on_every_engine;
use ad::{
    Dual, DualVec, Engine, HyperDual, MultiDual, Objective, Real, Residuals, Taylor, VectorRule, check, forward,
    implicit, objective,
};

/// `y0 + y1 = a`, `y0 y1 = b`: the roots `y = a/2 ± sqrt(a²/4 - b)` of `y² - a y + b`.
struct Vieta;
impl Residuals for Vieta {
    fn len(&self) -> usize {
        2
    }
    fn residuals<F: Real>(&self, z: &[F], out: &mut [F]) {
        out[0] = z[2] + z[3] - z[0];
        out[1] = z[2] * z[3] - z[1];
    }
}

fn closed_form<F: Real>(x: &[F]) -> [F; 2] {
    let (middle, root) = (x[0] * 0.5, (x[0].sq() * 0.25 - x[1]).sqrt());
    [middle + root, middle - root]
}

fn vieta() -> impl VectorRule {
    implicit::system("vieta", 2, Vieta, |x: &[f64], y: &mut [f64]| y.copy_from_slice(&closed_form(x)))
}

const X: [f64; 2] = [5.0, 2.25];

#[track_caller]
fn close(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-13 * expected.abs().max(1.0), "{got} is not {expected}");
}

#[test]
fn first_and_higher_derivatives() {
    let seeded = |n: &dyn Fn(usize) -> Vec<usize>| [0, 1].map(|i| MultiDual::<f64, 8>::variable(X[i], &n(i)));
    for variables in [[0, 0, 0], [0, 1, 1], [1, 1, 1]] {
        let x = seeded(&|i| (0..3).filter(|&k| variables[k] == i).collect());
        for (got, expected) in vieta().at(&x).iter().zip(closed_form(&x)) {
            got.coefficients().iter().zip(expected.coefficients()).for_each(|(&g, &e)| close(g, e));
        }
    }
    let x = [Dual::new(Dual::new(X[0], 1.0), 0.5.into()), Dual::new(Dual::new(X[1], -1.0), 2.0.into())];
    for (got, expected) in vieta().at(&x).iter().zip(closed_form(&x)) {
        close(got.eps.eps, expected.eps.eps);
        close(got.re.eps, expected.re.eps);
    }
    let x = [Taylor::new([X[0], 1.0, 0.5, 0.0, 0.0, 0.0]), Taylor::new([X[1], -0.5, 0.0, 1.0, 0.0, 0.0])];
    for (got, expected) in vieta().at(&x).iter().zip(closed_form(&x)) {
        got.coefficients().iter().zip(expected.coefficients()).for_each(|(&g, &e)| close(g, e));
    }
}

/// `y0² y1` of the solution, as an objective.
struct OfSolution<R>(R);
impl<R: VectorRule> Objective for OfSolution<R> {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let y = self.0.at(x);
        y[0].sq() * y[1]
    }
}

/// The same of the solution written out.
fn of_closed_form() -> impl Objective {
    objective!(|x| closed_form(x)[0].sq() * closed_form(x)[1])
}

on_every_engine! { derivatives_of_the_solution }

fn derivatives_of_the_solution(engine: impl Engine) {
    let (got, expected) = (OfSolution(vieta()), of_closed_form());
    for gradient in [ad::gradient(&got, &X).1, engine.gradient(&got, &X).1] {
        gradient.iter().zip(forward::gradient(&expected, &X).1).for_each(|(&g, e)| close(g, e));
    }
    let exact = forward::hessian(&expected, &X).concat();
    for h in [forward::hessian(&got, &X), engine.hessian(&got, &X)] {
        h.concat().iter().zip(&exact).for_each(|(&g, &e)| close(g, e));
    }
}

by_hand! {
    #[test]
    fn reverse_over_reverse() {
        let exact = forward::hessian(&of_closed_form(), &X).concat();
        let (outer, inner) = (List::new(), List::new());
        let x = X.map(|x| outer.variable(x));
        let lifted = x.map(|x| inner.variable(x));
        let slope = OfSolution(vieta()).value(&lifted).backward().of(lifted[0]);
        let second = slope.backward();
        close(second.of(x[0]), exact[0]);
        close(second.of(x[1]), exact[1]);
    }

    /// At a double root the solution is no function of `x`.
    #[test]
    fn singular_equations_have_no_finite_adjoints() {
        let list = List::new();
        let x = [4.0, 4.0].map(|x: f64| list.variable(x));
        assert!(!vieta().at(&x)[0].backward().of(x[1]).is_finite());
    }

    #[test]
    fn ridge_regression_backward() {
        let list = List::new();
        let x = RIDGE_AT.map(|x| list.variable(x));
        let adjoints = ridge().at(&x)[1].backward();
        let exact = normal_equations(&x)[1].backward();
        x.into_iter().for_each(|x| close(adjoints.of(x), exact.of(x)));
    }
}

#[test]
fn the_checker_agrees() {
    if let Err(wrong) = check::second_order(&vieta(), &X) {
        panic!("{wrong}");
    }
}

/// At a double root the solution is no function of `x`.
#[test]
fn singular_equations_have_no_finite_slopes() {
    let x = [Dual::variable(4.0), Dual::constant(4.0)];
    let y = vieta().at(&x);
    assert_eq!((y[0].re, y[1].re), (2.0, 2.0));
    assert!(y.iter().all(|y| !f64::is_finite(y.eps)));
}

/// Ridge regression: `argmin_y |A y - b|² + lambda |y|²` as a function of `b` and `lambda`, with the
/// closed form `(A'A + lambda)^-1 A'b`.
const A: [[f64; 2]; 3] = [[1.0, 2.0], [0.0, -1.0], [3.0, 0.5]];

fn normal_equations<F: Real>(x: &[F]) -> [F; 2] {
    let gram = |i: usize, j: usize| F::lit((0..3).map(|k| A[k][i] * A[k][j]).sum());
    let right = [0, 1].map(|i| (0..3).map(|k| x[k] * A[k][i]).sum::<F>());
    let (p, q, r) = (gram(0, 0) + x[3], gram(0, 1), gram(1, 1) + x[3]);
    let det = p * r - q * q;
    [(r * right[0] - q * right[1]) / det, (p * right[1] - q * right[0]) / det]
}

struct Cost;
impl Objective for Cost {
    fn value<F: Real>(&self, z: &[F]) -> F {
        let y = &z[4..];
        let misfit = (0..3).map(|k| (y[0] * A[k][0] + y[1] * A[k][1] - z[k]).sq()).sum::<F>();
        misfit + z[3] * F::sum_of_squares(y)
    }
}

/// By plain gradient descent, which nobody differentiates.
fn ridge() -> impl VectorRule {
    let solve = |x: &[f64], y: &mut [f64]| {
        let at = |y: &[f64]| [x, y].concat();
        for _ in 0..2000 {
            let (_, slope) = ad::gradient(&Cost, &at(y));
            (y[0], y[1]) = (y[0] - 0.03 * slope[4], y[1] - 0.03 * slope[5]);
        }
    };
    implicit::argmin("ridge", 4, 2, Cost, solve)
}

const RIDGE_AT: [f64; 4] = [1.0, -2.0, 0.5, 0.75];

#[test]
fn ridge_regression() {
    let (ridge, x) = (ridge(), RIDGE_AT);
    let (got, expected) = (ridge.at(&x), normal_equations(&x));
    (0..2).for_each(|i| close(got[i], expected[i]));
    let x = DualVec::variables(x);
    let (got, expected) = (ridge.at(&x), normal_equations(&x));
    for i in 0..2 {
        (0..4).for_each(|k| close(got[i].eps[k], expected[i].eps[k]));
    }
    let x = [0, 1, 2, 3].map(|k| HyperDual::new(x[k].re, k as f64 - 1.0, 0.5, 0.0));
    let (got, expected) = (ridge.at(&x), normal_equations(&x));
    (0..2).for_each(|i| close(got[i].e12, expected[i].e12));
}

/// A solution inside the equations of another: levels of definition nest as levels of numbers do.
#[test]
fn systems_nest() {
    struct Outer<R>(R);
    impl<R: VectorRule> Residuals for Outer<R> {
        fn len(&self) -> usize {
            1
        }
        // u³ = larger root of y² - x y + 1
        fn residuals<F: Real>(&self, z: &[F], out: &mut [F]) {
            out[0] = z[1].powi(3) - self.0.at(&[z[0], F::one()])[0];
        }
    }
    let root = |x: f64| closed_form(&[x, 1.0])[0].cbrt();
    let rule = implicit::system("cube_root", 1, Outer(vieta()), move |x: &[f64], u: &mut [f64]| u[0] = root(x[0]));
    let x = HyperDual::variable(3.0);
    let (got, expected) = (rule.at(&[x])[0], closed_form(&[x, 1.0.into()])[0].cbrt());
    close(got.e1, expected.e1);
    close(got.e12, expected.e12);
}
