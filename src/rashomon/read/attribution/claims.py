"""Claims of a document: relations of the trained reader as records, with form and a calibrated probability."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from rashomon import __version__, settings
from rashomon.read.attribution.extents import run_on
from rashomon.read.attribution.relations import Relation, read_relations
from rashomon.read.attribution.soundness import sound
from rashomon.read.quotations import Quotation, find_quotations
from rashomon.read.states import States, see
from rashomon.read.tagging import Encoded, encode
from rashomon.read.tagging import Fragment as Words
from rashomon.read.wordpieces import packaged
from rashomon.records import ARTICLE_ZONES, Claim, Document, Form, Fragment, Making, Zone

PLUGIN = "claims"


def making() -> Making:
    """How this reader's rows are made: plugin, version, and a sha256 over the digests of the model's files."""
    from rashomon.models import CLAIM_READER, card, digest_of

    model = digest_of(card(CLAIM_READER))
    return Making(id=f"{PLUGIN}-{__version__}-{model[:8]}", plugin=PLUGIN, version=__version__, model=model)


def article_only(text: str, zones: Sequence[Zone]) -> str:
    """The text with all that is not the article blanked out: the same length, so offsets hold.

    Line breaks stay, but for those inside a zone that only wrap its lines at a column. What opens a paragraph stays,
    too, for the model was trained on paragraphs as they are printed; `_Page.fragments` leaves it out of what is said.
    """
    out, at = [], 0
    for i, zone in enumerate(zones):
        if zone.kind in ARTICLE_ZONES or (zone.kind in OPENING and _opens(text, zones, i)):
            out += [_blank(text[at : zone.start]), _WRAPPED.sub(" ", text[zone.start : zone.end])]
            at = zone.end
    out.append(_blank(text[at:]))
    return "".join(out)


_WRAPPED = re.compile(r"(?<=[^\n]{40}[\w,;(-])\n(?=[\w“\"'(])")
"""A line break after a line of more than 40 characters that ends in mid-sentence."""


def _opens(text: str, zones: Sequence[Zone], i: int) -> bool:
    """Whether a paragraph of the article goes on behind a zone, in the same line."""
    after = next((z for z in zones[i + 1 :] if z.kind not in OPENING), None)
    return after is not None and after.kind == "body" and "\n" not in text[zones[i].start : after.start]


OPENING = frozenset({"dateline", "provenance"})
"""Zones that may open a paragraph ("OSLO (Agency) -"): nobody says them, but the paragraph reads on from them."""


def _blank(text: str) -> str:
    return re.sub(r"[^\n]+", lambda run: " " * len(run[0]), text)


def stretches(document: Document, zones: Sequence[Zone]) -> Iterator[States]:
    """The article's text as the encoder sees it, in stretches of at most `settings.READ_AT_ONCE` characters.

    After `settings.READ_PIECES` pieces the rest of the text is not read.
    """
    from rashomon.models import claim_model

    model = claim_model()
    text = article_only(document.text, zones)
    pieces = 0
    for start, stop in parts(text, settings.READ_AT_ONCE):
        encoded = encode(text[start:stop], packaged())
        pieces += len(encoded.ids)
        if pieces > settings.READ_PIECES:
            return
        yield see(text[start:stop], encoded, model, start)


def read_claims(document: Document, zones: Sequence[Zone], states: States) -> list[Claim]:
    """Claims of one stretch of a document, in the order of their cues, without those under the card's threshold."""
    from rashomon.models import claim_model

    model = claim_model()
    page = _Page(
        document.id, document.text, states.at, states.encoded, find_quotations(states.text), zones, making().id
    )
    claims: list[Claim] = []
    for relation in read_relations(states, model):
        p = probability(relation.signals, model.card["calibration"])
        if p >= model.card["threshold"]:
            claim = _claim(page, relation, p)
            claims += [claim] if claim.zone in ARTICLE_ZONES else []  # "(Agency) -" is no claim of anybody's
    formed = [_formed(page, claim) for claim in claims]
    quoted = [Fragment(start=page.at + q.start, end=page.at + q.end) for q in page.quotations]
    return [_formed(page, claim) for claim in sound(document, run_on(document, zones, quoted, formed))]


