//! Saved changes are heard of, and nothing is read half-written.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use dateline::store::{DirectoryStore, Loaded};
use tokio::time::timeout;

use super::newsroom::{release, settings};

/// Longer than any change takes to be heard of, shorter than the look around that needs no hearing.
const HEARD: Duration = Duration::from_secs(10);

fn newsroom() -> (tempfile::TempDir, DirectoryStore) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::create_dir(folder.path().join("feeds")).unwrap();
    fs::write(folder.path().join("content/a.md"), release("a", "")).unwrap();
    let mut store = DirectoryStore::open(settings(folder.path(), true)).unwrap();
    load(&mut store);
    (folder, store)
}

/// Reads at an instant long after the files were written.
fn load(store: &mut DirectoryStore) -> Loaded {
    store.load("2999-01-01T00:00:00Z".parse().unwrap())
}

fn titles(loaded: &Loaded) -> Vec<String> {
    loaded.catalog.articles().map(|article| article.title.to_string()).collect()
}

async fn heard(store: &mut DirectoryStore) -> bool {
    timeout(HEARD, store.changed()).await.is_ok()
}

#[tokio::test]
async fn every_way_of_saving_is_heard() {
    let (folder, mut store) = newsroom();
    let content = folder.path().join("content");
    fs::write(content.join("a.md"), release("in place", "")).unwrap();
    assert!(heard(&mut store).await);
    assert_eq!(titles(&load(&mut store)), ["in place"]);

    fs::write(content.join(".a.md.swp"), release("renamed", "")).unwrap();
    fs::rename(content.join(".a.md.swp"), content.join("a.md")).unwrap();
    assert!(heard(&mut store).await);
    assert_eq!(titles(&load(&mut store)), ["renamed"]);

    fs::create_dir_all(content.join("new/folder")).unwrap();
    fs::write(content.join("new/folder/b.md"), release("b", "")).unwrap();
    while titles(&load(&mut store)) != ["renamed", "b"] {
        assert!(heard(&mut store).await);
    }

    fs::remove_file(content.join("a.md")).unwrap();
    assert!(heard(&mut store).await);
}

#[tokio::test]
async fn other_watched_files_are_heard_and_the_rest_is_not() {
    let (folder, mut store) = newsroom();
    for path in ["dateline.toml", "feeds/all.toml"] {
        fs::write(folder.path().join(path), "title = 'x'").unwrap();
        assert!(heard(&mut store).await, "{path}");
        load(&mut store);
        while timeout(Duration::from_millis(700), store.changed()).await.is_ok() {
            load(&mut store);
        }
    }
    fs::write(folder.path().join("README.md"), "x").unwrap();
    fs::write(folder.path().join("content/.a.md.swp"), "x").unwrap();
    assert!(timeout(Duration::from_secs(1), store.changed()).await.is_err());
}

#[tokio::test]
async fn a_folder_that_comes_back_is_heard() {
    let (folder, mut store) = newsroom();
    let content = folder.path().join("content");
    fs::rename(&content, folder.path().join("away")).unwrap();
    assert!(heard(&mut store).await);
    assert_eq!(titles(&load(&mut store)), ["a"]);
    fs::create_dir(&content).unwrap();
    fs::write(content.join("a.md"), release("back", "")).unwrap();
    while titles(&load(&mut store)) != ["back"] {
        assert!(heard(&mut store).await);
    }
    fs::write(content.join("a.md"), release("again", "")).unwrap();
    assert!(heard(&mut store).await);
    assert_eq!(titles(&load(&mut store)), ["again"]);
}

/// The instant at which a file was written, and a little more.
fn just_after(path: &Path) -> DateTime<Utc> {
    let modified = DateTime::<Utc>::from(fs::metadata(path).unwrap().modified().unwrap());
    modified + TimeDelta::milliseconds(20)
}

#[tokio::test]
async fn a_file_that_is_open_for_writing_is_left_alone_until_it_is_still() {
    let (folder, mut store) = newsroom();
    let path = folder.path().join("content/a.md");
    let whole = release("whole", "");
    let mut file = OpenOptions::new().write(true).truncate(true).open(&path).unwrap();
    file.write_all(&whole.as_bytes()[..whole.len() - 4]).unwrap();
    file.sync_all().unwrap();
    let loaded = store.load(just_after(&path));
    assert_eq!(titles(&loaded), ["a"]);
    assert_eq!(loaded.problems.len(), 1);
    file.write_all(&whole.as_bytes()[whole.len() - 4..]).unwrap();
    drop(file);
    assert!(heard(&mut store).await);
    let loaded = store.load(just_after(&path));
    assert_eq!((titles(&loaded), loaded.problems), (vec!["whole".to_owned()], vec![]));
}

