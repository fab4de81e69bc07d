"""Numbers of things: how many at least and at most, of what, in which unit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from rashomon.read.quantities.comparators import Compared, behind, compared, whole
from rashomon.read.quantities.counting import Counted, counted, of_so_many, of_them, shared_noun
from rashomon.read.quantities.distances import Named, between
from rashomon.read.quantities.exclusions import is_something_else
from rashomon.read.quantities.happenings import Happening, befallen, following, governing
from rashomon.read.quantities.lexicon import is_nounlike, singular, values, verbs, words
from rashomon.read.quantities.measures import Measured, measured
from rashomon.read.quantities.numbers import Number, number_at, ranged, shared
from rashomon.read.quantities.singles import single_at
from rashomon.read.quantities.subjects import measured_noun, says_how_many
from rashomon.read.quantities.tokens import Tokens, tokens_of
from rashomon.read.sentences import split_sentences
from rashomon.records import ARTICLE_ZONES, Fragment, Place, Quantity, Sentence, Taken, Time
from rashomon.units import dimension, is_money

_PARENTS = ("mother", "father", "parent", "parents", "grandmother", "grandfather")


class _Found(NamedTuple):
    measured: Measured
    compared: Compared
    counted: Counted | None
    happening: Happening | None
    alone: bool
    """Whether the text has nothing that it counts."""


def quantities_in(
    taken: Taken, sentences: Sequence[Sentence], times: Sequence[Time], places: Sequence[Place]
) -> list[Quantity]:
    """All quantities of a document in text order, none of which is a time expression."""
    text, out = taken.document.text, list[Quantity]()
    blocked = _Blocked([(t.start, t.end) for t in times] + [(p.named_at.start, p.named_at.end) for p in places])
    named = Named(places)
    runs = sorted([(s.start, s.end, False) for s in sentences] + [(s.start, s.end, True) for s in _beside(taken)])
    for start, end, is_beside in runs:
        if not _numbers().search(text, start, end):
            continue
        tokens = tokens_of(text, start, end)
        done: list[Quantity] = []
        for found in _found_in(tokens, blocked):
            done.append(_quantity(taken, tokens, found, named, done))
        out += [one for one in done if one.of or one.unit] if is_beside else done  # "1 of 9" pictures
    return out


def _beside(taken: Taken) -> list[Sentence]:
    """The sentences of zones within the article that are of no known kind: boxes, captions."""
    places = [at for at, zone in enumerate(taken.zones) if zone.kind in ARTICLE_ZONES]
    inside = taken.zones[places[0] : places[-1] + 1] if places else ()
    text = taken.document.text
    return [s for zone in inside if zone.kind == "unknown" for s in split_sentences(text, zone.start, zone.end)]


@cache
def _numbers() -> re.Pattern[str]:
    """What every sentence with a quantity has at least one of."""
    numbers = set[str]()
    for name in ("ones", "tens", "plurals"):
        numbers |= set(values("numbers", name))
    numbers |= set("several few couple handful number pair twin hundred thousand million billion dozen half".split())
    numbers |= set(
        "third quarter no nobody none neither single both kilometer kilometre mile metre meter foot yard".split()
    )
    ways = "|".join(sorted(numbers, key=len, reverse=True))
    signs = "".join(values("numbers", "signs"))
    hurt = "kill|wound|injur|murder|shot|slain|assassinat|abduct|kidnap|captur|arrest|detain|behead|hurt|execut"
    return re.compile(rf"\d|[{signs}]|\b(?:{ways})\b|\b(?:{hurt})", re.IGNORECASE)


class _Blocked:
    """The runs of a text in which no number counts anything."""

    def __init__(self, runs: list[tuple[int, int]]) -> None:
        self.runs = sorted(runs)
        self.ends: list[int] = []
        for _, end in self.runs:
            self.ends.append(max(end, self.ends[-1] if self.ends else 0))

    def holds(self, start: int, end: int) -> bool:
        """Whether one of the runs meets a run of characters."""
        at = bisect_right(self.runs, (end - 1, 1 << 62)) - 1
        return at >= 0 and self.ends[at] > start


def _found_in(tokens: Tokens, blocked: _Blocked) -> list[_Found]:
    out: list[_Found] = []
    at = 0
    while at < len(tokens):
        found, at = _found_at(tokens, at, out[-1] if out else None)
        if found and not _overlaps(found, out) and not blocked.holds(*_number_at(tokens, found)):
            out.append(found)
    return out


def _overlaps(found: _Found, out: list[_Found]) -> bool:
    """Whether a quantity takes words that the one before it has: "5 $ 7"."""
    return bool(out) and found.compared.first < max(out[-1].compared.last, out[-1].measured.last)


def _number_at(tokens: Tokens, found: _Found) -> tuple[int, int]:
    number = found.measured.number
    return tokens[number.first].start, tokens[number.last - 1].end


def _found_at(tokens: Tokens, at: int, before: _Found | None) -> tuple[_Found | None, int]:
    """The quantity that begins at a token, and where to look for the next one."""
    single = single_at(tokens, at, _shared_with(tokens, at, before, ""), _is_listed(tokens, at, before))
    if single:
        return _single(tokens, single, before)
    number = number_at(tokens, at)
    if number is None:
        return None, at + 1
    number = shared(tokens, ranged(tokens, number))
    it = measured(tokens, number)
    if it is None or (it.number.shape == "one" and not it.unit) or is_something_else(tokens, it):
        return None, number.last
    found = _seen(tokens, it, before)
    return (found, max(found.compared.last, it.last)) if found else (None, number.last)


def _single(
    tokens: Tokens, single: tuple[Measured, Counted | None], before: _Found | None
) -> tuple[_Found | None, int]:
    it, what = single
    with_words = compared(tokens, it.number, it.first, it.last)
    end = what.last if what else with_words.last
    reach = "" if what or it.number.value == 0 else None
    happening = None if it.unit else _happening(tokens, with_words.first, end, before, reach)
    happening = befallen(tokens, what.head, happening) if what else happening
    return _Found(it, with_words, what, happening, what is None), with_words.last


def _seen(tokens: Tokens, it: Measured, before: _Found | None) -> _Found | None:
    """A number with all that hangs on it; none where nothing says that it counts anything."""
    with_words = compared(tokens, it.number, it.first, it.last)
    what, end = _what(tokens, it, with_words)
    late = behind(tokens, it.number, what.last) if what and not with_words.comparator else None
    if late:
        with_words = with_words._replace(comparator=late.comparator, low=late.low, high=late.high, how=late.how)
    silent = (
        (what is not None and tokens.hyphened(what.first - 1))
        or _is_whole(tokens, with_words.first, before)
        or _is_part_of(tokens, with_words.first)
        or (it.unit and not is_money(it.unit) and it.unit != "percent" and not what)
    )
    happening = (
        None
        if silent
        else _happening(
            tokens, with_words.first, what.last if what else end, before, it.unit if what or it.unit else None
        )
    )
    if what and not it.unit:
        happening = befallen(tokens, what.head, happening)
    stands = measured_noun(tokens, with_words.first) if not (what or it.unit) else None
    if stands and (not happening or says_how_many(tokens, happening.first, with_words.first)):
        return _Found(it, with_words._replace(last=end), stands[0], stands[1], False)
    alone = not (it.unit or what or happening)
    if alone and not _counts_alone(tokens, with_words, it.number):
        return None
    return _Found(it, with_words._replace(last=end), what, happening, alone)


def _is_whole(tokens: Tokens, first: int, before: _Found | None) -> bool:
    """Whether a number is that of which the one before is a part: "17 of the 40 sailors drowned"."""
    at = first - 1
    while tokens.low(at) in ("the", "its", "his", "their", "our", "these", "those", "all"):
        at -= 1
    return before is not None and tokens.low(at) == "of" and before.compared.last == at


def _is_part_of(tokens: Tokens, first: int) -> bool:
    """Whether what is said is said of some of so many, or of none: "neither of the two", "not all of the 12"."""
    at = first - 1
    while tokens.low(at) in ("the", "its", "his", "their", "our", "these", "those"):
        at -= 1
    if tokens.low(at) != "of":
        return False
    some = tokens.low(at - 1)
    return some in words("function", "some") or (some in ("all", "each", "both") and tokens.low(at - 2) == "not")


def _counts_alone(tokens: Tokens, with_words: Compared, number: Number) -> bool:
    """Whether a number counts something that the text does not name: "more than 30", not "people under 30"."""
    if "," in tokens[number.first].text or (
        tokens.low(number.first - 1) == "of" and tokens.low(number.first - 2) in _PARENTS
    ):
        return number.shape in ("digits", "words")
    if of_them(tokens, with_words.last) or of_so_many(tokens, with_words.last):
        return True
    if tokens.low(with_words.first - 1) == "at" and tokens.low(with_words.first - 2) in ("stood", "stands", "stand"):
        return True
    if number.scaled and number.shape != "plural":
        return True
    bare = with_words.comparator in ("", "between", "no") or number.shape == "vague"
    return not bare and tokens.low(with_words.first) not in ("under", "over", "above", "below")


def _what(tokens: Tokens, it: Measured, with_words: Compared) -> tuple[Counted | None, int]:
    """What a number counts, and where its own words end."""
    end, number = with_words.last, it.number
    what: Counted | None = None
    if tokens.hyphened(end) and not it.unit:
        what, end = _tied(tokens, end)
    elif of_them(tokens, end):
        pass
    elif number.shape == "share" and tokens.low(end - 2) in ("of", "in", "every") and tokens.low(end) != "of":
        what = counted(tokens, end, True)
    elif number.shape == "share" or it.unit == "percent":
        what = _of_share(tokens, end)
    elif is_money(it.unit):
        what = _of_money(tokens, end)
    elif not it.unit:
        what = counted(tokens, end, number.value != 1) or shared_noun(tokens, end)
    elif tokens.hyphened(it.last - 2) or (tokens.low(end) == "of" and not _is_from(tokens, it, end)):
        what = counted(tokens, end, False)
    return what, end


def _is_from(tokens: Tokens, it: Measured, end: int) -> bool:
    """Whether "of" begins where a distance is measured from: "within 20 km of the coast", "2 km of Sarn"."""
    after = tokens.at(end + 1)
    return dimension(it.unit) == "length" and (
        after.is_capital or after.low in ("the", "a", "an", "its", "his", "their", "either")
    )


def _tied(tokens: Tokens, end: int) -> tuple[Counted | None, int]:
    """What a hyphen ties to a number: "5,000-strong force", "five-member panel"; where the number's words end."""
    if tokens.low(end + 1) == "strong":
        return counted(tokens, end + 2, False), end + 2
    is_noun = tokens.low(end + 1) in words("nouns", "hyphened")
    return (Counted(end + 1, end + 2, end + 1) if is_noun else None), end


