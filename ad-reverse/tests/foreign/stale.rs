//! A number that a matrix kept from an earlier call is refused wherever it is used.

use ad_reverse::Scalar;
use nalgebra::{DMatrix, Matrix2};
use ndarray::Array2;
use std::cell::RefCell;

/// A matrix made in a call that is over.
fn kept() -> Matrix2<Scalar> {
    let kept = RefCell::new(Matrix2::zeros());
    let keep = |x: &[Scalar]| {
        *kept.borrow_mut() = Matrix2::new(x[0], x[1], 1.0.into(), 2.0.into());
        x[0]
    };
    Scalar::gradient(keep, &[3.0, 4.0]);
    kept.into_inner()
}

#[test]
#[should_panic(expected = "an operand of `mul` is a Scalar of an earlier evaluation or another thread")]
fn in_a_product() {
    let old = kept();
    Scalar::gradient(|x| (old * Matrix2::from_element(x[0])).sum(), &[1.0]);
}

#[test]
#[should_panic(expected = "an operand of `abs` is a Scalar of an earlier evaluation or another thread")]
fn in_the_choice_of_a_pivot() {
    let old = DMatrix::from_column_slice(2, 2, kept().as_slice());
    Scalar::gradient(|x| old.clone().lu().determinant() * x[0], &[1.0]);
}

#[test]
#[should_panic(expected = "an operand of `a comparison` is a Scalar of an earlier evaluation or another thread")]
fn in_a_comparison() {
    let old = kept();
    Scalar::gradient(|x| if old == Matrix2::from_element(x[0]) { x[0] } else { -x[0] }, &[1.0]);
}

#[test]
#[should_panic(expected = "an operand of `mul` is a Scalar of an earlier evaluation or another thread")]
fn in_an_array() {
    let old = Array2::from_shape_vec((2, 2), kept().as_slice().to_vec()).expect("four numbers");
    Scalar::gradient(|x| (&old * x[0]).sum(), &[1.0]);
}
