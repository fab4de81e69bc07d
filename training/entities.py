"""Names, actors and phrases as labels of words, and references: what the encoder's further heads learn from."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from rashomon.read.names.naming import NAME_TAGS, PHRASE_TAGS
from rashomon.read.tagging import Encoded, encode, words_between
from rashomon.read.wordpieces import packaged

IGNORE = -100
TITLES = frozenset(
    """president prime minister sen. sen senator rep. rep representative gov. gov governor gen. gen general col. colonel
    capt. captain lt. lieutenant sgt. sergeant mr. mr mrs. mrs ms. ms miss dr. dr prof. professor judge justice king
    queen prince princess pope father sir lord lady dame mayor secretary chancellor ambassador chief director
    chairman st.""".split()
)
OPENERS = TITLES | {"the", "a", "an"}
LINKS = frozenset({"of", "-", "and", "the", "for", "de", "&", "."})
GUM_KINDS = {"person": "person", "organization": "organisation", "place": "place", "event": "event"}


@dataclass(slots=True)
class Sample:
    """A text to learn from. Labels run over words, IGNORE where nothing is known; None where a layer is not labelled.

    `soft`: "outside" of `names` may as well be MISC there, for the set does not label that kind. `mentions`: first and
    last word and cluster of every phrase that may refer, in order.
    """

    encoded: Encoded
    names: np.ndarray | None = None
    soft: bool = False
    actors: np.ndarray | None = None
    phrases: np.ndarray | None = None
    mentions: list[tuple[int, int, int]] = field(default_factory=list)


def joined(tokens: list[str], natural: bool) -> tuple[str, list[tuple[int, int]]]:
    """Tokens as running text, and where each stands: one space apart, or as they would be printed."""
    text, places, inside = "", [], {'"': False, "'": False}
    for i, token in enumerate(tokens):
        if text and not (natural and _sticks(tokens, i, inside)):
            text += " "
        places.append((len(text), len(text) + len(token)))
        text += token
        if token in inside:
            inside[token] = not inside[token]
    return text, places


def _sticks(tokens: list[str], i: int, inside: dict[str, bool]) -> bool:
    """Whether a token is printed next to the one before it."""
    before, token = tokens[i - 1], tokens[i]
    if inside.get(token) or inside.get(before):
        return True
    if re.fullmatch(r"[.,;:!?%)\]}”’…]|n't|n’t|['’](s|re|ve|ll|d|m)", token, re.I):
        return True
    if before in {"(", "[", "{", "“", "‘", "$", "#", "@"}:
        return True
    hyphen = {"-", "–", "/"}
    if token in hyphen:
        return i + 1 < len(tokens) and before[-1:].isalnum() and tokens[i + 1][:1].isalnum() and before != token
    return before in hyphen and i > 1 and tokens[i - 2][-1:].isalnum() and token[:1].isalnum()


def bio_rows(path: Path) -> list[dict]:
    """Sentences of a BIO file."""
    return [json.loads(line) for line in path.open(encoding="utf8")]


def word_labels(
    encoded: Encoded, places: list[tuple[int, int]], labels: list[str], tags: tuple[str, ...]
) -> np.ndarray:
    """Labels of tokens as tag numbers of words; a token of several words goes on inside."""
    out = np.zeros(len(encoded.start), np.int64)
    number = {t: i for i, t in enumerate(tags)}
    for (start, end), label in zip(places, labels, strict=True):
        words = words_between(encoded, start, end)
        if label == "O" or not words:
            continue
        first, last = words
        out[first] = number.get(label, IGNORE)
        out[first + 1 : last + 1] = number.get("I" + label[1:], IGNORE)
    return out


def packs(rows: list[dict], layer: str, soft: bool, chance: random.Random, longest: int = 200) -> list[Sample]:
    """Sentences put together into texts of one to eight, each set as print or with spaces, as the scorer gives them."""
    out, at = [], 0
    while at < len(rows):
        wanted, tokens, labels, breaks = chance.choice((1, 1, 2, 4, 8)), [], [], []
        while at < len(rows) and wanted and (not tokens or len(tokens) + len(rows[at]["tokens"]) < longest):
            breaks.append(len(tokens))
            tokens += rows[at]["tokens"]
            labels += rows[at]["labels"]
            at, wanted = at + 1, wanted - 1
        out.append(packed(tokens, labels, breaks, layer, soft, chance))
    return out


def packed(
    tokens: list[str], labels: list[str], breaks: list[int], layer: str, soft: bool, chance: random.Random
) -> Sample:
    """One text of several sentences with one layer of labels, now and then without capitals."""
    natural, gap = chance.random() < 0.6, chance.choice((" ", "\n", "\n\n"))
    text, places = "", []
    for start, stop in zip(breaks, [*breaks[1:], len(tokens)], strict=True):
        line, at = joined(tokens[start:stop], natural)
        text += gap if text else ""
        places += [(len(text) + a, len(text) + b) for a, b in at]
        text += line
    if chance.random() < 0.06:
        lower = text.lower()
        text = lower if len(lower) == len(text) else text
    encoded = encode(text, packaged())
    found = word_labels(encoded, places, labels, NAME_TAGS)
    return Sample(encoded, soft=soft, **{layer: found})


def silver(articles: list, rows: list[dict]) -> list[np.ndarray | None]:
    """Machine labels of names laid over the attribution articles they were made from; IGNORE where they do not fit."""
    rows = _voted(rows)
    openings: dict[str, list[int]] = {}
    squeezed = [re.sub(r"\W", "", "".join(r["tokens"])) for r in rows]
    for i in range(len(rows)):
        openings.setdefault("".join(squeezed[i : i + 4])[:25], []).append(i)
    out: list[np.ndarray | None] = []
    at = 0
    for a in articles:
        start = next((i for i in openings.get(re.sub(r"\W", "", a.text[:400])[:25], []) if i >= at), None)
        if start is None:
            out.append(None)
            continue
        labels = np.full(len(a.encoded.start), IGNORE)
        cursor, row, missed = 0, start, 0
        while row < len(rows) and missed < 4:
            found = _place(a.text, cursor, rows[row]["tokens"])
            if found:
                laid = word_labels(a.encoded, found, rows[row]["labels"], NAME_TAGS)
                first = np.searchsorted(a.encoded.end, found[0][0], "right")
                last = np.searchsorted(a.encoded.start, found[-1][1])
                labels[first:last] = laid[first:last]
                cursor, at = found[-1][1], row + 1
            missed = 0 if found else missed + 1
            row += 1
        out.append(labels)
    return out


def _voted(rows: list[dict]) -> list[dict]:
    """Machine labels with each frequent name's strays set right, and those left open that the sets see in two ways."""
    found: dict[str, Counter] = {}
    for row in rows:
        for s, e, kind in bio_spans(row["labels"]):
            found.setdefault(" ".join(row["tokens"][s:e]), Counter())[kind] += 1
    sure = {}
    for name, kinds in found.items():
        kind, n = kinds.most_common(1)[0]
        if n >= 10 and n >= 0.8 * kinds.total():
            sure[name] = kind
    out = []
    for row in rows:
        labels = list(row["labels"])
        for s, e, kind in bio_spans(row["labels"]):
            name = " ".join(row["tokens"][s:e])
            voted = "?" if name in PARTISANS else sure.get(name, kind)
            labels[s:e] = [f"B-{voted}"] + [f"I-{voted}"] * (e - s - 1)
        out.append({"tokens": row["tokens"], "labels": labels})
    return out


