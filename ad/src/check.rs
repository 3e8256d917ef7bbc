//! Whether a rule of one's own is what it says: its jvp, its vjp and differences of its value must
//! give one Jacobian, `<w, J v> = <J'w, v>` for all `v` and `w`.
//!
//! For tests. Each entry of the Jacobian is compared, and products with general vectors, which a
//! product that is not linear does not survive. Differences decide which of the two is wrong: they
//! are central and of fourth order, with steps of 0.001, for points and functions of order one.

use ad_core::Number;
use ad_core::rules::{Linearized, VectorRule};
use ad_forward::Dual;
use core::fmt;

/// How far jvp and vjp may be apart, relative to the largest term.
const ROUNDING: f64 = 1e-9;
/// How far they may be from differences, relative to the largest term if that is above 1.
const DIFFERENCES: f64 = 1e-6;

/// Which part of a rule contradicts the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspect {
    /// The vjp agrees with differences, the jvp does not.
    Jvp,
    /// The jvp agrees with differences, the vjp does not.
    Vjp,
    /// jvp and vjp agree, but not with differences: the value is that of another function, the
    /// derivative is wrong in both, or the point is a kink.
    ValueOrDerivative,
    /// No two of the three agree.
    JvpAndVjp,
}

/// A pair of directions in which a rule contradicts itself.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// The rule.
    pub rule: &'static str,
    /// Which part of it is wrong.
    pub suspect: Suspect,
    /// 1, or 2 if the derivative is right at f64 but not where it is read at dual numbers.
    pub order: usize,
    /// The tangent; a unit vector for an entry of the Jacobian.
    pub v: Vec<f64>,
    /// The adjoint; a unit vector for an entry of the Jacobian.
    pub w: Vec<f64>,
    /// `<w, J v>`, or its derivative for order 2.
    pub by_jvp: f64,
    /// `<J'w, v>`, or its derivative for order 2.
    pub by_vjp: f64,
    /// The same by differences.
    pub by_differences: f64,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Contradiction { rule, suspect, order, v, w, by_jvp, by_vjp, by_differences } = self;
        let suspect = match suspect {
            Suspect::Jvp => "the jvp is wrong",
            Suspect::Vjp => "the vjp is wrong",
            Suspect::ValueOrDerivative => "the value or the whole derivative is wrong",
            Suspect::JvpAndVjp => "jvp and vjp are both wrong",
        };
        let read = if *order == 1 { "" } else { " where it is read at dual numbers" };
        write!(
            f,
            "the vector rule `{rule}`: {suspect}{read}. <w, J v> with v = {v:?} and w = {w:?} is \
             {by_jvp:e} by jvp, {by_vjp:e} by vjp, {by_differences:e} by differences"
        )
    }
}
impl core::error::Error for Contradiction {}

/// Checks the first derivative of `rule` at `x`.
///
/// ```
/// use ad::check::{Suspect, first_order};
/// use ad::rules::{Linear, first_order_vector};
/// let square = |vjp: fn(f64) -> f64| first_order_vector("square", 1, 1,
///     |x, y| y[0] = x[0] * x[0],
///     move |x, _| {
///         let x = x[0];
///         Linear::both(move |v, out| out[0] = 2.0 * x * v[0], move |w, out| out[0] = vjp(x) * w[0])
///     });
/// assert!(first_order(&square(|x| 2.0 * x), &[3.0]).is_ok());
/// let wrong = first_order(&square(|x| x), &[3.0]).unwrap_err();
/// assert_eq!(wrong.suspect, Suspect::Vjp);
/// ```
///
/// # Errors
/// The first [`Contradiction`] found.
///
/// # Panics
/// If `x` has not the length that the rule takes.
pub fn first_order<R: VectorRule>(rule: &R, x: &[f64]) -> Result<(), Contradiction> {
    let (vs, ws) = (directions(x.len()), directions(rule.outputs()));
    let y = rule.at(x);
    let map = Linearized::new(rule, x, &y);
    compare((rule, 1), (&vs, &ws), |v| map.jvp(v), |w| map.vjp(w), |v| derivative_along(x, v, |x| rule.at(x)))
}

