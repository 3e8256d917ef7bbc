//! Numbers with several independent tangents and all their mixed parts: `ε_i² = 0`, but
//! `ε_1 ε_2 ... ε_k` is kept, so that `k` seeded directions give one mixed derivative of order `k`.
//!
//! It is `Dual<Dual<..>>` with the depth known at run time: the coefficients of a number of depth
//! `k` are those of two numbers of depth `k - 1`, value and tangent, one after the other. A rule is
//! applied as by [`Dual`](crate::Dual), level by level, and one type serves every depth.

use ad_core::rules::{Linearized, Rule, VectorRule, partials};
use ad_core::{Number, grow_number};
use alloc::vec::Vec;
use core::fmt;

/// A number with up to `log2(M)` independent tangents; `M` is a power of two.
///
/// Coefficient `m` belongs to the product of the `ε_i` whose bit `i` is set in `m`.
///
/// ```
/// use ad_forward::MultiDual;
/// // x³ with three tangents of 1: the last coefficient is the third derivative
/// let x = MultiDual::<f64, 8>::variable(2.0, &[0, 1, 2]);
/// assert_eq!((x * x * x).coefficients()[7], 6.0);
/// ```
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(transparent, bound(serialize = "T: serde::Serialize", deserialize = "T: Number + serde::Deserialize<'de>"))
)]
pub struct MultiDual<T, const M: usize> {
    #[cfg_attr(feature = "serde", serde(with = "ad_core::sequence"))]
    c: [T; M],
    /// How many coefficients are in use: a slope is read one tangent shorter than its argument.
    #[cfg_attr(feature = "serde", serde(skip, default = "MultiDual::<T, M>::full"))]
    len: usize,
}

impl<T: Number, const M: usize> Default for MultiDual<T, M> {
    fn default() -> Self {
        MultiDual::constant(T::zero())
    }
}

impl<T: Number, const M: usize> MultiDual<T, M> {
    const POWER_OF_TWO: () = assert!(M.is_power_of_two(), "MultiDual has 2^k coefficients for k tangents");

    /// A constant.
    ///
    /// ```
    /// # use ad_forward::MultiDual;
    /// assert_eq!(MultiDual::<f64, 4>::constant(2.0).coefficients(), &[2.0, 0.0, 0.0, 0.0]);
    /// ```
    pub fn constant(x: T) -> Self {
        let len = Self::full();
        let mut c = [T::zero(); M];
        c[0] = x;
        MultiDual { c, len }
    }

    /// The variable `x + sum of ε_i` over the given tangents `i`.
    ///
    /// ```
    /// # use ad_forward::MultiDual;
    /// let (x, y) = (MultiDual::<f64, 4>::variable(2.0, &[0]), MultiDual::variable(3.0, &[1]));
    /// assert_eq!((x * y).coefficients(), &[6.0, 3.0, 2.0, 1.0]);
    /// ```
    ///
    /// # Panics
    /// If a tangent is not below `log2(M)`.
    pub fn variable(x: T, tangents: &[usize]) -> Self {
        let mut number = Self::constant(x);
        for &i in tangents {
            assert!(i < M.ilog2() as usize, "tangent {i} of a number with {} tangents", M.ilog2());
            number.c[1 << i] = T::one();
        }
        number
    }

    /// All coefficients.
    ///
    /// ```
    /// # use ad_forward::MultiDual;
    /// assert_eq!(MultiDual::<f64, 2>::variable(3.0, &[0]).sq().coefficients(), &[9.0, 6.0]);
    /// ```
    pub fn coefficients(&self) -> &[T; M] {
        &self.c
    }

    /// The number of coefficients, a power of two.
    const fn full() -> usize {
        let () = Self::POWER_OF_TWO;
        M
    }
    fn cut(mut self, len: usize) -> Self {
        self.len = len;
        self
    }
    /// The half that multiplies the last tangent in use, as a number of its own.
    fn tangent(&self) -> Self {
        let half = self.len / 2;
        let mut c = [T::zero(); M];
        c[..half].copy_from_slice(&self.c[half..self.len]);
        MultiDual { c, len: half }
    }
    fn joined(value: Self, tangent: Self) -> Self {
        let (mut c, half) = (value.c, value.len);
        c[half..2 * half].copy_from_slice(&tangent.c[..half]);
        MultiDual { c, len: 2 * half }
    }
    fn map(self, f: impl Fn(T) -> T) -> Self {
        let mut c = [T::zero(); M];
        for (to, &from) in c.iter_mut().zip(&self.c[..self.len]) {
            *to = f(from);
        }
        MultiDual { c, len: self.len }
    }
}

