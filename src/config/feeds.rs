//! The feed definitions, one a file in `feeds/`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use toml::de::DeValue;

use super::selection;
use super::site::{language, withdrawn};
use super::table::{Fault, Table, choice, integer, line, string, strings};
use super::{FEEDS_FOLDER, Images, SITE_FILE, input};
use crate::article::ArticleId;
use crate::feed::{self, Content, FeedDefinition, Order, Selection, Subject};
use crate::problem::{Problem, Severity};
use crate::site::{FeedName, Format, Site, parse_alias};
use crate::store::date;

/// Readers load whole feeds again and again: what is older belongs into an archive.
const MAX_LIMIT: u32 = 1000;

/// Reads every definition; see [`super::load_feeds`].
pub(super) fn load(
    images: Images<'_>,
    folder: &Path,
    site: &Site,
    last_good: &[FeedDefinition],
) -> (Vec<FeedDefinition>, Vec<Problem>) {
    let files = match files(images.root, folder) {
        Ok(files) => files,
        Err(error) => {
            let reason = format!("the feed definitions can't be read: {error}");
            let remedy = "make the folder `feeds` and put `all.toml` into it";
            return (last_good.to_vec(), vec![Problem::error(FEEDS_FOLDER, reason, remedy)]);
        }
    };
    let mut problems = Vec::new();
    let mut definitions: Vec<FeedDefinition> = Vec::new();
    for file in files {
        let namesake = |new: &FeedDefinition| {
            definitions.iter().find(|other| feed::id_of(other, site) == feed::id_of(new, site))
        };
        let (read, faults) = match read(images, &file, site.time_zone) {
            Ok((definition, mut faults)) => {
                let id_problem = namesake(&definition).map(|other| id_problem(&file, &other.name));
                let is_free = id_problem.is_none();
                faults.extend(id_problem);
                (Some(definition).filter(|_| is_free), faults)
            }
            Err(faults) => (None, faults),
        };
        problems.extend(faults);
        let good = || last_good.iter().find(|good| folder.join(file_of(&good.name)) == file);
        let definition = read.or_else(|| good().filter(|good| namesake(good).is_none()).cloned());
        definitions.extend(definition);
    }
    problems.extend(main_problem(site, &definitions));
    problems.extend(alias_problems(&definitions));
    (definitions, problems)
}

/// The definitions' files, relative to the root, by name.
fn files(root: &Path, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root.join(folder))? {
        let name = PathBuf::from(entry?.file_name());
        let is_hidden = name.to_string_lossy().starts_with('.');
        if !is_hidden && name.extension().is_some_and(|ending| ending == "toml") {
            files.push(folder.join(name));
        }
    }
    files.sort();
    Ok(files)
}

/// The file of a definition, within the folder.
fn file_of(name: &FeedName) -> String {
    format!("{name}.toml")
}

/// Reads one definition; what comes with it are warnings.
fn read(images: Images<'_>, file: &Path, zone: Tz) -> Result<(FeedDefinition, Vec<Problem>), Vec<Problem>> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let name = FeedName::parse(&stem).map_err(|error| {
        vec![Problem::error(file, error.to_string(), "rename the file: its name is the feed's address")]
    })?;
    let text = input::read(images.root, file).map_err(|problem| vec![*problem])?;
    let mut table = Table::parse(file, &text)?;
    let definition = definition(&mut table, name, images, zone);
    let problems = table.finish();
    match definition {
        Some(definition) if problems.iter().all(|problem| problem.severity == Severity::Warning) => {
            Ok((definition, problems))
        }
        _ => Err(problems),
    }
}

fn definition(table: &mut Table<'_>, name: FeedName, images: Images<'_>, zone: Tz) -> Option<FeedDefinition> {
    let title = table.required("title", "\"All news\"", line);
    let default = FeedDefinition::new(name, title.clone().unwrap_or_default());
    let (subject, selection) = what(table);
    let definition = FeedDefinition {
        id: table.optional("id", id),
        description: table.optional("description", line),
        language: table.optional("language", language),
        formats: table.optional("formats", formats).unwrap_or(default.formats),
        subject,
        limit: table.optional("limit", integer(1..=MAX_LIMIT)).map_or(default.limit, |limit| limit as usize),
        content: table.optional("content", content).unwrap_or(default.content),
        order: table.optional("order", order).unwrap_or(default.order),
        icon: table.optional("icon", |value| images.read(value)),
        selection,
        each: table.optional("each", selection::each),
        aliases: table.optional("aliases", aliases).unwrap_or(default.aliases),
        ended: table.optional("ended", |value| instant(value, zone)),
        withdrawn: table.optional("withdrawal", withdrawn),
        name: default.name,
        title: default.title,
    };
    if definition.each.is_some() && !definition.title.contains("{value}") {
        table.warn(
            "title",
            "the feeds of all values have the same title",
            "put `{value}` where the value belongs: `title = \"News: {value}\"`",
        );
    }
    title.map(|_| definition)
}

