//! nalgebra: norms and factorizations want a real field in the sense of the crate simba.

use crate::Scalar;
use ad_core::num_traits::{Float, FloatConst, Signed, Zero};
use ad_core::{Number, Special};
use nalgebra::{ComplexField, Field, RealField, SimdValue};
use simba::scalar::SubsetOf;

/// Methods that the number has under the same name.
macro_rules! as_inherent {
    ($($f:ident($($x:ident),*))*) => { $(
        fn $f(self $(, $x: Scalar)*) -> Scalar {
            Scalar::$f(self $(, $x)*)
        }
    )* };
}
/// Methods without an argument that are a constant of num-traits.
macro_rules! constants {
    ($($f:ident $CONSTANT:ident)*) => { $(
        fn $f() -> Scalar {
            FloatConst::$CONSTANT()
        }
    )* };
}

/// A [`Scalar`] as a real number for nalgebra (feature `nalgebra`).
///
/// With it `norm`, `norm_squared`, `normalize`, `determinant`, `try_inverse`, `cholesky`, `lu`, `qr`,
/// `solve` and the triangular solves are differentiated operation by operation, for gradients and
/// Hessian-vector products. Sums, products, `dot` and `transpose` are there without the feature, for
/// dual numbers too.
///
/// ```
/// use ad_reverse::Scalar;
/// use nalgebra::{Matrix2, Vector2};
/// // ln det A + bᵀ A⁻¹ b of the matrix A = [[x0, 1], [1, x1]]
/// let b = Vector2::new(1.0, 2.0).map(Scalar::from);
/// let f = |x: &[Scalar]| {
///     let one = Scalar::from(1.0);
///     let a = Matrix2::new(x[0], one, one, x[1]).cholesky().expect("positive definite");
///     a.ln_determinant() + b.dot(&a.solve(&b))
/// };
/// let (value, gradient) = Scalar::gradient(f, &[2.0, 1.0]);
/// assert!((value - 5.0).abs() < 1e-14); // det = 1, A⁻¹ b = (-1, 3)
/// assert!((gradient[0] - (1.0 - 1.0)).abs() < 1e-14 && (gradient[1] - (2.0 - 9.0)).abs() < 1e-13);
/// ```
///
/// * Constants: `matrix.map(Scalar::from)` of a matrix of f64. A factor stands on the right and is
///   a `Scalar`: `matrix * Scalar::from(2.0)`, `matrix * x[0]`.
/// * Pivots are chosen by the values, as over f64, and the derivative is that of the choice made.
///   What nalgebra leaves out because a value is exactly zero has no derivative either: the
///   reflection of a column of zeros in `qr`, the cardinal functions `sinhc`, `cosc` and `coshc` at 0.
/// * `svd`, `symmetric_eigen` and `schur` iterate, and drop what has become small. Derivatives of
///   separate eigenvalues are right at a matrix with no structure. At a diagonal or nearly diagonal
///   one the entries beside the diagonal are dropped with their derivatives, without notice: slopes
///   of eigenvectors and second derivatives of eigenvalues are then wrong.
/// * A number that varies is no f64: `nalgebra::try_convert` gives `None` for it.
///   `convert_unchecked` detaches.
impl RealField for Scalar {
    as_inherent! { copysign(sign) max(other) min(other) clamp(min, max) atan2(other) }
    fn is_sign_positive(&self) -> bool {
        Float::is_sign_positive(*self)
    }
    fn is_sign_negative(&self) -> bool {
        Float::is_sign_negative(*self)
    }
    fn min_value() -> Option<Scalar> {
        Some(Float::min_value())
    }
    fn max_value() -> Option<Scalar> {
        Some(Float::max_value())
    }
    constants! {
        pi PI two_pi TAU frac_pi_2 FRAC_PI_2 frac_pi_3 FRAC_PI_3 frac_pi_4 FRAC_PI_4 frac_pi_6 FRAC_PI_6
        frac_pi_8 FRAC_PI_8 frac_1_pi FRAC_1_PI frac_2_pi FRAC_2_PI frac_2_sqrt_pi FRAC_2_SQRT_PI
        e E log2_e LOG2_E log10_e LOG10_E ln_2 LN_2 ln_10 LN_10
    }
}

