"""Happenings whose day a text says: "the Dec. 27 rocket attack", "was killed on Jan. 3", "On Monday, a bomb hit"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rashomon.read.times.event_words import (
    Near,
    beginnings,
    is_happening,
    is_past,
    is_plain,
    lists,
    means_in,
    names_in,
    things_in,
    until_parted,
    words_near,
)
from rashomon.read.times.pairs import ONE_END
from rashomon.records import Sentence, Time

REACH = 160
"""Characters before and behind a time expression in which a happening may take it for itself."""
MOST = 16  # words on one side that are looked at
TAIL = 8  # words behind a noun among which names tell it from others


class Dated(NamedTuple):
    """A word that says what happened, and the days between which it did; `start` to `end` are the words for a reader.

    `somebody` is named with it, or stands there as a pronoun. `time` is where the time expression begins that dates it.
    """

    kind: str
    at: int
    start: int
    end: int
    earliest: date
    latest: date
    names: frozenset[str]
    means: frozenset[str]
    things: frozenset[str]
    verb: bool
    somebody: bool
    time: int


class _Place(NamedTuple):
    """A time expression among the words of its sentence: those before it and those behind it.

    `determined`: it stands in a noun phrase; `apart`: more than space parts it from the word before it; `only_phrase`:
    by itself it means more than its day ("since Friday").
    """

    time: Time
    days: tuple[date, date]
    before: list[Near]
    after: list[Near]
    determined: bool
    apart: bool
    only_phrase: bool


def days_of(time: Time) -> tuple[date, date] | None:
    """The first and the last day of a time that has both; a night is that of the day on which it begins."""
    if not time.earliest or not time.latest:
        return None
    try:
        first, last = date.fromisoformat(time.earliest[:10]), date.fromisoformat(time.latest[:10])
    except ValueError:
        return None
    if time.precision == "part of day" and last - first == timedelta(days=1):
        last = first
    return (first, last) if first <= last else None


def said_days(time: Time) -> tuple[date, date] | None:
    """As `days_of`, but none for an hour whose day is not said with it: it may be that of another day."""
    hour = time.precision in ("second", "minute", "hour") and time.anchor != "" and time.weekday < 0
    return None if hour and time.value[:10] == time.anchor_day[:10] else days_of(time)


def named_day(time: Time) -> tuple[date, date] | None:
    """The day that a time names that is open on one side: Friday, of "since Friday"."""
    if (
        bool(time.earliest) == bool(time.latest)
        or time.anchor == "event"
        or time.precision not in ("day", "part of day")
    ):
        return None
    try:
        day = date.fromisoformat(time.value[:10])
    except ValueError:
        return None
    return day, day


def dated_events(
    text: str, sentences: Sequence[Sentence], times: Sequence[Time], kinds: Iterable[str]
) -> dict[str, list[Dated]]:
    """Words that may say what happened and whose day is said beside them, by what they say.

    Only times are looked at that have a word for one of these kinds near them.
    """
    out: dict[str, list[Dated]] = {}
    wanted = {form for kind in kinds for form in beginnings(kind)}
    starts = [s.start for s in sentences]
    low, ends = 0, _whole_stretches(times)
    for i, time in enumerate(times):
        k = bisect_right(starts, time.start) - 1
        if k < 0 or time.start >= sentences[k].end:
            continue
        begin, end = sentences[k].start, sentences[k].end
        previous = times[i - 1] if i and times[i - 1].start >= begin else None
        if previous is None:
            low = begin
        elif text[previous.end : time.start].strip(" ,\n") not in ("", "and", "or", "on", "&", "in", "of"):
            low = max(previous.end, begin)
        high = min(end, times[i + 1].start if i + 1 < len(times) else end)
        days = ends.get(i) or said_days(time) or named_day(time)
        if days is not None and (time.type in ("DATE", "TIME") or (time.anchor == "event" and days[0] == days[1])):
            near = text[max(low, time.start - REACH) : min(high, time.end + REACH)].lower()
            if any(form in near for form in wanted):
                _add(out, _found(_place(text, time, days, (low, high))))
    return {kind: sorted(found, key=lambda d: d.at) for kind, found in out.items()}


def _whole_stretches(times: Sequence[Time]) -> dict[int, tuple[date, date]]:
    """The days of the whole stretch for either end of it, by the number of the time: "from 3 May to 9 May"."""
    out: dict[int, tuple[date, date]] = {}
    for i in range(len(times) - 1):
        if i not in out and times[i].how == times[i + 1].how == ONE_END:
            first, last = said_days(times[i]), said_days(times[i + 1])
            if first and last and first[0] <= last[1]:
                out[i] = out[i + 1] = first[0], last[1]
    return out


def _add(out: dict[str, list[Dated]], found: list[Dated]) -> None:
    for one in found:
        out.setdefault(one.kind, []).append(one)


def _place(text: str, time: Time, days: tuple[date, date], around: tuple[int, int]) -> _Place:
    possessive = text[time.end : time.end + 2] in ("'s", "’s")
    before = words_near(text, max(around[0], time.start - REACH), time.start)[-MOST:]
    start = time.end + 2 * possessive
    after = words_near(text, start, min(around[1], start + REACH))[:MOST]
    last = before[-1] if before else None
    apart = last is not None and bool(text[last.end : time.start].strip())
    own = text[time.start : time.start + 4].lower() == "the "
    article = last is not None and not apart and (last.possessive or last.word in lists()["determiners"])
    return _Place(time, days, before, after, possessive or own or article, apart, days_of(time) is None)


def _found(place: _Place) -> list[Dated]:
    """The happenings that a time dates: those of the noun phrase it stands in, or of the clause."""
    if place.determined:
        found = _in_phrase(place)
        if found:
            return found
    if place.only_phrase:
        return []
    if _leads(place):
        return _behind(place, place.after, verbs_only=False)
    return _in_front(place) or _behind(place, place.after[:5], verbs_only=True)


def _dated(place: _Place, word: Near, words: Sequence[Near], around: Sequence[Near]) -> Dated:
    start = min(place.time.start, *(w.start for w in words))
    end = max(place.time.end, *(w.end for w in words))
    names = names_in([w for w in around if w is not word])
    things = things_in([w for w in around if w is not word])
    verb = is_past(word.word)
    somebody = bool(names) or any(w.word in lists()["pronouns"] or w.word in ("of", "was") for w in around)
    return Dated(
        kind=word.kind,
        at=word.start,
        start=start,
        end=end,
        earliest=place.days[0],
        latest=place.days[1],
        names=names,
        means=means_in(around),
        things=things,
        verb=verb,
        somebody=somebody,
        time=place.time.start,
    )


def _in_phrase(place: _Place) -> list[Dated]:
    """The last noun behind the time: "the Dec. 27 rocket attack on K1"."""
    run: list[Near] = []
    words = _with_apposition(place.after)
    for i, word in enumerate(words):
        joins = word.word == "of" and run and run[-1].capital and i + 1 < len(words) and words[i + 1].capital
        if (is_plain(word.word) and not joins) or (run and is_past(word.word)):
            break
        run.append(word)
    if not run:
        return []
    tail = []
    for word in words[len(run) : len(run) + TAIL]:
        if word.word in lists()["linking"] or is_past(word.word):
            break
        tail.append(word)
    found = [_dated(place, run[-1], run, [*run, *tail])]
    verb = words[len(run) + len(tail)] if len(run) + len(tail) < len(words) else None
    if verb is not None and is_past(verb.word) and is_happening(verb.word):
        # "The Dec. 27 attack killed a guard": both were on that day.
        found.append(_dated(place, verb, [*run, verb], words))
    return found


def _with_apposition(words: Sequence[Near]) -> list[Near]:
    """The words of the clause, and a name behind its first comma: "the killing of the doctor, Anna Brandt"."""
    clause = list(until_parted(words))
    name = []
    for i, word in enumerate(words[len(clause) :]):
        if not word.capital or (i and word.parted):
            break
        name.append(word)
    return clause + name


def _leads(place: _Place) -> bool:
    """Whether nothing stands before the time in its clause but "On", "But in" and such."""
    for i in range(len(place.before) - 1, -1, -1):
        word = place.before[i]
        if i == len(place.before) - 1 and place.apart:
            return True
        if not (word.word in lists()["prepositions"] or word.word in lists()["linking"] or word.word in _opening()):
            return False
        if word.parted:
            return True
    return True


def _opening() -> frozenset[str]:
    return lists()["empty"] | {"early", "late", "then", "the", "later"}


def _in_front(place: _Place) -> list[Dated]:
    """The words of the clause before the time: "was killed on Jan. 3"."""
    if place.apart:
        return []
    run: list[Near] = []
    subject: list[Near] = []
    for i, word in enumerate(reversed(place.before)):
        if word.word in lists()["linking"] or word.word in lists()["reporting"]:
            break
        takes_it = is_past(word.word) and word.word not in lists()["carrying"] and not is_happening(word.word)
        if takes_it:
            # "was charged with murder on Thursday": what a verb is busy with is older, unless it is new in the text.
            run = [w for k, w in enumerate(run) if is_past(w.word) or (k + 1 < len(run) and _is_new(run[k + 1 :]))]
            subject = [] if word.parted else _subject_before(place.before[: len(place.before) - 1 - i])
        run.append(word)
        if word.parted or takes_it:
            break
    run.reverse()
    around = [*subject, *run]
    return [_dated(place, word, [word], around) for i, word in enumerate(run) if _happens(run, i)]


def _subject_before(words: Sequence[Near]) -> list[Near]:
    """The words before a verb that may be its subject."""
    out: list[Near] = []
    for word in reversed(words[-TAIL:]):
        if word.word in lists()["linking"] or word.word in lists()["reporting"]:
            break
        out.append(word)
        if word.parted:
            break
    return out


def _is_new(backwards: Sequence[Near]) -> bool:
    """Whether the noun phrase before these words, the nearest first, begins with "a" or "an"."""
    first = next((w for w in backwards if is_plain(w.word)), None)
    return first is not None and first.word in ("a", "an")


def _happens(run: Sequence[Near], i: int) -> bool:
    """Whether a word may say what happened: no word that joins others, nothing unreal, no noun before another noun."""
    word = run[i]
    if is_plain(word.word) or word.word in lists()["empty"] or word.possessive:
        return False
    if i == 0 and word.capital and len(run) == 1:
        return False  # "Merger today": a heading
    if i and run[i - 1].word in lists()["unreal"] and word.word != "death":
        return False  # "to attack", "might explode", but not "shot to death"
    following = run[i + 1] if i + 1 < len(run) else None
    if following is None or is_past(word.word) or is_plain(following.word) or following.capital:
        return True
    return is_past(following.word) or following.word in lists()["carrying"]


def _behind(place: _Place, words: Sequence[Near], verbs_only: bool) -> list[Dated]:
    """The words of the clause behind the time: "On Monday, a bomb hit the mill"."""
    run: list[Near] = []
    for word in until_parted(words):
        if word.word in lists()["linking"] or word.word in lists()["reporting"]:
            break
        run.append(word)
    out = []
    subject = True
    for i, word in enumerate(run):
        subject = subject and word.word not in lists()["prepositions"]
        verb = is_past(word.word)
        new = not verbs_only and (not _definite(run, i) or (subject and _goes_on(run, i)))
        if (verb or new) and _happens(run, i):
            out.append(_dated(place, word, [word], run))
        subject = subject and not verb
    return out


def _definite(run: Sequence[Near], i: int) -> bool:
    """Whether the noun phrase that a word ends is one already spoken of: "the attack", "Orvane's death"."""
    for word in reversed(run[:i]):
        if word.possessive or word.word in lists()["definite"]:
            return True
        if is_plain(word.word) or is_past(word.word):
            return False
    return False


def _goes_on(run: Sequence[Near], i: int) -> bool:
    """Whether the next verb says that it happened: "the attack began"."""
    rest = [w for w in run[i + 1 :] if w.word not in lists()["auxiliaries"] and w.word not in lists()["empty"]]
    verb = rest[0].word if rest else ""
    return verb in lists()["carrying"] or (is_past(verb) and is_happening(verb))
