//! What must not come along, and what must not keep the rest from coming.

use std::fs;
use std::os::unix::fs::symlink;

use crate::{dateline, import, newsroom};

const LEAD: &str = "LONDON, 3 March 2026 – The ministry opened four new clinics in the north of the country, it said in a statement today.";

#[test]
fn a_gate_outside_of_front_matter_makes_a_draft() {
    for (name, head) in [
        ("a.txt", "Draft: true\n\nFour new clinics open\n\n"),
        ("a.md", "<!-- template -->\n---\ntitle: A\ndraft: true\n---\n# Four new clinics open\n\n"),
        ("a.md", "# Four new clinics open\n\nstatus: embargoed\n\n"),
    ] {
        let room = newsroom();
        let file = room.path().join(name);
        fs::write(&file, format!("{head}{LEAD}\n")).unwrap();
        let told = import(room.path(), &[&file]);
        assert!(told.contains("  held back: `") && told.contains("1 of them drafts"), "{told}");
        let drafts = fs::read_dir(room.path().join("content/_drafts")).unwrap();
        let draft = drafts.map(|entry| entry.unwrap().path()).next().unwrap();
        let text = fs::read_to_string(draft).unwrap();
        assert!(text.contains("\ndraft: true # `"), "{text}");
    }
}

#[test]
fn pictures_come_from_the_folder_of_the_document_alone() {
    let (room, folder, outside) = (newsroom(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(outside.path().join("secret.jpg"), "\u{ff}secret").unwrap();
    fs::write(folder.path().join(".env"), "KEY=secret").unwrap();
    fs::write(folder.path().join("real.jpg"), "\u{ff}picture").unwrap();
    symlink(outside.path().join("secret.jpg"), folder.path().join("a.jpg")).unwrap();
    symlink(outside.path().join("secret.jpg"), folder.path().join("20260303 Clinics.jpg")).unwrap();
    symlink(outside.path(), folder.path().join("b")).unwrap();
    symlink(folder.path().join(".env"), folder.path().join("c.jpg")).unwrap();
    symlink(folder.path().join("real.jpg"), folder.path().join("d.jpg")).unwrap();
    let shown = "![A](a.jpg) ![B](b/secret.jpg) ![C](c.jpg) ![D](d.jpg) ![E](.env)";
    fs::write(
        folder.path().join("kept.md"),
        format!("---\ntitle: A\ndate: 2026-03-03\nattachments: [.env]\n---\n{shown}\n"),
    )
    .unwrap();
    fs::write(
        folder.path().join("bare.txt"),
        format!("Four new clinics open\n\n20260303 Clinics\n\nThe minister opens the first clinic on Tuesday.\n\n{LEAD}\n"),
    )
    .unwrap();
    let told = import(room.path(), &[folder.path()]);
    assert!(told.contains("2 imported") && told.contains("1 files beside"), "{told}");
    let names = fs::read_dir(room.path().join("content/2026")).unwrap();
    let mut names: Vec<String> =
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["2026-03-03-four-new-clinics-open.md", "2026-03-03-kept.md", "d.jpg"]);
}

#[test]
fn a_picture_that_can_not_be_copied_keeps_nothing_else_from_being_imported() {
    let (room, folder) = (newsroom(), tempfile::tempdir().unwrap());
    fs::create_dir(folder.path().join("pictures")).unwrap();
    fs::write(folder.path().join("pictures/a.jpg"), "\u{ff}picture").unwrap();
    let text = "---\ntitle: A\ndate: 2026-03-03\n---\n![A](pictures/a.jpg)\n";
    fs::write(folder.path().join("a.md"), text).unwrap();
    fs::write(folder.path().join("b.md"), text.replace("title: A", "title: B")).unwrap();
    fs::create_dir_all(room.path().join("content/2026")).unwrap();
    fs::write(room.path().join("content/2026/pictures"), "in the way").unwrap();
    let told = import(room.path(), &[folder.path()]);
    assert!(told.contains("2 imported"), "{told}");
    assert_eq!(told.matches("pictures/a.jpg was not copied: ").count(), 2, "{told}");
}

#[test]
fn a_file_of_a_site_that_leads_out_is_told_and_the_others_come() {
    let (room, site, outside) = (newsroom(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(site.path().join("hugo.yaml"), "baseURL: https://old.example/\n").unwrap();
    fs::create_dir(site.path().join("content")).unwrap();
    fs::write(outside.path().join("secret.jpg"), "\u{ff}secret").unwrap();
    symlink(outside.path().join("secret.jpg"), site.path().join("content/a.jpg")).unwrap();
    fs::write(site.path().join("content/b.md"), "---\ntitle: B\ndate: 2026-03-03\n---\nText.\n").unwrap();
    let output = dateline(room.path()).arg("import").arg(site.path()).assert().code(1);
    let told = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert!(told.contains("a.jpg: not imported: it is a link that leads out"), "{told}");
    assert!(told.contains("1 imported") && !room.path().join("content/a.jpg").exists(), "{told}");
}
