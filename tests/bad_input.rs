//! Whatever breaks in the newsroom, the server stays up and serves the last good edition, everything else still
//! goes out, and `check` says what is wrong.
//!
//! Each test damages a newsroom that is being served. That the damage has arrived is seen by a good release that is
//! written after it: the newsroom is loaded as a whole.
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::{self, fs::PermissionsExt};
use std::process::Command;

mod support;

use support::{Newsroom, Server, program, release};

/// A served newsroom with the release `good`.
async fn served() -> (Newsroom, Server) {
    let newsroom = Newsroom::new();
    newsroom.release("good", "Good");
    let server = Server::start(&newsroom).await;
    server.until_served("Good").await;
    (newsroom, server)
}

/// Asserts that a release written now goes out, that `titles` are served as well and nothing else, and that `check`
/// fails and names `fault`.
async fn assert_held(newsroom: &Newsroom, server: &Server, titles: &[&str], fault: &str) {
    newsroom.release("later", "Later");
    server.until_served("Later").await;
    let mut served: Vec<String> = server.entries().await.into_iter().map(|(_, title)| title).collect();
    served.retain(|title| title != "Later");
    served.sort();
    assert_eq!(served, titles);
    assert_told(newsroom, fault);
}

/// Asserts that `check` fails, and that one of its problems has every word of `fault`.
fn assert_told(newsroom: &Newsroom, fault: &str) {
    let output = newsroom.check();
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    let is_told = told.lines().any(|line| fault.split(' ').all(|word| line.contains(word)));
    assert!(is_told, "no problem with `{fault}` in:\n{told}");
}

/// The release `good` with a head that can't be read; its gates are as they were.
fn broken() -> String {
    release("[Good")
}

#[tokio::test]
async fn broken_front_matter_keeps_the_last_good_version() {
    let (newsroom, server) = served().await;
    newsroom.write("content/good.md", broken());
    assert_held(&newsroom, &server, &["Good"], "content/good.md").await;
}

#[tokio::test]
async fn a_new_release_with_broken_front_matter_is_held_back() {
    for (number, head) in
        ["title: \"Bad\n", "title: Bad\ndate: {\n", "- Bad\n", "title: Bad\n"].iter().enumerate()
    {
        let (newsroom, server) = served().await;
        newsroom.write(&format!("content/bad-{number}.md"), format!("---\n{head}---\nText.\n"));
        assert_held(&newsroom, &server, &["Good"], &format!("content/bad-{number}.md")).await;
    }
}

#[tokio::test]
async fn a_last_good_version_outlives_a_restart() {
    let (newsroom, server) = served().await;
    newsroom.write("content/good.md", broken());
    drop(server);
    let server = Server::start(&newsroom).await;
    assert_held(&newsroom, &server, &["Good"], "content/good.md").await;
}

#[tokio::test]
async fn a_broken_gate_hides_the_release_at_once() {
    for gate in
        ["draft: yes", "embargo: tomorrow", "embrago: 2027-01-01", "expiryDate: soon", "publishDate: [1]"]
    {
        let (newsroom, server) = served().await;
        newsroom.release("kept", "Kept");
        server.until_served("Kept").await;
        newsroom
            .write("content/good.md", format!("---\ntitle: Good\ndate: 2026-01-05\n{gate}\n---\nText.\n"));
        assert_held(&newsroom, &server, &["Kept"], "content/good.md").await;
    }
}

#[tokio::test]
async fn of_two_releases_with_one_id_the_known_one_stays() {
    let (newsroom, server) = served().await;
    let twin = "---\ntitle: Twin\nid: tag:test.example,2026:good\ndate: 2026-01-06\n---\nText.\n";
    newsroom.write("content/twin.md", twin);
    newsroom.release("later", "Later");
    server.until_served("Later").await;
    let entries = server.entries().await;
    assert_eq!(entries.iter().filter(|(id, _)| id == "tag:test.example,2026:good").count(), 1, "{entries:?}");
    assert_told(&newsroom, "content/twin.md id");
}

