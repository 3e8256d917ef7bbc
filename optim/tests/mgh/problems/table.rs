//! The table: number, name, residuals, start; then (n, m) and the published minima of each size.

use super::Start::{Formula, Repeat};
use super::{Mgh, any_size::*, fits::*, small::*};
use ad::Real;

macro_rules! functions {
    ($($number:literal $name:literal $residuals:path: $start:expr; $(($n:literal, $m:literal) $minima:expr),+;)*) => {
        /// The 41 instances, in the order of the paper.
        pub const INSTANCES: &[Mgh] = &[
            $($(Mgh { number: $number, name: $name, n: $n, m: $m, start: $start, minima: &$minima }),+),*
        ];

        /// Writes the residuals of function `number` to `r`.
        pub fn residuals<F: Real>(number: usize, x: &[F], r: &mut [F]) {
            match number {
                $($number => $residuals(x, r),)*
                _ => panic!("functions 1 to 35: there is no {number}"),
            }
        }
    };
}

functions! {
    1  "Rosenbrock"              rosenbrock:               Repeat(&[-1.2, 1.0]);        (2, 2) [0.0];
    2  "Freudenstein-Roth"       freudenstein_roth:        Repeat(&[0.5, -2.0]);        (2, 2) [0.0, 48.98425367924002];
    3  "Powell badly scaled"     powell_badly_scaled:      Repeat(&[0.0, 1.0]);         (2, 2) [0.0];
    4  "Brown badly scaled"      brown_badly_scaled:       Repeat(&[1.0]);              (2, 3) [0.0];
    5  "Beale"                   beale:                    Repeat(&[1.0]);              (2, 3) [0.0];
    6  "Jennrich-Sampson"        jennrich_sampson:         Repeat(&[0.3, 0.4]);         (2, 10) [124.36218235561475];
    7  "Helical valley"          helical_valley:           Repeat(&[-1.0, 0.0, 0.0]);   (3, 3) [0.0];
    8  "Bard"                    bard:                     Repeat(&[1.0]); (3, 15) [8.214877306578994e-3, 17.42869333];
    9  "Gaussian"                gaussian:                 Repeat(&[0.4, 1.0, 0.0]);    (3, 15) [1.1279327696188e-8];
    10 "Meyer"                   meyer:                    Repeat(&[0.02, 4000.0, 250.0]); (3, 16) [87.94585517051];
    11 "Gulf research"           gulf_research:            Repeat(&[5.0, 2.5, 0.15]);   (3, 99) [0.0];
    12 "Box 3-D"                 box_3d:                   Repeat(&[0.0, 10.0, 20.0]);  (3, 10) [0.0];
    13 "Powell singular"         powell_singular:          Repeat(&[3.0, -1.0, 0.0, 1.0]); (4, 4) [0.0];
    14 "Wood"                    wood:                     Repeat(&[-3.0, -1.0]);       (4, 6) [0.0];
    15 "Kowalik-Osborne"         kowalik_osborne:          Repeat(&[0.25, 0.39, 0.415, 0.39]);
        (4, 11) [3.0750560384924e-4, 1.02734e-3];
    16 "Brown-Dennis"            brown_dennis:             Repeat(&[25.0, 5.0, -5.0, -1.0]);
        (4, 20) [85822.20162635628];
    17 "Osborne 1"               osborne_1:                Repeat(&[0.5, 1.5, -1.0, 0.01, 0.02]);
        (5, 33) [5.464894697483e-5];
    18 "Biggs EXP6"              biggs_exp6:               Repeat(&[1.0, 2.0, 1.0, 1.0, 1.0, 1.0]);
        (6, 13) [0.0, 5.65564992e-3];
    19 "Osborne 2"             osborne_2:            Repeat(&[1.3, 0.65, 0.65, 0.7, 0.6, 3.0, 5.0, 7.0, 2.0, 4.5, 5.5]);
        (11, 65) [4.01377362935479e-2];
    20 "Watson"                  watson:                   Repeat(&[0.0]);
        (6, 31) [2.28767005355e-3], (9, 31) [1.39976013e-6], (12, 31) [4.722381e-10];
    21 "Extended Rosenbrock"     rosenbrock:               Repeat(&[-1.2, 1.0]);        (10, 10) [0.0];
    22 "Extended Powell singular" powell_singular:         Repeat(&[3.0, -1.0, 0.0, 1.0]); (12, 12) [0.0];
    23 "Penalty I"               penalty_1:                Formula(|j, _| j);
        (4, 5) [2.2499775e-5], (10, 11) [7.08765e-5];
    24 "Penalty II"              penalty_2:                Repeat(&[0.5]); (4, 8) [9.37629e-6], (10, 20) [2.9366e-4];
    25 "Variably dimensioned"    variably_dimensioned:     Formula(|j, n| 1.0 - j / n); (10, 12) [0.0];
    26 "Trigonometric"           trigonometric:            Formula(|_, n| 1.0 / n);     (10, 10) [0.0, 2.79506e-5];
    27 "Brown almost-linear"     brown_almost_linear:      Repeat(&[0.5]);              (10, 10) [0.0, 1.0];
    28 "Discrete boundary value" discrete_boundary_value:  Formula(parabola);           (10, 10) [0.0];
    29 "Discrete integral equation" discrete_integral_equation: Formula(parabola);      (10, 10) [0.0];
    30 "Broyden tridiagonal"     broyden_tridiagonal:      Repeat(&[-1.0]);             (10, 10) [0.0];
    31 "Broyden banded"          broyden_banded:           Repeat(&[-1.0]);             (10, 10) [0.0];
    32 "Linear full rank"        linear_full_rank:         Repeat(&[1.0]);              (10, 20) [10.0];
    33 "Linear rank 1"           linear_rank_1:            Repeat(&[1.0]);              (10, 20) [4.634146341463414];
    34 "Linear rank 1 zero cols/rows" linear_rank_1_zeros: Repeat(&[1.0]);              (10, 20) [6.135135135135135];
    35 "Chebyquad"               chebyquad:                Formula(|j, n| j / (n + 1.0));
        (8, 8) [3.51687372568e-3], (9, 9) [0.0], (10, 10) [4.7727136e-3, 6.50395e-3];
}
