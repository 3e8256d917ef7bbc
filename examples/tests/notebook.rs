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
fn n_01_draws_every_trial_and_every_step() {
    let [along, contour, history] = &exhibit("N.1").plots[..] else { panic!("three plots") };
    assert_eq!(
        along.find("trials").points,
        [1.0, 0.5, 0.25, 0.125, 0.0625].map(|a| (a, 19.0 - 436.0 * a + 4036.0 * a * a))
    );
    let path = &contour.find("iterates").points;
    assert_eq!((path.len(), path[0], path[1]), (101, (3.0, 1.0), (2.625, -0.25)));
    let (k, last) = history.find("backtracking").points[100];
    let wanted = reference("N.1").get("gd").num("f_final");
    assert_eq!(k, 100.0);
    assert_near(last, wanted, 1e-9);
}

#[test]
fn n_02_draws_the_paths_and_how_fast_they_end() {
    let [contour, gradients, constants] = &exhibit("N.2").plots[..] else { panic!("three plots") };
    let path = &contour.find("from (−1, 1)").points;
    assert_eq!((path.len(), path[0], path[21]), (22, (-1.0, 1.0), (1.0, 1.0)));
    let norms = &gradients.find("from (−1, 1)").points;
    let stored = reference("N.2").items("rows")[19].num("gnorm");
    assert_near(norms[19].1, stored, 1e-6);
    assert_eq!(norms[21].1, 0.0);
    let [many, ours] = ["400 digits", "binary64"].map(|label| constants.find(label));
    assert_eq!(many.points.len(), 8);
    assert!(many.points.iter().all(|(_, c)| (0.1..1.0).contains(c)));
    assert_eq!(ours.points.last().map(|(k, _)| *k), Some(20.0));
}

#[test]
fn n_03_draws_l_bfgs_to_its_last_step_and_gradient_descent_to_its_last_point() {
    let (r, plots) = (reference("N.3").get("rosenbrock"), exhibit("N.3").plots);
    for (label, key) in [("yᵀs > 1e-10", "lbfgs"), ("yᵀs > 1e-12 ‖y‖ ‖s‖", "lbfgs_relative_curvature_test")]
    {
        let (steps, lengths) = (r.get(key).num("steps"), r.get(key).vec("gnorm"));
        assert_eq!(end(&plots[0], label).0, steps);
        for (point, expected) in plots[0].find(label).points.iter().zip(lengths).take(16) {
            assert_near(point.1, expected, 1e-9);
        }
    }
    assert_near(end(&plots[1], "gradient descent").0, r.get("gd").num("fevals"), 0.01);
    assert!(plots[1].find("gradient descent").points.len() < 1000, "thinned");
    let path = plots[2].find("L-BFGS").points.last().expect("a path has points");
    assert!((path.0 - 1.0).hypot(path.1 - 1.0) < 1e-9);
}

