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
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from rashomon.answers import Status
from rashomon.publish.commenting import counted, pages_of
from rashomon.publish.markup import FOLDS, INLINE, Marked, preview, visible
from rashomon.publish.overview import PRONOUNS, SPEAKERS_SHOWN, all_skips, card_of, speakers, unnamed, words
from rashomon.publish.placing import placing
from rashomon.records import Claim, Document, Fragment, Part, Reading, Skip, Zone

if TYPE_CHECKING:
    from jinja2 import Environment

SCRIPTS = ("state.js", "table.js", "passages.js", "keys.js")
STYLES = ("page.css", "documents.css", "print.css")
RELATIONS = {
    "authored": "written by",
    "via": "via",
    "first_published": "first published by",
    "republished": "taken over from",
    "wire": "sent by",
    "translated": "translated from",
    "quoted": "quotes",
    "cites": "rests on",
}
"""How the page words what a text says of its origin."""
FORMS = ("direct", "mixed", "indirect")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
"""What UTF-8 or HTML cannot hold; each becomes U+FFFD, one for one, so that offsets stay true."""


class Paragraph(NamedTuple):
    """A block of a document on the page.

    `kind` is its class, `tag` what it was taken for and how surely, `parts` the numbers of the articles that begin with
    it, `opens` is set where a comment begins.
    """

    html: str
    kind: str
    tag: str
    parts: list[int]
    blank: bool
    opens: bool
    author: str
    when: str
    reply_to: str


class Shown(NamedTuple):
    """A stretch of a document on the page; a folded one says in its summary what it is."""

    kind: str
    folded: bool
    size: int
    comments: int
    preview: str
    paragraphs: list[Paragraph]


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


class Page(NamedTuple):
    """A document on the page. `echoed`: its text has the headline already; `height`: how tall it may be, as a class."""

    document: Document
    heading: str
    language: str
    reading: Reading
    stretches: list[Shown]
    claims: int
    echoed: bool
    height: int


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
            contents=[(r.document, _heading(r.document), len(r.claims)) for r in read if r.document],
            outlets=_outlets(read),
            forms=[(form, sum(c.form == form for c in claims)) for form in FORMS],
            attitudes=_attitudes(claims),
            claims=len(claims),
            comments=sum(z.kind == "comment" for r in shown for z in r.zones),
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
    are flat lists of code points (start, end, start, end ...).
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
                "title": _heading(document),
                "outlet": document.outlet,
                "published": document.published,
                "sha256": document.sha256,
                "claims": rows,
            }
        )
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


def _heading(document: Document) -> str:
    return document.title or document.name


def _same(one: str, other: str) -> bool:
    """Whether two headlines are one but for case, punctuation, and what either adds at its end or beginning."""
    a, b = ("".join(filter(str.isalnum, text.casefold())) for text in (one, other))
    return bool(a and b) and (a in b or b in a)


def _outlets(readings: Sequence[Reading]) -> list[tuple[str, int, int]]:
    """Outlets by name with their counts of documents and claims; documents without one come last, under no name."""
    counts: dict[str, list[int]] = {}
    for reading in readings:
        if reading.document:
            count = counts.setdefault(reading.document.outlet, [0, 0])
            count[0] += 1
            count[1] += len(reading.claims)
    return [(name, *counts[name]) for name in sorted(counts, key=lambda n: (not n, n.casefold()))]  # type: ignore[misc]


def page(reading: Reading) -> Page:
    """A document ready for the template."""
    document = reading.document
    assert document is not None  # noqa: S101 - `render` leaves out readings without a document
    marked = Marked(reading)
    begun = list(enumerate(reading.parts, 1))
    stretches = [
        Shown(
            kind=run.kind,
            folded=run.kind in FOLDS.values(),
            size=run.end - run.start,
            comments=sum(z.kind == "comment" for z in run.zones),
            preview=preview(document.text[run.start : min(run.end, run.start + 400)]),
            paragraphs=list(_paragraphs(marked, run.start, begun)),
        )
        for run in marked.runs
    ]
    estimate = 400 + len(document.text) // 70 * 30
    return Page(
        document=document,
        heading=_heading(document),
        language=document.language if LANGUAGE.fullmatch(document.language) else "",
        reading=reading,
        stretches=stretches,
        claims=len(counted(reading.claims)),
        echoed=any(
            run.kind == "headline" and _same(_heading(document), document.text[run.start : run.end])
            for run in marked.runs
        ),
        height=min(9, (estimate // 500).bit_length()),
    )


def _paragraphs(marked: Marked, run: int, begun: list[tuple[int, Part]]) -> Iterator[Paragraph]:
    """The blocks of a run; `begun` are the articles that have not begun yet, and is used up."""
    for start, end, zone, comment in marked.blocks[run]:
        blank = not marked.text[start:end].strip()
        kind = "" if zone is None or zone.kind in ("body", "headline", "comment", *INLINE) else zone.kind
        said = (comment.author, comment.when, comment.reply_to) if comment else ("", "", "")
        parts = []
        while not blank and begun and begun[0][1].start < end:
            parts.append(begun.pop(0)[0])
        yield Paragraph(marked.block(end), kind, "" if blank else tag(zone), parts, blank, comment is not None, *said)


def tag(zone: Zone | None) -> str:
    """What a block was taken for, how surely if not almost so, and who said so if it was no rule and no model."""
    if zone is None:
        return ""
    sure = "" if zone.p >= 0.95 else f" {likelihood(zone.p)}"
    by = {"person": ", by a person", "pile": ", repeated in the outlet"}.get(zone.made_by, "")
    return f"{zone.kind.replace('_', ' ')}{sure}{by}"


def _table(document: Document, claims: Sequence[Claim]) -> Table:
    return Table(document, _heading(document), [_row(document.text, c) for c in claims])


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


def likelihood(p: float) -> str:
    """A probability to two places; never 0 or 1, which would claim more than a calibration can know."""
    if p >= 0.995:
        return ">.99"
    if p < 0.005:
        return "<.01"
    return f"{p:.2f}".removeprefix("0")


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
    environment.globals["relations"] = RELATIONS
    return environment


def _parameter(text: str) -> str:
    from urllib.parse import quote

    return quote(UNWRITABLE.sub("\ufffd", text), safe="")
