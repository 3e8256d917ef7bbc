//! Reverse mode: one sweep gives all partial derivatives of one output.
//!
//! * [`Graph`] and its handle [`Node`]: every operation a labelled record with value, tangent
//!   and adjoint; for teaching, drawing, and as the naive oracle of faster engines.
//! * [`draw`]: the graph as a table, a tree, DOT and SVG.
//! * [`Scalar`]: the number of plain closures, recorded on a graph of each call.
//! * [`Engine`]: the verbs of reverse mode, written once; [`OnGraph`] runs them on the graph.
//!
//! # Features
//! * `nalgebra`: closures over [`Scalar`] may use nalgebra's norms and factorizations. Needs rustc 1.89.
//! * `ndarray`: a [`Scalar`] may stand on the right of ndarray's operators.
//!
//! ```
//! use ad_reverse::Graph;
//! let g = Graph::new();
//! let (x1, x2, x3) = (g.variable(3.0), g.variable(5.0), g.variable(9.0));
//! let d = x2 * x3;
//! let e = x1 + (-d).powi(2);
//! let f = (e / d).relu();
//! f.backward();
//! assert_eq!(f.to_string(), "Var(v=45.0667, grad=1.0000)");
//! assert_eq!(x2.to_string(), "Var(v=5.0000, grad=8.9867)");
//! ```
#![deny(unsafe_code)]

pub mod draw;
mod engine;
mod graph;
mod last_size;
mod on_graph;
mod on_tape;
mod recorded;
mod scalar;
mod tape;

pub use engine::{Engine, Pullback};
pub use graph::{Adjoints, Graph, Node, Scope, Tangents};
pub use on_graph::OnGraph;
pub use on_tape::OnTape;
pub use scalar::{Answer, Scalar};
pub use tape::{Branded, Gradient, Tape, Var, Workspace};
