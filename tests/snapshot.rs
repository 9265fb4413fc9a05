//! A newsroom in, a snapshot out: what stands where, what changes with time, and what must not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it does not expect")]

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use dateline::article::{Article, ArticleId, Body, Correction, Facets, Markup, NamedFile, Term, Withdrawal};
use dateline::compare::document;
use dateline::feed::END_NOTICE;
use dateline::file::{ContentHash, File, FileName};
use dateline::site::{Format, SiteImage, Withdrawn};
use dateline::snapshot::{
    CachePolicy, Coding, FeedResource, Ledger, Profile, Representation, Resource, Snapshot, export,
};
use dateline::text::Text;

use newsroom::{Newsroom, article, hour_of_2026, site};

mod newsroom;

fn paths(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.resources().map(|(path, _)| path).collect()
}

fn location(snapshot: &Snapshot, path: &str) -> String {
    match &*snapshot.get(path).unwrap() {
        Resource::Redirect(location) => location.clone(),
        other => panic!("{path} is {other:?}"),
    }
}

fn with_feed<T>(snapshot: &Snapshot, path: &str, see: impl FnOnce(&FeedResource) -> T) -> T {
    match &*snapshot.get(path).unwrap() {
        Resource::Feed(feed) => see(feed),
        other => panic!("{path} is {other:?}"),
    }
}

fn page(snapshot: &Snapshot, path: &str) -> Representation {
    match &*snapshot.get(path).unwrap() {
        Resource::Document(page) => page.clone(),
        other => panic!("{path} is {other:?}"),
    }
}

/// Everything that a snapshot can send, with its tag; rendering it on the way.
fn everything(snapshot: &Snapshot) -> Vec<(String, String)> {
    let face = |name: &str, face: &Representation| {
        let hash = ContentHash::of(&face.bytes(Coding::Identity)).to_hex();
        format!(
            "{name} {} {} {:?} {:?} {hash}",
            face.media_type,
            face.etag(Coding::Gzip),
            face.links,
            face.profile
        )
    };
    let told = |resource: &Resource| match resource {
        Resource::Document(page) => face("document", page),
        Resource::Gone(page) => face("gone", page),
        Resource::Feed(feed) => [("feed", &feed.feed), ("raw", &feed.raw), ("view", &feed.view)]
            .map(|(name, it)| face(name, it))
            .join("\n"),
        Resource::File(served) => format!("{served:?}"),
        Resource::Redirect(location) | Resource::Found(location) => location.clone(),
    };
    let not_found = [("404".to_owned(), face("404", snapshot.not_found()))];
    snapshot.resources().map(|(path, resource)| (path.to_owned(), told(resource))).chain(not_found).collect()
}

fn file(name: &str) -> NamedFile {
    NamedFile {
        written: name.to_owned(),
        file: File {
            name: FileName::parse(name).unwrap(),
            media_type: "image/png".into(),
            length: 3,
            hash: ContentHash::of(b"png"),
            path: "/nowhere".into(),
        },
    }
}

fn withdrawn(article: Article, at: DateTime<Utc>) -> Article {
    Article { withdrawal: Some(Withdrawal::new(at, None)), ..article }
}

#[test]
fn everything_has_its_address() {
    let one =
        Article { files: vec![file("a photo.png")], aliases: vec!["/2019/one".into()], ..article("one", 1) };
    let newsroom = Newsroom::new([one, withdrawn(article("two", 2), hour_of_2026(3))]);
    assert_eq!(
        paths(&newsroom.at(hour_of_2026(9))),
        [
            "/",
            "/2019/one",
            "/archive/2026-01/",
            "/atom",
            "/atom.xml",
            "/copy.js",
            "/feed",
            "/feed.css",
            "/feed.json",
            "/feed.xml",
            "/feeds.opml",
            "/feeds/",
            "/feeds/all",
            "/feeds/all.atom",
            "/feeds/all.json",
            "/feeds/all.rss",
            "/feeds/all/archive/2026-01-01T09.atom",
            "/feeds/all/archive/2026-01-01T09.json",
            "/feeds/all/archive/2026-01-01T09.rss",
            "/feeds/all/archive/2026-01.atom",
            "/feeds/all/archive/2026-01.json",
            "/feeds/all/archive/2026-01.rss",
            "/feeds/topics/health",
            "/feeds/topics/health.atom",
            "/feeds/topics/health.json",
            "/feeds/topics/health.rss",
            "/feeds/topics/health/archive/2026-01-01T09.atom",
            "/feeds/topics/health/archive/2026-01-01T09.json",
            "/feeds/topics/health/archive/2026-01-01T09.rss",
            "/feeds/topics/health/archive/2026-01.atom",
            "/feeds/topics/health/archive/2026-01.json",
            "/feeds/topics/health/archive/2026-01.rss",
            "/index.rss",
            "/index.xml",
            "/news-sitemap.xml",
            "/old-feed.json",
            "/releases/one/",
            "/releases/one/a photo.png",
            "/releases/two/",
            "/robots.txt",
            "/rss",
            "/rss.xml",
            "/sitemap.xml",
            "/style.css",
            "/tags/health/feed.xml",
        ]
    );
}

