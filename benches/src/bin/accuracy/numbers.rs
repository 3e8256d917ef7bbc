//! Numbers of other libraries, seeded and read in one way.

use crate::engines::{Answer, Quantity, unit};
use echidna::Float;
use num_dual::DualNum;

/// `x + v_1 eps_1 + .. + v_k eps_k`: dual numbers nested `DEPTH` deep, or equivalent.
pub trait Nested: Copy {
    /// How many `eps` there are.
    const DEPTH: usize;
    /// The number with the tangents `v`, one for each `eps`.
    fn seed(x: f64, v: &[f64]) -> Self;
    /// The coefficient of the product of those `eps` that are taken.
    fn part(self, taken: &[bool]) -> f64;
}

impl Nested for f64 {
    const DEPTH: usize = 0;
    fn seed(x: f64, _: &[f64]) -> f64 {
        x
    }
    fn part(self, _: &[bool]) -> f64 {
        self
    }
}

/// `Nested` for a dual number over any number.
macro_rules! nested {
    (<$T:ident: $bound:path> $Dual:ty; new $new:expr; value $re:ident; tangent $eps:ident) => {
        impl<$T: Nested + $bound> Nested for $Dual {
            const DEPTH: usize = $T::DEPTH + 1;
            fn seed(x: f64, v: &[f64]) -> Self {
                $new($T::seed(x, &v[1..]), $T::seed(v[0], &vec![0.0; $T::DEPTH]))
            }
            fn part(self, taken: &[bool]) -> f64 {
                if taken[0] { self.$eps.part(&taken[1..]) } else { self.$re.part(&taken[1..]) }
            }
        }
    };
}
nested!(<T: Copy> autodiff::FT<T>; new |x, dx| autodiff::F { x, dx }; value x; tangent dx);
nested!(<T: Float> echidna::Dual<T>; new echidna::Dual::new; value re; tangent eps);
nested!(<T: DualNum> num_dual::Dual<T>; new num_dual::Dual::new; value re; tangent eps);

impl Nested for hyperdual::Hyperdual<f64, 2> {
    const DEPTH: usize = 1;
    fn seed(x: f64, v: &[f64]) -> Self {
        hyperdual::Hyperdual::from_slice(&[x, v[0]])
    }
    fn part(self, taken: &[bool]) -> f64 {
        self[usize::from(taken[0])]
    }
}

impl Nested for num_dual::HyperDual64 {
    const DEPTH: usize = 2;
    fn seed(x: f64, v: &[f64]) -> Self {
        num_dual::HyperDual64::new(x, v[0], v[1], 0.0)
    }
    fn part(self, taken: &[bool]) -> f64 {
        [self.re, self.eps1, self.eps2, self.eps1eps2][usize::from(taken[0]) + 2 * usize::from(taken[1])]
    }
}

/// `f(x), f'(x), ..` by nested tangents, if `f` is offered.
pub fn line<T: Nested>(f: impl Fn(&[T]) -> Option<T>, x: f64) -> Option<Vec<f64>> {
    let y = f(&[T::seed(x, &vec![1.0; T::DEPTH])])?;
    let first = |k: usize| (0..T::DEPTH).map(|level| level < k).collect::<Vec<_>>();
    Some((0..=T::DEPTH).map(|k| y.part(&first(k))).collect())
}

/// Value, gradient and, with two levels of tangents, the Hessian, if `f` is offered.
pub fn point<T: Nested>(f: impl Fn(&[T]) -> Option<T>, x: &[f64]) -> Option<Answer> {
    let n = x.len();
    let along = |v: [Vec<f64>; 2], taken: [bool; 2]| {
        let seed = |k: usize| T::seed(x[k], &[v[0][k], v[1][k]][..T::DEPTH]);
        Some(f(&(0..n).map(seed).collect::<Vec<_>>())?.part(&taken[..T::DEPTH]))
    };
    let pair = |i, j| [unit(n, i), unit(n, j)];
    let value = along(pair(0, 0), [false; 2])?;
    let gradient: Option<_> = (0..n).map(|i| along(pair(i, i), [true, false])).collect();
    let mut answer = vec![(Quantity::Value, vec![value]), (Quantity::Gradient, gradient?)];
    if T::DEPTH == 2 {
        let hessian: Option<_> = (0..n * n).map(|ij| along(pair(ij / n, ij % n), [true; 2])).collect();
        answer.push((Quantity::Hessian, hessian?));
    }
    Some(answer)
}
