//! Checks of derivatives that are written by hand: right ones pass, every kind of wrong one is told.

mod gradient;
mod hess_vec;

use optim::problem::{Gradient, by_hand};

const X: [f64; 3] = [0.5, -0.3, 1.2];

/// `sin x0 + e^x1 x2²`.
fn value(x: &[f64]) -> f64 {
    x[0].sin() + x[1].exp() * x[2] * x[2]
}
fn slopes(x: &[f64]) -> [f64; 3] {
    [x[0].cos(), x[1].exp() * x[2] * x[2], 2.0 * x[1].exp() * x[2]]
}
fn curvature(x: &[f64], v: &[f64]) -> [f64; 3] {
    let e = x[1].exp();
    let (mixed, last) = (2.0 * e * x[2], 2.0 * e);
    [-x[0].sin() * v[0], e * x[2] * x[2] * v[1] + mixed * v[2], mixed * v[1] + last * v[2]]
}

/// The function with a gradient that somebody has spoiled.
fn spoiled(spoil: impl Fn(&mut [f64])) -> impl Gradient {
    by_hand(value).gradient(move |x, g| {
        g.copy_from_slice(&slopes(x));
        spoil(g);
        value(x)
    })
}