#[tokio::test]
async fn two_releases_with_one_slug_have_a_page_each() {
    let (newsroom, server) = served().await;
    newsroom.write("content/a.md", "---\ntitle: First\nslug: same\ndate: 2026-01-02\n---\nThe first text.\n");
    newsroom
        .write("content/b.md", "---\ntitle: Second\nslug: same\ndate: 2026-01-03\n---\nThe second text.\n");
    server.until_served("First").await;
    server.until_served("Second").await;
    let feed = feed_rs::parser::parse(server.get("/feeds/all.atom").await.body.as_slice()).unwrap();
    for (title, text) in [("First", "The first text."), ("Second", "The second text.")] {
        let entry = feed.entries.iter().find(|entry| entry.title.as_ref().unwrap().content == title).unwrap();
        let page = server.get(entry.links[0].href.strip_prefix(&server.address).unwrap()).await;
        assert!(page.status == 200 && page.text().contains(text), "{title}");
    }
}

#[tokio::test]
async fn naive_dates_are_in_the_newsroom_s_zone() {
    let (newsroom, server) = served().await;
    newsroom.write("content/good.md", "---\ntitle: Naive\ndate: 2026-01-05 09:00\n---\nText.\n");
    server.until_served("Naive").await;
    let feed = feed_rs::parser::parse(server.get("/feeds/all.atom").await.body.as_slice()).unwrap();
    assert_eq!(feed.entries[0].published.unwrap().to_rfc3339(), "2026-01-05T02:00:00+00:00");
}

#[tokio::test]
async fn impossible_dates_hold_a_new_release_back() {
    for date in
        ["2026-02-30", "2026-13-01", "2026-01-05T25:00:00Z", "yesterday", "05/01/2026", "''", "[2026]"]
    {
        let (newsroom, server) = served().await;
        newsroom.write("content/bad.md", format!("---\ntitle: Bad\ndate: {date}\n---\nText.\n"));
        assert_held(&newsroom, &server, &["Good"], "content/bad.md date").await;
    }
}

#[tokio::test]
async fn invalid_utf8_keeps_the_last_good_version() {
    let (newsroom, server) = served().await;
    newsroom.write("content/good.md", [release("Bad").as_bytes(), b"\xFF\xFE\x80 \xC3\x28"].concat());
    assert_held(&newsroom, &server, &["Good"], "content/good.md").await;
}

#[tokio::test]
async fn what_is_not_a_readable_file_is_no_release() {
    let (newsroom, server) = served().await;
    fs::create_dir(newsroom.path("content/folder.md")).unwrap();
    unix::fs::symlink("nowhere.md", newsroom.path("content/dangling.md")).unwrap();
    let _socket = unix::net::UnixListener::bind(newsroom.path("content/socket.md")).unwrap();
    newsroom.release("later", "Later");
    server.until_served("Later").await;
    assert_eq!(server.entries().await.len(), 2);
}

#[tokio::test]
async fn an_unreadable_file_keeps_the_last_good_version() {
    let newsroom = Newsroom::new();
    newsroom.release("good", "Good");
    let server = Server::start_unprivileged(&newsroom).await;
    for name in ["content/good.md", "content/new.md"] {
        newsroom.write(name, release("Unreadable"));
        fs::set_permissions(newsroom.path(name), Permissions::from_mode(0o000)).unwrap();
    }
    newsroom.release("later", "Later");
    server.until_served("Later").await;
    let titles: Vec<String> = server.entries().await.into_iter().map(|(_, title)| title).collect();
    assert_eq!(titles, ["Later", "Good"]);
}

