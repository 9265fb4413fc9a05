//! Addresses as Jekyll makes them, and ids as its feed does.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::template::{expand, hyphenated};
use super::{day, first, split_date, stem};
use crate::command::import::read::Says;

/// What stays of a title in an address besides letters and digits.
const PRETTY: &str = "._~!$&'()+,;=@";

/// The folder of the address and the slug, which is the id in jekyll-feed's feed; and the address. Both are paths.
pub(super) fn paths(settings: &Says, relative: &str, says: &Says) -> Result<(String, String), String> {
    let (in_name, rest) = split_date(stem(relative));
    let date = match first(says, "date") {
        Some(written) => local_day(written, settings),
        None => in_name,
    };
    let date = date.ok_or("neither its name nor its front matter has a date that can be read")?;
    let slug = first(says, "slug").unwrap_or(rest);
    let template = template(settings, says)?;
    let page = expand(template, |token| {
        let format = match token {
            "categories" => return Some(categories(relative, says).join("/")),
            "slugified_categories" => {
                let slugs = categories(relative, says).into_iter().map(|name| hyphenated(&name, ""));
                return Some(slugs.collect::<Vec<_>>().join("/"));
            }
            "title" => return Some(hyphenated(slug, PRETTY)),
            "slug" => return Some(hyphenated(slug, "").to_lowercase()),
            "output_ext" => return Some(".html".to_owned()),
            "year" => "%Y",
            "short_year" => "%y",
            "month" => "%m",
            "i_month" => "%-m",
            "long_month" => "%B",
            "day" => "%d",
            "i_day" => "%-d",
            "y_day" => "%j",
            "long_day" => "%A",
            "w_year" => "%G",
            "week" => "%V",
            "w_day" => "%u",
            "short_month" => return Some(date.format("%b").to_string().to_uppercase()),
            "short_day" => return Some(date.format("%a").to_string().to_uppercase()),
            _ => return None,
        };
        Some(date.format(format).to_string())
    })?;
    let parts: Vec<&str> = page.split('/').filter(|part| !part.is_empty()).collect();
    let folder = parts.split_last().map(|(_, folder)| folder.join("/")).unwrap_or_default();
    let end = if page.ends_with('/') { "/" } else { "" };
    Ok((format!("/{folder}/{slug}"), format!("/{}{end}", parts.join("/"))))
}

fn template<'a>(settings: &'a Says, says: &'a Says) -> Result<&'a str, String> {
    let own = first(says, "permalink");
    if own.is_none() && settings.keys().any(|key| key.starts_with("defaults.values.permalink")) {
        return Err(
            "the permalinks among the `defaults` of the site’s configuration are not followed".to_owned()
        );
    }
    Ok(match own.or_else(|| first(settings, "permalink")).unwrap_or("date") {
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        template => template,
    })
}

/// The folders above `_posts`, then what front matter says, each once and in lower case.
fn categories(relative: &str, says: &Says) -> Vec<String> {
    let folders = relative.split('/').take_while(|part| !part.starts_with('_'));
    let all = |name: &str| says.get(name).map_or(&[][..], Vec::as_slice);
    let several = match all("categories") {
        [words] => words.split_whitespace().collect(),
        names => names.iter().map(String::as_str).collect::<Vec<_>>(),
    };
    let mut names: Vec<String> = Vec::new();
    for name in folders.chain(several).chain(all("category").iter().map(String::as_str)) {
        let name = name.to_lowercase();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The day in the site's zone. Jekyll takes an instant without a zone for one in UTC.
fn local_day(written: &str, settings: &Says) -> Option<NaiveDate> {
    let Some(zone) = first(settings, "timezone").and_then(|zone| zone.parse::<Tz>().ok()) else {
        return day(written);
    };
    let formats = ["%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M %z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z"];
    let zoned = formats.iter().find_map(|format| DateTime::parse_from_str(written, format).ok());
    let zoned = zoned.or_else(|| DateTime::parse_from_rfc3339(written).ok()).map(|at| at.naive_utc());
    let formats = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"];
    let utc = || formats.iter().find_map(|format| NaiveDateTime::parse_from_str(written, format).ok());
    match zoned.or_else(utc) {
        Some(utc) => Some(utc.and_utc().with_timezone(&zone).date_naive()),
        None => day(written),
    }
}
