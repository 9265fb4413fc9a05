#!/usr/bin/env python3
"""Writes a newsroom of any size, the same bytes each time: for benchmarks and for the tests of large newsrooms.

    benches/newsroom.py DIR [--releases 10000]

One release every nine hours from 2014 on, in four languages, as Markdown with YAML or TOML front matter and as
HTML; some carry an attachment, a correction, an update, an id of their own; some are drafts, expired, withdrawn or
under an embargo that outlives this program.
"""

import argparse
import datetime
import json
import pathlib

START = datetime.datetime(2014, 1, 1, 1, 0)
STEP = datetime.timedelta(hours=9)

WORDS = {
    "id": {
        "subjects": ["Kementerian", "Menteri", "Tim Posyandu", "Balai Besar", "Direktorat Gizi", "Puskesmas"],
        "verbs": ["meluncurkan", "memperluas", "meninjau", "membuka", "memperbarui", "menyelesaikan"],
        "objects": ["layanan gizi ibu", "program imunisasi", "data air bersih", "pelatihan kader"],
        "places": ["Jakarta", "Bandung", "Makassar", "Kupang"],
        "close": "Kegiatan ini berlangsung hingga akhir bulan dan terbuka bagi warga, kata juru bicara.",
    },
    "en": {
        "subjects": ["The ministry", "The minister", "A joint team", "The regional office", "The board"],
        "verbs": ["opens", "extends", "reviews", "completes", "publishes", "funds"],
        "objects": ["a maternal care service", "the vaccination plan", "clean water data", "training"],
        "places": ["Jakarta", "Geneva", "Sydney", "London"],
        "close": "The work runs until the end of the month and is open to everyone, a spokesperson said.",
    },
    "ko": {
        "subjects": ["보건부는", "장관은", "합동팀은", "지역 사무소는", "영양위원회는"],
        "verbs": ["이달", "올해", "다시", "함께", "처음으로"],
        "objects": ["모자 건강 서비스를 시작했다", "예방 접종 계획을 발표했다", "깨끗한 물 자료를 검토했다"],
        "places": ["서울", "부산", "세종"],
        "close": "이번 사업은 이달 말까지 이어지며 모든 주민에게 열려 있다고 대변인이 밝혔다.",
    },
    "ar": {
        "subjects": ["أطلقت الوزارة", "افتتح الوزير", "راجع الفريق المشترك", "أنجز المكتب الإقليمي"],
        "verbs": ["اليوم", "رسميا", "مجددا", "مع الشركاء"],
        "objects": ["خدمة رعاية الأمهات", "خطة التطعيم", "بيانات المياه النظيفة", "تدريب المتطوعين"],
        "places": ["القاهرة", "عمان", "الرباط"],
        "close": "ويستمر العمل حتى نهاية الشهر وهو متاح للجميع، بحسب المتحدث الرسمي.",
    },
}
TAGS = ["health", "nutrition", "water", "training", "budget", "vaccination", "research", "regions"]
KINDS = ["press-release", "statement", "speech"]

SITE = """\
title        = "Ministry of Examples"
base_url     = "https://press.ministry.example"
id_authority = "press.ministry.example,2026"
language     = "id"
time_zone    = "Asia/Jakarta"
author       = "Press office"
main         = "all"
"""

FORMATS = 'formats = ["rss", "atom", "json"]\n'
FEEDS = {
    "all": f'title = "All news"\n{FORMATS}limit = 50\n',
    "latest": f'title = "Latest, in short"\n{FORMATS}limit = 20\ncontent = "summary"\n',
    "topics": f'title = "Topic: {{value}}"\n{FORMATS}limit = 30\neach = "tag"\n',
    "languages": f'title = "Language: {{value}}"\n{FORMATS}limit = 30\neach = "language"\n',
    "speeches": f'title = "Speeches"\n{FORMATS}limit = 30\n[select]\nkind = {{ any = ["speech"] }}\n',
    "water-budget": f'title = "Water or budget, not in English"\n{FORMATS}limit = 200\n'
    '[select]\ntags = { any = ["water", "budget"] }\nlanguage = { none = ["en"] }\n',
}


