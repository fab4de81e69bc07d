"""Who and what is named: persons, organisations, places by exact span and kind, by the public scorer.

python evals/entities.py --data DATA

The model that ships has learned from both sets: these figures say that nothing broke, not how well names are read. The
figures of the same model trained without them stand in the card of `names` and are printed beside.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from task import data_folder, read, report, rows_of, scorer


def main() -> None:
    """Read every sentence as a document of its own, score, and print both tables."""
    data = data_folder()
    card = json.loads((files("rashomon") / "weights" / "names.json").read_text("utf8"))
    unseen = card["scores"]["not trained on what is scored"]
    scores: dict[str, float] = {}
    for name, (_, rows) in sets(data).items():
        found = scored(data, rows)
        print(f"{name}: {len(rows)} sentences; as it ships {found}; not trained on them {unseen[name]}")
        scores |= {f"{name} {kind}": value for kind, value in found.items()}
    report([path for path, _ in sets(data).values()], scores)


def sets(data: Path) -> dict[str, tuple[Path, list[dict[str, Any]]]]:
    """The sets that are scored: web texts, and the last tenth of reports of conflict."""
    ewt, re3d = (data / "entities" / f"{name}.jsonl" for name in ("uner_ewt_dev", "re3d_train"))
    rows = rows_of(re3d)
    return {"ewt": (ewt, rows_of(ewt)), "re3d": (re3d, rows[len(rows) * 9 // 10 :])}


def scored(data: Path, rows: list[dict[str, Any]]) -> dict[str, float]:
    """The scorer's figures of what the installed command prints."""
    texts = {f"{i}.txt": " ".join(row["tokens"]).encode() for i, row in enumerate(rows)}
    predicted = {row["name"].removesuffix(".txt"): row for row in read(texts)}
    found: dict[str, float] = scorer(data, "entities").score(rows, predicted)
    return found


if __name__ == "__main__":
    main()
