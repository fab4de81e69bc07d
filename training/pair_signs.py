"""Fit the small trees that weigh the signs of two texts, and write them with their card.

python -m training.pair_signs --data DATA --folder FOLDER

Learns from VitaminC's real pairs without the pages kept apart; the pages kept apart score them, alone and with the pair
model. The weight of the trees beside the model (`rashomon.link.pairs.comparing`) was chosen on one half of those pages.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import zipfile
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from rashomon.link.pairs.signs import signs
from training.pair_data import LABELS, Pair, vitaminc

ROUNDS, LEAVES, FEWEST, RATE = 120, 15, 40, 0.08


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--folder", type=Path, required=True, help="where pair-signs.npz and pair-signs.json go")
    o = p.parse_args()
    learned, kept = vitaminc(o.data, kept=False), vitaminc(o.data, kept=True)
    x, y = table(learned)
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS, learning_rate=RATE, max_leaf_nodes=LEAVES, min_samples_leaf=FEWEST, l2_regularization=5,
        early_stopping=False, random_state=0,
    ).fit(x, y)  # fmt: skip
    told, gold = (t := table(kept))[0], t[1]
    given = model.predict(told)
    data = packed(as_arrays(model))
    (o.folder / "pair-signs.npz").write_bytes(data)
    card = json.loads((Path(__file__).parent / "pair_signs_card.json").read_text("utf8"))
    card["data"][0]["pairs"] = len(learned)
    card["signs"] = list(signs("a", "b"))
    card["scores"] = {
        "VitaminC, pages kept apart, by signs alone": {
            "right": round(float((given == gold).mean()), 3),
            **{s: round(float((given == k)[gold == k].mean()), 3) for k, s in enumerate(LABELS)},
            "pairs": len(kept),
        },
        "by": "python -m training.pair_signs",
    }
    card["files"] = [{"name": "pair-signs.npz", "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}]
    (o.folder / "pair-signs.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf8")
    print(json.dumps(card["scores"], indent=1), len(data))


def table(pairs: list[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """The signs of every pair, a row each, and the gold relations."""
    return np.array([list(signs(p.a, p.b).values()) for p in pairs]), np.array([p.relation for p in pairs])


def as_arrays(model: HistGradientBoostingClassifier) -> dict[str, np.ndarray]:
    """All trees in one table of nodes: where each starts, and of each node its question, its ways, its value."""
    roots, parts, at, depth = [], [], 0, 0
    for round_ in model._predictors:
        for tree in round_:
            nodes = tree.nodes.copy()
            nodes["left"] += at
            nodes["right"] += at
            roots.append(at)
            parts.append(nodes)
            at += len(nodes)
            depth = max(depth, int(nodes["depth"].max()))
    nodes = np.concatenate(parts)
    leaf = nodes["is_leaf"].astype(bool)
    return {
        "root": np.array(roots, np.int32),
        "depth": np.array(depth, np.int32),
        "start": model._baseline_prediction.reshape(3).astype(np.float64),
        "leaf": leaf,
        "feature": np.where(leaf, 0, nodes["feature_idx"]).astype(np.int16),
        "threshold": np.where(leaf, 0.0, nodes["num_threshold"]),
        "left": np.where(leaf, 0, nodes["left"]).astype(np.int32),
        "right": np.where(leaf, 0, nodes["right"]).astype(np.int32),
        "value": np.where(leaf, nodes["value"], 0.0).astype(np.float32),
    }


def packed(parts: dict[str, np.ndarray]) -> bytes:
    """The arrays as an .npz whose bytes are the same for the same arrays."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            inner = io.BytesIO()
            np.lib.format.write_array(inner, np.ascontiguousarray(part).reshape(part.shape), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), inner.getvalue())
    return out.getvalue()


if __name__ == "__main__":
    main()
