//! The number types under test, behind one door.

use ad::{Dual, DualVec, Graph, HyperDual, MultiDual, Node, Plain, Real, Tape, Taylor, Var};

/// A number over f64 that can be a variable.
pub trait Variable: Real<Base = f64> {
    /// A variable: the first tangent is 1.
    fn variable(x: f64) -> Self;
    /// `[y]` or `[y, dy/dx]`, where `x` is the one variable.
    fn parts(y: Self, x: Self) -> Vec<f64>;
}

macro_rules! variable {
    ($($T:ty: $make:expr, |$y:ident, $x:ident| $parts:expr;)*) => { $(
        impl Variable for $T {
            fn variable(x: f64) -> Self {
                $make(x)
            }
            fn parts($y: Self, $x: Self) -> Vec<f64> {
                $parts
            }
        }
    )* };
}
variable! {
    Plain<f64>: Plain, |y, _x| vec![y.0];
    Dual<f64>: Dual::variable, |y, _x| vec![y.re, y.eps];
    DualVec<f64, 3>: |x| DualVec::new(x, [1.0, 0.0, -2.0]), |y, _x| vec![y.re, y.eps[0]];
    HyperDual<f64>: HyperDual::variable, |y, _x| vec![y.re, y.e1];
    MultiDual<f64, 4>: |x| MultiDual::variable(x, &[0]), |y, _x| y.coefficients()[..2].to_vec();
    Taylor<f64, 3>: Taylor::variable, |y, _x| y.coefficients()[..2].to_vec();
    Dual<Dual<f64>>: |x| Dual::variable(Dual::constant(x)), |y, _x| vec![y.re.re, y.eps.re];
    Taylor<Dual<f64>, 2>: |x| Taylor::constant(Dual::variable(x)), |y, _x| vec![y.coefficients()[0].re, y.coefficients()[0].eps];
    Node<'static>: |x| leaked::<Graph>().variable(x), |y, x| vec![y.value(), y.backward().of(x)];
    Node<'static, Dual<f64>>: |x| leaked::<Graph<_>>().variable(Dual::constant(x)), |y, x| vec![y.value().re, y.backward().of(x).re];
    Dual<Node<'static>>: |x| Dual::variable(leaked::<Graph>().variable(x)), |y, _x| vec![y.re.value(), y.eps.value()];
    Var<'static>: |x| leaked::<Tape>().variable(x), |y, x| vec![y.value(), y.backward().of(x)];
    Var<'static, Dual<f64>>: |x| leaked::<Tape<_>>().variable(Dual::constant(x)), |y, x| vec![y.value().re, y.backward().of(x).re];
    Dual<Var<'static>>: |x| Dual::variable(leaked::<Tape>().variable(x)), |y, _x| vec![y.re.value(), y.eps.value()];
}

/// A graph or tape for ever, so that its handles are a type like any other.
fn leaked<R: Default>() -> &'static R {
    Box::leak(Box::default())
}

/// Calls `check::<T>()` for every number type.
macro_rules! for_every_number {
    ($check:ident) => {{
        use ad::{Dual, DualVec, HyperDual, MultiDual, Node, Plain, Taylor, Var};
        $check::<Plain<f64>>();
        $check::<Dual<f64>>();
        $check::<DualVec<f64, 3>>();
        $check::<HyperDual<f64>>();
        $check::<MultiDual<f64, 4>>();
        $check::<Taylor<f64, 3>>();
        $check::<Dual<Dual<f64>>>();
        $check::<Taylor<Dual<f64>, 2>>();
        $check::<Node<'static>>();
        $check::<Node<'static, Dual<f64>>>();
        $check::<Dual<Node<'static>>>();
        $check::<Var<'static>>();
        $check::<Var<'static, Dual<f64>>>();
        $check::<Dual<Var<'static>>>();
    }};
}
pub(crate) use for_every_number;

/// Equal bit for bit, or both NaN.
pub fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}
