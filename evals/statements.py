"""What one text says of another: VitaminC's claims and evidence, FNC-1's headlines and articles.

python evals/statements.py --data DATA

All answers come from `rashomon compare --pairs FILE --json`. VitaminC: every real pair of the tenth
of the pages that the model never saw (by the sha256 of the page's name), right out of three relations; on half of them
the weights of rules and signs beside the model were chosen. FNC-1: a fixed
sample of the dev part, whose bodies and headlines stand in the training part as well; and one of the pairs with the
tenth of the bodies that the model never saw, most of whose headlines it did see; bodies on
which the weights of its stances were fitted are left out. F1m is the mean F1 of agree, disagree, discuss, unrelated.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from task import RASHOMON, data_folder, report, rows_of

PAGES, SAMPLE = 4000, 800
"""The most pairs of VitaminC, and of either part of FNC-1, that are compared."""
RELATIONS = ("supports", "contradicts", "neutral")
STANCES = ("agree", "disagree", "discuss", "unrelated")


def main() -> None:
    """Print accuracy or F1 by label for each set, and the scores."""
    folder = data_folder() / "statements"
    paths = [folder / f"{n}.jsonl" for n in ("vitaminc_real_train", "fnc1_train", "fnc1_dev", "fnc1_bodies")]
    real, train, dev, bodies = map(rows_of, paths)
    texts = {row["id"]: row["text"] for row in bodies}
    pages = sampled([row for row in real if apart(row["page"])], PAGES, "claim", "evidence")
    unseen = sampled(
        [row for row in [*train, *dev] if apart(row["body"]) and not fitted(row["body"])], SAMPLE, "headline", "body"
    )
    seen = sampled(dev, SAMPLE, "headline", "body")
    pairs = [(r["claim"], r["evidence"]) for r in pages]
    pairs += [(r["headline"], texts[r["body"]]) for r in [*seen, *unseen]]
    answers = compared(pairs)
    n, m = len(pages), len(pages) + len(seen)
    scores = {
        "pages kept apart": right([r["label"] for r in pages], [a["relation"] for a in answers[:n]]),
        **stances("dev", [r["stance"] for r in seen], [a["stance"] for a in answers[n:m]]),
        **stances("bodies kept apart", [r["stance"] for r in unseen], [a["stance"] for a in answers[m:]]),
    }
    report(paths, scores)


def apart(name: str) -> bool:
    """Whether a page or a body is of the tenth that the model never saw."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 0


def fitted(body: str) -> bool:
    """Whether a body is of the half of that tenth on which the weights of stances were fitted."""
    return int(hashlib.sha256(body.encode()).hexdigest(), 16) // 10 % 2 == 0


def sampled(rows: Sequence[dict[str, Any]], most: int, a: str, b: str) -> list[dict[str, Any]]:
    """A fixed sample, by the digest of both texts."""
    return sorted(rows, key=lambda r: hashlib.sha256(f"{r[a]}\n{r[b]}".encode()).hexdigest())[:most]


def compared(pairs: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """What the installed command answers, a row a pair."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pairs.jsonl"
        path.write_text("".join(json.dumps({"a": a, "b": b}) + "\n" for a, b in pairs), encoding="utf-8")
        command = [str(RASHOMON), "compare", "--pairs", str(path), "--json"]
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE)
    if done.returncode:
        sys.exit(f"rashomon compare failed with {done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def right(gold: Sequence[str], given: Sequence[str]) -> float:
    """Print how many are right, by label; give the share of all."""
    hits = Counter(g for g, w in zip(gold, given, strict=True) if g == w)
    share = sum(hits.values()) / len(gold)
    print(f"VitaminC, pages kept apart: {share:.3f} of {len(gold)} right")
    for label in RELATIONS:
        number = gold.count(label)
        print(f"  {label:12} {hits[label] / number:.3f} of {number}; F1 {f1(label, gold, given):.3f}")
    return round(100 * share, 1)


def stances(name: str, gold: Sequence[str], given: Sequence[str]) -> dict[str, float]:
    """Print F1 by stance; give the mean and that of disagree."""
    found = {s: f1(s, gold, given) for s in STANCES}
    mean = sum(found.values()) / len(found)
    print(f"FNC-1, {name}: F1m {mean:.3f} over {len(gold)} pairs")
    for stance, value in found.items():
        print(f"  {stance:12} F1 {value:.3f} of {gold.count(stance)}")
    return {f"{name} F1m": round(100 * mean, 1), f"{name} disagree F1": round(100 * found["disagree"], 1)}


def f1(label: str, gold: Sequence[str], given: Sequence[str]) -> float:
    """The F1 of one label; 0 where it is nowhere."""
    both = sum(g == label == w for g, w in zip(gold, given, strict=True))
    return 2 * both / max(1, list(gold).count(label) + list(given).count(label))


if __name__ == "__main__":
    main()
