//! The table: each verb as a function from a case to all the numbers it returns, and the same
//! numbers in closed form.

use crate::engines::OverDual;
use ad::{Engine, Number, Objective, OnGraph, OnTape, Pullback, Real, Residuals, Scalar, forward};
use std::collections::BTreeSet;

/// What the function does beside computing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Behaviour {
    Right,
    /// Panics half-way.
    Panics,
    /// Writes its first component only.
    WritesTooFew,
}

/// A function, a point and directions: `f = x0² x1 + e^(x2)` and `r = (x0 x1, x1 + e^(x2))`, or,
/// of no variables, the constant 7 in `w.len()` components.
#[derive(Clone, Debug)]
pub struct Case {
    pub behaviour: Behaviour,
    pub x: Vec<f64>,
    pub u: Vec<f64>,
    pub v: Vec<f64>,
    pub w: Vec<f64>,
}

impl Case {
    pub fn right() -> Self {
        let (x, u, v, w) = (vec![1.5, 0.7, -0.4], vec![0.5, 3.0, 1.0], vec![1.0, 0.25, 2.0], vec![1.0, 3.0]);
        Case { behaviour: Behaviour::Right, x, u, v, w }
    }
    fn first(&self) -> f64 {
        self.x.first().copied().unwrap_or_default()
    }
    /// `f` as a function of the first variable.
    fn along_first<F: Real>(&self, t: F) -> F {
        let mut x: Vec<F> = self.x.iter().map(|&x| F::lit(x)).collect();
        x.iter_mut().take(1).for_each(|x| *x = t);
        self.value(&x)
    }
    /// Which variables are listed for the mixed partial derivative.
    fn variables(&self) -> &[usize] {
        if self.x.is_empty() { &[] } else { &[0, 1, 0] }
    }

    // The closed forms, at plain floats.
    fn f(&self) -> f64 {
        match self.x[..] {
            [a, b, c] => a * a * b + c.exp(),
            _ => 7.0,
        }
    }
    fn g(&self) -> Vec<f64> {
        match self.x[..] {
            [a, b, c] => vec![2.0 * a * b, a * a, c.exp()],
            _ => vec![],
        }
    }
    fn h(&self) -> Vec<Vec<f64>> {
        match self.x[..] {
            [a, b, c] => vec![vec![2.0 * b, 2.0 * a, 0.0], vec![2.0 * a, 0.0, 0.0], vec![0.0, 0.0, c.exp()]],
            _ => vec![],
        }
    }
    fn r(&self) -> Vec<f64> {
        match (&self.x[..], self.behaviour) {
            (&[a, b, _], Behaviour::WritesTooFew) => vec![a * b, 0.0],
            (&[a, b, c], _) => vec![a * b, b + c.exp()],
            _ => vec![7.0; self.w.len()],
        }
    }
    fn j(&self) -> Vec<Vec<f64>> {
        match (&self.x[..], self.behaviour) {
            (&[a, b, _], Behaviour::WritesTooFew) => vec![vec![b, a, 0.0], vec![0.0; 3]],
            (&[a, b, c], _) => vec![vec![b, a, 0.0], vec![0.0, 1.0, c.exp()]],
            _ => vec![vec![]; self.w.len()],
        }
    }
    fn first_slopes(&self) -> [f64; 2] {
        if self.x.is_empty() { [0.0; 2] } else { [self.g()[0], self.h()[0][0]] }
    }
    fn hv(&self) -> Vec<f64> {
        self.h().iter().map(|row| strong_dot(row, &self.v)).collect()
    }
    fn jv(&self) -> Vec<f64> {
        self.j().iter().map(|row| strong_dot(row, &self.v)).collect()
    }
    fn wj(&self) -> Vec<f64> {
        let column = |k: usize| self.j().iter().map(|row| row[k]).collect::<Vec<_>>();
        (0..self.x.len()).map(|k| strong_dot(&column(k), &self.w)).collect()
    }
}

