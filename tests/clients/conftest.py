"""The newsrooms that every client reads: the sample, a large one, and one of real releases."""

import pathlib
import sys

import pytest

import expected
import newsroom
from server import ROOT, Server

CORPUS = ROOT.parent / "shared/corpus"
sys.path.insert(0, str(ROOT / "tests/corpus"))


class Running:
    """A newsroom as its files have it, and the server that publishes it."""

    def __init__(self, name, root, server):
        self.name = name
        self.server = server
        self.newsroom = expected.Newsroom(root)
        self.feeds = list(self.newsroom.feeds())
        self.addresses = server.feeds()

    def documents(self, *formats):
        """Every feed in each of these formats: its URL, and what it must hold."""
        for feed in self.feeds:
            path = feed.path or self.addresses[feed.title]
            assert path in self.addresses.values(), f"{path} is not in the list of feeds"
            for ending in feed.formats:
                if ending in formats:
                    yield f"{self.server.address}{path}.{ending}", feed


@pytest.fixture(scope="session", params=["sample", "large", "corpus"])
def running(request, tmp_path_factory):
    root = make(request.param, tmp_path_factory)
    with Server(root) as server:
        yield Running(request.param, root, server)


def make(name, tmp_path_factory):
    if name == "sample":
        return ROOT
    root: pathlib.Path = tmp_path_factory.mktemp(name)
    if name == "large":
        newsroom.write_newsroom(root, 10_000)
    else:
        if not CORPUS.is_dir():
            pytest.skip(f"{CORPUS} is absent")
        import make_newsroom

        make_newsroom.write_newsroom(CORPUS, root)
    return root
