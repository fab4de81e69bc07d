"""Who is who across documents: entities of news in English (ECB+), and pairs of names invented for it.

python evals/identities.py --data DATA

ECB+: the mentions of persons, organisations and places that are names are given, with the words around them; each
topic is a case of its own, with two similar events in it and so with persons who are easily taken for one another.
Scored are pairs of entities of two documents. Of an entity that the set knows from one document only, nobody said
whether it stands in another one: its pairs are not counted. Left out is what the set takes for one and has several
names without a word in common (a pair of persons). Beside all pairs those whose names differ are counted, each
combination of names once.

The invented pairs are each a case of two documents: KIND, the names, what else the two documents name, roles.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any, cast

from task import data_folder, report, rows_of

from rashomon.link.entities import identities
from rashomon.link.who.name_keys import name_key
from rashomon.records import Claim, Document, Entity, Fragment, Mention, Reading, Speaker

OWN = Path(__file__).with_name("identities")
KINDS = {"PER": "person", "ORG": "organisation", "GPE": "organisation", "FAC": "facility", "GEO": "place"}
SMALL = frozenset("of the and for de la al - & 's".split())


@dataclass
class Made:
    """A document being made: its text, its entities with where they stand."""

    id: str
    text: str = ""
    day: str = ""
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    clusters: dict[str, str] = field(default_factory=dict)
    several: set[str] = field(default_factory=set)

    def reading(self) -> Reading:
        """The document as it would have been read."""
        document = Document(
            id=self.id, name=self.id, sha256="", media_type="text/plain", encoding="utf-8", text=self.text,
            published=self.day,
        )  # fmt: skip
        return Reading(
            name=self.id,
            document=document,
            entities=tuple(self.entities),
            mentions=tuple(self.mentions),
            claims=tuple(self.claims),
        )


def main() -> None:
    """Score both sets and print the figures."""
    path = data_folder() / "events" / "ecbplus_train.jsonl"
    rows = rows_of(path)
    scores = ecb(rows) | invented()
    report([path, *sorted(OWN.glob("*.tsv"))], scores)


def ecb(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Entities of ECB+, topic by topic."""
    topics: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        topics[str(row["topic"])].append(row)
    spread = Counter(c for row in rows for c in {m["cluster"] for m in row["mentions"] if m.get("cluster")})
    every, differing, lumps = Tally(), Tally(), 0
    for name in sorted(topics):
        small = {t for r in topics[name] for s in r["sentences"] for t in s if t.islower()}
        made = [of_row(row, small) for row in topics[name]]
        several = {c for m in made for c in m.several} | crowds(made)
        lumps += len(several)
        for m in made:
            m.clusters = {e: c for e, c in m.clusters.items() if c not in several}
        judge(made, spread, every, differing)
    scores = every.printed("ECB+, all pairs") | differing.printed("ECB+, names that differ")
    print(f"joined or suggested, but never compared by the set: {every.unknown}, {every.unknown_joined.total()} merged")
    print(f"entities of the set that are several at once: {lumps}, left out")
    for line, count in differing.wrong.most_common(40):
        print("wrong:", count, line)
    for line, count in differing.missed.most_common(40):
        print("missed:", count, line)
    return scores


def crowds(made: Sequence[Made]) -> set[str]:
    """What the set takes for one in a topic and has three names without a word in common."""
    names: dict[str, list[set[str]]] = defaultdict(list)
    for m in made:
        for entity in m.entities:
            words = set(folded(entity.name).split())
            apart = names[m.clusters[entity.id]]
            if all(words.isdisjoint(other) for other in apart):
                apart.append(words)
    return {cluster for cluster, apart in names.items() if len(apart) > 2}


