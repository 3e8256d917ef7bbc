//! Checks: what passes, what fails, what is scaled, and what a panic in a part does to the others.

use examples::runner::check::{Check, Status};
use examples::runner::console::{self, Style};
use examples::runner::prelude::*;
use examples::runner::run::{Outcome, Run};
use examples::runner::{exercise::Author, target::Target};

fn judged(measured: impl Into<Value>, target: Target) -> Status {
    scaled(1.0, measured, target).status
}

fn scaled(tol_scale: f64, measured: impl Into<Value>, target: Target) -> Check {
    let context = Context { tol_scale, ..Context::default() };
    context.check("claim", "reason").that(|| measured.into(), target)
}

#[test]
fn exact_means_equal_and_nan_equals_only_nan() {
    assert_eq!(judged(0.1 + 0.2, exact(0.3)), Status::Fail);
    assert_eq!(judged(-0.0, exact(0.0)), Status::Pass);
    assert_eq!(judged(f64::NAN, exact(f64::NAN)), Status::Pass);
    assert_eq!(judged(f64::NAN, exact(1.0)), Status::Fail);
    assert_eq!(judged("saddle", exact("saddle")), Status::Pass);
    assert_eq!(judged("minimum", exact("saddle")), Status::Fail);
    assert_eq!(judged(true, exact(false)), Status::Fail);
    assert_eq!(judged(1.0, exact(true)), Status::Fail);
}

#[test]
fn near_is_absolute_plus_relative_and_never_met_by_nan_or_infinity() {
    assert_eq!(judged(1.5, near(1.0, abs(0.5))), Status::Pass);
    assert_eq!(judged(1.75, near(1.0, abs(0.5))), Status::Fail);
    assert_eq!(judged(110.0, near(100.0, rel(0.125))), Status::Pass);
    assert_eq!(judged(1e-300, near(0.0, rel(0.5))), Status::Fail);
    assert_eq!(judged(1.0 + 4.0 * f64::EPSILON, near(1.0, eps(4.0))), Status::Pass);
    for bad in [f64::NAN, f64::INFINITY] {
        assert_eq!(judged(bad, near(1.0, abs(1e300))), Status::Fail);
        assert_eq!(judged(bad, between(0.0, 2.0)), Status::Fail);
        assert_eq!(judged(bad, at_most(2.0)), Status::Fail);
    }
    assert_eq!(judged(f64::NAN, at_least(2.0)), Status::Fail);
}

#[test]
fn a_matrix_is_not_its_transpose_nor_its_list_of_entries() {
    let matrix = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
    let wide = abs(100.0);
    assert_eq!(judged(matrix, near(matrix, wide)), Status::Pass);
    assert_eq!(judged([[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]], near(matrix, wide)), Status::Fail);
    assert_eq!(judged([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], near(matrix, wide)), Status::Fail);
    assert_eq!(judged(Vec::<f64>::new(), near([1.0], wide)), Status::Fail);
}

#[test]
fn the_scale_multiplies_tolerances_and_never_exact_bounds() {
    assert_eq!(scaled(10.0, 1.5, near(1.0, abs(0.1))).status, Status::Pass);
    assert_eq!(scaled(0.1, 1.05, near(1.0, abs(0.1))).status, Status::Fail);
    assert_eq!(scaled(10.0, 5.0, between(1.0, 2.0)).status, Status::Pass);
    for target in [exact(1.0), at_most(1.0), near(1.0, abs(0.0))] {
        assert_eq!(scaled(1e9, 1.0 + f64::EPSILON, target).status, Status::Fail);
    }
    let context = Context { tol_scale: 10.0, ..Context::default() };
    let over = context.check("claim", "reason");
    let over = over.each([1.0, 2.0], |x| x + 0.5, |x| near(*x, abs(0.1)));
    assert_eq!(over.status, Status::Pass, "scaled once");
    assert_eq!(serde_json::to_value(over.bound).unwrap(), 1.0);
}

#[test]
fn over_inputs_the_smallest_failure_is_reported_or_the_closest_success() {
    let context = Context::default();
    let inputs = [[8.0, 0.0], [-3.0, 1.0], [0.5, -4.0], [1.0, 1.0]];
    let sum = |x: &[f64; 2]| x[0] + x[1];
    let fails_far_out = |x: &[f64; 2]| near(if sum(x).abs() > 2.0 { 0.0 } else { sum(x) }, abs(1e-9));
    let check = context.check("sum", "reason").each(inputs, sum, fails_far_out);
    assert_eq!(check.status, Status::Fail);
    assert_eq!(check.input, Some([0.5, -4.0].into()), "magnitude 4 is smaller than 8");

    let check = context.check("sum", "reason").each([1.0, 2.0], |x| x * 1.01, |x| near(*x, abs(0.1)));
    assert_eq!((check.status, check.input), (Status::Pass, Some(2.0.into())));

    let panics = |x: &f64| if *x > 1.5 { panic!("too large") } else { *x };
    let check = context.check("sum", "reason").each([3.0, 2.0, 1.0], panics, |x| exact(*x));
    assert_eq!((check.status, check.input), (Status::Fail, Some(2.0.into())), "a panic is a failure like others");

    let none: [f64; 0] = [];
    let check = context.check("sum", "reason").each(none, |x| *x, |x| exact(*x));
    assert_eq!(check.status, Status::Fail, "no input shows nothing");
}

