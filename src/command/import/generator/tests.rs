//! Ids and addresses as the three generators make them.

use std::collections::BTreeMap;

use super::*;
use crate::store::file;

/// The id and the page's path of a release below a site's `content`, by its configuration.
fn former(
    maker: Maker,
    configuration: &str,
    relative: &str,
    says: &[(&str, &str)],
) -> Result<Former, String> {
    let ending = if maker == Maker::Jekyll { "yml" } else { "toml" };
    let settings = file::settings(configuration, ending).unwrap();
    let (root, content) = (PathBuf::from("site"), PathBuf::from("site/content"));
    let says: BTreeMap<_, _> =
        says.iter().map(|(key, value)| ((*key).to_owned(), vec![(*value).to_owned()])).collect();
    Generator::configured(maker, settings, root, content, None).former(relative, &says)
}

#[test]
fn jekyll_names_entries_by_folder_and_slug() {
    let site = "url: https://a.example\nbaseurl: /press";
    for (more, relative, says, id, page) in [
        ("", "_posts/2017-11-27-gizi.md", &[][..], "2017/11/27/gizi", "2017/11/27/gizi.html"),
        ("", "_posts/2017-11-27-My Post.md", &[], "2017/11/27/My%20Post", "2017/11/27/My-Post.html"),
        (
            "",
            "_posts/2017-11-27-gizi.md",
            &[("permalink", "pretty"), ("categories", "News City"), ("category", "Press Release")],
            "news/city/press%20release/2017/11/27/gizi",
            "news/city/press%20release/2017/11/27/gizi/",
        ),
        ("permalink: none", "_posts/2017-11-27-gizi.md", &[], "gizi", "gizi.html"),
        (
            "permalink: ordinal",
            "news/_posts/2017-11-27-gizi.md",
            &[],
            "news/2017/331/gizi",
            "news/2017/331/gizi.html",
        ),
        (
            "permalink: weekdate",
            "_posts/2017-11-27-gizi.md",
            &[],
            "2017/W48/MON/gizi",
            "2017/W48/MON/gizi.html",
        ),
        ("permalink: /:year-:i_month/:slug/", "_posts/2017-01-07-A.b.md", &[], "2017-1/A.b", "2017-1/a-b/"),
        ("", "_posts/2017-11-27-gizi.md", &[("permalink", "/r/:title/")], "r/gizi", "r/gizi/"),
        (
            "",
            "_posts/2017-11-27-a.md",
            &[("date", "2018-01-01 23:00:00")],
            "2018/01/01/a",
            "2018/01/01/a.html",
        ),
        // Without a zone an instant is one in UTC.
        (
            "timezone: Asia/Jakarta",
            "_posts/2017-11-27-a.md",
            &[("date", "2018-01-01 23:00:00")],
            "2018/01/02/a",
            "2018/01/02/a.html",
        ),
    ] {
        let read = former(Maker::Jekyll, &format!("{site}\n{more}"), relative, says);
        let expected = Former { id: format!("https://a.example/press/{id}"), page: format!("/press/{page}") };
        assert_eq!(read, Ok(expected), "{more} {relative}");
    }
    let unknown = former(Maker::Jekyll, site, "_posts/2017-11-27-gizi.md", &[("permalink", "/:what/")]);
    assert!(unknown.unwrap_err().contains("`:what`"));
    let without = former(Maker::Jekyll, "title: A", "_posts/2017-11-27-gizi.md", &[]);
    assert!(without.unwrap_err().contains("--old-url"));
}

