//! Plots: the data are kept, the axes fit them, and the picture is one SVG element without ids.

use examples::plot::{Axis, Contours, Plot, Series, Stroke};

fn steps() -> Vec<f64> {
    (0..=64).map(|k| 10f64.powf(-f64::from(k) / 4.0)).collect()
}

/// Error of two difference quotients of sin at 1 against the step; log-log with a gap at 0 errors.
fn errors() -> Plot {
    let exact = 1f64.cos();
    let forward = |h: f64| (((1.0 + h).sin() - 1f64.sin()) / h - exact).abs();
    let central = |h: f64| (((1.0 + h).sin() - (1.0 - h).sin()) / (2.0 * h) - exact).abs();
    Plot::new("error of the derivative of sin at 1")
        .x("step h")
        .y("absolute error")
        .log_log()
        .series(Series::graph("forward difference", steps(), forward).dots())
        .series(Series::graph("central difference", steps(), central).dots())
        .series(Series::graph("slope 2", [1e-4, 1.0], |h| 0.1 * h * h).dashed())
        .vertical(1.5e-8, "√ε")
}

fn saddle() -> Plot {
    let f = |x: f64, y: f64| 8.0 * x + 12.0 * y + x * x - 2.0 * y * y;
    Plot::new("contour lines of 8x₁ + 12x₂ + x₁² − 2x₂²")
        .x("x₁")
        .y("x₂")
        .contours(Contours::new((-10.0, 10.0), (-10.0, 10.0), 400, f).levels(20))
        .series(Series::line("Newton from (0, 0)", [(0.0, 0.0), (-4.0, 3.0)]).dots())
        .series(Series::graph("level 2", [-10.0, 10.0], |x| 3.0 + (x + 4.0) / 2f64.sqrt()).dashed())
        .point(-4.0, 3.0, "saddle (−4, 3)")
}

fn shares() -> Plot {
    let xs: Vec<f64> = (1..=50).map(|k| 0.02 * f64::from(k)).collect();
    let terms = |x: &f64| [1.0 / x, x.exp(), 1.0 / (x * x)];
    let share = |k: usize| -> Vec<f64> { xs.iter().map(|x| terms(x)[k] / terms(x).iter().sum::<f64>()).collect() };
    Plot::new("share of each term")
        .x("x")
        .y("share")
        .stacked(&xs, [("1/x", share(0)), ("eˣ", share(1)), ("1/x²", share(2))])
}

fn decay() -> Plot {
    let rate = |r: f64| (0..60).map(move |k| (f64::from(k), r.powi(k)));
    Plot::new("convergence of two methods on the same badly scaled quadratic, to rounding level")
        .x("iteration")
        .y("error")
        .log_y()
        .series(Series::line("gradient descent", rate(0.9)))
        .series(Series::line("conjugate gradients", rate(0.6)))
        .horizontal(f64::EPSILON, "ε")
}

/// One element of the right size, without ids or NaN. Leaves the picture for looking at.
fn assert_is_one_svg(name: &str, plot: &Plot) {
    let svg = plot.svg();
    let folder = env!("CARGO_TARGET_TMPDIR");
    std::fs::write(format!("{folder}/{name}.svg"), &svg).unwrap();
    assert!(svg.starts_with("<svg width=\"440\""), "{name} is shown at its size");
    assert_eq!(svg.matches("<svg").count(), 1);
    assert!(svg.trim_end().ends_with("</svg>"));
    assert!(!svg.contains(" id="), "{name} has ids, which clash on a page");
    assert!(!svg.contains("NaN"), "{name} has a NaN coordinate");
}

#[test]
fn every_kind_of_plot_is_one_svg_without_ids() {
    for (name, plot) in [("errors", errors()), ("saddle", saddle()), ("shares", shares()), ("decay", decay())] {
        assert_is_one_svg(name, &plot);
    }
}

#[test]
fn the_data_are_kept_as_given() {
    let plot = errors();
    assert_eq!(plot.find("forward difference").points.len(), steps().len());
    assert_eq!(plot.find("slope 2").points, [(1e-4, 0.1 * 1e-8), (1.0, 0.1)]);
    assert_eq!(plot.find("slope 2").stroke, Stroke::Dashed);
}

#[test]
fn stacked_terms_lie_on_one_another_and_end_at_their_sum() {
    let plot = shares();
    let lower = plot.find("1/x");
    let tops: Vec<f64> = lower.points.iter().map(|p| p.1).collect();
    assert_eq!(plot.find("eˣ").base, tops);
    assert!(plot.find("1/x²").points.iter().all(|p| (p.1 - 1.0).abs() < 1e-15));
}

