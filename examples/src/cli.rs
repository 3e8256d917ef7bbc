//! The command line: what is asked, what is printed, which exit code.

use crate::report;
use crate::runner::check::Status;
use crate::runner::console::{self, Style};
use crate::runner::context::Context;
use crate::runner::exercise::Author;
use crate::runner::registry::{self, Entry};
use crate::runner::run::{Outcome, Run};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde_json::{Value as Json, json};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where the report is written when no folder is named.
const REPORT: &str = "report";

/// Runs, checks, draws and reports the exercises.
///
/// Without a command everything is run and report/index.html is written.
#[derive(Debug, Parser)]
#[command(name = "exercises", version, after_help = AFTER_HELP)]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Option<Command>,
}

const AFTER_HELP: &str = "\
Status: PASS and FAIL with measured value, expected value, bound and why the bound;
NOTE a claim of a sheet that is false or needs a caveat; TODO code not written yet.
An exercise is FAIL if any check fails, else TODO if any is to do, else NOTE if it has
notes, else PASS. The summary \"n passed, n failed, n notes, n to do\" counts checks, and
notes, over all exercises.

Exit code: 0; 1 if a check fails; 2 for a mistaken command, and for `check` if a check
is to do and none fails.";

#[derive(Args, Debug)]
struct Options {
    /// Print one JSON object and nothing else
    #[arg(long, global = true)]
    json: bool,
    /// Draw the inputs, and assert only what holds for any input
    #[arg(long, global = true, value_name = "N")]
    seed: Option<u64>,
    /// Multiply the tolerances of approximate checks; exact checks stay exact
    #[arg(long, global = true, value_name = "X", default_value = "1", value_parser = scale)]
    tol_scale: f64,
    /// Neither colour nor Unicode
    #[arg(long, global = true)]
    plain: bool,
    /// Smaller grids and shorter runs
    #[arg(long, global = true)]
    quick: bool,
}