#[test]
fn a_feed_has_three_faces() {
    let snapshot = Newsroom::new([article("one", 1)]).at(hour_of_2026(9));
    with_feed(&snapshot, "/feeds/all.rss", |FeedResource { feed, raw, view, .. }| {
        assert_eq!(
            (feed.profile, raw.profile, view.profile),
            (Profile::Feed, Profile::RawFeed, Profile::View)
        );
        assert_eq!(feed.media_type, "application/rss+xml; charset=utf-8");
        assert_eq!(raw.media_type, "application/xml; charset=utf-8");
        assert_eq!(view.media_type, "text/html; charset=utf-8");
        assert_eq!((feed.cache, view.cache), (CachePolicy::Minute, CachePolicy::Private));
        assert_eq!(feed.bytes(Coding::Identity), raw.bytes(Coding::Identity));
        assert_ne!(feed.etag(Coding::Identity), view.etag(Coding::Identity));
        assert!(feed.last_modified.is_some() && view.last_modified.is_none());
        assert_eq!(raw.links[..], ["<https://press.city.example/feeds/all.rss>; rel=\"canonical\""]);
        assert_eq!(
            feed.links[..],
            [
                "<https://press.city.example/feeds/all.rss>; rel=\"self\"; type=\"application/rss+xml\"",
                "<https://press.city.example/feeds/all.atom>; rel=\"alternate\"; type=\"application/atom+xml\"",
                "<https://press.city.example/feeds/all.json>; rel=\"alternate\"; type=\"application/feed+json\"",
                "<https://press.city.example/feeds/all>; rel=\"alternate\"; type=\"text/html\"",
            ]
        );
    });
}

#[test]
fn every_coding_has_a_strong_tag_of_its_own() {
    let snapshot = Newsroom::new([article("one", 1)]).at(hour_of_2026(9));
    let page = page(&snapshot, "/");
    let mut tags: Vec<String> = [Coding::Identity, Coding::Gzip, Coding::Brotli, Coding::Zstd]
        .map(|coding| page.etag(coding))
        .to_vec();
    tags.dedup();
    assert_eq!(tags.len(), 4);
    assert!(tags.iter().all(|tag| tag.starts_with('"') && tag.ends_with('"')), "{tags:?}");
}

#[test]
fn guesses_and_old_addresses_lead_to_the_feed_in_the_format_they_speak_of() {
    let mut newsroom = Newsroom::new([article("one", 1)]);
    let snapshot = newsroom.at(hour_of_2026(9));
    for (path, feed) in [
        ("/feed", "/feeds/all.rss"),
        ("/feed/", "/feeds/all.rss"),
        ("/atom.xml", "/feeds/all.atom"),
        ("/feed.json", "/feeds/all.json"),
        ("/index.xml", "/feeds/all.rss"),
        ("/old-feed.json", "/feeds/all.json"),
        ("/tags/health/feed.xml", "/feeds/topics/health.rss"),
    ] {
        assert_eq!(location(&snapshot, path), feed, "{path}");
    }
    newsroom.definitions[0].formats = vec![Format::Atom];
    assert_eq!(location(&newsroom.at(hour_of_2026(9)), "/rss.xml"), "/feeds/all.atom");
}

