//! `ad-core` and `ad-forward` where there is no standard library: no operating system, no
//! panic machinery, no heap but the one below. With std linked this would not build, for a
//! program has one panic handler. `check.sh` builds it, looks at its symbols and runs it from C.
#![no_std]

mod bump;

use ad_core::rules::{Row, Rule, Visitor, partials, table};
use ad_core::{Objective, Real};
use ad_forward::{Dual, gradient, taylor};
use core::panic::PanicInfo;

#[panic_handler]
fn halt(_: &PanicInfo) -> ! {
    loop {}
}

struct Rosenbrock;
impl Objective for Rosenbrock {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 100.0
    }
}

/// The slope of `sin x / (1 + e^x)` at `x`, on the stack alone.
#[allow(unsafe_code, reason = "a symbol for C; no other crate has one of its name")]
#[unsafe(no_mangle)]
pub extern "C" fn ad_slope(x: f64) -> f64 {
    let x = Dual::variable(x);
    (x.sin() / (x.exp() + 1.0)).eps
}

/// The derivative of the given order, below 5, of `ln` at `x` over its factorial.
#[allow(unsafe_code, reason = "a symbol for C; no other crate has one of its name")]
#[unsafe(no_mangle)]
pub extern "C" fn ad_ln_coefficient(x: f64, order: usize) -> f64 {
    taylor::<_, 5>(|t| t.ln(), x)[order]
}

/// Entry `k` of the gradient of Rosenbrock's function at `(x, y)`, with vectors on the heap.
#[allow(unsafe_code, reason = "a symbol for C; no other crate has one of its name")]
#[unsafe(no_mangle)]
pub extern "C" fn ad_rosenbrock_gradient(x: f64, y: f64, k: usize) -> f64 {
    gradient(&Rosenbrock, &[x, y]).1[k]
}

/// The number of rows of the table whose values and slopes are finite at all their test points.
#[allow(unsafe_code, reason = "a symbol for C; no other crate has one of its name")]
#[unsafe(no_mangle)]
pub extern "C" fn ad_finite_rows(all: bool) -> usize {
    struct Finite {
        all: bool,
        rows: usize,
    }
    impl Visitor for Finite {
        fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
            let finite = row.points.iter().all(|&x| {
                let y = rule.value(x);
                y.is_finite() && partials(rule, x, y).iter().all(|s| s.is_finite())
            });
            self.rows += usize::from(self.all || finite);
        }
    }
    let mut rows = Finite { all, rows: 0 };
    table::visit(&mut rows);
    rows.rows
}