def _of_share(tokens: Tokens, end: int) -> Counted | None:
    """What a share is of: "30 percent of the voters", "a 20 percent stake"; not the subject of "5 percent prefer"."""
    if tokens.low(end) in ("the", "its", "his", "her", "their", "our", "those", "these", "all"):
        return counted(tokens, end + 1, False)
    what = counted(tokens, end, False)
    if what is None or tokens.low(end) == "of":
        return what
    first, after = tokens[what.first].low, tokens.at(what.last)
    if first in verbs() and (
        not is_nounlike(first) or what.last > what.first + 1 or after.is_capital or after.low == "the"
    ):
        return None
    return None if tokens[what.first].is_capital else what


def _of_money(tokens: Tokens, end: int) -> Counted | None:
    """What money is for: "$5 million in aid", "$5 million worth of fuel", "a $100 million fine"."""
    if tokens.low(end) == "worth":
        return counted(tokens, end + 1, False)
    what = counted(tokens, end + (tokens.low(end) == "dollar"), False, ("in", "of"))
    if what is None or tokens.low(end) != "in":
        return what
    after = tokens.at(what.last)
    ends = after.is_stop or not after.is_word
    rest = tokens[what.head].is_capital or what.first > end + 1 or tokens.low(what.head) in words("nouns", "manners")
    return None if rest or not ends else what


