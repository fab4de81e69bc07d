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
from typing import TYPE_CHECKING, Any

import msgspec

from rashomon.answers import Status
from rashomon.publish.claim_data import FORMS, page_data
from rashomon.publish.commenting import commented, counted, outer, pages_of
from rashomon.publish.disputing import AT_MOST, AT_ONCE, disputed
from rashomon.publish.fitting import fitting, odd_words
from rashomon.publish.link_data import counts, links_data
from rashomon.publish.markup import preview, visible
from rashomon.publish.naming import Naming
from rashomon.publish.origins import day_of
from rashomon.publish.overview import all_skips, card_of
from rashomon.publish.pages import heading, page
from rashomon.publish.placing import placing
from rashomon.publish.plain_table import table
from rashomon.publish.sayings import Sayings
from rashomon.publish.speaking import speaking
from rashomon.publish.value_data import Values, spots_by_document, values_data
from rashomon.publish.when import when
from rashomon.publish.where import where
from rashomon.publish.wording import VOCABULARIES, Value
from rashomon.records import Claim, Document, Finding, Links, Reading, Skip

if TYPE_CHECKING:
    from jinja2 import Environment

SCRIPTS = ("state.js", "filters.js", "table.js", "spans.js", "card.js", "passages.js", "voice.js", "values.js",
           "timeline.js", "keys.js")  # fmt: skip
MAP_SCRIPTS = ("map_view.js", "map_marks.js")
LINK_SCRIPTS = ("listing.js", "sayings.js", "layers.js", "ways.js", "statements.js", "copies.js", "known.js")
STYLES = ("page.css", "table.css", "documents.css", "card.css", "values.css", "links.css", "print.css")
BRIEF_NAME = 40
"""Longer names are cut where a name is only pointed at."""
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
"""What UTF-8 or HTML cannot hold; each becomes U+FFFD, one for one, so that offsets stay true."""


def write(  # noqa: PLR0913 - what a dossier is made of
    path: Path,
    title: str,
    readings: Iterable[Reading],
    status: Status,
    skips: Sequence[Skip],
    cards: Sequence[dict[str, Any]],
    *,
    findings: Sequence[Finding] = (),
    links: Links = Links(),  # noqa: B008 - frozen
) -> None:
    """One self-contained HTML file at `path`, put in place only when it is whole; the same input gives the same bytes.

    `readings` in the order in which the documents shall stand; `cards` are the model cards as read from their files.
    """
    given = list(readings)
    html = UNWRITABLE.sub("\ufffd", render(title, given, status, skips, cards, findings=findings, links=links))
    with placing(path) as out:
        out.write(html)


def render(  # noqa: PLR0913 - as above
    title: str,
    readings: Sequence[Reading],
    status: Status,
    skips: Sequence[Skip],
    cards: Sequence[dict[str, Any]],
    *,
    findings: Sequence[Finding] = (),
    links: Links = Links(),  # noqa: B008 - frozen
) -> str:
    """The dossier as one string."""
    from markupsafe import Markup

    omitted = all_skips(skips, readings)
    paged = list(pages_of(readings))
    naming = Naming(paged, omitted)
    shown = [naming.reading(one) for one in paged]
    read = [msgspec.structs.replace(r, claims=tuple(counted(r.claims))) for r in shown]
    marked = any(r.times or r.places or r.quantities for r in read)
    values = Values(when(read), where(read), fitting(findings, read), marked)
    sayings = Sayings(shown, naming)
    tied = links_data(links, sayings)
    script = _script(bool(values.where.sites), bool(tied))
    style = "".join(_packaged(name) for name in STYLES)
    spots = spots_by_document(findings)
    return (
        _environment()
        .get_template("dossier.html.j2")
        .render(
            title=title,
            status=status,
            values=values,
            disputes=disputed(links, sayings),
            open=AT_ONCE,
            at_most=AT_MOST,
            linked=counts(tied, links),
            odd=lambda document: odd_words(findings, document),
            pages=(page(r, spots.get(r.document.id, ()) if r.document else ()) for r in shown),
            tables=(table(r) for r in read if r.document),
            contents=[_contents(r) for r in read if r.document],
            vocabularies=VOCABULARIES,
            speaking=speaking(read),
            **_counted(read, shown),
            skips=[naming.skip(one) for one in omitted],
            cards=[card_of(c) for c in cards],
            policy=policy(script, style),
            script=Markup(script),  # noqa: S704 - our own files
            style=Markup(style),  # noqa: S704 - our own files
            data=Markup(as_json(page_data(shown) | values_data(shown, values) | tied)),  # noqa: S704 - as_json leaves nothing that ends a script
        )
    )


def _counted(read: Sequence[Reading], shown: Sequence[Reading]) -> dict[str, Any]:
    """What the page tells in numbers, and the values that its filters offer."""
    claims = [c for r in read for c in r.claims]
    return {
        "documents": sum(_own(r) for r in read),
        "outlets": _outlets(read),
        "forms": [(form, sum(c.form == form for c in claims)) for form in FORMS],
        "choices": {name: _choices(name, claims) for name in ("attitude", "certainty", "evidence", "identified")},
        "lengths": sorted(Counter(len(c.chain) for c in claims if c.chain).items()),
        "claims": len(outer(claims)),
        "inner": len(claims) - len(outer(claims)),
        "comments": sum(commented(r) for r in shown),
        "remarks": sum(len(r.claims) for r in shown) - len(claims),
        "voice": sum(len(r.accounts) for r in read),
        "drifting": sum(bool(r.drifts) for r in read),
        "doubtful": max(1, round(sum(1 - c.p for c in claims))),
    }


def _contents(reading: Reading) -> tuple[Document, str, int, int, bool]:
    """A document in the list of all: its heading, its claims, those inside others, and whether its headline drifts."""
    document, claims = reading.document, len(outer(reading.claims))
    assert document is not None  # noqa: S101 - the caller leaves out readings without a document
    return document, heading(document), claims, len(reading.claims) - claims, bool(reading.drifts)


def _choices(name: str, claims: Sequence[Claim]) -> list[tuple[Value, int]]:
    """The values of a field that occur, in the order of their vocabulary, each with its number of claims."""
    codes = (c.speaker.identification if c.speaker else "" for c in claims)
    found = Counter[str](codes if name == "identified" else (getattr(c, name) for c in claims))
    return [(value, found[code]) for code, value in VOCABULARIES[name].items() if found[code]]


def _script(mapped: bool, linked: bool) -> str:
    """The page's script; what draws the map, and what lists the links, is in it only where there are any."""
    names = (*SCRIPTS[:-1], *(MAP_SCRIPTS if mapped else ()), *(LINK_SCRIPTS if linked else ()), SCRIPTS[-1])
    vendored = [_packaged("geo.js", "map")] if mapped else []
    vendored += [_packaged("curves.js", "lineage")] if linked else []
    return '(() => {\n"use strict";\n' + "".join([*vendored, *map(_packaged, names)]) + "})();\n"


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


def _packaged(name: str, folder: str = "templates") -> str:
    text = files("rashomon.publish").joinpath(folder, name).read_text("utf-8")
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
    environment.filters["brief"] = lambda text: preview(text, BRIEF_NAME)
    environment.filters["asis"] = Markup
    environment.filters["count"] = lambda n: f"{n:,}"
    environment.filters["parameter"] = _parameter
    environment.filters["day"] = day_of
    return environment


def _parameter(text: str) -> str:
    from urllib.parse import quote

    return quote(UNWRITABLE.sub("\ufffd", text), safe="")