#[tokio::test]
async fn a_file_that_nobody_closes_is_read_once_it_has_long_been_still() {
    let (folder, mut store) = newsroom();
    let mut file = File::create(folder.path().join("content/b.md")).unwrap();
    file.write_all(release("open", "").as_bytes()).unwrap();
    assert!(heard(&mut store).await);
    tokio::time::pause();
    if cfg!(target_os = "linux") {
        assert_eq!(titles(&load(&mut store)), ["a"]);
        tokio::time::advance(Duration::from_mins(9)).await;
        assert_eq!(titles(&load(&mut store)), ["a"]);
        assert!(timeout(Duration::from_secs(61), store.changed()).await.is_ok());
    }
    assert_eq!(titles(&load(&mut store)), ["a", "open"]);
    drop(file);
}

#[tokio::test]
async fn a_file_is_no_longer_waited_for_when_another_takes_its_place() {
    let (folder, mut store) = newsroom();
    let content = folder.path().join("content");
    let mut files: Vec<File> = ["b.md", "c.md"]
        .into_iter()
        .map(|name| {
            let mut file = File::create(content.join(name)).unwrap();
            file.write_all(b"---\ntitle: Half").unwrap();
            file
        })
        .collect();
    assert!(heard(&mut store).await);
    load(&mut store);
    fs::write(folder.path().join("whole.md"), release("whole", "")).unwrap();
    fs::rename(folder.path().join("whole.md"), content.join("b.md")).unwrap();
    fs::remove_file(content.join("c.md")).unwrap();
    fs::hard_link(content.join("b.md"), content.join("c.md")).unwrap();
    while titles(&load(&mut store)) != ["a", "whole", "whole"] {
        assert!(heard(&mut store).await);
    }
    files.iter_mut().for_each(|file| file.write_all(b", still").unwrap());
}

#[tokio::test]
async fn a_release_waits_for_an_attachment_that_is_being_uploaded() {
    let (folder, mut store) = newsroom();
    let content = folder.path().join("content");
    let mut file = File::create(content.join("d.pdf")).unwrap();
    file.write_all(b"%PDF-1.7").unwrap();
    fs::write(content.join("b.md"), release("b", "attachments: [d.pdf]")).unwrap();
    assert!(heard(&mut store).await);
    assert_eq!(titles(&store.load(just_after(&content.join("d.pdf")))), ["a"]);
    drop(file);
    assert!(heard(&mut store).await);
    let loaded = store.load(just_after(&content.join("d.pdf")));
    let release = loaded.catalog.articles().find(|article| article.title.as_str() == "b").unwrap();
    assert_eq!(release.attachments.len(), 1);
}

#[tokio::test]
async fn the_first_reading_waits_for_a_file_that_was_just_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    let path = folder.path().join("content/a.md");
    fs::write(&path, release("a", "")).unwrap();
    let mut store = DirectoryStore::open(settings(folder.path(), false)).unwrap();
    let loaded = store.load(just_after(&path));
    assert_eq!((titles(&loaded), loaded.problems), (vec!["a".to_owned()], vec![]));
}

/// A file with another name elsewhere: what is written to that one, nobody tells the folder of.
fn silent(folder: &Path) -> PathBuf {
    let elsewhere = folder.join("elsewhere.md");
    fs::hard_link(folder.join("content/a.md"), &elsewhere).unwrap();
    elsewhere
}

#[tokio::test(start_paused = true)]
async fn what_nobody_tells_of_is_found_by_looking() {
    let (folder, mut store) = newsroom();
    let elsewhere = silent(folder.path());
    store.changed().await;
    load(&mut store);
    assert!(timeout(Duration::from_secs(600), store.changed()).await.is_err(), "nothing has changed");
    fs::write(elsewhere, release("from elsewhere", "")).unwrap();
    assert!(timeout(Duration::from_secs(60), store.changed()).await.is_ok());
    assert_eq!(titles(&load(&mut store)), ["from elsewhere"]);
}
