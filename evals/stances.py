"""What a source does by saying something, how certain it is, on what evidence: against labels made in two passes.

python evals/stances.py --data DATA

The claims are given with their spans, so that these fields are scored and not the reader. Gold: stances/gold.jsonl
(claims and sentences of the dev articles, by offsets; the first 240 claims are a random sample, the rest was chosen for
rare cues) and stances/ours.jsonl (texts of our own, CC0-1.0). Both were labelled by a language model in two separate
passes, the differences settled by a third reading; for ours the two passes lie minutes apart and the author of the
texts made both, so that their agreement is an upper bound. ECE is that of `Claim.sure`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from task import data_folder, report, rows_of

from rashomon.ingest.documents import ingest
from rashomon.models import claim_model
from rashomon.read.attribution.claims import form_of
from rashomon.read.quotations import find_quotations
from rashomon.read.stances.passages import passage_between, passage_of
from rashomon.read.stances.stance import certainty_of, claim_signals, signals_of, with_stances
from rashomon.read.states import States, see
from rashomon.read.tagging import encode
from rashomon.read.wordpieces import packaged
from rashomon.records import Claim, Fragment

HERE = Path(__file__).with_name("stances")
ANSWERS = Path(str(files("rashomon") / "example" / "answers.json"))
FIELDS = ("attitude", "certainty", "evidence")
LABELLED = (*FIELDS, "identification", "kind")


@dataclass
class Answer:
    """What is expected of an item, what the reader gives, what the lexicons give alone, and how sure the reader is."""

    row: dict[str, Any]
    given: dict[str, str]
    words: dict[str, str]
    sure: dict[str, float]
    overlap: bool | None


def main() -> None:
    """Print agreement of the labels, then scores and reliability by field for each set."""
    data = data_folder()
    path = data / "attribution" / "dev.jsonl"
    texts = {a["id"]: a["text"] for a in rows_of(path)}
    gold, ours = rows_of(HERE / "gold.jsonl"), rows_of(HERE / "ours.jsonl")
    for name, rows in (("gold", gold), ("ours", ours)):
        agreement(name, rows)
    answers = answered(gold, texts)
    claims = [a for a in answers if "span" not in a.row]
    sets = {
        "random": [a for a in claims if a.row["random"]],
        "all": claims,
        "ours": answered(ours, {r["id"]: r["text"] for r in ours}),
        "example": answered(*example()),
    }
    scores: dict[str, float] = {}
    for name, chosen in sets.items():
        scores |= shown(name, chosen)
    scores |= shown("own voice", [a for a in answers if "span" in a.row])
    report([path, HERE / "gold.jsonl", HERE / "ours.jsonl", ANSWERS], scores)


def answered(rows: list[dict[str, Any]], texts: dict[str, str]) -> list[Answer]:
    """The reader's answers for all rows, one pass of the encoder for each text."""
    out = []
    by_text: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_text.setdefault(row.get("article", row["id"]), []).append(row)
    for name, of_text in by_text.items():
        states = see(texts[name], encode(texts[name], packaged()), claim_model())
        quotations = find_quotations(texts[name])
        out += [answer(row, states, quotations) for row in of_text]
    return out


def answer(row: dict[str, Any], states: States, quotations: Any) -> Answer:
    """The reader's answer for one claim, or for one sentence of the article's own voice."""
    if "span" in row:
        passage = passage_between(states, *row["span"])
        assert passage is not None
        value, p = certainty_of(states, *row["span"])
        alone = {"certainty": signals_of(passage, "", "", "", "indirect").certainty}
        return Answer(row, {"certainty": value}, alone, {"certainty": p}, None)
    parts = {role: tuple(Fragment(start=s, end=e) for s, e in row[role]) for role in ("source", "cue", "content")}
    form = form_of(parts["content"], quotations)
    claim = Claim(id=row["id"], doc="", form=form, p=1, zone="body", making="", **parts)
    (told,) = with_stances(states, [claim])
    passage = passage_of(states, claim)
    assert passage is not None
    signals = claim_signals(states, claim, passage)
    kind = signals.evidence[0].kind if signals.evidence else "none"
    alone = {"attitude": signals.attitude, "certainty": signals.certainty, "evidence": kind}
    marked = row["label"].get("evidence_at", [])
    overlap = any(f.start < e and s < f.end for f in told.evidence_at for s, e in marked) if marked else None
    return Answer(row, {f: getattr(told, f) for f in FIELDS}, alone, told.sure, overlap)


