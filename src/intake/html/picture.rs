//! The lead picture, its caption and whose it is.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use dom_query::{NodeId, NodeRef};
use regex::Regex;

use super::block::folded;
use super::content::is_day;
use super::page::Page;
use super::structured::Structured;
use crate::intake::field::Found;
use crate::intake::pattern::pattern;
use crate::text::Text;

/// A picture that stands for the site, not for the release.
static EMBLEM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[/_.-])(?:logos?|lambang|emblem|crest|default|placeholder|favicon|icons?|avatar|blank|spacer|pixel|no-?image|share|sharing|og-?image|opengraph|banner|sprite)(?:[/_.-]|\d|$)",
    )
});

/// The credit at the end of a caption, or the whole of it.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)
        (?: ^ | [.!?。”…]\s+ | \s[/|–-]\s | \s*[(（\[] )
        (?: (?: (?:photo|picture|image)\s(?:credit|courtesy) | foto | photo(?:graph)? | picture | bild(?:quelle|nachweis)?
            | crédits?(?:\sphotos?)? | credits? | créditos? | source | sumber | dok(?:umentasi)? | fot | фото | quelle
            | 写真 | 写真提供 | 사진 | 图片来源 | 图源 | 摄 | صورة | تصوير | ảnh )\s*
            (?: (?:by|oleh|von|de|por|par|di) \s | [:：=] ) \s* | ©\s* )
        (?P<credit> [^()（）\[\]]{2,80}? ) [)）\]]? \.? \s* $",
    )
});

/// Size suffixes of resized pictures.
static RESIZED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)[-_](?:\d{2,4}x\d{2,4}|scaled|large|medium|small|thumb(?:nail)?|\d{3,4}w?)$")
});

/// A picture narrower than this is an ornament.
const NARROWEST: u32 = 120;

/// The lead picture.
#[derive(Debug, Default)]
pub(super) struct Lead {
    pub(super) image: Option<Found<Text>>,
    pub(super) caption: Option<Found<Text>>,
    pub(super) credit: Option<Found<Text>>,
    /// What shows it in the page, with its caption.
    pub(super) node: Option<NodeId>,
}

/// A picture of the text.
struct Picture<'a> {
    /// The figure, or the picture itself.
    node: NodeRef<'a>,
    address: String,
    caption: Option<String>,
    credit: Option<String>,
}

/// The lead picture of a page whose text is made of these nodes.
pub(super) fn lead(page: &Page, structured: &Structured, text: &RangeInclusive<NodeId>) -> Lead {
    let pictures = pictures(page, text);
    let named =
        page.metas(&["og:image", "og:image:url", "og:image:secure_url", "twitter:image", "image_src"]);
    let named = named.iter().map(|address| (address.as_str(), "og:image"));
    let structured = structured.images.iter().map(|address| (address.as_str(), "image of JSON-LD"));
    let named = named.chain(structured).find(|(address, _)| !is_emblem(address));
    let same =
        named.and_then(|(address, _)| pictures.iter().find(|picture| is_same(&picture.address, address)));
    let shown =
        same.or_else(|| pictures.first().filter(|picture| named.is_none() || picture.caption.is_some()));
    let mut lead = shown.map(of_page).unwrap_or_default();
    if let Some((address, rule)) = named.filter(|_| shown.is_none() || same.is_some()) {
        lead.image = found(address, rule, 90);
    } else if let Some(picture) = shown {
        lead.image = found(&picture.address, "picture of the text", 80);
    }
    if let Some(image) = &mut lead.image
        && let Some(url) = page.resolve(&image.value)
    {
        image.value = Text::line(url.as_str());
    }
    lead
}

fn of_page(picture: &Picture<'_>) -> Lead {
    let written = picture.caption.as_deref().unwrap_or_default();
    let (caption, credit) = parted(written);
    let named = picture.credit.as_deref().map(|credit| parted(credit).1.unwrap_or(credit));
    let credit = named.or(credit);
    Lead {
        image: None,
        caption: found(caption, "caption of the picture", 92),
        credit: credit.and_then(|credit| found(credit, "credit of the picture", 85)),
        node: Some(picture.node.id),
    }
}

fn found(text: &str, rule: &'static str, sure: u8) -> Option<Found<Text>> {
    Some(Found::new(Text::non_empty_line(text)?, text, rule, sure))
}

/// A caption without its credit, and the credit.
fn parted(caption: &str) -> (&str, Option<&str>) {
    let Some(captures) = CREDIT.captures(caption) else { return (caption, None) };
    let Some(credit) = captures.name("credit") else { return (caption, None) };
    let start = captures.get_match().start();
    // The full stop before the credit is the caption's.
    let sign = captures[0].chars().next().filter(|sign| ".!?。”…".contains(*sign));
    (caption[..start + sign.map_or(0, char::len_utf8)].trim_end(), Some(credit.as_str().trim()))
}

