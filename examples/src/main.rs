//! The `exercises` command.

use clap::Parser;
use examples::cli::{Cli, execute};
use std::io::{self, ErrorKind, IsTerminal};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    match execute(&cli, &mut io::stdout().lock(), colour) {
        Ok(code) => ExitCode::from(code),
        // A reader such as `head` that has seen enough is no failure.
        Err(error) if is_broken_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
