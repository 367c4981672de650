"""python3 pytorch.py THREADS PROBLEM: PyTorch's training step, measured for every line of standard input (protocol: ../program.ts).

One step is forward, backward, clipping at norm 1 and SGD; the state is carried from batch to batch.
"""

import json
import statistics
import sys
import time

import torch
from torch import nn

CELLS = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


class LanguageModel(nn.Module):
    def __init__(self, cell, layers, hidden, vocabulary, embedding):
        super().__init__()
        self.vocabulary = vocabulary
        self.embedding = nn.Embedding(vocabulary, embedding) if embedding else None
        self.recurrent = CELLS[cell](embedding or vocabulary, hidden, layers)
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


def step_of(problem):
    torch.manual_seed(1)
    vocabulary = problem["V"]
    model = LanguageModel(problem["cell"], problem["layers"], problem["H"], vocabulary, problem["E"])
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    tokens = torch.randint(vocabulary, (problem["T"] + 1, problem["B"]))
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

    return step


def median_seconds(step, seconds):
    times = []
    end = time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main():
    threads, problem = int(sys.argv[1]), json.loads(sys.argv[2])
    torch.set_num_threads(threads)
    step = step_of(problem)
    for _ in range(3):
        step()
    print(json.dumps({"ready": True, "threads": threads}), flush=True)
    for _ in sys.stdin:
        speed = problem["B"] * problem["T"] / median_seconds(step, problem["seconds"])
        print(json.dumps({"tokensPerSecond": speed}), flush=True)


main()
