//! The accuracy table of the documentation says what is measured now.

use crate::worst::{COMMAND, Worst};

/// The table; read when a test runs, so that a new one needs no new build.
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/accuracy.md");

/// The functions of a table with as many numbers to a cell, with the cell of this library.
fn documented(table: &str, numbers: usize) -> Vec<(String, String)> {
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.split(" | ");
        let (name, cell) = (cells.next()?.strip_suffix('`')?, cells.next()?);
        (cell.split(' ').count() == numbers).then(|| (name.to_owned(), cell.to_owned()))
    };
    table.lines().filter_map(row).collect()
}

/// Whether two cells agree: each number to one ulp, for the values of sin, exp and others come from
/// the system's library, which may round differently elsewhere.
fn agree(now: &str, then: &str) -> bool {
    let close = |(now, then): (&str, &str)| match (now.parse::<f64>(), then.parse::<f64>()) {
        (Ok(a), Ok(b)) => now == then || (a - b).abs() <= 1.0,
        _ => now == then,
    };
    now.split(' ').count() == then.split(' ').count() && now.split(' ').zip(then.split(' ')).all(close)
}

/// Compares the table with the worst errors of each function.
pub fn check(measured: &[(String, Vec<Worst>)]) {
    let cell = |worst: &[Worst]| worst.iter().map(Worst::to_string).collect::<Vec<_>>().join(" ");
    let measured: Vec<_> = measured.iter().map(|(name, worst)| (name.clone(), cell(worst))).collect();
    let numbers = measured[0].1.split(' ').count();
    let table = std::fs::read_to_string(TABLE).unwrap_or_else(|e| panic!("cannot read {TABLE}: {e}: run `{COMMAND}`"));
    let documented = documented(&table, numbers);
    let names = |rows: &[(String, String)]| rows.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&measured), names(&documented), "the functions of ad/docs/accuracy.md: run `{COMMAND}`");
    let stale: Vec<_> = measured.iter().zip(&documented).filter(|(now, then)| !agree(&now.1, &then.1)).collect();
    assert!(stale.is_empty(), "ad/docs/accuracy.md is stale, (measured, documented): {stale:#?}: run `{COMMAND}`");
}

#[test]
fn cells_agree_to_an_ulp() {
    assert!(agree("0 1 2 3 5", "0 1 2 4 5") && agree("0 inf", "0 inf") && agree("6e15 1", "6e15 2"));
    assert!(!agree("0 1", "0 3") && !agree("0 1", "0 inf") && !agree("0 1", "0 1 2") && !agree("NaN 0", "0 0"));
}

#[test]
fn reads_the_rows() {
    let table = "text\n\n| function | ours |\n|---|---|\n| `exp` | 0 1 2 | 7 - - |\n| `powf(0.5)` | 0 0 0 0 1 | - |\n";
    assert_eq!(documented(table, 3), [("exp".to_owned(), "0 1 2".to_owned())]);
    assert_eq!(documented(table, 5), [("powf(0.5)".to_owned(), "0 0 0 0 1".to_owned())]);
}

#[test]
fn a_stale_table_says_what_to_do() {
    let made_up = vec![("no such function".to_owned(), vec![Worst(77.0); 5])];
    let refused = std::panic::catch_unwind(|| check(&made_up)).expect_err("a stale table must not pass");
    let message = refused.downcast::<String>().expect("a message");
    assert!(message.contains(COMMAND), "{message}");
}