#[test]
fn n_04_draws_the_errors_of_all_steps() {
    let [whole, coordinates, complex] = &exhibit("N.4").plots[..] else { panic!("three plots") };
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

#[test]
fn n_05_draws_five_gaps_and_the_radius_and_ratio_of_each_trial() {
    let (r, plots) = (reference("N.5"), exhibit("N.5").plots);
    let gaps = |label| &plots[0].find(label).points;
    for (label, key) in [("Cauchy", "gap_TR"), ("gradient descent", "gap_GD")] {
        assert_near(gaps(label)[50].1, r.get("seed").num(key), 1e-6);
    }
    assert_eq!([gaps("dogleg").len(), gaps("Steihaug").len(), gaps("conjugate gradients").len()], [7, 7, 6]);
    let trials = r.get("rosenbrock_companion").get("dogleg").num("iterations") as usize;
    for plot in &plots[1..] {
        assert_eq!(plot.find("dogleg, Rosenbrock").points.len(), trials);
        assert_eq!(plot.find("Steihaug, Rosenbrock").points.len(), trials);
    }
    let ratios = &plots[2].find("dogleg, Rosenbrock").points;
    assert_eq!(ratios.iter().filter(|(_, rho)| *rho <= 0.1).count(), 4);
    assert!(plots[2].find("Cauchy, quadratic").points.iter().all(|(_, rho)| (rho - 1.0).abs() < 1e-8));
}

#[test]
fn n_06_adam_passes_newtons_rate_and_its_own_limit_of_stability() {
    let (plots, r) = (exhibit("N.6").plots, reference("N.6"));
    let (t, f) = end(&plots[0], "Adam");
    assert_eq!(t, 2000.0);
    assert_near(f, r.get("adam").get("by_step").get("2000").num("f"), 1e-8);
    assert_near(end(&plots[0], "Adam, axes turned").1, r.get("adam_rotated").num("f_2000"), 1e-8);
    assert_near(end(&plots[0], "momentum").1, r.get("momentum_run").num("f_2000"), 1e-8);
    let ratio = plots[1].find("largest of 20");
    assert_eq!(ratio.points.len(), 251);
    assert!(ratio.points.iter().any(|p| p.0 < 1e4 && p.1 > 1.0));
    let after: Vec<f64> = ratio.points.iter().filter(|p| p.0 >= 20_000.0).map(|p| p.1).collect();
    assert!(after.iter().all(|ratio| (28.0..42.0).contains(ratio)), "it hovers around 38: {after:?}");
    let (least, last) = (plots[2].find("f").points[100].1, end(&plots[2], "f").1);
    assert!(least == 0.0 && last > 1e-8, "f grows again: {least}, {last}");
}

#[test]
fn n_07_the_scale_follows_the_coin_and_then_the_gradient() {
    let (plots, r) = (exhibit("N.7").plots, reference("N.7"));
    let f16: Vec<f64> = plots[0].find("f16").points.iter().filter(|p| p.0 < 2.9e-8).map(|p| p.1).collect();
    assert!(!f16.is_empty() && f16.iter().all(|error| *error == 1.0), "below 2⁻²⁵ everything is lost");
    let unit = r.get("bf16").num("unit_roundoff");
    assert!(plots[0].find("bf16").points.iter().all(|p| p.1 <= unit), "bf16 keeps its 8 bits");
    let played: Vec<f64> = plots[1].find("from 1024, interval 20").points.iter().map(|p| p.1).collect();
    assert_eq!(played, r.vec("scale_trajectory_init1024_interval20"));
    assert_eq!(end(&plots[1], "from 32768, interval 2000").1, r.vec("scale_trajectory_init32768_interval2000")[1]);
    let chance: Vec<f64> = plots[1].find("overflow").points.iter().map(|p| p.0).collect();
    assert_eq!(chance, r.vec("overflow_steps"));
    let (adjoint, overflows) = (plots[2].find("largest adjoint"), plots[2].find("gradient not finite"));
    let beyond = adjoint.points.iter().filter(|p| p.1 >= 65520.0).map(|p| p.0);
    assert_eq!(beyond.collect::<Vec<_>>(), overflows.points.iter().map(|p| p.0).collect::<Vec<_>>());
    assert!(overflows.points.len() > 5);
    assert!(end(&plots[3], "w₁, scaled").1 < 2e-3 && end(&plots[3], "w₁, not scaled").1 == 2.0);
}

#[test]
fn n_08_draws_lanczos_to_the_whole_spectrum_and_the_error_of_differences() {
    let (plots, r) = (exhibit("N.8").plots, reference("N.8"));
    assert!(plots[0].find("exact products").points[4].1 < 1e-12);
    assert_near(end(&plots[0], "differences, h = 1e-5").1, r.get("power").num("rel_err_fd"), 0.02);
    let measured = &plots[1].find("measured").points;
    let theory = &plots[1].find("(h/2) |D³f[u, u, u]|/λ").points[0];
    for (h, error) in measured.iter().filter(|p| p.0 > 9e-7) {
        assert_near(*error, theory.1 / theory.0 * h, 0.05);
    }
    let (largest, smallest) = (&plots[2].find("Lanczos, largest").points, &plots[2].find("Lanczos, smallest").points);
    assert!(largest[4].1 > 1e-3 && largest[20].1 < 1e-12, "the largest first");
    assert!(smallest[48].1 > 1e-8 && smallest[49] == end(&plots[2], "Lanczos, smallest"), "the smallest at last");
    assert!(smallest[49].1 < 1e-12);
    assert_eq!((end(&plots[3], "reorthogonalised").1, end(&plots[3], "not reorthogonalised").1), (1.0, 3.0));
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

#[test]
fn n_10_draws_where_the_step_matters_and_where_it_does_not() {
    let plot = &exhibit("N.10").plots[0];
    let error = |label: &str, k: usize| plot.find(label).points[8 * k];
    let (affine, curved, complex) =
        ("difference, quadratic", "difference, x₁⁴ + x₁ cos x₂", "complex step, x₁⁴ + x₁ cos x₂");
    let stored = reference("N.10").get("companion").get("fd_rel_err_by_h").num("0.01");
    let (h, crude) = error(curved, 13);
    assert_near(h, 1e-2, 1e-12);
    assert_near(crude, stored, 1e-9);
    assert!(error(affine, 13).1 < 1e-13 && error(affine, 7).1 < 1e-7);
    assert!((0..=7).all(|k| error(complex, k).1 < 1e-15));
    assert_eq!([affine, curved, complex].map(|label| plot.find(label).points.len()), [121; 3]);
}
