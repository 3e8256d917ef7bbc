//! Plots declared as data: titled axes, series, marks, contour lines. Drawing comes last.
//!
//! The data stay in the [`Plot`], so a test checks the series and never the pixels.

mod axis;
mod contours;
mod data;
mod draw;
mod labels;
mod layout;
mod terminal;

pub use axis::{Axis, Scale};
pub use contours::{Contours, Isoline};

/// A point in data coordinates.
pub type Xy = (f64, f64);

/// How a series is joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Dots only.
    None,
    /// A line.
    Solid,
    /// A dashed line, for theory and tangents.
    Dashed,
    /// A filled area between the points and `Series::base`.
    Area,
}

/// A labelled sequence of points. Points that an axis cannot show (NaN, infinite, not positive on
/// a logarithmic axis) leave a gap.
#[derive(Clone, Debug)]
pub struct Series {
    /// Legend entry.
    pub label: String,
    /// The data.
    pub points: Vec<Xy>,
    /// Lower edge of an area, one value per point.
    pub base: Vec<f64>,
    /// How the points are joined.
    pub stroke: Stroke,
    /// Whether the points are marked.
    pub dots: bool,
}

impl Series {
    /// Points joined by a line.
    pub fn line(label: impl Into<String>, points: impl IntoIterator<Item = Xy>) -> Self {
        Series {
            label: label.into(),
            points: points.into_iter().collect(),
            base: Vec::new(),
            stroke: Stroke::Solid,
            dots: false,
        }
    }

    /// Points alone.
    pub fn scatter(label: impl Into<String>, points: impl IntoIterator<Item = Xy>) -> Self {
        Series { stroke: Stroke::None, dots: true, ..Self::line(label, points) }
    }

    /// The graph of `f` over the given abscissae.
    pub fn graph(label: impl Into<String>, xs: impl IntoIterator<Item = f64>, f: impl Fn(f64) -> f64) -> Self {
        Self::line(label, xs.into_iter().map(|x| (x, f(x))))
    }

    /// Marks the points as well.
    pub fn dots(self) -> Self {
        Series { dots: true, ..self }
    }

    /// Dashes the line.
    pub fn dashed(self) -> Self {
        Series { stroke: Stroke::Dashed, ..self }
    }
}

/// An annotation.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A vertical line at x.
    Vertical(f64, String),
    /// A horizontal line at y.
    Horizontal(f64, String),
    /// A marked point.
    Point(Xy, String),
}

/// A plot: axes, contour lines below, series, marks on top.
///
/// ```
/// use examples::plot::{Plot, Series};
/// let plot = Plot::new("error of a difference quotient")
///     .x("step h")
///     .y("error")
///     .log_log()
///     .series(Series::line("forward", [(1e-3, 1e-3), (1e-2, 1e-2)]).dots())
///     .vertical(1e-8, "√ε");
/// assert_eq!(plot.find("forward").points.len(), 2);
/// assert!(plot.svg().starts_with("<svg"));
/// ```
#[derive(Clone, Debug)]
pub struct Plot {
    /// Title.
    pub title: String,
    /// Horizontal axis.
    pub x: Axis,
    /// Vertical axis.
    pub y: Axis,
    /// Contour lines.
    pub contours: Option<Contours>,
    /// Series, drawn in order.
    pub series: Vec<Series>,
    /// Annotations.
    pub marks: Vec<Mark>,
}

impl Plot {
    /// An empty plot with linear axes that fit the data.
    pub fn new(title: impl Into<String>) -> Self {
        Plot {
            title: title.into(),
            x: Axis::default(),
            y: Axis::default(),
            contours: None,
            series: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Names the horizontal axis.
    pub fn x(mut self, label: impl Into<String>) -> Self {
        self.x.label = label.into();
        self
    }

    /// Names the vertical axis.
    pub fn y(mut self, label: impl Into<String>) -> Self {
        self.y.label = label.into();
        self
    }

    /// Fixes the horizontal range.
    pub fn x_range(mut self, low: f64, high: f64) -> Self {
        self.x.range = Some((low, high));
        self
    }

    /// Fixes the vertical range.
    pub fn y_range(mut self, low: f64, high: f64) -> Self {
        self.y.range = Some((low, high));
        self
    }

    /// Makes both axes logarithmic.
    pub fn log_log(mut self) -> Self {
        self.x.log = true;
        self.log_y()
    }

    /// Makes the vertical axis logarithmic.
    pub fn log_y(mut self) -> Self {
        self.y.log = true;
        self
    }

    /// Lays contour lines under the series and fixes the ranges to their domain.
    pub fn contours(mut self, contours: Contours) -> Self {
        self.x.range = Some(contours.x);
        self.y.range = Some(contours.y);
        self.contours = Some(contours);
        self
    }

    /// Adds a series.
    pub fn series(mut self, series: Series) -> Self {
        self.series.push(series);
        self
    }

    /// Adds areas stacked on one another: each term is a label and one height per abscissa.
    pub fn stacked<'a>(mut self, xs: &[f64], terms: impl IntoIterator<Item = (&'a str, Vec<f64>)>) -> Self {
        let mut base = vec![0.0; xs.len()];
        for (label, heights) in terms {
            let top: Vec<f64> = base.iter().zip(heights).map(|(b, h)| b + h).collect();
            let points = xs.iter().copied().zip(top.iter().copied());
            self.series.push(Series { stroke: Stroke::Area, base, ..Series::line(label, points) });
            base = top;
        }
        self
    }

    /// Adds a vertical line with a label.
    pub fn vertical(mut self, x: f64, label: impl Into<String>) -> Self {
        self.marks.push(Mark::Vertical(x, label.into()));
        self
    }

    /// Adds a horizontal line with a label.
    pub fn horizontal(mut self, y: f64, label: impl Into<String>) -> Self {
        self.marks.push(Mark::Horizontal(y, label.into()));
        self
    }

    /// Adds a marked point with a label.
    pub fn point(mut self, x: f64, y: f64, label: impl Into<String>) -> Self {
        self.marks.push(Mark::Point((x, y), label.into()));
        self
    }

    /// The series of that label.
    ///
    /// # Panics
    /// If there is none.
    pub fn find(&self, label: &str) -> &Series {
        let found = self.series.iter().find(|series| series.label == label);
        found.unwrap_or_else(|| panic!("\"{}\" has no series \"{label}\"", self.title))
    }

    /// The picture: one `<svg>` element without ids.
    pub fn svg(&self) -> String {
        draw::svg(self)
    }

    /// The picture for a terminal, 60×18 characters and their frame: braille, or ASCII if `plain`.
    pub fn text(&self, plain: bool) -> String {
        terminal::text(self, plain)
    }

    /// The scales of both axes, fitted to everything that is drawn.
    fn scales(&self) -> (Scale, Scale) {
        let (mut xs, mut ys) = (Vec::new(), Vec::new());
        for series in &self.series {
            xs.extend(series.points.iter().map(|p| p.0));
            ys.extend(series.points.iter().map(|p| p.1));
            ys.extend(&series.base);
        }
        for mark in &self.marks {
            match mark {
                Mark::Vertical(x, _) => xs.push(*x),
                Mark::Horizontal(y, _) => ys.push(*y),
                Mark::Point((x, y), _) => {
                    xs.push(*x);
                    ys.push(*y);
                }
            }
        }
        (self.x.scale(&xs), self.y.scale(&ys))
    }
}
