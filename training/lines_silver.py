"""Pages for the line model: saved ones with their gold bodies, and ones put together from parts that belong to no page.

The gold says which lines are article. What the others are is silver: the page's markup says it (headline, byline,
caption, comment), or the grammar does. Pages put together take an article (of the attribution corpus, or of a page),
what stood above and below another page's article, and lines written here: the model is to learn how pages are made, not
eighty sites by heart.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from rashomon.ingest.decoding import decode
from rashomon.ingest.pages import html
from rashomon.ingest.plain.grammar import FILES, grammar, label_of, rows_of
from rashomon.ingest.plain.linemodel import CLASSES, Seen
from rashomon.ingest.plain.zones import prepared, seen_of

WORD = re.compile(r"\w+", re.UNICODE)
OTHER, ARTICLE, HEADLINE, BYLINE, CAPTION, RELATED, COMMENT = range(len(CLASSES))
BY_KIND = {
    "headline": HEADLINE,
    "byline": BYLINE,
    "dateline": BYLINE,
    "provenance": BYLINE,
    "caption": CAPTION,
    "related": RELATED,
    "comment": COMMENT,
    "comment_header": COMMENT,
}


@dataclass
class Row:
    text: str
    label: int
    gap: bool = True
    indent: int = 0


@dataclass
class Page:
    name: str
    site: str
    rows: list[Row]
    seen: Seen = field(init=False)
    labels: list[int] = field(init=False)

    def __post_init__(self) -> None:
        text, marks, at = "", {}, 0
        for row in self.rows:
            piece = ("\n\n" if row.gap else "\n") + " " * row.indent + row.text
            at = len(text) + len(piece)
            text += piece
            marks[at] = row.label
        lines = prepared(text)
        self.seen = seen_of(lines)
        ends = sorted(marks)
        self.labels = [marks[ends[bisect_left(ends, line.end)]] for line in lines]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    size = min(4, len(words))
    return Counter(tuple(words[i : i + size]) for i in range(len(words) - size + 1)) if words else Counter()


def in_body(texts: Sequence[str], body: str) -> list[bool]:
    """Which lines stand in the gold: by runs of four words; short ones by their neighbours as well."""
    wanted = shingles(body)
    flat = " " + " ".join(WORD.findall(body)) + " "
    first: list[bool | None] = []
    for text in texts:
        words = WORD.findall(text)
        if len(words) < 4:
            first.append(None if words and " " + " ".join(words) + " " in flat else False)
        else:
            own = shingles(text)
            first.append(sum(min(n, wanted.get(s, 0)) for s, n in own.items()) >= 0.5 * sum(own.values()))
    return [
        bool(any(first[max(0, i - 2) : i]) and any(first[i + 1 : i + 3])) if known is None else known
        for i, known in enumerate(first)
    ]


def folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def markup_kinds(markup: bytes) -> dict[str, int]:
    """What the page's elements say of its lines, by their letters."""
    page = html.read_html(decode(markup).text)
    found: dict[str, int] = {}
    for zone in page.zones:
        label = BY_KIND.get(zone.kind)
        if label is not None:
            for line in page.text[zone.start : zone.end].splitlines():
                found.setdefault(folded(line), label)
    return found


def pages_of(data: Path) -> list[Page]:
    found = []
    for row in map(json.loads, (data / "pages" / "gold.jsonl").read_text("utf8").splitlines()):
        lines = prepared(row["page_text"])
        texts = [line.text for line in lines]
        known = markup_kinds(gzip.decompress((data / "pages" / "html" / f"{row['id']}.html.gz").read_bytes()))
        seen = seen_of(lines)
        rows = []
        for line, body, kind in zip(lines, in_body(texts, row["body"]), seen.kinds, strict=True):
            label = ARTICLE if body else known.get(folded(line.text), BY_KIND.get(kind, OTHER))
            rows.append(Row(line.text, label, line.gap, line.indent))
        site = ".".join(urlsplit(row["url"]).hostname.split(".")[-2:])
        page = Page.__new__(Page)
        page.name, page.site, page.rows, page.seen = row["id"], site, rows, seen
        page.labels = [r.label for r in rows]
        found.append(page)
    return found


