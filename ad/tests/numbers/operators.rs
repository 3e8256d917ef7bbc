//! The operators, with f64 on both sides, and assignment; `Sum` and `Product`.

use crate::types::{Variable, for_every_number};
use ad::{Dual, DualVec, HyperDual, MultiDual, Node, Plain, Taylor, Var};

/// Fails unless `y` has the value and, if it has one, the slope.
#[track_caller]
fn assert_is<T: Variable>(y: T, x: T, value: f64, slope: f64) {
    let parts = T::parts(y, x);
    assert_eq!(parts[..], [value, slope][..parts.len()], "{}", std::any::type_name::<T>());
}

macro_rules! operators {
    ($($name:ident: $T:ty;)*) => { $(
        #[test]
        fn $name() {
            type T = $T;
            let x = <T as Variable>::variable(7.5);
            let c = T::from(2.0);
            for y in [x + c, x + 2.0, 2.0 + x, c + x] {
                assert_is(y, x, 9.5, 1.0);
            }
            for y in [x - c, x - 2.0] {
                assert_is(y, x, 5.5, 1.0);
            }
            for y in [c - x, 2.0 - x] {
                assert_is(y, x, -5.5, -1.0);
            }
            for y in [x * c, x * 2.0, 2.0 * x, c * x] {
                assert_is(y, x, 15.0, 2.0);
            }
            for y in [x / c, x / 2.0] {
                assert_is(y, x, 3.75, 0.5);
            }
            let by_four = x - 3.5;
            for y in [c / by_four, 2.0 / by_four] {
                assert_is(y, x, 0.5, -0.125);
            }
            for y in [x % c, x % 2.0] {
                assert_is(y, x, 1.5, 1.0);
            }
            for y in [T::from(20.0) % x, 20.0 % x] {
                assert_is(y, x, 5.0, -2.0);
            }
            assert_is(-x, x, -7.5, -1.0);

            let mut y = x;
            y += 0.5;
            y -= 2.0;
            y *= 3.0;
            y /= 2.0;
            y %= 5.0; // 9 = 5 + 4
            assert_is(y, x, 4.0, 1.5);
            let mut y = x;
            y += x;
            y -= c;
            y *= x;
            y /= c; // x (x - 1)
            assert_is(y, x, 48.75, 14.0);
            y %= T::from(10.0);
            assert_is(y, x, 8.75, 14.0);
        }
    )* };
}
operators! {
    plain: Plain<f64>;
    dual: Dual<f64>;
    dual_vec: DualVec<f64, 3>;
    hyper_dual: HyperDual<f64>;
    multi_dual: MultiDual<f64, 4>;
    taylor: Taylor<f64, 3>;
    dual_of_dual: Dual<Dual<f64>>;
    taylor_of_dual: Taylor<Dual<f64>, 2>;
    node: Node<'static>;
    node_of_dual: Node<'static, Dual<f64>>;
    dual_of_node: Dual<Node<'static>>;
    var: Var<'static>;
    var_of_dual: Var<'static, Dual<f64>>;
    dual_of_var: Dual<Var<'static>>;
}

#[test]
fn sums_and_products() {
    fn check<T: Variable>() {
        let x = T::variable(3.0);
        let terms = [x, T::lift(4.0), x];
        assert_is(terms.into_iter().sum(), x, 10.0, 2.0);
        assert_is(terms.iter().sum(), x, 10.0, 2.0);
        assert_is(terms.into_iter().product(), x, 36.0, 24.0);
        assert_is(terms.iter().product(), x, 36.0, 24.0);
        assert_is([x].iter().product(), x, 3.0, 1.0);
        let none: [T; 0] = [];
        let empty: [T; 4] =
            [none.iter().sum(), none.into_iter().sum(), none.iter().product(), none.into_iter().product()];
        assert_eq!(empty.map(|y| y.as_constant()), [Some(0.0), Some(0.0), Some(1.0), Some(1.0)]);
    }
    for_every_number!(check);
}

/// An infinite factor does not spoil the tangents that are exactly zero.
#[test]
fn products_with_f64_keep_strong_zeros() {
    let y = DualVec::new(2.0, [1.0, 0.0]) * f64::INFINITY;
    assert_eq!((y.re, y.eps), (f64::INFINITY, [f64::INFINITY, 0.0]));
    let y = Dual::constant(2.0) * f64::INFINITY;
    assert_eq!((y.re, y.eps), (f64::INFINITY, 0.0));
    let y = HyperDual::new(2.0, 1.0, 0.0, 0.0) * f64::INFINITY;
    assert_eq!((y.e1, y.e2, y.e12), (f64::INFINITY, 0.0, 0.0));
    let y = Taylor::new([2.0, 0.0, 1.0]) * f64::INFINITY;
    assert_eq!(y.coefficients(), &[f64::INFINITY, 0.0, f64::INFINITY]);
    let y = MultiDual::<f64, 4>::variable(2.0, &[1]) * f64::INFINITY;
    assert_eq!(y.coefficients(), &[f64::INFINITY, 0.0, f64::INFINITY, 0.0]);
}