def shown(name: str, answers: list[Answer]) -> dict[str, float]:
    """Print a table a field; give the scores that are held against floors."""
    scores = {}
    print(f"\n{name}: {len(answers)} items")
    for field in FIELDS:
        rows = [a for a in answers if field in a.row["label"] and field in a.given]
        if not rows:
            continue
        gold = [a.row["label"][field] for a in rows]
        given, words = [a.given[field] for a in rows], [a.words[field] for a in rows]
        majority = [Counter(gold).most_common(1)[0][0]] * len(gold)
        right = [g == w for g, w in zip(gold, given, strict=True)]
        error = ece([a.sure[field] for a in rows], right)
        print(f"  {field:10} right  macro F1")
        for label, values in (("commonest", majority), ("words", words), ("reader", given)):
            print(f"    {label:9} {accuracy(gold, values):5.1f}  {mean(f1(gold, values).values()):5.1f}")
        print(
            f"    ECE {error:.1f}; F1 "
            + ", ".join(f"{v} {x:.0f} ({gold.count(v)})" for v, x in f1(gold, given).items())
        )
        scores[f"{name} {field}"] = round(accuracy(gold, given), 1)
        scores[f"{name} {field} macro F1"] = round(mean(f1(gold, given).values()), 1)
    overlaps = [bool(a.overlap) for a in answers if a.overlap is not None]
    if overlaps:
        print(f"  words of evidence found where there are some: {100 * mean(overlaps):.0f} % of {len(overlaps)}")
    return scores


def agreement(name: str, rows: list[dict[str, Any]]) -> None:
    """Print how far the two passes of labels agree: percent, and Cohen's kappa."""
    print(f"{name}: two passes over {len(rows)} items agree in")
    for field in LABELLED:
        pairs = [(r["first"].get(field), r["second"].get(field)) for r in rows if field in r["first"]]
        if pairs:
            same, kappa = agreed(pairs)
            print(f"  {field:15} {100 * same:5.1f} %  kappa {kappa:.2f}  ({len(pairs)})")


def agreed(pairs: Sequence[tuple[Any, Any]]) -> tuple[float, float]:
    """The share of equal pairs, and Cohen's kappa."""
    same = sum(a == b for a, b in pairs) / len(pairs)
    first, second = (Counter(p[side] for p in pairs) for side in (0, 1))
    chance = sum(first[v] * second[v] for v in first) / len(pairs) ** 2
    return same, (same - chance) / (1 - chance) if chance < 1 else 1.0


def accuracy(gold: Sequence[str], given: Sequence[str]) -> float:
    """Percent right."""
    return 100 * mean(g == w for g, w in zip(gold, given, strict=True))


def f1(gold: Sequence[str], given: Sequence[str]) -> dict[str, float]:
    """F1 in percent of every value that the gold has, commonest first."""
    out = {}
    for value, number in Counter(gold).most_common():
        both = sum(g == value == w for g, w in zip(gold, given, strict=True))
        out[value] = 200 * both / (number + list(given).count(value))
    return out


def ece(sure: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error in percent, ten bins of equal width."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for p, r in zip(sure, right, strict=True):
        bins.setdefault(min(int(10 * p), 9), []).append((p, r))
    return 100 * sum(abs(sum(p - r for p, r in rows)) for rows in bins.values()) / len(sure)


def mean(values: Iterable[float]) -> float:
    """The mean, 0 of nothing."""
    found = list(values)
    return sum(found) / max(len(found), 1)


def example() -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The claims of the packaged example as rows, and its texts."""
    rows, texts = [], {}
    for document in json.loads(ANSWERS.read_text("utf8"))["documents"]:
        path = ANSWERS.with_name(document["file"])
        text = ingest(path.name, path.read_bytes()).document.text
        texts[path.name] = text
        for claim in document["claims"]:
            parts = {role: places(text, claim[role]) for role in ("source", "cue", "content")}
            if parts["cue"] and parts["content"]:
                label = {"attitude": claim["attitude"], "evidence": claim["evidence"]}
                rows.append({"id": claim["id"], "article": path.name, **parts, "label": label})
    return rows, texts


def places(text: str, quotes: list[dict[str, Any]]) -> list[list[int]]:
    """Where quoted words stand; words that are not there in so many copies are left out."""
    out = []
    for quote in quotes:
        at = -1
        for _ in range(quote["nth"] + 1):
            at = text.find(quote["quote"], at + 1)
            if at < 0:
                break
        if at >= 0:
            out.append([at, at + len(quote["quote"])])
    return out


if __name__ == "__main__":
    main()
