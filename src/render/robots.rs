//! robots.txt (RFC 9309): everything public may be read by everyone; here is where the sitemaps are.

use std::sync::Arc;

use super::Document;
use crate::site::{Address, Site};

/// The rules for robots.
#[must_use]
pub fn robots(site: &Site) -> Document {
    let sitemap = site.base_url.at(&Address::Sitemap);
    let news = site.base_url.at(&Address::NewsSitemap);
    let body = format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\nSitemap: {news}\n");
    Document { media_type: "text/plain; charset=utf-8", body: Arc::from(body.into_bytes()) }
}
