//! The files that a release names: found below `content/`, kept, and given the name of their address.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;

use crate::article::{Markup, NamedFile, body};
use crate::file::{File, FileName};

use super::CONTENT;
use super::document::{Context, file_of};
use super::fields::Report;
use super::path::ContentPath;
use super::scan::Stamp;

/// The paths that a release named, and the state in which each was; while they are the same, so are its files.
pub(super) type Seen = Vec<(String, Option<Stamp>)>;

/// For how many references of one release the line is looked for: each time from the body's beginning.
const LOCATED: usize = 100;

/// The files that one release names.
pub(super) struct References<'a> {
    path: &'a ContentPath,
    context: &'a Context<'a>,
    /// The body as it stands in the file, and the line in which it begins.
    body: (&'a str, usize),
    seen: Seen,
    named: Vec<NamedFile>,
    /// Which file has which name.
    names: BTreeMap<FileName, String>,
    /// The sources of other releases that the body links to.
    links: BTreeMap<String, PathBuf>,
    /// How many references' lines were looked for.
    located: usize,
}

/// Why a reference leads to no file that is served.
#[derive(Debug)]
pub(super) enum Refusal {
    /// There is no such file.
    Missing,
    /// It leads out of `content/`.
    Outside,
    /// It is the source of a release: its notes and gates are nobody's.
    Release,
    /// A part of its name is hidden, or has characters that no address may have.
    Name,
    /// It can't be read.
    Unreadable(io::Error),
}

impl Refusal {
    /// What is wrong with the reference.
    pub(super) fn reason(&self, written: &str) -> String {
        match self {
            Self::Missing => format!("there is no file `{written}`; the release goes out without it"),
            Self::Outside => format!("`{written}` leads out of `content/`; the release goes out without it"),
            Self::Release => {
                format!("`{written}` is the source of a release, which is never served as it is")
            }
            Self::Name => format!("`{written}` can't be served under that name"),
            Self::Unreadable(error) => {
                format!("`{written}` can't be read: {error}; the release goes out without it")
            }
        }
    }

    /// What to do about it.
    pub(super) const fn remedy(&self) -> &'static str {
        match self {
            Self::Missing => "put the file beside the release, or mend the name",
            Self::Outside => "copy the file into `content/`, beside the release",
            Self::Release => "link to the other release's address; attach a text as PDF",
            Self::Name => "rename the file: no dot at its start, no control characters",
            Self::Unreadable(_) => "make the file readable for the account that runs dateline",
        }
    }
}

