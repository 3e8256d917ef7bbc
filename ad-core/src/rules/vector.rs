//! Vector-valued functions of one's own, `y = f(x)` from `R^n` to `R^m`, as one operation.
//!
//! Such a rule is its value at f64 and its derivative at `x`, the linear map `J`, written over any
//! [`Number`] and in whatever form is at hand: as products `v -> J v` (jvp), as products
//! `w -> J'w` (vjp), as both, or as the matrix. Tangents are pushed through the first, adjoints
//! pulled through the second; the one that is missing is put together from the other. As with
//! scalar rules a second derivative is the same map read at dual numbers, so every order follows.

use super::{custom::at_f64, undefined_slope};
use crate::Number;
use crate::error::{Error, same_length};
use alloc::{boxed::Box, rc::Rc, vec, vec::Vec};
use core::cell::OnceCell;
use core::fmt;

/// A differentiable function from `R^n` to `R^m`, one operation in every engine: nobody looks inside.
///
/// Needed are a name, the two lengths, the value at f64 and the derivative. Inside an objective
/// it is called by [`at`](VectorRule::at). A graph keeps a clone of it for its sweeps, hence
/// `Clone + 'static`: what is large stands behind an `Rc`.
///
/// ```
/// use ad_core::{Number, rules::{Linear, VectorRule}};
///
/// /// `y_i = e^(x_i) / sum_k e^(x_k)`.
/// #[derive(Clone)]
/// struct Softmax(usize);
/// impl VectorRule for Softmax {
///     fn name(&self) -> &'static str { "softmax" }
///     fn inputs(&self) -> usize { self.0 }
///     fn outputs(&self) -> usize { self.0 }
///     fn value(&self, x: &[f64], y: &mut [f64]) {
///         let total: f64 = x.iter().map(|x| x.exp()).sum();
///         y.iter_mut().zip(x).for_each(|(y, x)| *y = x.exp() / total);
///     }
///     // J v = y (v - y'v), and J is symmetric
///     fn derivative<'a, T: Number>(&'a self, _: &'a [T], y: &'a [T]) -> Linear<'a, T> {
///         let product = move |v: &[T], out: &mut [T]| {
///             let mean = y.iter().zip(v).fold(T::zero(), |sum, (&y, &v)| sum + y * v);
///             (0..v.len()).for_each(|i| out[i] = y[i] * (v[i] - mean));
///         };
///         Linear::both(product, product)
///     }
/// }
/// assert_eq!(Softmax(2).at(&[0.0, 0.0]), [0.5, 0.5]);
/// ```
///
/// # Conventions
/// A tangent or adjoint vector that is exactly zero has an exactly zero image; within a product
/// strong zeros are the rule's own business, unless it gives the matrix. A NaN output has
/// undefined slopes, as with scalar rules.
pub trait VectorRule: Clone + 'static {
    /// What to call it, in drawings and messages.
    fn name(&self) -> &'static str;
    /// `n`.
    fn inputs(&self) -> usize;
    /// `m`.
    fn outputs(&self) -> usize;
    /// Writes `f(x)` to `y`, which has length `m` and holds zeros; `x` has length `n`.
    fn value(&self, x: &[f64], y: &mut [f64]);
    /// The derivative at `x` as a linear map, given `x` and `y = f(x)`. What all its products
    /// share, a factorization say, is computed here, once.
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], y: &'a [T]) -> Linear<'a, T>;

    /// Whether the derivative is known at f64 only, as that of [`first_order_vector`]: a recorded program
    /// then keeps its products as operations of their own.
    fn first_order(&self) -> bool {
        false
    }

    /// `f(x)` at any number.
    ///
    /// # Panics
    /// If `x` has not length `n`.
    fn at<T: Number>(&self, x: &[T]) -> Vec<T> {
        T::apply_vector(self, x)
    }
}

/// A product with a matrix: reads the vector, writes the image to the second argument.
type Product<'a, T> = dyn Fn(&[T], &mut [T]) + 'a;

