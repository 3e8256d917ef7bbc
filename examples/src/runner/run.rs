//! Runs exercises and counts: checks that passed, failed or are to do, and notes.

use super::check::{Check, Status};
use super::context::Context;
use super::exercise::{Author, Meta, overall};
use super::exhibit::{Exhibit, Note};
use super::guard::guarded;
use super::registry::Entry;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// One exercise after its checks.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The exercise.
    pub meta: Meta,
    /// Whose code was judged.
    pub author: Author,
    /// Verdict on the whole.
    pub status: Status,
    /// All checks, in order.
    pub checks: Vec<Check>,
    /// What there is to show; empty for a student's code.
    pub exhibit: Exhibit,
}

impl Outcome {
    /// Judges our solution or the scaffold. Notes and pictures belong to our solution.
    pub fn of(entry: Entry, author: Author, context: &Context) -> Outcome {
        let mut checks = entry.checks(author, context);
        let mut exhibit = Exhibit::new();
        if author == Author::Solution {
            match guarded(|| entry.exhibit(context)) {
                Ok(shown) => exhibit = shown,
                Err(stop) => checks.push(Check::stopped(
                    "exhibit".to_string(),
                    "tables and plots are drawn from the solution".to_string(),
                    stop,
                )),
            }
        }
        let status = overall(&checks, exhibit.notes.len());
        Outcome { meta: entry.meta(), author, status, checks, exhibit }
    }

    /// Number of checks with that status.
    pub fn count(&self, status: Status) -> usize {
        self.checks.iter().filter(|check| check.status == status).count()
    }

    /// The notes.
    pub fn notes(&self) -> &[Note] {
        &self.exhibit.notes
    }
}

/// The content of the exercise's section in the report. A student's code comes without our solution.
impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Outcome { meta, author, status, checks, exhibit } = self;
        let ours = *author == Author::Solution;
        let mut fields = to.serialize_struct("Outcome", if ours { 12 } else { 7 })?;
        fields.serialize_field("id", meta.id)?;
        fields.serialize_field("title", meta.title)?;
        fields.serialize_field("stars", &meta.stars)?;
        fields.serialize_field("task", meta.task)?;
        fields.serialize_field("status", status)?;
        fields.serialize_field("checks", checks)?;
        fields.serialize_field("notes", &exhibit.notes)?;
        if ours {
            fields.serialize_field("formulas", &exhibit.formulas)?;
            fields.serialize_field("tables", &exhibit.tables)?;
            fields.serialize_field("plots", &exhibit.plots)?;
            fields.serialize_field("graphs", &exhibit.graphs)?;
            fields.serialize_field("solution", meta.solution)?;
        }
        fields.end()
    }
}

/// Counts over all exercises of a run: checks, and notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Checks that passed.
    pub passed: usize,
    /// Checks that failed.
    pub failed: usize,
    /// Notes.
    pub notes: usize,
    /// Checks of unwritten code.
    pub todo: usize,
}

impl Summary {
    /// Counts.
    pub fn of(outcomes: &[Outcome]) -> Summary {
        let sum = |count: &dyn Fn(&Outcome) -> usize| outcomes.iter().map(count).sum();
        Summary {
            passed: sum(&|o| o.count(Status::Pass)),
            failed: sum(&|o| o.count(Status::Fail)),
            notes: sum(&|o| o.notes().len()),
            todo: sum(&|o| o.count(Status::Todo)),
        }
    }

    /// "n passed, n failed, n notes, n to do".
    pub fn line(&self) -> String {
        let Summary { passed, failed, notes, todo } = self;
        format!("{passed} passed, {failed} failed, {notes} notes, {todo} to do")
    }
}

/// What `--json` prints for a run.
#[derive(Debug, Serialize)]
pub struct Run {
    /// All exercises of the run.
    pub exercises: Vec<Outcome>,
    /// Their counts.
    pub summary: Summary,
    /// What they were computed with.
    pub machine: String,
}

impl Run {
    /// A run of the given outcomes.
    pub fn new(exercises: Vec<Outcome>, context: &Context) -> Run {
        let summary = Summary::of(&exercises);
        Run { exercises, summary, machine: context.machine() }
    }
}
