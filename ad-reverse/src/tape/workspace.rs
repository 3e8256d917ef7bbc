//! Memory that is kept from one gradient to the next.

use super::{Tape, Var};
use ad_core::error::same_length;
use ad_core::{Number, Objective};
use ad_forward::Dual;
use core::fmt;

/// A tape with the handles of its inputs, used again and again: once warm, a gradient allocates
/// nothing but what the objective does itself.
///
/// ```
/// use ad_core::objective;
/// use ad_reverse::Workspace;
/// let f = objective!(|x| x[0] * x[1].sin());
/// let (mut workspace, mut g) = (Workspace::new(), [0.0; 2]);
/// for k in 0..3 {
///     let x = [k as f64, 0.5];
///     assert_eq!(workspace.value_and_gradient(&f, &x, &mut g), x[0] * 0.5f64.sin());
///     assert_eq!(g, [0.5f64.sin(), x[0] * 0.5f64.cos()]);
/// }
/// ```
pub struct Workspace<T: Number + 'static = f64> {
    tape: Tape<T>,
    /// Empty between calls.
    handles: Vec<Var<'static, T>>,
}

/// Memory that nobody asked for is not kept for the next call beyond this: 32 MB.
pub(crate) const MOST_KEPT: usize = 1 << 25;

impl<T: Number + 'static> Workspace<T> {
    /// Without any memory yet.
    ///
    /// ```
    /// use ad_reverse::Workspace;
    /// assert_eq!(Workspace::<f64>::new().bytes(), 0);
    /// ```
    pub fn new() -> Self {
        Workspace { tape: Tape::new(), handles: Vec::new() }
    }

    /// How much memory is kept.
    ///
    /// ```
    /// use ad_core::objective;
    /// let mut workspace = ad_reverse::Workspace::new();
    /// workspace.value_and_gradient(&objective!(|x| x[0].exp()), &[1.0], &mut [0.0]);
    /// assert!(workspace.bytes() > 0);
    /// ```
    pub fn bytes(&self) -> usize {
        self.tape.bytes() + self.handles.capacity() * size_of::<Var<'static, T>>()
    }

    /// Whether verbs that were not asked to keep memory, those of the facade, may keep this much: 32 MB.
    ///
    /// ```
    /// assert!(ad_reverse::Workspace::<f64>::new().may_be_kept());
    /// ```
    pub fn may_be_kept(&self) -> bool {
        self.bytes() <= MOST_KEPT
    }

    /// Writes `grad f(x)` to `gradient` and returns `f(x)`.
    ///
    /// # Panics
    /// If `gradient` and `x` differ in length.
    pub fn value_and_gradient<O: Objective>(&mut self, f: &O, x: &[T], gradient: &mut [T]) -> T {
        same_length("the gradient", gradient.len(), x.len());
        self.differentiate(f, x.iter().copied(), |adjoints| gradient.copy_from_slice(adjoints))
    }

    /// Evaluates `f` at `x` and shows the adjoints of `x`.
    fn differentiate<O: Objective>(
        &mut self,
        f: &O,
        x: impl ExactSizeIterator<Item = T>,
        look: impl FnOnce(&[T]),
    ) -> T {
        self.tape.clear();
        let inputs = x.len();
        let mut handles = emptied(core::mem::take(&mut self.handles));
        self.tape.variables_into(x, &mut handles);
        let y = f.value(&handles);
        self.tape.swept(&[(y.differential(), T::one())], |adjoints| look(&adjoints[..inputs]));
        let value = y.value();
        self.handles = emptied(handles);
        value
    }
}

impl<T: Number + 'static> Workspace<Dual<T>> {
    /// Writes `H v` to `product`, forward over reverse: the gradient at the dual numbers `x + v eps`.
    ///
    /// ```
    /// use ad_core::objective;
    /// use ad_reverse::Workspace;
    /// let f = objective!(|x| x[0] * x[0] * x[1]);
    /// let (mut workspace, mut hv) = (Workspace::new(), [0.0; 2]);
    /// workspace.hess_vec(&f, &[1.0, 2.0], &[1.0, 0.0], &mut hv);
    /// assert_eq!(hv, [4.0, 2.0]);
    /// ```
    ///
    /// # Panics
    /// If `v` or `product` has not the length of `x`.
    pub fn hess_vec<O: Objective>(&mut self, f: &O, x: &[T], v: &[T], product: &mut [T]) {
        same_length("the direction v", v.len(), x.len());
        same_length("the product", product.len(), x.len());
        let dual = x.iter().zip(v).map(|(&x, &v)| Dual::new(x, v));
        self.differentiate(f, dual, |adjoints| {
            product.iter_mut().zip(adjoints).for_each(|(p, a)| *p = a.eps);
        });
    }
}

/// The memory of a list without its entries, for a list of something else as large: handles of another
/// tape, or what is no handle and has no lifetime.
pub(super) fn emptied<A, B>(mut list: Vec<A>) -> Vec<B> {
    list.clear();
    // collected in place: the standard library takes the memory over, as a test sees
    list.into_iter().map(|_| unreachable!("the list is empty")).collect()
}

impl<T: Number + 'static> Default for Workspace<T> {
    fn default() -> Self {
        Workspace::new()
    }
}

impl<T: Number + 'static> fmt::Debug for Workspace<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Workspace({} bytes)", self.bytes())
    }
}
