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

from rashomon.read.names.naming import NAME_TAGS
from rashomon.read.wordpieces import packaged
from training.augment import disguise, rewritten
from training.data import Article, Window, epoch_windows, load, window_tags
from training.entities import IGNORE, Sample, bio_rows, gum, packs, silver
from training.evaluate import TorchReader, brief, evaluate, gold_rows
from training.links import NOTHING, Pairs, add_window, link_loss, span_states
from training.model import REFER_FEATURES, Network, crf_loss, load_encoder

MISC = [i for i, tag in enumerate(NAME_TAGS) if tag.endswith("MISC")]


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
    p.add_argument("--name-weight", type=float, default=0.5)
    p.add_argument("--actor-weight", type=float, default=0.15)
    p.add_argument("--phrase-weight", type=float, default=0.25)
    p.add_argument("--refer-weight", type=float, default=0.15)
    p.add_argument("--start", type=Path, nargs="*", help="go on from the mean of these runs, new heads fresh")
    p.add_argument("--claims-only", action="store_true", help="learn no names, phrases and references")
    p.add_argument("--everything", action="store_true", help="learn from the sets kept for scoring names, too")
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
    network = opened(o).to(device)
    torch.manual_seed(1000 + o.order_seed)
    chance = random.Random(o.order_seed)
    train, dev = load(o.data / "attribution" / "train.jsonl"), load(o.data / "attribution" / "dev.jsonl")
    train += rewritten(o.data / "attribution" / "train.jsonl", random.Random(5), o.rewritten)
    gold = gold_rows(o.data / "attribution" / "dev.jsonl")
    if not o.claims_only:
        claims = [a for a in train if not a.id.startswith("rewritten")]
        for article, names in zip(claims, silver(claims, bio_rows(o.data / SILVER)), strict=True):
            article.names = names
    texts = [[] if o.claims_only else labelled(o.data, o.everything, chance) for _ in range(o.epochs)]
    epochs = [epoch_windows(train + more, o.size, chance) for more in texts]
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


SILVER = Path("entities/polnear_silver_train.jsonl")


def labelled(data: Path, everything: bool, chance: random.Random) -> list[Sample]:
    """The texts with names, actors and phrases of one pass, put together anew."""
    folder = data / "entities"
    out = []
    for name, soft, times in (("uner_pud", True, 3), ("wikigold", False, 1), ("wnut17", False, 1)):
        for _ in range(times):
            out += packs(bio_rows(folder / f"{name}.jsonl"), "names", soft, chance)
    if everything:
        for _ in range(3):
            out += packs(bio_rows(folder / "uner_ewt_dev.jsonl"), "names", True, chance)
    re3d = bio_rows(folder / "re3d_train.jsonl")
    for _ in range(3):
        out += packs(re3d if everything else re3d[: kept_of(re3d)], "actors", False, chance)
    out += gum(data / "coref" / "gum_train.jsonl") + (gum(data / "coref" / "gum_dev.jsonl") if everything else [])
    return out


def kept_of(rows: list) -> int:
    """How many of the conflict reports' sentences are learned from while the last tenth is scored."""
    return len(rows) * 9 // 10


def opened(o: argparse.Namespace) -> Network:
    """The network before the first step: the pretrained encoder, or the mean of runs to go on from."""
    network = Network(o.dropout)
    load_encoder(network, o.encoder)
    if o.start:
        states = [torch.load(x, map_location="cpu")["average"] for x in o.start]
        network.load_state_dict({k: torch.stack([x[k] for x in states]).mean(0) for k in states[0]}, strict=False)
    return network


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
    """The joint loss of a batch and its parts: chain, word, link loss of claims; names, actors, phrases, references."""
    t = packaged()
    width = max(w.stop - w.start for w in batch) + 2
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    features = torch.zeros(len(batch), width, 3, dtype=torch.long)
    bias = torch.zeros(len(batch), 1, 1, width, dtype=torch.bool)
    words = [w.words() for w in batch]
    longest = max(high - low for low, high in words)
    first = torch.zeros(len(batch), longest, dtype=torch.long)
    for i, (w, (low, high)) in enumerate(zip(batch, words, strict=True)):
        n, e = w.stop - w.start, w.article.encoded
        ids[i, 0], ids[i, n + 1] = t.opening, t.closing
        ids[i, 1 : n + 1] = torch.from_numpy(e.ids[w.start : w.stop])
        features[i, 1 : n + 1] = torch.from_numpy(e.features[w.start : w.stop])
        bias[i, ..., : n + 2] = True
        if o.disguise:
            disguise(ids[i], features[i], chance)
        first[i, : high - low] = torch.from_numpy(e.piece[low:high]) - w.start + 1
    ids, features, bias, first = (x.to(device) for x in (ids, features, bias, first))
    with torch.autocast(device.type, dtype=torch.bfloat16):
        scores, links, states = network(ids, features, bias)
    at_words = states.float().gather(1, first[..., None].expand(-1, -1, states.shape[-1]))
    scores = scores.float().gather(1, first[..., None].expand(-1, -1, scores.shape[-1]))
    claims = claim_loss(network, batch, words, (scores, links), epoch >= 1 or bool(o.start), chance)
    others = [
        layer_loss(getattr(network, layer), layer, batch, words, at_words) for layer in ("names", "actors", "phrases")
    ]
    refer = reference_loss(network, batch, words, states)
    parts = [*claims, *others, refer]
    weights = [0.5, 0.5, o.link_weight, o.name_weight, o.actor_weight, o.phrase_weight, o.refer_weight]
    loss = sum(w * p for w, p in zip(weights, parts, strict=True))
    return loss, [float(p.detach()) for p in parts]


