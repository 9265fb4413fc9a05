//! `dateline preview`: the newsroom as it will be, on this machine only. It must never write anything.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;

use super::newsroom::{Newsroom, Purpose};
use super::serve::{bind, host};
use crate::catalog::Catalog;
use crate::cli::Preview;
use crate::clock::Clock;
use crate::config::Overrides;
use crate::publisher;
use crate::site::BaseUrl;
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

/// Reads an instant: RFC 3339, or a date and perhaps a time in the newsroom's zone.
///
/// Of an hour that a clock change brings twice the later one is meant, as in an embargo.
fn instant(text: &str, zone: Tz) -> anyhow::Result<DateTime<Utc>> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Ok(instant.to_utc());
    }
    let naive = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .or_else(|| Some(text.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN)))
        .with_context(|| {
            format!("--at `{text}` is not an instant such as 2027-01-15T09:00 or 2027-01-15T09:00:00Z")
        })?;
    match zone.from_local_datetime(&naive).latest() {
        Some(instant) => Ok(instant.to_utc()),
        None => bail!("--at `{text}` does not exist in {zone}: the clock is put forward over it"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_in_the_newsrooms_zone() {
        for (text, read) in [
            ("2027-01-15T09:00:00+02:00", "2027-01-15T07:00:00Z"),
            ("2027-01-15T09:00", "2027-01-15T08:00:00Z"),
            ("2027-01-15 09:00:01", "2027-01-15T08:00:01Z"),
            ("2027-01-15", "2027-01-14T23:00:00Z"),
            ("2026-10-25T02:30", "2026-10-25T01:30:00Z"),
        ] {
            let instant = instant(text, Tz::Europe__Berlin).unwrap();
            assert_eq!(instant.to_rfc3339_opts(SecondsFormat::Secs, true), read, "{text}");
        }
        for text in ["tomorrow", "2027-13-01", "2026-03-29T02:30"] {
            assert!(instant(text, Tz::Europe__Berlin).is_err(), "{text}");
        }
    }
}
