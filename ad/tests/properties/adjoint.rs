//! `J v` and `w' J` are one matrix read from two sides.

use crate::engines::on_every_engine;
use crate::running::{assert_agree, assert_all_agree, dot, exact};
use crate::tree::{Trees, for_all, in_some_variables, point, tree};
use ad::{Engine, Residuals, forward};
use proptest::prelude::*;

/// A map, a point, a direction and weights.
type Case = (Trees, Vec<f64>, Vec<f64>, Vec<f64>);

fn case(n: usize) -> impl Strategy<Value = Case> {
    (1usize..4).prop_flat_map(move |m| {
        let trees = prop::collection::vec(tree(n), m).prop_map(Trees);
        (trees, point(n), point(n), point(m))
    })
}

on_every_engine! { jacobians_by_rows_and_by_columns_agree dot_products_with_directions_and_weights_agree }

fn jacobians_by_rows_and_by_columns_agree(engine: impl Engine) {
    for_all(in_some_variables(case), |(r, x, v, w)| {
        let (x, v, w) = (exact(&x), exact(&v), exact(&w));
        let (_, by_columns) = forward::jacobian(&r, &x);
        let (_, by_rows) = engine.jacobian_by_rows(&r, &x);
        let (_, jv) = forward::jvp(&r, &x, &v);
        let (_, wj) = engine.vjp(&r, &x, &w);
        for i in 0..r.len() {
            assert_all_agree("row", &by_columns[i], &by_rows[i]);
            assert_agree("J v", jv[i], dot(&by_columns[i], &v));
        }
        for j in 0..x.len() {
            let column: Vec<_> = by_columns.iter().map(|row| row[j]).collect();
            assert_agree("w' J", wj[j], dot(&column, &w));
        }
    });
}

/// `<w, J v> = <J' w, v>`. Where an entry of `J` is itself the small difference of large paths, the
/// gap is measured against those.
fn dot_products_with_directions_and_weights_agree(engine: impl Engine) {
    for_all(in_some_variables(case), |(r, x, v, w)| {
        let (x, v, w) = (exact(&x), exact(&v), exact(&w));
        let (_, jv) = forward::jvp(&r, &x, &v);
        let (_, wj) = engine.vjp(&r, &x, &w);
        assert_agree("<w, J v> and <J' w, v>", dot(&w, &jv), dot(&wj, &v));
    });
}
