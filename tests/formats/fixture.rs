//! A feed that has everything, and the smallest that there is.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use dateline::article::{ArticleId, Body, Html, Links, Markup, Setting};
use dateline::feed::{
    Category, Content, Enclosure, Entry, EntryImage, Feed, FeedLinks, InReplyTo, ReleaseEntry, Scheme,
    WithdrawnEntry,
};
use dateline::language::Language;
use dateline::render;
use dateline::site::{BaseUrl, FeedAddress, FeedName, Format, IdAuthority, Logo, Site, Size, Withdrawn};
use dateline::text::Text;
use url::Url;

const BASE: &str = "https://pers.contoh.example/";

pub(crate) fn url(path: &str) -> Url {
    Url::parse(BASE).unwrap().join(path).unwrap()
}

pub(crate) fn instant(rfc3339: &str) -> DateTime<Utc> {
    rfc3339.parse().unwrap()
}

pub(crate) fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

pub(crate) fn id(name: &str) -> ArticleId {
    ArticleId::parse(&format!("tag:pers.contoh.example,2026:{name}")).unwrap()
}

/// The site that they are all of.
pub(crate) fn site() -> Site {
    let site = Site::new(
        Text::line("Kementerian Contoh & Mitra"),
        BaseUrl::parse(BASE).unwrap(),
        IdAuthority::parse("pers.contoh.example,2026").unwrap(),
        language("id"),
        FeedName::parse("semua").unwrap(),
    );
    Site { time_zone: Tz::Asia__Jakarta, author: Text::line("Humas"), contacts_in_feeds: true, ..site }
}

pub(crate) fn html(source: &str) -> Html {
    let (title, page, links) = (Text::line("Judul"), url("releases/x/"), Links::new());
    let setting = Setting { title: &title, page: &page, files: &[], links: &links, image: None };
    Body::new(source, Markup::Html).html(setting)
}

pub(crate) fn file(path: &str, media_type: &str, length: Option<u64>, title: Option<&str>) -> Enclosure {
    Enclosure { url: url(path), media_type: Arc::from(media_type), length, title: title.map(Text::line) }
}

/// The rendered feed as text; every format is UTF-8.
pub(crate) fn rendered(feed: &Feed, format: Format) -> String {
    String::from_utf8(render::feed(feed, format).body.to_vec()).unwrap()
}

/// A feed without entries that says only what it must.
pub(crate) fn bare_feed() -> Feed {
    Feed {
        address: FeedAddress { name: FeedName::parse("semua").unwrap(), value: None },
        facet: None,
        id: id("feed:semua"),
        title: Text::line("Semua siaran pers"),
        description: None,
        language: language("id"),
        updated: instant("1970-01-01T00:00:00Z"),
        links: FeedLinks {
            home: url(""),
            page: url("feeds/semua"),
            formats: Format::ALL
                .map(|format| (format, url(&format!("feeds/semua.{}", format.ending()))))
                .into(),
            archived: None,
            previous: Vec::new(),
            next: Vec::new(),
            hubs: Vec::new(),
            style: url("feed.css"),
        },
        author: Text::line("Kementerian Contoh"),
        rights: None,
        icon: None,
        logo: None,
        ttl_minutes: 5,
        time_zone: Tz::Asia__Jakarta,
        content: Content::Full,
        withdrawn: Withdrawn::Notice,
        entries: Vec::new(),
        is_named: true,
    }
}

/// A release that has no more than every release has.
pub(crate) fn bare_release(name: &str) -> ReleaseEntry {
    ReleaseEntry {
        id: id(name),
        title: Text::line("Gizi anak membaik"),
        url: url(&format!("releases/{name}/")),
        external_url: None,
        summary: Text::line("Angka gizi buruk turun."),
        content: None,
        published: instant("2026-03-01T02:00:00Z"),
        updated: instant("2026-03-01T02:00:00Z"),
        authors: vec![Text::line("Kementerian Contoh")],
        issuer: None,
        categories: Vec::new(),
        image: None,
        enclosures: Vec::new(),
        language: language("id"),
        translations: Vec::new(),
        place: None,
        in_reply_to: None,
    }
}

