//! The table of derivative rules. Nothing else in the workspace knows that `sin' = cos`.
//!
//! One line a rule:
//!
//! ```text
//! Name method(arguments) {parameters} in [samples] = y => [slopes] ; value at f64 ; domain ; test points ;
//! ```
//!
//! `= y` names the result where a slope is cheaper in terms of it. Slopes are read at every
//! number type and order, so they use only functions whose own rows lose no digits: hence the
//! auxiliary families `..{n}`, the n-th derivative of a function, whose slope is their next member.

use super::Rule;
use super::define::define_rules;
use crate::Number;
use crate::math::{hyperbolic, polar, power};
use core::f64::consts::{LN_2, LOG2_E, LOG10_E, PI};
use num_traits::Float;

define_rules! {
float {
    // ---- arithmetic
    Neg  neg(x)         => [T::lit(-1.0)]                     ; -x     ; true ; [[0.3], [-2.0]] ;
    Add  add(a, b)      => [T::one(), T::one()]            ; a + b  ; true ; [[0.3, -2.0], [1e3, 4.5]] ;
    Sub  sub(a, b)      => [T::one(), T::lit(-1.0)]           ; a - b  ; true ; [[0.3, -2.0], [1e3, 4.5]] ;
    Mul  mul(a, b)      => [b, a]                          ; a * b  ; true ; [[0.3, -2.0], [1e3, 4.5]] ;
    Div  div(a, b) = y  => [b.recip(), -(y / b)]           ; a / b  ; (a != 0.0 || b != 0.0) && (a.is_finite() || b.is_finite()) ; [[0.3, -2.0], [1e3, 4.5]] ;
    // The quotient a - rem = k b is exact up to rounding, so k is found by rounding to an integer.
    Rem  rem(a, b) = y  => [T::one(), -((a - y) / b).round()] ; a % b ; b != 0.0 && a.is_finite() ; [[5.5, 2.0], [-7.25, 2.5]] ;
    MulAdd mul_add(a, b, c) => [b, a, T::one()] ; Float::mul_add(a, b, c) ; true ; [[0.3, -2.0, 5.0], [1.5, 2.5, -3.0]] ;
    Recip recip(x) = y  => [-(y * y)]                      ; 1.0 / x ; true ; [[0.3], [-2.0], [1e5]] ;

    // ---- steps and kinks: ties go to the second argument, abs'(0) = 0
    Abs    abs(x)        => [T::indicator(x > T::zero()) - T::indicator(x < T::zero())] ; Float::abs(x) ; true ; [[0.3], [-2.0]] ;
    Signum signum(x)     => [T::zero()] ; Float::signum(x) ; true ; [[0.3], [-2.0]] ;
    Floor  floor(x)      => [T::zero()] ; Float::floor(x)  ; true ; [[0.3], [-2.5]] ;
    Ceil   ceil(x)       => [T::zero()] ; Float::ceil(x)   ; true ; [[0.3], [-2.5]] ;
    Round  round(x)      => [T::zero()] ; Float::round(x)  ; true ; [[0.3], [-2.6]] ;
    Trunc  trunc(x)      => [T::zero()] ; Float::trunc(x)  ; true ; [[0.3], [-2.5]] ;
    Fract  fract(x)      => [T::one()]  ; Float::fract(x)  ; x.is_finite() ; [[0.3], [-2.5]] ;
    Max    max(a, b)     => [T::indicator(a > b || b.is_nan()), T::indicator(!(a > b || b.is_nan()))] ; if a > b || b.is_nan() { a } else { b } ; true ; [[0.3, -2.0], [1.0, 4.5]] ;
    Min    min(a, b)     => [T::indicator(a < b || b.is_nan()), T::indicator(!(a < b || b.is_nan()))] ; if a < b || b.is_nan() { a } else { b } ; true ; [[0.3, -2.0], [1.0, 4.5]] ;
    AbsSub abs_sub(a, b) => [T::indicator(a > b), -T::indicator(a > b)] ; if a <= b { 0.0 } else { a - b } ; true ; [[0.3, -2.0], [1.0, 4.5]] ;
    Copysign copysign(a, b) => [if a.is_sign_negative() == b.is_sign_negative() { T::one() } else { T::lit(-1.0) }, T::zero()] ; Float::copysign(a, b) ; true ; [[0.3, -2.0], [-1.0, 4.5], [-1.0, -4.5]] ;
    Clamp  clamp(x, lo, hi) => [T::indicator(x >= lo && x <= hi), T::indicator(x < lo), T::indicator(x > hi)] ; if lo <= hi { if x < lo { lo } else if x > hi { hi } else { x } } else { f64::NAN } ; lo <= hi ; [[0.3, 0.0, 1.0], [-2.0, 0.0, 1.0], [7.0, 0.0, 1.0]] ;
    ToDegrees to_degrees(x) => [T::lit(180.0 / PI)] ; Float::to_degrees(x) ; true ; [[0.3], [-2.0]] ;
    ToRadians to_radians(x) => [T::lit(PI / 180.0)] ; Float::to_radians(x) ; true ; [[0.3], [-2.0]] ;

    // ---- powers and roots; y + 0 turns -0 into +0, so that sqrt'(-0) = +inf
    Sqrt  sqrt(x) = y  => [(y + T::zero()).recip().scale(0.5)]               ; Float::sqrt(x) ; x >= 0.0 ; [[0.3], [2.0], [1e9]] ;
    Cbrt  cbrt(x)      => [{ let r = x.recip_cbrt(); (r * r).scale(1.0 / 3.0) }] ; Float::cbrt(x) ; true ; [[0.3], [-2.0], [1e9]] ;
    Powi  powi(x) {n: i32} in [(3), (-2), (0), (1)] => [x.monomial(n as f64, n as i64 - 1)] ; power::monomial(1.0, x, n as i64) ; true ; [[0.3], [-2.0]] ;
    Powf  powf(x, y)   => [x.pow_partial(y, 1, 0), x.pow_partial(y, 0, 1)]   ; power::pow(x, y) ; x >= 0.0 || y.fract() == 0.0 || x.is_infinite() || y.is_infinite() ; [[0.3, 2.5], [2.0, -1.3]] ;
    Hypot hypot(x, y)  => [x.over_hypot(y), y.over_hypot(x)]                 ; Float::hypot(x, y) ; true ; [[0.3, -2.0], [1e3, 4.5]] ;

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
    Tanh  tanh(x)      => [x.sech2(0)]                               ; Float::tanh(x) ; true ; [[0.3], [-2.0]] ;
    Asinh asinh(x)     => [x.recip_hypot1(0)]                        ; hyperbolic::asinh(x) ; true ; [[0.3], [-2.0]] ;
    Acosh acosh(x)     => [(x - T::one()).sqrt().recip() * (x + T::one()).sqrt().recip()] ; hyperbolic::acosh(x) ; x >= 1.0 ; [[1.3], [20.0]] ;
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
    Relu   relu(x)     => [T::indicator(x > T::zero())]              ; if x > 0.0 || x.is_nan() { x } else { 0.0 } ; true ; [[0.3], [-2.0]] ;
    /// `1 / (1 + e^-x)`; relative accuracy holds in both tails.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(0.0f64.logistic(), 0.5);
    /// assert!((-700.0f64).logistic() > 0.0);
    /// ```
    Logistic logistic(x) => [x.scale(0.5).sech2(0).scale(0.25)]      ; hyperbolic::logistic(x) ; true ; [[0.3], [-2.0]] ;
    /// `ln(1 + e^x) = max(x, 0) + ln_1p(e^-|x|)`; no overflow, no loss in the left tail.
    ///
    /// ```
    /// use ad_core::Special;
    /// assert_eq!(0.0f64.softplus(), 2f64.ln());
    /// assert_eq!(800.0f64.softplus(), 800.0);
    /// ```
    Softplus softplus(x) => [x.logistic()]                           ; hyperbolic::softplus(x) ; true ; [[0.3], [-2.0]] ;
}
auxiliary {
    /// `(1 - x)(1 + x)`, exact near 1.
    OneMinusSquare one_minus_square(x)  => [x.scale(-2.0)]           ; (1.0 - x) * (1.0 + x) ; true ; [[0.3], [-2.0]] ;
    /// `x^(-1/3)`.
    RecipCbrt recip_cbrt(x) = r         => [{ let q = r * r; -(q * q).scale(1.0 / 3.0) }] ; 1.0 / Float::cbrt(x) ; true ; [[0.3], [-2.0]] ;
    /// `a x^n`, exactly constant at `n = 0`.
    Monomial monomial(x) {a: f64, n: i64} in [(2.0, 3), (-1.5, -2), (4.0, 0)]
        => [if n == 0 { T::zero() } else { x.monomial(a * n as f64, n - 1) }] ; power::monomial(a, x, n) ; true ; [[0.3], [-2.0]] ;
    /// `a x^(c - k)` with the exponent in two words, exactly constant at `c = k`.
    ConstPower const_power(x) {a: f64, c: f64, k: f64} in [(1.0, 2.5, 0.0), (-0.3, 0.1, 2.0), (2.0, 1.0, 1.0)]
        => [if c == k { T::zero() } else { x.const_power(a * (c - k), c, k + 1.0) }] ; power::const_power(a, x, c, k) ; x >= 0.0 ; [[0.3], [2.0]] ;
    /// The partial derivative `d^(i+j) x^y / dx^i dy^j`.
    PowPartial pow_partial(x, y) {i: u32, j: u32} in [(1, 0), (0, 1), (2, 1)]
        => [x.pow_partial(y, i + 1, j), x.pow_partial(y, i, j + 1)] ; power::pow_partial(x, y, i, j) ; x > 0.0 ; [[0.3, 2.5], [2.0, -1.3]] ;
    /// `x / hypot(x, y)`, 0 at the origin, where its slopes do not exist.
    OverHypot over_hypot(x, y)
        => [{ let s = y.over_hypot(x); s * (s / x.hypot(y)) },
            { let h = x.hypot(y); if h.is_zero() { T::poison() } else { let s = y.over_hypot(x); -x.over_hypot(y).chain(s / h) } }]
        ; polar::over_hypot(x, y) ; true ; [[0.3, -2.0], [1e3, 4.5]] ;
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
    /// The n-th derivative of `1 / sqrt(1 + x²)`.
    RecipHypot1 recip_hypot1(x) {n: u32} in [(0), (1), (3)] => [x.recip_hypot1(n + 1)] ; hyperbolic::recip_hypot1(n, x) ; true ; [[0.3], [-2.0]] ;
}
}