NAMES = (
    "Ina Foss|Odd Marl|Lena Quist|J. R. Tull|harbourman|saltpan_sally|Citizen Lamp|Mara Dunn|Tom|Okke Brand"
    "|Grey Heron|anon77"
).split("|")
OUTLETS = "The Lantern|Quay Review|Aldmere Post|The Tide|Harbour Daily|Northern Wire".split("|")
MONTHS = "January February March April May June July August September October November December".split()


def day(chance: random.Random) -> str:
    month, number, year = chance.choice(MONTHS), chance.randint(1, 28), chance.randint(2009, 2024)
    forms = [
        f"{month} {number}, {year}",
        f"{number} {month} {year}",
        f"{month[:3]}. {number}, {year} at {chance.randint(1, 12)}:{chance.randint(10, 59)} pm",
        f"{number:02d}.{MONTHS.index(month) + 1:02d}.{year} {chance.randint(10, 23)}:{chance.randint(10, 59)}",
        f"{chance.randint(2, 11)} {chance.choice(['hours', 'days', 'years', 'months'])} ago",
    ]
    return chance.choice(forms)


@dataclass
class Stock:
    """What pages are put together from."""

    articles: list[list[Row]]
    titles: list[str]
    speech: list[str]
    leads: list[str]
    heads: list[list[Row]]
    tails: list[list[Row]]
    inner: list[list[Row]]
    own: list[list[Row]]


Corpus = tuple[list[list[Row]], list[str], list[str], list[str]]


def articles_of(data: Path) -> Corpus:
    """Articles of the attribution corpus with their titles, direct speech from them, and their first paragraphs."""
    articles, titles, speech, leads = [], [], [], []
    for row in map(json.loads, (data / "attribution" / "train.jsonl").read_text("utf8").splitlines()):
        paragraphs = [p.strip() for p in row["text"].split("\n") if p.strip()]
        title = row["title"].strip()
        if paragraphs and folded(paragraphs[0]) == folded(title):
            paragraphs = paragraphs[1:]
        if len(paragraphs) < 4:
            continue
        head = [Row(title, HEADLINE)] if title else []
        articles.append(head + [Row(p, ARTICLE) for p in paragraphs])
        titles.append(title)
        leads.append(paragraphs[0])
        speech += re.findall(r"[“\"]([A-Z][^“”\"]{40,400}[.!?,])[”\"]", row["text"])
    return articles, [t for t in titles if t], speech, leads


def stock_of(pages: list[Page], corpus: Corpus) -> Stock:
    stock = Stock(*corpus, [], [], [], [])
    for page in pages:
        inside = [i for i, row in enumerate(page.rows) if row.label == ARTICLE]
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        heads = [i for i in range(first) if page.rows[i].label == HEADLINE]
        top = heads[-1] if heads else first
        stock.heads.append(page.rows[:top])
        stock.tails.append(page.rows[last + 1 :])
        stock.own.append(page.rows[top : last + 1])
        run: list[Row] = []
        for row in page.rows[first : last + 1]:
            if row.label == ARTICLE:
                if 0 < len(run) <= 12:
                    stock.inner.append(run)
                run = []
            else:
                run.append(row)
    return stock


