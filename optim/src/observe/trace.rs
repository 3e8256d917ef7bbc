//! Every trial and every step as a line of text.

use super::{Control, Observer, Step, Trial, Update, Verdict};
use crate::vector::norm_inf;
use std::fmt::{self, Write as _};
use std::io::{self, Write};

/// Lines for trials and steps, as CSV or as one JSON object a line.
///
/// The fields are `event` (`trial` or `step`), `iteration` (a trial belongs to the step that it is
/// made for), `size`, `f`, `slope`, `ratio` (of a trust region) and `verdict` (trials), `gradient`,
/// its largest entry, `points`, `update` and in JSON `x` (steps). Floats are written so that reading them gives every bit; in JSON those
/// that are not finite are the strings "inf", "-inf", "NaN".
///
/// A failed write never disturbs the run: [`finish`](Trace::finish) tells of the first.
///
/// ```
/// use ad::objective;
/// use optim::{descent::Steepest, observe::Trace, stop::Iterations, Recipe};
/// let f = objective!(|x| x[0].sq());
/// let mut trace = Trace::csv(Vec::new());
/// Steepest.rate(0.25).stop(Iterations(1)).observe(&mut trace).minimize(&f, &[2.0])?;
/// let text = String::from_utf8(trace.finish().unwrap()).unwrap();
/// assert_eq!(text, "event,iteration,size,f,slope,ratio,verdict,gradient,points,update\n\
///     trial,1,0.25,1.0,,,accepted,,,\nstep,1,0.25,1.0,,,,2.0,2,none\n");
/// let mut trace = Trace::json_lines(Vec::new());
/// Steepest.rate(0.25).stop(Iterations(1)).observe(&mut trace).minimize(&f, &[2.0])?;
/// let text = String::from_utf8(trace.finish().unwrap()).unwrap();
/// assert_eq!(text.lines().next(), Some(
///     r#"{"event":"trial","iteration":1,"size":0.25,"f":1.0,"slope":null,"ratio":null,"verdict":"accepted"}"#));
/// # Ok::<(), optim::Error>(())
/// ```
#[derive(Debug)]
pub struct Trace<W> {
    to: W,
    json: bool,
    /// Steps so far.
    steps: usize,
    line: String,
    failed: Option<io::Error>,
}

impl Verdict {
    fn name(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Rejected => "rejected",
            Verdict::NotFinite => "not finite",
        }
    }
}

impl Update {
    fn name(self) -> &'static str {
        match self {
            Update::None => "none",
            Update::Taken => "taken",
            Update::Damped => "damped",
            Update::Skipped => "skipped",
        }
    }
}

/// A float in JSON.
struct Json(f64);
impl fmt::Display for Json {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        if self.0.is_finite() { write!(to, "{:?}", self.0) } else { write!(to, "\"{}\"", self.0) }
    }
}

impl<W: Write> Trace<W> {
    /// Comma-separated values, the names of the columns first.
    ///
    /// ```
    /// use optim::{descent::Bfgs, observe::Trace, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let mut trace = Trace::csv(Vec::new());
    /// let _ = Bfgs::default().observe(&mut trace).minimize(&f, &[3.0])?;
    /// assert!(trace.finish().unwrap().starts_with(b"event,iteration,size,f,"));
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn csv(to: W) -> Self {
        let mut trace = Trace { to, json: false, steps: 0, line: String::new(), failed: None };
        trace.line.push_str("event,iteration,size,f,slope,ratio,verdict,gradient,points,update");
        trace.end_line();
        trace
    }
    /// One JSON object a line.
    ///
    /// ```
    /// use optim::{descent::Bfgs, observe::Trace, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let mut trace = Trace::json_lines(Vec::new());
    /// let _ = Bfgs::default().observe(&mut trace).minimize(&f, &[3.0])?;
    /// assert!(trace.finish().unwrap().starts_with(b"{\"event\":\"trial\","));
    /// # Ok::<(), optim::Error>(())
    /// ```
    pub fn json_lines(to: W) -> Self {
        Trace { to, json: true, steps: 0, line: String::new(), failed: None }
    }

    /// Flushes, and gives back what was written to.
    ///
    /// ```
    /// use optim::{descent::Bfgs, observe::Trace, Recipe};
    /// let f = ad::objective!(|x| x[0].cosh());
    /// let mut trace = Trace::csv(std::io::sink());
    /// let _ = Bfgs::default().observe(&mut trace).minimize(&f, &[3.0])?;
    /// trace.finish().expect("every line was written");
    /// # Ok::<(), optim::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first that a write or the flush gave.
    pub fn finish(mut self) -> io::Result<W> {
        if let Some(failed) = self.failed {
            return Err(failed);
        }
        self.to.flush()?;
        Ok(self.to)
    }

    /// Writes the line, and nothing more once a write has failed.
    fn end_line(&mut self) {
        self.line.push('\n');
        if self.failed.is_none() {
            self.failed = self.to.write_all(self.line.as_bytes()).err();
        }
        self.line.clear();
    }
    fn put(&mut self, text: fmt::Arguments) {
        self.line.write_fmt(text).expect("writing to a string does not fail");
    }
}

impl<W: Write> Observer for Trace<W> {
    fn trial(&mut self, trial: &Trial) {
        let (iteration, verdict) = (self.steps + 1, trial.verdict.name());
        if self.json {
            let (size, f) = (Json(trial.size), Json(trial.f));
            let [slope, ratio] = [trial.slope, trial.ratio].map(|x| x.map_or("null".into(), |x| Json(x).to_string()));
            self.put(format_args!(
                r#"{{"event":"trial","iteration":{iteration},"size":{size},"f":{f},"slope":{slope},"ratio":{ratio},"verdict":"{verdict}"}}"#
            ));
        } else {
            let [slope, ratio] = [trial.slope, trial.ratio].map(|x| x.map_or(String::new(), |x| format!("{x:?}")));
            self.put(format_args!("trial,{iteration},{:?},{:?},{slope},{ratio},{verdict},,,", trial.size, trial.f));
        }
        self.end_line();
    }
    fn step(&mut self, step: &Step) -> Control {
        self.steps = step.iteration;
        let (iteration, points, gradient) = (step.iteration, step.counts.points, norm_inf(&step.at.g));
        let update = step.update.name();
        if self.json {
            let (size, f, gradient) = (Json(step.size), Json(step.at.f), Json(gradient));
            let x = step.at.x.iter().map(|&x| Json(x).to_string()).collect::<Vec<_>>().join(",");
            self.put(format_args!(
                r#"{{"event":"step","iteration":{iteration},"size":{size},"f":{f},"gradient":{gradient},"points":{points},"update":"{update}","x":[{x}]}}"#
            ));
        } else {
            self.put(format_args!(
                "step,{iteration},{:?},{:?},,,,{gradient:?},{points},{update}",
                step.size, step.at.f
            ));
        }
        self.end_line();
        Control::Continue
    }
}
