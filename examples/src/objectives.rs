//! The functions that the exercises differentiate: written once, evaluated at every number type.

use ad::{Objective, Real, Residuals};

/// S1.2: `cos(1/x)`, for `x ≠ 0`.
///
/// ```
/// use examples::objectives::cos_of_reciprocal;
/// assert_eq!(cos_of_reciprocal(2.0), 0.5f64.cos());
/// ```
pub fn cos_of_reciprocal<F: Real>(x: F) -> F {
    x.recip().cos()
}

/// S1.3: `xᵀQx = Σᵢ xᵢ Σⱼ qᵢⱼ xⱼ`, for a square matrix `Q` as a list of rows.
///
/// ```
/// use ad::Objective;
/// use examples::objectives::QuadraticForm;
/// let f = QuadraticForm(vec![vec![1.0, 2.0], vec![2.0, 3.0]]);
/// assert_eq!(f.value(&[1.0, -1.0]), 0.0);
/// ```
#[derive(Clone, Debug)]
pub struct QuadraticForm(pub Vec<Vec<f64>>);
impl Objective for QuadraticForm {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let times_x = |row: &Vec<f64>| -> F { row.iter().zip(x).map(|(&q, &xj)| xj * q).sum() };
        self.0.iter().zip(x).map(|(row, &xi)| xi * times_x(row)).sum()
    }
}

/// N.5, N.9, N.10: `½xᵀAx − bᵀx`, for a symmetric matrix `A` as a list of rows: its gradient is `Ax − b`.
///
/// ```
/// use ad::Objective;
/// use examples::objectives::Quadratic;
/// let f = Quadratic { a: vec![vec![2.0, 1.0], vec![1.0, 4.0]], b: vec![1.0, 0.0] };
/// assert_eq!(f.value(&[1.0, 1.0]), 3.0);
/// assert_eq!(Quadratic::diagonal(&[100.0, 1.0]).value(&[1.0, 2.0]), 52.0);
/// ```
#[derive(Clone, Debug)]
pub struct Quadratic {
    /// `A`.
    pub a: Vec<Vec<f64>>,
    /// `b`.
    pub b: Vec<f64>,
}
impl Quadratic {
    /// `½Σᵢ aᵢxᵢ²`.
    pub fn diagonal(a: &[f64]) -> Self {
        let row = |i: usize| (0..a.len()).map(|j| if i == j { a[i] } else { 0.0 }).collect();
        Quadratic { a: (0..a.len()).map(row).collect(), b: vec![0.0; a.len()] }
    }
}
impl Objective for Quadratic {
    fn value<F: Real>(&self, x: &[F]) -> F {
        // zeros of A cost nothing: most entries of a tridiagonal matrix
        let times_x =
            |row: &Vec<f64>| -> F { row.iter().zip(x).filter(|(a, _)| **a != 0.0).map(|(&a, &xj)| xj * a).sum() };
        self.a.iter().zip(&self.b).zip(x).map(|((row, &b), &xi)| xi * (times_x(row) * 0.5 - b)).sum()
    }
}

/// S1.6: `(x₁² x₂ + sin x₃, e^(x₁x₃) − x₂x₃)`, from three variables to two components.
///
/// ```
/// use ad::Residuals;
/// use examples::objectives::ThreeToTwo;
/// let mut f = [0.0; 2];
/// ThreeToTwo.residuals(&[1.0, 2.0, 0.0], &mut f);
/// assert_eq!(f, [2.0, 1.0]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ThreeToTwo;
impl Residuals for ThreeToTwo {
    fn len(&self) -> usize {
        2
    }
    fn residuals<F: Real>(&self, x: &[F], out: &mut [F]) {
        out[0] = x[0].sq() * x[1] + x[2].sin();
        out[1] = (x[0] * x[2]).exp() - x[1] * x[2];
    }
}

/// Rosenbrock's valley `(1 − x₁)² + 100 (x₂ − x₁²)²`, with its minimum 0 at `(1, 1)`.
///
/// ```
/// use ad::Objective;
/// use examples::objectives::Rosenbrock;
/// assert_eq!(Rosenbrock.value(&[1.0, 1.0]), 0.0);
/// assert_eq!(Rosenbrock.value(&[-1.0, 1.0]), 4.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rosenbrock;
impl Objective for Rosenbrock {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0] - 1.0).sq() + (x[1] - x[0].sq()).sq() * 100.0
    }
}

/// `eˣ sin x`: `f″ = 2 eˣ cos x`, `f⁗ = −4 f`.
///
/// ```
/// assert_eq!(examples::objectives::exp_sin(0.0), 0.0);
/// ```
pub fn exp_sin<F: Real>(x: F) -> F {
    x.exp() * x.sin()
}

