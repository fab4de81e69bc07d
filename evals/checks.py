"""Planted errors: true statements with values that can be checked, half of them altered: which are caught.

python evals/checks.py --data DATA [-v]

The statements are made with a fixed seed from the wordings of checks/templates.toml, put into short articles, and read
by the whole reader. An altered one has one value as a person might get it wrong: a digit swapped, the weekday next to
it, a distance doubled or in the wrong unit, a wrong total. What could still be true (four years between two years that
are five apart) is never made. A statement is caught when a check of it does not fit, accused when it was true.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from task import report

from rashomon.geography import kilometres
from rashomon.ingest.items import Captured
from rashomon.pipeline import read_input
from rashomon.weigh.checks import findings
from rashomon.weigh.ends import bearing

TEMPLATES = Path(__file__).with_name("checks") / "templates.toml"
SEED = 20220927
PARTS = ("develop", "aside", "later_written", "unseen")
PER_KIND = 16
KINDS_MORE = {"weekday": 24, "distance": 40}

CITIES = {
    "Baghdad": (33.31, 44.36), "Kirkuk": (35.47, 44.39), "Mosul": (36.34, 43.13), "Tikrit": (34.60, 43.68),
    "Aleppo": (36.20, 37.16), "Damascus": (33.51, 36.29), "Amman": (31.95, 35.93), "Beirut": (33.89, 35.50),
    "Tehran": (35.69, 51.42), "Ankara": (39.92, 32.85), "Kyiv": (50.45, 30.52), "Kharkiv": (49.99, 36.23),
    "Odesa": (46.48, 30.73), "Lviv": (49.84, 24.03), "Warsaw": (52.23, 21.01), "Berlin": (52.52, 13.41),
    "Hamburg": (53.55, 9.99), "Munich": (48.14, 11.58), "Paris": (48.85, 2.35), "Lyon": (45.76, 4.84),
    "Madrid": (40.42, -3.70), "Seville": (37.39, -5.98), "Rome": (41.90, 12.50), "Milan": (45.46, 9.19),
    "Vienna": (48.21, 16.37), "Budapest": (47.50, 19.04), "Belgrade": (44.80, 20.46), "Sarajevo": (43.85, 18.36),
    "Khartoum": (15.55, 32.53), "Nairobi": (-1.28, 36.82), "Mombasa": (-4.05, 39.67), "Kampala": (0.32, 32.58),
    "Lagos": (6.45, 3.39), "Kano": (12.00, 8.52), "Kabul": (34.53, 69.17), "Kandahar": (31.61, 65.71),
    "Lahore": (31.56, 74.35), "Islamabad": (33.72, 73.04), "Delhi": (28.65, 77.23), "Jaipur": (26.92, 75.79),
}  # fmt: skip
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
WAYS = "north northeast east southeast south southwest west northwest".split()
SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
FILLERS = [
    "The road to the harbour was closed and the shops kept their shutters down.",
    "Nobody answered the telephone at the town hall.",
    "A clerk who has worked there for years would not give a reason.",
    "The papers were not shown to reporters.",
    "Families waited in front of the school and asked for news.",
    "The company did not reply to questions.",
]
HEADS = ["Questions remain after a hard year", "What the papers show", "A town waits for answers", "The long road back"]
PLACES = ["HOLLBROOK", "STENWICK", "MARLOW BAY", "CARROW"]

Fields = dict[str, Any]


@dataclass
class Planted:
    """An article with a statement in it."""

    kind: str
    altered: bool
    statement: str
    text: str
    published: str


def words_of(number: int) -> str:
    """A number as newspapers write it."""
    return SMALL[number] if number < len(SMALL) else f"{number:,}"


def swapped(chance: random.Random, number: int) -> int:
    """A number with two digits changed over, or one off, never the same; at least a tenth away."""
    digits = list(str(number))
    if len(digits) > 1 and digits[0] != digits[1] and digits[1] != "0":
        digits[0], digits[1] = digits[1], digits[0]
    out = int("".join(digits))
    return (
        out if abs(out - number) >= max(1, number / 10) else number + max(1, chance.choice([number // 4, number // 2]))
    )


def stretch(count: int, unit: str) -> Fields:
    """A length of time in words, small and with a capital."""
    said = f"{words_of(count)} {unit}{'s' if count > 1 else ''}"
    return {"stretch": said, "Stretch": said[0].upper() + said[1:]}


def written(chance: random.Random, day: date) -> str:
    """A full date in one of two orders."""
    month = MONTHS[day.month - 1]
    return chance.choice([f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}"])


def some_day(chance: random.Random, first: int = 2005, last: int = 2022) -> date:
    """A day of these years."""
    return date(first, 1, 1) + timedelta(days=chance.randrange((last - first + 1) * 365))


def weekday(chance: random.Random, alter: bool) -> Fields:
    """A date with its day of the week, not long before publication."""
    day = some_day(chance)
    named = (day.weekday() + (chance.choice([-2, -1, 1, 1, 2]) if alter else 0)) % 7
    ending = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    given = {"weekday": WEEKDAYS[named], "day": day.day, "year": day.year, "day_th": f"{day.day}{ending}"}
    when = {"month": MONTHS[day.month - 1], "month_short": SHORT[day.month - 1]}
    return {**given, **when, "published": day + timedelta(days=chance.randrange(1, 40))}


def distance(chance: random.Random, alter: bool) -> Fields:
    """Two cities less than 900 km apart, in kilometres or miles, with the direction."""
    while True:
        a, b = chance.sample(sorted(CITIES), 2)
        apart = kilometres(*CITIES[a], *CITIES[b])
        if 60 < apart < 900:
            break
    unit = chance.choice(["kilometers", "kilometres", "km", "miles"])
    value = apart / 1.609344 if unit == "miles" else apart
    figure, way = (round(value / 10) * 10 if value > 100 else round(value)), direction(b, a)
    if alter:
        how = chance.choice(["double", "half", "unit", "swap"])
        figure = {"double": 2 * figure, "half": round(figure / 2), "unit": figure, "swap": figure}[how]
        if how == "unit":
            unit = "miles" if unit != "miles" else "km"
        elif how == "swap":
            figure = far_swap(figure)
    return {"a": a, "b": b, "figure": figure, "unit": unit, "direction": way, "published": some_day(chance)}


def far_swap(figure: int) -> int:
    """The first two digits changed over, where that makes a real difference; doubled otherwise."""
    text = str(figure)
    other = int(text[1] + text[0] + text[2:])
    return other if not 0.6 < other / figure < 1.6 and other else 2 * figure


def direction(origin: str, there: str) -> str:
    """The nearest of eight directions from one city to another."""
    return WAYS[round(bearing(*CITIES[origin], *CITIES[there]) / 45) % 8]


def later(chance: random.Random, alter: bool) -> Fields:
    """Two days and what lies between them, in days, weeks or months."""
    first = some_day(chance)
    unit, most, length = chance.choice([("day", 9, 1.0), ("week", 6, 7.0), ("month", 8, 30.44)])
    count = chance.randrange(2, most)
    second = first + timedelta(days=round(count * length))
    if alter and chance.random() < 0.6:
        count = count + chance.choice([1, 2, 3]) if count < 3 or chance.random() < 0.5 else count - 1
    elif alter:
        second += timedelta(days=round(chance.choice([1.2, 2, 3]) * length) + 1)
    said = {"first": written(chance, first), "second": written(chance, second)}
    return {**said, **stretch(count, unit), "published": second + timedelta(days=20)}


def run(chance: random.Random, alter: bool) -> Fields:
    """A number of days from one to another."""
    first, count = some_day(chance), chance.randrange(4, 60)
    second = first + timedelta(days=count)
    said = swapped(chance, count) if alter and count > 12 else count + 3 if alter else count
    dates = {"first": written(chance, first), "second": written(chance, second)}
    return {**dates, "n": words_of(said), "published": second + timedelta(days=9)}


def years(chance: random.Random, alter: bool) -> Fields:
    """Two years and the years between them."""
    y1, count = chance.randrange(1950, 2000), chance.randrange(3, 20)
    said = count + chance.choice([1, 2, 5, count, 10]) if alter else count
    word = words_of(said)
    return {"y1": y1, "y2": y1 + count, "n": word, "N": word.capitalize(), "published": date(2021, 5, 6)}


def age(chance: random.Random, alter: bool) -> Fields:
    """A birth, a death and the age at death."""
    born, died = some_day(chance, 1920, 1970), some_day(chance, 1995, 2020)
    full = died.year - born.year - ((died.month, died.day) < (born.month, born.day))
    said = full + chance.choice([-10, -3, 2, 3, 10]) if alter else full
    dates = {"born": written(chance, born), "died": written(chance, died), "by": born.year, "dy": died.year}
    return {**dates, "age": said, "published": died + timedelta(days=30)}


def sums(chance: random.Random, alter: bool) -> Fields:
    """Two parts and their total."""
    x, y = chance.randrange(5, 60), chance.randrange(3, 40)
    total = x + y + (chance.choice([-2, -1, 1, 2, 10]) if alter else 0)
    a, b = chance.sample(sorted(CITIES), 2)
    said = {"x": words_of(x), "y": words_of(y), "total": words_of(total), "X": words_of(x).capitalize()}
    return {**said, "Total": words_of(total).capitalize(), "a": a, "b": b, "published": some_day(chance)}


def percent(chance: random.Random, alter: bool) -> Fields:
    """A part of a whole and its share."""
    whole = chance.choice([40, 48, 60, 120, 150, 240, 320])
    part = chance.randrange(whole // 6, whole)
    pct = round(100 * part / whole)
    return {
        "part": part, "whole": whole, "published": some_day(chance),
        "pct": swapped(chance, pct) if alter else pct,
    }  # fmt: skip


def growth(chance: random.Random, alter: bool) -> Fields:
    """Two amounts and the change between them."""
    before = chance.randrange(20, 400)
    after = round(before * (1 + chance.randrange(8, 60) / 100))
    up, down = round(100 * (after - before) / before), round(100 * (after - before) / after)
    return {
        "from": before, "to": after, "published": some_day(chance),
        "pct": wrong_share(chance, up) if alter else up, "down": wrong_share(chance, down) if alter else down,
    }  # fmt: skip


def wrong_share(chance: random.Random, share: int) -> int:
    """A percentage that is clearly another one."""
    return share + chance.choice([5, 10, share]) if chance.random() < 0.6 else max(1, share // 2 - 1)


def multiple(chance: random.Random, alter: bool) -> Fields:
    """A number, and twice or three times as many."""
    word, times = chance.choice([("doubled", 2), ("tripled", 3), ("quadrupled", 4)])
    small = chance.randrange(12, 90)
    large = small * times
    large = round(large * chance.choice([0.6, 1.5, 2])) if alter else large
    return {"multiplied": word, "small": small, "large": large, "published": some_day(chance)}


def headline(chance: random.Random, alter: bool) -> Fields:
    """The number of a headline and that of the text."""
    count = chance.randrange(3, 60)
    said = swapped(chance, count) if alter else count
    heads = {"headline_n": words_of(said), "Headline_n": words_of(said).capitalize()}
    return {**heads, "n": words_of(count), "published": some_day(chance)}


def order(chance: random.Random, alter: bool) -> Fields:
    """A past event with its full date, which an alteration puts after the day of publication."""
    event = some_day(chance)
    published = event + timedelta(days=chance.randrange(1, 90))
    return {"event": written(chance, event.replace(year=event.year + 1, day=min(event.day, 28)) if alter else event),
            "published": published}  # fmt: skip


def voices(chance: random.Random, alter: bool) -> Fields:
    """Two speakers who give a number of the same thing."""
    count, event = chance.randrange(13, 60), some_day(chance)
    other = swapped(chance, count) if alter else count
    return {"n": count, "m": other, "event": written(chance, event), "published": event + timedelta(days=3)}


MAKERS: dict[str, Callable[[random.Random, bool], Fields]] = {
    "weekday": weekday, "distance": distance, "later": later, "after": later, "run": run, "years": years, "age": age,
    "sum": sums, "percent": percent, "growth": growth, "multiple": multiple, "headline": headline, "order": order,
    "voices": voices,
}  # fmt: skip


def planted(part: str) -> Iterator[Planted]:
    """All articles of a part of the templates: for each kind as many altered as true."""
    templates = tomllib.loads(TEMPLATES.read_text("utf8"))[part]
    for kind, wordings in templates.items():
        chance = random.Random(f"{SEED} {part} {kind}")  # noqa: S311
        for number in range(KINDS_MORE.get(kind, PER_KIND)):
            alter = number % 2 == 1
            fields = MAKERS[kind](chance, alter)
            statement = wordings[number // 2 % len(wordings)].format(**fields)
            yield article(chance, kind, alter, statement, fields["published"])


def article(chance: random.Random, kind: str, altered: bool, statement: str, published: date) -> Planted:
    """A short article with a headline, a dateline and the statement in its middle."""
    head, rule, body = statement.partition("\n\n")
    if not rule:
        head, body = chance.choice(HEADS), statement
    before, after, last = chance.sample(FILLERS, 3)
    line = f"{chance.choice(PLACES)}, {SHORT[published.month - 1]} {published.day}, {published.year}"
    paragraphs = [head, f"{line} - {before}", body, f"{after} {last}"]
    return Planted(kind, altered, statement, "\n\n".join(paragraphs) + "\n", published.isoformat())


def outcome(item: Planted) -> tuple[str, str]:
    """Whether a check of the statement fits, does not fit, or was not made; and what it says."""
    reading = read_input(Captured(name="a.txt", data=item.text.encode()), item.published)
    assert reading.document is not None
    text = reading.document.text
    made = [f for f in findings([reading]) if f.outcome != "cannot be checked"]
    stated = {f.outcome: f.reason for f in made if item.kind == "headline" or overlaps(text, item.statement, f.stated)}
    wrong = next((f.reason for f in made if f.outcome == "does not fit"), "")
    if not item.altered and wrong:
        return "does not fit", wrong
    for name in ("does not fit", "fits"):
        if name in stated:
            return name, stated[name]
    return "not checked", ""


def overlaps(text: str, statement: str, spot: Any) -> bool:
    """Whether a spot stands in the statement."""
    at = text.find(statement)
    return at <= spot.start < at + len(statement)


def shown(part: str, verbose: bool) -> dict[str, float]:
    """Print a line a kind, and give the scores."""
    tallies: dict[str, Counter[tuple[bool, str]]] = {}
    for item in planted(part):
        result, reason = outcome(item)
        tallies.setdefault(item.kind, Counter())[(item.altered, result)] += 1
        if verbose and result != ("does not fit" if item.altered else "fits"):
            print(f"  {item.kind}, {'altered' if item.altered else 'true'}, {result}: {item.statement!r} {reason}")
    print(f"\n{part:11} altered caught  not checked   true accused  not checked")
    everything = sum(tallies.values(), Counter[tuple[bool, str]]())
    for kind, tally in {**tallies, "all": everything}.items():
        numbers = [tally[(a, o)] for a in (True, False) for o in ("does not fit", "not checked", "fits")]
        wrong, right = sum(numbers[:3]), sum(numbers[3:])
        print(f"  {kind:10} {wrong:6} {numbers[0]:6} {numbers[1]:9} {right:9} {numbers[3]:7} {numbers[4]:9}")
    altered, true = (sum(n for (a, _), n in everything.items() if a is side) for side in (True, False))
    caught, accused = everything[(True, "does not fit")], everything[(False, "does not fit")]
    checked = everything[(True, "not checked")] + everything[(False, "not checked")]
    print(f"  caught {100 * caught / altered:.1f} %, accused {100 * accused / true:.1f} %, "
          f"not checked {100 * checked / (altered + true):.1f} % of {altered + true}")  # fmt: skip
    return {
        f"{part} caught": round(100 * caught / altered, 1),
        f"{part} not accused": round(100 - 100 * accused / true, 1),
    }


def main() -> None:
    """Print both parts; the part that were not at hand are the ones that count."""
    parts = [p for p in PARTS if p in sys.argv] or list(PARTS)
    scores = {name: score for part in parts for name, score in shown(part, "-v" in sys.argv).items()}
    report([TEMPLATES, Path(__file__)], scores)


if __name__ == "__main__":
    main()
