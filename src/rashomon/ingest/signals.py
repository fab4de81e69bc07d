"""The readings of a document's metadata, put in order: the best first, and where they disagree, said in words.

How far a place is trusted (`p`) is measured for days of publication in web pages, and judged for all else:

- Measured on the 79 pages of the article extraction benchmark, as the share of pages in which the place gives the same
  day as most of the page's other places, (right + 1) / (all + 2): `article:published_time` 28 of 29, `itemprop` 20 of
  20, the other meta elements 31 of 31, JSON-LD 26 of 28 (the year 1, which three more pages give, counts as none), the
  day in the address 18 of 20, the time element 22 of 28. Agreement is not truth: one system wrote most of these places.
- htmldate: wrong in 13 to 16 % of pages in tests by others; here it agreed in 62 of 65.
- Judged, by nobody's count: all of title, outlet, author, language, updated, captured and url; date lines, bylines,
  mail, feeds, tables and PDF metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from rashomon.ingest.outlets import candidates, key_of, outlet_of, outlet_of_domain
from rashomon.records import Signal
from rashomon.text import fold

PERSON = ("a person", "person", "given")
"""Places that a person's word stands in, the strongest first."""

ORDER = ("title", "outlet", "author", "published", "updated", "captured", "language", "encoding", "url", "canonical")
UNKNOWN = 0.5
"""For a place that is not in the table below."""

DAYS = ("published", "updated", "captured")
LEAST = 0.5
"""A reading that is trusted less does not count as disagreeing: handles, ends of titles, a page's largest words."""

SHARED = 0.6
"""Two titles that share this much of the shorter one's words are one title in two wordings."""

AGAIN = 0.5
"""What a place's second reading is worth of the first: a page's further time elements belong to other articles."""

ABSURD = 0.02
"""For a day that cannot be: before printing began, or after the document was captured."""

FIRST_YEAR = 1600
PLACES: dict[str, tuple[tuple[str, float], ...]] = {
    "published": (
        ("meta article:published", 0.94),
        ("meta og:article:published", 0.94),
        ("itemprop", 0.95),
        ("mail", 0.95),
        ("date header", 0.95),
        ("json-ld datecreated", 0.8),
        ("json-ld", 0.9),
        ("meta", 0.93),
        ("feed", 0.93),
        ("column", 0.9),
        ("comment", 0.9),
        ("ninjs", 0.93),
        ("date line", 0.87),
        ("byline", 0.87),
        ("dateline", 0.8),
        ("date in the", 0.86),
        ("url", 0.86),
        ("htmldate", 0.85),
        ("time", 0.77),
        ("docx", 0.5),
        ("core properties", 0.5),
        ("pdf", 0.5),
        ("warc", 0.3),
    ),
    "updated": (("meta", 0.9), ("json-ld", 0.9), ("feed", 0.9), ("docx", 0.6), ("pdf", 0.6), ("time", 0.7)),
    "captured": (("warc", 0.99), ("mhtml", 0.95), ("archive", 0.95), ("mail", 0.6)),
    "title": (
        ("mail", 0.95),
        ("subject", 0.95),
        ("feed footer", 0.9),
        ("feed", 0.95),
        ("json-ld", 0.95),
        ("ninjs", 0.95),
        ("meta og:title", 0.93),
        ("column", 0.9),
        ("meta", 0.85),
        ("headline", 0.8),
        ("title element", 0.49),
        ("h1", 0.45),
        ("trafilatura", 0.5),
        ("docx", 0.5),
        ("pdf", 0.4),
    ),
    "outlet": (
        ("json-ld", 0.92),
        ("meta og:site_name", 0.92),
        ("feed", 0.9),
        ("column", 0.9),
        ("meta publisher", 0.8),
        ("disclaimer", 0.75),
        ("support line", 0.75),
        ("copyright", 0.7),
        ("byline", 0.7),
        ("meta twitter:site", 0.4),
        ("meta", 0.7),
        ("end of the title", 0.49),
        ("host of", 0.48),
        ("trafilatura", 0.45),
    ),
    "author": (
        ("authored-by", 0.95),
        ("json-ld", 0.92),
        ("mail", 0.9),
        ("from header", 0.9),
        ("feed", 0.9),
        ("column", 0.9),
        ("byline", 0.9),
        ("meta", 0.85),
        ("rel=author", 0.75),
        ("class", 0.7),
        ("trafilatura", 0.6),
        ("docx", 0.5),
        ("pdf", 0.4),
    ),
    "language": (
        ("frequent words", 0.97),
        ("json-ld", 0.85),
        ("html lang", 0.8),
        ("column", 0.8),
        ("feed", 0.75),
        ("meta", 0.7),
    ),
    "url": (("warc", 0.99), ("mhtml", 0.95), ("feed", 0.9), ("column", 0.9)),
}
"""By field: how a place's name begins, in lower case, and how far it is trusted; the first that fits counts."""

