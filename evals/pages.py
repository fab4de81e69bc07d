"""Score article zones on public pages: each page as HTML and as plain text, by the scorer that stands beside the data.

usage: python evals/pages.py [--data DATA] [-v]

DATA holds pages/gold.jsonl and pages/html/*.html.gz; default: $RASHOMON_DATA
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from task import report

from rashomon.errors import RashomonError
from rashomon.ingest.documents import ingest
from rashomon.records import ARTICLE_ZONES


def article(name: str, data: bytes) -> str:
    """The text of the article zones, one a line; empty when the input cannot be read."""
    try:
        document, zones = ingest(name, data)
    except RashomonError as error:
        print(f"skipped {error}", file=sys.stderr)
        return ""
    return "\n".join(document.text[z.start : z.end] for z in zones if z.kind in ARTICLE_ZONES)


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
    report([gold_path, *sorted((root / "pages" / "html").glob("*.html.gz"))], f1)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
