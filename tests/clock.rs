//! A clock that is far ahead of the last run ends an embargo only where it is trusted, or known to be right.
#![allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

use support::{Newsroom, Server, program};

mod support;

/// The last run was before the embargo ended, and longer ago than a machine is off.
fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new();
    newsroom.write("content/due.md", "---\ntitle: Due\ndate: 2016-01-05\nembargo: 2016-01-12\n---\nText.\n");
    newsroom.write(".dateline/clock", "2016-01-10T00:00:00.000Z\n");
    newsroom
}

/// Exports the newsroom: whether the release is out, and what was logged.
fn export(arguments: &[&str]) -> (bool, String) {
    let newsroom = newsroom();
    let out = newsroom.path("out");
    let mut command = program(&newsroom.path(""));
    command.args(["build", "--base-url", "https://press.city.example/", "--out"]).arg(&out).args(arguments);
    let output = command.output().unwrap();
    assert!(output.status.success());
    (out.join("releases/due/index.html").exists(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn an_export_believes_a_clock_that_is_trusted() {
    let (is_out, log) = export(&[]);
    if log.contains("the clock leapt ahead") {
        assert!(!is_out);
    } else {
        eprintln!("skipped in part: the clock of this machine is known to be right, and believed");
    }
    let (is_out, log) = export(&["--trust-clock"]);
    assert!(is_out && log.is_empty(), "{log}");
}

#[tokio::test]
async fn a_server_believes_a_clock_that_is_trusted() {
    let is_believed = export(&[]).0;
    for (arguments, is_out) in [(&[][..], is_believed), (&["--trust-clock"], true)] {
        let newsroom = newsroom();
        let server = Server::start_with(&newsroom, arguments).await;
        let status = server.get("/releases/due/").await.status;
        assert_eq!(status, if is_out { 200 } else { 404 }, "{arguments:?}");
    }
}
