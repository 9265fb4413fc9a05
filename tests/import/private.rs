//! Private data: contacts stand on the page, and in feeds only where the newsroom says so. A text says the same before
//! and after it is imported.

use std::fs;
use std::path::Path;

use crate::{dateline, import, newsroom};

const LEAD: &str = "TOWN, 3 March 2026 – The ministry opened four new clinics in the north of the country, it said in a statement today.";

/// The feed, and the pages of all releases, with all that a reader of them sees.
fn built(root: &Path) -> (String, String) {
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    dateline(root)
        .args(["build", "--base-url", "https://press.example/", "--out"])
        .arg(&site)
        .assert()
        .success();
    let pages = walkdir::WalkDir::new(&site).into_iter().flatten();
    let is_release = |path: &Path| {
        path.extension().is_some_and(|ending| ending == "html") && !path.starts_with(site.join("feeds"))
    };
    let pages = pages.filter(|entry| is_release(entry.path()));
    let pages = pages.map(|entry| fs::read_to_string(entry.path()).unwrap()).collect();
    (fs::read_to_string(site.join("feeds/all.json")).unwrap(), pages)
}

fn write(root: &Path, name: &str, text: &str) {
    fs::write(root.join("content").join(name), text).unwrap();
}

#[test]
fn contacts_at_the_end_of_a_text_with_front_matter_stay_out_of_feeds() {
    let room = newsroom();
    let head = "---\ntitle: Four clinics\ndate: 2026-03-03\ncontact: Desk, 020 7946 0111\n---\n\n";
    write(
        room.path(),
        "a.md",
        &format!(
            "{head}{LEAD}\n\n## Notes to editors\n\n1. The clinics are new.\n\n2. For more information call Jane Doe on 020 7946 0958.\n\n**Media contact:** John Roe, 020 7946 0123, john@x.example\n"
        ),
    );
    let (feed, page) = built(room.path());
    for private in ["0958", "0123", "john@x.example", "0111"] {
        assert!(!feed.contains(private) && page.contains(private), "{private}");
    }
    assert!(feed.contains("The clinics are new."));
    let site = room.path().join("dateline.toml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, format!("contacts_in_feeds = true\n{text}")).unwrap();
    let (feed, _) = built(room.path());
    assert!(feed.contains("john@x.example") && feed.contains("0958") && feed.contains("0111"), "{feed}");
}

const BARE: &str = "Four clinics open in the north\n\n20260303 Clinics\n\nThe minister opens the first clinic on Tuesday.\n\nLEAD\n\nEach clinic has three doctors and eight nurses.\n\nNotes to editors\n\n1. The clinics are new.\n\n2. For more information call Jane Doe on 020 7946 0958.\n\nAbout the Ministry\n\nThe ministry opens clinics in all parts of the country.\n";

#[test]
fn a_text_says_the_same_before_and_after_its_import() {
    let text = BARE.replace("LEAD", LEAD);
    let (bare, imported) = (newsroom(), newsroom());
    write(bare.path(), "clinics.txt", &text);
    let file = imported.path().join("clinics.txt");
    fs::write(&file, &text).unwrap();
    import(imported.path(), &[&file]);
    for root in [bare.path(), imported.path()] {
        let (feed, page) = built(root);
        for public in ["opens the first clinic", "clinics are new", "in all parts of the country"] {
            assert!(feed.contains(public) && page.contains(public), "{public}: {feed}");
        }
        assert!(!feed.contains("0958") && page.contains("0958"), "{feed}");
    }
}

const CONTACTS: [&str; 14] = [
    "Jane Doe | Press Officer | 020 7946 0123",
    "Email: jane@a.officeone",
    "WA: 0812 3456 7890",
    "Juru bicara: Budi Contoh (0812-3456-7890)",
    "Woordvoerder: Jan Jansen, 06 1234 5678",
    "Assessoria de imprensa: João Souza, (11) 5555-0100",
    "Contacto para a imprensa: Ana Silva, 912 345 678",
    "Gabinete de prensa: 912 345 678",
    "Kontakt prasowy: Anna Nowak, tel. 22 555 01 00",
    "Pressekontakt: Erika Muster, Tel. 030 1234567",
    "Пресс-секретарь: Иван Иванов, +7 (495) 555-01-00",
    "담당: 홍보팀 김철수 (02-555-0100)",
    "報道担当：山田太郎 電話 03-5555-0100",
    "Telegram: @jane_doe",
];

#[test]
fn contacts_stay_out_of_feeds_whatever_their_label_and_wherever_a_text_comes_from() {
    let room = newsroom();
    let mut items = String::new();
    for (index, contact) in CONTACTS.iter().enumerate() {
        let head = format!("---\ntitle: Four clinics {index}\ndate: 2026-03-03\n---\n\n");
        let text = format!("{LEAD}\n\nResidents can call the hotline on 0800 000 {index:04} at any time.");
        write(room.path(), &format!("m{index}.md"), &format!("{head}{text}\n\n{contact}\n"));
        write(
            room.path(),
            &format!("t{index}.txt"),
            &format!("Four clinics open in the north\n\n{text}\n\n{contact}\n"),
        );
        items += &format!(
            "<item><title>Item {index}</title><guid>urn:x:{index}</guid><pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate><description><![CDATA[<p>Text der sechsten Meldung.</p><p>{contact}</p>]]></description></item>"
        );
    }
    let file = room.path().join("old.xml");
    fs::write(&file, format!("<rss version=\"2.0\"><channel><title>A</title>{items}</channel></rss>"))
        .unwrap();
    import(room.path(), &[&file]);
    let (feed, pages) = built(room.path());
    for (index, contact) in CONTACTS.iter().enumerate() {
        let contact = contact.trim_end_matches(')');
        let detail = &contact[contact.len() - 8..];
        let at = feed.find(detail).map_or(0, |at| feed.floor_char_boundary(at.saturating_sub(160)));
        assert!(!feed.contains(detail), "{contact}: {}", &feed[at..feed.floor_char_boundary(at + 240)]);
        assert!(pages.matches(detail).count() >= 3, "{contact}");
        assert!(feed.contains(&format!("0800 000 {index:04}")), "{index}");
    }
    assert!(feed.contains("Text der sechsten Meldung."));
}
