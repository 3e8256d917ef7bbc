//! Second derivatives: symmetric, and the same by every route.

use crate::engines::on_every_engine;
use crate::running::{Running, assert_agree, assert_all_agree, dot, exact};
use crate::tree::{Tree, for_all, in_some_variables, point, tree};
use ad::forward::{self, second_directional};
use ad::{Engine, Number};
use proptest::prelude::*;

fn case(n: usize) -> impl Strategy<Value = (Tree, Vec<f64>, Vec<f64>)> {
    (tree(n), point(n), point(n))
}

on_every_engine! { hessians_agree_and_are_symmetric products_with_vectors_agree columns_are_products_with_unit_vectors }

/// That of forward mode exactly.
fn hessians_agree_and_are_symmetric(engine: impl Engine) {
    for_all(in_some_variables(case), |(f, x, _)| {
        let x = exact(&x);
        let forward = forward::hessian(&f, &x);
        let reverse = engine.hessian(&f, &x);
        for i in 0..x.len() {
            assert_all_agree("row of the Hessian", &forward[i], &reverse[i]);
            for j in 0..x.len() {
                assert_eq!(forward[i][j].value.to_bits(), forward[j][i].value.to_bits());
                assert_agree("symmetry", reverse[i][j], reverse[j][i]);
            }
        }
    });
}

/// Exchanging the two directions exchanges the two tangents and nothing else.
#[test]
fn hyper_dual_second_derivative_is_symmetric_in_its_directions() {
    for_all(in_some_variables(|n| (case(n), point(n))), |((f, x, u), v)| {
        let (x, u, v) = (exact(&x), exact(&u), exact(&v));
        assert_agree("u'Hv", second_directional(&f, &x, &u, &v), second_directional(&f, &x, &v, &u));
    });
}

fn products_with_vectors_agree(engine: impl Engine) {
    for_all(in_some_variables(|n| (case(n), point(n))), |((f, x, u), v)| {
        let (x, u, v) = (exact(&x), exact(&u), exact(&v));
        let h = forward::hessian(&f, &x);
        let forward = forward::hess_vec(&f, &x, &v);
        let reverse = engine.hess_vec(&f, &x, &v);
        assert_all_agree("hess_vec", &forward, &reverse);
        // more directions than one sweep takes
        let many: Vec<_> = (0..11).map(|k| if k % 2 == 0 { v.clone() } else { exact(&vec![0.0; v.len()]) }).collect();
        for (k, product) in engine.hess_mat(&f, &x, &many).iter().enumerate() {
            if k % 2 == 0 {
                assert_all_agree("hess_mat", &forward, product);
            } else {
                assert!(product.iter().all(|p| p.value == 0.0), "along nothing: {product:?}");
            }
        }
        let product: Vec<_> = h.iter().map(|row| dot(row, &v)).collect();
        assert_all_agree("H v", &forward, &product);
        assert_agree("u'Hv", second_directional(&f, &x, &u, &v), dot(&u, &forward));
    });
}

fn columns_are_products_with_unit_vectors(engine: impl Engine) {
    for_all(in_some_variables(case), |(f, x, _)| {
        let x = exact(&x);
        let h = engine.hessian(&f, &x);
        for j in 0..x.len() {
            let unit: Vec<_> = (0..x.len()).map(|i| Running::indicator(i == j)).collect();
            let column = engine.hess_vec(&f, &x, &unit);
            assert!((0..x.len()).all(|i| h[i][j].value.to_bits() == column[i].value.to_bits()));
        }
    });
}
