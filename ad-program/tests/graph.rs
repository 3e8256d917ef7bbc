//! What is recorded: equal operations are one, constants fold, identities are used where they hold for every
//! number, and nothing else.

use ad_core::{Number, Objective, Plain, objective};
use ad_program::{Program, Recorder};
use bits::{STRANGE, assert_same};

#[path = "support/bits.rs"]
mod bits;

/// The program of `f` consists of `counts` and has the values of `f` at all pairs of strange numbers.
#[track_caller]
fn consists_of<O: Objective>(f: &O, counts: &[(&str, usize)]) {
    let program = Program::record(f, &[0.6, 1.7]).unwrap();
    assert_eq!(program.counts(), counts, "{}", program.listing());
    for x in STRANGE.iter().flat_map(|&a| STRANGE.map(|b| [a, b])) {
        let direct = f.value(&x.map(Plain)).0;
        assert_same(&program.evaluate(&x).unwrap(), &[direct], &format!("at {x:?} of\n{}", program.listing()));
    }
}

macro_rules! identities {
    ($($name:ident: $($body:expr),+ => $counts:expr;)*) => { $(
        #[test]
        fn $name() {
            $(consists_of(&objective!(|x| $body(x[0], x[1])), &$counts);)+
        }
    )* };
}

// The closures are generic only by being written out for each number.
identities! {
    minus_zero_changes_nothing: (|x: F, _| x - 0.0), (|x: F, _| x + -0.0), (|x: F, _| F::lit(-0.0) + x) => [];
    times_one_changes_nothing: (|x: F, _| x * 1.0), (|x: F, _| F::one() * x), (|x: F, _| x / 1.0) => [];
    strong_products_with_one_change_nothing: (|x: F, _| x.chain(F::one())), (|x: F, _| F::one().chain(x)) => [];
    times_minus_one_is_the_negative: (|x: F, _| x * -1.0), (|x: F, _| F::lit(-1.0) * x), (|x: F, _| -x) => [("neg", 1)];
    twice_the_negative_changes_nothing: (|x: F, _| -(-x)), (|x: F, _| (-x) * -1.0) => [];
    three_times_the_negative_is_one: (|x: F, _| -(-(-x))) => [("neg", 1)];
    a_sum_of_one_term_is_it: (|x: F, _| F::sum_of(&[x])), (|x: F, _| F::affine(&[], &[], x)) => [];
    a_sum_of_two_is_an_addition: (|x: F, y| F::sum_of(&[x, y])), (|x: F, y| F::sum_of(&[y, x])), (|x: F, y| y + x) => [("add", 1)];
    operands_of_sums_and_products_may_be_exchanged: (|x: F, y: F| (x + y) / (y + x)) => [("add", 1), ("div", 1)];
    also_with_constants: (|x: F, y: F| (x * 3.0 + y) - (F::lit(3.0) * x - y)) => [("sub", 2), ("add", 1), ("mul", 1)];
    two_negations_of_a_comparison_are_none: (|x: F, y| F::one_if(!!x.above(y))) => [("<", 1)];
    a_choice_by_a_constant_is_made: (|x: F, y| F::select(1f64 > 0.5, x, y)), (|x: F, y| F::select(F::one().above(F::zero()), x, y)) => [];
    constants_fold: (|x: F, _| x * (F::lit(2.0).sin() + F::PI()).sqrt()) => [("mul", 1)];
    a_detached_constant_is_a_constant: (|x: F, _| x * F::lit(3.0).detach()) => [("mul", 1)];
    a_constant_sum_is_a_constant: (|x: F, _| x + F::log_sum_exp(&[F::one(), F::zero()]) + F::norm2(&[F::one(); 3])) => [("add", 2)];
    sums_of_nothing_are_constants: (|x: F, _| x + F::dot(&[], &[]) + F::sum_of(&[]) + F::norm2(&[]) + F::log_sum_exp(&[])) => [("add", 4)];

    // Not identities: -0 + 0 is 0, 0 inf and inf - inf and inf / inf are NaN.
    plus_zero_is_an_operation: (|x: F, _| x + 0.0), (|x: F, _| F::zero() + x) => [("add", 1)];
    minus_minus_zero_is_an_operation: (|x: F, _| x - -0.0) => [("sub", 1)];
    zero_minus_is_an_operation: (|x: F, _| F::zero() - x), (|x: F, _| F::lit(-0.0) - x) => [("sub", 1)];
    times_zero_is_an_operation: (|x: F, _| x * 0.0), (|x: F, _| F::zero() * x) => [("mul", 1)];
    a_product_with_itself_is_no_square: (|x: F, _| x * x + x.sq()) => [("add", 1), ("mul", 1), ("sq", 1)];
    the_difference_to_itself_is_an_operation: (|x: F, _| x - x) => [("sub", 1)];
    the_quotient_by_itself_is_an_operation: (|x: F, _| x / x) => [("div", 1)];
    a_quotient_is_no_product: (|x: F, _| x / 3.0) => [("div", 1)];
    a_power_of_one_is_an_operation: (|x: F, _| x.powi(1)), (|x: F, _| x.powi(0)) => [("powi", 1)];
    sums_are_not_put_in_another_order: (|x: F, y: F| (x + y) + 1.0 - (x + (y + 1.0))) => [("add", 4), ("sub", 1)];
    minus_one_over_is_an_operation: (|x: F, _| x / -1.0) => [("div", 1)];

    // Sums of many terms are one operation each.
    a_sum_of_products_is_one: (|x: F, y| F::dot(&[x, y, x], &[y, y, F::one()])), (|x: F, y| F::sum_of_squares(&[x, y])) => [("dot", 1)];
    an_affine_map_is_one: (|x: F, y| F::affine(&[x, y], &[y, y], F::lit(0.5))) => [("affine", 1)];
    a_sum_is_one: (|x: F, y| F::sum_of(&[x, y, x])) => [("sum", 1)];
    a_long_sum_is_one: (|x: F, y| F::sum_of(&[x, y, x, y, x, y, x, y, x, y])) => [("sum", 1)];
    a_norm_is_one: (|x: F, y| F::norm2(&[x, y, x])) => [("norm2", 1)];
    a_log_sum_exp_is_one: (|x: F, y| F::log_sum_exp(&[x, y, F::one()])) => [("log_sum_exp", 1)];
    detaching_is_one: (|x: F, _| x.detach()) => [("detach", 1)];
    three_operands_are_one: (|x: F, y| x.mul_add(y, x)) => [("mul_add", 1)];
    families_with_equal_parameters_are_one: (|x: F, y: F| x.powi(3) + x.powi(3) * y.powi(5) + x.powf(F::lit(0.3)) * x.powf(F::lit(0.3)))
        => [("add", 2), ("mul", 2), ("powi", 2), ("const_power", 1)];
    comparisons_are_one_from_either_side: (|x: F, y: F| F::one_if(x.above(y)) + F::one_if(y.above(x)) * F::one_if(x.above(y)))
        => [("<", 2), ("add", 1), ("mul", 1)];
    both_and_either_commute: (|x: F, y: F| {
        let (a, b) = (x.above(y), y.undefined());
        F::one_if(a & b) + F::one_if(b & a) + F::one_if(a | b) * F::one_if(b | a)
    }) => [("add", 2), ("<", 1), ("and", 1), ("is_nan", 1), ("mul", 1), ("or", 1)];
}