fn scale(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if x.is_finite() && x >= 0.0 => Ok(x),
        _ => Err("a tolerance scale is a finite number, zero or more".to_string()),
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// All exercises: id, difficulty, status of our solution, checks that your code passes
    List,
    /// Run our solutions
    Run {
        /// An id such as S1.5, a sheet such as S1, or all
        which: String,
    },
    /// Check your code in the scaffold
    Check {
        /// An id such as S1.5, a sheet such as S1, or all
        which: String,
    },
    /// A hint; they get more explicit with n
    Hint {
        /// The exercise
        id: String,
        /// Which hint, from 1
        #[arg(default_value_t = 1)]
        n: usize,
    },
    /// The task
    Show {
        /// The exercise
        id: String,
    },
    /// Its plots, in the terminal or as SVG files
    Plot {
        /// The exercise
        id: String,
        /// Write SVG files into this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Its computational graphs
    Graph {
        /// The exercise
        id: String,
        /// Language
        #[arg(long, value_enum, default_value_t = Format::Ascii)]
        format: Format,
    },
    /// Run everything and write the report
    Report {
        /// Folder for index.html
        #[arg(long, value_name = "DIR", default_value = REPORT)]
        html: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Ascii,
    Dot,
    Svg,
}

/// What stops a command: a mistake in it, or a file that cannot be written.
type Failure = Box<dyn std::error::Error>;

/// Carries out a command and returns its exit code.
///
/// # Errors
/// An unknown id, a missing hint, plot or graph, or an output that cannot be written.
pub fn execute(cli: &Cli, out: &mut dyn Write, colour: bool) -> Result<u8, Failure> {
    let options = &cli.options;
    let context = Context { tol_scale: options.tol_scale, seed: options.seed, quick: options.quick };
    let style = Style { colour: colour && !options.plain && !options.json, plain: options.plain };
    let mut session = Session { json: options.json, context, style, out };
    match &cli.command {
        None => session.report(Path::new(REPORT)),
        Some(Command::Report { html }) => session.report(html),
        Some(Command::List) => session.list(),
        Some(Command::Run { which }) => {
            let run = session.run(&registry::select(which)?, Author::Solution)?;
            session.summary(&run)?;
            Ok(u8::from(run.summary.failed > 0))
        }
        Some(Command::Check { which }) => session.check(which),
        Some(Command::Hint { id, n }) => session.hint(registry::single(id)?, *n),
        Some(Command::Show { id }) => session.show(registry::single(id)?),
        Some(Command::Plot { id, out }) => session.plot(registry::single(id)?, out.as_deref()),
        Some(Command::Graph { id, format }) => session.graph(registry::single(id)?, *format),
    }
}

struct Session<'a> {
    json: bool,
    context: Context,
    style: Style,
    out: &'a mut dyn Write,
}

impl Session<'_> {
    /// Prints text, dressed; nothing in JSON mode.
    fn say(&mut self, text: &str) -> io::Result<()> {
        if self.json { Ok(()) } else { self.out.write_all(self.style.dress(text).as_bytes()) }
    }

    /// Prints the one object of JSON mode.
    fn object(&mut self, object: &impl serde::Serialize) -> io::Result<()> {
        if self.json {
            serde_json::to_writer_pretty(&mut *self.out, object)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Runs exercises, printing each as it ends.
    fn run(&mut self, entries: &[Entry], author: Author) -> io::Result<Run> {
        let mut outcomes = Vec::new();
        for entry in entries {
            let outcome = Outcome::of(*entry, author, &self.context);
            self.say(&(console::outcome(&outcome, self.style) + "\n"))?;
            outcomes.push(outcome);
        }
        Ok(Run::new(outcomes, &self.context))
    }

    fn summary(&mut self, run: &Run) -> io::Result<()> {
        self.say(&format!("{}\n", self.style.bold(&run.summary.line())))?;
        self.object(run)
    }

    fn report(&mut self, folder: &Path) -> Result<u8, Failure> {
        let run = self.run(&registry::all(), Author::Solution)?;
        let path =
            report::write(&run, folder).map_err(|error| format!("no report in {}: {error}", folder.display()))?;
        self.summary(&run)?;
        self.say(&format!("report: {}\n", path.display()))?;
        Ok(u8::from(run.summary.failed > 0))
    }

    fn check(&mut self, which: &str) -> Result<u8, Failure> {
        let run = self.run(&registry::select(which)?, Author::Scaffold)?;
        self.summary(&run)?;
        Ok(match run.summary {
            summary if summary.failed > 0 => 1,
            summary if summary.todo > 0 => 2,
            _ => 0,
        })
    }

    fn list(&mut self) -> Result<u8, Failure> {
        let (mut rows, mut done, mut all) = (Vec::new(), 0, 0);
        for sheet in registry::SHEETS {
            self.say(&format!("{}\n", self.style.bold(sheet.title)))?;
            for entry in sheet.exercises {
                let meta = entry.meta();
                let ours = Outcome::of(*entry, Author::Solution, &self.context);
                let yours = Outcome::of(*entry, Author::Scaffold, &self.context);
                let (passed, checks) = (yours.count(Status::Pass), yours.checks.len());
                self.say(&format!(
                    "  {:<6} {:<3}  ours {}  yours {} {:>8}  {}\n",
                    meta.id,
                    self.style.stars(meta.stars),
                    self.style.status(ours.status),
                    self.style.status(yours.status),
                    format!("{passed} of {checks}"),
                    meta.title,
                ))?;
                (done, all) = (done + passed, all + checks);
                rows.push(json!({
                    "id": meta.id, "title": meta.title, "stars": meta.stars, "status": ours.status,
                    "scaffold": { "status": yours.status, "passed": passed, "checks": checks },
                }));
            }
        }
        self.say(&format!("Your code passes {done} of {all} checks.\n"))?;
        self.object(&json!({ "exercises": rows }))?;
        Ok(0)
    }

    fn hint(&mut self, entry: Entry, n: usize) -> Result<u8, Failure> {
        let meta = entry.meta();
        let total = meta.hints.len();
        let Some(hint) = n.checked_sub(1).and_then(|k| meta.hints.get(k)) else {
            return Err(format!("{} has hints 1 to {total}, not {n}", meta.id).into());
        };
        let text = format!("{} hint {n} of {total}: {hint}", meta.id);
        self.say(&console::paragraphs(&text))?;
        self.object(&json!({ "id": meta.id, "n": n, "of": total, "hint": hint }))?;
        Ok(0)
    }

    fn show(&mut self, entry: Entry) -> Result<u8, Failure> {
        let meta = entry.meta();
        let (stars, path) = (self.style.stars(meta.stars), meta.scaffold_path());
        let title = self.style.bold(&format!("{}  {}  {stars}", meta.id, meta.title));
        let mut text = format!("{title}\n\n{}\n", console::paragraphs(meta.task));
        writeln!(text, "Write your solution in {path}, then: cargo run -- check {}", meta.id)?;
        writeln!(text, "Stuck? cargo run -- hint {0} 1, up to hint {0} {1}", meta.id, meta.hints.len())?;
        self.say(&text)?;
        self.object(&json!({
            "id": meta.id, "title": meta.title, "stars": meta.stars, "task": meta.task,
            "scaffold": path, "hints": meta.hints.len(),
        }))?;
        Ok(0)
    }

    fn plot(&mut self, entry: Entry, folder: Option<&Path>) -> Result<u8, Failure> {
        let (id, plots) = (entry.meta().id, entry.exhibit(&self.context).plots);
        if plots.is_empty() {
            return Err(format!("{id} has no plot").into());
        }
        let mut objects = Vec::new();
        for (k, plot) in plots.iter().enumerate() {
            let mut file = Json::Null;
            if let Some(folder) = folder {
                std::fs::create_dir_all(folder)?;
                let path = folder.join(format!("{id}-{}.svg", k + 1));
                std::fs::write(&path, plot.svg())?;
                self.say(&format!("{}\n", path.display()))?;
                file = path.display().to_string().into();
            } else {
                self.say(&(plot.text(self.style.plain) + "\n"))?;
            }
            objects.push(json!({ "file": file, "plot": plot }));
        }
        self.object(&json!({ "id": id, "plots": objects }))?;
        Ok(0)
    }

    fn graph(&mut self, entry: Entry, format: Format) -> Result<u8, Failure> {
        let (id, graphs) = (entry.meta().id, entry.exhibit(&self.context).graphs);
        if graphs.is_empty() {
            return Err(format!("{id} has no computational graph").into());
        }
        for graph in &graphs {
            match format {
                Format::Ascii => self.say(&format!("{}\n{}\n", graph.title, graph.ascii.trim_end()))?,
                Format::Dot => self.say(&format!("{}\n", graph.dot.trim_end()))?,
                Format::Svg => self.say(&format!("{}\n", graph.svg.trim_end()))?,
            }
        }
        self.object(&json!({ "id": id, "graphs": graphs }))?;
        Ok(0)
    }
}
