"""A line a claim, for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from rashomon.answers import Status
from rashomon.chain import weakest
from rashomon.publish.placing import placing
from rashomon.records import Claim, Links, Reading, Speaker
from rashomon.text import quote

COLUMNS = (
    "claim",
    "document",
    "name",
    "title",
    "outlet",
    "author",
    "published",
    "updated",
    "captured",
    "url",
    "source",
    "cue",
    "content",
    "form",
    "attitude",
    "zone",
    "p",
    "start",
    "end",
    "speaker",
    "kind",
    "identification",
    "role",
    "affiliation",
    "ground_rules",
    "certainty",
    "evidence",
    "evidence_words",
    "loaded",
    "chain",
    "chain_length",
    "weakest",
    "parent",
    "sure_attitude",
    "sure_certainty",
    "sure_evidence",
    "sure_chain",
    "sure_parent",
    "sure_speaker",
    "statement",
    "origin",
    "origins_low",
    "origins_high",
)
_STARTS_A_FORMULA = frozenset("=+-@|%＝＋－＠")


def write(path: Path, status: Status, readings: Iterable[Reading], links: Links) -> None:  # noqa: ARG001 - an exporter
    """Write one line for each claim, with the names of the columns first.

    The last columns say which statement it is a member of, from whom it comes in the end, and how many independent
    origins the statement has, at least and at most.

    A cell of text that a spreadsheet would take for a formula gets an apostrophe in front. The byte order mark makes
    spreadsheets read UTF-8 as such.
    """
    with placing(path, encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in _rows(readings, links):
            writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, whatever white space or control characters it begins with."""
    first = next((c for c in cell if c.isprintable() and not c.isspace()), "")
    clean = cell.replace("\0", "\ufffd")
    return f"'{clean}" if first in _STARTS_A_FORMULA else clean


def _rows(readings: Iterable[Reading], links: Links) -> Iterator[tuple[str | float, ...]]:
    statements = {member: one.id for one in links.statements for member in one.members}
    origins = {way.claim: way.steps[-1].name for way in links.lineages if way.steps}
    for reading in readings:
        d = reading.document
        if d is None:
            continue
        for c in reading.claims:
            words = (quote(d.text, c.source), quote(d.text, c.cue), quote(d.text, c.content))
            run = (min(f.start for f in c.content), max(f.end for f in c.content)) if c.content else (0, 0)
            about = (c.id, d.id, d.name, d.title, d.outlet, d.author, d.published, d.updated, d.captured, d.url)
            counted = links.origins.get(statements.get(c.id, ""))
            bounds = (counted.low, counted.high) if counted else ("", "")
            across = (statements.get(c.id, ""), origins.get(c.id, ""), *bounds)
            yield (*about, *words, c.form, c.attitude, c.zone, c.p, *run, *_depth(d.text, c), *across)


def _depth(text: str, claim: Claim) -> tuple[str | float, ...]:
    """Who speaks, how sure, on what evidence, through whom; a probability that nobody gave is an empty cell."""
    who = claim.speaker or Speaker()
    speaker = (who.name, who.kind, who.identification, who.role, who.affiliation, who.ground_rules)
    at, why = weakest(claim.chain) if claim.chain else (0, "")
    chain = (
        " > ".join(link.name for link in claim.chain),
        len(claim.chain),
        f"{claim.chain[at].name}: {why}" if why else "",
    )
    stance = (claim.certainty, claim.evidence, quote(text, claim.evidence_at), quote(text, claim.loaded))
    sure = [claim.sure.get(field, "") for field in ("attitude", "certainty", "evidence", "chain", "parent")]
    return (*speaker, *stance, *chain, claim.parent or "", *sure, claim.speaker.p if claim.speaker else "")
