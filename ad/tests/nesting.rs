//! Derivatives of derivatives: every level keeps to itself.

use ad::forward::{derivative, gradient, jacobian, second_derivative, taylor};
use ad::{
    Dual, DualVec, Engine, HyperDual, Number, Objective, OnGraph, OnTape, Real, Residuals, Tagged, Taylor, objective,
};
use by_hand::by_hand;
use engines::on_every_engine;

#[path = "../../ad-reverse/tests/support/by_hand.rs"]
mod by_hand;
#[path = "../../ad-reverse/tests/support/engines.rs"]
mod engines;

/// Siskind & Pearlmutter (2005): a confused implementation says 2.
#[test]
fn the_inner_derivative_of_a_sum_is_one() {
    let (value, slope) = derivative(|x| x * derivative(|y| Tagged::constant(x) + y, 1.0.into()).1, 1.0);
    assert_eq!((value, slope), (1.0, 1.0));
    let second = second_derivative(|x| x * second_derivative(|y| Tagged::constant(x) + y, 1.0.into()).1, 1.0);
    assert_eq!(second, (1.0, 1.0, 0.0));
    let [_, c1, c2] = taylor(|x| x * taylor::<_, 2>(|y| Tagged::constant(x) + y, 1.0.into())[1], 1.0);
    assert_eq!((c1, c2), (1.0, 0.0));
}

/// `D(x -> x D(y -> x y)(1))(4) = D(x -> x²)(4) = 8`; confused: 5.
#[test]
fn the_inner_derivative_of_a_product_is_the_outer_variable() {
    assert_eq!(derivative(|x| x * derivative(|y| Tagged::constant(x) * y, 1.0.into()).1, 4.0).1, 8.0);
    // D(x -> D(y -> y D(z -> x y z)(2))(3)) = D(x -> D(y -> x y²)(3)) = D(x -> 6x)
    let three_levels = derivative(
        |x| {
            derivative(|y| y * derivative(|z| Tagged::constant(Tagged::constant(x) * y) * z, 2.0.into()).1, 3.0.into())
                .1
        },
        5.0,
    );
    assert_eq!(three_levels, (30.0, 6.0));
}

/// By hand, on numbers without a tag, the types keep the levels apart.
#[test]
fn levels_by_hand_are_types() {
    let x = Dual::variable(4.0);
    let product = Dual::constant(x) * Dual::variable(Dual::constant(1.0));
    assert_eq!((x * product.eps).eps, 8.0);
}

/// Manzyuk et al. (2012), the "amazing bug": `s(u)(f)(x) = f(x + u)` is curried, and its
/// derivative by `u` at 0 is the derivative operator itself. Applied twice it is the second
/// derivative; with one tag for both applications it is 0.
#[test]
fn the_amazing_bug() {
    fn shift<F: Real>(u: F, f: impl Fn(F) -> F) -> impl Fn(F) -> F {
        move |x| f(x + u)
    }
    /// `d/du shift(u)(f)(x)` at `u = 0`; `f` must serve every tag.
    fn d<T: Real>(f: impl for<'t> Fn(Tagged<'t, Dual<T>>) -> Tagged<'t, Dual<T>>, x: T) -> T {
        derivative(|u| shift(u, &f)(Tagged::constant(x)), T::zero()).1
    }
    fn h<F: Real>(x: F) -> F {
        x.exp()
    }
    let once = d(|x| h(x), 1.0);
    let twice = d(|x| d(|y| h(y), x), 1.0);
    assert_eq!((once, twice), (1f64.exp(), 1f64.exp()));
    let cube = d(|x| d(|y| y * y * y, x), 2.0);
    assert_eq!(cube, 12.0);
}

const A: [[f64; 3]; 3] = [[1.0, 2.0, -3.0], [0.5, -1.0, 4.0], [7.0, 0.25, 2.0]];

