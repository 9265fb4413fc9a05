//! The media type of a file, told by its content and its name together.

/// What a browser must not make anything of.
const UNKNOWN: &str = "application/octet-stream";

/// The type of a file that starts with these bytes and has that name.
///
/// The content wins where it has a mark of its own; a name is believed where its type has none, or where the content
/// is a container that many types share. A file that claims a type and lacks its mark is of no type.
pub(super) fn of(start: &[u8], name: &str) -> &'static str {
    let by_content = infer::get(start).map(|kind| kind.mime_type());
    let by_name = mime_guess::from_path(name).first_raw();
    match (by_content, by_name) {
        (Some("application/zip" | "application/x-ole-storage"), Some(name))
            if name.starts_with("application/") =>
        {
            name
        }
        (Some(content), Some(name)) if is_text(content) && is_text(name) => name,
        (Some(content), _) if is_text(content) => UNKNOWN,
        (Some(content), _) => content,
        (None, Some(name)) if !infer::is_mime_supported(name) || is_text(name) => name,
        (None, _) => UNKNOWN,
    }
}

/// Whether a type is text that a browser might run or show.
fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || media_type.ends_with("+xml")
        || media_type.ends_with("+json")
        || matches!(media_type, "application/json" | "application/xml" | "application/javascript")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_and_name_together_tell_the_type() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        for (start, name, expected) in [
            (png.as_slice(), "foto.png", "image/png"),
            (png, "foto.jpg", "image/png"),
            (png, "foto", "image/png"),
            (b"%PDF-1.7", "a.pdf", "application/pdf"),
            (b"<html>", "a.pdf", UNKNOWN),
            (b"nothing", "a.pdf", UNKNOWN),
            (b"a,b\n", "a.csv", "text/csv"),
            (b"<?xml version=\"1.0\"?><svg/>", "a.svg", "image/svg+xml"),
            (b"<svg/>", "a.svg", "image/svg+xml"),
            (
                b"PK\x03\x04",
                "a.docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            (b"whatever", "a.unknown", UNKNOWN),
            (b"", "", UNKNOWN),
        ] {
            assert_eq!(of(start, name), expected, "{name}");
        }
    }
}
