//! A plot's SVG: axes by plotters, everything else in drawing coordinates on top.

use super::labels::{Plate, best_place};
use super::layout::{Area, INFALLIBLE, INK, K, anchored, colour, font, head, page, width};
use super::{Contours, Mark, Plot, Scale, Series, Stroke, Xy};
use crate::runner::value::round_number;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<Scale, Scale>>;

const WIDTH: i32 = 440;
const BAR: i32 = 76;

pub fn svg(plot: &Plot) -> String {
    let height = if plot.contours.is_some() { 420 } else { 330 };
    page((WIDTH, height), |area| {
        let top = head(area, plot, WIDTH);
        let (_, below) = area.split_vertically(top * K);
        match &plot.contours {
            None => axes(&below, plot),
            Some(contours) => {
                let (main, bar) = below.split_horizontally((WIDTH - BAR) * K);
                axes(&main, plot);
                colour_bar(&bar, contours, height - top);
            }
        }
    })
}

fn axes(area: &Area<'_>, plot: &Plot) {
    let (x, y) = plot.scales();
    let widest = y.ticks.iter().map(|(_, label)| width(label, 12)).max().unwrap_or(0);
    let left = widest * 5 / 4 + if plot.y.label.is_empty() { 12 } else { 32 };
    let mut chart = ChartBuilder::on(area)
        .margin_top(6 * K)
        .margin_left(4 * K)
        .margin_right(16 * K)
        .margin_bottom(6 * K)
        .x_label_area_size(42 * K)
        .y_label_area_size(left * K)
        .build_cartesian_2d(x.clone(), y.clone())
        .expect(INFALLIBLE);
    let grid = if plot.contours.is_some() { TRANSPARENT } else { BLACK.mix(0.10) };
    chart
        .configure_mesh()
        .x_labels(x.ticks.len().max(1))
        .y_labels(y.ticks.len().max(1))
        .x_desc(&plot.x.label)
        .y_desc(&plot.y.label)
        .label_style(font(12))
        .axis_desc_style(font(14))
        .axis_style(INK.stroke_width(K as u32))
        .light_line_style(TRANSPARENT)
        .bold_line_style(grid.stroke_width(K as u32))
        .set_all_tick_mark_size(5 * K)
        .draw()
        .expect(INFALLIBLE);
    let mut pen = Pen { chart, plot, x, y, drawn: Vec::new(), labels: Vec::new() };
    if let Some(contours) = &plot.contours {
        for line in &contours.lines {
            let tint = level_colour(line.level, contours.levels.len());
            pen.line(&line.points, tint.stroke_width(12), false);
        }
    }
    for (k, series) in plot.series.iter().enumerate() {
        pen.series(series, colour(k));
    }
    for mark in &plot.marks {
        pen.mark(mark);
    }
}

/// Draws data on a chart: places them on the axes, clips, thins, strokes.
struct Pen<'p, 'a, 'b> {
    chart: Chart<'a, 'b>,
    plot: &'p Plot,
    x: Scale,
    y: Scale,
    /// Pixels along the lines and dots, for labels to avoid.
    drawn: Vec<(i32, i32)>,
    /// Labels already written.
    labels: Vec<Plate>,
}

