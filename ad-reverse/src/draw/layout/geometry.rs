//! Points, rectangles and curves, in pixels from the top left corner of the picture.

/// Where the control points of a swing lie, as a share of the way from either end.
const REACH: f64 = 0.45;

/// A place in the picture, in pixels from its top left corner.
///
/// ```
/// use ad_reverse::draw::Point;
/// assert_eq!(Point { x: 1.0, y: 2.0 }.x, 1.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Distance from the left.
    pub x: f64,
    /// Distance from the top.
    pub y: f64,
}

/// A rectangle of the picture, in pixels.
///
/// ```
/// use ad_reverse::draw::Rect;
/// let rect = Rect { x: 1.0, y: 2.0, width: 10.0, height: 5.0 };
/// assert_eq!((rect.right(), rect.bottom()), (11.0, 7.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left side.
    pub x: f64,
    /// The upper side.
    pub y: f64,
    /// The extent to the right.
    pub width: f64,
    /// The extent downwards.
    pub height: f64,
}

impl Rect {
    /// The right side.
    ///
    /// ```
    /// # use ad_reverse::draw::Rect;
    /// assert_eq!(Rect { x: 1.0, width: 2.0, ..Rect::default() }.right(), 3.0);
    /// ```
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The lower side.
    ///
    /// ```
    /// # use ad_reverse::draw::Rect;
    /// assert_eq!(Rect { y: 1.0, height: 2.0, ..Rect::default() }.bottom(), 3.0);
    /// ```
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }
}

/// The line of an arrow: cubic Bézier segments, each starting where the one before ended.
///
/// ```
/// use ad_reverse::draw::{Curve, Point};
/// let at = |x: f64| Point { x, y: 0.0 };
/// let line = Curve { start: at(0.0), segments: vec![[at(1.0), at(2.0), at(3.0)]] };
/// assert_eq!(line.sample(2), [at(0.0), at(1.5), at(3.0)]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// Where the arrow leaves its operand.
    pub start: Point,
    /// The two control points and the end point of each segment.
    pub segments: Vec<[Point; 3]>,
}

impl Curve {
    /// Points on the curve: the start, then `per_segment` equally spaced parameters of every
    /// segment.
    ///
    /// With `per_segment = 0` this is the start alone.
    ///
    /// ```
    /// # use ad_reverse::draw::{Curve, Point};
    /// assert_eq!(Curve::default().sample(10), [Point { x: 0.0, y: 0.0 }]);
    /// ```
    pub fn sample(&self, per_segment: usize) -> Vec<Point> {
        let mut points = vec![self.start];
        let mut a = self.start;
        for &[b, c, d] in &self.segments {
            for step in 1..=per_segment {
                let t = step as f64 / per_segment as f64;
                let mix = |a: f64, b: f64, c: f64, d: f64| {
                    let s = 1.0 - t;
                    s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
                };
                points.push(Point { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) });
            }
            a = d;
        }
        points
    }

    /// Where the curve ends: the start, if there is no segment.
    ///
    /// ```
    /// # use ad_reverse::draw::{Curve, Point};
    /// let far = Point { x: 9.0, y: 3.0 };
    /// let swing = Curve { start: Point { x: 0.0, y: 0.0 }, segments: vec![[far; 3]] };
    /// assert_eq!(swing.end(), far);
    /// ```
    pub fn end(&self) -> Point {
        self.segments.last().map_or(self.start, |segment| segment[2])
    }

    /// Goes straight on to a point. A level line that goes on level stays one segment.
    pub(super) fn line_to(&mut self, to: Point) {
        if self.end() == to {
            return;
        }
        if let Some(last) = self.segments.pop() {
            let points = [self.end(), last[0], last[1], last[2]];
            if points.iter().any(|point| point.y != to.y) {
                self.segments.push(last);
            }
        }
        let from = self.end();
        let part = |t: f64| Point { x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y) };
        self.segments.push([part(1.0 / 3.0), part(2.0 / 3.0), to]);
    }

    /// Swings to a point further right, with these slopes at the start and at the end. In `x` it
    /// stays between its ends.
    pub(super) fn swing_to(&mut self, to: Point, slopes: (f64, f64)) {
        let from = self.end();
        if from.y == to.y && slopes == (0.0, 0.0) {
            return self.line_to(to);
        }
        let reach = REACH * (to.x - from.x);
        self.segments.push([
            Point { x: from.x + reach, y: from.y + reach * slopes.0 },
            Point { x: to.x - reach, y: to.y - reach * slopes.1 },
            to,
        ]);
    }
}