PARTISANS = frozenset({"Republican", "Republicans", "Democrat", "Democrats", "Democratic", "GOP"})
"""Names of members of parties: MISC to the machine that made the silver labels, organisations to Universal NER."""


def bio_spans(labels: list[str]) -> list[tuple[int, int, str]]:
    """Spans (start, end, kind) of BIO labels."""
    out, start = [], None
    for i, label in enumerate([*labels, "O"]):
        if start is not None and label[0] != "I":
            out.append((start, i, labels[start][2:]))
            start = None
        if label[0] == "B":
            start = i
    return out


MARKS = {
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
}  # fmt: skip


def _place(text: str, cursor: int, tokens: list[str]) -> list[tuple[int, int]] | None:
    """Where tokens stand in a text from a place on, at most 40 characters further at a time."""
    out = []
    for token in tokens:
        near = text[cursor : cursor + 60 + len(token)]
        options = [token, token.replace("``", '"').replace("''", '"'), token.replace("'", "’"), token.replace('"', "“")]
        options += [token.replace('"', "”"), *MARKS.get(token, ())]
        if token in {'"', "'", "``", "''", "`"}:
            options += ["''", '"', "“", "”", "‘", "’", "'", "`"]
        hits = [(near.find(o), len(o)) for o in options if o in near]
        if not hits:
            if not any(c.isalnum() for c in token):
                out.append((cursor, cursor))
                continue
            return None
        where, length = min(hits)
        if where > 40:
            return None
        out.append((cursor + where, cursor + where + length))
        cursor += where + length
    return out


