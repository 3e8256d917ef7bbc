//! ndarray: products, sums and maps against the same over slices.

use crate::on_slices::agree;
use ad_core::{Real, objective};
use ad_forward::Dual;
use ad_reverse::Scalar;
use ndarray::{Array2, ArrayView1, ArrayView2, Axis, array};

const INPUTS: [[f64; 2]; 5] = [[0.2, -1.0], [1.3, 0.4], [-0.7, 0.9], [0.0, 2.1], [1.1, -0.3]];
const TARGETS: [f64; 5] = [0.5, -1.0, 0.25, 1.5, 0.0];
const HIDDEN: usize = 3;

/// The mean square error of a network of two layers, `wᵀ tanh(V x + b)`: `x` holds V, b, w.
#[test]
fn a_network() {
    fn oracle<F: Real>(x: &[F]) -> F {
        let (first, rest) = x.split_at(2 * HIDDEN);
        let (bias, last) = rest.split_at(HIDDEN);
        let squares = INPUTS.iter().zip(TARGETS).map(|(input, target)| {
            let input = input.map(F::lit);
            let hidden: Vec<F> = first.chunks(2).zip(bias).map(|(row, &b)| (F::dot(row, &input) + b).tanh()).collect();
            (F::dot(&hidden, last) - target).sq()
        });
        squares.sum::<F>() / INPUTS.len() as f64
    }
    let inputs = Array2::from_shape_fn((INPUTS.len(), 2), |(i, j)| Scalar::from(INPUTS[i][j]));
    let targets = ArrayView1::from(&TARGETS).mapv(Scalar::from);
    let network = |x: &[Scalar]| {
        let (first, rest) = x.split_at(2 * HIDDEN);
        let first = ArrayView2::from_shape((HIDDEN, 2), first).expect("the shape of the first layer");
        let (bias, last) = rest.split_at(HIDDEN);
        let hidden = (inputs.dot(&first.t()) + ArrayView1::from(bias)).mapv(Scalar::tanh);
        let error = hidden.dot(&ArrayView1::from(last)) - &targets;
        error.mapv(Scalar::sq).mean().expect("samples")
    };
    let x: Vec<f64> = (0..4 * HIDDEN).map(|k| (k as f64 * 0.7).sin()).collect();
    agree(network, &objective!(oracle), &x);
}

#[test]
fn a_number_is_an_operand() {
    let a = array![1.0, 2.0, 3.0].mapv(Scalar::from);
    let f = |x: &[Scalar]| {
        let mut b = (&a * x[0] + x[1]) * 2.0;
        b -= x[0];
        b.sum() + b[0] * b[2]
    };
    // b = (x0 + 2 x1, 3 x0 + 2 x1, 5 x0 + 2 x1)
    assert_eq!(Scalar::gradient(f, &[1.0, 2.0]), (66.0, vec![9.0 + 9.0 + 5.0 * 5.0, 6.0 + 2.0 * (5.0 + 9.0)]));
}

#[test]
fn reductions() {
    fn oracle<F: Real>(x: &[F]) -> F {
        let columns = [x[0] * x[2], x[1] * x[3]];
        let mean = (x[0] + x[1] + x[2] + x[3]) * 0.25;
        let variance = x.iter().map(|&x| (x - mean).sq()).sum::<F>() * 0.25;
        columns[0].sin() + columns[1].sin() + variance
    }
    let f = |x: &[Scalar]| {
        let a = ArrayView2::from_shape((2, 2), x).expect("two by two");
        let products = a.fold_axis(Axis(0), Scalar::from(1.0), |&p, &x| p * x);
        products.mapv(Scalar::sin).sum()
            + (&a - a.mean().expect("entries")).mapv(|d| d.powi(2)).mean().expect("entries")
    };
    agree(f, &objective!(oracle), &[0.4, -1.0, 2.0, 0.6]);
}

/// Products and sums ask for nothing that the other numbers do not have.
#[test]
fn products_of_dual_numbers() {
    let x = Dual::variable(3.0);
    let a = array![[x, 1.0.into()], [0.0.into(), x * x]];
    let y = (a.dot(&array![x, 2.0.into()]) * 2.0).sum();
    // 2 (x² + 2 + 2 x²)
    assert_eq!((y.re, y.eps), (58.0, 36.0));
}
