//! Contenders for one derivative: each proves itself before it gets a time.

use crate::alloc::demand;
use crate::race::{Contender, Effort, Times, check, contender, print_table, race, show_seconds};
use std::hint::black_box;

/// The plain function and contenders for a derivative of it, at the same points.
pub struct Field<'a> {
    x: &'a [Vec<f64>],
    wanted: Vec<Vec<f64>>,
    contenders: Vec<Contender<'a>>,
    peaks: Vec<usize>,
}

impl<'a> Field<'a> {
    /// The plain function runs along; `wanted` is the derivative that everybody has to give.
    pub fn new(x: &'a [Vec<f64>], function: impl Fn(&[f64]) -> f64 + 'a, wanted: impl Fn(&[f64]) -> Vec<f64>) -> Self {
        let wanted = x.iter().map(|x| wanted(x)).collect();
        let mut field = Field { x, wanted, contenders: vec![], peaks: vec![] };
        field.pace("plain function", move |x| _ = black_box(function(x)));
        field
    }

    /// A contender for a gradient, which is compared with the one by hand; that one runs along too.
    pub fn of_gradient(
        x: &'a [Vec<f64>],
        function: impl Fn(&[f64]) -> f64 + 'a,
        by_hand: impl Fn(&[f64], &mut [f64]) + Copy + 'a,
    ) -> Self {
        let mut field = Field::new(x, function, |x| {
            let mut gradient = vec![0.0; x.len()];
            by_hand(x, &mut gradient);
            gradient
        });
        field.enter_into("by hand", by_hand);
        field
    }

    /// Other work at the points, only to be compared with.
    pub fn pace(&mut self, name: &str, mut work: impl FnMut(&[f64]) + 'a) {
        self.peaks.push(demand(|| work(&self.x[0])).1.peak);
        self.add(name, work);
    }

    /// Each evaluation is a call that cannot be inlined into the loop, as if somebody asked for one
    /// point after the other.
    fn add(&mut self, name: &str, work: impl FnMut(&[f64]) + 'a) {
        let (x, mut work): (_, Box<dyn FnMut(&[f64]) + 'a>) = (self.x, Box::new(work));
        self.contenders.push(contender(name, move || x.iter().for_each(|x| black_box(&mut work)(black_box(x)))));
    }

    /// Somebody who returns the derivative.
    pub fn enter<R: AsRef<[f64]>>(&mut self, name: &str, mut derivative: impl FnMut(&[f64]) -> R + 'a) {
        self.checked(name, move |x, look| look(derivative(x).as_ref()));
    }

    /// Somebody who writes the derivative to given memory.
    pub fn enter_into(&mut self, name: &str, mut derivative: impl FnMut(&[f64], &mut [f64]) + 'a) {
        let mut buffer = vec![0.0; self.wanted[0].len()];
        self.checked(name, move |x, look| {
            derivative(x, &mut buffer);
            look(&buffer);
        });
    }

    fn checked(&mut self, name: &str, mut derivative: impl FnMut(&[f64], &mut dyn FnMut(&[f64])) + 'a) {
        let mut peak = 0;
        for (x, wanted) in self.x.iter().zip(&self.wanted) {
            let mut got = vec![];
            let ((), demand) = demand(|| derivative(x, &mut |d| got.extend_from_slice(d)));
            peak = peak.max(demand.peak);
            check(name, &got, wanted);
        }
        self.peaks.push(peak);
        self.add(name, move |x| derivative(x, &mut |d| _ = black_box(d)));
    }

    /// Races them.
    pub fn run(self, effort: Effort) -> Outcome {
        Outcome { points: self.x.len() as f64, times: race(effort, self.contenders), peaks: self.peaks }
    }
}

/// What a race came to.
pub struct Outcome {
    points: f64,
    times: Times,
    peaks: Vec<usize>,
}

impl Outcome {
    fn index(&self, name: &str) -> Option<usize> {
        self.times.names().iter().position(|n| n == name)
    }
    /// The time of a contender over that of another, if both took part.
    pub fn over(&self, name: &str, other: &str) -> Option<f64> {
        Some(self.times.ratio(self.index(name)?, self.index(other)?))
    }
    /// The seconds a point.
    pub fn seconds(&self, name: &str) -> Option<f64> {
        Some(self.times.seconds(self.index(name)?) / self.points)
    }
    /// The most bytes that were live at once in a derivative, if the allocator counts.
    pub fn peak(&self, name: &str) -> Option<usize> {
        Some(self.peaks[self.index(name)?])
    }
    /// Prints time, time over the plain function, time over hand.
    pub fn print(&self, title: &str) {
        let line = |(i, name): (usize, &String)| {
            let over = |j| format!("{:.2}", self.times.ratio(i, j));
            vec![name.clone(), show_seconds(self.times.seconds(i) / self.points), over(0), over(1)]
        };
        let lines: Vec<_> = self.times.names().iter().enumerate().map(line).collect();
        print_table(title, &["engine", "time", "/ function", "/ hand"], &lines);
    }
}
