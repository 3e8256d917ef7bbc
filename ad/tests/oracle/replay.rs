//! A recorded program as one more engine: recorded at one point, replayed at another.

use crate::engines::{Answer, answer};
use ad::rules::Rule;
use ad::{Number, Objective};
use ad_program::{Error, Program, Recorder, Symbol};

/// A derivative of a program, or the program itself.
type Derive = fn(&Program) -> Result<Program, Error>;

/// Another point.
fn elsewhere(x: &[f64]) -> Vec<f64> {
    x.iter().enumerate().map(|(i, x)| x * 0.75 + 0.375 + i as f64 / 16.0).collect()
}

/// What the program has at `inputs`, whose first numbers are `x`, when it is recorded elsewhere. Only a
/// function with an `if` of its own may need another recording, at `x`: no rule of the table has a branch.
fn replayed<O: Objective>(f: &O, x: &[f64], derive: Derive, inputs: &[f64]) -> Vec<f64> {
    let at = |x: &[f64]| {
        let recorded = Program::record(f, x).expect("a small program");
        let branches = recorded.guards();
        let derived = derive(&recorded).expect("a small program");
        assert_eq!(derived.guards(), branches, "a slope of the table has a branch:\n{}", derived.listing());
        derived.evaluate(inputs)
    };
    at(&elsewhere(x)).or_else(|_| at(x)).expect("the branches of the point itself")
}

/// `f`, `f'` and `f''`, each by the program that is there for it.
pub fn line_of_program<O: Objective>(f: &O, x: f64) -> Vec<f64> {
    let [_, slope] = replayed(f, &[x], Program::gradient, &[x])[..] else { panic!("a value and a slope") };
    let [_, _, second] = replayed(f, &[x], Program::hessian, &[x])[..] else { panic!("two slopes") };
    vec![replayed(f, &[x], |f| Ok(f.clone()), &[x])[0], slope, second]
}

/// Value, gradient, Hessian and `H v`, likewise.
pub fn point_of_program<O: Objective>(f: &O, x: &[f64], v: &[f64]) -> Answer {
    let (n, with_v) = (x.len(), [x, v].concat());
    let value = replayed(f, x, |f| Ok(f.clone()), x)[0];
    let gradient = replayed(f, x, Program::gradient, x)[1..].to_vec();
    let hessian = replayed(f, x, Program::hessian, x)[1 + n..].chunks(n).map(<[f64]>::to_vec).collect();
    answer(value, gradient, hessian, replayed(f, x, Program::hess_vec, &with_v)[1..].to_vec())
}

/// Value, gradient and Hessian of a row of the table at `x`.
pub fn of_rule<R: Rule<N>, const N: usize>(rule: R, x: [f64; N]) -> Vec<f64> {
    let recorder = Recorder::new();
    let variables = recorder.variables(&elsewhere(&x));
    let y = Symbol::apply(rule, std::array::from_fn(|k| variables[k]));
    let program = recorder.program(&[y]).and_then(|f| f.hessian()).expect("a small program");
    program.evaluate(&x).expect("no branch")
}
