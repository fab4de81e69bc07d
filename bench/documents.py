"""Invented reports in any number, the same for the same seed: about as many claims a word as news has."""

from __future__ import annotations

import random
from pathlib import Path

PEOPLE = (
    "Mara Venn",
    "Colonel Odo Harl",
    "the harbour master",
    "Ilse Crane",
    "a ministry spokesman",
    "two officials",
    "Tam Ostrey",
    "she",
    "residents",
)
BODIES = (
    "the Harbour Board",
    "the ministry",
    "the coast guard",
    "the Orrin Post",
    "the hospital",
    "the union of pilots",
    "police in Lowmere",
)
CUES = (
    "said",
    "told reporters",
    "denied",
    "warned",
    "claimed",
    "confirmed",
    "wrote in a statement",
    "doubted",
    "announced",
)
THINGS = (
    "the ferry",
    "the convoy",
    "the north mole",
    "the fuel depot",
    "the bridge at Carrow",
    "the radar mast",
    "the third barge",
)
DEEDS = (
    "was struck by two rockets",
    "had been empty since dawn",
    "was closed for repairs",
    "would reopen on Monday",
    "had not been aimed at",
)
TAILS = (
    "before the storm",
    "on the night of the fire",
    "in the past ten days",
    "although no proof was shown",
    "near the old customs house",
)
PLAIN = (
    "Rain fell over the town for most of the afternoon.",
    "The quay was built to hold forty vessels.",
    "Shops opened late.",
)


def sentence(chance: random.Random) -> str:
    """One sentence: a quotation, an indirect statement, or plain narration."""
    who, said, what, did, tail = map(chance.choice, (PEOPLE, CUES, THINGS, DEEDS, TAILS))
    body = chance.choice(BODIES)
    kind = chance.randrange(5)
    if kind == 0:
        return f"“{what.capitalize()} {did} {tail},” {who} {said}."
    if kind == 1:
        return f"{who[0].upper()}{who[1:]} {said} that {what} {did} {tail}."
    if kind == 2:
        return f"According to {body}, {what} {did}, and {chance.randrange(2, 90)} people were taken to safety."
    if kind == 3:
        return f"{body[0].upper()}{body[1:]} {said} {chance.randrange(2, 30)} shells had been counted {tail}."
    return chance.choice(PLAIN)


def report(chance: random.Random, words: int) -> str:
    """One report of about so many words, in paragraphs of two to four sentences."""
    paragraphs, length = [f"Report {chance.randrange(10**9)} on {chance.choice(THINGS)}"], 0
    while length < words:
        paragraphs.append(" ".join(sentence(chance) for _ in range(chance.randrange(2, 5))))
        length += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs) + "\n"


def write(folder: Path, number: int, words: int, seed: int = 1) -> list[Path]:
    """Write so many reports as text files; returns their paths."""
    chance = random.Random(seed)  # noqa: S311 - documents, not secrets
    paths = [folder / f"{i:05}.txt" for i in range(number)]
    for path in paths:
        path.write_text(report(chance, words), "utf8")
    return paths
