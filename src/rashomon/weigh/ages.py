"""Ages against the days of birth and death that the text gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rashomon.records import Finding, Fragment, Sentence
from rashomon.weigh.article import Article, Spanned, day_of
from rashomon.weigh.spans import Span, as_time
from rashomon.weigh.stating import DIFFERS, FITS, OPEN, Said, finding, in_words, quoted, side
from rashomon.weigh.stretches import value_of

_WORDS = r"\d{1,3}|[a-z]+(?:-[a-z]+)?"
_AGE = re.compile(
    rf"\b(?:at\s+the\s+age\s+of|aged?|at\s+age|(?P<turned>turned|turns|reached(?:\s+the\s+age\s+of)?))\s+(?P<a>{_WORDS})\b"
    rf"|\b(?P<b>{_WORDS})[- ]years?[- ]old\b"
    r"|,\s(?P<c>\d{2}),"
    r"|\bat\s(?P<e>\d{2,3})(?=\s*(?:[.,;\n]|$))"
    rf"|\b(?:was|is)\s+(?P<d>\d{{2}}|{_WORDS})(?=\s*(?:[.,;]|when\b|at\b|years))",
    re.IGNORECASE,
)
_BORN = re.compile(r"\bborn\b[^.;()]{0,60}$", re.IGNORECASE)
_DIED = re.compile(
    r"\b(?:died|dies|death|passed away|dead|was (?:\w+ )?(?:killed|assassinated|executed|murdered|hanged|shot dead))\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\(\s*(?:born\s+|b\.\s*)?(1[5-9]\d\d|20\d\d)\s*[–—-]\s*(1[5-9]\d\d|20\d\d)\s*\)")
_LIFE = re.compile(r"\bborn\b|\(\s*(?:b\.\s*)?[12]\d{3}\s*[–—-]", re.IGNORECASE)
_PRONOUN = re.compile(r"\W*(?:He|She|Born)\b")
_OLDEST = 115
_REACH = 80


@dataclass(frozen=True, slots=True)
class Life:
    """What a passage says of one person's life: birth, death, and the age given with it."""

    born: Span
    died: Span | None
    age: re.Match[str]
    years: int


def ages(article: Article) -> Iterator[Finding]:
    """A finding for each age that stands with a day or year of birth of the one person that is spoken of."""
    if not _LIFE.search(article.text):
        return
    passages = [p for p in article.passages() if article.in_article(p)]
    told = set[int]()
    for number, passage in enumerate(passages):
        run = passage
        if number + 1 < len(passages) and _goes_on(article, passage, passages[number + 1]):
            run = Sentence(start=passage.start, end=passages[number + 1].end)
        for life in (_life(article, passage), _life(article, run)):
            if life and life.age.start() not in told:
                told.add(life.age.start())
                yield _checked(article, run, life)


def _goes_on(article: Article, first: Sentence, second: Sentence) -> bool:
    """Whether a sentence goes on about the same person."""
    return second.start - first.end <= 3 and bool(_PRONOUN.match(article.text, second.start, second.end))


def _life(article: Article, run: Sentence) -> Life | None:
    """The one birth, the one age and the death of a passage about one person; none when there are more."""
    births = [s for s, born in _dated(article, run) if born]
    spoken = [(m, n) for m in _AGE.finditer(article.text, run.start, run.end) if (n := _years_in(m)) is not None]
    if len(births) != 1 or len(spoken) != 1 or len(_persons(article, run)) > 1:
        return None
    match, years = spoken[0]
    died = _death(article, run, births[0])
    return None if match.group("e") and died is None else Life(births[0], died, match, years)


def _dated(article: Article, run: Sentence) -> Iterator[tuple[Span, bool]]:
    """The dates of a passage and whether somebody was born then; "(1957-2020)" gives two."""
    bracket = _YEARS.search(article.text, run.start, run.end)
    if bracket:
        yield _year(bracket, 1), True
        yield _year(bracket, 2), False
    for time in article.times_in(run):
        if not (article.says_day(time) or article.says_year(time)) or not time.earliest:
            continue
        if bracket and bracket.start() <= time.start < bracket.end():
            continue
        born = bool(_BORN.search(article.text, max(run.start, time.start - _REACH), time.start))
        yield as_time(time), born and not _DIED.search(article.text, max(run.start, time.start - 30), time.start)


