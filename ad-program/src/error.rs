//! What can go wrong with a program.

use thiserror::Error;

/// Why a function has no program, or a program no answer.
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
