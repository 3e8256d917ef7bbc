//! What the terminal shows: colour only where it is wanted, ASCII where nothing else is.

use super::check::{Check, Status};
use super::exercise::{Author, Meta};
use super::run::Outcome;
use crate::text::{ascii, wrap};

const WIDTH: usize = 96;

/// How text is dressed.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether status words are coloured.
    pub colour: bool,
    /// Whether everything is ASCII.
    pub plain: bool,
}

impl Style {
    /// The status word, padded and perhaps coloured.
    pub fn status(self, status: Status) -> String {
        let code = match status {
            Status::Pass => 32,
            Status::Fail => 31,
            Status::Note => 33,
            Status::Todo => 36,
        };
        self.paint(status.word(), code)
    }

    fn paint(self, text: &str, code: u8) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }

    /// Bold where there is colour.
    pub fn bold(self, text: &str) -> String {
        self.paint(text, 1)
    }

    /// The text as it is, or spelled in ASCII.
    pub fn dress(self, text: &str) -> String {
        if self.plain { ascii(text) } else { text.to_string() }
    }

    /// Difficulty as stars.
    pub fn stars(self, count: usize) -> String {
        if self.plain { "*".repeat(count) } else { "★".repeat(count) }
    }
}

/// An exercise with its checks and notes. For a student also where to type, and the first hint.
pub fn outcome(outcome: &Outcome, style: Style) -> String {
    let Meta { id, title, hints, .. } = outcome.meta;
    let (passed, all) = (outcome.count(Status::Pass), outcome.checks.len());
    let notes = match outcome.notes().len() {
        0 => String::new(),
        1 => ", 1 note".to_string(),
        n => format!(", {n} notes"),
    };
    let mut out = format!(
        "{}  {}  {}: {passed} of {all} checks pass{notes}\n",
        style.bold(id),
        style.bold(title),
        style.status(outcome.status),
    );
    for check in &outcome.checks {
        out += &format!("  {}  {}\n", style.status(check.status), check.name);
        out += &indented(&details(check));
    }
    for note in outcome.notes() {
        let claim = indented(&format!("the claim: {}", note.claim));
        out += &format!("  {}  {}", style.status(Status::Note), claim.trim_start());
        out += &indented(&format!("in truth: {}", note.truth));
    }
    let first_hint = hints.first().filter(|_| outcome.status == Status::Fail);
    if let (Author::Scaffold, Some(hint)) = (outcome.author, first_hint) {
        let more = format!("(more: cargo run -- hint {id} 2)");
        let hint = wrap(&format!("First hint: {hint} {more}"), WIDTH).join("\n");
        out += &format!("\n{hint}\n");
    }
    style.dress(&out)
}

/// The numbers behind a verdict, in words.
fn details(check: &Check) -> String {
    let Check { measured, expected, why, .. } = check;
    if check.status == Status::Todo {
        let place = check.message.as_deref().unwrap_or_default();
        return format!("to do: write it at {place}");
    }
    let found = match (&check.message, &check.bound) {
        (Some(message), _) => format!("{message}; {why}"),
        (None, bound) => {
            let bound = bound.map(|b| b.to_string()).unwrap_or_default();
            format!("measured {measured}, expected {expected}, bound {bound}: {why}")
        }
    };
    match check.place() {
        None => found,
        Some(place) if check.status == Status::Fail => format!("{place}: {found}"),
        Some(place) => format!("{found} ({place})"),
    }
}

/// Wrapped and indented under a status word.
fn indented(text: &str) -> String {
    wrap(text, WIDTH - 8).iter().map(|line| format!("        {line}\n")).collect()
}

/// Paragraphs, wrapped.
pub fn paragraphs(text: &str) -> String {
    let wrapped = text.split("\n\n").map(|p| wrap(p, WIDTH).join("\n"));
    wrapped.collect::<Vec<_>>().join("\n\n") + "\n"
}