@dataclass
class Tally:
    """Pairs counted: merged rightly and wrongly, suggested rightly and wrongly, missed."""

    right: int = 0
    false: int = 0
    same: int = 0
    hinted: int = 0
    hinted_right: int = 0
    unknown: int = 0
    unknown_joined: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, same: bool, merged: bool, hinted: bool, shown: str) -> None:
        """Count one pair."""
        self.same += same
        self.right += same and merged
        self.false += merged and not same
        self.hinted += hinted
        self.hinted_right += hinted and same
        if merged and not same:
            self.wrong[shown] += 1
        if same and not merged:
            self.missed[shown + (" (suggested)" if hinted else "")] += 1

    def printed(self, name: str) -> dict[str, float]:
        """Print the figures; the same ones for the report."""
        figures = {
            "precision": share(self.right, self.right + self.false),
            "recall": share(self.right, self.same),
            "recall with suggestions": share(self.right + self.hinted_right, self.same),
            "suggestions right": share(self.hinted_right, self.hinted),
        }
        print(
            f"{name}: {self.same} pairs are one, {self.right + self.false} merged, {self.hinted} suggested; {figures}"
        )
        return {f"{name}, {k}": v for k, v in figures.items() if k in ("precision", "recall")}


def share(part: int, whole: int) -> float:
    """Per cent."""
    return round(100 * part / whole, 1) if whole else 0.0


def of_row(row: dict[str, Any], small: set[str]) -> Made:
    """A document of ECB+ with its entities that have a name."""
    made = Made("d" + row["id"])
    starts: list[int] = []
    tokens = [t for sentence in row["sentences"] for t in sentence]
    for sentence in row["sentences"]:
        for token in sentence:
            starts.append(len(made.text))
            made.text += token + " "
        made.text += "\n"
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for number, mention in enumerate(row["mentions"]):
        kind = KINDS.get(mention["kind"].rsplit("_", 1)[-1])
        if not kind or mention["kind"].split("_")[0] not in ("HUMAN", "LOC"):
            continue
        span = named(tokens, mention["tokens"], small)
        if span:
            at = (starts[span[0]], starts[span[-1]] + len(tokens[span[-1]]), kind)
            found[mention.get("cluster") or f"alone {number}"].append(at)
    for cluster, spans in found.items():
        put(made, cluster, sorted(spans))
    return made


def named(tokens: list[str], at: list[int], small: set[str]) -> list[int]:
    """The tokens of a mention that are a name, or none; what begins a sentence may be a plain word."""
    run = list(at)
    while run and (not tokens[run[0]][:1].isupper() and not tokens[run[0]][:1].isdigit()):
        run.pop(0)
    while run and tokens[run[-1]] in ("'s", "'", ",", "."):
        run.pop()
    words = [tokens[i] for i in run]
    if not words or any(not (w[:1].isupper() or w[:1].isdigit() or w in SMALL) for w in words) or len(run) > 7:
        return []
    if run != list(range(run[0], run[-1] + 1)):
        return []
    plain = [w for w in words if w.lower() not in small and w not in SMALL]
    # a plain word, an office or a pronoun in capitals is no name: one word at least must never stand in small letters
    return run if any(w[:1].isupper() for w in plain) and words[0] not in ("He", "She", "They", "It", "We") else []


def put(made: Made, cluster: str, spans: list[tuple[int, int, str]]) -> None:
    """One entity of a document: its fullest name, its other names, where they stand."""
    kind = Counter(k for _, _, k in spans).most_common(1)[0][0]
    texts = [re.sub(r" (?=[.,'’])|(?<=-) | (?=-)", "", made.text[a:b]) for a, b, _ in spans]
    texts = [re.sub(r"['’]s?$", "", t) for t in texts]
    words = [set(folded(t).split()) for t in texts]
    if any(a.isdisjoint(b) for a, b in combinations(words, 2)):
        made.several.add(cluster)
    name = max(texts, key=lambda t: (len(name_key(t, kind == "person").core), texts.count(t), t))
    aliases = tuple(sorted({*texts} - {name}))
    entity = Entity(id=f"{made.id}.e{spans[0][0]}", name=name, kind=cast("Any", kind), aliases=aliases)
    if entity.id in made.clusters:
        return
    made.entities.append(entity)
    made.clusters[entity.id] = cluster
    for a, b, _ in spans:
        made.mentions.append(mention(made, a, b, kind, entity.id))


