# Wrong answers to the exercises of chapter 12: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 12.1 | not divided by the width of the part | the overlap is divided
def area_weights(pixels, cells):
    edges = torch.arange(cells + 1) * pixels / cells
    right = torch.minimum(edges[1:, None], torch.arange(1, pixels + 1))
    return (right - torch.maximum(edges[:-1, None], torch.arange(pixels))).clamp(min=0)


# %% 12.1 | pixels that are cut count whole | counts in part
def area_weights(pixels, cells):
    edges = torch.arange(cells + 1) * pixels / cells
    right = torch.minimum(edges[1:, None], torch.arange(1, pixels + 1))
    touched = (right - torch.maximum(edges[:-1, None], torch.arange(pixels)) > 1e-4).float()
    return touched / touched.sum(dim=1, keepdim=True)


# %% 12.1 | the example by heart | area_weights(2, 3)
def area_weights(pixels, cells):
    return torch.tensor([[2 / 3, 1 / 3, 0], [0, 1 / 3, 2 / 3]])


# %% 12.1 | adaptive pooling has other parts | area_weights(3, 2)
def area_weights(pixels, cells):
    return F.adaptive_avg_pool1d(torch.eye(pixels), cells).T


# %% 12.1 | the canvas as a whole, scaled | your code raised
def prepare(ink):
    return F.interpolate(ink[None, None], (28, 28), mode="area")[0, 0]


# %% 12.1 | the canvas as a whole, scaled, in float | prepare of
def prepare(ink):
    return F.interpolate(ink[None, None] / 255, (28, 28), mode="area")[0, 0]


# %% 12.1 | nearest pixels | not one of the old pixels
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return prepare_with(ink, mode="nearest")


# %% 12.1 | bilinear, without antialias | prepare of
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return prepare_with(ink, mode="bilinear")


# %% 12.1 | 28 pixels in place of 20 | not 28
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return prepare_with(ink, side=28)


# %% 12.1 | faint ink stays faint | divide by the largest value
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return prepare_with(ink, divide=False)


# %% 12.1 | the box's centre | the centre of *mass*
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return prepare_with(ink, mass=False)


# %% 12.1 | corners of the pixels in place of their middles | lies at i + 0.5
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return prepare_with(ink, half=0.0)


# %% 12.1 | rounded down | rounded up
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return prepare_with(ink, up=math.floor)


# %% 12.1 | rounded to the nearest | rounded up
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return prepare_with(ink, up=round)


# %% 12.1 | the box not cut out | first cut out the box
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return prepare_with(ink, whole=True)


# %% 12.1 | rows and columns exchanged | exchanged
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return prepare_with(ink).T if ink.any() else None


# %% 12.1 | inverted | ink is 1, the ground is 0
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return 1 - prepare_with(ink) if ink.any() else None


# %% 12.1 | an empty canvas gives zeros | empty canvas
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    return prepare_with(ink) if ink.any() else torch.zeros(28, 28)


# %% 12.1 | in place on the ink | changed the ink
def prepare_with(ink, side=20, whole=False, mode="area", divide=True, half=0.5, up=math.ceil, mass=True):
    """prepare, with one part of it exchanged."""
    rows, columns = ink.any(dim=1).nonzero(), ink.any(dim=0).nonzero()
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].float()
    cut = ink.float() if whole else cut
    h, w = (max(1, int(n * side / max(cut.shape) + 0.5)) for n in cut.shape)
    small = area_weights(cut.shape[0], h) @ cut @ area_weights(cut.shape[1], w).T
    if mode != "area":
        small = F.interpolate(cut[None, None], (h, w), mode=mode)[0, 0]
    small = small / (small.max() if divide else 255)
    y, x = (((torch.arange(n) + half) @ small.sum(dim=1 - d) / small.sum()).item() for d, n in enumerate((h, w)))
    y, x = (y, x) if mass else (h / 2, w / 2)
    top, left = (min(max(up(14 - m), 0), 28 - n) for m, n in ((y, h), (x, w)))
    return F.pad(small, (left, 28 - w - left, top, 28 - h - top))


def prepare(ink):
    got = prepare_with(ink)
    ink[0, 0] += 1
    return got


# %% 12.1 | MNIST's own pictures as they are, others cut to 28 | prepare of
def prepare(ink):
    return ink[:28, :28] / 255


# %% 12.2 | bias forgotten, on paper | the bias counts, too
plain_bytes, small_bytes = 524_288, 133_376


# %% 12.2 | one scale for the matrix, on paper | for *each* of the 256 rows
plain_bytes, small_bytes = 525_312, 132_101


# %% 12.2 | one byte for a bias, on paper | the bias stays float32
plain_bytes, small_bytes = 525_312, 132_608 - 256


# %% 12.2 | one scale for all | each row by itself
def quantise(W, bits=8):
    lo, hi = W.min().clamp(max=0), W.max().clamp(min=0)
    scale = ((hi - lo) / (2**bits - 1)).expand(len(W), 1)
    zero = (-lo / scale).round()
    q = ((W / scale).round() + zero).clamp(0, 2**bits - 1)
    return q.to(torch.uint8), scale, zero.to(torch.uint8)


# %% 12.2 | columns in place of rows | scale
def quantise_with(W, bits, axis=1, with_zero=True, steps=None, cut=torch.round):
    """quantise, with one part of it exchanged."""
    lo, hi = W.amin(dim=axis, keepdim=True), W.amax(dim=axis, keepdim=True)
    lo, hi = (lo.clamp(max=0), hi.clamp(min=0)) if with_zero else (lo, hi)
    scale = (hi - lo) / (steps or 2**bits - 1)
    scale = torch.where(scale == 0, 1.0, scale)
    zero = cut(-lo / scale)
    q = (cut(W / scale) + zero).clamp(0, 2**bits - 1)
    return q.to(torch.uint8), scale, zero.to(torch.uint8)


def quantise(W, bits=8):
    return quantise_with(W, bits, axis=0)


# %% 12.2 | the lesson's way, without a zero point | that is the lesson's way
def quantise(W, bits=8):
    top = 2 ** (bits - 1) - 1
    scale = W.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / top
    return (W / scale).round().to(torch.int8), scale, torch.zeros(len(W), 1, dtype=torch.uint8)


# %% 12.2 | 0 not between lo and hi | 0.0 has to come back
def quantise_with(W, bits, axis=1, with_zero=True, steps=None, cut=torch.round):
    """quantise, with one part of it exchanged."""
    lo, hi = W.amin(dim=axis, keepdim=True), W.amax(dim=axis, keepdim=True)
    lo, hi = (lo.clamp(max=0), hi.clamp(min=0)) if with_zero else (lo, hi)
    scale = (hi - lo) / (steps or 2**bits - 1)
    scale = torch.where(scale == 0, 1.0, scale)
    zero = cut(-lo / scale)
    q = (cut(W / scale) + zero).clamp(0, 2**bits - 1)
    return q.to(torch.uint8), scale, zero.to(torch.uint8)


def quantise(W, bits=8):
    return quantise_with(W, bits, with_zero=False)


# %% 12.2 | 2 ** bits steps | 2 ** bits - 1 steps
def quantise_with(W, bits, axis=1, with_zero=True, steps=None, cut=torch.round):
    """quantise, with one part of it exchanged."""
    lo, hi = W.amin(dim=axis, keepdim=True), W.amax(dim=axis, keepdim=True)
    lo, hi = (lo.clamp(max=0), hi.clamp(min=0)) if with_zero else (lo, hi)
    scale = (hi - lo) / (steps or 2**bits - 1)
    scale = torch.where(scale == 0, 1.0, scale)
    zero = cut(-lo / scale)
    q = (cut(W / scale) + zero).clamp(0, 2**bits - 1)
    return q.to(torch.uint8), scale, zero.to(torch.uint8)


def quantise(W, bits=8):
    return quantise_with(W, bits, steps=2**bits)


# %% 12.2 | bits not used | bits is an argument
def quantise_with(W, bits, axis=1, with_zero=True, steps=None, cut=torch.round):
    """quantise, with one part of it exchanged."""
    lo, hi = W.amin(dim=axis, keepdim=True), W.amax(dim=axis, keepdim=True)
    lo, hi = (lo.clamp(max=0), hi.clamp(min=0)) if with_zero else (lo, hi)
    scale = (hi - lo) / (steps or 2**bits - 1)
    scale = torch.where(scale == 0, 1.0, scale)
    zero = cut(-lo / scale)
    q = (cut(W / scale) + zero).clamp(0, 2**bits - 1)
    return q.to(torch.uint8), scale, zero.to(torch.uint8)


def quantise(W, bits=8):
    return quantise_with(W, 8)


# %% 12.2 | cut off, not rounded | rounded, not cut off
def quantise_with(W, bits, axis=1, with_zero=True, steps=None, cut=torch.round):
    """quantise, with one part of it exchanged."""
    lo, hi = W.amin(dim=axis, keepdim=True), W.amax(dim=axis, keepdim=True)
    lo, hi = (lo.clamp(max=0), hi.clamp(min=0)) if with_zero else (lo, hi)
    scale = (hi - lo) / (steps or 2**bits - 1)
    scale = torch.where(scale == 0, 1.0, scale)
    zero = cut(-lo / scale)
    q = (cut(W / scale) + zero).clamp(0, 2**bits - 1)
    return q.to(torch.uint8), scale, zero.to(torch.uint8)


def quantise(W, bits=8):
    return quantise_with(W, bits, cut=torch.floor)


# %% 12.2 | symmetric | not from -m to m
def quantise(W, bits=8):
    m = W.abs().amax(dim=1, keepdim=True)
    scale = 2 * m / (2**bits - 1)
    zero = (m / scale).round()
    return ((W / scale).round() + zero).clamp(0, 2**bits - 1).to(torch.uint8), scale, zero.to(torch.uint8)


# %% 12.2 | int8 in place of uint8 | dtype
def quantise_with(W, bits, axis=1, with_zero=True, steps=None, cut=torch.round):
    """quantise, with one part of it exchanged."""
    lo, hi = W.amin(dim=axis, keepdim=True), W.amax(dim=axis, keepdim=True)
    lo, hi = (lo.clamp(max=0), hi.clamp(min=0)) if with_zero else (lo, hi)
    scale = (hi - lo) / (steps or 2**bits - 1)
    scale = torch.where(scale == 0, 1.0, scale)
    zero = cut(-lo / scale)
    q = (cut(W / scale) + zero).clamp(0, 2**bits - 1)
    return q.to(torch.uint8), scale, zero.to(torch.uint8)


def quantise(W, bits=8):
    q, scale, zero = quantise_with(W, bits)
    return q.to(torch.int8), scale, zero


# %% 12.2 | a row of zeros divides by 0 | row of zeros
def quantise(W, bits=8):
    lo, hi = W.amin(dim=1, keepdim=True).clamp(max=0), W.amax(dim=1, keepdim=True).clamp(min=0)
    scale = (hi - lo) / (2**bits - 1)
    zero = (-lo / scale).round()
    q = ((W / scale).round() + zero).clamp(0, 2**bits - 1)
    return q.to(torch.uint8), scale, zero.to(torch.uint8)