/// `ln x + eˣ + 1/x` on `x > 0`: `f′ = 1/x + eˣ − 1/x²`.
///
/// ```
/// assert_eq!(examples::objectives::ln_exp_recip(1.0), 1f64.exp() + 1.0);
/// ```
pub fn ln_exp_recip<F: Real>(x: F) -> F {
    x.ln() + x.exp() + x.recip()
}

/// `ln(ab + max(a, 2))` of `x = (a, b)` (S1.11). Kink at `a = 2`.
#[derive(Clone, Copy, Debug)]
pub struct LogOfSum;

impl Objective for LogOfSum {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let [a, b] = [x[0], x[1]];
        (a * b + a.max(F::lit(2.0))).ln()
    }
}

/// `max(0, (x₁ + (−x₂x₃)²) / (x₂x₃))` (S1.12). Undefined where `x₂x₃ = 0`, kink where
/// `x₁ = −(x₂x₃)²`.
#[derive(Clone, Copy, Debug)]
pub struct ReluOfQuotient;

impl Objective for ReluOfQuotient {
    fn value<F: Real>(&self, x: &[F]) -> F {
        let d = x[1] * x[2];
        let e = x[0] + (-d).powi(2);
        (e / d).relu()
    }
}

/// S1.1: `8x₁ + 12x₂ + x₁² − 2x₂²`, a saddle over the whole plane.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::Saddle.value(&[-4.0, 3.0]), 2.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Saddle;
impl Objective for Saddle {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x[0] * 8.0 + x[1] * 12.0 + x[0].sq() - x[1].sq() * 2.0
    }
}

/// S1.4: `(x₁ + x₂ − 1)²`, least on a line.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::Valley.value(&[3.0, -2.0]), 0.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Valley;
impl Objective for Valley {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0] + x[1] - 1.0).sq()
    }
}

/// S1.4: `max(|x| − 1, 0)`, least on an interval, with a kink at both ends of it.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::Trough.value(&[-1.5]), 0.5);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Trough;
impl Objective for Trough {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0].abs() - 1.0).relu()
    }
}

/// S1.4: `(x² − 1)²`, least at two points with a hill between them.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::DoubleWell.value(&[0.0]), 1.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DoubleWell;
impl Objective for DoubleWell {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0].sq() - 1.0).sq()
    }
}

/// S1.5: `(x₁ + x₂²)²`, least on a parabola and not convex.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::SquaredParabola.value(&[1.0, 0.0]), 1.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SquaredParabola;
impl Objective for SquaredParabola {
    fn value<F: Real>(&self, x: &[F]) -> F {
        (x[0] + x[1].sq()).sq()
    }
}

/// N.1: `x₁² + 10x₂²`, a bowl with the condition number 10.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::Bowl.value(&[3.0, 1.0]), 19.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Bowl;
impl Objective for Bowl {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x[0].sq() + x[1].sq() * 10.0
    }
}

/// N.4: `sin x₁ + e^x₂ x₃²`.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::SinExpSquare.value(&[0.0, 0.0, 3.0]), 9.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SinExpSquare;
impl Objective for SinExpSquare {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x[0].sin() + x[1].exp() * x[2].sq()
    }
}

/// N.10: `x₁⁴ + x₁ cos x₂`, whose gradient is not affine.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::QuarticCosine.value(&[2.0, 0.0]), 18.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct QuarticCosine;
impl Objective for QuarticCosine {
    fn value<F: Real>(&self, x: &[F]) -> F {
        x[0].powi(4) + x[0] * x[1].cos()
    }
}

/// N.6: `Σᵢ cᵢxᵢ²`: the curvatures are `2cᵢ`, each along its own axis.
///
/// ```
/// use ad::Objective;
/// assert_eq!(examples::objectives::WeightedSquares(vec![1.0, 10.0]).value(&[3.0, -1.0]), 19.0);
/// ```
#[derive(Clone, Debug)]
pub struct WeightedSquares(pub Vec<f64>);
impl Objective for WeightedSquares {
    fn value<F: Real>(&self, x: &[F]) -> F {
        self.0.iter().zip(x).map(|(&c, &xi)| xi.sq() * c).sum()
    }
}

/// N.7: `Σᵢ ½(wᵢxᵢ − yᵢ)²` of the weights `w`, one weight a datum: least at `wᵢ = yᵢ/xᵢ`.
///
/// ```
/// use ad::Objective;
/// let f = examples::objectives::ScalarFits { x: vec![2.0], y: vec![3.0] };
/// assert_eq!(f.value(&[2.5]), 2.0);
/// ```
#[derive(Clone, Debug)]
pub struct ScalarFits {
    /// The inputs.
    pub x: Vec<f64>,
    /// What `w x` should be.
    pub y: Vec<f64>,
}
impl Objective for ScalarFits {
    fn value<F: Real>(&self, w: &[F]) -> F {
        let residual = |((&w, &x), &y): ((&F, &f64), &f64)| w * x - y;
        w.iter().zip(&self.x).zip(&self.y).map(|datum| residual(datum).sq() * 0.5).sum()
    }
}
