//! Derivatives of programs at their edges: constants, inputs as outputs, outputs twice, nothing at all;
//! parameters; exact zeros against infinite slopes.

use ad_core::num_traits::{One, Zero};
use ad_core::{Number, Objective, Real, Residuals, objective};
use ad_program::{Error, Program, Recorder, Symbol};
use bits::assert_same;

#[path = "support/bits.rs"]
mod bits;

/// The program of what is made of two variables, at 2 and 3, and a parameter, 5.
fn recorded(f: impl for<'r> Fn(&[Symbol<'r>], Symbol<'r>) -> Vec<Symbol<'r>>) -> Program {
    let recorder = Recorder::new();
    let x = recorder.variables(&[2.0, 3.0]);
    let p = recorder.parameters(&[5.0]);
    recorder.program(&f(&x, p[0])).unwrap()
}

fn evaluate(program: Result<Program, Error>, x: &[f64]) -> Vec<f64> {
    program.unwrap().evaluate(x).unwrap()
}

#[test]
fn outputs_that_are_no_operations() {
    let program = recorded(|x, p| vec![x[1], Symbol::lift(7.0), p, x[1], x[0]]);
    let at = [0.5, -2.0, 4.0];
    let y = [-2.0, 7.0, 4.0, -2.0, 0.5];
    assert_eq!(program.operations(), 0);
    assert_eq!(program.evaluate(&at).unwrap(), y);
    let rows = [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0];
    assert_eq!(evaluate(program.jacobian(), &at), [&y[..], &rows].concat());
    let w = [1.0, 10.0, 100.0, 1000.0, 10000.0];
    assert_eq!(evaluate(program.vjp(), &[&at[..], &w].concat()), [&y[..], &[10000.0, 1001.0]].concat());
    assert_eq!(
        evaluate(program.jvp(), &[&at[..], &[3.0, 4.0]].concat()),
        [&y[..], &[4.0, 0.0, 0.0, 4.0, 3.0]].concat()
    );
    assert_eq!(program.jvp().unwrap().inputs(), 5);
}

