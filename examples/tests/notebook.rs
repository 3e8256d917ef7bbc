//! The notebook's pictures: each series holds the numbers that it is said to show.

use examples::plot::Plot;
use examples::runner::context::Context;
use examples::runner::reference::reference;
use examples::runner::registry;

fn plots(id: &str) -> Vec<Plot> {
    registry::single(id).unwrap().exhibit(&Context::default()).plots
}

#[test]
fn n_1_draws_every_trial_and_every_step() {
    let [along, contour, history] = &plots("N.1")[..] else { panic!("three plots") };
    assert_eq!(
        along.find("trials").points,
        [1.0, 0.5, 0.25, 0.125, 0.0625].map(|a| (a, 19.0 - 436.0 * a + 4036.0 * a * a))
    );
    let path = &contour.find("iterates").points;
    assert_eq!((path.len(), path[0], path[1]), (101, (3.0, 1.0), (2.625, -0.25)));
    let (k, last) = history.find("backtracking").points[100];
    let wanted = reference("N.1").get("gd").num("f_final");
    assert!(k == 100.0 && (last / wanted - 1.0).abs() < 1e-9);
}

#[test]
fn n_2_draws_the_paths_and_how_fast_they_end() {
    let [contour, gradients, constants] = &plots("N.2")[..] else { panic!("three plots") };
    let path = &contour.find("from (−1, 1)").points;
    assert_eq!((path.len(), path[0], path[21]), (22, (-1.0, 1.0), (1.0, 1.0)));
    let norms = &gradients.find("from (−1, 1)").points;
    let stored = reference("N.2").items("rows")[19].num("gnorm");
    assert!((norms[19].1 / stored - 1.0).abs() < 1e-6 && norms[21].1 == 0.0);
    let [many, ours] = ["400 digits", "binary64"].map(|label| constants.find(label));
    assert_eq!(many.points.len(), 8);
    assert!(many.points.iter().all(|(_, c)| (0.1..1.0).contains(c)));
    assert_eq!(ours.points.last().map(|(k, _)| *k), Some(20.0));
}

#[test]
fn n_4_draws_the_errors_of_all_steps() {
    let [whole, coordinates, complex] = &plots("N.4")[..] else { panic!("three plots") };
    let central = &whole.find("central").points;
    let least = central.iter().copied().reduce(|a, b| if b.1 < a.1 { b } else { a }).unwrap();
    assert_eq!(central.len(), 60);
    assert!((1e-6..1e-4).contains(&least.0) && (1e-13..1e-10).contains(&least.1));
    let plateau = whole.find("a gradient without the factor 2").points[45].1;
    assert!((plateau - 0.5411).abs() < 1e-3, "{plateau}");
    let last = |label| coordinates.find(label).points[59].1;
    assert!(last("∂₁f") > 1e-3 && last("∂₃f") < 1e-14);
    let steps = &complex.find("complex step").points;
    assert!(steps.iter().filter(|(h, _)| (1e-308..1e-8).contains(h)).all(|(_, error)| *error < 1e-15));
    assert!(steps[0].1 > 1e-4 && steps[320].1 > 1e-4);
}
