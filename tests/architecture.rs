//! Who may import whom, and which outside crate keeps to which room.
//!
//! `docs/ARCHITECTURE.md` tells the shape; here it is read, and checked against the paths that the sources name. Unit
//! tests are exempt: they may build whatever they need.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it can't read")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, UseTree};

/// Where the modules and what each may use are told.
const MAP: &str = "docs/ARCHITECTURE.md";

/// Outside paths that keep to their rooms: a path and all below it, the modules that may name it, and why.
const ROOMS: &[(&str, &[&str], &str)] = &[
    ("rss", &["render::rss"], "one format a file"),
    ("atom_syndication", &["render::atom", "render::rss"], "one format a file; `rss` takes its links in RSS"),
    (
        "quick_xml",
        &["render", "intake::source"],
        "what writes XML is a renderer; exports are read at the door",
    ),
    ("feed_rs", &["intake::source"], "feeds are read at the door"),
    ("roxmltree", &["compare"], "feeds are read in one place"),
    ("ureq", &["command::check::against"], "nothing else asks other servers"),
    ("minijinja", &["render::html"], "templates are for pages"),
    ("pure_rust_locales", &["language", "intake"], "names of languages and months, where they are asked for"),
    ("axum", &["http"], "the core is called without a server"),
    ("hyper", &["http"], "the core is called without a server"),
    ("hyper_util", &["http"], "the core is called without a server"),
    ("http_body_util", &["http"], "the core is called without a server"),
    ("tower", &["http"], "the core is called without a server"),
    ("httpdate", &["http", "snapshot"], "dates of HTTP headers"),
    ("notify", &["store"], "only the store watches files"),
    ("tempfile", &["disk", "store", "command"], "what is kept is written whole in one place"),
    ("walkdir", &["store"], "only the store looks for releases"),
    ("serde_saphyr", &["store", "intake"], "front matter is read at the door"),
    ("pulldown_cmark", &["article"], "a body becomes HTML in one place"),
    ("ammonia", &["article"], "a body is sanitised in one place"),
    (
        "toml",
        &["config", "store", "command", "render::html::words", "intake::phrases"],
        "configuration ends where it is read; lists of words are the program's own",
    ),
    ("brotli", &["snapshot"], "codings are made once, ahead of the request"),
    ("flate2", &["snapshot"], "codings are made once, ahead of the request"),
    ("zstd", &["snapshot"], "codings are made once, ahead of the request"),
    ("clap", &["cli", "main"], "arguments end where they are parsed"),
    ("anyhow", &["command", "main"], "the library's errors are values with a type"),
    ("tracing_subscriber", &["command", "main"], "the program decides where events go"),
    ("rtime_clock", &["clock"], "wall time is read in one place"),
    ("tokio", &["clock", "store", "publisher", "http", "command", "main"], "the core is pure"),
    (
        "std::fs",
        &["disk", "store", "config", "command", "http", "publisher::record", "clock::record"],
        "the world is read at the edges",
    ),
    ("std::net", &["http", "command", "cli", "config"], "the core has no socket"),
    ("std::env", &["command", "main"], "settings come in as values"),
    ("std::process", &["command", "main"], "the program ends in one place"),
    ("std::thread", &["command", "http", "publisher", "store"], "the core is pure"),
    ("std::time::SystemTime", &["clock"], "wall time is read in one place"),
    ("std::time::Instant", &["clock", "http::log"], "time spent is told in the log alone"),
    ("chrono::Local", &[], "the machine's zone is never the newsroom's"),
    ("rand", &[], "equal inputs give equal bytes"),
    (
        "std::collections::HashMap",
        &["store", "http"],
        "its order changes from run to run: keep it out of what is served",
    ),
    (
        "std::collections::HashSet",
        &["store", "http"],
        "its order changes from run to run: keep it out of what is served",
    ),
];

