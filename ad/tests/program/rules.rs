//! Functions of one's own in programs: scalar and vector rules, with slopes of every order or at f64 only, and
//! functions defined by equations.

use crate::running::exact;
use ad::rules::{Linear, VectorRule, first_order, first_order_vector};
use ad::{Engine, Number, Objective, OnGraph, Real, custom_rule, implicit, objective};
use ad_program::{Error, Program, Recorder, Symbol};
use std::cell::Cell;

custom_rule! {
    /// `x e^x`.
    fn x_exp(x) = y => [y + x.exp()]; x * x.exp()
}
custom_rule! {
    /// `a² b + c`.
    fn square_times(a, b, c) => [a.scale(2.0) * b, a * a, T::one()]; a * a * b + c
}
custom_rule! {
    fn root(x) = y => [y.recip().scale(0.5)]; x.sqrt()
}

/// Recorded at 3/4 of the point, replayed at the point: value, gradient, Hessian and `H v` are those of the graph.
#[track_caller]
fn is_that_of_the_graph<O: Objective>(f: &O, x: &[f64]) {
    let elsewhere: Vec<f64> = x.iter().map(|x| x * 0.75).collect();
    let program = Program::record(f, &elsewhere).unwrap();
    let replay = |derive: fn(&Program) -> Result<Program, Error>, inputs: &[f64]| {
        derive(&program).unwrap().evaluate(inputs).expect("no branch")
    };
    let (n, at) = (x.len(), exact(x));
    let (value, gradient) = OnGraph.gradient(f, &at);
    let v: Vec<f64> = (0..n).map(|k| 0.5 - k as f64).collect();
    let second = [OnGraph.hessian(f, &at).concat(), OnGraph.hess_vec(f, &at, &exact(&v))].concat();
    let found = [&replay(Program::hessian, x)[1 + n..], &replay(Program::hess_vec, &[x, &v].concat())[1..]].concat();
    let first = replay(Program::gradient, x);
    let (found, wanted) = ([first, found].concat(), [vec![value], gradient, second].concat());
    assert_eq!(found.len(), wanted.len());
    for (k, (found, want)) in found.iter().zip(&wanted).enumerate() {
        let close = (found - want.value).abs() <= 4.0 * want.error;
        assert!(close || found.is_nan() && want.value.is_nan(), "number {k}: {found}, not {want:?}");
    }
}

#[test]
fn rules_of_every_order() {
    let f = objective!(|x| x_exp(x[0] * x[1]) + square_times(x[0], x_exp(x[1]), x[0]) * root(x[1]));
    let program = Program::record(&f, &[0.5, 1.0]).unwrap();
    assert_eq!(program.counts(), [("mul", 2), ("x_exp", 2), ("add", 1), ("root", 1), ("square_times", 1)]);
    is_that_of_the_graph(&f, &[0.5, 2.0]);
    // equal ones are one, and a rule with three arguments has its own listing
    let f = objective!(|x| x_exp(x[0]) + x_exp(x[0]));
    assert_eq!(Program::record(&f, &[0.5]).unwrap().counts(), [("add", 1), ("x_exp", 1)]);
    assert!(program.listing().contains(" = square_times(x0, t"), "{}", program.listing());
}

#[test]
fn an_undefined_value_has_undefined_slopes() {
    let program = Program::record(&objective!(|x| root(x[0]) + x[1]), &[1.0, 1.0]).unwrap();
    let found = program.gradient().unwrap().evaluate(&[-1.0, 2.0]).unwrap();
    assert!(found[0].is_nan() && found[1].is_nan() && found[2] == 1.0, "{found:?}");
    assert_eq!(program.gradient().unwrap().evaluate(&[0.0, 2.0]).unwrap(), [2.0, f64::INFINITY, 1.0]);
    let strong = Program::record(&objective!(|x| root(x[0]) * x[1]), &[1.0, 1.0]).unwrap();
    assert_eq!(strong.gradient().unwrap().evaluate(&[0.0, 0.0]).unwrap(), [0.0, 0.0, 0.0], "a strong zero");
}

