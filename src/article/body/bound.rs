//! Keeps hostile markup from costing more than its size, before a tree is built of it.
//!
//! HTML parsers need time in proportion to the depth for every tag, and copy unclosed formatting elements into
//! every paragraph that follows. So elements deeper than [`MAX_DEPTH`] lose their tags; their text stays. What
//! never reaches readers (comments, scripts, styles, drawings) goes here as well, so that nothing inside counts.
//!
//! This is no sanitiser; it runs ahead of one.

/// How deep elements may nest; the tags of deeper ones are left out.
pub(super) const MAX_DEPTH: usize = 100;
/// How many formatting elements (`b`, `font` …) may be open at once.
const MAX_FORMATTING: usize = 16;
/// How many attributes a tag may have: the parser compares each with all before it.
const MAX_ATTRIBUTES: usize = 200;

/// Elements whose content is not markup, or not for readers.
const OPAQUE: &[&str] =
    &["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext", "svg"];
/// Elements without an end, those whose end may be left out and that can't nest by themselves, and those that a
/// fragment ignores: none adds to the depth.
#[rustfmt::skip]
const FLAT: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr", "a", "nobr", "p", "li", "colgroup",
    "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "html", "head", "body", "frameset",
];
/// Elements that the parser reopens in the next paragraph when they are left open.
const FORMATTING: &[&str] =
    &["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose end tag ends everything inside them, whatever it is.
#[rustfmt::skip]
const CONTAINERS: &[&str] = &[
    "address", "article", "aside", "blockquote", "button", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "listing", "main",
    "menu", "nav", "ol", "pre", "search", "section", "select", "summary", "table", "ul",
];

/// What stands for `noscript`, so that its content is read as markup; the sanitiser knows no such element.
pub(super) const FALLBACK: &str = "noscript-fallback";

/// The same markup, bounded in depth.
pub(super) fn bound(source: &str) -> String {
    let mut bounded =
        Bounder { out: String::with_capacity(source.len()), open: Vec::new(), formatting: 0, dropped: 0 };
    let mut rest = source;
    while let Some(start) = rest.find('<') {
        bounded.out.push_str(&rest[..start]);
        rest = bounded.markup(&rest[start..]);
    }
    bounded.out.push_str(rest);
    bounded.out
}

struct Bounder<'a> {
    out: String,
    /// The names of the elements that are open.
    open: Vec<&'a str>,
    /// How many of them are formatting elements.
    formatting: usize,
    /// How many elements that are open had their tags left out.
    dropped: usize,
}

impl<'a> Bounder<'a> {
    /// Takes what begins with `<`; returns what comes after it.
    fn markup(&mut self, rest: &'a str) -> &'a str {
        let mut following = rest[1..].chars();
        match (following.next(), following.next()) {
            (Some(letter), _) if letter.is_ascii_alphabetic() => {
                let tag = Tag::read(rest, 1);
                let after = &rest[tag.end..];
                if is_among(OPAQUE, tag.name) { after_opaque(after, &tag) } else { self.start(&tag, after) }
            }
            (Some('/'), Some(letter)) if letter.is_ascii_alphabetic() => {
                let tag = Tag::read(rest, 2);
                self.end(&tag);
                &rest[tag.end..]
            }
            (Some('!' | '?' | '/'), _) => after_comment(rest),
            _ => {
                // Written out, so that nothing that is left out behind it can turn it into a tag.
                self.out.push_str("&lt;");
                &rest[1..]
            }
        }
    }

    fn start(&mut self, tag: &Tag<'a>, after: &'a str) -> &'a str {
        let is_formatting = is_among(FORMATTING, tag.name);
        if tag.attributes > MAX_ATTRIBUTES || (is_formatting && self.formatting >= MAX_FORMATTING) {
            return after;
        }
        if !is_among(FLAT, tag.name) {
            if self.open.len() >= MAX_DEPTH {
                self.dropped += 1;
                return after;
            }
            self.formatting += usize::from(is_formatting);
            self.open.push(tag.name);
        }
        if tag.name.eq_ignore_ascii_case("noscript") {
            self.out.push_str(&format!("<{FALLBACK}>"));
        } else {
            self.out.push_str(tag.text);
        }
        after
    }

    fn end(&mut self, tag: &Tag<'a>) {
        if !is_among(FLAT, tag.name) {
            if self.dropped > 0 {
                self.dropped -= 1;
                return;
            }
            self.close(tag.name);
        }
        if tag.name.eq_ignore_ascii_case("noscript") {
            self.out.push_str(&format!("</{FALLBACK}>"));
        } else {
            self.out.push_str(tag.text);
        }
    }

    /// Forgets the innermost open element of that name; an end tag does not reach out of a table.
    fn close(&mut self, name: &str) {
        let floor = self.open.iter().rposition(|open| open.eq_ignore_ascii_case("table")).unwrap_or(0);
        let Some(found) = self.open[floor..].iter().rposition(|open| open.eq_ignore_ascii_case(name)) else {
            return;
        };
        let closed: Vec<&str> = if is_among(CONTAINERS, name) {
            self.open.drain(floor + found..).collect()
        } else {
            vec![self.open.remove(floor + found)]
        };
        self.formatting -= closed.iter().filter(|name| is_among(FORMATTING, name)).count();
    }
}

