"""Turn a trained network into the two ONNX files of the wheel and their card.

python -m training.export --weights runs/a.pt [runs/b.pt ... --shares 0.8 0.2 ...] --out FOLDER --data DATA
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from rashomon.read.attribution.linking import PAIR_FEATURES, VECTOR
from training.calibrate import fit_and_score
from training.model import Network


class PackedEmbedding(nn.Module):
    """The word table as int8 with one scale a row: a quarter of the size, and finer than one scale for all."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


def soup(paths: list[Path], shares: list[float], key: str) -> Network:
    """The weighted mean of several runs' weights, which started from the same ones; a key may be missing in some."""
    states = [torch.load(p, map_location="cpu")[key] for p in paths]
    network, mean = Network(0.0), {}
    for k in network.state_dict():
        parts = [(share, s[k].float()) for share, s in zip(shares, states, strict=True) if k in s]
        mean[k] = sum(share * x for share, x in parts) / sum(share for share, _ in parts)
    network.load_state_dict(mean)
    return network.eval()


def export(network: Network, folder: Path) -> tuple[Path, Path]:
    """Write encoder (int8) and linker (fp32) graphs; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    network.word = PackedEmbedding(network.word.weight.detach())
    ids, features = torch.zeros(1, 16, dtype=torch.long), torch.zeros(1, 16, 3, dtype=torch.long)
    buffer = io.BytesIO()
    torch.onnx.export(
        network,
        (ids, features),
        buffer,
        input_names=["ids", "features"],
        output_names=["tags", "links", "states"],
        dynamic_axes={n: {1: "pieces"} for n in ("ids", "features", "tags", "links", "states")},
        opset_version=17,
        dynamo=False,
    )
    encoder, linker = folder / "claim-encoder.onnx", folder / "claim-linker.onnx"
    quantize_dynamic(
        onnx.load_from_string(buffer.getvalue()),
        str(encoder),
        op_types_to_quantize=["MatMul"],
        # The two heads stay exact: they are small.
        nodes_to_exclude=["/tag/MatMul", "/state/MatMul"],
        per_channel=True,
        # Seven bits: without VNNI the eight-bit kernels saturate, and results would depend on the processor.
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
    rows = torch.zeros(3, VECTOR)
    torch.onnx.export(
        network.linker,
        (rows, rows, torch.zeros(3, PAIR_FEATURES)),
        str(linker),
        input_names=["cues", "others", "features"],
        output_names=["scores"],
        dynamic_axes={n: {0: "pairs"} for n in ("cues", "others", "features", "scores")},
        opset_version=17,
        dynamo=False,
    )
    return encoder, linker


def card(
    network: Network, encoder: Path, linker: Path, calibration: list[float], threshold: float, scores: dict
) -> dict:
    """The model card: what it is, from what, under which licences, how good, and what it cannot do."""
    about = json.loads((Path(__file__).parent / "card.json").read_text("utf8"))
    files = [
        {"name": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest(), "bytes": p.stat().st_size}
        for p in (encoder, linker)
    ]
    return about | {
        "files": files,
        "scores": scores,
        "threshold": threshold,
        "calibration": [round(c, 5) for c in calibration],
        "transitions": np.round(network.transitions.detach().numpy(), 5).tolist(),
    }


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--weights", type=Path, nargs="+", required=True)
    p.add_argument("--shares", type=float, nargs="*", help="of each run in the mean; equal without it")
    p.add_argument("--key", default="average")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--data", type=Path, required=True)
    o = p.parse_args()
    torch.set_num_threads(2)
    network = soup(o.weights, o.shares or [1.0] * len(o.weights), o.key)
    encoder, linker = export(network, o.out)
    transitions = network.transitions.detach().numpy()
    calibration, threshold, scores = fit_and_score(encoder, linker, transitions, o.data)
    made = card(network, encoder, linker, calibration, threshold, scores)
    (o.out / "claim-reader.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf8")
    print(json.dumps(scores, indent=1))


if __name__ == "__main__":
    main()
