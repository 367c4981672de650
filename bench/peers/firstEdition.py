"""The notes' first edition in PyTorch: python firstEdition.py TEXT [--windows fixed|shifting] [--seeds 1,2,3]

A tanh RNN of 256 units from scratch on the first 10 000 characters of TEXT: one-hot, weights normal(0, 0.01), SGD with rate 100, gradients
clipped at norm 0.01, 250 epochs of 32 rows of 35 steps sampled at random, the state zero at the start of every batch. Prints a line of JSON
per seed: the perplexity after every 50 epochs and the median of the last 50.
"""

import argparse
import json
import math
import statistics

import torch
from torch.nn.functional import cross_entropy

HIDDEN, ROWS, STEPS, EPOCHS, CHARACTERS = 256, 32, 35, 250, 10_000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text")
    parser.add_argument("--windows", choices=["fixed", "shifting"], default="fixed")
    parser.add_argument("--seeds", default="1")
    arguments = parser.parse_args()
    text = open(arguments.text, encoding="utf8").read()[:CHARACTERS]
    index = {character: place for place, character in enumerate(sorted(set(text)))}
    ids = torch.tensor([index[character] for character in text])
    for seed in map(int, arguments.seeds.split(",")):
        torch.manual_seed(seed)
        series = train(ids, len(index), arguments.windows == "shifting")
        print(json.dumps({"seed": seed, "every50": series[49::50], "medianOf50": statistics.median(series[-50:])}), flush=True)


def train(ids, vocabulary, shifting):
    wx, wh, b = torch.randn(vocabulary, HIDDEN) * 0.01, torch.randn(HIDDEN, HIDDEN) * 0.01, torch.zeros(HIDDEN)
    output, bias = torch.randn(HIDDEN, vocabulary) * 0.01, torch.zeros(vocabulary)
    parameters = [wx, wh, b, output, bias]
    for weights in parameters:
        weights.requires_grad_()
    series = []
    for _ in range(EPOCHS):
        offset = int(torch.randint(STEPS, ())) if shifting else 0
        starts = offset + torch.randperm((len(ids) - offset - 1) // STEPS) * STEPS
        losses = []
        for batch in starts[: len(starts) // ROWS * ROWS].view(-1, ROWS):
            places = batch + torch.arange(STEPS)[:, None]  # [T, B]
            h, outputs = torch.zeros(ROWS, HIDDEN), []
            for x in wx[ids[places]] + b:
                h = torch.tanh(x + h @ wh)
                outputs.append(h)
            loss = cross_entropy(torch.cat(outputs) @ output + bias, ids[places + 1].flatten())
            gradients = torch.autograd.grad(loss, parameters)
            norm = math.sqrt(sum(gradient.square().sum().item() for gradient in gradients))
            with torch.no_grad():
                for weights, gradient in zip(parameters, gradients):
                    weights -= 100 * gradient * min(1, 0.01 / norm)
            losses.append(loss.item())
        series.append(round(math.exp(sum(losses) / len(losses)), 3))
    return series


if __name__ == "__main__":
    main()
