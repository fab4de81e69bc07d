"""What is said in common and what contradicts: the packaged example and an invented second case against their answers.

python evals/conflicts.py --data DATA

Expected claims are matched to read ones by their cue and content, or else to the own-voice sentence that holds them. A
conflict of the example is found when two claims of different sides stand in statements that contradict one another or
are sides of one dispute. Precision is that of contradictions between statements with expected claims: right when any
two of these are on different sides of a conflict. The rest is printed, to be judged by eye. No data is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import combinations, product
from pathlib import Path
from typing import Any

from chains import meet, spans
from task import report

from rashomon.ingest.items import Captured
from rashomon.link.copies import copies
from rashomon.link.entities import identities
from rashomon.link.pairs.vectors import sentence_vectors
from rashomon.link.statements import statements
from rashomon.pipeline import read_input
from rashomon.records import Claim, Reading
from rashomon.weigh.disputes import disputes

EXAMPLE = Path(str(files("rashomon") / "example"))
SECOND = Path(__file__).parent / "conflicts"


def main() -> None:
    """Read both cases, link their documents, and score what was found."""
    scores = {f"example {k}": v for k, v in example().items()} | {f"second {k}": v for k, v in second().items()}
    for name, value in scores.items():
        print(f"{name:36} {value:5.1f}")
    report([EXAMPLE / "answers.json", SECOND / "answers.json"], scores)


class Found:
    """The links of a case, and which statement each claim belongs to."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self.readings = {n: read_input(Captured(name=n, data=(folder / n).read_bytes()), "") for n in names}
        read = sorted(self.readings.values(), key=lambda r: r.document.id if r.document else "")
        vectors = {r.document.id: sentence_vectors(r) for r in read if r.document}
        who, _ = identities(read)
        self.said, self.ties = statements(read, who, copies(read, vectors), vectors)
        self.of = {m: s.id for s in self.said for m in s.members}
        self.against = {
            frozenset((self.of[t.a], self.of[t.b]))
            for t in self.ties
            if t.kind == "contradicts" and t.a in self.of and t.b in self.of
        }
        found = disputes(read, self.said, self.ties)
        self.disputed = {frozenset(p) for d in found for p in combinations(d.sides, 2)}

    def statement(self, reading: Reading, cue: list[list[int]], content: list[list[int]]) -> frozenset[str]:
        """The statement of the claim at a cue and content, or of one inside it; else those of own-voice sentences."""
        hits = [
            c for c in reading.claims if (not cue or meet(_runs(c, "cue"), cue)) and meet(_runs(c, "content"), content)
        ]
        hits.sort(key=lambda c: -_shared(_runs(c, "content"), content))
        inner = [c for h in hits for c in reading.claims if c.parent == h.id]
        own = [a for a in reading.accounts if meet([[a.start, a.end]], content)]
        said = [self.of[c.id] for c in (*hits, *inner) if c.id in self.of][:1]
        return frozenset(said or [self.of[a.id] for a in own if a.id in self.of])

    def contradict(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """Whether any two of the statements contradict one another, or are sides of one dispute."""
        return any(frozenset(pair) in self.against | self.disputed for pair in product(ones, others))

    def told(self, id_: str) -> str:
        """The words of a statement, with who says them."""
        one = next(s for s in self.said if s.id == id_)
        return f"{one.text[:110]!r} ({len(one.members)})"


def _runs(claim: Claim, role: str) -> list[list[int]]:
    return [[f.start, f.end] for f in getattr(claim, role)]


def _shared(given: list[list[int]], expected: list[list[int]]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in given for c, d in expected)


def example() -> dict[str, float]:
    """Conflicts of the example found, agreement within sides and copies, precision of contradictions."""
    answers = json.loads((EXAMPLE / "answers.json").read_text("utf8"))
    found = Found(EXAMPLE, [d["file"] for d in answers["documents"]])
    at = dict(_expected(answers, found))
    conflicts = [[side["claims"] for side in c["sides"]] for c in answers["conflicts"]]
    hit = []
    for conflict, sides in zip(answers["conflicts"], conflicts, strict=True):
        pairs = list(_across(sides, at))
        hit.append(any(found.contradict(at[a], at[b]) for a, b in pairs))
        share = _share(found.contradict(at[a], at[b]) for a, b in pairs)
        print(f"{'found' if hit[-1] else 'MISSED':7} {conflict['about']}: {share:.0f} % of {len(pairs)} pairs")
    across = [found.contradict(at[a], at[b]) for sides in conflicts for a, b in _across(sides, at)]
    within = [
        bool(at[a] & at[b])
        for sides in conflicts
        for side in sides
        for a, b in combinations(side, 2)
        if at.get(a) and at.get(b)
    ]
    copied = [bool(at[f"01-{n}"] & at[f"02-{n}"]) for n in range(1, 17) if at.get(f"01-{n}") and at.get(f"02-{n}")]
    right = _right(found, at, [(a, b) for sides in conflicts for a, b in _across(sides, at)])
    return {
        "conflicts found": _share(hit),
        "pairs across sides": _share(across),
        "precision": _share(right),
        "same side in one statement": _share(within),
        "copied in one statement": _share(copied),
        "claims in a statement": _share(map(bool, at.values())),
    }


def _expected(answers: dict[str, Any], found: Found) -> Iterator[tuple[str, frozenset[str]]]:
    for document in answers["documents"]:
        reading = found.readings[document["file"]]
        text = reading.document.text if reading.document else ""
        for claim in document["claims"]:
            yield claim["id"], found.statement(reading, spans(text, claim["cue"]), spans(text, claim["content"]))


def _across(sides: list[list[str]], at: dict[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(sides, 2):
        yield from ((a, b) for a, b in product(one, other) if at.get(a) and at.get(b))


def _right(found: Found, at: dict[str, frozenset[str]], opposed: list[tuple[str, str]]) -> list[bool]:
    """For each contradiction of two statements that both have an expected claim: whether it is expected."""
    expected = {frozenset(pair) for a, b in opposed for pair in product(at[a], at[b])}
    known = frozenset[str]().union(*at.values())
    judged = []
    for pair in sorted(found.against, key=sorted):
        if len(pair) == 2 and pair <= known:
            judged.append(pair in expected)
        if pair not in expected:
            print("  not expected:", " | ".join(found.told(s) for s in sorted(pair)))
            print(
                "      ",
                next(
                    t.reasons
                    for t in found.ties
                    if t.kind == "contradicts" and {found.of.get(t.a), found.of.get(t.b)} == pair
                ),
            )
    return judged


def second() -> dict[str, float]:
    """Pairs of the second case: contradictions found and right, what is the same in one statement, qualifications."""
    answers = json.loads((SECOND / "answers.json").read_text("utf8"))
    found = Found(SECOND, answers["documents"].values())
    at = {}
    for id_, quote in answers["claims"].items():
        reading = found.readings[answers["documents"][id_[0]]]
        text = reading.document.text if reading.document else ""
        start = text.index(quote)
        at[id_] = found.statement(reading, [], [[start, start + len(quote)]])
    pairs = [(a, b) for a, b in answers["contradict"] if at[a] and at[b]]
    print("\nsecond case, missed:", [p for p in pairs if not found.contradict(at[p[0]], at[p[1]])])
    print("not read:", [c for c, s in at.items() if not s])
    same = [(a, b) for a, b in answers["same"] if at[a] and at[b]]
    print("not in one statement:", [p for p in same if not at[p[0]] & at[p[1]]])
    qualified = {frozenset((found.of.get(t.a, ""), found.of.get(t.b, ""))) for t in found.ties if t.kind == "qualifies"}
    return {
        "contradictions found": _share(found.contradict(at[a], at[b]) for a, b in pairs),
        "precision": _share(_right(found, at, pairs)),
        "same in one statement": _share(bool(at[a] & at[b]) for a, b in same),
        "qualifications found": _share(
            any(frozenset(p) in qualified for p in product(at[a], at[b])) for a, b in answers["qualify"]
        ),
    }


def _share(kept: Iterable[bool]) -> float:
    rows = list(kept)
    return round(100 * sum(rows) / max(1, len(rows)), 1)


if __name__ == "__main__":
    main()
