"""Inside the article: datelines at the start of a paragraph, and passages of other documents quoted whole."""

from __future__ import annotations

import re

from rashomon.ingest.plain.lines import Line, Verdict
from rashomon.records import ZoneKind

PLACE = r"[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ.’'-]+(?:[ -][A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ.’'-]+){0,3}"
AREA = r"(?:,\s(?:[A-Z][\w.’'-]*\s?){1,4})?"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DAY = rf"(?:,\s(?:{MONTH}\s\d{{1,2}}|\d{{1,2}}\s[A-Z][a-z]+)(?:,?\s\d{{4}})?)?"
SLASHED = r"/(?:TASS|ТАСС|AFP|APA|IRNA|SANA|PTI|Xinhua)/\.?"
WIRE = r"\((?:[A-Z][A-Za-z.]{1,20}(?:[ /][A-Z][A-Za-z.]{1,20}){0,3})\)"
DASH = r"(?:--|[-–—])"
DASHES = r"[-–—]++"
DATELINE = re.compile(
    rf"(?P<place>{PLACE}(?:/{PLACE})*{AREA}{DAY})"
    rf"(?:\s*(?P<wire>{WIRE}\s*{DASHES}|{WIRE}(?=\s)|{DASHES})|\.?\s*(?P<slashed>{SLASHED}))\s+(?=\S)"
)
PLACE_AND_WIRE = re.compile(
    r"[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ.’'/ -]{2,}+(?:,\s[A-Z][\w.’'-]*+(?:\s[A-Z][\w.’'-]*+){0,3})?"
    rf"{DAY}\s*+(?:\([A-Z][\w ./]{{1,40}}\))?\Z"
)
AGENCY = "CNN|AP|AFP|UPI|Reuters|TASS|Xinhua|DPA|EFE|ANSA|IRNA|SANA|RIA|BBC"
SIGNED = re.compile(rf"(?P<wire>\((?:{AGENCY})(?: [A-Z]\w+)?\)\s*{DASH}?)\s*(?=\S)")
RELAYS = re.compile(
    r"\b(?:report(?:s|ed)?|article|statement|editorial|essay|op-ed|letter|memo|document|transcript|press release"
    r"|excerpt|passage|wr(?:ites?|ote|itten)|details?|detailed|notes?|noted|explains?|explained|reads?|publish(?:es|ed)|quot(?:es|ed|ing)"
    r"|according to|states?|stated|continues?|as follows)\b",
    re.IGNORECASE,
)
VOICE = re.compile(
    r"^(?:The\s|In (?:its|the)\s)?(?:[A-Z][\w.’'&-]*(?:\s[A-Z][\w.’'&-]*){0,4}"
    r"|paper|newspaper|report|article|outlet|statement|magazine|agency)"
    r"(?:\s(?:report|article|story|piece|investigation|paper))?"
    r"\s(?:further|also|then|later|now|itself|goes on|went on|adds?|added|continues?|continued|concludes?|concluded)\b"
)
LONGEST_QUOTE = 14
"""Paragraphs: a passage that goes on for longer is not taken for one."""


def is_dateline(line: str) -> bool:
    """Whether a line is a dateline alone, above the paragraph that it begins; old wires end it with a low line."""
    place = line.rstrip("-–—_ ")
    return 3 <= len(place) <= 60 and len(place) < len(line) and PLACE_AND_WIRE.match(place) is not None


def split_dateline(line: Line) -> list[tuple[int, int, ZoneKind]]:
    """The pieces of a paragraph: place and day (dateline), who sent it (provenance), and the rest, which is body."""
    text, start = line.text, line.start
    head = text[:120]
    if head[:1] != "(" and not head[:2].isupper():
        return [(start, line.end, "body")]
    match = DATELINE.match(head) or SIGNED.match(head)
    if match is None or line.words < 8:
        return [(start, line.end, "body")]
    found: list[tuple[int, int, ZoneKind]] = []
    sender = "slashed" if match.groupdict().get("slashed") else "wire"
    wire = match.group(sender)
    if "place" in match.groupdict():
        if wire[0] in "(/":
            found.append((start, start + len(match.group("place").rstrip()), "dateline"))
        else:
            found.append((start, start + len(match.group().rstrip()), "dateline"))
    if wire[0] in "(/":
        found.append((start + match.start(sender), start + match.start(sender) + len(wire.rstrip()), "provenance"))
    return [*found, (start + match.end(), line.end, "body")]


def blockquotes(lines: list[Line], verdicts: list[Verdict]) -> None:
    """Marks the passages that are another document's own words: lines after `>`, and paragraphs after a line that hands
    on a report and ends in a colon, up to where the outer voice comes back.

    Without such an end a passage is taken only up to its last paragraph that starts with an ellipsis.
    """
    inside = [i for i, verdict in enumerate(verdicts) if verdict.kind in {"body", "list"}]
    for i in inside:
        if lines[i].text.startswith(">"):
            verdicts[i] = Verdict("blockquote", 0.95, "grammar")
    for at, i in enumerate(inside):
        if lines[i].text.endswith((":", ":”")) and lines[i].words >= 8 and RELAYS.search(lines[i].text):
            for k in inside[at + 1 : at + 1 + passage(lines, inside[at + 1 :])]:
                verdicts[k] = Verdict("blockquote", 0.8, "grammar")


def passage(lines: list[Line], after: list[int]) -> int:
    """How many of the paragraphs after a colon are quoted; 0 when nothing tells where the passage ends."""
    ellipsis = 0
    for number, i in enumerate(after[: LONGEST_QUOTE + 1]):
        text = lines[i].text
        if number and VOICE.match(text):
            return number
        if text.startswith(("…", "...", "[…]", "[...]", "(...)")):
            ellipsis = number + 1
        if lines[i].words < 4:
            break
    return ellipsis
