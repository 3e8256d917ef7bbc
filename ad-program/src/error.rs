//! What can go wrong with a program.

use thiserror::Error;

/// Why a function has no program, or a program no answer.
///
/// ```
/// let too_large = ad_program::Error::TooLarge { limit: 100 };
/// assert!(too_large.to_string().starts_with("the function has more than 100 operations"));
/// ```
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum Error {
    /// More operations than are allowed.
    #[error(
        "the function has more than {limit} operations: record one term of a sum instead of all, or differentiate it on the tape"
    )]
    TooLarge {
        /// How many are allowed.
        limit: usize,
    },
    /// A comparison came out otherwise than at the point of recording.
    #[error(transparent)]
    BranchChanged(#[from] BranchChanged),
}

/// A comparison came out otherwise than at the point of recording: the program would compute another branch.
///
/// ```
/// # use ad_core::objective;
/// # use ad_program::Program;
/// let program = Program::record(&objective!(|x| if x[0] > x[1] { x[0] } else { x[1] }), &[1.0, 2.0])?;
/// let changed = program.evaluate(&[2.0, 1.0]).unwrap_err();
/// assert_eq!((changed.comparison.as_str(), changed.recorded), ("x1 < x0", false));
/// # Ok::<(), ad_program::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Error)]
#[error(
    "`{comparison}` was {recorded} where the program was recorded and is not so here: record it again at this point"
)]
pub struct BranchChanged {
    /// Which guard of the program, from 0.
    pub guard: usize,
    /// The comparison in words.
    pub comparison: String,
    /// What it was.
    pub recorded: bool,
}
