"""Atom feeds against the RELAX NG grammar of RFC 4287, by jing."""

import subprocess

from server import ROOT

GRAMMAR = ROOT / "tests/rfc4287.rnc"


def test_every_atom_feed_is_valid(running, tmp_path):
    files = []
    for number, (url, _) in enumerate(running.documents("atom")):
        files.append(tmp_path / f"{number}.atom")
        files[-1].write_bytes(running.server.get(url)[2])
    assert files
    jing = subprocess.run(["jing", "-c", GRAMMAR, *files], capture_output=True, text=True)
    assert jing.returncode == 0, jing.stdout + jing.stderr
