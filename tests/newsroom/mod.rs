//! A newsroom in memory, for tests and benchmarks below the store.
#![allow(dead_code, reason = "each of those who share this uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test stops at what it can't make")]

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use dateline::article::{Article, ArticleId, Body, Facets, Markup, Term};
use dateline::catalog::Catalog;
use dateline::feed::{Facet, FeedDefinition};
use dateline::language::Language;
use dateline::site::{BaseUrl, FeedName, IdAuthority, Site, Slug};
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
    let site = Site::new(
        Text::line("City of Example"),
        BaseUrl::parse(base_url).unwrap(),
        IdAuthority::parse("press.city.example,2026").unwrap(),
        Language::parse("en").unwrap(),
        FeedName::parse("all").unwrap(),
    );
    Site { time_zone: Tz::Asia__Jakarta, author: Text::line("Press office"), contacts_in_feeds: true, ..site }
}

pub(crate) fn definition(name: &str) -> FeedDefinition {
    FeedDefinition::new(FeedName::parse(name).unwrap(), Text::line(name))
}

/// A release named `name`, public from the hour `hour` of January 2026 (UTC) on.
pub(crate) fn article(name: &str, hour: i64) -> Article {
    let article = Article::new(
        ArticleId::parse(&format!("tag:press.city.example,2026:{name}")).unwrap(),
        Slug::parse(name).unwrap(),
        Text::line(&format!("Release {name}")),
        Language::parse("en").unwrap(),
        hour_of_2026(hour),
        Body::new(&format!("The city tells of {name}. It is *good* news."), Markup::Markdown),
    );
    let facets = Facets { tags: vec![Term::parse("Health").unwrap()], ..article.facets };
    Article { facets, source: format!("content/{name}.md").into(), ..article }
}

/// The instant `hour` hours after the start of 2026, UTC.
pub(crate) fn hour_of_2026(hour: i64) -> DateTime<Utc> {
    "2026-01-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(hour)
}
