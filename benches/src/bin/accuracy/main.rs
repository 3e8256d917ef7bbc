//! Writes the accuracy table of the documentation: the worst errors of our derivatives and of
//! other libraries', by function and order, at the points of the accuracy tests.
//!
//! The files of points, the functions over our numbers, our engines and the measure of an error
//! are those of the tests: the very same files.

mod functions;
mod libraries;
mod markdown;
mod numbers;
mod score;

#[allow(dead_code, reason = "the tests use the rest of the file")]
#[path = "../../../../ad/tests/oracle/data.rs"]
mod data;
#[allow(dead_code, reason = "the tests use the rest of the file")]
#[path = "../../../../ad/tests/oracle/engines.rs"]
mod engines;
#[allow(dead_code, reason = "the tests use the rest of the file")]
#[path = "../../../../ad/tests/oracle/expression.rs"]
mod expression;
#[allow(dead_code, reason = "the tests use the rest of the file")]
#[path = "../../../../ad/tests/oracle/ulp.rs"]
mod ulp;
#[path = "../../../../ad/tests/oracle/worst.rs"]
mod worst;

use data::{Function, Line, Point};
use libraries::{Library, libraries};
use markdown::{by_function, columns, summary, table};
use score::{LIMIT, Score};
use worst::COMMAND;

/// Where the table goes.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ad/docs/accuracy.md");
/// What was built.
const LOCK: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock"));

/// The version of crate `name` in this build.
fn version(name: &str) -> &str {
    let entry = LOCK.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{name}\"\n")));
    let version = entry.and_then(|entry| entry.split("version = \"").nth(1)?.split('"').next());
    version.unwrap_or_else(|| panic!("{name} is not in benches/Cargo.lock"))
}

/// The whole document.
fn document() -> String {
    let libraries = libraries();
    let lines: Vec<Function<Line>> = data::functions("univariate.json");
    let points: Vec<Function<Point>> = data::functions("bivariate.json");
    let of_lines: Vec<_> = libraries.iter().map(|library| Score::of_lines(library, &lines)).collect();
    let of_points: Vec<_> = libraries.iter().map(|library| Score::of_points(library, &points)).collect();
    let numbers =
        |library: &Library| vec![library.name.to_owned(), version(library.name).to_owned(), library.numbers.clone()];
    let numbers: Vec<_> = libraries.iter().map(numbers).collect();
    format!(
        "\
<!-- Written by `{COMMAND}`: do not edit. -->

## What is measured

The unit is the ulp, the distance of the correctly rounded result to the next f64; the reference has 40 digits. About
half of the points are ordinary; the others are tiny, huge, beside singularities, or where digits cancel. A function
is measured where a library offers it, as a method or an operator; a function that its users have to compose is not.
Of the engines of this library (`ad`) the worst counts, number by number; of another library each order is read from
the simplest number type that has it:

{types}
Below 1e-290 results pass through subnormal numbers: there 32 of the smallest of them are forgiven. An overflow in
place of the largest f64 is one ulp.

These are errors seen, not bounds. `ad` is tested at these very points, and its rules were improved until they passed;
the other libraries were run as released.

## How many numbers are wrong

Each cell: numbers more than {LIMIT} ulps off / NaN instead of a number / infinite instead of finite or the reverse.

### Functions of one argument

{summary_of_lines}
### Functions of several arguments

{summary_of_points}
The numbers are one value, the entries of the gradient and those of the Hessian for each point.

## Worst errors of functions of one argument

Each cell: the worst errors of `f f' f'' f''' f''''` in ulps, rounded up. NaN and inf: a wrong one was seen. A dash: not
offered.

{of_lines}
## Worst errors of functions of several arguments

Each cell: value, gradient, Hessian. `powf` with a variable exponent is `powd` in num-dual.

{of_points}",
        types = table(&columns(["library", "version", "numbers"]), &numbers),
        summary_of_lines = summary(&["`f`", "`f'`", "`f''`", "`f'''`", "`f''''`"], &libraries, &of_lines),
        summary_of_points = summary(&["value", "gradient", "Hessian"], &libraries, &of_points),
        of_lines = by_function(lines.iter().map(|f| f.name.as_str()), &libraries, &of_lines),
        of_points = by_function(points.iter().map(|f| f.name.as_str()), &libraries, &of_points),
    )
}

fn main() {
    let document = document();
    std::fs::write(FILE, &document).unwrap_or_else(|e| panic!("cannot write {FILE}: {e}"));
    print!("{document}");
}
