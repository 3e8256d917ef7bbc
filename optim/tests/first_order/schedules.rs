//! Schedules of rates, and who obeys them.

use crate::{Linear, path, steps};
use optim::Recipe;
use optim::descent::Steepest;
use optim::schedule::{Cosine, Exponential, Inverse, Schedule, StepDecay, WarmUp};
use optim::search::Scheduled;

#[test]
fn steps_have_the_sizes_of_the_schedule() {
    fn obeys(schedule: impl Schedule + Copy) {
        // the slope is -1, so the steps are the rates; halves and quarters leave no rounding
        let path = path(Steepest.search(Scheduled::new(schedule)), &Linear(vec![-1.0]), &[0.0], 30);
        let taken = steps(&path);
        assert_eq!(taken.len(), 30);
        assert!(taken.iter().enumerate().all(|(k, step)| (step - schedule.rate(k)).abs() < 1e-14));
        // the twin: one step late
        assert!(taken.iter().enumerate().any(|(k, step)| (step - schedule.rate(k + 1)).abs() > 1e-3));
    }
    obeys(StepDecay { first: 1.0, factor: 0.5, every: 4 });
    obeys(Exponential { first: 1.0, factor: 0.9 });
    obeys(Inverse { first: 1.0, decay: 0.5 });
    obeys(Cosine::new(1.0, 20));
    obeys(Cosine { restart: Some(2), ..Cosine::new(1.0, 5) });
    obeys(WarmUp { steps: 10, then: Exponential { first: 1.0, factor: 0.9 } });
    obeys(|k: usize| 1.0 / ((k + 1) as f64).sqrt());
}

#[test]
fn cosine_is_the_cosine() {
    let rates = Cosine { last: 0.25, ..Cosine::new(2.0, 97) };
    for k in 0..=97 {
        let plain = 0.25 + 1.75 * 0.5 * (1.0 + (core::f64::consts::PI * k as f64 / 97.0).cos());
        assert!((rates.rate(k) - plain).abs() < 1e-15 * 8.0, "{k}");
    }
    assert_eq!((rates.rate(0), rates.rate(97), rates.rate(usize::MAX)), (2.0, 0.25, 0.25));
}

#[test]
fn restarts_come_when_they_should() {
    let rates = Cosine { restart: Some(2), ..Cosine::new(1.0, 3) };
    let tops: Vec<usize> = (0..100).filter(|&k| rates.rate(k) == 1.0).collect();
    assert_eq!(tops, [0, 3, 9, 21, 45, 93]);
    let rates = Cosine { restart: Some(1), ..rates };
    assert!((0..100).all(|k| (rates.rate(k) == 1.0) == (k % 3 == 0)));
    assert!(rates.rate(usize::MAX).is_finite());
}

#[test]
fn lengths_of_zero_count_as_one() {
    assert_eq!(StepDecay { first: 1.0, factor: 0.5, every: 0 }.rate(2), 0.25);
    assert_eq!(Cosine::new(1.0, 0).rate(0), 1.0);
    assert_eq!(WarmUp { steps: 0, then: 0.5 }.rate(0), 0.5);
}

#[test]
#[should_panic(expected = "the schedule gives step 2 the rate -1")]
fn a_negative_rate_is_refused() {
    let _ = Steepest.rate(|k: usize| 1.0 - k as f64).minimize(&Linear(vec![1.0]), &[0.0]);
}

#[test]
#[should_panic(expected = "the rate NaN")]
fn a_rate_is_a_number() {
    let _ = Steepest.rate(f64::NAN).minimize(&Linear(vec![1.0]), &[0.0]);
}
