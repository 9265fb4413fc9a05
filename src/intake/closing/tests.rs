//! Tests of the rules beside it.

use super::*;

const LEAD: &str =
    "The ministry opened four new clinics in the north of the country, it said in a statement.";

fn read(end: &str) -> Option<(String, String)> {
    let closing = closing(&format!("{LEAD}\n\n{end}\n"), Markup::Markdown)?;
    let rest = closing.rest.strip_prefix(LEAD).unwrap().trim().to_owned();
    Some((rest, closing.contacts.to_string()))
}

#[test]
fn contacts_at_the_end_are_parted_from_the_text() {
    for (end, rest, contacts) in [
        (
            "**Media contact:** Jane Doe, 020 7946 0958, jane@x.example",
            "",
            "Media contact: Jane Doe, 020 7946 0958, jane@x.example",
        ),
        (
            "## Press contact\n\nJane Doe\n\n[jane@x.example](mailto:jane@x.example)\n\n## About us\n\nWe open clinics.",
            "## About us\n\nWe open clinics.",
            "Press contact\nJane Doe\njane@x.example",
        ),
        (
            "**Notes to editors**\n\n1. The clinics are new.\n\n2. For more information call Jane Doe on 020 7946 0958.",
            "**Notes to editors**\n\n1. The clinics are new.",
            "For more information call Jane Doe on 020 7946 0958.",
        ),
    ] {
        assert_eq!(read(end), Some((rest.to_owned(), contacts.to_owned())), "{end}");
    }
}

#[test]
fn contacts_are_told_by_shape_whatever_their_label() {
    let text = "The clinics are open to all from Monday.";
    for contact in [
        "Jane Doe | Press Officer | 020 7946 0123",
        "Jane Doe\n\nPress Officer\n\n020 7946 0123",
        "Jane Doe\nPress Officer\n020 7946 0123",
        "Email: jane@a.example",
        "Telegram: @jane_doe",
        "WA: 0812 3456 7890",
        "Woordvoerder: Jan Jansen, 06 1234 5678",
        "Gabinete de prensa: 912 345 678",
        "- Jane Doe, 020 7946 0123\n- John Roe, 020 7946 0124",
        "Contact: Jane Doe, 020 7946 0123\n\nWA: 0812 3456 7890\n\nMail: jane@a.example\n\nTel. 020 7946 0124\n\nMob. 07700 900 123",
    ] {
        let private = contact.replace("\n\n", "\n").replace("- ", "");
        for end in ["", "\n\n###", "\n\n## About us\n\nWe open clinics in all of the country."] {
            let (rest, contacts) =
                read(&format!("{text}\n\n{contact}{end}")).unwrap_or_else(|| panic!("{contact}{end}"));
            assert_eq!(rest.replace("\n\n\n", "\n\n"), format!("{text}{end}"), "{contact}");
            assert_eq!(contacts.replace(' ', "\n"), private.replace(' ', "\n"), "{contact}");
        }
    }
    let (rest, contacts) = read(&format!("{text}\nPressekontakt: Erika Muster, Tel. 030 1234567")).unwrap();
    assert_eq!((rest.as_str(), contacts.as_str()), (text, "Pressekontakt: Erika Muster, Tel. 030 1234567"));
    let (_, contacts) = read("## Contact\n\n[Jane Doe](mailto:jane@x.example)").unwrap();
    assert_eq!(contacts, "Contact\nJane Doe (jane@x.example)");
    let short =
        closing("Ein kurzer Text.\n\nPressekontakt: Erika Muster, Tel. 030 1234567\n", Markup::Markdown);
    assert_eq!(short.unwrap().rest.trim(), "Ein kurzer Text.");
}

#[test]
fn only_the_contacts_go() {
    let contact = "**Press contact:** Jane Doe, 020 7946 0958";
    for after in [
        "About the ministry\n\nThe ministry runs all clinics. Its hotline is 0800 123 4567.",
        "```\ncall 020 7946 0000\n```",
        "[^1]: By 020 7946 0000.",
        "[Video](https://v.example/20240314553)",
        "<video src=\"a.mp4\"></video>",
        "| Year | Patients |\n|---|---|\n| 2024 | 1234567 |",
        "Programme:\n\n- 020 7946 0000 beds",
    ] {
        let (rest, contacts) = read(&format!("{contact}\n\n{after}")).unwrap();
        assert_eq!((rest.as_str(), contacts.as_str()), (after, "Press contact: Jane Doe, 020 7946 0958"));
    }
    let section = "## Media contact\n\n- Jane Doe\n- 020 7946 0958\n- <jane@x.example>";
    let (rest, contacts) = read(&format!("{section}\n\nAbout us\n\nWe open clinics.")).unwrap();
    assert_eq!(rest, "About us\n\nWe open clinics.");
    assert_eq!(contacts, "Media contact\nJane Doe\n020 7946 0958\njane@x.example");
}

#[test]
fn a_heading_does_not_stay_alone() {
    let item = "1. For more information call Jane Doe on 020 7946 0958.";
    let (rest, _) = read(&format!("## Notes\n\n{item}\n\n## About us\n\nWe open clinics.")).unwrap();
    assert_eq!(rest, "## About us\n\nWe open clinics.");
}

#[test]
fn text_with_numbers_stays() {
    let clinic = "**Contact:** 020 7946 0958";
    for end in [
        "## Key figures\n\n- Patients: 1234567\n- Beds: 20 7946 0958",
        "| Year | Budget |\n|---|---|\n| 2024 | 1234567 |",
        "- Clinic A, 1 High Street, 020 7946 0958\n- Clinic B, 2 High Street, 020 7946 0959\n\nThey open on Monday.",
        "Residents can call the free hotline on 0800 123 4567 from Monday to Friday.",
        "Fotos: https://x.example/album/72177720",
        "[Download the report](https://x.example/20240314553.pdf)",
        "<video src=\"https://x.example/20240314553.mp4\"></video>",
        "> Write to info@x.example\n\nProgramme:\n\n- Opening",
        "Contact tracing found 1234567 cases.",
        "Contacts: 1234567 were traced in the north.",
        "## Further information\n\n- Fotos: https://x.example/album/72177720\n- [Report](https://x.example/a)",
        "## Notes to editors\n\n1. The clinics, which were planned in 2019 and whose first stone was laid by the minister in 2021, cost 12345678 in all, of which the state pays half.",
        &[clinic; 4].join("\n\nThe next clinic opens in the east of the country.\n\n"),
        "Contact: Whoever lives in the north and wants to take part in the talks on the next four clinics writes to x@x.example until Friday.",
    ] {
        assert_eq!(read(end), None, "{end}");
    }
}

#[test]
fn other_texts_stay_whole() {
    for end in [
        "The clinics cost 12 000 000 between 2024 and 2026, which is more than was planned for them in 2023.",
        "## Contact\n\nWrite to us.",
        "![Map](map.png) press@x.example",
        "",
    ] {
        assert_eq!(read(end), None, "{end}");
    }
    assert_eq!(closing("<p>a</p><p>press@x.example</p>", Markup::Html), None);
}
