//! An exact product Hv is one gradient of a dual number. Everything else asks for products alone:
//! nowhere is a Hessian written down.

use super::{Ends, Gradient, Parts, Product, Tridiagonal};
use crate::numerics::{dot, norm};
use crate::objectives::{Quadratic, Rosenbrock};
use ad::forward::taylor_along;
use ad::{ComplexStep, Engine, OnGraph};
use optim::curvature::{
    Condition, Lanczos, Operator, Power, Reorthogonalise, at, condition_number, lanczos, power_method,
};

/// Rosenbrock's minimum.
const MINIMUM: [f64; 2] = [1.0, 1.0];

/// (a) (∇f(x + hv) − ∇f(x))/h: two gradients, with the error (h/2) D³f[v, v] + O(h²).
pub fn difference(gradient: Gradient, x: &[f64], v: &[f64], h: f64) -> Vec<f64> {
    let moved: Vec<f64> = x.iter().zip(v).map(|(x, v)| x + h * v).collect();
    gradient(&moved).iter().zip(gradient(x)).map(|(ahead, here)| (ahead - here) / h).collect()
}

/// (a) Exactly: the gradient by a reverse sweep at the dual numbers x + vε (forward over reverse).
pub fn exact(f: &Quadratic, x: &[f64], v: &[f64]) -> Vec<f64> {
    OnGraph.hess_vec(f, x, v)
}

/// (a) The same for Rosenbrock's function at its minimum.
pub fn at_minimum(v: &[f64]) -> Vec<f64> {
    OnGraph.hess_vec(&Rosenbrock, &MINIMUM, v)
}

/// (a) A complex step on the gradient: Im ∇f(x + ihv)/h, whose error h² is below rounding.
pub fn complex_step(f: &Quadratic, x: &[f64], v: &[f64], h: f64) -> Vec<f64> {
    let moved: Vec<_> = x.iter().zip(v).map(|(&x, &v)| ComplexStep::new(x, h * v)).collect();
    OnGraph.gradient(f, &moved).1.iter().map(|g| g.im() / h).collect()
}

/// (b) uᵀHv − vᵀHu: zero, for H is symmetric.
pub fn symmetry_gap(f: &Quadratic, x: &[f64], u: &[f64], v: &[f64]) -> f64 {
    dot(u, &exact(f, x, v)) - dot(v, &exact(f, x, u))
}

/// (b) |difference − exact| / |exact|.
pub fn difference_error(f: &Quadratic, x: &[f64], v: &[f64], h: f64) -> f64 {
    let hv = exact(f, x, v);
    let by_difference = difference(&|x| OnGraph.gradient(f, x).1, x, v, h);
    let apart: Vec<f64> = by_difference.iter().zip(&hv).map(|(d, e)| d - e).collect();
    norm(&apart) / norm(&hv)
}

/// (c) v ← Hv/|Hv|, and the Rayleigh quotient vᵀHv of each v, the start's first.
pub fn power(product: Product, v0: &[f64], products: usize) -> Vec<f64> {
    let mut v = scaled(1.0 / norm(v0), v0);
    let quotient = |_| {
        let hv = product(&v);
        let rayleigh = dot(&v, &hv);
        v = scaled(1.0 / norm(&hv), &hv);
        rayleigh
    };
    (0..products).map(quotient).collect()
}

/// (c) The largest eigenvalue at Rosenbrock's minimum by the library, which stops by itself.
pub fn largest(v0: &[f64]) -> Power {
    power_method(&at(&Rosenbrock, &MINIMUM), v0, 1e-12, 100).expect("a finite start that is not zero")
}

/// (c) The relative error of that eigenvalue if the products are differences with step h.
pub fn bias(v0: &[f64], h: f64) -> f64 {
    let by_difference = |v: &[f64]| difference(&|x| OnGraph.gradient(&Rosenbrock, x).1, &MINIMUM, v, h);
    power(&by_difference, v0, 20)[19] / largest(v0).value - 1.0
}

/// (c) What theory says of it: (h/2) D³f[u, u, u]/λ along the eigenvector u.
pub fn predicted_bias(v0: &[f64], h: f64) -> f64 {
    let Power { value, vector, .. } = largest(v0);
    let third = 6.0 * taylor_along::<_, _, 4>(&Rosenbrock, &MINIMUM, &vector)[3];
    0.5 * h * third / value
}

/// (d) The basis of q, Hq, H²q, ..., made orthogonal twice in every step, and T = QᵀHQ.
fn tridiagonal(product: Product, q0: &[f64], steps: usize) -> Tridiagonal {
    let mut basis = vec![scaled(1.0 / norm(q0), q0)];
    let (mut alpha, mut beta) = (Vec::new(), Vec::new());
    for k in 0..steps {
        let mut w = product(&basis[k]);
        alpha.push(dot(&basis[k], &w));
        for _ in 0..2 {
            for q in &basis {
                let part = dot(q, &w);
                w.iter_mut().zip(q).for_each(|(w, q)| *w -= part * q);
            }
        }
        beta.push(norm(&w));
        basis.push(scaled(1.0 / norm(&w), &w));
    }
    Tridiagonal { alpha, beta }
}

/// (d) The same by the library.
pub fn by_library(product: Product, q0: &[f64], steps: usize, reorthogonalise: Reorthogonalise) -> Lanczos {
    let h = Operator::new(q0.len(), move |v, hv| hv.copy_from_slice(&product(v)));
    lanczos(&h, q0, steps, reorthogonalise).expect("finite products and a start that is not zero")
}

/// (d) The smallest and the largest eigenvalue of T after each step.
pub fn extremes(product: Product, q0: &[f64], steps: usize) -> Vec<Ends> {
    let history = by_library(product, q0, steps, Reorthogonalise::Full).history().expect("T is finite");
    history.iter().map(|values| (values[0], values[values.len() - 1])).collect()
}

/// (d) How often the largest eigenvalue is found in so many steps without reorthogonalisation.
fn copies(product: Product, q0: &[f64], steps: usize) -> usize {
    count_largest(by_library(product, q0, steps, Reorthogonalise::None).ritz_values())
}

/// How many values are as large as the last.
pub fn count_largest(values: &[f64]) -> usize {
    values.iter().filter(|value| (*value / values[values.len() - 1] - 1.0).abs() < 1e-9).count()
}

/// (d) The condition number at Rosenbrock's minimum; NaN if the Hessian is not positive definite.
fn condition() -> f64 {
    let found = condition_number(&at(&Rosenbrock, &MINIMUM), 1e-10, 10, 1).expect("finite products");
    if let Condition::PositiveDefinite(condition) = found.condition { condition } else { f64::NAN }
}

pub fn scaled(by: f64, v: &[f64]) -> Vec<f64> {
    v.iter().map(|v| by * v).collect()
}

pub fn solution() -> Parts {
    Parts {
        difference,
        exact,
        complex_step,
        at_minimum,
        symmetry_gap,
        difference_error,
        power,
        largest: |v0| {
            let found = largest(v0);
            (found.value, found.history.len())
        },
        bias,
        predicted_bias,
        tridiagonal,
        extremes,
        copies,
        condition,
    }
}
