"""The pairs that the pair model learns from: VitaminC, FNC-1, and pairs made from them by rule."""

from __future__ import annotations

import hashlib
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from rashomon.figures import figures_in
from rashomon.link.pairs.excerpts import excerpted, sentences_of

LABELS = ("supports", "contradicts", "neutral")
STANCES = ("agree", "disagree", "discuss", "unrelated")
SUPPORTS, CONTRADICTS, NEUTRAL = range(3)
NOTHING = -100
RELATION_OF = {"agree": SUPPORTS, "disagree": CONTRADICTS, "unrelated": NEUTRAL, "discuss": NOTHING}
PER_EPOCH = {"agree": 550, "disagree": 450, "discuss": 650, "unrelated": 450}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and what is known of them; NOTHING where it is not."""

    a: str
    b: str
    relation: int = NOTHING
    stance: int = NOTHING


def kept_apart(name: str) -> bool:
    """Whether a page (VitaminC) or a body (FNC-1) is of the tenth that is scored on and never learned from."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 0


def fitted_on(body: str) -> bool:
    """Whether a body that is kept apart is of the half that the weights of stances are fitted on."""
    return kept_apart(body) and int(hashlib.sha256(body.encode()).hexdigest(), 16) // 10 % 2 == 0


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def vitaminc(data: Path, kept: bool) -> list[Pair]:
    """The real pairs of the pages that are kept apart, or of the others."""
    found = rows(data / "statements" / "vitaminc_real_train.jsonl")
    return [as_pair(r) for r in found if kept_apart(r["page"]) == kept]


def synthetic(data: Path) -> list[Pair]:
    return [
        as_pair(r) for r in rows(data / "statements" / "vitaminc_synthetic_train.jsonl") if not kept_apart(r["page"])
    ]


def as_pair(row: dict) -> Pair:
    return Pair(row["claim"], row["evidence"], LABELS.index(row["label"]))


def bodies(data: Path) -> dict[str, str]:
    return {r["id"]: r["text"] for r in rows(data / "statements" / "fnc1_bodies.jsonl")}


def headlines(data: Path, chance: random.Random) -> list[Pair]:
    """One pass over headlines with excerpts of bodies that are not kept apart; the rare stances are all there."""
    texts, out = bodies(data), []
    by_stance: dict[str, list[dict]] = {s: [] for s in STANCES}
    for row in rows(data / "statements" / "fnc1_train.jsonl"):
        if not kept_apart(row["body"]):
            by_stance[row["stance"]].append(row)
    for stance, number in PER_EPOCH.items():
        for row in chance.sample(by_stance[stance], min(number, len(by_stance[stance]))):
            b = excerpted(row["headline"], texts[row["body"]])
            out.append(Pair(row["headline"], b, RELATION_OF[stance], STANCES.index(stance)))
    return out


