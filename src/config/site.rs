//! The settings of `dateline.toml`.

use std::net::SocketAddr;
use std::path::Path;

use chrono::TimeDelta;
use chrono_tz::{TZ_VARIANTS, Tz};
use toml::de::DeValue;
use url::Url;

use super::table::{Fault, Table, boolean, choice, integer, line, string, strings};
use super::{Configuration, DEFAULT_LISTEN, Images, Overrides, SITE_FILE, base_url_of};
use crate::language::Language;
use crate::problem::{Problem, Severity};
use crate::site::{BaseUrl, FeedName, IdAuthority, Logo, Site, SiteImage, Size, Withdrawn};

/// A day in minutes: no reader should wait longer.
const MAX_TTL: u32 = 24 * 60;
/// A century in days.
const MAX_NOTICE: u32 = 36_500;
const DEFAULT_NOTICE: u32 = 30;

const LANGUAGE_REMEDY: &str = "write a BCP 47 tag: `language = \"en\"`";
const ZONE_REMEDY: &str = "write a name of the time zone database: `time_zone = \"Europe/Berlin\"`";

/// Reads the text of `dateline.toml`.
pub(super) fn read(
    images: Images<'_>,
    text: &str,
    overrides: &Overrides,
) -> (Option<Configuration>, Vec<Problem>) {
    let mut table = match Table::parse(Path::new(SITE_FILE), text) {
        Ok(table) => table,
        Err(problems) => return (None, problems),
    };
    let configuration = configuration(&mut table, images, overrides);
    let problems = table.finish();
    let is_broken = problems.iter().any(|problem| problem.severity == Severity::Error);
    (configuration.filter(|_| !is_broken), problems)
}

fn configuration(table: &mut Table<'_>, images: Images<'_>, overrides: &Overrides) -> Option<Configuration> {
    // Every field is taken before the first `?`: one run tells all faults.
    let title = table.required("title", "\"Press Office of Example City\"", line);
    let description = table.optional("description", line);
    let written_base = table.optional("base_url", base_url);
    let id_authority = table.required("id_authority", "\"press.city.example,2026\"", id_authority);
    let language = language_or_default(table);
    let time_zone = time_zone_or_warning(table);
    let written_listen = table.optional("listen", listen);
    let author = table.optional("author", line);
    let issuer = table.optional("issuer", line);
    let rights = table.optional("rights", line);
    let mut image = |name| table.optional(name, |value| images.read(value));
    let (icon, logo) = (image("icon"), image("logo"));
    warn_of_size(logo.as_ref(), table);
    let main = table.optional("main", feed_name);
    let ttl_minutes = table.optional("ttl", integer(1..=MAX_TTL));
    let contacts_in_feeds = table.optional("contacts_in_feeds", boolean);
    let hubs = table.optional("hubs", urls);
    let withdrawn = table.optional("withdrawal", withdrawn);
    let delta = table.optional("delta", boolean);
    let notice_days = table.optional("withdrawal_notice_days", integer(0..=MAX_NOTICE));

    let listen = written_listen.unwrap_or(DEFAULT_LISTEN);
    let chosen_base = overrides.base_url.clone().or(written_base);
    let has_base_url = chosen_base.is_some();
    let base_url = chosen_base.or_else(|| base_url_of(overrides.listen.unwrap_or(listen)))?;
    let main = main.or_else(|| FeedName::parse("all").ok())?;
    let default = Site::new(title?, base_url, id_authority?, language?, main);
    Some(Configuration {
        listen,
        notice_time: TimeDelta::days(notice_days.unwrap_or(DEFAULT_NOTICE).into()),
        has_base_url,
        site: Site {
            description,
            time_zone: time_zone.unwrap_or(default.time_zone),
            author: author.unwrap_or(default.author),
            issuer,
            rights,
            icon,
            logo,
            ttl_minutes: ttl_minutes.unwrap_or(default.ttl_minutes),
            contacts_in_feeds: contacts_in_feeds.unwrap_or(default.contacts_in_feeds),
            hubs: hubs.unwrap_or(default.hubs),
            delta: delta.unwrap_or(default.delta),
            withdrawn: withdrawn.unwrap_or(default.withdrawn),
            ..default
        },
    })
}

