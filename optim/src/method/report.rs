//! What a run found.

use super::Status;
use super::status::Name;
use crate::problem::Counts;
use crate::vector::norm_inf;
use core::fmt;

/// The best point seen, with `f` and the gradient of that very point, and how the run ended.
///
/// ```
/// let report = optim::minimize_fn(|x| (x[0] - 3.0).powi(2), &[0.0])?;
/// assert_eq!((report.x[0], report.f, report.g[0]), (3.0, 0.0, 0.0));
/// println!("{report}");
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Report {
    /// The best point.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub x: Vec<f64>,
    /// `f(x)`.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub f: f64,
    /// `grad f(x)`.
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub g: Vec<f64>,
    /// Accepted steps.
    pub iterations: usize,
    /// What was asked of the problem.
    pub counts: Counts,
    /// How it ended.
    pub status: Status,
    /// If a value or derivative that is not finite ended the run: which operation first made it so, and where;
    /// of a function by hand, which answer it was.
    pub diagnosis: Option<String>,
    /// The method, if it was chosen by [`minimize`](crate::minimize).
    #[cfg_attr(feature = "serde", serde(with = "crate::exact"))]
    pub method: Option<Name>,
}

impl Report {
    /// Whether a test of convergence is met.
    ///
    /// ```
    /// assert!(!optim::minimize_fn(|x| x[0], &[0.0])?.success()); // falls without end
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn success(&self) -> bool {
        self.status.success()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        writeln!(to, "{}", self.status)?;
        if let Some(diagnosis) = &self.diagnosis {
            writeln!(to, "{diagnosis}")?;
        }
        writeln!(to, "x = {:?}", self.x)?;
        writeln!(to, "f = {:e}, largest gradient entry {:.3e}", self.f, norm_inf(&self.g))?;
        let c = self.counts;
        if let Some(method) = self.method {
            writeln!(to, "{method}")?;
        }
        write!(
            to,
            "{} steps, {} points ({} values, {} gradients), {} Hessian-vector products, {} Hessians; \
             {} trials rejected, {} points not finite",
            self.iterations, c.points, c.values, c.gradients, c.hess_vecs, c.hessians, c.rejected, c.not_finite
        )
    }
}
