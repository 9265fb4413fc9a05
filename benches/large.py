#!/usr/bin/env python3
"""Measures a newsroom of 10,000 releases: time until it is ready, time from a saved edit to the feed, peak memory.

    cargo build --release && python3 benches/large.py [--releases 10000] [--runs 5] [--edits 20] [--pause 1]

Prints medians, with the least and the most. "First start" has an empty `.dateline/`, "restart" the one that the
start before left. An edit rewrites the newest release of a feed with another title, as editors do: a new file,
renamed onto the old one. It counts as served once the feed's bytes have the title. With `--pause 0` each edit comes
at the heels of the one before, while the feeds of that one are still being compressed.
"""

import argparse
import pathlib
import shutil
import statistics
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).parents[1] / "tests/support"))

from newsroom import write_newsroom  # noqa: E402
from server import DATELINE, Server  # noqa: E402

FEED = "/feeds/all.atom"


def report(what, values, unit):
    print(f"{what:<28}{statistics.median(values):8.0f} {unit}   ({min(values):.0f} to {max(values):.0f}, {len(values)} runs)")


def peak_megabytes(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def start(root, program):
    """Milliseconds until the main feed is served, and the peak memory in MB by then."""
    with Server(root, program=program) as server:
        assert server.get(FEED)[0] == 200
        milliseconds = (time.monotonic() - server.started) * 1000
        return milliseconds, peak_megabytes(server.process)


def starts(root, program, runs, *, clean):
    measured = []
    for _ in range(runs):
        if clean:
            shutil.rmtree(root / ".dateline", ignore_errors=True)
        measured.append(start(root, program))
    return zip(*measured)


def edits(root, program, count, pause):
    """Milliseconds from each save to the feed, with so many seconds between."""
    newest = max(root.glob("content/**/release-*.md"), key=lambda path: int(path.stem.split("-")[1]))
    text = newest.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith(("title:", "title =")))
    measured = []
    with Server(root, program=program) as server:
        for number in range(count):
            time.sleep(pause)
            mark = f"Edited {number} times"
            aside = newest.with_name(".aside")
            aside.write_text(text.replace(title, title.split('"')[0] + f'"{mark}"'), encoding="utf-8")
            saved = time.monotonic()
            aside.rename(newest)
            while mark.encode() not in server.get(FEED)[2]:
                time.sleep(0.001)
            measured.append((time.monotonic() - saved) * 1000)
        memory = peak_megabytes(server.process)
    newest.write_text(text, encoding="utf-8")
    return measured, memory


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--releases", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two edits")
    parser.add_argument("--dateline", default=DATELINE, help="the program to measure, a release build")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        write_newsroom(root, arguments.releases)
        print(f"{arguments.releases} releases")
        first, first_memory = starts(root, arguments.dateline, arguments.runs, clean=True)
        report("first start until ready", first, "ms")
        again, _ = starts(root, arguments.dateline, arguments.runs, clean=False)
        report("restart until ready", again, "ms")
        latencies, memory = edits(root, arguments.dateline, arguments.edits, arguments.pause)
        report("saved edit until served", latencies, "ms")
        report("peak memory, first start", first_memory, "MB")
        report("peak memory, after edits", [memory], "MB")


if __name__ == "__main__":
    main()
