//! Sums of many terms are single operations.

use super::Symbol;
use crate::graph::Kind;
use ad_core::error::same_length;
use ad_core::rules::{Op, Rule};
use ad_core::{Number, Real, sums};

impl Symbol<'_> {
    /// Whether sums are written out by their definitions here.
    fn elementary(x: &[Self]) -> bool {
        Symbol::recorder(x).is_some_and(|recorder| recorder.elementary)
    }
}

impl Real for Symbol<'_> {
    fn accumulate<R: Rule<N>, const N: usize>(
        start: Option<Self>,
        rule: R,
        operands: impl Iterator<Item = [Self; N]>,
    ) -> Self {
        let start = start.into_iter();
        if let Op::Mul {} | Op::Square {} = rule.op() {
            let kind = if start.len() == 1 { Kind::Affine } else { Kind::Dot };
            let pairs = operands.flat_map(|x| [x[0], x[N - 1]]);
            let all: Vec<_> = start.chain(pairs).collect();
            return Symbol::operation(kind, &all);
        }
        Self::sum_of(&start.chain(operands.map(|x| Self::apply(rule, x))).collect::<Vec<_>>())
    }

    fn sum_of(x: &[Self]) -> Self {
        match x {
            [] => Self::lift(0.0),
            _ => Symbol::operation(Kind::Sum, x),
        }
    }

    fn dot(a: &[Self], b: &[Self]) -> Self {
        same_length("the second factor of dot", b.len(), a.len());
        Self::accumulate(None, ad_core::rules::table::Mul {}, a.iter().zip(b).map(|(&a, &b)| [a, b]))
    }

    fn norm2(x: &[Self]) -> Self {
        if Symbol::elementary(x) { sums::norm2_by_values(x) } else { Symbol::operation(Kind::Norm2, x) }
    }

    fn log_sum_exp(x: &[Self]) -> Self {
        if Symbol::elementary(x) { sums::log_sum_exp_by_values(x) } else { Symbol::operation(Kind::LogSumExp, x) }
    }
}
