"""Rewordings of invented articles among independent reports of the same events: which are found, and what else is.

python evals/reworded.py --data DATA [-v]

The folder reworded/ holds each article with four rewordings of it and two independent reports. Every rewording stands
once alone and once inside an independent report of another event. A reworded article is found when copies between it
and its original cover half of its characters; any reworded copy between two texts that neither reword nor hold the same
article is false. Reports of ECB+, where it is at hand, add independent reports of the same events as they are printed:
pairs that share a twentieth of their runs of five words are left out, as they may be copies. Some of the rest may be
reworded agency reports, which nobody marked; -v prints all pairs that are missed or false.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from task import data_folder, report, rows_of

from rashomon.ingest.items import Captured
from rashomon.link.copies import verbatim
from rashomon.link.copying.reworded import reworded
from rashomon.link.pairs.vectors import sentence_vectors
from rashomon.pipeline import read_input
from rashomon.records import Copy, Reading

TEXTS = Path(__file__).with_name("reworded")
WAYS = ("paraphrase", "translation", "condensed", "restructured")
COVERED = 0.5
REPORTS = 6
"""Reports of ECB+ of one event, by their ids; more would say little more."""
NEAR = 0.05


def invented() -> dict[str, str]:
    """The texts by name, and each rewording inside an independent report of the next event."""
    texts = {p.stem: p.read_text("utf8") for p in sorted(TEXTS.glob("*.*.txt"))}
    events = sorted({name.split(".")[0] for name in texts})
    for event, following in zip(events, [*events[1:], events[0]], strict=True):
        around = texts[f"{following}.independent1"].split("\n\n")
        middle = len(around) // 2
        for way in WAYS:
            whole = [*around[:middle], texts[f"{event}.{way}"], *around[middle:]]
            texts[f"{event}.{way}.inside"] = "\n\n".join(whole)
    return texts


def printed(data: Path) -> dict[str, str]:
    """Reports of ECB+ as texts, named by event; none where the file is missing."""
    path = data / "events" / "ecbplus_train.jsonl"
    if not path.is_file():
        return {}
    texts: dict[str, str] = {}
    count: defaultdict[str, int] = defaultdict(int)
    for row in sorted(rows_of(path), key=lambda r: str(r["id"])):
        event = f"ecb-{row['topic']}-{row['subtopic']}"
        count[event] += 1
        if count[event] <= REPORTS:
            lines = [as_written(s) for s in row["sentences"] if not s[0].startswith("http")]
            texts[f"{event}.{row['id']}"] = "\n\n".join(lines)
    return texts


def as_written(tokens: Sequence[str]) -> str:
    """Tokens as a sentence: no blanks before what follows a word."""
    text = re.sub(r"``\s?|\s?''", '"', " ".join(tokens))
    return re.sub(r" (?=[.,;:?!%)]|'(?:s|re|ve|ll|d|m)\b|n't\b)", "", text)


def read(texts: dict[str, str]) -> dict[str, Reading]:
    """The texts as the reader reads them."""
    return {name: read_input(Captured(name=name + ".txt", data=text.encode()), "") for name, text in texts.items()}


def compared(readings: Iterable[Reading]) -> tuple[Copy, ...]:
    """All copies of a case."""
    own = list(readings)
    known = tuple(verbatim(own))
    vectors = {r.document.id: sentence_vectors(r) for r in own if r.document}
    return (*known, *reworded(own, vectors, known))


def rewording(name: str) -> tuple[str, str]:
    """Of which event's article a text is a rewording, and in which way ("" for neither)."""
    event, way, *inside = name.split(".")
    return (event, " ".join([way, *inside])) if way in (*WAYS, "original") else ("", "")


def share(reading: Reading, copies: Iterable[Copy], among: tuple[str, str], part: str) -> float:
    """The share of a part of a text that copies between two documents cover."""
    text = reading.document.text if reading.document else ""
    start = text.find(part)
    inside = set(range(start, start + len(part)))
    held: set[int] = set()
    for copy in copies:
        for spot in (copy.a, copy.b):
            if {copy.a.doc, copy.b.doc} == set(among) and reading.document and spot.doc == reading.document.id:
                held |= set(range(spot.start, spot.end))
    return len(inside & held) / max(1, len(inside))


