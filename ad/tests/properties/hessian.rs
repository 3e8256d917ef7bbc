//! Second derivatives: symmetric, and the same by every route.

use crate::running::{assert_agree, assert_all_agree, dot, exact};
use crate::tree::{Tree, for_all, in_some_variables, point, tree};
use ad::forward::{self, second_directional};
use ad::{Engine, OnGraph};
use proptest::prelude::*;

fn case(n: usize) -> impl Strategy<Value = (Tree, Vec<f64>, Vec<f64>)> {
    (tree(n), point(n), point(n))
}

#[test]
fn forward_hessian_is_exactly_symmetric_and_equal_to_the_graphs() {
    for_all(in_some_variables(case), |(f, x, _)| {
        let x = exact(&x);
        let forward = forward::hessian(&f, &x);
        let reverse = OnGraph.hessian(&f, &x);
        for i in 0..x.len() {
            assert_all_agree("row of the Hessian", &forward[i], &reverse[i]);
            for j in 0..x.len() {
                assert_eq!(forward[i][j].value.to_bits(), forward[j][i].value.to_bits());
                assert_agree("symmetry on the graph", reverse[i][j], reverse[j][i]);
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

#[test]
fn products_with_vectors_agree() {
    for_all(in_some_variables(|n| (case(n), point(n))), |((f, x, u), v)| {
        let (x, u, v) = (exact(&x), exact(&u), exact(&v));
        let h = forward::hessian(&f, &x);
        let forward = forward::hess_vec(&f, &x, &v);
        let reverse = OnGraph.hess_vec(&f, &x, &v);
        assert_all_agree("hess_vec", &forward, &reverse);
        let product: Vec<_> = h.iter().map(|row| dot(row, &v)).collect();
        assert_all_agree("H v", &forward, &product);
        assert_agree("u'Hv", second_directional(&f, &x, &u, &v), dot(&u, &forward));
    });
}

#[test]
fn columns_are_products_with_unit_vectors() {
    for_all(in_some_variables(case), |(f, x, _)| {
        let h = OnGraph.hessian(&f, &x);
        for j in 0..x.len() {
            let unit: Vec<f64> = (0..x.len()).map(|i| f64::from(u8::from(i == j))).collect();
            let column = OnGraph.hess_vec(&f, &x, &unit);
            assert!((0..x.len()).all(|i| h[i][j].to_bits() == column[i].to_bits()));
        }
    });
}