/// A real number is its own real part and conjugate.
impl ComplexField for Scalar {
    type RealField = Scalar;
    as_inherent! {
        floor() ceil() round() trunc() fract() abs() signum() mul_add(a, b) hypot(other) recip()
        sin() cos() tan() asin() acos() atan() sinh() cosh() tanh() asinh() acosh() atanh()
        log(base) log2() log10() ln() ln_1p() sqrt() exp() exp2() exp_m1() powf(n) cbrt()
    }
    fn from_real(re: Scalar) -> Scalar {
        re
    }
    fn real(self) -> Scalar {
        self
    }
    fn imaginary(self) -> Scalar {
        Scalar::zero()
    }
    fn conjugate(self) -> Scalar {
        self
    }
    fn modulus(self) -> Scalar {
        self.abs()
    }
    fn norm1(self) -> Scalar {
        self.abs()
    }
    fn modulus_squared(self) -> Scalar {
        self.sq()
    }
    fn argument(self) -> Scalar {
        if self >= Scalar::zero() { Scalar::zero() } else { FloatConst::PI() }
    }
    /// Modulus and sign on one branch also at 0, where a reflection takes the sign `+`.
    fn to_exp(self) -> (Scalar, Scalar) {
        if self >= Scalar::zero() { (self, Scalar::lift(1.0)) } else { (-self, Scalar::lift(-1.0)) }
    }
    fn scale(self, factor: Scalar) -> Scalar {
        self * factor
    }
    fn unscale(self, factor: Scalar) -> Scalar {
        self / factor
    }
    fn sin_cos(self) -> (Scalar, Scalar) {
        Scalar::sin_cos(self)
    }
    fn sinc(self) -> Scalar {
        Special::sinc(self)
    }
    fn powi(self, n: i32) -> Scalar {
        Scalar::powi(self, n)
    }
    fn powc(self, n: Scalar) -> Scalar {
        Scalar::powf(self, n)
    }
    fn is_finite(&self) -> bool {
        Float::is_finite(*self)
    }
    fn try_sqrt(self) -> Option<Scalar> {
        (self >= Scalar::zero()).then(|| Scalar::sqrt(self))
    }
}

impl Field for Scalar {}

impl Signed for Scalar {
    fn abs(&self) -> Scalar {
        Scalar::abs(*self)
    }
    fn abs_sub(&self, other: &Scalar) -> Scalar {
        Scalar::abs_sub(*self, *other)
    }
    fn signum(&self) -> Scalar {
        Scalar::signum(*self)
    }
    fn is_positive(&self) -> bool {
        Float::is_sign_positive(*self)
    }
    fn is_negative(&self) -> bool {
        Float::is_sign_negative(*self)
    }
}

/// One lane.
impl SimdValue for Scalar {
    const LANES: usize = 1;
    type Element = Scalar;
    type SimdBool = bool;
    fn splat(value: Scalar) -> Scalar {
        value
    }
    fn extract(&self, lane: usize) -> Scalar {
        [*self][lane]
    }
    fn replace(&mut self, lane: usize, value: Scalar) {
        core::slice::from_mut(self)[lane] = value;
    }
    #[allow(unsafe_code, reason = "the trait's signature; every lane is safe to ask for")]
    unsafe fn extract_unchecked(&self, lane: usize) -> Scalar {
        self.extract(lane)
    }
    #[allow(unsafe_code, reason = "the trait's signature; every lane is safe to ask for")]
    unsafe fn replace_unchecked(&mut self, lane: usize, value: Scalar) {
        self.replace(lane, value);
    }
    fn select(self, condition: bool, other: Scalar) -> Scalar {
        if condition { self } else { other }
    }
}

impl SubsetOf<Scalar> for Scalar {
    fn to_superset(&self) -> Scalar {
        *self
    }
    fn from_superset_unchecked(element: &Scalar) -> Scalar {
        *element
    }
    fn is_in_subset(_: &Scalar) -> bool {
        true
    }
}

/// Plain floats are the constants among the numbers.
macro_rules! constants_are {
    ($F:ty) => {
        impl SubsetOf<Scalar> for $F {
            fn to_superset(&self) -> Scalar {
                Scalar::from(f64::from(*self))
            }
            fn from_superset_unchecked(element: &Scalar) -> $F {
                element.primal() as $F
            }
            fn is_in_subset(element: &Scalar) -> bool {
                element.as_constant().is_some()
            }
        }
    };
}
constants_are!(f64);
constants_are!(f32);
