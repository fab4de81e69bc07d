"""Days of the week against the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rashomon.records import Finding, Fragment, Time
from rashomon.weigh.article import Article, day_of, single_day
from rashomon.weigh.stating import DIFFERS, FITS, OPEN, WEEKDAYS, Said, finding, in_words, listed, quoted, side

_BETWEEN = re.compile(r"\s{0,3}[,(–—-]?\s{0,3}(?:the\s{1,2}|on\s{1,2})?")
_YEARS_AROUND = 5
_YEARS_OFF = 2  # by which a year carried over from elsewhere in a text may be taken wrongly
_SURELY_SAME_YEAR = 150  # days from the day of publication within which nobody means another year


def weekdays(article: Article) -> Iterator[Finding]:
    """A finding for each date that the text gives with a day of the week."""
    for number, time in enumerate(article.times):
        if not article.in_article(time):
            continue
        if time.weekday >= 0 and article.says_day(time):
            yield _checked(article, time, time.weekday, time)
        elif time.weekday >= 0 and number + 1 < len(article.times):
            dated = article.times[number + 1]
            gap = article.text[time.end : dated.start] if dated.start - time.end <= 8 else "no"
            if dated.weekday < 0 and article.says_day(dated) and _BETWEEN.fullmatch(gap) and _bare(article, time):
                yield _checked(article, dated, time.weekday, time)


def _bare(article: Article, time: Time) -> bool:
    return article.words(time).split()[-1:] in [[name] for name in WEEKDAYS]


def _checked(article: Article, time: Time, weekday: int, named: Time) -> Finding:
    """The finding for a date and the day of the week given with it."""
    start, end = min(time.start, named.start), max(time.end, named.end)
    words, said = article.text[start:end], WEEKDAYS[weekday]
    spot = article.spot(Fragment(start=start, end=end))
    day = single_day(time)
    p = time.p * (1 if named is time else named.p)
    if day is None:
        reason = f"The text gives {said} with a date whose year is not known, so that the calendar says nothing."
        return finding("weekday", OPEN, [spot], Said(reason=reason, sides=(side(words, said, p),), p=p))
    computed = WEEKDAYS[day.weekday()]
    outcome = FITS if day.weekday() == weekday else DIFFERS
    reason = f"{in_words(day)} is a {computed} in the calendar; the text has {said}."
    if not article.says_year(time):
        years = _fitting(article, time, day, weekday)
        outcome = OPEN if outcome == DIFFERS and _doubtful(article, time, day, years) else outcome
        reason += _of_the_year(article, time, day, () if outcome == FITS else years)
    sides = (side(words, f"{said}, {in_words(day)}", p),)
    return finding(
        "weekday", outcome, [spot], Said(reason=reason, computed=computed, tolerance="none", sides=sides, p=p)
    )


def _fitting(article: Article, time: Time, day: date, weekday: int) -> list[int]:
    """The years nearby, up to that of publication, in which the date falls on the day of the week."""
    published = day_of(article.published(time.start))
    last = max(published.year, day.year) if published else day.year + _YEARS_AROUND
    return [year for year in range(day.year - _YEARS_AROUND, last + 1) if _weekday_in(day, year) == weekday]


def _doubtful(article: Article, time: Time, day: date, years: Sequence[int]) -> bool:
    """Whether the year may well be another one, in which the date and the day of the week agree."""
    published = day_of(article.published(time.start))
    if time.anchor == "document date" and published and abs((published - day).days) <= _SURELY_SAME_YEAR:
        return False
    return any(abs(year - day.year) <= _YEARS_OFF for year in years)


def _of_the_year(article: Article, time: Time, day: date, years: Sequence[int]) -> str:
    """Which year was assumed, and in which years nearby the two would agree."""
    taken = f" The text does not say the year here; {day.year} was taken"
    if time.anchor_at:
        taken += f" from {quoted(article.words(time.anchor_at))}"
    elif time.anchor == "document date":
        taken += " from the day of publication"
    if not years:
        return f"{taken}."
    return f"{taken}. Date and day of the week would agree in {listed([str(y) for y in years])}."


def _weekday_in(day: date, year: int) -> int:
    """The weekday of the same day in another year, -1 when that year has no such day."""
    try:
        return day.replace(year=year).weekday()
    except ValueError:
        return -1
