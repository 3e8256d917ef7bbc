//! `tests/data/mgh.json`: what is published of the problems, and values computed elsewhere.

use crate::problems::{INSTANCES, Mgh};
use serde::Deserialize;

/// One instance in the file.
#[derive(Deserialize)]
pub struct Published {
    number: usize,
    name: String,
    n: usize,
    m: usize,
    objective: String,
    pub start: Vec<f64>,
    pub f_at_start: f64,
    pub minima: Vec<Minimum>,
    pub best_f_found: f64,
    pub x_best: Vec<f64>,
    pub data: Option<Data>,
}

#[derive(Deserialize)]
pub struct Minimum {
    pub published: f64,
    pub ok: bool,
}

/// Measured data; only one problem has more than the `y`.
#[derive(Deserialize)]
pub struct Data {
    pub y: Vec<f64>,
    pub u: Option<Vec<f64>>,
}

/// Every instance of the table with its entry in the file.
pub fn pairs() -> Vec<(&'static Mgh, Published)> {
    #[derive(Deserialize)]
    struct File {
        problems: Vec<Published>,
    }
    let text = include_str!("../data/mgh.json");
    let file: File = serde_json::from_str(text).unwrap_or_else(|e| panic!("mgh.json has not the form expected: {e}"));
    assert_eq!((file.problems.len(), INSTANCES.len()), (41, 41));
    let pairs: Vec<_> = INSTANCES.iter().zip(file.problems).collect();
    for (here, there) in &pairs {
        assert_eq!((here.number, here.to_string()), (there.number, there.name.clone()));
        assert_eq!((here.n, here.m), (there.n, there.m), "{here}");
        assert_eq!(there.objective, "f = sum r_i^2 (no 1/2)", "{here}");
    }
    pairs
}
