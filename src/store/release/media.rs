//! The lead image and the attachments.
//!
//! One whose file is missing is left out with a warning, and comes by itself once the file is there: a release that is
//! due does not wait for a picture.

use url::Url;

use crate::article::{Attachment, Image, Source};
use crate::store::fields::{Field, Fields, Report};
use crate::store::front_matter::{Node, Value};
use crate::store::references::References;

/// Reads both.
pub(super) fn read(
    fields: &Fields,
    references: &mut References<'_>,
    report: &mut Report,
) -> (Option<Image>, Vec<Attachment>) {
    (image(fields, references, report), attachments(fields, references, report))
}

fn image(fields: &Fields, references: &mut References<'_>, report: &mut Report) -> Option<Image> {
    let field = fields.first(&["image", "images"])?;
    let first = match &field.node.value {
        Value::List(items) => Field { node: items.first()?.clone(), ..field.clone() },
        _ => field.clone(),
    };
    let parts = first.fields();
    let about = |inner: &str, outer: &str| {
        let part = parts.as_ref().and_then(|parts| parts.first(&[inner]).cloned());
        part.or_else(|| fields.first(&[outer]).cloned())
    };
    let [alt, caption, credit] =
        [("alt", "imagealt"), ("caption", "imagecaption"), ("credit", "imagecredit")]
            .map(|(inner, outer)| report.line(about(inner, outer).as_ref()));
    let source = source(&first, parts.as_ref(), references, report)?;
    if alt.is_none() {
        report.field_warning(
            &first,
            "it has no text for those who can't see it",
            "say in `alt` what the image shows",
        );
    }
    Some(Image { source, alt, caption, credit })
}

fn attachments(fields: &Fields, references: &mut References<'_>, report: &mut Report) -> Vec<Attachment> {
    let Some(field) = fields.first(&["attachments"]) else { return Vec::new() };
    let mut attachments = Vec::new();
    for item in items(field) {
        let parts = item.fields();
        let title = report.line(parts.as_ref().and_then(|parts| parts.first(&["title", "name"])));
        if let Some(source) = source(&item, parts.as_ref(), references, report) {
            attachments.push(Attachment { source, title });
        }
    }
    attachments
}

/// The file or address of an image or attachment: the text itself, or a part of a map.
fn source(
    field: &Field,
    parts: Option<&Fields>,
    references: &mut References<'_>,
    report: &mut Report,
) -> Option<Source> {
    let Some(written) = named(field, parts) else {
        report.field_warning(field, "it names no file, and is left out", "write the file's name in `file`");
        return None;
    };
    match Url::parse(written) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => return Some(Source::Elsewhere(url)),
        _ => {}
    }
    references
        .resolve(written)
        .map_err(|refusal| report.field_warning(field, refusal.reason(written), refusal.remedy()))
        .map(Source::Own)
        .ok()
}

/// The file or address that an image or attachment names.
fn named<'a>(field: &'a Field, parts: Option<&'a Fields>) -> Option<&'a str> {
    let named = parts.map_or(Some(field), |parts| parts.first(&["file", "src", "path", "url", "href"]));
    named.and_then(Field::text)
}

/// The files and addresses that a field of images or attachments names.
pub(in crate::store) fn files_of(field: &Field) -> Vec<String> {
    items(field).filter_map(|item| named(&item, item.fields().as_ref()).map(str::to_owned)).collect()
}

/// The values of a list, or the one value.
fn items(field: &Field) -> impl Iterator<Item = Field> {
    let nodes: &[Node] = match &field.node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(&field.node),
    };
    nodes.iter().map(|node| Field { node: node.clone(), ..field.clone() })
}
