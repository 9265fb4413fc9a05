//! What each command does: the wiring between the parts of the library, one small file each.
//!
//! Only here does anything speak to the person at the terminal, and only here do options end.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use tracing_subscriber::EnvFilter;

use crate::cli::{Cli, Command, Serve};

mod build;
mod check;
mod import;
mod init;
mod kept;
mod new;
mod newsroom;
mod preview;
mod report;
mod serve;

/// What is logged where nobody says otherwise.
const DEFAULT_LOG: &str = "info";

/// What is told of faults in a page's markup is no concern of the press office; a filter that names it still gets it.
const QUIET: &str = "html5ever=error";

/// The folder of what the next run should know; it is safe to delete while the clock is right.
const STATE: &str = ".dateline";

/// How far the clock has come; in that folder.
const CLOCK: &str = "clock";

/// Does what the command line says.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let root = cli.common.root;
    let done = start_log(cli.common.log.as_deref()).and_then(|()| dispatch(cli.command, cli.serve, &root));
    match done {
        Ok(code) => code,
        // Whoever reads our output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even this can be written, nobody is there to be told.
            let _ = writeln!(stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Option<Command>, serve: Serve, root: &Path) -> anyhow::Result<ExitCode> {
    match command.unwrap_or(Command::Serve(serve)) {
        Command::Serve(arguments) => serve::run(root, &arguments),
        Command::Build(arguments) => build::run(root, &arguments),
        Command::Check(arguments) => check::run(root, &arguments),
        Command::Preview(arguments) => preview::run(root, &arguments),
        Command::Import(arguments) => import::run(root, &arguments),
        Command::Init(arguments) => init::run(root, &arguments),
        Command::New(arguments) => new::run(root, &arguments),
    }
}

/// Events go to standard error: standard output is for what a command was asked for.
fn start_log(filter: Option<&str>) -> anyhow::Result<()> {
    let filter = format!("{QUIET},{}", filter.unwrap_or(DEFAULT_LOG));
    let filter = EnvFilter::try_new(filter).map_err(|error| {
        anyhow::anyhow!("--log is not a filter such as `debug` or `dateline::http=debug`: {error}")
    })?;
    let colours = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(colours).init();
    Ok(())
}

/// Standard output, in colours where it is a terminal.
fn stdout() -> anstream::Stdout {
    anstream::stdout()
}

/// Standard error, in colours where it is a terminal.
fn stderr() -> anstream::Stderr {
    anstream::stderr()
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