/// A release that has everything that a release can have.
pub(crate) fn rich_release() -> ReleaseEntry {
    ReleaseEntry {
        title: Text::line("Kemenkes & IDI: gizi < target, \"bukan\" <b>krisis</b>"),
        external_url: Some(Url::parse("https://kemenkes.example/gizi?a=1&b=2").unwrap()),
        summary: Text::line("Angka R&D naik; <em>tidak</em> ada krisis."),
        content: Some(html("<p>Angka <b>R&amp;D</b> naik ]]&gt; 5 &lt; 6.</p>")),
        updated: instant("2026-03-02T03:04:05Z"),
        authors: vec![Text::line("Rina Ratnasari"), Text::line("Budi \"Bud\" S.")],
        issuer: Some(Text::line("Biro Humas")),
        categories: vec![
            Category { scheme: Scheme::Topic, term: Text::line("Kesehatan & gizi") },
            Category { scheme: Scheme::Kind, term: Text::line("Siaran pers") },
            Category { scheme: Scheme::Number, term: Text::line("SP. 184/HUMAS/2026") },
        ],
        image: Some(EntryImage {
            file: file("releases/gizi/foto%201.jpg", "image/jpeg", Some(34_567), None),
            alt: Some(Text::line("Anak-anak di posyandu")),
            caption: Some(Text::line("Posyandu \"Melati\" <Depok>")),
            credit: Some(Text::line("Foto: rr & co")),
        }),
        enclosures: vec![
            file("releases/gizi/data.pdf", "application/pdf", Some(1_234_567), Some("Data & tabel")),
            file("releases/gizi/data.csv", "text/csv", None, None),
        ],
        translations: vec![
            (language("en"), url("releases/nutrition/")),
            (language("en"), url("releases/nutrition-2/")),
            (language("ko"), url("releases/yeongyang/")),
        ],
        place: Some(Text::line("Jakarta")),
        in_reply_to: Some(InReplyTo {
            id: ArticleId::parse("https://lama.example/?p=1&q='3'").unwrap(),
            url: url("releases/stunting/"),
        }),
        ..bare_release("gizi")
    }
}

fn arabic_release() -> ReleaseEntry {
    ReleaseEntry {
        title: Text::line("\u{200F}تحسّن تغذية الأطفال (2026)\u{200F}"),
        summary: Text::line("انخفض سوء التغذية إلى النصف."),
        language: language("ar"),
        published: instant("2026-02-27T23:30:00Z"),
        updated: instant("2026-02-27T23:30:00Z"),
        ..bare_release("taghdhiya")
    }
}

fn withdrawn() -> WithdrawnEntry {
    WithdrawnEntry {
        id: ArticleId::parse("https://lama.example/?p=1&q='2'").unwrap(),
        url: url("releases/salah/"),
        published: instant("2026-02-01T02:00:00Z"),
        at: instant("2026-03-02T04:00:00Z"),
        title: Text::line("Withdrawn: release of 1 February"),
        notice: Text::line("This release was withdrawn on 2 March 2026: figures <wrong> & misleading."),
        language: language("en"),
    }
}

/// A feed that says everything that a feed can say.
pub(crate) fn rich_feed() -> Feed {
    let mut feed = bare_feed();
    feed.description = Some(Text::line("Siaran pers <semua> bidang & lembaga"));
    feed.updated = instant("2026-03-02T04:00:00Z");
    feed.links.hubs = vec![Url::parse("https://hub.example/?a=1&b=2").unwrap()];
    feed.rights = Some(Text::line("© Kementerian Contoh, CC BY 4.0"));
    feed.icon = Some(url("assets/icon.png"));
    feed.logo = Some(Logo { url: url("assets/logo.png"), size: Some(Size { width: 144, height: 40 }) });
    feed.entries = [
        Entry::Release(Box::new(rich_release())),
        Entry::Release(Box::new(arabic_release())),
        Entry::Withdrawn(withdrawn()),
    ]
    .map(Arc::new)
    .into();
    feed
}

/// A page of that feed's archive, with others before and after it.
pub(crate) fn archived_feed() -> Feed {
    let mut feed = rich_feed();
    let page = |month: u8| {
        let address =
            |format: Format| url(&format!("feeds/semua/archive/2026-{month:02}.{}", format.ending()));
        Format::ALL.map(|format| (format, address(format))).to_vec()
    };
    feed.links.hubs = Vec::new();
    feed.links.archived = Some(page(2));
    feed.links.previous = page(1);
    feed.links.next = page(3);
    feed
}
