//! The errors of one library, by function and by order.

use crate::data::{Function, Line, Point, values};
use crate::engines::Quantity;
use crate::libraries::Library;
use crate::worst::Worst;

/// Above so many ulps a number counts as wrong.
pub const LIMIT: f64 = 8.0;

/// The numbers of one order over all functions.
#[derive(Clone, Copy, Default)]
pub struct Count {
    pub numbers: usize,
    /// Finite and off by more than [`LIMIT`].
    pub off: usize,
    pub nan: usize,
    pub infinite: usize,
}

impl Count {
    fn add(&mut self, Worst(error): Worst) {
        self.numbers += 1;
        self.nan += usize::from(error.is_nan());
        self.infinite += usize::from(error.is_infinite());
        self.off += usize::from(error.is_finite() && error > LIMIT);
    }
}

/// The errors of a library at the functions of one file.
pub struct Score {
    pub functions: usize,
    pub points: usize,
    pub counts: Vec<Count>,
    /// For each function the worst errors by order, as far as the library goes.
    pub worst: Vec<Vec<Option<Worst>>>,
}

/// The errors of all numbers at one point by order: `[order][which number]`.
type Errors = Vec<Vec<Worst>>;

impl Score {
    /// The score over functions with `orders` orders; `at(function, case)` are the errors.
    fn over<C>(functions: &[Function<C>], orders: usize, at: impl Fn(&Function<C>, &C) -> Errors) -> Self {
        let mut score = Score { functions: 0, points: 0, counts: vec![Count::default(); orders], worst: Vec::new() };
        for function in functions {
            let mut worst = vec![None::<Worst>; orders];
            for case in &function.cases {
                for (order, errors) in at(function, case).into_iter().enumerate() {
                    for error in errors {
                        score.counts[order].add(error);
                        worst[order] = Some(worst[order].map_or(error, |worst| worst.or(error)));
                    }
                }
            }
            if worst[0].is_some() {
                score.functions += 1;
                score.points += function.cases.len();
            }
            score.worst.push(worst);
        }
        score
    }

    /// `f .. f''''` of functions of one argument.
    pub fn of_lines(library: &Library, functions: &[Function<Line>]) -> Self {
        Self::over(functions, 5, |function, case| {
            let mut errors = Errors::new();
            for found in library.lines.iter().filter_map(|run| run(function, case.x.0)) {
                merge(
                    &mut errors,
                    found.iter().zip(&case.d).map(|(&got, want)| vec![Worst::of(got, want.0)]).collect(),
                );
            }
            errors
        })
    }

    /// Value, gradient and Hessian of functions of several arguments.
    pub fn of_points(library: &Library, functions: &[Function<Point>]) -> Self {
        Self::over(functions, 3, |function, case| {
            let mut errors = Errors::new();
            for answer in library.points.iter().filter_map(|run| run(function, &values(&case.x))) {
                let mut found = vec![Vec::new(); 3];
                for (quantity, got) in answer {
                    let order = match quantity {
                        Quantity::Value => 0,
                        Quantity::Gradient => 1,
                        Quantity::Hessian => 2,
                        Quantity::HessVec | Quantity::Third => continue,
                    };
                    let want = case.expected(quantity);
                    found[order] = got.into_iter().zip(want).map(|(got, want)| Worst::of(got, want)).collect();
                }
                merge(&mut errors, found);
            }
            errors
        })
    }
}

/// Keeps the worse error of each number; either side may not go so far as the other.
fn merge(errors: &mut Errors, found: Errors) {
    errors.resize(errors.len().max(found.len()), Vec::new());
    for (errors, found) in errors.iter_mut().zip(found) {
        errors.resize(errors.len().max(found.len()), Worst::default());
        errors.iter_mut().zip(found).for_each(|(error, found)| *error = error.or(found));
    }
}
