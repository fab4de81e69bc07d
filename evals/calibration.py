"""What a probability is worth: claims of the dev articles by their p, and the share of them that is right.

python evals/calibration.py --data DATA

Right means what the attribution scorer's "linked" means: matched one to one with a gold relation, contents overlapping
by half, sources sharing a token.
"""

from __future__ import annotations

from collections import defaultdict
from types import ModuleType
from typing import Any

from task import data_folder, read, report, rows_of, scorer

BINS = 10


def main() -> None:
    """Print the reliability table and the expected calibration error (ECE), both in per cent."""
    data = data_folder()
    path = data / "attribution" / "dev.jsonl"
    gold = {f"{g['id']}.txt": g for g in rows_of(path)}
    judge = scorer(data, "attribution")
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row in read({name: g["text"].encode() for name, g in gold.items()}):
        claims = [c for c in row["claims"] if not c.get("parent")]
        for claim, right in zip(claims, right_ones(judge, gold[row["name"]], claims), strict=True):
            bins[min(int(claim["p"] * BINS), BINS - 1)].append((claim["p"], right))
    total = sum(map(len, bins.values()))
    print("p            claims   mean p    right")
    error = 0.0
    for number in sorted(bins):
        rows = bins[number]
        mean, share = sum(p for p, _ in rows) / len(rows), sum(r for _, r in rows) / len(rows)
        error += abs(mean - share) * len(rows) / total
        print(f"{number / BINS:.1f} to {(number + 1) / BINS:.1f} {len(rows):8} {100 * mean:8.1f} {100 * share:8.1f}")
    print(f"expected calibration error: {100 * error:.1f}")
    report([path], {"ECE": round(100 * error, 1)})


def right_ones(judge: ModuleType, gold: dict[str, Any], claims: list[dict[str, Any]]) -> list[bool]:
    """For each claim whether the scorer's linked rule matches it with a gold relation."""
    found = [match.span() for match in judge.TOKEN.finditer(gold["text"])]
    starts, ends = [s for s, _ in found], [e for _, e in found]

    def tokens(rows: list[dict[str, Any]]) -> list[dict[str, set[int]]]:
        return [{role: judge.tokens_of(starts, ends, row[role]) for role in ("source", "content")} for row in rows]

    given = tokens(claims)
    pairs = []
    for i, a in enumerate(tokens(gold["attributions"])):
        for j, b in enumerate(given):
            union = a["content"] | b["content"]
            share = len(a["content"] & b["content"]) / len(union) if union else 0.0
            if share >= 0.5 and (a["source"] & b["source"] or not (a["source"] or b["source"])):
                pairs.append((share, i, j))
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return [j in right for j in range(len(claims))]


if __name__ == "__main__":
    main()
