//! 16-bit floats: one rounding everywhere, the conventions, the format's own overflow and underflow.
#![cfg(feature = "half")]

use ad_core::rules::{Op, Row, Rule, Visitor, partials, table};
use ad_core::{Base, Number, Plain, Real, Special, bf16, f16};
use num_traits::Float;

/// A format by its definition: all its finite numbers from 0 up, the bits being the index.
struct Format {
    numbers: Vec<f64>,
}
impl Format {
    fn of<F: Half>() -> Format {
        let numbers = (0..).map(F::of_bits).take_while(|x| x.is_finite()).map(Into::into).collect();
        Format { numbers }
    }
    /// The bits of the number nearest to `c`, ties to even, by search.
    fn nearest(&self, c: f64) -> u16 {
        let (size, sign) = (c.abs(), if c.is_sign_negative() { 0x8000 } else { 0 });
        let above = self.numbers.partition_point(|&x| x < size);
        let last = self.numbers.len() - 1;
        // Beyond the last number stands the power of two that it would be.
        let next = 2.0 * self.numbers[last] - self.numbers[last - 1];
        let upper = self.numbers.get(above).copied().unwrap_or(next);
        let lower = self.numbers[above.saturating_sub(1)];
        let up = (upper - size).partial_cmp(&(size - lower)).expect("not NaN");
        let index = match up {
            _ if above == 0 || above > last && size >= next => above,
            std::cmp::Ordering::Less => above,
            std::cmp::Ordering::Greater => above - 1,
            std::cmp::Ordering::Equal => above - above % 2,
        };
        sign | index.min(last + 1) as u16
    }
}

trait Half: Base {
    fn of_bits(bits: u16) -> Self;
    fn bits(self) -> u16;
}
impl Half for f16 {
    fn of_bits(bits: u16) -> f16 {
        f16::from_bits(bits)
    }
    fn bits(self) -> u16 {
        self.to_bits()
    }
}
impl Half for bf16 {
    fn of_bits(bits: u16) -> bf16 {
        bf16::from_bits(bits)
    }
    fn bits(self) -> u16 {
        self.to_bits()
    }
}

fn next_up(x: f64) -> f64 {
    f64::from_bits(x.to_bits() + 1)
}
fn next_down(x: f64) -> f64 {
    f64::from_bits(x.to_bits() - 1)
}

/// Every tie of the format, and the f64 neighbours on both sides of it.
fn rounds_at_every_tie<F: Half>() {
    let format = Format::of::<F>();
    let last = format.numbers.len() - 1;
    let beyond = 2.0 * format.numbers[last] - format.numbers[last - 1];
    for bits in 0..=last {
        let (low, high) = (format.numbers[bits], format.numbers.get(bits + 1).copied().unwrap_or(beyond));
        let tie = low + (high - low) / 2.0;
        let even = bits + bits % 2;
        for (c, expected) in [(low, bits), (next_down(tie), bits), (tie, even), (next_up(tie), bits + 1)] {
            assert_eq!(F::nearest(c).bits(), expected as u16, "{c:e}");
            assert_eq!(F::nearest(-c).bits(), 0x8000 | expected as u16, "-{c:e}");
            assert_eq!(format.nearest(c), expected as u16, "the reference at {c:e}");
        }
    }
    assert!(F::nearest(f64::NAN).is_nan());
    assert_eq!((F::nearest(f64::INFINITY), F::nearest(-1e300)), (F::infinity(), F::neg_infinity()));
    assert_eq!((F::nearest(1e-300), F::nearest(-5e-324).bits()), (F::zero(), 0x8000));
}

#[test]
fn an_f64_is_rounded_once() {
    rounds_at_every_tie::<f16>();
    rounds_at_every_tie::<bf16>();
}

/// What every row gives at its test points, near and far, in a format.
struct Rows {
    format: Format,
    values: usize,
    slopes: usize,
}
impl Rows {
    fn in_format<F: Half>() -> Rows {
        let mut rows = RowsOf::<F>(Rows { format: Format::of::<F>(), values: 0, slopes: 0 }, std::marker::PhantomData);
        table::visit(&mut rows);
        rows.0
    }
    fn check<F: Half>(&self, got: F, expected: f64, what: impl Fn() -> String) {
        if expected.is_nan() {
            assert!(got.is_nan(), "{}: {got}, not NaN", what());
        } else {
            let bits = self.format.nearest(expected);
            assert_eq!(got.bits(), bits, "{}: {got}, not {expected}", what());
        }
    }
}
struct RowsOf<F>(Rows, std::marker::PhantomData<F>);
impl<F: Half> Visitor for RowsOf<F> {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        for (&point, factor) in row.points.iter().flat_map(|p| [1.0, 0.9, 1.07, 1e-4, 300.0].map(|f| (p, f))) {
            let x = point.map(|x| F::nearest(x * factor));
            let exact: [f64; N] = x.map(Into::into);
            let value = rule.value(exact);
            let what = |part: &str| format!("{part} of {:?} at {exact:?}", rule.op());
            let y = Plain::apply(rule, x.map(Plain));
            self.0.check(y.0, value, || what("value"));
            self.0.values += 1;
            let expected = partials(rule, exact, value);
            for (k, slope) in partials(rule, x.map(Plain), y).into_iter().enumerate() {
                self.0.check(slope.0, expected[k], || what(&format!("slope {k}")));
                self.0.slopes += 1;
            }
        }
    }
}

#[test]
fn every_row_is_that_of_f64_rounded_once() {
    for rows in [Rows::in_format::<f16>(), Rows::in_format::<bf16>()] {
        println!("{} values, {} slopes", rows.values, rows.slopes);
        assert!(rows.values > 1000 && rows.slopes > 1300, "is the table still visited?");
    }
}

