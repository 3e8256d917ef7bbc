//! The gradient of f is affine with a regular matrix, so it has one zero, which one Newton step
//! reaches from anywhere. Eigenvalues of both signs make it a saddle.

use super::{Matrix, Parts, Point};
use crate::objectives::Saddle;
use crate::plot::{Contours, Plot};
use ad::forward::second_directional;
use ad::{Engine, Objective, OnGraph};
use optim::Recipe;
use optim::descent::Steihaug;
use optim::observe::History;
use optim::search::TrustRegion;
use optim::stationary::{self, Stationary};
use std::f64::consts::SQRT_2;

const AXES: [Point; 2] = [[1.0, 0.0], [0.0, 1.0]];

/// One reverse sweep gives both partial derivatives.
fn gradient(x: Point) -> Point {
    let (_, g) = OnGraph.gradient(&Saddle, &x);
    [g[0], g[1]]
}

/// hᵢⱼ is the ε₁ε₂ part of f(x + ε₁eᵢ + ε₂eⱼ): one hyper-dual evaluation an entry.
fn hessian(x: Point) -> Matrix {
    AXES.map(|e| AXES.map(|d| second_directional(&Saddle, &x, &e, &d)))
}

/// If this is the same c everywhere, then ∇f(x) = Hx + c.
fn affine_rest(x: Point) -> Point {
    let (g, h) = (gradient(x), hessian(x));
    [0, 1].map(|i| g[i] - (h[i][0] * x[0] + h[i][1] * x[1]))
}

/// Hx = −c has exactly one solution if and only if det H ≠ 0.
fn determinant() -> f64 {
    let [[a, b], [c, d]] = hessian([0.0, 0.0]);
    a * d - b * c
}

fn newton(start: Point) -> Stationary {
    stationary::newton(&Saddle, &start).expect("the start is finite")
}

fn newton_path(start: Point) -> Vec<Point> {
    newton(start).path.iter().map(|x| [x[0], x[1]]).collect()
}

fn stationary_point() -> (Point, f64) {
    let found = newton([0.0, 0.0]);
    ([found.x[0], found.x[1]], found.value)
}

fn eigenvalues() -> Vec<f64> {
    newton([0.0, 0.0]).eigenvalues
}

/// The kind is read off the signs of the eigenvalues.
fn kind() -> String {
    newton([0.0, 0.0]).kind.to_string()
}

fn along_x1(t: f64) -> f64 {
    Saddle.value(&[-4.0 + t, 3.0]) - 2.0
}

fn along_x2(t: f64) -> f64 {
    Saddle.value(&[-4.0, 3.0 + t]) - 2.0
}

/// Negative curvature leads on without end, and the status says so: no report claims a minimum.
fn minimised(start: Point) -> (String, Vec<Point>) {
    let mut history = History::default();
    let method = Steihaug::default().search(TrustRegion::radius(1.0)).observe(&mut history);
    let report = method.minimize(&Saddle, &start).expect("the start is finite");
    let points = history.x.iter().map(|x| [x[0], x[1]]);
    (report.status.to_string(), std::iter::once(start).chain(points).collect())
}

/// f(x) − 2 = (x₁ + 4)² − 2(x₂ − 3)² vanishes on two lines.
fn level_lines(x1: f64) -> [f64; 2] {
    let half_gap = (x1 + 4.0) / SQRT_2;
    [3.0 + half_gap, 3.0 - half_gap]
}

fn contour_plot() -> Plot {
    let square = (-10.0, 10.0);
    let f = |x1, x2| Saddle.value(&[x1, x2]);
    Plot::new("f(x) = 8x₁ + 12x₂ + x₁² − 2x₂² and its saddle")
        .x("x₁")
        .y("x₂")
        .contours(Contours::new(square, square, 400, f).levels(20))
}

pub fn solution() -> Parts {
    Parts {
        gradient,
        hessian,
        affine_rest,
        determinant,
        newton_path,
        stationary_point,
        eigenvalues,
        kind,
        along_x1,
        along_x2,
        minimised,
        level_lines,
        contour_plot,
    }
}
