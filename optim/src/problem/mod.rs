//! What a method can ask of a function: its value, gradient, Hessian-vector products, Hessian.
//!
//! Each capability extends the one before and speaks slices of f64, so it can be a trait object,
//! and knows nothing of how derivatives are made: by an engine (every [`Objective`] and every
//! [`Closure`] has them all), by hand, by differences, in a narrow float. What a method needs stands
//! in its bound: a missing capability is a compile error. Slices have the lengths `n`, `n * n` or `m` that belong
//! to them; the engines panic, and say which, where one has not.
//!
//! ```
//! use optim::{Recipe, descent::Lbfgs, problem::by_hand};
//! let f = by_hand(|x| x[0] * x[0]).gradient(|x, g| {
//!     g[0] = 2.0 * x[0];
//!     x[0] * x[0]
//! });
//! assert!(Lbfgs::default().minimize(&f, &[1.0])?.success());
//! # Ok::<(), optim::Error>(())
//! ```
//! ```compile_fail,E0277
//! use optim::{Recipe, descent::Newton, problem::by_hand};
//! let f = by_hand(|x| x[0] * x[0]).gradient(|x, g| {
//!     g[0] = 2.0 * x[0];
//!     x[0] * x[0]
//! });
//! assert!(Newton::default().minimize(&f, &[1.0])?.success()); // no Hessian
//! # Ok::<(), optim::Error>(())
//! ```

mod by_hand;
#[cfg(feature = "complex-step")]
mod complex_step;
mod counted;
mod difference;
mod oracle;
mod precision;
mod replayed;
mod residual;

pub use by_hand::{ByHand, by_hand};
#[cfg(feature = "complex-step")]
pub use complex_step::ByComplexStep;
pub use counted::{Counted, Counts};
pub use difference::{FiniteDifference, GradientDifference};
pub use oracle::{Oracle, Point};
pub use precision::Narrow;
pub use replayed::{Closure, Replayed};
pub use residual::{Jacobian, Residual};

use crate::error::expect_length;
use ad::prepared::Source;
use ad::{Objective, Plain};

/// A function `R^n -> R`.
///
/// ```
/// use ad::objective;
/// use optim::problem::Value;
/// let f = objective!(|x| x[0] * x[1]);
/// assert_eq!(Value::value(&f, &[2.0, 3.0]), 6.0);
/// ```
pub trait Value {
    /// `f(x)`.
    fn value(&self, x: &[f64]) -> f64;

    /// Which operation first made the value, the gradient or the Hessian at `x` not finite, if they are
    /// not and somebody knows: what a [`Report`](crate::Report) says of a run that ended so.
    ///
    /// ```
    /// use ad::objective;
    /// use optim::problem::Value;
    /// let why = objective!(|x| (x[0] - x[1]).sqrt()).diagnose(&[1.0, 2.0]).unwrap();
    /// assert_eq!(why, "√(-1) is NaN: record 4, v4 = √v3, a function of x[0] = 1, x[1] = 2");
    /// ```
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        let _ = x;
        None
    }
}

/// A function with its gradient.
///
/// ```
/// use ad::objective;
/// use optim::problem::Gradient;
/// let f = objective!(|x| x[0] * x[1]);
/// let mut g = [0.0; 2];
/// assert_eq!(f.value_and_gradient(&[2.0, 3.0], &mut g), 6.0);
/// assert_eq!(g, [3.0, 2.0]);
/// ```
pub trait Gradient: Value {
    /// `f(x)`, with `grad f(x)` written to `g`, every entry of it: a run hands over NaNs, so that one that is
    /// left out is noticed.
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64;
}

/// A function with products of its Hessian.
///
/// ```
/// use ad::objective;
/// use optim::problem::HessVec;
/// let f = objective!(|x| x[0] * x[1]);
/// let mut hv = [0.0; 2];
/// f.hess_vec_into(&[2.0, 3.0], &[1.0, 0.0], &mut hv);
/// assert_eq!(hv, [0.0, 1.0]);
/// ```
pub trait HessVec: Gradient {
    /// `H v` at `x`, written to `hv`, every entry of it.
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]);
}

/// A function with its dense Hessian.
///
/// ```
/// use ad::objective;
/// use optim::problem::Hessian;
/// let f = objective!(|x| x[0] * x[1]);
/// let mut h = [0.0; 4];
/// f.hessian_into(&[2.0, 3.0], &mut h);
/// assert_eq!(h, [0.0, 1.0, 1.0, 0.0]);
/// ```
pub trait Hessian: HessVec {
    /// The Hessian at `x`, written to `h` in `n` rows of length `n`; by `n` products if the
    /// function knows no better.
    fn hessian_into(&self, x: &[f64], h: &mut [f64]) {
        let n = x.len();
        let mut unit = vec![0.0; n];
        for (i, row) in h.chunks_mut(n.max(1)).enumerate() {
            unit[i] = 1.0;
            self.hess_vec_into(x, &unit, row);
            unit[i] = 0.0;
        }
        for i in 0..n {
            for j in 0..i {
                let mean = 0.5 * (h[i * n + j] + h[j * n + i]);
                (h[i * n + j], h[j * n + i]) = (mean, mean);
            }
        }
    }
}

/// Every objective has exact derivatives, by the engine that its size suggests.
impl<O: Objective> Value for O {
    fn value(&self, x: &[f64]) -> f64 {
        // the number whose functions are those of the engines, so that values agree in every bit
        let x: Vec<_> = x.iter().map(|&x| Plain(x)).collect();
        Objective::value(self, &x).0
    }
    fn diagnose(&self, x: &[f64]) -> Option<String> {
        Source::diagnose(self, x)
    }
}
impl<O: Objective> Gradient for O {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        expect_length("the gradient g", g.len(), x.len());
        ad::gradient_into(self, x, g)
    }
}
impl<O: Objective> HessVec for O {
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        expect_length("the product hv", hv.len(), x.len());
        ad::hess_vec_into(self, x, v, hv);
    }
}
impl<O: Objective> Hessian for O {
    fn hessian_into(&self, x: &[f64], h: &mut [f64]) {
        expect_length("the Hessian h", h.len(), x.len() * x.len());
        ad::hessian(self, x).iter().zip(h.chunks_mut(x.len().max(1))).for_each(|(row, to)| to.copy_from_slice(row));
    }
}
