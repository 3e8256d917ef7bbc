//! What makes no sense panics with the rule's name, and is never a number.

use super::functions::{Form, Pair};
use crate::by_hand::by_hand;
use ad::rules::{Linear, Linearized, first_order_vector};
use ad::{Dual, DualVec, HyperDual, Taylor, VectorRule};
use ad_core::ComplexStep;

macro_rules! panics {
    ($($name:ident: $message:literal $body:block)*) => { $(
        #[test]
        #[should_panic(expected = $message)]
        fn $name() $body
    )* };
}

/// `(x0, x1) -> x0 x1²` from a derivative at f64 only, in the form of a vjp or of rows.
fn at_f64_only(rows: bool) -> impl VectorRule {
    first_order_vector(
        "measured",
        2,
        1,
        |x, y| y[0] = x[0] * x[1] * x[1],
        move |x, _| {
            let row = vec![x[1] * x[1], 2.0 * x[0] * x[1]];
            if rows {
                return Linear::rows(vec![row]);
            }
            Linear::vjp(move |w, out| out.iter_mut().zip(&row).for_each(|(out, row)| *out = row * w[0]))
        },
    )
}

#[test]
fn a_derivative_at_f64_gives_first_derivatives() {
    for rule in [at_f64_only(false), at_f64_only(true)] {
        assert_eq!(rule.at(&DualVec::variables([3.0, 2.0]))[0].eps, [4.0, 12.0]);
        assert_eq!(rule.at(&[Taylor::<f64, 2>::variable(3.0), 2.0.into()])[0].coefficients(), &[12.0, 4.0]);
        assert_eq!(rule.at(&[Dual::new(3f32, 1.0), Dual::constant(2.0)])[0].eps, 4.0);
        let constant = rule.at(&[HyperDual::constant(3.0), HyperDual::constant(2.0)])[0];
        assert_eq!((constant.re, constant.e12), (12.0, 0.0));
    }
}

panics! {
    no_second_derivative_by_hyper_dual: "the vector rule `measured` gives its derivative for f64 only" {
        at_f64_only(false).at(&[HyperDual::variable(3.0), HyperDual::constant(2.0)]);
    }
    no_second_derivative_by_series: "the vector rule `measured` gives its derivative for f64 only" {
        at_f64_only(true).at(&[Taylor::<f64, 3>::variable(3.0), Taylor::constant(2.0)]);
    }
    length_of_the_argument: "the vector rule `pair`: its argument has length 2, but 3 is needed" {
        Pair(Form::Both).at(&[1.0, 2.0]);
    }
    length_of_the_argument_at_dual_numbers: "the vector rule `pair`: its argument has length 4, but 3 is needed" {
        Pair(Form::Both).at(&[Dual::variable(1.0); 4]);
    }
    length_of_a_tangent: "the tangent of a vector rule has length 2, but 3 is needed" {
        Linearized::new(&Pair(Form::Both), &[1.0; 3], &[1.0; 2]).jvp(&[1.0; 2]);
    }
    length_of_an_adjoint: "the adjoint of a vector rule has length 3, but 2 is needed" {
        Linearized::new(&Pair(Form::Both), &[1.0; 3], &[1.0; 2]).vjp(&[1.0; 3]);
    }
    too_few_rows: "the list of rows of a derivative has length 1, but 2 is needed" {
        let rule = first_order_vector("lame", 1, 2, |_, _| (), |_, _| Linear::rows(vec![vec![1.0]]));
        rule.at(&[Dual::variable(1.0)]);
    }
    no_complex_step: "`pair` has no complex-step formula" {
        Pair(Form::Both).at(&[ComplexStep::new(1.0, 1e-100); 3]);
    }
}

by_hand! {
    #[test]
    fn a_derivative_at_f64_gives_adjoints() {
        for rule in [at_f64_only(false), at_f64_only(true)] {
            let list = List::new();
            let x = [3.0, 2.0].map(|x| list.variable(x));
            let adjoints = rule.at(&x)[0].backward();
            assert_eq!(x.map(|x| adjoints.of(x)), [4.0, 12.0]);
        }
    }

    #[test]
    #[should_panic(expected = "the vector rule `measured` gives its derivative for f64 only")]
    fn no_second_derivative_over_dual_numbers() {
        let list = List::new();
        let x = [list.variable(Dual::variable(3.0)), list.variable(Dual::constant(2.0))];
        at_f64_only(false).at(&x)[0].backward();
    }

    #[test]
    #[should_panic(expected = "the vector rule `measured` gives its derivative for f64 only")]
    fn no_second_derivative_by_lists_of_lists() {
        let (outer, inner) = (List::<f64>::new(), List::new());
        let x = [3.0, 2.0].map(|x| inner.variable(outer.variable(x)));
        at_f64_only(true).at(&x)[0].backward();
    }

    #[test]
    #[should_panic(expected = "the operands of `pair` belong to two different graphs")]
    fn operands_of_two_lists() {
        let (a, b) = (List::new(), List::new());
        Pair(Form::Both).at(&[a.variable(1.0), a.variable(1.0), b.variable(1.0)]);
    }

    #[test]
    #[should_panic(expected = "the vector rule `pair`: its argument has length 1, but 3 is needed")]
    fn length_of_the_argument_of_handles() {
        let list = List::new();
        Pair(Form::Both).at(&[list.variable(1.0)]);
    }

    #[test]
    #[should_panic(expected = "a row of a derivative has length 2, but 1 is needed")]
    fn rows_too_long() {
        let rule = first_order_vector("lame", 1, 1, |_, _| (), |_, _| Linear::rows(vec![vec![1.0, 2.0]]));
        let list = List::new();
        rule.at(&[list.variable(1.0)])[0].backward();
    }
}

#[test]
fn no_inputs_and_no_outputs() {
    let rule = |n, m| {
        let zeros = move || Linear::rows(vec![vec![0.0; n]; m]);
        first_order_vector("empty", n, m, |_, y| y.fill(7.0), move |_, _| zeros())
    };
    assert_eq!(rule(0, 2).at(&[] as &[f64]), [7.0, 7.0]);
    assert_eq!(rule(0, 1).at(&[] as &[Dual<f64>])[0].re, 7.0);
    assert_eq!(rule(2, 0).at(&[Dual::variable(1.0); 2]).len(), 0);
    assert_eq!(rule(0, 1).at(&[] as &[Taylor<f64, 3>])[0].coefficients(), &[7.0, 0.0, 0.0]);
    let g = ad::Graph::new();
    let x = g.variable(1.0);
    assert_eq!((rule(2, 0).at(&[x, x]).len(), x.forward().of(x), x.picture().nodes.len()), (0, 1.0, 1));
    let map = rule(2, 0);
    let at = Linearized::new(&map, &[1.0, 2.0], &[]);
    assert_eq!((at.jvp(&[1.0, 1.0]), at.vjp(&[]), at.rows()), (vec![], vec![0.0, 0.0], Vec::<Vec<f64>>::new()));
}
