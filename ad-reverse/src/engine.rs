//! The verbs of reverse mode, written once over what an engine must do: record a function at a
//! point, and pull output weights back to the inputs, `w -> w' J`.

use ad_core::error::same_length;
use ad_core::{Number, Objective, Residuals, Single};
use ad_forward::Dual;

/// A recorded evaluation: its outputs, and the linear map `w -> w' J`.
pub trait Pullback<T: Number> {
    /// The outputs `r(x)`.
    fn outputs(&self) -> &[T];
    /// Writes `w' J` to `adjoints`, one entry an input. `w` has one entry an output.
    ///
    /// # Panics
    /// If `w` or `adjoints` has another length.
    fn pull_back(&self, w: &[T], adjoints: &mut [T]);
}

/// What [`Pullback::pull_back`] owes its caller.
pub(crate) fn expect_lengths<T>(w: &[T], outputs: usize, adjoints: &[T], inputs: usize) {
    same_length("the weights w", w.len(), outputs);
    same_length("the adjoints", adjoints.len(), inputs);
}

/// A reverse-mode engine. The verbs follow from [`record`](Engine::record).
///
/// ```
/// use ad_core::objective;
/// use ad_reverse::{Engine, OnGraph};
/// let f = objective!(|x| x[0] * x[1].exp());
/// assert_eq!(OnGraph.gradient(&f, &[2.0, 0.0]), (2.0, vec![1.0, 2.0]));
/// assert_eq!(OnGraph.hess_vec(&f, &[2.0, 0.0], &[1.0, 0.0]), vec![0.0, 1.0]);
/// ```
pub trait Engine {
    /// Evaluates `f` at `x` and keeps what a reverse sweep needs.
    fn record<T: Number, R: Residuals>(&self, f: &R, x: &[T]) -> impl Pullback<T>;

    /// `(f(x), grad f(x))`.
    fn gradient<T: Number, O: Objective>(&self, f: &O, x: &[T]) -> (T, Vec<T>) {
        let mut gradient = vec![T::zero(); x.len()];
        let value = self.value_and_gradient(f, x, &mut gradient);
        (value, gradient)
    }

    /// Writes `grad f(x)` to `gradient` and returns `f(x)`.
    ///
    /// # Panics
    /// If `gradient` and `x` differ in length.
    fn value_and_gradient<T: Number, O: Objective>(&self, f: &O, x: &[T], gradient: &mut [T]) -> T {
        same_length("the gradient", gradient.len(), x.len());
        let f = Single(f);
        let recorded = self.record(&f, x);
        recorded.pull_back(&[T::one()], gradient);
        recorded.outputs()[0]
    }

    /// `(r(x), w' J)`: the gradient of `w' r`.
    ///
    /// # Panics
    /// If `w` has not one entry a component of `r`.
    fn vjp<T: Number, R: Residuals>(&self, f: &R, x: &[T], w: &[T]) -> (Vec<T>, Vec<T>) {
        same_length("the weights w", w.len(), f.len());
        let recorded = self.record(f, x);
        let mut row = vec![T::zero(); x.len()];
        recorded.pull_back(w, &mut row);
        (recorded.outputs().to_vec(), row)
    }

    /// `(r(x), J)` with `J[i][j] = dr_i/dx_j`, one reverse sweep a row.
    fn jacobian_by_rows<T: Number, R: Residuals>(&self, f: &R, x: &[T]) -> (Vec<T>, Vec<Vec<T>>) {
        let recorded = self.record(f, x);
        let rows = (0..f.len()).map(|i| {
            let w: Vec<T> = (0..f.len()).map(|k| T::indicator(k == i)).collect();
            let mut row = vec![T::zero(); x.len()];
            recorded.pull_back(&w, &mut row);
            row
        });
        let rows = rows.collect();
        (recorded.outputs().to_vec(), rows)
    }

    /// `(r(x), J)` by the cheaper mode: reverse for fewer rows than columns, else forward.
    fn jacobian<T: Number, R: Residuals>(&self, f: &R, x: &[T]) -> (Vec<T>, Vec<Vec<T>>) {
        if f.len() < x.len() { self.jacobian_by_rows(f, x) } else { ad_forward::jacobian(f, x) }
    }

    /// `H v`, forward over reverse: the gradient recorded at the dual numbers `x + v eps`.
    ///
    /// # Panics
    /// If `v` and `x` differ in length.
    fn hess_vec<T: Number, O: Objective>(&self, f: &O, x: &[T], v: &[T]) -> Vec<T> {
        same_length("the direction v", v.len(), x.len());
        let x: Vec<_> = x.iter().zip(v).map(|(&x, &v)| Dual::new(x, v)).collect();
        self.gradient(f, &x).1.into_iter().map(|g| g.eps).collect()
    }

    /// `H v` for each direction `v`. An engine may take several in one sweep.
    ///
    /// ```
    /// use ad_core::objective;
    /// use ad_reverse::{Engine, OnTape};
    /// let f = objective!(|x| x[0] * x[0] * x[1]);
    /// let hv = OnTape.hess_mat(&f, &[1.0, 2.0], &[vec![1.0, 0.0], vec![1.0, 1.0]]);
    /// assert_eq!(hv, [[4.0, 2.0], [6.0, 2.0]]);
    /// ```
    ///
    /// # Panics
    /// If a direction and `x` differ in length.
    fn hess_mat<T: Number, O: Objective>(&self, f: &O, x: &[T], directions: &[Vec<T>]) -> Vec<Vec<T>> {
        directions.iter().map(|v| self.hess_vec(f, x, v)).collect()
    }

    /// The Hessian, its columns by [`hess_mat`](Engine::hess_mat) of the unit vectors. Its symmetry
    /// is a property of the numbers, not enforced.
    fn hessian<T: Number, O: Objective>(&self, f: &O, x: &[T]) -> Vec<Vec<T>> {
        let unit = |j: usize| (0..x.len()).map(|i| T::indicator(i == j)).collect();
        let columns = self.hess_mat(f, x, &(0..x.len()).map(unit).collect::<Vec<_>>());
        (0..x.len()).map(|i| columns.iter().map(|c| c[i]).collect()).collect()
    }
}
