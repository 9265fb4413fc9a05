//! Bad input: each fault is told, and costs nothing but its own file.

use std::fs::{self, File};
use std::process::Command;

use dateline::problem::Severity;
use dateline::store::{DirectoryStore, Loaded, Settings};
use proptest::prelude::{ProptestConfig, prop_assert, proptest};

use super::newsroom::{NOW, Newsroom, release, settings};

fn three() -> Newsroom {
    let mut newsroom = Newsroom::of(&[
        ("a.md", &release("a", "")),
        ("sub/b.md", &release("b", "")),
        ("sub/c.md", &release("c", "")),
    ]);
    newsroom.load();
    assert_eq!((newsroom.titles().len(), newsroom.problems().len()), (3, 0));
    newsroom
}

fn bomb() -> String {
    let mut bomb = String::from("---\ntitle: a\ndate: 2026-01-01\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    bomb + "---\n"
}

#[test]
fn a_broken_file_keeps_its_last_good_version_also_across_a_restart() {
    for (broken, line) in [
        ("---\ntitle: a: b\ndate: 2026-01-01\n---\n".to_owned(), Some(2)),
        ("---\ntitle: a\ndate: 2026-01-01\n".to_owned(), Some(1)),
        (bomb(), None),
        (release("[a]", ""), Some(2)),
    ] {
        let mut newsroom = three();
        newsroom.write("a.md", &broken);
        for _ in 0..2 {
            newsroom.load();
            assert_eq!(newsroom.titles(), ["a", "b", "c"], "{:?}", newsroom.problems());
            assert_eq!(newsroom.last.as_ref().unwrap().counts.last_good, 1);
            assert!(newsroom.problem().remedy.ends_with("its last good version stays until then"));
            assert!(line.is_none() || newsroom.problem().line == line, "{:?}", newsroom.problem());
            newsroom.restart();
        }
        newsroom.write("a.md", release("a2", ""));
        newsroom.load();
        assert_eq!((newsroom.titles().join(" "), newsroom.problems().len()), ("a2 b c".to_owned(), 0));
    }
}

#[test]
fn a_file_that_lost_its_front_matter_keeps_its_last_good_version() {
    let good = |more: &str| {
        let body = "JAKARTA, 2 February 2026. A report, drafted by the city, is out.";
        release("a", more).replace("Body.", body)
    };
    let (whole, embargoed) = (good("draft: false"), good("embargo: 2026-02-01 09:00"));
    let unclosed = |text: &str| text.replacen("\n---\n", "\n", 1);
    let published = |loaded: &Loaded| -> Vec<_> {
        loaded.catalog.articles().map(|article| (article.title.clone(), article.published)).collect()
    };
    for (before, after, line) in [
        (&whole, String::new(), 1),
        (&whole, "\n \n".to_owned(), 1),
        (&whole, "\0".repeat(whole.len()), 1),
        (&whole, "---\n---\nBody.\n".to_owned(), 1),
        (&whole, "Some text only".to_owned(), 1),
        // Read as it comes, this text would be a release of its own, and the embargo be gone.
        (&embargoed, whole.rsplit("---\n").next().unwrap().to_owned(), 1),
        (&embargoed, "# a\n\nEmbargoed until Monday".to_owned(), 1),
        (&whole, unclosed(&whole), 1),
        (&embargoed, unclosed(&embargoed), 1),
        (&whole, whole[..16].to_owned(), 1),
        (&whole, whole[..29].to_owned(), 1),
        (&embargoed, embargoed[..46].to_owned(), 1),
    ] {
        let mut newsroom = three();
        newsroom.write("a.md", before);
        newsroom.load();
        let shown = published(newsroom.last.as_ref().unwrap());
        newsroom.write("a.md", &after);
        for _ in 0..2 {
            assert_eq!(published(newsroom.load()), shown, "{after:?}");
            let errors = newsroom.problems().iter().filter(|problem| problem.severity == Severity::Error);
            let errors: Vec<_> = errors.collect();
            assert_eq!((errors.len(), errors[0].line), (1, Some(line)), "{after:?}: {errors:?}");
            assert!(errors[0].remedy.ends_with("its last good version stays until then"), "{errors:?}");
            newsroom.restart();
        }
    }
}

#[test]
fn what_is_left_of_a_file_hides_it_where_it_is_another_gate() {
    for after in [
        "---\ntitle: a\ndate: 2026-01-01\ndraft: true\n\nBody.\n",
        "---\ntitle: a\ndate: 2027-01-01\n",
        "# a\n\nEmbargoed until Monday",
    ] {
        let mut newsroom = three();
        newsroom.write("a.md", after);
        newsroom.load();
        assert_eq!(newsroom.titles(), ["b", "c"], "{after}");
        assert_eq!(newsroom.last.as_ref().unwrap().counts.held_back, 1);
    }
}

#[test]
fn a_file_that_never_was_good_is_held_back() {
    let mut newsroom = three();
    newsroom.write("d.md", "---\ntitle: a: b\n---\n");
    newsroom.write("e.md", bomb());
    newsroom.load();
    assert_eq!(newsroom.titles(), ["a", "b", "c"]);
    assert_eq!(newsroom.last.as_ref().unwrap().counts.held_back, 2);
    assert!(newsroom.problems().iter().all(|problem| problem.remedy.ends_with("it is held back until then")));
}

#[test]
fn dates_that_no_calendar_has_are_faults_of_gates() {
    for date in ["2026-02-30", "27/11/2026", "2026-11-27 25:00", "soon", "1764201600"] {
        let mut newsroom = three();
        newsroom.write("d.md", release("d", "").replace("2026-01-01", date));
        newsroom.load();
        assert_eq!(newsroom.titles(), ["a", "b", "c"], "{date}");
        assert_eq!(newsroom.errors(), ["content/d.md:3 date"]);
    }
}

#[test]
fn of_two_files_with_one_id_the_older_stays() {
    let mut newsroom = three();
    newsroom.write("0.md", release("copy", "id: tag:pers.example,2026:a"));
    for _ in 0..2 {
        newsroom.load();
        assert_eq!(newsroom.titles(), ["a", "b", "c"]);
        assert_eq!(newsroom.errors(), ["content/0.md:4 id"]);
        newsroom.restart();
    }
    let mut fresh = Newsroom::of(&[
        ("x.md", &release("x", "id: urn:a:b")),
        ("y.md", &release("y", "id: urn:a:b")),
        ("x.html", &release("html", "")),
    ]);
    fresh.load();
    assert_eq!(fresh.titles(), ["html", "x"]);
    assert_eq!(fresh.errors(), ["content/y.md:4 id"]);
}

#[test]
fn a_renamed_file_with_an_id_is_the_same_release() {
    let mut newsroom = Newsroom::of(&[("a.md", &release("a", "id: urn:a:b")), ("b.md", &release("b", ""))]);
    newsroom.load();
    fs::rename(newsroom.content().join("a.md"), newsroom.content().join("new.md")).unwrap();
    for _ in 0..2 {
        newsroom.load();
        assert_eq!(newsroom.titles(), ["b", "a"]);
        assert_eq!(newsroom.problems(), []);
        newsroom.now += chrono::TimeDelta::seconds(2);
    }
}

#[test]
fn text_that_is_not_utf_8_tells_its_byte() {
    let mut newsroom = three();
    newsroom.write("a.md", b"---\ntitle: caf\xE9\ndate: 2026-01-01\n---\n");
    newsroom.write("d.md", b"---\ntitle: d\ndate: 2026-01-01\n---\n\xFF\xFE");
    newsroom.load();
    assert_eq!(newsroom.titles(), ["a", "b", "c"]);
    assert_eq!(newsroom.errors(), ["content/a.md:2", "content/d.md:5"]);
    assert!(newsroom.problems()[0].reason.contains("byte 14"), "{}", newsroom.problems()[0].reason);
}

#[test]
fn a_huge_file_is_never_read() {
    let mut newsroom = three();
    for path in ["a.md", "huge.txt"] {
        File::create(newsroom.content().join(path)).unwrap().set_len(100 * 1024 * 1024).unwrap();
    }
    newsroom.load();
    assert_eq!(newsroom.titles(), ["a", "b", "c"]);
    assert_eq!(newsroom.errors(), ["content/a.md", "content/huge.txt"]);
}

#[test]
fn a_file_that_is_gone_is_waited_for_and_then_dropped() {
    let mut newsroom = three();
    newsroom.delete("a.md");
    newsroom.load();
    assert_eq!(newsroom.titles(), ["a", "b", "c"]);
    newsroom.write("a.md", release("back", ""));
    newsroom.load_after(5);
    assert_eq!(newsroom.titles(), ["back", "b", "c"]);
    newsroom.delete("a.md");
    newsroom.load();
    newsroom.load_after(2);
    assert_eq!((newsroom.titles().join(" "), newsroom.problems().len()), ("b c".to_owned(), 0));
    newsroom.restart();
    newsroom.load();
    assert_eq!(newsroom.titles(), ["b", "c"]);
}

#[test]
fn what_was_deleted_while_nobody_looked_does_not_come_back() {
    let mut newsroom = three();
    newsroom.delete("a.md");
    newsroom.restart();
    newsroom.load();
    assert_eq!(newsroom.titles(), ["b", "c"]);
    newsroom.write("a.md", "---\ntitle: [\n---\n");
    newsroom.load();
    assert_eq!(newsroom.titles(), ["b", "c"]);
}

#[test]
fn a_content_folder_that_is_gone_or_empty_withdraws_nothing() {
    for is_empty in [false, true] {
        let mut newsroom = three();
        fs::remove_dir_all(newsroom.content()).unwrap();
        if is_empty {
            fs::create_dir(newsroom.content()).unwrap();
        }
        for _ in 0..2 {
            for _ in 0..3 {
                newsroom.load_after(5);
                assert_eq!(newsroom.titles(), ["a", "b", "c"]);
                assert_eq!(newsroom.errors(), ["content"]);
            }
            newsroom.restart();
        }
        newsroom.write("a.md", release("a2", ""));
        newsroom.load();
        newsroom.load_after(5);
        assert_eq!(newsroom.titles(), ["a2"]);
    }
}

#[test]
fn a_folder_that_is_deleted_is_a_deletion() {
    let mut newsroom = three();
    fs::remove_dir_all(newsroom.content().join("sub")).unwrap();
    newsroom.load();
    newsroom.load_after(2);
    assert_eq!(newsroom.titles(), ["a"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_content_only() {
    use std::os::unix::fs::symlink;

    let mut newsroom = three();
    let (content, root) = (newsroom.content(), newsroom.root().to_owned());
    fs::write(root.join("secret.md"), release("secret", "")).unwrap();
    fs::create_dir(root.join("elsewhere")).unwrap();
    fs::write(root.join("elsewhere/x.md"), release("secret", "")).unwrap();
    symlink(root.join("secret.md"), content.join("out.md")).unwrap();
    symlink(root.join("elsewhere"), content.join("out")).unwrap();
    symlink("/", content.join("root")).unwrap();
    symlink(&content, content.join("sub/loop")).unwrap();
    symlink("nothing", content.join("dangling.md")).unwrap();
    symlink("../a.md", content.join("sub/inside.md")).unwrap();
    newsroom.load();
    assert_eq!(newsroom.titles(), ["a", "b", "c", "a"]);
    assert_eq!(newsroom.errors(), ["content/dangling.md", "content/out", "content/out.md", "content/root"]);
    assert!(newsroom.problems().iter().any(|problem| problem.file.ends_with("sub/loop")));
}

#[cfg(unix)]
#[test]
fn a_file_that_became_unreadable_keeps_its_last_good_version() {
    let mut newsroom = three();
    newsroom.delete("a.md");
    std::os::unix::fs::symlink("nothing", newsroom.content().join("a.md")).unwrap();
    for _ in 0..2 {
        newsroom.load();
        newsroom.load_after(5);
        assert_eq!(newsroom.titles(), ["a", "b", "c"]);
        assert_eq!(newsroom.errors(), ["content/a.md"]);
        newsroom.restart();
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_are_never_opened() {
    let mut newsroom = three();
    assert!(Command::new("mkfifo").arg(newsroom.content().join("pipe.md")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(newsroom.content().join("socket.txt")).unwrap();
    newsroom.load();
    assert_eq!(newsroom.titles(), ["a", "b", "c"]);
    assert_eq!(newsroom.errors(), ["content/pipe.md", "content/socket.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_unicode_is_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let mut newsroom = three();
    fs::write(newsroom.content().join(OsStr::from_bytes(b"caf\xE9.md")), release("d", "")).unwrap();
    newsroom.load();
    assert_eq!(newsroom.titles(), ["a", "b", "c"]);
    assert_eq!(newsroom.errors(), ["content/caf\u{FFFD}.md"]);
}

#[test]
fn a_state_folder_that_can_not_be_written_costs_only_what_it_keeps() {
    let mut newsroom = Newsroom::new();
    fs::remove_dir_all(newsroom.root().join(".dateline")).unwrap();
    fs::write(newsroom.root().join(".dateline"), "in the way").unwrap();
    newsroom.restart();
    newsroom.write("a.md", release("a", "image: foto.png\nimage_alt: x"));
    newsroom.write("foto.png", b"\x89PNG\r\n\x1a\n");
    let article = newsroom.article();
    assert_eq!(newsroom.problem().file.to_str(), Some(".dateline"));
    assert_eq!(article.files[0].file.path, newsroom.content().join("foto.png"));
    newsroom.write("a.md", release("a: b", ""));
    newsroom.load();
    assert_eq!(newsroom.titles(), ["a"]);
}

#[test]
fn a_reading_that_keeps_nothing_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("content/a.md"), release("a", "")).unwrap();
    let settings = Settings { keep: false, ..settings(folder.path(), false) };
    let loaded = DirectoryStore::open(settings).unwrap().load(NOW.parse().unwrap());
    assert_eq!((loaded.counts.releases, loaded.problems), (1, vec![]));
    assert!(!folder.path().join(".dateline").exists());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_whatever_brings_the_store_down(
        open in "(---|\\+\\+\\+|\\{|)\n?",
        front in "(([a-z\"]{1,9}|date|embargo|title|image|withdrawn)( ?[:=] ?)([\\[{\"']?\\PC{0,12}|2026-0[0-9]-[0-9]{2})\n){0,6}",
        close in "(---|\\+\\+\\+|\\}|)\n?",
        body in "(\\PC|\n|\r|[\u{0}-\u{1F}]|# |\\[x\\]\\(|embargo(ed)? until ){0,60}",
    ) {
        let text = format!("{open}{front}{close}{body}");
        let mut newsroom = Newsroom::of(&[("good.md", &release("good", ""))]);
        for path in ["a.md", "2026-01-01-b.html", "c.en.txt"] {
            newsroom.write(path, &text);
        }
        newsroom.load();
        prop_assert!(newsroom.titles().contains(&"good".to_owned()));
    }
}

#[test]
fn a_long_text_and_a_long_title_are_no_fault() {
    let title = "kata ".repeat(200_000);
    let mut newsroom = Newsroom::of(&[("a.md", &release(&title, ""))]);
    assert_eq!(newsroom.article().title.len(), title.trim().len());
}
