//! Small dense linear algebra.

use optim::dense::{solve, symmetric_eigenvalues};

fn near(a: &[f64], b: &[f64], tolerance: f64) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= tolerance * b.abs().max(1.0))
}

#[test]
fn it_solves_with_pivoting() {
    let a = vec![vec![0.0, 2.0, 1.0], vec![1.0, 1.0, 1.0], vec![4.0, -1.0, 3.0]];
    let x = [1.0, -2.0, 3.0];
    let b = a.iter().map(|row| row.iter().zip(x).map(|(a, x)| a * x).sum()).collect();
    assert!(near(&solve(a, b).unwrap(), &x, 1e-14));
    assert_eq!(solve(vec![], vec![]), Some(vec![]));
}

#[test]
fn a_singular_matrix_has_no_solution() {
    assert_eq!(solve(vec![vec![1.0, 2.0], vec![2.0, 4.0]], vec![1.0, 0.0]), None);
    assert_eq!(solve(vec![vec![f64::NAN]], vec![1.0]), None);
    assert_eq!(solve(vec![vec![f64::INFINITY]], vec![1.0]), None);
}

#[test]
#[should_panic(expected = "2 rows of length 2")]
fn a_matrix_of_another_shape_is_refused() {
    let _ = solve(vec![vec![1.0]], vec![1.0, 2.0]);
}

#[test]
fn eigenvalues_come_in_descending_order() {
    assert_eq!(symmetric_eigenvalues(vec![vec![-4.0, 0.0], vec![0.0, 2.0]]), Some(vec![2.0, -4.0]));
    // the second difference matrix: 2 - 2 cos(k pi / 4)
    let a = vec![vec![2.0, -1.0, 0.0], vec![-1.0, 2.0, -1.0], vec![0.0, -1.0, 2.0]];
    let s = 2f64.sqrt();
    assert!(near(&symmetric_eigenvalues(a).unwrap(), &[2.0 + s, 2.0, 2.0 - s], 1e-14));
    assert_eq!(symmetric_eigenvalues(vec![]), Some(vec![]));
}

#[test]
fn size_does_not_matter_to_eigenvalues() {
    for size in [1e200, 1e-200, 1.0] {
        let e = symmetric_eigenvalues(vec![vec![size, size], vec![size, size]]).unwrap();
        assert!(near(&[e[0] / size, e[1] / size], &[2.0, 0.0], 1e-15), "{e:?}");
    }
}

#[test]
fn an_entry_that_is_not_finite_has_no_eigenvalues() {
    assert_eq!(symmetric_eigenvalues(vec![vec![f64::NAN]]), None);
    assert_eq!(symmetric_eigenvalues(vec![vec![1.0, f64::INFINITY], vec![f64::INFINITY, 1.0]]), None);
}
