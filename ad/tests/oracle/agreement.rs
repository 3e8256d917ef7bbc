//! Every row of the table at its own points: all engines have the same first derivative bit
//! for bit, programs up to rounding, and the same second one up to rounding.

use crate::engines::Series;
use crate::{replay, ulp};
use ad::rules::{Row, Rule, Visitor, table};
use ad::{Dual, DualVec, Graph, HyperDual, Number, Tape, Taylor};
use std::array;

/// `f, f', ..` of `rule` along axis `k`.
fn along<T: Series, R: Rule<N>, const N: usize>(rule: R, x: [f64; N], k: usize) -> Vec<f64> {
    T::apply(rule, array::from_fn(|i| T::line(x[i], f64::indicator(i == k)))).derivatives()
}

/// How many rows, with their parameters and points, were tried.
struct Agreement(usize);

impl Visitor for Agreement {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        for &x in row.points {
            let g = Graph::new();
            let nodes = x.map(|x| g.variable(x));
            let y = ad::Node::apply(rule, nodes);
            let adjoints = y.backward();
            let tape = Tape::new();
            let vars = x.map(|x| tape.variable(x));
            let z = ad::Var::apply(rule, vars);
            let slopes = z.backward();
            let hessian = replay::of_rule(rule, x);
            for k in 0..N {
                let second = along::<Dual<Dual<f64>>, _, N>(rule, x, k);
                let [value, slope] = [second[0], second[1]];
                let all = [
                    ("Dual", along::<Dual<f64>, _, N>(rule, x, k)),
                    ("DualVec", along::<DualVec<f64, 1>, _, N>(rule, x, k)),
                    ("HyperDual", along::<HyperDual<f64>, _, N>(rule, x, k)),
                    ("Taylor", along::<Taylor<f64, 3>, _, N>(rule, x, k)),
                    ("Graph", vec![y.value(), adjoints.of(nodes[k])]),
                    ("Tape", vec![z.value(), slopes.of(vars[k])]),
                    ("Graph forward", vec![y.value(), nodes[k].forward().of(y)]),
                    ("Program", vec![hessian[0], hessian[1 + k], hessian[1 + N + k * N + k]]),
                ];
                for (engine, found) in all {
                    let at = || format!("{:?} at {x:?} along {k} by {engine}", rule.op());
                    // a program computes each operation from its operands alone, also where a power is at hand
                    let same = found[1] == slope || engine == "Program" && ulp::error(found[1], slope) <= 2.0;
                    assert!(found[0] == value && same, "{}: {found:?}, not {second:?}", at());
                    if let Some(&found) = found.get(2) {
                        let error = ulp::error(found, second[2]);
                        assert!(error <= 8.0, "{}: second derivative {found}, not {}", at(), second[2]);
                        assert!(error == 0.0 || engine != "HyperDual", "{}: a hyper-dual is a dual of duals", at());
                    }
                }
            }
            self.0 += 1;
        }
    }
}

#[test]
fn of_all_engines_on_every_row() {
    let mut rows = Agreement(0);
    table::visit(&mut rows);
    println!("agreement: {} points of rows of the table", rows.0);
    assert!(rows.0 > 150, "only {} points: is the table still visited?", rows.0);
}