impl<'a> References<'a> {
    /// None yet.
    pub(super) fn new(path: &'a ContentPath, context: &'a Context<'a>, body: (&'a str, usize)) -> Self {
        let (seen, named, names, links) = Default::default();
        Self { path, context, body, seen, named, names, links, located: 0 }
    }

    /// Takes the files that a body names, with a warning for each that is not there. What starts with a slash may be any
    /// page of the site: it leads to the file where there is one, and says nothing of it where there is none.
    pub(super) fn add_body(&mut self, source: &str, markup: Markup, report: &mut Report) {
        // Most bodies name nothing: then they need not be parsed.
        if !source.contains(['[', '<']) {
            return;
        }
        for written in body::local_references(source, markup) {
            if let Some(target) = self.release(&written) {
                self.add_link(written, &target, report);
            } else if let Err(refusal) = self.resolve(&written)
                && !written.starts_with('/')
            {
                report.warning_at(self.locate(&written), refusal.reason(&written), refusal.remedy());
            }
        }
    }

    /// The path below `content/` of the release that a body links to by its file, as Zola does with `@/` before a path
    /// from `content/` on. What starts with a slash and is no Markdown may be any page of the site.
    fn release(&self, written: &str) -> Option<String> {
        let path = written.strip_prefix('@').filter(|path| path.starts_with('/')).unwrap_or(written);
        let target = join(self.path.folder(), path)?;
        let markup = ContentPath::parse(&target)?.markup;
        (markup == Markup::Markdown || !written.starts_with('/')).then_some(target)
    }

    /// Takes a link to another release. Where it leads depends on what is public, so it is only looked whether there is
    /// such a file at all.
    fn add_link(&mut self, written: String, target: &str, report: &mut Report) {
        let stamp = self.context.tree.stamp(target).copied();
        if stamp.is_none() {
            report.warning_at(
                self.locate(&written),
                format!("there is no release `{written}`; its words stay, without the link"),
                "mend the name, or link to the address of the release's page",
            );
        }
        self.seen.push((target.to_owned(), stamp));
        self.links.insert(written, file_of(target));
    }

    /// The line of a reference, unless there are too many to look for.
    fn locate(&mut self, written: &str) -> Option<usize> {
        self.located += 1;
        (self.located <= LOCATED).then(|| self.line_of(written)).flatten()
    }

    /// The line in which the body first has these words.
    pub(super) fn line_of(&self, words: &str) -> Option<usize> {
        let (body, first_line) = self.body;
        body.lines().position(|line| line.contains(words)).map(|before| first_line + before)
    }

    /// Finds a file by the reference as written: a path relative to the release's folder or, with a slash at its
    /// start, to `content/`; percent-encoded or not.
    pub(super) fn resolve(&mut self, written: &str) -> Result<File, Refusal> {
        if let Some(known) = self.named.iter().find(|known| known.written == written) {
            return Ok(known.file.clone());
        }
        let target = self.find(written)?;
        let name = self.name_of(&target)?;
        let path = self.context.settings.root.join(CONTENT).join(&target);
        let file = self.context.files.keep(&path, name.clone()).map_err(Refusal::Unreadable)?;
        self.names.insert(name, target);
        self.named.push(NamedFile { written: written.to_owned(), file: file.clone() });
        Ok(file)
    }

    /// Every file found, as the release names it.
    pub(super) fn named(&self) -> Vec<NamedFile> {
        self.named.clone()
    }

    /// The sources of other releases that the body links to, by the references as written.
    pub(super) fn links(&self) -> BTreeMap<String, PathBuf> {
        self.links.clone()
    }

    /// What was looked for.
    pub(super) fn into_seen(self) -> Seen {
        self.seen
    }

    /// The path below `content/` of a file that may be served.
    fn find(&mut self, written: &str) -> Result<String, Refusal> {
        let decoded = percent_decode_str(written).decode_utf8_lossy();
        let plain = decoded.split(['?', '#']).next().unwrap_or_default();
        let mut refusal = Refusal::Missing;
        for spelling in [written, &decoded, plain] {
            let Some(target) = join(self.path.folder(), spelling) else {
                refusal = Refusal::Outside;
                continue;
            };
            let tree = self.context.tree;
            let stamp = tree.files.get(&target).copied();
            if stamp.is_none() && tree.documents.contains_key(&target) {
                return Err(Refusal::Release);
            }
            if tree.outside.iter().any(|outside| std::path::Path::new(&target).starts_with(outside)) {
                refusal = Refusal::Outside;
            }
            self.seen.push((target.clone(), stamp));
            if stamp.is_some() {
                return Ok(target);
            }
        }
        Err(refusal)
    }

    /// The name below the release's address: the path below its folder, else the last part of the path; with a part
    /// of the path's hash where another file has that name.
    fn name_of(&self, target: &str) -> Result<FileName, Refusal> {
        let folder = self.path.folder();
        let below = if folder.is_empty() {
            Some(target)
        } else {
            target.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'))
        };
        let name = below.unwrap_or_else(|| target.rsplit('/').next().unwrap_or(target));
        let plain = FileName::parse(name).map_err(|_| Refusal::Name)?;
        if self.names.get(&plain).is_none_or(|other| other == target) {
            return Ok(plain);
        }
        let hash = crate::file::ContentHash::of(target.as_bytes()).to_hex();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        FileName::parse(&format!("{stem}-{}.{ending}", &hash[..8])).map_err(|_| Refusal::Name)
    }
}

/// A reference from a folder, both below `content/`; `None` where it leads out of it.
fn join(folder: &str, reference: &str) -> Option<String> {
    let start = if reference.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(reference.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_inside_the_content() {
        for (folder, reference, target) in [
            ("a/b", "foto.png", Some("a/b/foto.png")),
            ("a/b", "./foto.png", Some("a/b/foto.png")),
            ("a/b", "../x/foto.png", Some("a/x/foto.png")),
            ("a/b", "/foto.png", Some("foto.png")),
            ("", "foto.png", Some("foto.png")),
            ("a", "../../etc/passwd", None),
            ("", "../x", None),
        ] {
            assert_eq!(join(folder, reference).as_deref(), target);
        }
    }
}