#[test]
fn constants_of_different_bits_are_different() {
    let recorder = Recorder::new();
    let x = recorder.variables(&[2.0])[0];
    let (plus, minus) = (x / 0.0, x / -0.0);
    let program = recorder.program(&[plus, minus]).unwrap();
    assert_eq!(program.evaluate(&[1.0]).unwrap(), [f64::INFINITY, f64::NEG_INFINITY]);
}

#[test]
fn what_nobody_needs_goes() {
    let f = objective!(|x| {
        let unused = (x[0] * 7.0).exp();
        let _ = unused.sin() + x[1];
        x[0].sin()
    });
    let program = Program::record(&f, &[1.0, 2.0]).unwrap();
    assert_eq!(program.counts(), [("sin", 1)]);
    assert_eq!((program.inputs(), program.variables(), program.outputs()), (2, 2, 1), "inputs stay");
    // a guard needs what it looks at
    let f = objective!(|x| if x[1].exp() > F::one() { x[0].sin() } else { x[0] });
    let program = Program::record(&f, &[1.0, 2.0]).unwrap();
    assert_eq!(program.counts(), [("exp", 1), ("guard", 1), ("sin", 1)]);
    assert_eq!(program.unguarded().counts(), [("sin", 1)]);
}

#[test]
fn a_program_as_text() {
    let recorder = Recorder::new();
    let x = recorder.variables(&[0.5, 2.0]);
    let p = recorder.parameters(&[3.0]);
    let y = if x[0] < x[1] { x[0].powi(3) - 0.25 } else { x[1] };
    let z = Number::choose(p[0].above(x[1]), y, p[0].mul_add(x[0], x[1]));
    let program = recorder.program(&[y, z, x[1], Number::lift(4.0)]).unwrap();
    assert_eq!(
        program.listing(),
        "inputs x0, x1, p0\n\
         guard x0 < x1 is true\n\
         t0 = powi{n:3}(x0)\n\
         t1 = t0 - 0.25\n\
         t2 = x1 < p0\n\
         t3 = mul_add(p0, x0, x1)\n\
         t4 = choose(t2, t1, t3)\n\
         outputs t1, t4, x1, 4\n"
    );
    assert_eq!(program.operations(), 6);
    assert_eq!(program.guards(), 1);
    assert_eq!(format!("{program:?}"), "Program(3 -> 4, 6 operations, 1 guards)");
    assert_eq!(format!("{} {} {} {y:?} {z}", x[1], p[0], x[0] + 0.0), "x1 p0 t5 t1 t4");
    assert_eq!(format!("{}", x[0] * 0.0 + 1.0 - x[0]), "t8");
}

