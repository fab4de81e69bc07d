"""Train the pair model: what one text says of another, and the vectors of single sentences, in one encoder.

python -m training.pairs --data DATA --encoder FOLDER --out FOLDER
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from rashomon.figures import marks_at, marks_of
from rashomon.read.wordpieces import packaged
from training import pair_data
from training.pair_data import NOTHING, Pair
from training.pair_net import Pairs, export, started

LONGEST_CLAIM, LONGEST = 60, 128
WARM = 150  # steps
EVERY = 4
"""Steps between two looks of the moving average."""
SHARES = {"relation": 1.0, "stance": 0.6, "vector": 8.0}


def options() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--encoder", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--lr", type=float, default=1.5e-4)
    p.add_argument("--head-lr", type=float, default=6e-4)
    p.add_argument("--decay", type=float, default=0.9, help="learning rate of a layer over that of the one above")
    p.add_argument("--batch", type=int, default=32)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--made", type=int, default=2000, help="pairs made by rule, an epoch")
    p.add_argument("--singles", type=int, default=4000, help="sentences whose vectors are kept, an epoch")
    p.add_argument("--average", type=float, default=0.995)
    p.add_argument("--minutes", type=float, default=600.0, help="the rates have fallen to nothing by then")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--steps", type=int, default=0, help="stop early, to try the machine")
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


def main() -> None:
    """Train, score on what was kept apart after every epoch, and write the graph with its card."""
    o = options()
    torch.set_num_threads(o.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(o.seed)
    chance = random.Random(o.seed)
    network = started(o.encoder, o.dropout)
    # The tables are half of all weights: to leave them as they are saves time, and keeps the vectors.
    network.word.requires_grad_(False)
    network.position.requires_grad_(False)
    teacher = started(o.encoder, 0.0).eval()
    epochs = [batches(o, number, chance) for number in range(o.epochs)]
    total = sum(map(len, epochs))
    optimiser = torch.optim.AdamW(groups(network, o), weight_decay=0.01)
    bases = [g["lr"] for g in optimiser.param_groups]
    average = {k: v.detach().clone() for k, v in network.state_dict().items()}
    o.out.mkdir(parents=True, exist_ok=True)
    step, began, seen, losses = 0, time.time(), 0, []
    for number, epoch in enumerate(epochs):
        network.train()
        for batch in epoch:
            loss, parts, pieces = loss_of(network, teacher, batch)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            done = max(step / total, (time.time() - began) / (60 * o.minutes))
            for group, base in zip(optimiser.param_groups, bases, strict=True):
                group["lr"] = base * max(0.0, min((step + 1) / WARM, (1 - done) / 0.94))
            optimiser.step()
            step, seen = step + 1, seen + pieces
            losses.append(parts)
            if step % EVERY == 0:
                averaged(average, network, min(o.average, step / (step + 9)) ** EVERY)
            if step % 50 == 0:
                recent = {k: round(float(np.mean([x[k] for x in losses[-200:] if k in x] or [0])), 3) for k in SHARES}
                print(
                    f"epoch {number} step {step}/{total} {recent} {seen / (time.time() - began):.0f} pieces/s",
                    flush=True,
                )
            if o.steps and step >= o.steps:
                return
            if done >= 1:
                break
        torch.save({"average": average}, o.out / "pairs.pt")
        print(
            f"epoch {number}: {json.dumps(scores(opened(average), o.data))} after {time.time() - began:.0f} s",
            flush=True,
        )
        if done >= 1:
            break
    write(opened(average), o.out)


def averaged(average: dict[str, torch.Tensor], network: Pairs, keep: float) -> None:
    """Move the average of the weights that are learned towards the network's."""
    mine = [(average[k], p.detach()) for k, p in network.named_parameters() if p.requires_grad]
    torch._foreach_mul_([a for a, _ in mine], keep)
    torch._foreach_add_([a for a, _ in mine], [p for _, p in mine], alpha=1 - keep)


def opened(state: dict[str, torch.Tensor]) -> Pairs:
    network = Pairs(0.0)
    network.load_state_dict(state)
    return network.eval()


def write(network: Pairs, folder: Path) -> None:
    """The graph and its card, without scores."""
    about = json.loads((Path(__file__).parent / "pairs_card.json").read_text("utf8"))
    made = about | {"scores": {}, "files": [export(network, folder / "pairs.onnx")]}
    (folder / "pairs.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf8")


def groups(network: Pairs, o: argparse.Namespace) -> list[dict]:
    """Parameter groups: the pretrained layers learn more slowly the deeper they lie, new parts learn fast."""
    rates: dict[float, list[torch.nn.Parameter]] = {}
    for name, p in network.named_parameters():
        if not p.requires_grad:
            continue
        if name.startswith("layers."):
            lr = o.lr * o.decay ** (5 - int(name.split(".")[1]))
        elif name.startswith(("word", "position", "kind", "second", "norm")):
            lr = o.lr * o.decay**6
        else:
            lr = o.head_lr
        rates.setdefault(lr, []).append(p)
    return [{"params": ps, "lr": lr} for lr, ps in rates.items()]


