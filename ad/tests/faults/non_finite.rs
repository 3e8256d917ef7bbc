//! NaN and infinity go through every verb by the conventions, and nothing panics.

use super::verbs::{Case, all_are_exact};

const STRANGE: [f64; 5] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, 5e-324];

#[test]
fn in_each_variable() {
    for strange in STRANGE {
        for i in 0..3 {
            let mut case = Case::right();
            case.x[i] = strange;
            all_are_exact(&case);
        }
    }
}

#[test]
fn in_all_variables() {
    for strange in STRANGE {
        let mut case = Case::right();
        case.x.fill(strange);
        all_are_exact(&case);
    }
}

#[test]
fn in_the_directions() {
    for strange in STRANGE {
        for i in 0..3 {
            let mut case = Case::right();
            case.v[i] = strange;
            all_are_exact(&case);
            let mut case = Case::right();
            case.u[i] = strange;
            all_are_exact(&case);
            let mut case = Case::right();
            case.w[i % 2] = strange;
            all_are_exact(&case);
        }
    }
}

/// A direction that is zero is strong against every input.
#[test]
fn beside_zero_directions() {
    for strange in STRANGE {
        let mut case = Case::right();
        case.x.fill(strange);
        [&mut case.u, &mut case.v, &mut case.w].into_iter().for_each(|d| d.fill(0.0));
        all_are_exact(&case);
    }
}
