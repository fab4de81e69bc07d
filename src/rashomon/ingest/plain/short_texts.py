"""Short texts: a message, a note, a headline and a few paragraphs, as people paste them.

The line model learned from saved pages, where a line of few words among few lines is a menu's. A text that holds
sentences and shows no sign of a page around them is somebody's text as a whole, so that no line of it is furniture.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from rashomon.ingest.plain.heads import CLOCK_FIRST, long_words, related_to, role_of
from rashomon.ingest.plain.linemodel import ARTICLE, OTHER, RELATED
from rashomon.ingest.plain.lines import Line, Verdict, title_like
from rashomon.ingest.plain.wrapping import is_short
from rashomon.records import ARTICLE_ZONES

FEW_WORDS = 4
"""Words of a line that may be a menu's."""
FEW_LABELS = 2
"""A line or two of the page that came along with a copied text."""
LEAST_LONG_WORDS = 2
"""Longer words of a line that is more than a count or a time."""
FEW_LINES = 8
"""Lines at most of a text without the end of a sentence in it, half of them longer than a menu's."""
RUN = 2
"""So many such lines in a row are a subhead, a greeting or a signature; more are a menu."""
SENTENCE = 2
"""Words of the shortest sentence."""
HEAD = 2
"""Lines without a sentence above the first that holds one: a title, and a standfirst or a greeting."""
KEPT = ARTICLE_ZONES | {"byline", "dateline", "provenance"}
"""What the line model may make of a line of such a text."""
BYLINE_WORDS = 16
HEADLINE_WORDS = (2, 24)
STOPPED_WORDS = 14
"""Words of a headline that ends with a full stop at most."""
FOREIGN = 0.35
"""From this chance on the line model is believed that a line, if it is no prose, is a page's own."""
TITLE_P, PROSE_P = 0.8, 0.85
"""How sure such a headline, and such a line of the article, is at least; set by hand, with caution."""
ADDRESS = re.compile(r"\S*(?:://|www\.)\S*$")
"""A line that is a web address and no more."""
MARKED = re.compile(r"^[#@]|://|^www\.|^\w{1,2}:")
"""A line of hashtags, a handle, an address, or a question after a speaker's initial."""
SPEAKS = re.compile(
    r"\b(?:i|we|you|he|she|it|they|the|an?|this|that|there|ich|wir|er|sie|es|der|die|das|ein|eine|je|nous|il|elle|le|la|les"
    r"|un|une|el|los|las|una)\b",
    re.IGNORECASE,
)
"""Words that titles leave out: a first line with one of them that ends with a full stop is the first sentence."""


def whole_of(lines: list[Line]) -> int:
    """How many lines, from the first, are the text of a person as a whole, labelled ones aside; 0 where a page shows.

    Below the last sentence above a label that begins other matter, the line model judges.
    """
    labels = sum(1 for line in lines if line.label)
    if not is_short(lines) or labels > FEW_LABELS:
        return 0
    end = next((i for i, line in enumerate(lines) if line.label and any(map(is_sentence, lines[:i]))), len(lines))
    end = max((i + 1 for i, line in enumerate(lines[:end]) if is_sentence(line) or is_long(line)), default=0)
    own = list(filter(is_own, lines))
    sentences = sum(map(is_sentence, own))
    if labels and not any(line.prose for line in own):
        return 0
    if not sentences:
        return end if not labels and len(own) < FEW_LINES and 2 * sum(map(is_long, own)) >= len(own) else 0
    runs = [len(list(run)) for slight, run in itertools.groupby(own, is_slight) if slight]
    if sum(runs) > sentences + 1 or max(runs, default=0) > RUN or len(list(head_of(own))) > HEAD:
        return 0
    return end if 2 * sum(map(is_sentence, lines[:end])) >= sentences else 0


def head_of(lines: list[Line]) -> Iterator[Line]:
    """The lines above the first sentence, but for authors and days."""
    for line in itertools.takewhile(lambda line: not is_sentence(line), lines):
        if not line.bullet and role_of(line, BYLINE_WORDS) is None:
            yield line


def is_own(line: Line) -> bool:
    """Whether nothing in a line itself says that it is no text: no label, and more than an address."""
    return not line.label and ADDRESS.match(line.text) is None


def is_sentence(line: Line) -> bool:
    """Whether a line ends like a sentence, or is long enough to hold one."""
    return not line.label and (line.prose or (line.closed and line.words >= SENTENCE and line.text[-1] != ":"))


def is_long(line: Line) -> bool:
    """Whether a line has more words than a menu's, and not numbers alone."""
    return not line.label and line.words > FEW_WORDS and len(long_words(line.text)) >= LEAST_LONG_WORDS


def is_slight(line: Line) -> bool:
    """Whether a line has so few words, and no end of a sentence, that it may be a menu's."""
    return 0 < line.words <= FEW_WORDS and not line.closed and role_of(line, BYLINE_WORDS) is None


def kept_whole(lines: list[Line], verdicts: list[Verdict], scores: list[list[float]]) -> None:
    """Overrules what the line model took for a page's own in lines of such a text, and finds the text's headline."""
    headed = any(verdict.kind == "headline" for verdict in verdicts[: len(lines)])
    title = -1 if headed else title_of(lines)
    for i, (line, row) in enumerate(zip(lines, scores, strict=False)):
        if i == title:
            verdicts[i] = Verdict("headline", TITLE_P, "grammar")
        elif verdicts[i].kind not in KEPT and is_own(line) and (line.prose or max(row[OTHER], row[RELATED]) < FOREIGN):
            role = role_of(line, BYLINE_WORDS)
            kind = role or ("list" if line.bullet else "body")
            verdicts[i] = Verdict(kind, round(max(row[ARTICLE], PROSE_P), 3), "grammar")


def title_of(lines: list[Line]) -> int:
    """The number of the headline: the first line that is no byline, no date and no label; -1 where it can be none."""
    first = next((i for i, line in enumerate(lines) if is_own(line) and not role_of(line, BYLINE_WORDS)), -1)
    below = list(filter(is_own, lines[first + 1 :]))
    if first < 0 or not any(map(is_sentence, below[:4])):
        return -1
    return first if can_be_title(lines[first], below) else -1


def can_be_title(line: Line, below: list[Line]) -> bool:
    """Whether the first line of a text may be its headline; `below`: the lines of the article."""
    text = line.text
    least, most = HEADLINE_WORDS
    if line.bullet or not least <= line.words <= most or text[-1] in ":;," or text[0].islower():
        return False
    if MARKED.search(text) or CLOCK_FIRST.match(text):
        return False
    bare = text.rstrip("”\"’'»)")
    if not line.closed or bare[-1:] != ".":
        return True
    if line.words > STOPPED_WORDS or not below[0].gap or SPEAKS.search(text):
        return False
    prose = "\n".join(each.text for each in below)
    return title_like(bare.rstrip(".")) or related_to(line, long_words(prose))
