"""Weights and outputs by PyTorch (2.13.0, CPU): python test/golden/pytorch.py writes the files in data/ and prints what test/unit holds to."""

import json, struct, torch
from torch import nn
def save(path, tensors):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, t in tensors.items():
        raw = t.detach().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode(); text += b" " * (-len(text) % 8)
    open(path, "wb").write(struct.pack("<Q", len(text)) + text + data)
torch.manual_seed(11)
V, E, H, C = 6, 3, 2, 3
class Labels(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(V, E); self.rnn = nn.LSTM(E, H, 1, bidirectional=True); self.linear = nn.Linear(2 * H, C)
m = Labels()
x = torch.tensor([[1], [4], [0], [5], [2]])
out, (h, _) = m.rnn(m.embedding(x))
print("last", torch.log_softmax(m.linear(torch.cat([h[-2], h[-1]], 1)), 1).tolist())
print("mean", torch.log_softmax(m.linear(out.mean(0)), 1).tolist())
save("test/golden/data/pytorch-labels.safetensors", dict(m.state_dict()))
torch.manual_seed(12)
class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.ModuleList([nn.Linear(4, 5)]); self.linear = nn.Linear(5, 1)
    def forward(self, x): return self.linear(torch.relu(self.hidden[0](x)))
m = Mlp()
w = [0.3, -0.2, 0.9, 0.5]; got = []
for _ in range(3):
    n = m(torch.tensor([w])).item(); got.append(n); w = w[1:] + [n]
print("mlp", got)
save("test/golden/data/pytorch-series-mlp.safetensors", dict(m.state_dict()))
torch.manual_seed(13)
class Rnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(2, 3, 2); self.linear = nn.Linear(3, 2)
m = Rnn()
x = torch.tensor([[[0.3, -1.0]], [[0.1, 0.4]], [[-0.7, 0.2]]]); got = []; state = None
for _ in range(3):
    out, state = m.rnn(x, state); n = m.linear(out[-1:]); got.append(n[0, 0, 0].item()); x = n
print("lstm of two columns", got)
save("test/golden/data/pytorch-series-lstm.safetensors", dict(m.state_dict()))