def claim_loss(network, batch, words, outputs, guess, chance):
    """Chain, word and link loss over the windows of attribution articles."""
    scores, links = outputs
    rows = [i for i, w in enumerate(batch) if isinstance(w.article, Article)]
    if not rows:
        return [scores.sum() * 0.0] * 3
    device, longest = scores.device, scores.shape[1]
    tags, mask = torch.zeros(len(rows), longest, dtype=torch.long), torch.zeros(len(rows), longest)
    for k, i in enumerate(rows):
        low, high = words[i]
        tags[k, : high - low] = torch.tensor(window_tags(batch[i]))
        mask[k, : high - low] = 1
    tags, mask, mine = tags.to(device), mask.to(device), scores[rows]
    chain = crf_loss(mine, tags, mask, network.transitions)
    flat = functional.cross_entropy(mine.flatten(0, 1), tags.flatten(), reduction="none")
    flat = (flat * mask.flatten()).sum() / mask.sum()
    guesses = mine.argmax(-1).tolist() if guess else None
    pairs = Pairs()
    for k, i in enumerate(rows):
        low, high = words[i]
        add_window(pairs, i, batch[i], guesses[k][: high - low] if guesses else None, chance)
    return [chain, flat, link_loss(network, links, pairs)]


def layer_loss(head, layer: str, batch: list[Window], words, at_words):
    """Mean cross entropy of the words that a layer is labelled for; where MISC is not labelled, "outside" may be it."""
    want = torch.full(at_words.shape[:2], IGNORE)
    soft = torch.zeros(at_words.shape[:2], dtype=torch.bool)
    for i, (w, (low, high)) in enumerate(zip(batch, words, strict=True)):
        labels = getattr(w.article, layer)
        if labels is not None:
            want[i, : high - low] = torch.from_numpy(labels[low:high])
            soft[i] = w.article.soft
    known = want != IGNORE
    if not known.any():
        return at_words.sum() * 0.0
    scores = torch.log_softmax(head(at_words[known.to(at_words.device)]), -1)
    want, soft = want[known].to(scores.device), soft[known].to(scores.device)
    loss = -scores.gather(1, want[:, None])[:, 0]
    if layer == "names":
        either = -torch.logsumexp(scores[:, [0, *MISC]], 1)
        loss = torch.where(soft & (want == 0), either, loss)
    return loss.mean()


def reference_loss(network: Network, batch: list[Window], words, states):
    """Mean negative log likelihood that a phrase refers to one of the phrases before it that it really refers to."""
    spans, left, right, features, groups = [], [], [], [], []
    for i, (w, (low, high)) in enumerate(zip(batch, words, strict=True)):
        if not isinstance(w.article, Sample) or not w.article.mentions:
            continue
        e = w.article.encoded
        ends = np.append(e.piece[1:], len(e.ids)) - 1
        near = [m for m in w.article.mentions if m[0] >= low and m[1] < high]
        base = len(spans)
        spans += [(i, int(e.piece[a]) - w.start + 1, int(ends[b]) - w.start + 1) for a, b, _ in near]
        for q, mention in enumerate(near):
            options = list(range(max(0, q - 40), q))
            right_ones = [len(left) + 1 + k for k, c in enumerate(options) if near[c][2] == mention[2]]
            at = len(left)
            left += [base + q] * (len(options) + 1)
            right += [NOTHING, *(base + c for c in options)]
            features.append(np.array([[1.0] + [0.0] * (REFER_FEATURES - 1)], np.float32))
            if options:
                features.append(np.stack([reference_features(e, near[c], mention) for c in options]))
            groups.append((at, len(left), right_ones or [at]))
    if not groups:
        return states.sum() * 0.0
    vectors = span_states(network.refer(states.float()), spans)
    scores = network.referrer(
        vectors[torch.tensor(left)], vectors[torch.tensor(right)], torch.tensor(np.concatenate(features))
    )[:, 0].float()
    width = max(stop - at for at, stop, _ in groups)
    index = torch.tensor([[g, i - at] for g, (at, stop, _) in enumerate(groups) for i in range(at, stop)])
    table = torch.full((len(groups), width), -1e4).index_put((index[:, 0], index[:, 1]), scores)
    good = torch.zeros(len(groups), width, dtype=torch.bool)
    for g, (at, _, ones) in enumerate(groups):
        good[g, [i - at for i in ones]] = True
    return (torch.logsumexp(table, 1) - torch.logsumexp(table.masked_fill(~good, -1e4), 1)).mean()


def reference_features(e, candidate, mention) -> np.ndarray:
    """How a phrase and one before it stand to each other, for the loss that shapes the encoder."""
    piece, words = e.piece, mention[0] - candidate[1]
    last = [int(e.ids[piece[m[1]]]) for m in (candidate, mention)]
    length = [m[1] - m[0] for m in (candidate, mention)]
    sentences = int(e.sentence[mention[0]] - e.sentence[candidate[0]])
    return np.array(
        [
            0.0,
            np.log1p(max(0, words)) / 5,
            sentences == 0,
            min(sentences, 4) / 4,
            last[0] == last[1],
            last[0] == last[1] and length[0] == length[1],
            length[0] == 0,
            length[1] == 0,
        ],
        np.float32,
    )


if __name__ == "__main__":
    main()
