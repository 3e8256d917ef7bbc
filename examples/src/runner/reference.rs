//! The reference numbers, computed independently with many digits.
//!
//! A missing or mistyped key panics with its full path: a check without its number is a bug.

use super::target::Tol;
use serde_json::Value as Json;
use std::sync::LazyLock;

static SHEET: LazyLock<Json> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/sheet01.json")).expect("sheet01.json is JSON"));
static NOTEBOOK: LazyLock<Json> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/notebook.json")).expect("notebook.json is JSON"));

/// The reference of one exercise.
///
/// # Panics
/// Without an entry of that id.
///
/// ```
/// use examples::runner::reference::reference;
/// assert_eq!(reference("S1.5").num("alpha_star"), 0.5);
/// assert_eq!(reference("S1.5").get("seed_grid").num("n"), 81.0);
/// ```
pub fn reference(id: &str) -> Entry {
    let json = if id.starts_with('N') { &NOTEBOOK } else { &SHEET };
    Entry { path: String::new(), json }.get(id)
}

/// A part of the reference: a number, text, a list or a table of further entries.
#[derive(Clone, Debug)]
pub struct Entry {
    path: String,
    json: &'static Json,
}

impl Entry {
    /// The entry under `key`. Panics if there is none.
    pub fn get(&self, key: &str) -> Entry {
        let path = format!("{}[{key}]", self.path);
        match self.json.get(key) {
            Some(json) => Entry { path, json },
            None => panic!("no reference{path}"),
        }
    }

    /// The items of the list under `key`. Panics if it is not a list.
    pub fn items(&self, key: &str) -> Vec<Entry> {
        self.get(key).into_items()
    }

    /// The keys of the table under `key`, in the file's order. Panics if it is not a table.
    pub fn keys(&self, key: &str) -> Vec<&'static str> {
        let entry = self.get(key);
        let table = entry.json.as_object().unwrap_or_else(|| entry.mistyped("a table"));
        table.keys().map(String::as_str).collect()
    }

    /// This entry's items. Panics if it is not a list.
    pub fn into_items(self) -> Vec<Entry> {
        let items = self.json.as_array().unwrap_or_else(|| self.mistyped("a list"));
        let item = |(k, json)| Entry { path: format!("{}[{k}]", self.path), json };
        items.iter().enumerate().map(item).collect()
    }

    /// This entry as a number: a JSON number, a decimal string, or "inf"/"nan"/"non-finite" (NaN).
    /// Panics if it is none of them.
    pub fn as_num(&self) -> f64 {
        match self.json {
            Json::Number(x) => x.as_f64().expect("a JSON number is a binary64 number"),
            Json::String(text) if text == "non-finite" => f64::NAN,
            Json::String(text) => text.parse().unwrap_or_else(|_| self.mistyped("a number")),
            _ => self.mistyped("a number"),
        }
    }

    /// This entry as text. Panics if it is not text.
    pub fn as_text(&self) -> &'static str {
        self.json.as_str().unwrap_or_else(|| self.mistyped("text"))
    }

    /// The number under `key`.
    pub fn num(&self, key: &str) -> f64 {
        self.get(key).as_num()
    }

    /// The text under `key`.
    pub fn text(&self, key: &str) -> &'static str {
        self.get(key).as_text()
    }

    /// The vector under `key`.
    pub fn vec(&self, key: &str) -> Vec<f64> {
        self.items(key).iter().map(Entry::as_num).collect()
    }

    /// The matrix under `key`, a list of rows.
    pub fn matrix(&self, key: &str) -> Vec<Vec<f64>> {
        let row = |row: Entry| row.into_items().iter().map(Entry::as_num).collect();
        self.items(key).into_iter().map(row).collect()
    }

    /// The tolerance stored with this entry.
    pub fn tol(&self) -> Tol {
        let tol = self.get("tol");
        Tol { abs: tol.num("abs"), rel: tol.num("rel") }
    }

    /// Why that tolerance.
    pub fn why(&self) -> &'static str {
        self.get("tol").text("why")
    }

    fn mistyped(&self, wanted: &str) -> ! {
        panic!("reference{} is not {wanted}: {}", self.path, self.json)
    }
}
