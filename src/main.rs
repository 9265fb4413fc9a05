//! The `dateline` program.

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use dateline::cli::{Cli, Serve};

fn main() -> ExitCode {
    let cli = Cli::parse();
    if cli.command.is_some() && cli.serve != Serve::default() {
        let reason = "--listen and --base-url belong after the command that they are for";
        Cli::command().error(ErrorKind::ArgumentConflict, reason).exit();
    }
    dateline::command::run(cli)
}
