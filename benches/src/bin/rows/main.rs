//! What each rule of the table costs, number by number, over the textbook formula in plain f64.
//!
//! A piece of work maps 512 arguments with their tangents, from memory to memory. They are taken
//! in scattered order, one by one as the operations of a larger computation come; and, for `Dual`,
//! once more in a row, where the compiler may vectorise either side.

mod cases;

use ad::rules::{Row, Rule, Section, table};
use ad::{Dual, DualVec, HyperDual, Taylor};
use ad_benches::data::Random;
use ad_benches::race::{Contender, Effort, check, contender, print_table, race};
use cases::{Case, Second, Visitor};
use std::collections::BTreeSet;
use std::hint::black_box;

const ARGUMENTS: usize = 512;
const LANES: usize = 8;

/// `N` arguments with `M` tangents each.
type Input<const N: usize, const M: usize> = ([f64; N], [[f64; M]; N]);

/// Seeded arguments in the range of a case.
fn inputs<C: Case<N>, const N: usize, const M: usize>() -> Vec<Input<N, M>> {
    let mut random = Random::new(1);
    let mut input = || {
        let x = C::RANGE.map(|(lo, hi)| random.uniform(lo, hi));
        (x, std::array::from_fn(|_| std::array::from_fn(|_| random.uniform(-1.0, 1.0))))
    };
    (0..ARGUMENTS).map(|_| input()).collect()
}

/// In which order a mapper takes its inputs.
#[derive(Clone, Copy)]
enum Order {
    Scattered,
    InARow,
}

/// A contender that maps all inputs, and what it computes.
fn mapper<'a, I, const M: usize>(
    name: &str,
    order: Order,
    inputs: &'a [I],
    f: impl Fn(&I) -> [f64; M] + 'a,
) -> (Contender<'a>, Vec<f64>) {
    let results = inputs.iter().flat_map(&f).collect();
    let mut out = vec![[0.0; M]; inputs.len()];
    // 199 is coprime to the number of arguments
    let scattered: Vec<usize> = (0..inputs.len()).map(|i| i * 199 % inputs.len()).collect();
    let run: Box<dyn FnMut()> = match order {
        Order::InARow => Box::new(move || {
            for (out, input) in out.iter_mut().zip(black_box(inputs)) {
                *out = f(input);
            }
            black_box(&mut out);
        }),
        Order::Scattered => Box::new(move || {
            let inputs = black_box(inputs);
            for (out, &i) in out.iter_mut().zip(black_box(&scattered)) {
                *out = f(&inputs[i]);
            }
            black_box(&mut out);
        }),
    };
    (contender(name, run), results)
}

/// Races mappers of the same inputs after comparing their results with the first one's, and
/// returns each one's time over the first's. Contenders without a reference have none to meet.
fn against_first<const K: usize>(title: &str, effort: Effort, mappers: [(Contender, Vec<f64>); K]) -> [f64; K] {
    let (contenders, results): (Vec<_>, Vec<_>) = mappers.into_iter().unzip();
    for (k, result) in results.iter().enumerate() {
        if result.len() == results[0].len() {
            check(&format!("{title}, contender {k}"), result, &results[0]);
        }
    }
    let times = race(effort, contenders);
    std::array::from_fn(|k| times.ratio(k, 0))
}

fn dot<const N: usize>(a: [f64; N], b: [f64; N]) -> f64 {
    (0..N).map(|k| a[k] * b[k]).sum()
}

struct Table {
    effort: Effort,
    filter: Option<String>,
    seen: BTreeSet<&'static str>,
    lines: Vec<Vec<String>>,
    first: Vec<(f64, &'static str)>,
}

impl Table {
    /// Times over naive of: the plain function, `Dual`, `Dual` in a row; and `DualVec` over its own
    /// naive loop.
    fn first_order<C: Case<N>, const N: usize>(&mut self) -> [f64; 4] {
        let one = inputs::<C, N, 1>();
        let [[_, plain, dual], [_, _, in_a_row]] = [Order::Scattered, Order::InARow].map(|order| {
            against_first(
                C::NAME,
                self.effort,
                [
                    mapper("naive", order, &one, |&(x, dx)| {
                        let (y, slopes) = C::naive(x);
                        [y, dot(slopes, dx.map(|[t]| t))]
                    }),
                    mapper("plain", order, &one, |&(x, _)| [C::ours(x)]),
                    mapper("Dual", order, &one, |&(x, dx)| {
                        let y = C::ours(std::array::from_fn(|k| Dual::new(x[k], dx[k][0])));
                        [y.re, y.eps]
                    }),
                ],
            )
        });
        let many = inputs::<C, N, LANES>();
        let [_, lanes] = against_first(
            C::NAME,
            self.effort,
            [
                mapper("naive lanes", Order::Scattered, &many, |&(x, dx)| {
                    let (y, slopes) = C::naive(x);
                    let mut out = [0.0; LANES + 1];
                    out[0] = y;
                    for (slope, dx) in slopes.iter().zip(&dx) {
                        for (out, t) in out[1..].iter_mut().zip(dx) {
                            *out += slope * t;
                        }
                    }
                    out
                }),
                mapper("DualVec", Order::Scattered, &many, |&(x, dx)| {
                    let y = C::ours(std::array::from_fn(|k| DualVec::new(x[k], dx[k])));
                    let mut out = [y.re; LANES + 1];
                    out[1..].copy_from_slice(&y.eps);
                    out
                }),
            ],
        );
        self.first.push((dual, C::NAME));
        [plain, dual, in_a_row, lanes]
    }