#[test]
fn a_program_as_a_drawing() {
    let f = objective!(|x| if x[0] > F::zero() { x[0].exp() * 2.0 } else { x[0] });
    let dot = Program::record(&f, &[1.0]).unwrap().to_dot();
    assert!(dot.starts_with("digraph program {\n") && dot.ends_with("}\n"), "{dot}");
    for line in [
        "  n0 [label=\"x0\"];",
        "  n1 [label=\"0\"];",
        "  n2 [label=\"guard < is true\"];",
        "  n1 -> n2;\n  n0 -> n2;",
        "  n3 [label=\"exp\"];",
        "  n5 [label=\"mul\", peripheries=2];",
    ] {
        assert!(dot.contains(line), "{line} is not in\n{dot}");
    }
}

#[test]
fn a_diagnosis_names_the_first_fault() {
    let f = objective!(|x| (x[0].sqrt() - x[1]).ln() * x[1] + x[0]);
    let program = Program::record(&f, &[4.0, 1.0]).unwrap();
    let why = |x: &[f64]| program.diagnose(x);
    assert_eq!(why(&[4.0, 1.0]), None);
    assert_eq!(why(&[4.0, 2.0]).unwrap(), "ln(t1) is -inf, with t1 = t0 - x1 = 0; a function of x0 = 4, x1 = 2");
    assert_eq!(why(&[-4.0, 2.0]).unwrap(), "sqrt(x0) is NaN, with x0 = -4; a function of x0 = -4");
    assert_eq!(why(&[f64::NAN, 2.0]).unwrap(), "x0 is NaN");
}

/// An infinity that starts a minimum, or stands where nobody looks, is no fault.
#[test]
fn a_finite_result_needs_no_diagnosis() {
    let smallest = objective!(|x| x.iter().fold(F::infinity(), |least, &x| least.min(x)));
    let program = Program::record(&smallest, &[4.0, 1.0]).unwrap();
    assert_eq!(program.evaluate(&[3.0, 5.0]).unwrap(), [3.0]);
    assert_eq!(program.diagnose(&[3.0, 5.0]), None);
    let best = objective!(|x| x[0].ln().max(x[1]));
    let program = Program::record(&best, &[4.0, 1.0]).unwrap();
    assert_eq!(program.diagnose(&[-1.0, 5.0]), None);
    assert_eq!(program.diagnose(&[-1.0, f64::INFINITY]).unwrap(), "x1 is inf");
}