#[test]
fn a_feed_s_own_icon_is_served_beside_the_site_s() {
    let mut newsroom = Newsroom::new([article("one", 1)]);
    newsroom.site.icon = Some(SiteImage::Own(file("assets/site.png").file, None));
    newsroom.definitions[0].icon = Some(SiteImage::Own(file("assets/all.png").file, None));
    let snapshot = newsroom.at(hour_of_2026(9));
    for path in ["/assets/assets/site.png", "/assets/assets/all.png"] {
        assert!(matches!(*snapshot.get(path).unwrap(), Resource::File(_)), "{path}");
    }
    with_feed(&snapshot, "/feeds/all.atom", |feed| {
        let bytes = feed.feed.content.bytes(Coding::Identity);
        let text = std::str::from_utf8(&bytes).unwrap();
        assert!(text.contains("<icon>https://press.city.example/assets/assets/all.png</icon>"), "{text}");
    });
}

#[test]
fn old_addresses_never_hide_real_ones_and_the_older_release_keeps_its_own() {
    let older = Article { aliases: vec!["/x".into(), "/".into()], ..article("older", 1) };
    let newer = Article {
        aliases: vec!["/x".into(), "/feeds/all.rss".into(), "/feeds".into()],
        ..article("newer", 2)
    };
    let snapshot = Newsroom::new([older, newer]).at(hour_of_2026(9));
    assert_eq!(location(&snapshot, "/x"), "/releases/older/");
    assert_eq!(location(&snapshot, "/x/"), "/releases/older/");
    assert_eq!(page(&snapshot, "/").profile, Profile::Page);
    with_feed(&snapshot, "/feeds/all.rss", |_| ());
    assert_eq!(location(&snapshot, "/feeds"), "/feeds/");
}

#[test]
fn a_site_below_a_path_answers_there_and_behind_a_proxy_that_takes_the_path_off() {
    let one = Article { aliases: vec!["/old".into()], files: vec![file("a photo.png")], ..article("one", 1) };
    let mut newsroom = Newsroom::new([one]);
    newsroom.site = site("https://www.city.example/press/");
    let snapshot = newsroom.at(hour_of_2026(9));
    for path in
        ["/press/", "/", "/press/feeds/all.rss", "/feeds/all.rss", "/press/releases/one/a%20photo.png"]
    {
        assert!(snapshot.get(path).is_some(), "{path}");
    }
    assert_eq!(location(&snapshot, "/press/old"), "/press/releases/one/");
    assert_eq!(location(&snapshot, "/press/feeds"), "/press/feeds/");
    assert_eq!(location(&snapshot, "/press"), "/press/");
    assert_eq!(location(&snapshot, "/releases/one"), "/press/releases/one/");
    for path in ["/pressfeeds/all.rss", "/press/none", "/feeds/all.rss/", "/%FF"] {
        assert!(snapshot.get(path).is_none(), "{path}");
    }
    newsroom.site = site("https://www.city.example/pr\u{e9}sse/");
    let snapshot = newsroom.at(hour_of_2026(9));
    assert!(snapshot.get("/pr%C3%A9sse/feeds/all.rss").is_some());
    assert_eq!(location(&snapshot, "/pr%c3%a9sse/old"), "/pr%C3%A9sse/releases/one/");
}

#[test]
fn another_id_of_a_feed_reaches_its_archive_too() {
    let mut newsroom = Newsroom::new((1..50).map(|hour| article(&format!("r{hour}"), hour)));
    let path = "/feeds/all/archive/2026-01-03T08.atom";
    let bytes =
        |snapshot: &Snapshot| with_feed(snapshot, path, |feed| feed.feed.content.bytes(Coding::Identity));
    let before = newsroom.at(hour_of_2026(99));
    assert!(!bytes(&before).is_empty());
    newsroom.definitions[0].id = Some(ArticleId::parse("urn:example:all").unwrap());
    let after = newsroom.after(Some(&before), hour_of_2026(99), &mut Ledger::default());
    assert_eq!(bytes(&after), bytes(&newsroom.at(hour_of_2026(99))));
}

#[test]
fn what_is_below_a_withdrawn_page_is_as_gone_as_the_page() {
    let two = Article { files: vec![file("photo.png")], aliases: vec!["/old".into()], ..article("two", 2) };
    let snapshot = Newsroom::new([withdrawn(two, hour_of_2026(3))]).at(hour_of_2026(9));
    for path in
        ["/releases/two/", "/releases/two", "/releases/two/photo.png", "/releases/two/never-there", "/old"]
    {
        assert!(matches!(&*snapshot.get(path).unwrap(), Resource::Gone(_)), "{path}");
    }
    assert!(snapshot.get("/releases/twofold/").is_none());
}

