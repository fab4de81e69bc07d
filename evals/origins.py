"""Whose word it is, across documents: lineages and counted origins of the packaged example against its answers.

python evals/origins.py --data DATA

Expected claims are matched with those read as in chains.py; what is not found is counted apart. Of every two claims
found, the answers say whether they have one origin; a lineage says so by its last step (pairs that perhaps have one
origin are left out). A chain across documents is right when its media are those of the answers, in their order. For
each side of a conflict the answers give the bounds on its independent origins, for the claims of it that were found:
`high` counts the origins, `low` has those that are perhaps the same for one. No data is needed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

from chains import alike, claim_of, inside
from task import RASHOMON, report

from rashomon.linking import links
from rashomon.records import Links, Reading, Statement
from rashomon.store import Store
from rashomon.weigh.groups import groups

EXAMPLE = Path(str(files("rashomon") / "example"))
OPEN = "Origin not stated"


def main() -> None:
    """Read and link the example, and score its lineages and bounds."""
    answers = json.loads((EXAMPLE / "answers.json").read_text("utf8"))
    readings, links = linked_example([document["file"] for document in answers["documents"]])
    ends = {way.claim: way.steps[-1].node for way in links.lineages}
    found = matched(answers, readings, ends)
    total = sum(len(document["claims"]) for document in answers["documents"])
    print(f"{len(found)} of {total} claims found\n")
    scores = {
        **same_origin(answers, found, ends),
        **chains_across(answers, found, {way.claim: way.steps for way in links.lineages}),
        **conflict_sides(answers, found, readings, links),
    }
    for name, value in scores.items():
        print(f"{name:34} {value:6.1f}")
    report([EXAMPLE / "answers.json"], {name: round(value, 1) for name, value in scores.items()})


def linked_example(names: list[str]) -> tuple[list[Reading], Links]:
    """The readings of the example's documents, and what was found between them, from a case made by the command."""
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "example.rashomon"
        files_ = [str(EXAMPLE / name) for name in names]
        for arguments in (["new", str(case)], ["add", str(case), *files_], ["lineage", str(case), "--limit", "1"]):
            done = subprocess.run([str(RASHOMON), *arguments], check=False, stdout=subprocess.DEVNULL)
            if done.returncode not in (0, 3):
                sys.exit(f"rashomon {arguments[0]} failed with {done.returncode}")
        with Store.open(case) as store:
            by_name = {Path(reading.name).name: reading for reading in store.readings()}
            return [by_name[name] for name in names], links(store)


def matched(answers: dict[str, Any], readings: list[Any], ends: dict[str, str]) -> dict[str, str]:
    """For each expected claim that was found the id of the claim read; of several inside one another the innermost.

    An expected claim that the reader has as the document's own voice is found as that.
    """
    found = {}
    for document, reading in zip(answers["documents"], readings, strict=True):
        row = row_of(reading)
        for answer in document["claims"]:
            claim = claim_of(answer, row)
            if claim is not None:
                nested = [c for c in inside(claim, row) if len(c["chain"]) > len(claim["chain"])]
                found[answer["id"]] = (nested or [claim])[0]["id"] if answer["speaker"] is None else claim["id"]
    return {key: value for key, value in found.items() if value in ends}


def row_of(reading: Any) -> dict[str, Any]:
    """A reading as chains.py matches claims in it."""
    spans = lambda parts: [[f.start, f.end] for f in parts]  # noqa: E731
    claims = [
        {
            "id": c.id, "cue": spans(c.cue), "content": spans(c.content), "source": spans(c.source), "parent": c.parent,
            "chain": c.chain,
        }
        for c in reading.claims
    ]  # fmt: skip
    return {"text": reading.document.text, "claims": claims}


