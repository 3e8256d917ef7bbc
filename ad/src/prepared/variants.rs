//! The programs of a function, one for each way in which its comparisons came out.

use super::Source;
use ad_program::{BranchChanged, Error, Memory, Program};

/// What of a function is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Value,
    Gradient,
    HessVec,
    Hessian,
}
const FORMS: usize = 4;

/// So many programs are kept.
const KEPT: usize = 16;

/// The function on one branch, in the forms that were asked for.
#[derive(Clone)]
struct Variant {
    recorded: Program,
    operations: usize,
    /// The guards of the recording and their outcomes.
    signature: Vec<u64>,
    forms: [Option<(Program, Memory)>; FORMS],
}

impl Variant {
    fn new(recorded: Program) -> Self {
        Variant {
            signature: recorded.signature(),
            operations: recorded.operations(),
            recorded,
            forms: [const { None }; FORMS],
        }
    }
    fn form(&mut self, form: Form) -> Result<&mut (Program, Memory), Error> {
        let slot = &mut self.forms[form as usize];
        if slot.is_none() {
            let program = match form {
                Form::Value => self.recorded.clone(),
                Form::Gradient => self.recorded.gradient()?,
                Form::HessVec => self.recorded.hess_vec()?,
                Form::Hessian => self.recorded.hessian()?,
            };
            let memory = program.memory();
            *slot = Some((program, memory));
        }
        Ok(slot.as_mut().expect("just made"))
    }
}

/// The last variants, the most recent one first.
#[derive(Clone, Default)]
pub(super) struct Variants {
    kept: Vec<Variant>,
    /// Inputs, one after the other.
    inputs: Vec<f64>,
}

impl Variants {
    pub fn len(&self) -> usize {
        self.kept.len()
    }
    /// Of the function on the branch that came last.
    pub fn operations(&self) -> usize {
        self.kept.first().map_or(0, |variant| variant.operations)
    }

    /// Writes the outputs at `x` to `out`, by a program that is kept or recorded now; which of both.
    ///
    /// # Errors
    /// If the function has too many operations.
    pub fn replay<S: Source>(
        &mut self,
        source: &S,
        form: Form,
        x: &[f64],
        vector: &[f64],
        out: &mut [f64],
    ) -> Result<bool, Error> {
        self.inputs.clear();
        self.inputs.extend_from_slice(x);
        self.inputs.extend_from_slice(vector);
        let fits = |variant: &Variant| variant.recorded.inputs() == x.len();
        // which variant failed last, and at which guard
        let mut failed: Option<(usize, usize)> = None;
        for i in 0..self.kept.len() {
            if !fits(&self.kept[i]) || failed.is_some_and(|(j, guard)| !self.turns_off(i, j, guard)) {
                continue;
            }
            let (program, memory) = self.kept[i].form(form)?;
            match program.evaluate_into(&self.inputs, memory, out) {
                Ok(()) => {
                    self.kept[..=i].rotate_right(1);
                    return Ok(false);
                }
                Err(BranchChanged { guard, .. }) => failed = Some((i, guard)),
            }
        }
        let mut variant = Variant::new(source.record(x)?);
        let (program, memory) = variant.form(form)?;
        if let Err(changed) = program.evaluate_into(&self.inputs, memory, out) {
            panic!("the function came out otherwise at the same point: {changed}");
        }
        // one of the same branch whose derivative alone had a guard that failed gives way
        self.kept.retain(|kept| !(fits(kept) && kept.signature == variant.signature));
        self.kept.truncate(KEPT - 1);
        self.kept.insert(0, variant);
        Ok(true)
    }

    /// Whether variant `i` is like variant `j` up to its guard `guard`, and otherwise there.
    fn turns_off(&self, i: usize, j: usize, guard: usize) -> bool {
        let (a, b) = (&self.kept[i].signature, &self.kept[j].signature);
        let both = guard < a.len().min(b.len());
        both && a[guard] != b[guard] && a[..guard] == b[..guard]
    }
}