def comments(stock: Stock, chance: random.Random) -> list[Row]:
    """A thread of readers' comments in one of several layouts."""
    style = chance.randrange(4)
    buttons = ["Notify of", "Newest Most Voted", "View all comments"]
    openings = [["3 Comments"], buttons, ["Leave a Reply"], ["Comments"], []]
    rows = [Row(t, COMMENT, chance.random() < 0.5) for t in chance.choice(openings if style < 3 else openings[:4])]
    for _ in range(chance.randint(1, 12)):
        name, to, when = chance.choice(NAMES), chance.choice(NAMES), day(chance)
        styles = [[f"{name} says:", when], [name, name, f"Reply to {to}", when], [name, when], [f"Reply to {to}", when]]
        head = styles[style]
        rows += [Row(t, COMMENT, i == 0) for i, t in enumerate(head)]
        said = [chance.choice(stock.speech).rstrip(",") for _ in range(chance.choice((1, 1, 1, 2, 3)))]
        rows += [Row(t, COMMENT, True) for t in said]
        if chance.random() < 0.4:
            rows.append(Row(chance.choice(["Reply", "Report", "Like · Reply · 2", "0"]), COMMENT, False))
    return rows


def teasers(stock: Stock, chance: random.Random) -> list[Row]:
    """Headlines of other articles, alone or with a first sentence, a name and a date."""
    rows = []
    if chance.random() < 0.6:
        heads = ["Related", "More stories", "You may also like", "Read next", "Recent posts", "Trending"]
        rows.append(Row(chance.choice(heads), RELATED))
    full = chance.random() < 0.35
    bullet = chance.choice(["", "", "• ", "  • "])
    for _ in range(chance.randint(2, 9)):
        title = bullet.strip() + (" " if bullet else "") + chance.choice(stock.titles)
        rows.append(Row(title, RELATED, chance.random() < 0.5))
        if full:
            lead = chance.choice(stock.leads)
            short = lead[: chance.randint(80, 160)].rsplit(" ", 1)[0] + "…"
            rows.append(Row(lead if chance.random() < 0.5 else short, RELATED, False))
            if chance.random() < 0.5:
                rows.append(Row(f"{chance.choice(NAMES)} | {day(chance)}", OTHER, False))
    return rows


def furniture(chance: random.Random, lines: list[str], count: int) -> list[Row]:
    return [Row(chance.choice(lines), OTHER, chance.random() < 0.6) for _ in range(count)]


def yes_lines() -> list[tuple[str, int]]:
    """The lines that the grammar's own tests hold up as matching, with what their label says."""
    found = []
    for row in [row for name in FILES for row in rows_of(name)]:
        for text in row.get("yes", ()):
            label = label_of(text)
            if label:
                found.append((text, BY_KIND.get(grammar().labels[label].kind, OTHER)))
    return found


def listed(stock: Stock, chance: random.Random) -> list[Row]:
    """A list inside an article: points, steps, facts, names with figures; or questions and answers."""
    mark = chance.choice(["• ", "  • ", "- ", "* ", "{}. ", "  {}. ", ""])
    short = chance.random() < 0.5
    rows = []
    for number in range(1, chance.randint(4, 13)):
        words = chance.choice(chance.choice(stock.articles)).text.split()
        start = chance.randrange(max(1, len(words) - 4))
        size = chance.randint(2, 7) if short else chance.randint(6, 20)
        text = " ".join(words[start : start + size]).rstrip(",;:")
        text = text[:1].upper() + text[1:] + chance.choice(["", "", ".", ";", f" – {chance.randint(2, 90)}"])
        indent = 2 if mark.startswith(" ") else 0
        rows.append(Row(mark.strip().format(number) + (" " if mark else "") + text, ARTICLE, number == 1, indent))
    leads = ["Key points", "What we know", "In short:", "Here is the list:", "The results", "Ingredients"]
    lead = [Row(chance.choice(leads), ARTICLE)]
    return (lead if chance.random() < 0.6 else []) + rows


def laid_out(rows: list[Row], chance: random.Random) -> list[Row]:
    """The same rows in another layout: no blank lines, blank lines everywhere, or as they were; without indents."""
    how = chance.random()
    found = []
    flat = chance.random() < 0.4
    for row in rows:
        gap = row.gap if how < 0.5 else how > 0.75
        text = re.sub(r"^[•*·]\s+", "", row.text) if flat else row.text
        found.append(Row(text or row.text, row.label, gap, 0 if flat else row.indent))
    return found


