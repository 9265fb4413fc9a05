"""Runs the program on a newsroom, and asks it."""

import http.client
import os
import pathlib
import re
import subprocess
import tempfile
import time
import urllib.parse
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).parents[2]
DATELINE = os.environ.get("DATELINE", str(ROOT / "target/release/dateline"))
ADDRESS = re.compile(r"127\.0\.0\.1:(\d+)")


class Server:
    """`dateline serve` on a free port, up and ready; ends with the `with` block."""

    def __init__(self, root, *, command="serve", options=(), program=None):
        self.errors = tempfile.TemporaryFile()
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [program or DATELINE, command, "--root", str(root), "--listen", "127.0.0.1:0", *options],
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
            env=os.environ | {"DATELINE_LOG": "info", "NO_COLOR": "1"},
        )
        self.port = self.find_port()
        self.address = f"http://127.0.0.1:{self.port}"
        while self.get("/readyz")[0] != 200:
            time.sleep(0.002)
        self.seconds_to_ready = time.monotonic() - self.started

    def find_port(self):
        for line in self.process.stdout:
            if found := ADDRESS.search(line):
                return int(found[1])
        raise RuntimeError(f"the server gave no address:\n{self.log()}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()
        self.errors.close()

    def get(self, path, headers=()):
        """Status, headers and body of what lies at a path or URL of this server."""
        parts = urllib.parse.urlsplit(path)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""), headers=dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except ConnectionRefusedError:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server has ended:\n{self.log()}") from None
            return 0, {}, b""
        finally:
            connection.close()

    def feeds(self):
        """The path of every feed by its title, without the format's ending, as the list of feeds has them."""
        status, _, body = self.get("/feeds.opml")
        assert status == 200, status
        outlines = [it for it in xml.etree.ElementTree.fromstring(body).iter("outline") if it.get("xmlUrl")]
        path = lambda url: urllib.parse.urlsplit(url).path.rpartition(".")[0]
        return {outline.get("text"): path(outline.get("xmlUrl")) for outline in outlines}

    def statuses(self, path):
        """The status codes with which requests of a path were answered, by the access log."""
        asked = re.compile(rf"path=\"{re.escape(path)}\".*? status=(\d+)")
        return [int(code) for code in asked.findall(self.log())]

    def log(self):
        # The program writes at the same place of the same open file: read it without moving that place.
        return os.pread(self.errors.fileno(), os.fstat(self.errors.fileno()).st_size, 0).decode()
