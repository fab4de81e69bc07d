"""The pair model's network: one encoder for the vectors of single texts and for what one text says of another."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from rashomon.models import MARKS
from training.export import PackedEmbedding
from training.model import LAYERS, WIDTH, Layer, SharedDropout, load_encoder

RELATIONS, STANCES = 3, 4


class Pairs(nn.Module):
    """`features` are (texts, pieces, 2): side (0 the first text, 1 the second) and mark of every piece."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.second = nn.Parameter(torch.zeros(WIDTH))
        self.mark = nn.Embedding(MARKS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = SharedDropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.hidden = nn.Linear(5 * WIDTH, WIDTH)
        self.relation = nn.Linear(WIDTH, RELATIONS)
        self.stance = nn.Linear(WIDTH, STANCES)
        nn.init.zeros_(self.mark.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Vectors of length 1 (texts, WIDTH), scores of the three relations, scores of the four stances."""
        at = torch.arange(ids.shape[1], device=ids.device)
        side = features[..., 0:1].to(self.second.dtype)
        x = self.word(ids) + self.position(at)[None] + self.kind + side * self.second + self.mark(features[..., 1])
        x = self.drop(self.norm(x))
        bias = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        here = torch.ones_like(side) if mask is None else mask[..., None].to(side.dtype)
        vector = functional.normalize((x * here).sum(1) / here.sum(1), dim=-1)
        first, other = here * (1 - side), here * side
        a = (x * first).sum(1) / first.sum(1)
        b = (x * other).sum(1) / other.sum(1).clamp(min=1.0)
        both = torch.cat([x[:, 0], a, b, (a - b).abs(), a * b], -1)
        state = self.drop(functional.gelu(self.hidden(self.drop(both))))
        return vector, self.relation(state), self.stance(state)


def started(folder: Path, dropout: float) -> Pairs:
    """The network with the sentence encoder's own weights."""
    network = Pairs(dropout)
    load_encoder(network, folder)
    w = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
    kinds = w["embeddings.token_type_embeddings.weight"]
    with torch.no_grad():
        network.second.copy_(kinds[1] - kinds[0])
    return network


def export(network: Pairs, path: Path) -> dict[str, object]:
    """Write the int8 graph; the network's tables are packed on the way. Returns the entry for the card."""
    network.eval()
    network.word = PackedEmbedding(network.word.weight.detach())
    network.position = PackedEmbedding(network.position.weight.detach())
    ids, features = torch.zeros(1, 16, dtype=torch.long), torch.zeros(1, 16, 2, dtype=torch.long)
    features[0, 8:, 0] = 1
    buffer = io.BytesIO()
    torch.onnx.export(
        network,
        (ids, features),
        buffer,
        input_names=["ids", "features"],
        output_names=["vector", "relation", "stance"],
        dynamic_axes={n: {1: "pieces"} for n in ("ids", "features")},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        onnx.load_from_string(buffer.getvalue()),
        str(path),
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        # Seven bits: without VNNI the eight-bit kernels saturate, and results would depend on the processor.
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
    data = path.read_bytes()
    return {"name": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
