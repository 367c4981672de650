"""The reproduction's Shakespeare recipe in PyTorch: python languageModel.py TEXT [--cell lstm] [--hidden 128] [--epochs 15] [--forget-bias 0]

The last 10 % are held out; embedding 64, Adam 2e-3, 50 rows of 50 steps with the state carried and a random offset each epoch, clipping at
norm 5. Prints a line of JSON per epoch with the losses in nats per character. --forget-bias sets the initial bias of an LSTM's forget gate; without
it PyTorch draws that bias around zero, as all others.
"""

import argparse
import json
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy

ROWS, STEPS, EMBEDDING = 50, 50, 64
VALIDATION_ROWS = 32


class LanguageModel(nn.Module):
    def __init__(self, cell, hidden, vocabulary):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, EMBEDDING)
        self.recurrent = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[cell](EMBEDDING, hidden)
        self.output = nn.Linear(hidden, vocabulary)

    def forward(self, tokens, state):
        h, state = self.recurrent(self.embedding(tokens), state)
        return self.output(h).flatten(0, 1), state


def detach(state):
    return tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()


def batches(ids, rows, steps, offset=0):
    """Pairs of [T, B]: the inputs, and the inputs shifted by one."""
    length = (len(ids) - 1 - offset) // rows
    inputs, targets = (ids[start : start + rows * length].view(rows, length).t() for start in (offset, offset + 1))
    for start in range(0, length - steps + 1, steps):
        yield inputs[start : start + steps], targets[start : start + steps]


def train_epoch(model, optimiser, ids):
    state, losses = None, []
    for inputs, targets in batches(ids, ROWS, STEPS, int(torch.randint(STEPS + 1, ()))):
        logits, state = model(inputs, state)
        state = detach(state)
        loss = cross_entropy(logits, targets.flatten())
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


@torch.no_grad()
def validate(model, ids):
    state, losses = None, []
    for inputs, targets in batches(ids, VALIDATION_ROWS, STEPS):
        logits, state = model(inputs, state)
        losses.append(cross_entropy(logits, targets.flatten()).item())
    return sum(losses) / len(losses)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text")
    parser.add_argument("--cell", choices=["rnn", "gru", "lstm"], default="lstm")
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--forget-bias", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    with open(arguments.text, encoding="utf8") as file:
        text = file.read()
    index = {character: place for place, character in enumerate(sorted(set(text)))}
    ids = torch.tensor([index[character] for character in text])
    held_out = len(ids) // 10
    model = LanguageModel(arguments.cell, arguments.hidden, len(index))
    if arguments.forget_bias is not None:
        forget = slice(arguments.hidden, 2 * arguments.hidden)
        with torch.no_grad():
            model.recurrent.bias_ih_l0[forget] = arguments.forget_bias
            model.recurrent.bias_hh_l0[forget] = 0
    optimiser = torch.optim.Adam(model.parameters(), lr=2e-3)
    began = time.perf_counter()
    for epoch in range(1, arguments.epochs + 1):
        train_loss = train_epoch(model, optimiser, ids[:-held_out])
        losses = {"trainLoss": round(train_loss, 4), "validationLoss": round(validate(model, ids[-held_out:]), 4)}
        print(json.dumps({"epoch": epoch, **losses, "seconds": round(time.perf_counter() - began)}), flush=True)


if __name__ == "__main__":
    main()
