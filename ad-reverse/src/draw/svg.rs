//! The SVG picture: paints a [`Layout`] and nothing else.

use super::card::{Card, HEAD, LINE, PAD, partial_text};
use super::dot::colours;
use super::words::xml;
use super::{Curve, Layout, Picture, Point, Rect};
use std::fmt::Write as _;

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

    fn paint(&self, layout: &Layout, svg: &mut String) -> std::fmt::Result {
        let (width, height) = (layout.width.ceil(), layout.height.ceil());
        writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" \
             font-family=\"ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"12\">"
        )?;
        writeln!(
            svg,
            "<title>Computational graph: nodes {}, edges {}</title>",
            self.nodes.len(),
            self.edges.len()
        )?;
        writeln!(
            svg,
            "<rect width=\"{width}\" height=\"{height}\" fill=\"{BACKGROUND}\"/>"
        )?;

        writeln!(
            svg,
            "<g fill=\"none\" stroke=\"{LINE_COLOUR}\" stroke-width=\"1.4\">"
        )?;
        for (index, curve) in layout.curves.iter().enumerate() {
            let tooltip = xml(&self.partial_equation(index));
            writeln!(
                svg,
                "<path d=\"{}\"><title>{tooltip}</title></path>",
                path(curve)
            )?;
        }
        writeln!(svg, "</g>\n<g fill=\"{MUTED}\">")?;
        for curve in &layout.curves {
            writeln!(
                svg,
                "<path d=\"{}\"/>",
                arrow_head(curve.segments.last().map_or(curve.start, |last| last[2]))
            )?;
        }
        writeln!(
            svg,
            "</g>\n<g font-size=\"11\" text-anchor=\"middle\" fill=\"{PARTIAL}\">"
        )?;
        for (index, rect) in layout.labels.iter().enumerate() {
            if let Some(rect) = rect {
                self.paint_partial(index, rect, svg)?;
            }
        }
        writeln!(svg, "</g>")?;
        for (index, rect) in layout.boxes.iter().enumerate() {
            self.paint_box(index, rect, svg)?;
        }
        writeln!(svg, "</svg>")
    }

    fn paint_partial(&self, edge: usize, rect: &Rect, svg: &mut String) -> std::fmt::Result {
        let Rect {
            x,
            y,
            width,
            height,
        } = *rect;
        let (middle, base) = (x + width / 2.0, y + height / 2.0 + 4.0);
        writeln!(
            svg,
            "<g><title>{}</title><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"4\" \
             fill=\"{BACKGROUND}\"/><text x=\"{middle:.1}\" y=\"{base:.1}\">{}</text></g>",
            xml(&self.partial_equation(edge)),
            xml(&partial_text(&self.edges[edge].partial)),
        )
    }

    fn paint_box(&self, index: usize, rect: &Rect, svg: &mut String) -> std::fmt::Result {
        let node = &self.nodes[index];
        let card = Card::new(node);
        let (fill, outline) = colours(node.kind);
        let Rect {
            x,
            y,
            width,
            height,
        } = *rect;
        let (left, right) = (x + PAD, rect.right() - PAD);
        write!(svg, "<g><title>{}", xml(&node.title()))?;
        for row in &card.rows {
            write!(svg, "\n{} {}", row.label, xml(&row.full))?;
        }
        writeln!(
            svg,
            "</title><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"7\" \
             fill=\"{fill}\" stroke=\"{outline}\" stroke-width=\"1.2\"/>"
        )?;
        let head = y + HEAD;
        writeln!(
            svg,
            "<path d=\"M{x:.1},{head:.1}h{width:.1}\" stroke=\"{outline}\" stroke-width=\"0.8\" \
             stroke-opacity=\"0.45\"/>"
        )?;
        let base = y + 16.5;
        let mut text = |x: f64, y: f64, attributes: &str, colour: &str, text: &str| {
            let text = xml(text);
            writeln!(
                svg,
                "<text x=\"{x:.1}\" y=\"{y:.1}\"{attributes} fill=\"{colour}\">{text}</text>"
            )
        };
        const END: &str = " text-anchor=\"end\"";
        text(
            x + width / 2.0,
            base,
            " text-anchor=\"middle\" font-weight=\"bold\"",
            TITLE,
            &card.title,
        )?;
        if let Some(place) = &card.forward {
            text(x + 6.0, base, " font-size=\"10\"", FORWARD, place)?;
        }
        if let Some(place) = &card.reverse {
            text(
                rect.right() - 6.0,
                base,
                " font-size=\"10\" text-anchor=\"end\"",
                REVERSE,
                place,
            )?;
        }
        for (line, row) in card.rows.iter().enumerate() {
            let base = head + (line + 1) as f64 * LINE;
            let colour = match row.label {
                "tangent" => FORWARD,
                "adjoint" => REVERSE,
                _ => TITLE,
            };
            text(left, base, "", MUTED, row.label)?;
            text(right, base, END, colour, &row.text)?;
        }
        writeln!(svg, "</g>")
    }
}

/// The path data of a curve.
fn path(curve: &Curve) -> String {
    let mut path = format!("M{:.1},{:.1}", curve.start.x, curve.start.y);
    for [b, c, d] in &curve.segments {
        let _ = write!(
            path,
            "C{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}",
            b.x, b.y, c.x, c.y, d.x, d.y
        );
    }
    path
}

/// A head that points to the right, where every arrow ends.
fn arrow_head(tip: Point) -> String {
    format!("M{:.1},{:.1}l-9,-3.6q1.8,3.6 0,7.2z", tip.x, tip.y)
}