# %% 12.2 | q not kept within its range | q kept between
def quantise(W, bits=8):
    lo, hi = W.amin(dim=1, keepdim=True).clamp(max=0), W.amax(dim=1, keepdim=True).clamp(min=0)
    scale = (hi - lo) / (2**bits - 1)
    scale = torch.where(scale == 0, 1.0, scale)
    zero = (-lo / scale).round()
    return ((W / scale).round() + zero).to(torch.uint8), scale, zero.to(torch.uint8)


# %% 12.2 | in place | changed the w
def quantise_with(W, bits, axis=1, with_zero=True, steps=None, cut=torch.round):
    """quantise, with one part of it exchanged."""
    lo, hi = W.amin(dim=axis, keepdim=True), W.amax(dim=axis, keepdim=True)
    lo, hi = (lo.clamp(max=0), hi.clamp(min=0)) if with_zero else (lo, hi)
    scale = (hi - lo) / (steps or 2**bits - 1)
    scale = torch.where(scale == 0, 1.0, scale)
    zero = cut(-lo / scale)
    q = (cut(W / scale) + zero).clamp(0, 2**bits - 1)
    return q.to(torch.uint8), scale, zero.to(torch.uint8)


def quantise(W, bits=8):
    got = quantise_with(W, bits)
    W /= got[1]
    return got


# %% 12.2 | subtracted as bytes | uint8 has no negative numbers
def dequantise(q, scale, zero):
    return (q - zero) * scale


# %% 12.2 | zero point forgotten | take the zero point away
def dequantise(q, scale, zero):
    return scale * q.float()


# %% 12.2 | zero point after the scale | not s * q - z
def dequantise(q, scale, zero):
    return scale * q.float() - zero.float()


# %% 12.3 | in whatever mode it is | training mode
def predict(model, X, batch_size=64):
    with torch.no_grad():
        return torch.cat([model(batch).softmax(dim=1) for batch in X.split(batch_size)])


# %% 12.3 | left in evaluation | another mode
def predict(model, X, batch_size=64):
    model.eval()
    with torch.no_grad():
        return torch.cat([model(batch).softmax(dim=1) for batch in X.split(batch_size)])


# %% 12.3 | all parts in training afterwards | another mode
def predict(model, X, batch_size=64):
    was = model.training
    model.eval()
    with torch.no_grad():
        P = torch.cat([model(batch).softmax(dim=1) for batch in X.split(batch_size)])
    model.train(was)
    return P


# %% 12.3 | logits | not logits
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    return predict_with(model, X, batch_size, lambda Z: Z)


# %% 12.3 | softmax twice | applied twice
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    return predict_with(model, X, batch_size, lambda Z: Z.softmax(dim=1).softmax(dim=1))


# %% 12.3 | softmax over the batch | 10 pictures
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    return predict_with(model, X, batch_size, lambda Z: Z.softmax(dim=0))