def same_origin(answers: dict[str, Any], found: dict[str, str], ends: dict[str, str]) -> dict[str, float]:
    """Precision and recall of pairs of claims with one origin."""
    of = {claim: row["id"] for row in answers["origins"] for claim in row["claims"]}
    perhaps = {frozenset((row["id"], other)) for row in answers["origins"] for other in row.get("perhaps_same_as", ())}
    stated = {row["id"] for row in answers["origins"] if row["who"] != OPEN}
    both = said = right = 0
    wrong: dict[tuple[str, str], int] = {}
    for a, b in combinations(sorted(claim for claim in found if of.get(claim) in stated), 2):
        if frozenset((of[a], of[b])) in perhaps:
            continue
        expected, given = of[a] == of[b], ends[found[a]] == ends[found[b]]
        both, said, right = both + expected, said + given, right + (expected and given)
        if expected != given:
            for claim in (a, b):
                wrong[claim, "missed" if expected else "joined"] = (
                    wrong.get((claim, "missed" if expected else "joined"), 0) + 1
                )
    for (claim, kind), count in sorted(wrong.items(), key=lambda item: -item[1])[:25]:
        print(f"pairs {kind}: {claim} in {count}")
    return {"same origin, precision": 100 * right / max(1, said), "same origin, recall": 100 * right / max(1, both)}


def chains_across(answers: dict[str, Any], found: dict[str, str], steps: dict[str, Any]) -> dict[str, float]:
    """The share of relayed claims whose lineage has the media of the expected chain, in their order."""
    right = asked = 0
    for row in answers["chains"]:
        claim = found.get(row["claim"])
        if claim is None:
            continue
        asked += 1
        names = [step.name for step in steps[claim] if step.kind != "speaker"]
        media = [name for name in row["chain"][:-1] if any(alike(o["name"], name) for o in answers["outlets"].values())]
        good = len(names) == len(media) and all(map(alike, names, media))
        right += good
        if not good:
            print(f"chain of {row['claim']}: {' > '.join(s.name for s in steps[claim])}; expected {row['chain']}")
    return {"chains across documents": 100 * right / max(1, asked)}


def conflict_sides(answers: dict[str, Any], found: dict[str, str], readings: list[Any], links: Any) -> dict[str, float]:
    """The share of the sides of conflicts whose bounds are those of the answers."""
    sides = [
        (c["about"], s["value"], [x for x in s["claims"] if x in found])
        for c in answers["conflicts"]
        for s in c["sides"]
    ]
    sides = [side for side in sides if side[2]]
    said = [
        Statement(id=f"s{i}", text=value, spoken_by=found[claims[0]], members=tuple(sorted({found[x] for x in claims})))
        for i, (_, value, claims) in enumerate(sides)
    ]
    _, origins = groups(readings, said, links.lineages, links.copies, links.identities)
    tally = {"low": 0, "high": 0, "both": 0}
    for i, (about, value, claims) in enumerate(sides):
        low, high = expected_bounds(answers, claims)
        given = origins[f"s{i}"]
        good = {"low": given.low == low, "high": given.high == high}
        good["both"] = all(good.values())
        tally = {key: tally[key] + good[key] for key in tally}
        if not good["both"]:
            print(f"{about}: {value}: {given.low} to {given.high}, expected {low} to {high} ({', '.join(claims)})")
    return {f"sides of conflicts, {key}": 100 * count / len(sides) for key, count in tally.items()}


def expected_bounds(answers: dict[str, Any], claims: list[str]) -> tuple[int, int]:
    """The bounds for some claims: their origins, and those with all that are perhaps one taken for one.

    What has no stated origin may rest on any other one; each such claim is one more at most.
    """
    rows = [row for row in answers["origins"] if set(row["claims"]) & set(claims)]
    stated = [row for row in rows if row["who"] != OPEN]
    unstated = sum(len(set(row["claims"]) & set(claims)) for row in rows if row["who"] == OPEN)
    group = {row["id"]: row["id"] for row in stated}
    for row in stated:
        for other in row.get("perhaps_same_as", ()):
            if other in group:
                old, new = group[other], group[row["id"]]
                group = {key: new if value == old else value for key, value in group.items()}
    return max(1, len(set(group.values()))), len(stated) + unstated


if __name__ == "__main__":
    main()
