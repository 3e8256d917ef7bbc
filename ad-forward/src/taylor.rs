//! Truncated Taylor series `sum_k c_k t^k`, `c_k = f^(k)/k!`.
//!
//! A rule gives `y' = s(x) x'` with its slope `s` read at the series itself, one coefficient
//! shorter; so `y_k = 1/k sum_{j=1..k} j x_j s_{k-j}` (Moore 1966; Griewank & Walther 2008, ch. 13).

use ad_core::rules::{Linearized, Op, Rule, VectorRule, partials};
use ad_core::{Level, Number, grow_number};
use alloc::vec::Vec;
use core::fmt;

/// A power series with `N` coefficients, orders `0..N`.
///
/// ```
/// use ad_forward::Taylor;
/// let t = Taylor::<f64, 4>::variable(0.0);
/// assert_eq!(t.exp().coefficients(), &[1.0, 1.0, 0.5, 1.0 / 6.0]);
/// ```
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(transparent, bound(serialize = "T: serde::Serialize", deserialize = "T: Number + serde::Deserialize<'de>"))
)]
pub struct Taylor<T, const N: usize> {
    #[cfg_attr(feature = "serde", serde(with = "ad_core::sequence"))]
    c: [T; N],
    /// How many coefficients are known; a slope is read one shorter than its argument.
    #[cfg_attr(feature = "serde", serde(skip, default = "Taylor::<T, N>::full"))]
    len: usize,
}

impl<T: Number, const N: usize> Default for Taylor<T, N> {
    fn default() -> Self {
        Taylor::constant(T::zero())
    }
}

impl<T: Number, const N: usize> Taylor<T, N> {
    const NOT_EMPTY: () = assert!(N > 0, "a Taylor series needs at least one coefficient: its value");

    /// The series with the given coefficients.
    ///
    /// ```
    /// # use ad_forward::Taylor;
    /// let p = Taylor::new([1.0, 2.0, 3.0]);
    /// assert_eq!((p * p).coefficients(), &[1.0, 4.0, 10.0]);
    /// ```
    pub fn new(c: [T; N]) -> Self {
        Taylor { c, len: Self::full() }
    }
    /// `x + t`: the variable to differentiate by.
    ///
    /// ```
    /// # use ad_forward::Taylor;
    /// assert_eq!(Taylor::<f64, 3>::variable(2.0).coefficients(), &[2.0, 1.0, 0.0]);
    /// ```
    pub fn variable(x: T) -> Self {
        let mut series = Taylor::constant(x);
        if N > 1 {
            series.c[1] = T::one();
        }
        series
    }
    /// A constant.
    ///
    /// ```
    /// # use ad_forward::Taylor;
    /// assert_eq!(Taylor::<f64, 3>::constant(2.0).coefficients(), &[2.0, 0.0, 0.0]);
    /// ```
    pub fn constant(x: T) -> Self {
        let len = Self::full();
        let mut c = [T::zero(); N];
        c[0] = x;
        Taylor { c, len }
    }
    /// The coefficients `c_k = f^(k)/k!`.
    ///
    /// ```
    /// # use ad_forward::Taylor;
    /// assert_eq!(Taylor::<f64, 3>::variable(1.0).sq().coefficients(), &[1.0, 2.0, 1.0]);
    /// ```
    pub fn coefficients(&self) -> &[T; N] {
        &self.c
    }
    /// The derivatives `f^(k) = k! c_k`.
    ///
    /// ```
    /// # use ad_forward::Taylor;
    /// assert_eq!(Taylor::<f64, 4>::variable(2.0).powi(3).derivatives(), [8.0, 12.0, 12.0, 6.0]);
    /// ```
    pub fn derivatives(&self) -> [T; N] {
        let mut factorial = 1.0;
        core::array::from_fn(|k| {
            factorial *= k.max(1) as f64;
            self.c[k].scale(factorial)
        })
    }

    /// The number of coefficients, at least one.
    const fn full() -> usize {
        let () = Self::NOT_EMPTY;
        N
    }
    /// The first `len` coefficients.
    fn cut(mut self, len: usize) -> Self {
        self.len = self.len.min(len);
        self
    }
    fn from_terms(len: usize, mut term: impl FnMut(&[T; N], usize) -> T) -> Self {
        let mut c = [T::zero(); N];
        for k in 0..len {
            c[k] = term(&c, k);
        }
        Taylor { c, len }
    }
    /// Coefficient `k` of the product, strong at zeros.
    fn product(&self, other: &Self, k: usize) -> T {
        (1..=k).fold(self.c[0].chain(other.c[k]), |sum, j| sum + self.c[j].chain(other.c[k - j]))
    }
}