fn is_among(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// What comes after the end of an opaque element that has just begun.
fn after_opaque<'a>(rest: &'a str, tag: &Tag<'_>) -> &'a str {
    if tag.name.eq_ignore_ascii_case("svg") && tag.text.ends_with("/>") {
        return rest;
    }
    let is_its_end = |start: usize| {
        rest.get(start + 2..start + 2 + tag.name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(tag.name))
    };
    match rest.match_indices("</").find(|&(start, _)| is_its_end(start)) {
        Some((start, _)) => &rest[start + Tag::read(&rest[start..], 2).end..],
        None => "",
    }
}

/// What comes after a comment, a declaration or another thing that readers never see.
fn after_comment(rest: &str) -> &str {
    if !rest.starts_with("<!--") {
        return rest.split_once('>').map_or("", |(_, after)| after);
    }
    // From the second character on: `<!-->` is a whole comment (HTML §13.2.5.43).
    rest[2..]
        .match_indices("--")
        .map(|(start, _)| &rest[2 + start + 2..])
        .find_map(|after| after.strip_prefix('>').or_else(|| after.strip_prefix("!>")))
        .unwrap_or_default()
}

/// A tag as HTML's tokeniser reads it (§13.2.5.8 and what follows).
struct Tag<'a> {
    name: &'a str,
    /// The tag from `<` to `>`.
    text: &'a str,
    /// The length of that text.
    end: usize,
    attributes: usize,
}

impl<'a> Tag<'a> {
    /// Reads the tag at the beginning of `rest`, whose name starts at `from`. One without an end is all of `rest`.
    fn read(rest: &'a str, from: usize) -> Self {
        let bytes = rest.as_bytes();
        let skip = |at: usize, until: fn(u8) -> bool| {
            bytes.iter().skip(at).position(|&byte| until(byte)).map_or(bytes.len(), |length| at + length)
        };
        let mut at = skip(from, |byte| byte.is_ascii_whitespace() || byte == b'/' || byte == b'>');
        let name = &rest[from..at];
        let mut attributes = 0;
        loop {
            at = skip(at, |byte| !byte.is_ascii_whitespace() && byte != b'/');
            if at >= bytes.len() || bytes[at] == b'>' {
                break;
            }
            attributes += 1;
            // An equals sign in the first place belongs to the attribute's name.
            at = skip(at + 1, |byte| byte.is_ascii_whitespace() || b"/>=".contains(&byte));
            let value = skip(at, |byte| !byte.is_ascii_whitespace());
            if bytes.get(value) == Some(&b'=') {
                at = skip(value + 1, |byte| !byte.is_ascii_whitespace());
                at = match bytes.get(at) {
                    Some(b'"') => (skip(at + 1, |byte| byte == b'"') + 1).min(bytes.len()),
                    Some(b'\'') => (skip(at + 1, |byte| byte == b'\'') + 1).min(bytes.len()),
                    _ => skip(at, |byte| byte.is_ascii_whitespace() || byte == b'>'),
                };
            }
        }
        let end = (at + 1).min(bytes.len());
        Self { name, text: &rest[..end], end, attributes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_markup_stays_as_it_is() {
        for markup in [
            "<div><p>a<p>b<ul><li>c<li>d</ul></div>",
            "<a href=\"x>y\" title='<div>'>b</a>",
            "a &lt; b <img src=x / > c",
        ] {
            assert_eq!(bound(markup), markup);
        }
    }

    #[test]
    fn what_readers_never_see_goes() {
        let markup = "a<!-- <div> -->b<script>if (1<2) '</b>'</SCRIPT >c<!-->d<svg><g/></svg>e<style>x";
        assert_eq!(bound(markup), "abcde");
        assert_eq!(bound("1 < 2 <<!-- -->div>"), "1 &lt; 2 &lt;div>");
    }

    #[test]
    fn too_deep_tags_go_and_their_text_stays() {
        let deep = format!("{}x{}y", "<div>".repeat(1000), "</div>".repeat(1000));
        let shallow = format!("{}x{}y", "<div>".repeat(MAX_DEPTH), "</div>".repeat(MAX_DEPTH));
        assert_eq!(bound(&deep), shallow);
    }

    #[test]
    fn wrong_end_tags_do_not_hide_depth() {
        for unit in
            ["<div></span>", "<span><div></span>", "<div><table></div>", "<b x><div></b>", "<a \"><div>"]
        {
            let bounded = bound(&unit.repeat(2000));
            assert!(bounded.matches("<div>").count() <= MAX_DEPTH, "{unit}");
        }
    }

    #[test]
    fn unclosed_formatting_is_bounded() {
        assert_eq!(bound(&"<font>".repeat(100)).matches("<font>").count(), MAX_FORMATTING);
        assert_eq!(bound(&"<b>a</b>".repeat(100)).matches("<b>").count(), 100);
    }
}
