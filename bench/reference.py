"""The comparison: a tagger of BERT-base's size with random weights in PyTorch, over given windows, one thread.

Reads a JSON array of window lengths (pieces) from standard input, prints the CPU seconds that all of them took. Runs in
the training environment. Random weights: speed does not depend on them.
"""

from __future__ import annotations

import json
import sys
import time

import torch
from torch import nn

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, TAGS = 768, 12, 12, 3072, 30522, 7


class Tagger(nn.Module):
    """Embeddings, twelve layers, and a score for each tag."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        layer = nn.TransformerEncoderLayer(WIDTH, HEADS, INNER, activation="gelu", batch_first=True)
        self.layers = nn.TransformerEncoder(layer, LAYERS)
        self.tag = nn.Linear(WIDTH, TAGS)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Scores (1, pieces, tags) of one window."""
        x = self.norm(self.word(ids) + self.position(torch.arange(ids.shape[1]))[None])
        scores: torch.Tensor = self.tag(self.layers(x))
        return scores


def main() -> None:
    """Time the windows, after two that do not count."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    network = Tagger().eval()
    lengths = json.load(sys.stdin)
    windows = [torch.randint(0, VOCABULARY, (1, n + 2)) for n in lengths]
    with torch.inference_mode():
        for window in windows[:2]:
            network(window)
        began = time.process_time()
        for window in windows:
            network(window)
    print(time.process_time() - began)


if __name__ == "__main__":
    main()