/// Four parts: right, wrong, unwritten, panicking.
#[derive(Debug)]
struct Mixed;

#[derive(Debug)]
struct MixedParts {
    right: fn(f64) -> f64,
    wrong: fn(f64) -> f64,
    unwritten: fn(f64) -> f64,
    panicking: fn(f64) -> f64,
}

impl Exercise for Mixed {
    type Parts = MixedParts;
    const META: Meta = Meta {
        id: "T.1",
        title: "doubling",
        stars: 1,
        task: "Double x.",
        hints: &["Add x to itself."],
        solution: "fn double(x: f64) -> f64 { x + x }",
        file: file!(),
    };

    fn solution() -> MixedParts {
        let double = |x| x + x;
        MixedParts { right: double, wrong: double, unwritten: double, panicking: double }
    }

    fn scaffold() -> MixedParts {
        MixedParts {
            right: |x| 2.0 * x,
            wrong: |x| x * x,
            unwritten: |_| todo!(),
            panicking: |_| panic!("index 3 is out of range"),
        }
    }

    fn checks(p: &MixedParts, ctx: &Context) -> Vec<Check> {
        let check = |name: &str, part: fn(f64) -> f64| {
            ctx.check(name, "doubling is exact").each([3.0, 1.0, 2.0], |x| part(*x), |x| exact(2.0 * x))
        };
        vec![
            check("unwritten", p.unwritten),
            check("panicking", p.panicking),
            check("wrong", p.wrong),
            check("right", p.right),
        ]
    }

    fn twins() -> Vec<Twin<MixedParts>> {
        Vec::new()
    }

    fn exhibit(_: &MixedParts, _: &Context) -> Exhibit {
        Exhibit::new().note("doubling is squaring.", "at 3 it gives 6, not 9.")
    }
}

#[test]
fn each_part_of_a_scaffold_is_judged_on_its_own() {
    let outcome = Outcome::of(&Mixed, Author::Scaffold, &Context::default());
    let statuses: Vec<Status> = outcome.checks.iter().map(|c| c.status).collect();
    assert_eq!(statuses, [Status::Todo, Status::Fail, Status::Fail, Status::Pass]);
    assert_eq!(outcome.status, Status::Fail);
    assert!(outcome.notes().is_empty(), "notes are about claims, not the student");
    let summary = Run::new(vec![outcome.clone()], &Context::default()).summary;
    assert_eq!(summary.line(), "1 passed, 2 failed, 0 notes, 1 to do");

    let shown = console::outcome(&outcome, Style { colour: false, plain: true });
    assert!(shown.is_ascii());
    for part in [
        "smallest failing input 1:",
        "measured 1, expected 2",
        "index 3 is out of range",
        "to do: write it at examples/tests/check.rs:",
        "First hint: Add x to itself.",
    ] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
}

#[test]
fn our_solution_has_notes_and_its_status_says_so() {
    let outcome = Outcome::of(&Mixed, Author::Solution, &Context::default());
    assert_eq!(outcome.status, Status::Note);
    let object = serde_json::to_value(&outcome).unwrap();
    assert_eq!(object["notes"][0]["claim"], "doubling is squaring.");
    assert_eq!(object["notes"][0]["truth"], "at 3 it gives 6, not 9.");
}

#[test]
fn numbers_that_json_cannot_hold_are_strings() {
    let list = Value::from(vec![1.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY]);
    assert_eq!(serde_json::to_string(&list).unwrap(), r#"[1.5,"NaN","inf","-inf"]"#);
}

#[test]
fn seeds_repeat_and_differ() {
    // The first outputs of SplitMix64 from seed 1234567, as published with the algorithm.
    let mut rng = SplitMix64(1_234_567);
    assert_eq!(rng.next_u64(), 6_457_827_717_110_365_317);
    assert_eq!(rng.next_u64(), 3_203_168_211_198_807_973);
    let draw = |seed| SplitMix64(seed).uniforms(100, -2.0, 3.0);
    assert_eq!(draw(7), draw(7));
    assert_ne!(draw(7), draw(8));
    assert!(draw(7).iter().all(|x| (-2.0..3.0).contains(x)));
}

#[test]
#[should_panic(expected = "no reference[S1.5][phi_third]")]
fn a_missing_reference_number_names_its_path() {
    reference("S1.5").num("phi_third");
}

#[test]
fn reference_numbers_may_be_decimals_in_text_or_not_finite() {
    let row = &reference("S1.9").items("rows")[1];
    assert!((row.num("fprime_hp") - row.num("fprime")).abs() < 1e-11);
    let errors = row.get("rel_err");
    assert!(errors.get("0.01").num("central").is_nan());
    assert_eq!(row.keys("rel_err").len(), 9);
    assert_eq!(reference("S1.6").matrix("J_standard_m_by_n")[0].len(), 3);
    assert_eq!(reference("S1.10").tol(), rel(2.0 * f64::EPSILON));
}
