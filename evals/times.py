"""Time expressions: span and TIMEX3 value against two corpora of news, each text with its day of publication.

python evals/times.py --data DATA

The corpora are TimeBank 1.2 and AQUAINT. No parameter was fitted to them, but they were looked at while rules were
written. Their dates carry an hour at times; the day is what is given to the command.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from task import data_folder, read, report, rows_of, scorer

CORPORA = ("timebank", "aquaint")


def main() -> None:
    """Read every text with its date, score each corpus and both together, and print what was found."""
    data = data_folder()
    paths = [data / "time" / f"{name}.jsonl" for name in CORPORA]
    corpora = {path.stem: rows_of(path) for path in paths}
    corpora["both"] = [row for rows in corpora.values() for row in rows]
    predicted = {row["name"]: row for row in read_dated(corpora["both"])}
    score = scorer(data, "times").score
    scores: dict[str, float] = {}
    for name, texts in corpora.items():
        found = score(texts, predicted)
        print(f"{name}: {len(texts)} texts, {sum(len(row['times']) for row in texts)} times; F1 {found}")
        scores |= {f"{name} {kind}": value for kind, value in found.items()}
    times = [t for row in predicted.values() for t in row["times"]]
    bounded = sum(bool(t["earliest"] or t["latest"]) for t in times)
    hang = Counter(t["anchor"] or "nothing" for t in times)
    print(f"{len(times)} found, {bounded} of them with bounds; they hang on: {dict(hang)}")
    report(paths, scores)


def read_dated(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the installed command reads in these texts; those of one day in one run, the command takes one date."""
    by_day: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_day.setdefault(row["published"][:10], []).append(row)
    out = []
    for day, texts in by_day.items():
        files = {f"{number}.txt": row["text"].encode() for number, row in enumerate(texts)}
        for row, found in zip(texts, read(files, "--date", day), strict=True):
            if found["text"] != row["text"]:
                raise SystemExit(f"the offsets of {row['id']} would not be those of the corpus: its text was changed")
            out.append(found | {"name": row["id"]})
    return out


if __name__ == "__main__":
    main()
