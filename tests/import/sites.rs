//! The folders of other generators: their clocks, and every address that led to a release.

use std::fs;
use std::path::Path;

use crate::program::{dateline, folder_of};
use crate::{import, newsroom};

/// One file of a site as it comes into a newsroom in Jakarta.
fn imported(files: &[(&str, &str)], name: &str) -> String {
    let (room, site) = (newsroom(), folder_of(files));
    import(room.path(), &[site.path()]);
    let text = fs::read_to_string(room.path().join("content").join(name)).unwrap();
    dateline(room.path()).arg("check").assert().success();
    text
}

#[test]
fn times_without_a_zone_are_by_the_old_sites_clock() {
    let jekyll = "url: https://old.example\ntimezone: America/New_York\n";
    let hugo = "baseURL = 'https://old.example/'\n";
    let zoned = "baseURL = 'https://old.example/'\ntimeZone = 'America/New_York'\n";
    for (configuration, settings, date, written) in [
        ("_config.yml", jekyll, "2090-12-05 09:00", "2090-12-05T09:00:00-05:00"),
        ("_config.yml", jekyll, "2017-12-05 09:00", "2017-12-05T09:00:00-05:00"),
        // Jekyll takes a time with seconds for UTC; its author may not have, so one to come is the later of both.
        ("_config.yml", jekyll, "2017-12-05 09:00:00", "2017-12-05T04:00:00-05:00"),
        ("_config.yml", jekyll, "2090-12-05 09:00:00", "2090-12-05T09:00:00-05:00"),
        // A day to come begins later there than in Jakarta.
        ("_config.yml", jekyll, "2090-12-05", "2090-12-05T00:00:00-05:00"),
        ("_config.yml", jekyll, "2017-12-05", "2017-12-05"),
        ("_config.yml", jekyll, "2017-12-05 09:00 +0900", "2017-12-05 09:00 +0900"),
        ("_config.yml", "url: https://old.example\n", "2017-12-05 09:00", "2017-12-05 09:00"),
        ("hugo.toml", zoned, "2090-12-05T09:00:00", "2090-12-05T09:00:00-05:00"),
        ("hugo.toml", zoned, "2017-12-05T09:00:00", "2017-12-05T09:00:00-05:00"),
        ("hugo.toml", zoned, "2017-12-05T09:00:00Z", "2017-12-05T09:00:00Z"),
        ("hugo.toml", hugo, "2017-12-05T09:00:00", "2017-12-05T16:00:00+07:00"),
    ] {
        let (folder, name) = match configuration {
            "_config.yml" => ("", "_posts/2017-12-05-gizi.md"),
            _ => ("content/", "news/gizi.md"),
        };
        let text = format!("---\ntitle: Gizi\ndate: {date}\n---\n\nTeks tentang gizi anak.\n");
        let kept = imported(&[(configuration, settings), (&format!("{folder}{name}"), &text)], name);
        let line = kept.lines().find(|line| line.starts_with("date:")).unwrap();
        assert_eq!(line.replace('"', ""), format!("date: {written}"), "{settings}");
    }
    let named = "---\ntitle: Gizi\n---\n\nTeks tentang gizi anak.\n";
    let name = "_posts/2090-12-05-gizi.md";
    let kept = imported(&[("_config.yml", jekyll), (name, named)], name);
    assert!(kept.contains("date: \"2090-12-05T00:00:00-05:00\""), "{kept}");
    let toml = "+++\ntitle = 'Gizi'\ndate = 2017-12-05 09:00:00\nexpiryDate = 2090-12-05T09:00:00\n+++\n\nTeks tentang gizi.\n";
    let kept = imported(&[("hugo.toml", zoned), ("content/gizi.md", toml)], "gizi.md");
    for line in ["date = \"2017-12-05T09:00:00-05:00\"", "expiryDate = \"2090-12-05T09:00:00-05:00\""] {
        assert!(kept.contains(line), "{kept}");
    }
}

