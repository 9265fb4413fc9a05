//! Reads a file that the press office wrote by hand: text, and not much of it.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::problem::Problem;

/// No configuration by hand is longer than this many bytes.
const LIMIT: u64 = 1 << 20;

/// The text of `file`, a path relative to `root`.
pub(super) fn read(root: &Path, file: &Path) -> Result<String, Box<Problem>> {
    let mut bytes = Vec::new();
    open(&root.join(file))
        .and_then(|opened| opened.take(LIMIT + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(root, file, &error))?;
    if bytes.len() as u64 > LIMIT {
        return Err(Box::new(Problem::error(file, "the file is larger than 1 MiB", "write settings only")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..valid].iter().filter(|&&byte| byte == b'\n').count();
        Box::new(Problem::error(file, "the file is not UTF-8", "save it in the encoding UTF-8").at_line(line))
    })
}

/// Opens a regular file: whoever opens a pipe waits for its writer.
fn open(path: &Path) -> io::Result<File> {
    if path.metadata()?.is_file() {
        File::open(path)
    } else {
        Err(io::Error::other("it is not a regular file"))
    }
}

fn unreadable(root: &Path, file: &Path, error: &io::Error) -> Box<Problem> {
    let (reason, remedy) = match error.kind() {
        io::ErrorKind::NotFound => (
            format!("there is no `{}` in {}", file.display(), root.display()),
            "name the newsroom's folder with --root, or make a newsroom with `dateline init DIR`",
        ),
        _ => (format!("the file can't be read: {error}"), "mend the file's permissions"),
    };
    Box::new(Problem::error(file, reason, remedy))
}