/// `x -> grad_y (y' A x)`, which is `A x`; the gradient inside knows nothing of the outside.
struct GradientOfBilinear;
impl Residuals for GradientOfBilinear {
    fn len(&self) -> usize {
        3
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        // y' A x has its x one level below y
        let product = |y: &[DualVec<F, 3>]| {
            let rows = A.map(|row| F::sum_of(&[x[0] * row[0], x[1] * row[1], x[2] * row[2]]));
            (0..3).map(|i| y[i] * DualVec::constant(rows[i])).sum::<DualVec<F, 3>>()
        };
        out.copy_from_slice(&product(&DualVec::variables([F::one(); 3])).eps);
    }
}

on_every_engine! { the_jacobian_of_the_gradient_of_a_bilinear_form_is_its_matrix a_gradient_inside_an_objective }

fn the_jacobian_of_the_gradient_of_a_bilinear_form_is_its_matrix(engine: impl Engine) {
    let x = [0.3, -2.0, 5.0];
    assert_eq!(jacobian(&GradientOfBilinear, &x).1, A.map(Vec::from));
    assert_eq!(engine.jacobian_by_rows(&GradientOfBilinear, &x).1, A.map(Vec::from));
}

/// `|grad g|²`, whose gradient is `2 H grad g`; without an engine forward mode takes the inner gradient.
struct SquaredGradient<E>(Option<E>);
impl<E: Engine> Objective for SquaredGradient<E> {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let g = objective!(|x| x[0].exp() * x[1] + x[1].powi(3));
        let inner = self.0.as_ref().map_or_else(|| gradient(&g, x), |engine| engine.gradient(&g, x));
        F::sum_of_squares(&inner.1)
    }
}

fn a_gradient_inside_an_objective(engine: impl Engine + Copy) {
    let (x, y) = (0.5f64, 2.0);
    let (e, g) = (x.exp(), [x.exp() * y, x.exp() + 3.0 * y * y]);
    let expected = [2.0 * (e * y * g[0] + e * g[1]), 2.0 * (e * g[0] + 6.0 * y * g[1])];
    let reverse = SquaredGradient(Some(engine));
    for got in [
        ad::gradient(&reverse, &[x, y]).1,
        engine.gradient(&SquaredGradient(None::<OnGraph>), &[x, y]).1,
        engine.gradient(&reverse, &[x, y]).1, // reverse over reverse
        OnGraph.gradient(&reverse, &[x, y]).1,
        OnTape.gradient(&reverse, &[x, y]).1,
    ] {
        for (got, expected) in got.iter().zip(&expected) {
            assert!((got - expected).abs() <= 1e-14 * expected.abs(), "{got} {expected}");
        }
    }
}

fn f<F: Real>(x: F) -> F {
    (x.sin() * x + 2.0).ln() / (x * x + 1.0).sqrt()
}

/// `f, f', f'', f'''` at 0.7, by the Taylor series.
fn derivatives() -> [f64; 4] {
    f(Taylor::<f64, 4>::variable(0.7)).derivatives()
}

#[track_caller]
fn assert_are<const N: usize>(got: [f64; N]) {
    for (got, expected) in got.iter().zip(derivatives()) {
        assert!((got - expected).abs() <= 1e-13 * expected.abs(), "{got} is not {expected}");
    }
}

#[test]
fn forward_numbers_nest_in_each_other() {
    let y = f(Dual::variable(HyperDual::variable(0.7)));
    assert_are([y.re.re, y.re.e1, y.re.e12, y.eps.e12]);
    assert_are([y.re.re, y.eps.re, y.eps.e1, y.eps.e12]);
    let y = f(HyperDual::new(Dual::variable(0.7), 1.0.into(), 1.0.into(), 0.0.into()));
    assert_are([y.re.re, y.re.eps, y.e1.eps, y.e12.eps]);

    let y = f(Taylor::<Dual<f64>, 3>::variable(Dual::variable(0.7))).derivatives();
    assert_are([y[0].re, y[1].re, y[2].re, y[2].eps]);
    let y = f(Dual::variable(Taylor::<f64, 3>::variable(0.7)));
    let (re, eps) = (y.re.derivatives(), y.eps.derivatives());
    assert_are([re[0], eps[0], eps[1], eps[2]]);
    let y = f(Taylor::<Taylor<f64, 3>, 2>::new([Taylor::variable(0.7), Taylor::constant(1.0)])).derivatives();
    assert_are([y[0].derivatives()[0], y[1].derivatives()[0], y[1].derivatives()[1], y[1].derivatives()[2]]);

    let y = f(DualVec::<DualVec<f64, 2>, 3>::variable(DualVec::variable(0.7, 1), 2));
    assert_are([y.re.re, y.re.eps[1], y.eps[2].eps[1]]);
    assert_eq!([y.re.eps[0], y.eps[0].re, y.eps[2].eps[0]], [0.0; 3]);
}

