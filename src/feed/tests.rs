//! Feeds by example: an edition and definitions in, neutral feeds out.

use chrono::{TimeDelta, TimeZone};

use super::*;
use crate::article::{Article, Body, Correction, Facets, Image, Markup, Source, Withdrawal};
use crate::catalog::Catalog;
use crate::site::{BaseUrl, IdAuthority, Site, Slug};

mod listing;

fn hour(hour: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap() + TimeDelta::hours(hour)
}

fn site() -> Site {
    let site = Site::new(
        Text::line("Newsroom"),
        BaseUrl::parse("https://a.example/pers/").unwrap(),
        IdAuthority::parse("a.example,2026").unwrap(),
        Language::parse("id").unwrap(),
        FeedName::parse("all").unwrap(),
    );
    Site {
        time_zone: chrono_tz::Asia::Jakarta,
        author: Text::line("Press office"),
        contacts_in_feeds: true,
        ..site
    }
}

/// A release of that hour, with these topics.
fn article(name: &str, published: i64, tags: &[&str]) -> Article {
    let tags = tags.iter().filter_map(|tag| Term::parse(tag)).collect();
    let article = Article::new(
        ArticleId::parse(&format!("tag:a.example,2026:{name}")).unwrap(),
        Slug::parse(name).unwrap(),
        Text::line(name),
        Language::parse("en").unwrap(),
        hour(published),
        Body::new(&format!("The text of {name}."), Markup::Markdown),
    );
    Article { facets: Facets { tags, ..article.facets }, ..article }
}

fn withdrawn(article: Article, at: i64) -> Article {
    Article { withdrawal: Some(Withdrawal::new(hour(at), Some(Text::line("Wrong.")))), ..article }
}

fn in_language(article: Article, tag: &str) -> Article {
    let facets = Facets { language: Language::parse(tag).unwrap(), ..article.facets.clone() };
    Article { facets, ..article }
}

fn definition() -> FeedDefinition {
    FeedDefinition::new(FeedName::parse("all").unwrap(), Text::line("All"))
}

fn feeds(articles: Vec<Article>, at: i64, definition: &FeedDefinition) -> Vec<Feed> {
    let catalog = Catalog::new(articles.into_iter().map(Arc::new), TimeDelta::hours(48));
    build(&catalog.at(hour(at)), definition, &site())
}

fn feed(articles: Vec<Article>, at: i64, definition: &FeedDefinition) -> Feed {
    feeds(articles, at, definition).remove(0)
}

fn names(feed: &Feed) -> Vec<&str> {
    feed.entries.iter().map(|entry| entry.id().as_str().rsplit(':').next().unwrap()).collect()
}

fn release(entry: &Entry) -> &ReleaseEntry {
    match entry {
        Entry::Release(release) => release,
        Entry::Withdrawn(_) => panic!("withdrawn"),
    }
}

fn corrected(article: Article, hours: &[i64]) -> Article {
    let note = |at: &i64| Correction { at: hour(*at), note: Text::line(&format!("Note of {at}.")) };
    Article { corrections: hours.iter().map(note).collect(), ..article }
}

/// Who follows a topic waits for the next release about it; who looks for topics finds those that there are.
#[test]
fn a_value_that_only_forgotten_releases_had_has_an_empty_feed_that_no_list_names() {
    let each = FeedDefinition { each: Some(Facet::Tag), ..definition() };
    let gone = || withdrawn(article("a", 1, &["Secret"]), 2);
    let over = || Article { expires: Some(hour(5)), ..corrected(article("b", 1, &["Secret"]), &[4]) };
    let articles: [&dyn Fn() -> Vec<Article>; 3] =
        [&|| vec![gone()], &|| vec![over()], &|| vec![gone(), over(), article("c", 0, &["Water"])]];
    for articles in articles {
        let secret = |at: i64| {
            let mut feeds = feeds(articles(), at, &each);
            feeds.retain(|feed| feed.address.to_string() == "all/secret");
            feeds.pop()
        };
        assert!(secret(0).is_none(), "before anything is public");
        assert!(secret(1).is_some_and(|feed| feed.is_named && !feed.entries.is_empty()));
        let quiet = secret(60).unwrap();
        assert!(quiet.entries.is_empty() && !quiet.is_named);
        assert_eq!((quiet.title.as_str(), quiet.id.as_str()), ("All", "tag:a.example,2026:feeds/all/secret"));
        assert_eq!(quiet.updated, secret(4).unwrap().updated, "and it never goes back");
    }
}

