//! The paper: a page drawn eight times too large and shown at its size, title and legend strip.
//!
//! Plotters rounds every point to whole pixels; at 8x the rounding is invisible. The legend is a
//! strip above the axes, so it never hides a curve.

use super::{Plot, Series, Stroke};
use crate::text::wrap;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// How many times too large the page is drawn.
pub const K: i32 = 8;
/// Drawing into a string has no way to fail.
pub const INFALLIBLE: &str = "drawing into a string cannot fail";

pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Colours that remain apart for colour-blind readers (Okabe and Ito), darkest first.
const PALETTE: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(90, 90, 90),
];

pub const INK: RGBColor = RGBColor(40, 40, 40);

pub fn colour(k: usize) -> RGBColor {
    PALETTE[k % PALETTE.len()]
}

/// A font of `size` pixels.
pub fn font<'a>(size: i32) -> TextStyle<'a> {
    ("sans-serif", size * K).into_font().color(&INK)
}

/// Text placed by its anchor.
pub fn anchored(style: TextStyle<'_>, h: HPos, v: VPos) -> TextStyle<'_> {
    style.pos(Pos::new(h, v))
}

/// Estimated width of a text in pixels.
pub fn width(text: &str, size: i32) -> i32 {
    text.chars().count() as i32 * size / 2
}

/// Draws a page of the given size and returns its SVG.
pub fn page(size: (i32, i32), draw: impl FnOnce(&Area<'_>)) -> String {
    let (w, h) = (size.0 * K, size.1 * K);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (w as u32, h as u32)).into_drawing_area();
        area.fill(&WHITE).expect(INFALLIBLE);
        draw(&area);
        area.present().expect(INFALLIBLE);
    }
    let large = format!("width=\"{w}\" height=\"{h}\"");
    let small = format!("width=\"{}\" height=\"{}\"", size.0, size.1);
    svg.replacen(&large, &small, 1)
}

const TITLE: i32 = 15;
const LEGEND: i32 = 13;
const SWATCH: i32 = 24;

/// Rows of the legend: series by number, as many to a row as fit.
fn legend_rows(plot: &Plot, page_width: i32) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut used = page_width;
    let labelled = |k: &usize| !plot.series[*k].label.is_empty();
    for k in (0..plot.series.len()).filter(labelled) {
        let needs = entry_width(&plot.series[k]);
        if used + needs > page_width {
            rows.push(Vec::new());
            used = 0;
        }
        used += needs;
        rows.last_mut().expect("a row was just begun").push(k);
    }
    rows
}

fn entry_width(series: &Series) -> i32 {
    SWATCH + 8 + width(&series.label, LEGEND) + 14
}

/// Draws title and legend, and returns the height they took, in pixels.
pub fn head(area: &Area<'_>, plot: &Plot, page_width: i32) -> i32 {
    let mut y = 10;
    let style = anchored(font(TITLE), HPos::Center, VPos::Top);
    for line in wrap(&plot.title, (page_width * 100 / (TITLE * 52)) as usize) {
        area.draw(&Text::new(line, (page_width * K / 2, y * K), style.clone())).expect(INFALLIBLE);
        y += TITLE + 5;
    }
    y += 4;
    for row in legend_rows(plot, page_width - 20) {
        let total: i32 = row.iter().map(|&k| entry_width(&plot.series[k])).sum();
        let mut x = (page_width - total).max(20) / 2;
        for k in row {
            swatch(area, &plot.series[k], colour(k), (x, y + LEGEND / 2));
            let style = anchored(font(LEGEND), HPos::Left, VPos::Top);
            let label = plot.series[k].label.clone();
            area.draw(&Text::new(label, ((x + SWATCH + 8) * K, y * K), style)).expect(INFALLIBLE);
            x += entry_width(&plot.series[k]);
        }
        y += LEGEND + 6;
    }
    y
}

fn swatch(area: &Area<'_>, series: &Series, colour: RGBColor, (x, y): (i32, i32)) {
    let line = |from: i32, to: i32| {
        let ends = vec![((x + from) * K, y * K), ((x + to) * K, y * K)];
        area.draw(&PathElement::new(ends, colour.stroke_width(2 * K as u32))).expect(INFALLIBLE);
    };
    match series.stroke {
        Stroke::None => {}
        Stroke::Solid => line(0, SWATCH),
        Stroke::Dashed => [0, 9, 18].into_iter().for_each(|from| line(from, from + 6)),
        Stroke::Area => {
            let corners = [(x * K, (y - 5) * K), ((x + SWATCH) * K, (y + 5) * K)];
            area.draw(&Rectangle::new(corners, colour.mix(0.75).filled())).expect(INFALLIBLE);
        }
    }
    if series.dots {
        let middle = ((x + SWATCH / 2) * K, y * K);
        area.draw(&Circle::new(middle, 3 * K, colour.filled())).expect(INFALLIBLE);
    }
}
