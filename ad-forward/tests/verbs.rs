//! The verbs of forward mode: shapes, edges, and wrong lengths.

use ad_core::{Objective, Real, Residuals, Single, objective};
use ad_forward::{
    derivative, gradient, hess_vec, hessian, jacobian, jvp, second_derivative, second_directional, taylor, taylor_along,
};

/// `r_i = (i + 1) x_i x_{i+1}`, with as many components as asked for.
struct Neighbours(usize);
impl Residuals for Neighbours {
    fn len(&self) -> usize {
        self.0
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        for (i, out) in out.iter_mut().enumerate() {
            *out = x[i] * x[(i + 1) % x.len()] * (i as f64 + 1.0);
        }
    }
}

/// More variables than tangents that travel together, and not a multiple of them.
#[test]
fn jacobians_of_every_width() {
    for n in [1, 2, 7, 8, 9, 15, 16, 17, 40] {
        let x: Vec<f64> = (0..n).map(|i| i as f64 + 2.0).collect();
        let (value, rows) = jacobian(&Neighbours(n), &x);
        assert_eq!((value.len(), rows.len()), (n, n));
        for (i, row) in rows.iter().enumerate() {
            let (next, c) = ((i + 1) % n, i as f64 + 1.0);
            let mut expected = vec![0.0; n];
            expected[i] += c * x[next];
            expected[next] += c * x[i];
            assert_eq!((value[i], row), (c * x[i] * x[next], &expected));
        }
        let v: Vec<f64> = (0..n).map(|i| f64::from(u8::from(i % 3 == 0))).collect();
        let (_, jv) = jvp(&Neighbours(n), &x, &v);
        let product = |row: &Vec<f64>| row.iter().zip(&v).map(|(a, b)| a * b).sum::<f64>();
        assert_eq!(jv, rows.iter().map(product).collect::<Vec<_>>());
    }
}

#[test]
fn hessians_of_every_width() {
    for n in [1, 7, 8, 9, 17] {
        let x = vec![2.0; n];
        let f = objective!(|x| F::sum_of(x).powi(3));
        let entry = 6.0 * 2.0 * n as f64;
        assert_eq!(hessian(&f, &x), vec![vec![entry; n]; n]);
        assert_eq!(hess_vec(&f, &x, &vec![0.5; n]), vec![0.5 * n as f64 * entry; n]);
    }
}

#[test]
fn no_variables_and_no_components() {
    let none: [f64; 0] = [];
    let f = objective!(|x| F::sum_of(x) + 2.0);
    assert_eq!(gradient(&f, &none), (2.0, vec![]));
    assert_eq!(jvp(&Single(&f), &none, &none), (vec![2.0], vec![0.0]));
    assert_eq!(jacobian(&Single(&f), &none), (vec![2.0], vec![vec![]]));
    assert_eq!((hess_vec(&f, &none, &none), hessian(&f, &none)), (vec![], Vec::<Vec<f64>>::new()));
    assert_eq!(second_directional(&f, &none, &none, &none), 0.0);
    assert_eq!(taylor_along::<_, _, 3>(&f, &none, &none), [2.0, 0.0, 0.0]);
    assert_eq!(jacobian(&Neighbours(0), &[1.0, 2.0]), (vec![], vec![]));
    assert_eq!(jvp(&Neighbours(0), &[1.0, 2.0], &[1.0, 1.0]), (vec![], vec![]));
}

#[test]
fn constants_and_the_identity() {
    assert_eq!(derivative(|_| 3.0.into(), 2.0), (3.0, 0.0));
    assert_eq!(derivative(|x| x, 2.0), (2.0, 1.0));
    assert_eq!(second_derivative(|x| x, 2.0), (2.0, 1.0, 0.0));
    assert_eq!(taylor::<_, 4>(|x| x, 2.0), [2.0, 1.0, 0.0, 0.0]);
    assert_eq!(taylor::<_, 1>(|x| x * x, 2.0), [4.0]);
    let (_, gradient) = gradient(&objective!(|x| x[1] / 0.0), &[1.0, 2.0, f64::NAN]);
    assert_eq!((gradient[0].to_bits(), gradient[1], gradient[2].to_bits()), (0, f64::INFINITY, 0));
}

/// Components that an objective does not write are zero, also in later chunks of columns.
struct First;
impl Residuals for First {
    fn len(&self) -> usize {
        2
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        assert!(out.iter().all(|o| o.as_constant().is_some()), "the outputs come as zeros");
        out[0] = x[8];
    }
}

#[test]
fn outputs_come_as_zeros() {
    let (value, rows) = jacobian(&First, &[3.0; 9]);
    assert_eq!((value, rows[0][8], &rows[0][..8], &rows[1]), (vec![3.0, 0.0], 1.0, &[0.0; 8][..], &vec![0.0; 9]));
}

macro_rules! panics {
    ($($name:ident: $message:literal $call:expr;)*) => { $(
        #[test]
        #[should_panic(expected = $message)]
        fn $name() {
            let _ = $call;
        }
    )* };
}
fn f() -> impl Objective {
    objective!(|x| x[0] * x[1])
}
panics! {
    jvp_direction: "the direction v has length 3, but 2 is needed: pass 2 numbers" jvp(&Single(f()), &[1.0, 2.0], &[0.0; 3]);
    hess_vec_direction: "the direction v has length 1, but 2 is needed" hess_vec(&f(), &[1.0, 2.0], &[0.0]);
    first_direction: "the direction u has length 1, but 2 is needed" second_directional(&f(), &[1.0, 2.0], &[0.0], &[0.0; 2]);
    second_direction: "the direction v has length 0, but 2 is needed" second_directional(&f(), &[1.0, 2.0], &[0.0; 2], &[]);
    line: "the direction v has length 4, but 2 is needed" taylor_along::<_, _, 3>(&f(), &[1.0, 2.0], &[0.0; 4]);
}