#[test]
fn feeds_that_lists_name_come_first() {
    let each = FeedDefinition { each: Some(Facet::Tag), ..definition() };
    let order = |at| -> Vec<(String, bool)> {
        let articles = vec![withdrawn(article("a", 1, &["Air"]), 2), article("b", 3, &["Water"])];
        let feeds = feeds(articles, at, &each);
        feeds.iter().map(|feed| (feed.address.to_string(), feed.is_named)).collect()
    };
    assert_eq!(order(9), [("all/air".to_owned(), true), ("all/water".to_owned(), true)]);
    assert_eq!(order(60), [("all/water".to_owned(), true), ("all/air".to_owned(), false)]);
}

#[test]
fn each_value_has_a_feed_named_as_first_written() {
    let each = FeedDefinition {
        each: Some(Facet::Tag),
        title: Text::line("News: {value}"),
        name: FeedName::parse("topics").unwrap(),
        ..definition()
    };
    let articles = vec![
        article("a", 1, &["Gizi Anak"]),
        article("b", 2, &["gizi anak", "Air"]),
        article("c", 3, &["air"]),
    ];
    let feeds = feeds(articles, 10, &each);
    let titles: Vec<&str> = feeds.iter().map(|feed| feed.title.as_str()).collect();
    assert_eq!(titles, ["News: Air", "News: Gizi Anak"]);
    assert_eq!(names(&feeds[1]), ["b", "a"]);
    assert_eq!(feeds[1].id.as_str(), "tag:a.example,2026:feeds/topics/gizi-anak");
    assert_eq!(feeds[1].address.to_string(), "topics/gizi-anak");
    assert_eq!(
        feeds[1].links.of(Format::Atom).unwrap().as_str(),
        "https://a.example/pers/feeds/topics/gizi-anak.atom"
    );
}

#[test]
fn a_given_id_is_kept_and_told_apart_by_value() {
    let id = ArticleId::parse("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a").ok();
    let given = FeedDefinition { id, ..definition() };
    let articles = || vec![article("a", 1, &["x"])];
    assert_eq!(feed(articles(), 9, &given).id, given.id.clone().unwrap());
    let each = FeedDefinition { each: Some(Facet::Tag), ..given };
    assert_eq!(feed(articles(), 9, &each).id.as_str(), "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a#x");
}

#[test]
fn a_feed_of_one_language_speaks_it() {
    let articles =
        || vec![in_language(article("a", 1, &[]), "pt-BR"), in_language(article("b", 2, &[]), "ar")];
    assert_eq!(feed(articles(), 9, &definition()).language.as_str(), "id");
    let each = FeedDefinition { each: Some(Facet::Language), title: Text::line("{value}"), ..definition() };
    let spoken: Vec<_> = feeds(articles(), 9, &each)
        .into_iter()
        .map(|feed| (feed.title.as_str().to_owned(), feed.language.as_str().to_owned()))
        .collect();
    assert_eq!(
        spoken,
        [("العربية".to_owned(), "ar".to_owned()), ("Português (BR)".to_owned(), "pt-BR".to_owned())]
    );
    let condition =
        Condition { facet: Facet::Language, quantifier: Quantifier::Any, values: vec!["pt".to_owned()] };
    let one = FeedDefinition { selection: Selection { conditions: vec![condition] }, ..definition() };
    let feed = feed(articles(), 9, &one);
    assert_eq!((feed.language.as_str(), names(&feed)), ("pt", vec!["a"]));
}

#[test]
fn an_entry_is_complete() {
    let picture = Url::parse("https://cdn.example/a.jpg?a=1&b=2").unwrap();
    let full = Article {
        subtitle: Text::non_empty_line("Second line"),
        image: Some(Image {
            source: Source::Elsewhere(picture.clone()),
            alt: Text::non_empty_line("A \"bridge\""),
            caption: Text::non_empty_line("The bridge"),
            credit: Text::non_empty_line("Photographer"),
        }),
        number: Text::non_empty_line("No. 7"),
        contact: Text::non_empty_block("Ms A\n+62"),
        ..article("a", 1, &["Air"])
    };
    let full = Article { facets: Facets { issuer: Term::parse("Ministry"), ..full.facets }, ..full };
    let feed = feed(vec![full], 9, &definition());
    let entry = release(&feed.entries[0]);
    assert_eq!(
        entry.content.clone().unwrap().as_str(),
        "<p><strong>Second line</strong></p>\n<p>The text of a.</p>\n<figure><img \
         src=\"https://cdn.example/a.jpg?a=1&amp;b=2\" alt=\"A &quot;bridge&quot;\">\n<figcaption>The bridge · \
         Photographer</figcaption></figure>\n<p>No. 7</p>\n<p><strong>Contact:</strong>\nMs A<br>\n+62</p>"
    );
    assert_eq!(entry.url.as_str(), "https://a.example/pers/releases/a/");
    assert_eq!(entry.authors, [Text::line("Press office")]);
    assert_eq!(entry.issuer, Text::non_empty_line("Ministry"));
    let image = entry.image.as_ref().unwrap();
    assert_eq!((&*image.file.media_type, image.file.length), ("image/jpeg", None));
    assert_eq!(entry.categories.len(), 2);
}