#[test]
fn slopes_at_f64_only() {
    let calls = Box::leak(Box::new(Cell::new(0)));
    let calls: &'static Cell<usize> = calls;
    let value = move |[a, b]: [f64; 2]| a * b * b;
    let slopes = move |[a, b]: [f64; 2], _| {
        calls.set(calls.get() + 1);
        [b * b, 2.0 * a * b]
    };
    let rule = first_order("a_b_squared", value, slopes);
    let recorder = Recorder::new();
    let x = recorder.variables(&[2.0, 3.0]);
    let y = rule.at([x[0] + 1.0, x[1]]);
    let program = recorder.program(&[y * x[1]]).unwrap();
    assert_eq!((program.counts(), calls.get()), (vec![("a_b_squared", 1), ("add", 1), ("mul", 1)], 0));
    let gradient = program.gradient().unwrap();
    assert!(gradient.listing().contains("a_b_squared'0(t0, x1, t1)"), "{}", gradient.listing());
    // f = (x0 + 1) x1³
    assert_eq!(gradient.evaluate(&[4.0, 10.0]).unwrap(), [5000.0, 1000.0, 1500.0]);
    assert_eq!(program.jvp().unwrap().evaluate(&[4.0, 10.0, 1.0, 2.0]).unwrap(), [5000.0, 4000.0]);
    assert_eq!(program.vjp().unwrap().evaluate(&[4.0, 10.0, 2.0]).unwrap(), [5000.0, 2000.0, 3000.0]);
    assert_eq!(program.jacobian().unwrap().evaluate(&[4.0, 10.0]).unwrap(), [5000.0, 1000.0, 1500.0]);
    // where a result is not finite
    assert_eq!(gradient.evaluate(&[1.0, f64::INFINITY]).unwrap(), [f64::INFINITY; 3]);
}

/// `y_i = e^(x_i) / sum_k e^(x_k)`.
#[derive(Clone)]
struct Softmax(usize);
impl VectorRule for Softmax {
    fn name(&self) -> &'static str {
        "softmax"
    }
    fn inputs(&self) -> usize {
        self.0
    }
    fn outputs(&self) -> usize {
        self.0
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        let total: f64 = x.iter().map(|x| x.exp()).sum();
        y.iter_mut().zip(x).for_each(|(y, x)| *y = x.exp() / total);
    }
    fn derivative<'a, T: Number>(&'a self, _: &'a [T], y: &'a [T]) -> Linear<'a, T> {
        let product = move |v: &[T], out: &mut [T]| {
            let mean = y.iter().zip(v).fold(T::zero(), |sum, (&y, &v)| sum + y * v);
            (0..v.len()).for_each(|i| out[i] = y[i] * (v[i] - mean));
        };
        Linear::both(product, product)
    }
}

#[test]
fn vector_rules_of_every_order() {
    let f = objective!(|x| {
        let y = Softmax(3).at(&[x[0], x[1] * 2.0, x[0] * x[1]]);
        let z = Softmax(2).at(&[y[0], y[2].sin()]);
        y[0] * z[1] + y[1].sq() + z[0] // y[2] is used inside only
    });
    assert!(Program::record(&f, &[0.5, 1.0]).unwrap().counts().contains(&("softmax", 2)));
    is_that_of_the_graph(&f, &[0.5, 2.0]);
    // entries that nobody wants, a rule that nobody wants, an entry that is an output
    let f = objective!(|x| {
        let _ = Softmax(2).at(&[x[0], x[1]]);
        Softmax(3).at(&[x[1], x[0], x[1]])[1]
    });
    let program = Program::record(&f, &[0.5, 1.0]).unwrap();
    assert_eq!(program.counts(), [("softmax", 1)]);
    is_that_of_the_graph(&f, &[0.5, 2.0]);
    // of constants a constant
    let f = objective!(|x| Softmax(2).at(&[F::one(), F::one()])[0] * x[0]);
    assert_eq!(Program::record(&f, &[0.5]).unwrap().listing(), "inputs x0\nt0 = x0 * 0.5\noutputs t0\n");
}

