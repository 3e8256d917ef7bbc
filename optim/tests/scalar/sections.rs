use crate::Recorded;
use optim::Error;
use optim::scalar::{MinimumStatus, fibonacci, golden_section};

const RATIO: f64 = 0.618_033_988_749_894_8;

#[test]
fn a_golden_step_costs_one_evaluation_and_leaves_the_ratio() {
    for minimum in [0.1, 1.0, 1.7] {
        for tolerance in [0.5, 1e-3, 1e-7] {
            let f = Recorded::new(|x: f64| (x - minimum).abs());
            let found = golden_section(|x| f.value(x), 0.0, 2.0, tolerance).unwrap();
            let steps = ((tolerance / 2.0).ln() / RATIO.ln()).ceil();
            assert_eq!((found.iterations as f64, found.evaluations), (steps, f.count()));
            assert_eq!(found.evaluations, found.iterations + 1);
            let width = found.bracket.1 - found.bracket.0;
            assert!((width / (2.0 * RATIO.powf(steps)) - 1.0).abs() < 1e-8, "{found}");
            assert!(found.bracket.0 <= minimum && minimum <= found.bracket.1);
            assert!(found.bracket.0 < found.x && found.x < found.bracket.1 && found.f == (found.x - minimum).abs());
        }
    }
}

#[test]
fn the_first_points_are_the_golden_ones() {
    let f = Recorded::new(|x| x);
    let _ = golden_section(|x| f.value(x), 0.0, 1.0, 0.3).unwrap();
    // the bracket is [0, 0.618], then [0, 0.382], then [0, 0.236]
    for (at, want) in f.at.borrow().iter().zip([1.0 - RATIO, RATIO, RATIO.powi(3), RATIO.powi(4)]) {
        assert!((at - want).abs() < 1e-15, "{at}, not {want}");
    }
    assert_eq!(f.count(), 4);
}

#[test]
fn fibonaccis_last_bracket_is_the_smallest() {
    let mut numbers = vec![0.0, 1.0];
    for n in 2..45 {
        numbers.push(numbers[n - 1] + numbers[n - 2]);
    }
    for n in 2..40 {
        for minimum in [0.3, 0.77] {
            let f = Recorded::new(|x: f64| (x - minimum).abs());
            let found = fibonacci(|x| f.value(x), 0.0, 1.0, n).unwrap();
            assert_eq!((f.count(), found.evaluations, found.iterations), (n, n, n - 1));
            let share = (found.bracket.1 - found.bracket.0) * numbers[n + 1];
            assert!((1.0 - 1e-6..=1.01 + 1e-6).contains(&share), "{share} of 1 / F_{}", n + 1);
            assert!(found.bracket.0 <= minimum && minimum <= found.bracket.1);
        }
        // fewer than golden section leaves by as many
        let golden = RATIO.powi(n as i32 - 1);
        assert!(n == 2 || 1.01 / numbers[n + 1] < golden, "{n}");
    }
}

#[test]
fn evaluations_beyond_what_floats_resolve_are_not_spent() {
    for n in [100, usize::MAX] {
        let found = fibonacci(|x| (x - 1.5).abs(), 1.0, 2.0, n).unwrap();
        assert!(found.success() && found.evaluations < 80, "{found}");
        assert!((found.x - 1.5).abs() < 1e-14);
    }
    let found = golden_section(|x| (x - 1.5).abs(), 1.0, 2.0, 1e-300).unwrap();
    assert!(found.success() && (found.x - 1.5).abs() < 1e-14, "{found}");
    let found = golden_section(f64::abs, -1.0, 2.0, 5e-324).unwrap();
    assert!(found.x.abs() <= 1e-323, "{found}");
}

#[test]
fn fibonacci_needs_two() {
    assert!(matches!(fibonacci(|x| x, 0.0, 1.0, 1), Err(Error::TooFew { got: 1, least: 2, .. })));
    let two = fibonacci(|x| (x - 0.4).abs(), 0.0, 1.0, 2).unwrap();
    assert_eq!((two.bracket, two.status), ((0.0, 0.5025), MinimumStatus::AtEnd));
}
