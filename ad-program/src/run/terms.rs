//! Where the terms of sums stand: as few parts as there are forms and distances.

use super::code::{Form, Grid, Part, Step};
use super::layout::{FEW, Rows, SHORT, Work, stride};
use super::sums::Shape;

impl Work<'_> {
    /// Sums of one shape.
    pub(super) fn sums(&mut self, shape: &Shape, to: u32, rows: &Rows, from: usize, end: usize) {
        let n = end - from;
        let len: usize = shape.iter().map(|&(_, count)| count as usize).sum();
        if n < FEW && len <= SHORT {
            for (i, to) in (from..end).zip(to..) {
                self.alone(shape, to, rows.row(i));
            }
            return;
        }
        let parts = self.code.parts.len() as u32;
        let mut column = 0;
        for &(form, count) in shape {
            let (count, operands) = (count as usize, form.operands());
            // factors that are the same for all sums come first, and a part is where all operands go on from sum
            // to sum as those before
            let columns = |k: usize| {
                let columns = [0, operands - 1].map(|operand| column + k * operands + operand);
                let [a, b] = columns.map(|column| rows.stride(column, from, end));
                if b == Some(0) && a != b { ([columns[1], columns[0]], [b, a]) } else { (columns, [a, b]) }
            };
            let mut done = 0;
            while done < count {
                let across = columns(done).1;
                let end_of_part = (done + 1..count).find(|&k| columns(k).1 != across).unwrap_or(count);
                let [a, b] = [0, 1].map(|factor| {
                    let columns = (done..end_of_part).map(|k| columns(k).0[factor]);
                    self.grid(rows, from, end, across[factor], columns)
                });
                self.code.parts.push(Part { form, count: (end_of_part - done) as u32, a, b });
                done = end_of_part;
            }
            column += count * operands;
        }
        let len = self.code.parts.len() as u32 - parts;
        self.code.steps.push(Step::Sums { to, n: n as u32, parts, len });
    }

    /// Where the operands in these columns stand, at a distance `across` from sum to sum if they have one.
    fn grid(
        &mut self,
        rows: &Rows,
        from: usize,
        end: usize,
        across: Option<i32>,
        columns: impl Iterator<Item = usize> + Clone,
    ) -> Grid {
        let list = self.code.list.len() as u32;
        if let Some(across) = across {
            let firsts = columns.map(|k| rows.row(from)[k]);
            if let Some(along) = stride(firsts.clone()) {
                let first = firsts.clone().next().unwrap_or(0);
                return Grid::Even { first, along, across };
            }
            self.code.list.extend(firsts);
            return Grid::Terms { list, across };
        }
        let along = stride(columns.clone().map(|k| rows.row(from)[k]));
        let even = |i: usize| stride(columns.clone().map(|k| rows.row(i)[k])) == along;
        if let Some(along) = along.filter(|_| columns.clone().count() > 1 && (from..end).all(even)) {
            let first = columns.clone().next().unwrap_or(0);
            self.code.list.extend((from..end).map(|i| rows.row(i)[first]));
            return Grid::Sums { list, along };
        }
        self.code.list.extend(columns.flat_map(|k| (from..end).map(move |i| rows.row(i)[k])));
        Grid::List { list }
    }

    /// A sum of few terms.
    fn alone(&mut self, shape: &Shape, to: u32, x: &[u32]) {
        let forms: Vec<Form> = shape.iter().flat_map(|&(form, count)| (0..count).map(move |_| form)).collect();
        let step = match (&forms[..], x) {
            ([Form::Times], &[a, b]) => Step::Times { to, a, b },
            ([Form::Plus, Form::Plus], &[a, b]) => Step::Plus { to, a, b },
            ([Form::Plus, Form::Minus], &[a, b]) => Step::Minus { to, a, b },
            ([Form::Times, Form::Plus], &[a, b, c]) => Step::TimesPlus { to, a, b, c },
            // a sum of two is the same from both sides
            ([Form::Plus, Form::Times], &[c, a, b]) => Step::TimesPlus { to, a, b, c },
            ([Form::Plus, Form::MinusTimes], &[c, a, b]) => Step::MinusTimes { to, a, b, c },
            ([Form::Times, Form::Times], &[a, b, c, d]) => Step::TwoTimes { to, a, b, c, d },
            _ => {
                let (mut x, parts) = (x, self.code.parts.len() as u32);
                for &form in &forms {
                    let (these, rest) = x.split_at(form.operands());
                    let [a, b] =
                        [these[0], these[these.len() - 1]].map(|first| Grid::Even { first, along: 0, across: 0 });
                    self.code.parts.push(Part { form, count: 1, a, b });
                    x = rest;
                }
                Step::Sum { to, parts, len: forms.len() as u32 }
            }
        };
        self.code.steps.push(step);
    }
}
