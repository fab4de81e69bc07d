"""Speakers: how a source is identified, of what kind it is, and the terms on which it spoke.

python evals/speakers.py --data DATA [--labels IDS.json LABELS.tsv] [--words]

The labelled claims are those of stances/gold.jsonl, with the gold spans of their articles, so that what is made of a
source is scored and not how it was found; names and pronouns are resolved by reading the whole article, unless --words
asks for the words of the source alone. --labels gives labelled claims as a map of item to article and relation, and a
table of labels, several times if need be. The terms are those of speakers/ground_rules.txt, sentences written for this.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from task import report, rows_of

from rashomon.read.attribution.claims import stretches
from rashomon.read.cast.coreference import Reference, phrases_in, resolve
from rashomon.read.names.mentions import find_mentions, settle
from rashomon.read.speaking.descriptions import describe
from rashomon.read.speaking.ground_rules import ground_rules
from rashomon.read.speaking.speakers import speakers_of
from rashomon.records import Claim, Document, Fragment, Mention, Speaker, Zone

HERE = Path(__file__).resolve().parent
SENTENCES = HERE / "speakers" / "ground_rules.txt"
GOLD = HERE / "stances" / "gold.jsonl"
FIELDS = ("identification", "kind")


@dataclass(frozen=True)
class Item:
    """A labelled claim: its article, the number of its relation there, and its labels, one or two of each field."""

    article: str
    relation: int
    labels: dict[str, tuple[str, ...]]


class Alone:
    """A stand-in for a resolution that knows nobody."""

    mentions: tuple[Mention, ...] = ()

    def of(self, _: Fragment) -> Reference:
        """Nobody."""
        return Reference(entity=None, how="only the words of the source were looked at", p=0.0)


def main() -> None:
    """Print the scores of identification, kind and terms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=Path, nargs=2, action="append", metavar=("IDS", "LABELS"))
    parser.add_argument("--words", action="store_true", help="look at the words of the source alone")
    options = parser.parse_args()
    scores, used = terms(), [SENTENCES]
    paths = [options.data / "attribution" / f"{part}.jsonl" for part in ("train", "dev")]
    items = list(labelled(options.labels) if options.labels else gold())
    if items:
        wanted = {item.article for item in items}
        articles = {row["id"]: row for path in paths for row in rows_of(path) if row["id"] in wanted}
        scores |= labels(items, articles, alone if options.words else resolved)
        used += [p for pair in options.labels or [] for p in pair] or [GOLD]
    else:
        print("no labelled claims are at hand")
    report(used, scores)


def gold() -> Iterator[Item]:
    """The adjudicated claims."""
    for row in rows_of(GOLD) if GOLD.is_file() else []:
        if "relation" in row:
            yield Item(row["article"], row["relation"], {f: (row["label"][f],) for f in FIELDS})


def labelled(pairs: Iterable[tuple[Path, Path]]) -> Iterator[Item]:
    """The claims of tables of labels; two labels of the same claim by two tables stay both."""
    found: dict[tuple[str, int], list[tuple[str, ...]]] = defaultdict(list)
    for ids, table in pairs:
        at = json.loads(ids.read_text("utf8"))
        for line in table.read_text("utf8").splitlines():
            name, _, _, _, *fields = line.split("\t")
            if "relation" in at.get(name, {}):
                found[at[name]["article"], at[name]["relation"]].append(tuple(fields[:2]))
    for (article, relation), given in found.items():
        yield Item(article, relation, {f: tuple(row[k] for row in given) for k, f in enumerate(FIELDS)})


def resolved(text: str) -> Any:
    """Whom names, descriptions and pronouns of an article stand for."""
    zones = (Zone(start=0, end=len(text), kind="body"),)
    document = Document(id="d", name="", sha256="", media_type="text/plain", encoding="utf-8", text=text)
    found, phrases = [], []
    for states in stretches(document, zones):
        found += find_mentions(states)
        phrases += phrases_in(states)
    return resolve(document, zones, settle(document, zones, found), phrases)


def alone(_: str) -> Any:
    """Nobody is resolved."""
    return Alone()


