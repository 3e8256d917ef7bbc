//! Narrow floats under dual numbers: every row of the table against f64, in ulps of the format.

use ad_core::rules::{Row, Rule, Visitor, table};
use ad_core::{Base, Number};
use ad_forward::Dual;
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// The distance of neighbours in `F` at `x`.
fn ulp<F: Base>(x: f64) -> f64 {
    let smallest: f64 = F::min_positive_value().into();
    let exponent = x.abs().max(smallest).log2().floor();
    2f64.powf(exponent) * F::epsilon().into()
}

/// How far `got` is from `exact`, in ulps of `F`: an overflow must be an infinity.
fn ulps<F: Base>(got: F, exact: f64) -> f64 {
    let got: f64 = got.into();
    let nearest: f64 = F::nearest(exact).into();
    if got == nearest || got.is_nan() && exact.is_nan() { 0.0 } else { (got - exact).abs() / ulp::<F>(exact) }
}

/// The largest error of a slope by row, first and second derivatives apart.
struct Errors<F> {
    first: BTreeMap<&'static str, f64>,
    second: BTreeMap<&'static str, f64>,
    checked: usize,
    format: PhantomData<F>,
}
impl<F: Base> Visitor for Errors<F> {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        for (&point, factor) in row.points.iter().flat_map(|p| [1.0, 0.9, 1.07].map(|f| (p, f))) {
            let x = point.map(|x| F::nearest(x * factor));
            let wide = x.map(Into::<f64>::into);
            if !(row.contains)(wide) || wide.iter().any(|x| x.is_infinite()) {
                continue;
            }
            for k in 0..N {
                // The inner number is Dual<F>: its tangent is the first derivative.
                let seed = |i: usize| if i == k { 1.0 } else { 0.0 };
                let twice = |i: usize| Dual::new(Dual::new(x[i], F::lit(seed(i))), Dual::lit(seed(i)));
                let y = Dual::apply(rule, std::array::from_fn(twice));
                let twice = |i: usize| Dual::new(Dual::new(wide[i], seed(i)), Dual::lit(seed(i)));
                let exact = Dual::apply(rule, std::array::from_fn(twice));
                assert_eq!(y.re.re.into(), F::nearest(exact.re.re).into(), "{:?} at {wide:?}", rule.op());
                for (errors, got, exact) in
                    [(&mut self.first, y.re.eps, exact.re.eps), (&mut self.second, y.eps.eps, exact.eps.eps)]
                {
                    let error = errors.entry(row.name).or_default();
                    *error = error.max(ulps(got, exact));
                }
                self.checked += 1;
            }
        }
    }
}

/// Checks every row in the format: the first slopes within `first` ulps, the second within `second`.
fn within<F: Base>(first: f64, second: f64) {
    let mut errors = Errors { first: BTreeMap::new(), second: BTreeMap::new(), checked: 0, format: PhantomData::<F> };
    table::visit(&mut errors);
    let format = std::any::type_name::<F>();
    for (order, errors, limit) in [(1, &errors.first, first), (2, &errors.second, second)] {
        let (row, worst) = errors.iter().max_by(|a, b| a.1.total_cmp(b.1)).expect("a table of rows");
        println!("{format}, derivative {order}: at most {worst:.2} ulps, in {row}");
        assert!(*worst <= limit, "{format}: derivative {order} of {row} is off by {worst} ulps, more than {limit}");
    }
    assert!(errors.checked > 500, "only {} slopes: is the table still visited?", errors.checked);
}

/// Where the value leaves the normal range of the format and its slopes do not.
fn slopes_outlive_values<F: Base>() {
    let (tiny, huge): (f64, f64) = (F::min_positive_value().into(), F::max_value().into());
    let close = |got: F, exact: f64, what: &str| {
        assert!(ulps(got, exact) <= 3.0, "{} of {what}: {got}, not {exact}", std::any::type_name::<F>());
    };
    for at in [tiny / 100.0, huge * 1.5] {
        let x = F::nearest(at.powf(0.2));
        let wide: f64 = x.into();
        let y = Dual::variable(Dual::variable(x)).powi(5);
        close(y.re.eps, 5.0 * wide.powi(4), "x^5");
        close(y.eps.eps, 20.0 * wide.powi(3), "the slope of x^5");
        let y = Dual::variable(x).powf(Dual::lit(5.0));
        close(y.eps, 5.0 * wide.powi(4), "x^c");
    }
    for (a, b) in [(tiny / 3.0, tiny / 5.0), (huge * 0.9, huge * 0.8)].map(|(a, b)| (F::nearest(a), F::nearest(b))) {
        let h = Dual::variable(a).hypot(Dual::constant(b));
        close(h.eps, a.into() / a.into().hypot(b.into()), "hypot");
    }
}

#[test]
fn slopes_keep_their_digits_where_values_lose_theirs() {
    slopes_outlive_values::<f32>();
    #[cfg(feature = "half")]
    {
        slopes_outlive_values::<ad_core::f16>();
        slopes_outlive_values::<ad_core::bf16>();
    }
}

/// Slopes are read at f32.
#[test]
fn f32_is_within_a_few_ulps() {
    within::<f32>(2.0, 3.0);
}

/// First slopes are read at f64 and rounded once; second ones are composed of them.
#[cfg(feature = "half")]
#[test]
fn first_slopes_over_16_bits_are_correctly_rounded() {
    within::<ad_core::f16>(0.0, 3.0);
    within::<ad_core::bf16>(0.0, 3.0);
}
