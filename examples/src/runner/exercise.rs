//! What an exercise is: a task, the parts that a solution provides, and checks on those parts.
//!
//! The parts are the seam. Our solution fills them, the student's scaffold fills them, and each
//! twin is our solution with one part broken by a small slip that exactly one check must notice.

use super::check::{Check, Status};
use super::context::Context;
use super::exhibit::Exhibit;
use super::guard::guarded;
use std::fmt;

/// What an exercise is called and asks.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// Sheet and number, such as "S1.5".
    pub id: &'static str,
    /// One line.
    pub title: &'static str,
    /// Difficulty, 1 to 3.
    pub stars: usize,
    /// The task in our own words; paragraphs are separated by empty lines.
    pub task: &'static str,
    /// Hints, from a nudge to nearly the answer.
    pub hints: &'static [&'static str],
    /// `include_str!("solution.rs")`, shown in the report.
    pub solution: &'static str,
    /// `file!()`: the folder that holds the scaffold.
    pub file: &'static str,
}

impl Meta {
    /// Where the student types.
    pub fn scaffold_path(&self) -> String {
        self.file.replace('\\', "/").replace("mod.rs", "scaffold.rs")
    }
}

/// A solution with one part broken, and the check that must flag it.
#[derive(Debug)]
pub struct Twin<Parts> {
    /// Name of the check.
    pub check: &'static str,
    /// The slip, in words.
    pub slip: &'static str,
    /// The parts, one of them broken.
    pub parts: Parts,
}

impl<Parts> Twin<Parts> {
    /// A twin that only `check` may flag.
    pub fn new(check: &'static str, slip: &'static str, parts: Parts) -> Self {
        Twin { check, slip, parts }
    }
}

/// An exercise. Implemented by a unit struct `Exercise` in a folder of its own.
pub trait Exercise: Sync {
    /// What a solution provides: function pointers, closures, values.
    type Parts;
    /// Title, task, hints, sources.
    const META: Meta;

    /// Our solution.
    fn solution() -> Self::Parts;
    /// The student's solution: bodies are `todo!()` until written.
    fn scaffold() -> Self::Parts;
    /// The questions. Call parts only inside the closures given to a check, so that an unwritten
    /// part does not hide the other checks.
    fn checks(parts: &Self::Parts, context: &Context) -> Vec<Check>;
    /// At least one broken twin for every check.
    fn twins() -> Vec<Twin<Self::Parts>>;
    /// What there is to show, drawn from our solution.
    fn exhibit(parts: &Self::Parts, context: &Context) -> Exhibit;
}

/// `solution` and `scaffold` of an [`Exercise`], by the functions of these names in the files beside it.
macro_rules! from_files {
    () => {
        fn solution() -> Parts {
            solution::solution()
        }
        fn scaffold() -> Parts {
            scaffold::scaffold()
        }
    };
}
pub(crate) use from_files;

/// Whose code is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// Our solution.
    Solution,
    /// The student's scaffold.
    Scaffold,
}

/// What the checks said about one twin.
#[derive(Debug)]
pub struct TwinVerdict {
    /// The check that must flag the twin.
    pub check: &'static str,
    /// The slip, in words.
    pub slip: &'static str,
    /// All checks, run on the twin.
    pub checks: Vec<Check>,
}

/// An [`Exercise`] without its types, as the registry holds it.
pub trait AnyExercise: Sync {
    /// Title, task, hints, sources.
    fn meta(&self) -> Meta;
    /// Runs the checks on our solution or on the scaffold.
    fn checks(&self, author: Author, context: &Context) -> Vec<Check>;
    /// Runs the checks on every twin.
    fn twins(&self, context: &Context) -> Vec<TwinVerdict>;
    /// What there is to show, and the notes.
    fn exhibit(&self, context: &Context) -> Exhibit;
}

impl fmt::Debug for dyn AnyExercise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.meta().id)
    }
}

impl<E: Exercise> AnyExercise for E {
    fn meta(&self) -> Meta {
        E::META
    }

    fn checks(&self, author: Author, context: &Context) -> Vec<Check> {
        run_checks::<E>(
            context,
            match author {
                Author::Solution => E::solution,
                Author::Scaffold => E::scaffold,
            },
        )
    }

    fn twins(&self, context: &Context) -> Vec<TwinVerdict> {
        let judge =
            |Twin { check, slip, parts }| TwinVerdict { check, slip, checks: run_checks::<E>(context, || parts) };
        E::twins().into_iter().map(judge).collect()
    }

    fn exhibit(&self, context: &Context) -> Exhibit {
        E::exhibit(&E::solution(), context)
    }
}

/// A panic outside a check, say while building the parts, becomes one check named "set-up".
fn run_checks<E: Exercise>(context: &Context, parts: impl FnOnce() -> E::Parts) -> Vec<Check> {
    guarded(|| E::checks(&parts(), context)).unwrap_or_else(|stop| {
        let why = "the parts must be built before they are checked";
        vec![Check::stopped("set-up".to_string(), why.to_string(), stop)]
    })
}

/// FAIL if any check fails, else TODO if any is to do, else NOTE if there are notes, else PASS.
pub fn overall(checks: &[Check], notes: usize) -> Status {
    let any = |status| checks.iter().any(|check| check.status == status);
    match () {
        () if any(Status::Fail) => Status::Fail,
        () if any(Status::Todo) => Status::Todo,
        () if notes > 0 => Status::Note,
        () => Status::Pass,
    }
}