def batches(o: argparse.Namespace, number: int, chance: random.Random) -> list[list]:
    """The batches of an epoch, texts of like length together, in a random order."""
    real, other = pair_data.vitaminc(o.data, kept=False), pair_data.synthetic(o.data)
    third = other[number::3] if number < 3 else []
    pairs = real + third + pair_data.made(real + other, o.made, chance)
    pairs = [varied(p, chance) for p in pairs]
    out = cut(pairs, o.batch, chance, lambda p: len(p.a) + len(p.b))
    out += cut(pair_data.headlines(o.data, chance), o.batch // 2, chance, lambda p: len(p.a) + len(p.b))
    out += cut(pair_data.singles(o.data, o.singles, chance), 2 * o.batch, chance, len)
    chance.shuffle(out)
    return out


def varied(p: Pair, chance: random.Random) -> Pair:
    """Half of the pairs with marks as people set them."""
    if chance.random() < 0.5:
        return p
    return Pair(pair_data.as_written(p.a), pair_data.as_written(p.b), p.relation, p.stance)


def cut(items: list, size: int, chance: random.Random, length) -> list[list]:
    """Batches of like length: sorted within shuffled stretches."""
    chance.shuffle(items)
    out = []
    for at in range(0, len(items), 50 * size):
        stretch = sorted(items[at : at + 50 * size], key=length)
        out += [stretch[i : i + size] for i in range(0, len(stretch), size)]
    return out


def tensors(batch: list) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, features and mask of single texts or pairs, padded."""
    t = packaged()
    made = []
    for item in batch:
        if isinstance(item, str):
            ids = [t.opening, *t.tokenize(item).ids[: LONGEST - 2].tolist(), t.closing]
            made.append((ids, np.zeros((len(ids), 2), np.int64)))
            continue
        mine, theirs = marks_of(item.a, item.b)
        one, other = t.tokenize(item.a), t.tokenize(item.b)
        n = min(len(one), LONGEST_CLAIM)
        m = min(len(other), LONGEST - 3 - n)
        ids = [t.opening, *one.ids[:n].tolist(), t.closing, *other.ids[:m].tolist(), t.closing]
        features = np.zeros((len(ids), 2), np.int64)
        features[n + 2 :, 0] = 1
        features[1 : n + 1, 1] = marks_at(mine, one.start[:n], one.end[:n])
        features[n + 2 : n + 2 + m, 1] = marks_at(theirs, other.start[:m], other.end[:m])
        made.append((ids, features))
    width = max(len(ids) for ids, _ in made)
    out = torch.zeros(len(batch), width, dtype=torch.long)
    features = torch.zeros(len(batch), width, 2, dtype=torch.long)
    mask = torch.zeros(len(batch), width, dtype=torch.bool)
    for i, (ids, f) in enumerate(made):
        out[i, : len(ids)] = torch.tensor(ids)
        features[i, : len(ids)] = torch.from_numpy(f)
        mask[i, : len(ids)] = True
    return out, features, mask


def loss_of(network: Pairs, teacher: Pairs, batch: list):
    """The loss of a batch, its parts by name, and how many pieces it had."""
    ids, features, mask = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vector, relation, stance = network(ids, features, mask)
        if isinstance(batch[0], str):
            with torch.no_grad():
                want = teacher(ids, features, mask)[0].float()
    parts: dict[str, torch.Tensor] = {}
    if isinstance(batch[0], str):
        vector = vector.float()
        alike = functional.mse_loss(vector @ vector.T, want @ want.T)
        parts["vector"] = (1 - (vector * want).sum(-1)).mean() + alike
    else:
        for name, scored, weights in (
            ("relation", relation, None),
            ("stance", stance, torch.tensor([1.0, 1.6, 1.0, 0.8])),
        ):
            labels = torch.tensor([getattr(p, name) for p in batch])
            if bool((labels != NOTHING).any()):
                parts[name] = functional.cross_entropy(scored.float(), labels, weights, label_smoothing=0.05)
    weak = 0.3 if not isinstance(batch[0], str) and batch[0].stance != NOTHING else 1.0
    loss = sum(SHARES[k] * v * (weak if k == "relation" else 1.0) for k, v in parts.items())
    shown = {k: float(v.detach()) for k, v in parts.items() if not (k == "relation" and weak < 1)}
    return loss, shown, int(mask.sum())


def scores(network: Pairs, data: Path) -> dict[str, float]:
    """Accuracy on the pages kept apart, and how near the vectors stay to the sentence encoder's (in training form)."""
    right, pairs = 0, pair_data.vitaminc(data, kept=True)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for at in range(0, len(pairs), 64):
            part = sorted(pairs, key=lambda p: len(p.a) + len(p.b))[at : at + 64]
            _, relation, _ = network(*tensors(part))
            right += int((relation.argmax(-1) == torch.tensor([p.relation for p in part])).sum())
    return {"pages kept apart, right": round(right / len(pairs), 4), "pairs": len(pairs)}


if __name__ == "__main__":
    main()
