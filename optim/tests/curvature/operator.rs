use crate::{diagonal, indefinite, rosenbrock};
use ad::objective;
use optim::Error;
use optim::curvature::{Operator, at};
use optim::problem::GradientDifference;

#[test]
fn products_are_right_and_counted() {
    rosenbrock(|h| {
        assert_eq!(h.product(&[1.0, 0.0]).unwrap(), [802.0, -400.0]);
        assert_eq!(h.product(&[0.0, 1.0]).unwrap(), [-400.0, 200.0]);
        assert_eq!((h.order(), h.products()), (2, 2));
        assert!(format!("{h:?}").contains("products"));
    });
    let a = indefinite(3, 1);
    let column = a.operator().product(&[0.0, 1.0, 0.0]).unwrap();
    assert_eq!(column, [a.0[1], a.0[4], a.0[7]]);
}

#[test]
fn a_gradient_alone_will_do() {
    let f = objective!(|x| x[0].powi(4) + x[0] * x[1].cos());
    let differences = GradientDifference(&f);
    let (approximate, exact) = (at(&differences, &[1.0, 2.0]), at(&f, &[1.0, 2.0]));
    for (a, e) in approximate.product(&[1.0, -1.0]).unwrap().iter().zip(exact.product(&[1.0, -1.0]).unwrap()) {
        assert!((a - e).abs() < 1e-7 && *a != e, "{a}, not about {e}");
    }
}

#[test]
fn what_is_no_vector_is_an_error() {
    let h = diagonal(&[1.0, 2.0]);
    assert_eq!(h.product(&[1.0]), Err(Error::Length { what: "the vector v", got: 1, expected: 2 }));
    assert!(matches!(h.product(&[1.0, f64::INFINITY]), Err(Error::NotFinite { index: 1, .. })));
    assert_eq!(h.products(), 0);
    let hole = Operator::new(2, |_, hv| hv[1] = f64::NEG_INFINITY);
    assert_eq!(
        hole.product(&[1.0, 1.0]),
        Err(Error::NotFinite { what: "the product H v", index: 1, value: f64::NEG_INFINITY })
    );
}
