//! An exercise in the report: task, formulas, notes, plots, graphs, tables, checks, our solution.

use super::html::{badge, element, fold, inline_svg, prose, table, text};
use super::{anchor, note_anchor, source};
use crate::runner::check::Check;
use crate::runner::exhibit::{Graph, Note, Table};
use crate::runner::run::Outcome;

/// Letters of a measured value; longer ones are shortened, and `--json` has them in full.
const BRIEF: usize = 170;

/// The section of an exercise.
pub fn section(outcome: &Outcome) -> String {
    let (meta, shown, id) = (&outcome.meta, &outcome.exhibit, anchor(outcome.meta.id));
    let figure =
        |(k, svg, name): (usize, &str, &str)| element("figure", &inline_svg(svg, &format!("{id}-{k}"), name)) + "\n";
    let plots: String = shown.plots.iter().enumerate().map(|(k, p)| figure((k, &p.svg(), &p.title))).collect();
    let graph = |(k, graph): (usize, &Graph)| {
        let svg = inline_svg(&graph.svg, &format!("{id}-g{k}"), &graph.title);
        element("figure", &(element("div class=\"scroll\"", &svg) + &text("figcaption", &graph.title)))
    };
    let graphs: String = shown.graphs.iter().enumerate().map(graph).collect();
    let task: String = meta.task.split("\n\n").map(|p| text("p", p)).collect();
    let notes = shown.notes.iter().enumerate().map(|(k, n)| note(&note_anchor(meta.id, k), n)).collect();
    let code = source::excerpt(meta.solution);
    let parts = [
        heading(outcome),
        element("div class=\"task\"", &task),
        part("Formulas", shown.formulas.iter().map(|f| text("p class=\"formula\"", f)).collect()),
        part("Notes", notes),
        part("Plots", if plots.is_empty() { plots } else { element("div class=\"plots\"", &plots) }),
        part("Computational graphs", graphs),
        part("Tables", shown.tables.iter().map(table_with_title).collect()),
        part("Checks", checks(&outcome.checks)),
        fold(
            "solution",
            &format!("Our solution ({} lines)", code.lines().count()),
            &element("pre", &element("code", &source::marked_up(&code))),
        ),
    ];
    element(&format!("section id=\"{id}\""), &parts.join("\n")) + "\n"
}

fn heading(outcome: &Outcome) -> String {
    let meta = &outcome.meta;
    let stars = format!("span class=\"stars\" title=\"difficulty {} of 3\"", meta.stars);
    let parts = [
        text("a class=\"back\" href=\"#contents\"", "contents ↑"),
        text(&format!("a class=\"self\" href=\"#{}\"", anchor(meta.id)), &format!("{} {}", meta.id, meta.title)),
        text(&stars, &"★".repeat(meta.stars)),
        badge(outcome.status),
    ];
    element("h2", &parts.join(" "))
}

/// A headed part; nothing if there is nothing to show.
fn part(title: &str, inner: String) -> String {
    if inner.is_empty() { inner } else { text("h3", title) + &inner }
}

fn note(id: &str, note: &Note) -> String {
    let line = |label: &str, said: &str| element("p", &(text("b", label) + " " + &prose(said)));
    let lines = line("The claim:", &note.claim) + &line("In truth:", &note.truth);
    element(&format!("div class=\"note\" id=\"{id}\""), &lines) + "\n"
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
        if let Some(place) = check.place() {
            name += &text("small", &place);
        }
        vec![
            badge(check.status),
            name,
            prose(&check.measured.brief(BRIEF)),
            prose(&check.expected.brief(BRIEF)),
            prose(&bound),
            prose(why),
        ]
    };
    let rows: Vec<Vec<String>> = checks.iter().map(row).collect();
    element("div class=\"checks\"", &table(&head, &rows))
}
