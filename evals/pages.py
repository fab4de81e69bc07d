"""Score article zones on public pages: each page as HTML and as plain text, by the scorer that stands beside the data.

usage: python evals/pages.py [--data DATA] [-v]

DATA holds pages/gold.jsonl and pages/html/*.html.gz; default: $RASHOMON_DATA

The line model that ships was trained on these pages, so `text F1` flatters it; what it reaches on sites that it never
saw stands in its card and is printed beside it (`python -m training.lines --data DATA --folds 8` repeats it, by fold).
The time of plain text is that of grammar and line model: labels, features, network.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from task import report

from rashomon.errors import RashomonError
from rashomon.ingest.documents import content_of
from rashomon.ingest.plain import grammar as grammar_module
from rashomon.ingest.plain.grammar import label_of
from rashomon.ingest.plain.linemodel import likelihoods
from rashomon.ingest.plain.remarks import start_of_comments
from rashomon.ingest.plain.zones import prepared, seen_of, zones_of_text
from rashomon.records import ARTICLE_ZONES


def article(name: str, data: bytes) -> str:
    """The text of the article zones, one a line; empty when the input cannot be read."""
    try:
        content = content_of(data)
    except RashomonError as error:
        print(f"skipped {name}: {error}", file=sys.stderr)
        return ""
    return "\n".join(content.text[z.start : z.end] for z in content.zones if z.kind in ARTICLE_ZONES)


def by_site() -> dict[str, float]:
    """The scores in the card of the line model: plain text of sites that it was not trained on."""
    card = json.loads(files("rashomon").joinpath("weights", "lines.json").read_text("utf8"))
    found: dict[str, float] = card["scores"]["text, by site"]
    return found


def judging(texts: list[str]) -> dict[str, float]:
    """Milliseconds of CPU a page, best of five runs: labels of the grammar, the line model, and zones with all else."""
    lines = [prepared(text) for text in texts]
    above = [rows[: start_of_comments(rows)] for rows in lines]
    seen = [seen_of(rows) for rows in above]

    def labels() -> None:
        forget()
        for rows in lines:
            for row in rows:
                label_of(row.text)

    def model() -> None:
        for each in seen:
            likelihoods(each)

    def zones() -> None:
        forget()
        for text in texts:
            zones_of_text(text)

    found = {name.__name__: best(name, len(texts)) for name in (labels, model, zones)}
    return {**found, "labels and model": round(found["labels"] + found["model"], 2)}


def forget() -> None:
    """Empties what the grammar remembers of lines, so that each run labels them anew."""
    for value in vars(grammar_module).values():
        if hasattr(value, "cache_info") and value.cache_info().maxsize is not None:
            value.cache_clear()


def best(run: Callable[[], None], pages: int) -> float:
    """The least CPU time of five runs, in milliseconds a page."""
    times = []
    for _ in range(5):
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    return round(1000 * min(times) / pages, 2)


def scorer(root: Path) -> Any:
    spec = importlib.util.spec_from_file_location("pages_scorer", root.parent / "score" / "pages.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(root.parent / "score" / "pages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(arguments: list[str]) -> int:
    """Print one JSON object a form of input: the scorer's figures and the milliseconds a page."""
    verbose = "-v" in arguments
    paths = [a for a in arguments if not a.startswith("-")]
    root = Path(paths[0] if paths else os.environ.get("RASHOMON_DATA", "../shared/data")).resolve()
    gold_path = root / "pages" / "gold.jsonl"
    if not gold_path.exists() or not (root.parent / "score" / "pages.py").exists():
        print(f"skipped: {gold_path} or its scorer is not there; give the data folder")
        return 3
    score = scorer(root).score
    gold = [json.loads(line) for line in gold_path.read_text(encoding="utf8").splitlines()]
    f1 = {}
    for form in ("html", "text"):
        predicted, seconds = {}, 0.0
        for row in gold:
            packed = root / "pages" / "html" / f"{row['id']}.html.gz"
            data = gzip.decompress(packed.read_bytes()) if form == "html" else row["page_text"].encode()
            began = time.perf_counter()
            predicted[row["id"]] = article(row["id"], data)
            seconds += time.perf_counter() - began
        figures = {"input": form, "pages": len(gold), **score(gold, predicted)}
        f1[f"{form} F1"] = 100 * figures["f1"]
        print(json.dumps({**figures, "ms_a_page": round(1000 * seconds / len(gold), 1)}))
        if verbose:
            each = sorted((score([row], predicted)["f1"], row["id"], score([row], predicted)) for row in gold)
            for _, name, figure in each[:20]:
                print("   ", name, figure)
    print(json.dumps({"text, sites not seen in training": by_site()}))
    f1["text F1 by site"] = 100 * by_site()["f1"]
    print(json.dumps({"CPU ms a page of text": judging([row["page_text"] for row in gold])}))
    report([gold_path, *sorted((root / "pages" / "html").glob("*.html.gz"))], f1)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
