//! The SVG picture: paints a [`Layout`] and nothing else.

use super::card::{Card, HEAD, LINE, PAD, colours, partial_text};
use super::words::xml;
use super::{Curve, Layout, Picture, PictureNode, Point, Rect};
use std::fmt::{self, Write as _};

const FONTS: &str = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace";
/// How far the places in the sweeps are from the sides of their box.
const CORNER: f64 = 6.0;
const BACKGROUND: &str = "#ffffff";
const TITLE: &str = "#0f172a";
const MUTED: &str = "#64748b";
const LINE_COLOUR: &str = "#94a3b8";
const PARTIAL: &str = "#b45309";
/// The forward sweep and its tangents, the reverse sweep and its adjoints.
const FORWARD: &str = "#0369a1";
const REVERSE: &str = "#a21caf";

impl Picture {
    /// The graph as a self-contained SVG picture, drawn at the places of [`Picture::layout`].
    ///
    /// Inputs are blue, outputs green, constants grey, operations near white. A box shows its
    /// title, its place in the forward sweep (`→3`) and in the reverse sweep (`←1`), and its
    /// numbers; an arrow shows the local partial. Long texts are cut in the picture and whole in
    /// the tooltip. The text needs no font but a monospace one, and the picture defines no ids or
    /// styles, so any number of pictures can stand in one HTML page.
    ///
    /// # Panics
    /// If an edge does not run from an earlier to a later node.
    ///
    /// ```
    /// use ad_reverse::draw::Picture;
    /// let empty = Picture::default().svg();
    /// assert!(empty.starts_with("<svg") && empty.ends_with("</svg>\n"));
    /// ```
    pub fn svg(&self) -> String {
        let layout = self.layout();
        let mut svg = String::new();
        let _ = self.paint(&layout, &mut svg);
        svg
    }

    fn paint(&self, layout: &Layout, svg: &mut String) -> fmt::Result {
        let (width, height) = (layout.width.ceil(), layout.height.ceil());
        let (nodes, edges) = (self.nodes.len(), self.edges.len());
        writeln!(svg, r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}""#)?;
        writeln!(svg, r#"viewBox="0 0 {width} {height}" font-size="12" font-family="{FONTS}">"#)?;
        writeln!(svg, "<title>Computational graph: nodes {nodes}, edges {edges}</title>")?;
        writeln!(svg, r#"<rect width="{width}" height="{height}" fill="{BACKGROUND}"/>"#)?;

        writeln!(svg, r#"<g fill="none" stroke="{LINE_COLOUR}" stroke-width="1.4">"#)?;
        for (index, curve) in layout.curves.iter().enumerate() {
            let tooltip = xml(&self.partial_equation(index));
            writeln!(svg, r#"<path d="{}"><title>{tooltip}</title></path>"#, path(curve))?;
        }
        writeln!(svg, "</g>")?;
        writeln!(svg, r#"<g fill="{MUTED}">"#)?;
        for curve in &layout.curves {
            writeln!(svg, r#"<path d="{}"/>"#, arrow_head(curve.end()))?;
        }
        writeln!(svg, "</g>")?;
        writeln!(svg, r#"<g font-size="11" text-anchor="middle" fill="{PARTIAL}">"#)?;
        for (index, plate) in layout.labels.iter().enumerate() {
            if let Some(plate) = plate {
                self.paint_partial(index, plate, svg)?;
            }
        }
        writeln!(svg, "</g>")?;
        for (node, rect) in self.nodes.iter().zip(&layout.boxes) {
            paint_box(node, rect, svg)?;
        }
        writeln!(svg, "</svg>")
    }

    fn paint_partial(&self, edge: usize, plate: &Rect, svg: &mut String) -> fmt::Result {
        let tooltip = xml(&self.partial_equation(edge));
        let text = xml(&partial_text(&self.edges[edge].partial));
        let x = plate.x + plate.width / 2.0;
        let y = plate.y + plate.height / 2.0 + 4.0;
        write!(svg, "<g><title>{tooltip}</title>")?;
        write!(svg, r#"<rect {} rx="4" fill="{BACKGROUND}"/>"#, frame(plate))?;
        writeln!(svg, r#"<text x="{x:.1}" y="{y:.1}">{text}</text></g>"#)
    }
}

fn paint_box(node: &PictureNode, rect: &Rect, svg: &mut String) -> fmt::Result {
    let card = Card::new(node);
    let (fill, outline) = colours(node.kind);
    write!(svg, "<g><title>{}", xml(&node.title()))?;
    for row in &card.rows {
        write!(svg, "\n{} {}", row.label, xml(&row.full))?;
    }
    writeln!(svg, "</title>")?;
    let style = format!(r#"fill="{fill}" stroke="{outline}" stroke-width="1.2""#);
    writeln!(svg, r#"<rect {} rx="7" {style}/>"#, frame(rect))?;

    let (left, right, head) = (rect.x, rect.right(), rect.y + HEAD);
    let rule = format!("M{left:.1},{head:.1}H{right:.1}");
    let style = format!(r#"stroke="{outline}" stroke-width="0.8" stroke-opacity="0.45""#);
    writeln!(svg, r#"<path d="{rule}" {style}/>"#)?;

    let mut text = |x: f64, y: f64, style: &str, colour: &str, text: &str| {
        let text = xml(text);
        writeln!(svg, r#"<text x="{x:.1}" y="{y:.1}" {style}fill="{colour}">{text}</text>"#)
    };
    let base = rect.y + 16.5;
    let bold = r#"text-anchor="middle" font-weight="bold" "#;
    text(f64::midpoint(left, right), base, bold, TITLE, &card.title)?;
    if let Some(place) = &card.forward {
        text(left + CORNER, base, r#"font-size="10" "#, FORWARD, place)?;
    }
    if let Some(place) = &card.reverse {
        text(right - CORNER, base, r#"font-size="10" text-anchor="end" "#, REVERSE, place)?;
    }
    for (index, row) in card.rows.iter().enumerate() {
        let base = head + (index + 1) as f64 * LINE;
        let colour = match row.label {
            "tangent" => FORWARD,
            "adjoint" => REVERSE,
            _ => TITLE,
        };
        text(left + PAD, base, "", MUTED, row.label)?;
        text(right - PAD, base, r#"text-anchor="end" "#, colour, &row.text)?;
    }
    writeln!(svg, "</g>")
}

/// The attributes of a rectangle.
fn frame(rect: &Rect) -> String {
    let Rect { x, y, width, height } = rect;
    format!(r#"x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}""#)
}

/// The path data of a curve.
fn path(curve: &Curve) -> String {
    let mut path = format!("M{:.1},{:.1}", curve.start.x, curve.start.y);
    for [b, c, d] in &curve.segments {
        let _ = write!(path, "C{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}", b.x, b.y, c.x, c.y, d.x, d.y);
    }
    path
}

/// A head that points to the right, where every arrow ends.
fn arrow_head(tip: Point) -> String {
    format!("M{:.1},{:.1}l-9,-3.6q1.8,3.6 0,7.2z", tip.x, tip.y)
}