def pick(words, kind, number):
    return words[kind][number % len(words[kind])]


def sentence(words, number):
    return f"{pick(words, 'subjects', number)} {pick(words, 'verbs', number // 3)} {pick(words, 'objects', number // 7)}"


def title_of(words, number):
    mark = {0: " & more", 1: " <2 weeks", 2: " “in full”"}.get(number % 50, "")
    return f"{sentence(words, number)} ({number}){mark}"


def paragraphs_of(words, number):
    """Four paragraphs, each of a few sentences, all with numbers of the release's own."""
    def paragraph(part):
        sentences = (f"{sentence(words, number + 11 * part + turn)} {number + part}." for turn in range(4))
        return " ".join([*sentences, words["close"]])

    return [paragraph(part) for part in range(4)]


def zoned(instant):
    return f"{instant.isoformat()}+07:00"


def gate_of(number):
    """Front matter that hides the release; most have none."""
    return {
        13: {"draft": True},
        53: {"embargo": "2199-01-01T00:00:00Z"},
        93: {"expiryDate": "2025-01-01T00:00:00Z"},
        133: {"withdrawn": {"date": "2025-06-01T00:00:00Z", "reason": "Issued by mistake."}},
    }.get(number % 200, {})


def fields_of(number, language, published):
    words = WORDS[language]
    fields = {
        "title": title_of(words, number),
        "date": zoned(published),
        "lang": language,
        "tags": sorted({TAGS[number % len(TAGS)], TAGS[number // 5 % len(TAGS)]}),
        "kind": KINDS[number % len(KINDS)],
        "place": pick(words, "places", number),
    }
    if number % 4 == 0:
        fields["id"] = f"urn:uuid:00000000-0000-4000-8000-{number:012x}"
    if number % 10 == 0:
        fields["summary"] = f"{sentence(words, number)}."
    if number % 25 == 0:
        fields["updated"] = zoned(published + datetime.timedelta(hours=3))
    if number % 40 == 7:
        note = f"The sum in paragraph two was {number}, not {number + 1}."
        fields["corrections"] = [{"date": zoned(published + datetime.timedelta(days=1)), "note": note}]
    if number % 100 == 3:
        fields["attachments"] = [f"table-{number}.csv"]
    return fields | gate_of(number)


def yaml(fields):
    """Every value as JSON, which YAML includes."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return "".join(["---\n", *lines, "---\n"])


def toml(fields):
    return "".join(["+++\n", *(f"{key} = {toml_value(value)}\n" for key, value in fields.items()), "+++\n"])


def toml_value(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml_value(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def write_release(content, number):
    language = list(WORDS)[number % len(WORDS)]
    published = START + STEP * number
    fields = fields_of(number, language, published)
    folder = content / f"{published:%Y/%m}"
    folder.mkdir(parents=True, exist_ok=True)
    for attachment in fields.get("attachments", []):
        (folder / attachment).write_text(f"year,number\n2014,{number}\n")
    paragraphs = paragraphs_of(WORDS[language], number)
    head = toml(fields) if number % 7 == 3 else yaml(fields)
    if number % 11 == 5:
        name, body = f"release-{number}.html", "\n".join(f"<p>{text}</p>" for text in paragraphs)
    else:
        name, body = f"release-{number}.md", "\n\n".join(paragraphs)
    (folder / name).write_text(f"{head}\n{body}\n", encoding="utf-8")


def write_newsroom(root, releases):
    (root / "feeds").mkdir(parents=True)
    (root / "content").mkdir()
    (root / "dateline.toml").write_text(SITE)
    for name, definition in FEEDS.items():
        (root / "feeds" / f"{name}.toml").write_text(definition)
    for number in range(releases):
        write_release(root / "content", number)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=pathlib.Path)
    parser.add_argument("--releases", type=int, default=10_000)
    arguments = parser.parse_args()
    write_newsroom(arguments.dir, arguments.releases)
