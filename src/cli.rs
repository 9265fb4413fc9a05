//! The command line: types only. What the commands do is in [`crate::command`].

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono_tz::Tz;
use clap::{Args, Parser, Subcommand, ValueEnum};
use url::Url;

use crate::language::Language;
use crate::site::BaseUrl;

/// Publishes press releases as RSS, Atom and JSON feeds: on time, corrected openly, never announced twice.
///
/// Without a command, `dateline` serves the newsroom in this folder.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "\
Examples:
  dateline init pers              make a newsroom in the folder `pers`
  dateline --root pers            serve it on this machine
  dateline --root pers check      tell what is wrong with it
  dateline new \"Budget 2027\"      start a press release

Exit status: 0 done, 1 something failed, or `check` found an error, 2 the command line is wrong."
)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
    /// Options of `serve`, which needs not be named.
    #[command(flatten)]
    pub serve: Serve,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// The newsroom's folder, where `dateline.toml` is
    #[arg(long, global = true, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
    /// What to log to standard error: `error`, `warn`, `info`, `debug`, or filters such as `dateline::http=debug`
    #[arg(long, global = true, value_name = "FILTER", env = "DATELINE_LOG", hide_env_values = true)]
    pub log: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the newsroom over HTTP, releases at their time, changes as they are saved
    Serve(Serve),
    /// Write the whole site into a folder, for any web host
    Build(Build),
    /// Show on this machine what is wrong with the newsroom, file by file
    Check(Check),
    /// Show, on this machine only, the newsroom as it will be
    Preview(Preview),
    /// Turn documents as they come into releases: texts, pages, feeds, exports, other generators' folders
    Import(Import),
    /// Make a new newsroom
    Init(Init),
    /// Start a new press release, with a permanent id
    New(New),
}

/// Options of `serve`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(after_help = "\
Examples:
  dateline serve
  dateline serve --listen 0.0.0.0:80 --base-url https://press.city.example

Stop it with Ctrl-C; requests under way are answered first.")]
pub struct Serve {
    /// The IP address and port to listen on, over `listen` in dateline.toml; port 0 takes a free one
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Where the public reaches the newsroom, over `base_url` in dateline.toml; every link is made of it
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    pub base_url: Option<BaseUrl>,
    /// Believe this machine's clock whatever it says, even if it leaps ahead and nothing keeps it synchronised
    #[arg(long)]
    pub trust_clock: bool,
}

/// Options of `build`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline build --out site --base-url https://press.city.example
  dateline build --out /srv/www/press --precompress --format json

A complete tree appears or none; files that did not change stay the very files they are. The time of the next change
is printed, so that a timer can build again: keep it to yourself, since it may be that of an embargo.

Exit status: 0 the tree is complete, though a release with a fault may be held back, which stops no other: `check` tells
and fails; 1 nothing was written, as where a fault would take away a feed, or all releases.")]
pub struct Build {
    /// The folder to write: a new or empty one, or an earlier export, which is replaced; what others put there stays
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Where the public reaches the newsroom, over `base_url` in dateline.toml; every link is made of it
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    pub base_url: Option<BaseUrl>,
    /// Write `.gz` and `.br` beside pages and archives too, not beside feeds only
    #[arg(long)]
    pub precompress: bool,
    /// Believe this machine's clock whatever it says, even if it leaps ahead and nothing keeps it synchronised
    #[arg(long)]
    pub trust_clock: bool,
    /// How the outcome is printed: for programs as one JSON object
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// Options of `check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline check
  dateline check --strict --format json
  dateline check --against HEAD
  dateline check --against https://press.city.example/

Exit status: 0 without errors, 1 with some; with --strict, 1 with warnings too.")]
pub struct Check {
    /// Tell what those will see who subscribed to an earlier newsroom: a folder (a newsroom or an export), the URL of
    /// a live site or feed, or a git revision
    #[arg(long, value_name = "DIR|URL|GIT-REV")]
    pub against: Option<String>,
    /// How problems are printed
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// Write the id of each release that carries none into its file, so that the file can be renamed
    #[arg(long)]
    pub fix_ids: bool,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people, like a compiler's
    Text,
    /// For programs: one JSON object a line
    Json,
}

/// Options of `preview`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline preview
  dateline preview --at 2027-01-15T09:00

Nothing is written, and nobody but this machine is answered.")]
pub struct Preview {
    /// The instant to show: RFC 3339, or a date and time in the newsroom's zone; else that at which all scheduled
    /// releases are out
    #[arg(long, value_name = "INSTANT")]
    pub at: Option<String>,
    /// The loopback address and port to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8081", value_parser = loopback)]
    pub listen: SocketAddr,
}

/// Options of `import`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  dateline import release.txt page.html
  dateline import ../old-site --old-url https://press.city.example
  dateline import --format json - < release.txt

Nothing is ever written over, and what was imported before is passed over. Originals are kept in .dateline/originals.
With --format json nothing is written at all, and no newsroom is needed.

Exit status: 0 all is imported, though perhaps as drafts; 1 something could not be imported.
With --format json, 1 only where an input can't be opened: what is held back, or is no release, says so in its line.")]
pub struct Import {
    /// Files, folders with everything below them, the folder of a Jekyll, Hugo or Zola site, or `-` for standard input
    #[arg(value_name = "FILE|DIR|-", required = true)]
    pub inputs: Vec<PathBuf>,
    /// What is done: `text` writes releases and tells of each, `json` writes nothing and prints what was found
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// The zone of dates that name none, over `time_zone` in dateline.toml
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<Tz>,
    /// The language of documents that don't tell theirs, over `language` in dateline.toml
    #[arg(long, value_name = "TAG", value_parser = Language::parse)]
    pub language: Option<Language>,
    /// Where the site of a Jekyll, Hugo or Zola folder was reached, over its configuration; ids are made of it
    #[arg(long, value_name = "URL")]
    pub old_url: Option<Url>,
}

/// Options of `init`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  dateline init press/city")]
pub struct Init {
    /// The folder to make, seen from --root; its parents are made too
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// Options of `new`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  dateline new \"Budget 2027: more for schools\"")]
pub struct New {
    /// The headline
    pub title: String,
}

/// An address that only this machine reaches.
fn loopback(address: &str) -> Result<SocketAddr, String> {
    match address.parse::<SocketAddr>() {
        Ok(address) if address.ip().is_loopback() => Ok(address),
        Ok(_) => {
            Err("a preview shows what is not public yet: it listens on 127.0.0.1 or [::1] only".to_owned())
        }
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