    /// Times over the naive second-order formula of: `Dual<Dual>`, `HyperDual`; and of a Taylor
    /// series with 8 coefficients over the naive slope.
    fn second_order<C: Second>(&mut self) -> [f64; 3] {
        let tangents = inputs::<C, 1, 3>();
        let [_, dual, hyper] = against_first(
            C::NAME,
            self.effort,
            [
                mapper("naive", Order::Scattered, &tangents, |&([x], [[a, b, ab]])| {
                    let (y, d, dd) = C::naive2(x);
                    [y, d * a, d * b, d * ab + dd * (a * b)]
                }),
                mapper("Dual<Dual>", Order::Scattered, &tangents, |&([x], [[a, b, ab]])| {
                    let y = C::ours([Dual::new(Dual::new(x, a), Dual::new(b, ab))]);
                    [y.re.re, y.re.eps, y.eps.re, y.eps.eps]
                }),
                mapper("HyperDual", Order::Scattered, &tangents, |&([x], [[a, b, ab]])| {
                    let y = C::ours([HyperDual::new(x, a, b, ab)]);
                    [y.re, y.e1, y.e2, y.e12]
                }),
            ],
        );
        let series = inputs::<C, 1, 7>();
        let [_, taylor] = against_first(
            C::NAME,
            self.effort,
            [
                mapper("naive", Order::Scattered, &series, |&([x], [t])| {
                    let (y, [d]) = C::naive([x]);
                    [y, d * t[0]]
                }),
                mapper("Taylor", Order::Scattered, &series, |&([x], [t])| {
                    let mut c = [x; 8];
                    c[1..].copy_from_slice(&t);
                    *C::ours([Taylor::new(c)]).coefficients()
                }),
            ],
        );
        [dual, hyper, taylor]
    }

    fn wanted(&mut self, name: &'static str) -> bool {
        self.seen.insert(name);
        self.filter.as_ref().is_none_or(|f| name.contains(f.as_str()))
    }

    fn line(&mut self, name: &str, ratios: &[f64]) {
        let mut line = vec![name.to_owned()];
        line.extend((0..7).map(|k| ratios.get(k).map_or_else(String::new, |r| format!("{r:.2}"))));
        self.lines.push(line);
    }
}

impl Visitor for Table {
    fn one<C: Second>(&mut self) {
        if self.wanted(C::NAME) {
            let ratios = [&self.first_order::<C, 1>()[..], &self.second_order::<C>()].concat();
            self.line(C::NAME, &ratios);
        }
    }
    fn more<C: Case<N>, const N: usize>(&mut self) {
        if self.wanted(C::NAME) {
            let ratios = self.first_order::<C, N>();
            self.line(C::NAME, &ratios);
        }
    }
}

/// Stops if a function of the table has no case: `powi` is met by `powi_2`.
struct AllThere<'a>(&'a BTreeSet<&'static str>);
impl ad::rules::Visitor for AllThere<'_> {
    fn visit<R: Rule<N>, const N: usize>(&mut self, _: R, row: &Row<N>) {
        let there = self.0.iter().any(|case| *case == row.name || case.starts_with(&format!("{}_", row.name)));
        if !there && row.section != Section::Auxiliary {
            println!("no case for {}", row.name);
        }
    }
}

fn main() {
    let mut table = Table {
        effort: Effort::from_args(),
        filter: ad_benches::filter(),
        seen: BTreeSet::new(),
        lines: vec![],
        first: vec![],
    };
    cases::visit(&mut table);
    table::visit(&mut AllThere(&table.seen));
    print_table(
        "Rules: time over the textbook formula in plain f64",
        &["function", "f64 alone", "Dual", "in a row", "DualVec 8", "Dual<Dual>", "HyperDual", "Taylor 8"],
        &table.lines,
    );
    table.first.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (median, slow) = (table.first[table.first.len() / 2].0, table.first.iter().filter(|r| r.0 > 1.3).count());
    println!("\nDual over naive: median {median:.2}; {slow} of {} rows over 1.3", table.first.len());
}
