//! Which content codings (RFC 9110 §12.5.3) and manipulations (RFC 3229) a client takes. Must never end in a refusal: identity is always left.

use std::cmp::Reverse;

use axum::http::{HeaderMap, header};

use crate::snapshot::Coding;

/// The codings that the client takes, the best first; never empty.
///
/// Of those that it likes equally, the densest comes first. One who says nothing gets the bytes as they are.
pub(super) fn codings(headers: &HeaderMap) -> Vec<Coding> {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    let members: Vec<(&str, u16)> = lines.flat_map(|line| line.split(',')).filter_map(member).collect();
    let weight = |coding: Coding| {
        let of = |name: &str| {
            members.iter().find(|(token, _)| token.eq_ignore_ascii_case(name)).map(|&(_, weight)| weight)
        };
        of(coding.token()).or_else(|| of(alias(coding)?)).or_else(|| of("*"))
    };
    let mut taken: Vec<(Coding, u16)> = Coding::COMPRESSED
        .into_iter()
        .chain([Coding::Identity])
        .filter_map(|coding| Some((coding, weight(coding)?)))
        .filter(|&(_, weight)| weight > 0)
        .collect();
    taken.sort_by_key(|&(_, weight)| Reverse(weight));
    let mut codings: Vec<Coding> = taken.into_iter().map(|(coding, _)| coding).collect();
    if weight(Coding::Identity).is_none() || codings.is_empty() {
        codings.push(Coding::Identity);
    }
    codings
}

/// Whether the client takes only what is new in a feed: the manipulation `feed` of RFC 3229.
pub(super) fn takes_delta(headers: &HeaderMap) -> bool {
    let lines = headers.get_all("a-im").iter().filter_map(|line| line.to_str().ok());
    let mut members = lines.flat_map(|line| line.split(',')).filter_map(member);
    members.any(|(token, weight)| token.eq_ignore_ascii_case("feed") && weight > 0)
}

/// The old name of a coding, as good as its own (§8.4.1.3).
const fn alias(coding: Coding) -> Option<&'static str> {
    match coding {
        Coding::Gzip => Some("x-gzip"),
        Coding::Brotli | Coding::Zstd | Coding::Identity => None,
    }
}

/// A coding's name and its weight in thousandths; `None` where the weight is not one.
fn member(text: &str) -> Option<(&str, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let token = parts.next()?;
    let weight = parts.find_map(|part| part.strip_prefix(['q', 'Q'])?.trim_start().strip_prefix('='));
    Some((token, weight.map_or(Some(1000), thousandths)?))
}

/// Reads `0`, `1` and what lies between, with at most three decimals (§12.4.2).
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, decimals) = weight.trim().split_once('.').unwrap_or((weight.trim(), ""));
    let is_decimal = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    let decimals = format!("{decimals:0<3}").parse().ok().filter(|_| is_decimal)?;
    match (whole, decimals) {
        ("0", decimals) => Some(decimals),
        ("1", 0) => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;
    use Coding::{Brotli, Gzip, Identity, Zstd};

    #[test]
    fn weights_are_honoured_and_identity_is_always_left() {
        let cases: &[(&str, &[Coding])] = &[
            ("", &[Identity]),
            ("gzip", &[Gzip, Identity]),
            ("x-gzip", &[Gzip, Identity]),
            ("GZIP", &[Gzip, Identity]),
            ("deflate", &[Identity]),
            ("gzip, deflate, br, zstd", &[Brotli, Zstd, Gzip, Identity]),
            ("br;q=0.1, gzip;q=0.9", &[Gzip, Brotli, Identity]),
            ("br ; q = 0.1 , gzip ; Q=0.9", &[Gzip, Brotli, Identity]),
            ("gzip;q=0", &[Identity]),
            ("gzip;q=0.000, br", &[Brotli, Identity]),
            ("*", &[Brotli, Zstd, Gzip, Identity]),
            ("*;q=0.5, br;q=0", &[Zstd, Gzip, Identity]),
            ("*;q=0", &[Identity]),
            ("identity;q=0", &[Identity]),
            ("identity;q=0, gzip", &[Gzip]),
            ("*;q=0, gzip", &[Gzip]),
            ("identity, gzip;q=0.5", &[Identity, Gzip]),
            ("identity;q=0.5, gzip;q=0.4, *;q=0", &[Identity, Gzip]),
            ("gzip;q=2, br;q=x, zstd;q=", &[Identity]),
            ("gzip;q=0.1234, br;q=-1", &[Identity]),
            ("gzip;level=9;q=0.5, br;q=1.000", &[Brotli, Gzip, Identity]),
            (",, ;q=1, gzip,", &[Gzip, Identity]),
        ];
        for (value, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert("accept-encoding", HeaderValue::from_static(value));
            assert_eq!(codings(&headers), *expected, "{value:?}");
        }
    }

    #[test]
    fn who_says_nothing_gets_the_bytes_as_they_are() {
        assert_eq!(codings(&HeaderMap::new()), [Identity]);
    }

    #[test]
    fn several_lines_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append("accept-encoding", HeaderValue::from_static("br;q=0.5"));
        headers.append("accept-encoding", HeaderValue::from_static("zstd"));
        assert_eq!(codings(&headers), [Zstd, Brotli, Identity]);
    }
}
