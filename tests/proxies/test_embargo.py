"""An embargo ends behind nginx's `proxy_cache` and behind Varnish: nobody sees the release before its second, and
nobody sees the newsroom without it two seconds later. Readers get feeds, and browsers pages, all the while.
"""

import contextlib
import dataclasses
import datetime
import http.client
import threading
import time

import pytest

from caches import Nginx, Varnish
from server import Server

SITE = """\
title = "Test office"
id_authority = "test.example,2026"
language = "en"
time_zone = "Asia/Jakarta"
main = "all"
"""
RELEASE = "---\ntitle: {title}\ndate: 2026-01-05\ntags: [{tag}]\nattachments: [{name}.csv]\n{gate}---\n\nText of it.\n"
FACES = {"reader": {}, "browser": {"Sec-Fetch-Dest": "document"}}
FEEDS = {
    "/feeds/all.rss": "application/rss+xml",
    "/feeds/all.atom": "application/atom+xml",
    "/feeds/all.json": "application/feed+json",
}
# Where the release shows, and by what; and what is there only once it is out.
MARKS = dict.fromkeys([*FEEDS, "/", "/feeds/all"], b"Due release")
MARKS |= {"/feeds/": b"secret", "/sitemap.xml": b"/releases/due/"}
OWN = ["/releases/due/", "/releases/due/due.csv", "/feeds/topics/secret.rss"]
PAUSE = 0.1


@dataclasses.dataclass
class Sight:
    """One answer: through which cache, when it was asked for and complete, and what it was."""

    cache: str
    path: str
    face: str
    asked: float
    complete: float
    status: int
    type: str
    shows: bool


def write_newsroom(root, due):
    (root / "feeds").mkdir()
    (root / "content").mkdir()
    (root / "dateline.toml").write_text(SITE)
    (root / "feeds/all.toml").write_text('title = "All news"\n')
    (root / "feeds/topics.toml").write_text('title = "Topic: {value}"\neach = "tag"\n')
    moment = datetime.datetime.fromtimestamp(due, datetime.UTC)
    releases = {
        "old": RELEASE.format(title="Old release", tag="water", name="old", gate=""),
        "due": RELEASE.format(title="Due release", tag="secret", name="due", gate=f"embargo: {moment.isoformat()}\n"),
    }
    for name, text in releases.items():
        (root / f"content/{name}.md").write_text(text)
        (root / f"content/{name}.csv").write_text(f"{name},1\n")


def due_off_the_minute():
    due = int(time.time()) + 13
    return due + 5 if due % 60 in (58, 59, 0, 1, 2) else due


def due_on_the_minute():
    return (int(time.time()) + 8) // 60 * 60 + 60


def poll(cache, path, face, until, sights):
    headers = FACES[face]
    while time.time() < until:
        connection = http.client.HTTPConnection("127.0.0.1", cache.port, timeout=10)
        asked = time.time()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        complete = time.time()
        connection.close()
        shows = answer.status == 200 if path in OWN else MARKS[path] in body
        media_type = answer.headers.get_content_type()
        name = type(cache).__name__
        sights.append(Sight(name, path, face, asked, complete, answer.status, media_type, shows))
        time.sleep(PAUSE)


def watch(root, due):
    """All that clients see through both caches until four seconds after the release is due; and how often the server
    was asked for a page that caches may keep."""
    sights = []
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(Server(root))
        caches = [stack.enter_context(cache(server.port)) for cache in (Nginx, Varnish)]
        pollers = [
            threading.Thread(target=poll, args=(cache, path, face, due + 4, sights))
            for cache in caches
            for path in [*MARKS, *OWN]
            for face in FACES
        ]
        for poller in pollers:
            poller.start()
        for poller in pollers:
            poller.join()
        return sights, len(server.statuses("/feeds/all"))


@pytest.mark.parametrize("choose", [due_off_the_minute, due_on_the_minute])
def test_a_release_is_seen_at_its_second_by_everyone(choose, tmp_path):
    due = choose()
    write_newsroom(tmp_path, due)
    sights, asked = watch(tmp_path, due)
    assert asked < sum(sight.path == "/feeds/all" for sight in sights) / 2, "the caches keep nothing"
    early = [sight for sight in sights if sight.shows and sight.complete < due]
    late = [sight for sight in sights if not sight.shows and sight.asked >= due + 2]
    assert not early, early[:3]
    assert not late, late[:3]
    for name in ("Nginx", "Varnish"):
        seen = [sight for sight in sights if sight.cache == name]
        assert any(sight.asked < due - 3 for sight in seen) and any(sight.shows for sight in seen)
        slowest = max(max(0, sight.asked - due) for sight in seen if not sight.shows)
        print(f"{name}: last answer without the release was asked for {slowest:.2f} s after its second")
    wrong = [sight for sight in sights if sight.path in FEEDS and sight.type != expected(sight)]
    assert not wrong, wrong[:3]


def expected(sight):
    return "text/html" if sight.face == "browser" else FEEDS[sight.path]
