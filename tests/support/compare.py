"""Whether what a reader made of a feed is what the newsroom's files say."""

import dataclasses
import datetime

from expected import one_line


@dataclasses.dataclass
class Read:
    """An entry as a reader understood it; what it has no place for is None."""

    id: str
    title: str
    published: datetime.datetime | None = None
    updated: datetime.datetime | None = None
    text: str | None = None


def squeezed(text):
    """Without any white space: readers differ in how they join blocks."""
    return "".join(text.split())


def differences(title, entries, feed):
    """What is wrong with the title and the entries that a reader found in a feed, in order; a title may be None."""
    if len(entries) != len(feed.releases):
        return [f"{len(entries)} entries, not {len(feed.releases)}"]
    found = [f"{title!r}, not {feed.title!r}"] if title and feed.title and title != feed.title else []
    for entry, release in zip(entries, feed.releases):
        for name in ("id", "published", "updated"):
            read, right = getattr(entry, name), getattr(release, name)
            if read is not None and read != right:
                found.append(f"{release.path}: {name} {read}, not {right}")
        if one_line(entry.title) != release.title:
            found.append(f"{release.path}: title {entry.title!r}, not {release.title!r}")
        if entry.text is not None and feed.has_content:
            found += missing_paragraphs(entry.text, release)
    return found


def missing_paragraphs(text, release):
    """The paragraphs that are not in the text, or not in their order."""
    rest = squeezed(text)
    missing = []
    for paragraph in release.paragraphs:
        before, there, after = rest.partition(squeezed(paragraph))
        if there:
            rest = after
        else:
            missing.append(f"{release.path}: lost {paragraph[:80]!r}")
    return missing