/// `a b + c` just beside a tie, nearer to it than an f64 can say.
#[test]
fn mul_add_is_fused() {
    let a = bf16::nearest(1.0 + 1.0 / 16.0);
    let fused = |c: f64| <bf16 as Number>::apply(table::MulAdd {}, [a, a, bf16::nearest(c)]);
    // a² = 1.12890625 is a tie of 1.125 (even) and 1.1328125
    assert_eq!(fused(0.0), bf16::nearest(1.125));
    assert_eq!(fused(1e-30), bf16::nearest(1.1328125));
    assert_eq!(fused(-1e-30), bf16::nearest(1.125));
    assert_eq!(fused(f64::INFINITY), bf16::INFINITY);
    // where the product itself would round to 1.125, the rest of it is seen
    assert_eq!(fused(-1.125), bf16::nearest(0.00390625));
}

/// The strong product is formed by the crate half: it too rounds once.
#[test]
fn products_are_rounded_once() {
    fn products<F: Half>() {
        let (format, mut state) = (Format::of::<F>(), 1u64);
        let mut random = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            F::of_bits((state >> 48) as u16)
        };
        for _ in 0..50_000 {
            let (a, b) = (random(), random());
            let exact = a.into() * b.into();
            if exact.is_finite() {
                assert_eq!(a.chain(b).bits() & 0x7fff, format.nearest(exact.abs()), "{a} {b}");
            }
        }
    }
    products::<f16>();
    products::<bf16>();
}

fn conventions<F: Half>()
where
    Plain<F>: Real,
{
    let slope = |op: Op, x: f64| {
        let x = F::nearest(x);
        match op {
            Op::Relu {} => partials(table::Relu {}, [x], x.relu())[0],
            Op::Abs {} => partials(table::Abs {}, [x], Float::abs(x))[0],
            Op::Sqrt {} => partials(table::Sqrt {}, [x], F::apply(table::Sqrt {}, [x]))[0],
            Op::Ln {} => partials(table::Ln {}, [x], F::apply(table::Ln {}, [x]))[0],
            op => panic!("{op:?} is not asked for"),
        }
    };
    assert_eq!((slope(Op::Relu {}, 0.0), slope(Op::Relu {}, 1e-3)), (F::zero(), F::one()));
    assert_eq!(slope(Op::Abs {}, -0.0), F::zero());
    assert_eq!((slope(Op::Sqrt {}, 0.0), slope(Op::Sqrt {}, -0.0)), (F::infinity(), F::infinity()));
    assert!(slope(Op::Ln {}, -1.0).is_nan() && slope(Op::Relu {}, f64::NAN).is_nan());
    assert!(slope(Op::Sqrt {}, f64::NAN).is_nan());
    let two = F::lit(2.0);
    assert_eq!(partials(table::Max {}, [two, two], two), [F::zero(), F::one()]);
    for huge in [F::infinity(), F::neg_infinity(), F::nan(), F::max_value()] {
        assert_eq!((huge.chain(F::zero()), F::zero().chain(huge)), (F::zero(), F::zero()));
    }
    assert!(F::nan().chain(F::one()).is_nan() && F::poison().is_nan());
    assert_eq!((two.as_constant(), F::indicator(true), F::lit(0.1)), (Some(two), F::one(), F::nearest(0.1)));
    assert!(two.is_finite_all() && !F::infinity().is_finite_all());
}

#[test]
fn the_conventions_are_those_of_every_number() {
    conventions::<f16>();
    conventions::<bf16>();
}

#[test]
fn overflow_and_underflow_are_the_formats() {
    let (half, brain) = (|x: f64| Plain(f16::nearest(x)), |x: f64| Plain(bf16::nearest(x)));
    assert_eq!((half(65504.0) + 15.0).0, f16::MAX);
    assert_eq!((half(65504.0) + 16.0).0, f16::INFINITY);
    assert_eq!((half(12.0).exp().0, brain(12.0).exp().0), (f16::INFINITY, bf16::nearest(12f64.exp())));
    assert_eq!((brain(2e38) * 2.0).0, bf16::INFINITY);
    // gradual underflow to 2^-24 and 2^-133, a tie at half of it
    let (tiny, tiniest) = (2f64.powi(-24), 2f64.powi(-133));
    assert_eq!(half(2f64.powi(-14)) * 0.0009765625, half(tiny));
    assert_eq!((half(tiny) * 0.5, half(tiny) * 0.51, half(tiny) * 1.5), (half(0.0), half(tiny), half(2.0 * tiny)));
    assert_eq!((brain(tiniest) * 0.5, brain(tiniest) * 0.51), (brain(0.0), brain(tiniest)));
    assert!(!half(tiny).0.is_strong_zero() && half(1e-8).0.is_strong_zero());
}

/// An objective with f64 literals runs in 16 bits; its range decides, not that of f64.
#[test]
fn objectives_run_in_16_bits() {
    fn f<F: Real>(x: &[F]) -> F {
        F::norm2(x) + F::log_sum_exp(x) * 0.1 + F::dot(x, x)
    }
    let x = [3.0, 4.0];
    let (exact, half, brain) = (f(&x), f(&x.map(|x| Plain(f16::nearest(x)))), f(&x.map(|x| Plain(bf16::nearest(x)))));
    assert!((f64::from(half.0) / exact - 1.0).abs() < 2f64.powi(-11), "{half}");
    assert!((f64::from(brain.0) / exact - 1.0).abs() < 2f64.powi(-7), "{brain}");
    // the squares overflow in f16, the norm does not
    assert_eq!(Plain::norm2(&[300.0, 400.0].map(|x| Plain(f16::nearest(x)))).0, f16::nearest(500.0));
}