/// RSS allows no image of a feed to be larger, and readers may cut or distort it.
fn warn_of_size(logo: Option<&SiteImage>, table: &mut Table<'_>) {
    let Size { width, height } = Logo::MAX;
    if let Some(size) = logo.and_then(SiteImage::size)
        && (size.width > width || size.height > height)
    {
        let reason =
            format!("it is {} by {} pixels: RSS allows {width} by {height} at most", size.width, size.height);
        table.warn("logo", &reason, "make a smaller one");
    }
}

fn language_or_default(table: &mut Table<'_>) -> Option<Language> {
    if !table.has("language") {
        table.warn(
            "language",
            "without `language`, releases that name none are taken to be English",
            LANGUAGE_REMEDY,
        );
    }
    table.optional("language", language).or_else(|| Language::parse("en").ok())
}

/// A zone that is not given is UTC: times are never read in the zone of the machine that happens to serve them.
fn time_zone_or_warning(table: &mut Table<'_>) -> Option<Tz> {
    if !table.has("time_zone") {
        let reason = "without `time_zone`, dates and embargoes that name no zone are read as UTC";
        table.warn("time_zone", reason, ZONE_REMEDY);
    }
    table.optional("time_zone", time_zone)
}

fn base_url(value: &DeValue<'_>) -> Result<BaseUrl, Fault> {
    BaseUrl::parse(string(value)?)
        .map_err(|error| Fault::new(error, "write it as `https://press.city.example`"))
}

fn id_authority(value: &DeValue<'_>) -> Result<IdAuthority, Fault> {
    IdAuthority::parse(string(value)?)
        .map_err(|error| Fault::new(error, "never change it afterwards: every id is made of it"))
}

pub(super) fn language(value: &DeValue<'_>) -> Result<Language, Fault> {
    Language::parse(string(value)?).map_err(|error| Fault::new(error, LANGUAGE_REMEDY))
}

fn time_zone(value: &DeValue<'_>) -> Result<Tz, Fault> {
    let name = string(value)?;
    name.parse().map_err(|_| {
        let alike = TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(name));
        let meant = alike.map(|zone| format!("; did you mean `{zone}`?")).unwrap_or_default();
        Fault::new(format!("there is no time zone `{name}`{meant}"), ZONE_REMEDY)
    })
}

fn listen(value: &DeValue<'_>) -> Result<SocketAddr, Fault> {
    let address = string(value)?;
    address.parse().map_err(|_| {
        let reason = format!("`{address}` is not an IP address and a port");
        Fault::new(reason, "write it as `127.0.0.1:8080`, or `0.0.0.0:8080` to be reached from outside")
    })
}

fn feed_name(value: &DeValue<'_>) -> Result<FeedName, Fault> {
    FeedName::parse(string(value)?)
        .map_err(|error| Fault::new(error, "write the name of a file in feeds/, without `.toml`"))
}

/// What stands in place of a withdrawn release.
pub(super) fn withdrawn(value: &DeValue<'_>) -> Result<Withdrawn, Fault> {
    choice(string(value)?, &[("notice", Withdrawn::Notice), ("remove", Withdrawn::Removed)])
}

fn urls(value: &DeValue<'_>) -> Result<Vec<Url>, Fault> {
    strings(value)?.into_iter().map(web_url).collect()
}

/// An absolute URL of the web.
pub(super) fn web_url(text: &str) -> Result<Url, Fault> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https")).ok_or_else(|| {
        let reason = format!("`{text}` is not an absolute URL");
        Fault::new(reason, "write it from its `https://` on")
    })
}
