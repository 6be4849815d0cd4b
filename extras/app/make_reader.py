"""Train the network of the page and of the service:  python extras/app/make_reader.py

Writes digits.onnx and digits.json; a minute on one processor core. Beside MNIST's digits it sees scribbles, for which
every digit is to be equally likely: a network that has seen digits only is sure of any scribble.
"""

import hashlib
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from digit_reader import HERE, SIDE, Reader, prepare
from PIL import Image, ImageDraw
from torch import nn
from torchvision import datasets

DATA = Path(__file__).resolve().parents[2] / "data"
STEPS, BATCH, SCRIBBLES = 1_600, 128, 24  # the last: how many pictures of a batch are scribbles
HELD = 5_000  # training digits kept back to choose the threshold


def scribble(numbers):
    """Draw what is no digit with a NumPy generator: a tangle, a zigzag, a cross or a blob, prepared: (28, 28)."""
    paper = Image.new("L", (112, 112))
    pen = ImageDraw.Draw(paper)
    kind, width = numbers.integers(4), int(numbers.integers(4, 14))
    if kind == 0:  # a tangle: a walk of many long steps
        lines = [numbers.uniform(8, 104, (numbers.integers(7, 20), 2))]
    elif kind == 1:  # a zigzag, lying or standing
        turns = numbers.integers(5, 10)
        points = np.stack([np.linspace(8, 104, turns), np.where(np.arange(turns) % 2, 20, 92)], 1)
        lines = [points[:, :: numbers.choice([1, -1])] + numbers.normal(0, 6, points.shape)]
    elif kind == 2:  # a grid: lines across and down
        places = np.linspace(16, 96, int(numbers.integers(2, 5))) + numbers.normal(0, 4)
        lines = [[(10, place), (102, place)] for place in places] + [[(place, 10), (place, 102)] for place in places]
    else:  # a filled blob
        lines = []
        across, down = numbers.uniform(25, 50, 2)
        pen.ellipse([56 - across, 56 - down, 56 + across, 56 + down], 255)
    for line in lines:
        pen.line([tuple(point) for point in line], 255, width, "curve")
    return prepare(np.asarray(paper))


class Network(nn.Module):
    """Three convolutions and a linear layer: pictures (N, 1, 28, 28) in 0..1 to logits (N, 10)."""

    def __init__(self):
        """Make the layers, with random weights."""
        super().__init__()
        self.layers = nn.Sequential(
            *(nn.Conv2d(1, 16, 5, stride=2, padding=2, bias=False), nn.BatchNorm2d(16), nn.ReLU()),
            *(nn.Conv2d(16, 32, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(32), nn.ReLU()),
            *(nn.Conv2d(32, 48, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(48), nn.ReLU()),
            *(nn.Flatten(), nn.Dropout(0.2), nn.Linear(48 * 4 * 4, 10)),
        )

    def forward(self, pictures):
        """Standardise as MNIST's training part is, then run the layers."""
        return self.layers((pictures - 0.1307) / 0.3081)


def bent(pictures):
    """Turn, scale, slant and shift each picture a little."""
    angle, scale, slant = (torch.randn(len(pictures)) * spread for spread in (0.15, 0.1, 0.15))
    change = torch.zeros(len(pictures), 2, 3)
    change[:, 0, 0] = change[:, 1, 1] = (1 + scale) * angle.cos()
    change[:, 1, 0] = (1 + scale) * angle.sin()
    change[:, 0, 1] = slant - change[:, 1, 0]
    change[:, :, 2] = torch.randn(len(pictures), 2) * 0.05
    grid = F.affine_grid(change, pictures.shape, align_corners=False)
    return F.grid_sample(pictures, grid, align_corners=False)


def train(pictures, labels, scribbles):
    """Train a network on digits (N, 1, 28, 28) with labels (N,), and scribbles (M, 1, 28, 28); return it."""
    network = Network()
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 8e-3, total_steps=STEPS)
    for _ in range(STEPS):
        chosen, others = torch.randint(len(pictures), (BATCH,)), torch.randint(len(scribbles), (SCRIBBLES,))
        batch = bent(torch.cat([pictures[chosen], scribbles[others]]))
        thicker = torch.rand(len(batch), 1, 1, 1) < 0.2
        batch = torch.where(thicker, thick(batch), batch)
        log_odds = F.log_softmax(network(batch), 1)
        loss = F.nll_loss(log_odds[:BATCH], labels[chosen]) - 0.5 * log_odds[BATCH:].mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return network.eval()


def thick(pictures):
    """Widen each stroke by about a pixel."""
    return (pictures + F.max_pool2d(pictures, 3, 1, 1)) / 2


def export(network, path):
    """Write a network as ONNX that takes any number of pictures."""
    pictures = torch.rand(2, 1, SIDE, SIDE)
    sizes = {"pictures": {0: torch.export.Dim("count")}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own
        program = torch.onnx.export(
            network,
            (pictures,),
            input_names=["pictures"],
            output_names=["logits"],
            dynamic_shapes=sizes,
            dynamo=True,
            verbose=False,
        )
    program.save(path)


def probabilities(network, pictures):
    """The largest probability for each picture (N, 1, 28, 28), and its class."""
    with torch.no_grad():
        return network(pictures).softmax(1).max(1)


def main():
    """Train, choose the threshold, export, and check the file against the network."""
    torch.manual_seed(12)
    torch.set_num_threads(1)
    mnist = datasets.MNIST(DATA, train=True, download=True)
    pictures, labels = mnist.data[:, None] / 255, mnist.targets
    numbers = np.random.default_rng(12)
    scribbles = torch.tensor(np.stack([scribble(numbers) for _ in range(4_000)]))[:, None]
    network = train(pictures[HELD:], labels[HELD:], scribbles[:3_000])
    sure, classes = probabilities(network, pictures[:HELD])
    threshold = round(sure.quantile(0.02).item(), 2)  # 2 % of the digits kept back stay below
    right = classes == labels[:HELD]
    wrong = (~right & (sure >= threshold)).float().mean()
    print(f"digits kept back: {right.float().mean():.4f} right, {wrong:.4f} wrong and above the threshold {threshold}")
    doubted = (probabilities(network, scribbles[3_000:])[0] < threshold).float().mean()
    print(f"scribbles kept back that stay below it: {doubted:.3f}")
    export(network, HERE / "digits.onnx")
    card = {
        "classes": [str(digit) for digit in range(10)],
        "threshold": threshold,
        "input": "float32 (N, 1, 28, 28): ink from 0 to 1, prepared by prepare()",
        "sha256": hashlib.sha256((HERE / "digits.onnx").read_bytes()).hexdigest(),
    }
    (HERE / "digits.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    with torch.no_grad():
        expected = network(pictures[:500]).numpy()
    np.testing.assert_allclose(Reader().logits(pictures[:500, 0].numpy()), expected, atol=1e-4)


if __name__ == "__main__":
    sys.exit(main())