#[test]
fn before_its_second_a_release_leaves_no_trace() {
    let early =
        || [article("one", 1), Article { translation_key: Text::non_empty_line("k"), ..article("en", 2) }];
    let secret = Article {
        aliases: vec!["/secret".into()],
        translation_key: Text::non_empty_line("k"),
        files: vec![file("secret.png")],
        ..article("one-secret", 10)
    };
    let at = hour_of_2026(10) - TimeDelta::milliseconds(1);
    let without = Newsroom::new(early());
    let with = Newsroom::new(early().into_iter().chain([secret]));
    assert_eq!(everything(&with.at(at)), everything(&without.at(at)));
    assert_eq!(with.at(at).next_change(), Some(hour_of_2026(10)));
    assert!(with.at(hour_of_2026(10)).get("/releases/one-secret/secret.png").is_some());
}

fn translated(name: &str, hour: i64) -> Article {
    Article { translation_key: Text::non_empty_line("k"), ..article(name, hour) }
}

/// The heart of reuse: whatever happened before, the same newsroom at the same instant is the same to the byte.
#[test]
fn a_rebuild_gives_what_a_build_from_nothing_gives() {
    let mut newsroom = Newsroom::new([article("one", 1), article("two", 2), translated("three", 3)]);
    let mut ledger = Ledger::default();
    let mut previous = newsroom.after(None, hour_of_2026(9), &mut ledger);
    let steps: [fn(&mut Newsroom); 13] = [
        |_| (),
        |newsroom| newsroom.put(translated("vier", 4)),
        |newsroom| newsroom.put(Article { title: Text::line("Vier!"), ..translated("vier", 4) }),
        |newsroom| newsroom.put(article("two", 1)),
        |newsroom| newsroom.put(withdrawn(article("one", 1), hour_of_2026(8))),
        |newsroom| {
            let note = Correction { at: hour_of_2026(13), note: Text::line("A comma") };
            newsroom.put(Article { corrections: vec![note], ..translated("three", 3) });
        },
        |newsroom| {
            let followed = Some(article("two", 1).id);
            newsroom.put(Article { in_reply_to: followed, ..article("five", 5) });
        },
        |newsroom| newsroom.put(Article { title: Text::line("Zwei"), ..article("two", 1) }),
        |newsroom| newsroom.articles.retain(|article| article.slug.as_str() != "five"),
        |newsroom| newsroom.articles.retain(|article| article.slug.as_str() != "vier"),
        |newsroom| newsroom.definitions[0].title = Text::line("Everything"),
        |newsroom| newsroom.site.title = Text::line("Another name"),
        |newsroom| newsroom.definitions.clear(),
    ];
    for (step, change) in steps.iter().enumerate() {
        everything(&previous);
        change(&mut newsroom);
        let instant = hour_of_2026(10 + i64::try_from(step).unwrap());
        let rebuilt = newsroom.after(Some(&previous), instant, &mut ledger);
        assert_eq!(everything(&rebuilt), everything(&newsroom.at(instant)), "after step {step}");
        previous = rebuilt;
    }
}

#[test]
fn what_did_not_change_is_neither_rendered_nor_compressed_again() {
    let mut newsroom = Newsroom::new([article("one", 1), article("two", 50)]);
    // Whatever came out within a day of the newest is in a feed beyond its limit.
    newsroom.definitions[0].limit = 1;
    let mut ledger = Ledger::default();
    let first = newsroom.after(None, hour_of_2026(60), &mut ledger);
    first.compress_feeds();
    everything(&first);
    newsroom.put(Article { title: Text::line("Another title"), ..article("one", 1) });
    let second = newsroom.after(Some(&first), hour_of_2026(60), &mut ledger);
    let content =
        |snapshot: &Snapshot, path: &str| with_feed(snapshot, path, |feed| Arc::clone(&feed.feed.content));
    for (path, is_same) in [("/feeds/all.atom", true), ("/feeds/topics/health.atom", false)] {
        assert_eq!(Arc::ptr_eq(&content(&first, path), &content(&second, path)), is_same, "{path}");
        assert_eq!(content(&second, path).is_made(Coding::Brotli), is_same, "{path}");
    }
    assert!(page(&second, "/releases/two/").is_made(Coding::Identity));
    assert!(!page(&second, "/releases/one/").is_made(Coding::Identity));
}

