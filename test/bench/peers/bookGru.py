"""The notes' GRU from scratch in PyTorch: python bookGru.py TEXT [--seeds 1,2,3]

Reset before the product, 256 units, one-hot letters, weights normal(0, 0.01), SGD with rate 1, gradients clipped at norm 1, 500 epochs of
32 rows of 35 steps over the first 10 000 letters, the state carried within an epoch. Prints a line of JSON a seed: the perplexity of the
last epoch, the median of the last 50, and how many of the epochs since it first fell below 1.1 lie above 1.15.
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


class Gru:
    def __init__(self, vocabulary):
        normal = lambda *shape: torch.randn(*shape) * 0.01
        self.wx, self.b = normal(vocabulary, 3 * HIDDEN), torch.zeros(3 * HIDDEN)
        self.gates, self.candidate = normal(HIDDEN, 2 * HIDDEN), normal(HIDDEN, HIDDEN)
        self.output, self.bias = normal(HIDDEN, vocabulary), torch.zeros(vocabulary)
        self.parameters = list(vars(self).values())
        for weights in self.parameters:
            weights.requires_grad_()

    def __call__(self, tokens, h):
        """tokens [T, B], h [B, H] -> logits [T*B, V], h"""
        outputs = []
        for x in self.wx[tokens] + self.b:
            r, z = torch.sigmoid(x[:, : 2 * HIDDEN] + h @ self.gates).chunk(2, dim=1)
            h = z * h + (1 - z) * torch.tanh(x[:, 2 * HIDDEN :] + (r * h) @ self.candidate)
            outputs.append(h)
        return torch.cat(outputs) @ self.output + self.bias, h


def step(parameters, loss):
    gradients = torch.autograd.grad(loss, parameters)
    norm = math.sqrt(sum(gradient.square().sum().item() for gradient in gradients))
    with torch.no_grad():
        for weights, gradient in zip(parameters, gradients):
            weights -= gradient * min(1, 1 / norm)


def train_epoch(model, ids):
    offset = int(torch.randint(STEPS + 1, ()))
    length = (len(ids) - offset - 1) // ROWS * ROWS
    inputs, targets = (ids[start : start + length].view(ROWS, -1).t() for start in (offset, offset + 1))
    h, losses = torch.zeros(ROWS, HIDDEN), []
    for start in range(0, len(inputs) - STEPS + 1, STEPS):
        logits, h = model(inputs[start : start + STEPS], h.detach())
        loss = cross_entropy(logits, targets[start : start + STEPS].flatten())
        step(model.parameters, loss)
        losses.append(loss.item())
    return math.exp(sum(losses) / len(losses))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text")
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    arguments = parser.parse_args()
    ids, vocabulary = letters(arguments.text)
    for seed in map(int, arguments.seeds.split(",")):
        torch.manual_seed(seed)
        model = Gru(vocabulary)
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
