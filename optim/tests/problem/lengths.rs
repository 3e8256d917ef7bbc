//! A slice of the wrong length is a panic that names it, an entry that is left out is noticed.

use ad::{Objective, Real, Residuals, objective};
use optim::descent::{DiagonalNewton, Lbfgs, Newton};
use optim::problem::{
    Closure, FiniteDifference, Gradient, GradientDifference, HessVec, Hessian, Jacobian, Narrow, Residual, by_hand,
};
use optim::search::Stuck;
use optim::{Recipe, Status};
use std::panic::{AssertUnwindSafe, catch_unwind};

fn refused<T>(ask: impl FnOnce() -> T) -> String {
    let payload = catch_unwind(AssertUnwindSafe(ask)).err().expect("a panic");
    payload.downcast_ref::<String>().expect("a message with the lengths").clone()
}

struct Bowl;
impl Objective for Bowl {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x[0].sq() + x[1].sq()
    }
}
impl Residuals for Bowl {
    fn len(&self) -> usize {
        2
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        out.copy_from_slice(&x[..2]);
    }
}

const X: [f64; 2] = [1.0, 2.0];

#[test]
fn of_every_answer() {
    let closure = Closure::of(|x| x[0] * x[0] + x[1] * x[1]);
    for n in [1, 3] {
        let mut out = vec![0.0; n];
        let said = format!("has length {n}, but 2 is needed");
        let texts = [
            refused(|| Bowl.value_and_gradient(&X, &mut out)),
            refused(|| closure.value_and_gradient(&X, &mut vec![0.0; n])),
            refused(|| FiniteDifference::central(&Bowl).value_and_gradient(&X, &mut vec![0.0; n])),
            refused(|| Narrow::<f32, _>::new(&Bowl, 1.0).value_and_gradient(&X, &mut vec![0.0; n])),
            refused(|| Bowl.hess_vec_into(&X, &[1.0, 0.0], &mut vec![0.0; n])),
            refused(|| closure.hess_vec_into(&X, &[1.0, 0.0], &mut vec![0.0; n])),
            refused(|| Bowl.residuals_into(&X, &mut vec![0.0; n])),
            refused(|| Bowl.residuals_and_jacobian(&X, &mut vec![0.0; n], &mut [0.0; 4])),
        ];
        assert!(texts.iter().all(|text| text.ends_with(&said)), "{texts:?}");
        let four = format!("has length {}, but 4 is needed", 2 + n);
        assert!(refused(|| Bowl.hessian_into(&X, &mut vec![0.0; 2 + n])).ends_with(&four));
        assert!(refused(|| Bowl.residuals_and_jacobian(&X, &mut [0.0; 2], &mut vec![0.0; 2 + n])).ends_with(&four));
    }
}

#[test]
fn an_entry_that_is_left_out_is_noticed() {
    let value = |x: &[f64]| x[0] * x[0] + x[1] * x[1];
    let first_only = by_hand(value).gradient(move |x, g| {
        g[0] = 2.0 * x[0];
        value(x)
    });
    let report = Lbfgs::default().minimize(&first_only, &X).unwrap();
    assert_eq!(report.status, Status::NonFinite);
    assert_eq!(report.diagnosis.as_deref(), Some("entry 1 of the gradient is NaN at x[0] = 1, x[1] = 2"));
    // and so through differences of gradients
    let report = Newton::default().minimize(&GradientDifference(&first_only), &X).unwrap();
    assert_eq!(report.status, Status::NonFinite);

    let whole = by_hand(value).gradient(move |x, g| {
        (g[0], g[1]) = (2.0 * x[0], 2.0 * x[1]);
        value(x)
    });
    let report = Newton::default().minimize(&whole.hess_vec(|_, v, hv| hv[0] = 2.0 * v[0]), &X).unwrap();
    assert_eq!(report.status, Status::SearchFailed(Stuck::NoModel));
    assert_eq!(report.diagnosis.as_deref(), Some("entry 1 of the Hessian is NaN at x[0] = 1, x[1] = 2"));

    let f = objective!(|x| x[0].sq() + x[1].sq());
    let report = DiagonalNewton::given(|_: &[f64], h: &mut [f64]| h[0] = 2.0).minimize(&f, &X).unwrap();
    assert_eq!(report.status, Status::SearchFailed(Stuck::NoModel));
}

#[test]
fn of_a_report_to_start_from() {
    let f = objective!(|x| x[0].sq() + x[1].sq());
    let mut report = Lbfgs::default().minimize(&f, &X).unwrap();
    report.g.pop();
    let text = refused(|| Lbfgs::default().method().start_from(&report));
    assert_eq!(text, "the report's gradient has length 1, but 2 is needed");
    report.g = vec![0.0; 2];
    report.x[1] = f64::NAN;
    let mut run = Lbfgs::default().method().start_from(&report);
    assert_eq!(run.step(&f), Some(Status::NonFinite));
}
