"""The notes' GRU and LSTM from scratch in PyTorch: python book.py TEXT [--cell gru] [--seeds 1,2,3]

256 units (the GRU's reset before the product), one-hot letters, weights normal(0, 0.01), SGD with rate 1, gradients clipped at norm 1,
500 epochs of 32 rows of 35 steps over the first 10 000 letters, the state carried within an epoch. Prints a line of JSON per seed: the
perplexity of the last epoch, the median of the last 50, and the number of epochs above 1.15 after the first one below 1.1.
"""

import argparse
import json
import math
import re
import statistics

import torch
from torch.nn.functional import cross_entropy

HIDDEN, ROWS, STEPS, EPOCHS, LETTERS = 256, 32, 35, 500, 10_000


def letters(path):
    with open(path, encoding="utf8") as file:
        text = "".join(re.sub("[^A-Za-z]+", " ", line).strip().lower() for line in file)[:LETTERS]
    index = {letter: place + 1 for place, letter in enumerate(sorted(set(text)))}  # 0 is <unk>
    return torch.tensor([index[letter] for letter in text]), len(index) + 1


def normal(*shape):
    return torch.randn(*shape) * 0.01


class Model:
    def __init__(self, cell, vocabulary):
        self.step, blocks = {"gru": (gru, 3), "lstm": (lstm, 4)}[cell]
        self.wx, self.wh, self.b = normal(vocabulary, blocks * HIDDEN), normal(HIDDEN, blocks * HIDDEN), torch.zeros(blocks * HIDDEN)
        self.output, self.bias = normal(HIDDEN, vocabulary), torch.zeros(vocabulary)
        self.parameters = [self.wx, self.wh, self.b, self.output, self.bias]
        for weights in self.parameters:
            weights.requires_grad_()

    def __call__(self, tokens, state):
        """tokens [T, B], state (h, c) of [B, H] -> logits [T*B, V], state"""
        outputs = []
        for x in self.wx[tokens] + self.b:
            state = self.step(x, self.wh, *state)
            outputs.append(state[0])
        return torch.cat(outputs) @ self.output + self.bias, state


def gru(x, wh, h, c):
    gates, candidate = wh[:, : 2 * HIDDEN], wh[:, 2 * HIDDEN :]
    r, z = torch.sigmoid(x[:, : 2 * HIDDEN] + h @ gates).chunk(2, dim=1)
    return z * h + (1 - z) * torch.tanh(x[:, 2 * HIDDEN :] + (r * h) @ candidate), c


def lstm(x, wh, h, c):
    i, f, o, u = (x + h @ wh).chunk(4, dim=1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(u)
    return torch.sigmoid(o) * torch.tanh(c), c


def update(parameters, loss):
    gradients = torch.autograd.grad(loss, parameters)
    norm = math.sqrt(sum(gradient.square().sum().item() for gradient in gradients))
    with torch.no_grad():
        for weights, gradient in zip(parameters, gradients):
            weights -= gradient * min(1, 1 / norm)


def train_epoch(model, ids):
    offset = int(torch.randint(STEPS + 1, ()))
    length = (len(ids) - offset - 1) // ROWS * ROWS
    inputs, targets = (ids[start : start + length].view(ROWS, -1).t() for start in (offset, offset + 1))
    state, losses = (torch.zeros(ROWS, HIDDEN), torch.zeros(ROWS, HIDDEN)), []
    for start in range(0, len(inputs) - STEPS + 1, STEPS):
        logits, state = model(inputs[start : start + STEPS], tuple(part.detach() for part in state))
        loss = cross_entropy(logits, targets[start : start + STEPS].flatten())
        update(model.parameters, loss)
        losses.append(loss.item())
    return math.exp(sum(losses) / len(losses))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text")
    parser.add_argument("--cell", choices=["gru", "lstm"], default="gru")
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    arguments = parser.parse_args()
    ids, vocabulary = letters(arguments.text)
    for seed in map(int, arguments.seeds.split(",")):
        torch.manual_seed(seed)
        model = Model(arguments.cell, vocabulary)
        series = [train_epoch(model, ids) for _ in range(arguments.epochs)]
        settled = next((epoch for epoch, value in enumerate(series) if value < 1.1), len(series))
        above = sum(value > 1.15 for value in series[settled:])
        print(
            json.dumps(
                {
                    "seed": seed,
                    "last": round(series[-1], 3),
                    "medianOf50": round(statistics.median(series[-50:]), 3),
                    "above": above,
                    "of": len(series) - settled,
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
