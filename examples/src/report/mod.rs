//! The report: one HTML file that needs nothing else, from the same outcomes as the terminal.

mod front;
mod html;
mod section;
mod source;

use crate::runner::run::Run;
use html::{badge, element};
pub use source::excerpt;
use std::io;
use std::path::{Path, PathBuf};

const TITLE: &str = "Exercises in differentiation and optimization";

/// Writes `index.html` into `folder`, which is made if need be, and returns its path.
///
/// # Errors
/// If the folder cannot be made or the file cannot be written.
pub fn write(run: &Run, folder: &Path) -> io::Result<PathBuf> {
    let path = folder.join("index.html");
    std::fs::create_dir_all(folder)?;
    std::fs::write(&path, page(run))?;
    Ok(path)
}

/// The whole page.
pub fn page(run: &Run) -> String {
    let sections: String = run.exercises.iter().map(section::section).collect();
    let body = front::header(run) + &front::contents(run) + &front::claims(run) + &element("main", &sections);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <title>{TITLE}</title>\n<style>\n{}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n",
        include_str!("style.css")
    )
}

/// An id that is fit for a link: "S1.5" becomes "s1-5".
fn anchor(id: &str) -> String {
    id.to_lowercase().replace('.', "-")
}

/// The anchor of a note, counted from 0.
fn note_anchor(id: &str, k: usize) -> String {
    format!("{}-note-{}", anchor(id), k + 1)
}
