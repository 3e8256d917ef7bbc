//! The table and the values of the functions against the file.

use crate::problems::fits::{BARD, GAUSSIAN, KOWALIK_OSBORNE, MEYER, OSBORNE_1, OSBORNE_2};
use crate::problems::{INSTANCES, Mgh};
use crate::published::pairs;
use ad::Objective;
use std::collections::BTreeSet;

/// How much `f(x)` can differ where the residuals are evaluated in another order, or by another
/// exp: as much as if every `x_j` were off by one ulp, and what is constant in `r_i`, which is of
/// the order of 1 or cancels with what is not, as well. So `|dr_i| <= d_i`,
/// `d_i = ε (1 + |r_i| + sum_j |J_ij x_j|)`, and `|df| <= sum_i (2 |r_i| + d_i) d_i`.
fn rounding(problem: &Mgh, x: &[f64]) -> f64 {
    let (r, jacobian) = ad::jacobian(problem, x);
    let one = |(r, row): (&f64, &Vec<f64>)| {
        let terms: f64 = row.iter().zip(x).map(|(slope, x)| (slope * x).abs()).sum();
        let d = f64::EPSILON * (1.0 + r.abs() + terms);
        (2.0 * r.abs() + d) * d
    };
    r.iter().zip(&jacobian).map(one).sum()
}

#[test]
fn the_functions_are_numbered_1_to_35() {
    let numbers: BTreeSet<usize> = INSTANCES.iter().map(|p| p.number).collect();
    assert!(numbers.into_iter().eq(1..=35));
    assert!(INSTANCES.is_sorted_by_key(|p| (p.number, p.n)));
}

#[test]
fn starts_and_minima_are_the_published_ones() {
    for (problem, published) in pairs() {
        let start = problem.start();
        assert_eq!(start.len(), problem.n, "{problem}");
        assert_eq!(start, published.start, "{problem}");
        assert!(published.minima.iter().all(|m| m.ok), "{problem}");
        let minima: Vec<f64> = published.minima.iter().map(|m| m.published).collect();
        assert_eq!(problem.minima, minima, "{problem}");
        assert!(problem.minima.is_sorted(), "{problem}");
    }
}

#[test]
fn measured_data_are_the_published_ones() {
    let mut seen = vec![];
    for (problem, published) in pairs() {
        let Some(data) = published.data else { continue };
        let (y, u) = match problem.number {
            8 => (BARD.to_vec(), None),
            9 => (GAUSSIAN.to_vec(), None),
            10 => (MEYER.to_vec(), None),
            15 => (KOWALIK_OSBORNE.map(|p| p.0).to_vec(), Some(KOWALIK_OSBORNE.map(|p| p.1).to_vec())),
            17 => (OSBORNE_1.to_vec(), None),
            19 => (OSBORNE_2.to_vec(), None),
            _ => panic!("{problem} has data in the file and none in the table"),
        };
        assert_eq!((y, u), (data.y, data.u), "{problem}");
        seen.push(problem.number);
    }
    assert_eq!(seen, [8, 9, 10, 15, 17, 19]);
}

#[test]
fn values_at_the_start_agree_to_1e_12() {
    for (problem, published) in pairs() {
        let value = problem.value(&published.start);
        let error = (value / published.f_at_start - 1.0).abs();
        assert!(error <= 1e-12, "{problem}: {value} for {}, relative error {error:e}", published.f_at_start);
    }
}

#[test]
fn values_at_the_best_point_agree_to_rounding() {
    for (problem, published) in pairs() {
        let value = problem.value(&published.x_best);
        let (error, allowed) = ((value - published.best_f_found).abs(), rounding(problem, &published.x_best));
        assert!(error <= allowed, "{problem}: {value:e} for {:e}, {error:e} > {allowed:e}", published.best_f_found);
    }
}

#[test]
fn the_best_point_has_the_least_published_minimum() {
    for (problem, published) in pairs() {
        let (value, least) = (problem.value(&published.x_best), problem.minima[0]);
        // No value is published to less than five digits; at a zero the best point is a search's last.
        let allowed = if least == 0.0 { 2e-8 } else { 5e-6 * least };
        assert!((value - least).abs() <= allowed, "{problem}: {value:e} for {least:e}");
    }
}

#[test]
fn known_minimisers_have_their_minima() {
    let known: [(usize, &[f64], f64); 16] = [
        (1, &[1.0, 1.0], 0.0),
        (2, &[5.0, 4.0], 0.0),
        (4, &[1e6, 2e-6], 0.0),
        (5, &[3.0, 0.5], 0.0),
        (7, &[1.0, 0.0, 0.0], 0.0),
        (11, &[50.0, 25.0, 1.5], 0.0),
        (12, &[1.0, 10.0, 1.0], 0.0),
        (13, &[0.0; 4], 0.0),
        (14, &[1.0; 4], 0.0),
        (18, &[1.0, 10.0, 1.0, 5.0, 4.0, 3.0], 0.0),
        (21, &[1.0; 10], 0.0),
        (22, &[0.0; 12], 0.0),
        (25, &[1.0; 10], 0.0),
        (27, &[1.0; 10], 0.0),
        (27, &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 11.0], 1.0),
        (32, &[-1.0; 10], 10.0),
    ];
    for (number, x, minimum) in known {
        let problem = INSTANCES.iter().find(|p| p.number == number).expect("a number of the paper");
        let (value, allowed) = (problem.value(x), rounding(problem, x));
        assert!((value - minimum).abs() <= allowed, "{problem} at {x:?}: {value:e} for {minimum}");
        assert!(problem.minima.contains(&minimum), "{problem}: {minimum}");
        let steepest = ad::gradient(problem, x).1.into_iter().fold(0.0f64, |a, g| a.max(g.abs()));
        assert!(steepest <= 1e-9, "{problem} at {x:?}: a slope of {steepest:e}");
    }
}

#[test]
fn functions_of_free_size_take_another() {
    let cases = [
        (21, 1000, 1000, 500.0 * 24.2, 1.0, 0.0),
        (22, 400, 400, 100.0 * 215.0, 0.0, 0.0),
        (25, 3, 5, 14.0 / 9.0 + 196.0 / 9.0 + 38416.0 / 81.0, 1.0, 0.0),
        (30, 500, 500, 498.0 + 4.0 + 9.0, 0.0, 500.0),
        (32, 30, 70, 160.0, -1.0, 40.0),
    ];
    for (number, n, m, at_start, constant, at_constant) in cases {
        let problem = Mgh::sized(number, n, m);
        for (x, expected) in [(problem.start(), at_start), (vec![constant; n], at_constant)] {
            let value = problem.value(&x);
            assert!((value - expected).abs() <= 1e-13 * expected, "{problem}: {value} for {expected}");
        }
    }
}

#[test]
#[should_panic(expected = "Rosenbrock n=2: the lengths of x and r")]
fn a_point_of_another_length_is_refused() {
    INSTANCES[0].value(&[1.0, 2.0, 3.0]);
}

#[test]
#[should_panic(expected = "functions 1 to 35: there is no 36")]
fn a_number_that_the_paper_has_not_is_refused() {
    Mgh::sized(36, 2, 2);
}