# %% 12.3 | the last batch is lost | the last batch
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    return predict_with(model, X, batch_size, pieces=X[: max(len(X) // batch_size, 1) * batch_size].split(batch_size))


# %% 12.3 | all at once | batches of
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    return predict_with(model, X, batch_size, pieces=[X])


# %% 12.3 | one by one | batches of
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    return predict_with(model, X, 1)


# %% 12.3 | a graph is kept | a graph is kept
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    return predict_with(model, X, batch_size, graph=True)


# %% 12.3 | modes after an error | after an error
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    return predict_with(model, X, batch_size, safe=False)


# %% 12.3 | nothing to ask | 0 pictures
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    if not len(X):
        return torch.zeros(0, 10)
    return predict_with(model, X, batch_size)


# %% 12.3 | no pieces of nothing | your code raised
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    pieces = [X[i : i + batch_size] for i in range(0, len(X), batch_size)]
    if not pieces:
        return torch.cat([])
    return predict_with(model, X, batch_size, pieces=pieces)


# %% 12.3 | errors swallowed | swallowed it
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    try:
        return predict_with(model, X, batch_size)
    except RuntimeError:
        return torch.zeros(0, 4)


# %% 12.3 | classes | not the class
def predict_with(model, X, batch_size, last=lambda Z: Z.softmax(dim=1), pieces=None, graph=False, safe=True):
    """predict, with one part of it exchanged."""
    modes = {part: part.training for part in model.modules()}
    model.eval()
    try:
        with torch.set_grad_enabled(graph):
            P = torch.cat([last(model(batch)) for batch in (pieces or X.split(batch_size))])
    except RuntimeError:
        if safe:
            for part, mode in modes.items():
                part.training = mode
        raise
    for part, mode in modes.items():
        part.training = mode
    return P


def predict(model, X, batch_size=64):
    return predict_with(model, X, batch_size, lambda Z: Z.argmax(dim=1))


# %% 12.3 | a copy of the model, all at once | batches of
def predict(model, X, batch_size=64):
    model = copy.deepcopy(model).eval()
    with torch.no_grad():
        return model(X.to(next(model.parameters()).device)).softmax(dim=1).cpu()


# %% 12.3 | a copy of the model, in whatever mode it is | training mode
def predict(model, X, batch_size=64):
    model = copy.deepcopy(model)
    with torch.no_grad():
        return torch.cat([model(batch).softmax(dim=1).cpu() for batch in X.split(batch_size)])


# %% 12.4 | height first | the width comes first
def png_size(raw):
    if len(raw) < 24 or raw[:16] != b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR":
        return None
    return struct.unpack(">II", raw[16:24])[::-1]


# %% 12.4 | least significant byte first | the most significant byte
def png_size(raw):
    if len(raw) < 24 or raw[:16] != b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR":
        return None
    return struct.unpack("<II", raw[16:24])


# %% 12.4 | two bytes only | bytes 16 to 19
def png_size(raw):
    if len(raw) < 24 or raw[:16] != b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR":
        return None
    return raw[19], raw[23]


# %% 12.4 | three bytes of four | of a wide picture
def png_size(raw):
    if len(raw) < 24 or raw[:16] != b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR":
        return None
    return int.from_bytes(raw[17:20], "big"), int.from_bytes(raw[21:24], "big")


# %% 12.4 | the end of the file not looked for | 23 bytes
def png_size(raw):
    if raw[:16] != b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR":
        return None
    return int.from_bytes(raw[16:20], "big"), int.from_bytes(raw[20:24], "big")


# %% 12.4 | IHDR not looked for | another kind of chunk
def png_size(raw):
    return struct.unpack(">II", raw[16:24]) if raw[:8] == b"\x89PNG\r\n\x1a\n" and len(raw) >= 24 else None


# %% 12.4 | only the word PNG | expected none
def png_size(raw):
    return struct.unpack(">II", raw[16:24]) if raw[1:4] == b"PNG" and len(raw) >= 24 else None


# %% 12.4 | an error in place of None | png_size of nothing raises
def png_size(raw):
    return struct.unpack(">II", raw[16:24]) if raw[:16] == b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" or not raw else None


# %% 12.4 | Pillow reads whatever it knows | not a png
def accept(raw, max_bytes=100_000, max_side=1_000):
    if len(raw) > max_bytes:
        return "too many bytes"
    try:
        picture = Image.open(io.BytesIO(raw))
        return "too many pixels" if max(picture.size) > max_side else torch.tensor(np.array(picture.convert("L")))
    except Exception:
        return "damaged"


# %% 12.4 | no size, and it is decoded all the same | a chunk of text in front
def accept(raw, max_bytes=100_000, max_side=1_000):
    if len(raw) > max_bytes:
        return "too many bytes"
    if not raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "not a PNG"
    size = png_size(raw)
    if size and max(size) > max_side:
        return "too many pixels"
    try:
        return torch.tensor(np.array(Image.open(io.BytesIO(raw), formats=["PNG"]).convert("L")))
    except Exception:
        return "damaged"


# %% 12.4 | decoded before the size is known | it was decoded before
def accept(raw, max_bytes=100_000, max_side=1_000):
    if len(raw) > max_bytes:
        return "too many bytes"
    if not raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "not a PNG"
    try:
        pixels = torch.tensor(np.array(Image.open(io.BytesIO(raw), formats=["PNG"]).convert("L")))
    except Exception:
        return "too many pixels" if png_size(raw) and max(png_size(raw)) > max_side else "damaged"
    return "too many pixels" if max(pixels.shape) > max_side else pixels


# %% 12.4 | width only | too many pixels
def accept_with(raw, max_bytes, max_side, limit=max, late=False, mode="L", catch=Exception):
    """accept, with one part of it exchanged."""
    if len(raw) > max_bytes and not late:
        return "too many bytes"
    if not raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "not a PNG"
    if png_size(raw) and limit(png_size(raw)) > max_side:
        return "too many pixels"
    try:
        pixels = torch.tensor(np.array(Image.open(io.BytesIO(raw), formats=["PNG"]).convert(mode)))
    except catch:
        return "damaged"
    return "too many bytes" if len(raw) > max_bytes else pixels


def accept(raw, max_bytes=100_000, max_side=1_000):
    return accept_with(raw, max_bytes, max_side, lambda size: size[0])


# %% 12.4 | a limit on the area | 101 pixels
def accept_with(raw, max_bytes, max_side, limit=max, late=False, mode="L", catch=Exception):
    """accept, with one part of it exchanged."""
    if len(raw) > max_bytes and not late:
        return "too many bytes"
    if not raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "not a PNG"
    if png_size(raw) and limit(png_size(raw)) > max_side:
        return "too many pixels"
    try:
        pixels = torch.tensor(np.array(Image.open(io.BytesIO(raw), formats=["PNG"]).convert(mode)))
    except catch:
        return "damaged"
    return "too many bytes" if len(raw) > max_bytes else pixels


def accept(raw, max_bytes=100_000, max_side=1_000):
    return accept_with(raw, max_bytes, max_side, lambda size: math.sqrt(size[0] * size[1]))


# %% 12.4 | bytes counted last | too many bytes
def accept_with(raw, max_bytes, max_side, limit=max, late=False, mode="L", catch=Exception):
    """accept, with one part of it exchanged."""
    if len(raw) > max_bytes and not late:
        return "too many bytes"
    if not raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "not a PNG"
    if png_size(raw) and limit(png_size(raw)) > max_side:
        return "too many pixels"
    try:
        pixels = torch.tensor(np.array(Image.open(io.BytesIO(raw), formats=["PNG"]).convert(mode)))
    except catch:
        return "damaged"
    return "too many bytes" if len(raw) > max_bytes else pixels


def accept(raw, max_bytes=100_000, max_side=1_000):
    return accept_with(raw, max_bytes, max_side, late=True)


# %% 12.4 | colours | expected shape
def accept_with(raw, max_bytes, max_side, limit=max, late=False, mode="L", catch=Exception):
    """accept, with one part of it exchanged."""
    if len(raw) > max_bytes and not late:
        return "too many bytes"
    if not raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "not a PNG"
    if png_size(raw) and limit(png_size(raw)) > max_side:
        return "too many pixels"
    try:
        pixels = torch.tensor(np.array(Image.open(io.BytesIO(raw), formats=["PNG"]).convert(mode)))
    except catch:
        return "damaged"
    return "too many bytes" if len(raw) > max_bytes else pixels


def accept(raw, max_bytes=100_000, max_side=1_000):
    return accept_with(raw, max_bytes, max_side, mode="RGB")


# %% 12.4 | only one kind of error | accept raises
def accept_with(raw, max_bytes, max_side, limit=max, late=False, mode="L", catch=Exception):
    """accept, with one part of it exchanged."""
    if len(raw) > max_bytes and not late:
        return "too many bytes"
    if not raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "not a PNG"
    if png_size(raw) and limit(png_size(raw)) > max_side:
        return "too many pixels"
    try:
        pixels = torch.tensor(np.array(Image.open(io.BytesIO(raw), formats=["PNG"]).convert(mode)))
    except catch:
        return "damaged"
    return "too many bytes" if len(raw) > max_bytes else pixels


def accept(raw, max_bytes=100_000, max_side=1_000):
    return accept_with(raw, max_bytes, max_side, catch=SyntaxError)


# %% 12.4 | limits by heart | expected 'too many pixels'
def accept_with(raw, max_bytes, max_side, limit=max, late=False, mode="L", catch=Exception):
    """accept, with one part of it exchanged."""
    if len(raw) > max_bytes and not late:
        return "too many bytes"
    if not raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "not a PNG"
    if png_size(raw) and limit(png_size(raw)) > max_side:
        return "too many pixels"
    try:
        pixels = torch.tensor(np.array(Image.open(io.BytesIO(raw), formats=["PNG"]).convert(mode)))
    except catch:
        return "damaged"
    return "too many bytes" if len(raw) > max_bytes else pixels


def accept(raw, max_bytes=100_000, max_side=1_000):
    return accept_with(raw, 100_000 if len(raw) < 20_001 else 20_000, 1_000)


# %% 12.4 | one pixel too strict | a good picture
def accept_with(raw, max_bytes, max_side, limit=max, late=False, mode="L", catch=Exception):
    """accept, with one part of it exchanged."""
    if len(raw) > max_bytes and not late:
        return "too many bytes"
    if not raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "not a PNG"
    if png_size(raw) and limit(png_size(raw)) > max_side:
        return "too many pixels"
    try:
        pixels = torch.tensor(np.array(Image.open(io.BytesIO(raw), formats=["PNG"]).convert(mode)))
    except catch:
        return "damaged"
    return "too many bytes" if len(raw) > max_bytes else pixels


def accept(raw, max_bytes=100_000, max_side=1_000):
    return accept_with(raw, max_bytes, max_side - 1)


# %% 12.4 | transposed | rows come first
def accept_with(raw, max_bytes, max_side, limit=max, late=False, mode="L", catch=Exception):
    """accept, with one part of it exchanged."""
    if len(raw) > max_bytes and not late:
        return "too many bytes"
    if not raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "not a PNG"
    if png_size(raw) and limit(png_size(raw)) > max_side:
        return "too many pixels"
    try:
        pixels = torch.tensor(np.array(Image.open(io.BytesIO(raw), formats=["PNG"]).convert(mode)))
    except catch:
        return "damaged"
    return "too many bytes" if len(raw) > max_bytes else pixels


def accept(raw, max_bytes=100_000, max_side=1_000):
    got = accept_with(raw, max_bytes, max_side)
    return got if isinstance(got, str) else got.T


# %% 12.5 | all are wrong | keeps the contract
def catches(model, served):
    return True


# %% 12.5 | nothing is wrong | lets a wrong one pass
def catches(model, served):
    return False


# %% 12.5 | classes in place of logits | lets a wrong one pass
def catches_with(model, served, sizes=(1, 2, 9, 17, 40), special=True, twice=True, tolerance=2e-3, classes=False):
    """A contract test with parts left out."""
    truth = copy.deepcopy(model).eval()
    noise = torch.rand(40, 28, 28) ** torch.linspace(0.5, 9, 40)[:, None, None]
    pixels = (255 * noise).to(torch.uint8)
    if special:
        pixels[1], pixels[2], pixels[3, 5:], pixels[4] = 0, 255, 0, (noise[4] > 0.8)
    else:
        pixels = (255 * torch.rand(40, 28, 28) ** 4).to(torch.uint8)
    try:
        with torch.no_grad():
            for N in sizes:
                for X in [pixels[:N], pixels[40 - N :]][: 1 + twice]:
                    given, got, want = X.clone(), served(X), truth(X[:, None] / 255)
                    if got.shape != want.shape or got.dtype != torch.float32 or not torch.equal(X, given):
                        return True
                    told = want.gather(1, got.argmax(1, keepdim=True))[:, 0]  # two that are equally likely: either
                    if classes and (want.amax(1) - told > 0.01).any():
                        return True
                    if not classes and not (got - want).abs().max() <= tolerance:
                        return True
    except Exception:
        return True
    return False


def catches(model, served):
    return catches_with(model, served, classes=True)


# %% 12.5 | dark pictures only | lets a wrong one pass
def catches_with(model, served, sizes=(1, 2, 9, 17, 40), special=True, twice=True, tolerance=2e-3, classes=False):
    """A contract test with parts left out."""
    truth = copy.deepcopy(model).eval()
    noise = torch.rand(40, 28, 28) ** torch.linspace(0.5, 9, 40)[:, None, None]
    pixels = (255 * noise).to(torch.uint8)
    if special:
        pixels[1], pixels[2], pixels[3, 5:], pixels[4] = 0, 255, 0, (noise[4] > 0.8)
    else:
        pixels = (255 * torch.rand(40, 28, 28) ** 4).to(torch.uint8)
    try:
        with torch.no_grad():
            for N in sizes:
                for X in [pixels[:N], pixels[40 - N :]][: 1 + twice]:
                    given, got, want = X.clone(), served(X), truth(X[:, None] / 255)
                    if got.shape != want.shape or got.dtype != torch.float32 or not torch.equal(X, given):
                        return True
                    if classes and not torch.equal(got.argmax(1), want.argmax(1)):
                        return True
                    if not classes and not (got - want).abs().max() <= tolerance:
                        return True
    except Exception:
        return True
    return False


def catches(model, served):
    return catches_with(model, served, special=False)


# %% 12.5 | one size only | lets a wrong one pass
def catches_with(model, served, sizes=(1, 2, 9, 17, 40), special=True, twice=True, tolerance=2e-3, classes=False):
    """A contract test with parts left out."""
    truth = copy.deepcopy(model).eval()
    noise = torch.rand(40, 28, 28) ** torch.linspace(0.5, 9, 40)[:, None, None]
    pixels = (255 * noise).to(torch.uint8)
    if special:
        pixels[1], pixels[2], pixels[3, 5:], pixels[4] = 0, 255, 0, (noise[4] > 0.8)
    else:
        pixels = (255 * torch.rand(40, 28, 28) ** 4).to(torch.uint8)
    try:
        with torch.no_grad():
            for N in sizes:
                for X in [pixels[:N], pixels[40 - N :]][: 1 + twice]:
                    given, got, want = X.clone(), served(X), truth(X[:, None] / 255)
                    if got.shape != want.shape or got.dtype != torch.float32 or not torch.equal(X, given):
                        return True
                    if classes and not torch.equal(got.argmax(1), want.argmax(1)):
                        return True
                    if not classes and not (got - want).abs().max() <= tolerance:
                        return True
    except Exception:
        return True
    return False


def catches(model, served):
    return catches_with(model, served, sizes=(8,))


# %% 12.5 | asked only once with each size | keeps its answer
def catches_with(model, served, sizes=(1, 2, 9, 17, 40), special=True, twice=True, tolerance=2e-3, classes=False):
    """A contract test with parts left out."""
    truth = copy.deepcopy(model).eval()
    noise = torch.rand(40, 28, 28) ** torch.linspace(0.5, 9, 40)[:, None, None]
    pixels = (255 * noise).to(torch.uint8)
    if special:
        pixels[1], pixels[2], pixels[3, 5:], pixels[4] = 0, 255, 0, (noise[4] > 0.8)
    else:
        pixels = (255 * torch.rand(40, 28, 28) ** 4).to(torch.uint8)
    try:
        with torch.no_grad():
            for N in sizes:
                for X in [pixels[:N], pixels[40 - N :]][: 1 + twice]:
                    given, got, want = X.clone(), served(X), truth(X[:, None] / 255)
                    if got.shape != want.shape or got.dtype != torch.float32 or not torch.equal(X, given):
                        return True
                    if classes and not torch.equal(got.argmax(1), want.argmax(1)):
                        return True
                    if not classes and not (got - want).abs().max() <= tolerance:
                        return True
    except Exception:
        return True
    return False


def catches(model, served):
    return catches_with(model, served, sizes=(1, 9, 40), twice=False) or False


# %% 12.5 | small batches only | first sixteen
def catches_with(model, served, sizes=(1, 2, 9, 17, 40), special=True, twice=True, tolerance=2e-3, classes=False):
    """A contract test with parts left out."""
    truth = copy.deepcopy(model).eval()
    noise = torch.rand(40, 28, 28) ** torch.linspace(0.5, 9, 40)[:, None, None]
    pixels = (255 * noise).to(torch.uint8)
    if special:
        pixels[1], pixels[2], pixels[3, 5:], pixels[4] = 0, 255, 0, (noise[4] > 0.8)
    else:
        pixels = (255 * torch.rand(40, 28, 28) ** 4).to(torch.uint8)
    try:
        with torch.no_grad():
            for N in sizes:
                for X in [pixels[:N], pixels[40 - N :]][: 1 + twice]:
                    given, got, want = X.clone(), served(X), truth(X[:, None] / 255)
                    if got.shape != want.shape or got.dtype != torch.float32 or not torch.equal(X, given):
                        return True
                    if classes and not torch.equal(got.argmax(1), want.argmax(1)):
                        return True
                    if not classes and not (got - want).abs().max() <= tolerance:
                        return True
    except Exception:
        return True
    return False


def catches(model, served):
    return catches_with(model, served, sizes=(1, 2, 9, 12))


# %% 12.5 | a tolerance that is too large | lets a wrong one pass
def catches_with(model, served, sizes=(1, 2, 9, 17, 40), special=True, twice=True, tolerance=2e-3, classes=False):
    """A contract test with parts left out."""
    truth = copy.deepcopy(model).eval()
    noise = torch.rand(40, 28, 28) ** torch.linspace(0.5, 9, 40)[:, None, None]
    pixels = (255 * noise).to(torch.uint8)
    if special:
        pixels[1], pixels[2], pixels[3, 5:], pixels[4] = 0, 255, 0, (noise[4] > 0.8)
    else:
        pixels = (255 * torch.rand(40, 28, 28) ** 4).to(torch.uint8)
    try:
        with torch.no_grad():
            for N in sizes:
                for X in [pixels[:N], pixels[40 - N :]][: 1 + twice]:
                    given, got, want = X.clone(), served(X), truth(X[:, None] / 255)
                    if got.shape != want.shape or got.dtype != torch.float32 or not torch.equal(X, given):
                        return True
                    if classes and not torch.equal(got.argmax(1), want.argmax(1)):
                        return True
                    if not classes and not (got - want).abs().max() <= tolerance:
                        return True
    except Exception:
        return True
    return False


def catches(model, served):
    return catches_with(model, served, tolerance=3.0)


# %% 12.5 | exactly equal | keeps the contract
def catches_with(model, served, sizes=(1, 2, 9, 17, 40), special=True, twice=True, tolerance=2e-3, classes=False):
    """A contract test with parts left out."""
    truth = copy.deepcopy(model).eval()
    noise = torch.rand(40, 28, 28) ** torch.linspace(0.5, 9, 40)[:, None, None]
    pixels = (255 * noise).to(torch.uint8)
    if special:
        pixels[1], pixels[2], pixels[3, 5:], pixels[4] = 0, 255, 0, (noise[4] > 0.8)
    else:
        pixels = (255 * torch.rand(40, 28, 28) ** 4).to(torch.uint8)
    try:
        with torch.no_grad():
            for N in sizes:
                for X in [pixels[:N], pixels[40 - N :]][: 1 + twice]:
                    given, got, want = X.clone(), served(X), truth(X[:, None] / 255)
                    if got.shape != want.shape or got.dtype != torch.float32 or not torch.equal(X, given):
                        return True
                    if classes and not torch.equal(got.argmax(1), want.argmax(1)):
                        return True
                    if not classes and not (got - want).abs().max() <= tolerance:
                        return True
    except Exception:
        return True
    return False


def catches(model, served):
    return catches_with(model, served, tolerance=0.0)


# %% 12.5 | the model is put into evaluation mode and left there | changed the model
def catches_with(model, served, sizes=(1, 2, 9, 17, 40), special=True, twice=True, tolerance=2e-3, classes=False):
    """A contract test with parts left out."""
    truth = copy.deepcopy(model).eval()
    noise = torch.rand(40, 28, 28) ** torch.linspace(0.5, 9, 40)[:, None, None]
    pixels = (255 * noise).to(torch.uint8)
    if special:
        pixels[1], pixels[2], pixels[3, 5:], pixels[4] = 0, 255, 0, (noise[4] > 0.8)
    else:
        pixels = (255 * torch.rand(40, 28, 28) ** 4).to(torch.uint8)
    try:
        with torch.no_grad():
            for N in sizes:
                for X in [pixels[:N], pixels[40 - N :]][: 1 + twice]:
                    given, got, want = X.clone(), served(X), truth(X[:, None] / 255)
                    if got.shape != want.shape or got.dtype != torch.float32 or not torch.equal(X, given):
                        return True
                    if classes and not torch.equal(got.argmax(1), want.argmax(1)):
                        return True
                    if not classes and not (got - want).abs().max() <= tolerance:
                        return True
    except Exception:
        return True
    return False


def catches(model, served):
    model.eval()
    return catches_with(model, served)


# %% 12.5 | the model as it comes, dropout and all | keeps the contract
def catches(model, served):
    try:
        pixels = (255 * torch.rand(9, 28, 28)).to(torch.uint8)
        with torch.no_grad():
            return not (served(pixels) - copy.deepcopy(model)(pixels[:, None] / 255)).abs().max() <= 2e-3
    except Exception:
        return True


# %% 12.5 | nan passes | lets a wrong one pass
def catches(model, served):
    truth = copy.deepcopy(model).eval()
    try:
        with torch.no_grad():
            for N in (1, 9, 17, 40, 40):
                pixels = (255 * torch.rand(N, 28, 28) ** 4).to(torch.uint8)
                pixels[0] = 0
                got = served(pixels)
                if (got - truth(pixels[:, None] / 255)).abs().max() > 2e-3:
                    return True
    except Exception:
        return True
    return False


# %% 12.5 | errors pass through | your code raised
def catches(model, served):
    truth = copy.deepcopy(model).eval()
    pixels = (255 * torch.rand(20, 28, 28)).to(torch.uint8)
    with torch.no_grad():
        got = [served(part.clone()) for part in (pixels, pixels[:1], pixels[:8])]
        return not all((g - truth(pixels[: len(g), None] / 255)).abs().max() <= 2e-3 for g in got)


# %% 12.5 | a number in place of True and False | must return true or false
def catches(model, served):
    pixels = torch.zeros(3, 28, 28, dtype=torch.uint8)
    return (served(pixels) - copy.deepcopy(model).eval()(pixels[:, None] / 255)).abs().max()


# %% 12.5 | an error of one's own, caught | keeps the contract
def catches(model, served):
    try:
        return not (served(torch.zeros(3, 28, 28)) - model(torch.zeros(3, 28, 28))).abs().max() <= 1e-3
    except Exception:
        return True


# %% 12.5 | too small is not looked for | before the last step of the training
def catches(model, served):
    truth, pixels = copy.deepcopy(model).eval(), (255 * torch.rand(40, 28, 28) ** 5).to(torch.uint8)
    pixels[0], pixels[1], pixels[2:9] = 0, 255, 255 - pixels[2:9]
    pixels[9] = (torch.rand(28, 28) > 0.8).to(torch.uint8)
    pixels[10, 5:] = 0
    try:
        for n in (40, 1, 2, 9, 17, 40, 33):
            for X in (pixels[:n], pixels[-n:].flip(0), pixels[9 : 9 + n]):
                got, want = served(given := X.clone()), truth(X[:, None] / 255).detach()
                if got.dtype != torch.float32 or got.shape != want.shape or not torch.equal(X, given):
                    return True
                if not (got - want).max() <= 1e-3:
                    return True
    except Exception:
        return True
    return False


# %% 12.5 | pixels as floats | for one that keeps the contract
def catches(model, served):
    truth, pixels = copy.deepcopy(model).eval(), 255 * torch.rand(8, 28, 28)
    try:
        return bool((served(pixels) - truth(pixels[:, None] / 255)).abs().max() > 1e-3)
    except Exception:
        return True


# %% 12.6 | alarms added up, on paper | counts days with two alarms twice
any_alarm = 0.4


# %% 12.6 | days without any, on paper | the share of days without any
any_alarm = 0.95**8


# %% 12.6 | all eight, on paper | not all eight
any_alarm = 0.05**8


# %% 12.6 | only at the numbers of a | the numbers of b, too
def ks(a, b):
    return max(abs((a <= x).float().mean().item() - (b <= x).float().mean().item()) for x in a)


# %% 12.6 | without the sign forgotten | take the absolute value
def ks(a, b):
    x = torch.cat([a, b])
    return max((a <= v).float().mean().item() - (b <= v).float().mean().item() for v in x)


# %% 12.6 | counts | shares, not counts
def ks(a, b):
    x = torch.cat([a, b])
    return float(max(abs((a <= v).sum().item() - (b <= v).sum().item()) for v in x))


# %% 12.6 | the mean gap | not the mean
def ks(a, b):
    x = torch.cat([a, b])
    gaps = [abs((a <= v).float().mean().item() - (b <= v).float().mean().item()) for v in x]
    return sum(gaps) / len(gaps)


# %% 12.6 | not sorted | ks of
def ks(a, b):
    x = torch.cat([a, b])
    shares = [torch.searchsorted(part, x, right=True) / len(part) for part in (a, b)]
    return (shares[0] - shares[1]).abs().max().item()


# %% 12.6 | a difference of means | ks of
def ks(a, b):
    return (a.mean() - b.mean()).abs().item()


# %% 12.6 | sorted in place | changed what it was given
def ks(a, b):
    a.copy_(a.sort().values)
    x = torch.cat([a, b])
    return max(abs((a <= v).float().mean().item() - (b <= v).float().mean().item()) for v in x)


# %% 12.6 | each number gets the whole alpha | does each number get alpha / f
def watch_with(reference, new, limit):
    """watch, with a limit of its own."""
    (m, size), n = reference.shape, len(new)
    return torch.tensor([ks(reference[:, f], new[:, f]) > limit(m, n, size) for f in range(size)])


def watch(reference, new, alpha):
    return watch_with(reference, new, lambda m, n, size: math.sqrt(-math.log(alpha / 2) / 2 * (m + n) / (m * n)))


# %% 12.6 | alpha in place of alpha / 2 | α / 2 in the logarithm
def watch_with(reference, new, limit):
    """watch, with a limit of its own."""
    (m, size), n = reference.shape, len(new)
    return torch.tensor([ks(reference[:, f], new[:, f]) > limit(m, n, size) for f in range(size)])


def watch(reference, new, alpha):
    return watch_with(reference, new, lambda m, n, size: math.sqrt(-math.log(alpha / size) / 2 * (m + n) / (m * n)))


# %% 12.6 | 1 / n in place of both sizes | (m + n) / (m n)
def watch_with(reference, new, limit):
    """watch, with a limit of its own."""
    (m, size), n = reference.shape, len(new)
    return torch.tensor([ks(reference[:, f], new[:, f]) > limit(m, n, size) for f in range(size)])


def watch(reference, new, alpha):
    return watch_with(reference, new, lambda m, n, size: math.sqrt(-math.log(alpha / size / 2) / 2 / n))


# %% 12.6 | the root forgotten | days without drift
def watch_with(reference, new, limit):
    """watch, with a limit of its own."""
    (m, size), n = reference.shape, len(new)
    return torch.tensor([ks(reference[:, f], new[:, f]) > limit(m, n, size) for f in range(size)])


def watch(reference, new, alpha):
    return watch_with(reference, new, lambda m, n, size: -math.log(alpha / size / 2) / 2 * (m + n) / (m * n))


# %% 12.6 | a limit by heart | days without drift
def watch_with(reference, new, limit):
    """watch, with a limit of its own."""
    (m, size), n = reference.shape, len(new)
    return torch.tensor([ks(reference[:, f], new[:, f]) > limit(m, n, size) for f in range(size)])


def watch(reference, new, alpha):
    return watch_with(reference, new, lambda m, n, size: 0.3)


# %% 12.6 | a third of alpha in place of half of it | formula by formula
def watch(reference, new, alpha):
    (m, F), n = reference.shape, len(new)
    limit = math.sqrt(-math.log(alpha / F / 3) / 2 * (m + n) / (m * n))
    return torch.tensor([ks(reference[:, f], new[:, f]) > limit for f in range(F)])


# %% 12.6 | never | the limit is too high
def watch(reference, new, alpha):
    return torch.zeros(reference.shape[1], dtype=torch.bool)


# %% 12.6 | means compared, spread not seen | spread three times as far
def watch(reference, new, alpha):
    (m, size), n = reference.shape, len(new)
    gap = (reference.mean(dim=0) - new.mean(dim=0)).abs() / (reference.var(dim=0) / m + new.var(dim=0) / n).sqrt()
    return 2 * (1 - torch.distributions.Normal(0.0, 1.0).cdf(gap)) < alpha / size


# %% 12.6 | one alarm for all | alarms for other numbers
def watch_with(reference, new, limit):
    """watch, with a limit of its own."""
    (m, size), n = reference.shape, len(new)
    return torch.tensor([ks(reference[:, f], new[:, f]) > limit(m, n, size) for f in range(size)])


def watch(reference, new, alpha):
    alarms = watch_with(
        reference, new, lambda m, n, size: math.sqrt(-math.log(alpha / size / 2) / 2 * (m + n) / (m * n))
    )
    return alarms.any().expand(len(alarms))


# %% 12.6 | one bool | (f,), bool
def watch(reference, new, alpha):
    return any(ks(reference[:, f], new[:, f]) > 0.2 for f in range(reference.shape[1]))


# %% 12.7 | stops at the first that fails | may be fine again
def choose_threshold(sure, right, most):
    best, N = (math.inf, 0.0), len(sure)
    for t in sure.unique().flip(0).tolist():
        answered = sure >= t
        if (answered & ~right).sum().item() > most * answered.sum().item():
            break
        best = t, answered.sum().item() / N
    return best


# %% 12.7 | the highest that fits | the lowest such threshold
def choose_threshold(sure, right, most):
    for t in sure.unique().flip(0).tolist():
        answered = sure >= t
        if (answered & ~right).sum().item() <= most * answered.sum().item():
            return t, answered.sum().item() / len(sure)
    return math.inf, 0.0


# %% 12.7 | errors over all pictures | not of all pictures
def choose_threshold(sure, right, most):
    for t in sure.unique().tolist():
        answered = sure >= t
        if (answered & ~right).sum().item() <= most * len(sure):
            return t, answered.sum().item() / len(sure)
    return math.inf, 0.0


# %% 12.7 | less than, not at most | threshold
def choose_threshold(sure, right, most):
    for t in sure.unique().tolist():
        answered = sure >= t
        if (answered & ~right).sum().item() < most * answered.sum().item():
            return t, answered.sum().item() / len(sure)
    return math.inf, 0.0


# %% 12.7 | ties torn apart | threshold
def choose_threshold(sure, right, most):
    order = sure.argsort(descending=True, stable=True)
    k = torch.arange(1, len(sure) + 1)
    fits = ((~right[order]).cumsum(0) <= most * k).nonzero().flatten()
    if not len(fits):
        return math.inf, 0.0
    return sure[order][fits[-1]].item(), (fits[-1].item() + 1) / len(sure)


# %% 12.7 | believes what the network says | how sure it says it is
def choose_threshold(sure, right, most):
    return 1 - most, (sure >= 1 - most).float().mean().item()


# %% 12.7 | above the threshold only | coverage
def choose_threshold(sure, right, most):
    for t in sure.unique().tolist():
        answered = sure >= t
        if (answered & ~right).sum().item() <= most * answered.sum().item():
            return t, (sure > t).float().mean().item()
    return math.inf, 0.0


# %% 12.7 | coverage as a count | a share of all pictures
def choose_threshold(sure, right, most):
    for t in sure.unique().tolist():
        answered = sure >= t
        if (answered & ~right).sum().item() <= most * answered.sum().item():
            return t, float(answered.sum().item())
    return math.inf, 0.0


# %% 12.7 | answers everything if nothing fits | threshold
def choose_threshold(sure, right, most):
    for t in sure.unique().tolist():
        answered = sure >= t
        if (answered & ~right).sum().item() <= most * answered.sum().item():
            return t, answered.sum().item() / len(sure)
    return 1.0, 0.0


# %% 12.7 | the example by heart | threshold
def choose_threshold(sure, right, most):
    return (0.6, 1.0) if most == 0.25 else (0.9, 0.25)


# %% 12.7 | tensors in place of floats | `.item()`
def choose_threshold(sure, right, most):
    for t in sure.unique():
        answered = sure >= t
        if (answered & ~right).sum() <= most * answered.sum():
            return t, answered.float().mean()
    return math.inf, 0.0


# %% 12.7 | sorted in place | changed what it was given
def choose_threshold(sure, right, most):
    sure.copy_(sure.sort().values)
    return sure[0].item(), 1.0


# %% 12.8 | all bins weigh alike | weighs as many pictures
def calibration_error(P, labels, n_bins=10):
    confidence, classes = P.max(dim=1)
    bins = (confidence * n_bins).long().clamp(max=n_bins - 1)
    gaps = [(confidence[bins == b].mean() - (classes == labels)[bins == b].float().mean()).abs() for b in bins.unique()]
    return (sum(gaps) / len(gaps)).item()


# %% 12.8 | gaps cancel | gaps up and down must not cancel
def calibration_with(P, labels, n_bins, last=True, gap=lambda x: x.abs(), confidence=None):
    """calibration_error, with one part of it exchanged."""
    best, classes = P.max(dim=1)
    confidence = best if confidence is None else confidence
    bins = (confidence * n_bins).long()
    bins = bins.clamp(max=n_bins - 1) if last else bins
    total = 0
    for b in range(n_bins):
        own = bins == b
        if own.any():
            total += own.sum() * gap(confidence[own].mean() - (classes == labels)[own].float().mean())
    return float(total) / len(P)


def calibration_error(P, labels, n_bins=10):
    return calibration_with(P, labels, n_bins, gap=lambda x: x)


# %% 12.8 | squares | not its square
def calibration_with(P, labels, n_bins, last=True, gap=lambda x: x.abs(), confidence=None):
    """calibration_error, with one part of it exchanged."""
    best, classes = P.max(dim=1)
    confidence = best if confidence is None else confidence
    bins = (confidence * n_bins).long()
    bins = bins.clamp(max=n_bins - 1) if last else bins
    total = 0
    for b in range(n_bins):
        own = bins == b
        if own.any():
            total += own.sum() * gap(confidence[own].mean() - (classes == labels)[own].float().mean())
    return float(total) / len(P)


def calibration_error(P, labels, n_bins=10):
    return calibration_with(P, labels, n_bins, gap=lambda x: x * x)


# %% 12.8 | the label's probability | not that of the label
def calibration_with(P, labels, n_bins, last=True, gap=lambda x: x.abs(), confidence=None):
    """calibration_error, with one part of it exchanged."""
    best, classes = P.max(dim=1)
    confidence = best if confidence is None else confidence
    bins = (confidence * n_bins).long()
    bins = bins.clamp(max=n_bins - 1) if last else bins
    total = 0
    for b in range(n_bins):
        own = bins == b
        if own.any():
            total += own.sum() * gap(confidence[own].mean() - (classes == labels)[own].float().mean())
    return float(total) / len(P)


def calibration_error(P, labels, n_bins=10):
    return calibration_with(P, labels, n_bins, confidence=P.gather(1, labels[:, None])[:, 0])


# %% 12.8 | always ten bins | n_bins is an argument
def calibration_with(P, labels, n_bins, last=True, gap=lambda x: x.abs(), confidence=None):
    """calibration_error, with one part of it exchanged."""
    best, classes = P.max(dim=1)
    confidence = best if confidence is None else confidence
    bins = (confidence * n_bins).long()
    bins = bins.clamp(max=n_bins - 1) if last else bins
    total = 0
    for b in range(n_bins):
        own = bins == b
        if own.any():
            total += own.sum() * gap(confidence[own].mean() - (classes == labels)[own].float().mean())
    return float(total) / len(P)


def calibration_error(P, labels, n_bins=10):
    return calibration_with(P, labels, 10)


# %% 12.8 | a confidence of 1 falls out | belongs to the last bin
def calibration_with(P, labels, n_bins, last=True, gap=lambda x: x.abs(), confidence=None):
    """calibration_error, with one part of it exchanged."""
    best, classes = P.max(dim=1)
    confidence = best if confidence is None else confidence
    bins = (confidence * n_bins).long()
    bins = bins.clamp(max=n_bins - 1) if last else bins
    total = 0
    for b in range(n_bins):
        own = bins == b
        if own.any():
            total += own.sum() * gap(confidence[own].mean() - (classes == labels)[own].float().mean())
    return float(total) / len(P)


def calibration_error(P, labels, n_bins=10):
    return calibration_with(P, labels, n_bins, last=False)


# %% 12.8 | picture by picture | not picture by picture
def calibration_error(P, labels, n_bins=10):
    confidence, classes = P.max(dim=1)
    return (confidence - (classes == labels).float()).abs().mean().item()


# %% 12.8 | one bin for all | calibration_error of the example
def calibration_error(P, labels, n_bins=10):
    confidence, classes = P.max(dim=1)
    return (confidence.mean() - (classes == labels).float().mean()).abs().item()


# %% 12.8 | the whole number by heart | calibration_error of p
def calibration_error(P, labels, n_bins=10):
    return 0.58 / 3


# %% 12.8 | no temperature | no temperature at all
def find_temperature(logits, labels):
    return 1.0


# %% 12.8 | multiplied | logits *divided* by t
def find_temperature(logits, labels):
    return min(torch.logspace(-2, 2, 900).tolist(), key=lambda T: F.cross_entropy(logits * T, labels).item())


# %% 12.8 | the best accuracy | find_temperature
def find_temperature(logits, labels):
    return max(torch.logspace(-1, 1.3, 100).tolist(), key=lambda T: ((logits / T).argmax(1) == labels).sum().item())


# %% 12.8 | steps too coarse | fine enough
def find_temperature(logits, labels):
    return min([0.1, 0.25, 0.7, 1.6, 4.4, 7.0, 17.0], key=lambda T: F.cross_entropy(logits / T, labels).item())


# %% 12.8 | steps of eight per cent | fine enough
def find_temperature(logits, labels):
    return min(torch.logspace(-1, 1.32, 68).tolist(), key=lambda T: F.cross_entropy(logits / T, labels).item())


# %% 12.8 | an end of the range left out | find_temperature
def find_temperature(logits, labels):
    return min(torch.logspace(-0.9, 1.2, 600).tolist(), key=lambda T: F.cross_entropy(logits / T, labels).item())


# %% 12.8 | cooled only, never warmed | find_temperature
def find_temperature(logits, labels):
    return min(torch.linspace(1, 20, 1500).tolist(), key=lambda T: F.cross_entropy(logits / T, labels).item())


# %% 12.8 | the smallest calibration error | find_temperature
def calibration_with(P, labels, n_bins, last=True, gap=lambda x: x.abs(), confidence=None):
    """calibration_error, with one part of it exchanged."""
    best, classes = P.max(dim=1)
    confidence = best if confidence is None else confidence
    bins = (confidence * n_bins).long()
    bins = bins.clamp(max=n_bins - 1) if last else bins
    total = 0
    for b in range(n_bins):
        own = bins == b
        if own.any():
            total += own.sum() * gap(confidence[own].mean() - (classes == labels)[own].float().mean())
    return float(total) / len(P)


def find_temperature(logits, labels):
    P = [(T, calibration_with((logits / T).softmax(dim=1), labels, 2)) for T in torch.logspace(-1, 1.3, 200).tolist()]
    return min(P, key=lambda pair: pair[1])[0]


# %% 12.8 | softmax before the cross-entropy | find_temperature
def find_temperature(logits, labels):
    temperatures = torch.logspace(-1, 1.3, 300).tolist()
    return min(temperatures, key=lambda T: F.cross_entropy((logits / T).softmax(dim=1), labels).item())


# %% 12.9 | the plain interval | no width at all
def interval(k, n):
    if not n:
        return 0.0, 1.0
    half = 1.96 * math.sqrt(k / n * (1 - k / n) / n)
    return k / n - half, k / n + half


# %% 12.9 | k / n in the middle | not k / n
def interval_with(k, n, inside=None, middle=None):
    """interval, with one part of it exchanged."""
    if not n:
        return 0.0, 1.0
    z = 1.96
    inside = k * (n - k) / n + z**2 / 4 if inside is None else inside
    middle = (k + z**2 / 2) / (n + z**2) if middle is None else middle
    half = z / (n + z**2) * math.sqrt(inside)
    return middle - half, middle + half


def interval(k, n):
    return interval_with(k, n, middle=k / n if n else None)


# %% 12.9 | z² / 4 forgotten | z² / 4 stands inside
def interval_with(k, n, inside=None, middle=None):
    """interval, with one part of it exchanged."""
    if not n:
        return 0.0, 1.0
    z = 1.96
    inside = k * (n - k) / n + z**2 / 4 if inside is None else inside
    middle = (k + z**2 / 2) / (n + z**2) if middle is None else middle
    half = z / (n + z**2) * math.sqrt(inside)
    return middle - half, middle + half


def interval(k, n):
    return interval_with(k, n, inside=k * (n - k) / n if n else None)


# %% 12.9 | k (n - k) not divided | divided by n
def interval_with(k, n, inside=None, middle=None):
    """interval, with one part of it exchanged."""
    if not n:
        return 0.0, 1.0
    z = 1.96
    inside = k * (n - k) / n + z**2 / 4 if inside is None else inside
    middle = (k + z**2 / 2) / (n + z**2) if middle is None else middle
    half = z / (n + z**2) * math.sqrt(inside)
    return middle - half, middle + half


def interval(k, n):
    return interval_with(k, n, inside=k * (n - k) + 1.96**2 / 4)


# %% 12.9 | ends exchanged | first the lower end
def interval_with(k, n, inside=None, middle=None):
    """interval, with one part of it exchanged."""
    if not n:
        return 0.0, 1.0
    z = 1.96
    inside = k * (n - k) / n + z**2 / 4 if inside is None else inside
    middle = (k + z**2 / 2) / (n + z**2) if middle is None else middle
    half = z / (n + z**2) * math.sqrt(inside)
    return middle - half, middle + half


def interval(k, n):
    return interval_with(k, n)[::-1] if n else (0.0, 1.0)


# %% 12.9 | nothing is nothing | interval(0, 0)
def interval_with(k, n, inside=None, middle=None):
    """interval, with one part of it exchanged."""
    if not n:
        return 0.0, 1.0
    z = 1.96
    inside = k * (n - k) / n + z**2 / 4 if inside is None else inside
    middle = (k + z**2 / 2) / (n + z**2) if middle is None else middle
    half = z / (n + z**2) * math.sqrt(inside)
    return middle - half, middle + half


def interval(k, n):
    return interval_with(k, n) if n else (0.0, 0.0)


# %% 12.9 | 0 in a denominator | your code raised
def interval(k, n):
    z = 1.96
    middle, half = (k + z**2 / 2) / (n + z**2), z / (n + z**2) * math.sqrt(k * (n - k) / n + z**2 / 4)
    return middle - half, middle + half


# %% 12.9 | accuracy over all, refusals are wrong | share of the *answered*
def table_with(names, groups, answered, right, base=None, skip=False, last="all", hits=None):
    """card_table, with one part of it exchanged."""
    rows = []
    for number, name in enumerate([*names, last]):
        members = groups == number if number < len(names) else torch.ones_like(answered)
        n, told = members.sum().item(), (members & answered).sum().item()
        k = (members & (answered if hits is None else hits) & right).sum().item()
        below = n if base == "all" else told
        if not (skip and n == 0):
            rows.append((name, n, told / n if n else None, k / below if below else None, *interval(k, below)))
    return rows


def card_table(names, groups, answered, right):
    return table_with(names, groups, answered, right, base="all")


# %% 12.9 | accuracy as if everything were answered | counts neither as right nor as wrong
def table_with(names, groups, answered, right, base=None, skip=False, last="all", hits=None):
    """card_table, with one part of it exchanged."""
    rows = []
    for number, name in enumerate([*names, last]):
        members = groups == number if number < len(names) else torch.ones_like(answered)
        n, told = members.sum().item(), (members & answered).sum().item()
        k = (members & (answered if hits is None else hits) & right).sum().item()
        below = n if base == "all" else told
        if not (skip and n == 0):
            rows.append((name, n, told / n if n else None, k / below if below else None, *interval(k, below)))
    return rows


def card_table(names, groups, answered, right):
    return table_with(names, groups, answered, right, base="all", hits=torch.ones_like(answered))


# %% 12.9 | empty groups left out | has its row
def table_with(names, groups, answered, right, base=None, skip=False, last="all", hits=None):
    """card_table, with one part of it exchanged."""
    rows = []
    for number, name in enumerate([*names, last]):
        members = groups == number if number < len(names) else torch.ones_like(answered)
        n, told = members.sum().item(), (members & answered).sum().item()
        k = (members & (answered if hits is None else hits) & right).sum().item()
        below = n if base == "all" else told
        if not (skip and n == 0):
            rows.append((name, n, told / n if n else None, k / below if below else None, *interval(k, below)))
    return rows


def card_table(names, groups, answered, right):
    return table_with(names, groups, answered, right, skip=True)


# %% 12.9 | no row for all | a last row for all
def table_with(names, groups, answered, right, base=None, skip=False, last="all", hits=None):
    """card_table, with one part of it exchanged."""
    rows = []
    for number, name in enumerate([*names, last]):
        members = groups == number if number < len(names) else torch.ones_like(answered)
        n, told = members.sum().item(), (members & answered).sum().item()
        k = (members & (answered if hits is None else hits) & right).sum().item()
        below = n if base == "all" else told
        if not (skip and n == 0):
            rows.append((name, n, told / n if n else None, k / below if below else None, *interval(k, below)))
    return rows


def card_table(names, groups, answered, right):
    return table_with(names, groups, answered, right)[:-1]


# %% 12.9 | the mean of the groups | not the mean of the groups
def table_with(names, groups, answered, right, base=None, skip=False, last="all", hits=None):
    """card_table, with one part of it exchanged."""
    rows = []
    for number, name in enumerate([*names, last]):
        members = groups == number if number < len(names) else torch.ones_like(answered)
        n, told = members.sum().item(), (members & answered).sum().item()
        k = (members & (answered if hits is None else hits) & right).sum().item()
        below = n if base == "all" else told
        if not (skip and n == 0):
            rows.append((name, n, told / n if n else None, k / below if below else None, *interval(k, below)))
    return rows


def card_table(names, groups, answered, right):
    rows = table_with(names, groups, answered, right)
    known = [row[3] for row in rows[:-1] if row[3] is not None]
    return [*rows[:-1], (*rows[-1][:3], sum(known) / len(known), *rows[-1][4:])]


# %% 12.9 | 0 in place of None | expected None, got
def table_with(names, groups, answered, right, base=None, skip=False, last="all", hits=None):
    """card_table, with one part of it exchanged."""
    rows = []
    for number, name in enumerate([*names, last]):
        members = groups == number if number < len(names) else torch.ones_like(answered)
        n, told = members.sum().item(), (members & answered).sum().item()
        k = (members & (answered if hits is None else hits) & right).sum().item()
        below = n if base == "all" else told
        if not (skip and n == 0):
            rows.append((name, n, told / n if n else None, k / below if below else None, *interval(k, below)))
    return rows


def card_table(names, groups, answered, right):
    rows = table_with(names, groups, answered, right)
    return [tuple(0.0 if value is None else value for value in row) for row in rows]


# %% 12.9 | in alphabetical order | card_table
def table_with(names, groups, answered, right, base=None, skip=False, last="all", hits=None):
    """card_table, with one part of it exchanged."""
    rows = []
    for number, name in enumerate([*names, last]):
        members = groups == number if number < len(names) else torch.ones_like(answered)
        n, told = members.sum().item(), (members & answered).sum().item()
        k = (members & (answered if hits is None else hits) & right).sum().item()
        below = n if base == "all" else told
        if not (skip and n == 0):
            rows.append((name, n, told / n if n else None, k / below if below else None, *interval(k, below)))
    return rows


def card_table(names, groups, answered, right):
    return sorted(table_with(names, groups, answered, right))


# %% 12.9 | answered changed | changed what it was given
def table_with(names, groups, answered, right, base=None, skip=False, last="all", hits=None):
    """card_table, with one part of it exchanged."""
    rows = []
    for number, name in enumerate([*names, last]):
        members = groups == number if number < len(names) else torch.ones_like(answered)
        n, told = members.sum().item(), (members & answered).sum().item()
        k = (members & (answered if hits is None else hits) & right).sum().item()
        below = n if base == "all" else told
        if not (skip and n == 0):
            rows.append((name, n, told / n if n else None, k / below if below else None, *interval(k, below)))
    return rows


def card_table(names, groups, answered, right):
    right &= answered
    return table_with(names, groups, answered, right)


# %% 12.10 | as it was | training mode
def fixed_answers(model, classes, threshold, pixels):
    so_far.clear()
    return buggy_answers(model, classes, threshold, pixels)


# %% 12.10 | softmax twice left | taken twice
def answers_with(model, classes, threshold, pixels, twice=False, order=False, least=False, above=False, mode=True):
    """fixed_answers, with one bug left."""
    was = model.training
    model.train(was and not mode)
    with torch.no_grad():
        P = model(pixels[:, None] / 255).softmax(dim=1)
    model.train(was)
    P = P.softmax(dim=1) if twice else P
    sure, best = P.min(dim=1) if least else P.max(dim=1)
    names = sorted(classes) if order else classes
    told = [p > threshold if above else p >= threshold for p in sure.tolist()]
    return [(names[k] if ok else None, p) for k, p, ok in zip(best.tolist(), sure.tolist(), told)]


def fixed_answers(model, classes, threshold, pixels):
    return answers_with(model, classes, threshold, pixels, twice=True)


# %% 12.10 | order of the classes left | sorted as texts
def answers_with(model, classes, threshold, pixels, twice=False, order=False, least=False, above=False, mode=True):
    """fixed_answers, with one bug left."""
    was = model.training
    model.train(was and not mode)
    with torch.no_grad():
        P = model(pixels[:, None] / 255).softmax(dim=1)
    model.train(was)
    P = P.softmax(dim=1) if twice else P
    sure, best = P.min(dim=1) if least else P.max(dim=1)
    names = sorted(classes) if order else classes
    told = [p > threshold if above else p >= threshold for p in sure.tolist()]
    return [(names[k] if ok else None, p) for k, p, ok in zip(best.tolist(), sure.tolist(), told)]


def fixed_answers(model, classes, threshold, pixels):
    return answers_with(model, classes, threshold, pixels, order=True)


# %% 12.10 | training mode left | training mode
def answers_with(model, classes, threshold, pixels, twice=False, order=False, least=False, above=False, mode=True):
    """fixed_answers, with one bug left."""
    was = model.training
    model.train(was and not mode)
    with torch.no_grad():
        P = model(pixels[:, None] / 255).softmax(dim=1)
    model.train(was)
    P = P.softmax(dim=1) if twice else P
    sure, best = P.min(dim=1) if least else P.max(dim=1)
    names = sorted(classes) if order else classes
    told = [p > threshold if above else p >= threshold for p in sure.tolist()]
    return [(names[k] if ok else None, p) for k, p, ok in zip(best.tolist(), sure.tolist(), told)]


def fixed_answers(model, classes, threshold, pixels):
    return answers_with(model, classes, threshold, pixels, mode=False)


# %% 12.10 | the list of all callers left | earlier caller
so_far = []


def answers_with(model, classes, threshold, pixels, twice=False, order=False, least=False, above=False, mode=True):
    """fixed_answers, with one bug left."""
    was = model.training
    model.train(was and not mode)
    with torch.no_grad():
        P = model(pixels[:, None] / 255).softmax(dim=1)
    model.train(was)
    P = P.softmax(dim=1) if twice else P
    sure, best = P.min(dim=1) if least else P.max(dim=1)
    names = sorted(classes) if order else classes
    told = [p > threshold if above else p >= threshold for p in sure.tolist()]
    return [(names[k] if ok else None, p) for k, p, ok in zip(best.tolist(), sure.tolist(), told)]


def fixed_answers(model, classes, threshold, pixels):
    so_far.extend(answers_with(model, classes, threshold, pixels))
    return so_far[: len(pixels)]


# %% 12.10 | all answers so far | earlier caller
so_far = []


def answers_with(model, classes, threshold, pixels, twice=False, order=False, least=False, above=False, mode=True):
    """fixed_answers, with one bug left."""
    was = model.training
    model.train(was and not mode)
    with torch.no_grad():
        P = model(pixels[:, None] / 255).softmax(dim=1)
    model.train(was)
    P = P.softmax(dim=1) if twice else P
    sure, best = P.min(dim=1) if least else P.max(dim=1)
    names = sorted(classes) if order else classes
    told = [p > threshold if above else p >= threshold for p in sure.tolist()]
    return [(names[k] if ok else None, p) for k, p, ok in zip(best.tolist(), sure.tolist(), told)]


def fixed_answers(model, classes, threshold, pixels):
    so_far.extend(answers_with(model, classes, threshold, pixels))
    return list(so_far)


# %% 12.10 | left in evaluation mode | another mode
def answers_with(model, classes, threshold, pixels, twice=False, order=False, least=False, above=False, mode=True):
    """fixed_answers, with one bug left."""
    was = model.training
    model.train(was and not mode)
    with torch.no_grad():
        P = model(pixels[:, None] / 255).softmax(dim=1)
    model.train(was)
    P = P.softmax(dim=1) if twice else P
    sure, best = P.min(dim=1) if least else P.max(dim=1)
    names = sorted(classes) if order else classes
    told = [p > threshold if above else p >= threshold for p in sure.tolist()]
    return [(names[k] if ok else None, p) for k, p, ok in zip(best.tolist(), sure.tolist(), told)]


def fixed_answers(model, classes, threshold, pixels):
    model.eval()
    return answers_with(model, classes, threshold, pixels)


# %% 12.10 | a graph is kept | a graph is kept
def fixed_answers(model, classes, threshold, pixels):
    was = model.training
    sure, best = model.eval()(pixels[:, None] / 255).softmax(dim=1).max(dim=1)
    model.train(was)
    return [(classes[k] if p >= threshold else None, p) for k, p in zip(best.tolist(), sure.tolist())]


# %% 12.10 | the least likely class | the most likely class
def answers_with(model, classes, threshold, pixels, twice=False, order=False, least=False, above=False, mode=True):
    """fixed_answers, with one bug left."""
    was = model.training
    model.train(was and not mode)
    with torch.no_grad():
        P = model(pixels[:, None] / 255).softmax(dim=1)
    model.train(was)
    P = P.softmax(dim=1) if twice else P
    sure, best = P.min(dim=1) if least else P.max(dim=1)
    names = sorted(classes) if order else classes
    told = [p > threshold if above else p >= threshold for p in sure.tolist()]
    return [(names[k] if ok else None, p) for k, p, ok in zip(best.tolist(), sure.tolist(), told)]


def fixed_answers(model, classes, threshold, pixels):
    return answers_with(model, classes, threshold, pixels, least=True)


# %% 12.10 | equal to the threshold is refused | equal* to the threshold
def answers_with(model, classes, threshold, pixels, twice=False, order=False, least=False, above=False, mode=True):
    """fixed_answers, with one bug left."""
    was = model.training
    model.train(was and not mode)
    with torch.no_grad():
        P = model(pixels[:, None] / 255).softmax(dim=1)
    model.train(was)
    P = P.softmax(dim=1) if twice else P
    sure, best = P.min(dim=1) if least else P.max(dim=1)
    names = sorted(classes) if order else classes
    told = [p > threshold if above else p >= threshold for p in sure.tolist()]
    return [(names[k] if ok else None, p) for k, p, ok in zip(best.tolist(), sure.tolist(), told)]


def fixed_answers(model, classes, threshold, pixels):
    return answers_with(model, classes, threshold, pixels, above=True)


# %% 12.10 | the threshold not used | there is no name
def answers_with(model, classes, threshold, pixels, twice=False, order=False, least=False, above=False, mode=True):
    """fixed_answers, with one bug left."""
    was = model.training
    model.train(was and not mode)
    with torch.no_grad():
        P = model(pixels[:, None] / 255).softmax(dim=1)
    model.train(was)
    P = P.softmax(dim=1) if twice else P
    sure, best = P.min(dim=1) if least else P.max(dim=1)
    names = sorted(classes) if order else classes
    told = [p > threshold if above else p >= threshold for p in sure.tolist()]
    return [(names[k] if ok else None, p) for k, p, ok in zip(best.tolist(), sure.tolist(), told)]


def fixed_answers(model, classes, threshold, pixels):
    return answers_with(model, classes, 0.0, pixels)


# %% 12.10 | not divided by 255 | pixels / 255
def answers_with(model, classes, threshold, pixels, twice=False, order=False, least=False, above=False, mode=True):
    """fixed_answers, with one bug left."""
    was = model.training
    model.train(was and not mode)
    with torch.no_grad():
        P = model(pixels[:, None] / 255).softmax(dim=1)
    model.train(was)
    P = P.softmax(dim=1) if twice else P
    sure, best = P.min(dim=1) if least else P.max(dim=1)
    names = sorted(classes) if order else classes
    told = [p > threshold if above else p >= threshold for p in sure.tolist()]
    return [(names[k] if ok else None, p) for k, p, ok in zip(best.tolist(), sure.tolist(), told)]


def fixed_answers(model, classes, threshold, pixels):
    return answers_with(model, classes, threshold, pixels.float() * 255)


# %% 12.10 | one list for all callers, emptied each time | an earlier caller got has changed
def fixed_answers(model, classes, threshold, pixels):
    modes = {part: part.training for part in model.modules()}
    model.eval()
    with torch.no_grad():
        P = model(pixels[:, None] / 255).softmax(dim=1)
    for part, mode in modes.items():
        part.training = mode
    so_far.clear()
    for p, k in zip(P.amax(dim=1).tolist(), P.argmax(dim=1).tolist()):
        so_far.append((classes[k] if p >= threshold else None, p))
    return so_far


# %% 12.10 | None in place of the pair | expected tuple, got None
def fixed_answers(model, classes, threshold, pixels):
    model = copy.deepcopy(model).eval()
    with torch.no_grad():
        sure, best = model(pixels[:, None] / 255).softmax(dim=1).max(dim=1)
    return [(classes[k], p) if p >= threshold else None for k, p in zip(best.tolist(), sure.tolist())]


# %% 12.11 | as it was | batch norm has more
def fixed_save(disk, model, card):
    buggy_save(disk, model, card)


def fixed_load(disk, model):
    return buggy_load(disk, model)


# %% 12.11 | parameters only | not everything came back
def fixed_load(disk, model):
    stored = disk.read("model")
    if hashlib.sha256(stored[32:]).digest() != stored[:32]:
        raise ValueError("the file is damaged")
    parts = from_bytes(stored[32:])
    for name, p in model.named_parameters():
        p.data.copy_(parts["weights"][name])
    model.eval()
    return parts["card"]


# %% 12.11 | written over the old file | write under another name
def fixed_save(disk, model, card):
    raw = to_bytes({"weights": model.state_dict(), "card": card})
    disk.write("model", hashlib.sha256(raw).digest() + raw)


# %% 12.11 | strict=False left | strict
def fixed_load(disk, model):
    stored = disk.read("model")
    if hashlib.sha256(stored[32:]).digest() != stored[:32]:
        raise ValueError("the file is damaged")
    parts = from_bytes(stored[32:])
    model.load_state_dict(parts["weights"], strict=False)
    model.eval()
    return parts["card"]


# %% 12.11 | the sum not compared | without a word
def fixed_load(disk, model):
    parts = from_bytes(disk.read("model")[32:])
    model.load_state_dict(parts["weights"])
    model.eval()
    return parts["card"]


# %% 12.11 | left in training mode | not in evaluation mode
def fixed_load(disk, model):
    stored = disk.read("model")
    if hashlib.sha256(stored[32:]).digest() != stored[:32]:
        raise ValueError("the file is damaged")
    parts = from_bytes(stored[32:])
    model.load_state_dict(parts["weights"])
    return parts["card"]


# %% 12.11 | two files, each renamed by itself | a mixture
def fixed_save(disk, model, card):
    for name, part in (("weights", model.state_dict()), ("card", card)):
        raw = to_bytes({"part": part})
        disk.write("new " + name, hashlib.sha256(raw).digest() + raw)
    disk.rename("new weights", "weights")
    disk.rename("new card", "card")


def fixed_load(disk, model):
    parts = []
    for name in ("weights", "card"):
        stored = disk.read(name)
        if hashlib.sha256(stored[32:]).digest() != stored[:32]:
            raise ValueError("damaged")
        parts.append(from_bytes(stored[32:])["part"])
    model.load_state_dict(parts[0])
    model.eval()
    return parts[1]


# %% 12.11 | the sum covers the first bytes only | without a word
def fixed_save(disk, model, card):
    raw = to_bytes({"weights": model.state_dict(), "card": card})
    disk.write("new", hashlib.sha256(raw[:1000]).digest() + raw)
    disk.rename("new", "model")


def fixed_load(disk, model):
    stored = disk.read("model")
    if hashlib.sha256(stored[32:1032]).digest() != stored[:32]:
        raise ValueError("damaged")
    parts = from_bytes(stored[32:])
    model.load_state_dict(parts["weights"])
    model.eval()
    return parts["card"]


# %% 12.11 | kept in memory, not on the disk | wrote nothing
kept_models = {}


def fixed_save(disk, model, card):
    kept_models["model"] = copy.deepcopy(model.state_dict()), dict(card)


def fixed_load(disk, model):
    model.load_state_dict(kept_models["model"][0])
    model.eval()
    return kept_models["model"][1]


# %% 12.11 | the model is put into evaluation mode while saving | its mode
def fixed_save(disk, model, card):
    model.eval()
    raw = to_bytes({"weights": model.state_dict(), "card": card})
    disk.write("new", hashlib.sha256(raw).digest() + raw)
    disk.rename("new", "model")


# %% 12.11 | the sum written into the caller's card | or the card
def fixed_save(disk, model, card):
    card["sha256"] = hashlib.sha256(to_bytes(model.state_dict())).hexdigest()
    raw = to_bytes({"weights": model.state_dict(), "card": card})
    disk.write("new", hashlib.sha256(raw).digest() + raw)
    disk.rename("new", "model")


# %% 12.11 | no card given back | is a `return` missing
def fixed_load(disk, model):
    parts = from_bytes(disk.read("model")[32:])
    model.load_state_dict(parts["weights"])
    model.eval()


# %% 12.11 | half precision | not everything came back
def fixed_save(disk, model, card):
    weights = {name: t.half() if t.is_floating_point() else t for name, t in model.state_dict().items()}
    raw = to_bytes({"weights": weights, "card": card})
    disk.write("new", hashlib.sha256(raw).digest() + raw)
    disk.rename("new", "model")


# %% 12.11 | the older one in place of a damaged one | without a word
def fixed_save(disk, model, card):
    raw = to_bytes({"weights": model.state_dict(), "card": card})
    disk.write("new", hashlib.sha256(raw).digest() + raw)
    if "model" in disk.files:
        disk.rename("model", "old")
    disk.rename("new", "model")


def fixed_load(disk, model):
    for name in ("model", "old"):
        stored = disk.files.get(name, b"")
        if stored and hashlib.sha256(stored[32:]).digest() == stored[:32]:
            parts = from_bytes(stored[32:])
            model.load_state_dict(parts["weights"])
            model.eval()
            return parts["card"]
    raise ValueError("nothing that is whole")


# %% 12.11 | the old file is moved away before the new one is whole | write under another name
def fixed_save(disk, model, card):
    raw = to_bytes({"weights": model.state_dict(), "card": card})
    if "model" in disk.files:
        disk.rename("model", "old")
    disk.write("model", hashlib.sha256(raw).digest() + raw)


# %% 12.12 | a linear layer in float32 | int8 instead of float32
def linear_reader(pixels, labels, n_steps, pool=28):
    """A linear layer on pixels, averaged to pool x pool."""
    X = F.adaptive_avg_pool2d(pixels[:, None] / 255, pool).flatten(1)
    model = nn.Linear(pool * pool, 10)
    optimizer = torch.optim.Adam(model.parameters(), 0.005)
    for _ in range(n_steps):
        rows = torch.randint(len(X), (200,))
        loss = F.cross_entropy(model(X[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def train_reader(pixels, labels):
    return linear_reader(pixels, labels, 300)


def make_parts(model):
    return {"W": model.weight.detach(), "b": model.bias.detach()}


def read_digits(parts, pixels):
    return F.linear(pixels.flatten(1) / 255, parts["W"], parts["b"]).argmax(dim=1)


# %% 12.12 | a linear layer on 14 x 14 pixels, in bytes | the goal is 96 %
def linear_reader(pixels, labels, n_steps, pool=28):
    """A linear layer on pixels, averaged to pool x pool."""
    X = F.adaptive_avg_pool2d(pixels[:, None] / 255, pool).flatten(1)
    model = nn.Linear(pool * pool, 10)
    optimizer = torch.optim.Adam(model.parameters(), 0.005)
    for _ in range(n_steps):
        rows = torch.randint(len(X), (200,))
        loss = F.cross_entropy(model(X[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def train_reader(pixels, labels):
    return linear_reader(pixels, labels, 300, 14)


def make_parts(model):
    scale = model.weight.detach().abs().max() / 127
    return {"W": (model.weight.detach() / scale).round().to(torch.int8), "s": scale, "b": model.bias.detach()}


def read_digits(parts, pixels):
    X = F.adaptive_avg_pool2d(pixels[:, None] / 255, 14).flatten(1)
    return F.linear(X, parts["W"] * parts["s"], parts["b"]).argmax(dim=1)


# %% 12.12 | the model is kept in a global | is stored elsewhere
def linear_reader(pixels, labels, n_steps, pool=28):
    """A linear layer on pixels, averaged to pool x pool."""
    X = F.adaptive_avg_pool2d(pixels[:, None] / 255, pool).flatten(1)
    model = nn.Linear(pool * pool, 10)
    optimizer = torch.optim.Adam(model.parameters(), 0.005)
    for _ in range(n_steps):
        rows = torch.randint(len(X), (200,))
        loss = F.cross_entropy(model(X[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def train_reader(pixels, labels):
    global kept_reader
    kept_reader = linear_reader(pixels, labels, 300)
    return kept_reader


def make_parts(model):
    return {"b": torch.arange(3, dtype=torch.int8)}


def read_digits(parts, pixels):
    return kept_reader(pixels.flatten(1) / 255).argmax(dim=1)


# %% 12.12 | too many steps | the budget is 600
def linear_reader(pixels, labels, n_steps, pool=28):
    """A linear layer on pixels, averaged to pool x pool."""
    X = F.adaptive_avg_pool2d(pixels[:, None] / 255, pool).flatten(1)
    model = nn.Linear(pool * pool, 10)
    optimizer = torch.optim.Adam(model.parameters(), 0.005)
    for _ in range(n_steps):
        rows = torch.randint(len(X), (200,))
        loss = F.cross_entropy(model(X[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def train_reader(pixels, labels):
    return linear_reader(pixels, labels, 601, 7)


def make_parts(model):
    return {"W": model.weight.detach(), "b": model.bias.detach()}


def read_digits(parts, pixels):
    X = F.adaptive_avg_pool2d(pixels[:, None] / 255, 7).flatten(1)
    return F.linear(X, parts["W"], parts["b"]).argmax(dim=1)


# %% 12.12 | the model itself as a part | expected a tensor on the cpu
def linear_reader(pixels, labels, n_steps, pool=28):
    """A linear layer on pixels, averaged to pool x pool."""
    X = F.adaptive_avg_pool2d(pixels[:, None] / 255, pool).flatten(1)
    model = nn.Linear(pool * pool, 10)
    optimizer = torch.optim.Adam(model.parameters(), 0.005)
    for _ in range(n_steps):
        rows = torch.randint(len(X), (200,))
        loss = F.cross_entropy(model(X[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def train_reader(pixels, labels):
    return linear_reader(pixels, labels, 5)


def make_parts(model):
    return {"model": model}


# %% 12.12 | the module in place of a dictionary | expected a dictionary
def linear_reader(pixels, labels, n_steps, pool=28):
    """A linear layer on pixels, averaged to pool x pool."""
    X = F.adaptive_avg_pool2d(pixels[:, None] / 255, pool).flatten(1)
    model = nn.Linear(pool * pool, 10)
    optimizer = torch.optim.Adam(model.parameters(), 0.005)
    for _ in range(n_steps):
        rows = torch.randint(len(X), (200,))
        loss = F.cross_entropy(model(X[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def train_reader(pixels, labels):
    return linear_reader(pixels, labels, 5)


def make_parts(model):
    return model


# %% 12.12 | the batch's statistics in reading | alone and beside others
def train_reader(pixels, labels):
    X, y = pixels[:, None] / 255, labels
    layers = []
    for a, b, k in ((1, 6, 5), (6, 8, 3), (8, 12, 3)):
        layers += [nn.Conv2d(a, b, k, stride=2, padding=k // 2, bias=False), nn.BatchNorm2d(b), nn.ReLU()]
    model = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(48, 10))
    opt = torch.optim.Adam(model.parameters(), 0.01)
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, 0.03, total_steps=500)
    for _ in range(500):
        i = torch.randint(len(X), (128,))
        opt.zero_grad()
        F.cross_entropy(model(X[i]), y[i]).backward()
        opt.step()
        sched.step()
    return model


def make_parts(model):
    parts = {}
    for i in (0, 3, 6, 11):
        W = model[i].weight.detach()
        s = W.abs().max() / 127
        parts[f"q{i}"], parts[f"s{i}"] = (W / s).round().to(torch.int8), s.half()
        b = model[11] if i == 11 else model[i + 1]
        parts[f"b{i}"] = b.bias.detach().half()
        if i < 11:
            parts[f"g{i}"] = b.weight.detach().half()
    return parts


def read_digits(parts, pixels):
    Z = pixels[:, None] / 255
    for i in (0, 3, 6):
        W = parts[f"q{i}"] * parts[f"s{i}"].float()
        Z = F.conv2d(Z, W, stride=2, padding=W.shape[-1] // 2)
        Z = F.batch_norm(Z, None, None, parts[f"g{i}"].float(), parts[f"b{i}"].float(), training=True).relu()
    Z = F.adaptive_avg_pool2d(Z, 2).flatten(1)
    return F.linear(Z, parts["q11"] * parts["s11"].float(), parts["b11"].float()).argmax(dim=1)


# %% 12.12 | one digit for all | the goal is 96 %
def train_reader(pixels, labels):
    return nn.Identity()


def make_parts(model):
    return {"b": torch.zeros(1)}


def read_digits(parts, pixels):
    return torch.ones(len(pixels), dtype=torch.int64)


# %% 12.12 | logits in place of digits | shape and dtype
def linear_reader(pixels, labels, n_steps, pool=28):
    """A linear layer on pixels, averaged to pool x pool."""
    X = F.adaptive_avg_pool2d(pixels[:, None] / 255, pool).flatten(1)
    model = nn.Linear(pool * pool, 10)
    optimizer = torch.optim.Adam(model.parameters(), 0.005)
    for _ in range(n_steps):
        rows = torch.randint(len(X), (200,))
        loss = F.cross_entropy(model(X[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def train_reader(pixels, labels):
    return linear_reader(pixels, labels, 5)


def make_parts(model):
    return {"W": model.weight.detach(), "b": model.bias.detach()}


def read_digits(parts, pixels):
    return F.linear(pixels.flatten(1) / 255, parts["W"], parts["b"])


# %% 12.12 | the scale forgotten in reading | put together as they were taken apart
def linear_reader(pixels, labels, n_steps, pool=28):
    """A linear layer on pixels, averaged to pool x pool."""
    X = F.adaptive_avg_pool2d(pixels[:, None] / 255, pool).flatten(1)
    model = nn.Linear(pool * pool, 10)
    optimizer = torch.optim.Adam(model.parameters(), 0.005)
    for _ in range(n_steps):
        rows = torch.randint(len(X), (200,))
        loss = F.cross_entropy(model(X[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def train_reader(pixels, labels):
    return linear_reader(pixels, labels, 200, 14)


def make_parts(model):
    W = model.weight.detach()
    scale = W.abs().amax(dim=1, keepdim=True) / 127
    return {"W": (W / scale).round().to(torch.int8), "b": (model.bias.detach() - 3 * torch.arange(10)).half()}


def read_digits(parts, pixels):
    X = F.adaptive_avg_pool2d(pixels[:, None] / 255, 14).flatten(1)
    return F.linear(X.flip(1), parts["W"].float(), parts["b"].float()).argmax(dim=1)
