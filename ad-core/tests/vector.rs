//! Vector rules at plain floats, and at a number that does not know them.

use ad_core::rules::{Linear, Linearized, Rule, VectorRule, first_order_vector, table::Mul};
use ad_core::{Number, Plain, grow_number};

/// `(x0, x1, x2) -> (x0 + 2 x1, x1 x2)`, in the form asked for.
#[derive(Clone)]
struct Example(char);
impl VectorRule for Example {
    fn name(&self) -> &'static str {
        "example"
    }
    fn inputs(&self) -> usize {
        3
    }
    fn outputs(&self) -> usize {
        2
    }
    fn value(&self, x: &[f64], y: &mut [f64]) {
        assert_eq!((x.len(), &*y), (3, &[0.0, 0.0][..]));
        y.copy_from_slice(&[x[0] + 2.0 * x[1], x[1] * x[2]]);
    }
    fn derivative<'a, T: Number>(&'a self, x: &'a [T], _: &'a [T]) -> Linear<'a, T> {
        let jvp = |v: &[T], out: &mut [T]| {
            out.copy_from_slice(&[v[0] + v[1].scale(2.0), x[2] * v[1] + x[1] * v[2]]);
        };
        let vjp = |w: &[T], out: &mut [T]| {
            out.copy_from_slice(&[w[0], w[0].scale(2.0) + x[2] * w[1], x[1] * w[1]]);
        };
        match self.0 {
            'j' => Linear::jvp(jvp),
            'v' => Linear::vjp(vjp),
            'b' => Linear::both(jvp, vjp),
            _ => Linear::rows(vec![vec![T::one(), T::lit(2.0), T::zero()], vec![T::zero(), x[2], x[1]]]),
        }
    }
}

#[test]
fn each_form_has_both_products_and_the_matrix() {
    let x = [3.0, 5.0, 7.0];
    for form in ['j', 'v', 'b', 'r'] {
        let rule = Example(form);
        let y = rule.at(&x);
        assert_eq!(y, [13.0, 35.0]);
        let map = Linearized::new(&rule, &x, &y);
        assert_eq!(map.rows(), [[1.0, 2.0, 0.0], [0.0, 7.0, 5.0]], "{form}");
        assert_eq!(map.jvp(&[1.0, -1.0, 2.0]), [-1.0, 3.0], "{form}");
        assert_eq!(map.vjp(&[10.0, 1.0]), [10.0, 27.0, 5.0], "{form}");
        assert_eq!((map.jvp(&[0.0; 3]), map.vjp(&[0.0; 2])), (vec![0.0; 2], vec![0.0; 3]));
    }
}

#[test]
fn other_floats_go_through_f64() {
    assert_eq!(Example('b').at(&[3f32, 5.0, 7.0]), [13f32, 35.0]);
    assert_eq!(Example('b').at(&[Plain(3f32), Plain(5.0), Plain(7.0)]), [Plain(13f32), Plain(35.0)]);
}

/// A NaN output poisons what it is a part of, and what is not weighted does not matter.
#[test]
fn undefined_outputs() {
    let (x, nan) = ([3.0, 0.0, f64::NAN], f64::NAN);
    for form in ['j', 'v', 'b', 'r'] {
        let rule = Example(form);
        let y = rule.at(&x);
        let map = Linearized::new(&rule, &x, &y);
        assert!(map.jvp(&[1.0, 0.0, 0.0])[1].is_nan() && map.vjp(&[1.0, 1.0]).iter().all(|x| x.is_nan()), "{form}");
        assert_eq!(map.jvp(&[0.0; 3]), [0.0, 0.0], "{form}");
        let constant = first_order_vector("nan", 1, 2, |_, y| y[1] = f64::NAN, |_, _| Linear::rows(vec![vec![4.0]; 2]));
        let y = [0.0, nan];
        let map = Linearized::new(&constant, &[1.0], &y);
        assert_eq!((map.vjp(&[1.0, 0.0]), map.jvp(&[1.0])[0]), (vec![4.0], 4.0));
        // though the rule itself says 4
        assert!(map.vjp(&[0.0, 1.0])[0].is_nan() && map.vjp(&[1.0, 1.0])[0].is_nan() && map.jvp(&[1.0])[1].is_nan());
    }
}

/// A number with a derivative part whose author forgot `apply_vector`.
#[derive(Clone, Copy, Debug)]
struct Forgetful(f64, f64);
impl Number for Forgetful {
    type Base = f64;
    type Truth = bool;
    fn lift(c: f64) -> Self {
        Forgetful(c, 0.0)
    }
    fn primal(self) -> f64 {
        self.0
    }
    fn apply<R: Rule<N>, const N: usize>(rule: R, x: [Self; N]) -> Self {
        let at = x.map(|x| x.0);
        let y = rule.value(at);
        let [tangent] = f64::push_forward(rule, at, y, x.map(|x| [x.1]));
        Forgetful(y, tangent)
    }
    fn chain(self, tangent: Self) -> Self {
        Self::apply(Mul {}, [self, tangent])
    }
    fn as_constant(self) -> Option<f64> {
        (self.1 == 0.0).then_some(self.0)
    }
    fn poison() -> Self {
        Forgetful(f64::NAN, f64::NAN)
    }
    fn is_finite_all(self) -> bool {
        self.0.is_finite() && self.1.is_finite()
    }
}
grow_number!([] Forgetful; inner f64; compare |x| x.0; coefficients |x| [x.0, x.1]);

#[test]
fn a_number_without_vector_rules_takes_constants() {
    let y = Example('b').at(&[3.0, 5.0, 7.0].map(Forgetful::lift));
    assert_eq!(y.iter().map(|y| (y.0, y.1)).collect::<Vec<_>>(), [(13.0, 0.0), (35.0, 0.0)]);
}

#[test]
#[should_panic(expected = "the vector rule `example` has no derivative at `vector::Forgetful`")]
fn and_never_drops_a_derivative() {
    Example('b').at(&[Forgetful(3.0, 1.0), Forgetful(5.0, 0.0), Forgetful(7.0, 0.0)]);
}