def recalled(texts: dict[str, str], readings: dict[str, Reading], copies: Sequence[Copy]) -> dict[str, list[bool]]:
    """Which rewordings were found, by way."""
    tally: defaultdict[str, list[bool]] = defaultdict(list)
    for name, reading in readings.items():
        event, way = rewording(name)
        if not event or way == "original":
            continue
        original = readings[f"{event}.original"]
        ids = tuple(r.document.id for r in (original, reading) if r.document)
        covered = share(reading, copies, (ids[0], ids[1]), texts[name.removesuffix(".inside")].strip())
        tally[way].append(covered >= COVERED)
        if covered < COVERED and "-v" in sys.argv:
            print(f"missed: {name}, {covered:.0%} covered")
    return dict(sorted(tally.items()))


def false_pairs(readings: dict[str, Reading], copies: Iterable[Copy]) -> set[tuple[str, str]]:
    """Pairs with a reworded copy that are neither of one article nor hold it, nor share an article round it."""
    names = {r.document.id: name for name, r in readings.items() if r.document}
    found = set()
    for copy in copies:
        one, other = sorted((names[copy.a.doc], names[copy.b.doc]))
        same = rewording(one)[0] and rewording(one)[0] == rewording(other)[0]
        if copy.kind == "reworded" and not same and not (one + other).count(".inside"):
            found.add((one, other))
    return found


def independent(texts: dict[str, str]) -> set[tuple[str, str]]:
    """Pairs of reports of the same event of which no more than chance has it share runs of words."""
    runs = {name: {tuple(w) for w in _runs(text)} for name, text in texts.items()}
    events: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(texts):
        events[name.split(".")[0]].append(name)
    return {
        pair
        for names in events.values()
        for pair in combinations(names, 2)
        if len(runs[pair[0]] & runs[pair[1]]) <= NEAR * min(len(runs[x]) for x in pair)
    }


def _runs(text: str) -> list[list[str]]:
    words = re.findall(r"\w+", text.lower())
    return [words[n : n + 5] for n in range(len(words) - 4)]


def main() -> None:
    """Print both parts and the scores."""
    data = data_folder() if "-v" not in sys.argv else Path(sys.argv[sys.argv.index("--data") + 1])
    texts = invented()
    readings = read(texts)
    copies = compared(readings.values())
    tally = recalled(texts, readings, copies)
    scores = {way: round(100 * sum(found) / len(found), 1) for way, found in tally.items()}
    false = false_pairs(readings, copies)
    alone = sorted(name for name in texts if ".inside" not in name)
    pairs = [(a, b) for a, b in combinations(alone, 2) if not (rewording(a)[0] and rewording(b)[0])]
    same_event = sum(a.split(".")[0] == b.split(".")[0] for a, b in pairs)
    for way, score in scores.items():
        print(f"  {way:22} {score:6.1f} % of {len(tally[way])} found")
    print(f"  false: {len(false)} of {len(pairs)} pairs of texts, {same_event} of them of the same event")
    reports = printed(data)
    if reports:
        kept = independent(reports)
        others = read(reports)
        wrong = false_pairs(others, compared(others.values())) & kept
        print(f"  ECB+: {len(wrong)} of {len(kept)} pairs of independent reports of the same event")
        false |= wrong
        scores["independent reports left alone"] = round(100 - 100 * len(wrong) / len(kept), 2)
    if "-v" in sys.argv:
        print(*sorted(false), sep="\n")
    found = sum(sum(tally[way]) for way in WAYS)
    scores["precision"] = round(100 * found / max(1, found + len(false)), 1)
    report([*sorted(TEXTS.glob("*.txt")), Path(__file__)], scores)


if __name__ == "__main__":
    main()