/// What Hugo 0.168 made of these files.
#[test]
fn hugo_names_entries_by_address() {
    let site = "baseURL = 'https://a.example/press/'\n";
    let permalinks = "[permalinks]\nposts = '/:year/:month/:slug/'\n[permalinks.page]\n\
                      news = '/:section/:sections/:year/:yearday/:monthname/:day/:filename/'\n\
                      blog = '/:contentbasename/:title'\n'/' = '/r/:slugorcontentbasename/'\n";
    let plain = "disablePathToLower = true\nuglyURLs = true\n[permalinks]\n\
                 posts = '/:year/:month/:title.html'\nnews = '/n/:weekdayname-:slugorfilename/'\n";
    let languages = "[languages.en]\nweight = 1\n[languages.id]\nweight = 2\n";
    let odd = "Café & Tea: «un» C++ 50% #1 it's / or_so ~ @x -- End.";
    for (more, relative, says, path) in [
        ("", "news/My Post.md", &[][..], "news/my-post/"),
        ("", "news/gizi/index.md", &[("slug", "g")], "news/g/"),
        ("", "blog/My File & Co.v2.md", &[], "blog/my-file--co.v2/"),
        ("", "other/Ä Ö (x)+y.md", &[], "other/%C3%A4-%C3%B6-x+y/"),
        ("", "other/Sp  ace_d.md", &[("slug", "With Space & Co")], "other/with-space-co/"),
        ("", "other/sect/index.id.md", &[], "other/sect/index.id/"),
        ("", "posts/c.md", &[("url", "/my/URL.html")], "my/URL.html"),
        ("", "posts/c.md", &[("url", "my/URL2")], "my/URL2/"),
        (
            permalinks,
            "posts/a b.md",
            &[("title", odd)],
            "2017/11/caf%C3%A9-tea-un-c-50-%231-its-or_so-~-@x--end./",
        ),
        (permalinks, "posts/c.md", &[("slug", "My Slug É")], "2017/11/my-slug-%C3%A9/"),
        (permalinks, "posts/yo/index.md", &[("title", "Bundle Yo")], "2017/11/bundle-yo/"),
        (permalinks, "news/sub/Feed_me.md", &[], "news/news/2017/311/november/07/feed_me/"),
        (permalinks, "blog/bundle/index.md", &[("title", "In a bundle")], "bundle/in-a-bundle/"),
        (
            permalinks,
            "blog/My File & Co.v2.md",
            &[("title", "Hello, World! (x)")],
            "my-file-co.v2/hello-world-x/",
        ),
        (permalinks, "top.md", &[], "r/top/"),
        (permalinks, "Other Sect/z.md", &[], "other-sect/z/"),
        (plain, "posts/yo.md", &[("title", "Bundle Yo")], "2017/11/Bundle-Yo.html.html"),
        (plain, "news/x.md", &[], "n/Tuesday-x.html"),
        (plain, "blog/My File & Co.v2.md", &[], "blog/My-File-Co.v2.html"),
        (languages, "ml/a.en.md", &[], "ml/a/"),
        (languages, "ml/a.ms.md", &[], "ml/a.ms/"),
        (languages, "ml/a.id.md", &[], "id/ml/a/"),
        (languages, "other/sect/index.id.md", &[], "id/other/sect/"),
        (languages, "posts/z.id.md", &[("url", "/u/:year/")], "u/2017/"),
    ] {
        let says: Vec<_> = says.iter().copied().chain([("date", "2017-11-07T23:30:00-05:00")]).collect();
        let read = former(Maker::Hugo, &format!("{site}{more}"), relative, &says);
        let expected =
            Former { id: format!("https://a.example/press/{path}"), page: format!("/press/{path}") };
        assert_eq!(read, Ok(expected), "{relative}");
    }
    for unknown in [
        "[permalinks]\nnews = '/:sections[1:]/'",
        "[[permalinks]]\npattern = '/:year/'",
        "[languages.id]\nbaseURL = 'https://id.example/'",
    ] {
        assert!(former(Maker::Hugo, &format!("{site}{unknown}"), "news/a.md", &[]).is_err(), "{unknown}");
    }
}

#[test]
fn zola_names_entries_by_address() {
    let site = "base_url = 'https://a.example'\n";
    for (more, relative, says, path) in [
        ("", "news/2017-11-27-gizi.md", &[][..], "news/gizi/"),
        ("", "news/2017-11-27_Tes Satu/index.md", &[], "news/tes-satu/"),
        ("", "a.md", &[("path", "x/y")], "x/y/"),
        ("", "a.md", &[("slug", "Dua B")], "dua-b/"),
        ("[slugify]\npaths = 'safe'", "news/日本.md", &[], "news/日本/"),
        ("[slugify]\npaths = 'off'", "news/Tes?.md", &[], "news/Tes?/"),
        ("[slugify]\npaths_keep_dates = true", "news/2017-11-27-gizi.md", &[], "news/2017-11-27-gizi/"),
        (
            "default_language = 'en'\n[languages.fr]\n[languages.id]\ntitle = 'x'",
            "news/a.id.md",
            &[],
            "id/news/a/",
        ),
    ] {
        let expected = Former { id: format!("https://a.example/{path}"), page: format!("/{path}") };
        assert_eq!(former(Maker::Zola, &format!("{site}{more}"), relative, says), Ok(expected), "{relative}");
    }
}
