"""How fast a dossier opens, filters and jumps in Chromium, and how large it is; small and large in the same run.

    python bench/dossier.py [--documents 200] [--claims 50] [--repeat 3]

Writes dossiers of invented documents (seeded, so every run measures the same), one with a tenth of the documents, loads
both in headless Chromium, and prints a Markdown table: what is fast must stay fast when the case is ten times the size.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from playwright.sync_api import sync_playwright

from rashomon.answers import Status
from rashomon.publish.dossier import write
from rashomon.records import (
    Account,
    Attitude,
    Certainty,
    Claim,
    Document,
    Drift,
    Evidence,
    Finding,
    Fragment,
    Identification,
    Making,
    Place,
    Quantity,
    Reading,
    Relay,
    Speaker,
    Spot,
    Time,
    Zone,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync")  # fmt: skip
LOADED = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"""
FILTERED = """async ([text]) => {
  const q = document.getElementById("q");
  const began = performance.now();
  q.value = text;
  q.dispatchEvent(new InputEvent("input"));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""
JUMPED = """async ([at]) => {
  const links = document.querySelectorAll("#rows .what a");
  const began = performance.now();
  links[Math.floor(at * (links.length - 1))].click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const top = document.querySelector(".n.on").getBoundingClientRect().top;
  if (top < 0 || top > innerHeight) throw new Error(`the passage is not in view: ${top}`);
  return performance.now() - began;
}"""
SORTED = """async () => {
  const began = performance.now();
  document.querySelector("[data-sort=what] button").click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""

PEOPLE = ("Mara Venn", "Colonel Odo Harl", "the harbour master", "two officials", "she", "residents of Lowmere")
CUES = ("said", "told reporters", "denied", "warned", "claimed", "wrote in a statement", "was reported as saying")
WORDS = tuple(
    "harbour ferry rocket convoy night witness pilot smoke mole depot barge radar police hospital ministry "
    "storm before after near under the a of and to in".split()
)


VALUES = 60
"""Times, places and quantities of a document: one for every three of them."""
TOWNS = 300
FIRST = date(2019, 1, 1)


def valued(reading: Reading, chance: random.Random) -> Reading:
    """A document with times around one year, places in one part of the world, and quantities."""
    document = reading.document
    if document is None:
        return reading
    words = [m.span() for m in re.finditer("[a-z]{5,}", document.text)]
    times, places, quantities = [], [], []
    for i, (start, end) in enumerate(sorted(chance.sample(words, VALUES))):
        if i % 3 == 0:
            day = FIRST + timedelta(days=round(abs(chance.gauss(0, 250))))
            last = day + timedelta(days=chance.choice((0, 0, 0, 0, 6, 30, 364)))
            bounds = {"earliest": str(day), "latest": str(last) if chance.random() > 0.02 else ""}
            name = f"{document.id}.t{start}"
            times.append(
                Time(id=name, start=start, end=end, type="DATE", value=str(day), anchor="document date", **bounds)
            )
        elif i % 3 == 1:
            town = random.Random(chance.randrange(TOWNS))  # noqa: S311 - not for secrets
            lat, lon = 34 + town.gauss(0, 2), 43 + town.gauss(0, 3)
            at = Fragment(start=start, end=end)
            name = f"Town {lat:.2f}"
            places.append(
                Place(id=f"{document.id}.p{start}", start=start, end=end, named_at=at, name=name, lat=lat, lon=lon,
                      kind="settlement", precision_km=5, gazetteer_id=name, country="IQ"))  # fmt: skip
        else:
            quantities.append(Quantity(id=f"{document.id}.q{start}", start=start, end=end, low=3, high=3, of="boats"))
    return msgspec.structs.replace(reading, times=tuple(times), places=tuple(places), quantities=tuple(quantities))


def checked(readings: list[Reading], chance: random.Random) -> list[Finding]:
    """A finding for every document, against another one."""
    found = []
    for i, reading in enumerate(readings):
        spots = [Spot(doc=r.document.id, start=100, end=110) for r in (reading, chance.choice(readings)) if r.document]
        kind, outcome = chance.choice(("range", "distance")), chance.choice(("fits", "does not fit"))
        found.append(Finding(id=f"f{i}", kind=kind, outcome=outcome, stated=spots[0], against=(spots[1],), reason="?"))
    return found


def invented(number: int, claims: int, chance: random.Random) -> Reading:
    """A document with so many claims, filler between them, and a comment below."""
    text, found = f"Report {number}: {prose(chance, 6)}\n\n", []
    for _ in range(claims):
        if chance.random() < 0.3:
            text += prose(chance, 25).capitalize() + ".\n\n"
        who, cue, what = chance.choice(PEOPLE), chance.choice(CUES), prose(chance, chance.randint(8, 30))
        at = len(text)
        spans = ((at, at + len(who)), (at + len(who) + 1, at + len(who) + 1 + len(cue)))
        content = (spans[1][1] + 1, spans[1][1] + 1 + len(what))
        text += f"{who} {cue} {what}. "
        found.append((spans[0] if chance.random() > 0.07 else None, spans[1], content))
    body = len(text)
    text += "\n\nI do not believe a word of it."
    sha = hashlib.sha256(text.encode()).hexdigest()
    doc = "d" + sha[:12]
    outlet = chance.choice(("Orrin Post", "Sarn Courier", "Halyard", "Packet"))
    made = [claim(doc, *spans, chance) for spans in found]
    made = [deepened(c, text, outlet, made[n - 1] if n else None, chance) for n, c in enumerate(made)]
    zones = (Zone(start=0, end=body, kind="body"), Zone(start=body + 2, end=len(text), kind="comment"))
    document = Document(id=doc, name=f"pile/report-{number:03}.html", sha256=sha, media_type="text/html",
                        encoding="utf-8", text=text, title=text[: text.index("\n")], published="2026-03-01",
                        outlet=outlet)  # fmt: skip
    head = Fragment(start=0, end=8)
    return Reading(
        name=document.name,
        document=document,
        zones=zones,
        claims=tuple(made),
        accounts=tuple(own_voice(text[:body], doc, chance)),
        drifts=(Drift(kind="certainty", headline=head, words=head, reason="the headline is surer", p=0.7),),
    )


ATTITUDES: tuple[Attitude, ...] = ("assert", "assert", "assert", "deny", "warn", "accuse", "believe")
CERTAINTIES: tuple[Certainty, ...] = ("CT+", "CT+", "CT+", "PR+", "PS+", "CT-", "Uu")
EVIDENCE: tuple[Evidence, ...] = ("none", "none", "none", "none", "described", "cited", "withheld")
IDENTIFIED: tuple[Identification, ...] = ("named", "named", "described", "anonymous")


def deepened(one: Claim, text: str, outlet: str, before: Claim | None, chance: random.Random) -> Claim:
    """A claim with a speaker, a chain that often passes through somebody, and all values, each with its probability."""
    written = text[one.source[0].start : one.source[0].end] if one.source else ""
    name = chance.choice(PEOPLE[:2]) if written == "she" else written
    who: Identification = chance.choice(IDENTIFIED) if name else "unspecified"
    cue, content = one.cue[0], one.content[0]
    at = one.source[0] if one.source else cue
    links = [
        Relay(name=outlet, kind="outlet", identification="named", how="outlet", reason="the document's own outlet")
    ]
    if chance.random() < 0.3:
        links.append(Relay(name=chance.choice(PEOPLE), kind="outlet", identification="described", how="relay", p=0.8,
                           start=content.start, end=content.start + 6, reason="told to it"))  # fmt: skip
    links.append(Relay(name=name or "nobody named", kind="person", identification=who, start=at.start, end=at.end,
                       p=round(chance.uniform(0.4, 1), 3), reason="the claim's own source"))  # fmt: skip
    evidence = chance.choice(EVIDENCE)
    return msgspec.structs.replace(
        one,
        attitude=chance.choice(ATTITUDES),
        certainty=chance.choice(CERTAINTIES),
        evidence=evidence,
        evidence_at=() if evidence == "none" else (Fragment(start=content.end - 9, end=content.end),),
        loaded=(cue,) if text[cue.start : cue.end] == "claimed" else (),
        speaker=Speaker(name=name, kind="person", identification=who, how="the name before it", role="pilot",
                        role_at=at, p=round(chance.uniform(0.4, 1), 3)) if name else None,
        chain=tuple(links),
        parent=before.id if before and chance.random() < 0.1 else None,
        sure={field: round(chance.uniform(0.4, 1), 4) for field in ("attitude", "certainty", "evidence")},
    )  # fmt: skip


def own_voice(text: str, doc: str, chance: random.Random) -> Iterator[Account]:
    """The paragraphs of filler, as what the document says itself."""
    for found in re.finditer(r"[^\n]+", text):
        if found[0].count(".") == 1:
            loaded = (Fragment(start=found.start(), end=found.start() + 5),) if chance.random() < 0.1 else ()
            yield Account(id=f"{doc}.v{found.start()}", doc=doc, start=found.start(), end=found.end(), zone="body",
                          certainty=chance.choice(CERTAINTIES), loaded=loaded, p=chance.random())  # fmt: skip


def prose(chance: random.Random, words: int) -> str:
    """So many words."""
    return " ".join(chance.choices(WORDS, k=words))


def claim(
    doc: str, source: tuple[int, int] | None, cue: tuple[int, int], content: tuple[int, int], chance: random.Random
) -> Claim:
    """A claim at these offsets."""
    s, k, c = (tuple(Fragment(start=a, end=b) for a, b in ([x] if x else [])) for x in (source, cue, content))
    return Claim(id=f"{doc}.c{cue[0]}", doc=doc, source=s, cue=k, content=c, form="indirect",
                 p=round(chance.uniform(0.3, 1), 3), zone="body", making="m")  # fmt: skip


def measure(browser: Browser, path: Path, repeat: int) -> dict[str, float]:
    """Milliseconds, the median of some runs, each in a fresh page."""
    runs: dict[str, list[float]] = {}
    for _ in range(repeat):
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        page = context.new_page()
        page.goto(path.as_uri())
        runs.setdefault("load, until the first frame after the script", []).append(page.evaluate(LOADED))
        runs.setdefault("first keystroke in the filter", []).append(page.evaluate(FILTERED, ["r"]))
        runs.setdefault("another keystroke", []).append(page.evaluate(FILTERED, ["ro"]))
        page.evaluate(FILTERED, [""])
        runs.setdefault("sort by content", []).append(page.evaluate(SORTED))
        page.evaluate("document.getElementById('every').click()")
        for at in (0.5, 0.9, 0.1):
            runs.setdefault("jump from a row to its passage", []).append(page.evaluate(JUMPED, [at]))
        context.close()
    return {name: statistics.median(values) for name, values in runs.items()}


def main() -> None:
    """Write, load, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--claims", type=int, default=50, help="claims of each document")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    results = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        for count in (max(1, options.documents // 10), options.documents):
            chance = random.Random(11)  # noqa: S311 - not for secrets
            readings = [valued(invented(n, options.claims, chance), chance) for n in range(count)]
            claims = sum(len(r.claims) for r in readings)
            status = Status(title="Bench", documents=count, outlets=4, claims=claims, speakers=6, comments=count,
                            skips=0, judgements=0, schema=2, version="bench",
                            makings=(Making(id="m", plugin="bench", version="1"),))  # fmt: skip
            path, findings = Path(folder) / f"{count}.html", checked(readings, chance)
            began = time.perf_counter()
            write(path, f"{count} documents", readings, status, [], [], findings=findings)
            written = {"write (ms)": (time.perf_counter() - began) * 1000, "size (KB)": path.stat().st_size / 1000}
            written["size per claim (bytes)"] = path.stat().st_size / claims
            written["of which text of the documents (KB)"] = (
                sum(len(r.document.text) for r in readings if r.document) / 1000
            )
            timed = measure(browser, path, options.repeat)
            results.append(
                (f"{count} documents, {claims:,} claims", written | {f"{k} (ms)": v for k, v in timed.items()})
            )
        browser.close()
    (small, first), (large, second) = results
    print(f"| figure | {small} | {large} | ratio |\n| --- | --- | --- | --- |")
    for name in first:
        print(f"| {name} | {first[name]:,.0f} | {second[name]:,.0f} | {second[name] / first[name]:.1f} |")


if __name__ == "__main__":
    main()
