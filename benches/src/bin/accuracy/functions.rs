//! The functions of the oracle that other libraries offer, by their names in the files.
//!
//! A function is offered if there is a method or an operator for it: the formula of another
//! function is its user's, and so is its error.

use crate::expression::family;
use ad_core::num_traits::Float;
use num_dual::{BesselDual, DualNum};

/// The method of `x` that is called `name`.
macro_rules! method {
    ($name:expr, $x:expr; $($method:ident)*) => {
        match $name {
            $(stringify!($method) => Some($x.$method()),)*
            _ => None,
        }
    };
}

/// By the trait `num_traits::Float`.
pub fn float<F: Float>(name: &str, x: &[F]) -> Option<F> {
    let constant = |c: f64| F::from(c);
    match (family(name), x) {
        (("neg", _), &[x]) => Some(-x),
        (("square", _), &[x]) => Some(x * x),
        (("powi", n), &[x]) => Some(x.powi(n? as i32)),
        (("powf" | "powf_int", y), &[x]) => Some(x.powf(constant(y?)?)),
        ((name, None), &[x]) => method!(name, x; recip sqrt cbrt exp exp2 exp_m1 ln log2 log10 ln_1p
            sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh to_degrees to_radians),
        (("powf", _), &[x, y]) => Some(x.powf(y)),
        (("atan2", _), &[y, x]) => Some(y.atan2(x)),
        (("hypot", _), &[x, y]) => Some(x.hypot(y)),
        (("div", _), &[x, y]) => Some(x / y),
        (("mul", _), &[x, y]) => Some(x * y),
        (("log", _), &[x, b]) => Some(x.log(b)),
        (("max", _), &[x, y]) => Some(x.max(y)),
        (("min", _), &[x, y]) => Some(x.min(y)),
        (("rem", _), &[x, y]) => Some(x % y),
        (("copysign", _), &[x, y]) => Some(x.copysign(y)),
        (("mul_add", _), &[x, a, b]) => Some(x.mul_add(a, b)),
        _ => None,
    }
}

/// By num-dual's own trait.
pub fn dual_num<D: DualNum<Primitive = f64> + Copy>(name: &str, x: &[D]) -> Option<D> {
    match (family(name), x) {
        (("neg", _), &[x]) => Some(-x),
        (("square", _), &[x]) => Some(x * x),
        (("powi", n), &[x]) => Some(x.powi(n? as i32)),
        (("powf" | "powf_int", y), &[x]) => Some(x.powf(y?)),
        (("bessel_j0", _), &[x]) => Some(BesselDual::bessel_j0(x)),
        (("bessel_j1", _), &[x]) => Some(BesselDual::bessel_j1(x)),
        (("sinc", _), &[x]) => Some(x.sph_j0()),
        ((name, None), &[x]) => method!(name, x; recip sqrt cbrt exp exp2 exp_m1 ln log2 log10 ln_1p
            sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh),
        (("powf", _), &[x, y]) => Some(x.powd(y)),
        (("atan2", _), &[y, x]) => Some(y.atan2(x)),
        (("div", _), &[x, y]) => Some(x / y),
        (("mul", _), &[x, y]) => Some(x * y),
        (("mul_add", _), &[x, a, b]) => Some(x.mul_add(a, b)),
        _ => None,
    }
}
