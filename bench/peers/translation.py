"""The default translation model in PyTorch, on the same pairs: python translation.py PAIRS.tsv [--attention] [--epochs N] [--seed N]

The last 10 % are held out; normalisation, vocabulary rule, sizes, optimiser, schedule, batches of similar length and the copying of
unknown words are those of `unroll train-translation`. nn.GRU applies the reset gate after the product, Unroll before it.
Prints one line of JSON. Needs torch; BLEU is computed by `sacrebleu` if it is installed, otherwise by the code here.
"""
import argparse
import json
import math
import random
import re
import time
from collections import Counter

import torch
from torch import nn

PAD, BOS, EOS = 1, 2, 3


def normalise(text):
    text = re.sub('[\u00a0\u2009\u202f]', ' ', text.lower())
    return re.sub(r'(?<=[^ ])([,.!?])', r' \1', text).strip()


def read_pairs(path):
    seen, pairs = set(), []
    for line in open(path, encoding='utf8'):
        columns = line.rstrip('\n').split('\t')
        pair = (normalise(columns[0]), normalise(columns[1]))
        if pair not in seen:
            seen.add(pair)
            pairs.append(pair)
    return pairs


def vocabulary(sentences, least):
    counts = Counter(word for sentence in sentences for word in sentence.split())
    words = ['<unk>', '<pad>', '<bos>', '<eos>'] + [word for word, n in counts.most_common() if n >= least]
    return {word: index for index, word in enumerate(words)}, words


class Model(nn.Module):
    def __init__(self, sources, targets, hidden, embedding, attention, dropout):
        super().__init__()
        self.source = nn.Embedding(sources, embedding)
        self.target = nn.Embedding(targets, embedding)
        self.encoder = nn.GRU(embedding, hidden, bidirectional=True)
        self.bridge = nn.Linear(2 * hidden, hidden)
        self.decoder = nn.GRU(embedding + 2 * hidden, hidden)
        self.output = nn.Linear(hidden, targets)
        self.dropout = nn.Dropout(dropout)
        self.attention = attention
        if attention:
            self.query = nn.Linear(hidden, hidden, bias=False)
            self.key = nn.Linear(2 * hidden, hidden, bias=False)
            self.score = nn.Linear(hidden, 1, bias=False)

    def encode(self, source, lengths):
        packed = nn.utils.rnn.pack_padded_sequence(self.source(source), lengths, enforce_sorted=False)
        values, state = self.encoder(packed)
        values, _ = nn.utils.rnn.pad_packed_sequence(values)
        both = torch.cat([state[0], state[1]], 1)
        memory = None
        if self.attention:
            mask = torch.arange(values.shape[0])[:, None] >= lengths[None, :]
            memory = (values, self.key(values), mask)
        return torch.tanh(self.bridge(both))[None], both, memory

    def step(self, embedded, state, both, memory):
        context, weights = both, None
        if memory:
            values, keys, mask = memory
            scores = self.score(torch.tanh(keys + self.query(state[-1])[None])).squeeze(2)
            weights = torch.softmax(scores.masked_fill(mask, -1e9), 0)
            context = (weights[:, :, None] * values).sum(0)
        h, state = self.decoder(torch.cat([embedded, context], 1)[None], state)
        return h[0], state, weights

    def forward(self, source, lengths, inputs):
        state, both, memory = self.encode(source, lengths)
        embedded = self.target(inputs)
        if not memory:
            repeated = both[None].expand(inputs.shape[0], -1, -1)
            h, _ = self.decoder(torch.cat([embedded, repeated], 2), state)
        else:
            steps = []
            for t in range(inputs.shape[0]):
                h, state, _ = self.step(embedded[t], state, both, memory)
                steps.append(h)
            h = torch.stack(steps)
        return self.output(self.dropout(h))


def pad(rows):
    return nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], padding_value=PAD)


def batches(data, size, generator):
    order = list(range(len(data)))
    generator.shuffle(order)
    groups = []
    for i in range(0, len(order), size * 32):
        pool = sorted(order[i:i + size * 32], key=lambda k: (len(data[k][0]), len(data[k][1])))
        groups += [pool[j:j + size] for j in range(0, len(pool), size)]
    generator.shuffle(groups)
    return groups


def loss_of(model, rows):
    source, target = pad([r[0] for r in rows]), pad([r[1] for r in rows])
    inputs = torch.cat([torch.full((1, len(rows)), BOS), target[:-1]])
    logits = model(source, torch.tensor([len(r[0]) for r in rows]), inputs)
    loss = nn.functional.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=PAD, reduction='sum')
    right = ((logits.argmax(2) == target) & (target != PAD)).sum().item()
    return loss, right, sum(len(r[1]) for r in rows)