impl Pen<'_, '_, '_> {
    fn place(&self, (x, y): Xy) -> Option<Xy> {
        Some((self.plot.x.place(x)?, self.plot.y.place(y)?))
    }

    fn inside(&self, (x, y): Xy) -> bool {
        let within = |scale: &Scale, v| (-1e-9..=1.0 + 1e-9).contains(&scale.fraction(v));
        within(&self.x, x) && within(&self.y, y)
    }

    fn series(&mut self, series: &Series, colour: RGBColor) {
        match series.stroke {
            Stroke::None => {}
            Stroke::Solid => self.line(&series.points, colour.stroke_width(2 * K as u32), false),
            Stroke::Dashed => self.line(&series.points, colour.stroke_width(2 * K as u32), true),
            Stroke::Area => self.area(series, colour),
        }
        if series.dots {
            for point in &series.points {
                if let Some(placed) = self.place(*point).filter(|p| self.inside(*p)) {
                    self.dot(placed, colour, 5 * K / 2);
                }
            }
        }
    }

    fn dot(&mut self, placed: Xy, colour: RGBColor, radius: i32) {
        self.drawn.push(self.chart.backend_coord(&placed));
        let dot = Circle::new(placed, radius, colour.filled());
        self.chart.draw_series([dot]).expect(INFALLIBLE);
    }

    fn line(&mut self, points: &[Xy], style: ShapeStyle, dashed: bool) {
        for run in self.visible_runs(points) {
            self.remember(&run);
            if dashed {
                let line = DashedLineSeries::new(run, 7 * K, 4 * K, style);
                self.chart.draw_series(line).expect(INFALLIBLE);
            } else {
                let run = self.thinned(run);
                self.chart.draw_series([PathElement::new(run, style)]).expect(INFALLIBLE);
            }
        }
    }

    /// Notes the pixels along a line, a few apart.
    fn remember(&mut self, run: &[Xy]) {
        for pair in run.windows(2) {
            let [a, b] = [pair[0], pair[1]].map(|p| self.chart.backend_coord(&p));
            let steps = ((b.0 - a.0).abs().max((b.1 - a.1).abs()) / (4 * K)).max(1);
            let along = |k: i32| (a.0 + (b.0 - a.0) * k / steps, a.1 + (b.1 - a.1) * k / steps);
            self.drawn.extend((0..=steps).map(along));
        }
    }

    fn area(&mut self, series: &Series, colour: RGBColor) {
        let base = series.points.iter().zip(&series.base).map(|(p, b)| (p.0, *b)).rev();
        let outline = series.points.iter().copied().chain(base);
        let corners: Vec<Xy> = outline.filter_map(|p| self.place(p)).collect();
        let area = Polygon::new(corners, colour.mix(0.75).filled());
        self.chart.draw_series([area]).expect(INFALLIBLE);
    }

    /// The parts of a polyline inside the axes; a point that cannot be shown interrupts it.
    fn visible_runs(&self, points: &[Xy]) -> Vec<Vec<Xy>> {
        let mut runs: Vec<Vec<Xy>> = Vec::new();
        for pair in points.windows(2) {
            let (Some(a), Some(b)) = (self.place(pair[0]), self.place(pair[1])) else {
                continue;
            };
            let Some((from, to)) = clip(a, b, &self.x, &self.y) else {
                continue;
            };
            match runs.last_mut() {
                Some(run) if run.last() == Some(&from) => run.push(to),
                _ => runs.push(vec![from, to]),
            }
        }
        runs
    }

    /// Drops points that lie within a twelfth of a shown pixel of the line through those kept.
    fn thinned(&self, run: Vec<Xy>) -> Vec<Xy> {
        let pixel = |p: &Xy| {
            let (x, y) = self.chart.backend_coord(p);
            (f64::from(x), f64::from(y))
        };
        let pixels: Vec<Xy> = run.iter().map(pixel).collect();
        let mut keep = vec![false; run.len()];
        keep[0] = true;
        keep[run.len() - 1] = true;
        let mut spans = vec![(0, run.len() - 1)];
        while let Some((from, to)) = spans.pop() {
            let off = |k: usize| distance(pixels[k], pixels[from], pixels[to]);
            let farthest = (from + 1..to).max_by(|a, b| off(*a).total_cmp(&off(*b)));
            if let Some(k) = farthest.filter(|k| off(*k) > f64::from(K) / 12.0) {
                keep[k] = true;
                spans.extend([(from, k), (k, to)]);
            }
        }
        run.into_iter().zip(keep).filter_map(|(p, keep)| keep.then_some(p)).collect()
    }

    fn mark(&mut self, mark: &Mark) {
        let (x, y) = (self.x.clone(), self.y.clone());
        match mark {
            Mark::Vertical(at, label) => {
                let Some(at) = self.plot.x.place(*at) else {
                    return;
                };
                self.rule(vec![(at, y.low), (at, y.high)]);
                self.label((at, y.high), label);
            }
            Mark::Horizontal(at, label) => {
                let Some(at) = self.plot.y.place(*at) else {
                    return;
                };
                self.rule(vec![(x.low, at), (x.high, at)]);
                self.label((x.high, at), label);
            }
            Mark::Point(at, label) => {
                let Some(at) = self.place(*at) else { return };
                self.dot(at, INK, 4 * K);
                self.label(at, label);
            }
        }
    }

    fn stroke_dashed(&mut self, ends: Vec<Xy>, style: ShapeStyle) {
        let line = DashedLineSeries::new(ends, 5 * K, 4 * K, style);
        self.chart.draw_series(line).expect(INFALLIBLE);
    }

    /// A dashed line across the axes.
    fn rule(&mut self, ends: Vec<Xy>) {
        self.remember(&ends);
        self.stroke_dashed(ends, BLACK.mix(0.55).stroke_width(3 * K as u32 / 2));
    }

    /// Writes beside a point, where it hides least, on a white plate.
    fn label(&mut self, at: Xy, text: &str) {
        if text.is_empty() {
            return;
        }
        let (left, bottom) = self.chart.backend_coord(&(self.x.low, self.y.low));
        let (right, top) = self.chart.backend_coord(&(self.x.high, self.y.high));
        let frame = Plate { left, top, right, bottom };
        let size = (width(text, 13) * K, 15 * K);
        let anchor = self.chart.backend_coord(&at);
        let plate = best_place(anchor, size, 6 * K, &frame, &self.labels, &self.drawn);
        self.labels.push(plate);
        let corner = (plate.left - anchor.0, plate.top - anchor.1);
        let across = (corner.0 + size.0, corner.1 + size.1);
        let middle = (corner.0 + size.0 / 2, corner.1);
        let style = anchored(font(13), HPos::Center, VPos::Top);
        let label = EmptyElement::at(at)
            + Rectangle::new([corner, across], WHITE.mix(0.75).filled())
            + Text::new(text.to_string(), middle, style);
        self.chart.draw_series([label]).expect(INFALLIBLE);
    }
}