def labels(
    items: list[Item], articles: dict[str, dict[str, Any]], resolution: Callable[[str], Any]
) -> dict[str, float]:
    """Accuracy and F1 of each value, against the value that is most frequent; and how far `p` is from what is right."""
    given: list[tuple[Item, Speaker | None]] = []
    by_article: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_article[item.article].append(item)
    for name, asked in by_article.items():
        article = articles[name]
        relations = article["attributions"]
        speakers = speakers_of(article["text"], [claim_of(**spans(r)) for r in relations], resolution(article["text"]))
        given += [(item, speakers[item.relation]) for item in asked]
    scores: dict[str, float] = {}
    for field, none in zip(FIELDS, ("unspecified", "unknown"), strict=True):
        pairs = [(label, getattr(s, field) if s else none) for item, s in given for label in item.labels[field]]
        scores |= table(field, pairs)
    cases(given)
    return scores


def table(field: str, pairs: list[tuple[str, str]]) -> dict[str, float]:
    """The figures of one field, printed."""
    right = 100 * sum(a == b for a, b in pairs) / len(pairs)
    most, number = Counter(a for a, _ in pairs).most_common(1)[0]
    print(f"\n{field}: {right:.1f} % right of {len(pairs)}; always '{most}': {100 * number / len(pairs):.1f} %")
    values = sorted({a for a, _ in pairs}, key=lambda v: -sum(a == v for a, _ in pairs))
    f1s = []
    for value in values:
        both = sum(a == b == value for a, b in pairs)
        expected, found = sum(a == value for a, _ in pairs), sum(b == value for _, b in pairs)
        f1s.append(200 * both / (expected + found))
        baseline = 200 * number / (number + len(pairs)) if value == most else 0.0
        print(f"  {value:13} {expected:5}  P {100 * both / max(found, 1):5.1f}  R {100 * both / expected:5.1f}", end="")
        print(f"  F1 {f1s[-1]:5.1f}  (always '{most}': {baseline:.1f})")
    mixed = Counter((a, b) for a, b in pairs if a != b).most_common(8)
    print("  mixed up:", "; ".join(f"{a} as {b} {n}" for (a, b), n in mixed))
    return {f"{field} right": round(right, 1), f"{field} F1": round(sum(f1s) / len(f1s), 1)}


def cases(given: list[tuple[Item, Speaker | None]]) -> None:
    """How often identification and kind are both right, beside `p`, by how the speaker was found."""
    rows: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for item, speaker in given:
        if speaker is not None:
            both = all(getattr(speaker, f) == item.labels[f][0] for f in FIELDS)
            rows[("resolved, " if speaker.entity else "unresolved, ") + speaker.identification].append(
                (speaker.p, both)
            )
    print("\n                             claims   mean p   right")
    for case, found in sorted(rows.items()):
        p, right = (sum(row[k] for row in found) / len(found) for k in (0, 1))
        print(f"  {case:26} {len(found):6}   {p:6.2f}  {right:6.2f}")


def terms() -> dict[str, float]:
    """How many of the sentences with terms have exactly them found, and how many of those without are left alone."""
    found, left, in_terms = Counter[bool](), Counter[bool](), True
    for line in SENTENCES.read_text("utf8").splitlines():
        if line == "none":
            in_terms = False
        elif line and not line.startswith("#"):
            text, claim, expected = marked(line)
            right = ground_rules(text, claim, describe(text, claim.source)) == expected
            (found if in_terms else left)[right] += 1
            if not right:
                print("wrong:", line)
    print(f"terms: {found[True]} of {found.total()} found exactly, {left[True]} of {left.total()} without left alone")
    return {"terms found": 100 * found[True] / found.total(), "no terms left alone": 100 * left[True] / left.total()}


def marked(line: str) -> tuple[str, Claim, Fragment | None]:
    """A text, its claim, and where terms are stated, from a line with marks."""
    text = ""
    opened: list[int] = []
    found: dict[str, list[Fragment]] = defaultdict(list)
    for letter in line:
        if letter in "{<[«":
            opened.append(len(text))
        elif letter in "}>]»":
            found[letter].append(Fragment(start=opened.pop(), end=len(text)))
        else:
            text += letter
    return text, claim_of(found["}"], found[">"], found["]"]), next(iter(found["»"]), None)


def spans(relation: dict[str, Any]) -> dict[str, list[Fragment]]:
    """The fragments of a gold relation."""
    return {role: [Fragment(start=s, end=e) for s, e in relation[role]] for role in ("source", "cue", "content")}


def claim_of(source: Iterable[Fragment], cue: Iterable[Fragment], content: Iterable[Fragment]) -> Claim:
    """A claim of which only the spans matter."""
    parts = {"source": tuple(source), "cue": tuple(cue), "content": tuple(content)}
    return Claim(id="d.c0", doc="d", form="indirect", p=1.0, zone="body", making="", **parts)


if __name__ == "__main__":
    main()
