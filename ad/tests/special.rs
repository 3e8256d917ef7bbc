//! The special functions against freshly drawn high-precision points, in every forward number.
//!
//! `data/special.json` comes from `tools/oracle/generate.py`. Limits in ulps of the true number:
//! value 2, f' 4, f'' 8, f''' 16, f'''' 32; below 1e-290 absolutely 32 of the smallest subnormal;
//! beside a root of the function or of a derivative the absolute error of [`beside_root`].

use ad::rules::Auxiliary;
use ad::{Dual, HyperDual, Real, Special, Taylor};
use serde_json::Value;

type D2 = Dual<Dual<f64>>;
type D4 = Dual<Dual<D2>>;

const LIMITS: [f64; 5] = [2.0, 4.0, 8.0, 16.0, 32.0];

fn points() -> Vec<Value> {
    let mut oracle: Value = serde_json::from_str(include_str!("data/special.json")).unwrap();
    match oracle["functions"].take() {
        Value::Array(functions) => functions,
        other => panic!("the oracle holds no functions but {other}"),
    }
}

fn number(v: &Value) -> f64 {
    v.as_str().and_then(|s| s.parse().ok()).unwrap_or_else(|| panic!("not a number: {v}"))
}

fn argument(bits: &Value) -> f64 {
    f64::from_bits(u64::from_str_radix(&bits.as_str().unwrap()[2..], 16).unwrap())
}

fn evaluate<F: Real>(name: &str, x: F) -> F {
    match name.split('(').next().unwrap() {
        "erf" => x.erf(),
        "erfc" => x.erfc(),
        "norm_cdf" => x.norm_cdf(),
        "log_sigmoid" => x.log_sigmoid(),
        "ln_gamma" => x.ln_gamma(),
        "digamma" => x.digamma(),
        "sinc" => x.sinc(),
        "bessel_j0" => x.bessel_j0(),
        "bessel_j1" => x.bessel_j1(),
        "xlogx" => x.xlogx(),
        other => panic!("unknown function {other}"),
    }
}

/// f, f', .. f'''' from four nested dual numbers.
fn nested(name: &str, x: f64) -> [f64; 5] {
    let y: D4 = evaluate(name, Dual::variable(Dual::variable(Dual::variable(Dual::variable(x)))));
    [y.re.re.re.re, y.eps.re.re.re, y.eps.eps.re.re, y.eps.eps.eps.re, y.eps.eps.eps.eps]
}

/// The unit in the last place of `t`.
fn ulp(t: f64) -> f64 {
    let exponent = f64::from_bits(t.abs().max(f64::MIN_POSITIVE).to_bits() & 0x7ff0_0000_0000_0000);
    (exponent * f64::EPSILON).max(f64::from_bits(1))
}

/// The absolute error granted beside a root of the n-th derivative, where its terms cancel.
fn beside_root(name: &str, n: usize, x: f64) -> f64 {
    let far = x.abs() > 26.7;
    match name {
        // series in two words up to 26.7; beyond, the phase of the value is in one
        "sinc" if n > 0 && far => f64::EPSILON / x.abs(),
        "sinc" if n > 0 => 1e-23,
        "bessel_j0" | "bessel_j1" if !far => 1e-23,
        "bessel_j0" | "bessel_j1" if n == 0 => 3e-18 * (0.64 / x.abs()).sqrt(),
        "bessel_j0" | "bessel_j1" => 0.5 * f64::EPSILON,
        // relative to the mirrored term, which the cotangent's derivative cancels
        "ln_gamma(negative)" | "digamma(negative)" => 4.0 * f64::EPSILON * nested(name, 1.0 - x)[n].abs(),
        _ => 0.0,
    }
}

fn holds(got: f64, want: f64, limit: f64, absolute: f64) -> bool {
    let error = (got - want).abs();
    got == want
        || (want.is_finite() && error <= limit * ulp(want))
        || (want.abs() < 1e-290 && error <= 32.0 * f64::from_bits(1))
        || error <= absolute
}

