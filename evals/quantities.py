"""Quantities of news against labels: where they stand, what they say, what is counted and what befalls it.

python evals/quantities.py --data DATA

Scored are 29 articles of the attribution dev set. quantities_labels.tsv has a line a quantity, with offsets for
words: set, article, span, low, high, unit, comparator, span of what is counted, lemma of the event; an article without
quantities has one line with no span. A span is right when both its ends are; the rest is scored on right spans.

All labels are a language model's, which wrote the rules, too; the rules were mended with every set in sight (README.md
has what was reached on sets 2 to 4 before). The scores say whether a change helps, not how well news is read.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from task import data_folder, report, rows_of

from rashomon.ingest.items import Captured
from rashomon.pipeline import read_input
from rashomon.records import Quantity

LABELS = Path(__file__).with_name("quantities_labels.tsv")
GROUPS = {"set 1": "1", "set 2": "2", "set 3": "3", "set 4": "4", "sets 2 to 4": "234", "all": "1234"}
HELD = ("sets 2 to 4", "all")
NEAR = 1e-3  # by so much of its size may a bound differ

Span = tuple[int, int]


class Label(NamedTuple):
    """What a quantity was labelled as."""

    low: float | None
    high: float | None
    unit: str
    comparator: str
    of: Span | None
    event: str


class Article(NamedTuple):
    """A labelled article: its set, and its quantities by their spans."""

    number: str
    labels: dict[Span, Label]


def main() -> None:
    """Read the labelled articles, each with its date, score every set and sets together, and print the figures."""
    path = data_folder() / "attribution" / "dev.jsonl"
    rows = {row["id"]: row for row in rows_of(path)}
    labelled = labels()
    found = {name: quantities(rows[name]) for name in labelled}
    scores: dict[str, float] = {}
    for group, numbers in GROUPS.items():
        tally: Counter[str] = Counter()
        articles = [name for name, article in labelled.items() if article.number in numbers]
        for name in articles:
            tally += compared(labelled[name].labels, found[name])
        shown = scored(tally)
        right, false, missed = (tally[kind] for kind in ("right", "false", "missed"))
        print(f"{group}: {len(articles)} articles; {right} right, {false} false, {missed} missed")
        print("  " + ", ".join(f"{kind} {value}" for kind, value in shown.items()))
        if group in HELD:
            scores |= {f"{group}, {kind}": value for kind, value in shown.items()}
    report([path, LABELS], scores)


def labels() -> dict[str, Article]:
    """The labelled articles by their ids."""
    out: dict[str, Article] = {}
    for line in LABELS.read_text("utf8").splitlines():
        number, name, at, low, high, unit, comparator, of, event = line.split("\t")
        article = out.setdefault(name, Article(number, {}))
        if span := span_of(at):
            article.labels[span] = Label(bound(low), bound(high), unit, comparator, span_of(of), event)
    return out


def span_of(field: str) -> Span | None:
    """Two offsets, "12-15"; none of an empty field."""
    start, _, end = field.partition("-")
    return (int(start), int(end)) if end else None


def bound(field: str) -> float | None:
    """A bound; none of an empty field."""
    return float(field) if field else None


def quantities(row: dict[str, Any]) -> tuple[Quantity, ...]:
    """What the whole reading gives for an article on its day."""
    captured = Captured(name="article.txt", data=row["text"].encode())
    reading = read_input(captured, row["published"][:10])
    if reading.document is None or reading.document.text != row["text"]:
        raise SystemExit(f"the offsets of {row['id']} would not be those of the labels: its text was changed")
    return reading.quantities


def compared(gold: dict[Span, Label], found: Sequence[Quantity]) -> Counter[str]:
    """How many spans are right, false and missed, and what is right of those that are."""
    tally: Counter[str] = Counter()
    spans = {(q.start, q.end): q for q in found}
    tally["false"] = len(spans.keys() - gold.keys())
    tally["missed"] = len(gold.keys() - spans.keys())
    for span in gold.keys() & spans.keys():
        q, label = spans[span], gold[span]
        of = (q.of_at.start, q.of_at.end) if q.of_at else None
        tally["right"] += 1
        tally["values"] += same_value(q, label)
        tally["of"] += of == label.of or bool(of and label.of and of[0] < label.of[1] and label.of[0] < of[1])
        tally["of exact"] += of == label.of
        tally["events found"] += bool(q.event)
        tally["events labelled"] += bool(label.event)
        tally["events right"] += bool(label.event) and q.event == label.event
    return tally


def same_value(quantity: Quantity, label: Label) -> bool:
    """Whether bounds, unit and comparator are all right."""
    return (
        quantity.unit == label.unit
        and quantity.comparator == label.comparator
        and near(quantity.low, label.low)
        and near(quantity.high, label.high)
    )


def near(one: float | None, other: float | None) -> bool:
    """Whether two bounds are the same, or neither is known."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=NEAR)


def scored(tally: Counter[str]) -> dict[str, float]:
    """Percentages: spans; value, unit and comparator; what is counted (neither has it counts as right); events."""
    right, found = tally["right"], tally["right"] + tally["false"]
    labelled = tally["right"] + tally["missed"]
    figures = {
        "span P": right / max(1, found),
        "span R": right / max(1, labelled),
        "span F1": 2 * right / max(1, found + labelled),
        "value, unit and comparator": tally["values"] / max(1, right),
        "of overlaps": tally["of"] / max(1, right),
        "of exact": tally["of exact"] / max(1, right),
        "event F1": 2 * tally["events right"] / max(1, tally["events found"] + tally["events labelled"]),
    }
    return {kind: round(100 * value, 1) for kind, value in figures.items()}


if __name__ == "__main__":
    main()