#[test]
fn a_feed_that_ended_is_gone_with_a_notice_and_so_are_its_old_addresses() {
    let mut newsroom = Newsroom::new([article("one", 1)]);
    newsroom.definitions[0].ended = Some(hour_of_2026(9));
    let gone = hour_of_2026(9) + END_NOTICE;
    assert_eq!(newsroom.at(hour_of_2026(8)).next_change(), Some(hour_of_2026(9)));
    let ended = newsroom.at(gone - TimeDelta::seconds(1));
    assert_eq!(ended.next_change(), Some(gone));
    with_feed(&ended, "/feeds/all.rss", |_| ());
    let snapshot = newsroom.at(gone);
    for path in [
        "/feeds/all.rss",
        "/feeds/all.atom",
        "/feeds/all.json",
        "/feeds/all",
        "/feeds/all/archive/2026-01.atom",
    ] {
        assert!(matches!(&*snapshot.get(path).unwrap(), Resource::Gone(_)), "{path}");
    }
    assert_eq!(location(&snapshot, "/old-feed.json"), "/feeds/all.json");
    with_feed(&snapshot, "/feeds/topics/health.rss", |_| ());
}

/// What lists name feeds, and what they say.
fn lists(snapshot: &Snapshot) -> String {
    let text = |path| String::from_utf8(page(snapshot, path).bytes(Coding::Identity).to_vec()).unwrap();
    ["/", "/feeds/", "/feeds.opml", "/sitemap.xml", "/feeds/all"].map(text).concat()
}

#[test]
fn a_topic_whose_only_release_is_gone_keeps_its_feed_and_archive_and_leaves_the_lists() {
    let gone = [
        withdrawn(article("two", 2), hour_of_2026(9)),
        Article { expires: Some(hour_of_2026(9)), ..article("two", 2) },
    ];
    for (gone, has_tombstone) in gone.into_iter().zip([true, false]) {
        let facets = Facets { tags: vec![Term::parse("Quiet").unwrap()], ..gone.facets.clone() };
        let newsroom = Newsroom::new([article("one", 1), Article { facets, ..gone }]);
        let before = newsroom.at(hour_of_2026(3));
        assert!(lists(&before).contains("/feeds/topics/quiet"));
        let at = hour_of_2026(9) + TimeDelta::days(31);
        let snapshot = newsroom.after(Some(&before), at, &mut Ledger::default());
        assert_eq!(everything(&snapshot), everything(&newsroom.at(at)));
        assert!(!lists(&snapshot).contains("quiet"));
        for path in ["/feeds/topics/quiet.rss", "/feeds/topics/quiet.atom", "/feeds/topics/quiet.json"] {
            with_feed(&snapshot, path, |_| ());
        }
        let html = page(&snapshot, "/feeds/topics/quiet").bytes(Coding::Identity);
        assert!(String::from_utf8(html.to_vec()).unwrap().contains("noindex"));
        assert_eq!(location(&snapshot, "/tags/quiet/feed.xml"), "/feeds/topics/quiet.rss");
        let archived = snapshot.get("/feeds/topics/quiet/archive/2026-01.atom").unwrap();
        let leads_to = if has_tombstone { "archive/2026-01-01T09.atom" } else { "quiet.atom" };
        assert!(matches!(&*archived, Resource::Found(to) if to.ends_with(leads_to)), "{archived:?}");
    }
}

#[test]
fn the_former_address_of_a_page_of_a_feed_leads_to_the_page() {
    let mut newsroom = Newsroom::new([article("one", 1)]);
    let aliases = ["/feeds/about/{value}", "/feeds/about/{value}.rss", "/posts/{value}"];
    newsroom.definitions[1].aliases = aliases.map(ToOwned::to_owned).to_vec();
    let snapshot = newsroom.at(hour_of_2026(9));
    assert_eq!(location(&snapshot, "/feeds/about/health"), "/feeds/topics/health");
    assert_eq!(location(&snapshot, "/feeds/about/health.rss"), "/feeds/topics/health.rss");
    assert_eq!(location(&snapshot, "/posts/health"), "/feeds/topics/health.rss", "it may have been a feed");
}

