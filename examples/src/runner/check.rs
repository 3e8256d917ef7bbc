//! One question to a solution, with its answer: measured, expected, bound, and why the bound.
//!
//! The same checks judge our solution, a student's scaffold and the deliberately broken twins.

use super::guard::{Stop, guarded};
use super::target::{Bound, Target};
use super::value::Value;
use serde::Serialize;

/// Verdict on a check or on an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    /// The target is met.
    Pass,
    /// The target is missed, or the code panicked.
    Fail,
    /// All checks pass and a claim of its sheet needs a caveat.
    Note,
    /// The code is not written yet.
    Todo,
}

impl Status {
    /// The word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Status::Pass => "PASS",
            Status::Fail => "FAIL",
            Status::Note => "NOTE",
            Status::Todo => "TODO",
        }
    }
}

/// A finished check.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// What is claimed; twins refer to it.
    pub name: String,
    /// Pass, fail or to do.
    pub status: Status,
    /// The value found.
    pub measured: Value,
    /// The value, or the range, wanted.
    pub expected: Value,
    /// The bound in force.
    pub bound: Option<Bound>,
    /// Why the bound is what it is.
    pub why: String,
    /// The input: the smallest that fails, or the one closest to failing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<Value>,
    /// How many inputs were tried, if the check is over inputs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs: Option<usize>,
    /// A panic's message, or the place that waits for code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl Check {
    /// Which input is reported, in words; nothing without inputs.
    pub fn place(&self) -> Option<String> {
        let at = self.input.as_ref()?.brief(120);
        Some(match (self.status, self.inputs) {
            (Status::Fail, _) => format!("smallest failing input {at}"),
            (_, Some(n)) if n > 1 => format!("{n} inputs, worst at {at}"),
            _ => format!("at {at}"),
        })
    }

    /// A check that ended in a panic or a `todo!()`.
    pub(crate) fn stopped(name: String, why: String, stop: Stop) -> Check {
        let (status, message) = match stop {
            Stop::Todo(place) => (Status::Todo, place),
            Stop::Panic(message) => (Status::Fail, format!("panicked: {message}")),
        };
        Check {
            name,
            status,
            measured: Value::Nothing,
            expected: Value::Nothing,
            bound: None,
            why,
            input: None,
            inputs: None,
            message: Some(message),
        }
    }
}

/// A named check that waits for its measurement; made by [`Context::check`].
///
/// [`Context::check`]: super::context::Context::check
#[derive(Debug)]
pub struct Question {
    pub(crate) name: String,
    pub(crate) why: String,
    pub(crate) tol_scale: f64,
}

impl Question {
    /// Measures once.
    pub fn that<M: Into<Value>>(self, measure: impl FnOnce() -> M, target: Target) -> Check {
        match guarded(|| measure().into()) {
            Err(stop) => Check::stopped(self.name, self.why, stop),
            Ok(measured) => self.judge(None, measured, target),
        }
    }

    /// Measures at every input, and reports one: the smallest that fails (largest magnitude in
    /// it, then order), or the one closest to failing. No input at all fails.
    pub fn each<I, M>(
        self,
        inputs: impl IntoIterator<Item = I>,
        measure: impl Fn(&I) -> M,
        target: impl Fn(&I) -> Target,
    ) -> Check
    where
        I: Clone + Into<Value>,
        M: Into<Value>,
    {
        let (mut reported, mut tried): (Option<Case>, usize) = (None, 0);
        for input in inputs {
            tried += 1;
            let answer = guarded(|| (measure(&input).into(), target(&input)));
            if let Err(stop @ Stop::Todo(_)) = answer {
                return Check { input: Some(input.into()), ..Check::stopped(self.name, self.why, stop) };
            }
            let ratio = answer
                .as_ref()
                .map_or(f64::INFINITY, |(measured, target)| target.clone().scaled(self.tol_scale).gap(measured).ratio);
            let case = Case { input: input.into(), answer, ratio };
            if reported.as_ref().is_none_or(|other| case.tells_more_than(other)) {
                reported = Some(case);
            }
        }
        let Some(Case { input, answer, .. }) = reported else {
            let nothing = Stop::Panic("the check has no input".to_string());
            return Check::stopped(self.name, self.why, nothing);
        };
        let check = match answer {
            Ok((measured, target)) => self.judge(Some(input), measured, target),
            Err(stop) => Check { input: Some(input), ..Check::stopped(self.name, self.why, stop) },
        };
        Check { inputs: Some(tried), ..check }
    }

    fn judge(self, input: Option<Value>, measured: Value, target: Target) -> Check {
        let target = target.scaled(self.tol_scale);
        let gap = target.gap(&measured);
        Check {
            name: self.name,
            status: if gap.met() { Status::Pass } else { Status::Fail },
            measured,
            expected: target.expected(),
            bound: Some(target.bound(gap)),
            why: self.why,
            input,
            inputs: None,
            message: None,
        }
    }
}

/// An input with what was measured and wanted there, or with the panic.
struct Case {
    input: Value,
    answer: Result<(Value, Target), Stop>,
    ratio: f64,
}

impl Case {
    fn tells_more_than(&self, other: &Case) -> bool {
        match (self.ratio > 1.0, other.ratio > 1.0) {
            (true, true) => self.input.size() < other.input.size(),
            (false, false) => self.ratio > other.ratio,
            (fails, _) => fails,
        }
    }
}