def _happening(tokens: Tokens, first: int, end: int, before: _Found | None, unit: str | None) -> Happening | None:
    """The verb of what goes from token `first` to before `end`; `unit`: none for a number with nothing behind it."""
    after = following(tokens, end, first, unit is None)
    if after and after.last == end + 1 and after.lemma in words("verbs", "losses"):
        return after
    left = governing(tokens, first)
    if left and not left.lemma:
        return None
    if left and after and left.lemma in words("verbs", "claims"):
        return after  # "claimed that ..." without the "that"
    return left or _shared_with(tokens, first, before, unit or "") or after


def _is_listed(tokens: Tokens, at: int, before: _Found | None) -> bool:
    """Whether a token follows a quantity in a list of them: "four Protestants and one Catholic"."""
    if before is None or before.counted is None or tokens.low(at - 1) != "and":
        return False
    return before.counted.last in (at - 1, at - 2)


def _is_elsewhere(tokens: Tokens, first: int, end: int, at: int) -> bool:
    """Whether the same is said of another place: "killed 247 people in Sarn and 10 in Oranth"."""
    places = ("in", "at", "on", "near")
    ahead = any(tokens.low(step) in places for step in range(first + 1, first + 6))
    return tokens.low(end) in places and at - end <= 5 and tokens.low(at) == "and" and ahead


