//! Residuals as a method sees them.

use ad::{Real, Residuals};
use optim::problem::{Jacobian, Residual};

/// `r = (x0² - 1, x0 x1, ln x2)`.
struct Three;
impl Residuals for Three {
    fn len(&self) -> usize {
        3
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        out[0] = x[0].sq() - 1.0;
        out[1] = x[0] * x[1];
        out[2] = x[2].ln();
    }
}

#[test]
fn values_and_jacobian_through_an_object() {
    let r: &dyn Jacobian = &Three;
    let (x, mut value, mut again, mut j) = ([2.0, 3.0, 4.0], vec![0.0; r.outputs()], [0.0; 3], [f64::NAN; 9]);
    r.residuals_into(&x, &mut value);
    assert_eq!(value, [3.0, 6.0, 4f64.ln()]);
    r.residuals_and_jacobian(&x, &mut again, &mut j);
    assert_eq!(again[..], value);
    assert_eq!(j, [4.0, 0.0, 0.0, 3.0, 2.0, 0.0, 0.0, 0.0, 0.25]);
}

#[test]
fn a_diagnosis_names_the_residual() {
    let why = Residual::diagnose(&Three, &[1.0, 1.0, -4.0]);
    assert_eq!(why.as_deref(), Some("residual 2: ln(-4) is NaN: record 8, v8 = ln x[2], a function of x[2] = -4"));
    assert_eq!(Residual::diagnose(&Three, &[1.0, 1.0, 4.0]), None);
}
