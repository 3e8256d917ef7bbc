//! The notebook's plots, by their data: the pictures show what the exercises claim.

use examples::plot::{Plot, Series};
use examples::runner::context::Context;
use examples::runner::reference::reference;
use examples::runner::registry;

/// The plots of an exercise.
fn plots(id: &str) -> Vec<Plot> {
    registry::single(id).expect("the exercise is there").exhibit(&Context::default()).plots
}

/// The last point of a series.
fn end(series: &Series) -> (f64, f64) {
    *series.points.last().expect("the series has points")
}

fn near(measured: f64, expected: f64, rel: f64) {
    assert!((measured / expected - 1.0).abs() <= rel, "{measured} is not {expected}");
}

#[test]
fn n6_adam_passes_newtons_rate_and_its_own_limit_of_stability() {
    let (plots, r) = (plots("N.6"), reference("N.6"));
    let (t, f) = end(plots[0].find("Adam"));
    assert_eq!(t, 2000.0);
    near(f, r.get("adam").get("by_step").get("2000").num("f"), 1e-8);
    near(end(plots[0].find("Adam, axes turned")).1, r.get("adam_rotated").num("f_2000"), 1e-8);
    near(end(plots[0].find("momentum")).1, r.get("momentum_run").num("f_2000"), 1e-8);
    let ratio = plots[1].find("largest of 20");
    assert_eq!(ratio.points.len(), 251);
    assert!(ratio.points.iter().any(|p| p.0 < 1e4 && p.1 > 1.0));
    let after: Vec<f64> = ratio.points.iter().filter(|p| p.0 >= 20_000.0).map(|p| p.1).collect();
    assert!(after.iter().all(|ratio| (28.0..42.0).contains(ratio)), "it hovers around 38: {after:?}");
    let (least, last) = (plots[2].find("f").points[100].1, end(plots[2].find("f")).1);
    assert!(least == 0.0 && last > 1e-8, "f grows again: {least}, {last}");
}

#[test]
fn n7_the_scale_follows_the_coin_and_then_the_gradient() {
    let (plots, r) = (plots("N.7"), reference("N.7"));
    let f16: Vec<f64> = plots[0].find("f16").points.iter().filter(|p| p.0 < 2.9e-8).map(|p| p.1).collect();
    assert!(!f16.is_empty() && f16.iter().all(|error| *error == 1.0), "below 2⁻²⁵ everything is lost");
    let unit = r.get("bf16").num("unit_roundoff");
    assert!(plots[0].find("bf16").points.iter().all(|p| p.1 <= unit), "bf16 keeps its 8 bits");
    let played: Vec<f64> = plots[1].find("from 1024, interval 20").points.iter().map(|p| p.1).collect();
    assert_eq!(played, r.vec("scale_trajectory_init1024_interval20"));
    assert_eq!(end(plots[1].find("from 32768, interval 2000")).1, r.vec("scale_trajectory_init32768_interval2000")[1]);
    let chance: Vec<f64> = plots[1].find("overflow").points.iter().map(|p| p.0).collect();
    assert_eq!(chance, r.vec("overflow_steps"));
    let (adjoint, overflows) = (plots[2].find("largest adjoint"), plots[2].find("gradient not finite"));
    let beyond = adjoint.points.iter().filter(|p| p.1 >= 65520.0).map(|p| p.0);
    assert_eq!(beyond.collect::<Vec<_>>(), overflows.points.iter().map(|p| p.0).collect::<Vec<_>>());
    assert!(overflows.points.len() > 5);
    assert!(end(plots[3].find("w₁, scaled")).1 < 2e-3 && end(plots[3].find("w₁, not scaled")).1 == 2.0);
}
