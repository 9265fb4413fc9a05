//! A newsroom in memory, for tests and benchmarks below the store.
#![allow(dead_code, reason = "each of those who share this uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test stops at what it can't make")]

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use dateline::article::{Article, ArticleId, Body, Facets, Markup, Term};
use dateline::catalog::Catalog;
use dateline::feed::{Content, Facet, FeedDefinition, Order, Selection, Subject};
use dateline::language::Language;
use dateline::site::{BaseUrl, FeedName, Format, IdAuthority, Site, Slug, Withdrawn};
use dateline::snapshot::{self, Inputs, Ledger, Snapshot};
use dateline::text::Text;

/// A newsroom whose parts a test changes as it likes.
#[derive(Debug)]
pub(crate) struct Newsroom {
    pub(crate) site: Site,
    pub(crate) definitions: Vec<FeedDefinition>,
    pub(crate) articles: Vec<Arc<Article>>,
}

impl Newsroom {
    /// A newsroom with one feed of everything, and one for each topic.
    pub(crate) fn new(articles: impl IntoIterator<Item = Article>) -> Self {
        let topics = FeedDefinition {
            title: Text::line("Topic: {value}"),
            each: Some(Facet::Tag),
            aliases: vec!["/tags/{value}/feed.xml".to_owned()],
            ..definition("topics")
        };
        let all = FeedDefinition { aliases: vec!["/old-feed.json".to_owned()], ..definition("all") };
        Self {
            site: site("https://press.city.example/"),
            definitions: vec![all, topics],
            articles: articles.into_iter().map(Arc::new).collect(),
        }
    }

    /// Replaces the article of the same id, or adds it.
    pub(crate) fn put(&mut self, article: Article) {
        self.articles.retain(|other| other.id != article.id);
        self.articles.push(Arc::new(article));
    }

    /// The newsroom at an instant, built from nothing.
    pub(crate) fn at(&self, instant: DateTime<Utc>) -> Snapshot {
        self.after(None, instant, &mut Ledger::default())
    }

    /// The newsroom at an instant, built on an earlier snapshot.
    pub(crate) fn after(
        &self,
        previous: Option<&Snapshot>,
        instant: DateTime<Utc>,
        ledger: &mut Ledger,
    ) -> Snapshot {
        let catalog = Catalog::new(self.articles.iter().cloned(), TimeDelta::days(30));
        let inputs = Inputs { site: &self.site, definitions: &self.definitions, catalog: &catalog };
        snapshot::build(&inputs, instant, previous, ledger)
    }
}

pub(crate) fn site(base_url: &str) -> Site {
    Site {
        title: Text::line("City of Example"),
        description: None,
        base_url: BaseUrl::parse(base_url).unwrap(),
        id_authority: IdAuthority::parse("press.city.example,2026").unwrap(),
        language: Language::parse("en").unwrap(),
        time_zone: Tz::Asia__Jakarta,
        author: Text::line("Press office"),
        issuer: None,
        rights: None,
        icon: None,
        logo: None,
        main: FeedName::parse("all").unwrap(),
        ttl_minutes: 5,
        contacts_in_feeds: true,
        hubs: Vec::new(),
        delta: true,
        withdrawn: Withdrawn::Notice,
    }
}

pub(crate) fn definition(name: &str) -> FeedDefinition {
    FeedDefinition {
        name: FeedName::parse(name).unwrap(),
        id: None,
        title: Text::line(name),
        description: None,
        language: None,
        formats: Format::ALL.to_vec(),
        subject: Subject::Releases,
        limit: 30,
        content: Content::Full,
        order: Order::Published,
        icon: None,
        selection: Selection::default(),
        each: None,
        aliases: Vec::new(),
        ended: None,
        withdrawn: None,
    }
}

/// A release named `name`, public from the hour `hour` of January 2026 (UTC) on.
pub(crate) fn article(name: &str, hour: i64) -> Article {
    Article {
        id: ArticleId::parse(&format!("tag:press.city.example,2026:{name}")).unwrap(),
        slug: Slug::parse(name).unwrap(),
        aliases: Vec::new(),
        title: Text::line(&format!("Release {name}")),
        subtitle: None,
        facets: Facets {
            language: Language::parse("en").unwrap(),
            tags: vec![Term::parse("Health").unwrap()],
            kind: None,
            issuer: None,
            place: None,
        },
        published: hour_of_2026(hour),
        expires: None,
        updated: None,
        corrections: Vec::new(),
        withdrawal: None,
        summary: None,
        body: Body::new(&format!("The city tells of {name}. It is *good* news."), Markup::Markdown),
        byline: Vec::new(),
        contact: None,
        number: None,
        image: None,
        attachments: Vec::new(),
        files: Vec::new(),
        in_reply_to: None,
        translation_key: None,
        canonical: None,
        source: format!("content/{name}.md").into(),
    }
}

/// The instant `hour` hours after the start of 2026, UTC.
pub(crate) fn hour_of_2026(hour: i64) -> DateTime<Utc> {
    "2026-01-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(hour)
}