by_hand! {
    /// The perturbations that are not to be confused, on lists over handles of lists.
    #[test]
    fn nested_lists_do_not_confuse_either() {
        for (point, product, expected) in [(1.0, false, 1.0), (4.0, true, 8.0)] {
            let outer = List::<f64>::new();
            let x = outer.variable(point);
            let inner = List::new();
            let (y, lifted) = (inner.variable(1.0.into()), inner.variable(x));
            let slope = if product { lifted * y } else { lifted + y }.backward().of(y);
            assert_eq!((x * slope).backward().of(x), expected);
        }
    }

    #[test]
    fn lists_run_over_forward_numbers() {
        let list = List::new();
        let x = list.variable(Dual::variable(0.7));
        let y = f(x);
        let slope = y.backward().of(x);
        assert_are([y.value().re, slope.re, slope.eps]);

        let list = List::new();
        let x = list.variable(HyperDual::variable(0.7));
        let y = f(x);
        let slope = y.backward().of(x);
        assert_are([y.value().re, slope.re, slope.e1, slope.e12]);

        let list = List::new();
        let x = list.variable(Taylor::<f64, 3>::variable(0.7));
        let slope = f(x).backward().of(x).derivatives();
        assert_are([f(x).value().coefficients()[0], slope[0], slope[1], slope[2]]);
    }

    #[test]
    fn forward_numbers_run_over_lists() {
        let list = List::<f64>::new();
        let x = list.variable(0.7);
        let y = f(Dual::variable(x));
        let (first, second) = (y.re.backward().of(x), y.eps.backward().of(x));
        assert_are([y.re.value(), first, second]);
        let y = f(HyperDual::variable(x));
        assert_are([y.re.value(), y.e1.value(), y.e12.value(), y.e12.backward().of(x)]);
    }

    #[test]
    fn reverse_over_reverse() {
        let outer = List::<f64>::new();
        let x = outer.variable(0.7);
        let inner = List::new();
        let lifted = inner.variable(x);
        let y = f(lifted);
        let slope = y.backward().of(lifted);
        assert_are([y.value().value(), slope.value(), slope.backward().of(x)]);

        // three lists deep: x³ and its third derivative
        let (middle, x) = (List::new(), outer.variable(0.5));
        let y = middle.variable(x);
        let innermost = List::new();
        let z = innermost.variable(y);
        let second = (z * z * z).backward().of(z).backward().of(y);
        assert_eq!((second.value(), second.backward().of(x)), (3.0, 6.0));
    }
}

/// A tape over nodes of a graph, and a graph over variables of a tape.
#[test]
fn tapes_and_graphs_nest_in_each_other() {
    let (graph, tape) = (ad::Graph::<f64>::new(), ad::Tape::new());
    let x = graph.variable(0.7);
    let lifted = tape.variable(x);
    let y = f(lifted);
    let slope = y.backward().of(lifted);
    assert_are([y.value().value(), slope.value(), slope.backward().of(x)]);

    let (tape, graph) = (ad::Tape::<f64>::new(), ad::Graph::new());
    let x = tape.variable(0.7);
    let lifted = graph.variable(x);
    let y = f(lifted);
    let slope = y.backward().of(lifted);
    assert_are([y.value().value(), slope.value(), slope.backward().of(x)]);
}

/// What an inner level holds constant stays constant for the outer one only if it is.
#[test]
fn detach_drops_every_level() {
    let x = Dual::variable(Dual::variable(3.0));
    let y = x.detach() * x;
    assert_eq!((y.re.re, y.re.eps, y.eps.re, y.eps.eps), (9.0, 3.0, 3.0, 0.0));
    assert_eq!(Number::as_constant(x.detach()), Some(3.0));
}