#[test]
fn four_derivatives_keep_their_digits() {
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for function in points().iter().filter(|f| f["n"].is_null()) {
        let name = function["name"].as_str().unwrap();
        for case in function["cases"].as_array().unwrap() {
            let x = argument(&case["bits"]);
            let series = evaluate(name, Taylor::<f64, 5>::variable(x)).derivatives();
            let hyper = evaluate(name, HyperDual { re: x, e1: 1.0, e2: 1.0, e12: 0.0 });
            let numbers = [&nested(name, x)[..], &series, &[hyper.re, hyper.e1, hyper.e12]];
            for (n, &got) in numbers.iter().flat_map(|got| got.iter().enumerate()) {
                let want = number(&case["d"][n]);
                checked += 1;
                if !holds(got, want, LIMITS[n], beside_root(name, n, x)) {
                    wrong.push(format!("{name} order {n} at {x:e}: {got:e} instead of {want:e}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {checked} numbers are off:\n{}", wrong.len(), wrong.join("\n"));
    assert!(checked > 4000, "only {checked} numbers in the data");
}

#[test]
fn gradient_and_hessian_of_xlogy_keep_their_digits() {
    let functions = points();
    let xlogy = functions.iter().find(|f| f["name"] == "xlogy").unwrap();
    let cases = xlogy["cases"].as_array().unwrap();
    assert!(cases.len() >= 10, "only {} cases", cases.len());
    for case in cases {
        let x: Vec<f64> = case["bits"].as_array().unwrap().iter().map(argument).collect();
        for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let seed = |k| HyperDual { re: x[k], e1: f64::from(k == i), e2: f64::from(k == j), e12: 0.0 };
            let y = seed(0).xlogy(seed(1));
            let numbers = [(y.re, &case["f"]), (y.e1, &case["grad"][i]), (y.e12, &case["hess"][i][j])];
            for (order, (got, want)) in numbers.into_iter().enumerate() {
                assert!(holds(got, number(want), LIMITS[order], 0.0), "xlogy{x:?}: {got:e} instead of {want}");
            }
        }
    }
}

#[test]
fn values_and_slopes_at_the_edges() {
    const INF: f64 = f64::INFINITY;
    const NAN: f64 = f64::NAN;
    let cases: [(&str, f64, &[f64]); 40] = [
        ("sinc", 0.0, &[1.0, 0.0, -1.0 / 3.0, 0.0, 0.2]),
        ("sinc", INF, &[0.0; 5]),
        ("sinc", -INF, &[0.0; 5]),
        ("sinc", NAN, &[NAN; 5]),
        ("ln_gamma", 0.0, &[INF, -INF, INF, -INF]),
        ("ln_gamma", -0.0, &[INF, INF, INF, INF]),
        ("ln_gamma", -1.0, &[INF, NAN, NAN, NAN, NAN]),
        ("ln_gamma", INF, &[INF, INF, 0.0, 0.0, 0.0]),
        ("ln_gamma", NAN, &[NAN; 5]),
        ("digamma", 0.0, &[-INF, INF, -INF, INF]),
        ("digamma", -0.0, &[INF, INF, INF, INF]),
        ("digamma", -1.0, &[NAN; 5]),
        ("digamma", -7.0, &[NAN; 5]),
        ("digamma", -1e300, &[NAN; 5]),
        ("digamma", INF, &[INF, 0.0, 0.0, 0.0, 0.0]),
        ("digamma", -INF, &[NAN; 5]),
        ("digamma", NAN, &[NAN; 5]),
        ("digamma", 5e-324, &[-INF, INF, -INF]),
        ("digamma", -5e-324, &[INF, INF, INF]),
        ("erf", INF, &[1.0, 0.0, 0.0, 0.0, 0.0]),
        ("erf", -INF, &[-1.0, 0.0, 0.0, 0.0, 0.0]),
        ("erf", NAN, &[NAN; 5]),
        ("erfc", INF, &[0.0; 5]),
        ("erfc", -INF, &[2.0, 0.0, 0.0, 0.0, 0.0]),
        ("erfc", NAN, &[NAN; 5]),
        ("norm_cdf", INF, &[1.0, 0.0, 0.0, 0.0, 0.0]),
        ("norm_cdf", -INF, &[0.0; 5]),
        ("norm_cdf", NAN, &[NAN; 5]),
        ("log_sigmoid", INF, &[0.0; 5]),
        ("log_sigmoid", -INF, &[-INF, 1.0, 0.0, 0.0, 0.0]),
        ("log_sigmoid", NAN, &[NAN; 5]),
        ("bessel_j0", 0.0, &[1.0, 0.0, -0.5, 0.0, 0.375]),
        ("bessel_j0", INF, &[0.0; 5]),
        ("bessel_j0", NAN, &[NAN; 5]),
        ("bessel_j1", 0.0, &[0.0, 0.5, 0.0, -0.375, 0.0]),
        ("bessel_j1", -INF, &[0.0; 5]),
        ("bessel_j1", NAN, &[NAN; 5]),
        ("xlogx", 0.0, &[0.0, -INF, INF, -INF, INF]),
        ("xlogx", -0.0, &[0.0, -INF, INF]),
        ("xlogx", -1.0, &[NAN; 5]),
    ];
    for (name, x, want) in cases {
        let series = evaluate(name, Taylor::<f64, 5>::variable(x)).derivatives();
        for (numbers, got) in [("duals", nested(name, x)), ("a series", series)] {
            for (n, (&got, &want)) in got.iter().zip(want).enumerate() {
                let same = holds(got, want, 1.0, 0.0) || got.is_nan() && want.is_nan();
                assert!(same, "{name} order {n} at {x:e} by {numbers}: {got:e} instead of {want:e}");
            }
        }
    }
    assert_eq!((0f64.xlogy(0.0), 0f64.xlogy(INF), 2f64.xlogy(0.0)), (0.0, 0.0, -INF));
    assert!(0f64.xlogy(-1.0).is_nan() && 0f64.xlogy(NAN).is_nan() && NAN.xlogy(2.0).is_nan());
}

/// At the doubles nearest to roots, where formulas in one word lose every digit: true numbers to
/// the limits in ulps, and the fourth derivative of sinc to its stated bound.
#[test]
fn digits_are_kept_at_tabulated_roots() {
    for (name, n, x, want) in [
        ("bessel_j0", 0, 2.404825557695773, -6.10876525973673e-17),
        ("bessel_j0", 0, 24.352471530749302, -1.4826523739337244e-16),
        ("bessel_j1", 0, 7.015586669815619, 2.825339409478929e-17),
        ("bessel_j1", 1, 1.8411837813406593, 1.9648947374959754e-18),
        ("digamma", 0, 1.4616321449683622, -9.241265521729427e-17),
        ("sinc", 1, 4.493409457909064, 7.218300729428198e-18),
        ("sinc", 1, -26.666054258812675, 6.320624928153283e-17),
        ("xlogx", 1, 0.36787944117144233, 3.3784855259134224e-17),
        ("sinc", 4, 1.8805504418914296, -7.26526963399774e-18),
    ] {
        let got = nested(name, x)[n];
        let absolute = if n == 4 { beside_root(name, n, x) } else { 0.0 };
        assert!(holds(got, want, LIMITS[n], absolute), "{name} order {n} at {x}: {got:e} instead of {want:e}");
    }
}

/// The sum of terms that should vanish, relative to the largest of them.
fn residual(terms: &[f64]) -> f64 {
    let largest = terms.iter().fold(0.0, |a: f64, t| a.max(t.abs()));
    if largest == 0.0 { 0.0 } else { terms.iter().sum::<f64>().abs() / largest }
}

/// Orders far above the oracle's, at every border between two methods: `sinc` (m = 2) and `J0`
/// (m = 1) solve `x y'' + m y' + x y = 0`, here differentiated k times.
#[test]
fn high_derivatives_solve_the_differential_equation() {
    for x in [0.3f64, 1.49, 1.51, 1.57, 1.58, 1.99, 2.01, 4.0, 7.9, 13.3, 26.69, 26.71, 27.48, 27.5, 60.0, 1e4] {
        for k in 1..24 {
            let order = k as f64;
            let equation = |m: f64, y: &dyn Fn(u32) -> f64| {
                residual(&[x * y(k + 2), (order + m) * y(k + 1), x * y(k), order * y(k - 1)])
            };
            let (sinc, j0) = (equation(2.0, &|n| x.sinc_n(n)), equation(1.0, &|n| x.bessel_j0_n(n)));
            assert!(sinc < 2e-14 && j0 < 2e-14, "order {k} at {x}: residuals {sinc:e}, {j0:e}");
            let j1 = (x.bessel_j1_n(k) + x.bessel_j0_n(k + 1)).abs();
            assert!(j1 < 2e-15, "order {k} at {x}: J1 and -J0' differ by {j1:e}");
            let parity = if k % 2 == 0 { 1.0 } else { -1.0 };
            assert_eq!((-x).sinc_n(k), parity * x.sinc_n(k));
            assert_eq!((-x).bessel_j0_n(k), parity * x.bessel_j0_n(k));
            assert_eq!((-x).bessel_j1_n(k), -parity * x.bessel_j1_n(k));
        }
    }
}

/// `psi^(n)(x + 1) = psi^(n)(x) + (-1)^n n! / x^(n+1)` on both sides of 0, up to high orders.
#[test]
fn polygamma_obeys_its_recurrence() {
    for x in [0.2f64, 0.97, 1.4, 4.6, 4.2, 8.7, 9.4, 17.0, -0.3, -0.75, -1.4, -5.6, -12.2] {
        let mut factorial = 1.0;
        for n in 0..20 {
            factorial *= n.max(1) as f64;
            let jump = factorial / x.powi(n as i32 + 1) * if n % 2 == 0 { 1.0 } else { -1.0 };
            let error = residual(&[(x + 1.0).polygamma(n), -x.polygamma(n), -jump]);
            // x + 1 is rounded, the pole beside it amplifies that
            assert!(error < 2e-14, "order {n} at {x}: {error:e}");
        }
    }
}

/// `y^(n+1) = -w (x y^(n) + n y^(n-1))`, `w` 2 for `e^(-x²)` and 1 for the normal density.
#[test]
fn gaussians_obey_the_hermite_recurrence() {
    for x in [0.0f64, 0.3, -1.2, 3.3, -7.0, 25.9, 26.3, -36.0] {
        for n in 1..20 {
            let k = n as f64;
            let gauss = residual(&[x.gauss(n + 1), 2.0 * x * x.gauss(n), 2.0 * k * x.gauss(n - 1)]);
            let density = residual(&[x.norm_pdf(n + 1), x * x.norm_pdf(n), k * x.norm_pdf(n - 1)]);
            assert!(gauss < 2e-14 && density < 2e-14, "order {n} at {x}: {gauss:e}, {density:e}");
        }
    }
}
