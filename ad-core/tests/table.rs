//! Every row of the table at its own points and at special ones: slopes against differences,
//! the domain, NaN, strong zeros, values against the standard library.

use ad_core::Number;
use ad_core::rules::{Row, Rule, Section, Visitor, partials, table};

/// Rows whose partials follow the formula even if the value is NaN.
const SUMS_AND_PRODUCTS: [&str; 5] = ["neg", "add", "sub", "mul", "mul_add"];

/// The derivative of `f` at `x` by central differences with steps `h, h/2, h/4, h/8`,
/// extrapolated to step 0 (Richardson): the error is of order `h^8`.
fn difference(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    let h = if x == 0.0 { 1.0 } else { x.abs() } / 128.0;
    let central = |h: f64| (f(x + h) - f(x - h)) / ((x + h) - (x - h));
    let mut d = [0, 1, 2, 3].map(|k| central(h / f64::from(1 << k)));
    for level in 1..4 {
        for k in (level..4).rev() {
            d[k] += (d[k] - d[k - 1]) / (4f64.powi(level as i32) - 1.0);
        }
    }
    d[3]
}

struct Slopes(usize);
impl Visitor for Slopes {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        for &x in row.points {
            let y = rule.value(x);
            for (k, slope) in partials(rule, x, y).into_iter().enumerate() {
                let along = |t: f64| rule.value(std::array::from_fn(|i| if i == k { t } else { x[i] }));
                let expected = difference(along, x[k]);
                // What rounding of the value leaves of a difference.
                let noise = 1e-12 * y.abs() / if x[k] == 0.0 { 1.0 } else { x[k].abs() };
                let error = (slope - expected).abs();
                let op = rule.op();
                assert!(error <= 1e-8 * expected.abs() + noise, "{op:?} slope {k} at {x:?}: {slope}, not {expected}");
                self.0 += 1;
            }
        }
    }
}

#[test]
fn slopes_are_the_limits_of_differences() {
    let mut slopes = Slopes(0);
    table::visit(&mut slopes);
    println!("{} slopes against differences", slopes.0);
    assert!(slopes.0 > 200, "only {} slopes: is the table still visited?", slopes.0);
}

/// Every tuple of these numbers.
fn grid<const N: usize>(numbers: &[f64]) -> impl Iterator<Item = [f64; N]> {
    let (numbers, base) = (numbers.to_vec(), numbers.len());
    (0..base.pow(N as u32)).map(move |code| std::array::from_fn(|k| numbers[code / base.pow(k as u32) % base]))
}

const SPECIAL: [f64; 14] =
    [f64::NEG_INFINITY, -3.5, -2.0, -1.0, -0.5, -0.0, 0.0, 1e-310, 0.5, 1.0, 2.0, 3.5, 1e300, f64::INFINITY];

struct Domain(usize);
impl Visitor for Domain {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        let op = rule.op();
        let by_formula = SUMS_AND_PRODUCTS.contains(&row.name);
        let auxiliary = row.section == Section::Auxiliary;
        for x in grid::<N>(&SPECIAL).filter(|x| !(by_formula || auxiliary) || x.iter().all(|x| x.is_finite())) {
            let y = rule.value(x);
            let slopes = partials(rule, x, y);
            if (row.contains)(x) {
                assert!(!y.is_nan(), "{op:?} is NaN at {x:?}, inside its domain {}", row.domain);
            } else if !auxiliary {
                assert!(y.is_nan(), "{op:?} is {y} at {x:?}, outside its domain {}", row.domain);
                assert!(slopes.iter().all(|s| s.is_nan()), "{op:?} has slopes {slopes:?} at {x:?}, where it is NaN");
                self.0 += 1;
            }
            for slope in slopes {
                assert_eq!((slope.chain(0.0), 0.0.chain(slope)), (0.0, 0.0), "{op:?}: a zero tangent at {x:?}");
            }
        }
    }
}

#[test]
fn outside_the_domain_value_and_slopes_are_nan() {
    let mut domain = Domain(0);
    table::visit(&mut domain);
    println!("{} points outside a domain", domain.0);
    assert!(domain.0 > 100, "only {} points outside of any domain", domain.0);
}

struct NanArgument;
impl Visitor for NanArgument {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        let op = rule.op();
        for (&x, k) in row.points.iter().flat_map(|x| (0..N).map(move |k| (x, k))) {
            let x: [f64; N] = std::array::from_fn(|i| if i == k { f64::NAN } else { x[i] });
            let y = rule.value(x);
            let slopes = partials(rule, x, y);
            match row.name {
                // The other argument is chosen, of which NaN is no part.
                "max" | "min" => assert!(y == x[1 - k] && slopes[1 - k] == 1.0 && slopes[k] == 0.0, "{op:?} at {x:?}"),
                // Only the sign bit of the second argument counts.
                "copysign" if k == 1 => assert!(!y.is_nan(), "{op:?} at {x:?}"),
                _ if partials(rule, row.points[0], rule.value(row.points[0])) == [0.0; N] && !y.is_nan() => {
                    // x^0 is 1 for every x.
                    assert!(["powi", "monomial", "const_power"].contains(&row.name), "{op:?} at {x:?} is {y}");
                    assert_eq!(slopes, [0.0; N], "{op:?} at {x:?}");
                }
                _ => {
                    assert!(y.is_nan(), "{op:?} at {x:?} is {y}");
                    let by_formula = SUMS_AND_PRODUCTS.contains(&row.name);
                    assert!(by_formula || slopes.iter().all(|s| s.is_nan()), "{op:?} at {x:?} has slopes {slopes:?}");
                }
            }
        }
    }
}

