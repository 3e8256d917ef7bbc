//! What L-BFGS costs besides the gradient: over the two-loop recursion alone, written by hand.
//!
//! A run is recorded once: its points in order, with values and gradients. Then the same run is made
//! from the record, where a gradient costs a copy, and the bare recursion is applied along the same
//! accepted points as many times.

use ad_benches::data::Random;
use ad_benches::objectives::{Problem, Rosenbrock};
use ad_benches::race::{Effort, contender, print_table, race, show_seconds};
use optim::Recipe;
use optim::descent::Lbfgs;
use optim::problem::{Gradient, Value, by_hand};
use std::cell::{Cell, RefCell};
use std::hint::black_box;

const MEMORY: usize = 20;

/// A point with its value and gradient.
struct Entry {
    x: Vec<f64>,
    f: f64,
    g: Vec<f64>,
}

/// Writes down what a function answers.
struct Recorder<P> {
    of: P,
    entries: RefCell<Vec<Entry>>,
}
impl<P: Gradient> Value for Recorder<P> {
    fn value(&self, _: &[f64]) -> f64 {
        unreachable!("this search takes gradients alone")
    }
}
impl<P: Gradient> Gradient for Recorder<P> {
    fn value_and_gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        let f = self.of.value_and_gradient(x, g);
        self.entries.borrow_mut().push(Entry { x: x.to_vec(), f, g: g.to_vec() });
        f
    }
}

/// Gives the recorded answers in their order, whatever the point.
struct Replay<'a> {
    entries: &'a [Entry],
    next: Cell<usize>,
}
impl Value for Replay<'_> {
    fn value(&self, _: &[f64]) -> f64 {
        unreachable!("this search takes gradients alone")
    }
}
impl Gradient for Replay<'_> {
    fn value_and_gradient(&self, _: &[f64], g: &mut [f64]) -> f64 {
        let entry = &self.entries[self.next.replace(self.next.get() + 1)];
        g.copy_from_slice(&entry.g);
        entry.f
    }
}