#[tokio::test]
async fn a_pipe_is_not_waited_for() {
    let (newsroom, server) = served().await;
    for name in ["content/pipe.md", "content/pipe.pdf", "feeds/pipe.toml"] {
        assert!(Command::new("mkfifo").arg(newsroom.path(name)).status().unwrap().success());
    }
    newsroom.write(
        "content/names-it.md",
        "---\ntitle: Names a pipe\ndate: 2026-01-04\nattachments: [pipe.pdf]\n---\nText.\n",
    );
    newsroom.release("later", "Later");
    server.until_served("Later").await;
    assert_told(&newsroom, "feeds/pipe.toml");
}

#[tokio::test]
async fn symlink_loops_end() {
    let (newsroom, server) = served().await;
    unix::fs::symlink(newsroom.path("content"), newsroom.path("content/loop")).unwrap();
    unix::fs::symlink("self.md", newsroom.path("content/self.md")).unwrap();
    newsroom.release("later", "Later");
    server.until_served("Later").await;
    assert_eq!(server.entries().await.len(), 2);
}

#[tokio::test]
async fn links_out_of_the_content_folder_are_not_followed() {
    let (newsroom, server) = served().await;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("outside.md"), release("Outside")).unwrap();
    fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    unix::fs::symlink(outside.path(), newsroom.path("content/elsewhere")).unwrap();
    unix::fs::symlink(outside.path().join("outside.md"), newsroom.path("content/linked.md")).unwrap();
    unix::fs::symlink(outside.path().join("secret.txt"), newsroom.path("content/secret.txt.pdf")).unwrap();
    newsroom.write(
        "content/thief.md",
        "---\ntitle: Thief\ndate: 2026-01-04\nattachments: [secret.txt.pdf, ../../../../etc/hostname]\n---\n\
         ![a](../dateline.toml) ![b](/etc/hostname)\n",
    );
    newsroom.release("later", "Later");
    server.until_served("Later").await;
    let titles: Vec<String> = server.entries().await.into_iter().map(|(_, title)| title).collect();
    assert!(!titles.contains(&"Outside".to_owned()), "{titles:?}");
    for path in
        ["secret.txt.pdf", "dateline.toml", "hostname", "..%2F..%2Fdateline.toml", "%2Fetc%2Fhostname"]
    {
        let answer = server.get(&format!("/releases/thief/{path}")).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    assert_told(&newsroom, "content/thief.md");
}

#[tokio::test]
async fn a_file_of_100_megabytes_is_held_back() {
    let (newsroom, server) = served().await;
    let mut huge = b"---\ntitle: Huge\ndate: 2026-01-05\n---\n".to_vec();
    huge.resize(100 << 20, b'a');
    newsroom.write("content/huge.md", huge);
    assert_held(&newsroom, &server, &["Good"], "content/huge.md").await;
}

#[tokio::test]
async fn an_alias_bomb_in_yaml_is_held_back() {
    let (newsroom, server) = served().await;
    let levels: String = (1..30)
        .map(|level| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(", ")))
        .collect();
    newsroom.write(
        "content/bomb.md",
        format!("---\ntitle: Bomb\ndate: 2026-01-05\na0: &a0 [ha, ha, ha]\n{levels}---\nText.\n"),
    );
    assert_held(&newsroom, &server, &["Good"], "content/bomb.md").await;
}

#[tokio::test]
async fn deep_nesting_is_held_back_or_harmless() {
    let (newsroom, server) = served().await;
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    newsroom.write(
        "content/yaml.md",
        format!("---\ntitle: Deep\ndate: 2026-01-05\nx: {open}{close}\n---\nText.\n"),
    );
    newsroom.write(
        "content/toml.md",
        format!("+++\ntitle = \"Deep\"\ndate = 2026-01-05\nx = {open}{close}\n+++\nText.\n"),
    );
    newsroom.write(
        "content/json.md",
        format!("{{\"title\": \"Deep\", \"date\": \"2026-01-05\", \"x\": {open}{close}}}\nText.\n"),
    );
    newsroom.write(
        "content/quotes.md",
        format!("---\ntitle: Quotes\ndate: 2026-01-04\n---\n{}\n", "> ".repeat(50_000)),
    );
    newsroom.write(
        "content/html.html",
        format!("---\ntitle: Html\ndate: 2026-01-03\n---\n{}deep\n", "<div><b>".repeat(50_000)),
    );
    newsroom.release("later", "Later");
    server.until_served("Later").await;
    assert!(server.entries().await.iter().any(|(_, title)| title == "Good"));
}

