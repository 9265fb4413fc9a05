"""What time does to a feed, as feedparser sees it: archives, withdrawals, and what is new since the last fetch."""

import time

import feedparser
import pytest

from server import Server

SITE = """title = "Test office"
id_authority = "test.example,2026"
language = "en"
time_zone = "UTC"
"""


def write(root, name, **fields):
    front = "".join(f"{key}: {value}\n" for key, value in fields.items())
    (root / f"content/{name}.md").write_text(f"---\n{front}---\n\nThe text of {name}.\n")


@pytest.fixture
def newsroom(tmp_path):
    for folder in ("content", "feeds"):
        (tmp_path / folder).mkdir()
    (tmp_path / "dateline.toml").write_text(SITE)
    (tmp_path / "feeds/all.toml").write_text('title = "All"\nlimit = 3\n')
    for month in range(1, 11):
        write(tmp_path, f"r{month}", title=f"Release {month}", date=f"2025-{month:02}-05")
    withdrawn = '{date: 2025-11-02, reason: "Wrong figures."}'
    write(tmp_path, "r7", title="Release 7", date="2025-07-05", withdrawn=withdrawn)
    with Server(tmp_path) as server:
        yield tmp_path, server


def links(document):
    return {link.rel: link.href for link in document.feed.links}


def walk(url):
    while url:
        document = feedparser.parse(url)
        assert document.status == 200 and not document.bozo, url
        yield document
        url = links(document).get("prev-archive")


@pytest.mark.parametrize("ending", ["rss", "atom"])
def test_a_walk_back_finds_every_release(newsroom, ending):
    _, server = newsroom
    documents = list(walk(f"{server.address}/feeds/all.{ending}"))
    assert len(documents) == 8
    titles = {entry.id: entry.title for document in documents for entry in document.entries}
    # A tombstone is nothing that feedparser knows; where there is none, the notice stands in its place.
    notices = {"r7": "This release was withdrawn"} if ending == "rss" else {}
    expected = {f"r{month}": f"Release {month}" for month in range(1, 11) if month != 7} | notices
    assert {id.rsplit(":", 1)[1]: title for id, title in titles.items()} == expected


@pytest.mark.parametrize("ending", ["rss", "atom"])
def test_a_poll_gets_what_is_new_and_then_nothing(newsroom, ending):
    root, server = newsroom
    url = f"{server.address}/feeds/all.{ending}"
    before = feedparser.parse(url)
    write(root, "new", title="New", date="2025-12-01")
    deadline = time.monotonic() + 20
    while (after := feedparser.parse(url, etag=before.etag)).status == 304 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (after.status, [entry.title for entry in after.entries]) == (226, ["New"])
    assert not after.bozo
    assert feedparser.parse(url, etag=after.etag).status == 304
    assert [entry.title for entry in feedparser.parse(url).entries][0] == "New"
