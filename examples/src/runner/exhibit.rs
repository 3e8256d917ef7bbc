//! What an exercise shows besides its checks: formulas, tables, plots, graphs, notes.

use super::value::{Value, round_number};
use crate::plot::Plot;
use serde::Serialize;

/// Everything to show, in the order in which it was added within each kind.
#[derive(Clone, Debug, Default)]
pub struct Exhibit {
    /// Formulas, plain text.
    pub formulas: Vec<String>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Plots with their data.
    pub plots: Vec<Plot>,
    /// Computational graphs.
    pub graphs: Vec<Graph>,
    /// Claims of a sheet that need a caveat.
    pub notes: Vec<Note>,
}

impl Exhibit {
    /// Nothing to show yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a formula.
    pub fn formula(mut self, text: impl Into<String>) -> Self {
        self.formulas.push(text.into());
        self
    }

    /// Adds a table.
    pub fn table(mut self, table: Table) -> Self {
        self.tables.push(table);
        self
    }

    /// Adds a plot.
    pub fn plot(mut self, plot: Plot) -> Self {
        self.plots.push(plot);
        self
    }

    /// Adds a computational graph.
    pub fn graph(mut self, graph: Graph) -> Self {
        self.graphs.push(graph);
        self
    }

    /// Adds a note.
    pub fn note(mut self, claim: impl Into<String>, truth: impl Into<String>) -> Self {
        self.notes.push(Note { claim: claim.into(), truth: truth.into() });
        self
    }
}

/// A claim of a sheet that is false or needs a caveat.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// What the sheet says.
    pub claim: String,
    /// What is true, with the number.
    pub truth: String,
}

/// A computational graph in three languages.
#[derive(Clone, Debug, Serialize)]
pub struct Graph {
    /// Caption.
    pub title: String,
    /// For the terminal.
    pub ascii: String,
    /// For Graphviz.
    pub dot: String,
    /// For the report: one `<svg>` element.
    pub svg: String,
}

/// A table of text cells.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// Caption.
    pub title: String,
    /// Column heads.
    pub header: Vec<String>,
    /// Rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub fn new<const N: usize>(title: impl Into<String>, header: [&str; N]) -> Self {
        let header = header.map(String::from).to_vec();
        Table { title: title.into(), header, rows: Vec::new() }
    }

    /// Adds a row.
    ///
    /// # Panics
    /// If its length is not that of the header.
    pub fn row(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        let row: Vec<String> = cells.into_iter().map(|Cell(text)| text).collect();
        assert_eq!(row.len(), self.header.len(), "a row of \"{}\"", self.title);
        self.rows.push(row);
        self
    }
}

/// A table's cell: text, or a number in a fixed format. See [`cell`], [`short`].
#[derive(Clone, Debug)]
pub struct Cell(String);

/// A cell with all digits of a number, or with text.
pub fn cell(value: impl Into<Value>) -> Cell {
    Cell(value.into().to_string())
}

/// A cell with a number in about `digits` significant digits.
pub fn short(x: f64, digits: usize) -> Cell {
    Cell(round_number(x, digits))
}