#[tokio::test]
async fn a_vanished_content_folder_withdraws_nothing() {
    let (newsroom, server) = served().await;
    let before = server.get("/feeds/all.rss").await;
    fs::rename(newsroom.path("content"), newsroom.path("gone")).unwrap();
    newsroom.write("feeds/witness.toml", "title = \"Witness\"\nformats = [\"rss\"]\n");
    server
        .until("the new feed is served", async |server| server.get("/feeds/witness.rss").await.status == 200)
        .await;
    let after = server.get("/feeds/all.rss").await;
    assert_eq!((after.status.as_u16(), after.body), (200, before.body));
    assert_told(&newsroom, "content");

    fs::rename(newsroom.path("gone"), newsroom.path("content")).unwrap();
    newsroom.release("later", "Later");
    server.until_served("Later").await;
    assert_eq!(server.entries().await.len(), 2);
}

#[tokio::test]
async fn a_broken_feed_definition_keeps_its_last_good_version() {
    let broken = [
        "title = \"All\nlimit = 3\n",
        "title = \"All\"\nformats = [\"rss\", \"word\"]\n",
        "title = \"All\"\nlimit = -1\n",
        "title = \"All\"\n[select]\ncolour = { any = [\"red\"] }\n",
        "limit = 3\n",
    ];
    for definition in broken {
        let (newsroom, server) = served().await;
        newsroom.write("feeds/all.toml", definition);
        newsroom.write("feeds/new.toml", definition);
        assert_held(&newsroom, &server, &["Good"], "feeds/all.toml").await;
        assert_eq!(server.get("/feeds/new.rss").await.status, 404, "{definition}");
    }
}

#[tokio::test]
async fn a_last_good_feed_definition_outlives_a_restart_and_is_built() {
    let (newsroom, server) = served().await;
    newsroom.write("feeds/all.toml", "title = ");
    newsroom.release("more", "More");
    server.until_served("More").await;
    drop(server);
    let server = Server::start(&newsroom).await;
    assert_eq!(server.entries().await.len(), 2);
    let mut build = program(&newsroom.path(""));
    build.args(["build", "--base-url", "https://press.example/", "--out"]).arg(newsroom.path("public"));
    assert!(build.output().unwrap().status.success());
    assert!(newsroom.path("public/feeds/all.rss").exists());
    fs::remove_file(newsroom.path("feeds/all.toml")).unwrap();
    drop(server);
    let server = Server::start(&newsroom).await;
    assert_eq!(server.get("/feeds/all.rss").await.status, 404, "what was deleted is no fault");
}

#[tokio::test]
async fn a_broken_dateline_toml_keeps_its_last_good_version() {
    for site in ["title = \"Test", "title = \"Test office\"\n", "id_authority = 3\n", ""] {
        let (newsroom, server) = served().await;
        newsroom.write("dateline.toml", site);
        assert_held(&newsroom, &server, &["Good"], "dateline.toml").await;
    }
}

#[tokio::test]
async fn a_release_that_is_still_being_written_is_served_whole_or_not_at_all() {
    let (newsroom, server) = served().await;
    let whole = release("Growing") + &"More of it.\n\n".repeat(200) + "The end.\n";
    let mut file = File::create(newsroom.path("content/growing.md")).unwrap();
    for part in whole.as_bytes().chunks(whole.len() / 10) {
        file.write_all(part).unwrap();
        let feed = server.get("/feeds/all.json").await.text();
        assert!(!feed.contains("More of it.") || feed.contains("The end."), "{feed}");
    }
    drop(file);
    server.until_served("Growing").await;
    assert!(server.get("/feeds/all.json").await.text().contains("The end."));
}
