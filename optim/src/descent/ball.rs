//! The geometry of a ball `|s| <= radius`, in the Euclidean norm or in that of a matrix,
//! `|s|_M = sqrt(s'M s)`.

use crate::vector::{dot, norm, norm_inf, scaled};

/// The radius that Cauchy's step suggests: `|g|³ / g'Hg`, the length of the exact step along `-g`;
/// without positive curvature the length of the gradient, 1 at least.
pub(super) fn cauchy_radius(g: &[f64], hg: &[f64]) -> f64 {
    let (length, curvature) = (norm(g), dot(g, hg));
    let radius = length * (length * length / curvature);
    if curvature > 0.0 && radius.is_finite() && radius > 0.0 { radius } else { length.clamp(1.0, 1e100) }
}

/// `|a|_M` of a vector and its image `M a`, without overflow or underflow of the products.
pub(super) fn norm_in((a, image): (&[f64], &[f64])) -> f64 {
    let plain = dot(a, image).sqrt();
    if plain > 1e-140 && plain < 1e140 {
        return plain;
    }
    let (s, t) = (norm_inf(a), norm_inf(image));
    if s == 0.0 || t == 0.0 || !s.is_finite() || !t.is_finite() {
        return s.max(t);
    }
    dot(&scaled(1.0 / s, a), &scaled(1.0 / t, image)).sqrt() * s.sqrt() * t.sqrt()
}

/// The positive `t` with `|a + t d| = radius`.
pub(super) fn to_surface(a: &[f64], d: &[f64], radius: f64) -> f64 {
    to_surface_in((a, a), (d, d), radius)
}

/// The positive `t` with `|a + t d|_M = radius`, each vector with its image under `M`; in units of the
/// radius and of `|d|_M` so that no square overflows.
pub(super) fn to_surface_in(a: (&[f64], &[f64]), d: (&[f64], &[f64]), radius: f64) -> f64 {
    let length = norm_in(d);
    let (inside, image) = (scaled(1.0 / radius, a.0), scaled(1.0 / radius, a.1));
    let ad = dot(&image, &scaled(1.0 / length, d.0));
    let gap = (1.0 - dot(&inside, &image)).max(0.0);
    let root = (ad * ad + gap).sqrt();
    let t = if ad > 0.0 { gap / (ad + root) } else { root - ad };
    t * (radius / length)
}
