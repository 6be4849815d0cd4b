"""Read a digit that somebody has drawn: from ink to 28 x 28 pixels, from pixels to an answer.

The page does the same in page/reader.mjs; tests/test_app.py holds the two equal.
"""

import hashlib
import io
import json
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image, ImageOps

HERE = Path(__file__).parent / "page"
SIDE, INNER = 28, 20  # pixels of MNIST's pictures, and of the box into which its digits were scaled
FORMATS = ("PNG", "JPEG")
MAX_BYTES, MAX_SIDE = 1_000_000, 1_000
FAINT = 26  # of 255: in a picture from outside, less ink than this counts as none


class NotAPicture(ValueError):
    """What came in can't be read as a picture, with the reason as a sentence for its sender."""


def shares(pixels, cells):
    """Weights (cells, pixels): the mean over each of `cells` equal parts of a row of pixels, edges cut through."""
    edges = np.arange(cells + 1) * (pixels / cells)
    left = np.maximum(edges[:-1, None], np.arange(pixels))
    right = np.minimum(edges[1:, None], np.arange(1, pixels + 1))
    return np.maximum(right - left, 0) * (cells / pixels)


def prepare(ink):
    """Turn ink (H, W), bytes with 0 for none, into what the network expects: (28, 28) float32 in 0..1; None if empty.

    As MNIST was made: cut out, the longer side scaled to 20 pixels, the centre of mass put into the middle. Thin
    strokes, which scaling makes faint, are brought back to full ink.
    """
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] / 255
    scale = INNER / max(cut.shape)
    height, width = (max(1, int(np.floor(side * scale + 0.5))) for side in cut.shape)
    small = shares(cut.shape[0], height) @ cut @ shares(cut.shape[1], width).T
    small /= small.max()
    middle_y = (np.arange(height) + 0.5) @ small.sum(1) / small.sum()
    middle_x = (np.arange(width) + 0.5) @ small.sum(0) / small.sum()
    # As in MNIST, the middle comes to lie from 14 to 15; the last bits of a middle at 14 must not decide.
    top = int(np.clip(np.ceil(SIDE / 2 - middle_y - 1e-9), 0, SIDE - height))
    left = int(np.clip(np.ceil(SIDE / 2 - middle_x - 1e-9), 0, SIDE - width))
    picture = np.zeros((SIDE, SIDE), np.float32)
    picture[top : top + height, left : left + width] = small
    return picture


def ink_of(raw):
    """Turn the bytes of a PNG or JPEG file into ink (H, W): bytes, 0 for the ground; NotAPicture says what is wrong.

    The ground is the median of the picture's edge; ink is what differs from it, so dark on bright and bright on dark
    both work. What is transparent counts as white.
    """
    if len(raw) > MAX_BYTES:
        raise NotAPicture(f"The picture has {len(raw):,} bytes; at most {MAX_BYTES:,} are read.")
    try:
        picture = Image.open(io.BytesIO(raw), formats=FORMATS)  # reads the head alone
        if max(picture.size) > MAX_SIDE:
            width, height = picture.size
            raise NotAPicture(f"The picture has {width} x {height} pixels; a side may have {MAX_SIDE:,}.")
        picture.load()
        grey = grey_of(ImageOps.exif_transpose(picture))  # a telephone notes how it was held
    except NotAPicture:
        raise
    except Exception as problem:  # Pillow's decoders raise many kinds
        raise NotAPicture("This is no PNG or JPEG picture, or it is damaged.") from problem
    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ink = np.abs(grey - np.median(edge))
    if ink.max() < FAINT:
        return np.zeros(ink.shape, np.uint8)
    ink = np.round(ink * (255 / ink.max())).astype(np.uint8)
    return np.where(ink < FAINT, np.uint8(0), ink)


def grey_of(picture):
    """Return the brightness of a Pillow picture (H, W), float 0..255, on white where it is transparent."""
    if picture.mode.startswith("I"):  # 16 bits
        return np.asarray(picture, dtype=np.float32) / 257
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return np.asarray(paper.convert("L"), dtype=np.float32)


class Reader:
    """The network with all that belongs to it: class names and the threshold below which it says "I don't know"."""

    def __init__(self, folder=HERE):
        """Load digits.onnx and digits.json from a folder; ValueError if the two don't belong together."""
        self.card = json.loads((Path(folder) / "digits.json").read_text(encoding="utf-8"))
        network = (Path(folder) / "digits.onnx").read_bytes()
        if hashlib.sha256(network).hexdigest() != self.card["sha256"]:
            raise ValueError(f"digits.onnx in {folder} is not the network that digits.json describes.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(network, options)

    def logits(self, pictures):
        """Run the network on pictures (N, 28, 28), float32 in 0..1: (N, 10)."""
        return self.session.run(None, {"pictures": np.asarray(pictures, np.float32)[:, None]})[0]

    def answer(self, logits):
        """Turn the logits (10,) of one picture into {"digit": name or None, "probability", "probabilities"}."""
        odds = np.exp(logits - logits.max())
        probabilities = odds / odds.sum()
        best = int(probabilities.argmax())
        sure = probabilities[best] >= self.card["threshold"]
        return {
            "digit": self.card["classes"][best] if sure else None,
            "probability": round(float(probabilities[best]), 4),
            "probabilities": [round(float(probability), 4) for probability in probabilities],
        }