#[test]
fn a_picture_that_the_text_shows_is_not_shown_twice() {
    let picture = Url::parse("https://cdn.example/a.jpg").unwrap();
    let shown = Article {
        image: Some(Image {
            source: Source::Elsewhere(picture),
            alt: Text::non_empty_line("A bridge"),
            caption: Text::non_empty_line("The bridge"),
            credit: Text::non_empty_line("Photographer"),
        }),
        body: Body::new("![](https://cdn.example/a.jpg)\n\nText.", Markup::Markdown),
        ..article("a", 1, &[])
    };
    let feed = feed(vec![shown], 9, &definition());
    assert_eq!(
        release(&feed.entries[0]).content.clone().unwrap().as_str(),
        "<p><img src=\"https://cdn.example/a.jpg\" alt=\"A bridge\"></p>\
         <p><small>The bridge · Photographer</small></p>\n<p>Text.</p>"
    );
}

#[test]
fn right_to_left_text_says_so() {
    let feed = feed(vec![in_language(article("a", 1, &[]), "ar")], 9, &definition());
    assert!(
        release(&feed.entries[0])
            .content
            .clone()
            .unwrap()
            .as_str()
            .starts_with("<div lang=\"ar\" dir=\"rtl\">")
    );
}

#[test]
fn translations_find_each_other() {
    let translated = |name: &str, hour, tag: &str| Article {
        translation_key: Text::non_empty_line("k"),
        ..in_language(article(name, hour, &[]), tag)
    };
    let articles = vec![translated("a", 1, "id"), translated("b", 2, "ko"), translated("c", 3, "en")];
    let feed = feed(articles, 9, &definition());
    let found: Vec<(&str, &str)> = release(&feed.entries[2])
        .translations
        .iter()
        .map(|(language, url)| (language.as_str(), url.path()))
        .collect();
    assert_eq!(found, [("en", "/pers/releases/c/"), ("ko", "/pers/releases/b/")]);
}

#[test]
fn equal_entries_are_shared_between_feeds() {
    let catalog = Catalog::new([Arc::new(article("a", 1, &["x"]))], TimeDelta::zero());
    let each = FeedDefinition { each: Some(Facet::Tag), ..definition() };
    let (feeds, _) = build_all(&catalog.at(hour(9)), &[definition(), each], &site());
    assert!(Arc::ptr_eq(&feeds[0].entries[0], &feeds[1].entries[0]));
}

#[test]
fn labels_that_share_a_slug_are_told() {
    let articles = vec![
        article("a", 1, &["C", "Gizi Anak"]),
        article("b", 2, &["c", "gizi-anak"]),
        article("d", 3, &["C++"]),
    ];
    let catalog = Catalog::new(articles.into_iter().map(Arc::new), TimeDelta::zero());
    let each = FeedDefinition { each: Some(Facet::Tag), ..definition() };
    assert_eq!(clashes(&catalog.at(hour(9)), &each), [(Text::line("C"), Text::line("C++"))]);
    assert!(clashes(&catalog.at(hour(9)), &definition()).is_empty());
}

#[test]
fn an_empty_feed_is_of_the_epoch() {
    let feed = feed(Vec::new(), 9, &definition());
    assert!(feed.entries.is_empty() && feed.updated == DateTime::UNIX_EPOCH);
}

fn corrections() -> FeedDefinition {
    FeedDefinition { subject: Subject::Corrections, ..definition() }
}

#[test]
fn each_correction_is_an_entry_of_its_own_once_it_is_made() {
    let articles = || {
        vec![
            corrected(article("a", 1, &[]), &[30, 50]),
            corrected(article("b", 2, &[]), &[40]),
            article("c", 3, &[]),
        ]
    };
    assert!(feed(articles(), 29, &corrections()).entries.is_empty());
    let two = feed(articles(), 45, &corrections());
    assert_eq!(names(&two), ["b#correction-20260102T160000Z", "a#correction-20260102T060000Z"]);
    let three = feed(articles(), 50, &corrections());
    assert_eq!(names(&three)[1..], names(&two), "a second correction leaves the first as it is");
    assert_eq!(three.updated, hour(50));
    let newest = release(&three.entries[0]);
    assert_eq!(
        (newest.title.as_str(), newest.published, newest.updated),
        ("Correction: a", hour(50), hour(50))
    );
    assert_eq!(newest.summary.as_str(), "Note of 50.");
    assert_eq!(newest.url.as_str(), "https://a.example/pers/releases/a/#correction-20260103T020000Z");
    let followed = newest.in_reply_to.as_ref().unwrap();
    assert_eq!(followed.id.as_str(), "tag:a.example,2026:a");
    assert_eq!(followed.url.as_str(), "https://a.example/pers/releases/a/");
}

