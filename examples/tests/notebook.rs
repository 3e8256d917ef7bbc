//! The notebook's plots: their series are what the reference says.

use examples::plot::{Plot, Xy};
use examples::runner::context::Context;
use examples::runner::exhibit::Exhibit;
use examples::runner::reference::reference;
use examples::runner::registry;

fn exhibit(id: &str) -> Exhibit {
    registry::single(id).expect("an exercise of that id").exhibit(&Context::default())
}

/// The last point of a series.
fn end(plot: &Plot, label: &str) -> Xy {
    *plot.find(label).points.last().expect("a series has points")
}

fn assert_near(measured: f64, expected: f64, rel: f64) {
    assert!((measured - expected).abs() <= rel * expected.abs(), "{measured} is not {expected}");
}

#[test]
fn n_09_draws_twenty_steps_and_the_trust_region_to_the_minimum() {
    let (r, plots) = (reference("N.9"), exhibit("N.9").plots);
    let path = &plots[0].find("update clipped").points;
    for (point, expected) in path.iter().zip(r.matrix("clipped_path")) {
        assert!((point.0 - expected[0]).abs() < 1e-9 && (point.1 - expected[1]).abs() < 1e-9);
    }
    assert_eq!(path.len(), 21);
    let region = end(&plots[0], "trust region");
    assert!(region.0.hypot(region.1) < 1e-12);
    assert_eq!(plots[1].find("raw").points.len(), 21);
    assert_near(end(&plots[1], "raw").1, r.num("raw_loss"), 1e-12);
    assert_near(end(&plots[1], "update clipped").1, r.num("clipped_loss"), 1e-9);
}
