"""Loads the ONNX models in the wheel with their cards; nothing is ever downloaded."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from rashomon.errors import ModelError
from rashomon.figures import marks_at, marks_of

if TYPE_CHECKING:
    import onnxruntime

    from rashomon.read.tagging import Floats
    from rashomon.read.wordpieces import Ints

CLAIM_READER = "claim-reader"
PAIRS = "pairs"
VECTOR = 384
"""Numbers in the vector of a text."""
MARKS = 8
"""How many marks a piece of a pair can have: `rashomon.figures.marks_of` says which."""
_LONGEST = 510  # pieces of a window, without the two at its edges
_LONGEST_CLAIM = 200


class ClaimModel:
    """The claim reader's two graphs: the encoder with its tag head, and the linker of fragment pairs.

    Windows go through one at a time on one thread: with dynamic quantisation a batch would make a text's scores depend
    on its neighbours, and a document must read the same alone or among a thousand.
    """

    def __init__(self, card: dict[str, Any], encoder: bytes, linker: bytes) -> None:
        import numpy as np

        from rashomon.read.wordpieces import packaged

        self.card = card
        self.transitions: Floats = np.array(card["transitions"], np.float32)
        pieces = packaged()
        self._edges = np.array([[pieces.opening], [pieces.closing]], np.int64)
        self._encoder = _session(encoder)
        self._linker = _session(linker)

    def encode(self, ids: Ints, features: Ints) -> tuple[Floats, Floats, Floats]:
        """Tag scores (pieces, tags), link states (pieces, 3 * VECTOR) and last states (pieces, WIDTH) of one window.

        A window has at most 510 pieces.
        """
        import numpy as np

        full = np.concatenate([self._edges[0], ids, self._edges[1]])[None]
        around = np.pad(features, ((1, 1), (0, 0)))[None]
        tags, links, states = self._encoder.run(None, {"ids": full, "features": around})
        return tags[0, 1:-1], links[0, 1:-1], states[0, 1:-1]

    def link(self, cues: Floats, others: Floats, features: Floats) -> Floats:
        """Scores (pairs, 2) that the second fragment is the cue's source, its content."""
        scores: Floats = self._linker.run(None, {"cues": cues, "others": others, "features": features})[0]
        return scores


class PairModel:
    """The sentence encoder: vectors of single texts, and what a second text says of a first.

    One text or pair at a time on one thread, for the same reason as in `ClaimModel`.
    """

    def __init__(self, card: dict[str, Any], graph: bytes) -> None:
        from rashomon.read.wordpieces import packaged

        self.card = card
        self._pieces = packaged()
        self._session = _session(graph)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 a text, (texts, 384) float32; an empty text has one, too. Long texts are cut."""
        import numpy as np

        rows = np.zeros((len(texts), VECTOR), np.float32)
        for row, text in zip(rows, texts, strict=True):
            ids = self._joined(self._pieces.tokenize(text[: 20 * _LONGEST]).ids[:_LONGEST])
            features = np.zeros((1, ids.shape[1], 2), np.int64)
            row[:] = self._session.run(["vector"], {"ids": ids, "features": features})[0][0]
        return rows

    def judge(self, a: str, b: str) -> Floats:
        """How likely the evidence `b` supports, contradicts, or leaves open the claim `a`: (3,), adds up to 1."""
        return _shares(self._run("relation", a, b) * self.card.get("sharpness", 1.0))

    def stance(self, a: str, b: str) -> Floats:
        """How likely the text `b` agrees with the headline `a`, disagrees, discusses it, has nothing to do with it."""
        return _shares(self._run("stance", a, b))

    def _run(self, output: str, a: str, b: str) -> Floats:
        found: Floats = self._session.run([output], self.paired(a, b))[0][0]
        return found

    def paired(self, a: str, b: str) -> dict[str, Ints]:
        """What the graph takes: ids (1, pieces), and side and mark of every piece (1, pieces, 2)."""
        import numpy as np

        one = self._pieces.tokenize(a[: 20 * _LONGEST])
        other = self._pieces.tokenize(b[: 20 * _LONGEST])
        n, m = min(len(one), _LONGEST_CLAIM), len(other)
        ids = self._joined(one.ids[:n], other.ids[: _LONGEST - 1 - n])
        features = np.zeros((1, ids.shape[1], 2), np.int64)
        m = ids.shape[1] - n - 3
        features[0, n + 2 :, 0] = 1
        mine, theirs = marks_of(a, b)
        for at, pieces, marks in ((1, one, mine), (n + 2, other, theirs)):
            kept = n if at == 1 else m
            row = marks_at(marks, pieces.start[:kept], pieces.end[:kept])
            features[0, at : at + kept, 1] = row
        return {"ids": ids, "features": features}

    def _joined(self, *runs: Ints) -> Ints:
        import numpy as np

        parts = [np.array([self._pieces.opening], np.int64)]
        for run in runs:
            parts += [run, np.array([self._pieces.closing], np.int64)]
        return np.concatenate(parts)[None]


def _shares(scores: Floats) -> Floats:
    import numpy as np

    risen = np.exp(scores - scores.max())
    shares: Floats = (risen / risen.sum()).astype(np.float32)
    return shares


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def cards() -> list[dict[str, Any]]:
    """The cards of all models in the wheel, by name."""
    folder = files("rashomon") / "weights"
    found = [msgspec.json.decode(f.read_bytes()) for f in folder.iterdir() if f.name.endswith(".json")]
    return sorted(found, key=lambda card: str(card["name"]))


def card(name: str) -> dict[str, Any]:
    """The card of one model; raises ModelError when it is missing."""
    try:
        found: dict[str, Any] = msgspec.json.decode((files("rashomon") / "weights" / f"{name}.json").read_bytes())
    except FileNotFoundError as error:
        raise ModelError(f"the model card {name}.json is missing: reinstall rashomon") from error
    return found


def digest_of(card: dict[str, Any]) -> str:
    """A sha256 over the digests of a model's files."""
    return hashlib.sha256("".join(entry["sha256"] for entry in card["files"]).encode()).hexdigest()


@lru_cache(maxsize=1)
def claim_model() -> ClaimModel:
    """The claim reader, loaded once a process.

    Raises ModelError when a file is missing or is not what the card says.
    """
    return ClaimModel(card(CLAIM_READER), *_files(card(CLAIM_READER)))


@lru_cache(maxsize=1)
def pair_model() -> PairModel:
    """The pair model, loaded once a process; raises ModelError as `claim_model` does."""
    return PairModel(card(PAIRS), *_files(card(PAIRS)))


@lru_cache
def arrays(name: str) -> tuple[dict[str, Any], dict[str, Floats]]:
    """The card of a small model and its arrays (the one file of the card, an .npz), loaded once a process.

    Raises ModelError when a file is missing or is not what the card says.
    """
    import io

    import numpy as np

    own = card(name)
    (data,) = _files(own)
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        return own, {key: kept[key] for key in kept.files}


def _files(card: dict[str, Any]) -> list[bytes]:
    """The files of a model, as its card lists them; raises ModelError for one that is missing or another."""
    folder = files("rashomon") / "weights"
    found = []
    for entry in card["files"]:
        try:
            data = (folder / entry["name"]).read_bytes()
        except FileNotFoundError as error:
            raise ModelError(f"the model file {entry['name']} is missing: reinstall rashomon") from error
        if hashlib.sha256(data).hexdigest() != entry["sha256"]:
            raise ModelError(f"the model file {entry['name']} is not the one its card describes: reinstall rashomon")
        found.append(data)
    return found
