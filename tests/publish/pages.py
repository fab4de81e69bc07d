"""Readings made for looking at, and what the tests of pages ask a page."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from rashomon.records import Claim, Comment, Form, Fragment, Reading, Zone
from tests.factory import claim, document, reading

Open = Callable[..., Any]
"""Writes a dossier of readings and opens it: a playwright page comes back."""

TEXTS = (
    "[...document.querySelectorAll('.doc')].map(d => [...d.querySelectorAll('.z')].map(z => z.textContent).join(''))"
)
ROWS = "[...document.querySelectorAll('#rows tr')].map(r => [...r.cells].map(c => c.textContent))"


def boats(documents: int) -> tuple[Reading, ...]:
    """Documents of two outlets by turns, ten claims each, every third one direct, every content with its own number."""
    chance = random.Random(7)  # noqa: S311 - not for secrets
    out = []
    for n in range(documents):
        text, parts = "", []
        for i in range(10):
            who, what = f"Witness {chance.randint(1, 9)}", f"that boat {n}-{i} had left"
            at = len(text)
            cue = at + len(who) + 1
            parts.append(((at, cue - 1), (cue, cue + 4), (cue + 5, cue + 5 + len(what))))
            text += f"{who} said {what}. Filler words follow here.\n\n"
        d = document(text, name=f"r{n}.txt", title=f"Report {n}", outlet="Aft" if n % 2 else "Bow")
        claims = [
            made(d.id, *spans, p=chance.random(), form="indirect" if i % 3 else "direct")
            for i, spans in enumerate(parts)
        ]
        out.append(reading(d, *claims))
    return tuple(out)


def made(
    doc: str, source: tuple[int, int], cue: tuple[int, int], content: tuple[int, int], p: float, form: Form
) -> Claim:
    """A claim of three spans, given as offsets."""
    s, k, c = (Fragment(start=a, end=b) for a, b in (source, cue, content))
    return Claim(
        id=f"{doc}.c{k.start}", doc=doc, source=(s,), cue=(k,), content=(c,), form=form, p=p, zone="body", making="m"
    )


def weather() -> Reading:
    """One text in which claims nest and share, with a comment and furniture around it."""
    text = (
        "Storm\n\nAnn said Bob said it rained, and added that it poured. “Wet,” it was reported.\n\nNo!\n\nSubscribe."
    )
    d = document(text, title="Storm", outlet="Post", author="Cy", published="2026-01-02")
    zones = (
        Zone(start=0, end=5, kind="headline"),
        Zone(start=7, end=text.index("\n\nNo!"), kind="body"),
        Zone(
            start=text.index("No!"),
            end=text.index("No!") + 3,
            kind="comment",
            comment=Comment(author="Di", when="May 1"),
        ),
        Zone(start=text.index("Sub"), end=len(text), kind="support"),
    )
    claims = (
        claim(d, "Ann", "said", "Bob said it rained", p=0.9),
        made(d.id, (16, 19), (20, 24), (25, 34), 0.4, "indirect"),
        claim(d, "Ann", "added", "that it poured", p=0.8),
        claim(d, "", "it was reported", "“Wet,”", p=0.3, form="direct"),
    )  # fmt: skip
    return Reading(name="storm", document=d, zones=zones, claims=claims)


def random_reading(seed: int) -> Reading:
    """Overlapping claims over a text of hard characters."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    text = "".join(chance.choices("ab \r\n\t<&\"'é\U0001f600\u202e\u2028\x0b\ufeff", k=chance.randint(0, 80)))
    d = document(f"{seed}:{text}")

    def some() -> tuple[Fragment, ...]:
        cuts = sorted(chance.randint(0, len(d.text)) for _ in range(2 * chance.randint(0, 2)))
        return tuple(Fragment(start=a, end=b) for a, b in zip(cuts[::2], cuts[1::2], strict=True))

    claims = [Claim(id=f"{d.id}.c{i}", doc=d.id, source=some(), cue=some(), content=some(), form="mixed", p=0.5,
                    zone="body", making="m") for i in range(4)]  # fmt: skip
    return reading(d, *claims)
