//! The oracle files: where they are, and what they hold.

use crate::engines::Quantity;
use crate::expression::{self, Tree};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Error};
use std::path::PathBuf;

/// The functions of the files that the library does not offer yet.
const LATER: [&str; 0] = [];

/// A file of functions, each with its cases.
#[derive(Deserialize)]
pub struct File<C> {
    functions: Vec<Function<C>>,
}

/// One function and where to try it.
#[derive(Deserialize)]
pub struct Function<C> {
    pub name: String,
    /// How many arguments; one if the file does not say.
    #[serde(default = "one")]
    pub n: usize,
    /// Absent if the name says it all.
    tree: Option<serde_json::Value>,
    pub cases: Vec<C>,
    #[serde(skip)]
    pub f: Tree,
}

fn one() -> usize {
    1
}

/// `f .. f''''` at a point.
#[derive(Deserialize)]
pub struct Line {
    pub x: Number,
    bits: Bits,
    pub d: [Number; 5],
}

/// Value, gradient, Hessian, `H v` and the third derivative along `v` at a point.
#[derive(Deserialize)]
pub struct Point {
    pub x: Vec<Number>,
    bits: Vec<Bits>,
    pub v: Vec<Number>,
    pub f: Number,
    pub grad: Vec<Number>,
    pub hess: Vec<Vec<Number>>,
    pub hvp: Vec<Number>,
    pub d3: Number,
    /// What rounding errors alone must be expected to do, in ulps; zero where the file is silent.
    #[serde(default)]
    pub noise_ulp: Noise,
}

impl Point {
    /// What the oracle says.
    pub fn expected(&self, quantity: Quantity) -> Vec<f64> {
        match quantity {
            Quantity::Value => vec![self.f.0],
            Quantity::Gradient => values(&self.grad),
            Quantity::Hessian => self.hess.iter().flat_map(|row| values(row)).collect(),
            Quantity::HessVec => values(&self.hvp),
            Quantity::Third => vec![self.d3.0],
        }
    }
}

/// The conditioning of each group of numbers of a [`Point`].
#[derive(Clone, Copy, Default, Deserialize)]
pub struct Noise {
    pub f: f64,
    pub grad: f64,
    pub hess: f64,
    pub hvp: f64,
    pub d3: f64,
}

/// A decimal text: `1e400` is an overflow, `-1e-400` an underflow.
#[derive(Clone, Copy, Debug)]
pub struct Number(pub f64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Number).map_err(|_| D::Error::custom(format!("{text:?} is not a number")))
    }
}

/// The bits of an f64, as `0x3ff0000000000000`.
struct Bits(u64);

impl<'de> Deserialize<'de> for Bits {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = text.strip_prefix("0x").unwrap_or(&text);
        u64::from_str_radix(digits, 16).map(Bits).map_err(|_| D::Error::custom(format!("{text:?} are no bits")))
    }
}

/// The numbers of a list.
pub fn values(numbers: &[Number]) -> Vec<f64> {
    numbers.iter().map(|x| x.0).collect()
}

/// A case whose point is written twice, in decimals and in bits.
pub trait Checked {
    fn decimals_and_bits(&self) -> Vec<(f64, u64)>;
}
impl Checked for Line {
    fn decimals_and_bits(&self) -> Vec<(f64, u64)> {
        vec![(self.x.0, self.bits.0)]
    }
}
impl Checked for Point {
    fn decimals_and_bits(&self) -> Vec<(f64, u64)> {
        self.x.iter().map(|x| x.0).zip(self.bits.iter().map(|b| b.0)).collect()
    }
}

/// Reads `name` from the folder of the oracle.
///
/// # Panics
/// If it is not there or not in the format, with what to do about it.
pub fn read<T: DeserializeOwned>(name: &str) -> T {
    let folder = std::env::var_os("AD_ORACLE_DIR")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../ad/tests/data/oracle")), PathBuf::from);
    let path = folder.join(name);
    let advice = "restore ad/tests/data/oracle from version control, or point AD_ORACLE_DIR at a folder with \
                  univariate.json, bivariate.json, composite.json and conventions.json";
    let text =
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {}: {e}; {advice}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{} is not an oracle file: {e}; {advice}", path.display()))
}

/// The functions of file `name` that can be built.
///
/// # Panics
/// If there are none or one has no case, if a point is written in two ways that differ, if a
/// name can neither be built nor stands on the list of what is left for later, or does both.
pub fn functions<C: DeserializeOwned + Checked>(name: &str) -> Vec<Function<C>> {
    let mut functions = read::<File<C>>(name).functions;
    assert!(!functions.is_empty(), "{name} holds no functions: generate the oracle files again");
    for function in &mut functions {
        assert!(!function.cases.is_empty(), "{name}: {} has no cases: generate the oracle files again", function.name);
        for (x, bits) in function.cases.iter().flat_map(C::decimals_and_bits) {
            assert_eq!(x.to_bits(), bits, "{name}: {}: {x:e} in decimals and in bits differ", function.name);
        }
        function.f = match &function.tree {
            Some(tree) => expression::parse(tree).unwrap_or_else(|| panic!("{name}: {tree} is no expression")),
            None => Tree::call(&function.name, 1),
        };
    }
    functions.retain(|f| is_built(&f.name, &f.f, f.n));
    functions
}

/// Whether `f` can be evaluated; if not it must stand on the list of what is left for later.
pub fn is_built(name: &str, f: &Tree, n: usize) -> bool {
    let (built, later) = (f.is_built(n), LATER.contains(&name));
    assert!(built || later, "{name} is in the oracle, but expression.rs does not know it: add it there");
    assert!(!(built && later), "{name} is built: take it off the list of what is left for later");
    built
}

#[test]
fn what_is_left_for_later_is_not_in_the_table() {
    struct Names;
    impl ad::rules::Visitor for Names {
        fn visit<R: ad::rules::Rule<N>, const N: usize>(&mut self, _: R, row: &ad::rules::Row<N>) {
            assert!(!LATER.contains(&row.name), "the table has {}: build it in expression.rs", row.name);
        }
    }
    ad::rules::table::visit(&mut Names);
}

#[test]
fn a_missing_file_says_what_to_do() {
    let refused = std::panic::catch_unwind(|| read::<File<Line>>("no such file.json"));
    let message = *refused.err().expect("a missing file must not pass").downcast::<String>().expect("a message");
    assert!(message.contains("no such file.json") && message.contains("AD_ORACLE_DIR"), "{message}");
}
