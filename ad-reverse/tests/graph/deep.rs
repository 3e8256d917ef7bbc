//! Long, wide and often-visited graphs, all on a small stack: nothing recurses.

use ad_reverse::Graph;

/// Runs `f` on a thread with 256 KiB of stack.
fn on_a_small_stack(f: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(256 * 1024).spawn(f).expect("a thread");
    thread.join().expect("no panic and no overflow");
}

/// `x <- x y + sin x`, ten million records.
#[test]
fn chain_of_ten_million_records() {
    const RECORDS: usize = 10_000_000;
    on_a_small_stack(|| {
        let g = Graph::new();
        let (x0, y) = (g.variable(0.5), g.variable(0.9));
        // the same recurrence with its derivatives by hand
        let (mut x, mut v, mut dx, mut dy) = (x0, 0.5f64, 1.0, 0.0);
        while g.len() + 3 <= RECORDS {
            x = x * y + x.sin();
            let slope = 0.9 + v.cos();
            (dx, dy) = (slope * dx, slope * dy + v);
            v = v * 0.9 + v.sin();
        }
        assert!(g.len() > RECORDS - 3);
        assert_eq!(x.value(), v);

        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1e-300);
        let adjoints = x.backward();
        assert_eq!(adjoints.of(x), 1.0);
        assert!(close(adjoints.of(y), dy), "{} {dy}", adjoints.of(y));
        assert!(close(adjoints.of(x0), dx), "{} {dx}", adjoints.of(x0));
        let tangents = y.forward();
        assert!(close(tangents.of(x), dy), "{} {dy}", tangents.of(x));
        drop(g);
    });
}

#[test]
fn a_million_uses_of_one_variable() {
    on_a_small_stack(|| {
        let g = Graph::new();
        let x = g.variable(2.0);
        let terms: Vec<_> = (0..1_000_000).map(|k| x * f64::from(k)).collect();
        let seeds: Vec<_> = terms.iter().map(|&t| (t, 1.0)).collect();
        assert_eq!(g.backward(&seeds).of(x), 999_999.0 * 500_000.0);
        let tangents = x.forward();
        assert_eq!((tangents.of(terms[7]), tangents.of(terms[999_999])), (7.0, 999_999.0));
    });
}

/// `y <- y + y`: 2^60 paths, but 60 records, each visited once.
#[test]
fn sixty_diamonds_are_sixty_records() {
    let g = Graph::new();
    let x = g.variable(1.5);
    let y = (0..60).fold(x, |y, _| y + y);
    assert_eq!(g.len(), 61);
    let paths = 2f64.powi(60);
    assert_eq!(y.value(), 1.5 * paths);
    assert_eq!(y.backward().of(x), paths);
    assert_eq!(x.forward().of(y), paths);
}

/// The same a thousand times: 2^1000 paths.
#[test]
fn a_thousand_diamonds() {
    let g = Graph::new();
    let x = g.variable(1.5);
    let y = (0..1000).fold(x, |y, _| y + y);
    let paths = 2f64.powi(1000);
    assert_eq!((g.len(), y.value(), y.backward().of(x), x.forward().of(y)), (1001, 1.5 * paths, paths, paths));
}

#[test]
fn a_thousand_terms_of_one_variable() {
    let g = Graph::new();
    let x = g.variable(3.0);
    let y = (1..1000).fold(x, |y, _| y + x);
    assert_eq!((y.value(), y.backward().of(x), x.forward().of(y)), (3000.0, 1000.0, 1000.0));
}
