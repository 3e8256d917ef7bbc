//! The functions of the oracle, over any number: names, and trees of names.

use ad::{Objective, Real};
use serde_json::Value;

/// An expression in `x_0 .. x_(n-1)`.
#[derive(Clone, Debug)]
pub enum Tree {
    Variable(usize),
    Constant(f64),
    Call(String, Vec<Tree>),
}

impl Default for Tree {
    fn default() -> Self {
        Tree::Constant(0.0)
    }
}

impl Tree {
    /// `name(x_0, .., x_(n-1))`.
    pub fn call(name: &str, n: usize) -> Tree {
        Tree::Call(name.to_owned(), (0..n).map(Tree::Variable).collect())
    }

    /// Whether every name in the expression is known.
    pub fn is_built(&self, n: usize) -> bool {
        self.evaluate(&vec![0.5f64; n]).is_some()
    }

    fn evaluate<F: Real>(&self, x: &[F]) -> Option<F> {
        match self {
            Tree::Variable(i) => Some(x[*i]),
            Tree::Constant(c) => Some(F::lit(*c)),
            Tree::Call(name, of) => {
                let arguments: Option<Vec<F>> = of.iter().map(|t| t.evaluate(x)).collect();
                call(name, &arguments?)
            }
        }
    }

    /// Whether the partial derivatives `d/dx_i` and `d²/dx_i dx_j` can be other than zero
    /// somewhere, as bits `i` of the first and `j` of the second number.
    pub fn structure(&self, n: usize) -> (u32, Vec<u32>) {
        match self {
            Tree::Variable(i) => (1 << i, vec![0; n]),
            Tree::Constant(_) => (0, vec![0; n]),
            Tree::Call(name, of) => {
                let of: Vec<_> = of.iter().map(|t| t.structure(n)).collect();
                let all = of.iter().fold(0, |all, (first, _)| all | first);
                let inside = |i: usize| of.iter().fold(0, |seen, (_, second)| seen | second[i]);
                let met = |i: usize| {
                    let has = |set: u32| set >> i & 1 == 1;
                    let cross = |a: u32, b: u32| if has(a) { b } else { 0 } | if has(b) { a } else { 0 };
                    match name.as_str() {
                        "neg" | "add" | "sub" | "max" | "min" | "rem" | "copysign" => 0,
                        "mul" | "mul_add" => cross(of[0].0, of[1].0),
                        "div" => cross(of[0].0, of[1].0) | cross(of[1].0, of[1].0),
                        _ if has(all) => all,
                        _ => 0,
                    }
                };
                (all, (0..n).map(|i| inside(i) | met(i)).collect())
            }
        }
    }
}

impl Objective for Tree {
    fn value<F: Real>(&self, x: &[F]) -> F {
        self.evaluate(x).unwrap_or_else(|| panic!("{self:?} has a name that is not built"))
    }
}

/// Reads `["var", i]`, `["const", "c"]`, `["powi", tree, n]` or `[name, tree, ..]`.
pub fn parse(tree: &Value) -> Option<Tree> {
    let [Value::String(name), rest @ ..] = tree.as_array()?.as_slice() else { return None };
    Some(match (name.as_str(), rest) {
        ("var", [i]) => Tree::Variable(i.as_u64()? as usize),
        ("const", [c]) => Tree::Constant(c.as_str()?.parse().ok()?),
        ("powi", [x, n]) => Tree::Call(format!("powi({n})"), vec![parse(x)?]),
        _ => Tree::Call(name.clone(), rest.iter().map(parse).collect::<Option<_>>()?),
    })
}

/// `powf(0.5)` is the function 0.5 of the family `powf`.
pub fn family(name: &str) -> (&str, Option<f64>) {
    match name.split_once('(') {
        Some((family, parameter)) => (family, parameter.trim_end_matches(')').parse().ok()),
        None => (name, None),
    }
}