def mixed_page(stock: Stock, chance: random.Random, lines: list[tuple[str, int]], number: int) -> Page:
    """One page of parts that do not belong together."""
    source = stock.own if stock.own and chance.random() < 0.35 else stock.articles
    article = list(chance.choice(source))
    brief = chance.random() < 0.2
    if brief:
        article = article[: chance.randint(3, 6)]
    if article[0].label != HEADLINE or chance.random() < 0.15:
        article = [r for r in article if r.label != HEADLINE] or article
    rows: list[Row] = []
    if chance.random() < 0.6 and stock.heads:
        rows += chance.choice(stock.heads)
    for i, row in enumerate(article):
        rows.append(row)
        if i == 0 and row.label == HEADLINE and chance.random() < 0.6:
            rows += about(chance)
        elif i and chance.random() < 0.02:
            rows += listed(stock, chance)
        elif i and chance.random() < 0.05 and stock.inner:
            rows += chance.choice(stock.inner)
        elif i and chance.random() < (0.25 if brief else 0.03):
            rows += [Row(t, label) for t, label in [chance.choice(lines)]]
    if chance.random() < 0.5:
        rows += [Row(t, label, chance.random() < 0.6) for t, label in chance.sample(lines, chance.randint(1, 6))]
    if chance.random() < 0.4:
        rows += comments(stock, chance)
    if chance.random() < 0.4:
        rows += teasers(stock, chance)
    if chance.random() < 0.6 and stock.tails:
        rows += chance.choice(stock.tails)
    page = Page(f"mixed-{number}", "", laid_out(rows, chance))
    return in_other_script(page, chance) if chance.random() < 0.2 else page


SCRIPTS = tuple(
    range(*span) for span in ((0x430, 0x44A), (0x3B1, 0x3CB), (0x627, 0x641), (0x5D0, 0x5EA), (0xAC00, 0xB400, 70))
)
"""Letters of five scripts; of the last, which leaves no spaces, one in seventy."""
LETTER_ORDER = "etaoinshrdlcumwfgypbvkjxqz"


def in_other_script(page: Page, chance: random.Random) -> Page:
    """The page with its letters in another alphabet, without capitals, and in some without most spaces: what holds for
    pages of a language that no page at hand is in.
    """
    script = list(chance.choice(SCRIPTS))
    chance.shuffle(script)
    table = {ord(a): chr(script[i % len(script)]) for i, a in enumerate(LETTER_ORDER)}
    dense = script[0] >= 0xAC00

    def turned(text: str) -> str:
        text = text.lower().translate(table)
        return re.sub(r"(\w)\w(?=\w)", r"\1", text) if dense else text

    page.seen = page.seen._replace(texts=[turned(text) for text in page.seen.texts])
    return page


def about(chance: random.Random) -> list[Row]:
    """Who wrote it and when, below the headline."""
    name = chance.choice(NAMES[:4])
    forms = [
        [f"By {name}"], [f"By {name}", day(chance)], [day(chance)],
        [f"{name} | {chance.choice(OUTLETS)} | {day(chance)}"],
        [f"by {name} via {chance.choice(OUTLETS)}"], [name, chance.choice(OUTLETS)], [f"Published: {day(chance)}"],
    ]  # fmt: skip
    return [Row(t, BYLINE, chance.random() < 0.4) for t in chance.choice(forms)]


def mixed_pages(pages: list[Page], corpus: Corpus, count: int, seed: int) -> list[Page]:
    chance = random.Random(seed)
    stock = stock_of(pages, corpus)
    lines = yes_lines()
    return [mixed_page(stock, chance, lines, i) for i in range(count)]