def judge(made: Sequence[Made], spread: Counter[str], every: Tally, differing: Tally) -> None:
    """Count all pairs of entities of two documents of a case."""
    cluster = {e: c for m in made for e, c in m.clusters.items()}
    names = {e.id: e for m in made for e in m.entities}
    of, hints = outcome(made)
    seen: set[tuple[str, ...]] = set()
    for one, two in combinations(made, 2):
        for a in one.clusters:
            for b in two.clusters:
                same, merged = cluster[a] == cluster[b], of[a] == of[b]
                hinted = not merged and frozenset((of[a], of[b])) in hints
                alike = folded(names[a].name) == folded(names[b].name)
                shown = " ~ ".join(sorted(f"{names[e].name} ({names[e].kind})" for e in (a, b)))
                if not same and min(spread[cluster[a]], spread[cluster[b]]) < 2:
                    if merged or hinted:
                        every.unknown += 1
                        every.unknown_joined[shown] += merged
                    continue
                every.add(same, merged, hinted, shown)
                key = (cluster[a] if same else "", *sorted((folded(names[a].name), folded(names[b].name))))
                if not alike and key not in seen:
                    seen.add(key)
                    differing.add(same, merged, hinted, shown)


def folded(name: str) -> str:
    """A name for comparing it with itself."""
    return " ".join(name.lower().removeprefix("the ").split())


def outcome(made: Iterable[Made]) -> tuple[dict[str, str], set[frozenset[str]]]:
    """The identity of every entity, and the pairs of identities that are suggested."""
    found, suggested = identities([m.reading() for m in made])
    return {e: i.id for i in found for e in i.members}, {frozenset((s.a, s.b)) for s in suggested}


def invented() -> dict[str, float]:
    """Pairs of our own; each file is a sort of them."""
    total = Tally()
    for path in sorted(OWN.glob("*.tsv")):
        tally = Tally()
        for line in path.read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                same, merged, hinted = own_pair(line)
                for counted in (tally, total):
                    counted.add(same, merged, hinted, line)
        tally.printed(f"own, {path.stem}")
    for line in total.wrong:
        print("wrong:", line)
    for line in total.missed:
        print("missed:", line)
    return total.printed("own pairs")


def own_pair(line: str) -> tuple[bool, bool, bool]:
    """Whether a line's two are one, were merged, or suggested.

    Columns: same or other; kind; name; what else its document names, parted by semicolons; and so for the second. A
    kind may be two, parted by a slash. In brackets behind a name stands its role, behind a day that of its document:
    "Mila Torv [mayor of Sarn] 2020-03-01".
    """
    truth, kinds, *sides = line.split("\t")
    kind = kinds.split("/")
    made = [
        own_document(n, kind[min(n, len(kind) - 1)], sides[2 * n], sides[2 * n + 1]) for n in range(2)
    ]  # fmt: skip
    of, hints = outcome(made)
    a, b = (m.entities[0].id for m in made)
    merged = of[a] == of[b]
    return truth == "same", merged, not merged and frozenset((of[a], of[b])) in hints


def own_document(number: int, kind: str, words: str, others: str) -> Made:
    """One side of a pair as a document."""
    made = Made(f"d{number}")
    name = words
    if dated := re.fullmatch(r"(.*) (\d{4}-\d\d-\d\d)", words):
        name, made.day = dated[1], dated[2]
    name, _, role = name.removesuffix("]").partition(" [")
    listed = [(name, kind), *(o.strip().split("=") for o in others.split(";") if o.strip())]
    for shown, sort in listed:
        at = len(made.text)
        made.text += shown + " spoke. "
        entity = Entity(id=f"d{number}.e{at}", name=shown, kind=cast("Any", sort))
        made.entities.append(entity)
        if sort not in ("person", "people") or shown.split()[0] not in ("a", "an", "the", "officials"):
            made.mentions.append(mention(made, at, at + len(shown), sort, entity.id))
    if role:
        speaker = Speaker(entity=made.entities[0].id, name=name, kind="person", identification="named", role=role)
        cue = (Fragment(start=0, end=1),)
        parts: dict[str, Any] = {"source": cue, "cue": cue, "content": cue, "form": "indirect", "p": 1.0}
        made.claims.append(Claim(id=f"d{number}.c0", doc=made.id, zone="body", making="m", speaker=speaker, **parts))
    return made


def mention(made: Made, start: int, end: int, kind: str, entity: str) -> Mention:
    """A mention of an entity."""
    return Mention(id=f"{made.id}.m{start}", start=start, end=end, kind=cast("Any", kind), entity=entity)


if __name__ == "__main__":
    main()