#[test]
fn the_pages_of_follow_ups_link_each_other() {
    let first = article("one", 1);
    let second = Article { in_reply_to: Some(first.id.clone()), ..article("two", 2) };
    let newsroom = Newsroom::new([first, second]);
    let has_link = |snapshot: &Snapshot, from: &str, to: &str| {
        let html = page(snapshot, from).bytes(Coding::Identity);
        String::from_utf8(html.to_vec()).unwrap().contains(&format!("<dd><a href=\"{to}\">"))
    };
    let before = newsroom.at(hour_of_2026(1));
    assert!(!has_link(&before, "/releases/one/", "/releases/two/"));
    let after = newsroom.after(Some(&before), hour_of_2026(2), &mut Ledger::default());
    assert!(has_link(&after, "/releases/one/", "/releases/two/"));
    assert!(has_link(&after, "/releases/two/", "/releases/one/"));
}

/// What a client with the feed at `path` as it was in `base` gets of `now`, if that is not the whole.
fn delta(base: &Snapshot, now: &Snapshot, path: &str) -> Option<String> {
    let tag = with_feed(base, path, |feed| feed.feed.etag(Coding::Gzip));
    with_feed(now, path, |feed| {
        let (delta, base) = feed.delta(|known| known == tag)?;
        assert_eq!(base, tag);
        Some(String::from_utf8(delta.bytes(Coding::Identity).to_vec()).unwrap())
    })
}

#[test]
fn a_delta_has_what_is_new_what_changed_and_what_was_withdrawn() {
    let mut newsroom = Newsroom::new((1..=6).map(|hour| article(&format!("r{hour}"), hour)));
    let mut ledger = Ledger::default();
    let mut next = |newsroom: &Newsroom, previous: Option<&Snapshot>, hour| {
        newsroom.after(previous, hour_of_2026(hour), &mut ledger)
    };
    let first = next(&newsroom, None, 10);
    newsroom.put(Article { title: Text::line("Mended"), ..article("r1", 1) });
    let second = next(&newsroom, Some(&first), 11);
    newsroom.put(withdrawn(article("r2", 2), hour_of_2026(12)));
    newsroom.put(article("r7", 12));
    let third = next(&newsroom, Some(&second), 12);
    let names =
        |text: &str| -> Vec<u8> { (1..=7).filter(|number| text.contains(&format!(":r{number}"))).collect() };
    for path in ["/feeds/all.atom", "/feeds/all.rss", "/feeds/topics/health.atom"] {
        assert_eq!(names(&delta(&first, &second, path).unwrap()), [1], "{path}");
        assert_eq!(names(&delta(&second, &third, path).unwrap()), [2, 7], "{path}");
        assert_eq!(names(&delta(&first, &third, path).unwrap()), [1, 2, 7], "{path}");
        assert_eq!(delta(&third, &third, path), None);
    }
    assert!(delta(&second, &third, "/feeds/all.atom").unwrap().contains("<at:deleted-entry"));
    assert_eq!(delta(&first, &third, "/feeds/all.json"), None);
    assert_eq!(delta(&first, &next(&newsroom, None, 12), "/feeds/all.atom"), None, "nothing is remembered");
}

#[test]
fn a_feed_that_only_drops_what_was_withdrawn_is_sent_whole_where_it_has_no_tombstones() {
    let mut newsroom = Newsroom::new((1..=4).map(|hour| article(&format!("r{hour}"), hour)));
    newsroom.site.withdrawn = Withdrawn::Removed;
    let first = newsroom.at(hour_of_2026(10));
    newsroom.put(withdrawn(article("r2", 2), hour_of_2026(12)));
    let second = newsroom.after(Some(&first), hour_of_2026(12), &mut Ledger::default());
    assert!(delta(&first, &second, "/feeds/all.atom").unwrap().contains("<at:deleted-entry"));
    assert_eq!(delta(&first, &second, "/feeds/all.rss"), None);
}

