//! Every function of the rule table beside the formula that one would write without thinking.

use ad::Real;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

/// digamma and its first two derivatives: recurrence up to 6, then the asymptotic series
/// (Abramowitz & Stegun 6.3.18, 6.4.12-14).
fn textbook_polygamma(n: u32, mut x: f64) -> f64 {
    let mut sum = 0.0;
    while x < 6.0 {
        sum += match n {
            0 => -1.0 / x,
            1 => 1.0 / (x * x),
            _ => -2.0 / (x * x * x),
        };
        x += 1.0;
    }
    let (r, s) = (1.0 / x, 1.0 / (x * x));
    sum + match n {
        0 => x.ln() - 0.5 * r - s * (1.0 / 12.0 - s * (1.0 / 120.0 - s * (1.0 / 252.0 - s * (1.0 / 240.0 - s / 132.0)))),
        1 => r + 0.5 * s + s * r * (1.0 / 6.0 - s * (1.0 / 30.0 - s * (1.0 / 42.0 - s * (1.0 / 30.0 - s * 5.0 / 66.0)))),
        _ => -s - s * r - s * s * (0.5 - s * (1.0 / 6.0 - s * (1.0 / 6.0 - s * (0.3 - s * 5.0 / 6.0)))),
    }
}

/// A function of `N` numbers and its textbook derivatives in plain f64.
pub trait Case<const N: usize> {
    const NAME: &str;
    /// Ordinary arguments.
    const RANGE: [(f64, f64); N];
    /// The library's function.
    fn ours<F: Real>(x: [F; N]) -> F;
    /// `(f, f')`, with as much shared as a careful programmer would share.
    fn naive(x: [f64; N]) -> (f64, [f64; N]);
}

/// The second derivative of a function of one number.
pub trait Second: Case<1> {
    /// `(f, f', f'')`.
    fn naive2(x: f64) -> (f64, f64, f64);
}

/// Somebody who wants to see every case with its own type.
pub trait Visitor {
    fn one<C: Second>(&mut self);
    fn more<C: Case<N>, const N: usize>(&mut self);
}

macro_rules! cases {
    (one { $($f:ident($x:ident) = $ours:expr, $lo:literal .. $hi:literal => $naive:block)* }
     more { $($g:ident($($y:ident),+) = $theirs:expr, $range:expr => $plain:block)* }) => {
        $(
            #[allow(non_camel_case_types, reason = "a case is named as its function")]
            struct $f;
            impl Case<1> for $f {
                const NAME: &str = stringify!($f);
                const RANGE: [(f64, f64); 1] = [($lo, $hi)];
                #[inline(always)]
                fn ours<F: Real>([$x]: [F; 1]) -> F { $ours }
                #[inline(always)]
                fn naive([x]: [f64; 1]) -> (f64, [f64; 1]) {
                    let (value, slope, _) = Self::naive2(x);
                    (value, [slope])
                }
            }
            impl Second for $f {
                #[inline(always)]
                fn naive2($x: f64) -> (f64, f64, f64) { $naive }
            }
        )*
        $(
            #[allow(non_camel_case_types, reason = "a case is named as its function")]
            struct $g;
            impl Case<{ [$(stringify!($y)),+].len() }> for $g {
                const NAME: &str = stringify!($g);
                const RANGE: [(f64, f64); { [$(stringify!($y)),+].len() }] = $range;
                #[inline(always)]
                fn ours<F: Real>([$($y),+]: [F; { [$(stringify!($y)),+].len() }]) -> F { $theirs }
                #[inline(always)]
                fn naive([$($y),+]: [f64; { [$(stringify!($y)),+].len() }])
                    -> (f64, [f64; { [$(stringify!($y)),+].len() }]) { $plain }
            }
        )*
        /// Shows `visitor` all cases.
        pub fn visit(visitor: &mut impl Visitor) {
            $( visitor.one::<$f>(); )*
            $( visitor.more::<$g, _>(); )*
        }
    };
}

