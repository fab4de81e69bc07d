"""Several articles in one page: elements of equal standing that each hold a heading and prose of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rashomon.ingest.dates import date_in
from rashomon.ingest.pages.blocks import Page
from rashomon.ingest.pages.html_article import is_prose
from rashomon.ingest.pages.html_readings import signal
from rashomon.records import Part, Zone

LEAST = 400
"""Characters of prose: an article element with less, or with less than two paragraphs, is a teaser or a card."""
EQUAL = 0.2
"""Share of the longest article's prose that another one of equal standing has at least."""
MOST = 200
"""Articles of a page that are told apart."""


class Range(NamedTuple):
    """The blocks of one article, first and last, and the number of its heading's block."""

    first: int
    last: int
    headline: int


def ranges_of(page: Page) -> list[Range]:
    """The articles of a page that holds several, in order; none when it holds one or gives no elements for them."""
    if len(page.tree.articles) < 2:
        return []
    members: dict[int, list[int]] = {}
    for i, block in enumerate(page.blocks):
        if block.context.area == 0:
            for number in lineage(page, block.context.article):
                members.setdefault(number, []).append(i)
    prose = {number: [i for i in blocks if is_prose(page, i)] for number, blocks in members.items()}
    mass = {number: sum(page.size(i) for i in blocks) for number, blocks in prose.items()}
    whole = {n for n in members if mass[n] >= LEAST and len(prose[n]) >= 2 and heading(page, members[n], prose[n]) >= 0}
    inner = innermost(page, whole, mass)
    longest = max((mass[n] for n in inner), default=0)
    chosen = sorted((n for n in inner if mass[n] >= EQUAL * longest), key=lambda n: members[n][0])[:MOST]
    if len(chosen) < 2:
        return []
    return [Range(members[n][0], members[n][-1], heading(page, members[n], prose[n])) for n in chosen]


def lineage(page: Page, number: int) -> Iterator[int]:
    """An article's number and those of the articles around it."""
    for _ in range(20):
        if not number:
            return
        yield number
        number = page.tree.articles.get(number, 0)


def heading(page: Page, members: list[int], prose: list[int]) -> int:
    """The block of an article's heading above its prose, the greatest first; -1 for none."""
    above = [i for i in members if i <= prose[0] and 0 < page.blocks[i].context.heading <= 3] if prose else []
    return min(above, key=lambda i: (page.blocks[i].context.heading, i), default=-1)


def innermost(page: Page, whole: set[int], mass: dict[int, int]) -> set[int]:
    """The articles without those that only hold several others, and without those inside one that is one itself."""
    inside: dict[int, list[int]] = {}
    for number in whole:
        for outer in list(lineage(page, number))[1:]:
            if outer in whole:
                inside.setdefault(outer, []).append(number)
    holders = {n for n, parts in inside.items() if len(parts) > 1 and sum(mass[p] for p in parts) >= 0.8 * mass[n]}
    kept = whole - holders
    return {n for n in kept if not any(outer in kept for outer in list(lineage(page, n))[1:])}


def parts_of_page(page: Page, ranges: list[Range], zones: tuple[Zone, ...]) -> tuple[Part, ...]:
    """A part for each article, with the title, author and day that its own zones give."""
    parts: list[Part] = []
    for part in ranges:
        start, end = page.blocks[part.first].start, page.blocks[part.last].end
        own = [zone for zone in zones if start <= zone.start and zone.end <= end]
        found = {"headline": "", "byline": "", "dateline": ""}
        for zone in own:
            if zone.kind in found and not found[zone.kind]:
                found[zone.kind] = page.text[zone.start : zone.end]
        author = next((s.value for s in signal("author", found["byline"][:200], "")), "")
        title = " ".join(found["headline"].split())
        parts.append(Part(start=start, end=end, title=title, author=author, published=date_in(found["dateline"])))
    return tuple(parts)