GAZETTEER = "gazetteer, for "
"""What the place of a reading begins with that the gazetteer made of another; the value as written follows."""

STATED = ("json-ld", "meta", "itemprop", "time", "htmldate", "trafilatura")
"""Places that one system writes from one field: two that agree are no more than one."""


def settle(signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """The readings, field by field, the best first; a person's word stands before all, whatever else is said.

    A `p` that is 0 is filled in from the place. An outlet that the gazetteer knows gets a reading under its own name,
    and the reading as written stays behind it. Of several days the one that independent places agree on comes first.
    Nothing is dropped but a reading that stands there twice.
    """
    rated = _plausible(list(_rated(_once(signals))))
    rated = _once(named for signal in rated for named in _named(signal, rated))
    fields = [*ORDER, *dict.fromkeys(s.field for s in rated if s.field not in ORDER)]
    return tuple(s for field in fields for s in _ordered(field, [r for r in rated if r.field == field]))


def confidence(signals: Sequence[Signal], field: str = "published") -> float:
    """How likely the first reading of a settled field is true, by how far its places and the others are trusted.

    0 without a reading, 1 for a person's word.
    """
    own = [s for s in signals if s.field == field]
    if not own:
        return 0.0
    if own[0].where in PERSON:
        return 1.0
    odds = {value: score / max(1e-6, 1 - score) for value, score in _scores(own).items()}
    return odds[_same(own[0])] / (1 + sum(odds.values()))


def conflicts(signals: Sequence[Signal]) -> tuple[str, ...]:
    """What the readings disagree on, as in "published: 2020-02-07 (JSON-LD) but 2020-02-09 (date line 3)".

    Different spellings of one name, a title that is part of a longer one, and a later update are no disagreement.
    """
    settled = settle(signals)
    found = [_disagreement(field, settled) for field in ("title", "outlet", "author", "published", "language")]
    published, updated, captured = (_first_day(settled, field) for field in DAYS)
    if published and updated and updated.value < published.value:
        found.append(f"updated {_said(updated)} before it was published {_said(published)}")
    if published and captured and _days_between(captured.value, published.value) > 1:
        found.append(f"published {_said(published)} after it was captured {_said(captured)}")
    return tuple(filter(None, found))


def trust(field: str, where: str) -> float:
    """How far a place is trusted for a field; `UNKNOWN` where nobody judged."""
    place = where.lower()
    return next((p for start, p in PLACES.get(field, ()) if place.startswith(start)), UNKNOWN)


def _once(signals: Iterable[Signal]) -> list[Signal]:
    """The signals without those that stand there already, whatever their p."""
    found: dict[tuple[str, str, str], Signal] = {}
    for signal in signals:
        found.setdefault((signal.field, signal.value, signal.where), signal)
    return list(found.values())


def _rated(signals: Iterable[Signal]) -> Iterable[Signal]:
    """The signals with their p; a place's further readings of a field, in order, are trusted less and less."""
    seen: dict[tuple[str, str], int] = {}
    for signal in signals:
        if signal.where in PERSON:
            yield msgspec.structs.replace(signal, p=1.0)
        elif signal.p > 0 or signal.field not in PLACES:
            yield signal
        else:
            key = (signal.field, signal.where)
            again = seen[key] = seen.get(key, -1) + 1
            yield msgspec.structs.replace(signal, p=round(trust(*key) * AGAIN**again, 3))


def _plausible(signals: list[Signal]) -> list[Signal]:
    """Days that cannot be lose all trust: in the first year of the calendar, or after the capture."""
    captured = max((s.value for s in signals if s.field == "captured" and _day(s.value)), default="")
    found = []
    for signal in signals:
        if signal.field in DAYS and signal.where not in PERSON and _day(signal.value):
            late = captured and signal.field != "captured" and _days_between(captured, signal.value) > 1
            if late or int(signal.value[:4]) < FIRST_YEAR:
                found.append(msgspec.structs.replace(signal, p=ABSURD))
                continue
        found.append(signal)
    return found


def _named(signal: Signal, signals: Sequence[Signal]) -> Iterable[Signal]:
    """An outlet's reading under the name that stands for all its names, when it is another, and then as written."""
    if signal.field == "outlet" and signal.where not in PERSON:
        outlet = outlet_of(signal.value)
        if outlet is None and len(among := candidates(signal.value)) > 1:
            at = [outlet_of_domain(s.value) for s in signals if s.field in {"url", "canonical"} or "host" in s.where]
            outlet = next((o for o in at if o in among), None)
        if outlet is not None and outlet.name != signal.value:
            by_host = "." in signal.value and "host" in signal.where
            p = max(signal.p, 0.9) if by_host else signal.p
            where = f"{GAZETTEER}{signal.value} ({signal.where})"
            yield Signal(field="outlet", value=outlet.name, where=where, p=p)
    yield signal


def _ordered(field: str, signals: list[Signal]) -> list[Signal]:
    if field == "encoding" or field not in PLACES:
        return sorted(signals, key=_by_person)
    if field == "outlet":
        lesser = _lesser(signals)
        return sorted(signals, key=lambda s: (_by_person(s), s in lesser, -s.p))
    if field in DAYS:
        scores = _scores(signals)
        return sorted(signals, key=lambda s: (_by_person(s), -scores[_same(s)], -s.p))
    return sorted(signals, key=lambda s: (_by_person(s), -s.p))


def _lesser(signals: Sequence[Signal]) -> list[Signal]:
    """Readings of an outlet that nobody knows, which yield to the outlet that the address and another place name.

    These are the site's own label for itself ("U.S." at Reuters) and a part of the outlet's name ("Sky" for Sky News).
    """
    known = [s for s in signals if outlet_of(s.value) is not None]
    for host in (s for s in known if s.where.startswith(GAZETTEER) and "(host of" in s.where):
        if any(_same(s) == _same(host) and "host of" not in s.where for s in known):
            name = key_of(host.value)
            return [
                s for s in signals if s not in known and (s.where == "meta og:site_name" or key_of(s.value) in name)
            ]
    return []


def _by_person(signal: Signal) -> int:
    return PERSON.index(signal.where) if signal.where in PERSON else len(PERSON)


def _scores(signals: Sequence[Signal]) -> dict[str, float]:
    """By value: how sure it is from all places that give it, those of one family counting once."""
    best: dict[tuple[str, str], float] = {}
    for signal in signals:
        key = (_same(signal), _family(signal))
        best[key] = max(best.get(key, 0.0), signal.p)
    doubt: dict[str, float] = {}
    for (value, _), p in best.items():
        doubt[value] = doubt.get(value, 1.0) * (1 - p)
    return {value: 1 - rest for value, rest in doubt.items()}


def _family(signal: Signal) -> str:
    where = signal.where.lower()
    if where.startswith(GAZETTEER) and "(" in where:
        where = where.split("(", 1)[1]
    if where.startswith(STATED):
        return "stated"
    return next((start for start, _ in PLACES.get(signal.field, ()) if where.startswith(start)), where)


def _same(signal: Signal) -> str:
    """What readings of one value have in common."""
    if signal.field == "outlet":
        outlet = outlet_of(signal.value)
        return key_of(outlet.name if outlet else signal.value)
    return signal.value if signal.field in DAYS else " ".join(fold(signal.value).split())


def _disagreement(field: str, signals: Sequence[Signal]) -> str:
    """The values of a field that cannot all be true, each with its places; empty when there is at most one."""
    own = [s for s in signals if s.field == field and (s.p >= LEAST or _is_known_host(s))]
    own = [s for s in own if not s.where.startswith(GAZETTEER) and (field != "published" or _day(s.value))]
    groups: list[list[Signal]] = []
    for signal in own:
        for group in groups:
            if _agree(field, signal, group[0]):
                group.append(signal)
                break
        else:
            groups.append([signal])
    if len(groups) < 2:
        return ""
    first, *others = (f"{_name(group[0])} ({', '.join(dict.fromkeys(s.where for s in group))})" for group in groups)
    days = sorted(group[0].value for group in groups) if field == "published" else []
    close = "; a day apart may be the time zone" if days and _days_between(days[0], days[-1]) == 1 else ""
    return f"{field}: {first} but {' and '.join(others)}{close}"


def _name(signal: Signal) -> str:
    """The value as a person reads it: an outlet that is known by its address under its name."""
    outlet = outlet_of(signal.value) if _is_known_host(signal) else None
    return outlet.name if outlet else signal.value


def _is_known_host(signal: Signal) -> bool:
    return signal.field == "outlet" and "host" in signal.where and outlet_of(signal.value) is not None


def _agree(field: str, one: Signal, other: Signal) -> bool:
    a, b = _same(one), _same(other)
    if a == b:
        return True
    if field == "title":
        words = sorted((set(re.findall(r"\w+", text)) for text in (a, b)), key=len)
        return len(words[0] & words[1]) >= SHARED * len(words[0])
    if field == "outlet":
        short, long = sorted((key_of(s.value) for s in (one, other)), key=len)
        return short in long
    if field == "author":
        words = sorted((set(re.findall(r"\w{2,}", text)) for text in (a, b)), key=len)
        return words[0] <= words[1]
    return False


def _first_day(signals: Sequence[Signal], field: str) -> Signal | None:
    return next((s for s in signals if s.field == field and _day(s.value) and s.p > ABSURD), None)


def _said(signal: Signal) -> str:
    return f"{signal.value} ({signal.where})"


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def _days_between(earlier: str, later: str) -> int:
    first, last = _day(earlier), _day(later)
    return (last - first).days if first and last else 0