/// A linear map from `R^n` to `R^m`, in the form in which it is known.
///
/// The closures get `out` in its right length, holding zeros.
///
/// ```
/// use ad_core::rules::Linear;
/// let rotation = Linear::both(
///     |v: &[f64], out: &mut [f64]| { out[0] = -v[1]; out[1] = v[0]; },
///     |w: &[f64], out: &mut [f64]| { out[0] = w[1]; out[1] = -w[0]; },
/// );
/// # let _ = rotation;
/// ```
pub struct Linear<'a, T> {
    forward: Option<Box<Product<'a, T>>>,
    reverse: Option<Box<Product<'a, T>>>,
}

impl<'a, T: Number> Linear<'a, T> {
    /// Known by `v -> J v` only; a reverse product then costs `n` of them.
    ///
    /// ```
    /// # use ad_core::rules::Linear;
    /// let twice = Linear::jvp(|v: &[f64], out: &mut [f64]| out[0] = 2.0 * v[0]);
    /// ```
    pub fn jvp(jvp: impl Fn(&[T], &mut [T]) + 'a) -> Self {
        Linear { forward: Some(Box::new(jvp)), reverse: None }
    }
    /// Known by `w -> J'w` only; a forward product then costs `m` of them.
    ///
    /// ```
    /// # use ad_core::rules::Linear;
    /// let sum = Linear::vjp(|w: &[f64], out: &mut [f64]| out.fill(w[0]));
    /// ```
    pub fn vjp(vjp: impl Fn(&[T], &mut [T]) + 'a) -> Self {
        Linear { forward: None, reverse: Some(Box::new(vjp)) }
    }
    /// Known by `v -> J v` and `w -> J'w`.
    pub fn both(jvp: impl Fn(&[T], &mut [T]) + 'a, vjp: impl Fn(&[T], &mut [T]) + 'a) -> Self {
        Linear { forward: Some(Box::new(jvp)), reverse: Some(Box::new(vjp)) }
    }
    /// Known as a matrix, `rows[i][j] = dy_i/dx_j`. Its products are strong at zeros.
    ///
    /// ```
    /// # use ad_core::rules::Linear;
    /// let map = Linear::rows(vec![vec![1.0, 2.0], vec![3.0, 4.0]]);
    /// ```
    ///
    /// A product panics if there are not `m` rows of length `n`.
    pub fn rows(rows: Vec<Vec<T>>) -> Self
    where
        T: 'a,
    {
        let rows = Rc::new(rows);
        let same = Rc::clone(&rows);
        let jvp = move |v: &[T], out: &mut [T]| {
            same_length("the list of rows of a derivative", rows.len(), out.len());
            out.iter_mut().zip(rows.iter()).for_each(|(out, row)| *out = strong_dot(row, v));
        };
        let vjp = move |w: &[T], out: &mut [T]| {
            same_length("the list of rows of a derivative", same.len(), w.len());
            for (row, &w) in same.iter().zip(w) {
                same_length("a row of a derivative", row.len(), out.len());
                out.iter_mut().zip(row).for_each(|(out, &slope)| *out = *out + slope.chain(w));
            }
        };
        Linear::both(jvp, vjp)
    }
}

impl<T> fmt::Debug for Linear<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (jvp, vjp) = (self.forward.is_some(), self.reverse.is_some());
        f.debug_struct("Linear").field("jvp", &jvp).field("vjp", &vjp).finish()
    }
}

/// `sum_j row_j v_j`, strong at zeros.
fn strong_dot<T: Number>(row: &[T], v: &[T]) -> T {
    same_length("a row of a derivative", row.len(), v.len());
    row.iter().zip(v).map(|(&slope, &v)| slope.chain(v)).reduce(|a, b| a + b).unwrap_or_else(T::zero)
}

