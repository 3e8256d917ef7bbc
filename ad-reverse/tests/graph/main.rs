//! The graph: its shapes, its sweeps, what it refuses, and how much it can take.

mod deep;
mod diagnosis;
mod misuse;
mod shapes;
mod sweeps;
