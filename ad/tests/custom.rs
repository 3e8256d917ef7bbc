//! Functions of one's own are one operation in every engine and order.

use ad::rules::first_order;
use ad::{Dual, Graph, HyperDual, MultiDual, Real, Taylor, custom_rule, implicit, objective};
use by_hand::by_hand;

#[path = "../../ad-reverse/tests/support/by_hand.rs"]
mod by_hand;

custom_rule! {
    /// `x e^x`.
    fn x_exp(x) = y => [y + x.exp()]; x * x.exp()
}
custom_rule! {
    /// `a² b`.
    fn square_times(a, b) => [a.scale(2.0) * b, a * a]; a * a * b
}
custom_rule! {
    fn root(x) = y => [y.recip().scale(0.5)]; x.sqrt()
}

fn by_hand<F: Real>(x: F) -> F {
    x * x.exp()
}

#[test]
fn every_order_in_every_number() {
    let x: f64 = 0.7;
    let difference: f64 = x_exp(HyperDual::variable(x)).e12 - by_hand(HyperDual::variable(x)).e12;
    assert!(difference.abs() < 1e-14);
    let series = x_exp(Taylor::<f64, 6>::variable(x)).derivatives();
    for (k, d) in series.iter().enumerate() {
        let exact = (x + k as f64) * f64::exp(x);
        assert!((d - exact).abs() <= 1e-14 * exact, "order {k}: {d} {exact}");
    }
    let third = x_exp(MultiDual::<f64, 8>::variable(x, &[0, 1, 2])).coefficients()[7];
    assert!((third - (x + 3.0) * x.exp()).abs() < 1e-14);
}

#[test]
fn one_record_on_the_graph() {
    let g = Graph::new();
    let (a, b) = (g.variable(3.0).label("a"), g.variable(5.0).label("b"));
    let f = square_times(a, b).label("f");
    assert_eq!(g.len(), 3);
    f.backward();
    assert_eq!((a.grad(), b.grad()), (30.0, 9.0));
    assert!(f.picture().table().contains("f = square_times(a, b)"));
}

#[test]
fn an_undefined_value_has_undefined_slopes() {
    assert!(f64::is_nan(root(Dual::variable(-1.0)).eps));
    assert_eq!(root(Dual::constant(0.0)).eps, 0.0, "a strong zero");
}

#[test]
fn slopes_at_f64_give_first_derivatives() {
    let table = [0.0, 1.0, 4.0];
    let lookup = first_order("lookup", move |[x]: [f64; 1]| table[x as usize], |[x], _| [2.0 * x]);
    assert_eq!(lookup.at([Dual::variable(2.0)]).eps, 4.0);
}

#[test]
#[should_panic(expected = "the rule `lookup` gives its slopes for f64 only")]
fn and_refuse_a_second_one() {
    let lookup = first_order("lookup", |[x]: [f64; 1]| x * x, |[x], _| [2.0 * x]);
    let _ = lookup.at([HyperDual::variable(2.0)]);
}

#[test]
#[should_panic(expected = "the rule `lookup` gives its slopes for f64 only")]
fn and_refuse_a_series() {
    let lookup = first_order("lookup", |[x]: [f64; 1]| x * x, |[x], _| [2.0 * x]);
    let _ = lookup.at([Taylor::<f64, 3>::variable(2.0)]);
}

/// `w e^w = x` by Newton's method.
fn lambert_w(&[x]: &[f64; 1]) -> f64 {
    (0..60).fold(0.5, |w: f64, _| w - (w * w.exp() - x) / ((w + 1.0) * w.exp()))
}

/// W(1).
const OMEGA: f64 = 0.567_143_290_409_783_8;

by_hand! {
    #[test]
    fn rules_of_ones_own_backward() {
        let list = List::new();
        let (a, b) = (list.variable(3.0), list.variable(5.0));
        let slopes = square_times(a, b).backward();
        assert_eq!((slopes.of(a), slopes.of(b)), (30.0, 9.0));
        assert!(root(list.variable(-1.0)).backward().of(a) == 0.0, "of another variable");
        let x = list.variable(-1.0);
        assert!(f64::is_nan(root(x).backward().of(x)));
        let lookup = first_order("lookup", |[x]: [f64; 1]| x * x, |[x], _| [2.0 * x]);
        assert_eq!(lookup.at([b]).backward().of(b), 10.0);
    }

    #[test]
    fn an_implicit_function_backward() {
        let equation = objective!(|z| z[1] * z[1].exp() - z[0]);
        let lambert = implicit::root("lambert_w", equation, lambert_w);
        let list = List::new();
        let x = list.variable(1.0);
        let slope: f64 = lambert.at([x]).backward().of(x);
        assert!((slope - OMEGA / (1.0 + OMEGA)).abs() < 1e-16);
    }

    #[test]
    #[should_panic(expected = "the rule `lookup` gives its slopes for f64 only")]
    fn and_refuse_a_second_one_over_dual_numbers() {
        let lookup = first_order("lookup", |[x]: [f64; 1]| x * x, |[x], _| [2.0 * x]);
        let list = List::new();
        let x = list.variable(Dual::variable(2.0));
        lookup.at([x]).backward().of(x);
    }
}

/// Lambert's W: `w e^w = x`, so `W' = W / (x (1 + W))` and all higher derivatives follow.
#[test]
fn an_implicit_function_in_every_order() {
    let equation = objective!(|z| z[1] * z[1].exp() - z[0]);
    let lambert = implicit::root("lambert_w", equation, lambert_w);
    let x = 1.0;
    let series = lambert.at([Taylor::<f64, 5>::variable(x)]).derivatives();
    // derivatives at 1 from W' = W/(x(1+W)) by hand
    let w = OMEGA;
    let exact = [w, w / (1.0 + w), -w * w * (w + 2.0) / (1.0 + w).powi(3)];
    for (got, want) in series.iter().zip(exact) {
        assert!((got - want).abs() <= 4e-16 * want.abs().max(0.1), "{got} {want}");
    }
    let second: f64 = lambert.at([HyperDual::variable(x)]).e12;
    assert!((second - series[2]).abs() < 1e-15);
}

#[test]
fn a_minimiser_is_differentiable() {
    // the ridge solution of (a y - b)² + lambda y² is y = a b / (a² + lambda)
    let cost = objective!(|z| (z[0] * z[2] - 3.0).sq() + z[1] * z[2].sq());
    let solve = |&[a, lambda]: &[f64; 2]| a * 3.0 / (a * a + lambda);
    let ridge = implicit::root("ridge", implicit::Stationary(cost), solve);
    let (a, lambda) = (2.0, 0.5);
    let y = ridge.at([HyperDual::new(a, 1.0, 0.0, 0.0), HyperDual::new(lambda, 0.0, 1.0, 0.0)]);
    let d = a * a + lambda;
    let exact = [3.0 / d - 6.0 * a * a / (d * d), -3.0 * a / (d * d), -3.0 / (d * d) + 12.0 * a * a / (d * d * d)];
    for (got, want) in [y.e1, y.e2, y.e12].into_iter().zip(exact) {
        assert!(f64::abs(got - want) < 1e-15, "{got} {want}");
    }
}