#[test]
fn modules_use_only_what_the_map_allows() {
    let map = Map::read();
    let mut faults = Vec::new();
    for source in sources() {
        let top = source.module.split("::").next().unwrap();
        if top == "lib" {
            continue;
        }
        if !map.modules.contains_key(top) {
            faults.push(format!("{top}: a new module; say in {MAP} what it may use"));
            continue;
        }
        for path in &source.paths {
            let used = path.strip_prefix("crate::").and_then(|path| path.split("::").next());
            if used.is_some_and(|used| !map.allows(top, used)) {
                faults.push(format!("{}: `{top}` must not use `{path}`", source.file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_map_has_no_module_that_is_not() {
    for module in Map::read().modules.keys() {
        assert!(Path::new("src").join(module).with_extension("rs").exists(), "{MAP}: no module `{module}`");
    }
}

#[test]
fn outside_crates_keep_to_their_rooms() {
    let mut faults = Vec::new();
    for source in sources() {
        for (outside, rooms, reason) in ROOMS {
            let at_home = rooms.iter().any(|room| lies_below(&source.module, room));
            let strays = source.paths.iter().filter(|path| lies_below(path, outside));
            faults.extend(
                strays
                    .filter(|_| !at_home)
                    .map(|path| format!("{}: `{path}` is not for here: {reason}", source.file.display())),
            );
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_crate_that_has_a_room_is_spelt_right() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let banned = ["rand"];
    for (outside, _, _) in ROOMS {
        let name = outside.split("::").next().unwrap();
        let is_dependency =
            manifest.lines().any(|line| line.starts_with(&format!("{} =", name.replace('_', "-"))))
                || manifest.lines().any(|line| line.starts_with(&format!("{name} =")));
        assert!(name == "std" || is_dependency || banned.contains(&name), "{name}: no such dependency");
    }
}

/// What may use what, as the table in [`MAP`] says: the modules in the first column, what they may use in the last.
struct Map {
    /// What every module may use: the first row.
    base: BTreeSet<String>,
    modules: BTreeMap<String, Allowed>,
}

/// What one module may use beside the base.
#[derive(Clone)]
enum Allowed {
    All,
    These(BTreeSet<String>),
}

impl Map {
    fn read() -> Self {
        let text = fs::read_to_string(MAP).unwrap();
        let rows = text.lines().skip_while(|line| !line.starts_with("| ---")).skip(1);
        let mut map = Self { base: BTreeSet::new(), modules: BTreeMap::new() };
        for row in rows.take_while(|line| line.starts_with('|')) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let (modules, uses) = (names(cells[0]), cells[cells.len() - 1]);
            let allowed = if uses == "all of them" { Allowed::All } else { Allowed::These(names(uses)) };
            if map.modules.is_empty() {
                map.base.clone_from(&modules);
            }
            map.modules.extend(modules.into_iter().map(|module| (module, allowed.clone())));
        }
        assert!(map.modules.len() > 10, "{MAP}: the table of the modules has moved");
        map
    }

    fn allows(&self, module: &str, used: &str) -> bool {
        let is_listed = match &self.modules[module] {
            Allowed::All => true,
            Allowed::These(modules) => modules.contains(used),
        };
        // A path may name a macro or a type of the crate's root, too.
        is_listed || used == module || self.base.contains(used) || !self.modules.contains_key(used)
    }
}

/// The names in backquotes.
fn names(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn lies_below(path: &str, parent: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// A source file, and the absolute paths that it names outside its tests.
struct Source {
    file: PathBuf,
    /// `render::rss` for `src/render/rss.rs`.
    module: String,
    paths: BTreeSet<String>,
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    find_sources(Path::new("src"), &mut files);
    assert!(files.len() > 10, "src has moved");
    files.into_iter().map(read_source).collect()
}

fn find_sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find_sources(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn read_source(file: PathBuf) -> Source {
    let text = fs::read_to_string(&file).unwrap();
    let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let segments: Vec<String> = file
        .with_extension("")
        .components()
        .skip(1)
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .filter(|part| part != "mod")
        .collect();
    let mut reader = PathReader { module: segments.clone(), paths: BTreeSet::new() };
    reader.visit_file(&syntax);
    Source { file, module: segments.join("::"), paths: reader.paths }
}

/// Collects every path, those of `use` lines too, with `self` and `super` resolved.
struct PathReader {
    module: Vec<String>,
    paths: BTreeSet<String>,
}

impl PathReader {
    fn add(&mut self, segments: &[String]) {
        let mut absolute: Vec<String> = Vec::new();
        match segments.first().map(String::as_str) {
            Some("self" | "super") => {
                absolute.push("crate".to_owned());
                let ups = segments.iter().filter(|segment| *segment == "super").count();
                let kept = self.module.len().saturating_sub(ups);
                absolute.extend(self.module[..kept].iter().cloned());
                absolute.extend(
                    segments.iter().filter(|segment| !matches!(segment.as_str(), "self" | "super")).cloned(),
                );
            }
            // The program names the library by its name.
            Some("dateline") => {
                absolute.push("crate".to_owned());
                absolute.extend(segments[1..].iter().cloned());
            }
            _ => absolute.extend(segments.iter().cloned()),
        }
        self.paths.insert(absolute.join("::"));
    }

    fn add_tree(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Vec<_>>();
        match tree {
            UseTree::Path(path) => self.add_tree(&path.tree, &with(path.ident.to_string())),
            UseTree::Name(name) if name.ident == "self" => self.add(before),
            UseTree::Name(name) => self.add(&with(name.ident.to_string())),
            UseTree::Rename(rename) => self.add(&with(rename.ident.to_string())),
            UseTree::Glob(_) => self.add(before),
            UseTree::Group(group) => group.items.iter().for_each(|item| self.add_tree(item, before)),
        }
    }
}

impl<'ast> Visit<'ast> for PathReader {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Mod(module) => &module.attrs,
            Item::Fn(function) => &function.attrs,
            Item::Use(import) => &import.attrs,
            _ => &Vec::new(),
        };
        if !attributes.iter().any(is_for_tests) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, import: &'ast ItemUse) {
        self.add_tree(&import.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 {
            self.add(&segments);
        }
        visit::visit_path(self, path);
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
}
