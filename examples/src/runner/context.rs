//! What a run was asked for: tolerance scale, seed, quick mode.

use super::check::Question;

/// Settings of a run, handed to every exercise.
#[derive(Clone, Debug)]
pub struct Context {
    /// Multiplies the tolerances of approximate checks.
    pub tol_scale: f64,
    /// With a seed, inputs are drawn and only properties of any input are asserted.
    pub seed: Option<u64>,
    /// Smaller grids and shorter runs.
    pub quick: bool,
}

impl Default for Context {
    fn default() -> Self {
        Context { tol_scale: 1.0, seed: None, quick: false }
    }
}

impl Context {
    /// Starts a check: what is claimed, and why its bound is what it is.
    pub fn check(&self, name: impl Into<String>, why: impl Into<String>) -> Question {
        Question { name: name.into(), why: why.into(), tol_scale: self.tol_scale }
    }

    /// The generator of the run's seed; `None` means that stored inputs are to be used.
    pub fn rng(&self) -> Option<SplitMix64> {
        self.seed.map(SplitMix64)
    }

    /// In one line: what the numbers of this run are computed with.
    pub fn machine(&self) -> String {
        let mut line = format!(
            "{} {}, {}, {}, opt-level {}",
            env!("CARGO_PKG_NAME"),
            env!("CARGO_PKG_VERSION"),
            env!("EXERCISES_RUSTC"),
            env!("EXERCISES_TARGET"),
            env!("EXERCISES_OPT_LEVEL"),
        );
        if let Some(seed) = self.seed {
            line += &format!(", seed {seed}");
        }
        if self.tol_scale != 1.0 {
            line += &format!(", tolerances times {}", self.tol_scale);
        }
        if self.quick {
            line += ", quick";
        }
        line
    }

    /// One of two sizes: the second in quick mode.
    pub fn pick<T>(&self, full: T, quick: T) -> T {
        if self.quick { quick } else { full }
    }
}

/// The SplitMix64 generator: a Weyl sequence, finalised by two multiplications.
#[derive(Clone, Debug)]
pub struct SplitMix64(pub u64);

impl SplitMix64 {
    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Uniform on `[low, high)`.
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        let unit = (self.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
        low + (high - low) * unit
    }

    /// `n` independent uniforms on `[low, high)`.
    pub fn uniforms(&mut self, n: usize, low: f64, high: f64) -> Vec<f64> {
        (0..n).map(|_| self.uniform(low, high)).collect()
    }
}
