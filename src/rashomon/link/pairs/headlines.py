"""What a text does as an article under a headline: agree, disagree, discuss it, or speak of something else (FNC-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rashomon.link.pairs.excerpts import HEDGING, REFUTING, content_words, excerpt
from rashomon.models import PairModel

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats

Stance = Literal["agree", "disagree", "discuss", "unrelated"]
STANCES: tuple[Stance, ...] = ("agree", "disagree", "discuss", "unrelated")
FEATURES = 14
_FEWEST = 1e-4
_LONGEST_HEADLINE = 1_000
_MANY = 3


def shares_of(model: PairModel, headline: str, text: str) -> Floats:
    """How likely each of `STANCES` is, (4,): the model's shares and the features, weighed as the card says."""
    import numpy as np

    found = features(model, headline[:_LONGEST_HEADLINE], text)
    weights = np.array(model.card.get("stance", np.eye(4, FEATURES + 1)), np.float64)
    scores = weights @ np.append(found, 1.0)
    risen = np.exp(scores - scores.max())
    shares: Floats = (risen / risen.sum()).astype(np.float32)
    return shares


def features(model: PairModel, headline: str, text: str) -> Floats:
    """What the stance is told from, (FEATURES,): the model's shares as logarithms, likeness, words in common, doubt."""
    import numpy as np

    sentences = [" ".join(text[s:e].split()) for s, e in excerpt(headline, text)]
    joined = " ".join(sentences)
    shares = np.log(np.maximum(model.stance(headline, joined), _FEWEST))
    words = content_words(headline)
    best = max(sentences, key=lambda sentence: len(words & content_words(sentence)), default="")
    first, *rows = model.vectors([headline, *sentences[:1], *([best] if best not in sentences[:1] else [])])
    alike = [float(row @ first) for row in rows] or [0.0]
    want, near = _plain(headline), _plain(joined)
    lead = _plain(sentences[0]) if sentences else frozenset[str]()
    whole = words & content_words(text[:20_000])
    of = max(1, len(words))
    more = (
        len(words & content_words(joined)) / of,
        len(whole) / of,
        float(bool(want & REFUTING)),
        min(_MANY, len(near & REFUTING)) / _MANY,
        float(bool(lead & REFUTING)),
        min(_MANY, len(near & HEDGING)) / _MANY,
        float(bool(want & HEDGING)),
        float("?" in headline),
        max(alike),
        alike[0],
    )
    return np.concatenate([shares, np.array(more)])


def _plain(text: str) -> frozenset[str]:
    return frozenset(w.strip(".,;:!?\"'()\u201c\u201d\u2018").replace("\u2019", "'") for w in text.lower().split())
