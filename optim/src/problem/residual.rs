//! What a method can ask of several functions at once, whose squares are summed or whose common
//! root is sought.

use crate::error::expect_length;
use ad::{OnGraph, Plain, Residuals};

/// A function `r: R^n -> R^m`.
///
/// ```
/// use ad::{Real, Residuals};
/// use optim::problem::Residual;
/// struct Polar;
/// impl Residuals for Polar {
///     fn len(&self) -> usize { 2 }
///     fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
///         out[0] = x[0] * x[1].cos();
///         out[1] = x[0] * x[1].sin();
///     }
/// }
/// let r: &dyn Residual = &Polar;
/// let mut out = vec![0.0; r.outputs()];
/// r.residuals_into(&[2.0, 0.0], &mut out);
/// assert_eq!(out, [2.0, 0.0]);
/// ```
pub trait Residual {
    /// `m`, the number of components.
    fn outputs(&self) -> usize;

    /// `r(x)`, written to `r`.
    fn residuals_into(&self, x: &[f64], r: &mut [f64]);

    /// Where the first value or slope at `x` that is not finite comes from, if somebody knows.
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        let _ = x;
        None
    }
}

/// A function `R^n -> R^m` with its dense Jacobian.
///
/// ```
/// use ad::{Real, Residuals};
/// use optim::problem::Jacobian;
/// struct Product;
/// impl Residuals for Product {
///     fn len(&self) -> usize { 1 }
///     fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
///         out[0] = x[0] * x[1];
///     }
/// }
/// let (mut r, mut j) = ([0.0], [0.0; 2]);
/// Product.residuals_and_jacobian(&[2.0, 3.0], &mut r, &mut j);
/// assert_eq!((r, j), ([6.0], [3.0, 2.0]));
/// ```
pub trait Jacobian: Residual {
    /// `r(x)`, written to `r`, and the Jacobian `dr_i/dx_j`, written to `j` in `m` rows of length `n`.
    fn residuals_and_jacobian(&self, x: &[f64], r: &mut [f64], j: &mut [f64]);
}

/// Every [`Residuals`] has exact derivatives, by the engine that its shape suggests.
impl<R: Residuals> Residual for R {
    fn outputs(&self) -> usize {
        self.len()
    }
    fn residuals_into(&self, x: &[f64], r: &mut [f64]) {
        expect_length("the residuals r", r.len(), self.len());
        // as for objectives: the functions of the engines, so that values agree in every bit
        let x: Vec<_> = x.iter().map(|&x| Plain(x)).collect();
        let mut out = vec![Plain(0.0); r.len()];
        self.residuals(&x, &mut out);
        r.iter_mut().zip(out).for_each(|(r, out)| *r = out.0);
    }
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        OnGraph.diagnose(self, x).map(|(k, why)| format!("residual {k}: {why}"))
    }
}
impl<R: Residuals> Jacobian for R {
    fn residuals_and_jacobian(&self, x: &[f64], r: &mut [f64], j: &mut [f64]) {
        expect_length("the residuals r", r.len(), self.len());
        expect_length("the Jacobian j", j.len(), self.len() * x.len());
        let (value, rows) = ad::jacobian(self, x);
        r.copy_from_slice(&value);
        rows.iter().zip(j.chunks_mut(x.len().max(1))).for_each(|(row, to)| to.copy_from_slice(row));
    }
}
