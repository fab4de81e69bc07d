"""Score zones, comments and metadata on invented pages, each as HTML and as the texts that scrapers make of it.

usage: python evals/zones.py [--data DATA] [--only develop|aside] [-v [PAGE]]

The pages stand in evals/zones: those in develop/ may be looked at while rules are written, those in aside/ are only
scored. Precision and recall are by characters that are no white space; DATA is not read.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from task import report
from zone_pages import InventedPage, Said, pages_in

from rashomon.errors import RashomonError
from rashomon.ingest.dates import date_in
from rashomon.ingest.documents import ingest
from rashomon.records import ARTICLE_ZONES, Taken, Zone

FOLDER = Path(__file__).resolve().parent / "zones"
FORMS = ("html", "visible", "dump", "nodes", "glued")
NEAR = 400
FACTS = ("title", "author", "outlet", "published")


@dataclass
class Tally:
    """What was right and wrong in one set and form."""

    right: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    facts: dict[str, list[bool]] = field(default_factory=dict)

    def count(self, kinds: Sequence[str], got: str, size: int) -> None:
        """Characters of one run: any of the kinds is right."""
        want = got if got in kinds else kinds[0]
        self.wanted[want] += size
        self.given[got] += size
        self.right[want] += size * (want == got)
        sides = {group(kind) for kind in kinds}
        side = group(got) if group(got) in sides else group(kinds[0])
        self.wanted["= " + side] += size
        self.given["= " + group(got)] += size
        self.right["= " + side] += size * (side == group(got))

    def fact(self, name: str, right: bool) -> None:
        """One question with one answer."""
        self.facts.setdefault(name, []).append(right)

    def f1(self, kind: str) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right[kind] / max(1, self.given[kind] + self.wanted[kind])

    def share(self, names: Sequence[str]) -> float:
        """The share of answers that are right."""
        answers = [a for n in names for a in self.facts.get(n, ())]
        return sum(answers) / max(1, len(answers))


def group(kind: str) -> str:
    """Article, comments, or what stands around them."""
    return "article" if kind in ARTICLE_ZONES else "comments" if kind.startswith("comment") else "around"


def places(text: str, runs: Sequence[Said]) -> Iterator[tuple[int, int, Said]]:
    """Where each run stands in a text that may have dropped some, but keeps their order."""
    at = 0
    for run in runs:
        words = r"\s+".join(re.escape(word) for word in run.text.split())
        found = re.compile(words).search(text, at, min(len(text), at + NEAR + 2 * len(run.text)))
        if found:
            at = found.end()
            yield found.start(), found.end(), run


def kinds_at(taken: Taken) -> list[Zone | None]:
    """The zone of each character."""
    out: list[Zone | None] = [None] * len(taken.document.text)
    for zone in taken.zones:
        out[zone.start : zone.end] = [zone] * (zone.end - zone.start)
    return out


def same(want: str, got: str) -> bool:
    """Whether a field is as expected; a date in other words is the same date."""
    got = " ".join(got.split()).casefold()
    if want.endswith("?") and not got:
        return True
    options = [o.casefold() for o in want.removesuffix("?").split("|")]
    return got in options or any(o and date_in(o) and date_in(o) == date_in(got) for o in options)


def score_page(page: InventedPage, form: str, text: str, tally: Tally, verbose: bool) -> None:
    """Read one form of a page and count."""
    try:
        taken = ingest(f"{page.name}.{form}", text.encode("utf8"))
    except RashomonError as error:
        print(f"   {page.name}.{form}: not read: {error}")
        return
    at, wrong = kinds_at(taken), []
    comments: list[tuple[dict[str, str], Counter[int]]] = []
    for start, end, run in places(taken.document.text, page.runs):
        seen = [i for i in range(start, end) if not taken.document.text[i].isspace()]
        got = Counter((z.kind if (z := at[i]) else "none") for i in seen)
        for kind, size in got.items():
            tally.count(run.kinds, kind, size)
            if kind not in run.kinds:
                wrong.append(f"{'|'.join(run.kinds)} read as {kind}: {taken.document.text[start:end][:90]!r}")
        if run.comment:
            if not comments or comments[-1][0] != run.comment:
                comments.append((run.comment, Counter()))
            comments[-1][1].update(seen)
    wrong += list(score_comments(comments, at, tally))
    wrong += list(score_facts(page, taken, tally))
    if verbose:
        print(f"## {page.name}.{form}")
        print("".join(f"     {line}\n" for line in wrong), end="")


def score_comments(
    comments: list[tuple[dict[str, str], Counter[int]]], at: list[Zone | None], tally: Tally
) -> Iterator[str]:
    """The fields of each comment, of the zone that holds most of it."""
    taken: set[int] = set()
    for want, characters in comments:
        held = Counter(z.start for i in characters if (z := at[i]) and z.kind == "comment" and z.comment)
        start, size = held.most_common(1)[0] if held else (-1, 0)
        whole = sum(held.values()) >= 0.9 * len(characters) and start not in taken
        tally.fact("comment apart", whole)
        taken.add(start)
        zone = at[start] if size else None
        comment = zone.comment if zone else None
        got = {"by": comment.author, "to": comment.reply_to, "at": comment.when} if comment else None
        for name, label in (("by", "comment author"), ("to", "comment reply_to"), ("at", "comment when")):
            right = got is not None and same(want.get(name, ""), got[name])
            tally.fact(label, right)
            if not right:
                yield f"{label}: {want.get(name, '')!r} read as {got and got[name]!r}"
        if not whole:
            yield f"comment of {want.get('by')!r} is not apart ({sum(held.values())} of {len(characters)} characters)"


def score_facts(page: InventedPage, taken: Taken, tally: Tally) -> Iterator[str]:
    """Title, author, outlet, date, parts and origins that the page says."""
    got = {name: getattr(taken.document, name) for name in FACTS}
    answers = [(name, page.expected[name], got[name]) for name in FACTS if name in page.expected]
    parts = page.expected.get("parts", [])
    tally.fact("parts", len(parts) == len(taken.parts))
    if len(parts) != len(taken.parts):
        yield f"parts: {len(parts)} read as {[p.title for p in taken.parts]}"
    for want, part in zip(parts, taken.parts, strict=False):
        answers += [("part " + n, v, getattr(part, n)) for n, v in want.items()]
    for name, want, have in answers:
        right = want.casefold() == have.casefold()
        tally.fact(name, right)
        if not right:
            yield f"{name}: {want!r} read as {have!r}"
    found = {(p.relation, p.name.casefold()) for p in taken.provenance}
    wanted = {(r, n.casefold()) for r, n in page.expected.get("origins", [])}
    for each in sorted(wanted):
        tally.fact("origin", each in found)
        if each not in found:
            yield f"origin {each} not among {sorted(found)}"
    odd = {f for f in found - wanted if f[0] not in ("authored", "cites", "quoted")}
    tally.fact("no odd origin", not odd)
    if odd:
        yield f"odd origins {sorted(odd)}"


def table(tallies: dict[str, Tally]) -> None:
    """Precision and recall by kind, one column a form; then the questions."""
    kinds = sorted({k for t in tallies.values() for k in t.wanted}, key=lambda k: (k[0] == "=", k))
    print("kind (P / R)".ljust(18) + "".join(form.rjust(14) for form in tallies))
    for kind in kinds:
        cells = (
            f"{100 * t.right[kind] / max(1, t.given[kind]):.0f} / {100 * t.right[kind] / max(1, t.wanted[kind]):.0f}"
            for t in tallies.values()
        )
        print(kind.ljust(18) + "".join(cell.rjust(14) for cell in cells))
    for name in sorted({n for t in tallies.values() for n in t.facts}):
        answers = (t.facts.get(name, []) for t in tallies.values())
        print(name.ljust(18) + "".join(f"{sum(a)} of {len(a)}".rjust(14) for a in answers))


def main() -> int:
    """Score both sets, print a table of each, and the line for run.py."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--only", choices=("develop", "aside"))
    parser.add_argument("-v", dest="verbose", nargs="?", const="", help="what is wrong on the pages to develop on")
    options = parser.parse_args()
    scores, read = {}, []
    for folder in [options.only] if options.only else ["develop", "aside"]:
        pages = pages_in(FOLDER / folder)
        tallies = {form: Tally() for form in FORMS}
        for page in pages:
            for form, text in page.forms().items():
                shown = options.verbose is not None and folder == "develop" and options.verbose in f"{page.name}.{form}"
                score_page(page, form, text, tallies[form], shown)
        print(f"\n{folder}: {len(pages)} pages")
        table(tallies)
        read += sorted((FOLDER / folder).glob("*.html"))
        for form, tally in tallies.items():
            scores[f"{folder} {form} article F1"] = round(100 * tally.f1("= article"), 1)
            scores[f"{folder} {form} comments F1"] = round(100 * tally.f1("= comments"), 1)
            fields = ("comment apart", "comment author", "comment reply_to", "comment when")
            scores[f"{folder} {form} comment fields"] = round(100 * tally.share(fields), 1)
            scores[f"{folder} {form} facts"] = round(100 * tally.share((*FACTS, "origin", "parts")), 1)
    report(read, scores)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
