//! Sums of products in every arrangement, at many sizes: a replay has the bits of the function.

use ad_core::{Objective, Plain, Real};
use ad_program::Program;
use bits::assert_same;

#[path = "support/bits.rs"]
mod bits;

/// How the terms of a row are taken.
#[derive(Clone, Copy, Debug)]
enum Order {
    Forward,
    Backward,
    /// By columns: neighbours are as far apart as there are rows.
    Columns,
    /// Here and there.
    Scattered,
}

/// Rows of a matrix times a vector, with signs and partial sums of all kinds.
#[derive(Debug)]
struct Rows {
    m: usize,
    n: usize,
    order: Order,
}

impl Rows {
    fn terms<'a, F: Real>(&self, i: usize, x: &'a [F]) -> impl Iterator<Item = (F, F)> + 'a {
        let Rows { m, n, order } = *self;
        let (a, v) = x.split_at(m * n);
        (0..n).map(move |j| match order {
            Order::Forward => (a[i * n + j], v[j]),
            Order::Backward => (a[(i + 1) * n - 1 - j], v[n - 1 - j]),
            Order::Columns => (a[j * m + i], v[j]),
            Order::Scattered => (a[(i * n + j) * 7 % (m * n)], v[(j * j + i) % n]),
        })
    }
}

impl Objective for Rows {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let sum = |x: F, y: F| x + y;
        let rows: Vec<F> = (0..self.m)
            .flat_map(|i| {
                let products = || self.terms(i, x).map(|(a, v)| a * v);
                let sums = self.terms(i, x).map(|(a, v)| a + v);
                let pairs = self.terms(i, x).zip(self.terms(i, x).skip(1)).map(|((a, v), (b, w))| a * w - b * v);
                let (a, v): (Vec<F>, Vec<F>) = self.terms(i, x).unzip();
                [
                    products().reduce(sum).unwrap_or(F::zero()),
                    products().fold(a[0], |y, term| y - term),
                    products().fold(-v[0], |y, term| term - y),
                    products().fold(v[0], |y, term| -term + y * a[0]),
                    sums.fold(a[0] * v[0], |y, term| y - term) + v[0].sq(),
                    pairs.reduce(sum).unwrap_or(F::one()),
                    F::affine(&a, &v, v[0]) - F::dot(&a, &a) * v[0],
                    -(F::sum_of(&a) - F::sum_of_squares(&v)),
                ]
            })
            .collect();
        // each is seen again, by others of its kind and by itself
        let squares = rows.iter().map(|y| y.sq()).reduce(sum).unwrap_or(F::zero());
        rows.windows(9).map(|y| y[0] * y[8] + y[0]).fold(squares, |total, y| total - y)
    }
}

/// Numbers of many sizes, so that no two orders of a sum round alike.
fn point(n: usize) -> Vec<f64> {
    let number = |k: usize| ((k * 7919 + 13) % 1009) as f64 / 97.0 - 5.0;
    (0..n).map(|k| number(k) * [1.0, 1e-6, 1e5, 0.3][k % 4]).collect()
}

#[test]
fn a_replay_has_the_bits_of_the_function() {
    for (m, n) in [(1, 1), (1, 2), (2, 3), (3, 9), (7, 4), (8, 8), (9, 10), (13, 33), (40, 5), (16, 100), (600, 3)] {
        for order in [Order::Forward, Order::Backward, Order::Columns, Order::Scattered] {
            let f = Rows { m, n, order };
            let start = vec![0.5; m * n + n];
            let x = point(start.len());
            let program = Program::record(&f, &start).unwrap();
            let direct = f.value(&x.iter().map(|&x| Plain(x)).collect::<Vec<_>>()).0;
            assert_same(&program.evaluate(&x).unwrap(), &[direct], &format!("{f:?}"));
            // the value behind a derivative is laid out anew, with other sums beside it
            let gradient = program.gradient().unwrap().evaluate(&x).unwrap();
            assert_same(&gradient[..1], &[direct], &format!("the gradient of {f:?}"));
        }
    }
}

#[test]
fn minus_zero_is_kept() {
    for order in [Order::Forward, Order::Backward] {
        for (m, n) in [(1, 3), (9, 10)] {
            let f = Rows { m, n, order };
            for zero in [0.0, -0.0] {
                let x = vec![zero; m * n + n];
                let direct = f.value(&x.iter().map(|&x| Plain(x)).collect::<Vec<_>>()).0;
                assert_same(&Program::record(&f, &x).unwrap().evaluate(&x).unwrap(), &[direct], &format!("{f:?}"));
            }
        }
    }
}
