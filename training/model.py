"""The reader's network: a six-layer sentence encoder with case, gap and quotation features, tag head and linker."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from rashomon.read.attribution.linking import PAIR_FEATURES, VECTOR
from rashomon.read.names.naming import NAME_TAGS, PHRASE_TAGS
from rashomon.read.tagging import FORBIDDEN, GAPS, QUOTES, SHAPES, TAGS

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
REFER_FEATURES = 8


class SharedDropout(nn.Module):
    """Dropout with one mask for all positions of a text: drawing a mask per position takes 40 % of a step on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        shape = (x.shape[0], 1, x.shape[2]) if x.dim() == 3 else x.shape
        mask = torch.rand(shape, device=x.device) >= self.rate
        return x * (mask.to(x.dtype) / (1 - self.rate))


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = SharedDropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        if torch.onnx.is_in_onnx_export():
            a = (q @ k.transpose(-1, -2)) * (WIDTH // HEADS) ** -0.5
            y = torch.softmax(a, -1) @ v
        else:
            y = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm1(x + self.drop(self.out(y.transpose(1, 2).reshape(b, n, WIDTH))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.gap = nn.Embedding(GAPS, WIDTH)
        self.quote = nn.Embedding(QUOTES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = SharedDropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.state = nn.Linear(WIDTH, 3 * VECTOR)
        self.linker = Linker(dropout)
        self.names = nn.Linear(WIDTH, len(NAME_TAGS))
        self.actors = nn.Linear(WIDTH, len(NAME_TAGS))
        self.phrases = nn.Linear(WIDTH, len(PHRASE_TAGS))
        self.refer = nn.Linear(WIDTH, 3 * VECTOR)
        self.referrer = Linker(dropout, REFER_FEATURES, 1)
        for e in (self.shape, self.gap, self.quote):
            nn.init.normal_(e.weight, std=0.02)

    def forward(self, ids: Tensor, features: Tensor, bias: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Tag scores, link states and the last layer's own states of every piece."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(at)[None] + self.kind
        x = x + self.shape(features[..., 0]) + self.gap(features[..., 1]) + self.quote(features[..., 2])
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, bias)
        x = self.drop(x)
        return self.tag(x), self.state(x), x


class Linker(nn.Module):
    """Scores of pairs; of a cue and a fragment (pairs, 2): is it the cue's source; its content."""

    def __init__(self, dropout: float, features: int = PAIR_FEATURES, scores: int = 2) -> None:
        super().__init__()
        hidden = 2 * VECTOR
        self.cue = nn.Linear(VECTOR, hidden)
        self.other = nn.Linear(VECTOR, hidden, bias=False)
        self.both = nn.Linear(VECTOR, hidden, bias=False)
        self.place = nn.Linear(features, hidden, bias=False)
        self.middle = nn.Linear(hidden, VECTOR)
        self.score = nn.Linear(VECTOR, scores)
        self.drop = SharedDropout(dropout)

    def forward(self, cues: Tensor, others: Tensor, features: Tensor) -> Tensor:
        x = self.cue(cues) + self.other(others) + self.both(cues * others) + self.place(features)
        x = functional.gelu(self.middle(self.drop(functional.gelu(x))))
        scores: Tensor = self.score(x)
        return scores


def load_encoder(network: Network, folder: Path) -> None:
    """Fill the encoder from the sentence encoder's own weights (a BERT layout of six layers)."""
    w = load_file(folder / "model.safetensors")
    w = {k.removeprefix("bert."): v for k, v in w.items()}
    own = {
        "word.weight": w["embeddings.word_embeddings.weight"],
        "position.weight": w["embeddings.position_embeddings.weight"],
        "kind": w["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": w["embeddings.LayerNorm.weight"],
        "norm.bias": w["embeddings.LayerNorm.bias"],
    }
    for i in range(LAYERS):
        a, b = f"encoder.layer.{i}.", f"layers.{i}."
        for part in ("weight", "bias"):
            own[f"{b}qkv.{part}"] = torch.cat([w[f"{a}attention.self.{x}.{part}"] for x in ("query", "key", "value")])
            own[f"{b}out.{part}"] = w[f"{a}attention.output.dense.{part}"]
            own[f"{b}norm1.{part}"] = w[f"{a}attention.output.LayerNorm.{part}"]
            own[f"{b}up.{part}"] = w[f"{a}intermediate.dense.{part}"]
            own[f"{b}down.{part}"] = w[f"{a}output.dense.{part}"]
            own[f"{b}norm2.{part}"] = w[f"{a}output.LayerNorm.{part}"]
    missing, unexpected = network.load_state_dict(own, strict=False)
    assert not unexpected, unexpected
    assert not any(m.startswith(("word", "position", "layers", "norm")) for m in missing), missing


def crf_loss(emissions: Tensor, tags: Tensor, mask: Tensor, transitions: Tensor) -> Tensor:
    """Mean negative log likelihood a word of tag sequences (batch, words) under a linear chain."""
    emissions = emissions.float()
    table = transitions + torch.tensor(FORBIDDEN, device=emissions.device)
    gold = (emissions.gather(2, tags[..., None])[..., 0] * mask).sum()
    gold = gold + (table[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum()
    alpha = emissions[:, 0]
    for i in range(1, emissions.shape[1]):
        after = torch.logsumexp(alpha[:, :, None] + table[None], 1) + emissions[:, i]
        alpha = torch.where(mask[:, i, None] > 0, after, alpha)
    return (torch.logsumexp(alpha, 1).sum() - gold) / mask.sum()
