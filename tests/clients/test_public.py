"""What is not public: withdrawn releases, drafts, embargoes."""

import json

from expected import corrections_of


def test_no_feed_has_a_release_that_is_not_public(running):
    releases = running.newsroom.releases
    public = {it.id for release in releases for it in (release, *corrections_of(release))}
    for url, _ in running.documents("json"):
        items = json.loads(running.server.get(url)[2])["items"]
        releases = [item for item in items if "withdrawn" not in item.get("_dateline", {})]
        assert {item["id"] for item in releases} <= public, url


def test_the_page_of_a_withdrawn_release_says_that_it_is_gone(running):
    for withdrawn in running.newsroom.withdrawn:
        if withdrawn.slug:
            status, _, body = running.server.get(f"/releases/{withdrawn.slug}/")
            assert (status, withdrawn.reason in body.decode()) == (410, True), withdrawn