def _sort(unit: str) -> str:
    """Money, shares, or things and measures: one verb is seldom said of two of these."""
    return "money" if is_money(unit) else unit if unit == "percent" else ""


def _is_how(tokens: Tokens, first: int) -> bool:
    """Whether it is said how badly some of those before were hurt: "nine were hurt, two of them critically"."""
    first += 2 * (tokens.low(first + 1) == "of" and tokens.low(first + 2) == "them")
    return tokens.low(first + 1) in words("verbs", "badly")


def _shared_with(tokens: Tokens, first: int, before: _Found | None, unit: str) -> Happening | None:
    """The verb of the quantity before, where "and" or "including" ties the two: "killed two guards and a driver"."""
    if before is None or before.happening is None:
        return None
    if _sort(unit) != _sort(before.measured.unit) and tokens.low(first - 1) != "or":
        return None
    at, end = first - 1, before.compared.last
    if before.counted and before.counted.last <= first:
        end = before.counted.last
    while at >= end and tokens.low(at) in ("at", "least", "another", "a", "further", "the"):
        at -= 1
    at -= tokens.low(at) == "them" and tokens.low(at - 1) in ("among", "of")
    along = tokens.low(at) == tokens.low(at - 2) == "as" and tokens.low(at - 1) == "well"
    if (along or tokens.low(at) in ("including", "among")) and at - max(end, before.happening.last) <= 8:
        return before.happening
    if before.happening.first > before.compared.first:
        if not _is_how(tokens, first):
            return None
        end = max(end, before.happening.last)
    near = at - end in (0, 1) or _is_elsewhere(tokens, first, end, at)
    return before.happening if near and tokens.low(at) in ("and", ",", "or", "plus") else None


def _quantity(taken: Taken, tokens: Tokens, found: _Found, named: Named, done: list[Quantity]) -> Quantity:
    text, it, with_words = taken.document.text, found.measured, found.compared
    start, end = tokens[with_words.first].start, tokens[with_words.last - 1].end
    of_at = event_at = None
    if found.counted:
        of_at = Fragment(start=tokens[found.counted.first].start, end=tokens[found.counted.last - 1].end)
    if found.happening:
        event_at = Fragment(start=tokens[found.happening.first].start, end=tokens[found.happening.last - 1].end)
    far = dimension(it.unit) == "length"
    low, high = with_words.low, with_words.high
    if not it.unit:
        low, high = whole(it.number, low, high)
    return Quantity(
        id=f"{taken.document.id}.q{start}",
        start=start,
        end=end,
        low=low,
        high=high,
        unit=it.unit,
        comparator=with_words.comparator,
        number=it.number.value,
        of=text[of_at.start : of_at.end] if of_at else "",
        of_at=of_at,
        head=singular(tokens[found.counted.head].low) if found.counted else "",
        event=found.happening.lemma if found.happening else "",
        event_at=event_at,
        between=between(text, named, (start, end), (tokens[0].start, tokens[-1].end), done) if far else (),
        how=with_words.how,
        p=_sure(found),
    )


def _sure(found: _Found) -> float:
    """How sure the reading is, by what stands around the number."""
    if found.alone:
        return 0.6
    if found.measured.unit:
        return 0.97
    return 0.95 if found.counted and found.happening else 0.9
