//! A small newsroom, and ways to ask it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use dateline::article::{
    Article, ArticleId, Attachment, Body as ArticleBody, Markup, NamedFile, Source, Withdrawal,
};
use dateline::catalog::Catalog;
use dateline::clock::Clock;
use dateline::feed::FeedDefinition;
use dateline::file::{ContentHash, File, FileName};
use dateline::http;
use dateline::language::Language;
use dateline::site::{BaseUrl, FeedName, IdAuthority, Site, Slug};
use dateline::snapshot::{self, Inputs, Ledger, Snapshot};
use dateline::text::Text;
use http_body_util::BodyExt;
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;

/// The bytes of the attachment.
pub(crate) const PDF: &[u8] = b"%PDF-1.7 0123456789 abcdefghij";

/// The path of a file too large for any socket's buffer.
pub(crate) const LARGE: &str = "/releases/vaksin/rekaman.mp4";
const LARGE_LENGTH: u64 = 64 << 20;

/// The instant that the newsroom is of, ten seconds into a minute.
pub(crate) fn noon() -> DateTime<Utc> {
    at("2026-03-01T05:00:10Z")
}

pub(crate) fn at(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}

/// The newsroom at one instant, with all that keeps it running.
pub(crate) struct Newsroom {
    pub(crate) router: Router,
    pub(crate) snapshots: watch::Sender<Arc<Snapshot>>,
    pub(crate) files: TempDir,
}

pub(crate) type Answer = Response<Bytes>;

impl Newsroom {
    pub(crate) fn open() -> Self {
        Self::at(noon(), "http://localhost:8080/")
    }

    pub(crate) fn at(instant: DateTime<Utc>, base_url: &str) -> Self {
        let files = tempfile::tempdir().unwrap();
        let snapshot = snapshot(instant, &site(base_url), files.path(), None);
        let (snapshots, receiver) = watch::channel(Arc::new(snapshot));
        Self { router: http::router(receiver, Clock::Fixed(instant)), snapshots, files }
    }

    /// Goes on to an instant, with what `change` makes of the site.
    pub(crate) fn publish(&self, instant: DateTime<Utc>, change: impl FnOnce(&mut Site)) {
        let previous = Arc::clone(&self.snapshots.borrow());
        let mut site = site("http://localhost:8080/");
        change(&mut site);
        let next = snapshot(instant, &site, self.files.path(), Some(&previous));
        self.snapshots.send_replace(Arc::new(next));
    }

    /// How many bytes the large file has.
    pub(crate) fn large(&self) -> u64 {
        fs::metadata(self.files.path().join("rekaman.mp4")).unwrap().len()
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = headers
            .iter()
            .fold(Request::builder().method(method).uri(path), |builder, (name, value)| {
                builder.header(*name, *value)
            })
            .body(Body::empty())
            .unwrap();
        let (head, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        Response::from_parts(head, body.collect().await.unwrap().to_bytes())
    }

    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", path, headers).await
    }
}

/// The value of a header; several lines are joined as RFC 9110 §5.3 has it.
pub(crate) fn header(answer: &Answer, name: &str) -> Option<String> {
    let lines: Vec<&str> =
        answer.headers().get_all(name).iter().map(|value| value.to_str().unwrap()).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

fn snapshot(instant: DateTime<Utc>, site: &Site, files: &Path, previous: Option<&Snapshot>) -> Snapshot {
    let catalog = Catalog::new(articles(files).into_iter().map(Arc::new), TimeDelta::days(30));
    let inputs = Inputs { site, definitions: &[definition()], catalog: &catalog };
    snapshot::build(&inputs, instant, previous, &mut Ledger::default())
}

fn articles(files: &Path) -> Vec<Article> {
    let named = [file(files, "laporan.pdf", "application/pdf", PDF), svg(files)];
    let withdrawal = Withdrawal::new(at("2026-02-20T00:00:00Z"), None);
    vec![
        Article {
            aliases: vec!["/lama/gizi".to_owned(), "/?p=12".to_owned()],
            attachments: named
                .iter()
                .map(|named| Attachment { source: Source::Own(named.file.clone()), title: None })
                .collect(),
            files: named.to_vec(),
            ..article("gizi", "2026-02-10T02:00:00Z")
        },
        Article { files: vec![large(files)], ..article("vaksin", "2026-02-28T02:00:00Z") },
        Article { withdrawal: Some(withdrawal), ..article("keliru", "2026-02-15T02:00:00Z") },
        Article {
            files: vec![file(files, "rahasia.pdf", "application/pdf", b"secret")],
            ..article("rahasia", "2026-03-01T09:00:00Z")
        },
    ]
}

fn article(slug: &str, published: &str) -> Article {
    let article = Article::new(
        ArticleId::parse(&format!("tag:pers.contoh.example,2026:{slug}")).unwrap(),
        Slug::parse(slug).unwrap(),
        Text::line(&format!("Siaran {slug}")),
        Language::parse("id").unwrap(),
        at(published),
        ArticleBody::new(&format!("Isi siaran {slug}. ").repeat(20), Markup::Markdown),
    );
    Article { source: format!("content/{slug}.md").into(), ..article }
}

/// A file of zeros that takes no room on the disk.
fn large(folder: &Path) -> NamedFile {
    let mut named = file(folder, "rekaman.mp4", "video/mp4", b"");
    fs::File::create(&named.file.path).unwrap().set_len(LARGE_LENGTH).unwrap();
    named.file.length = LARGE_LENGTH;
    named
}

fn svg(folder: &Path) -> NamedFile {
    file(folder, "bagan.svg", "image/svg+xml", br#"<svg xmlns="http://www.w3.org/2000/svg"/>"#)
}

fn file(folder: &Path, name: &str, media_type: &str, bytes: &[u8]) -> NamedFile {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    let file = File {
        name: FileName::parse(name).unwrap(),
        media_type: Arc::from(media_type),
        length: bytes.len() as u64,
        hash: ContentHash::of(bytes),
        path,
    };
    NamedFile { written: name.to_owned(), file }
}

fn site(base_url: &str) -> Site {
    let site = Site::new(
        Text::line("Kementerian Contoh"),
        BaseUrl::parse(base_url).unwrap(),
        IdAuthority::parse("pers.contoh.example,2026").unwrap(),
        Language::parse("id").unwrap(),
        FeedName::parse("all").unwrap(),
    );
    Site {
        time_zone: chrono_tz::Asia::Jakarta,
        author: Text::line("Humas"),
        ttl_minutes: 15,
        contacts_in_feeds: true,
        hubs: vec!["https://hub.example/".parse().unwrap()],
        ..site
    }
}

fn definition() -> FeedDefinition {
    FeedDefinition {
        aliases: vec!["/umpan.xml".to_owned()],
        ..FeedDefinition::new(FeedName::parse("all").unwrap(), Text::line("Semua"))
    }
}
