//! The texts of feeds and exports: paragraphs that WordPress makes, and addresses that lead where they did.

use serde_json::Value;

use crate::json;
use crate::program::folder_of;
use crate::{import, newsroom};

/// What is read of one file.
fn read(name: &str, text: &str) -> Vec<Value> {
    let folder = folder_of(&[(name, text)]);
    json(&[folder.path().join(name).to_str().unwrap()])
}

fn body(read: &Value) -> &str {
    read["body"]["value"].as_str().unwrap()
}

fn export(content: &str) -> String {
    format!(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\
         <channel><title>A</title><link>https://old.example</link><item><title>Bridge opens</title><link>https://old.example/2017/bridge/</link>\
         <guid>https://old.example/?p=1</guid><pubDate>Mon, 27 Nov 2017 09:00:00 +0000</pubDate>\
         <content:encoded><![CDATA[{content}]]></content:encoded><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>"
    )
}

#[test]
fn the_paragraphs_of_wordpress_stay() {
    for (content, markdown) in [
        (
            "The bridge opens.\n\nIt is 300 m long\nand new.",
            "The bridge opens.\n\nIt is 300 m long  \nand new.",
        ),
        (
            "The <strong>bridge</strong> opens.\r\n\r\n<ul>\n<li>long</li>\n</ul>\nIt is new.",
            "The **bridge** opens.\n\n- long\n\nIt is new.",
        ),
        (
            "Open.\n\n[caption id=\"a_1\" align=\"aligncenter\" width=\"300\"]<a href=\"/a/\"><img src=\"/a.jpg\" alt=\"A\" /></a> The bridge[/caption]\n\nNew.",
            "Open.\n\n[![A](https://old.example/a.jpg)](https://old.example/a/)\n\nThe bridge\n\nNew.",
        ),
        ("<!-- wp:paragraph -->\n<p>One\n\nparagraph.</p>\n<!-- /wp:paragraph -->", "One paragraph."),
    ] {
        assert_eq!(body(&read("a.xml", &export(content))[0]), markdown);
    }
}

#[test]
fn shortcodes_that_stay_are_told() {
    let folder = folder_of(&[("a.xml", &export("Open.\n\n[gallery ids=\"1,2\"]"))]);
    let room = newsroom();
    let told = import(room.path(), &[&folder.path().join("a.xml")]);
    assert!(told.contains("shortcodes of WordPress") && told.contains("[gallery]"), "{told}");
}

#[test]
fn addresses_in_a_feed_are_made_whole() {
    let rss = "<rss version=\"2.0\"><channel><title>A</title><link>https://old.example/press/</link>\
               <item><title>One</title><link>https://old.example/2017/one/</link><pubDate>Mon, 27 Nov 2017 09:00:00 +0000</pubDate>\
               <description><![CDATA[<p>Text <img src=\"/a.jpg\"> <a href=\"more.html\">more</a> <a href=\"#n\">note</a> <a href=\"//b.example/\">b</a></p>]]></description></item>\
               <item><title>Two</title><guid isPermaLink=\"false\">2</guid><pubDate>Mon, 27 Nov 2017 09:00:00 +0000</pubDate>\
               <description>&lt;p&gt;Text &lt;img src=\"b.jpg\" data-src=\"c.jpg\"&gt;&lt;/p&gt;</description></item></channel></rss>";
    let found = read("a.xml", rss);
    for part in [
        "(https://old.example/a.jpg)",
        "(https://old.example/2017/one/more.html)",
        "(#n)",
        "(https://b.example/)",
    ] {
        assert!(body(&found[0]).contains(part), "{part}: {}", body(&found[0]));
    }
    assert!(body(&found[1]).contains("(https://old.example/press/c.jpg)"), "{}", body(&found[1]));
}

#[test]
fn the_bases_of_atom_hold_for_what_is_within_them() {
    let entry = |attributes: &str, content: &str| {
        format!(
            "<entry{attributes}><id>urn:a:{}</id><title>A</title><updated>2017-11-27T09:00:00Z</updated>\
             <link href=\"https://old.example/page/\"/>{content}</entry>",
            content.len()
        )
    };
    let html = "type=\"html\">&lt;p&gt;Text &lt;img src='a.jpg'&gt;&lt;/p&gt;</content>";
    let entries = [
        (entry("", &format!("<content {html}")), "https://base.example/feeds/a.jpg"),
        (entry(" xml:base='news/'", &format!("<content {html}")), "https://base.example/feeds/news/a.jpg"),
        (
            entry(" xml:base='news/'", &format!("<content xml:base='/x/' {html}")),
            "https://base.example/x/a.jpg",
        ),
        (
            entry(
                "",
                "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml' xml:base='in/'><p>Text <img src='a.jpg'/></p></div></content>",
            ),
            "https://base.example/feeds/in/a.jpg",
        ),
        (
            entry(
                "",
                "<summary type='html' xml:base='s/'>&lt;p&gt;Text &lt;img src='a.jpg'&gt;&lt;/p&gt;</summary>",
            ),
            "https://base.example/feeds/s/a.jpg",
        ),
    ];
    let feed = |base: &str| {
        let all: String = entries.iter().map(|(entry, _)| entry.as_str()).collect();
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"{base}><id>urn:a:f</id><title>A</title><updated>2017-11-27T09:00:00Z</updated>\
             <link rel='self' href='https://base.example/feeds/all.atom'/>{all}</feed>"
        )
    };
    for (read, (entry, address)) in
        read("a.xml", &feed(" xml:base='https://base.example/feeds/'")).iter().zip(&entries)
    {
        assert!(body(read).contains(&format!("({address})")), "{entry}: {}", body(read));
    }
    // Without a base in the feed, the entry's page is the base, and the feed's own address that of a relative one.
    let found = read("a.xml", &feed(""));
    assert!(body(&found[0]).contains("(https://old.example/page/a.jpg)"), "{}", body(&found[0]));
    assert!(body(&found[1]).contains("(https://base.example/feeds/news/a.jpg)"), "{}", body(&found[1]));
}