/// The recursion and its memory, allocated once: a ring of pairs.
#[derive(Default)]
struct TwoLoops {
    pairs: Vec<(Vec<f64>, Vec<f64>, f64)>,
    oldest: usize,
    alphas: Vec<f64>,
    q: Vec<f64>,
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
fn add(y: &mut [f64], a: f64, x: &[f64]) {
    y.iter_mut().zip(x).for_each(|(y, x)| *y += a * x);
}

impl TwoLoops {
    fn with(n: usize) -> Self {
        let pairs = (0..MEMORY).map(|_| (vec![0.0; n], vec![0.0; n], 0.0)).collect();
        TwoLoops { pairs, oldest: 0, alphas: vec![0.0; MEMORY], q: vec![0.0; n] }
    }
    /// `-H g` from the last `known` pairs.
    fn direction(&mut self, g: &[f64], known: usize) {
        let q = &mut self.q;
        q.iter_mut().zip(g).for_each(|(q, g)| *q = -g);
        let place = |k: usize| (self.oldest + k) % MEMORY;
        for k in (0..known).rev() {
            let (s, y, rho) = &self.pairs[place(k)];
            self.alphas[k] = rho * dot(s, q);
            add(q, -self.alphas[k], y);
        }
        if known > 0 {
            let (_, y, rho) = &self.pairs[place(known - 1)];
            let scale = 1.0 / (rho * dot(y, y));
            q.iter_mut().for_each(|q| *q *= scale);
        }
        for k in 0..known {
            let (s, y, rho) = &self.pairs[place(k)];
            let beta = rho * dot(y, q);
            add(q, self.alphas[k] - beta, s);
        }
    }
    /// Takes in a pair, the oldest one out when the ring is full.
    fn learn(&mut self, from: &Entry, to: &Entry, known: usize) {
        let place = if known < MEMORY { known } else { self.oldest };
        let (s, y, rho) = &mut self.pairs[place];
        s.iter_mut().zip(to.x.iter().zip(&from.x)).for_each(|(s, (a, b))| *s = a - b);
        y.iter_mut().zip(to.g.iter().zip(&from.g)).for_each(|(y, (a, b))| *y = a - b);
        *rho = 1.0 / dot(s, y);
        if known == MEMORY {
            self.oldest = (self.oldest + 1) % MEMORY;
        }
    }
    fn along(&mut self, path: &[&Entry]) {
        self.oldest = 0;
        for (step, pair) in path.windows(2).enumerate() {
            self.direction(black_box(&pair[0].g), step.min(MEMORY));
            black_box(&mut self.q);
            self.learn(pair[0], pair[1], step.min(MEMORY));
        }
    }
}

/// One line of the table.
fn line(effort: Effort, name: &str, start: &[f64]) -> Vec<String> {
    let n = start.len();
    let rosenbrock = || by_hand(|_: &[f64]| unreachable!()).gradient(|x, g| Rosenbrock(n).by_hand(x, g));
    let method = || Lbfgs::default().memory(MEMORY);
    let recorder = Recorder { of: rosenbrock(), entries: RefCell::default() };
    let mut run = method().method().start(&recorder, start).expect("a finite start");
    let mut accepted = vec![0];
    while run.step(&recorder).is_none() {
        accepted.push(recorder.entries.borrow().iter().rposition(|e| e.x == run.at().x).expect("a recorded point"));
    }
    let report = run.report();
    assert!(report.success(), "{name}: {report}");
    let entries = recorder.entries.into_inner();
    let path: Vec<&Entry> = accepted.iter().map(|&k| &entries[k]).collect();

    // the bare recursion is the same recursion: its last direction leads along the last step
    let mut loops = TwoLoops::with(n);
    loops.along(&path);
    let [.., from, to] = path[..] else { panic!("{name}: no step") };
    let step: Vec<f64> = to.x.iter().zip(&from.x).map(|(a, b)| a - b).collect();
    let cosine = dot(&step, &loops.q) / (dot(&step, &step) * dot(&loops.q, &loops.q)).sqrt();
    assert!((cosine - 1.0).abs() < 1e-9, "{name}: the recursions differ, cosine {cosine}");

    let replayed = || {
        let replay = Replay { entries: &entries, next: Cell::new(0) };
        let report = method().minimize(&replay, start).expect("a finite start");
        (report, replay.next.get())
    };
    let again = replayed();
    assert_eq!((&again.0, again.1), (&report, entries.len()), "{name}: the replayed run is another");
    let live = rosenbrock();
    let (mut buffer, mut copy) = (vec![0.0; n], vec![0.0; n]);
    let times = race(
        effort,
        vec![
            contender("bare", || loops.along(black_box(&path))),
            contender("replayed", || _ = black_box(replayed())),
            contender("copies", || {
                for e in &entries {
                    copy.copy_from_slice(black_box(&e.g));
                    black_box(&mut copy);
                }
            }),
            contender("live", || _ = black_box(method().minimize(&live, black_box(start)))),
            contender("gradients", || {
                for e in &entries {
                    black_box(live.value_and_gradient(black_box(&e.x), &mut buffer));
                    black_box(&mut buffer);
                }
            }),
        ],
    );
    vec![
        name.into(),
        report.iterations.to_string(),
        entries.len().to_string(),
        show_seconds(times.seconds(0)),
        show_seconds(times.seconds(1)),
        format!("{:.2}", times.ratio_without(1, Some(2), 0)),
        format!("{:.2}", times.ratio_without(3, Some(4), 0)),
    ]
}

/// L-BFGS on Rosenbrock's function of 1,000 variables.
pub fn run(effort: Effort) {
    let standard: Vec<f64> = [-1.2, 1.0].into_iter().cycle().take(1000).collect();
    let scattered = Random::new(7).vector(1000, -2.0, 2.0);
    let lines =
        [line(effort, "from the standard start", &standard), line(effort, "from a scattered start", &scattered)];
    let head = ["L-BFGS", "steps", "points", "bare", "run", "outside f, g / bare", "the same, live gradient"];
    print_table("Overhead: Rosenbrock, n = 1000, memory 20", &head, &lines);
}
