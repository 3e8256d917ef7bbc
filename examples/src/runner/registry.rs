//! All exercises, and how one is named on the command line.

use super::exercise::AnyExercise;
use crate::{notebook, sheet01};

/// An exercise without its types.
pub type Entry = &'static dyn AnyExercise;

/// Exercises that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// What ids begin with, up to the dot.
    pub name: &'static str,
    /// A heading.
    pub title: &'static str,
    /// One sentence about it.
    pub about: &'static str,
    /// Its exercises, in order.
    pub exercises: &'static [Entry],
}

/// The sheets.
pub const SHEETS: [Sheet; 2] = [
    Sheet {
        name: "S1",
        title: "Sheet 01: derivatives",
        about: "Stationary points and Taylor expansions, finite differences, dual numbers and computational graphs; \
                after the first sheet of a university course on optimization.",
        exercises: sheet01::EXERCISES,
    },
    Sheet {
        name: "N",
        title: "The notebook: methods",
        about: "From a backtracking line search to Hessian-vector products: Newton, L-BFGS, trust regions, Adam, mixed \
                precision; after a notebook on numerical optimization.",
        exercises: notebook::EXERCISES,
    },
];

/// Every exercise of every sheet, in order.
pub fn all() -> Vec<Entry> {
    SHEETS.map(|sheet| sheet.exercises).concat()
}

impl Sheet {
    /// Whether the id is of this sheet.
    pub fn holds(&self, id: &str) -> bool {
        id.split('.').next() == Some(self.name)
    }
}

/// The exercises that `name` means: "all", an id, or the beginning of ids up to a dot.
///
/// Letters may be large or small; "S1" is the whole sheet, "s1.1" is S1.1 and not S1.10.
///
/// # Errors
/// If nothing has that name: the message names the nearest ids.
pub fn select(name: &str) -> Result<Vec<Entry>, String> {
    let wanted = name.trim().trim_end_matches('.').to_uppercase();
    if wanted == "ALL" {
        return Ok(all());
    }
    let is_one = |e: &Entry| e.meta().id.to_uppercase() == wanted;
    let begins = |e: &Entry| e.meta().id.to_uppercase().starts_with(&format!("{wanted}."));
    let one: Vec<Entry> = all().into_iter().filter(is_one).collect();
    let found = if one.is_empty() { all().into_iter().filter(begins).collect() } else { one };
    if found.is_empty() { Err(unknown(name, &wanted)) } else { Ok(found) }
}

/// The one exercise of that id.
///
/// # Errors
/// If there is none: the message names the nearest ids.
pub fn single(name: &str) -> Result<Entry, String> {
    match select(name)?[..] {
        [one] => Ok(one),
        _ => Err(format!("\"{name}\" names several exercises; give one id, such as {}", example())),
    }
}

fn example() -> &'static str {
    all().first().map_or("S1.1", |e| e.meta().id)
}

fn unknown(name: &str, wanted: &str) -> String {
    let mut ids: Vec<&str> = all().iter().map(|e| e.meta().id).collect();
    ids.sort_by_key(|id| edits(&id.to_uppercase(), wanted));
    ids.truncate(3);
    format!("no exercise \"{name}\"; the nearest are {} (see `list`)", ids.join(", "))
}

/// Levenshtein's distance: insertions, deletions and replacements between two words.
pub fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