#[test]
fn a_nan_argument_does_not_disappear() {
    table::visit(&mut NanArgument);
}

/// The standard library's function of that name, also where the table does without it.
fn standard(name: &str, x: &[f64]) -> Option<f64> {
    Some(match (name, x) {
        ("neg", &[x]) => -x,
        ("add", &[a, b]) => a + b,
        ("sub", &[a, b]) => a - b,
        ("mul", &[a, b]) => a * b,
        ("div", &[a, b]) => a / b,
        ("rem", &[a, b]) => a % b,
        ("mul_add", &[a, b, c]) => f64::mul_add(a, b, c),
        ("recip", &[x]) => f64::recip(x),
        ("abs", &[x]) => f64::abs(x),
        ("signum", &[x]) => f64::signum(x),
        ("floor", &[x]) => f64::floor(x),
        ("ceil", &[x]) => f64::ceil(x),
        ("round", &[x]) => f64::round(x),
        ("trunc", &[x]) => f64::trunc(x),
        ("fract", &[x]) => f64::fract(x),
        ("max", &[a, b]) => f64::max(a, b),
        ("min", &[a, b]) => f64::min(a, b),
        ("abs_sub", &[a, b]) => (a - b).max(0.0),
        ("copysign", &[a, b]) => f64::copysign(a, b),
        ("clamp", &[x, low, high]) => f64::clamp(x, low, high),
        ("to_degrees", &[x]) => f64::to_degrees(x),
        ("to_radians", &[x]) => f64::to_radians(x),
        ("sqrt", &[x]) => f64::sqrt(x),
        ("cbrt", &[x]) => f64::cbrt(x),
        ("powf", &[x, y]) => f64::powf(x, y),
        ("hypot", &[x, y]) => f64::hypot(x, y),
        ("exp", &[x]) => f64::exp(x),
        ("exp2", &[x]) => f64::exp2(x),
        ("exp_m1", &[x]) => f64::exp_m1(x),
        ("ln", &[x]) => f64::ln(x),
        ("log2", &[x]) => f64::log2(x),
        ("log10", &[x]) => f64::log10(x),
        ("ln_1p", &[x]) => f64::ln_1p(x),
        ("log", &[x, b]) => f64::log(x, b),
        ("sin", &[x]) => f64::sin(x),
        ("cos", &[x]) => f64::cos(x),
        ("tan", &[x]) => f64::tan(x),
        ("asin", &[x]) => f64::asin(x),
        ("acos", &[x]) => f64::acos(x),
        ("atan", &[x]) => f64::atan(x),
        ("atan2", &[y, x]) => f64::atan2(y, x),
        ("sinh", &[x]) => f64::sinh(x),
        ("cosh", &[x]) => f64::cosh(x),
        ("tanh", &[x]) => f64::tanh(x),
        ("asinh", &[x]) => f64::asinh(x),
        ("acosh", &[x]) => f64::acosh(x),
        ("atanh", &[x]) => f64::atanh(x),
        _ => return None,
    })
}

struct Values(usize);
impl Visitor for Values {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        if row.section != Section::Float {
            return;
        }
        for &point in row.points {
            for factor in [0.76, 0.9, 1.0, 1.07, 1.1] {
                let x = point.map(|x| x * factor);
                if !(row.contains)(x) {
                    continue;
                }
                let expected = match rule.op() {
                    ad_core::rules::Op::Powi { n } => f64::powi(x[0], n),
                    op => standard(row.name, &x).unwrap_or_else(|| panic!("{op:?} is no method of Float")),
                };
                let value = rule.value(x);
                let ulps = (value - expected).abs() / (expected.abs() * f64::EPSILON);
                // The standard library loses digits where its logarithms cancel; the table does not.
                let limit = if ["asinh", "acosh", "atanh"].contains(&row.name) { 64.0 } else { 2.0 };
                assert!(value == expected || ulps <= limit, "{:?} at {x:?}: {value}, not {expected}", rule.op());
                self.0 += 1;
            }
        }
    }
}

#[test]
fn values_are_those_of_the_standard_library() {
    let mut values = Values(0);
    table::visit(&mut values);
    println!("{} values against the standard library", values.0);
    assert!(values.0 > 400, "only {} values: is the table still visited?", values.0);
}
