//! Long steps: both parts of the complex function itself, against values computed with many digits.

use ad_core::rules::{Row, Rule, Section, Visitor, table};
use ad_core::{ComplexStep, Number};

/// Error of a part, relative to it, or to a hundredth of the whole where the part is smaller.
const BOUND: f64 = 32.0 * f64::EPSILON;

struct Values {
    compared: usize,
    missing: Vec<String>,
    worst: f64,
}
impl Visitor for Values {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, row: &Row<N>) {
        let name = format!("{:?}", rule.op());
        let before = self.compared;
        for line in include_str!("values.txt").lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[of, arguments, stepped, h, re, im] = fields.as_slice() else { panic!("six fields: {line}") };
            if of != name {
                continue;
            }
            let number = |text: &str| -> f64 { text.parse().expect("a number") };
            let x: Vec<f64> = arguments.split(' ').map(number).collect();
            let stepped: usize = stepped.parse().expect("an index");
            let step = |k| if k == stepped { number(h) } else { 0.0 };
            let w = ComplexStep::apply(rule, std::array::from_fn(|k| ComplexStep::new(x[k], step(k))));
            let (re, im) = (number(re), number(im));
            for (part, exact) in [(w.re(), re), (w.im(), im)] {
                let error = (part - exact).abs() / exact.abs().max(0.01 * re.hypot(im));
                assert!(error <= BOUND, "{name} at {arguments} + i{h}: {part}, not {exact}");
                self.worst = self.worst.max(error);
            }
            self.compared += 1;
        }
        let offered = row.section != Section::Auxiliary && !crate::rows::REFUSED.contains(&row.name);
        if offered && self.compared == before && !name.starts_with("Powi") {
            self.missing.push(name);
        }
    }
}

#[test]
fn a_long_step_sees_the_complex_function() {
    let mut values = Values { compared: 0, missing: vec![], worst: 0.0 };
    table::visit(&mut values);
    println!("{} values, the worst within {:.1} ulps", values.compared, values.worst / f64::EPSILON);
    assert!(values.missing.is_empty(), "no value of {:?} in values.txt", values.missing);
    assert!(values.compared > 180, "only {} values", values.compared);
}
