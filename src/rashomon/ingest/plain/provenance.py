"""Where a text says it comes from: who wrote it for whom, where it first stood, which wire sent it, whom it cites.

The rules for single lines are in provenance.toml. Citing in running text is found around the names of outlets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from rashomon.ingest.plain.cites import cites_in
from rashomon.records import Provenance, Relation, Zone

CAP = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ\d@][\w’'&/-]*(?:\.[\w-]+)*"
SKIPPED = frozenset({"comment", "comment_header", "share", "support", "rating", "related", "caption"})
"""Zones whose lines say nothing of where the text comes from."""
LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
LONGEST = 400
"""Characters at the start and the end of a line in which a rule looks."""
URL = re.compile(r"\bhttps?://[^\s<>\"”)\]]{4,300}")
YEARS = re.compile(
    r"(?:\d{1,4}\W?)+|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b.*"
)


class Rule(NamedTuple):
    """A rule of provenance.toml, compiled."""

    relation: Relation
    triggers: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None

    def found(self, line: str) -> Iterator[re.Match[str]]:
        """The first match of each pattern, unless the exception is found; of several in one place, the first."""
        end = -1
        for pattern in self.patterns:
            match = pattern.search(line)
            if match is None or match.start("name") < end:
                continue
            if not YEARS.fullmatch(match.group("name")) and not (self.unless and self.unless.search(line)):
                end = match.end("name")
                yield match


@cache
def data() -> dict[str, Any]:
    """The data file."""
    import tomllib

    return tomllib.loads(files("rashomon.ingest.plain").joinpath("provenance.toml").read_text(encoding="utf-8"))


def patterns_of_names() -> dict[str, str]:
    """What NAME and AGENCY stand for in the rules; the case of their letters counts."""
    names = data()["names"]
    join = rf"(?: & | (?:{'|'.join(names['joins'].split())})(?= {CAP[: CAP.index(']') + 1]})| )"
    article = "(?:" + "|".join(names["articles"].split()) + ")"
    arabic = r"[\u0600-\u06ff]+(?: [\u0600-\u06ff]+){0,3}"
    name = rf"(?-i:(?:{article} )?{CAP}(?:{join}{CAP}){{0,6}}|{arabic})"
    return {"NAME": name, "AGENCY": "(?-i:" + "|".join(names["agencies"]) + ")"}


def compiled(row: dict[str, Any]) -> Rule:
    """The rule in a row of the file; raises `KeyError` or `re.error` for a row that is wrong."""
    names = patterns_of_names()
    sources = [source.replace("NAME", names["NAME"]).replace("AGENCY", names["AGENCY"]) for source in row["patterns"]]
    patterns = tuple(re.compile(source, re.IGNORECASE) for source in sources)
    unless = re.compile(row["unless"], re.IGNORECASE) if "unless" in row else None
    return Rule(row["relation"], tuple(row["triggers"]), patterns, unless)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules for lines, compiled once a process."""
    return tuple(map(compiled, data()["rule"]))


def provenance_in(text: str, zones: Sequence[Zone]) -> tuple[Provenance, ...]:
    """What the text says of its origin, in order; comments, teasers and captions are not asked.

    The passages of another document that stand in block quotes are `quoted` from whoever was cited last before them.
    """
    found: dict[tuple[int, int, str], Provenance] = {}
    low = text.lower()
    active = [rule for rule in rules() if any(word in low for word in rule.triggers)]
    for start, line in lines_asked(text, zones):
        for one in of_line(line, start, active):
            found.setdefault((one.start, one.end, one.relation), one)
    for one in cites_in(text, zones):
        if not any(one.start < other.end and other.start < one.end for other in found.values()):
            found[one.start, one.end, one.relation] = one
    for one in quoted(zones, sorted(found.values(), key=lambda p: p.start)):
        found[one.start, one.end, one.relation] = one
    return tuple(sorted(found.values(), key=lambda p: (p.start, p.end, p.relation)))


def lines_asked(text: str, zones: Sequence[Zone]) -> Iterator[tuple[int, str]]:
    """The lines that may say something of the text's origin: offset and line."""
    at = 0
    for match in LINE.finditer(text):
        raw = match.group()
        line = raw.strip()
        if not line:
            continue
        start = match.start() + raw.index(line[0])
        while at < len(zones) and zones[at].end <= start:
            at += 1
        kind = zones[at].kind if at < len(zones) and zones[at].start <= start else ""
        if kind not in SKIPPED:
            yield start, line


def of_line(line: str, start: int, active: Sequence[Rule]) -> Iterator[Provenance]:
    """What one line says, by the rules that the text calls for; `start` is its offset."""
    pieces = [(0, line)] if len(line) <= 2 * LONGEST else [(0, line[:LONGEST]), (len(line) - LONGEST, line[-LONGEST:])]
    for offset, piece in pieces:
        low = piece.lower()
        for rule in active:
            if any(word in low for word in rule.triggers):
                for match in rule.found(piece):
                    yield record(rule, match, start + offset)


def record(rule: Rule, match: re.Match[str], start: int) -> Provenance:
    """What a rule found in a piece of the text that begins at `start`."""
    first, last = match.span("say" if "say" in match.groupdict() else 0)
    url = URL.search(match.string, match.end())
    return Provenance(
        start=start + first,
        end=start + first + len(match.string[first:last].rstrip()),
        relation=rule.relation,
        name=match.group("name").strip(" ,.;:…"),
        url=url.group().rstrip(".,;") if url else "",
    )


def quoted(zones: Sequence[Zone], said: Sequence[Provenance]) -> Iterator[Provenance]:
    """Block quotes, each run of them as one, from the outlet that was cited last before, if that is near."""
    i = 0
    while i < len(zones):
        if zones[i].kind != "blockquote":
            i += 1
            continue
        first = i
        while i < len(zones) and zones[i].kind == "blockquote":
            i += 1
        lead = zones[first - 1] if first else None
        before = [p for p in said if lead and p.relation == "cites" and lead.start <= p.start < lead.end]
        if before:
            yield Provenance(
                start=zones[first].start,
                end=zones[i - 1].end,
                relation="quoted",
                name=before[-1].name,
                url=before[-1].url,
            )


def title_given(text: str, zones: Sequence[Zone]) -> str:
    """The title that a feed's last line gives the text ("The post TITLE appeared first on NAME"), or nothing."""
    for _, line in lines_asked(text, zones):
        low = line.lower()
        for rule in rules():
            if rule.relation == "first_published" and any(word in low for word in rule.triggers):
                for match in rule.found(line[: 2 * LONGEST]):
                    title = match.groupdict().get("title")
                    if title:
                        return str(title).strip()
    return ""
