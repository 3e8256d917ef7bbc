//! What is compared: every library with the numbers it offers.
//!
//! Of our engines the worst counts. Of another library each order is read from the simplest
//! number that has it, as its users would.

use crate::data::{Function, Line, Point};
use crate::engines::{self, Answer};
use crate::functions::{dual_num, float};
use crate::numbers::{line, point};
use num_dual::{Dual2_64, Dual3_64};

/// `f, f', ..` of a function of one argument as far as the number goes; `None` if not offered.
type OnLine = Box<dyn Fn(&Function<Line>, f64) -> Option<Vec<f64>>>;
/// The same of a function of several arguments.
type OnPoint = Box<dyn Fn(&Function<Point>, &[f64]) -> Option<Answer>>;

/// A library and its numbers.
pub struct Library {
    /// The name of the crate.
    pub name: &'static str,
    /// The numbers, in words.
    pub numbers: String,
    /// Of several the worst counts.
    pub lines: Vec<OnLine>,
    /// Of several the worst counts.
    pub points: Vec<OnPoint>,
}

/// Each order by the first of `numbers` that has it.
fn simplest(numbers: Vec<OnLine>) -> Vec<OnLine> {
    vec![Box::new(move |f, x| {
        let mut derivatives = Vec::new();
        for run in &numbers {
            derivatives.extend(run(f, x)?.into_iter().skip(derivatives.len()));
        }
        Some(derivatives)
    })]
}

/// Ours comes first.
pub fn libraries() -> [Library; 5] {
    [ours(), num_dual(), echidna(), autodiff(), hyperdual()]
}

/// All engines of the tests but plain f64, which runs the standard library.
fn ours() -> Library {
    let lines: Vec<_> = engines::lines().into_iter().filter(|(name, _)| *name != "f64").collect();
    let points = engines::points().into_iter().filter(|(name, _)| *name != "f64");
    let names: Vec<_> = lines.iter().map(|(name, _)| *name).collect();
    Library {
        name: "ad",
        numbers: names.join(", "),
        lines: lines
            .into_iter()
            .map(|(_, run)| Box::new(move |f: &Function<Line>, x| Some(run(&f.f, x))) as _)
            .collect(),
        points: points
            .map(|(_, run)| {
                Box::new(move |f: &Function<Point>, x: &[f64]| Some(run(&f.f, x, &vec![0.0; x.len()]))) as _
            })
            .collect(),
    }
}

fn num_dual() -> Library {
    use num_dual::{Dual, Dual64, HyperDual64};
    Library {
        name: "num-dual",
        numbers: "Dual64, Dual2_64, Dual3_64, Dual of Dual3_64; HyperDual64 for several arguments".to_owned(),
        lines: simplest(vec![
            Box::new(|f, x| line::<Dual64>(|x| dual_num(&f.name, x), x)),
            Box::new(|f, x| {
                let y = dual_num(&f.name, &[Dual2_64::new(x, 1.0, 0.0)])?;
                Some(vec![y.re, y.v1, y.v2])
            }),
            Box::new(|f, x| {
                let y = dual_num(&f.name, &[Dual3_64::new(x, 1.0, 0.0, 0.0)])?;
                Some(vec![y.re, y.v1, y.v2, y.v3])
            }),
            Box::new(|f, x| {
                let x = Dual::new(Dual3_64::new(x, 1.0, 0.0, 0.0), Dual3_64::from_re(1.0));
                let y = dual_num(&f.name, &[x])?;
                Some(vec![y.re.re, y.re.v1, y.re.v2, y.re.v3, y.eps.v3])
            }),
        ]),
        points: vec![Box::new(|f, x| point::<HyperDual64>(|x| dual_num(&f.name, x), x))],
    }
}

fn echidna() -> Library {
    use echidna::{Dual, Taylor};
    Library {
        name: "echidna",
        numbers: "Dual, Dual of Dual, Taylor".to_owned(),
        lines: simplest(vec![
            Box::new(|f, x| line::<Dual<f64>>(|x| float(&f.name, x), x)),
            Box::new(|f, x| line::<Dual<Dual<f64>>>(|x| float(&f.name, x), x)),
            Box::new(|f, x| {
                let y = float(&f.name, &[Taylor::<f64, 5>::variable(x)])?;
                Some((0..5).map(|k| y.derivative(k)).collect())
            }),
        ]),
        points: vec![Box::new(|f, x| point::<Dual<Dual<f64>>>(|x| float(&f.name, x), x))],
    }
}

fn autodiff() -> Library {
    use autodiff::FT;
    Library {
        name: "autodiff",
        numbers: "FT, nested as often as the order".to_owned(),
        lines: simplest(vec![
            Box::new(|f, x| line::<FT<f64>>(|x| float(&f.name, x), x)),
            Box::new(|f, x| line::<FT<FT<f64>>>(|x| float(&f.name, x), x)),
            Box::new(|f, x| line::<FT<FT<FT<f64>>>>(|x| float(&f.name, x), x)),
            Box::new(|f, x| line::<FT<FT<FT<FT<f64>>>>>(|x| float(&f.name, x), x)),
        ]),
        points: vec![Box::new(|f, x| point::<FT<FT<f64>>>(|x| float(&f.name, x), x))],
    }
}

/// Its documentation says that `%` is not defined and will panic.
fn hyperdual() -> Library {
    use hyperdual::Hyperdual;
    Library {
        name: "hyperdual",
        numbers: "Hyperdual".to_owned(),
        lines: vec![Box::new(|f, x| line::<Hyperdual<f64, 2>>(|x| float(&f.name, x), x))],
        points: vec![Box::new(|f, x| {
            if f.name == "rem" { None } else { point::<Hyperdual<f64, 2>>(|x| float(&f.name, x), x) }
        })],
    }
}