cases! {
one {
    neg(x) = -x, -3.0..3.0 => { (-x, -1.0, 0.0) }
    recip(x) = x.recip(), 0.2..3.0 => { let y = 1.0 / x; (y, -y * y, 2.0 * y * y * y) }
    abs(x) = x.abs(), -3.0..3.0 => { (x.abs(), x.signum(), 0.0) }
    signum(x) = x.signum(), -3.0..3.0 => { (x.signum(), 0.0, 0.0) }
    floor(x) = x.floor(), -3.0..3.0 => { (x.floor(), 0.0, 0.0) }
    ceil(x) = x.ceil(), -3.0..3.0 => { (x.ceil(), 0.0, 0.0) }
    round(x) = x.round(), -3.0..3.0 => { (x.round(), 0.0, 0.0) }
    trunc(x) = x.trunc(), -3.0..3.0 => { (x.trunc(), 0.0, 0.0) }
    fract(x) = x.fract(), -3.0..3.0 => { (x.fract(), 1.0, 0.0) }
    to_degrees(x) = x.to_degrees(), -3.0..3.0 => { (x.to_degrees(), 180.0 / std::f64::consts::PI, 0.0) }
    to_radians(x) = x.to_radians(), -99.0..99.0 => { (x.to_radians(), std::f64::consts::PI / 180.0, 0.0) }
    sq(x) = x.sq(), -3.0..3.0 => { (x * x, 2.0 * x, 2.0) }
    powi_2(x) = x.powi(2), -3.0..3.0 => { (x.powi(2), 2.0 * x, 2.0) }
    powi_3(x) = x.powi(3), -3.0..3.0 => { (x.powi(3), 3.0 * x.powi(2), 6.0 * x) }
    powi_7(x) = x.powi(7), -3.0..3.0 => { (x.powi(7), 7.0 * x.powi(6), 42.0 * x.powi(5)) }
    powi_minus_2(x) = x.powi(-2), 0.2..3.0 => { (x.powi(-2), -2.0 * x.powi(-3), 6.0 * x.powi(-4)) }
    powf_const(x) = x.powf(F::lit(2.5)), 0.2..3.0 => { (x.powf(2.5), 2.5 * x.powf(1.5), 3.75 * x.powf(0.5)) }
    sqrt(x) = x.sqrt(), 0.2..9.0 => { let y = x.sqrt(); let d = 0.5 / y; (y, d, -0.5 * d / x) }
    cbrt(x) = x.cbrt(), 0.2..9.0 => { let y = x.cbrt(); let d = 1.0 / (3.0 * y * y); (y, d, -2.0 / 3.0 * d / x) }
    exp(x) = x.exp(), -3.0..3.0 => { let y = x.exp(); (y, y, y) }
    exp2(x) = x.exp2(), -3.0..3.0 => { let y = x.exp2(); let l = std::f64::consts::LN_2; (y, l * y, l * l * y) }
    exp_m1(x) = x.exp_m1(), -3.0..3.0 => { let e = x.exp(); (x.exp_m1(), e, e) }
    ln(x) = x.ln(), 0.2..9.0 => { let r = 1.0 / x; (x.ln(), r, -r * r) }
    log2(x) = x.log2(), 0.2..9.0 => { let r = 1.0 / x; let c = std::f64::consts::LOG2_E; (x.log2(), c * r, -c * r * r) }
    log10(x) = x.log10(), 0.2..9.0 => { let r = 1.0 / x; let c = std::f64::consts::LOG10_E; (x.log10(), c * r, -c * r * r) }
    ln_1p(x) = x.ln_1p(), -0.8..9.0 => { let r = 1.0 / (1.0 + x); (x.ln_1p(), r, -r * r) }
    sin(x) = x.sin(), -3.0..3.0 => { let (s, c) = x.sin_cos(); (s, c, -s) }
    cos(x) = x.cos(), -3.0..3.0 => { let (s, c) = x.sin_cos(); (c, -s, -c) }
    tan(x) = x.tan(), -1.4..1.4 => { let t = x.tan(); let d = 1.0 + t * t; (t, d, 2.0 * t * d) }
    asin(x) = x.asin(), -0.95..0.95 => { let d = 1.0 / (1.0 - x * x).sqrt(); (x.asin(), d, x * d * d * d) }
    acos(x) = x.acos(), -0.95..0.95 => { let d = 1.0 / (1.0 - x * x).sqrt(); (x.acos(), -d, -x * d * d * d) }
    atan(x) = x.atan(), -3.0..3.0 => { let d = 1.0 / (1.0 + x * x); (x.atan(), d, -2.0 * x * d * d) }
    sinh(x) = x.sinh(), -3.0..3.0 => { let s = x.sinh(); (s, x.cosh(), s) }
    cosh(x) = x.cosh(), -3.0..3.0 => { let c = x.cosh(); (c, x.sinh(), c) }
    tanh(x) = x.tanh(), -3.0..3.0 => { let t = x.tanh(); let d = 1.0 - t * t; (t, d, -2.0 * t * d) }
    asinh(x) = x.asinh(), -3.0..3.0 => { let d = 1.0 / (1.0 + x * x).sqrt(); (x.asinh(), d, -x * d * d * d) }
    acosh(x) = x.acosh(), 1.2..9.0 => { let d = 1.0 / (x * x - 1.0).sqrt(); (x.acosh(), d, -x * d * d * d) }
    atanh(x) = x.atanh(), -0.95..0.95 => { let d = 1.0 / (1.0 - x * x); (x.atanh(), d, 2.0 * x * d * d) }
    relu(x) = x.relu(), -3.0..3.0 => { if x > 0.0 { (x, 1.0, 0.0) } else { (0.0, 0.0, 0.0) } }
    logistic(x) = x.logistic(), -5.0..5.0 => { let s = 1.0 / (1.0 + (-x).exp()); let d = s * (1.0 - s); (s, d, d * (1.0 - 2.0 * s)) }
    softplus(x) = x.softplus(), -5.0..5.0 => { let e = x.exp(); let s = e / (1.0 + e); ((1.0 + e).ln(), s, s * (1.0 - s)) }
    log_sigmoid(x) = x.log_sigmoid(), -5.0..5.0 => { let e = (-x).exp(); let s = e / (1.0 + e); (-(1.0 + e).ln(), s, -s * (1.0 - s)) }
    erf(x) = x.erf(), -3.0..3.0 => { let d = FRAC_2_SQRT_PI * (-x * x).exp(); (libm::erf(x), d, -2.0 * x * d) }
    erfc(x) = x.erfc(), -3.0..3.0 => { let d = -FRAC_2_SQRT_PI * (-x * x).exp(); (libm::erfc(x), d, -2.0 * x * d) }
    norm_cdf(x) = x.norm_cdf(), -5.0..5.0 => {
        let d = 0.5 * FRAC_2_SQRT_PI * FRAC_1_SQRT_2 * (-0.5 * x * x).exp();
        (0.5 * libm::erfc(-x * FRAC_1_SQRT_2), d, -x * d)
    }
    ln_gamma(x) = x.ln_gamma(), 0.2..20.0 => { (libm::lgamma(x), textbook_polygamma(0, x), textbook_polygamma(1, x)) }
    digamma(x) = x.digamma(), 0.2..20.0 => { (textbook_polygamma(0, x), textbook_polygamma(1, x), textbook_polygamma(2, x)) }
    sinc(x) = x.sinc(), 0.2..20.0 => {
        let (s, c) = x.sin_cos();
        let y = s / x;
        let d = (c - y) / x;
        (y, d, -y - 2.0 * d / x)
    }
    bessel_j0(x) = x.bessel_j0(), 0.2..20.0 => { let (y, d) = (libm::j0(x), -libm::j1(x)); (y, d, -y - d / x) }
    bessel_j1(x) = x.bessel_j1(), 0.2..20.0 => {
        let y = libm::j1(x);
        let d = libm::j0(x) - y / x;
        (y, d, -d / x - y + y / (x * x))
    }
    xlogx(x) = x.xlogx(), 0.2..9.0 => { let l = x.ln(); (x * l, 1.0 + l, 1.0 / x) }
}
more {
    xlogy(a, b) = a.xlogy(b), [(-3.0, 3.0), (0.2, 9.0)] => { let l = b.ln(); (a * l, [l, a / b]) }
    add(a, b) = a + b, [(-3.0, 3.0); 2] => { (a + b, [1.0, 1.0]) }
    sub(a, b) = a - b, [(-3.0, 3.0); 2] => { (a - b, [1.0, -1.0]) }
    mul(a, b) = a * b, [(-3.0, 3.0); 2] => { (a * b, [b, a]) }
    div(a, b) = a / b, [(-3.0, 3.0), (0.2, 3.0)] => { let r = 1.0 / b; let y = a * r; (y, [r, -y * r]) }
    rem(a, b) = a % b, [(-9.0, 9.0), (0.2, 3.0)] => { (a % b, [1.0, -(a / b).trunc()]) }
    mul_add(a, b, c) = a.mul_add(b, c), [(-3.0, 3.0); 3] => { (a.mul_add(b, c), [b, a, 1.0]) }
    max(a, b) = a.max(b), [(-3.0, 3.0); 2] => { if a > b { (a, [1.0, 0.0]) } else { (b, [0.0, 1.0]) } }
    min(a, b) = a.min(b), [(-3.0, 3.0); 2] => { if a < b { (a, [1.0, 0.0]) } else { (b, [0.0, 1.0]) } }
    abs_sub(a, b) = a.abs_sub(b), [(-3.0, 3.0); 2] => { if a > b { (a - b, [1.0, -1.0]) } else { (0.0, [0.0, 0.0]) } }
    copysign(a, b) = a.copysign(b), [(-3.0, 3.0); 2] => { (a.copysign(b), [a.signum() * b.signum(), 0.0]) }
    clamp(x, lo, hi) = x.clamp(lo, hi), [(-3.0, 3.0), (-2.0, -1.0), (1.0, 2.0)] => {
        if x < lo { (lo, [0.0, 1.0, 0.0]) } else if x > hi { (hi, [0.0, 0.0, 1.0]) } else { (x, [1.0, 0.0, 0.0]) }
    }
    powf(a, b) = a.powf(b), [(0.2, 3.0), (-2.0, 2.0)] => { let y = a.powf(b); (y, [b * y / a, y * a.ln()]) }
    hypot(a, b) = a.hypot(b), [(-3.0, 3.0); 2] => { let h = a.hypot(b); (h, [a / h, b / h]) }
    log(a, b) = a.log(b), [(0.2, 9.0), (1.5, 9.0)] => { let l = b.ln(); let y = a.ln() / l; (y, [1.0 / (a * l), -y / (b * l)]) }
    atan2(a, b) = a.atan2(b), [(-3.0, 3.0); 2] => { let r = 1.0 / (a * a + b * b); (a.atan2(b), [b * r, -a * r]) }
}
}
