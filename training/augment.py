"""Variants of the text that real pages show and the corpus hardly does: shouting, straight marks, other layouts."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import torch
from torch import Tensor

from rashomon.read.wordpieces import packaged
from training.data import Article, from_row

CURLY, STRAIGHT = ("“", "”"), '"'
VERB = re.compile(r"(?:said|says|told .{1,30}|added|wrote|explained|argued|warned|insisted)", re.I)


def disguise(ids: Tensor, features: Tensor, chance: random.Random) -> None:
    """Change one window in place: letter case lost or raised, line breaks alike, quotation marks of the other kind."""
    t = packaged()
    mark = {c: int(t.tokenize(c).ids[0]) for c in (*CURLY, STRAIGHT)}
    roll = chance.random()
    if roll < 0.04:
        features[:, 0] = torch.where((features[:, 0] >= 1) & (features[:, 0] <= 4), 3, features[:, 0])
    elif roll < 0.08:
        features[:, 0] = torch.where((features[:, 0] >= 1) & (features[:, 0] <= 4), 1, features[:, 0])
    roll = chance.random()
    if roll < 0.08:
        features[:, 1] = torch.where(features[:, 1] == 3, 2, features[:, 1])
    elif roll < 0.12:
        features[:, 1] = torch.where(features[:, 1] >= 2, 1, features[:, 1])
    roll = chance.random()
    if roll < 0.15:
        for c in CURLY:
            ids[ids == mark[c]] = mark[STRAIGHT]
    elif roll < 0.3:
        border = features[:, 2] == 2
        straight = (ids == mark[STRAIGHT]) & border
        inside = torch.cat([features[1:, 2] >= 1, torch.zeros(1, dtype=torch.bool)])
        before = torch.cat([torch.zeros(1, dtype=torch.bool), features[:-1, 2] == 1])
        ids[straight & inside & ~before] = mark[CURLY[0]]
        ids[straight & before] = mark[CURLY[1]]
    elif roll < 0.33:
        features[:, 2] = 0  # as if no mark could be paired


def rewritten(path: Path, chance: random.Random, number: int) -> list[Article]:
    """Articles of four to eight lines, `"...," X said.` rewritten as `"..." -X`, `"..." — X` or `X: "..."`."""
    lines = []
    for row in map(json.loads, path.open(encoding="utf8")):
        lines += _plain_lines(row)
    chance.shuffle(lines)
    out = []
    for i in range(number):
        text, relations = "", []
        for _ in range(chance.randint(4, 8)):
            source, content = lines.pop()
            text, relation = _append(text, source, content, chance)
            relations.append(relation)
        out.append(from_row({"id": f"rewritten-{i}", "text": text, "attributions": relations}))
    return out


def _plain_lines(row: dict) -> list[tuple[str, str]]:
    """Source and content of relations that quote a speaker with a plain verb of saying."""
    text, found = row["text"], []
    for a in row["attributions"]:
        if not (a["source"] and a["cue"] and a["content"]):
            continue
        (ss, se), (cs, ce), (qs, qe) = a["source"][0], a["cue"][0], a["content"][0]
        if text[qs] in '“"' and VERB.fullmatch(text[cs:ce]) and text[ss:se].lower() not in {"he", "she", "they"}:
            content = text[qs:qe]
            if 20 < len(content) < 400 and content[-1] in '”"' and "\n" not in content:
                found.append((text[ss:se], content))
    return found


def _append(text: str, source: str, content: str, chance: random.Random) -> tuple[str, dict]:
    content = re.sub(r",([”\"])$", r".\1", content)
    kind = chance.randrange(4)
    if kind == 3:
        source = source[0].upper() + source[1:]
        parts = [("source", source), ("cue", ":"), ("", " "), ("content", content)]
    else:
        gap, cue, after = ((" ", "-", ""), ("\n", "—", " "), (" ", "—", " "))[kind]
        parts = [("content", content), ("", gap), ("cue", cue), ("", after), ("source", source)]
    relation = {}
    for role, piece in parts:
        if role:
            relation[role] = [[len(text), len(text) + len(piece)]]
        text += piece
    return text + "\n\n", relation
