#!/usr/bin/env python3
"""Makes a newsroom of real press releases: those of the shared corpus, as content files.

    tests/corpus/make_newsroom.py CORPUS DIR

GOV.UK's content items keep their times, HTML, change notes and withdrawals; Debian's news keep their words, dated
by their file names; the scraped release gets a title and a date before it, and nothing else.
"""

import datetime
import html
import json
import pathlib
import re
import sys

SITE = """\
title        = "Real releases"
id_authority = "corpus.dateline.example,2026"
language     = "id"
time_zone    = "Asia/Jakarta"
main         = "all"
# So that feeds have all that the files say.
contacts_in_feeds = true
"""

FORMATS = 'formats = ["rss", "atom", "json"]\nlimit = 500\n'
FEEDS = {
    "all": f'title = "All releases"\n{FORMATS}content = "summary"\n',
    "govuk": f'title = "GOV.UK"\n{FORMATS}[select]\ntags = {{ any = ["govuk"] }}\n',
    "debian": f'title = "Debian"\n{FORMATS}[select]\ntags = {{ any = ["debian"] }}\n',
    "languages": f'title = "Language: {{value}}"\n{FORMATS}each = "language"\n',
}


def front_matter(fields):
    """YAML, every value as JSON, which YAML includes."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items() if value)
    return "".join(["---\n", *lines, "---\n"])


def write(path, fields, body):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(front_matter(fields) + body, encoding="utf-8")


def plain(markup):
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


def instant(text):
    return datetime.datetime.fromisoformat(text)


def corrections_of(item):
    """The change notes after the first, which says no more than that the item was published."""
    history = sorted(item["details"].get("change_history") or [], key=lambda note: instant(note["public_timestamp"]))
    return [{"date": note["public_timestamp"], "note": note["note"]} for note in history[1:]]


def govuk_fields(item, slug):
    first, last = item["first_published_at"], item["public_updated_at"]
    organisations = item.get("links", {}).get("organisations") or [{}]
    fields = {
        "title": item["title"],
        "slug": slug,
        "date": first,
        "updated": last if instant(last) > instant(first) else None,
        "summary": item.get("description"),
        "lang": item["locale"],
        "kind": item["document_type"],
        "issuer": organisations[0].get("title"),
        "tags": ["govuk"],
        "corrections": corrections_of(item),
    }
    notice = item.get("withdrawn_notice")
    if notice:
        fields["withdrawn"] = {"date": notice["withdrawn_at"], "reason": plain(notice["explanation"])}
    return fields


def write_govuk(corpus, content):
    for path in sorted((corpus / "govuk").glob("*.json")):
        item = json.loads(path.read_text(encoding="utf-8"))
        slug = re.sub("[^a-z0-9]+", "-", path.stem)
        write(content / "govuk" / f"{slug}.html", govuk_fields(item, slug), item["details"]["body"])


def write_debian(corpus, content):
    for line in (corpus / "debian/truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        title, body = (corpus / "debian" / truth["file"]).read_text(encoding="utf-8").split("\n", 1)
        day = datetime.datetime.strptime(re.search(r"\d{8}", truth["file"])[0], "%Y%m%d").date()
        fields = {"title": title, "date": day.isoformat(), "lang": truth["lang"], "tags": ["debian"]}
        write(content / "debian" / truth["file"], fields, body)


def write_seed(corpus, content):
    text = (corpus / "indonesia/seed.txt").read_text(encoding="utf-8")
    fields = {"title": "Indonesia dan Korea bekerja sama di bidang aparatur negara", "date": "2017-11-27"}
    write(content / "indonesia/seed.txt", fields, text)


def write_newsroom(corpus, root):
    (root / "feeds").mkdir(parents=True)
    (root / "dateline.toml").write_text(SITE)
    for name, definition in FEEDS.items():
        (root / "feeds" / f"{name}.toml").write_text(definition)
    for write_part in (write_govuk, write_debian, write_seed):
        write_part(corpus, root / "content")


if __name__ == "__main__":
    write_newsroom(*map(pathlib.Path, sys.argv[1:3]))
