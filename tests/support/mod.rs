//! Newsrooms in temporary folders, and the real program serving them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    reason = "tests stop at the first surprise, and not every one needs every helper"
)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::Duration;

use reqwest::StatusCode;
use tempfile::TempDir;

/// Longer than anything takes on the slowest machine: who waits this long waits for what never comes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A newsroom in a temporary folder.
pub(crate) struct Newsroom {
    folder: TempDir,
}

impl Newsroom {
    /// A newsroom with one feed, `all`, in three formats, and no release.
    pub(crate) fn new() -> Self {
        let newsroom = Self { folder: tempfile::tempdir().unwrap() };
        newsroom.write(
            "dateline.toml",
            "title = \"Test office\"\nid_authority = \"test.example,2026\"\nlanguage = \"en\"\n\
             time_zone = \"Asia/Jakarta\"\nmain = \"all\"\n",
        );
        newsroom.write("feeds/all.toml", "title = \"All news\"\nformats = [\"rss\", \"atom\", \"json\"]\n");
        fs::create_dir(newsroom.path("content")).unwrap();
        newsroom
    }

    /// Where something of the newsroom lies.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file as editors do: beside its place, then in one step onto it.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        let aside = self.path(".written-aside");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&aside, bytes).unwrap();
        fs::rename(&aside, &path).unwrap();
    }

    /// Writes a release of long ago with this title, and returns its id.
    pub(crate) fn release(&self, name: &str, title: &str) -> String {
        self.write(&format!("content/{name}.md"), release(title));
        format!("tag:test.example,2026:{name}")
    }

    /// What `dateline check` makes of the newsroom, one JSON object a line.
    pub(crate) fn check(&self) -> Output {
        program(self.folder.path()).args(["check", "--format", "json"]).output().unwrap()
    }
}

/// The text of a release of long ago.
pub(crate) fn release(title: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-01-05T09:00:00+07:00\n---\nThe text of {title}.\n")
}

/// `dateline --root ROOT`.
pub(crate) fn program(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.arg("--root").arg(root).env("DATELINE_LOG", "warn");
    command
}

/// `dateline serve` on a free port, ended when dropped.
pub(crate) struct Server {
    process: Child,
    /// Kept open: a program whose output nobody takes ends.
    _output: BufReader<ChildStdout>,
    /// Where it listens, without a slash at the end.
    pub(crate) address: String,
    client: reqwest::Client,
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// A header's value, empty where it is absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Server {
    /// Serves the newsroom and returns once it is ready.
    pub(crate) async fn start(newsroom: &Newsroom) -> Self {
        Self::start_at(newsroom.folder.path()).await
    }

    /// Serves the newsroom at `root` and returns once it is ready.
    pub(crate) async fn start_at(root: &Path) -> Self {
        Self::run(program(root)).await
    }

    /// As [`Server::start`], run within the newsroom's folder, which is not named.
    pub(crate) async fn start_within(newsroom: &Newsroom) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.current_dir(newsroom.folder.path()).env("DATELINE_LOG", "warn");
        Self::run(command).await
    }

    /// As [`Server::start`], but without root's right to read every file.
    pub(crate) async fn start_unprivileged(newsroom: &Newsroom) -> Self {
        let mut command = Command::new("setpriv");
        command.args(["--bounding-set", "-dac_override,-dac_read_search", env!("CARGO_BIN_EXE_dateline")]);
        command.arg("--root").arg(newsroom.folder.path()).env("DATELINE_LOG", "warn");
        Self::run(command).await
    }

    /// As [`Server::start`], where the system tells nobody of changes; `None` where that can't be had.
    pub(crate) async fn start_deaf(newsroom: &Newsroom) -> Option<Self> {
        let deaf = |command: &str| {
            let mut unshare = Command::new("unshare");
            let limit = "echo 0 > /proc/sys/user/max_inotify_instances";
            unshare.args(["--user", "--map-root-user", "sh", "-c", &format!("{limit} && {command}"), "deaf"]);
            unshare
        };
        if !deaf("true").stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
            return None;
        }
        let mut command = deaf("exec \"$@\"");
        command.arg(env!("CARGO_BIN_EXE_dateline")).arg("--root").arg(newsroom.folder.path());
        command.env("DATELINE_LOG", "error");
        Some(Self::run(command).await)
    }

    /// As [`Server::start`], and everything that it logs goes into a file; also what reads that.
    pub(crate) async fn start_logging(
        newsroom: &Newsroom,
        log: &Path,
    ) -> (Self, impl Fn() -> String + use<>) {
        let mut command = program(newsroom.folder.path());
        command.env("DATELINE_LOG", "dateline=debug").stderr(fs::File::create(log).unwrap());
        let log = log.to_owned();
        (Self::run(command).await, move || fs::read_to_string(&log).unwrap())
    }

    /// As [`Server::start`], with more arguments of `serve`.
    pub(crate) async fn start_with(newsroom: &Newsroom, arguments: &[&str]) -> Self {
        Self::run_with(program(newsroom.folder.path()), arguments).await
    }

    /// Stops the program in its tracks, or lets it go on.
    pub(crate) fn signal(&self, name: &str) {
        let process = self.process.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &process]).status().unwrap().success());
    }

    async fn run(command: Command) -> Self {
        Self::run_with(command, &[]).await
    }

    async fn run_with(mut command: Command, arguments: &[&str]) -> Self {
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(arguments);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let address = announced_address(&mut output);
        let server = Self { process, _output: output, address, client: client() };
        server.until("it is ready", async |server| server.get("/readyz").await.status == 200).await;
        server
    }

    /// Asks as a feed reader does.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        let response = self.client.get(format!("{}{path}", self.address)).send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, body: response.bytes().await.unwrap().to_vec() }
    }

    /// The ids and titles in the feed `all`, first comes first.
    pub(crate) async fn entries(&self) -> Vec<(String, String)> {
        let answer = self.get("/feeds/all.atom").await;
        assert_eq!(answer.status, 200);
        let feed = feed_rs::parser::parse(answer.body.as_slice()).unwrap();
        feed.entries.into_iter().map(|entry| (entry.id, entry.title.unwrap().content)).collect()
    }

    /// Returns as soon as `holds` does; there is no other way to know that a change has arrived.
    pub(crate) async fn until(&self, what: &str, holds: impl AsyncFn(&Self) -> bool) {
        let wait = async {
            while !holds(self).await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.unwrap_or_else(|_| panic!("waited in vain until {what}"));
    }

    /// Returns as soon as the feed `all` has an entry of this title.
    pub(crate) async fn until_served(&self, title: &str) {
        let is_served =
            async |server: &Self| server.entries().await.iter().any(|(_, served)| served == title);
        self.until(&format!("`{title}` is served"), is_served).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Where the program says that it listens.
fn announced_address(output: &mut impl BufRead) -> String {
    let port = output.lines().map_while(Result::ok).find_map(|line| {
        let (_, rest) = line.split_once("127.0.0.1:")?;
        Some(rest.chars().take_while(char::is_ascii_digit).collect::<String>())
    });
    format!("http://127.0.0.1:{}", port.expect("the program ended without an address"))
}

/// No proxy, whatever the environment says: the server is on this machine.
fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().unwrap()
}
