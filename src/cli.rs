//! Arguments in, one of the program's faces started: the dashboard, the demo, or an export.

#[cfg(unix)]
mod service;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use crate::app::{Access, Board, ThemeName};
use crate::config::{self, Config};
use crate::confine;
use crate::dossier::Dossier;
use crate::export;
use crate::knowledge;
use crate::reading::{self, Problem, Source};
#[cfg(unix)]
use crate::ssh;
use crate::terminal::{self, Ended, Options};
use crate::timex;

/// Some input could not be read; the rest was.
const PARTLY_READ: u8 = 1;

/// Read a summit: a folder of press articles about one meeting as a timeline, participants, agenda and
/// figures, every row one key from the sentence that says so.
#[derive(Parser, Debug)]
#[command(version, about, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    display: Display,
    /// Read the settings from this file, not from the usual place ("summitry config" tells it)
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Write the dossier to standard output
    Export {
        #[command(flatten)]
        input: Input,
        /// The form of the output
        #[arg(long, value_enum, default_value_t = Format::Json)]
        format: Format,
    },
    /// Show how articles are read: every block with its kind, every sentence with what was found in it
    Explain {
        #[command(flatten)]
        input: Input,
    },
    /// Say what each file is, a line each: format, date and how it is known, language, words, share of page
    /// furniture, outlet, title, and what is wrong with it
    Check {
        #[command(flatten)]
        input: Input,
    },
    /// Find the temporal expressions of texts: JSON Lines {"doc", "dct", "text"} in, TIMEX3 out
    Timex {
        /// The form of the output
        #[arg(long, value_enum, default_value_t)]
        format: timex::Format,
        /// What the dates lean on
        #[arg(long, value_enum, default_value_t)]
        kind: timex::Leaning,
    },
    /// Show the embedded articles, read-only: nothing is written and no file is opened
    Demo {
        #[command(flatten)]
        display: Display,
        /// Articles, which the demo does not read
        #[arg(hide = true)]
        unread: Vec<OsString>,
    },
    /// Serve the dashboard over SSH: a read-only screen for each visitor
    #[cfg(unix)]
    Serve {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        service: service::Service,
    },
    /// Print a sample configuration file: every setting and every key, with its default and what it does
    Config,
}

#[derive(Args, Debug)]
struct Input {
    /// Folders and files of articles, "-" for standard input; without any, the embedded articles
    paths: Vec<PathBuf>,
}

#[derive(Args, Debug)]
struct Display {
    /// Colours of the screen; without it, those that suit the terminal
    #[arg(long, value_parser = theme_names())]
    theme: Option<ThemeName>,
    /// Show ASCII characters only
    #[arg(long)]
    ascii: bool,
    /// Listen to the mouse
    #[arg(long)]
    mouse: bool,
}

impl Display {
    /// What was asked for on the command line, then what the configuration says.
    fn over(&self, config: Config) -> Options {
        Options {
            theme: self.theme.or(config.theme),
            ascii: self.ascii || config.ascii,
            mouse: self.mouse || config.mouse,
            source: config.source_share,
            keymap: config.keymap,
            access: Access::Owner,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// The public contract, schema summitry/1
    Json,
    /// A report to read
    Text,
}

/// The names that `--theme` takes.
fn theme_names() -> impl TypedValueParser<Value = ThemeName> {
    PossibleValuesParser::new(ThemeName::ALL.map(ThemeName::name))
        .map(|name| ThemeName::from_name(&name).unwrap_or_default())
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    quiet_contained_panics();
    let done = match cli.command {
        Some(Command::Export { input, format }) => write_export(&input, format),
        Some(Command::Explain { input }) => write_explanation(&input),
        Some(Command::Check { input }) => write_check(&input),
        Some(Command::Timex { format, kind }) => tag(format, kind),
        Some(Command::Demo { display, unread }) => demonstrate(&display, &unread),
        #[cfg(unix)]
        Some(Command::Serve { input, service }) => serve(&input, service),
        Some(Command::Config) => write_sample(),
        None => open(&cli.input, &cli.display, cli.config.as_deref()),
    };
    done.unwrap_or_else(|error| {
        // A closed pipe is the reader's wish to stop.
        let closed = error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        if closed {
            return ExitCode::SUCCESS;
        }
        complain(&format!("{error:#}"));
        ExitCode::from(PARTLY_READ)
    })
}

/// A reader that fails on a file says so as a problem of the file, not by itself.
fn quiet_contained_panics() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !reading::is_contained() {
            tell(info);
        }
    }));
}

fn write_export(input: &Input, format: Format) -> Result<ExitCode> {
    let dossier = load(input);
    let output = match format {
        Format::Json => export::json(&dossier).context("could not write the dossier as JSON")?,
        Format::Text => export::text(&dossier),
    };
    io::stdout().lock().write_all(output.as_bytes())?;
    Ok(report(&dossier.problems, dossier.articles.len()))
}

fn write_explanation(input: &Input) -> Result<ExitCode> {
    let dossier = load(input);
    io::stdout()
        .lock()
        .write_all(export::explain(&dossier).as_bytes())?;
    Ok(report(&dossier.problems, dossier.articles.len()))
}

