"""What each feed of a newsroom must hold, read from its files by the few rules that the documentation states.

Written apart from the program on purpose: a mistake has to be made twice to go unseen.
"""

import dataclasses
import datetime
import html.parser
import json
import pathlib
import re
import tomllib
import urllib.parse
import zoneinfo

import yaml

# What the entry of a correction is called in the languages of the newsrooms.
CORRECTION = {"id": "Ralat", "en": "Correction", "ko": "정정", "ar": "تصحيح"}

DAY = datetime.timedelta(days=1)
FOREVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)


@dataclasses.dataclass(frozen=True)
class Release:
    id: str
    title: str
    published: datetime.datetime
    updated: datetime.datetime
    facets: dict
    summary: str | None
    paragraphs: list
    path: str
    corrections: tuple = ()


@dataclasses.dataclass(frozen=True)
class Withdrawn:
    id: str
    slug: str | None
    reason: str | None


@dataclasses.dataclass(frozen=True)
class Feed:
    """A feed, and the releases that it holds, in order; some rules of titles and addresses are the program's own."""

    path: str | None
    title: str | None
    formats: list
    has_content: bool
    releases: list


class Paragraphs(html.parser.HTMLParser):
    """The texts of the block elements, white space as one space."""

    BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "blockquote", "div", "figcaption", "pre", "br"}

    def __init__(self):
        super().__init__()
        self.blocks = [""]

    def handle_starttag(self, tag, attrs):
        if tag in self.BLOCKS:
            self.blocks.append("")

    handle_endtag = lambda self, tag: self.handle_starttag(tag, None)

    def handle_data(self, data):
        self.blocks[-1] += data


def paragraphs_of_html(markup):
    reader = Paragraphs()
    reader.feed(markup)
    reader.close()
    return [block for block in map(one_line, reader.blocks) if block]


def text_of_html(markup):
    return " ".join(paragraphs_of_html(markup))


def one_line(text):
    return " ".join(text.split())


def paragraphs_of_text(text):
    return [block for block in map(one_line, re.split(r"\n\s*\n", text)) if block]


def paragraphs_of_markdown(text):
    """The paragraphs that Markdown leaves as they are: those without a character that could be markup."""
    could_be_markup = re.compile(r"[*_`<>\[\]|#&\\~!^'\"-]|^\d+[.)]|https?:")
    return [block for block in paragraphs_of_text(text) if not could_be_markup.search(block)]


PARAGRAPHS = {".html": paragraphs_of_html, ".md": paragraphs_of_markdown, ".txt": paragraphs_of_text}


def split(text):
    """Front matter and body."""
    text = text.removeprefix("\ufeff")
    for fence, parse in (("---", parse_yaml), ("+++", tomllib.loads)):
        if text.startswith(fence + "\n"):
            head, body = text[len(fence) + 1 :].split(f"\n{fence}\n", 1)
            return parse(head), body
    if text.startswith("{"):
        head, end = json.JSONDecoder().raw_decode(text)
        return head, text[end:]
    return {}, text


def parse_yaml(head):
    """Dates stay strings: their zones are the newsroom's to tell."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:timestamp"]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(head, Loader)


def as_list(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def language_in(name):
    """The language in a file's name, as in `name.en.md`."""
    found = re.search(r"\.([a-z]{2})\.[a-z]+$", name)
    return found and found[1]


def slug(value):
    return re.sub(r"[^\w]+", "-", str(value).lower()).strip("-")


