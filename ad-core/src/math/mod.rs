//! Values of rows at f64 where the standard library has no function or loses digits.
//! Nothing here is read at a derivative number, so `|x|` and branches are free.

pub(crate) mod double;
pub(crate) mod hyperbolic;
pub(crate) mod polar;
pub(crate) mod power;