#[test]
fn functions_that_do_not_vary() {
    for program in [recorded(|_, _| vec![Symbol::lift(7.0)]), recorded(|_, p| vec![p.exp() * 0.0 + 7.0])] {
        let at = [1.0, 2.0, 0.0];
        assert_eq!(evaluate(program.gradient(), &at), [7.0, 0.0, 0.0]);
        assert_eq!(evaluate(program.hessian(), &at), [7.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(evaluate(program.hess_vec(), &[1.0, 2.0, 0.0, 1.0, 1.0]), [7.0, 0.0, 0.0]);
        assert_eq!(evaluate(program.jvp(), &[1.0, 2.0, 0.0, 1.0, 1.0]), [7.0, 0.0]);
        assert_eq!(evaluate(program.vjp(), &[1.0, 2.0, 0.0, 3.0]), [7.0, 0.0, 0.0]);
    }
}

#[test]
fn nothing_at_all() {
    let nowhere = Program::record(&objective!(|x| F::sum_of(x) + F::one().exp()), &[]).unwrap();
    let e = 1f64.exp();
    for program in [nowhere.gradient(), nowhere.hessian(), nowhere.jacobian(), nowhere.hess_vec()] {
        assert_eq!(evaluate(program, &[]), [e]);
    }
    assert_eq!(evaluate(nowhere.jvp(), &[]), [e, 0.0]);
    assert_eq!(evaluate(nowhere.vjp(), &[2.0]), [e]);
    let nothing = recorded(|_, _| vec![]);
    for program in [nothing.jacobian(), nothing.jvp().map(|jvp| jvp.unguarded()), Ok(nothing.clone())] {
        let program = program.unwrap();
        assert_eq!(program.evaluate(&vec![1.0; program.inputs()]).unwrap(), []);
    }
    assert_eq!(evaluate(nothing.vjp(), &[1.0, 2.0, 3.0]), [0.0, 0.0]);
    let empty = Recorder::new().program(&[]).unwrap();
    assert_eq!((empty.listing().as_str(), empty.diagnose(&[])), ("inputs \noutputs \n", None));
}

#[test]
fn jacobians_in_both_shapes() {
    // wide by rows, tall by columns
    let wide = recorded(|x, p| vec![x[0].sq() * x[1] * p]);
    assert_eq!(evaluate(wide.jacobian(), &[2.0, 3.0, 10.0]), [120.0, 120.0, 40.0]);
    let tall = recorded(|x, p| vec![x[0].sq(), x[0] * x[1], p * x[1], x[0] - x[0]]);
    let found = evaluate(tall.jacobian(), &[2.0, 3.0, 10.0]);
    assert_eq!(found, [4.0, 6.0, 30.0, 0.0, 4.0, 0.0, 3.0, 2.0, 0.0, 10.0, 0.0, 0.0]);
}

#[test]
fn parameters_change_and_nobody_differentiates_by_them() {
    let program = recorded(|x, p| vec![if p > x[0] { (x[0] * p).sin() * p + x[1].powf(p) } else { x[0] }]);
    assert_eq!((program.inputs(), program.variables()), (3, 2));
    for (x, y, p) in [(0.5, 1.5, 5.0), (0.5, 1.5, 2.0), (-1.0, 2.0, -0.5)] {
        let gradient = evaluate(program.gradient(), &[x, y, p]);
        let want = [(x * p).sin() * p + f64::powf(y, p), (x * p).cos() * p * p, p * f64::powf(y, p - 1.0)];
        gradient.iter().zip(want).for_each(|(a, b)| assert!((a - b).abs() <= 1e-14 * b.abs(), "{gradient:?} {want:?}"));
        let hessian = evaluate(program.hessian(), &[x, y, p]);
        assert_eq!(hessian.len(), 1 + 2 + 4);
        assert_eq!(hessian[4..6], [0.0, 0.0]);
        let second = p * (p - 1.0) * f64::powf(y, p - 2.0);
        assert!((hessian[6] - second).abs() <= 1e-13 * second.abs());
    }
    // a power of a negative number by a parameter
    let power = recorded(|x, p| vec![x[0].powf(p) + x[1]]);
    assert_eq!(evaluate(power.gradient(), &[-2.0, 1.0, 2.0]), [5.0, -4.0, 1.0]);
    assert_eq!(evaluate(power.hessian(), &[-2.0, 1.0, 2.0])[3..], [2.0, 0.0, 0.0, 0.0]);
    // and a guard on one
    assert!(program.gradient().unwrap().evaluate(&[0.5, 1.5, 0.25]).is_err());
}

#[test]
fn what_is_known_to_be_zero_is_no_operation() {
    let program = Program::record(&objective!(|x| x[0] * 3.0 + x[1] * 2.0 - x[2]), &[1.0, 2.0, 3.0]).unwrap();
    let (gradient, hessian) = (program.gradient().unwrap(), program.hessian().unwrap());
    assert_eq!((gradient.operations(), hessian.operations()), (4, 4), "{}", hessian.listing());
    // a separable function has a diagonal Hessian
    let program = Program::record(&objective!(|x| x.iter().map(|x| x.exp()).sum()), &[0.0; 20]).unwrap();
    assert_eq!(program.hessian().unwrap().counts(), [("exp", 20), ("add", 19)]);
    // by rows: in each of them the adjoints of the other outputs are zero
    let recorder = Recorder::new();
    let x = recorder.variables(&[0.5; 3]);
    let f = recorder.program(&[x[0].sin() * x[1], x[2].exp()]).unwrap();
    assert_eq!(f.jacobian().unwrap().counts(), [("mul", 2), ("cos", 1), ("exp", 1), ("sin", 1)]);
}

/// One function of two arguments at a point, with its gradient and Hessian there.
#[track_caller]
fn derivatives_at<O: Objective>(f: &O, x: [f64; 2], want: [f64; 7]) {
    let program = Program::record(f, &[0.75, 1.5]).unwrap();
    assert_same(&evaluate(program.hessian(), &x).map_zeros(), &want, &program.listing());
    assert_same(&evaluate(program.gradient(), &x).map_zeros(), &want[..3], &program.listing());
    let columns = [[1.0, 0.0], [0.0, 1.0]].map(|v| evaluate(program.hess_vec(), &[x, v].concat()).map_zeros());
    assert_same(&[columns[0][1], columns[1][1], columns[0][2], columns[1][2]], &want[3..], &program.listing());
}

trait Zeros {
    /// Zeros without their signs.
    fn map_zeros(self) -> Self;
}
impl Zeros for Vec<f64> {
    fn map_zeros(self) -> Self {
        self.into_iter().map(|x| x + 0.0).collect()
    }
}

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

#[test]
fn exact_zeros_are_strong() {
    // value, gradient, Hessian
    derivatives_at(&objective!(|x| x[0].sqrt() * x[1]), [0.0, 2.0], [0.0, INF, 0.0, -INF, INF, INF, 0.0]);
    derivatives_at(&objective!(|x| x[0].sqrt() * 0.0 + x[1]), [0.0, 2.0], [2.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    derivatives_at(&objective!(|x| x[0].sqrt().max(x[1])), [0.0, 2.0], [2.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    derivatives_at(&objective!(|x| x[0].ln().max(x[1])), [-1.0, 2.0], [2.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    let chosen = objective!(|x| F::select(x[0].above(F::zero()), x[0].sqrt(), F::zero()) + x[1]);
    derivatives_at(&chosen, [0.0, 2.0], [2.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    derivatives_at(&objective!(|x| (F::zero() * x[0] + x[1]).ln()), [1.0, 0.0], [-INF, 0.0, INF, 0.0, 0.0, 0.0, -INF]);
    // of an undefined value nothing is known, of another variable it is
    let undefined = objective!(|x| x[0].ln() + x[1] * x[1]);
    derivatives_at(&undefined, [-1.0, 2.0], [NAN, NAN, 4.0, NAN, 0.0, 0.0, 2.0]);
    derivatives_at(&objective!(|x| x[0].floor() + x[1]), [NAN, 2.0], [NAN, NAN, 1.0, NAN, 0.0, 0.0, 0.0]);
    // ties and kinks
    derivatives_at(&objective!(|x| x[0].max(x[1])), [1.0, 1.0], [1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    derivatives_at(&objective!(|x| x[0].abs() * x[1]), [-0.0, 3.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    derivatives_at(&objective!(|x| x[0].hypot(x[1])), [0.0, 0.0], [0.0, 0.0, 0.0, NAN, NAN, NAN, NAN]);
    derivatives_at(&objective!(|x| F::log_sum_exp(x)), [-INF, 0.0], [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    derivatives_at(&objective!(|x| F::log_sum_exp(x)), [-INF, -INF], [-INF, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    derivatives_at(&objective!(|x| F::dot(x, &[x[1], F::infinity()])), [0.0, 1.0], [INF, 1.0, INF, 0.0, 1.0, 1.0, 0.0]);
}

/// At the origin a norm is as in every engine.
#[test]
fn norms_at_the_origin() {
    let f = objective!(|x| F::norm2(x) + x[2]);
    let found = evaluate(Program::record(&f, &[1.0; 3]).and_then(|f| f.hessian()), &[0.0; 3]);
    assert_same(&found[1..4], &ad_forward::gradient(&f, &[0.0; 3]).1, "gradient");
    assert_same(&found[4..], &ad_forward::hessian(&f, &[0.0; 3]).concat(), "Hessian");
}

#[test]
fn sums_at_large_values_keep_their_digits() {
    let program = Program::record(&objective!(|x| F::log_sum_exp(x)), &[0.0, 1.0, 2.0]).unwrap();
    let small = evaluate(program.hessian(), &[0.25, 0.5, 0.75]);
    for shift in [1024.0, -4096.0, 1e6] {
        let large = evaluate(program.hessian(), &[shift + 0.25, shift + 0.5, shift + 0.75]);
        for (a, b) in small[1..].iter().zip(&large[1..]) {
            assert!((a - b).abs() <= 4.0 * f64::EPSILON * a.abs().max(0.1), "{shift}: {large:?}, not {small:?}");
        }
    }
}

/// `y = (x0 x1, .., )` of many outputs: derivatives of the residuals of a fit.
#[test]
fn residuals() {
    struct Fit;
    impl Residuals for Fit {
        fn len(&self) -> usize {
            3
        }
        fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
            out[0] = x[0] * (x[1] * 0.5).exp();
            out[2] = x[0] * (x[1] * 2.0).exp();
        }
    }
    let program = Program::record_residuals(&Fit, &[1.0, 0.0]).unwrap();
    assert_eq!(program.outputs(), 3);
    let found = evaluate(program.jacobian(), &[2.0, 1.0]);
    let (a, b) = (0.5f64.exp(), 2f64.exp());
    assert_eq!(found[..3], [2.0 * a, 0.0, 2.0 * b]);
    assert_eq!(found[3..], [a, a, 0.0, 0.0, b, 4.0 * b], "what was not written is the constant 0");
}

#[test]
fn detached_parts_do_not_vary() {
    let program = Program::record(&objective!(|x| x[0].detach() * x[0] * x[1].exp().detach()), &[1.0, 0.0]).unwrap();
    assert_eq!(evaluate(program.hessian(), &[3.0, 0.0]), [9.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!(evaluate(program.hess_vec(), &[3.0, 0.0, 1.0, 1.0]), [9.0, 0.0, 0.0]);
    // also where the derivative is done again
    let program = Program::record(&objective!(|x| x[0].detach().sqrt() * x[0].sqrt()), &[1.0]).unwrap();
    assert_eq!(evaluate(program.gradient(), &[0.0]), [0.0, 0.0]);
}

/// Numbers of no recording are constants wherever they come from.
#[test]
fn constants() {
    let (zero, one) = (Symbol::zero(), Symbol::one());
    assert_eq!((zero.as_constant(), (one + one).as_constant()), (Some(0.0), Some(2.0)));
    assert!(zero.is_strong_zero() && !one.is_strong_zero() && Symbol::poison().as_constant().unwrap().is_nan());
    assert!(one > zero && one.primal() == 1.0);
    let recorder = Recorder::new();
    let x = recorder.variables(&[0.0])[0];
    assert_eq!((x.as_constant(), x.is_strong_zero(), x.is_zero()), (None, false, true));
    assert_eq!(x.chain(zero).as_constant(), Some(0.0));
}