/// What the entries are, and of which releases.
fn what(table: &mut Table<'_>) -> (Subject, Selection) {
    let written = table.optional("entries", subject);
    let mut selection = selection::read(table);
    let subject = match written {
        Some(Subject::Releases) => Subject::Releases,
        _ if selection::take_corrections(&mut selection) => Subject::Corrections,
        other => other.unwrap_or_default(),
    };
    (subject, selection)
}

fn id(value: &DeValue<'_>) -> Result<ArticleId, Fault> {
    ArticleId::parse(string(value)?)
        .map_err(|error| Fault::new(error, "write the id that the feed had, or remove the line"))
}

fn formats(value: &DeValue<'_>) -> Result<Vec<Format>, Fault> {
    let choices = Format::ALL.map(|format| (format.ending(), format));
    let mut formats = strings(value)?
        .into_iter()
        .map(|word| choice(word, &choices))
        .collect::<Result<Vec<Format>, Fault>>()?;
    formats.sort_unstable();
    formats.dedup();
    if formats.is_empty() {
        return Err(Fault::new(
            "a feed without formats is served nowhere",
            "write `formats = [\"rss\", \"atom\", \"json\"]`",
        ));
    }
    Ok(formats)
}

fn content(value: &DeValue<'_>) -> Result<Content, Fault> {
    choice(string(value)?, &[("full", Content::Full), ("summary", Content::Summary)])
}

fn subject(value: &DeValue<'_>) -> Result<Subject, Fault> {
    choice(string(value)?, &[("releases", Subject::Releases), ("corrections", Subject::Corrections)])
}

/// A date of TOML's own, or one as releases have it.
fn instant(value: &DeValue<'_>, zone: Tz) -> Result<DateTime<Utc>, Fault> {
    let text = match value {
        DeValue::Datetime(datetime) => datetime.to_string(),
        other => string(other)?.to_owned(),
    };
    date::parse(&text, zone).map_err(|error| Fault::new(error, date::REMEDY))
}

fn order(value: &DeValue<'_>) -> Result<Order, Fault> {
    choice(string(value)?, &[("published", Order::Published), ("updated", Order::Updated)])
}

fn aliases(value: &DeValue<'_>) -> Result<Vec<String>, Fault> {
    let remedy = "write it from its slash on: `/old/feed.xml`";
    let alias = |path: &str| parse_alias(path).map_err(|error| Fault::new(error.to_string(), remedy));
    strings(value)?.into_iter().map(alias).collect()
}

/// Two feeds of one id are one feed to readers, which then has the entries of both.
fn id_problem(file: &Path, other: &FeedName) -> Problem {
    let other = Path::new(FEEDS_FOLDER).join(file_of(other));
    let reason = format!("its id is that of {} too", other.display());
    Problem::error(file, reason, "give it an `id` of its own, or remove the line").of_field("id")
}

/// The usual guesses of a feed's address (`/feed`, `/rss.xml`) lead to the main feed.
fn main_problem(site: &Site, definitions: &[FeedDefinition]) -> Option<Problem> {
    let has_main = definitions.iter().any(|definition| definition.name == site.main);
    (!has_main).then(|| {
        let reason = format!("there is no main feed `{}`", site.main);
        let remedy = format!(
            "write `{}`, or name another feed in `main`",
            Path::new(FEEDS_FOLDER).join(file_of(&site.main)).display()
        );
        Problem::warning(SITE_FILE, reason, remedy).of_field("main")
    })
}

/// Two feeds that claim the same former address, or one that is still another's.
fn alias_problems(definitions: &[FeedDefinition]) -> Vec<Problem> {
    let mut owners: BTreeMap<String, &FeedName> = BTreeMap::new();
    for definition in definitions.iter().filter(|definition| definition.each.is_none()) {
        let page = format!("/feeds/{}", definition.name);
        owners.extend(
            definition.formats.iter().map(|format| (format!("{page}.{}", format.ending()), &definition.name)),
        );
        owners.insert(page, &definition.name);
    }
    let mut problems = Vec::new();
    for definition in definitions {
        for alias in &definition.aliases {
            if let Some(owner) = owners.get(alias) {
                let reason = format!("`{alias}` already leads to the feed `{owner}`");
                let problem = Problem::warning(
                    Path::new(FEEDS_FOLDER).join(file_of(&definition.name)),
                    reason,
                    "remove it from one of the two",
                );
                problems.push(problem.of_field("aliases"));
            } else {
                owners.insert(alias.clone(), &definition.name);
            }
        }
    }
    problems
}