fn write_check(input: &Input) -> Result<ExitCode> {
    let dossier = load(input);
    io::stdout()
        .lock()
        .write_all(export::check(&dossier).as_bytes())?;
    let unread = dossier.articles.is_empty() || dossier.problems.iter().any(|one| one.fatal);
    Ok(ExitCode::from(if unread { PARTLY_READ } else { 0 }))
}

fn tag(format: timex::Format, kind: timex::Leaning) -> Result<ExitCode> {
    let (input, output) = (io::stdin().lock(), io::stdout().lock());
    let well = timex::run(input, output, format, kind, complain)?;
    Ok(ExitCode::from(if well { 0 } else { PARTLY_READ }))
}

fn write_sample() -> Result<ExitCode> {
    io::stdout().lock().write_all(config::sample().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn open(input: &Input, display: &Display, config: Option<&Path>) -> Result<ExitCode> {
    let config = config::read(config)?;
    show(input, display.over(config))
}

/// No configuration is read: whoever is shown the demo cannot be steered by the files of an account. No other
/// file is either, for the process is confined before it has a second thread.
fn demonstrate(display: &Display, unread: &[OsString]) -> Result<ExitCode> {
    let confinement = confine::process();
    if !confinement.is_whole() {
        complain(&format!(
            "the confinement of the demo is not whole: {confinement}"
        ));
    }
    if !unread.is_empty() {
        complain("the demo shows its own articles only, and reads no other");
    }
    let options = Options {
        access: Access::Demo,
        ..display.over(Config::default())
    };
    show(&Input { paths: Vec::new() }, options)
}

#[cfg(unix)]
fn serve(input: &Input, service: service::Service) -> Result<ExitCode> {
    let server = ssh::Server::bind(service.options()?)?;
    // On threads that are gone afterwards: what is confined later is only what comes later.
    let board = rayon::ThreadPoolBuilder::new()
        .build_scoped(rayon::ThreadBuilder::run, |threads| {
            threads.install(|| {
                let board = Board::new(load(input));
                board.prepare();
                board
            })
        })
        .context("cannot start the threads that read")?;
    let code = report(&board.dossier.problems, board.dossier.articles.len());
    if board.dossier.articles.is_empty() {
        return Ok(code);
    }
    server.serve(Arc::new(board))?;
    Ok(ExitCode::SUCCESS)
}

fn show(input: &Input, options: Options) -> Result<ExitCode> {
    if !terminal::is_available() {
        let dossier = load(input);
        if !dossier.articles.is_empty() {
            io::stdout()
                .lock()
                .write_all(export::text(&dossier).as_bytes())?;
        }
        return Ok(report(&dossier.problems, dossier.articles.len()));
    }
    rayon::spawn(knowledge::prepare);
    let outcome = terminal::run(sources(input), options)?;
    match outcome.ended {
        Ended::Signal(_) => Ok(ExitCode::from(outcome.ended.exit_code())),
        // Whoever leaves while the articles are read has not missed them.
        Ended::Quit if outcome.articles == 0 && outcome.problems.is_empty() => {
            Ok(ExitCode::SUCCESS)
        }
        Ended::Quit | Ended::Nothing => Ok(report(&outcome.problems, outcome.articles)),
    }
}

fn sources(input: &Input) -> Vec<Source> {
    if input.paths.is_empty() {
        return vec![Source::Seeds];
    }
    let source = |path: &PathBuf| {
        if path.as_os_str() == "-" {
            Source::Stdin
        } else {
            Source::Path(path.clone())
        }
    };
    input.paths.iter().map(source).collect()
}

/// Reads and builds, with a progress bar on standard error where a person watches a long job.
fn load(input: &Input) -> Dossier {
    // The tables are parsed while the files are read.
    rayon::spawn(knowledge::prepare);
    let bar = ProgressBar::no_length();
    if let Ok(style) = ProgressStyle::with_template("reading {bar:30} {pos}/{len} articles") {
        bar.set_style(style);
    }
    if !io::stderr().is_terminal() {
        bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    let dossier = terminal::read(&sources(input), &|done, found| {
        bar.set_length(u64::try_from(found).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    });
    bar.finish_and_clear();
    dossier
}

/// Says on standard error what could not be read; the exit code says whether anything could not, or
/// whether nothing is left to show.
fn report(problems: &[Problem], articles: usize) -> ExitCode {
    for problem in problems {
        complain(&problem.to_string());
    }
    if articles == 0 || problems.iter().any(|problem| problem.fatal) {
        ExitCode::from(PARTLY_READ)
    } else {
        ExitCode::SUCCESS
    }
}

fn complain(what: &str) {
    // Nothing is left to tell where standard error is gone.
    let _ = writeln!(io::stderr(), "summitry: {what}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_stands_over_the_configuration() {
        let options = |args: &[&str]| {
            let cli = Cli::parse_from([&["summitry"], args].concat());
            cli.display.over(Config {
                theme: Some(ThemeName::Light),
                mouse: true,
                source_share: Some(30),
                ..Config::default()
            })
        };
        let asked = options(&["--theme", "mono", "--ascii"]);
        assert_eq!(asked.theme, Some(ThemeName::Mono));
        assert!(asked.ascii && asked.mouse);
        let unasked = options(&[]);
        assert_eq!(
            (unasked.theme, unasked.source),
            (Some(ThemeName::Light), Some(30))
        );
        assert!(!unasked.ascii && unasked.mouse);
    }
}
