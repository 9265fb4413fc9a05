//! Reads the files that changed since the last time, on all processors.

use std::collections::HashMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::intake;
use crate::problem::Problem;

use super::DirectoryStore;
use super::document::{self, Context, Outcome, Reading, Version, file_of};
use super::known::Known;
use super::path::ContentPath;
use super::scan::{Stamp, Tree};
use super::text_file::{self, ReadError};

/// What looking at a file gave.
enum Step {
    /// What is known of it is still true.
    Current,
    /// It was read.
    Read(Box<Known>),
    /// It, or a file that it names, is being written.
    Moving,
}

impl DirectoryStore {
    /// Reads every file that changed; the paths returned are those being written, to be read later.
    pub(super) fn read_changed(&mut self, tree: &Tree) -> Vec<String> {
        let translations = translations(tree);
        let context = Context { settings: &self.settings, tree, files: &self.files, reader: &self.reader };
        let documents: Vec<&(ContentPath, Stamp)> = tree.documents.values().collect();
        let steps: Vec<Step> = documents
            .par_iter()
            .map(|(path, stamp)| {
                let has_translations = translations.get(path.base()).is_some_and(|&count| count > 1);
                self.step(path, stamp, has_translations, &context)
            })
            .collect();
        let mut read: Vec<(String, Known)> = self.read_unseen(&context);
        let mut waiting = Vec::new();
        for ((path, _), step) in documents.into_iter().zip(steps) {
            match step {
                Step::Current => {}
                Step::Read(known) => read.push((path.relative.clone(), *known)),
                Step::Moving => {
                    waiting.push(path.relative.clone());
                    // Before it is read for the first time, there may be a version from before the restart.
                    if !self.known.contains_key(&path.relative) {
                        let good = self.read_last_good(path, false, &context);
                        read.push((path.relative.clone(), Known::unseen(good)));
                    }
                }
            }
        }
        self.known.extend(read);
        waiting
    }

    fn step(&self, path: &ContentPath, stamp: &Stamp, has_translations: bool, context: &Context<'_>) -> Step {
        let (known, tree) = (self.known.get(&path.relative), context.tree);
        if known.is_some_and(|known| known.is_current(stamp, has_translations, tree)) {
            return Step::Current;
        }
        if tree.moving.contains_key(&path.relative) {
            return Step::Moving;
        }
        let file = self.content().join(&path.relative);
        let (mut reading, text) = match text_file::read(&file, stamp) {
            Ok(text) if intake::is_coded(&text) && document::is_as_it_comes(text.as_bytes()) => {
                let (reading, text) =
                    document::read_encoded(text.as_bytes(), path, has_translations, context);
                (reading, Some(text))
            }
            Ok(text) => (document::read(&text, path, has_translations, context), Some(text)),
            Err(ReadError::Moving) => return Step::Moving,
            Err(ReadError::NotUtf8 { bytes, .. }) if document::is_as_it_comes(&bytes) => {
                let (reading, text) = document::read_encoded(&bytes, path, has_translations, context);
                (reading, Some(text))
            }
            Err(error) => (unread(path, &error), None),
        };
        if reading.seen.iter().any(|(seen, _)| tree.moving.contains_key(seen)) {
            return Step::Moving;
        }
        let good = match known {
            Some(known) => known.good.clone(),
            None if reading.is_good() && reading.has_front_matter => None,
            None => self.read_last_good(path, has_translations, context),
        };
        if let (Some(good), Some(text), false) = (&good, &text, reading.has_front_matter)
            && good.has_front_matter
        {
            reading = document::read_rest(text, path, good, context);
        }
        let (stamp, text) = (Some(*stamp), text.filter(|_| reading.is_good()));
        Step::Read(Box::new(Known { stamp, has_translations, reading, text, good, missing_since: None }))
    }

    /// The last good versions of files that can't be looked at, of each once.
    fn read_unseen(&self, context: &Context<'_>) -> Vec<(String, Known)> {
        let unseen = self.known.iter().filter(|(path, known)| {
            known.stamp.is_none() && known.good.is_none() && !context.tree.documents.contains_key(*path)
        });
        unseen
            .filter_map(|(path, _)| {
                let good = self.read_last_good(&ContentPath::parse(path)?, false, context)?;
                Some((path.clone(), Known::unseen(Some(good))))
            })
            .collect()
    }

    /// The last good version that was kept of a file.
    pub(super) fn read_last_good(
        &self,
        path: &ContentPath,
        has_translations: bool,
        context: &Context<'_>,
    ) -> Option<Version> {
        let text = self.last_good.read(&path.relative)?;
        match document::read(&text, path, has_translations, context).outcome {
            Outcome::Good(version) => Some(version),
            Outcome::Faulty(_) | Outcome::Hidden => None,
        }
    }
}

/// How many files share a path but for language and ending.
fn translations(tree: &Tree) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for (path, _) in tree.documents.values() {
        *counts.entry(path.base()).or_default() += 1;
    }
    counts
}

/// A file whose text can't be had.
fn unread(path: &ContentPath, error: &ReadError) -> Reading {
    let file = file_of(&path.relative);
    match error {
        ReadError::TooLong => {
            let most = text_file::LONGEST / (1024 * 1024);
            let reason = format!("it is longer than {most} MiB");
            document::unread(Problem::error(file, reason, "move what is no text into an attachment"), None)
        }
        ReadError::NotUtf8 { bytes, byte, line } => {
            let reason = format!("it is not in UTF-8 from byte {byte} on");
            let problem = Problem::error(file, reason, "save it in UTF-8").at_line(*line);
            document::unread(problem, Some(&String::from_utf8_lossy(bytes)))
        }
        ReadError::Io(_) | ReadError::Moving => {
            let why = if let ReadError::Io(error) = error { error.to_string() } else { String::new() };
            let reason = format!("it can't be read: {why}");
            let remedy = "make it readable for the account that runs dateline";
            document::unread(Problem::error(file, reason, remedy), None)
        }
    }
}
