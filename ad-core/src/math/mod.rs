//! Values of rows at f64 where the standard library has no function or loses digits.
//! Nothing here is read at a derivative number, so `|x|` and branches are free.

pub(crate) mod bessel;
pub(crate) mod cylinder;
pub(crate) mod double;
pub(crate) mod error_function;
pub(crate) mod gamma;
pub(crate) mod hyperbolic;
pub(crate) mod logarithm;
pub(crate) mod polar;
pub(crate) mod polynomial;
pub(crate) mod power;
pub(crate) mod sinc;
