//! Other crates' numbers on our objectives, each in a newtype that forwards the few operations.

pub mod ad_trait;
pub mod autodiff;
pub mod echidna;
pub mod hyperdual;
pub mod num_dual;
pub mod reverse;
pub mod rust_quant;

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

/// The version of a crate that this program was built with.
pub fn version(name: &str) -> &'static str {
    let lock = include_str!("../../Cargo.lock");
    let after = lock.split_once(&format!("name = \"{name}\"\nversion = \"")).expect("a dependency").1;
    after.split('"').next().unwrap_or_default()
}

/// `Scalar` for a newtype around a foreign number.
macro_rules! foreign_scalar {
    ($S:ident $(<$t:lifetime>)? ($T:ty); constant $constant:expr; exp $exp:expr; tanh $tanh:expr; ln $ln:expr) => {
        foreign_scalar!(@operator [$($t)?] [$S $(<$t>)?] $S $constant; Add add);
        foreign_scalar!(@operator [$($t)?] [$S $(<$t>)?] $S $constant; Sub sub);
        foreign_scalar!(@operator [$($t)?] [$S $(<$t>)?] $S $constant; Mul mul);
        impl $(<$t>)? $crate::objectives::Scalar for $S $(<$t>)? {
            #[inline(always)]
            fn exp(self) -> Self {
                $S($exp(self.0))
            }
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
    (@operator [$($t:lifetime)?] [$($Self:tt)*] $S:ident $constant:expr; $Op:ident $op:ident) => {
        impl<$($t)?> std::ops::$Op for $($Self)* {
            type Output = Self;
            #[inline(always)]
            fn $op(self, other: Self) -> Self {
                $S(std::ops::$Op::$op(self.0, other.0))
            }
        }
        impl<$($t)?> std::ops::$Op<f64> for $($Self)* {
            type Output = Self;
            #[inline(always)]
            fn $op(self, other: f64) -> Self {
                $S(std::ops::$Op::$op(self.0, $constant(other)))
            }
        }
    };
}
use foreign_scalar;
