//! The runnable examples run, and print what they promise.

#[path = "../dual_numbers.rs"]
mod dual_numbers;
#[path = "../nanograd.rs"]
mod nanograd;
#[path = "../quickstart.rs"]
mod quickstart;
#[path = "../write_once.rs"]
mod write_once;

#[test]
fn every_example_runs() {
    quickstart::main();
    dual_numbers::main();
    nanograd::main();
    write_once::main();
}

#[test]
fn the_quickstart_stays_short() {
    assert!(include_str!("../quickstart.rs").lines().count() < 40);
}

/// f = ln(1 + x²) sin x, f′ and f″ by hand.
fn by_hand(x: f64) -> [f64; 3] {
    let (log, d, dd) = ((1.0 + x * x).ln(), 2.0 * x / (1.0 + x * x), 2.0 * (1.0 - x * x) / (1.0 + x * x).powi(2));
    let (s, c) = x.sin_cos();
    [log * s, d * s + log * c, dd * s + 2.0 * d * c - log * s]
}

#[test]
fn every_number_type_shows_the_derivatives_found_by_hand() {
    let [f, first, second] = by_hand(1.0).map(|v| format!("{v:.4}"));
    let expected = [
        ("f64", vec![&f]),
        ("Plain<f32>", vec![&f]),
        ("Dual<f64>", vec![&f, &first]),
        ("Dual<Plain<f32>>", vec![&f, &first]),
        ("DualVec<f64, 2>", vec![&f, &first]),
        ("HyperDual<f64>", vec![&f, &first, &second]),
        ("Dual<Dual<f64>>", vec![&second]),
        ("Taylor<f64, 5>", vec![&f, &first]),
        ("Node", vec![&f, &first]),
        ("Node<Dual<f64>>", vec![&first, &second]),
        ("ComplexStep", vec![&first]),
    ];
    let rows = write_once::rows();
    assert_eq!(rows.len(), expected.len());
    for ((number, yields, result), (name, parts)) in rows.into_iter().zip(expected) {
        assert_eq!(number, name);
        // The value at f64 is printed with all digits.
        let shown = result.parse().map_or(result.clone(), |v: f64| format!("{v:.4}"));
        assert!(parts.iter().all(|part| shown.contains(*part)), "{number}, {yields}: {result}");
    }
}
