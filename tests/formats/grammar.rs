//! Atom feeds against a grammar of RFC 4287.

use std::io::Write;
use std::process::Command;
use std::sync::Arc;

use dateline::feed::Entry;
use dateline::site::Format;

use crate::fixture::{archived_feed, bare_feed, bare_release, rendered, rich_feed};

fn validate(xml: &str) -> Result<(), String> {
    let mut file = tempfile::Builder::new().suffix(".xml").tempfile().unwrap();
    file.write_all(xml.as_bytes()).unwrap();
    let output = Command::new("jing").args(["-c", "tests/rfc4287.rnc"]).arg(file.path()).output().unwrap();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stdout).into_owned()) }
}

#[test]
#[ignore = "needs jing"]
fn atom_feeds_are_of_the_grammar() {
    let mut withdrawn_only = rich_feed();
    withdrawn_only.entries.retain(|entry| matches!(**entry, Entry::Withdrawn(_)));
    let mut summary_only = bare_feed();
    summary_only.entries = vec![Arc::new(Entry::Release(Box::new(bare_release("ringkas"))))];
    for feed in [bare_feed(), rich_feed(), archived_feed(), withdrawn_only, summary_only] {
        assert_eq!(validate(&rendered(&feed, Format::Atom)), Ok(()));
    }
}

/// A grammar that accepts everything would prove nothing.
#[test]
#[ignore = "needs jing"]
fn the_grammar_refuses_what_rfc_4287_forbids() {
    let valid = rendered(&rich_feed(), Format::Atom);
    for (from, to) in [
        ("<id>tag:pers.contoh.example,2026:feed:semua</id>", ""),
        ("<updated>2026-03-02T11:00:00+07:00</updated>", "<updated>2 March 2026</updated>"),
        ("rel=\"enclosure\"", "rel=\"\""),
        ("<title>Semua siaran pers</title>", "<title type=\"markdown\">Semua siaran pers</title>"),
        ("</feed>", "<rights>late</rights></feed>"),
        ("<generator>", "<generator colour=\"red\">"),
        ("<content type=\"html\">", "<content type=\"html\"><p xmlns=\"http://www.w3.org/1999/xhtml\"/>"),
        ("</author>", "</author><unheardof/>"),
    ] {
        let broken = valid.replacen(from, to, 1);
        assert_ne!(broken, valid, "{from} is not in the feed");
        assert!(validate(&broken).is_err(), "{to} is accepted");
    }
}
