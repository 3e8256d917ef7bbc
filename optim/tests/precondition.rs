//! Preconditioned conjugate gradients in a trust region are plain ones in other variables.

use ad::objective;
use optim::Recipe;
use optim::descent::{Descent, Given, Jacobi, Steihaug};
use optim::observe::History;
use optim::problem::HessVec;
use optim::search::TrustRegion;
use optim::stop::{Combine, GradientBelow, Iterations};

const D: [f64; 3] = [4.0, 0.25, 900.0];

fn path<P: HessVec, M>(f: &P, x0: &[f64], method: Steihaug<M>) -> History
where
    Steihaug<M>: Descent<P, Size = optim::descent::Radius>,
{
    let mut history = History::default();
    let stop = GradientBelow(1e-9).or(Iterations(12));
    let report = method.search(TrustRegion::radius(0.5)).stop(stop).observe(&mut history).minimize(f, x0).unwrap();
    assert!(report.iterations > 5, "{report}");
    history
}

/// With `M = diag(D)` the path is that of `y -> f(D^-1/2 y)` without it.
#[test]
fn it_is_a_change_of_variables() {
    let f = objective!(|x| (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 10.0 + (x[2] * 3.0).cosh());
    let g = objective!(|y| {
        let x = [y[0] / 2.0, y[1] / 0.5, y[2] / 30.0];
        (x[0] - 1.0).powi(2) + (x[1] - x[0] * x[0]).powi(2) * 10.0 + (x[2] * 3.0).cosh()
    });
    let x0 = [-1.2, 1.0, 0.4];
    let y0: Vec<f64> = x0.iter().zip(&D).map(|(x, d)| x * d.sqrt()).collect();
    let known = Jacobi::from(Given(|_: &[f64], h: &mut [f64]| h.copy_from_slice(&D)));
    let (inside, plain) =
        (path(&f, &x0, Steihaug::default().preconditioned(known)), path(&g, &y0, Steihaug::default()));
    for k in 0..6 {
        assert!(
            (inside.size[k] / plain.size[k] - 1.0).abs() < 1e-9,
            "radius {k}: {} {}",
            inside.size[k],
            plain.size[k]
        );
        for i in 0..3 {
            let (x, y) = (inside.x[k][i], plain.x[k][i] / D[i].sqrt());
            assert!((x - y).abs() < 1e-9 * x.abs().max(1.0), "step {k}: {x} {y}");
        }
    }
    // the twin: another matrix is another path
    let other = Jacobi::from(Given(|_: &[f64], h: &mut [f64]| h.copy_from_slice(&[4.0, 0.25, 9.0])));
    let other = path(&f, &x0, Steihaug::default().preconditioned(other));
    assert!((other.x[0][2] - inside.x[0][2]).abs() > 1e-6);
}

/// On a diagonal quadratic the diagonal is the Hessian: one product a step, but for those that make it.
#[test]
fn the_hessian_itself_needs_one_product_a_step() {
    let f = objective!(|x| x.iter().enumerate().map(|(i, x)| x.sq() * 10f64.powi(i as i32)).sum::<F>());
    let x0 = [1.0; 8];
    let known = || Given(|_: &[f64], h: &mut [f64]| (0..8).for_each(|i| h[i] = 2.0 * 10f64.powi(i as i32)));
    let stop = || GradientBelow(1e-8).or(Iterations(100));
    let scaled = Steihaug::default().preconditioned(Jacobi::from(known())).stop(stop()).minimize(&f, &x0).unwrap();
    let plain = Steihaug::default().stop(stop()).minimize(&f, &x0).unwrap();
    assert!(scaled.success() && plain.success(), "{scaled}\n{plain}");
    assert!(scaled.counts.hess_vecs <= scaled.iterations + 1, "{scaled}");
    assert!(plain.counts.hess_vecs > 3 * scaled.counts.hess_vecs, "{plain}\n{scaled}");
}
