"""feedparser, which half of the Python world reads feeds with."""

import calendar
import datetime

import feedparser
import pytest

from compare import Read, differences
from expected import text_of_html


def instant(parsed):
    return parsed and datetime.datetime.fromtimestamp(calendar.timegm(parsed), datetime.UTC)


def read(entry):
    content = entry.get("content")
    return Read(
        id=entry.id,
        title=entry.title,
        published=instant(entry.published_parsed),
        updated=instant(entry.updated_parsed),
        text=content and text_of_html(content[0].value),
    )


@pytest.mark.parametrize("ending", ["rss", "atom"])
def test_every_feed_is_read_right(running, ending):
    faults = []
    for url, feed in running.documents(ending):
        document = feedparser.parse(url)
        if document.status != 200 or document.bozo:
            faults.append(f"{url}: {document.status} {document.get('bozo_exception')}")
        entries = [read(entry) for entry in document.entries]
        faults += [f"{url}: {fault}" for fault in differences(document.feed.title, entries, feed)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("ending", ["rss", "atom"])
def test_a_second_fetch_is_not_modified(running, ending):
    for url, _ in running.documents(ending):
        first = feedparser.parse(url)
        for validators in ({"etag": first.etag}, {"modified": first.modified}, first):
            known = {name: validators[name] for name in ("etag", "modified") if name in validators}
            second = feedparser.parse(url, **known)
            assert (second.status, len(second.entries)) == (304, 0), (url, known)
