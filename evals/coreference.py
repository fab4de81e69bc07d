"""Whom pronouns stand for: the dev documents of GUM as plain text, read end to end.

python evals/coreference.py --data DATA

Asked for is every pronoun of a gold cluster in which a person or an organisation is named. An answer is right when the
entity's name, where it is written in full, overlaps a name of that cluster; an entity without a name is a wrong answer.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from task import data_folder, report, rows_of  # noqa: E402  # the path comes first

from rashomon.read.attribution.claims import stretches  # noqa: E402
from rashomon.read.cast.coreference import phrases_in, resolve  # noqa: E402
from rashomon.read.names.mentions import find_mentions, settle  # noqa: E402
from rashomon.records import Document, Fragment, Zone  # noqa: E402
from training.entities import base_phrases, joined  # noqa: E402

PRONOUNS = {
    word: kind
    for kind, words in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "they": "they them their theirs themselves",
        "it": "it its itself",
        "I": "i me my mine myself",
        "we": "we us our ours ourselves",
        "you": "you your yours yourself yourselves",
    }.items()
    for word in words.split()
}
THIRD = ("he", "she", "they", "it")
GROUPS = (("he", "she"), ("they", "it"), ("I", "we", "you"))
"""Pronouns that share a threshold."""
NO_NAME = frozenset(
    """president prime minister senator representative governor general colonel captain judge justice king queen prince
    pope father sir lord mayor secretary chancellor ambassador chief director chairman mr. mrs. ms. dr. mr mrs ms
    dr speaker court congress madam miss professor""".split()
)


@dataclass(frozen=True)
class Target:
    """A pronoun of the gold, where its cluster's names stand, and its phrases for persons and organisations."""

    start: int
    end: int
    kind: str
    names: tuple[tuple[int, int], ...]
    phrases: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Gold:
    """A document as text, and its pronouns."""

    id: str
    text: str
    targets: tuple[Target, ...]


def gold_of(row: dict[str, Any]) -> Gold:
    """A GUM document set as print, a sentence a line."""
    text, places, opening = "", [], set()
    for tokens in row["sentences"]:
        line, at = joined(tokens, True)
        text += "\n" if text else ""
        opening.add(len(places))
        places += [(len(text) + a, len(text) + b) for a, b in at]
        text += line
    tokens = [t for s in row["sentences"] for t in s]
    ordered = sorted(row["mentions"], key=lambda m: (m["start"], m["end"]))
    names = defaultdict(list)
    for m in row["mentions"]:
        if m["kind"] in ("person", "organization") and (run := name_in(tokens, m, ordered, opening)):
            names[m["cluster"]].append((places[run[0]][0], places[run[1] - 1][1]))
    phrases = defaultdict(list)
    for a, b, kind, cluster in base_phrases(tokens, row["mentions"]):
        if kind in ("person", "organisation") and not (b == a + 1 and tokens[a].lower() in PRONOUNS):
            phrases[cluster].append((places[a][0], places[b - 1][1]))
    targets = []
    for m in row["mentions"]:
        kind = PRONOUNS.get(tokens[m["start"]].lower()) if m["end"] == m["start"] + 1 else None
        if kind and not (tokens[m["start"]].isupper() and len(tokens[m["start"]]) > 1):
            start, end = places[m["start"]]
            targets.append(
                Target(start, end, kind, tuple(names.get(m["cluster"], ())), tuple(phrases.get(m["cluster"], ())))
            )
    return Gold(row["id"], text, tuple(sorted(targets, key=lambda t: t.start)))


def name_in(
    tokens: list[str], m: dict[str, Any], mentions: list[dict[str, Any]], opening: set[int]
) -> tuple[int, int] | None:
    """The name that heads a mention, without what stands behind it, its titles and article: tokens from, to."""
    start, end = m["start"], m["end"]
    at = bisect_right(mentions, start, key=lambda k: k["start"])
    while at < len(mentions) and mentions[at]["start"] < end and mentions[at]["end"] > end:
        at += 1
    end = mentions[at]["start"] if at < len(mentions) and mentions[at]["start"] < end else end
    stop = next(
        (
            i
            for i in range(start, end)
            if tokens[i] in {",", "(", "–", "who", "that", "which", ":", "'s", "’s"} and i > start
        ),
        end,
    )
    end = stop
    while end > start and not tokens[end - 1][:1].isalnum():
        end -= 1
    first = end
    while first > start and (
        tokens[first - 1][:1].isupper() or tokens[first - 1] in {"of", "-", "and", "de", "von", "van", "&", "."}
    ):
        first -= 1
    while first < end and (nameless(tokens[first].lower()) or not tokens[first][:1].isupper()):
        first += 1
    if first >= end or all(t.lower() in PRONOUNS for t in tokens[first:end]) or not tokens[end - 1][:1].isupper():
        return None
    if first in opening and end - first == 1 and not m["wiki"]:
        elsewhere = any(t == tokens[first] for i, t in enumerate(tokens) if i not in opening)
        return (first, end) if elsewhere else None
    return first, end


