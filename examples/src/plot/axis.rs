//! Axes: from data to drawing coordinates (the value, or its decimal logarithm), and ticks.

use crate::text::superscript;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use std::ops::Range;

/// A named axis.
#[derive(Clone, Debug, Default)]
pub struct Axis {
    /// Name and unit.
    pub label: String,
    /// Whether it is logarithmic.
    pub log: bool,
    /// Fixed range in data coordinates; fitted to the data when absent.
    pub range: Option<(f64, f64)>,
}

impl Axis {
    /// The drawing coordinate of `v`; `None` if this axis cannot show it.
    pub fn place(&self, v: f64) -> Option<f64> {
        let placed = if self.log { v.log10() } else { v };
        placed.is_finite().then_some(placed)
    }

    /// Range and ticks, for the fixed range or for the data with a margin.
    pub fn scale(&self, values: &[f64]) -> Scale {
        let placed = |v: &f64| self.place(*v);
        let (low, high) = match self.range {
            Some((low, high)) => (self.place(low), self.place(high)),
            None => {
                let all = || values.iter().filter_map(placed);
                (all().reduce(f64::min), all().reduce(f64::max))
            }
        };
        let (low, high) = (low.unwrap_or(0.0), high.unwrap_or(1.0));
        let margin = match self.range {
            Some(_) => 0.0,
            None if high > low => 0.04 * (high - low),
            None => 0.5,
        };
        let (low, high) = (low - margin, high + margin);
        let ticks = if self.log { log_ticks(low, high) } else { linear_ticks(low, high) };
        Scale { low, high, ticks }
    }
}

/// Range and ticks of an axis in drawing coordinates.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Ticks and their labels.
    pub ticks: Vec<(f64, String)>,
}

impl Scale {
    /// Position of a drawing coordinate, 0 at the lower and 1 at the upper end.
    pub fn fraction(&self, placed: f64) -> f64 {
        (placed - self.low) / (self.high - self.low)
    }
}

impl Ranged for Scale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, placed: &f64, limit: (i32, i32)) -> i32 {
        let length = f64::from(limit.1 - limit.0);
        limit.0 + (self.fraction(*placed) * length).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks.iter().map(|tick| tick.0).collect()
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

impl ValueFormatter<f64> for Scale {
    fn format(placed: &f64) -> String {
        placed.to_string()
    }

    fn format_ext(&self, placed: &f64) -> String {
        let tick = self.ticks.iter().find(|tick| tick.0 == *placed);
        tick.map_or(String::new(), |tick| tick.1.clone())
    }
}

/// Steps of 1, 2 or 5 times a power of ten, 4 to 8 of them.
fn linear_ticks(low: f64, high: f64) -> Vec<(f64, String)> {
    let rough = (high - low) / 6.0;
    let power = rough.log10().floor();
    let unit = 10f64.powf(power);
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|f| f * unit >= rough * 0.99);
    let step = factor.unwrap_or(10.0) * unit;
    let decimals = if step >= 1.0 { 0 } else { (-step.log10() - 1e-9).ceil() as usize };
    let slack = 1e-9 * step;
    let first = ((low - slack) / step).ceil() as i64;
    let last = ((high + slack) / step).floor() as i64;
    let tick = |k| {
        let value = k as f64 * step;
        (value, tick_label(value, step, decimals))
    };
    (first..=last).map(tick).collect()
}

fn tick_label(value: f64, step: f64, decimals: usize) -> String {
    let text = if value != 0.0 && (value.abs() >= 1e6 || step < 1e-4) {
        format!("{value:.1e}")
    } else {
        format!("{value:.decimals$}")
    };
    text.replace('-', "−")
}

/// Decades, thinned to at most 10; on less than two decades also twice and five times them.
fn log_ticks(low: f64, high: f64) -> Vec<(f64, String)> {
    let (first, last) = ((low - 1e-9).ceil() as i32, (high + 1e-9).floor() as i32);
    if last - first < 1 {
        let within = |v: &f64| (low..=high).contains(&v.log10());
        let decades = (first - 1)..=last;
        let values = decades.flat_map(|e| [1.0, 2.0, 5.0].map(|f| f * 10f64.powi(e)));
        return values.filter(within).map(|v| (v.log10(), format!("{v}"))).collect();
    }
    let stride = (last - first) / 9 + 1;
    let decades = (first..=last).filter(|e| e.rem_euclid(stride) == 0);
    decades.map(|e| (f64::from(e), format!("10{}", superscript(e)))).collect()
}
