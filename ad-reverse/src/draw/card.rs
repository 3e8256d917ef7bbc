//! What is written in a box, how much room it takes, and its colours.

use super::words::{columns, one_line, shorten};
use super::{Kind, PictureNode};

/// Width of a character at the size of the box text, in pixels, with a little to spare.
pub(super) const COLUMN: f64 = 7.3;
/// Height of a line of box text.
pub(super) const LINE: f64 = 16.0;
/// Room between the text and the outline.
pub(super) const PAD: f64 = 10.0;
/// Height of the strip that holds the title.
pub(super) const HEAD: f64 = 24.0;

/// Longer texts are cut with an ellipsis (the whole text is shown when the pointer rests on the
/// box).
const LONGEST_TITLE: usize = 44;
const LONGEST_NUMBER: usize = 32;
/// Narrower boxes look like crumbs.
const NARROWEST: f64 = 84.0;
/// Width of a character of the small numbers in the corners, and of a partial on an edge.
const SMALL_COLUMN: f64 = 6.1;
const PARTIAL_COLUMN: f64 = 6.7;
/// Height of the plate behind the partial of an edge.
const PARTIAL_HEIGHT: f64 = 16.0;

/// The text of a box.
pub(super) struct Card {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
    /// The places in the sweeps: `→3` and `←1`.
    pub(super) forward: Option<String>,
    pub(super) reverse: Option<String>,
}

/// A line of a box: what the number is, and the number.
pub(super) struct Row {
    pub(super) label: &'static str,
    /// The number as drawn in a box of limited width.
    pub(super) text: String,
    /// The number in full.
    pub(super) full: String,
}

impl Card {
    pub(super) fn new(node: &PictureNode) -> Self {
        let numbers =
            [("value", Some(&node.value)), ("tangent", node.tangent.as_ref()), ("adjoint", node.adjoint.as_ref())];
        let rows = numbers.into_iter().filter_map(|(label, number)| {
            number.map(|number| Row { label, text: shorten(number, LONGEST_NUMBER), full: one_line(number) })
        });
        Self {
            title: shorten(&node.title(), LONGEST_TITLE),
            rows: rows.collect(),
            forward: node.forward.map(|place| format!("→{place}")),
            reverse: node.reverse.map(|place| format!("←{place}")),
        }
    }

    /// Width and height of the box.
    pub(super) fn size(&self) -> (f64, f64) {
        // The title is centred, so both corners get the room that the longer of their texts needs.
        let corner = self.forward.iter().chain(&self.reverse).map(|place| columns(place)).max();
        let corner = corner.map_or(0.0, |columns| columns as f64 * SMALL_COLUMN + 4.0);
        let title = text_width(&self.title, COLUMN) + 2.0 * corner;
        let label = self.rows.iter().map(|row| columns(row.label)).max().unwrap_or(0);
        let number = self.rows.iter().map(|row| text_width(&row.text, COLUMN)).fold(0.0, f64::max);
        let rows = (label + 2) as f64 * COLUMN + number;
        let width = (title.max(rows) + 2.0 * PAD).max(NARROWEST);
        (width.ceil(), HEAD + self.rows.len() as f64 * LINE + 8.0)
    }
}

/// The partial of an edge as drawn.
pub(super) fn partial_text(partial: &str) -> String {
    shorten(partial, LONGEST_NUMBER)
}

/// Width and height of the plate behind a partial; no room at all for an empty one.
pub(super) fn partial_size(partial: &str) -> (f64, f64) {
    match partial_text(partial) {
        text if text.is_empty() => (0.0, 0.0),
        text => ((text_width(&text, PARTIAL_COLUMN) + 8.0).ceil(), PARTIAL_HEIGHT),
    }
}

/// Characters outside ASCII may come from a wider substitute font.
fn text_width(text: &str, column: f64) -> f64 {
    let foreign = text.chars().filter(|c| !c.is_ascii()).count();
    columns(text) as f64 * column + foreign as f64 * 1.5
}

/// The fill and the outline of a box.
pub(super) fn colours(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Input => ("#e0f2fe", "#0284c7"),
        Kind::Constant => ("#e9edf2", "#94a3b8"),
        Kind::Operation => ("#fbfcfe", "#475569"),
        Kind::Output => ("#dcfce7", "#16a34a"),
    }
}
