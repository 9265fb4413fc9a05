//! The files that a release shows, in the folders where a generator has them.

use std::path::{Path, PathBuf};

use super::{Generator, Maker, page_of};

/// Endings of what the content store reads as releases: such a file would come out as one.
const RELEASES: &[&str] = &["md", "markdown", "html", "htm", "txt"];

impl Generator {
    /// Where the file lies that a release names, and the path below the content at which the release finds it; `None`
    /// where there is none, or it comes along as it lies beside the release.
    pub(in crate::command::import) fn shown(
        &self,
        relative: &str,
        written: &str,
    ) -> Option<(PathBuf, String)> {
        let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = normal(if written.starts_with('/') { "" } else { folder }, written)?;
        let ending = Path::new(&target).extension().and_then(|ending| ending.to_str())?.to_lowercase();
        let comes_along = self.holds(&target) && self.content.join(&target).is_file();
        if RELEASES.contains(&ending.as_str()) || comes_along {
            return None;
        }
        let source =
            self.candidates(relative, written, &target).into_iter().find(|path| self.may_copy(path))?;
        Some((source, target))
    }

    fn candidates(&self, relative: &str, written: &str, target: &str) -> Vec<PathBuf> {
        let folders = match self.maker {
            Maker::Jekyll => vec![self.root.clone()],
            Maker::Hugo => {
                vec![self.root.join("static"), self.root.join("assets"), self.root.join("content")]
            }
            Maker::Zola => vec![self.root.join("static"), self.root.join("content")],
        };
        let base = self.base_path.trim_matches('/');
        let below_base = target.strip_prefix(base).and_then(|rest| rest.strip_prefix('/'));
        let (folder, name) = page_of(relative);
        let beside_page = normal(&format!("{folder}/{name}"), written);
        let at_root = normal("", written);
        let paths = [Some(target.to_owned()), below_base.map(str::to_owned), beside_page, at_root];
        let paths = paths.iter().flatten();
        paths.flat_map(|path| folders.iter().map(move |folder| folder.join(path))).collect()
    }

    /// Whether a file is one that the site published: below its folder, and no part of its path hidden.
    fn may_copy(&self, path: &Path) -> bool {
        let below = path.strip_prefix(&self.root).ok();
        let is_hidden = |part: &std::ffi::OsStr| part.to_string_lossy().starts_with(['.', '_']);
        let is_inside = || {
            let whole = (path.canonicalize(), self.root.canonicalize());
            matches!(whole, (Ok(path), Ok(root)) if path.starts_with(&root))
        };
        below.is_some_and(|below| !below.iter().any(is_hidden)) && path.is_file() && is_inside()
    }
}

/// A reference from a folder as a path; `None` where it leads out.
pub(super) fn normal(folder: &str, written: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(written.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
