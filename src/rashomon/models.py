"""Loads the ONNX models in the wheel with their cards; nothing is ever downloaded."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from rashomon.errors import ModelError

if TYPE_CHECKING:
    import onnxruntime

    from rashomon.read.tagging import Floats
    from rashomon.read.wordpieces import Ints

CLAIM_READER = "claim-reader"


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
