//! The scores as tables in markdown.

use crate::libraries::Library;
use crate::score::{Count, Score};

/// A table with these columns.
pub fn table(columns: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = format!("|{}\n", "---|".repeat(columns.len()));
    line(columns) + &rule + &rows.iter().map(|row| line(row)).collect::<String>()
}

/// `["a", "b"]` as owned text.
pub fn columns<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// How many numbers are wrong, a line a library.
pub fn summary(orders: &[&str], libraries: &[Library], scores: &[Score]) -> String {
    let count = |c: &Count| match c.numbers {
        0 => "-".to_owned(),
        _ => format!("{} / {} / {}", c.off, c.nan, c.infinite),
    };
    let row = |(library, score): (&Library, &Score)| {
        let start = vec![library.name.to_owned(), score.functions.to_string(), score.points.to_string()];
        [start, score.counts.iter().map(count).collect()].concat()
    };
    let rows: Vec<_> = libraries.iter().zip(scores).map(row).collect();
    table(&columns(["library", "functions", "points"].into_iter().chain(orders.iter().copied())), &rows)
}

/// The worst errors, a line a function.
pub fn by_function<'a>(names: impl Iterator<Item = &'a str>, libraries: &[Library], scores: &[Score]) -> String {
    let cell = |score: &Score, i: usize| {
        let worst = &score.worst[i];
        let orders: Vec<_> = worst.iter().map(|w| w.map_or("-".to_owned(), |w| w.to_string())).collect();
        if worst[0].is_none() { "-".to_owned() } else { orders.join(" ") }
    };
    let row = |(i, name)| [vec![format!("`{name}`")], scores.iter().map(|s| cell(s, i)).collect()].concat();
    let rows: Vec<_> = names.enumerate().map(row).collect();
    table(&columns(["function"].into_iter().chain(libraries.iter().map(|library| library.name))), &rows)
}