def gum(path: Path, natural: bool = True) -> list[Sample]:
    """GUM documents with base phrases, their clusters, and the names that are sure."""
    return [_gum_sample(json.loads(line), natural) for line in path.open(encoding="utf8")]


def _gum_sample(row: dict, natural: bool) -> Sample:
    tokens = [t for s in row["sentences"] for t in s]
    text, places = "", []
    for s in row["sentences"]:
        line, at = joined(s, natural)
        text += "\n" if text else ""
        places += [(len(text) + a, len(text) + b) for a, b in at]
        text += line
    encoded = encode(text, packaged())
    chunks = base_phrases(tokens, row["mentions"])
    phrases, number = np.zeros(len(encoded.start), np.int64), {t: i for i, t in enumerate(PHRASE_TAGS)}
    mentions = []
    for start, end, kind, cluster in chunks:
        words = words_between(encoded, places[start][0], places[end - 1][1])
        if words is None:
            continue
        phrases[words[0]] = number[f"B-{kind}"]
        phrases[words[0] + 1 : words[1] + 1] = number[f"I-{kind}"]
        if kind != "other" or cluster >= 0:
            mentions.append((*words, cluster))
    names = _gum_names(tokens, row["mentions"], places, encoded)
    return Sample(encoded, names=names, soft=True, phrases=phrases, mentions=mentions)


def base_phrases(tokens: list[str], mentions: list[dict]) -> list[tuple[int, int, str, int]]:
    """Mentions without the mentions nested in them: (start, end, kind, cluster), which do not overlap.

    A mention ends where the first one inside it begins (one that begins with another goes on behind that), less the
    words that join the two.
    """
    out = []
    for m in mentions:
        start, end = m["start"], m["end"]
        within = [k for k in mentions if start <= k["start"] and k["end"] <= end]
        inner = [k for k in within if k["end"] - k["start"] < end - start]
        for k in sorted((k for k in inner if k["start"] == start), key=lambda k: k["end"]):
            start = max(start, k["end"])
        later = [k["start"] for k in inner if k["start"] >= start]
        end = min([end, *later])
        while start < end and tokens[start].lower() in JOINING:
            start += 1
        while start < end and tokens[end - 1].lower() in JOINING:
            end -= 1
        if start < end:
            out.append((start, end, GUM_KINDS.get(m["kind"], "other"), m["cluster"]))
    out.sort()
    kept, at = [], 0
    for c in out:
        if c[0] >= at:
            kept.append(c)
            at = c[1]
    return kept


JOINING = frozenset(
    """of in at on for to from by with and or , ( ) : ; - – who whom whose which that is are was were 's ’s as into
    about""".split()
)


def _gum_names(tokens, mentions, places, encoded) -> np.ndarray:
    """Names of mentions that are linked to an encyclopedia or capitalised throughout; other capitals are left open."""
    labels = ["O"] * len(tokens)
    short = {"person": "PER", "organization": "ORG", "place": "LOC"}
    openings = {0}
    for i, t in enumerate(tokens):
        if t in {".", "!", "?", ":", "“", '"'}:
            openings.add(i + 1)
    done = set()
    for m in sorted(mentions, key=lambda m: m["end"] - m["start"]):
        s, e = m["start"], m["end"]
        while s < e and (tokens[s].lower() in OPENERS or not tokens[s][:1].isupper()):
            s += 1
        stop = s
        while stop < e and (tokens[stop][:1].isupper() or tokens[stop] in LINKS):
            stop += 1
        while stop > s and not tokens[stop - 1][:1].isupper():
            stop -= 1
        kind = short.get(m["kind"])
        if stop == s or (s in openings and stop - s == 1 and not m["wiki"]) or done & set(range(s, stop)):
            continue
        if all(tokens[i].lower() in PRONOUNS for i in range(s, stop)):
            continue
        for i in range(s, stop):
            labels[i] = ("B-" if i == s else "I-") + (kind or "?")
            done.add(i)
    out = word_labels(encoded, places, [x if x[2:] != "?" else "X" + x for x in labels], NAME_TAGS)
    for i, (label, t) in enumerate(zip(labels, tokens, strict=True)):
        if label == "O" and t[:1].isupper() and i not in openings:
            words = words_between(encoded, *places[i])
            if words:
                out[words[0] : words[1] + 1] = IGNORE
    return out


PRONOUNS = frozenset("i he she it they we you his her its their our my your me him them us who".split())
