//! A test problem that knows when it is solved, and at what cost: for the table of figures and for
//! the benchmarks, which take this file in by `#[path]` beside the table of problems.
//!
//! Solved is `f - f* <= max(1e-6 |f*|, 1e-16, min(1e-8, 1e-10 (f0 - f*)))`, or within 1e-6 of
//! another published local minimum with `|g| <= 1e-6 max(1, |f|)`; at most 6,000 points.
#![allow(dead_code, reason = "a program that takes the file in need not use all of it")]

use crate::problems::Mgh;
use optim::problem::{Gradient, HessVec, Hessian, Value};
use std::cell::{Cell, RefCell};

/// The most points that a method may evaluate.
pub const CAP: usize = 6_000;

/// What solved means for one instance.
pub struct Target {
    /// The least value known.
    pub best: f64,
    others: Vec<f64>,
    enough: f64,
}

/// The targets of all instances, in the order of the table.
pub fn targets() -> Vec<Target> {
    let file: serde_json::Value =
        serde_json::from_str(include_str!("../data/mgh.json")).expect("the file of the test problems");
    let problems = file["problems"].as_array().expect("problems");
    let target = |p: &serde_json::Value| {
        let found = p["best_f_found"].as_f64().expect("a number");
        // where the published digits are few, the minimum as it was reproduced stands in the comment
        let reproduced = |how: &str| how.split_once("f=").and_then(|(_, f)| f.trim().parse().ok());
        let minimum = |m: &serde_json::Value| reproduced(m["how"].as_str()?).or(m["published"].as_f64());
        let published: Vec<f64> = p["minima"].as_array().expect("minima").iter().filter_map(minimum).collect();
        let best = published.iter().copied().fold(found, f64::min);
        let start = p["f_at_start"].as_f64().expect("a number");
        let enough = (1e-6 * best.abs()).max(1e-16).max(1e-8f64.min(1e-10 * (start - best)));
        Target { best, others: published, enough }
    };
    problems.iter().map(target).collect()
}

/// Looks at every evaluation.
pub struct Tracked<'a> {
    of: &'a Mgh,
    target: &'a Target,
    points: Cell<usize>,
    hess_vecs: Cell<usize>,
    last: RefCell<Vec<f64>>,
    solved: Cell<Option<(usize, usize)>>,
}

impl<'a> Tracked<'a> {
    /// Nothing evaluated yet.
    pub fn new(of: &'a Mgh, target: &'a Target) -> Self {
        Tracked {
            of,
            target,
            points: Cell::new(0),
            hess_vecs: Cell::new(0),
            last: RefCell::default(),
            solved: Cell::new(None),
        }
    }
    /// Different points in a row so far.
    pub fn points(&self) -> usize {
        self.points.get()
    }
    /// The points and Hessian-vector products after which it was solved.
    pub fn solved(&self) -> Option<(usize, usize)> {
        self.solved.get()
    }
    fn see(&self, x: &[f64], f: f64, g: Option<&[f64]>) {
        let mut last = self.last.borrow_mut();
        if *last != x {
            self.points.set(self.points.get() + 1);
            *last = x.to_vec();
        }
        let local = || {
            let largest = g.map_or(f64::INFINITY, |g| g.iter().fold(0.0f64, |m, g| m.max(g.abs())));
            let near = self.target.others.iter().any(|m| (f - m).abs() <= 1e-6 * m.abs());
            near && largest <= 1e-6 * f.abs().max(1.0)
        };
        if self.solved.get().is_none() && (f - self.target.best <= self.target.enough || local()) {
            self.solved.set(Some((self.points.get(), self.hess_vecs.get())));
        }
    }
}
impl Value for Tracked<'_> {
    fn value(&self, x: &[f64]) -> f64 {
        let f = Value::value(self.of, x);
        self.see(x, f, None);
        f
    }
}
impl Gradient for Tracked<'_> {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        let f = self.of.value_and_gradient(x, g);
        self.see(x, f, Some(g));
        f
    }
}
impl HessVec for Tracked<'_> {
    fn hess_vec_into(&self, x: &[f64], v: &[f64], hv: &mut [f64]) {
        self.hess_vecs.set(self.hess_vecs.get() + 1);
        self.of.hess_vec_into(x, v, hv);
    }
}
impl Hessian for Tracked<'_> {
    fn hessian_into(&self, x: &[f64], h: &mut [f64]) {
        self.hess_vecs.set(self.hess_vecs.get() + x.len());
        self.of.hessian_into(x, h);
    }
}
