//! Code written over plain `num_traits::Float`, that knows nothing of derivatives, has them.

use crate::by_hand::by_hand;
use crate::engines::on_every_engine;
use ad::{Dual, Engine, forward, objective};
use num_traits::{Float, Num};

/// Newton's square root, as somebody else would write it.
fn newton_sqrt<F: Float>(a: F) -> F {
    let half = F::from(0.5).unwrap();
    let mut x = a.max(F::one());
    for _ in 0..100 {
        let next = half * (x + a / x);
        if (next - x).abs() <= F::epsilon() * x {
            break;
        }
        x = next;
    }
    x
}

/// Horner's rule over anything with ring operations.
fn horner<N: Num + Copy>(c: &[N], x: N) -> N {
    c.iter().rev().fold(N::zero(), |y, &c| y * x + c)
}

/// Gaussian elimination with pivoting: comparisons choose the rows.
fn determinant<F: Float>(x: &[F]) -> F {
    let n = (x.len() as f64).sqrt() as usize;
    let mut a: Vec<Vec<F>> = x.chunks(n).map(<[F]>::to_vec).collect();
    let mut det = F::one();
    for k in 0..n {
        let pivot = (k..n).max_by(|&i, &j| a[i][k].abs().partial_cmp(&a[j][k].abs()).unwrap()).unwrap();
        if pivot != k {
            a.swap(pivot, k);
            det = det.neg();
        }
        det = det * a[k][k];
        let (above, below) = a.split_at_mut(k + 1);
        let pivot = &above[k];
        for row in below {
            let factor = row[k] / pivot[k];
            row.iter_mut().zip(pivot).skip(k).for_each(|(x, &p)| *x = *x - factor * p);
        }
    }
    det
}

#[test]
fn newtons_square_root() {
    let (value, slope) = forward::derivative(|a| newton_sqrt(a), 2.0);
    assert!((value - 2f64.sqrt()).abs() < 1e-15 && (slope - 0.5 / 2f64.sqrt()).abs() < 1e-15, "{value} {slope}");
}

#[test]
fn horners_rule() {
    let c = [1.0, -2.0, 3.0, 4.0];
    assert_eq!(horner(&c.map(Dual::constant), Dual::variable(2.0)).eps, -2.0 + 12.0 + 48.0);
}

by_hand! {
    #[test]
    fn newtons_square_root_backward() {
        let list = List::<f64>::new();
        let a = list.variable(2.0);
        let slope = newton_sqrt(a).backward().of(a);
        assert!((slope - 0.5 / 2f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn horners_rule_backward() {
        let list = List::<f64>::new();
        let (x, c) = (list.variable(2.0), [1.0, -2.0, 3.0, 4.0].map(|c| list.variable(c)));
        let adjoints = horner(&c, x).backward();
        assert_eq!((adjoints.of(x), c.map(|c| adjoints.of(c))), (58.0, [1.0, 2.0, 4.0, 8.0]));
    }
}

on_every_engine! { determinants_have_cofactors }

/// Jacobi's formula: the gradient of the determinant is the matrix of cofactors.
fn determinants_have_cofactors(engine: impl Engine) {
    let x = [2.0, -1.0, 0.5, 4.0, 3.0, 1.0, -2.0, 0.25, 5.0];
    let cofactors = [14.75, -22.0, 7.0, 5.125, 11.0, 1.5, -2.5, 0.0, 10.0];
    let f = objective!(determinant);
    for (_, gradient) in [forward::gradient(&f, &x), engine.gradient(&f, &x)] {
        for (got, expected) in gradient.iter().zip(cofactors) {
            assert!((got - expected).abs() < 1e-13, "{got} {expected}");
        }
    }
}
