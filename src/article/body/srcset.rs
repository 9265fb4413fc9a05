//! The `srcset` attribute: a list of URLs, each with an optional width or density.

/// Rewrites each URL of a `srcset`; those without a new URL go. `None` where none is left.
pub(super) fn rewrite(value: &str, url: impl Fn(&str) -> Option<String>) -> Option<String> {
    let kept: Vec<String> = candidates(value)
        .into_iter()
        .filter_map(|(reference, descriptor)| {
            let url = url(reference)?;
            Some(if descriptor.is_empty() { url } else { format!("{url} {descriptor}") })
        })
        .collect();
    (!kept.is_empty()).then(|| kept.join(", "))
}

/// The URLs with their descriptors, as HTML §4.8.4.2.1 parts them: a URL may have commas inside, a data URL has.
pub(super) fn candidates(value: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_ascii_whitespace() || character == ',');
        if rest.is_empty() {
            return found;
        }
        let (word, after) = rest.split_at(rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len()));
        let reference = word.trim_end_matches(',');
        if reference.len() < word.len() {
            found.push((reference, ""));
            rest = after;
        } else {
            let (descriptor, after) = after.split_once(',').unwrap_or((after, ""));
            found.push((reference, descriptor.trim()));
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_may_have_commas() {
        assert_eq!(
            candidates("a,w_1.jpg 1x, data:image/gif;base64,R0 2x,b.jpg"),
            [("a,w_1.jpg", "1x"), ("data:image/gif;base64,R0", "2x"), ("b.jpg", "")]
        );
        assert_eq!(candidates("a.jpg, b.jpg 100w"), [("a.jpg", ""), ("b.jpg", "100w")]);
        assert!(candidates(" , ").is_empty());
    }

    #[test]
    fn what_has_no_url_goes() {
        let keep_short = |url: &str| (url.len() == 1).then(|| url.to_owned());
        assert_eq!(rewrite("a 1x, bb 2x, c 3x", keep_short).as_deref(), Some("a 1x, c 3x"));
        assert_eq!(rewrite("bb 2x", keep_short), None);
    }
}
