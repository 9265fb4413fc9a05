#!/usr/bin/env python3
"""Measures whether the time of an answer tells that a release is under embargo.

    cargo build --release && python3 benches/guess.py [--releases 10000] [--rounds 5000]

Asks for what a release under embargo will have (its page, an attachment, an old address, the feed of its topic), and
for two addresses of the same form at which nothing will ever stand. Prints both distributions side by side, and the
difference of the medians beside the difference between the two that never stand for anything: what chance makes.
"""

import argparse
import http.client
import pathlib
import random
import statistics
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).parents[1] / "tests/support"))

from newsroom import write_newsroom  # noqa: E402
from server import DATELINE, Server  # noqa: E402

GUESSED, NEVER, NEITHER = "budget-leak", "budget-peak", "budget-weak"
FORMS = ["/releases/{}/", "/releases/{0}/{0}.pdf", "/{}-alias", "/feeds/topics/{}.rss"]


def write_embargoed(root):
    head = f"title: Under embargo\nembargo: 2999-01-01\ntags: [{GUESSED}]\naliases: [/{GUESSED}-alias]"
    text = f"---\n{head}\nattachments: [{GUESSED}.pdf]\n---\n\nText.\n"
    (root / f"content/{GUESSED}.md").write_text(text)
    (root / f"content/{GUESSED}.pdf").write_bytes(b"%PDF-1.4\n")


def time_of(connection, path):
    begun = time.perf_counter_ns()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 404:
        sys.exit(f"{path} answers {answer.status}")
    return (time.perf_counter_ns() - begun) / 1000


def measure(port, rounds):
    """Microseconds by form and name, asked for in an order of chance."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    asked = [(form, name) for form in FORMS for name in (GUESSED, NEVER, NEITHER)]
    times = {each: [] for each in asked}
    chance = random.Random(1)
    for number in range(rounds + 100):
        for form, name in chance.sample(asked, len(asked)):
            taken = time_of(connection, form.format(name))
            # The first ones warm everything up.
            if number >= 100:
                times[form, name].append(taken)
    return times


def report(times):
    for form in FORMS:
        print(f"\n{form.format('…')}  in microseconds")
        medians = {}
        for name, what in ((GUESSED, "under embargo"), (NEVER, "nothing"), (NEITHER, "nothing")):
            cuts = statistics.quantiles(times[form, name], n=20)
            medians[name] = cuts[9]
            print(f"  {what:14} 5 % {cuts[0]:7.1f}   median {cuts[9]:7.1f}   95 % {cuts[18]:7.1f}")
        print(
            f"  medians apart {medians[GUESSED] - medians[NEVER]:+.2f}, "
            f"those of nothing {medians[NEITHER] - medians[NEVER]:+.2f}"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--releases", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5_000)
    parser.add_argument("--dateline", default=DATELINE, help="the program to measure, a release build")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        write_newsroom(root, arguments.releases)
        write_embargoed(root)
        with Server(root, program=arguments.dateline) as server:
            report(measure(server.port, arguments.rounds))


if __name__ == "__main__":
    main()