#[test]
fn contour_lines_lie_on_their_level() {
    let f = |x: f64, y: f64| x * x + 3.0 * y * y;
    let contours = Contours::new((-2.0, 2.0), (-1.0, 1.0), 201, f).levels_at([1.0, 0.25]);
    assert_eq!(contours.levels, [0.25, 1.0], "levels are sorted");
    assert_eq!(contours.lines.len(), 2, "one closed line each");
    for line in &contours.lines {
        assert_eq!(line.points.first(), line.points.last(), "closed");
        // Linear interpolation on a cell of width h: at most f'' h²/8 = 6 (0.02)²/8 away.
        let off = |p: &(f64, f64)| (f(p.0, p.1) - contours.levels[line.level]).abs();
        assert!(line.points.iter().all(|p| off(p) < 3.1e-4));
    }
}

#[test]
fn open_contour_lines_end_at_the_border_and_a_saddle_is_joined_by_the_mean() {
    let f = |x: f64, y: f64| x * y;
    // Four samples, ambiguous cell, high corners (-1,-1) and (1,1), mean 0.
    let joined = Contours::new((-1.0, 1.0), (-1.0, 1.0), 2, f).levels_at([-0.5]);
    let cut = Contours::new((-1.0, 1.0), (-1.0, 1.0), 2, f).levels_at([0.5]);
    for (contours, sign) in [(&joined, -1.0), (&cut, 1.0)] {
        assert_eq!(contours.lines.len(), 2);
        for line in &contours.lines {
            assert_eq!(line.points.len(), 2);
            // A true level line of xy = ±1/2 stays in the quadrants where xy has that sign.
            let middle = (line.points[0].0 + line.points[1].0, line.points[0].1 + line.points[1].1);
            assert!(middle.0 * middle.1 * sign > 0.0, "{:?}", line.points);
        }
    }
}

#[test]
fn logarithmic_axes_have_powers_of_ten_and_skip_what_they_cannot_show() {
    let axis = Axis { log: true, ..Axis::default() };
    assert_eq!(axis.place(0.0), None);
    assert_eq!(axis.place(-1.0), None);
    assert_eq!(axis.place(f64::NAN), None);
    let ticks = axis.scale(&[1e-16, 1.0]).ticks;
    assert!(ticks.iter().any(|(at, label)| *at == -8.0 && label == "10⁻⁸"));
    assert!((4..=10).contains(&ticks.len()));
}

#[test]
fn linear_ticks_are_round_and_inside() {
    for (low, high) in [(0.0, 1.0), (-2.0, 2.0), (0.003, 0.0041), (-1e7, 3e7), (5.0, 5.0)] {
        let scale = Axis::default().scale(&[low, high]);
        assert!((3..=9).contains(&scale.ticks.len()), "{low}..{high}: {:?}", scale.ticks);
        assert!(scale.ticks.iter().all(|t| (scale.low..=scale.high).contains(&t.0)));
        let mut labels: Vec<_> = scale.ticks.iter().map(|t| &t.1).collect();
        labels.dedup();
        assert_eq!(labels.len(), scale.ticks.len(), "labels differ");
    }
}

#[test]
fn the_terminal_shows_eighteen_rows_of_sixty_characters_in_either_alphabet() {
    for plot in [errors(), saddle(), shares(), decay()] {
        let braille = plot.text(false);
        let rows = braille.lines().filter(|line| line.contains(" |")).count();
        assert_eq!(rows, 18);
        let dots = braille.chars().filter(|c| ('\u{2801}'..='\u{28ff}').contains(c)).count();
        assert!(dots > 60, "{braille}");
        let plain = plot.text(true);
        assert!(!plain.chars().any(|c| ('\u{2800}'..='\u{28ff}').contains(&c)));
        assert!(plain.lines().all(|line| line.chars().count() <= 9 + 2 + 60 + 4 || line == plot.title));
    }
}

#[test]
fn nothing_to_draw_is_an_empty_frame() {
    let empty = Plot::new("empty").series(Series::line("none", [(f64::NAN, 1.0)])).log_log();
    assert!(empty.svg().starts_with("<svg"));
    assert_eq!(empty.text(true).lines().filter(|line| line.contains(" |")).count(), 18);
}
