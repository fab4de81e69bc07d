"""Claims inside claims, and the chains through them: invented passages with their answers, and claims of dev articles.

python evals/nested.py --data DATA

Invented passages (nested/passages.toml): scored are the inner claims by source and cue (both must touch the expected
ones), the claims around them (the parent's source must touch the expected one), and the names of the chains behind the
first link. What is found in passages that hold no inner claim counts against precision.

Dev articles (nested/dev.tsv): 360 claims as the corpus has them, whose contents a language model labelled for inner
claims in two separate passes; a row gives article, relation and, for each, cue/source/passes. Scored by cue alone,
against what either pass found and against what both did. Either pass misses attitudes ("she opposes the deal") that
the reader finds, so that precision is understated.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from task import data_folder, read, report, rows_of

from rashomon.read.attribution.nested import with_nested
from rashomon.records import Claim, Document, Fragment

LABELS = Path(__file__).parent / "nested" / "dev.tsv"
PASSAGES = Path(__file__).parent / "nested" / "passages.toml"


def main() -> None:
    """Read each passage as a text of its own, score, and print what is missed and what is too much."""
    passages = tomllib.loads(PASSAGES.read_text("utf8"))["passage"]
    rows = {row["name"]: row for row in read({f"{i:03}.txt": p["text"].encode() for i, p in enumerate(passages)})}
    tally = {"expected": 0, "found": 0, "given": 0, "good": 0, "parents": 0, "chains": 0, "right chains": 0}
    for i, passage in enumerate(passages):
        score(passage, rows[f"{i:03}.txt"]["claims"], tally)
    recall = 100 * tally["found"] / tally["expected"]
    precision = 100 * tally["good"] / max(1, tally["given"])
    scores = {
        "inner claims P": precision,
        "inner claims R": recall,
        "inner claims F1": 2 * precision * recall / max(1e-9, precision + recall),
        "right parent": 100 * tally["parents"] / max(1, tally["found"]),
        "right chains": 100 * tally["right chains"] / tally["chains"],
    }
    print(f"\n{len(passages)} passages: {tally}")
    path = data_folder() / "attribution" / "dev.jsonl"
    scores |= on_dev(path)
    for name, value in scores.items():
        print(f"{name:16} {value:5.1f}")
    report([PASSAGES, LABELS, path], {name: round(value, 1) for name, value in scores.items()})


def on_dev(path: Path) -> dict[str, float]:
    """Precision against either pass, recall of either and of both, over the labelled claims of dev articles."""
    articles = {row["id"]: row for row in rows_of(path)}
    given = good = 0
    passes: list[tuple[bool, bool]] = []  # for each labelled inner claim: found, labelled in both passes
    for line in LABELS.read_text("utf8").splitlines():
        name, number, labels = line.split("\t")
        text, relation = articles[name]["text"], articles[name]["attributions"][int(number)]
        outer = claim_of(name, relation)
        document = Document(id=name, name=name, sha256="", media_type="", encoding="", text=text)
        cues = [(c.cue[0].start, c.cue[-1].end) for c in with_nested(document, (), [outer]) if c.parent]
        expected = [label.split("/") for label in labels.split()] if labels != "-" else []
        spans = [tuple(map(int, cue.split("-"))) for cue, _, _ in expected]
        given += len(cues)
        good += sum(any(a < end and start < b for a, b in spans) for start, end in cues)
        for (a, b), (_, _, by) in zip(spans, expected, strict=True):
            passes.append((any(a < end and start < b for start, end in cues), by == "AB"))
    both = [found for found, agreed in passes if agreed]
    print(f"dev: {given} inner claims given, {len(passes)} labelled, {len(both)} of them in both passes")
    return {
        "dev P, either pass": 100 * good / max(1, given),
        "dev R, either pass": 100 * sum(found for found, _ in passes) / len(passes),
        "dev R, both passes": 100 * sum(both) / len(both),
    }


def claim_of(doc: str, relation: dict[str, list[list[int]]]) -> Claim:
    """A relation of the corpus as a claim."""
    source, cue, content = (
        tuple(Fragment(start=start, end=end) for start, end in sorted(relation[role]))
        for role in ("source", "cue", "content")
    )
    return Claim(
        id=f"{doc}.c{cue[0].start}",
        doc=doc,
        source=source,
        cue=cue,
        content=content,
        form="indirect",
        p=1.0,
        zone="body",
        making="corpus",
    )


def score(passage: dict[str, Any], claims: list[dict[str, Any]], tally: dict[str, int]) -> None:
    """Count what is found of one passage's inner claims and chains."""
    text, by_id, good = passage["text"], {c["id"]: c for c in claims}, set()
    inner = [c for c in claims if c["parent"]]
    for source, cue, _, around in passage.get("inner", []):
        found = [c for c in inner if touches(text, c["cue"], cue) and touches(text, c["source"], source)]
        tally["expected"] += 1
        tally["found"] += bool(found)
        tally["parents"] += any(touches(text, by_id[c["parent"]]["source"], around) for c in found)
        good |= {c["id"] for c in found}
        if not found:
            print(f"missed   {source!r} {cue!r} in: {text}")
    tally["given"] += len(inner)
    tally["good"] += len(good)
    for c in inner:
        if c["id"] not in good:
            print(f"too much {quoted(text, c['source'])!r} {quoted(text, c['cue'])!r} in: {text}")
    for cue, names in passage.get("through", []):
        chains = [[link["name"] for link in c["chain"][1:]] for c in claims if touches(text, c["cue"], cue)]
        tally["chains"] += 1
        right = any(len(chain) == len(names) and all(map(alike, chain, names)) for chain in chains)
        tally["right chains"] += right
        if not right:
            print(f"chain    {names} of {cue!r}, given {chains}")


def touches(text: str, spans: list[list[int]], words: str) -> bool:
    """Whether spans overlap an occurrence of the words; without words, whether there are no spans."""
    if not words:
        return not spans
    at = text.find(words)
    while at >= 0:
        if any(start < at + len(words) and at < end for start, end in spans):
            return True
        at = text.find(words, at + 1)
    return False


def alike(name: str, expected: str) -> bool:
    """Whether one name is the other, or begins or ends it, whatever the article."""
    one, other = (n.casefold().removeprefix("the ") for n in (name, expected))
    return one == other or one.endswith(other) or other.endswith(one) or one.startswith(other)


def quoted(text: str, spans: list[list[int]]) -> str:
    """The words of spans."""
    return " … ".join(text[start:end] for start, end in spans)


if __name__ == "__main__":
    main()
