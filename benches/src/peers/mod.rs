//! Other crates' numbers on our objectives, each in a newtype that forwards the few operations.

pub mod autodiff;
pub mod echidna;
pub mod hyperdual;
pub mod num_dual;

use crate::objectives::Scalar;

/// A gradient by forward mode with `LANES` tangents an evaluation: `seed(x_j, lane)` makes the
/// inputs, `read(y, lane)` the partial derivatives.
fn chunked_gradient<S: Scalar, const LANES: usize>(
    f: impl Fn(&[S]) -> S,
    x: &[f64],
    seed: impl Fn(f64, Option<usize>) -> S,
    read: impl Fn(&S, usize) -> f64,
) -> Vec<f64> {
    let mut gradient = vec![0.0; x.len()];
    for (c, chunk) in gradient.chunks_mut(LANES).enumerate() {
        let lane = |j: usize| j.checked_sub(c * LANES).filter(|&lane| lane < LANES);
        let seeded: Vec<S> = x.iter().enumerate().map(|(j, &x)| seed(x, lane(j))).collect();
        let y = f(&seeded);
        chunk.iter_mut().enumerate().for_each(|(lane, g)| *g = read(&y, lane));
    }
    gradient
}

/// `Scalar` for a newtype around a foreign number.
macro_rules! foreign_scalar {
    ($S:ident($T:ty); constant $constant:expr; tanh $tanh:expr; ln $ln:expr) => {
        foreign_scalar!(@operator $S $constant; Add add);
        foreign_scalar!(@operator $S $constant; Sub sub);
        foreign_scalar!(@operator $S $constant; Mul mul);
        impl $crate::objectives::Scalar for $S {
            #[inline(always)]
            fn tanh(self) -> Self {
                $S($tanh(self.0))
            }
            #[inline(always)]
            fn ln(self) -> Self {
                $S($ln(self.0))
            }
        }
    };
    (@operator $S:ident $constant:expr; $Op:ident $op:ident) => {
        impl std::ops::$Op for $S {
            type Output = Self;
            #[inline(always)]
            fn $op(self, other: Self) -> Self {
                $S(std::ops::$Op::$op(self.0, other.0))
            }
        }
        impl std::ops::$Op<f64> for $S {
            type Output = Self;
            #[inline(always)]
            fn $op(self, other: f64) -> Self {
                $S(std::ops::$Op::$op(self.0, $constant(other)))
            }
        }
    };
}
use foreign_scalar;
