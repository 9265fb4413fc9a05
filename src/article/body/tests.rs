//! Bodies by example and by property: whatever is written, what comes out is clean.

use std::path::PathBuf;

use dom_query::Document;
use proptest::prelude::*;

use super::*;
use crate::file::{File, FileName};

fn page() -> Url {
    Url::parse("https://a.example/pers/releases/gizi/").unwrap()
}

fn setting<'a>(title: &'a Text, page: &'a Url, files: &'a [NamedFile]) -> Setting<'a> {
    static NONE: Links = Links::new();
    Setting { title, page, files, links: &NONE, image: None }
}

fn html_of(source: &str, markup: Markup) -> String {
    html_with(source, markup, &[])
}

fn html_with(source: &str, markup: Markup, files: &[NamedFile]) -> String {
    Body::new(source, markup).html(setting(&Text::line("The title"), &page(), files)).as_str().to_owned()
}

fn named(written: &str, name: &str) -> NamedFile {
    let file = File {
        name: FileName::parse(name).unwrap(),
        media_type: "image/png".into(),
        length: 1,
        hash: ContentHash::of(b"1"),
        path: PathBuf::new(),
    };
    NamedFile { written: written.to_owned(), file }
}

#[test]
fn nothing_that_runs_or_frames_stays() {
    let source = r#"<p onclick="x()" style="color:red" class="c">a</p><script>b</script><iframe src="//c"></iframe>
        <form action="/d"><input><button>e</button></form><style>f</style><object data="g"></object>
        <svg onload="h"><text>i</text></svg><a href="javascript:j">k</a><a href=" java&#10;script:l">m</a>
        <img src="data:image/png;base64,AA" alt="n"><video src="o.mp4" controls autoplay></video>"#;
    let html = html_of(source, Markup::Html);
    for gone in [
        "onclick", "style", "class", "script", "iframe", "form", "button", "object", "svg", "data:",
        "autoplay",
    ] {
        assert!(!html.contains(gone), "{gone}: {html}");
    }
    assert!(html.contains("<a>k</a>") && html.contains("<p>a</p>"), "{html}");
    assert!(html.contains(r#"src="https://a.example/pers/releases/gizi/o.mp4""#), "{html}");
}

#[test]
fn every_url_is_absolute() {
    let source = r##"<a href="../x?a=1">1</a> <a href="/y">2</a> <a href="//b.example/z">3</a> <a href="#d">4</a>
        <p id="d">5</p> <img src="e.png" srcset="e.png 1x, f.png 2x" alt="f"> <q cite="g">6</q>
        <video poster="h.png"></video>"##;
    let html = html_of(source, Markup::Html);
    for url in [
        r#"href="https://a.example/pers/releases/x?a=1""#,
        r#"href="https://a.example/y""#,
        r#"href="https://b.example/z""#,
        r#"href="https://a.example/pers/releases/gizi/#gizi-d""#,
        r#"id="gizi-d""#,
        r#"srcset="https://a.example/pers/releases/gizi/e.png 1x, https://a.example/pers/releases/gizi/f.png 2x""#,
        r#"cite="https://a.example/pers/releases/gizi/g""#,
        r#"poster="https://a.example/pers/releases/gizi/h.png""#,
    ] {
        assert!(html.contains(url), "{url}: {html}");
    }
}

#[test]
fn own_files_have_addresses_below_the_page() {
    let files = [named("../foto 1.png", "foto 1.png"), named("b.pdf", "lampiran/b.pdf")];
    let html = html_with("![a](<../foto 1.png>) [b](b.pdf#page=2)", Markup::Markdown, &files);
    assert!(html.contains(r#"src="https://a.example/pers/releases/gizi/foto%201.png""#), "{html}");
    assert!(html.contains(r#"href="https://a.example/pers/releases/gizi/lampiran/b.pdf#page=2""#), "{html}");
}

#[test]
fn files_of_other_releases_are_their_pages_or_nothing() {
    let links = [("../b.md", Slug::parse("b").ok()), ("hidden.md", None)];
    let links = links.map(|(written, slug)| (written.to_owned(), slug)).into();
    let source = "[a](../b.md) [c](../b.md?x#d) [e](hidden.md#f)";
    let (title, page) = (Text::default(), page());
    let setting = Setting { links: &links, ..setting(&title, &page, &[]) };
    assert_eq!(
        Body::new(source, Markup::Markdown).html(setting).as_str(),
        "<p><a href=\"https://a.example/pers/releases/b/\">a</a> \
         <a href=\"https://a.example/pers/releases/b/#b-d\">c</a> <a>e</a></p>"
    );
}

#[test]
fn on_its_own_site_a_text_has_paths() {
    let source = r##"<a href="#d">1</a> <a href="https://a.example//x">2</a> <a href="https://a.example.example/">3</a>
        <img src="e.png" srcset="e.png 1x, https://b.example/f.png 2x" alt="https://a.example/"> src="https://a.example/""##;
    let html = Body::new(source, Markup::Html).html(setting(&Text::default(), &page(), &[]));
    let html = html.by_path(&page());
    for part in [
        r##"<a href="/pers/releases/gizi/#gizi-d">"##,
        r#"<a href="https://a.example//x">"#,
        r#"<a href="https://a.example.example/">"#,
        r#"src="/pers/releases/gizi/e.png""#,
        r#"srcset="/pers/releases/gizi/e.png 1x, https://b.example/f.png 2x""#,
        r#"alt="https://a.example/""#,
        r#"> src="https://a.example/""#,
    ] {
        assert!(html.as_str().contains(part), "{part}: {html:?}");
    }
}

#[test]
fn what_readers_need_stays() {
    let source = r#"<figure><img src="a.png" alt="A&quot;" width="3"><figcaption lang="ar" dir="rtl">ب</figcaption></figure>
        <table><caption>c</caption><thead><tr><th scope="col" colspan="2">d</th></tr></thead><tfoot><tr><td>e</td></tr></tfoot></table>"#;
    let html = html_of(source, Markup::Html);
    for kept in [
        r#"alt="A&quot;""#,
        "<figure>",
        r#"lang="ar""#,
        r#"dir="rtl""#,
        r#"scope="col""#,
        r#"colspan="2""#,
        "<tfoot>",
    ] {
        assert!(html.contains(kept), "{kept}: {html}");
    }
}

#[test]
fn footnotes_of_two_releases_do_not_meet() {
    let html = html_of("a[^1]\n\n[^1]: b", Markup::Markdown);
    assert!(html.contains(r#"href="https://a.example/pers/releases/gizi/#gizi-1""#), "{html}");
    assert!(html.contains(r#"id="gizi-1""#) && html.contains(r#"class="footnote-definition""#), "{html}");
}

#[test]
fn characters_that_xml_forbids_go_also_as_references() {
    let html = html_of("a&#11;b\u{b}c<img alt='&#1;d' src=e>&#xFFFE;", Markup::Html);
    assert_eq!(crate::text::count_illegal(&html), 0, "{html:?}");
    assert!(html.starts_with("abc"), "{html:?}");
}

#[test]
fn a_first_heading_that_is_the_title_goes() {
    assert_eq!(html_of("# The *title*\n\na", Markup::Markdown), "<p>a</p>");
    assert_eq!(html_of("The title\n\na", Markup::Plain), "<p>a</p>");
    assert_eq!(html_of("# Another\n\na", Markup::Markdown), "<h1>Another</h1>\n<p>a</p>");
}

#[test]
fn a_whole_page_loses_its_head() {
    let page = "<!doctype html><html lang=id><head><title>t</title><meta charset=utf-8></head><body><p>a</p></body></html>";
    assert_eq!(html_of(page, Markup::Html), "<p>a</p>");
}

#[test]
fn another_page_gets_other_urls() {
    let body = Body::new("<a href=x>y</a>", Markup::Html);
    let title = Text::line("t");
    let first = body.html(setting(&title, &page(), &[]));
    assert_eq!(first, body.html(setting(&title, &page(), &[])));
    let other = Url::parse("http://127.0.0.1:8080/releases/gizi/").unwrap();
    assert_eq!(
        body.html(setting(&title, &other, &[])).as_str(),
        "<a href=\"http://127.0.0.1:8080/releases/gizi/x\">y</a>"
    );
}

/// Each of these would overflow the stack, or need hours, if depth were not bounded.
#[test]
fn depth_and_size_do_no_harm() {
    for (unit, markup) in [(">", Markup::Markdown), ("[", Markup::Markdown), ("<div>", Markup::Html)] {
        survive(unit, 100_000, markup);
    }
    let markdown = ["*a ", "- ", "`", "![", "<div>", "> - ", "|a", "[^1]", "<b>", "&", "]("];
    let html = [
        "<div>",
        "<blockquote>",
        "<b>",
        "<font a=b><p>",
        "<table><tr><td>",
        "</p>",
        "<a href=x>",
        "<svg>",
        "<!--",
        "<li><dd>",
        "<noscript>",
        "<select><option>",
        "<p a",
        "<i><div></i>",
        "<!---->",
    ];
    for (unit, markup) in
        markdown.map(|unit| (unit, Markup::Markdown)).into_iter().chain(html.map(|unit| (unit, Markup::Html)))
    {
        survive(unit, 10_000, markup);
    }
    let wide = format!("{}\n{}\n{}", "|a".repeat(1000), "|-".repeat(1000), "|b\n".repeat(5000));
    let _ = html_of(&wide, Markup::Markdown);
    assert!(html_of(&"A word or two. ".repeat(70_000), Markup::Plain).len() > 1_000_000);
}

fn survive(unit: &str, times: usize, markup: Markup) {
    let body = Body::new(&format!("{}text", unit.repeat(times)), markup);
    let html = body.html(setting(&Text::line("t"), &page(), &[]));
    assert!(html.as_str().len() < 100 * times, "{unit}");
    let _ = (body.paragraphs(), local_references(body.source(), markup));
}

fn markups() -> impl Strategy<Value = Markup> {
    prop_oneof![Just(Markup::Markdown), Just(Markup::Html), Just(Markup::Plain)]
}

/// Text that is likely to mean something to one of the parsers.
fn sources() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "]]>",
        "<script>",
        "</script>",
        "<img src=",
        "onerror=",
        "x",
        " ",
        "\"",
        "'",
        "=",
        "javascript:a",
        "<svg",
        "<style>",
        "<a href=",
        "<noscript>",
        "data-src=",
        "&#11;",
        "&lt;",
        "\n\n",
        "#",
        "*",
        "[",
        "](",
        ")",
        "`",
        "|",
        "<table>",
        "<td>",
        "<p>",
        "<title>",
        "<math>",
        "<mi>",
        "\u{0}",
        "\u{fffe}",
        "é",
        "한",
        "😀",
        "<math><mtext><table><mglyph><style>",
        "<plaintext>",
        "<template>",
        "srcset=",
        "../b, c 2x",
    ]);
    prop_oneof![prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()), any::<String>()]
}

proptest! {
    #[test]
    fn any_source_gives_clean_html(source in sources(), markup in markups()) {
        let body = Body::new(&source, markup);
        let html = body.html(setting(&Text::line("t"), &page(), &[]));
        prop_assert_eq!(crate::text::count_illegal(html.as_str()), 0);
        let document = Document::fragment(html.as_str());
        for node in document.select("*").nodes() {
            let name = node.node_name().unwrap();
            prop_assert!(!["script", "style", "iframe", "form", "svg", "math", "object"].contains(&&*name), "{}", html.as_str());
            for attribute in node.attrs() {
                let name = &*attribute.name.local;
                prop_assert!(!name.starts_with("on") && name != "style", "{}", html.as_str());
                if ["href", "src", "poster", "cite"].contains(&name) {
                    let scheme = Url::parse(&attribute.value).unwrap().scheme().to_owned();
                    prop_assert!(["http", "https", "mailto", "tel"].contains(&&*scheme), "{}", html.as_str());
                }
            }
        }
        let _ = (body.paragraphs(), local_references(&source, markup));
    }

    #[test]
    fn clean_html_stays_as_it_is(source in sources(), markup in markups()) {
        let once = html_of(&source, markup);
        let page = Url::parse("https://other.example/").unwrap();
        let text = |html: &str| Document::fragment(html).text().to_string();
        let twice = Body::new(&once, Markup::Html).html(setting(&Text::default(), &page, &[]));
        prop_assert_eq!(text(&once), text(twice.as_str()));
    }
}
