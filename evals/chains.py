"""Who relays whom: the chains of the packaged example's claims against its answers.

python evals/chains.py --data DATA

The answers list the chains that have a relay; all other claims come straight from the outlet. A chain is right when it
has as many links as the expected one and each but the last has its name, or one of a claim inside it is: the answers
give some claims the chain of what is said inside. The last link is held against the speaker, or else against who stands
at the origin, by the words they share. Claims that the reader does not find are counted apart. No data is needed.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from task import read, report

EXAMPLE = Path(str(files("rashomon") / "example"))
WORDS = re.compile(r"[a-z]{3,}")
EMPTY = frozenset("the and for who with heard unnamed not has was free".split())


def main() -> None:
    """Read the example's documents, find the expected claims in them, and score their chains."""
    answers = json.loads((EXAMPLE / "answers.json").read_text("utf8"))
    expected = {row["claim"]: row["chain"] for row in answers["chains"]}
    origins = {claim: row["who"] for row in answers["origins"] for claim in row["claims"]}
    outlets = {key: row["name"] for key, row in answers["outlets"].items()}
    names = [document["file"] for document in answers["documents"]]
    rows = {row["name"]: row for row in read({name: (EXAMPLE / name).read_bytes() for name in names})}
    tally = dict.fromkeys(
        ("relayed", "relayed found", "relayed right", "plain", "plain right", "ends", "ends right"), 0
    )
    for document in answers["documents"]:
        row = rows[document["file"]]
        for answer in document["claims"]:
            chain = expected.get(answer["id"])
            found = claim_of(answer, row)
            tally["relayed" if chain else "plain"] += found is not None or chain is not None
            if found is None:
                continue
            tally["relayed found"] += chain is not None
            wanted = chain or [outlets[document["outlet"]], ""]
            right = any(fits(c["chain"], wanted, bool(chain)) for c in (found, *inside(found, row)))
            tally["relayed right" if chain else "plain right"] += right
            ends = [c["chain"][-1]["name"] for c in (found, *inside(found, row))]
            tally["ends"] += 1
            tally["ends right"] += any(
                akin(end, f"{answer['speaker']} {origins.get(answer['id'], '')}") for end in ends
            )
            if not right:
                print(f"{answer['id']}: {' > '.join(link['name'] for link in found['chain'])}; expected {wanted}")
    scores = {
        "relayed, of found": 100 * tally["relayed right"] / max(1, tally["relayed found"]),
        "relayed, of all": 100 * tally["relayed right"] / tally["relayed"],
        "plain, of found": 100 * tally["plain right"] / tally["plain"],
        "last link": 100 * tally["ends right"] / tally["ends"],
    }
    print(f"\n{tally}")
    for name, value in scores.items():
        print(f"{name:18} {value:5.1f}")
    report([EXAMPLE / "answers.json"], {name: round(value, 1) for name, value in scores.items()})


def claim_of(answer: dict[str, Any], row: dict[str, Any]) -> dict[str, Any] | None:
    """The claim read whose cue and content meet the expected ones; the one whose source does, too, if there is one."""
    text = row["text"]
    cue, content, source = (spans(text, answer[role]) for role in ("cue", "content", "source"))
    found = [c for c in row["claims"] if meet(c["cue"], cue) and meet(c["content"], content)]
    return max(found, key=lambda c: meet(c["source"], source), default=None)


def spans(text: str, parts: list[dict[str, Any]]) -> list[list[int]]:
    """Where quoted words stand: the occurrence of each that is asked for."""
    out = []
    for part in parts:
        at = -1
        for _ in range(part["nth"] + 1):
            at = text.find(part["quote"], at + 1)
        if at >= 0:
            out.append([at, at + len(part["quote"])])
    return out


def meet(given: list[list[int]], expected: list[list[int]]) -> bool:
    """Whether two lists of spans overlap."""
    return any(a < d and c < b for a, b in given for c, d in expected)


def inside(claim: dict[str, Any], row: dict[str, Any]) -> list[dict[str, Any]]:
    """The claims inside a claim."""
    return [c for c in row["claims"] if c["parent"] == claim["id"]]


def fits(chain: list[dict[str, Any]], expected: list[str], relayed: bool) -> bool:
    """Whether a chain has the expected links but for the last; one without a relay may have the outlet alone."""
    names = [link["name"] for link in chain]
    if not relayed:
        return len(names) <= 2 and alike(names[0], expected[0])
    return len(names) == len(expected) and all(map(alike, names[:-1], expected[:-1]))


def alike(name: str, expected: str) -> bool:
    """Whether one name begins or ends the other, whatever the article."""
    one, other = sorted((n.casefold().removeprefix("the ") for n in (name, expected)), key=len)
    return bool(one) and (other.startswith(one) or other.endswith(one))


def akin(name: str, expected: str) -> bool:
    """Whether two descriptions share a word that says something, or both name nobody."""
    one, other = (set(WORDS.findall(n.casefold())) - EMPTY for n in (name, expected))
    return not one.isdisjoint(other) or ("nobody" in one and "stated" in other)


if __name__ == "__main__":
    main()
