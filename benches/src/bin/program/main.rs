//! Recorded programs: what a replayed derivative costs over the plain function and beside the tape, what guards
//! cost, what it takes to prepare a program, in time and in bytes, and after how many gradients that has paid.

mod branches;
mod break_even;
mod gradients;
mod guards;
mod huber;
mod memory;
#[cfg(feature = "peers")]
mod peers;
mod prepare;
mod replay;

use ad_benches::alloc::Counting;
use ad_benches::race::{Effort, print_table};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A ratio, or nothing if somebody did not take part.
fn ratio(ratio: Option<f64>) -> String {
    ratio.map_or("-".into(), |ratio| format!("{ratio:.2}"))
}

fn main() {
    let effort = Effort::from_args();
    let chosen = |part: &str| ad_benches::filter().is_none_or(|word| part.contains(&word));
    if chosen("gradients") {
        print_table("Gradient and H v over the plain function", gradients::HEAD, &gradients::rows(effort));
    }
    if chosen("guards") {
        print_table("Guards: a gradient with them over one without", guards::HEAD, &guards::rows(effort));
    }
    if chosen("prepare") {
        print_table("Preparing the program of a gradient", prepare::HEAD, &prepare::rows());
    }
    if chosen("memory") {
        print_table("Bytes an operation", memory::HEAD, &memory::rows());
    }
    if chosen("even") {
        print_table("Gradients until a program has paid", break_even::HEAD, &break_even::rows(effort));
    }
    if chosen("branches") {
        print_table("A Huber function on the other branch", branches::HEAD, &branches::rows());
    }
    #[cfg(feature = "peers")]
    println!("\n{}", peers::version());
}
