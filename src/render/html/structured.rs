//! A release as schema.org's NewsArticle, for search engines: data in the page that no browser runs.

use serde_json::{Value, json};
use url::Url;

use super::page::Page;
use crate::article::Correction;
use crate::catalog::Release;
use crate::text::Text;

/// The JSON-LD of a release, as it can stand inside a script element.
pub(super) fn data(page: &Page<'_>, release: &Release, url: &Url, summary: &Text) -> String {
    let site = page.site();
    let publisher = release.issuer().unwrap_or(&site.title);
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": release.id.as_str(),
        "headline": release.title,
        "description": summary,
        "url": url,
        "mainEntityOfPage": release.canonical.as_ref().unwrap_or(url),
        "inLanguage": release.facets.language,
        "datePublished": page.minute(release.published).rfc3339,
        "dateModified": page.minute(release.updated).rfc3339,
        "publisher": organisation(publisher),
        "author": authors(release, &site.author),
    });
    if let Some(image) = &release.image {
        data["image"] = page.absolute_url(release, &image.source).as_str().into();
    }
    if let Some(place) = &release.facets.place {
        data["contentLocation"] = json!({ "@type": "Place", "name": place.label() });
    }
    if !release.facets.tags.is_empty() {
        data["keywords"] = release.facets.tags.iter().map(|tag| tag.label().as_str()).collect();
    }
    if !release.corrections.is_empty() {
        data["correction"] = release.corrections.iter().map(|made| correction(page, made)).collect();
    }
    harmless(&data)
}

fn organisation(name: &Text) -> Value {
    json!({ "@type": "Organization", "name": name })
}

fn authors(release: &Release, site_author: &Text) -> Value {
    match release.byline.as_slice() {
        [] => organisation(site_author),
        names => names.iter().map(|name| json!({ "@type": "Person", "name": name })).collect(),
    }
}

fn correction(page: &Page<'_>, correction: &Correction) -> Value {
    json!({
        "@type": "CorrectionComment",
        "text": correction.note,
        "datePublished": page.minute(correction.at).rfc3339,
    })
}

/// JSON in which nothing looks like markup.
fn harmless(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
