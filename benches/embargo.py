#!/usr/bin/env python3
"""Measures how punctual releases are: 20 embargoes, a second apart, in a newsroom of 10,000 releases under load.

    cargo build --release && python3 benches/embargo.py [--releases 10000] [--count 20] [--load 200] [--latest 50]

A client polls a feed without a pause, and notes when it first has each release: from its second on, and at most
`--latest` ms after it. Meanwhile others ask for feeds and pages, `--load` requests a second. Prints the distribution; the exit code
is 1 where a release was early or late.
"""

import argparse
import datetime
import http.client
import itertools
import multiprocessing
import pathlib
import re
import statistics
import sys
import tempfile
import threading
import time

sys.path.append(str(pathlib.Path(__file__).parents[1] / "tests/support"))

from newsroom import write_newsroom  # noqa: E402
from server import DATELINE, Server  # noqa: E402

POLLED = "/feeds/latest.atom"
ASKED = ["/feeds/all.rss", "/feeds/all.atom", "/feeds/all.json", "/", "/feeds/", "/feeds/topics/water.rss", "/nowhere"]
MARK = re.compile(rb"Punctual (\d+)")
# Time for the newsroom to be read and the first edition to be made ahead.
LEAD = 45
CONNECTIONS = 8


def write_embargoed(root, count, first):
    for number in range(count):
        due = datetime.datetime.fromtimestamp(first + number, datetime.UTC).isoformat()
        text = f"---\ntitle: Punctual {number}\nembargo: {due}\ntags: [water]\n---\n\nText of {number}.\n"
        (root / f"content/punctual-{number}.md").write_text(text)


def ask(port, share, until):
    """One of the other clients: keeps a connection, and asks for one thing after another."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for path in itertools.cycle(ASKED):
        begun = time.time()
        if begun >= until:
            return
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        connection.getresponse().read()
        time.sleep(max(0, 1 / share - (time.time() - begun)))


def put_under_load(port, load, until):
    """Runs in a process of its own, so as not to hold up the client that measures."""
    share = load / CONNECTIONS
    clients = [threading.Thread(target=ask, args=(port, share, until)) for _ in range(CONNECTIONS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()


def first_sights(port, count, until):
    """When each release was first there, by its number; and how many polls a second it took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    seen, tag, polls, begun = {}, "", 0, time.time()
    while time.time() < until and len(seen) < count:
        connection.request("GET", POLLED, headers={"If-None-Match": tag} if tag else {})
        answer = connection.getresponse()
        body = answer.read()
        complete = time.time()
        polls += 1
        tag = answer.headers["ETag"]
        for number in map(int, MARK.findall(body)):
            seen.setdefault(number, complete)
    return seen, polls / (time.time() - begun)


def measure(root, arguments):
    with Server(root, program=arguments.dateline) as server:
        first = int(time.time()) + LEAD
        write_embargoed(root, arguments.count, first)
        until = first + arguments.count + arguments.latest / 1000 + 1
        load = multiprocessing.Process(target=put_under_load, args=(server.port, arguments.load, first + arguments.count + 2))
        load.start()
        time.sleep(max(0, first - 3 - time.time()))
        seen, rate = first_sights(server.port, arguments.count, until)
        load.join()
    delays = [(seen[number] - first - number) * 1000 for number in sorted(seen)]
    return delays, rate


def report(delays, rate, arguments):
    print(f"{arguments.releases} releases, {arguments.load} requests/s, and {rate:.0f} polls/s of {POLLED}")
    print(f"first seen, in ms after the second: {' '.join(f'{delay:.1f}' for delay in delays)}")
    if delays:
        median = statistics.median(delays)
        print(f"least {min(delays):.1f}, median {median:.1f}, most {max(delays):.1f}")
    missing = arguments.count - len(delays)
    bad = [delay for delay in delays if not 0 <= delay <= arguments.latest]
    print(f"{missing} never seen, {len(bad)} early or more than {arguments.latest} ms late")
    return 1 if missing or bad else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--releases", type=int, default=10_000)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--load", type=int, default=200, help="requests a second of the other clients")
    parser.add_argument("--latest", type=int, default=50, help="how late a release may be seen, in ms")
    parser.add_argument("--dateline", default=DATELINE, help="the program to measure, a release build")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        write_newsroom(root, arguments.releases)
        delays, rate = measure(root, arguments)
    sys.exit(report(delays, rate, arguments))


if __name__ == "__main__":
    main()
