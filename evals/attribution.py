"""Who says what: source, cue and content of the dev articles, by the public scorer.

python evals/attribution.py --data DATA
"""

from __future__ import annotations

from task import data_folder, read, report, rows_of, scorer


def main() -> None:
    """Read every dev article as a plain-text file, score, and print the table."""
    data = data_folder()
    path = data / "attribution" / "dev.jsonl"
    gold = rows_of(path)
    predicted = {
        row["name"].removesuffix(".txt"): row for row in read({f"{g['id']}.txt": g["text"].encode() for g in gold})
    }
    table = scorer(data, "attribution").score(gold, predicted)
    missing = [g["id"] for g in gold if g["id"] not in predicted]
    print(f"{len(gold)} articles, {sum(len(g['attributions']) for g in gold)} relations; unread: {missing or 'none'}")
    for name, (precision, recall, f1) in table.items():
        print(f"{name:16} P {precision:5} R {recall:5} F1 {f1:5}")
    report([path], {name: f1 for name, (_, _, f1) in table.items()})


if __name__ == "__main__":
    main()