/// No format can say that an entry is gone without having been withdrawn; one that newer ones push out is not gone.
#[test]
fn a_feed_that_lost_an_entry_is_sent_whole() {
    let mut newsroom = Newsroom::new((1..=4).map(|day| article(&format!("r{day}"), day * 48)));
    newsroom.definitions[0].limit = 3;
    let first = newsroom.at(hour_of_2026(300));
    newsroom.put(article("r5", 310));
    let second = newsroom.after(Some(&first), hour_of_2026(310), &mut Ledger::default());
    assert!(delta(&first, &second, "/feeds/all.atom").is_some());
    newsroom.put(Article { expires: Some(hour_of_2026(320)), ..article("r4", 4 * 48) });
    let third = newsroom.after(Some(&second), hour_of_2026(320), &mut Ledger::default());
    assert_eq!(delta(&second, &third, "/feeds/all.atom"), None);
}

/// Of which editions a feed knows what is new since them, the latest last, after so many changes of one release.
fn remembered(newsroom: &mut Newsroom, changes: i64) -> Vec<bool> {
    let mut ledger = Ledger::default();
    let mut snapshots = vec![newsroom.at(hour_of_2026(999))];
    for number in 0..changes {
        newsroom.put(Article { title: Text::line(&format!("No. {number}")), ..article("r1", 1) });
        let next = newsroom.after(snapshots.last(), hour_of_2026(1_000 + number), &mut ledger);
        snapshots.push(next);
    }
    let (last, earlier) = snapshots.split_last().unwrap();
    earlier.iter().map(|base| delta(base, last, "/feeds/all.atom").is_some()).collect()
}

#[test]
fn few_earlier_editions_are_remembered() {
    let mut newsroom = Newsroom::new((1..=4).map(|hour| article(&format!("r{hour}"), hour)));
    assert_eq!(remembered(&mut newsroom, 20), [vec![false; 4], vec![true; 16]].concat());
}

#[test]
fn many_feeds_share_the_room_for_what_is_remembered() {
    let mut newsroom = Newsroom::new((1..=250).map(|hour| article(&format!("r{hour}"), hour)));
    newsroom.definitions[0].limit = 250;
    newsroom.definitions[1].formats = vec![Format::Atom];
    newsroom.definitions[1].limit = 1;
    assert_eq!(remembered(&mut newsroom, 6), [true; 6]);
    let tags: Vec<Term> = (0..300).map(|number| Term::parse(&format!("Topic {number}")).unwrap()).collect();
    let facets = Facets { tags, ..article("r2", 2).facets };
    newsroom.put(Article { facets, ..article("r2", 2) });
    // Four MiB for 302 feeds, and 4 kB for an edition of this one.
    assert_eq!(remembered(&mut newsroom, 6), [[false; 3], [true; 3]].concat());
}

#[test]
fn last_modified_moves_with_every_change_of_the_bytes_and_with_nothing_else() {
    let modified =
        |snapshot: &Snapshot| with_feed(snapshot, "/feeds/all.rss", |feed| feed.feed.last_modified.unwrap());
    let mut newsroom = Newsroom::new([article("one", 1), article("later", 20)]);
    let mut ledger = Ledger::default();
    let first = newsroom.after(None, hour_of_2026(9), &mut ledger);
    assert_eq!(modified(&first), hour_of_2026(9));
    let restarted = newsroom.after(None, hour_of_2026(10), &mut ledger);
    assert_eq!(modified(&restarted), hour_of_2026(9));
    newsroom.put(article("saved-late", 0));
    let saved_late = newsroom.after(Some(&restarted), hour_of_2026(11), &mut ledger);
    assert_eq!(modified(&saved_late), hour_of_2026(11));
    let lifted = newsroom.after(Some(&saved_late), hour_of_2026(20), &mut ledger);
    assert_eq!(modified(&lifted), hour_of_2026(20));
}

#[test]
fn the_next_change_is_the_earliest_of_all_that_moves_with_time() {
    let newsroom = Newsroom::new([article("one", 1)]);
    let leaves_news = hour_of_2026(1 + 48);
    assert_eq!(newsroom.at(hour_of_2026(0)).next_change(), Some(hour_of_2026(1)));
    assert_eq!(newsroom.at(hour_of_2026(1)).next_change(), Some(leaves_news));
    assert_eq!(newsroom.at(leaves_news).next_change(), None);
    let before = everything(&newsroom.at(leaves_news - TimeDelta::milliseconds(1)));
    let after = everything(&newsroom.at(leaves_news));
    let differing: Vec<_> =
        before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str()).collect();
    assert_eq!(differing, ["/news-sitemap.xml"]);
}

