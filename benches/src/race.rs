//! Interleaved timing: every contender runs once in every round, ratios are formed inside a round.

use cpu_time::ThreadTime;
use std::time::Duration;

/// Somebody who does the same piece of work again and again.
pub struct Contender<'a> {
    name: String,
    run: Box<dyn FnMut() + 'a>,
}

/// A contender; `run` is one piece of work and must hide its inputs and outputs in `black_box`.
pub fn contender<'a>(name: impl Into<String>, run: impl FnMut() + 'a) -> Contender<'a> {
    Contender { name: name.into(), run: Box::new(run) }
}

/// How long to measure.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Rounds; the median of the ratios is reported.
    pub rounds: usize,
    /// The least CPU time of one contender in one round.
    pub slice: Duration,
}

impl Effort {
    /// 21 rounds of a millisecond each, or 15 of a fifth of it for `--quick`.
    pub fn from_args() -> Self {
        match crate::quick() {
            true => Effort { rounds: 15, slice: Duration::from_micros(200) },
            false => Effort { rounds: 21, slice: Duration::from_millis(1) },
        }
    }
}

/// The times of a race, seconds per piece of work, `[contender][round]`.
pub struct Times {
    names: Vec<String>,
    seconds: Vec<Vec<f64>>,
}

/// Runs all contenders in turn, round by round.
pub fn race(effort: Effort, mut contenders: Vec<Contender>) -> Times {
    let repeats: Vec<u32> = contenders.iter_mut().map(|c| repeats(effort.slice, &mut c.run)).collect();
    let mut seconds = vec![Vec::with_capacity(effort.rounds); contenders.len()];
    for _ in 0..effort.rounds {
        for ((contender, &repeats), seconds) in contenders.iter_mut().zip(&repeats).zip(&mut seconds) {
            seconds.push(time(repeats, &mut contender.run).as_secs_f64() / f64::from(repeats));
        }
    }
    Times { names: contenders.into_iter().map(|c| c.name).collect(), seconds }
}

fn time(repeats: u32, run: &mut dyn FnMut()) -> Duration {
    let start = ThreadTime::now();
    for _ in 0..repeats {
        run();
    }
    start.elapsed()
}

/// How many runs fill a slice; the runs that find out are the warm-up.
fn repeats(slice: Duration, run: &mut dyn FnMut()) -> u32 {
    let mut repeats = 1;
    loop {
        let spent = time(repeats, run);
        if spent >= slice {
            return repeats;
        }
        let missing = slice.as_secs_f64() / spent.as_secs_f64().max(1e-9);
        repeats = (f64::from(repeats) * missing.clamp(1.2, 10.0)).ceil() as u32;
    }
}

impl Times {
    /// The names, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }
    /// The median time of a piece of work.
    pub fn seconds(&self, i: usize) -> f64 {
        median(self.seconds[i].clone())
    }
    /// The median over the rounds of time `i` over time `j`.
    pub fn ratio(&self, i: usize, j: usize) -> f64 {
        self.ratio_without(i, None, j)
    }
    /// The same after time `part`, if any, is taken away from time `i`, round by round.
    pub fn ratio_without(&self, i: usize, part: Option<usize>, j: usize) -> f64 {
        let round = |r: usize| (self.seconds[i][r] - part.map_or(0.0, |p| self.seconds[p][r])) / self.seconds[j][r];
        median((0..self.seconds[i].len()).map(round).collect())
    }
}

fn median(mut x: Vec<f64>) -> f64 {
    x.sort_by(f64::total_cmp);
    x[x.len() / 2]
}

/// A time with three digits and its unit.
pub fn show_seconds(t: f64) -> String {
    let (t, unit) = match t {
        t if t < 1e-6 => (t * 1e9, "ns"),
        t if t < 1e-3 => (t * 1e6, "us"),
        t if t < 1.0 => (t * 1e3, "ms"),
        t => (t, "s"),
    };
    let decimals = (2 - t.abs().max(1.0).log10() as i32).max(0) as usize;
    format!("{t:.decimals$} {unit}")
}

/// Prints a Markdown table whose columns after the first are aligned to the right.
pub fn print_table(title: &str, head: &[&str], rows: &[Vec<String>]) {
    println!("\n### {title}\n");
    let width =
        |k: usize| rows.iter().map(|r| r[k].chars().count()).chain([head[k].chars().count()]).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded = cells.zip(&widths).enumerate().map(|(k, (cell, &w))| match k {
            0 => format!(" {cell:<w$} "),
            _ => format!(" {cell:>w$} "),
        });
        println!("|{}|", padded.collect::<Vec<_>>().join("|"));
    };
    line(&mut head.iter().copied());
    let rules: Vec<String> =
        widths.iter().enumerate().map(|(k, &w)| if k == 0 { "-".repeat(w) } else { "-".repeat(w - 1) + ":" }).collect();
    line(&mut rules.iter().map(String::as_str));
    for row in rows {
        line(&mut row.iter().map(String::as_str));
    }
}

/// The largest relative difference, scaled by the largest reference; NaN counts as infinite
/// unless both are NaN.
pub fn worst_error(got: &[f64], want: &[f64]) -> f64 {
    assert_eq!(got.len(), want.len(), "results of different lengths");
    let scale = want.iter().fold(f64::MIN_POSITIVE, |m, v| if v.is_finite() { m.max(v.abs()) } else { m });
    got.iter().zip(want).fold(0.0, |worst: f64, (a, b)| match (a - b).abs() / scale {
        e if e.is_nan() && a.to_bits() != b.to_bits() => f64::INFINITY,
        e if e.is_nan() => worst,
        e => worst.max(e),
    })
}

/// Stops unless the derivatives agree to 1e-9: nobody gets a time for a wrong answer.
pub fn check(name: &str, got: &[f64], want: &[f64]) {
    let error = worst_error(got, want);
    assert!(error < 1e-9, "{name}: relative error {error:e}");
}