def nameless(word: str) -> bool:
    """Whether a word with a capital is a title or a role, which names nobody."""
    return word in NO_NAME or word.removesuffix("s") in NO_NAME or word in ("the", "a", "an")


Places = list[tuple[int, int]]
Answer = Callable[[Target], "tuple[Places | None, Places, float]"]


@dataclass(frozen=True)
class Mark:
    """One pronoun's mark: `answered` at probability `p` (`by_name`: by an entity that has one), right or not.

    `named` says whether the gold cluster has a name, `somebody` whether it has a phrase for a person or organisation;
    `same` whether the answer's own first phrase is one of those.
    """

    kind: str
    named: bool
    answered: bool
    right: bool
    p: float
    by_name: bool
    somebody: bool
    same: bool


def marks_of(gold: Gold, answer: Answer) -> list[Mark]:
    """Marks of all pronouns; `answer` gives where the answered entity's full name stands, or none."""
    out = []
    for t in gold.targets:
        places, written, p = answer(t)
        right = meets(places or (), t.names)
        out.append(
            Mark(
                t.kind,
                bool(t.names),
                places is not None,
                right,
                p,
                bool(places),
                bool(t.phrases),
                meets(written[:1], t.phrases),
            )
        )
    return out


def meets(some: Iterable[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Whether a span of the one overlaps one of the other."""
    return any(a < d and c < b for a, b in some for c, d in others)


def places_of(resolution: Any, target: Target) -> tuple[Places | None, Places, float]:
    """Where the name of the answer is written in full (none without an answer), and all its phrases."""
    found = resolution.of(Fragment(start=target.start, end=target.end))
    if found.entity is None:
        return None, [], found.p
    return resolution.places(found.entity), resolution.written(found.entity), found.p


def table(marks: Sequence[Mark]) -> dict[str, float]:
    """Print right of answered and answered of all, by pronoun; give the figures that floors hold."""
    groups: dict[str, Iterable[str]] = {"third person": THIRD, **{k: (k,) for k in THIRD}}
    groups |= {"first and second": ("I", "we", "you"), "all": tuple(sorted(set(PRONOUNS.values())))}
    scores = {}
    for name, kinds in groups.items():
        mine = [m for m in marks if m.kind in kinds and m.named]
        answered = [m for m in mine if m.answered]
        right = sum(m.right for m in answered)
        precision = 100 * right / max(len(answered), 1)
        coverage = 100 * len(answered) / max(len(mine), 1)
        print(
            f"{name:18} {len(mine):4} asked, {len(answered):4} answered "
            f"({coverage:5.1f} %), right of those {precision:5.1f} %"
        )
        if name in ("third person", "all"):
            scores |= {f"{name} right": round(precision, 1), f"{name} answered": round(coverage, 1)}
    for name, kinds in groups.items():
        mine = [m for m in marks if m.kind in kinds and m.somebody]
        answered = [m for m in mine if m.answered]
        right = 100 * sum(m.same for m in answered) / max(len(answered), 1)
        share = 100 * len(answered) / max(len(mine), 1)
        print(
            f"{name:18} named or described: {len(mine):4} asked, {share:5.1f} % answered, right of those {right:5.1f} %"
        )
        if name == "third person":
            scores |= {"described right": round(right, 1), "described answered": round(share, 1)}
    idle = [m for m in marks if not m.named and m.kind in THIRD]
    print(f"third person, cluster without a name: {len(idle)}, given a name {sum(m.by_name for m in idle)}")
    return scores


def main() -> None:
    """Read every dev document and print the table."""
    path = data_folder() / "coref" / "gum_dev.jsonl"
    marks: list[Mark] = []
    for row in rows_of(path):
        gold = gold_of(row)
        document, zones = as_document(gold)
        found, phrases = [], []
        for states in stretches(document, zones):
            found += find_mentions(states)
            phrases += phrases_in(states)
        resolution = resolve(document, zones, settle(document, zones, found), phrases)
        marks += marks_of(gold, lambda t, r=resolution: places_of(r, t))
    report([path], table(marks))


def as_document(gold: Gold) -> Any:
    """The text as a document that is all body."""
    document = Document(
        id="d" + gold.id[-12:], name=gold.id, sha256="", media_type="text/plain", encoding="utf8", text=gold.text
    )
    return document, (Zone(start=0, end=len(gold.text), kind="body"),)


if __name__ == "__main__":
    main()
