"""Lengths of time that follow from when they began: "abducted in 2016 and held for five years until 2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.records import Sentence, Time
from rashomon.weigh.article import Article, day_of
from rashomon.weigh.spans import Span, as_time
from rashomon.weigh.stretches import Stretch, stretches

_HELD = re.compile(
    r",?\s(?:[^.;:()]{0,60}?[\s,])?"
    r"(?:and|where|but|then|were|was|(?:have|has|had)\s+been|until then)\s"
    r"(?:(?:were|was|been|had\s+been|then|there|they|he|she|it)\s){0,3}"
    r"(?:held|kept|detained|captive|missing|besieged|lasted)(?:\s(?!for\b)[a-z]+){0,4}?(?:\s+for)?\s+",
    re.IGNORECASE,
)
"""What stands between the day on which somebody is seized and how long they are held."""
_LASTS = re.compile(
    r",?\s(?:has|have)\s(?:now\s|already\s)?"
    r"(?:lasted|gone on|dragged on|raged|continued|run|been going on)(?:\sfor)?\s+",
    re.IGNORECASE,
)
_BEGAN = re.compile(r"\b(?:began|begun|started|broke out|erupted)\s(?:in|on)?\s?$", re.IGNORECASE)
_UNTIL = re.compile(r"[^.;:]{0,40}?\b(?:until|till|before)\b[^.;:]{0,80}", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|would|to be|could|may|might|should|sentenced|if)\b", re.IGNORECASE)


def ends_told(article: Article, passage: Sentence) -> Iterator[tuple[Stretch, Span, Span]]:
    """Each length of time of a passage with the days it began and ended on.

    Where the text does not say when it ended, it is no later than the day of publication: such a length is given only
    when it does not fit in.
    """
    for stretch in stretches(article.text, passage.start, passage.end):
        times = [t for t in article.times_in(passage) if t.end <= stretch.start or t.start >= stretch.end]
        before = [t for t in times if t.end <= stretch.start]
        if not before or not before[-1].earliest or _AHEAD.search(article.text, passage.start, passage.end):
            continue
        began, gap = before[-1], article.text[before[-1].end : stretch.start]
        published = day_of(article.published(stretch.start))
        now = Span(stretch.start, stretch.end, published, published, "day", 1.0) if published else None
        if _LASTS.fullmatch(gap) and _BEGAN.search(article.text, max(0, began.start - 20), began.start) and now:
            yield stretch, as_time(began), now
        elif _HELD.fullmatch(gap) and _dates(article, began):
            after = [t for t in times if t.start >= stretch.end]
            ended = _end(article, stretch, after)
            if ended and _dates(article, ended):
                yield stretch, as_time(began), as_time(ended)
            elif not after and now and now.earliest and _is_longer(stretch, as_time(began), now):
                yield stretch, as_time(began), now


def _dates(article: Article, time: Time) -> bool:
    return time.type in ("DATE", "TIME") and (article.says_day(time) or article.says_year(time)) and as_time(time).known


def _end(article: Article, stretch: Stretch, after: list[Time]) -> Time | None:
    """The one date after "until"."""
    if len(after) != 1:
        return None
    return after[0] if _UNTIL.fullmatch(article.text, stretch.end, after[0].start) else None


def _is_longer(stretch: Stretch, began: Span, now: Span) -> bool:
    """Whether a length of time does not fit in before a day."""
    if began.earliest is None or now.latest is None:
        return False
    return (now.latest - began.earliest).days + 1 < stretch.low
