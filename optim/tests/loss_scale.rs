//! A loss scale that finds its size.

use ad::objective;
use optim::loss_scale::LossScaler;

/// The scale before each of 100 steps and after them.
fn trajectory(mut scaler: LossScaler, overflows: &[usize]) -> (Vec<f64>, LossScaler) {
    let mut scales = vec![scaler.scale()];
    for step in 0..100 {
        let overflow = overflows.contains(&step);
        assert_eq!(scaler.update(overflow), !overflow);
        scales.push(scaler.scale());
    }
    (scales, scaler)
}

const OVERFLOWS: [usize; 5] = [16, 34, 75, 97, 99];

#[test]
fn it_halves_at_an_overflow_and_doubles_after_the_interval() {
    let (scales, scaler) = trajectory(LossScaler::new(1024.0).interval(20), &OVERFLOWS);
    // (from which step on, the scale)
    let stairs = [
        (0, 1024.0),
        (17, 512.0),
        (35, 256.0),
        (55, 512.0),
        (75, 1024.0),
        (76, 512.0),
        (96, 1024.0),
        (98, 512.0),
        (100, 256.0),
    ];
    for (step, scale) in scales.iter().enumerate() {
        let want = stairs.iter().rev().find(|stair| stair.0 <= step).unwrap().1;
        assert_eq!(*scale, want, "after {step} steps");
    }
    assert_eq!((scaler.steps(), scaler.skipped()), (100, 5));
    let (scales, _) = trajectory(LossScaler::default(), &OVERFLOWS);
    assert_eq!((scales[0], scales[100]), (32768.0, 1024.0), "an interval of 2000 never ends in 100 steps");
}

#[test]
fn it_stays_between_floor_and_ceiling() {
    let every: Vec<usize> = (0..100).collect();
    assert_eq!(trajectory(LossScaler::new(8.0), &every).0[100], 1.0);
    assert_eq!(trajectory(LossScaler::new(8.0).floor(3.0), &every).0[2], 3.0);
    assert_eq!(trajectory(LossScaler::new(8.0).interval(1).ceiling(100.0), &[]).0[3..5], [64.0, 100.0]);
    // a scale that starts outside is not moved across
    assert_eq!(trajectory(LossScaler::new(0.25), &every).0[100], 0.25);
    assert_eq!(trajectory(LossScaler::new(1e9).interval(1), &[]).0[100], 1e9);
    assert_eq!(trajectory(LossScaler::new(1.0).interval(0).factors(4.0, 0.125), &[1]).0[..3], [1.0, 4.0, 1.0]);
    assert_eq!(trajectory(LossScaler::new(64.0).factors(2.0, 0.125), &[0]).0[1], 8.0);
}

#[test]
fn bad_settings_are_told() {
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let told = |set: fn(f64) -> LossScaler| std::panic::catch_unwind(move || set(bad)).is_err();
        assert!(told(LossScaler::new) && told(|x| LossScaler::default().floor(x)), "{bad}");
        assert!(told(|x| LossScaler::default().ceiling(x)) && told(|x| LossScaler::default().factors(x, 0.5)));
        assert!(told(|x| LossScaler::default().factors(2.0, x)), "{bad}");
    }
}

#[test]
fn what_is_not_finite_whatever_the_scale_ends_at_the_floor() {
    let f = objective!(|x| (x[0] - 1.0).sqrt());
    let mut scaler = LossScaler::new(1024.0);
    for _ in 0..20 {
        assert_eq!(scaler.gradient::<f32, _>(&f, &[0.0]), None);
    }
    assert_eq!((scaler.scale(), scaler.skipped()), (1.0, 20));
    assert_eq!(scaler.gradient::<f32, _>(&f, &[2.0]).unwrap().gradient, [0.5]);
}

#[cfg(feature = "half")]
mod half {
    use super::{LossScaler, objective};
    use ad::f16;

    #[test]
    fn a_gradient_that_underflows_is_rescued() {
        // the residual is 2e-4 and the slope 2e-8, which f16 rounds to 0
        let f = objective!(|w| (w[0] * 1e-4 + 1e-4).sq() * 0.5);
        let slope = |scaler: &mut LossScaler| scaler.gradient::<f16, _>(&f, &[1.0]).unwrap().gradient[0];
        assert_eq!(slope(&mut LossScaler::new(1.0)), 0.0);
        assert!((slope(&mut LossScaler::new(32768.0)) / 2e-8 - 1.0).abs() < 1e-3);
    }

    #[test]
    fn the_largest_scale_that_f16_bears_is_found_from_both_sides() {
        // the slope is 6: 6 * 8192 < 65504 < 6 * 16384
        let f = objective!(|x| x[0].sq());
        let mut above = LossScaler::new(16_777_216.0); // itself infinite in f16
        while above.gradient::<f16, _>(&f, &[3.0]).is_none() {}
        assert_eq!((above.scale(), above.skipped()), (8192.0, 11));
        let mut below = LossScaler::new(1.0).interval(1);
        while let Some(scaled) = below.gradient::<f16, _>(&f, &[3.0]) {
            assert_eq!((scaled.value, &scaled.gradient[..]), (9.0, &[6.0][..]));
        }
        assert_eq!((below.scale(), below.skipped()), (8192.0, 1));
    }
}

#[cfg(feature = "serde")]
#[test]
fn it_is_saved_and_taken_on() {
    let half_way =
        |overflows| trajectory(LossScaler::new(0.1).interval(7).floor(1e-300).ceiling(f64::MAX), overflows).1;
    let saved = half_way(&[3, 99]);
    let text = serde_json::to_string(&saved).unwrap();
    let read: LossScaler = serde_json::from_str(&text).unwrap();
    assert_eq!(read, saved, "{text}");
    assert_eq!(trajectory(read, &[50]), trajectory(saved, &[50]));
}
