"""Tokens per second of PyTorch on the benchmark's shapes: forward, backward, clipping at 1, SGD; B=32, T=35.

python3 pytorch.py [--threads 1 2] [--seconds 2] [shape ...] prints a line of JSON a shape and thread count:
{"shape": ..., "who": "pytorch-1", "tokensPerSecond": median over the steps}.
"""

import argparse
import json
import resource
import statistics
import sys
import time

import torch
from torch import nn

BATCH, STEPS = 32, 35

# name: (cell, layers, hidden, vocabulary, embedding or None for one-hot input)
SHAPES = {
    "rnn-256": (nn.RNN, 1, 256, 28, None),
    "gru-256": (nn.GRU, 1, 256, 28, None),
    "lstm-256": (nn.LSTM, 1, 256, 28, None),
    "lstm-512": (nn.LSTM, 1, 512, 28, None),
    "lstm-256x2": (nn.LSTM, 2, 256, 28, None),
    "lstm-256-words": (nn.LSTM, 1, 256, 4580, None),
    "lstm-256-words-embedded": (nn.LSTM, 1, 256, 4580, 256),
}


class LanguageModel(nn.Module):
    def __init__(self, cell, layers, hidden, vocabulary, embedding):
        super().__init__()
        self.vocabulary = vocabulary
        self.embedding = nn.Embedding(vocabulary, embedding) if embedding else None
        self.recurrent = cell(embedding or vocabulary, hidden, layers)
        self.output = nn.Linear(hidden, vocabulary)

    def forward(self, tokens, state):
        if self.embedding:
            x = self.embedding(tokens)
        else:
            x = nn.functional.one_hot(tokens, self.vocabulary).float()
        h, state = self.recurrent(x, state)
        return self.output(h.reshape(-1, h.shape[-1])), state


def detach(state):
    return tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()


def measure(shape, seconds):
    torch.manual_seed(1)
    model = LanguageModel(*SHAPES[shape])
    optimiser = torch.optim.SGD(model.parameters(), lr=1.0)
    vocabulary = SHAPES[shape][3]
    tokens = torch.randint(vocabulary, (STEPS + 1, BATCH))
    state = None

    def step():
        nonlocal state
        logits, after = model(tokens[:-1], state)
        loss = nn.functional.cross_entropy(logits, tokens[1:].reshape(-1))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        state = detach(after)

    for _ in range(3):
        step()
    times = []
    end = time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return BATCH * STEPS / statistics.median(times)


def serve(arguments):
    torch.set_num_threads(arguments.threads[0])
    for _ in sys.stdin:
        speed = measure(arguments.shapes[0], arguments.seconds)
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"tokensPerSecond": speed, "megabytes": megabytes}), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("shapes", nargs="*", default=[])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--serve", action="store_true", help="measure once for every line of standard input")
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments)
        return
    for threads in arguments.threads:
        torch.set_num_threads(threads)
        for shape in arguments.shapes or SHAPES:
            speed = round(measure(shape, arguments.seconds))
            print(json.dumps({"shape": shape, "who": f"pytorch-{threads}", "tokensPerSecond": speed}), flush=True)


if __name__ == "__main__":
    main()