/// Outputs that the function does not use are wanted by its derivatives, behind everything else.
#[test]
fn several_vector_rules_of_which_one_output_is_used() {
    struct Firsts;
    impl Objective for Firsts {
        fn value<F: Real>(&self, x: &[F]) -> F {
            let first = |x: &[F]| Softmax(x.len()).at(x)[0];
            first(&x[..3]) * first(&x[1..]) + first(&[x[2], x[0] * x[3]])
        }
    }
    is_that_of_the_graph(&Firsts, &[0.5, -1.0, 2.0, 0.25]);
}

#[test]
fn a_fault_in_a_vector_rule() {
    let f = objective!(|x| Softmax(2).at(&[x[0] * 2.0, x[1]])[1] + x[0]);
    let program = Program::record(&f, &[0.5, 1.0]).unwrap();
    assert_eq!(program.diagnose(&[1.0, 2.0]), None);
    assert_eq!(
        program.diagnose(&[1.0, 800.0]).unwrap(),
        "softmax(t0, x1)[1] is NaN, with t0 = x0 * 2 = 2, x1 = 800; a function of x0 = 1, x1 = 800"
    );
    // its slopes ask whether the value is NaN, so that the gradient is one of another branch
    assert_eq!(program.gradient().unwrap().evaluate(&[1.0, 800.0]).unwrap_err().comparison, "t2.is_nan()");
    let gradient = Program::record(&f, &[1.0, 800.0]).and_then(|f| f.gradient()).unwrap();
    assert!(gradient.evaluate(&[1.0, 800.0]).unwrap().iter().all(|g| g.is_nan()));
}

#[test]
fn vector_rules_at_f64_only() {
    let rotate = first_order_vector(
        "rotate",
        2,
        2,
        |x, y| (y[0], y[1]) = (x[0] * x[1], -x[0]),
        |x, _| Linear::rows(vec![vec![x[1], x[0]], vec![-1.0, 0.0]]),
    );
    let recorder = Recorder::new();
    let x = recorder.variables(&[2.0, 3.0]);
    let y = rotate.at(&[x[0].sq(), x[1]]);
    let z = rotate.at(&y);
    // z = (-x0⁴ x1, -x0² x1)
    let program = recorder.program(&[z[0], y[1] * z[1]]).unwrap();
    assert_eq!(program.evaluate(&[2.0, 5.0]).unwrap(), [-80.0, 80.0]);
    let rows = [-160.0, -16.0, 160.0, 16.0];
    assert_eq!(program.jacobian().unwrap().evaluate(&[2.0, 5.0]).unwrap()[2..], rows);
    assert_eq!(program.jvp().unwrap().evaluate(&[2.0, 5.0, 1.0, 10.0]).unwrap()[2..], [-320.0, 320.0]);
    assert_eq!(program.vjp().unwrap().evaluate(&[2.0, 5.0, 1.0, 2.0]).unwrap()[2..], [160.0, 16.0]);
}

#[test]
fn an_equation() {
    // Kepler: E - e sin E = M
    let f = objective!(|x| {
        let kepler = objective!(|z| z[2] - z[1] * z[2].sin() - z[0]);
        let solve = |&[m, e]: &[f64; 2]| (0..50).fold(m, |y, _| y - (y - e * y.sin() - m) / (1.0 - e * y.cos()));
        implicit::root("anomaly", kepler, solve).at([x[0], x[1]]).cos() * x[0]
    });
    is_that_of_the_graph(&f, &[1.0, 0.3]);
}

#[test]
fn a_system_of_equations() {
    struct Circle;
    impl ad::Residuals for Circle {
        fn len(&self) -> usize {
            2
        }
        fn residuals<F: Real>(&self, z: &[F], out: &mut [F]) {
            // z = (r, angle, x, y): the pivots of the second column are the first ones
            out[0] = z[3] - z[0] * z[1].sin() + z[2] * 0.25;
            out[1] = z[2] - z[0] * z[1].cos();
        }
    }
    let solve = |z: &[f64], y: &mut [f64]| {
        y[0] = z[0] * z[1].cos();
        y[1] = z[0] * z[1].sin() - 0.25 * y[0];
    };
    struct F1<S>(S);
    impl<S: Fn(&[f64], &mut [f64]) + Copy + 'static> Objective for F1<S> {
        fn value<F: Real>(&self, x: &[F]) -> F {
            let y = implicit::system("circle", 2, Circle, self.0).at(x);
            y[0].exp() * y[1] + x[0]
        }
    }
    is_that_of_the_graph(&F1(solve), &[1.5, 0.4]);
}