/// Checks the first derivative of `rule` at `x`, and that it is right where it is read at numbers
/// with derivative parts: its derivative in one general direction, against differences of it.
///
/// ```
/// use ad::{Number, VectorRule, check, rules::Linear};
/// #[derive(Clone)]
/// struct Exp;
/// impl VectorRule for Exp {
///     fn name(&self) -> &'static str { "exp" }
///     fn inputs(&self) -> usize { 1 }
///     fn outputs(&self) -> usize { 1 }
///     fn value(&self, x: &[f64], y: &mut [f64]) { y[0] = x[0].exp(); }
///     fn derivative<'a, T: Number>(&'a self, x: &'a [T], _: &'a [T]) -> Linear<'a, T> {
///         let forgets = T::lift(x[0].primal()).exp(); // the slope's own slope is lost
///         Linear::jvp(move |v, out| out[0] = forgets * v[0])
///     }
/// }
/// assert!(check::first_order(&Exp, &[1.0]).is_ok());
/// assert_eq!(check::second_order(&Exp, &[1.0]).unwrap_err().order, 2);
/// ```
///
/// # Errors
/// The first [`Contradiction`] found.
///
/// # Panics
/// If `x` has not the length that the rule takes.
pub fn second_order<R: VectorRule>(rule: &R, x: &[f64]) -> Result<(), Contradiction> {
    first_order(rule, x)?;
    let (vs, ws) = (directions(x.len()), directions(rule.outputs()));
    let u = vs.last().cloned().unwrap_or_default();
    let dual: Vec<_> = x.iter().zip(&u).map(|(&x, &u)| Dual::new(x, u)).collect();
    let y = rule.at(&dual);
    let map = Linearized::new(rule, &dual, &y);
    let tangents = |image: Vec<Dual<f64>>| image.into_iter().map(|c| c.eps).collect();
    let lifted = |v: &[f64]| v.iter().map(|&c| Dual::constant(c)).collect::<Vec<_>>();
    compare(
        (rule, 2),
        (&vs, &ws),
        |v| tangents(map.jvp(&lifted(v))),
        |w| tangents(map.vjp(&lifted(w))),
        |v| derivative_along(x, &u, |x| Linearized::new(rule, x, &rule.at(x)).jvp(v)),
    )
}

/// Unit vectors, and two general ones.
fn directions(n: usize) -> Vec<Vec<f64>> {
    let units = (0..n).map(|k| (0..n).map(|i| f64::indicator(i == k)).collect());
    let general = [1.0, 2.0].map(|s| (0..n).map(|i| (1.7 * i as f64 + s).sin() + 0.25 * s).collect());
    units.chain(general).collect()
}

/// `d/dt f(x + t v)` at 0, by central differences of fourth order.
fn derivative_along(x: &[f64], v: &[f64], f: impl Fn(&[f64]) -> Vec<f64>) -> Vec<f64> {
    let h = 1e-3;
    let at = |t: f64| f(&x.iter().zip(v).map(|(&x, &v)| x + t * h * v).collect::<Vec<_>>());
    let (far, near) = (at(2.0).into_iter().zip(at(-2.0)), at(1.0).into_iter().zip(at(-1.0)));
    near.zip(far).map(|((a, b), (c, d))| (8.0 * (a - b) - (c - d)) / (12.0 * h)).collect()
}

/// Compares `<w, J v>` in all pairs of directions.
fn compare<R: VectorRule>(
    (rule, order): (&R, usize),
    (vs, ws): (&[Vec<f64>], &[Vec<f64>]),
    jvp: impl Fn(&[f64]) -> Vec<f64>,
    vjp: impl Fn(&[f64]) -> Vec<f64>,
    differences: impl Fn(&[f64]) -> Vec<f64>,
) -> Result<(), Contradiction> {
    let pulled: Vec<Vec<f64>> = ws.iter().map(|w| vjp(w)).collect();
    for v in vs {
        let (pushed, differences) = (jvp(v), differences(v));
        for (w, pulled) in ws.iter().zip(&pulled) {
            let (by_jvp, by_vjp, by_differences) = (dot(w, &pushed), dot(pulled, v), dot(w, &differences));
            let size = [dot_of_sizes(w, &pushed), dot_of_sizes(pulled, v), dot_of_sizes(w, &differences)];
            let size = size.into_iter().fold(0.0, f64::max);
            let agree = (by_jvp - by_vjp).abs() <= ROUNDING * size;
            let right = |by: f64| (by - by_differences).abs() <= DIFFERENCES * size.max(1.0);
            let suspect = match (agree, right(by_jvp), right(by_vjp)) {
                (true, true, true) => continue,
                (true, ..) => Suspect::ValueOrDerivative,
                (false, true, _) => Suspect::Vjp,
                (false, _, true) => Suspect::Jvp,
                (false, false, false) => Suspect::JvpAndVjp,
            };
            let (rule, v, w) = (rule.name(), v.clone(), w.clone());
            return Err(Contradiction { rule, suspect, order, v, w, by_jvp, by_vjp, by_differences });
        }
    }
    Ok(())
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
fn dot_of_sizes(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a * b).abs()).sum()
}