def singles(data: Path, number: int, chance: random.Random) -> list[str]:
    """Sentences for keeping the vectors: of the pages and bodies that are learned from, and of the claim articles."""
    pairs = vitaminc(data, kept=False)
    texts = [p.a for p in chance.sample(pairs, number // 6)] + [p.b for p in chance.sample(pairs, number // 6)]
    news = [t for i, t in bodies(data).items() if not kept_apart(i)]
    news += [r["text"] for r in rows(data / "attribution" / "train.jsonl")]
    found = [" ".join(t[s:e].split()) for t in news for s, e in sentences_of(t)]
    return texts + chance.sample([f for f in found if 20 < len(f) < 400], number - len(texts))


TO_BE = re.compile(r"\b(is|are|was|were|has|have|had|can|could|will|would|did|does|do)\b(?! not| n't|n't| no\b)")
SAID = (
    "{who} said that {x}|According to {who} , {x}|{x} , {who} said .|{who} confirmed that {x}|"
    "{who} told reporters that {x}"
)
DENIED = (
    "{who} denied that {x}|{who} said it was not true that {x}|{who} rejected reports that {x}|"
    "It is false that {x}|{who} denies that {x}|Reports that {x} are false , {who} said ."
)
WHO = (
    "the ministry|a spokesman|the army|officials|the company|the mayor|a spokeswoman for the governor|police|"
    "two officials|the opposition|Mr. Varga|Anna Holt|the hospital|witnesses"
).split("|")


def told(forms: str, x: str, chance: random.Random) -> str:
    """The sentence as somebody's words."""
    x = x.rstrip(" .")
    x = x[:1].lower() + x[1:] if x.split(" ")[0].lower() in ("the", "a", "an", "there", "it", "in", "as") else x
    said = chance.choice(forms.split("|")).format(who=chance.choice(WHO), x=x)
    return said[:1].upper() + said[1:] + ("" if said.endswith(".") else " .")


def negated(text: str) -> str | None:
    """The sentence with its first auxiliary negated."""
    found = TO_BE.search(text)
    return f"{text[: found.end()]} not{text[found.end() :]}" if found else None


def renumbered(text: str, chance: random.Random) -> Pair | None:
    """A claim about a number of the text, with or without a comparator, right or wrong by rule."""
    figures = [
        f for f in figures_in(text) if f.sort in ("count", "percent", "money") and not f.compared and f.number >= 3
    ]
    if not figures:
        return None
    f = chance.choice(figures)
    old = re.search(r"[\d.,]+\d|\d", text[f.start : f.end])
    if not old:
        return None
    value = float(old.group().replace(",", "")) if old.group().count(".") < 2 else 0.0
    if value < 3:
        return None
    factor = chance.choice((0.3, 0.6, 0.8, 0.9, 0.97, 1.03, 1.1, 1.3, 1.7, 3.0, 1.0))
    other = value if factor == 1.0 else round(value * factor, 1) if "." in old.group() else round(value * factor)
    words = chance.choice(("", "", "more than ", "over ", "at least ", "less than ", "fewer than ", "under ", "up to "))
    shown = f"{other:,}" if "," in old.group() or (other >= 1000 and chance.random() < 0.5) else f"{other:g}"
    at = f.start + old.start()
    claim = text[: f.start] + words + text[f.start : at] + shown + text[f.start + old.end() :]
    right = {
        "": other == value,
        "more than ": value > other,
        "over ": value > other,
        "at least ": value >= other,
        "up to ": value <= other,
    }.get(words, value < other)
    return Pair(claim, text, SUPPORTS if right else CONTRADICTS)


def made(pairs: list[Pair], number: int, chance: random.Random) -> list[Pair]:
    """So many pairs by rule: numbers, negation, denial, speakers, and texts that have nothing to do with each other."""
    out: list[Pair] = []
    while len(out) < number:
        p, other, kind = chance.choice(pairs), chance.choice(pairs), chance.random()
        if kind < 0.35:
            changed = renumbered(p.b if len(p.b) < 250 else p.a, chance)
            out += [changed] if changed else []
        elif kind < 0.5 and p.relation == SUPPORTS:
            turned = negated(p.a)
            out += [Pair(turned, p.b, CONTRADICTS)] if turned else []
        elif kind < 0.6:
            out.append(Pair(p.a, told(DENIED, p.a, chance), CONTRADICTS))
        elif kind < 0.68 and p.relation == SUPPORTS and len(p.b) < 250:
            out.append(Pair(p.a, told(DENIED, p.b, chance), CONTRADICTS))
        elif kind < 0.82 and len(p.b) < 300:
            out.append(Pair(p.a, told(SAID, p.b, chance), p.relation))
        elif kind < 0.86:
            out.append(Pair(p.a, told(SAID, p.a, chance), SUPPORTS))
        elif kind > 0.9:
            out.append(Pair(p.a, other.b, NEUTRAL))
    return out


def as_written(text: str) -> str:
    """The text with its marks as people set them, where it comes cut into words."""
    for old, new in (
        (" 's", "'s"),
        (" n't", "n't"),
        ("`` ", '"'),
        (" ''", '"'),
        ("-LRB-", "("),
        ("-RRB-", ")"),
        ("$ ", "$"),
    ):
        text = text.replace(old, new)
    return re.sub(r" ([.,;:!?)%])", r"\1", text).replace("( ", "(")