def _year(match: re.Match[str], group: int) -> Span:
    year = int(match.group(group))
    return Span(match.start(group), match.end(group), date(year, 1, 1), date(year, 12, 31), "year", 1.0)


def _death(article: Article, run: Sentence, born: Span) -> Span | None:
    """The date that stands with the death of the person."""
    for span, birth in _dated(article, run):
        if birth or span.start == born.start:
            continue
        bracket = _YEARS.search(article.text, max(run.start, span.start - 12), min(run.end, span.end + 12))
        near = article.text[max(run.start, span.start - _REACH) : min(run.end, span.end + 40)]
        if bracket or _DIED.search(near):
            return span
    return None


def _years_in(match: re.Match[str]) -> int | None:
    words = next((match.group(g) for g in "abcde" if match.group(g)), "")
    value = value_of(words)
    return int(value) if value is not None and value == int(value) and 0 < value <= _OLDEST and words != "a" else None


def _persons(article: Article, run: Spanned) -> set[str]:
    return {m.entity or m.id for m in article.reading.mentions if m.kind == "person" and run.start <= m.start < run.end}


def _checked(article: Article, run: Sentence, life: Life) -> Finding:
    """The finding for an age: as it was at death, or on the day that stands with it, or on that of publication."""
    references = _references(article, run, life)
    words = life.age.group().strip(" ,")
    at = Fragment(
        start=life.age.start() + life.age.group().index(words),
        end=life.age.start() + life.age.group().index(words) + len(words),
    )
    spots = [article.spot(at), article.spot(life.born)]
    sides = [side(words, f"{life.years} years", 1.0), side(article.words(life.born), life.born.words, life.born.p)]
    known = [(name, span) for name, span in references if span.known]
    if not known or not life.born.known:
        reason = f"The age {quoted(words)} cannot be worked out: the text gives no day on which it holds."
        return finding("duration", OPEN, spots, Said(reason=reason, sides=tuple(sides), p=life.born.p))
    fitting = [(name, span) for name, span in known if _fits(life, span)]
    name, span = (fitting or known)[0]
    low, high = _age(life.born, span)
    computed = (
        f"{low} years" if low == high else f"{low} or {high} years" if high - low == 1 else f"{low} to {high} years"
    )
    reason = f"Born {_on(life.born)}, {name} ({span.words}) {computed}; the text has {quoted(words)}."
    if span.p < 1 or span.start >= 0:
        spots.append(article.spot(span)) if span.start >= 0 else None
    told = Said(reason=reason, computed=computed, tolerance="none", sides=tuple(sides), p=life.born.p * span.p)
    return finding("duration", FITS if fitting else DIFFERS, spots, told)


def _references(article: Article, run: Sentence, life: Life) -> list[tuple[str, Span]]:
    """The days for which the age may be given."""
    out = [("at death", life.died)] if life.died else []
    others = [s for s, born in _dated(article, run) if not born and s.start not in {o.start for _, o in out}]
    out += [("on the day that the text gives", s) for s in others]
    published = day_of(article.published(run.start))
    said = life.age.group().lower()
    past = life.age.group("a") or said.startswith("was")
    if published and not (out and past):
        out.append(("on the day of publication", Span(-1, -1, published, published, "day", 1.0)))
    return out


def _fits(life: Life, span: Span) -> bool:
    low, high = _age(life.born, span)
    return low <= life.years <= high


def _age(born: Span, then: Span) -> tuple[int, int]:
    """The least and the greatest age, in full years."""
    if not (born.earliest and born.latest and then.earliest and then.latest):
        return 0, 0
    return _full_years(born.latest, then.earliest), _full_years(born.earliest, then.latest)


def _full_years(born: date, then: date) -> int:
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


def _on(span: Span) -> str:
    if span.earliest and span.earliest == span.latest:
        return f"on {in_words(span.earliest)}"
    return f"in {span.words}"