/// `sum a_i b_i`, strong at zeros.
fn strong_dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, &b)| a.chain(b)).sum()
}

impl Objective for Case {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let &[a, b, c] = x else { return F::lit(7.0) };
        let product = a * a * b;
        assert!(self.behaviour != Behaviour::Panics, "the objective gives up");
        product + c.exp()
    }
}
impl Residuals for Case {
    fn len(&self) -> usize {
        self.w.len()
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        let &[a, b, c] = x else { return out.fill(F::lit(7.0)) };
        out[0] = a * b;
        assert!(self.behaviour != Behaviour::Panics, "the objective gives up");
        if self.behaviour != Behaviour::WritesTooFew {
            out[1] = b + c.exp();
        }
    }
}

/// One verb.
pub struct Verb {
    pub name: &'static str,
    /// Everything it returns.
    pub run: fn(&Case) -> Vec<f64>,
    /// The same in closed form.
    pub exact: fn(&Case) -> Vec<f64>,
}

fn one_and(y: f64, rest: Vec<f64>) -> Vec<f64> {
    [vec![y], rest].concat()
}

macro_rules! verbs {
    ($list:ident $(of $E:ident)?; $($name:literal: |$c:ident| $run:expr => $exact:expr;)*) => {
        fn $list$(<$E: Engine + Default>)?() -> Vec<Verb> {
            vec![$(Verb {
                name: $name,
                run: |$c| $run,
                exact: |$c| $exact,
            }),*]
        }
    };
}

/// All verbs, those of an engine once an engine.
pub fn verbs() -> Vec<Verb> {
    let of_engines = [of_engine::<OnGraph>(), of_engine::<OnTape>(), of_engine::<OverDual<OnTape>>()];
    of_engines.into_iter().fold(own_verbs(), |mut all, more| {
        all.extend(more);
        all
    })
}