/// The function called `name` in the files, or `None` if there is none.
fn call<F: Real>(name: &str, x: &[F]) -> Option<F> {
    if name.contains(" at ") {
        return strong_zero(name, x);
    }
    let (family, parameter) = family(name);
    Some(match (family, x) {
        ("neg", &[x]) => -x,
        ("add", &[a, b]) => a + b,
        ("sub", &[a, b]) => a - b,
        ("mul", &[a, b]) => a * b,
        ("div", &[a, b]) => a / b,
        ("rem", &[a, b]) => a % b,
        ("mul_add", &[a, b, c]) => a.mul_add(b, c),
        ("recip", &[x]) => x.recip(),
        ("square", &[x]) => x.sq(),

        ("abs", &[x]) => x.abs(),
        ("relu", &[x]) => x.relu(),
        ("signum", &[x]) => x.signum(),
        ("floor", &[x]) => x.floor(),
        ("ceil", &[x]) => x.ceil(),
        ("round", &[x]) => x.round(),
        ("trunc", &[x]) => x.trunc(),
        ("fract", &[x]) => x.fract(),
        ("is_const", &[x]) => x.detach(),
        ("max", &[a, b]) => a.max(b),
        ("min", &[a, b]) => a.min(b),
        ("abs_sub", &[a, b]) => a.abs_sub(b),
        ("copysign", &[a, b]) => a.copysign(b),
        _ if name == "clamp(0,1)" => x[0].clamp(F::zero(), F::one()),
        ("clamp", &[x, low, high]) => x.clamp(low, high),
        ("to_degrees", &[x]) => x.to_degrees(),
        ("to_radians", &[x]) => x.to_radians(),

        ("sqrt", &[x]) => x.sqrt(),
        ("cbrt", &[x]) => x.cbrt(),
        ("powi", &[x]) => x.powi(parameter? as i32),
        ("powf" | "powf_int", &[x]) => x.powf(F::lit(parameter?)),
        ("powf", &[x, y]) => x.powf(y),
        ("hypot", &[x, y]) => x.hypot(y),
        ("exp", &[x]) => x.exp(),
        ("exp2", &[x]) => x.exp2(),
        ("exp_m1", &[x]) => x.exp_m1(),
        ("ln", &[x]) => x.ln(),
        ("log2", &[x]) => x.log2(),
        ("log10", &[x]) => x.log10(),
        ("ln_1p", &[x]) => x.ln_1p(),
        ("log", &[x, b]) => x.log(b),

        ("sin", &[x]) => x.sin(),
        ("cos", &[x]) => x.cos(),
        ("tan", &[x]) => x.tan(),
        ("asin", &[x]) => x.asin(),
        ("acos", &[x]) => x.acos(),
        ("atan", &[x]) => x.atan(),
        ("atan2", &[y, x]) => y.atan2(x),
        ("sinh", &[x]) => x.sinh(),
        ("cosh", &[x]) => x.cosh(),
        ("tanh", &[x]) => x.tanh(),
        ("asinh", &[x]) => x.asinh(),
        ("acosh", &[x]) => x.acosh(),
        ("atanh", &[x]) => x.atanh(),

        ("sigmoid", &[x]) => x.logistic(),
        ("softplus", &[x]) => x.softplus(),
        ("log_sigmoid", &[x]) => x.log_sigmoid(),
        ("erf", &[x]) => x.erf(),
        ("erfc", &[x]) => x.erfc(),
        ("norm_cdf", &[x]) => x.norm_cdf(),
        ("ln_gamma", &[x]) => x.ln_gamma(),
        ("digamma", &[x]) => x.digamma(),
        ("sinc", &[x]) => x.sinc(),
        ("bessel_j0", &[x]) => x.bessel_j0(),
        ("bessel_j1", &[x]) => x.bessel_j1(),
        ("xlogx", &[x]) => x.xlogx(),
        ("xlogy", &[x, y]) => x.xlogy(y),
        ("logsumexp", x) => F::log_sum_exp(x),
        _ => return None,
    })
}

/// The strong-zero cases of the conventions, by the text that describes them.
fn strong_zero<F: Real>(text: &str, x: &[F]) -> Option<F> {
    Some(match (text, x) {
        ("if x > 0 { sqrt x } else { 0 } at 0", &[x]) => F::select(x > F::zero(), x.sqrt(), F::zero()),
        ("0 * sqrt(x) at 0 (constant 0)", &[x]) => F::zero() * x.sqrt(),
        ("max(sqrt(x*x + y*y), 1e-10) at (0,0): sqrt is the untaken branch", &[x, y]) => {
            (x * x + y * y).sqrt().max(F::lit(1e-10))
        }
        ("ln(0*x + y) at (1, 0)", &[x, y]) => (F::zero() * x + y).ln(),
        ("sqrt(x*x) * 0 at 0 (constant 0)", &[x]) => (x * x).sqrt() * F::zero(),
        _ => return None,
    })
}