/// The pictures between title and end of the text, those without ornaments and emblems.
fn pictures<'a>(page: &'a Page, text: &RangeInclusive<NodeId>) -> Vec<Picture<'a>> {
    let images = page.document.select("img");
    let within = images.nodes().iter().filter(|image| text.contains(&image.id) && !is_ornament(image));
    within.filter_map(picture).collect()
}

fn picture<'a>(image: &NodeRef<'a>) -> Option<Picture<'a>> {
    let address = image.attr("src").filter(|source| !source.trim().is_empty())?.trim().to_owned();
    let holder = image.ancestors_it(Some(4)).find(is_captioned);
    let text = |selector: &str| {
        let found = holder.as_ref()?.descendants_it().find(|node| node.is_element() && node.is(selector))?;
        Some(folded(&found.text())).filter(|text| !text.is_empty())
    };
    let credit = text("[class*=credit], [class*=copyright], [class*=photographer], cite");
    let caption = text(
        "figcaption, .wp-caption-text, [class*=caption] p, p[class*=caption], span[class*=caption], div[class*=caption], [itemprop=caption]",
    );
    let caption = match (&caption, &credit) {
        (Some(caption), Some(credit)) => Some(caption.replace(credit.as_str(), "").trim().to_owned()),
        _ => caption,
    };
    Some(Picture { node: holder.unwrap_or(*image), address, caption, credit })
}

fn is_captioned(node: &NodeRef<'_>) -> bool {
    let class = node.class().unwrap_or_default().to_ascii_lowercase();
    node.has_name("figure")
        || class.split_whitespace().any(|name| {
            name.starts_with("wp-caption")
                || name == "image"
                || name.contains("photo")
                || name.contains("figure")
        })
}

fn is_ornament(image: &NodeRef<'_>) -> bool {
    let is_narrow = ["width", "height"].iter().any(|side| {
        image.attr(side).and_then(|size| size.trim().parse::<u32>().ok()).is_some_and(|size| size < NARROWEST)
    });
    let is_aside = image
        .ancestors_it(None)
        .any(|parent| ["nav", "aside", "footer", "button"].iter().any(|name| parent.has_name(name)));
    is_narrow || is_aside || is_sign(image) || is_emblem(&image.attr_or("src", ""))
}

fn is_emblem(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_drawing = name
        .rsplit('.')
        .next()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("svg") || ending.eq_ignore_ascii_case("ico"));
    is_drawing || EMBLEM.is_match(name)
}

/// Whether two addresses are of one picture, in whatever sizes.
fn is_same(one: &str, other: &str) -> bool {
    let stem = |address: &str| {
        let path = address.split(['?', '#']).next().unwrap_or(address);
        let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned();
        RESIZED.replace(&stem, "").into_owned()
    };
    !stem(one).is_empty() && stem(one) == stem(other)
}

/// Whether a picture is that of a button, or an icon beside a day.
pub(super) fn is_sign(image: &NodeRef<'_>) -> bool {
    let Some(parent) = image.parent() else { return false };
    let runs_script = parent.attr("href").is_some_and(|href| href.trim_start().starts_with("javascript:"));
    runs_script || (image.attr("alt").as_deref() == Some("") && is_day(&folded(&parent.text())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_and_its_credit_are_parted() {
        for (caption, text, credit) in [
            ("Menteri membuka acara. (Foto: Humas)", "Menteri membuka acara.", Some("Humas")),
            ("The bridge at dawn. Photo: A. Name", "The bridge at dawn.", Some("A. Name")),
            ("Die Brücke © Stadt X", "Die Brücke © Stadt X", None),
            ("Die Brücke. © Stadt X", "Die Brücke.", Some("Stadt X")),
            ("Foto: Humas", "", Some("Humas")),
            ("Photo shows the mayor", "Photo shows the mayor", None),
        ] {
            assert_eq!(parted(caption), (text, credit), "{caption}");
        }
    }

    #[test]
    fn sizes_do_not_matter() {
        assert!(is_same("/a/bridge-300x200.jpg", "https://cdn.a.example/b/bridge.jpg?w=1200"));
        assert!(!is_same("/a/bridge.jpg", "/a/road.jpg"));
    }

    #[test]
    fn emblems_are_no_lead() {
        assert!(is_emblem("/img/logo-kementerian.png") && is_emblem("/default.jpg") && is_emblem("a.svg"));
        assert!(!is_emblem("/logo/2024/gizi-anak.jpg"));
    }
}
