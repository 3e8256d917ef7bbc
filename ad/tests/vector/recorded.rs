//! A recorded rule: nothing of its derivative at recording, one product a sweep.

use super::functions::{Counted, FORMS, Form, Pair};
use crate::by_hand::by_hand;
use ad::VectorRule;
use std::panic::{AssertUnwindSafe, catch_unwind};

by_hand! {
    #[test]
    fn the_vjp_runs_once_a_sweep() {
        let (list, rule) = (List::new(), Counted::default());
        let x = [list.variable(3.0), list.variable(5.0)];
        let y = rule.at(&x);
        assert_eq!((list.len(), rule.counts()), (4, [1, 0, 0]), "nothing of the derivative at recording");
        let f = y[0] * y[1] + y[0];
        let adjoints = f.backward();
        assert_eq!(rule.counts(), [0, 1, 1]);
        assert_eq!([adjoints.of(x[0]), adjoints.of(x[1])], [156.0, 90.0]);
        assert_eq!((x[0] * x[1]).backward().of(x[0]), 5.0);
        assert_eq!(rule.counts(), [0, 0, 0], "what the output does not depend on is not asked");
    }

    #[test]
    fn rules_feed_rules_and_themselves() {
        let (list, rule) = (List::new(), Counted::default());
        let x = list.variable(2.0);
        let y = rule.at(&[x, x + 1.0]); // x², (x + 1)²
        let z = rule.at(&[y[1], y[0]]); // (x + 1)⁴, x⁴
        let last = rule.at(&[z[0], z[0]]); // (x + 1)⁸ twice
        let f = last[0] + last[1] * x + z[1].sin();
        let slope = 8.0 * 3f64.powi(7) * 3.0 + 3f64.powi(8) + 16f64.cos() * 32.0;
        assert_eq!(f.backward().of(x), slope);
        assert_eq!((z[0].backward().of(x), y[0].backward().of(x)), (108.0, 4.0));
        assert_eq!((last[0] + z[0]).backward().of(x), 8.0 * 3f64.powi(7) + 108.0);
    }

    #[test]
    fn constants_among_variables_and_alone() {
        let list = List::new();
        let x = list.variable(3.0);
        for form in FORMS {
            let before = list.len();
            let y = Pair(form).at(&[x, Handle::from(2.0), Handle::from(0.0)]);
            assert_eq!(list.len(), before + 4);
            assert_eq!((y[0].value(), y[0].backward().of(x), y[1].backward().of(x)), (6.0, 2.0, 0.0));
            let alone = Pair(form).at(&[Handle::<f64>::from(1.0), 2.0.into(), 0.0.into()]);
            assert_eq!((list.len(), alone[1].value()), (before + 4, 2.0));
        }
    }

    #[test]
    fn a_cleared_list_forgets_its_rules() {
        let (mut list, rule) = (List::new(), Counted::default());
        for k in [3.0, 4.0] {
            let x = list.variable(k);
            let y = rule.at(&[x, x])[1];
            assert_eq!((y.backward().of(x), rule.counts()), (2.0 * k, [1, 1, 1]));
            list.clear();
        }
    }

    #[test]
    fn no_outputs() {
        let nothing = ad::rules::first_order_vector("nothing", 2, 0, |_, _| (), |_, _| ad::rules::Linear::rows(vec![]));
        let list = List::<f64>::new();
        let x = list.variable(1.0);
        assert_eq!((nothing.at(&[x, x]).len(), list.len(), (x * x).backward().of(x)), (0, 1, 2.0));
    }

    /// A sweep that panics inside a rule leaves the list as it was.
    #[test]
    fn a_panic_inside_a_product_leaves_the_list_usable() {
        let fragile = ad::rules::first_order_vector(
            "fragile",
            1,
            1,
            |x, y| y[0] = 2.0 * x[0],
            |x, _| {
                assert!(x[0] > 0.0, "the product needs x > 0");
                ad::rules::Linear::rows(vec![vec![2.0]])
            },
        );
        let list = List::new();
        let x = [-1.0, 1.0].map(|x| list.variable(x));
        let y = x.map(|x| fragile.at(&[x])[0] + Pair(Form::Both).at(&[x, x, x])[0]);
        let message = catch_unwind(AssertUnwindSafe(|| y[0].backward())).expect_err("x is negative");
        assert_eq!(message.downcast_ref(), Some(&"the product needs x > 0"));
        assert_eq!(y[1].backward().of(x[1]), 4.0);
    }

    /// An undefined value of one component is none of the other's.
    #[test]
    fn undefined_values_have_undefined_slopes() {
        for form in FORMS {
            let list = List::new();
            let x = [f64::NAN, 2.0, 0.0].map(|x| list.variable(x));
            let y = Pair(form).at(&x);
            assert!(y[0].backward().of(x[1]).is_nan(), "{form:?}");
            assert_eq!(y[1].backward().of(x[2]), 2.0, "{form:?}");
        }
    }
}
