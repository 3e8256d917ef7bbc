//! Gradients and products with the Hessian: our engines over the plain function and over the
//! gradient coded by hand; with `--features peers` other crates beside them.

use ad::{DualVec, Engine, OnGraph};
use ad_reverse::OnTape;
use ad_benches::data::Random;
use ad_benches::objectives::{Dense, Mlp, Ours, Problem, Rosenbrock};
use ad_benches::race::{Contender, Effort, check, contender, print_table, race, show_seconds};
use std::hint::black_box;

/// Contenders for one derivative; each first proves itself against the derivative by hand.
struct Field<'a> {
    x: &'a [Vec<f64>],
    wanted: Vec<Vec<f64>>,
    contenders: Vec<Contender<'a>>,
}

impl<'a> Field<'a> {
    fn new(
        x: &'a [Vec<f64>],
        function: impl Fn(&[f64]) -> f64 + 'a,
        by_hand: impl Fn(&[f64], &mut [f64]) + 'a,
    ) -> Self {
        let derivative = |x: &Vec<f64>| {
            let mut derivative = vec![0.0; x.len()];
            by_hand(x, &mut derivative);
            derivative
        };
        let wanted = x.iter().map(derivative).collect();
        let plain = contender("plain function", move || {
            for x in x {
                black_box(function(black_box(x)));
            }
        });
        let mut buffer = vec![0.0; x[0].len()];
        let by_hand = contender("by hand", move || {
            for x in x {
                by_hand(black_box(x), &mut buffer);
                black_box(&mut buffer);
            }
        });
        Field { x, wanted, contenders: vec![plain, by_hand] }
    }
    fn enter<R: AsRef<[f64]>>(&mut self, name: &str, mut derivative: impl FnMut(&[f64]) -> R + 'a) {
        let x = self.x;
        for (x, wanted) in x.iter().zip(&self.wanted) {
            check(name, derivative(x).as_ref(), wanted);
        }
        self.contenders.push(contender(name, move || {
            for x in x {
                black_box(derivative(black_box(x)));
            }
        }));
    }
    /// Races them: time, over the plain function, over hand.
    fn run(self, title: &str, effort: Effort) {
        let points = self.x.len() as f64;
        let times = race(effort, self.contenders);
        let line = |(i, name): (usize, &String)| {
            let over = |j| format!("{:.2}", times.ratio(i, j));
            vec![name.clone(), show_seconds(times.seconds(i) / points), over(0), over(1)]
        };
        let lines: Vec<_> = times.names().iter().enumerate().map(line).collect();
        print_table(title, &["engine", "time", "/ function", "/ hand"], &lines);
    }
}

/// A few seeded points, more of them for small problems.
fn points(n: usize) -> Vec<Vec<f64>> {
    let mut random = Random::new(5);
    (0..(256 / n).clamp(2, 64)).map(|_| random.vector(n, -1.0, 1.0)).collect()
}

fn gradients<P: Problem>(effort: Effort, f: &P) {
    let x = points(f.n());
    let mut field = Field::new(&x, |x| f.eval(x), |x, gradient| _ = f.by_hand(x, gradient));
    field.enter("ad::gradient", |x| ad::gradient(&Ours(f), x).1);
    field.enter("tape", |x| OnTape.gradient(&Ours(f), x).1);
    field.enter("graph", |x| OnGraph.gradient(&Ours(f), x).1);
    if f.n() <= 1000 {
        field.enter("DualVec, 8 lanes", |x| ad::forward::gradient(&Ours(f), x).1);
    }
    if f.n() == 2 {
        field.enter("DualVec, 2 lanes, no allocation", |x| f.eval(&DualVec::variables([x[0], x[1]])).eps);
    }
    #[cfg(feature = "peers")]
    enter_peers(&mut field, f, &x);
    field.run(&format!("Gradient: {}", f.name()), effort);
}

#[cfg(feature = "peers")]
fn enter_peers<'a, P: Problem>(field: &mut Field<'a>, f: &'a P, x: &'a [Vec<f64>]) {
    use ad_benches::peers::{autodiff, echidna, hyperdual, num_dual};
    field.enter("echidna, tape", |x| echidna::tape_gradient(f, x));
    field.enter("echidna, record and sweep", |x| echidna::record(f, x).gradient(x));
    let mut program = echidna::record(f, &x[0]);
    field.enter("echidna, replay", move |x| program.gradient(x));
    if f.n() <= 1000 {
        field.enter("echidna, 8 lanes", |x| echidna::gradient(f, x));
        field.enter("hyperdual, 8 lanes", |x| hyperdual::gradient(f, x));
        field.enter("num-dual, 8 lanes", |x| num_dual::gradient(f, x));
        field.enter("autodiff, 1 lane", |x| autodiff::gradient(f, x));
    }
}

fn hess_vecs(effort: Effort, f: &Rosenbrock) {
    let x = points(f.0);
    let v = Random::new(6).vector(f.0, -1.0, 1.0);
    let mut field = Field::new(&x, |x| f.eval(x), |x, product| f.hess_vec_by_hand(x, &v, product));
    field.enter("ad::hess_vec", |x| ad::hess_vec(&Ours(f), x, &v));
    field.enter("tape over Dual", |x| OnTape.hess_vec(&Ours(f), x, &v));
    field.enter("graph over Dual", |x| OnGraph.hess_vec(&Ours(f), x, &v));
    field.run(&format!("Product with the Hessian: {}", f.name()), effort);
}

fn main() {
    let (effort, quick) = (Effort::from_args(), ad_benches::quick());
    gradients(effort, &Rosenbrock(2));
    gradients(effort, &Rosenbrock(1000));
    if !quick {
        gradients(effort, &Rosenbrock(100_000));
    }
    gradients(effort, &Dense(20));
    gradients(effort, &Mlp::new(8, 32, if quick { 16 } else { 256 }));
    hess_vecs(effort, &Rosenbrock(2));
    hess_vecs(effort, &Rosenbrock(1000));
}
