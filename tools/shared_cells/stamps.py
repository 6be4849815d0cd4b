# @title Pictures made from the stamps: an object, a background, a place (lesson 05, section 4)
from PIL import Image
from torchvision.transforms.v2 import functional as TF

CLASSES = ["bird", "flower", "fruit", "mammal", "vehicle"]  # mammal: the folders clawed and hoofed
FOLDERS = {"bird": 0, "flower": 1, "fruit": 2, "clawed": 3, "hoofed": 3, "vehicle": 4}


def load_stamps(folder, *parts):
    """Return the cut-out objects of some parts ("train", "val", "test"), a list of (4, H, W), and their labels (N,)."""
    paths = [path for part in parts for path in sorted((folder / part).glob("*/*.png")) if path.parent.name in FOLDERS]
    return [cut_out(path) for path in paths], torch.tensor([FOLDERS[path.parent.name] for path in paths])


def cut_out(path):
    """Read a stamp as (4, H, W), floats from 0 to 1: red, green and blue, each times alpha, then alpha."""
    with Image.open(path) as file:
        pixels = TF.pil_to_tensor(file.convert("RGBA")) / 255
    return torch.cat([pixels[:3] * pixels[3:], pixels[3:]])


def smooth_background(size, generator):
    """Return soft patches of random colours, (3, size, size), floats from 0 to 1."""
    coarse, fine = (torch.rand(1, 3, n, n, generator=generator) for n in (3, 6))
    grown = [F.interpolate(patches, (size, size), mode="bilinear") for patches in (coarse, fine)]
    return (0.7 * grown[0] + 0.3 * grown[1])[0]


def place(stamp, background, length, top, left):
    """Put a stamp (4, H, W), its longer side shrunk to length, on (3, S, S): the picture (3, S, S), alpha (1, S, S)."""
    height, width = (max(1, round(length * side / max(stamp.shape[1:]))) for side in stamp.shape[1:])
    small = TF.resize(stamp, [height, width], antialias=True)
    *_, size, _ = background.shape
    layer = TF.pad(small, [left, top, size - left - width, size - top - height])
    picture = layer[:3] + (1 - layer[3:]) * background
    return picture.clamp(0, 1), layer[3:]


def compose(stamps, size, generator, background=smooth_background):
    """Place each stamp at random: pictures (N, 3, size, size), from 0 to 1, and boolean masks (N, size, size)."""
    made = []
    for stamp in stamps:
        length = int(torch.randint(size // 2, size * 4 // 5 + 1, (), generator=generator))
        height, width = (max(1, round(length * side / max(stamp.shape[1:]))) for side in stamp.shape[1:])
        top = int(torch.randint(size - height + 1, (), generator=generator))
        left = int(torch.randint(size - width + 1, (), generator=generator))
        made.append(place(stamp, background(size, generator), length, top, left))
    pictures, alphas = zip(*made, strict=True)
    return torch.stack(pictures), torch.cat(alphas) > 0.5
