//! Texts with front matter that say less of themselves than a release must.

use std::fs;

use crate::{dateline, import, newsroom};

const LEAD: &str = "LONDON, 3 March 2026 – The ministry opened four new clinics in the north of the country, it said in a statement today.";

#[test]
fn words_of_an_embargo_are_kept_whatever_draft_says() {
    for front in [
        "tags: [a]\ndraft: false\n",
        "title: Four new clinics open\ndraft: false\n",
        "tags: [a]\n",
        "tags: [a]\ndraft: true\n",
        "title: Four new clinics open\ndate: 2026-03-03\ndraft: false\n",
    ] {
        let room = newsroom();
        let file = room.path().join("a.md");
        let words = "EMBARGOED UNTIL THE MINISTER SPEAKS";
        let text = format!("---\n{front}---\n{words}\n\nFour new clinics open in the north\n\n{LEAD}\n");
        fs::write(&file, text).unwrap();
        let told = import(room.path(), &[&file]);
        assert!(told.contains("added: ") && told.contains("embargo"), "{told}");
        let is_draft = front.contains("draft: true");
        assert_eq!(told.contains("held back: it is under embargo"), !is_draft, "{front}: {told}");
        let path = room.path().join("content/2026/2026-03-03-a.md");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(&format!("embargo: \"{words}\" # write until when")), "{text}");
        assert_eq!(text.matches("draft:").count(), 1, "{text}");
        // Nobody publishes it by the key `draft` alone.
        fs::write(path, text.replace("draft: true", "draft: false")).unwrap();
        let output = dateline(room.path()).arg("check").assert().failure();
        assert!(String::from_utf8_lossy(&output.get_output().stdout).contains("MINISTER SPEAKS"));
    }
}

#[test]
fn what_stands_around_a_text_is_read_after_its_import_too() {
    for (ending, title, headline) in [
        ("md", "Clinics of the ministry", "## Four new clinics open in the north\n\nLONDON"),
        ("txt", "Clinics of the ministry", "Four new clinics open in the north\n\nLONDON"),
        ("md", "Four new clinics open in the north", "---\n\nLONDON"),
    ] {
        let room = newsroom();
        let file = room.path().join(format!("a.{ending}"));
        fs::write(
            &file,
            format!("---\ntitle: {title}\n---\nFour new clinics open in the north\n\n20260303 Clinics\n\nThe minister opens the first clinic on Tuesday.\n\n{LEAD}\n\nEach clinic has three doctors and eight nurses.\n\nNotes to editors\n\n1. The clinics are new.\n\nAbout the Ministry\n\nThe ministry opens clinics in all parts of the country.\n"),
        )
        .unwrap();
        let told = import(room.path(), &[&file]);
        assert!(!told.contains("notes") && !told.contains("boilerplate"), "{told}");
        let text =
            fs::read_to_string(room.path().join(format!("content/2026/2026-03-03-a.{ending}"))).unwrap();
        assert!(text.contains(headline), "{text}");
        let body = text.split("\n---\n").nth(1).unwrap();
        for public in ["opens the first clinic", "clinics are new", "in all parts of the country"] {
            assert_eq!(body.matches(public).count(), 1, "{public}: {text}");
        }
    }
}
