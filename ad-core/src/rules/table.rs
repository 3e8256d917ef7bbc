//! The table of derivative rules. Nothing else in the workspace knows that `sin' = cos`.
//!
//! One line a rule:
//!
//! ```text
//! Name method(arguments) {parameters} in [samples] = y given k => [slopes] ; value at f64 ; domain ; test points ;
//! ```
//!
//! `= y` names the result where a slope is cheaper in terms of it. Slopes are read at every
//! number type and order, so they use only functions whose own rows lose no digits: hence the
//! auxiliary families `..{n}`, the n-th derivative of a function, whose slope is their next member.
//!
//! `given k` names a number that is often at hand where the row is used, as `Some` in its value and
//! else `None`: the power whose slope is wanted, the hypotenuse. [`Number::apply_given`] hands it over.

use super::define::define_rules;
use super::{Parameter, Rule};
use crate::Number;
use crate::math::{bessel, error_function, gamma, hyperbolic, logarithm, polar, power, sinc};
use core::f64::consts::{FRAC_2_SQRT_PI, LN_2, LOG2_E, LOG10_E, PI};
use num_traits::Float;

define_rules! {
float {
    // ---- arithmetic
    Neg  neg(x)         => [T::lit(-1.0)]                     ; -x     ; true ; [[0.3], [-2.0]] ;
    Add  add(a, b)      => [T::one(), T::one()]            ; a + b  ; true ; [[0.3, -2.0], [1e3, 4.5]] ;
    Sub  sub(a, b)      => [T::one(), T::lit(-1.0)]           ; a - b  ; true ; [[0.3, -2.0], [1e3, 4.5]] ;
    Mul  mul(a, b)      => [b, a]                          ; a * b  ; true ; [[0.3, -2.0], [1e3, 4.5]] ;
    // A quotient of which the reciprocal of the denominator is known costs no second division.
    Div  div(a, b) = y given r => [b.recip(), -T::apply_given(Div {}, [y, b], b.recip())] ; power::quotient(a, b, r) ; (a != 0.0 || b != 0.0) && (a.is_finite() || b.is_finite()) ; [[0.3, -2.0], [1e3, 4.5]] ;
    // The quotient a - rem = k b is exact up to rounding, so k is found by rounding to an integer.
    Rem  rem(a, b) = y  => [T::one(), -((a - y) / b).round()] ; a % b ; b != 0.0 && a.is_finite() ; [[5.5, 2.0], [-7.25, 2.5]] ;
    MulAdd mul_add(a, b, c) => [b, a, T::one()] ; Float::mul_add(a, b, c) ; true ; [[0.3, -2.0, 5.0], [1.5, 2.5, -3.0]] ;
    Recip recip(x) = y  => [-(y * y)]                      ; 1.0 / x ; true ; [[0.3], [-2.0], [1e5]] ;

    // ---- steps and kinks: ties go to the second argument, abs'(0) = 0
    Abs    abs(x)        => [T::one_if(x.above(T::zero())) - T::one_if(T::zero().above(x))] ; Float::abs(x) ; true ; [[0.3], [-2.0]] ;
    Signum signum(x)     => [T::zero()] ; Float::signum(x) ; true ; [[0.3], [-2.0]] ;
    Floor  floor(x)      => [T::zero()] ; Float::floor(x)  ; true ; [[0.3], [-2.5]] ;
    Ceil   ceil(x)       => [T::zero()] ; Float::ceil(x)   ; true ; [[0.3], [-2.5]] ;
    Round  round(x)      => [T::zero()] ; Float::round(x)  ; true ; [[0.3], [-2.6]] ;
    Trunc  trunc(x)      => [T::zero()] ; Float::trunc(x)  ; true ; [[0.3], [-2.5]] ;
    Fract  fract(x)      => [T::one()]  ; Float::fract(x)  ; x.is_finite() ; [[0.3], [-2.5]] ;
    Max    max(a, b)     => [T::one_if(a.above(b) | b.undefined()), T::one_if(!(a.above(b) | b.undefined()))] ; if (a > b) | b.is_nan() { a } else { b } ; true ; [[0.3, -2.0], [1.0, 4.5]] ;
    Min    min(a, b)     => [T::one_if(b.above(a) | b.undefined()), T::one_if(!(b.above(a) | b.undefined()))] ; if (a < b) | b.is_nan() { a } else { b } ; true ; [[0.3, -2.0], [1.0, 4.5]] ;
    AbsSub abs_sub(a, b) => [T::one_if(a.above(b)), -T::one_if(a.above(b))] ; if a <= b { 0.0 } else { a - b } ; true ; [[0.3, -2.0], [1.0, 4.5]] ;
    Copysign copysign(a, b) => [T::choose(a.same_sign(b), T::one(), T::lit(-1.0)), T::zero()] ; Float::copysign(a, b) ; true ; [[0.3, -2.0], [-1.0, 4.5], [-1.0, -4.5]] ;
    Clamp  clamp(x, lo, hi) => [T::one_if(x.at_least(lo) & hi.at_least(x)), T::one_if(lo.above(x)), T::one_if(x.above(hi))] ; if lo <= hi { if x < lo { lo } else if x > hi { hi } else { x } } else { f64::NAN } ; lo <= hi ; [[0.3, 0.0, 1.0], [-2.0, 0.0, 1.0], [7.0, 0.0, 1.0]] ;
    ToDegrees to_degrees(x) => [T::lit(180.0 / PI)] ; Float::to_degrees(x) ; true ; [[0.3], [-2.0]] ;
    ToRadians to_radians(x) => [T::lit(PI / 180.0)] ; Float::to_radians(x) ; true ; [[0.3], [-2.0]] ;

    // ---- powers and roots; y + 0 turns -0 into +0, so that sqrt'(-0) = +inf
    Sqrt  sqrt(x) = y  => [(y + T::zero()).recip().scale(0.5)]               ; Float::sqrt(x) ; x >= 0.0 ; [[0.3], [2.0], [1e9]] ;
    Cbrt  cbrt(x)      => [{ let r = x.recip_cbrt(); (r * r).scale(1.0 / 3.0) }] ; Float::cbrt(x) ; true ; [[0.3], [-2.0], [1e9]] ;
    Powi  powi(x) {n: i32} in [(3), (-2), (0), (1)] = y => [T::apply_given(Monomial { a: n as f64, n: n as i64 - 1 }, [x], y)] ; power::powi(x, n) ; true ; [[0.3], [-2.0]] ;
    Powf  powf(x, y) = p => [T::apply_given(PowPartial { i: 1, j: 0 }, [x, y], p), T::apply_given(PowPartial { i: 0, j: 1 }, [x, y], p)] ; power::powf(x, y) ; x >= 0.0 || y.fract() == 0.0 || x.is_infinite() || y.is_infinite() ; [[0.3, 2.5], [2.0, -1.3]] ;
    Hypot hypot(x, y) = h => [T::apply_given(OverHypot {}, [x, y], h), T::apply_given(OverHypot {}, [y, x], h)] ; Float::hypot(x, y) ; true ; [[0.3, -2.0], [1e3, 4.5]] ;

    // ---- exponential and logarithm
    Exp   exp(x) = y   => [y]                                        ; Float::exp(x)    ; true ; [[0.3], [-2.0]] ;
    Exp2  exp2(x) = y  => [y.scale(LN_2)]                            ; Float::exp2(x)   ; true ; [[0.3], [-2.0]] ;
    ExpM1 exp_m1(x)    => [x.exp()]                                  ; Float::exp_m1(x) ; true ; [[0.3], [-2.0]] ;
    Ln    ln(x)        => [(x + T::zero()).recip()]                  ; Float::ln(x)     ; x >= 0.0 ; [[0.3], [2.0], [1e9]] ;
    Log2  log2(x)      => [(x + T::zero()).recip().scale(LOG2_E)]    ; Float::log2(x)   ; x >= 0.0 ; [[0.3], [2.0], [1e9]] ;
    Log10 log10(x)     => [(x + T::zero()).recip().scale(LOG10_E)]   ; Float::log10(x)  ; x >= 0.0 ; [[0.3], [2.0], [1e9]] ;
    Ln1p  ln_1p(x)     => [(x + T::one()).recip()]                   ; Float::ln_1p(x)  ; x >= -1.0 ; [[0.3], [-0.5], [1e9]] ;
    Log   log(x, b) = y => [(x + T::zero()).recip() / b.ln(), -(y / b.ln() / b)] ; Float::ln(x) / Float::ln(b) ; x >= 0.0 && b >= 0.0 && !(x == 1.0 && b == 1.0) && (x.ln().is_finite() || b.ln().is_finite()) ; [[0.3, 2.0], [5.0, 0.4]] ;

    // ---- circular
    Sin   sin(x)       => [x.cos()]                                  ; Float::sin(x)  ; x.is_finite() ; [[0.3], [-2.0]] ;
    Cos   cos(x)       => [-x.sin()]                                 ; Float::cos(x)  ; x.is_finite() ; [[0.3], [-2.0]] ;
    Tan   tan(x) = y   => [y * y + T::one()]                         ; Float::tan(x)  ; x.is_finite() ; [[0.3], [-2.0]] ;
    Asin  asin(x)      => [x.one_minus_square().sqrt().recip()]      ; Float::asin(x) ; (-1.0..=1.0).contains(&x) ; [[0.3], [-0.9]] ;
    Acos  acos(x)      => [-x.one_minus_square().sqrt().recip()]     ; Float::acos(x) ; (-1.0..=1.0).contains(&x) ; [[0.3], [-0.9]] ;
    Atan  atan(x)      => [x.recip_one_plus_square(0)]              ; Float::atan(x) ; true ; [[0.3], [-2.0]] ;
    Atan2 atan2(y, x)  => [x.recip_power_re(y, 1), x.recip_power_im(y, 1)] ; Float::atan2(y, x) ; true ; [[0.3, -2.0], [-1.0, -4.5], [3.0, 2.0]] ;

    // ---- hyperbolic
    Sinh  sinh(x)      => [x.cosh()]                                 ; Float::sinh(x) ; true ; [[0.3], [-2.0]] ;
    Cosh  cosh(x)      => [x.sinh()]                                 ; Float::cosh(x) ; true ; [[0.3], [-2.0]] ;
    Tanh  tanh(x)      => [x.sech2(0)]                               ; hyperbolic::tanh(x) ; true ; [[0.3], [-2.0]] ;
    Asinh asinh(x)     => [x.recip_hypot1(0)]                        ; hyperbolic::asinh(x) ; true ; [[0.3], [-2.0]] ;
    Acosh acosh(x)     => [((x - T::one()).sqrt() * (x + T::one()).sqrt()).recip()] ; hyperbolic::acosh(x) ; x >= 1.0 ; [[1.3], [20.0]] ;
    Atanh atanh(x)     => [x.one_minus_square().recip()]             ; hyperbolic::atanh(x) ; (-1.0..=1.0).contains(&x) ; [[0.3], [-0.9]] ;
}
special {
    /// `x²`: one operation, where `x * x` reads `x` twice.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(1.5f64.sq(), 2.25);
    /// ```
    Square sq(x)       => [x.scale(2.0)]                             ; x * x ; true ; [[0.3], [-2.0]] ;
    /// `max(x, 0)`, with slope 0 at 0; NaN stays NaN.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!((2.0f64.relu(), (-2.0f64).relu()), (2.0, 0.0));
    /// ```
    Relu   relu(x)     => [T::one_if(x.above(T::zero()))]              ; if x > 0.0 || x.is_nan() { x } else { 0.0 } ; true ; [[0.3], [-2.0]] ;
    /// `1 / (1 + e^-x)`; relative accuracy holds in both tails.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(0.0f64.logistic(), 0.5);
    /// assert!((-700.0f64).logistic() > 0.0);
    /// ```
    Logistic logistic(x) => [x.logistic_n(1)]                        ; hyperbolic::logistic(0, x) ; true ; [[0.3], [-2.0]] ;
    /// `ln(1 + e^x) = max(x, 0) + ln_1p(e^-|x|)`; no overflow, no loss in the left tail.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(0.0f64.softplus(), 2f64.ln());
    /// assert_eq!(800.0f64.softplus(), 800.0);
    /// ```
    Softplus softplus(x) => [x.logistic()]                           ; hyperbolic::softplus(x) ; true ; [[0.3], [-2.0]] ;
    /// `ln(1 / (1 + e^-x)) = -softplus(-x)` for every x; no overflow, no loss in either tail, 0 at
    /// inf and -inf at -inf. Value and first slope within 2 ulps.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(0.0f64.log_sigmoid(), -(2f64.ln()));
    /// assert_eq!((-800.0f64).log_sigmoid(), -800.0);
    /// ```
    LogSigmoid log_sigmoid(x) => [(-x).logistic()]                   ; -hyperbolic::softplus(-x) ; true ; [[0.3], [-2.0]] ;
    /// The error function `2/sqrt(pi) int_0^x e^(-t²) dt` for every x: odd, ±1 at ±inf, NaN at NaN.
    ///
    /// The value is libm's (after Sun's fdlibm), within 1 ulp; the slopes are `e^(-x²)` with the
    /// square in two words times Hermite polynomials, within 2 ulps for the first.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert!((0.5f64.erf() - 0.5204998778130465).abs() < 1e-15);
    /// ```
    Erf erf(x)         => [x.gauss(0).scale(FRAC_2_SQRT_PI)]         ; libm::erf(x) ; true ; [[0.3], [-2.0]] ;
    /// `1 - erf(x)` for every x, with relative accuracy in the right tail down to its underflow at
    /// 27.2: 0 at inf, 2 at -inf. The value is libm's (after Sun's fdlibm), within 2.5 ulps;
    /// slopes as those of [`erf`](Special::erf).
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(0.0f64.erfc(), 1.0);
    /// assert!(20.0f64.erfc() > 0.0);
    /// ```
    Erfc erfc(x)       => [x.gauss(0).scale(-FRAC_2_SQRT_PI)]        ; libm::erfc(x) ; true ; [[0.3], [-2.0]] ;
    /// The distribution function of the standard normal, `erfc(-x/sqrt 2)/2`, for every x: 0 at
    /// -inf, 1 at inf. Value within 3 ulps, the left tail included, down to its underflow at -38.5,
    /// because the rounding of the argument is corrected (Abramowitz & Stegun 7.1.13).
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(0.0f64.norm_cdf(), 0.5);
    /// assert!(((-38.0f64).norm_cdf() / 2.885428351e-316 - 1.0).abs() < 1e-6);
    /// ```
    NormCdf norm_cdf(x) => [x.norm_pdf(0)]                           ; error_function::norm_cdf(x) ; true ; [[0.3], [-2.0], [-12.0]] ;
    /// `ln |Gamma(x)|`: +inf at 0 and the negative integers, at ±inf.
    ///
    /// The slope is [`digamma`](Special::digamma): -inf at +0, +inf at -0, NaN at the negative
    /// integers. The value is libm's (after Sun's fdlibm), within 2.5 ulps for `x > 0`; for `x < 0`
    /// within 2 ulps of `|ln |Gamma(1 - x)|| + |ln |pi/sin(pi x)||`, which loses digits of the
    /// value only beside the zeros between the poles.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!((1.0f64.ln_gamma(), 2.0f64.ln_gamma()), (0.0, 0.0));
    /// assert!((5.0f64.ln_gamma() - 24f64.ln()).abs() < 1e-15);
    /// ```
    LnGamma ln_gamma(x) => [x.digamma()]                              ; libm::lgamma(x) ; true ; [[0.3], [1.7], [20.0], [-1.3]] ;
    /// `psi(x) = d/dx ln Gamma(x)`: -inf at +0, +inf at -0, NaN at the negative integers and -inf,
    /// +inf at inf.
    ///
    /// Value and first slope within 2.5 ulps for `x > 0`, the zero at 1.4616 included, where a
    /// rational function with that zero as a factor is used; else recurrence and asymptotic series
    /// (Abramowitz & Stegun 6.3.5, 6.3.18), and for `x < 0` reflection (6.3.7), within 3 ulps of
    /// `|psi(1 - x)| + |pi cot(pi x)|`.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert!((1.0f64.digamma() + 0.5772156649015329).abs() < 1e-15);
    /// ```
    Digamma digamma(x) => [x.polygamma(1)]                           ; gamma::digamma(x) ; x >= 0.0 || (x.is_finite() && x != Float::round(x)) ; [[0.3], [1.7], [7.5], [20.0], [-1.3]] ;
    /// `sin x / x` for every x, not normalised by pi: 1 at 0, 0 at ±inf, NaN at NaN.
    ///
    /// Value within 2 ulps everywhere. The slopes keep their digits beside 0 and, by Taylor series
    /// around tabulated zeros and extrema whose coefficients follow from `x y'' + 2y' + x y = 0`,
    /// beside their own zeros up to 27; beyond, the error there is relative to `1/|x|`.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!((0.0f64.sinc(), f64::INFINITY.sinc()), (1.0, 0.0));
    /// assert_eq!(2.0f64.sinc(), 2f64.sin() / 2.0);
    /// ```
    Sinc sinc(x)       => [x.sinc_n(1)]                              ; sinc::sinc(0, x) ; true ; [[0.3], [-2.0], [4.4], [100.0]] ;
    /// Bessel's function of the first kind and order 0, for every x: even, 1 at 0, 0 at ±inf.
    ///
    /// libm's rational function below 2, Taylor series around tabulated zeros and extrema up to
    /// 26.7, Hankel's modulus and phase beyond (Abramowitz & Stegun 9.2.28-31). Value within 2.5
    /// ulps, zeros up to 26.7 included; beside the zeros beyond, plus 3e-18 of the amplitude
    /// `sqrt(2/(pi |x|))`. Second and higher slopes beside their zeros beyond 26.7: relative to it.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(0.0f64.bessel_j0(), 1.0);
    /// // the double nearest to the first zero
    /// assert!((2.404825557695773f64.bessel_j0() / -6.10876525973673e-17 - 1.0).abs() < 4e-16);
    /// ```
    BesselJ0 bessel_j0(x) => [x.bessel_j0_n(1)]                      ; bessel::bessel_j0(0, x) ; true ; [[0.3], [-2.0], [12.0], [100.0]] ;
    /// Bessel's function of the first kind and order 1, for every x: odd, 0 at 0 and ±inf. Methods
    /// and accuracy of [`bessel_j0`](Special::bessel_j0), whose negative slope it is; its own
    /// slope beside zeros beyond 26.7 is accurate relative to the amplitude.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(0.0f64.bessel_j1(), 0.0);
    /// assert!((1.0f64.bessel_j1() - 0.4400505857449335).abs() < 1e-15);
    /// ```
    BesselJ1 bessel_j1(x) => [x.bessel_j1_n(1)]                      ; bessel::bessel_j1(0, x) ; true ; [[0.3], [-2.0], [12.0], [100.0]] ;
    /// `x ln x` for `x >= 0`, continued by 0 at 0, where its slope is -inf; NaN for `x < 0`.
    /// Value and slope `1 + ln x` within 2 ulps, also beside its zero 1/e.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(0.0f64.xlogx(), 0.0);
    /// assert_eq!(2.0f64.xlogx(), 2.0 * 2f64.ln());
    /// ```
    XLogX xlogx(x)     => [x.one_plus_ln()]                          ; logarithm::xlogy(x, x) ; x >= 0.0 ; [[0.3], [2.0], [1e9]] ;
    /// `x ln y` for `y >= 0`, continued by 0 at `x = 0`; NaN for `y < 0`. Slopes `ln y` and `x / y`,
    /// all within 2 ulps.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(0.0f64.xlogy(0.0), 0.0);
    /// assert_eq!(3.0f64.xlogy(2.0), 3.0 * 2f64.ln());
    /// ```
    XLogY xlogy(x, y)  => [y.ln(), x / (y + T::zero())]              ; logarithm::xlogy(x, y) ; y >= 0.0 && !(x.is_infinite() && y == 1.0) ; [[0.3, 2.5], [-2.0, 0.4]] ;
}
auxiliary {
    /// `(1 - x)(1 + x)`, exact near 1.
    OneMinusSquare one_minus_square(x)  => [x.scale(-2.0)]           ; (1.0 - x) * (1.0 + x) ; true ; [[0.3], [-2.0]] ;
    /// `x^(-1/3)`.
    RecipCbrt recip_cbrt(x) = r         => [{ let q = r * r; -(q * q).scale(1.0 / 3.0) }] ; 1.0 / Float::cbrt(x) ; true ; [[0.3], [-2.0]] ;
    /// `a x^n`, exactly constant at `n = 0`; given `x^(n+1)`.
    Monomial monomial(x) {a: f64, n: i64} in [(2.0, 3), (-1.5, -2), (4.0, 0)] given p
        => [if n == 0 { T::zero() } else { x.monomial(a * n as f64, n - 1) }] ; power::monomial(a, x, n, p) ; true ; [[0.3], [-2.0]] ;
    /// `a x^(c - k)` with the exponent in two words, exactly constant at `c = k`; given the function
    /// `y` whose slope it is.
    ConstPower const_power(x) {a: f64, c: f64, k: f64} in [(1.0, 2.5, 0.0), (-0.3, 0.1, 2.0), (2.0, 1.0, 1.0)] = y given p
        => [if c == k { T::zero() } else { T::apply_given(ConstPower { a: a * (c - k), c, k: k + 1.0 }, [x], y) }]
        ; power::const_power(a, x, c, k, p) ; x >= 0.0 ; [[0.3], [2.0]] ;
    /// The partial derivative `d^(i+j) x^y / dx^i dy^j`; given `x^y`.
    PowPartial pow_partial(x, y) {i: u32, j: u32} in [(1, 0), (0, 1), (2, 1)] given p
        => [x.pow_partial(y, i + 1, j), x.pow_partial(y, i, j + 1)] ; power::pow_partial(x, y, i, j, p) ; x > 0.0 ; [[0.3, 2.5], [2.0, -1.3]] ;
    /// `x / hypot(x, y)`, 0 at the origin, where its slopes do not exist; given the hypotenuse.
    OverHypot over_hypot(x, y) given h
        => [{ let s = y.over_hypot(x); s * (s / x.hypot(y)) },
            { let (h, s) = (x.hypot(y), y.over_hypot(x)); T::choose(h.above(T::zero()) | h.undefined(), -x.over_hypot(y).chain(s / h), T::poison()) }]
        ; polar::over_hypot(x, y, h) ; true ; [[0.3, -2.0], [1e3, 4.5]] ;
    /// `Re (x + iy)^-n`.
    RecipPowerRe recip_power_re(x, y) {n: u32} in [(1), (2)]
        => [x.recip_power_re(y, n + 1).scale(-(n as f64)), x.recip_power_im(y, n + 1).scale(n as f64)]
        ; polar::recip_power(x, y, n).0 ; x != 0.0 || y != 0.0 ; [[0.3, -2.0], [-1.0, 4.5]] ;
    /// `Im (x + iy)^-n`.
    RecipPowerIm recip_power_im(x, y) {n: u32} in [(1), (2)]
        => [x.recip_power_im(y, n + 1).scale(-(n as f64)), x.recip_power_re(y, n + 1).scale(-(n as f64))]
        ; polar::recip_power(x, y, n).1 ; x != 0.0 || y != 0.0 ; [[0.3, -2.0], [-1.0, 4.5]] ;
    /// The n-th derivative of `1 / (1 + x²)`.
    RecipOnePlusSquare recip_one_plus_square(x) {n: u32} in [(0), (1), (3)]
        => [x.recip_one_plus_square(n + 1)] ; polar::recip_one_plus_square(n, x) ; true ; [[0.3], [-2.0]] ;
    /// The n-th derivative of `sech²`.
    Sech2 sech2(x) {n: u32} in [(0), (1), (3)]          => [x.sech2(n + 1)] ; hyperbolic::sech2(n, x) ; true ; [[0.3], [-2.0]] ;
    /// The n-th derivative of `1 / (1 + e^-x)`.
    LogisticN logistic_n(x) {n: u32} in [(0), (1), (2), (4)] => [x.logistic_n(n + 1)] ; hyperbolic::logistic(n, x) ; true ; [[0.3], [-2.0]] ;
    /// The n-th derivative of `1 / sqrt(1 + x²)`.
    RecipHypot1 recip_hypot1(x) {n: u32} in [(0), (1), (3)] => [x.recip_hypot1(n + 1)] ; hyperbolic::recip_hypot1(n, x) ; true ; [[0.3], [-2.0]] ;
    /// The n-th derivative of `e^(-x²)`.
    Gauss gauss(x) {n: u32} in [(0), (1), (2), (3), (5)]  => [x.gauss(n + 1)] ; error_function::gauss(n, x) ; true ; [[0.3], [-2.0]] ;
    /// The n-th derivative of the normal density `e^(-x²/2) / sqrt(2 pi)`.
    NormPdf norm_pdf(x) {n: u32} in [(0), (1), (2), (3), (5)] => [x.norm_pdf(n + 1)] ; error_function::norm_pdf(n, x) ; true ; [[0.3], [-2.0]] ;
    /// The n-th derivative of digamma.
    Polygamma polygamma(x) {n: u32} in [(0), (1), (2), (5)] => [x.polygamma(n + 1)] ; gamma::polygamma(n, x) ; x >= 0.0 || (x.is_finite() && x != Float::round(x)) ; [[0.3], [1.7], [7.5], [20.0], [-1.3]] ;
    /// The n-th derivative of `sin x / x`.
    SincN sinc_n(x) {n: u32} in [(0), (1), (2), (9), (14)] => [x.sinc_n(n + 1)] ; sinc::sinc(n, x) ; true ; [[0.3], [-2.0], [4.4], [100.0]] ;
    /// The n-th derivative of Bessel's `J0`.
    BesselJ0N bessel_j0_n(x) {n: u32} in [(0), (1), (2), (9), (14)] => [x.bessel_j0_n(n + 1)] ; bessel::bessel_j0(n, x) ; true ; [[0.3], [-2.0], [12.0], [100.0]] ;
    /// The n-th derivative of Bessel's `J1`.
    BesselJ1N bessel_j1_n(x) {n: u32} in [(0), (1), (2), (9), (14)] => [x.bessel_j1_n(n + 1)] ; bessel::bessel_j1(n, x) ; true ; [[0.3], [-2.0], [12.0], [100.0]] ;
    /// `1 + ln x`.
    OnePlusLn one_plus_ln(x)                            => [(x + T::zero()).recip()] ; logarithm::one_plus_ln(x) ; x >= 0.0 ; [[0.3], [0.36], [2.0]] ;
}
}
