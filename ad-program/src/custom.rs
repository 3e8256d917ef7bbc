//! Functions of the user's own, kept behind a pointer with what a program asks of them.

use crate::graph::Product;
use crate::record::Symbol;
use ad_core::Number;
use ad_core::rules::{Linearized, Rule, VectorRule};
use ad_forward::Dual;
use core::any::{Any, TypeId};

/// A rule of any number of arguments, at the numbers at which a program reads it.
pub(crate) trait Kept {
    fn name(&self) -> &'static str;
    fn type_id(&self) -> TypeId;
    /// Whether its type says all about it: two such rules of one type are the same.
    fn is_plain(&self) -> bool;
    /// Whether its slopes are known at f64 only.
    fn first_order(&self) -> bool;
    fn value(&self, x: &[f64]) -> f64;
    fn slopes(&self, x: &[f64], y: f64) -> Vec<f64>;
    fn dual_value(&self, x: &[Dual<f64>]) -> Dual<f64>;
    fn dual_slopes(&self, x: &[Dual<f64>], y: Dual<f64>) -> Vec<Dual<f64>>;
    fn symbolic_slopes<'r>(&self, x: &[Symbol<'r>], y: Symbol<'r>) -> Vec<Symbol<'r>>;
}

/// A rule with its number of arguments.
pub(crate) struct Keep<R, const N: usize>(pub R);

fn slopes<R: Rule<N>, T: Number, const N: usize>(rule: R, x: &[T], y: T) -> Vec<T> {
    rule.slopes(core::array::from_fn(|k| x[k]), y).to_vec()
}

impl<R: Rule<N>, const N: usize> Kept for Keep<R, N> {
    fn name(&self) -> &'static str {
        self.0.op().name()
    }
    fn type_id(&self) -> TypeId {
        Any::type_id(&self.0)
    }
    fn is_plain(&self) -> bool {
        size_of::<R>() == 0
    }
    fn first_order(&self) -> bool {
        self.0.first_order()
    }
    fn value(&self, x: &[f64]) -> f64 {
        self.0.value(core::array::from_fn(|k| x[k]))
    }
    fn slopes(&self, x: &[f64], y: f64) -> Vec<f64> {
        slopes(self.0, x, y)
    }
    fn dual_value(&self, x: &[Dual<f64>]) -> Dual<f64> {
        Dual::apply(self.0, core::array::from_fn(|k| x[k]))
    }
    fn dual_slopes(&self, x: &[Dual<f64>], y: Dual<f64>) -> Vec<Dual<f64>> {
        slopes(self.0, x, y)
    }
    fn symbolic_slopes<'r>(&self, x: &[Symbol<'r>], y: Symbol<'r>) -> Vec<Symbol<'r>> {
        slopes(self.0, x, y)
    }
}

/// A vector rule, likewise.
pub(crate) trait KeptVector {
    fn name(&self) -> &'static str;
    fn inputs(&self) -> usize;
    fn outputs(&self) -> usize;
    fn first_order(&self) -> bool;
    /// How many entries a product has.
    fn length(&self, product: Product) -> usize {
        if product == Product::Pull { self.inputs() } else { self.outputs() }
    }
    /// The value at `x`, or a product from `x`, `y` and a vector, one after the other.
    fn run(&self, product: Product, x: &[f64]) -> Vec<f64>;
    fn dual_block(&self, x: &[Dual<f64>]) -> Vec<Dual<f64>>;
    fn dual_pull(&self, x: &[Dual<f64>], y: &[Dual<f64>], w: &[Dual<f64>]) -> Vec<Dual<f64>>;
    fn symbolic<'r>(&self, product: Product, x: &[Symbol<'r>], y: &[Symbol<'r>], v: &[Symbol<'r>]) -> Vec<Symbol<'r>>;
}

impl<R: VectorRule> KeptVector for R {
    fn name(&self) -> &'static str {
        VectorRule::name(self)
    }
    fn inputs(&self) -> usize {
        VectorRule::inputs(self)
    }
    fn outputs(&self) -> usize {
        VectorRule::outputs(self)
    }
    fn first_order(&self) -> bool {
        VectorRule::first_order(self)
    }
    fn run(&self, product: Product, x: &[f64]) -> Vec<f64> {
        let (x, rest) = x.split_at(KeptVector::inputs(self));
        if product == Product::Value {
            return f64::apply_vector(self, x);
        }
        let (y, v) = rest.split_at(KeptVector::outputs(self));
        self.symbolic_free(product, x, y, v)
    }
    fn dual_block(&self, x: &[Dual<f64>]) -> Vec<Dual<f64>> {
        Dual::apply_vector(self, x)
    }
    fn dual_pull(&self, x: &[Dual<f64>], y: &[Dual<f64>], w: &[Dual<f64>]) -> Vec<Dual<f64>> {
        Linearized::new(self, x, y).vjp(w)
    }
    fn symbolic<'r>(&self, product: Product, x: &[Symbol<'r>], y: &[Symbol<'r>], v: &[Symbol<'r>]) -> Vec<Symbol<'r>> {
        self.symbolic_free(product, x, y, v)
    }
}

/// A product with the derivative, at any number.
trait Products: VectorRule {
    fn symbolic_free<T: Number>(&self, product: Product, x: &[T], y: &[T], v: &[T]) -> Vec<T> {
        let at = Linearized::new(self, x, y);
        if product == Product::Push { at.jvp(v) } else { at.vjp(v) }
    }
}
impl<R: VectorRule> Products for R {}