#[test]
fn a_date_that_can_not_be_rewritten_is_told() {
    let text = "---\ntitle: Gizi\ndate: >-\n  2017-12-05 09:00\n---\n\nTeks tentang gizi anak.\n";
    let jekyll = "url: https://old.example\ntimezone: America/New_York\n";
    let (room, site) =
        (newsroom(), folder_of(&[("_config.yml", jekyll), ("_posts/2017-12-05-gizi.md", text)]));
    let told = import(room.path(), &[site.path()]);
    assert!(told.contains("make its `date` 2017-12-05T09:00:00-05:00"), "{told}");
}

/// Where the addresses of a site's only release lead.
fn moved(files: &[(&str, &str)]) -> Vec<String> {
    let (room, site) = (newsroom(), folder_of(files));
    import(room.path(), &[site.path()]);
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("site");
    dateline(room.path())
        .args(["build", "--base-url", "https://press.example/", "--out"])
        .arg(&out)
        .assert()
        .success();
    of_release(&out)
}

fn of_release(out: &Path) -> Vec<String> {
    let redirects = fs::read_to_string(out.join("_redirects")).unwrap();
    let lines = redirects.lines().filter(|line| line.contains("/releases/"));
    let mut paths: Vec<String> =
        lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    paths.sort();
    paths
}

#[test]
fn every_old_address_leads_on() {
    let front =
        |more: &str| format!("---\ntitle: Gizi\ndate: 2025-03-04\n{more}\n---\n\nTeks tentang gizi.\n");
    let toml =
        |more: &str| format!("+++\ntitle = 'Gizi'\ndate = 2025-03-04\n{more}\n+++\n\nTeks tentang gizi.\n");
    let permalinks = "baseURL = 'https://old.example/'\n[permalinks]\nnews = '/:year/:month/:slug/'\n";
    let below = "baseURL = 'https://old.example/press/'\n";
    let jekyll = "url: https://old.example\nbaseurl: /press\n";
    for (configuration, settings, name, text, paths) in [
        (
            "hugo.toml",
            permalinks,
            "content/news/gizi.md",
            toml("aliases = ['/older/', '/oldest/']"),
            &["/2025/03/gizi/", "/older/", "/oldest/"][..],
        ),
        (
            "hugo.toml",
            permalinks,
            "content/news/gizi.md",
            front("url: /custom/gizi.html\naliases:\n  - /older/\n  - beside"),
            &["/custom/beside", "/custom/gizi.html", "/older/"],
        ),
        (
            "hugo.toml",
            below,
            "content/news/gizi.md",
            front("aliases: [/older/]"),
            &["/older/", "/press/news/gizi/", "/press/older/"],
        ),
        (
            "zola.toml",
            "base_url = 'https://old.example/press'\n",
            "content/gizi.md",
            toml("path = 'custom/p'\naliases = ['older']"),
            &["/press/custom/p/", "/press/older"],
        ),
        (
            "_config.yml",
            jekyll,
            "_posts/2025-03-04-gizi.md",
            front("redirect_from: /older/"),
            &["/older/", "/press/2025/03/04/gizi.html", "/press/older/"],
        ),
        (
            "_config.yml",
            jekyll,
            "_posts/2025-03-04-gizi.md",
            front("redirect_from:\n- /older/\n- /press/oldest/"),
            &["/older/", "/press/2025/03/04/gizi.html", "/press/older/", "/press/oldest/"],
        ),
        // The host is not known, nor is the id.
        (
            "_config.yml",
            "baseurl: /press\n",
            "_posts/2025-03-04-gizi.md",
            front("permalink: /a/:title/"),
            &["/press/a/gizi/"],
        ),
    ] {
        let found = moved(&[(configuration, settings), (name, &text)]);
        assert_eq!(found, paths, "{text}");
    }
}