@torch.no_grad()
def held_out(model, data):
    model.eval()
    total = [loss_of(model, data[i:i + 64]) for i in range(0, len(data), 64)]
    model.train()
    tokens = sum(t for _, _, t in total)
    return sum(l.item() for l, _, _ in total) / tokens, sum(r for _, r, _ in total) / tokens


@torch.no_grad()
def translate(model, ids, words, names, longest):
    state, both, memory = model.encode(torch.tensor(ids)[:, None], torch.tensor([len(ids)]))
    last, result = BOS, []
    unknown = [word for word, index in zip(words, ids) if index == 0]
    for _ in range(longest):
        h, state, weights = model.step(model.target(torch.tensor([last])), state, both, memory)
        logits = model.output(h)[0]
        logits[[PAD, BOS]] = -1e9
        last = int(logits.argmax())
        if last == EOS:
            break
        if last:
            result.append(names[last])
        elif weights is not None:
            result.append(words[int(weights[:len(words), 0].argmax())])
        elif unknown:
            result.append(unknown.pop(0))
    return ' '.join(result)


def bleu(predictions, references):
    try:
        import sacrebleu
        return sacrebleu.corpus_bleu(predictions, [references]).score
    except ImportError:
        pass
    split = lambda s: re.sub(r"([{-~\[-` -&(-+:-@/])", r' \1 ', f' {s} ').split()
    right, total, ours, theirs = [0] * 4, [0] * 4, 0, 0
    grams = lambda tokens, n: Counter(tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1))
    for prediction, reference in zip(predictions, references):
        p, r = split(prediction), split(reference)
        ours, theirs = ours + len(p), theirs + len(r)
        for n in range(4):
            right[n] += sum((grams(p, n + 1) & grams(r, n + 1)).values())
            total[n] += max(0, len(p) - n)
    brevity = 1 if ours >= theirs else math.exp(1 - theirs / max(1, ours))
    return 100 * brevity * math.exp(sum(math.log(max(a, .5) / max(b, 1)) for a, b in zip(right, total)) / 4)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('pairs')
    parser.add_argument('--attention', action='store_true')
    parser.add_argument('--epochs', type=int, default=30)
    parser.add_argument('--patience', type=int, default=5)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    generator = random.Random(options.seed)
    pairs = read_pairs(options.pairs)
    cut = len(pairs) - len(pairs) // 10
    training, rest = pairs[:cut], pairs[cut:]
    to_source, _ = vocabulary([a for a, _ in training], 2)
    to_target, names = vocabulary([b for _, b in training], 2)
    encode = lambda sentence, table: [table.get(word, 0) for word in sentence.split()] + [EOS]
    both = lambda list_: [(encode(a, to_source), encode(b, to_target)) for a, b in list_]
    short = lambda list_: [row for row in list_ if max(len(row[0]), len(row[1])) <= 20]
    data, validation = short(both(training)), short(both(rest))
    model = Model(len(to_source), len(names), 256, 128, options.attention, .3)
    optimiser = torch.optim.Adam(model.parameters(), lr=2e-3)
    steps = options.epochs * math.ceil(len(data) / 64)
    warm = max(1, round(.02 * steps))
    rate = lambda s: (s + 1) / warm if s < warm else .5 * (1 + math.cos(math.pi * (s - warm) / max(1, steps - warm)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    best, best_epoch, kept, seconds, tokens = math.inf, 0, None, 0., 0
    for epoch in range(1, options.epochs + 1):
        began = time.perf_counter()
        for group in batches(data, 64, generator):
            optimiser.zero_grad()
            loss, _, count = loss_of(model, [data[k] for k in group])
            (loss / count).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1)
            optimiser.step()
            schedule.step()
            tokens += count
        seconds += time.perf_counter() - began
        value, _ = held_out(model, validation)
        if value < best:
            best, best_epoch = value, epoch
            kept = {k: v.clone() for k, v in model.state_dict().items()}
        if 0 < options.patience <= epoch - best_epoch:
            break
    model.load_state_dict(kept)
    model.eval()
    loss, accuracy = held_out(model, validation)
    predictions = [translate(model, encode(a, to_source), a.split(), names, 20) for a, _ in rest]
    references = [b for _, b in rest]
    exact = sum(p == r for p, r in zip(predictions, references)) / len(rest)
    print(json.dumps(dict(attention=options.attention, seed=options.seed, pairs=[len(data), len(rest)],
                          vocabularies=[len(to_source), len(names)], epochs=epoch, loss=round(loss, 4),
                          tokenAccuracy=round(accuracy, 4), exactMatch=round(exact, 4),
                          bleu=round(bleu(predictions, references), 2), tokensPerSecond=round(tokens / seconds))))


main()