#[test]
fn a_minimiser() {
    let f = objective!(|x| {
        let g = objective!(|z| (z[1] - z[0]).sq() + (z[2] - z[1]).sq() + z[2].sq() * z[2].sq() * 0.5);
        let solve = |x: &[f64], y: &mut [f64]| {
            // y0 = (x + y1)/2, and (y1 - y0) + y1³ = 0
            let root = (0..80).fold(0.3, |y: f64, _| y - (y * 0.5 - x[0] * 0.5 + y.powi(3)) / (0.5 + 3.0 * y * y));
            (y[0], y[1]) = ((x[0] + root) * 0.5, root);
        };
        let y = implicit::argmin("best", 1, 2, g, solve).at(&[x[0]]);
        y[0] * y[1] + x[1]
    });
    is_that_of_the_graph(&f, &[1.5, 0.4]);
}

/// What may not be called outside its domain is not called there by a replay whose guard fails.
#[test]
fn a_guard_protects_a_rule() {
    let only_positive = |name: &'static str| {
        first_order(
            name,
            |[x]: [f64; 1]| if x > 0.0 { x.ln() } else { panic!("called at {x}") },
            |[x], _| if x > 0.0 { [1.0 / x] } else { panic!("asked for a slope at {x}") },
        )
    };
    let (rule, other) = (only_positive("ln_of_positive"), only_positive("another"));
    let vector = first_order_vector(
        "ln_of_all",
        1,
        1,
        |x, y| y[0] = if x[0] > 0.0 { x[0].ln() } else { panic!("called at {}", x[0]) },
        |x, _| {
            Linear::rows(vec![vec![if x[0] > 0.0 { 1.0 / x[0] } else { panic!("asked for a product at {}", x[0]) }]])
        },
    );
    let record = |f: &dyn for<'r> Fn(&[Symbol<'r>]) -> Symbol<'r>| {
        let recorder = Recorder::new();
        let x = recorder.variables(&[2.0, 3.0]);
        let y = f(&x);
        recorder.program(&[y]).unwrap()
    };
    let programs = [
        record(&|x| if x[0] > Symbol::lift(0.0) { rule.at([x[0]]) * x[1] } else { x[1] }),
        // the guard waits for longer than the rule
        record(&|x| {
            let slow = (0..20).fold(x[0], |y, _| y * 0.5 + x[0]);
            if slow > Symbol::lift(0.0) { rule.at([x[0]]) * x[1] } else { x[1] }
        }),
        record(&|x| if x[0] > Symbol::lift(0.0) { vector.at(&[x[0]])[0] * x[1] } else { x[1] }),
        // a second rule behind a second guard
        record(&|x| {
            let y = if x[1] > Symbol::lift(1.0) { other.at([x[1]]) } else { x[1] };
            if x[0] > y - 5.0 && x[0] > Symbol::lift(0.0) { rule.at([x[0]]) * y * vector.at(&[x[0]])[0] } else { x[1] }
        }),
    ];
    for program in programs {
        let all = [program.clone(), program.gradient().unwrap(), program.jvp().unwrap(), program.jacobian().unwrap()];
        for program in all {
            let at = |x: [f64; 2]| program.evaluate(&[&x[..], &vec![1.0; program.inputs() - 2]].concat());
            assert!(at([4.0, 3.0]).is_ok());
            assert!(at([-1.0, 3.0]).is_err());
            assert!(at([f64::NAN, 3.0]).is_err());
            // and the memory is good for the next point
            let mut memory = program.memory();
            let mut out = vec![0.0; program.outputs()];
            let inputs = |x0: f64| [&[x0, 3.0][..], &vec![1.0; program.inputs() - 2]].concat();
            assert!(program.evaluate_into(&inputs(-1.0), &mut memory, &mut out).is_err());
            assert!(program.evaluate_into(&inputs(5.0), &mut memory, &mut out).is_ok());
            assert_eq!(out, program.evaluate(&inputs(5.0)).unwrap());
        }
    }
}