impl<T: Number, const M: usize> Number for MultiDual<T, M> {
    type Base = T::Base;
    type Truth = bool;
    const RECORDED: bool = T::RECORDED;
    fn lift(c: T::Base) -> Self {
        MultiDual::constant(T::lift(c))
    }
    fn primal(self) -> T::Base {
        self.c[0].primal()
    }
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let len = x.iter().map(|x| x.len).min().unwrap_or(M);
        if len == 1 {
            return MultiDual::constant(T::apply(rule, x.map(|x| x.c[0]))).cut(1);
        }
        let at = x.map(|x| x.cut(len / 2));
        let value = Self::apply(rule, at);
        let slopes = partials(rule, at, value);
        let terms = slopes.iter().zip(&x).map(|(s, x)| s.chain(x.cut(len).tangent()));
        let tangent = terms.reduce(|mut sum, term| {
            for (a, &b) in sum.c.iter_mut().zip(&term.c[..len / 2]) {
                *a = *a + b;
            }
            sum
        });
        Self::joined(value, tangent.unwrap_or_default())
    }
    fn apply_vector<R: VectorRule>(rule: &R, x: &[Self]) -> Vec<Self> {
        let len = x.iter().map(|x| x.len).min().unwrap_or(M);
        if len == 1 {
            let x: Vec<T> = x.iter().map(|x| x.c[0]).collect();
            return T::apply_vector(rule, &x).into_iter().map(|y| MultiDual::constant(y).cut(1)).collect();
        }
        let at: Vec<_> = x.iter().map(|x| x.cut(len / 2)).collect();
        let value = Self::apply_vector(rule, &at);
        let tangents: Vec<_> = x.iter().map(|x| x.cut(len).tangent()).collect();
        let image = Linearized::new(rule, &at, &value).jvp(&tangents);
        value.iter().zip(image).map(|(&value, image)| Self::joined(value, image)).collect()
    }
    fn chain(self, tangent: Self) -> Self {
        // the coefficient of a set of tangents collects every way to split the set in two
        let len = self.len.min(tangent.len);
        let mut c = [T::zero(); M];
        for (m, c) in c.iter_mut().enumerate().take(len) {
            *c = self.c[m].chain(tangent.c[0]);
            let mut part = m;
            while part != 0 {
                part = (part - 1) & m;
                *c = *c + self.c[part].chain(tangent.c[m & !part]);
            }
        }
        MultiDual { c, len }
    }
    fn as_constant(self) -> Option<T::Base> {
        if self.c[1..self.len].iter().all(|c| c.is_strong_zero()) { self.c[0].as_constant() } else { None }
    }
    fn detached(self) -> Self {
        MultiDual::constant(self.c[0].detached())
    }
    fn poison() -> Self {
        MultiDual { c: [T::poison(); M], len: M }
    }
    fn scale(self, factor: f64) -> Self {
        MultiDual {
            c: {
                let mut c = self.map(|c| T::lit(factor).chain(c)).c;
                c[0] = self.c[0].scale(factor);
                c
            },
            len: self.len,
        }
    }
    fn is_finite_all(self) -> bool {
        self.c[..self.len].iter().all(|c| c.is_finite_all())
    }
}
grow_number!([T: Number, const M: usize] MultiDual<T, M>; inner T; compare |x| x.c[0]; coefficients |x| x.c);

impl<T: fmt::Display, const M: usize> fmt::Display for MultiDual<T, M> {
    /// `MultiDual(6.0000, 3.0000, 2.0000, 1.0000)`.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        write!(f, "MultiDual(")?;
        for (k, c) in self.c.iter().enumerate() {
            write!(f, "{}{c:.digits$}", if k > 0 { ", " } else { "" })?;
        }
        write!(f, ")")
    }
}