/// The derivative of a vector rule at a point, under the conventions: what a number type pushes
/// its tangents through and a graph pulls its adjoints back by.
///
/// The rule's own [`derivative`](VectorRule::derivative) is asked once, at the first product with
/// a vector that is not zero.
///
/// ```
/// use ad_core::{Number, rules::{Linear, Linearized, VectorRule}};
/// #[derive(Clone)]
/// struct Product;
/// impl VectorRule for Product {
///     fn name(&self) -> &'static str { "product" }
///     fn inputs(&self) -> usize { 2 }
///     fn outputs(&self) -> usize { 1 }
///     fn value(&self, x: &[f64], y: &mut [f64]) { y[0] = x[0] * x[1]; }
///     fn derivative<'a, T: Number>(&'a self, x: &'a [T], _: &'a [T]) -> Linear<'a, T> {
///         Linear::jvp(|v, out| out[0] = x[1] * v[0] + x[0] * v[1])
///     }
/// }
/// let at = Linearized::new(&Product, &[3.0, 4.0], &[12.0]);
/// assert_eq!((at.jvp(&[1.0, 1.0]), at.vjp(&[1.0])), (vec![7.0], vec![4.0, 3.0]));
/// ```
#[derive(Debug)]
pub struct Linearized<'a, R, T> {
    rule: &'a R,
    x: &'a [T],
    y: &'a [T],
    map: OnceCell<Linear<'a, T>>,
}

impl<'a, R: VectorRule, T: Number> Linearized<'a, R, T> {
    /// The derivative of `rule` at `x`, with `y = rule(x)`.
    pub fn new(rule: &'a R, x: &'a [T], y: &'a [T]) -> Self {
        Linearized { rule, x, y, map: OnceCell::new() }
    }
    fn map(&self) -> &Linear<'a, T> {
        self.map.get_or_init(|| self.rule.derivative(self.x, self.y))
    }

    /// `J v`.
    ///
    /// # Panics
    /// If `v` has not length `n`.
    pub fn jvp(&self, v: &[T]) -> Vec<T> {
        same_length("the tangent of a vector rule", v.len(), self.x.len());
        if v.iter().all(|v| v.is_strong_zero()) {
            return vec![T::zero(); self.y.len()];
        }
        let mut image = product(&self.map().forward, &self.map().reverse, v, self.y.len());
        for (image, &y) in image.iter_mut().zip(self.y) {
            if y.is_nan() {
                *image = strong_dot(&vec![undefined_slope(y); v.len()], v);
            }
        }
        image
    }

    /// `J'w`.
    ///
    /// # Panics
    /// If `w` has not length `m`.
    pub fn vjp(&self, w: &[T]) -> Vec<T> {
        same_length("the adjoint of a vector rule", w.len(), self.y.len());
        let (undefined, defined): (Vec<usize>, Vec<usize>) = (0..w.len()).partition(|&i| self.y[i].is_nan());
        let mut image = vec![T::zero(); self.x.len()];
        if defined.iter().any(|&i| !w[i].is_strong_zero()) {
            let mut w = w.to_vec();
            undefined.iter().for_each(|&i| w[i] = T::zero());
            image = product(&self.map().reverse, &self.map().forward, &w, self.x.len());
        }
        for i in undefined.into_iter().filter(|&i| !w[i].is_strong_zero()) {
            let term = undefined_slope(self.y[i]).chain(w[i]);
            image.iter_mut().for_each(|image| *image = *image + term);
        }
        image
    }

    /// `J` itself: `m` rows of length `n`, by one product a row.
    pub fn rows(&self) -> Vec<Vec<T>> {
        (0..self.y.len()).map(|i| self.vjp(&unit(i, self.y.len()))).collect()
    }
}

/// The image of `v`, of length `len`: by the direct product if it is known; else entry `k` is the
/// image of the unit vector `e_k` under the transposed one, times `v`.
fn product<'a, T: Number + 'a>(
    direct: &Option<Box<Product<'a, T>>>,
    transposed: &Option<Box<Product<'a, T>>>,
    v: &[T],
    len: usize,
) -> Vec<T> {
    let apply = |product: &Product<'a, T>, v: &[T], len| {
        let mut out = vec![T::zero(); len];
        product(v, &mut out);
        out
    };
    match (direct, transposed) {
        (Some(direct), _) => apply(direct, v, len),
        (None, Some(transposed)) => {
            (0..len).map(|k| strong_dot(&apply(transposed, &unit(k, len), v.len()), v)).collect()
        }
        (None, None) => unreachable!("every constructor of Linear gives one of the two"),
    }
}

