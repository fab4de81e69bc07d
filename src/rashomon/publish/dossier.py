"""Writes a case as one HTML file that stands alone: what was read, every claim, every document with its claims marked.

The file asks nothing of any network. Its policy allows the one script and the one style that this module put in, by
their hashes, and nothing else; every word of a document goes in as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from rashomon.answers import Status
from rashomon.publish.commenting import commented, counted, pages_of
from rashomon.publish.markup import preview, visible
from rashomon.publish.origins import day_of
from rashomon.publish.overview import PRONOUNS, SPEAKERS_SHOWN, all_skips, card_of, speakers, unnamed, words
from rashomon.publish.pages import heading, likelihood, page
from rashomon.publish.placing import placing
from rashomon.records import Claim, Document, Fragment, Reading, Skip

if TYPE_CHECKING:
    from jinja2 import Environment

SCRIPTS = ("state.js", "table.js", "passages.js", "keys.js")
STYLES = ("page.css", "documents.css", "print.css")
FORMS = ("direct", "mixed", "indirect")
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
"""What UTF-8 or HTML cannot hold; each becomes U+FFFD, one for one, so that offsets stay true."""


class Row(NamedTuple):
    """A claim in the table that stands in for the live one where scripts do not run."""

    id: str
    who: str
    why: str
    cue: str
    what: str
    form: str
    p: str


class Table(NamedTuple):
    """The claims of one document in that table."""

    document: Document
    heading: str
    rows: list[Row]


def write(
    path: Path,
    title: str,
    readings: Iterable[Reading],
    status: Status,
    skips: Sequence[Skip],
    cards: Sequence[dict[str, Any]],
) -> None:
    """One self-contained HTML file at `path`, put in place only when it is whole; the same input gives the same bytes.

    `readings` in the order in which the documents shall stand; `cards` are the model cards as read from their files.
    """
    given = list(readings)
    html = UNWRITABLE.sub("\ufffd", render(title, given, status, skips, cards))
    with placing(path) as out:
        out.write(html)


def render(
    title: str, readings: Sequence[Reading], status: Status, skips: Sequence[Skip], cards: Sequence[dict[str, Any]]
) -> str:
    """The dossier as one string."""
    from markupsafe import Markup

    script = '(() => {\n"use strict";\n' + "".join(_packaged(name) for name in SCRIPTS) + "})();\n"
    style = "".join(_packaged(name) for name in STYLES)
    shown = list(pages_of(readings))
    read = [msgspec.structs.replace(r, claims=tuple(counted(r.claims))) for r in shown]
    claims = [c for r in read for c in r.claims]
    voices = speakers(read)
    named = [v for v in voices if v.name.casefold() not in PRONOUNS]
    pronouns = [v for v in voices if v.name.casefold() in PRONOUNS]
    return (
        _environment()
        .get_template("dossier.html.j2")
        .render(
            title=title,
            status=status,
            pages=(page(r) for r in shown),
            tables=(_table(r.document, r.claims) for r in read if r.document),
            contents=[(r.document, heading(r.document), len(r.claims)) for r in read if r.document],
            documents=sum(_own(r) for r in read),
            outlets=_outlets(read),
            forms=[(form, sum(c.form == form for c in claims)) for form in FORMS],
            attitudes=_attitudes(claims),
            claims=len(claims),
            comments=sum(commented(r) for r in shown),
            remarks=sum(len(r.claims) for r in shown) - len(claims),
            unnamed=sum(not c.source for c in claims),
            doubtful=max(1, round(sum(1 - c.p for c in claims))),
            named=named[:SPEAKERS_SHOWN],
            pronouns=pronouns,
            more_named=max(0, len(named) - SPEAKERS_SHOWN),
            skips=all_skips(skips, readings),
            cards=[card_of(c) for c in cards],
            policy=policy(script, style),
            script=Markup(script),  # noqa: S704 - our own files
            style=Markup(style),  # noqa: S704 - our own files
            data=Markup(as_json(claim_data(shown))),  # noqa: S704 - as_json leaves nothing that ends a script
        )
    )


def _attitudes(claims: Sequence[Claim]) -> list[tuple[str, int]]:
    """The attitudes that occur, most frequent first, each with its number of claims."""
    counted = Counter(c.attitude for c in claims if c.attitude)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def policy(script: str, style: str) -> str:
    """The content security policy: nothing from anywhere but this one script and this one style."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "img-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def as_json(value: Any) -> str:
    """JSON that can stand in a script element: no `<`, `>`, `&`, and no line separator that old parsers choke on."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def claim_data(readings: Iterable[Reading]) -> list[dict[str, Any]]:
    """What the page's script needs beyond the page: spans, not words, for the words stand in the documents.

    A claim is [id after the document's id, form, p, source, cue, content, and, if there are any, further facts]; spans
    are flat lists of code points (start, end, start, end ...). A part is [where it begins, title, outlet].
    """
    out = []
    for reading in readings:
        document = reading.document
        if document is None:
            continue
        rows = [_claim(document, claim) for claim in reading.claims]
        out.append(
            {
                "id": document.id,
                "name": document.name,
                "title": heading(document),
                "outlet": document.outlet,
                "published": day_of(document),
                "sha256": document.sha256,
                "claims": rows,
            }
        )
        if reading.parts:
            out[-1]["parts"] = [[part.start, part.title, part.outlet] for part in reading.parts]
    return out


def _claim(document: Document, claim: Claim) -> list[Any]:
    facts = {
        "attitude": claim.attitude,
        "certainty": claim.certainty,
        "evidence": claim.evidence,
        "speaker": claim.speaker.name if claim.speaker else "",
        "identification": claim.speaker.identification if claim.speaker else "",
        "zone": "" if claim.zone == "body" else claim.zone,
    }
    further = {key: value for key, value in facts.items() if value}
    flat = [_flat(claim.source), _flat(claim.cue), _flat(claim.content)]
    short = claim.id.removeprefix(document.id)
    return [short, FORMS.index(claim.form), round(claim.p, 3), *flat, *([further] if further else [])]


def _flat(fragments: Sequence[Fragment]) -> list[int]:
    return [at for f in fragments for at in (f.start, f.end)]


def _own(reading: Reading) -> bool:
    """Whether a reading's document is one of its own: a repaired text is a second page of the same one."""
    return reading.document is not None and reading.document.kind != "repaired"


def _outlets(readings: Sequence[Reading]) -> list[tuple[str, int, int]]:
    """Outlets by name with their counts of documents and claims; documents without one come last, under no name."""
    counts: dict[str, list[int]] = {}
    for reading in readings:
        if reading.document:
            count = counts.setdefault(reading.document.outlet, [0, 0])
            count[0] += _own(reading)
            count[1] += len(reading.claims)
    return [(name, *counts[name]) for name in sorted(counts, key=lambda n: (not n, n.casefold()))]  # type: ignore[misc]


def _table(document: Document, claims: Sequence[Claim]) -> Table:
    return Table(document, heading(document), [_row(document.text, c) for c in claims])


def _row(text: str, claim: Claim) -> Row:
    return Row(
        id=claim.id,
        who=words(text, claim.source),
        why="" if claim.source else unnamed(text, claim),
        cue=words(text, claim.cue),
        what=preview(words(text, claim.content), 140),
        form=claim.form,
        p=likelihood(claim.p),
    )


def _packaged(name: str) -> str:
    text = files("rashomon.publish").joinpath("templates", name).read_text("utf-8")
    return text.replace("\r\n", "\n")


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("rashomon.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["visible"] = lambda text: Markup(visible(text))  # noqa: S704 - `visible` escapes
    environment.filters["asis"] = Markup
    environment.filters["count"] = lambda n: f"{n:,}"
    environment.filters["parameter"] = _parameter
    environment.filters["day"] = day_of
    return environment


def _parameter(text: str) -> str:
    from urllib.parse import quote

    return quote(UNWRITABLE.sub("\ufffd", text), safe="")
