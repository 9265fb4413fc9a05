"""JSON Feed, read as its specification has it: with a JSON parser."""

import datetime
import json

from compare import Read, differences
from expected import text_of_html


def read(item):
    return Read(
        id=item["id"],
        title=item["title"],
        published=datetime.datetime.fromisoformat(item["date_published"]),
        updated=datetime.datetime.fromisoformat(item["date_modified"]),
        text=text_of_html(item["content_html"]) if "content_html" in item else None,
    )


def test_every_feed_is_read_right(running):
    faults = []
    for url, feed in running.documents("json"):
        status, headers, body = running.server.get(url)
        document = json.loads(body)
        assert (status, document["version"]) == (200, "https://jsonfeed.org/version/1.1")
        assert headers["Content-Type"].startswith("application/feed+json")
        items = [read(item) for item in document["items"]]
        faults += [f"{url}: {fault}" for fault in differences(document["title"], items, feed)]
    assert not faults, "\n".join(faults)
