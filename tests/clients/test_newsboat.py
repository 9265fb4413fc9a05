"""newsboat: the real program, with a cache of its own for each feed, since it takes equal ids for one item."""

import datetime
import sqlite3
import subprocess
import urllib.parse

import pytest

from compare import Read, differences
from expected import text_of_html


class Newsboat:
    def __init__(self, folder, url):
        self.folder = folder
        self.cache = folder / "cache.db"
        (folder / "urls").write_text(f"{url}\n")
        (folder / "config").write_text("max-items 0\n")

    def reload(self):
        files = ["-u", self.folder / "urls", "-c", self.cache, "-C", self.folder / "config"]
        subprocess.run(["newsboat", *files, "-x", "reload"], check=True, timeout=60)

    def items(self):
        with sqlite3.connect(self.cache) as cache:
            rows = cache.execute(
                "select guid, title, pubDate, content from rss_item where deleted = 0 order by pubDate desc, guid desc"
            )
            return [
                Read(
                    id=guid,
                    title=title,
                    published=datetime.datetime.fromtimestamp(date, datetime.UTC),
                    text=text_of_html(content),
                )
                for guid, title, date, content in rows
            ]


@pytest.mark.parametrize("ending", ["rss", "atom"])
def test_every_feed_is_read_right_and_then_not_modified(running, ending, tmp_path):
    faults = []
    for number, (url, feed) in enumerate(running.documents(ending)):
        folder = tmp_path / str(number)
        folder.mkdir()
        newsboat = Newsboat(folder, url)
        newsboat.reload()
        first = newsboat.items()
        # newsboat notes validators only for a feed that it knew before: it asks with them from the third time on.
        newsboat.reload()
        newsboat.reload()
        faults += [f"{url}: {fault}" for fault in differences(None, first, feed)]
        if newsboat.items() != first:
            faults.append(f"{url}: another reload changed the items")
        if (code := running.server.statuses(urllib.parse.urlsplit(url).path)[-1]) != 304:
            faults.append(f"{url}: the third reload was answered with {code}")
    assert not faults, "\n".join(faults)