/// Distance of `p` from the segment `ab`.
fn distance(p: Xy, a: Xy, b: Xy) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (px, py) = (p.0 - a.0, p.1 - a.1);
    let square = dx * dx + dy * dy;
    // to the nearest point of the segment: a line that turns back keeps its turning point
    let along = if square > 0.0 { ((px * dx + py * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
    (px - along * dx).hypot(py - along * dy)
}

/// The part of a segment inside the axes (Liang and Barsky).
fn clip(a: Xy, b: Xy, x: &Scale, y: &Scale) -> Option<(Xy, Xy)> {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut from, mut to) = (0.0f64, 1.0f64);
    let walls = [(-dx, a.0 - x.low), (dx, x.high - a.0), (-dy, a.1 - y.low), (dy, y.high - a.1)];
    for (speed, room) in walls {
        if speed == 0.0 && room < 0.0 {
            return None;
        } else if speed < 0.0 {
            from = from.max(room / speed);
        } else if speed > 0.0 {
            to = to.min(room / speed);
        }
    }
    let at = |t: f64| match t {
        0.0 => a,
        1.0 => b,
        t => (a.0 + t * dx, a.1 + t * dy),
    };
    (from <= to).then(|| (at(from), at(to)))
}

/// Dark violet to green: the part of the viridis map that stands out on white.
fn level_colour(level: usize, count: usize) -> RGBColor {
    const STOPS: [(f64, f64, f64); 4] =
        [(68.0, 1.0, 84.0), (59.0, 82.0, 139.0), (33.0, 145.0, 140.0), (122.0, 190.0, 50.0)];
    let t = 3.0 * level as f64 / (count.max(2) - 1) as f64;
    let k = (t as usize).min(2);
    let mix = |a: f64, b: f64| (a + (b - a) * (t - k as f64)) as u8;
    let (a, b) = (STOPS[k], STOPS[k + 1]);
    RGBColor(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
}

/// One block per level, from the lowest at the bottom, with about ten of the levels written.
fn colour_bar(area: &Area<'_>, contours: &Contours, height: i32) {
    let count = contours.levels.len();
    if count == 0 {
        return;
    }
    let (top, bottom) = (6.0, f64::from(height - 48));
    let block = (bottom - top) / count as f64;
    let every = count.div_ceil(11);
    for (k, level) in contours.levels.iter().enumerate() {
        let low = bottom - k as f64 * block;
        let pixel = |y: f64| (y * f64::from(K)) as i32;
        let corners = [(0, pixel(low - block)), (16 * K, pixel(low))];
        let fill = level_colour(k, count).filled();
        area.draw(&Rectangle::new(corners, fill)).expect(INFALLIBLE);
        if k % every == 0 {
            let style = anchored(font(12), HPos::Left, VPos::Center);
            let at = (21 * K, pixel(low - 0.5 * block));
            let label = round_number(*level, 3).replace('-', "−");
            area.draw(&Text::new(label, at, style)).expect(INFALLIBLE);
        }
    }
}
