"""What a cue says about its source's stand: the attitude of the example's claims, from the words of cue and content.

python evals/attitudes.py [--data DATA]

The expected claims of the packaged example are given, so that the lexicon is scored and not the reader; no data
is needed.
"""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

from task import report

from rashomon.read.stances.attitudes import attitude_of

ANSWERS = Path(str(files("rashomon") / "example" / "answers.json"))


def main() -> None:
    """Print the scores, the confusions, and every claim on which the lexicon and the answers part ways."""
    claims = [claim for document in json.loads(ANSWERS.read_text("utf8"))["documents"] for claim in document["claims"]]
    pairs = [(claim["attitude"], attitude_of(quoted(claim, "cue"), quoted(claim, "content"))) for claim in claims]
    right = sum(expected == given for expected, given in pairs)
    answered = sum(bool(given) for _, given in pairs)
    majority, most = Counter(expected for expected, _ in pairs).most_common(1)[0]
    specific = [expected == given for expected, given in pairs if given not in ("", "assert")]
    scores = {
        "right of all": 100 * right / len(pairs),
        "right of answered": 100 * right / answered,
        "right of specific": 100 * sum(specific) / len(specific),
        "answered": 100 * answered / len(pairs),
    }
    print(f"{len(pairs)} claims; always '{majority}' would be right in {100 * most / len(pairs):.1f} %")
    for name, value in scores.items():
        print(f"{name:18} {value:5.1f}")
    print("\nexpected            given              claims")
    for (expected, given), number in sorted(Counter(pairs).items()):
        print(f"{expected:19} {given or '(none)':19} {number:4}{'' if expected == given else '  *'}")
    print()
    for claim, (expected, given) in zip(claims, pairs, strict=True):
        if expected != given:
            cue, content = (quoted(claim, role) for role in ("cue", "content"))
            print(f"{claim['id']:6} {expected:>9}, given {given or '(none)':9} [{cue}] {content[:70]}")
    report([ANSWERS], {name: round(value, 1) for name, value in scores.items()})


def quoted(claim: dict[str, Any], role: str) -> str:
    """The words of a part of a claim."""
    return " ".join(part["quote"] for part in claim[role])


if __name__ == "__main__":
    main()