verbs! {
    own_verbs;
    "ad::gradient": |c| { let (y, g) = ad::gradient(c, &c.x); one_and(y, g) } => one_and(c.f(), c.g());
    "ad::gradient_into": |c| {
            let mut g = vec![f64::NAN; c.x.len()];
            one_and(ad::gradient_into(c, &c.x, &mut g), g)
        } => one_and(c.f(), c.g());
    "ad::hess_vec_into": |c| {
            let mut product = vec![f64::NAN; c.x.len()];
            ad::hess_vec_into(c, &c.x, &c.v, &mut product);
            product
        } => c.hv();
    "ad::hess_vec": |c| ad::hess_vec(c, &c.x, &c.v) => c.hv();
    "ad::hessian": |c| ad::hessian(c, &c.x).concat() => c.h().concat();
    "ad::jacobian": |c| { let (y, j) = ad::jacobian(c, &c.x); [y, j.concat()].concat() } => [c.r(), c.j().concat()].concat();
    "ad::vjp": |c| { let (y, row) = ad::vjp(c, &c.x, &c.w); [y, row].concat() } => [c.r(), c.wj()].concat();
    "ad::jvp": |c| { let (y, dy) = ad::jvp(c, &c.x, &c.v); [y, dy].concat() } => [c.r(), c.jv()].concat();
    "ad::derivative": |c| { let (y, d) = ad::derivative(|t| c.along_first(t), c.first()); vec![y, d] }
        => vec![c.f(), c.first_slopes()[0]];
    "ad::second_derivative": |c| { let (y, d, e) = ad::second_derivative(|t| c.along_first(t), c.first()); vec![y, d, e] }
        => one_and(c.f(), c.first_slopes().to_vec());
    "ad::taylor": |c| ad::taylor::<3>(|t| c.along_first(t), c.first()).to_vec()
        => { let [d, e] = c.first_slopes(); vec![c.f(), d, e / 2.0] };
    "ad::mixed_partial": |c| vec![ad::mixed_partial(c, &c.x, c.variables())]
        => vec![if c.x.is_empty() { 7.0 } else { 2.0 }];

    "forward::derivative": |c| { let (y, d) = forward::derivative(|t| c.along_first(t), c.first()); vec![y, d] }
        => vec![c.f(), c.first_slopes()[0]];
    "forward::second_derivative":
        |c| { let (y, d, e) = forward::second_derivative(|t| c.along_first(t), c.first()); vec![y, d, e] }
        => one_and(c.f(), c.first_slopes().to_vec());
    "forward::taylor": |c| forward::taylor::<_, 3>(|t| c.along_first(t), c.first()).to_vec()
        => { let [d, e] = c.first_slopes(); vec![c.f(), d, e / 2.0] };
    "forward::gradient": |c| { let (y, g) = forward::gradient(c, &c.x); one_and(y, g) } => one_and(c.f(), c.g());
    "forward::jvp": |c| { let (y, dy) = forward::jvp(c, &c.x, &c.v); [y, dy].concat() } => [c.r(), c.jv()].concat();
    "forward::jacobian": |c| { let (y, j) = forward::jacobian(c, &c.x); [y, j.concat()].concat() }
        => [c.r(), c.j().concat()].concat();
    "forward::hess_vec": |c| forward::hess_vec(c, &c.x, &c.v) => c.hv();
    "forward::hessian": |c| forward::hessian(c, &c.x).concat() => c.h().concat();
    "forward::second_directional": |c| vec![forward::second_directional(c, &c.x, &c.u, &c.v)]
        => vec![strong_dot(&c.hv(), &c.u)];
    "forward::taylor_along": |c| forward::taylor_along::<_, _, 3>(c, &c.x, &c.v).to_vec()
        => vec![c.f(), strong_dot(&c.g(), &c.v), strong_dot(&c.hv(), &c.v) / 2.0];
    "forward::mixed_partial": |c| vec![forward::mixed_partial(c, &c.x, c.variables())]
        => vec![if c.x.is_empty() { 7.0 } else { 2.0 }];

    "Scalar::evaluate": |c| vec![Scalar::evaluate(|x| c.value(x), &c.x)] => vec![c.f()];
    "Scalar::record": |c| Scalar::record(|x| c.value(x), &c.x).and_then(|f| Ok(f.evaluate(&c.x)?)).expect("the branch recorded")
        => vec![c.f()];
    "Scalar::gradient": |c| { let (y, g) = Scalar::gradient(|x| c.value(x), &c.x); one_and(y, g) }
        => one_and(c.f(), c.g());
    "Scalar::hess_vec": |c| Scalar::hess_vec(|x| c.value(x), &c.x, &c.v) => c.hv();
    "Scalar::hessian": |c| Scalar::hessian(|x| c.value(x), &c.x).concat() => c.h().concat();
    "Scalar::diagnose_second": |c| vec![Scalar::diagnose_second(|x| c.value(x), &c.x).map_or(1.0, |_| 0.0)]
        => vec![if c.h().concat().iter().all(|h| h.is_finite()) { 1.0 } else { 0.0 }];
    "Scalar::diagnose": |c| vec![Scalar::diagnose(|x| c.value(x), &c.x).map_or(1.0, |_| 0.0)]
        => vec![if one_and(c.f(), c.g()).iter().all(|v| v.is_finite()) { 1.0 } else { 0.0 }];
}

