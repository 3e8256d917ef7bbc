//! The report: one HTML file that needs nothing else, from the same outcomes as the terminal.

mod html;
mod source;

use crate::runner::check::{Check, Status};
use crate::runner::context::Context;
use crate::runner::exhibit::{Graph, Note, Table};
use crate::runner::run::{Outcome, Run};
use html::{element, inline_svg, prose, table, text};
use std::io;
use std::path::{Path, PathBuf};

/// Writes `index.html` into `folder`, which is made if need be, and returns its path.
///
/// # Errors
/// If the folder cannot be made or the file cannot be written.
pub fn write(run: &Run, context: &Context, folder: &Path) -> io::Result<PathBuf> {
    let path = folder.join("index.html");
    std::fs::create_dir_all(folder)?;
    std::fs::write(&path, page(run, context))?;
    Ok(path)
}

/// The whole page.
pub fn page(run: &Run, context: &Context) -> String {
    let title = "Exercises in differentiation and optimization";
    let sections: String = run.exercises.iter().map(section).collect();
    let header = text("h1", title)
        + &text("p class=\"summary\"", &run.summary.line())
        + &text("p class=\"machine\"", &machine(context));
    let body = element("header", &header) + &contents(run) + &element("main", &sections);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n",
        include_str!("style.css")
    )
}

/// What the numbers were computed with.
pub fn machine(context: &Context) -> String {
    let mut line = format!(
        "{} {}, {}, {}, opt-level {}",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION"),
        env!("EXERCISES_RUSTC"),
        env!("EXERCISES_TARGET"),
        env!("EXERCISES_OPT_LEVEL"),
    );
    if let Some(seed) = context.seed {
        line += &format!(", seed {seed}");
    }
    if context.tol_scale != 1.0 {
        line += &format!(", tolerances times {}", context.tol_scale);
    }
    if context.quick {
        line += ", quick";
    }
    line
}

fn badge(status: Status) -> String {
    let word = status.word();
    text(&format!("span class=\"badge {}\"", word.to_lowercase()), word)
}

/// An id that is fit for a link: "S1.5" becomes "s1-5".
fn anchor(outcome: &Outcome) -> String {
    outcome.meta.id.to_lowercase().replace('.', "-")
}

fn contents(run: &Run) -> String {
    let entry = |outcome: &Outcome| {
        let name = format!("{} {}", outcome.meta.id, outcome.meta.title);
        let link = text(&format!("a href=\"#{}\"", anchor(outcome)), &name);
        element("li", &(badge(outcome.status) + " " + &link)) + "\n"
    };
    let entries: String = run.exercises.iter().map(entry).collect();
    element("nav", &(text("h2", "Contents") + &element("ul", &entries)))
}

fn section(outcome: &Outcome) -> String {
    let (meta, shown, id) = (&outcome.meta, &outcome.exhibit, anchor(outcome));
    let stars = "★".repeat(meta.stars);
    let heading = prose(&format!("{} {} ", meta.id, meta.title))
        + &text(&format!("span class=\"stars\" title=\"{} of 3\"", meta.stars), &stars)
        + " "
        + &badge(outcome.status);
    let task: String = meta.task.split("\n\n").map(|p| text("p", p)).collect();
    let formulas: String = shown.formulas.iter().map(|f| text("p class=\"formula\"", f)).collect();
    let figure =
        |(k, svg, name): (usize, &str, &str)| element("figure", &inline_svg(svg, &format!("{id}-{k}"), name)) + "\n";
    let plots: String = shown.plots.iter().enumerate().map(|(k, p)| figure((k, &p.svg(), &p.title))).collect();
    let graph = |(k, graph): (usize, &Graph)| {
        let svg = inline_svg(&graph.svg, &format!("{id}-g{k}"), &graph.title);
        element("figure", &(element("div class=\"scroll\"", &svg) + &text("figcaption", &graph.title)))
    };
    let graphs: String = shown.graphs.iter().enumerate().map(graph).collect();
    let tables: String = shown.tables.iter().map(table_with_title).collect();
    let parts = [
        element("h2", &heading),
        element("div class=\"task\"", &task),
        part("Formulas", formulas),
        part("Notes", shown.notes.iter().map(note).collect()),
        part("Plots", plots),
        part("Computational graphs", graphs),
        part("Tables", tables),
        part("Checks", checks(&outcome.checks)),
        part("Our solution", element("pre", &element("code", &source::marked_up(meta.solution)))),
    ];
    element(&format!("section id=\"{id}\""), &parts.join("\n")) + "\n"
}

/// A headed part; nothing if there is nothing to show.
fn part(title: &str, inner: String) -> String {
    if inner.is_empty() { inner } else { text("h3", title) + &inner }
}

fn note(note: &Note) -> String {
    let line = |label: &str, said: &str| element("p", &(text("b", label) + " " + &prose(said)));
    let lines = line("The claim:", &note.claim) + &line("In truth:", &note.truth);
    element("div class=\"note\"", &lines) + "\n"
}

fn table_with_title(shown: &Table) -> String {
    let cells = |row: &Vec<String>| row.iter().map(|cell| prose(cell)).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = shown.rows.iter().map(cells).collect();
    text("p class=\"caption\"", &shown.title) + &table(&cells(&shown.header), &rows)
}

fn checks(checks: &[Check]) -> String {
    let head = ["", "check", "measured", "expected", "bound", "why the bound"].map(String::from);
    let row = |check: &Check| {
        let bound = check.bound.map(|b| b.to_string()).unwrap_or_default();
        let why = check.message.as_deref().unwrap_or(&check.why);
        let mut name = prose(&check.name);
        if let Some(input) = &check.input {
            let place = match (check.status, check.inputs) {
                (Status::Fail, _) => format!("smallest failing input {input}"),
                (_, inputs) => format!("{input} is the closest of {} inputs", inputs.unwrap_or(1)),
            };
            name += &text("small", &place);
        }
        vec![
            badge(check.status),
            name,
            prose(&check.measured.to_string()),
            prose(&check.expected.to_string()),
            prose(&bound),
            prose(why),
        ]
    };
    let rows: Vec<Vec<String>> = checks.iter().map(row).collect();
    element("div class=\"checks\"", &table(&head, &rows))
}
