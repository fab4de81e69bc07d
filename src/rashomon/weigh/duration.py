"""Lengths of time against the days that the text gives for their two ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor

from rashomon.records import Finding, Fragment, Sentence, Spot, Time
from rashomon.weigh.article import Article, Spanned, day_of, single_day
from rashomon.weigh.lasting import ends_told
from rashomon.weigh.spans import NO_YEAR, Span, as_time, lasting
from rashomon.weigh.stating import DIFFERS, FITS, OPEN, Said, count, figure, finding, plural, quoted, side
from rashomon.weigh.stretches import DAYS, UNITS, Stretch, stretches

_LATER = re.compile(
    r"\s{1,2}(?:later|afterwards?|after that|thereafter|(earlier|previously|beforehand|before that))\b", re.I
)
_AFTER = re.compile(r"\s{1,2}(?:after|following|since|(before|prior to|ahead of|until))\s{1,2}", re.I)
_TO_DATE = re.compile(
    r"\s{0,2}[,:(–—-]?\s{0,3}(?:(?:exactly|that is|namely)\s+)?(?:on|in)?\s{0,2}(?:the\s{1,2})?", re.I
)
_FROM_DATE = re.compile(r"\s{0,2}[,(–—-]?\s{0,3}(?:(?:came|fell|was|followed|only|just|exactly|and)\s{1,2}){0,2}", re.I)
_UP_TO_REFERENCE = re.compile(r"[^.;:,()]{0,80}", re.I)
_RUN = re.compile(r"\s{1,2}(?:to|until|till|through|and)\s{1,2}(?:the\s{1,2})?", re.I)
_BEFORE_RUN = re.compile(r"\b(?:from|between)\s{1,2}(?:the\s{1,2})?$", re.I)
_LASTS = re.compile(
    r"\b(?:last(?:ed|s|ing)?|for|over|during|within|took|takes?|spann?(?:ed|ing|s)|(?:went on|continued) for)\s+"
    r"(?:the\s+|about\s+|some\s+)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s{1,2}(?:the\s{1,2})?$", re.I)
_SINCE_GAP = re.compile(
    r"\s{0,2}[,(–—-]\s{0,3}(?:or\s+|that is,?\s+|a\s+span\s+of\s+|for\s+|some\s+)?(?:since\s{1,2})?", re.I
)
_PAST = re.compile(r"\bhad\b", re.I)
_FAR = 2500  # characters back to a day that "later" may count from
_DAYS_BACK = 6  # as many of them
_IN_THE = re.compile(r"\b(?:in|during|within|over) the\s+(?:last\s+|first\s+)?$", re.I)
_SURE = 0.7  # a day that is read less surely accuses nobody
_NEAR = 40  # characters before a length in which the expression that holds it may begin
_TOGETHER = 80  # characters of a length and its date that are shown as one


def durations(article: Article) -> Iterator[Finding]:
    """A finding for each length of time whose two ends the text gives, or ought to."""
    for passage in article.passages():
        if not UNITS.search(article.text, passage.start, passage.end):
            continue
        found = list(stretches(article.text, passage.start, passage.end))
        if not found:
            continue
        for stretch in found:
            yield from _from_day_to_day(article, passage, stretch)
            yield from _since(article, passage, stretch)
            yield from _window(article, passage, stretch)
        if len(found) == 1:
            yield from _run(article, passage, found[0])
        for stretch, began, ended in ends_told(article, passage):
            yield _compared(article, stretch, ended, began, False, inclusive=True)


def _from_day_to_day(article: Article, passage: Sentence, stretch: Stretch) -> Iterator[Finding]:
    """What is "two weeks later, on 27 December", or "on 27 September, nine days before the attack of 6 October"."""
    later, after = _LATER.match(article.text, stretch.end), _AFTER.match(article.text, stretch.end)
    if later:
        dated = _dated(article, passage, stretch, later.end())
        if dated:
            yield _counted(article, stretch, dated, bool(later.group(1)))
    elif after:
        reference = _reference(article, passage, stretch, after.end())
        end = reference.end if reference and reference.start >= after.end() else after.end()
        dated = _dated(article, passage, stretch, end, reference)
        if dated:
            yield _anchored(article, stretch, dated, reference, bool(after.group(1)))


def _dated(
    article: Article, passage: Sentence, stretch: Stretch, end: int, other: Spanned | None = None
) -> Time | None:
    """The day or year that the text gives beside a length of time for its end: after `end`, or right before."""
    times = [t for t in article.times_in(passage) if _dates(article, t) and not (other and _overlap(t, other))]
    for time in times:
        if end <= time.start <= end + 24 and _TO_DATE.fullmatch(article.text[end : time.start]):
            return time
    for time in reversed(times):
        if 0 <= stretch.start - time.end <= 30 and _FROM_DATE.fullmatch(article.text[time.end : stretch.start]):
            return time
    return None


def _dates(article: Article, time: Time) -> bool:
    """Whether a time is a date that stands by itself, with a day of a month or a year in its words."""
    return time.type in ("DATE", "TIME") and (article.says_day(time) or article.says_year(time)) and as_time(time).known


def _overlap(one: Spanned, other: Spanned) -> bool:
    return one.start < other.end and other.start < one.end


def _reference(article: Article, passage: Sentence, stretch: Stretch, end: int) -> Span | None:
    """The date in what follows "after" or "before", or else the day that is known for the event there."""
    reach = _UP_TO_REFERENCE.match(article.text, end, passage.end)
    limit = reach.end() if reach else end
    for time in article.times_in(Sentence(start=end, end=limit + 1)):
        if _dates(article, time):
            return as_time(time)
    for time in article.within(article.times, max(0, stretch.start - _NEAR), stretch.end):
        if time.anchor == "event" and time.anchor_at and _overlap(time, stretch):
            day = day_of(time.anchor_day)
            return Span(time.anchor_at.start, time.anchor_at.end, day, day, "day", time.p) if day else None
    return None


def _anchored(article: Article, stretch: Stretch, dated: Time, reference: Span | None, before: bool) -> Finding:
    there = as_time(dated)
    if reference is None:
        words = (
            f"the text gives no day for the event {'before' if before else 'after'} which "
            f"{quoted(article.words(stretch))} is counted"
        )
        return _open(article, stretch, there, words)
    return _compared(article, stretch, there, reference, before)


def _counted(article: Article, stretch: Stretch, dated: Time, before: bool) -> Finding:
    """The finding for "two weeks later, on 27 December", which leaves open from which day it is counted."""
    there = as_time(dated)
    known, sure = _earlier_days(article, stretch, dated)
    published = day_of(article.published(stretch.start))
    if before and published:  # "a month earlier" may be told from today
        known = [*known, Span(stretch.start, stretch.end, published, published, "day", 1.0)]
    for span in known:
        if lasting(*((there, span) if before else (span, there)), stretch)[0] == FITS:
            return _compared(article, stretch, there, span, before)
    if not sure or _is_turned(there, sure, before):
        words = f"the text does not say from which day {quoted(article.words(stretch))} is counted"
        return _open(article, stretch, there, words)
    return _compared(article, stretch, there, sure, before)


def _is_turned(there: Span, reference: Span, before: bool) -> bool:
    """Whether the day that is said to be later is the earlier one: then it is counted from another."""
    one, other = (there, reference) if before else (reference, there)
    if one.earliest is None or other.earliest is None or NO_YEAR in (one.precision, other.precision):
        return False
    return one.precision == other.precision and one.earliest >= other.earliest


def _earlier_days(article: Article, stretch: Stretch, dated: Time) -> tuple[list[Span], Span | None]:
    """The days before in the text, the nearest first; and the one that is surely meant, if one is."""
    first = min(stretch.start, dated.start)
    earlier = article.within(article.times, max(0, first - _FAR), first)
    days = [as_time(t) for t in earlier if _dates(article, t) and article.in_article(t) and t.end <= first]
    days = days[::-1][:_DAYS_BACK]
    for time in article.within(article.times, stretch.start, stretch.end):
        at = time.anchor_at
        if time.anchor == "expression" and at and not _overlap(at, dated):
            anchor = next((t for t in article.within(article.times, at.start, at.end)), None)
            if anchor and anchor.earliest:
                return [as_time(anchor), *days], as_time(anchor)
    number = article.number_of_sentence(first)
    near = [d for d in days if number - article.number_of_sentence(d.start) <= 1]
    return days, near[0] if len({(d.earliest, d.latest) for d in near}) == 1 else None


def _run(article: Article, passage: Sentence, stretch: Stretch) -> Iterator[Finding]:
    """What is "a nine-day siege from 3 to 12 March", or "lasted nine days, from 3 to 12 March"."""
    compound = "-" in article.words(stretch) and stretch.unit != "year"
    if not compound and not _LASTS.search(article.text, max(0, stretch.start - 30), stretch.start):
        return
    times = [t for t in article.times_in(passage) if not _overlap(t, stretch)]
    runs = [pair for pair in pairwise(times) if _is_run(article, *pair)]
    if len(runs) == 1 and len(times) == 2:
        first, last = (as_time(t) for t in runs[0])
        yield _compared(article, stretch, last, first, False, inclusive=True)


def _is_run(article: Article, first: Time, last: Time) -> bool:
    gap = article.text[first.end : last.start]
    before = article.text[max(0, first.start - 20) : first.start]
    known = bool(first.earliest and last.earliest)
    return (
        known
        and bool(_RUN.fullmatch(gap))
        and bool(_BEFORE_RUN.search(before) or article.words(first).lower().startswith(("from ", "between ")))
    )


def _window(article: Article, passage: Sentence, stretch: Stretch) -> Iterator[Finding]:
    """What is "three attacks in the ten days before the raid, on 3, 5 and 9 May": whether those lie in the ten."""
    if not _IN_THE.search(article.text, max(passage.start, stretch.start - 16), stretch.start):
        return
    tied = (t for t in article.times_in(passage) if t.anchor == "event" and t.anchor_at and _overlap(t, stretch))
    time = next(tied, None)
    if time is None or time.anchor_at is None:
        return
    first, last = day_of(time.earliest), day_of(time.latest)
    event = quoted(article.words(time.anchor_at))
    there = Span(time.start, time.end, first, last, "day", time.p)
    if first is None or last is None:
        yield _open(article, stretch, there, f"the text gives no day for {event}")
        return
    items = [t for t in article.times_in(passage) if t.start > time.end and article.says_day(t) and single_day(t)]
    if not items:
        yield _open(article, stretch, there, f"the text does not say on which days it happened, near {event}")
    for item in items:
        yield _in_window(article, stretch, there, as_time(item))


def _in_window(article: Article, stretch: Stretch, window: Span, item: Span) -> Finding:
    """Whether a day lies in the days that are counted from an event."""
    first, last, day = window.earliest, window.latest, item.earliest
    inside = bool(first and last and day and first <= day <= last)
    outcome = FITS if inside else DIFFERS if min(window.p, item.p) >= _SURE else OPEN
    reason = (
        f"{item.words} is {'one' if inside else 'none'} of the days that {quoted(article.words(stretch))} means here, "
    )
    reason += f"{window.words}."
    sides = (side(article.words(window), window.words, window.p), side(article.words(item), item.words, item.p))
    told = Said(reason=reason, computed=window.words, tolerance="none", sides=sides, p=window.p * item.p)
    return finding("duration", outcome, [article.spot(item), article.spot(window)], told)


def _since(article: Article, passage: Sentence, stretch: Stretch) -> Iterator[Finding]:
    """What is "for five years, since 2014" or "since 2014, five years", up to the day of publication."""
    for time in article.times_in(passage):
        if not _dates(article, time) or _overlap(time, stretch):
            continue
        said = article.words(time).lower().startswith("since")
        if not said and not _SINCE.search(article.text, max(0, time.start - 12), time.start):
            continue
        start, end = (stretch.end, time.start) if stretch.start < time.start else (time.end, stretch.start)
        if not _SINCE_GAP.fullmatch(article.text[start:end]):
            continue
        there = as_time(time)
        published = day_of(article.published(stretch.start))
        if published is None or _PAST.search(article.text, passage.start, passage.end):
            yield _open(article, stretch, there, "the text does not say up to which day it is counted")
            return
        now = Span(stretch.start, stretch.end, published, published, "day", 1.0)
        yield _compared(article, stretch, now, there, False)
        return


def _compared(
    article: Article, stretch: Stretch, dated: Span, reference: Span, before: bool, *, inclusive: bool = False
) -> Finding:
    """The finding for a length of time from a reference to a day (or back to it, when `before`)."""
    first, last = (dated, reference) if before else (reference, dated)
    outcome, computed, why = lasting(first, last, stretch, inclusive)
    said = article.words(stretch)
    if outcome == DIFFERS and min(dated.p, reference.p) < _SURE:
        outcome, why = OPEN, f"it is not sure enough that {quoted(article.words(reference))} is {reference.words}"
    if outcome == OPEN:
        return _open(article, stretch, dated, why, reference, computed)
    reason = f"From {first.words} to {last.words} it is {computed}"
    reason += f", which agrees with {quoted(said)}." if outcome == FITS else f"; the text has {quoted(said)}."
    if dated.start == stretch.start:
        reason += " The later day is that of publication."
    spots = [_spot(article, stretch, dated), *([] if _inside(reference, stretch) else [article.spot(reference)])]
    told = Said(
        reason=reason,
        computed=computed,
        tolerance=_allowed(stretch),
        sides=_sides(article, stretch, dated, reference),
        p=dated.p * reference.p,
    )
    return finding("duration", outcome, spots, told)


def _open(
    article: Article, stretch: Stretch, dated: Span, why: str, reference: Span | None = None, computed: str = ""
) -> Finding:
    spots = [_spot(article, stretch, dated), *([article.spot(reference)] if reference else [])]
    said = Said(
        reason=f"The length of time cannot be worked out: {why}.",
        computed=computed,
        tolerance=_allowed(stretch),
        sides=_sides(article, stretch, dated, reference),
        p=dated.p,
    )
    return finding("duration", OPEN, spots, said)


def _spot(article: Article, stretch: Stretch, dated: Span) -> Spot:
    """The length with the date, where they stand side by side."""
    start, end = min(stretch.start, dated.start), max(stretch.end, dated.end)
    near = end - start <= _TOGETHER
    return article.spot(Fragment(start=start, end=end) if near else stretch)


def _sides(article: Article, stretch: Stretch, dated: Span, reference: Span | None) -> tuple[str, ...]:
    sides = [side(article.words(stretch), _allowed(stretch), 1.0)]
    sides += [side(article.words(s), s.words, s.p) for s in (dated, reference) if s and not _inside(s, stretch)]
    return tuple(sides)


def _inside(span: Span, stretch: Stretch) -> bool:
    return (span.start, span.end) == (stretch.start, stretch.end)


def _allowed(stretch: Stretch) -> str:
    """What the words of a length leave open, in their own unit where that is longer than a week."""
    low, high = max(0.0, stretch.low), stretch.high
    days = DAYS[stretch.unit]
    if days > DAYS["week"]:
        least, most = figure(round(low / days, 1)), figure(round(high / days, 1))
        return count(low / days, stretch.unit) if least == most else f"{least} to {most} {plural(stretch.unit)}"
    least_days, most_days = ceil(low), floor(high)
    return count(least_days, "day") if least_days == most_days else f"{least_days} to {most_days} days"
