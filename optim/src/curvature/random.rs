//! Seeded random numbers: SplitMix64 (Steele, Lea & Flood 2014).

pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Random(seed)
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// In `(0, 1]`, so that it has a logarithm.
    fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 * (0.5 * f64::EPSILON)
    }
    /// Rademacher's numbers: 1 or -1.
    pub(super) fn signs(&mut self, n: usize) -> Vec<f64> {
        (0..n).map(|_| if self.next() >> 63 == 0 { 1.0 } else { -1.0 }).collect()
    }
    /// Normal numbers (Box & Muller 1958): their direction favours no basis.
    pub(super) fn normals(&mut self, n: usize) -> Vec<f64> {
        (0..n).map(|_| (-2.0 * self.uniform().ln()).sqrt() * (core::f64::consts::TAU * self.uniform()).cos()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn moments_and_the_published_stream() {
        // the first outputs for the seed 1234567, as published with the reference implementation
        let mut random = Random::new(1234567);
        assert_eq!([random.next(), random.next()], [6457827717110365317, 3203168211198807973]);
        let n = 100_000;
        let moments = |v: &[f64]| {
            let mean = |p: i32| v.iter().map(|v| v.powi(p)).sum::<f64>() / n as f64;
            [mean(1), mean(2), mean(4)]
        };
        // five standard deviations of each mean
        let within = |got: [f64; 3], want: [f64; 3], deviations: [f64; 3]| {
            for ((got, want), deviation) in got.into_iter().zip(want).zip(deviations) {
                assert!((got - want).abs() <= 5.0 * deviation / (n as f64).sqrt(), "{got}, not {want}");
            }
        };
        within(moments(&random.normals(n)), [0.0, 1.0, 3.0], [1.0, 2f64.sqrt(), 96f64.sqrt()]);
        within(moments(&random.signs(n)), [0.0, 1.0, 1.0], [1.0, 0.0, 0.0]);
    }
}
