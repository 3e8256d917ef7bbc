//! From a graph to its drawing: the records that an output depends on, with their numbers.

use super::{Graph, Node, Origin, block::edges_of_blocks, formula::formula};
use crate::draw::{Kind, Picture, PictureEdge, PictureNode};
use ad_core::{Error, Number};
use core::fmt::Display;
use std::path::Path;

impl<T: Number + Display> Graph<T> {
    /// The drawing of everything that `outputs` depend on, with the tangents and adjoints of the
    /// last sweeps, if any.
    ///
    /// ```
    /// use ad_reverse::Graph;
    /// let g = Graph::new();
    /// let x = g.variable(2.0).label("x");
    /// let picture = g.picture(&[x.sin()]);
    /// assert_eq!(picture.nodes[1].formula.as_deref(), Some("sin x"));
    /// ```
    ///
    /// # Panics
    /// If an output belongs to another graph.
    pub fn picture(&self, outputs: &[Node<'_, T>]) -> Picture {
        let mut drawn = vec![false; self.len()];
        outputs.iter().filter_map(|&y| self.place_of(y, "picture")).for_each(|i| drawn[i] = true);
        let is_output = drawn.clone();
        let labels = self.labels.borrow();
        let (adjoints, tangents) = (self.adjoints.borrow(), self.tangents.borrow());
        let blocks = self.blocks.borrow();
        self.with_records(|records| {
            let components = edges_of_blocks(&blocks, records);
            let edges = |i: usize| components.get(&i).map_or(&records[i].edges[..], |edges| edges);
            for i in (0..records.len()).rev() {
                if drawn[i] {
                    edges(i).iter().for_each(|e| drawn[e.operand as usize] = true);
                }
            }
            let shown: Vec<usize> = (0..records.len()).filter(|&i| drawn[i]).collect();
            let mut place = vec![usize::MAX; records.len()];
            shown.iter().enumerate().for_each(|(k, &i)| place[i] = k);

            let name = |i: usize| match (labels.get(&(i as u32)), records[i].origin) {
                (Some(label), _) => label.clone(),
                (None, Origin::Constant) => short(&records[i].value),
                (None, _) => format!("v{}", place[i] + 1),
            };
            let steps = shown.iter().filter(|&&i| records[i].origin != Origin::Constant).count();
            let mut step = 0;
            let mut picture = Picture::default();
            for (k, &i) in shown.iter().enumerate() {
                let record = &records[i];
                let constant = record.origin == Origin::Constant;
                step += usize::from(!constant);
                let operands: Vec<String> = edges(i).iter().map(|e| name(e.operand as usize)).collect();
                picture.nodes.push(PictureNode {
                    name: name(i),
                    formula: match record.origin {
                        Origin::Operation(op) => Some(formula(op, &operands)),
                        Origin::Component { of, index } => Some(format!("{of}({})[{index}]", operands.join(", "))),
                        Origin::Variable | Origin::Constant => None,
                    },
                    kind: match record.origin {
                        _ if is_output[i] => Kind::Output,
                        Origin::Variable => Kind::Input,
                        Origin::Constant => Kind::Constant,
                        Origin::Operation(_) | Origin::Component { .. } => Kind::Operation,
                    },
                    value: short(&record.value),
                    tangent: tangents.as_ref().and_then(|t| t.get(i)).filter(|_| !constant).map(|t| short(&t)),
                    adjoint: adjoints.as_ref().and_then(|a| a.get(i)).filter(|_| !constant).map(|a| short(&a)),
                    forward: (!constant).then_some(step),
                    reverse: (!constant).then_some(steps + 1 - step),
                });
                picture.edges.extend(edges(i).iter().map(|e| PictureEdge {
                    from: place[e.operand as usize],
                    to: k,
                    partial: short(&e.partial),
                }));
            }
            picture
        })
    }
}

impl<T: Number + Display> Node<'_, T> {
    /// The drawing of everything that this node depends on; empty for a constant on no graph.
    ///
    /// ```
    /// use ad_reverse::Graph;
    /// let g = Graph::new();
    /// let f = (g.variable(1.0).label("x") * 2.0).sin().label("f");
    /// f.backward();
    /// println!("{}", f.picture().tree());
    /// assert!(f.picture().table().contains("f = sin v3"));
    /// assert!(f.picture().svg().starts_with("<svg"));
    /// ```
    pub fn picture(&self) -> Picture {
        self.place().map_or_else(Picture::default, |(graph, _)| graph.picture(&[*self]))
    }

    /// The expression as a tree for the terminal.
    pub fn tree(&self) -> String {
        self.picture().tree()
    }

    /// Writes the drawing as an SVG file.
    ///
    /// # Errors
    /// [`Error::Write`] with the path and the reason.
    pub fn save_svg(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        std::fs::write(path, self.picture().svg())
            .map_err(|source| Error::Write { path: path.display().to_string(), source })
    }

    /// What the Jupyter kernel evcxr shows for a node: the drawing.
    pub fn evcxr_display(&self) {
        println!("EVCXR_BEGIN_CONTENT image/svg+xml\n{}\nEVCXR_END_CONTENT", self.picture().svg());
    }
}

/// A number in five significant digits, for reading; numbers of more than one part in full.
fn short(x: &impl Display) -> String {
    match x.to_string().parse::<f64>() {
        Ok(v) if v == 0.0 || !v.is_finite() => format!("{v}").replace("-0", "0"),
        Ok(v) if (1e-4..1e6).contains(&v.abs()) => {
            let decimals = (4 - v.abs().log10().floor() as i32).max(0) as usize;
            let text = format!("{v:.decimals$}");
            if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
        }
        Ok(v) => {
            let text = format!("{v:.4e}");
            let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
            format!("{}e{exponent}", mantissa.trim_end_matches('0').trim_end_matches('.'))
        }
        Err(_) => x.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn five_significant_digits() {
        let texts = [45.06666666, 0.0222222, 1.0, -0.0, 1e-10, 2500000.0, 123456.0].map(|x| short(&x));
        assert_eq!(texts, ["45.067", "0.022222", "1", "0", "1e-10", "2.5e6", "123456"]);
    }
}
