//! The front of the report: what it is, how to read it, the contents, and the claims that are corrected.

use super::html::{element, fold, prose, text};
use super::{TITLE, anchor, badge, note_anchor};
use crate::runner::check::Status;
use crate::runner::registry::{SHEETS, Sheet};
use crate::runner::run::{Outcome, Run};

/// What each status means, where it stands beside an exercise.
const MEANINGS: [(Status, &str); 4] = [
    (Status::Pass, "every check holds: measured and expected value, bound, and why the bound is what it is, are given"),
    (Status::Note, "every check holds, and a claim of the sheet is false or needs a caveat; the number is given"),
    (Status::Fail, "a check does not hold"),
    (Status::Todo, "code that is not written yet: a student's scaffold before it is filled in"),
];

const EXACT: &str = "Derivatives are computed by automatic differentiation and are exact up to rounding. Where a sheet \
    uses finite differences, both are shown, with the step h, the error between them and the number of evaluations; \
    beside them stands the complex step where the function is analytic.";

const COMMANDS: &str = "cargo run --release                  # run everything, write this page\n\
    cargo run --release -- list          # the exercises, and your progress\n\
    cargo run --release -- show N.1      # the task, and the file to write in\n\
    cargo run --release -- check N.1     # judge your code\n\
    cargo run --release -- hint N.1 2    # the second hint";

/// Title, counts, and how to read the page.
pub fn header(run: &Run) -> String {
    let meaning = |(status, says): (Status, &str)| element("dt", &badge(status)) + &text("dd", says) + "\n";
    let parts = [
        text("h1", TITLE),
        text("p class=\"summary\"", &run.summary.line()),
        text("p class=\"machine\"", &run.machine),
        text(
            "p",
            "Each exercise has its task, formulas, notes on what its sheet claims wrongly, plots, tables, checks and \
                   our solution. Every measured number was computed while this page was written. The checks are \
                   tested too: each must flag a solution with one deliberate slip. With --json the same is printed as \
                   data, with lists in full that are shortened here.",
        ),
        element("dl", &MEANINGS.map(meaning).concat()),
        text("p", EXACT),
        element("pre", &element("code", &super::source::shell(COMMANDS))),
    ];
    element("header", &parts.join("\n"))
}

/// The outcomes of a sheet.
fn of<'a>(sheet: &Sheet, run: &'a Run) -> Vec<&'a Outcome> {
    run.exercises.iter().filter(|outcome| sheet.holds(outcome.meta.id)).collect()
}

/// The exercises, sheet by sheet.
pub fn contents(run: &Run) -> String {
    let entry = |outcome: &&Outcome| {
        let name = format!("{} {}", outcome.meta.id, outcome.meta.title);
        let link = text(&format!("a href=\"#{}\"", anchor(outcome.meta.id)), &name);
        element("li", &(badge(outcome.status) + " " + &link)) + "\n"
    };
    let group = |sheet: &Sheet| {
        let entries: String = of(sheet, run).iter().map(entry).collect();
        if entries.is_empty() {
            return entries;
        }
        let heading = text("h3", sheet.title) + &text("p class=\"about\"", sheet.about);
        element("div", &(heading + &element("ul", &entries))) + "\n"
    };
    let groups: String = SHEETS.iter().map(group).collect();
    element("nav id=\"contents\"", &(text("h2", "Contents") + &element("div class=\"sheets\"", &groups))) + "\n"
}

/// One line for each note, leading to it; nothing without notes.
pub fn claims(run: &Run) -> String {
    let lines = |outcome: &Outcome| {
        let id = outcome.meta.id;
        let line = |(k, note): (usize, &crate::runner::exhibit::Note)| {
            let link = text(&format!("a href=\"#{}\"", note_anchor(id, k)), id);
            element("li", &(link + " " + &prose(&note.claim))) + "\n"
        };
        outcome.notes().iter().enumerate().map(line).collect::<String>()
    };
    let lines: String = run.exercises.iter().map(lines).collect();
    if lines.is_empty() {
        return lines;
    }
    let title = format!("{} claims of the sheets that are false or need a caveat", run.summary.notes);
    fold("claims", &title, &element("ul", &lines))
}
