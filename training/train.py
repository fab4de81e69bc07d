"""Train the claim reader: source, cue and content tags and the links between them, from one encoder.

python -m training.train --data DATA --encoder FOLDER --out runs/a.pt --order-seed 1
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from rashomon.read.wordpieces import packaged
from training.augment import disguise, rewritten
from training.data import Window, epoch_windows, load, window_tags
from training.evaluate import TorchReader, brief, evaluate, gold_rows
from training.links import Pairs, add_window, link_loss
from training.model import Network, crf_loss, load_encoder


def options() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--encoder", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--size", type=int, default=254)
    p.add_argument("--batch", type=int, default=16)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--decay", type=float, default=0.85, help="learning rate of a layer over that of the one above")
    p.add_argument("--link-weight", type=float, default=0.3)
    p.add_argument("--average", type=float, default=0.995, help="decay of the moving average of weights")
    p.add_argument("--rewritten", type=int, default=50, help="articles made of rewritten lines")
    p.add_argument("--disguise", action=argparse.BooleanOptionalAction, default=True)
    p.add_argument("--init-seed", type=int, default=0)
    p.add_argument("--order-seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--steps", type=int, default=0, help="stop early, to try the machine")
    p.add_argument("--evaluate", type=int, default=2, help="score on dev every so many epochs")
    return p.parse_args()


def main() -> None:
    o = options()
    torch.set_num_threads(o.threads)
    torch.set_flush_denormal(True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(o.init_seed)
    network = Network(o.dropout)
    load_encoder(network, o.encoder)
    network.to(device)
    torch.manual_seed(1000 + o.order_seed)
    chance = random.Random(o.order_seed)
    train, dev = load(o.data / "attribution" / "train.jsonl"), load(o.data / "attribution" / "dev.jsonl")
    train += rewritten(o.data / "attribution" / "train.jsonl", random.Random(5), o.rewritten)
    gold = gold_rows(o.data / "attribution" / "dev.jsonl")
    epochs = [epoch_windows(train, o.size, chance) for _ in range(o.epochs)]
    total = sum((len(e) + o.batch - 1) // o.batch for e in epochs)
    optimiser = torch.optim.AdamW(groups(network, o), weight_decay=0.01)
    warm = max(1, int(total * 0.06))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda i: min((i + 1) / warm, max(0.0, (total - i) / (total - warm)))
    )
    average = {k: v.detach().clone() for k, v in network.state_dict().items()}
    step, began, seen, losses = 0, time.time(), 0, []
    for number, order in enumerate(epochs):
        network.train()
        for at in range(0, len(order), o.batch):
            batch = order[at : at + o.batch]
            loss, parts = batch_loss(network, batch, o, number, chance, device)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            rate.step()
            step += 1
            seen += sum(w.stop - w.start for w in batch)
            losses.append(parts)
            keep = min(o.average, step / (step + 9))
            with torch.no_grad():
                for k, v in network.state_dict().items():
                    average[k].mul_(keep).add_(v, alpha=1 - keep)
            if step % 25 == 0:
                recent = np.mean(losses[-25:], axis=0).round(4).tolist()
                print(
                    f"epoch {number} step {step}/{total} loss {recent} {seen / (time.time() - began):.0f} pieces/s",
                    flush=True,
                )
            if o.steps and step >= o.steps:
                return
        if (number + 1) % o.evaluate == 0 or number + 1 == o.epochs:
            o.out.parent.mkdir(parents=True, exist_ok=True)
            torch.save(
                {"average": average, "last": network.state_dict(), "options": {k: str(v) for k, v in vars(o).items()}},
                o.out,
            )
            averaged = Network(0.0).to(device)
            averaged.load_state_dict(average)
            print(f"epoch {number} average: {brief(evaluate(TorchReader(averaged), dev, gold, o.data))}", flush=True)
    print(f"last: {brief(evaluate(TorchReader(network), dev, gold, o.data))}", flush=True)
    print(f"seconds {time.time() - began:.0f}", flush=True)


def groups(network: Network, o: argparse.Namespace) -> list[dict]:
    """Parameter groups: the pretrained layers learn more slowly the deeper they lie, new parts learn fast."""
    rates: dict[float, list[torch.nn.Parameter]] = {}
    for name, p in network.named_parameters():
        if name.startswith("layers."):
            lr = o.lr * o.decay ** (5 - int(name.split(".")[1]))
        elif name.startswith(("word", "position", "kind", "norm")):
            lr = o.lr * o.decay**6
        elif name.startswith(("shape", "gap", "quote")):
            lr = o.head_lr / 2
        else:
            lr = o.head_lr
        rates.setdefault(lr, []).append(p)
    return [{"params": ps, "lr": lr} for lr, ps in rates.items()]


def batch_loss(network: Network, batch: list[Window], o: argparse.Namespace, epoch: int, chance: random.Random, device):
    """The joint loss of a batch and its parts: chain likelihood, word cross entropy, link cross entropy."""
    t = packaged()
    width = max(w.stop - w.start for w in batch) + 2
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    features = torch.zeros(len(batch), width, 3, dtype=torch.long)
    bias = torch.zeros(len(batch), 1, 1, width, dtype=torch.bool)
    words = [w.words() for w in batch]
    longest = max(high - low for low, high in words)
    first = torch.zeros(len(batch), longest, dtype=torch.long)
    tags = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest)
    for i, (w, (low, high)) in enumerate(zip(batch, words, strict=True)):
        n, e = w.stop - w.start, w.article.encoded
        ids[i, 0], ids[i, n + 1] = t.opening, t.closing
        ids[i, 1 : n + 1] = torch.from_numpy(e.ids[w.start : w.stop])
        features[i, 1 : n + 1] = torch.from_numpy(e.features[w.start : w.stop])
        bias[i, ..., : n + 2] = True
        if o.disguise:
            disguise(ids[i], features[i], chance)
        first[i, : high - low] = torch.from_numpy(e.piece[low:high]) - w.start + 1
        tags[i, : high - low] = torch.tensor(window_tags(w))
        mask[i, : high - low] = 1
    ids, features, bias, first, tags, mask = (x.to(device) for x in (ids, features, bias, first, tags, mask))
    with torch.autocast(device.type, dtype=torch.bfloat16):
        scores, states = network(ids, features, bias)
    scores = scores.float().gather(1, first[..., None].expand(-1, -1, scores.shape[-1]))
    chain = crf_loss(scores, tags, mask, network.transitions)
    flat = functional.cross_entropy(scores.flatten(0, 1), tags.flatten(), reduction="none")
    flat = (flat * mask.flatten()).sum() / mask.sum()
    guesses = scores.argmax(-1).tolist() if epoch >= 1 else None
    pairs = Pairs()
    for i, w in enumerate(batch):
        low, high = words[i]
        add_window(pairs, i, w, guesses[i][: high - low] if guesses else None, chance)
    link = link_loss(network, states, pairs)
    loss = 0.5 * chain + 0.5 * flat + o.link_weight * link
    return loss, [float(chain.detach()), float(flat.detach()), float(link.detach())]


if __name__ == "__main__":
    main()
