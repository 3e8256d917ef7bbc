//! 16-bit floats: f16 and bf16 under every derivative, and a loss scale in reverse mode.

use crate::by_hand::by_hand;
use crate::engines::on_every_engine;
use ad::forward::{LossScaled, gradient, loss_scaled_gradient};
use ad::{DualVec, Engine, HyperDual, Number, OnGraph, Plain, Real, Single, Taylor, objective, rules::table};
use ad_core::{Base, bf16, f16};

fn f<F: Real>(x: &[F]) -> F {
    (x[0] * x[1]).sin() + x[1].powi(3) / (x[0].exp() + 1.0) - F::norm2(x)
}

/// Both modes against f64, in units of the format's last place.
fn gradients_agree<T: Base>(engine: &impl Engine)
where
    Plain<T>: Real,
{
    let objective = objective!(f);
    let x = [0.75, 1.25]; // numbers of every format
    let exact = gradient(&objective, &x);
    let narrow = x.map(T::nearest);
    let (value, forward) = gradient(&objective, &narrow);
    let (same, reverse) = engine.gradient(&objective, &narrow);
    assert_eq!((value, value), (same, f(&narrow.map(Plain)).0));
    let unit: f64 = T::epsilon().into();
    for k in 0..2 {
        let close = |g: T| (g.into() - exact.1[k]).abs() <= 2.0 * unit;
        assert!(close(forward[k]) && close(reverse[k]), "{} {} {}", forward[k], reverse[k], exact.1[k]);
    }
}

on_every_engine! { gradients_agree_with_those_of_f64 }

fn gradients_agree_with_those_of_f64(engine: impl Engine) {
    gradients_agree::<f16>(&engine);
    gradients_agree::<bf16>(&engine);
}

#[test]
fn numbers_over_16_bits() {
    let half = f16::nearest;
    let x = HyperDual::variable(half(2.0)).powi(3);
    assert_eq!((x.re, x.e1, x.e12), (half(8.0), half(12.0), half(12.0)));
    let t = Taylor::<bf16, 3>::variable(bf16::ONE).recip();
    assert_eq!(t.coefficients().map(f64::from), [1.0, -1.0, 1.0]);
    let [x, y] = DualVec::variables([Plain(half(3.0)), Plain(half(0.5))]);
    assert_eq!((x * y * 2.0).eps.map(|e| e.0), [half(1.0), half(6.0)]);
    assert_eq!(Plain(half(1.0) / half(3.0)).to_string(), Plain(half(1.0 / 3.0)).to_string());
    assert_eq!(f16::apply(table::Sin {}, [half(0.5)]), half(f64::from(half(0.5)).sin()));
}

by_hand! {
    #[test]
    fn handles_over_16_bits() {
        let list = List::<bf16>::new();
        let x = list.variable(bf16::nearest(2.0));
        assert_eq!((1.0 / x).backward().of(x), bf16::nearest(-0.25));
    }
}

/// Seeding the adjoint with the loss scale is seeding the tangents with it. On the graph: the tape multiplies
/// slopes before they meet the seed.
#[test]
fn a_loss_scale_in_reverse_mode() {
    let f = objective!(|x| (x[0] * 0.0001220703125).sq() + (x[1] * 0.0001220703125).sin());
    let x = [1.0, 0.5];
    let reverse = |loss_scale: f64| {
        LossScaled::by(&x, loss_scale, |x: &[f16], seed| {
            let (y, gradient) = OnGraph.vjp(&Single(&f), x, &[seed]);
            (y[0], gradient)
        })
    };
    for loss_scale in [1.0, 1024.0, 32768.0, 65536.0] {
        let forward = loss_scaled_gradient::<f16, _>(&f, &x, loss_scale);
        assert_eq!(forward.overflowed(), loss_scale == 65536.0);
        assert_eq!(reverse(loss_scale).overflowed(), forward.overflowed());
        if !forward.overflowed() {
            assert_eq!(reverse(loss_scale), forward);
        }
    }
    let exact = gradient(&f, &x).1;
    assert_eq!((reverse(1.0).gradient[0], reverse(32768.0).gradient[0]), (0.0, exact[0]));
}

/// 65536 is infinite in f16: even a slope of zero, which no scale changes, does not hide it.
#[test]
fn a_loss_scale_beyond_the_format_is_an_overflow() {
    let flat = objective!(|x| (x[0] - 3.0).sq());
    let scaled = |loss_scale| loss_scaled_gradient::<f16, _>(&flat, &[3.0], loss_scale);
    assert!(scaled(65536.0).overflowed());
    assert_eq!(scaled(32768.0).gradient, [0.0]);
}