#[test]
fn no_old_address_leads_an_export_out_of_its_folder_or_over_another_file() {
    let aliases = [
        "/../../x",
        "/a/../../y",
        "/.ssh/key",
        "/a\\b",
        "/old.xml",
        "/old.xml/below",
        "/feeds",
        "/index.html",
    ];
    let with = Article { aliases: aliases.map(ToOwned::to_owned).to_vec(), ..article("one", 1) };
    let files = |article| export::plan(&Newsroom::new([article]).at(hour_of_2026(9)), false).into_keys();
    let without: BTreeSet<String> = files(article("one", 1)).collect();
    let added: Vec<String> = files(with).filter(|file| !without.contains(file)).collect();
    assert_eq!(added, ["old.xml"]);
}

#[test]
fn a_link_appears_in_page_and_feed_when_its_release_comes_out() {
    let links = [("two.md".to_owned(), "content/two.md".into())].into();
    let body = Body::new("See [more](two.md).", Markup::Markdown);
    let newsroom = Newsroom::new([Article { links, body, ..article("one", 1) }, article("two", 5)]);
    let mut ledger = Ledger::default();
    let before = newsroom.after(None, hour_of_2026(4), &mut ledger);
    let text = |snapshot: &Snapshot| {
        let feed = with_feed(snapshot, "/feeds/all.atom", |feed| feed.feed.bytes(Coding::Identity));
        let page = page(snapshot, "/releases/one/").bytes(Coding::Identity);
        [page, feed].map(|bytes| String::from_utf8(bytes.to_vec()).unwrap())
    };
    assert!(text(&before).iter().all(|text| !text.contains("releases/two")));
    let after = newsroom.after(Some(&before), hour_of_2026(6), &mut ledger);
    let [page, feed] = text(&after);
    assert!(page.contains("<a href=\"/releases/two/\">more</a>"), "{page}");
    assert!(
        feed.contains("releases/two/&quot;&gt;more") || feed.contains("releases/two/\"&gt;more"),
        "{feed}"
    );
    assert_eq!(everything(&after), everything(&newsroom.at(hour_of_2026(6))));
}

#[test]
fn a_correction_is_noticed_and_a_silent_fix_is_not() {
    let plain = |body: &str| Article { body: Body::new(body, Markup::Plain), ..article("r2", 2) };
    let newsroom = |second: Article| Newsroom::new([article("r1", 1), second, article("r3", 3)]);
    let at = hour_of_2026(9);
    let note = Correction { at: hour_of_2026(5), note: Text::line("It opens in May.") };
    let corrected = Article { corrections: vec![note], ..plain("It opens in May, at noon.") };
    let [before, fixed, corrected] =
        [plain("It opens in June at noon."), plain("It opens in June, at noon."), corrected]
            .map(|second| newsroom(second).at(at));
    for path in ["/feeds/all.atom", "/feeds/all.rss", "/feeds/all.json"] {
        // Ids in their order, each with its dates and title, but for the text.
        let read = |snapshot: &Snapshot| {
            let bytes = with_feed(snapshot, path, |feed| feed.feed.bytes(Coding::Identity));
            let entries = document::feed(&bytes).unwrap().entries;
            let facts: Vec<_> =
                entries.iter().map(|entry| (entry.id.clone(), entry.published, entry.updated)).collect();
            (facts, entries[1].text.contains("It opens in May."), bytes)
        };
        let [before, fixed, corrected] = [&before, &fixed, &corrected].map(read);
        assert_ne!(before.2, fixed.2, "{path}");
        assert_eq!(before.0, fixed.0, "{path}");
        let expected: Vec<_> = before
            .0
            .iter()
            .map(|(id, published, updated)| {
                let is_it = id.ends_with(":r2");
                (id.clone(), *published, if is_it { Some(hour_of_2026(5)) } else { *updated })
            })
            .collect();
        assert_eq!(corrected.0, expected, "{path}");
        assert!(corrected.1 && !before.1, "{path}");
    }
    let page = |snapshot: &Snapshot| {
        let html = page(snapshot, "/releases/r2/").bytes(Coding::Identity);
        String::from_utf8(html.to_vec()).unwrap().contains("It opens in May.")
    };
    assert_eq!([&before, &fixed, &corrected].map(page), [false, false, true], "the note is on the page");
}