fn unit<T: Number>(k: usize, len: usize) -> Vec<T> {
    (0..len).map(|i| T::indicator(i == k)).collect()
}

/// The value of `rule` at numbers without derivative parts: the default of
/// [`Number::apply_vector`], and the one place where the length of `x` is looked at.
#[track_caller]
pub(crate) fn plain_value<R: VectorRule, T: Number>(rule: &R, x: &[T]) -> Vec<T> {
    let (name, n) = (rule.name(), rule.inputs());
    if x.len() != n {
        let wrong = Error::Length { what: "its argument", got: x.len(), expected: n };
        panic!("the vector rule `{name}`: {wrong}");
    }
    let x: Vec<f64> = x
        .iter()
        .map(|&x| {
            at_f64(x).unwrap_or_else(|| {
                let number = core::any::type_name::<T>();
                panic!("the vector rule `{name}` has no derivative at `{number}`: this number does not offer it")
            })
        })
        .collect();
    let mut y = vec![0.0; rule.outputs()];
    rule.value(&x, &mut y);
    y.into_iter().map(T::lit).collect()
}

/// A vector rule from a value and a derivative at f64. See [`first_order_vector`].
#[derive(Clone, Copy, Debug)]
pub struct FirstOrderVector<V, D> {
    name: &'static str,
    inputs: usize,
    outputs: usize,
    value: V,
    derivative: D,
}

/// A function from `R^n` to `R^m` whose derivative is known at f64 only: somebody else's code.
///
/// `value(x, y)` writes `f(x)` to `y`; `derivative(x, y)` is the linear map there. A second
/// derivative would need the derivative of that map: asking for one panics.
///
/// ```
/// use ad_core::rules::{Linear, VectorRule, first_order_vector};
/// let squares = first_order_vector("squares", 2, 2,
///     |x, y| { y[0] = x[0] * x[0]; y[1] = x[1] * x[1]; },
///     |x, _| Linear::rows(vec![vec![2.0 * x[0], 0.0], vec![0.0, 2.0 * x[1]]]));
/// assert_eq!(squares.at(&[3.0, 4.0]), [9.0, 16.0]);
/// ```
pub fn first_order_vector<V, D>(
    name: &'static str,
    inputs: usize,
    outputs: usize,
    value: V,
    derivative: D,
) -> FirstOrderVector<V, D>
where
    V: Fn(&[f64], &mut [f64]) + Clone + 'static,
    D: Fn(&[f64], &[f64]) -> Linear<'static, f64> + Clone + 'static,
{
    FirstOrderVector { name, inputs, outputs, value, derivative }
}

impl<V, D> VectorRule for FirstOrderVector<V, D>
where
    V: Fn(&[f64], &mut [f64]) + Clone + 'static,
    D: Fn(&[f64], &[f64]) -> Linear<'static, f64> + Clone + 'static,
{
    fn name(&self) -> &'static str {
        self.name
    }
    fn inputs(&self) -> usize {
        self.inputs
    }
    fn outputs(&self) -> usize {
        self.outputs
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        (self.value)(x, y);
    }
    fn first_order(&self) -> bool {
        true
    }
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], y: &'a [T]) -> Linear<'a, T> {
        let plain = |x: &[T]| -> Vec<f64> {
            let entry = |&x: &T| {
                at_f64(x).unwrap_or_else(|| {
                    panic!(
                        "the vector rule `{}` gives its derivative for f64 only, so it has no second derivative: \
                         implement VectorRule, whose derivative is written over any number",
                        self.name
                    )
                })
            };
            x.iter().map(entry).collect()
        };
        let Linear { forward, reverse } = (self.derivative)(&plain(x), &plain(y));
        let lifted = |product: Option<Box<Product<'static, f64>>>| {
            product.map(|product| {
                let at_any = move |v: &[T], out: &mut [T]| {
                    let mut image = vec![0.0; out.len()];
                    product(&plain(v), &mut image);
                    out.iter_mut().zip(image).for_each(|(out, c)| *out = T::lit(c));
                };
                Box::new(at_any) as Box<Product<'a, T>>
            })
        };
        Linear { forward: lifted(forward), reverse: lifted(reverse) }
    }
}
