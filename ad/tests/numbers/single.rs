//! Single precision: f32, `Plain<f32>`, and every derivative over them.

use crate::by_hand::by_hand;
use crate::engines::on_every_engine;
use ad::{Dual, Engine, HyperDual, Number, Plain, Real, Taylor, forward, objective, rules::table};

fn f<F: Real>(x: &[F]) -> F {
    (x[0] * x[1]).sin() + x[1].powi(3) / (x[0].exp() + 1.0) - F::norm2(x)
}

#[test]
fn arithmetic_is_rounded_to_single() {
    let third = Plain(1.0f32) / 3.0;
    assert_eq!(third.0, 1.0f32 / 3.0);
    assert_eq!((third * 3.0 + 1e-8).0, (1.0f32 / 3.0) * 3.0 + 1e-8f32);
    assert_eq!(<f32 as Number>::lit(0.1), 0.1f32);
    assert_eq!(f32::apply(table::Sin {}, [0.5]), 0.5f64.sin() as f32);
    assert_eq!(Plain(f32::MAX) * 2.0, Plain(f32::INFINITY));
}

on_every_engine! { gradients_agree_with_those_of_f64 }

fn gradients_agree_with_those_of_f64(engine: impl Engine) {
    let objective = objective!(f);
    let exact = forward::gradient(&objective, &[0.7, 1.3]).1;
    let x = [0.7f32, 1.3];
    let (value, forward) = forward::gradient(&objective, &x);
    let (same, reverse) = engine.gradient(&objective, &x);
    assert_eq!((value, value), (same, f(&x.map(Plain)).0));
    for (k, exact) in exact.into_iter().enumerate() {
        let close = |g: f32| (f64::from(g) - exact).abs() <= 1e-6 * exact.abs();
        assert!(close(forward[k]) && close(reverse[k]), "{} {} {exact}", forward[k], reverse[k]);
    }
}

#[test]
fn numbers_over_f32() {
    let x = Dual::variable(0.5f32).exp();
    assert_eq!((x.re, x.eps), (0.5f64.exp() as f32, 0.5f64.exp() as f32));
    let x = HyperDual::variable(2f32).powi(3);
    assert_eq!((x.re, x.e1, x.e12), (8.0, 12.0, 12.0));
    assert_eq!(Taylor::<f32, 3>::variable(1.0).recip().coefficients(), &[1.0, -1.0, 1.0]);
    let x = Dual::variable(Plain(2f32)) * 3.0 + 1.0;
    assert_eq!((x.re.0, x.eps.0), (7.0, 3.0));
}

by_hand! {
    #[test]
    fn handles_over_f32() {
        let list = List::<f32>::new();
        let x = list.variable(2.0);
        assert_eq!((1.0 / x).backward().of(x), -0.25f32);
    }
}
