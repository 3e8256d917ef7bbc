//! Counts comparisons, keeps the worst, lists what failed.

use crate::worst::Worst;
use std::collections::BTreeMap;

/// Engine, quantity and the largest error seen.
type Seen = (&'static str, &'static str, f64);

/// The comparisons of one test.
#[derive(Default)]
pub struct Report {
    numbers: BTreeMap<&'static str, usize>,
    cases: BTreeMap<&'static str, usize>,
    /// The worst error by function, then by engine and quantity, in order of appearance.
    worst: Vec<(String, Vec<Seen>)>,
    failures: Vec<String>,
}

/// Which number is compared.
pub struct What<'a> {
    pub function: &'a str,
    pub engine: &'static str,
    pub quantity: &'static str,
    pub at: &'a [f64],
}

impl Report {
    /// Counts a case that `engine` is given.
    pub fn case(&mut self, engine: &'static str) {
        *self.cases.entry(engine).or_default() += 1;
    }

    /// Compares one number: `error` must not be above `limit`. Both are in the unit of the test.
    pub fn compare(&mut self, what: &What, (got, want): (f64, f64), error: f64, limit: f64) {
        let &What { function, engine, quantity, at } = what;
        *self.numbers.entry(engine).or_default() += 1;
        if self.worst.last().is_none_or(|(last, _)| last != function) {
            self.worst.push((function.to_owned(), Vec::new()));
        }
        if let Some((_, seen)) = self.worst.last_mut() {
            match seen.iter_mut().find(|(e, q, _)| (*e, *q) == (engine, quantity)) {
                Some((_, _, worst)) => *worst = worst.max(error),
                None => seen.push((engine, quantity, error)),
            }
        }
        let within = error <= limit;
        if !within {
            let numbers = format!("{got:e}, not {want:e}: {error:.3e} > {limit:.3e}");
            self.failures.push(format!("{function} {quantity} by {engine} at {at:?}: {numbers}"));
        }
    }

    /// Whether a number was wrong.
    pub fn failed(&self) -> bool {
        !self.failures.is_empty()
    }

    /// The first numbers that were wrong.
    pub fn failures(&self) -> String {
        self.failures.iter().take(60).cloned().collect::<Vec<_>>().join("\n")
    }

    /// The worst errors of the numbers of this library by function, in the order of `quantities`.
    /// Plain f64 runs the standard library, so it is left out.
    pub fn worst(&self, quantities: &[&str]) -> Vec<(String, Vec<Worst>)> {
        let of = |seen: &[Seen], quantity| {
            let errors = seen.iter().filter(|(engine, q, _)| *engine != "f64" && *q == quantity);
            errors.fold(Worst::default(), |worst, &(.., error)| worst.or(Worst(error)))
        };
        self.worst
            .iter()
            .map(|(name, seen)| (name.clone(), quantities.iter().map(|q| of(seen, *q)).collect()))
            .collect()
    }

    /// Prints the counts, and for each function and engine the worst errors of the quantities
    /// in their order, rounded up.
    ///
    /// # Panics
    /// If anything failed, if an engine was not given `cases` cases, where all are given the same, or
    /// if the counts of numbers by engine are not these.
    pub fn finish(self, title: &str, cases: Option<usize>, counts: &[(&str, usize)]) {
        let mut table = format!("{title}: cases {:?}, numbers compared {:?}; ", self.cases, self.numbers);
        table += "worst errors:\n";
        for (function, seen) in &self.worst {
            table += &format!("  {function:<24.24}");
            let mut last = "";
            for (engine, quantity, error) in seen {
                table += &if *engine == last { String::new() } else { format!(" | {engine} {quantity}..") };
                table += &format!(" {}", error.ceil());
                last = engine;
            }
            table += "\n";
        }
        println!("{table}");
        assert!(!self.failed(), "{title}: {} numbers are wrong:\n{}", self.failures.len(), self.failures());
        for (engine, given) in &self.cases {
            assert_eq!(*given, cases.unwrap_or(*given), "{title}: how many cases {engine} was given");
        }
        assert_eq!(self.numbers, counts.iter().copied().collect(), "{title}: how many numbers were compared");
    }
}