#[test]
fn corrections_of_a_withdrawn_release_become_notices() {
    let feed = feed(vec![withdrawn(corrected(article("a", 1, &[]), &[5, 20]), 10)], 30, &corrections());
    assert_eq!(names(&feed), ["a#correction-20260101T050000Z"]);
    let Entry::Withdrawn(notice) = &*feed.entries[0] else { panic!("no notice") };
    assert_eq!((notice.published, notice.at, feed.updated), (hour(5), hour(10), hour(10)));
    assert!(!notice.notice.contains("Note"));
}

#[test]
fn a_follow_up_names_what_it_follows_once_both_are_public_and_while_they_are() {
    let articles = |gone: Option<i64>| {
        let first = article("first", 5, &[]);
        let id = first.id.clone();
        let first = match gone {
            Some(at) => withdrawn(first, at),
            None => first,
        };
        vec![first, Article { in_reply_to: Some(id), ..article("second", 3, &[]) }]
    };
    let followed = |gone, at| {
        let feed = feed(articles(gone), at, &definition());
        let found = feed.entries.iter().find(|entry| entry.id().as_str().ends_with("second")).unwrap();
        release(found).in_reply_to.clone()
    };
    assert_eq!(followed(None, 4), None);
    assert_eq!(followed(None, 5).unwrap().url.as_str(), "https://a.example/pers/releases/first/");
    assert_eq!(followed(Some(8), 9), None);
}

#[test]
fn a_feed_that_ended_says_so_first_takes_nothing_new_and_then_is_gone() {
    let of_two = FeedDefinition { limit: 1, ended: Some(hour(100)), ..definition() };
    let articles = || vec![article("a", 1, &[]), article("b", 50, &[]), article("c", 101, &[])];
    assert_eq!(names(&feed(articles(), 99, &of_two)), ["b"]);
    let ended = feed(articles(), 200, &of_two);
    assert_eq!(names(&ended), ["feeds/all#ended", "b"]);
    let last = release(&ended.entries[0]);
    assert_eq!((last.published, last.updated, ended.updated), (hour(100), hour(100), hour(100)));
    assert_eq!(
        last.summary.as_str(),
        "Umpan ini berakhir pada 2026-01-05. Tidak akan ada lagi yang baru; mohon hapus dari pembaca umpan Anda."
    );
    let gone = 100 + END_NOTICE.num_hours();
    assert_eq!(next_end(std::slice::from_ref(&of_two), hour(99)), Some(hour(100)));
    assert_eq!(next_end(std::slice::from_ref(&of_two), hour(100)), Some(hour(gone)));
    assert_eq!(next_end(std::slice::from_ref(&of_two), hour(gone)), None);
    assert_eq!(feeds(articles(), gone - 1, &of_two).len(), 1);
    assert!(feeds(articles(), gone, &of_two).is_empty());
    let catalog = Catalog::new(articles().into_iter().map(Arc::new), TimeDelta::zero());
    let [ended] = &ended_at(&catalog, gone, &of_two)[..] else { panic!("not one") };
    assert_eq!((ended.address.to_string(), &ended.formats), ("all".to_owned(), &of_two.formats));
    assert!(ended_at(&catalog, gone - 1, &of_two).is_empty());
}

#[test]
fn feeds_of_values_that_ended_are_gone_for_ever_and_others_never_were() {
    let each = FeedDefinition { each: Some(Facet::Tag), ended: Some(hour(100)), ..definition() };
    let articles = [
        article("a", 1, &["Air"]),
        withdrawn(article("b", 2, &["Bread"]), 3),
        Article { expires: Some(hour(5)), ..article("c", 3, &["Corn"]) },
        article("d", 101, &["Late"]),
        Article { expires: Some(hour(103)), ..article("e", 101, &["Late too"]) },
        withdrawn(article("f", 9, &["Never"]), 8),
    ];
    let catalog = Catalog::new(articles.map(Arc::new), TimeDelta::zero());
    for later in [0, 24, 24 * 4000] {
        let ended = ended_at(&catalog, 100 + END_NOTICE.num_hours() + later, &each);
        let mut names: Vec<String> = ended.iter().map(|ended| ended.address.to_string()).collect();
        names.sort();
        assert_eq!(names, ["all/air", "all/bread", "all/corn"], "{later}");
    }
}

fn ended_at(catalog: &Catalog, at: i64, definition: &FeedDefinition) -> Vec<Ended> {
    ended(&catalog.at(hour(at)), std::slice::from_ref(definition), &site())
}
