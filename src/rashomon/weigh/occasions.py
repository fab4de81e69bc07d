"""What a count is of: the day, the places and the words around it, by which two counts may be of one occasion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from rashomon.geography import kilometres
from rashomon.records import Place, Quantity, Sentence
from rashomon.weigh.article import Article, single_day
from rashomon.weigh.counting import lexicon

_BROAD = frozenset({"country", "continent"})
_LOCATES = re.compile(r"\b(?:near|outside|of|from|off|beyond|towards?)\b", re.IGNORECASE)
_BESIDE = 30  # characters from a number to the day that goes with it, when a sentence has several
_OPENING = 600  # characters in which a report says where it happened
_ONE_TOWN_KM = 30.0
_SHARED = 2
"""Words that two sentences must share, when no place of theirs is the same."""
_TELLING = re.compile(r"[^\W\d_]{4,}")


class Occasion(Struct, frozen=True):
    """When and where: a day, one town or site (or none), its point, and all that may tell it from another.

    `own_day` says that the sentence itself gives the day. `lands` are the countries and regions it is in, `words` what
    is said around it, `causes` what people are said to be killed by ("gun", "blast").
    """

    day: str
    own_day: bool
    place: str
    named: str
    point: tuple[float, float] | None
    lands: frozenset[str]
    words: frozenset[str]
    causes: frozenset[str]

    def is_at(self, other: Occasion) -> bool:
        """Whether both name the same town or site."""
        return bool(self.place) and self.place == other.place

    def is_unlike(self, other: Occasion) -> bool:
        """Whether both say what it was, and it is not the same: a shooting and a crash."""
        return bool(self.causes and other.causes) and self.causes.isdisjoint(other.causes)

    def may_be(self, other: Occasion) -> bool:
        """Whether both may be of one occasion: no two towns apart, and a country or some words in common."""
        if self.place and other.place and self.place != other.place and self.point and other.point:
            return kilometres(*self.point, *other.point) <= _ONE_TOWN_KM
        return not self.lands.isdisjoint(other.lands) or len(self.words & other.words) >= _SHARED


def occasion(article: Article, quantity: Quantity, sentence: Sentence) -> Occasion:
    """When and where what a quantity counts happened, as far as its sentence and the one before it say."""
    runs = _runs(article, quantity, sentence)
    place, named, point = _place(article, runs)
    own = _day(article, quantity, runs[:1])
    return Occasion(
        day=own or _day(article, quantity, runs),
        own_day=bool(own),
        place=place,
        named=named,
        point=point,
        lands=_lands(article, runs),
        words=_words(article, sentence),
        causes=_causes(article, sentence),
    )


def _day(article: Article, quantity: Quantity, runs: Iterable[list[Sentence]]) -> str:
    """The one day that what is told gives, or the one right beside the number; or else that of the sentence before."""
    for run in runs:
        days = [(t, d.isoformat()) for part in run for t in article.times_in(part) if (d := single_day(t))]
        beside = [d for t, d in days if 0 <= t.start - quantity.end <= _BESIDE]
        chosen = set(beside[:1]) or {d for _, d in days}
        if chosen:
            return next(iter(chosen)) if len(chosen) == 1 else ""
    return ""


def _place(article: Article, runs: Iterable[list[Sentence]]) -> tuple[str, str, tuple[float, float] | None]:
    """The one town or site that is told, or else the one before it; none where there are two, or a country.

    A site that is known only by a town near it is of that town; a town that only says where a site is ("outside
    La Paz") is none.
    """
    for run in runs:
        named = [p for part in run for p in article.places_in(part)]
        if named:
            towns = [p for p in named if p.kind in ("settlement", "") or p.near]
            near = towns or [p for p in named if p.kind not in _BROAD]
            plain = [p for p in near if not (p.part and _LOCATES.search(p.part))] or near
            found = {_key(of): of for of in (_of(article, p) for p in plain)}
            if near:
                only = next(iter(found.values())) if len(found) == 1 else None
                return (_key(only), only.name, _point(only)) if only else ("", "", None)
    return "", "", None


def _of(article: Article, place: Place) -> Place:
    return (article.place(place.near) if place.near else None) or place


def _key(place: Place) -> str:
    return place.gazetteer_id or place.name.casefold()


def _point(place: Place) -> tuple[float, float] | None:
    return None if place.lat is None or place.lon is None else (place.lat, place.lon)


def _lands(article: Article, runs: Iterable[list[Sentence]]) -> frozenset[str]:
    """The countries, and names of places that are not known, around a number; or else where the report begins."""
    for run in runs:
        found = _lands_of(p for part in run for p in article.places_in(part))
        if found:
            return found
    return _lands_of(article.within(article.places, 0, _OPENING))


def _lands_of(places: Iterable[Place]) -> frozenset[str]:
    return frozenset(p.country or p.name.casefold() for p in places if p.kind != "continent")


def _words(article: Article, sentence: Sentence) -> frozenset[str]:
    """The words of a sentence that not every report of an attack or an accident has."""
    words = {w.lower() for w in _TELLING.findall(article.words(sentence))}
    return frozenset(words - lexicon().common)


def _causes(article: Article, sentence: Sentence) -> frozenset[str]:
    known = lexicon().causes
    return frozenset(known[w] for w in map(str.lower, _TELLING.findall(article.words(sentence))) if w in known)


def _runs(article: Article, quantity: Quantity, sentence: Sentence) -> list[list[Sentence]]:
    """What is told around a number, and in the sentence before."""
    before = list(_run(article, sentence))[1:]
    return [article.told(sentence, quantity.start), *(article.told(run) for run in before)]


def _run(article: Article, sentence: Sentence) -> Iterator[Sentence]:
    yield sentence
    number = article.number_of_sentence(sentence.start)
    if number > 0 and sentence.start - article.sentences[number - 1].end <= 3:
        yield article.sentences[number - 1]
