//! What a replay says where the function would take another branch.

use crate::huber::huber;
use ad_core::objective;
use ad_program::Program;

pub const HEAD: &[&str] = &["program", "recorded at", "replayed at", "slope"];

/// Recorded on one branch, replayed on the other.
const CASES: [(f64, f64); 2] = [(0.5, 3.0), (3.0, 0.5)];

pub fn rows() -> Vec<Vec<String>> {
    let ours = |start: f64, x: f64| -> Result<f64, String> {
        let program = Program::record(&objective!(|x| huber(x[0])), &[start]).and_then(|program| program.gradient());
        let gradient = program.expect("not too large").evaluate(&[x]);
        gradient.map(|y| y[1]).map_err(|changed| changed.to_string())
    };
    let mut rows: Vec<_> = CASES.iter().map(|&(start, x)| row("ad-program", start, x, ours(start, x))).collect();
    #[cfg(feature = "peers")]
    rows.extend(CASES.iter().map(|&(start, x)| row("echidna", start, x, Ok(crate::peers::huber_slope(start, x)))));
    rows.push(row(
        "the tape",
        CASES[0].0,
        CASES[0].1,
        Ok(ad::gradient(&objective!(|x| huber(x[0])), &[CASES[0].1]).1[0]),
    ));
    rows
}

fn row(program: &str, start: f64, x: f64, slope: Result<f64, String>) -> Vec<String> {
    let want = if x.abs() <= 1.0 { x } else { x.signum() };
    let said = match slope {
        Ok(got) if got == want => format!("{got}"),
        Ok(got) => format!("WRONG: got {got}, want {want}"),
        Err(error) => format!("detected: {error}"),
    };
    vec![program.into(), start.to_string(), x.to_string(), said]
}
