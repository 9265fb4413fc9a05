"""What readers send gets the feed; only a browser that opens a document gets a page."""

import pytest

# As the readers' sources and captures have them. Miniflux and SimplePie ask for HTML as well.
READERS = {
    "Miniflux": {
        "User-Agent": "Mozilla/5.0 (compatible; Miniflux/2.2.14; +https://miniflux.app)",
        "Accept": "application/xml, application/atom+xml, application/rss+xml, application/rdf+xml, "
        "application/feed+json, text/html, */*;q=0.9",
    },
    "SimplePie": {
        "User-Agent": "FreshRSS/1.27.0 (Linux; https://freshrss.org) SimplePie/1.9.0",
        "Accept": "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/xml;q=0.8, "
        "text/xml;q=0.8, text/html;q=0.7, unknown/unknown;q=0.1, application/unknown;q=0.1, */*;q=0.1",
    },
    "feedparser": {
        "User-Agent": "feedparser/6.0.14 +https://github.com/kurtmckee/feedparser/",
        "Accept": "application/atom+xml,application/rdf+xml,application/rss+xml,application/x-netcdf,application/xml;"
        "q=0.9,text/xml;q=0.2,*/*;q=0.1",
    },
    "a reader in a browser's clothes": {
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    },
    "a reader inside a browser": {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors", "Accept": "text/html"},
    "one that says nothing": {},
}
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("ending", TYPES)
def test_readers_get_the_feed(running, reader, ending):
    url, _ = next(running.documents(ending))
    status, headers, _ = running.server.get(url, READERS[reader])
    assert (status, headers.get_content_type()) == (200, TYPES[ending])


@pytest.mark.parametrize("ending", TYPES)
def test_a_browser_gets_a_page_that_no_cache_hands_to_readers(running, ending):
    url, _ = next(running.documents(ending))
    status, headers, _ = running.server.get(url, {"Sec-Fetch-Dest": "document"})
    assert (status, headers.get_content_type()) == (200, "text/html")
    assert "private" in headers["Cache-Control"]
    assert "Sec-Fetch-Dest" in headers["Vary"]


def test_a_page_s_tag_is_never_the_feed_s(running):
    url, _ = next(running.documents("rss"))
    page = {"Sec-Fetch-Dest": "document"}
    feed_tag = running.server.get(url)[1]["ETag"]
    page_tag = running.server.get(url, page)[1]["ETag"]
    assert feed_tag != page_tag
    assert running.server.get(url, {"If-None-Match": page_tag})[0] == 200
    assert running.server.get(url, {"If-None-Match": feed_tag, **page})[0] == 200
