//! `dateline preview`: the newsroom as it will be, on this machine only. It must never write anything.

use std::path::Path;
use std::process::ExitCode;

use anyhow::anyhow;
use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;

use super::newsroom::{Newsroom, Purpose};
use super::serve::{bind, host};
use crate::catalog::Catalog;
use crate::cli::Preview;
use crate::clock::Clock;
use crate::config::Overrides;
use crate::publisher;
use crate::site::BaseUrl;
use crate::store::date;
use crate::text::Text;

/// Serves the preview until SIGINT or SIGTERM.
pub(super) fn run(root: &Path, arguments: &Preview) -> anyhow::Result<ExitCode> {
    tokio::runtime::Runtime::new()?.block_on(preview(root, arguments))
}

async fn preview(root: &Path, arguments: &Preview) -> anyhow::Result<ExitCode> {
    let listener = bind(arguments.listen).await?;
    let base_url = BaseUrl::parse(&format!("http://{}/", listener.local_addr()?))?;
    let overrides = Overrides { base_url: Some(base_url), listen: None };
    let newsroom = Newsroom::open_or_tell(root, overrides, Purpose::Preview)?;
    let zone = newsroom.configuration().site.time_zone;
    let at = arguments.at.as_deref().map(|at| instant(at, zone)).transpose()?;
    host(newsroom, listener, Clock::System, None, move |newsroom| show(newsroom, at)).await?;
    Ok(ExitCode::SUCCESS)
}

/// Shows the newsroom at an instant, and says so in its title, which stands on every page and in every feed.
fn show(newsroom: &mut publisher::Newsroom, at: Option<DateTime<Utc>>) {
    let instant = at.unwrap_or_else(|| all_out(&newsroom.catalog, Clock::System.now()));
    let shown = instant.with_timezone(&newsroom.site.time_zone).to_rfc3339_opts(SecondsFormat::Secs, true);
    newsroom.site.title = Text::line(&format!("[Preview of {shown}] {}", newsroom.site.title));
    newsroom.shown_at = Some(instant);
}

/// The first instant from `now` on by which every scheduled release has come out.
pub(super) fn all_out(catalog: &Catalog, now: DateTime<Utc>) -> DateTime<Utc> {
    catalog.articles().map(|article| article.published).fold(now, DateTime::max)
}

/// Reads an instant as front matter spells it: without a zone it is in the newsroom's.
fn instant(text: &str, zone: Tz) -> anyhow::Result<DateTime<Utc>> {
    date::parse(text, zone).map_err(|error| anyhow!("--at: {error}; {}", date::REMEDY))
}