def parts(text: str, longest: int) -> list[tuple[int, int]]:
    """Cut a text into runs of at most `longest` characters, at a line break or else at a space where there is one."""
    out, at = [], 0
    while len(text) - at > longest:
        # The last quarter is searched, so that every part is long and their number stays in proportion.
        low, high = at + longest * 3 // 4, at + longest
        stop = text.rfind("\n", low, high)
        stop = stop if stop >= 0 else text.rfind(" ", low, high)
        stop = stop + 1 if stop >= 0 else high
        out.append((at, stop))
        at = stop
    if at < len(text):
        out.append((at, len(text)))
    return out


@dataclass(frozen=True, slots=True)
class _Page:
    """What all claims of one part of a document share; `text` is that of the whole, `at` is where the part begins."""

    doc: str
    text: str
    at: int
    encoded: Encoded
    quotations: list[Quotation]
    zones: Sequence[Zone]
    making: str

    def zone_at(self, offset: int) -> Zone | None:
        """The zone around a character of the document; zones stand in order."""
        i = bisect_right(self.zones, offset, key=lambda z: z.start) - 1
        return self.zones[i] if i >= 0 and offset < self.zones[i].end else None

    def fragments(self, words: Sequence[Words]) -> tuple[Fragment, ...]:
        """Runs of words as runs of characters of the document, without what opens a paragraph of the article."""
        start, end = self.encoded.start, self.encoded.end
        runs = ((self.at + int(start[f.first]), self.at + int(end[f.last])) for f in words)
        found = tuple(Fragment(start=self._inside(low, high), end=high) for low, high in runs)
        # A run that lies in the opening altogether is left out where there is another.
        return tuple(f for f in found if (z := self.zone_at(f.start)) is None or z.kind not in OPENING) or found

    def _inside(self, low: int, high: int) -> int:
        """Where a run enters the article; its own start when it lies in the article, or never enters it."""
        i = bisect_right(self.zones, low, key=lambda z: z.start) - 1
        if i < 0 or self.zones[i].kind not in OPENING:
            return low
        return next((z.start for z in self.zones[i + 1 :] if z.kind not in OPENING and z.start < high), low)


def probability(signals: Sequence[float], calibration: Sequence[float]) -> float:
    """A logistic function of the log odds of a relation's signals, to four places; the first weight is the bias."""
    total = calibration[0]
    for weight, signal in zip(calibration[1:], signals, strict=True):
        total += weight * log_odds(signal)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def log_odds(signal: float) -> float:
    """Log odds of a signal in [0, 1], bounded at one in a thousand."""
    clipped = min(max(signal, 1e-3), 1 - 1e-3)
    return math.log(clipped / (1 - clipped))


def _claim(page: _Page, relation: Relation, p: float) -> Claim:
    content = page.fragments(relation.contents)
    cue = page.fragments([relation.cue])
    source = page.fragments([relation.source] if relation.source else [])
    at = cue[0].start
    zone = page.zone_at(at)
    if zone and zone.kind == "headline":
        # A headline speaks for itself: what the text below it says is not part of it.
        content = tuple(f for f in content if f.end <= zone.end) or content
    return Claim(
        id=f"{page.doc}.c{at}",
        doc=page.doc,
        source=source,
        cue=cue,
        content=content,
        form="indirect",  # told by `_formed` when the content is settled
        p=p,
        zone=zone.kind if zone else "body",
        making=page.making,
    )


def _formed(page: _Page, claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, form=form_of(claim.content, page.quotations, page.at))


def form_of(content: Sequence[Fragment], quotations: Sequence[Quotation], at: int = 0) -> Form:
    """The form of a content: direct when quotation marks enclose all of it but a mark or two, indirect when none.

    A mark that is never closed counts only for a content that holds it. `at` is where the quotations' text begins.
    """
    length = quoted = 0
    for f in content:
        start, end = f.start - at, f.end - at
        length += end - start
        for q in quotations:
            if q.balanced or start <= q.start:
                quoted += max(0, min(end, q.end) - max(start, q.start))
    if quoted == 0:
        return "indirect"
    return "direct" if length - quoted <= 2 else "mixed"