impl<T: Number, const M: usize> Number for Taylor<T, M> {
    type Base = T::Base;
    type Truth = bool;
    const RECORDED: bool = T::RECORDED;
    fn lift(c: T::Base) -> Self {
        Taylor::constant(T::lift(c))
    }
    fn primal(self) -> T::Base {
        self.c[0].primal()
    }
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let len = x.iter().map(|x| x.len).min().unwrap_or(M);
        let value = T::apply(rule, x.map(|x| x.c[0]));
        // Sums and products of series need no integration.
        match (rule.op(), x.as_slice()) {
            (Op::Neg {}, [a]) => return Self::from_terms(len, |_, k| -a.c[k]),
            (Op::Add {}, [a, b]) => return Self::from_terms(len, |_, k| a.c[k] + b.c[k]),
            (Op::Sub {}, [a, b]) => return Self::from_terms(len, |_, k| a.c[k] - b.c[k]),
            (Op::Mul {}, [a, b]) => {
                return Self::from_terms(len, |_, k| if k == 0 { value } else { a.product(b, k) });
            }
            // From y b = a; beside a pole or 0/0 the rule's own slopes decide below.
            (Op::Div {}, [a, b]) if !b.c[0].is_zero() && !value.is_nan() => {
                return Self::from_terms(len, |y, k| {
                    let rest = (1..=k).fold(a.c[k], |rest, j| rest - b.c[j].chain(y[k - j]));
                    if k == 0 { value } else { rest / b.c[0] }
                });
            }
            _ => {}
        }
        if len == 1 {
            return Self::from_terms(1, |_, _| value);
        }
        let shorter = x.map(|x| x.cut(len - 1));
        // an undefined slope varies with the value, so the value has to vary
        let y = if R::READS_VALUE || value.is_nan() { Self::apply(rule, shorter) } else { Self::constant(value) };
        let slopes = partials(rule, shorter, y);
        Self::from_terms(len, |_, k| match k {
            0 => value,
            _ => {
                let terms = x
                    .iter()
                    .zip(&slopes)
                    .flat_map(|(x, s)| (1..=k).map(move |j| s.c[k - j].chain(x.c[j].scale(j as f64))));
                terms.reduce(|a, b| a + b).unwrap_or_else(T::zero) / T::lit(k as f64)
            }
        })
    }
    /// From `y' = J(x) x'`, a coefficient at a time.
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        let len = x.iter().map(|x| x.len).min().unwrap_or(M);
        let value = T::apply_vector(rule, &x.iter().map(|x| x.c[0]).collect::<Vec<_>>());
        let mut y: Vec<Self> = value.into_iter().map(|y| Taylor::constant(y).cut(1)).collect();
        for k in 1..len {
            let at: Vec<Self> = x.iter().map(|x| x.cut(k)).collect();
            let speed = |x: &Self| Self::from_terms(k, |_, j| x.c[j + 1].scale((j + 1) as f64));
            let slope = Linearized::new(rule, &at, &y).jvp(&x.iter().map(speed).collect::<Vec<_>>());
            for (y, slope) in y.iter_mut().zip(slope) {
                y.c[k] = slope.c[k - 1] / T::lit(k as f64);
                y.len = k + 1;
            }
        }
        y
    }
    fn chain(self, tangent: Self) -> Self {
        Self::from_terms(self.len.min(tangent.len), |_, k| self.product(&tangent, k))
    }
    fn as_constant(self) -> Option<T::Base> {
        if self.c[1..self.len].iter().all(|c| c.is_strong_zero()) { self.c[0].as_constant() } else { None }
    }
    fn detached(self) -> Self {
        Taylor::constant(self.c[0].detached())
    }
    fn poison() -> Self {
        Taylor { c: [T::poison(); M], len: M }
    }
    fn scale(self, factor: f64) -> Self {
        Self::from_terms(
            self.len,
            |_, k| if k == 0 { self.c[0].scale(factor) } else { T::lit(factor).chain(self.c[k]) },
        )
    }
    fn is_finite_all(self) -> bool {
        self.c[..self.len].iter().all(|c| c.is_finite_all())
    }
}
impl<T: Number, const M: usize> Level for Taylor<T, M> {
    type Inner = T;
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn constant(c: T) -> Self {
        Taylor::constant(c)
    }
}
grow_number!([T: Number, const M: usize] Taylor<T, M>; inner T; compare |x| x.c[0]; coefficients |x| x.c);

impl<T: fmt::Display, const N: usize> fmt::Display for Taylor<T, N> {
    /// `Taylor(1.0000, 1.0000, 0.5000)`.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        write!(f, "Taylor(")?;
        for (k, c) in self.c.iter().enumerate() {
            write!(f, "{}{c:.digits$}", if k > 0 { ", " } else { "" })?;
        }
        write!(f, ")")
    }
}