class Newsroom:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.site = tomllib.loads((self.root / "dateline.toml").read_text())
        self.zone = zoneinfo.ZoneInfo(self.site.get("time_zone", "UTC"))
        self.now = datetime.datetime.now(datetime.UTC)
        self.withdrawn = []
        content = self.root / "content"
        files = [path for ending in ("md", "html", "txt") for path in content.rglob(f"*.{ending}")]
        found = [self.read(path) for path in files if "_drafts" not in path.parts]
        self.releases = newest_first(filter(None, found))

    def instant(self, value):
        if isinstance(value, (datetime.datetime, datetime.date)):
            value = value.isoformat()
        read = datetime.datetime.fromisoformat(value.strip().replace(" +", "+"))
        return (read if read.tzinfo else read.replace(tzinfo=self.zone)).astimezone(datetime.UTC)

    def read(self, path):
        """The release of a file, if it is public now."""
        head, body = split(path.read_text(encoding="utf-8"))
        gates = [self.instant(head[key]) for key in ("date", "embargo", "publishDate") if key in head]
        in_name = re.match(r"(\d{4}-\d{2}-\d{2})-", path.name)
        if not gates and in_name:
            gates = [self.instant(in_name[1])]
        published = max(gates)
        if published > self.now or head.get("draft") is True or head.get("published") is False:
            return None
        if self.now >= min((self.instant(head["expiryDate"]) if "expiryDate" in head else FOREVER), FOREVER):
            return None
        identity = head.get("id") or self.id_of(path)
        if "withdrawn" in head:
            self.withdrawn.append(Withdrawn(identity, head.get("slug"), head["withdrawn"].get("reason")))
            return None
        changes = [self.instant(head[key]) for key in ("updated", "lastmod") if key in head]
        corrections = [(self.instant(it["date"]), one_line(it["note"])) for it in as_list(head.get("corrections"))]
        corrections = sorted(it for it in corrections if it[0] <= self.now)
        changes += [made for made, _ in corrections]
        return Release(
            id=identity,
            title=one_line(str(head["title"])),
            published=published,
            updated=max([published, *(change for change in changes if change <= self.now)]),
            facets=self.facets_of(head, path),
            summary=head.get("summary") or head.get("description"),
            paragraphs=PARAGRAPHS[path.suffix](body),
            path=path.relative_to(self.root / "content").as_posix(),
            corrections=tuple(corrections),
        )

    def id_of(self, path):
        name = path.relative_to(self.root / "content").with_suffix("").as_posix()
        return f"tag:{self.site['id_authority']}:{urllib.parse.quote(name, safe='-._~/:@!$&' + chr(39) + '()*+,;=')}"

    def facets_of(self, head, path):
        tags = [*as_list(head.get("tags")), *as_list(head.get("categories"))]
        return {
            "tag": tags,
            "kind": as_list(head.get("kind")),
            "issuer": as_list(head.get("issuer") or self.site.get("issuer")),
            "place": as_list(head.get("place")),
            "language": [head.get("lang") or language_in(path.name) or self.site["language"]],
        }

    def feeds(self):
        for path in sorted((self.root / "feeds").glob("*.toml")):
            yield from self.feeds_of(f"/feeds/{path.stem}", tomllib.loads(path.read_text()))

    def feeds_of(self, path, definition):
        chosen = [release for release in self.releases if is_selected(definition.get("select", {}), release)]
        if definition.get("entries") == "corrections":
            chosen = newest_first(correction for release in chosen for correction in corrections_of(release))
        facet, title = definition.get("each"), definition["title"]
        if not facet:
            yield self.feed(definition, path, title, chosen)
            return
        # From the newest to the earliest, whose spelling counts.
        values = {slug(value): value for release in chosen for value in release.facets[facet]}
        for key, value in values.items():
            members = [release for release in chosen if key in map(slug, release.facets[facet])]
            # Languages are called by their own names; what isn't ASCII is spelt in it.
            value_title = None if facet == "language" else title.replace("{value}", value)
            yield self.feed(definition, f"{path}/{key}" if key.isascii() else None, value_title, members)

    def feed(self, definition, path, title, members):
        if definition.get("order") == "updated":
            members = sorted(members, key=lambda it: (it.updated, it.id), reverse=True)
        limit = definition.get("limit", 30)
        formats = definition.get("formats", ["rss", "atom", "json"])
        members = self.listed(members, limit)
        return Feed(path, title, formats, definition.get("content", "full") == "full", members)

    def listed(self, members, limit):
        """As many as there is room for, all of the newest day, and what changed lately, counted in the same way."""
        told_for = self.site.get("withdrawal_notice_days", 30) * DAY
        changes = sorted(
            (it.updated for it in members if it.published < it.updated and self.now < it.updated + told_for), reverse=True
        )
        news_since = max((it.published for it in members), default=FOREVER) - DAY
        told_since = min(changes[:limit][-1], changes[0] - DAY) if changes else FOREVER
        is_told = lambda it: it.updated in changes and it.updated >= told_since
        return [
            it for place, it in enumerate(members) if place < limit or it.published >= news_since or is_told(it)
        ]


def newest_first(entries):
    return sorted(entries, key=lambda it: (it.published, it.id), reverse=True)


def corrections_of(release):
    """Each correction, as the entry of a feed that has them in place of the releases."""
    for made, note in release.corrections:
        published = max(made, release.published)
        yield dataclasses.replace(
            release,
            id=f"{release.id}#correction-{made:%Y%m%dT%H%M%SZ}",
            title=f"{CORRECTION[release.facets['language'][0]]}: {release.title}",
            published=published,
            updated=published,
            paragraphs=[note],
        )


def is_selected(select, release):
    return all(
        holds(condition, release.facets["tag" if facet == "tags" else facet]) for facet, condition in select.items()
    )


def holds(condition, values):
    """Whether values satisfy a condition: a table of quantifiers, or plain values, of which one must be there."""
    has = set(map(slug, values)) | {slug(value).split("-")[0] for value in values if len(value) == 5}
    quantifiers = condition if isinstance(condition, dict) else {"any": condition}
    judge = {"any": any, "all": all, "none": lambda found: not any(found)}
    return all(judge[name](slug(value) in has for value in as_list(wanted)) for name, wanted in quantifiers.items())