verbs! {
    of_engine of E;
    "Engine::record": |c| {
            let engine = E::default();
            let recorded = engine.record(c, &c.x);
            let mut row = vec![f64::NAN; c.x.len()];
            recorded.pull_back(&c.w, &mut row);
            [recorded.outputs(), &row].concat()
        } => [c.r(), c.wj()].concat();
    "Engine::gradient": |c| { let (y, g) = E::default().gradient(c, &c.x); one_and(y, g) } => one_and(c.f(), c.g());
    "Engine::value_and_gradient": |c| {
            let mut g = vec![f64::NAN; c.x.len()];
            one_and(E::default().value_and_gradient(c, &c.x, &mut g), g)
        } => one_and(c.f(), c.g());
    "Engine::vjp": |c| { let (y, row) = E::default().vjp(c, &c.x, &c.w); [y, row].concat() } => [c.r(), c.wj()].concat();
    "Engine::jacobian_by_rows": |c| { let (y, j) = E::default().jacobian_by_rows(c, &c.x); [y, j.concat()].concat() }
        => [c.r(), c.j().concat()].concat();
    "Engine::jacobian": |c| { let (y, j) = E::default().jacobian(c, &c.x); [y, j.concat()].concat() }
        => [c.r(), c.j().concat()].concat();
    "Engine::hess_vec": |c| E::default().hess_vec(c, &c.x, &c.v) => c.hv();
    "Engine::hessian": |c| E::default().hessian(c, &c.x).concat() => c.h().concat();
    "Engine::hess_mat": |c| E::default().hess_mat(c, &c.x, &[c.v.clone(), c.v.clone()]).concat()
        => [c.hv(), c.hv()].concat();
}

/// Every verb gives the closed form: NaN for NaN, the same infinity, else 14 digits, or all of the
/// few that subnormal numbers have.
#[track_caller]
pub fn all_are_exact(case: &Case) {
    for verb in verbs() {
        let (got, exact) = ((verb.run)(case), (verb.exact)(case));
        assert_eq!(got.len(), exact.len(), "{}: {case:?}", verb.name);
        let tolerance = |b: f64| (1e-14 * b.abs()).max(8.0 * 5e-324);
        let same = |(a, b): (&f64, &f64)| a == b || a.is_nan() && b.is_nan() || (a - b).abs() <= tolerance(*b);
        assert!(got.iter().zip(&exact).all(same), "{}: {got:?} is not {exact:?}\n{case:?}", verb.name);
    }
}

#[test]
fn the_table_is_right() {
    all_are_exact(&Case::right());
}

/// `(name, how many slices beside the point)` of each verb in a source file.
pub fn verbs_in(prefix: &str, source: &str, begin: &str) -> Vec<(String, usize)> {
    let (_, source) = source.split_once(begin).expect("the verbs of this file");
    let starts = source.match_indices("fn ").filter(|&(i, _)| {
        let line = source[..i].rsplit('\n').next().unwrap_or_default().trim();
        line == "pub" || begin.contains("trait") && line.is_empty()
    });
    let verb = |(i, _): (usize, &str)| {
        let signature = source[i + 3..].split(['{', ';']).next().unwrap_or_default();
        let name = signature.split(['<', '(']).next().unwrap_or_default();
        let arguments = signature.rsplit_once("->").map_or(signature, |(arguments, _)| arguments);
        let slices = arguments.matches("&[").count() + arguments.matches("&mut [").count();
        let slices = slices - arguments.matches("Fn(&[").count(); // what a closure takes
        (format!("{prefix}::{name}"), slices.saturating_sub(1))
    };
    starts.map(verb).collect()
}

/// All verbs of the library, by their sources.
pub fn all_verbs() -> Vec<(String, usize)> {
    [
        verbs_in("ad", include_str!("../../src/verbs.rs"), "use "),
        verbs_in("forward", include_str!("../../../ad-forward/src/verbs.rs"), "use "),
        verbs_in("Engine", include_str!("../../../ad-reverse/src/engine.rs"), "pub trait Engine"),
        verbs_in("Scalar", include_str!("../../../ad-reverse/src/scalar/verbs.rs"), "impl Scalar"),
    ]
    .concat()
}

#[test]
fn no_verb_is_forgotten() {
    let known: BTreeSet<_> = verbs().iter().map(|verb| verb.name).collect();
    let found: Vec<_> = all_verbs().into_iter().map(|(name, _)| name).collect();
    assert!(found.len() > 25, "{found:?}");
    for name in &found {
        assert!(known.contains(name.as_str()), "{name} has no tests for its faults: add it to the list");
    }
    assert_eq!(found.len(), known.len(), "a verb that is no more");
}
