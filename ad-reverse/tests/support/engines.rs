//! One test for every engine: the graph, which is the oracle, the tape, and the tape over dual numbers.

use ad_core::num_traits::Zero;
use ad_core::{Number, Residuals};
use ad_forward::Dual;
use ad_reverse::{Engine, Pullback};

/// An engine over dual numbers, of which the first parts are taken: the second ones, which are not zero,
/// must not be felt there.
#[derive(Clone, Copy, Debug, Default)]
pub struct OverDual<E>(pub E);

/// What the engine below recorded, and the first parts of its outputs.
struct FirstParts<P, T> {
    recorded: P,
    outputs: Vec<T>,
}

impl<E: Engine> Engine for OverDual<E> {
    fn record<'x, T: Number, R: Residuals>(&self, f: &R, x: &'x [T]) -> impl Pullback<T> {
        // for ever: to the compiler the recording might look at its point again
        let x: &'x [Dual<T>] = x.iter().map(|&x| Dual::new(x, T::one())).collect::<Vec<_>>().leak();
        let recorded = self.0.record(f, x);
        let outputs = recorded.outputs().iter().map(|y| y.re).collect();
        FirstParts { recorded, outputs }
    }
}

impl<T: Number, P: Pullback<Dual<T>>> Pullback<T> for FirstParts<P, T> {
    fn outputs(&self) -> &[T] {
        &self.outputs
    }
    fn pull_back(&self, w: &[T], adjoints: &mut [T]) {
        let w: Vec<_> = w.iter().map(|&w| Dual::constant(w)).collect();
        let mut dual = vec![Dual::zero(); adjoints.len()];
        self.recorded.pull_back(&w, &mut dual);
        adjoints.iter_mut().zip(dual).for_each(|(adjoint, dual)| *adjoint = dual.re);
    }
}

/// For each function of an engine a test on every engine. The file of the macro is the module
/// `engines` of the test's root.
#[allow(unused_macros, reason = "not every test asks every engine")]
macro_rules! on_every_engine {
    ($($(#[$attribute:meta])* $check:ident)*) => {
        mod on_graph {
            $(#[test] $(#[$attribute])* fn $check() { super::$check(ad_reverse::OnGraph); })*
        }
        mod on_tape {
            $(#[test] $(#[$attribute])* fn $check() { super::$check(ad_reverse::OnTape); })*
        }
        mod on_tape_of_dual {
            $(#[test] $(#[$attribute])* fn $check() { super::$check(crate::engines::OverDual(ad_reverse::OnTape)); })*
        }
    };
}
#[allow(unused_imports, reason = "not every test asks every engine")]
pub(crate) use on_every_engine;
