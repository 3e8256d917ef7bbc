//! Taylor coefficients against nested dual numbers.

use crate::running::{Running, assert_agree, exact};
use crate::tree::{Tree, for_all, in_some_variables, point, tree};
use ad::{Dual, Number, Objective, Taylor, forward::taylor_along};
use proptest::prelude::*;

type Dual2<T> = Dual<Dual<T>>;

fn case(n: usize) -> impl Strategy<Value = (Tree, Vec<f64>, Vec<f64>)> {
    (tree(n), point(n), point(n))
}

/// `x + v t` with the same `t` on every level.
fn nest<T: Number>(x: T, v: T) -> Dual2<T> {
    Dual::new(Dual::new(x, v), Dual::constant(v))
}

#[test]
fn coefficients_are_derivatives_along_the_line() {
    for_all(in_some_variables(case), |(f, x, v)| {
        let (x, v) = (exact(&x), exact(&v));
        let c: [Running; 5] = taylor_along(&f, &x, &v);
        let lines: Vec<Dual2<Dual2<Running>>> =
            x.iter().zip(&v).map(|(&x, &v)| nest(nest(x, v), Dual::constant(Dual::constant(v)))).collect();
        let y = f.value(&lines);
        let nested = [y.re.re.re.re, y.re.re.re.eps, y.re.re.eps.eps, y.re.eps.eps.eps, y.eps.eps.eps.eps];
        for (k, factorial) in [1.0, 1.0, 2.0, 6.0, 24.0].into_iter().enumerate() {
            assert_agree(&format!("coefficient {k}"), c[k] * factorial, nested[k]);
        }
    });
}

/// The first coefficients do not depend on how many follow.
#[test]
fn shorter_series_are_prefixes() {
    for_all(in_some_variables(case), |(f, x, v)| {
        let long: [f64; 5] = taylor_along(&f, &x, &v);
        let short: [f64; 3] = taylor_along(&f, &x, &v);
        assert_eq!(short.map(f64::to_bits), [0, 1, 2].map(|k| long[k].to_bits()));
    });
}

/// `f(x + 2 t v)` has the coefficients `2^k c_k`, exactly.
#[test]
fn stretching_the_line_scales_by_powers() {
    for_all(in_some_variables(case), |(f, x, v)| {
        let twice: Vec<f64> = v.iter().map(|v| 2.0 * v).collect();
        let c: [f64; 5] = taylor_along(&f, &x, &v);
        let stretched: [f64; 5] = taylor_along(&f, &x, &twice);
        assert_eq!(
            stretched,
            [1.0, 2.0, 4.0, 8.0, 16.0].map({
                let mut c = c.into_iter();
                move |power| power * c.next().unwrap_or(f64::NAN)
            })
        );
        assert_eq!(Taylor::new(c).derivatives()[4], 24.0 * c[4]);
    });
}
