# Wrong answers to the exercises of chapter 05: exercise | slip | words of the message.
# Each section replaces an answer cell; its check must reject it with a
# message that holds the words after the second bar.

# %% 05.1 | width before height | has its height before its width
tensors = [(1, 40, 30), (4, 64, 48), (1, 20, 10), (3, 80, 60)]
arrays, upright = [(30, 40), (48, 64, 4), (10, 20), (60, 80, 3)], (3, 80, 60)
white, sizes = [255.0, 255.0, 1.0], [12288, 49152]

# %% 05.1 | channels last in the tensor | channels first
tensors = [(30, 40, 1), (48, 64, 4), (10, 20, 1), (60, 80, 3)]
arrays, upright = [(30, 40), (48, 64, 4), (10, 20), (60, 80, 3)], (3, 80, 60)
white, sizes = [255.0, 255.0, 1.0], [12288, 49152]

# %% 05.1 | always three channels | what is in the file comes out
tensors = [(3, 30, 40), (3, 48, 64), (3, 10, 20), (3, 60, 80)]
arrays, upright = [(30, 40), (48, 64, 4), (10, 20), (60, 80, 3)], (3, 80, 60)
white, sizes = [255.0, 255.0, 1.0], [12288, 49152]

# %% 05.1 | palette taken for three channels | tensors, item 2
tensors = [(1, 30, 40), (4, 48, 64), (3, 10, 20), (3, 60, 80)]
arrays, upright = [(30, 40), (48, 64, 4), (10, 20), (60, 80, 3)], (3, 80, 60)
white, sizes = [255.0, 255.0, 1.0], [12288, 49152]

# %% 05.1 | orientation applied unasked | nobody asked to apply it
tensors = [(1, 30, 40), (4, 48, 64), (1, 10, 20), (3, 80, 60)]
arrays, upright = [(30, 40), (48, 64, 4), (10, 20), (60, 80, 3)], (3, 80, 60)
white, sizes = [255.0, 255.0, 1.0], [12288, 49152]

# %% 05.1 | an axis for one channel | leaves the axis of channels out
tensors = [(1, 30, 40), (4, 48, 64), (1, 10, 20), (3, 60, 80)]
arrays, upright = [(30, 40, 1), (48, 64, 4), (10, 20, 1), (60, 80, 3)], (3, 80, 60)
white, sizes = [255.0, 255.0, 1.0], [12288, 49152]

# %% 05.1 | arrays as wide as they are high | but the array has its height first
tensors = [(1, 30, 40), (4, 48, 64), (1, 10, 20), (3, 60, 80)]
arrays, upright = [(40, 30), (64, 48, 4), (20, 10), (80, 60, 3)], (3, 80, 60)
white, sizes = [255.0, 255.0, 1.0], [12288, 49152]

# %% 05.1 | arrays with channels first | channels last
tensors = [(1, 30, 40), (4, 48, 64), (1, 10, 20), (3, 60, 80)]
arrays, upright = [(1, 30, 40), (4, 48, 64), (1, 10, 20), (3, 60, 80)], (3, 80, 60)
white, sizes = [255.0, 255.0, 1.0], [12288, 49152]

# %% 05.1 | not turned | quarter turn
tensors = [(1, 30, 40), (4, 48, 64), (1, 10, 20), (3, 60, 80)]
arrays, upright = [(30, 40), (48, 64, 4), (10, 20), (60, 80, 3)], (3, 60, 80)
white, sizes = [255.0, 255.0, 1.0], [12288, 49152]

# %% 05.1 | every conversion scales | changes the type and not the values
tensors = [(1, 30, 40), (4, 48, 64), (1, 10, 20), (3, 60, 80)]
arrays, upright = [(30, 40), (48, 64, 4), (10, 20), (60, 80, 3)], (3, 80, 60)
white, sizes = [255.0, 1.0, 1.0], [12288, 49152]

# %% 05.1 | three channels counted | four numbers for each pixel
tensors = [(1, 30, 40), (4, 48, 64), (1, 10, 20), (3, 60, 80)]
arrays, upright = [(30, 40), (48, 64, 4), (10, 20), (60, 80, 3)], (3, 80, 60)
white, sizes = [255.0, 255.0, 1.0], [9216, 36864]


# %% 05.2 | numbered in the order of the rows | in the order of their rows
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = classes or list(dict.fromkeys(row["label"] for row in self.rows))

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"], "RGB")
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i]["label"])


# %% 05.2 | classes of an unsorted set | all different labels, sorted
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = classes or sorted({row["label"] for row in self.rows}, key=lambda name: name[::-1])

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"], "RGB")
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i]["label"])


# %% 05.2 | lines cut at every comma | your code raised
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        head, *lines = Path(csv_path).read_text(encoding="utf-8").splitlines()
        self.rows = [dict(zip(head.split(","), line.split(","))) for line in lines]
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted({row["label"] for row in self.rows}) if classes is None else classes
        self.classes = list(dict.fromkeys([x for x in self.classes if x.isalpha()] + list(self.classes)))[:5]

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"], "RGB")
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i]["label"])


# %% 05.2 | columns by their position | all different labels
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.reader(file))[1:]
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted({row[1] for row in self.rows}) if classes is None else classes
        if {row[1] for row in self.rows} - set(self.classes):
            raise ValueError("a label of no class")

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i][0], "RGB")
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i][1])


# %% 05.2 | all pictures read at the start | no picture is to be opened
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.classes = sorted({row["label"] for row in rows}) if classes is None else classes
        self.pictures = [Image.open(Path(folder) / row["file"]) for row in rows]
        self.labels = [self.classes.index(row["label"]) for row in rows]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        return self.pictures[i], self.labels[i]


# %% 05.2 | transform forgotten | where is the transform
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted({row["label"] for row in self.rows}) if classes is None else classes

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"], "RGB")
        return picture, self.classes.index(self.rows[i]["label"])


# %% 05.2 | the label itself | expected int, got str
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted({row["label"] for row in self.rows}) if classes is None else classes

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"], "RGB")
        return self.transform(picture) if self.transform else picture, self.rows[i]["label"]


# %% 05.2 | grey stays grey | ask for the mode rgb
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted({row["label"] for row in self.rows}) if classes is None else classes

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"])
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i]["label"])


# %% 05.2 | channels last | channels first
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted({row["label"] for row in self.rows}) if classes is None else classes

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = torch.tensor(np.array(Image.open(self.folder / self.rows[i]["file"]).convert("RGB")))
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i]["label"])


# %% 05.2 | scaled unasked | scaling is a matter of the transform
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted({row["label"] for row in self.rows}) if classes is None else classes

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"], "RGB") / 255
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i]["label"])


# %% 05.2 | given classes ignored | or those that are given
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted({row["label"] for row in self.rows})

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"], "RGB")
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i]["label"])


# %% 05.2 | given classes sorted | the given classes keep their order
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted(classes or {row["label"] for row in self.rows})
        for row in self.rows:
            if row["label"] not in self.classes:
                raise ValueError(row["label"])

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"], "RGB")
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i]["label"])


# %% 05.2 | unknown label found too late | raise a valueerror
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted({row["label"] for row in self.rows}) if classes is None else classes

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"], "RGB")
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i]["label"])


# %% 05.2 | unknown label gives a KeyError | not a keyerror
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted({row["label"] for row in self.rows}) if classes is None else classes
        number = {name: i for i, name in enumerate(self.classes)}
        self.numbers = [number[row["label"]] for row in self.rows]

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"], "RGB")
        return self.transform(picture) if self.transform else picture, self.numbers[i]


# %% 05.2 | folder forgotten | your code raised
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.transform = transform
        self.classes = sorted({row["label"] for row in self.rows}) if classes is None else classes

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        picture = read(self.rows[i]["file"], "RGB")
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i]["label"])


# %% 05.2 | the first line counted | one item for each row below
class CsvPictures(Dataset):
    def __init__(self, csv_path, folder, transform=None, classes=None):
        with open(csv_path, newline="", encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        self.folder, self.transform = Path(folder), transform
        self.classes = sorted({row["label"] for row in self.rows}) if classes is None else classes

    def __len__(self):
        return len(self.rows) + 1

    def __getitem__(self, i):
        picture = read(self.folder / self.rows[i]["file"], "RGB")
        return self.transform(picture) if self.transform else picture, self.classes.index(self.rows[i]["label"])


# %% 05.3 | only opened | `load` reads them all
def broken_files(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.is_file():
            try:
                with Image.open(path) as picture:
                    reason = f"mode {picture.mode}"
            except UnidentifiedImageError:
                reason = "no picture" if path.stat().st_size else "empty"
            except OSError:
                reason = "damaged"
            if reason != "mode RGB":
                found[path.relative_to(folder).as_posix()] = reason
    return found


# %% 05.3 | verified instead of read | `load` reads them all
def broken_files(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.is_file():
            try:
                with Image.open(path) as picture:
                    reason = f"mode {picture.mode}"
                    picture.verify()
            except UnidentifiedImageError:
                reason = "no picture" if path.stat().st_size else "empty"
            except (OSError, SyntaxError):
                reason = "damaged"
            if reason != "mode RGB":
                found[path.relative_to(folder).as_posix()] = reason
    return found


# %% 05.3 | endings in small letters only | endings may have capital letters
def broken_files(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.suffix in (".png", ".jpg", ".jpeg") and path.is_file():
            try:
                with Image.open(path) as picture:
                    picture.load()
                    reason = f"mode {picture.mode}"
            except UnidentifiedImageError:
                reason = "no picture" if path.stat().st_size else "empty"
            except OSError:
                reason = "damaged"
            if reason != "mode RGB":
                found[path.relative_to(folder).as_posix()] = reason
    return found


# %% 05.3 | sub-folders not visited | use rglob
def broken_files(folder):
    found = {}
    for path in Path(folder).glob("*"):
        if path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.is_file():
            try:
                with Image.open(path) as picture:
                    picture.load()
                    reason = f"mode {picture.mode}"
            except UnidentifiedImageError:
                reason = "no picture" if path.stat().st_size else "empty"
            except OSError:
                reason = "damaged"
            if reason != "mode RGB":
                found[path.relative_to(folder).as_posix()] = reason
    return found


# %% 05.3 | the general error caught first | catch it first
def broken_files(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.is_file():
            try:
                with Image.open(path) as picture:
                    picture.load()
                    reason = f"mode {picture.mode}"
            except OSError:
                reason = "damaged" if path.stat().st_size else "empty"
            if reason != "mode RGB":
                found[path.relative_to(folder).as_posix()] = reason
    return found


# %% 05.3 | empty files not told apart | empty files come before all others
def broken_files(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.is_file():
            try:
                with Image.open(path) as picture:
                    picture.load()
                    reason = f"mode {picture.mode}"
            except UnidentifiedImageError:
                reason = "no picture"
            except OSError:
                reason = "damaged"
            if reason != "mode RGB":
                found[path.relative_to(folder).as_posix()] = reason
    return found


# %% 05.3 | converted before the mode is looked at | before anything is converted
def broken_files(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.is_file():
            try:
                reason = f"mode {Image.open(path).convert('RGB').mode}"
            except UnidentifiedImageError:
                reason = "no picture" if path.stat().st_size else "empty"
            except OSError:
                reason = "damaged"
            if reason != "mode RGB":
                found[path.relative_to(folder).as_posix()] = reason
    return found


# %% 05.3 | sound files listed as well | it is sound
def broken_files(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.is_file():
            try:
                with Image.open(path) as picture:
                    picture.load()
                    reason = f"mode {picture.mode}"
            except UnidentifiedImageError:
                reason = "no picture" if path.stat().st_size else "empty"
            except OSError:
                reason = "damaged"
            found[path.relative_to(folder).as_posix()] = reason
    return found


# %% 05.3 | ending compared with the content | only the content counts
def broken_files(folder):
    found, kinds = {}, {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
    for path in Path(folder).rglob("*"):
        if path.suffix.lower() in kinds and path.is_file():
            try:
                with Image.open(path) as picture:
                    picture.load()
                    reason = f"mode {picture.mode}"
                    if picture.format != kinds[path.suffix.lower()]:
                        reason = "damaged"
            except UnidentifiedImageError:
                reason = "no picture" if path.stat().st_size else "empty"
            except OSError:
                reason = "damaged"
            if reason != "mode RGB":
                found[path.relative_to(folder).as_posix()] = reason
    return found


# %% 05.3 | other files looked at | it has another ending
def broken_files(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.is_file():
            try:
                with Image.open(path) as picture:
                    picture.load()
                    reason = f"mode {picture.mode}"
            except UnidentifiedImageError:
                reason = "no picture" if path.stat().st_size else "empty"
            except OSError:
                reason = "damaged"
            if reason != "mode RGB":
                found[path.relative_to(folder).as_posix()] = reason
    return found


# %% 05.3 | names without their folder | none of the folder's files
def broken_files(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.is_file():
            try:
                with Image.open(path) as picture:
                    picture.load()
                    reason = f"mode {picture.mode}"
            except UnidentifiedImageError:
                reason = "no picture" if path.stat().st_size else "empty"
            except OSError:
                reason = "damaged"
            if reason != "mode RGB":
                found[path.name] = reason
    return found


# %% 05.3 | whole paths | none of the folder's files
def broken_files(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.is_file():
            try:
                with Image.open(path) as picture:
                    picture.load()
                    reason = f"mode {picture.mode}"
            except UnidentifiedImageError:
                reason = "no picture" if path.stat().st_size else "empty"
            except OSError:
                reason = "damaged"
            if reason != "mode RGB":
                found[str(path)] = reason
    return found


# %% 05.3 | a list of paths | expected a dictionary
def broken_files(folder):
    found = []
    for path in Path(folder).rglob("*.png"):
        try:
            Image.open(path).load()
        except OSError:
            found.append(path)
    return found


# %% 05.3 | broken files deleted | changed something in the folder
def broken_files(folder):
    found = {}
    for path in list(Path(folder).rglob("*")):
        if path.suffix.lower() in (".png", ".jpg", ".jpeg") and path.is_file():
            try:
                with Image.open(path) as picture:
                    picture.load()
                    reason = f"mode {picture.mode}"
            except UnidentifiedImageError:
                reason = "no picture" if path.stat().st_size else "empty"
            except OSError:
                reason = "damaged"
            if reason != "mode RGB":
                found[path.relative_to(folder).as_posix()] = reason
                path.unlink()
    return found


# %% 05.4 | by picture | choose objects, not pictures
def split_by_object(objects, labels, share, seed):
    order = random.Random(seed).sample(range(len(objects)), len(objects))
    n = round(share * len(objects))
    return order[n:], order[:n]


# %% 05.4 | by object, whatever the class | objects of class
def split_by_object(objects, labels, share, seed):
    names = sorted(set(objects))
    chosen = set(random.Random(seed).sample(names, max(1, round(share * len(names)))))
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | a share of the pictures | count the objects
def split_by_object(objects, labels, share, seed):
    chance, chosen = random.Random(seed), set()
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c})
        wanted = share * labels.count(c)
        for name in chance.sample(own, len(own))[:-1]:
            if wanted > 0:
                chosen.add(name)
                wanted -= objects.count(name)
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | rounded down | expected
def split_by_object(objects, labels, share, seed):
    chance, chosen = random.Random(seed), set()
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c})
        chosen |= set(chance.sample(own, min(max(1, int(share * len(own))), len(own) - 1)))
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | rounded up | rounds to the nearest
def split_by_object(objects, labels, share, seed):
    chance, chosen = random.Random(seed), set()
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c})
        chosen |= set(chance.sample(own, min(max(1, math.ceil(share * len(own))), len(own) - 1)))
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | rare classes without a validation object | at least one
def split_by_object(objects, labels, share, seed):
    chance, chosen = random.Random(seed), set()
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c})
        chosen |= set(chance.sample(own, min(round(share * len(own)), len(own) - 1)))
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | a class with one object lost for training | never all
def split_by_object(objects, labels, share, seed):
    chance, chosen = random.Random(seed), set()
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c})
        chosen |= set(chance.sample(own, max(1, round(share * len(own)))))
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | the common random numbers seeded | use a source of your own
def split_by_object(objects, labels, share, seed):
    random.seed(seed)
    chosen = set()
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c})
        chosen |= set(random.sample(own, min(max(1, round(share * len(own))), len(own) - 1)))
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | PyTorch's random numbers seeded | use a source of your own
def split_by_object(objects, labels, share, seed):
    torch.manual_seed(seed)
    chosen = set()
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c})
        n = min(max(1, round(share * len(own))), len(own) - 1)
        chosen |= {own[k] for k in torch.randperm(len(own))[:n].tolist()}
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | the order of a set | in no sure order
def split_by_object(objects, labels, share, seed):
    chance, chosen = random.Random(seed), set()
    for c in sorted(set(labels)):
        own = list({x for x, label in zip(objects, labels) if label == c})
        chosen |= set(chance.sample(own, min(max(1, round(share * len(own))), len(own) - 1)))
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | Python's hash decides | in no sure order
def split_by_object(objects, labels, share, seed):
    chosen = set()
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c}, key=lambda name: hash((name, seed)))
        chosen |= set(own[: min(max(1, round(share * len(own))), len(own) - 1)])
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | the order of the pictures | sort the names
def split_by_object(objects, labels, share, seed):
    chance, chosen = random.Random(seed), set()
    for c in sorted(set(labels)):
        own = list(dict.fromkeys(x for x, label in zip(objects, labels) if label == c))
        chosen |= set(chance.sample(own, min(max(1, round(share * len(own))), len(own) - 1)))
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | no chance at all | 40 seeds choose the same
def split_by_object(objects, labels, share, seed):
    chosen = set()
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c})
        chosen |= set(own[: min(max(1, round(share * len(own))), len(own) - 1)])
    return [i for i, x in enumerate(objects) if x not in chosen], [i for i, x in enumerate(objects) if x in chosen]


# %% 05.4 | one picture of each object | are in neither list
def split_by_object(objects, labels, share, seed):
    chance, chosen, first = random.Random(seed), set(), {x: objects.index(x) for x in objects}
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c})
        chosen |= set(chance.sample(own, min(max(1, round(share * len(own))), len(own) - 1)))
    return [i for x, i in first.items() if x not in chosen], [i for x, i in first.items() if x in chosen]


# %% 05.4 | names for positions | hold positions
def split_by_object(objects, labels, share, seed):
    chance, chosen = random.Random(seed), set()
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c})
        chosen |= set(chance.sample(own, min(max(1, round(share * len(own))), len(own) - 1)))
    return [x for x in objects if x not in chosen], [x for x in objects if x in chosen]


# %% 05.4 | the two sides exchanged | expected
def split_by_object(objects, labels, share, seed):
    chance, chosen = random.Random(seed), set()
    for c in sorted(set(labels)):
        own = sorted({x for x, label in zip(objects, labels) if label == c})
        chosen |= set(chance.sample(own, min(max(1, round(share * len(own))), len(own) - 1)))
    return [i for i, x in enumerate(objects) if x in chosen], [i for i, x in enumerate(objects) if x not in chosen]


# %% 05.5 | nothing is ever wrong | lets a split pass
def catches(X, objects, y, train, val):
    return False


# %% 05.5 | everything is wrong | true for an honest split
def catches(X, objects, y, train, val):
    return True


# %% 05.5 | positions only | one picture of an object is in val
def catches(X, objects, y, train, val):
    return sorted([*train, *val]) != list(range(len(X))) or set(y[train].tolist()) != set(y[val].tolist())


# %% 05.5 | no look at the pictures | under another object's name
def catches(X, objects, y, train, val):
    if sorted([*train, *val]) != list(range(len(X))) or {objects[i] for i in train} & {objects[i] for i in val}:
        return True
    return set(y[train].tolist()) != set(y[val].tolist())


# %% 05.5 | equal pictures only | saved again, is also in train
def catches(X, objects, y, train, val):
    if sorted([*train, *val]) != list(range(len(X))) or {objects[i] for i in train} & {objects[i] for i in val}:
        return True
    if set(y[train].tolist()) != set(y[val].tolist()):
        return True
    return any(torch.equal(X[i], p) for i in train for j in val for p in (X[j], X[j].flip(-1)))


# %% 05.5 | mirror forgotten | the mirror image
def catches(X, objects, y, train, val):
    if sorted([*train, *val]) != list(range(len(X))) or {objects[i] for i in train} & {objects[i] for i in val}:
        return True
    if set(y[train].tolist()) != set(y[val].tolist()):
        return True
    return bool(((X[train].int()[:, None] - X[val].int()).abs().amax(dim=(2, 3, 4)) <= 3).any())


# %% 05.5 | mirrored the wrong way | upside down
def catches(X, objects, y, train, val):
    if sorted([*train, *val]) != list(range(len(X))) or {objects[i] for i in train} & {objects[i] for i in val}:
        return True
    if set(y[train].tolist()) != set(y[val].tolist()):
        return True
    sides = (X[val].int(), X[val].int().flip(-2))
    return any(bool(((X[train].int()[:, None] - B).abs().amax(dim=(2, 3, 4)) <= 3).any()) for B in sides)


# %% 05.5 | subtracted in uint8 | wrap-around
def catches(X, objects, y, train, val):
    if sorted([*train, *val]) != list(range(len(X))) or {objects[i] for i in train} & {objects[i] for i in val}:
        return True
    if set(y[train].tolist()) != set(y[val].tolist()):
        return True
    sides, found = (X[val], X[val].flip(-1)), False
    for B in sides:
        found |= bool(((X[train][:, None] - B).amax(dim=(2, 3, 4)) <= 3).any())
        found |= bool(((B[:, None] - X[train]).amax(dim=(2, 3, 4)) <= 3).any())
    return found


# %% 05.5 | the mean difference | true for an honest split
def catches(X, objects, y, train, val):
    if sorted([*train, *val]) != list(range(len(X))) or {objects[i] for i in train} & {objects[i] for i in val}:
        return True
    if set(y[train].tolist()) != set(y[val].tolist()):
        return True
    sides = (X[val].float(), X[val].float().flip(-1))
    return any(bool(((X[train].float()[:, None] - B).abs().mean(dim=(2, 3, 4)) <= 25).any()) for B in sides)


# %% 05.5 | copies on one side counted | true for an honest split
def catches(X, objects, y, train, val):
    if sorted([*train, *val]) != list(range(len(X))) or {objects[i] for i in train} & {objects[i] for i in val}:
        return True
    if set(y[train].tolist()) != set(y[val].tolist()):
        return True
    for B in (X.int(), X.int().flip(-1)):
        near = (X.int()[:, None] - B).abs().amax(dim=(2, 3, 4)) <= 3
        if bool((near & ~torch.eye(len(X), dtype=torch.bool)).any()):
            return True
    return False


# %% 05.5 | lost pictures not missed | neither side
def catches(X, objects, y, train, val):
    if set(train) & set(val) or {objects[i] for i in train} & {objects[i] for i in val}:
        return True
    if set(y[train].tolist()) != set(y[val].tolist()) or len(set(train)) < len(train):
        return True
    sides = (X[val].int(), X[val].int().flip(-1))
    return any(bool(((X[train].int()[:, None] - B).abs().amax(dim=(2, 3, 4)) <= 3).any()) for B in sides)


# %% 05.5 | sets hide what stands twice | stands in train twice
def catches(X, objects, y, train, val):
    if set(train) & set(val) or {objects[i] for i in train} & {objects[i] for i in val}:
        return True
    if set(y[train].tolist()) != set(y[val].tolist()) or {*train, *val} != set(range(len(X))):
        return True
    sides = (X[val].int(), X[val].int().flip(-1))
    return any(bool(((X[train].int()[:, None] - B).abs().amax(dim=(2, 3, 4)) <= 3).any()) for B in sides)


# %% 05.5 | only the classes of val looked at | no picture of a class is in val
def catches(X, objects, y, train, val):
    if sorted([*train, *val]) != list(range(len(X))) or {objects[i] for i in train} & {objects[i] for i in val}:
        return True
    if set(y[val].tolist()) - set(y[train].tolist()):
        return True
    sides = (X[val].int(), X[val].int().flip(-1))
    return any(bool(((X[train].int()[:, None] - B).abs().amax(dim=(2, 3, 4)) <= 3).any()) for B in sides)


# %% 05.5 | the order taken for a fault | true for an honest split
def catches(X, objects, y, train, val):
    return [*train, *val] != list(range(len(X)))


# %% 05.5 | the lists sorted in place | changed what it was given
def catches(X, objects, y, train, val):
    train.sort(), val.sort()
    if sorted(train + val) != list(range(len(X))) or {objects[i] for i in train} & {objects[i] for i in val}:
        return True
    if set(y[train].tolist()) != set(y[val].tolist()):
        return True
    sides = (X[val].int(), X[val].int().flip(-1))
    return any(bool(((X[train].int()[:, None] - B).abs().amax(dim=(2, 3, 4)) <= 3).any()) for B in sides)


# %% 05.5 | a tensor for an answer | must return true or false
def catches(X, objects, y, train, val):
    return ((X[train].int()[:, None] - X[val].int()).abs().amax(dim=(2, 3, 4)) <= 3).any()


# %% 05.6 | two draws | one draw for both
def twist(picture, mask, size):
    steps = v2.Compose([v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip()])
    light = v2.ColorJitter(brightness=0.3)
    return light(steps(tv_tensors.Image(picture))), steps(tv_tensors.Mask(mask))


# %% 05.6 | mirrored for itself | one draw for both
def twist(picture, mask, size):
    crop, mirror = v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip()
    picture, mask = crop(tv_tensors.Image(picture), tv_tensors.Mask(mask))
    return v2.ColorJitter(brightness=0.3)(mirror(picture)), mirror(mask)


# %% 05.6 | mask not transformed with the picture | one draw for both
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip(), v2.ColorJitter(brightness=0.3)]
    return v2.Compose(steps)(picture), v2.Resize((size, size))(tv_tensors.Mask(mask))


# %% 05.6 | mask as a picture | that were not there before
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip()]
    both = v2.Compose(steps)(torch.cat([picture, mask[None].float()]))
    return v2.ColorJitter(brightness=0.3)(both[:3]), both[3].long()


# %% 05.6 | mask as floats | class numbers stay whole numbers
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip(), v2.ColorJitter(brightness=0.3)]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask.float()))


# %% 05.6 | mask with an axis of channels | without an axis of channels
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip(), v2.ColorJitter(brightness=0.3)]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask[None]))


# %% 05.6 | never mirrored | which transform mirrors
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.ColorJitter(brightness=0.3)]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))


# %% 05.6 | always mirrored | which transform mirrors
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip(1), v2.ColorJitter(brightness=0.3)]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))


# %% 05.6 | upside down | up and down stay
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomVerticalFlip(), v2.ColorJitter(brightness=0.3)]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))


# %% 05.6 | the crop's own scale | at least half of the area
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size), v2.RandomHorizontalFlip(), v2.ColorJitter(brightness=0.3)]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))


# %% 05.6 | always the same shape | shape is always the same
def twist(picture, mask, size):
    crop = v2.RandomResizedCrop(size, scale=(0.5, 1), ratio=(1, 1))
    steps = [crop, v2.RandomHorizontalFlip(), v2.ColorJitter(brightness=0.3)]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))


# %% 05.6 | always the middle | at the same place
def twist(picture, mask, size):
    h, w = (int(n * (0.75 + 0.25 * torch.rand(()))) for n in mask.shape)
    steps = [v2.CenterCrop((h, w)), v2.Resize((size, size)), v2.RandomHorizontalFlip(), v2.ColorJitter(brightness=0.3)]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))


# %% 05.6 | resized, not cropped | hardly changes
def twist(picture, mask, size):
    steps = [v2.Resize((size, size)), v2.RandomHorizontalFlip(), v2.ColorJitter(brightness=0.3)]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))


# %% 05.6 | always the same seed | which transform mirrors
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip(), v2.ColorJitter(brightness=0.3)]
    torch.manual_seed(0)
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))


# %% 05.6 | brightness forgotten | the brightness is multiplied by
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip()]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))


# %% 05.6 | picture in blocks | smooth interpolation
def twist(picture, mask, size):
    crop = v2.RandomResizedCrop(size, scale=(0.5, 1), interpolation=v2.InterpolationMode.NEAREST)
    steps = [crop, v2.RandomHorizontalFlip(), v2.ColorJitter(brightness=0.3)]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))


# %% 05.6 | not cut off at 1 | cut the brightness off
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip()]
    picture, mask = v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))
    return picture * (0.7 + 0.6 * torch.rand(())), mask


# %% 05.6 | the mask darkened too | that were not there before
def twist(picture, mask, size):
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip()]
    picture, mask = v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))
    factor = 0.7 + 0.6 * torch.rand(())
    return (picture * factor).clamp(0, 1), (mask * factor).long()


# %% 05.6 | brightness in place | changed what it was given
def twist(picture, mask, size):
    picture.mul_(0.7 + 0.6 * torch.rand(())).clamp_(0, 1)
    steps = [v2.RandomResizedCrop(size, scale=(0.5, 1)), v2.RandomHorizontalFlip()]
    return v2.Compose(steps)(tv_tensors.Image(picture), tv_tensors.Mask(mask))


# %% 05.7 | darker than its neighbour | not darker
def dhash(X):
    small = F.adaptive_avg_pool2d(X.mean(dim=1), (8, 9))
    return (small[:, :, 1:] < small[:, :, :-1]).flatten(1)


# %% 05.7 | upper neighbour | expected
def dhash(X):
    small = F.adaptive_avg_pool2d(X.mean(dim=1), (9, 8))
    return (small[:, 1:] > small[:, :-1]).flatten(1)


# %% 05.7 | column by column | row by row
def dhash(X):
    small = F.adaptive_avg_pool2d(X.mean(dim=1), (8, 9))
    return (small[:, :, 1:] > small[:, :, :-1]).transpose(1, 2).flatten(1)


# %% 05.7 | single pixels for means | the means of 8 × 9 regions
def dhash(X):
    small = F.interpolate(X.mean(dim=1, keepdim=True), (8, 9), mode="nearest")[:, 0]
    noise = F.interpolate(X[:, :1], (8, 9), mode="nearest")[:, 0]
    return (small[:, :, 1:] + 0.5 * noise[:, :, 1:] > small[:, :, :-1] + noise[:, :, :-1]).flatten(1)


# %% 05.7 | compared with the mean of the picture | expected
def dhash(X):
    small = F.adaptive_avg_pool2d(X.mean(dim=1), (8, 8))
    return (small > small.mean(dim=(1, 2), keepdim=True)).flatten(1)


# %% 05.7 | not flattened | flatten
def dhash(X):
    small = F.adaptive_avg_pool2d(X.mean(dim=1), (8, 9))
    return small[:, :, 1:] > small[:, :, :-1]


# %% 05.7 | numbers for bools | dtype
def dhash(X):
    small = F.adaptive_avg_pool2d(X.mean(dim=1), (8, 9))
    return (small[:, :, 1:] > small[:, :, :-1]).flatten(1).float()


# %% 05.7 | one colour only | the means of 8 × 9 regions
def dhash(X):
    small = F.adaptive_avg_pool2d((X[:, 0] - X[:, 1]), (8, 9))
    return (small[:, :, 1:] > small[:, :, :-1]).flatten(1)


# %% 05.7 | equal hashes only | at most so many places
def twins(X, at_most):
    bits, mirror = dhash(X), dhash(X.flip(-1))
    straight, turned = ((bits[:, None] != other[None]).sum(dim=2).tolist() for other in (bits, mirror))
    pairs = [(i, j) for i in range(len(X)) for j in range(i + 1, len(X))]
    return [(i, j, turned[i][j] < straight[i][j]) for i, j in pairs if min(straight[i][j], turned[i][j]) == 0]


# %% 05.7 | fewer than at_most | at most so many places
def twins(X, at_most):
    bits, mirror = dhash(X), dhash(X.flip(-1))
    straight, turned = ((bits[:, None] != other[None]).sum(dim=2).tolist() for other in (bits, mirror))
    pairs = [(i, j) for i in range(len(X)) for j in range(i + 1, len(X))]
    return [(i, j, turned[i][j] < straight[i][j]) for i, j in pairs if min(straight[i][j], turned[i][j]) < at_most]


# %% 05.7 | mirror images not looked for | mirrored picture
def twins(X, at_most):
    bits = dhash(X)
    far = (bits[:, None] != bits[None]).sum(dim=2)
    return [(i, j, False) for i in range(len(X)) for j in range(i + 1, len(X)) if far[i, j] <= at_most]


# %% 05.7 | bits turned round for a mirror | is missing
def twins(X, at_most):
    bits, mirror = dhash(X), dhash(X).flip(1)
    straight, turned = ((bits[:, None] != other[None]).sum(dim=2).tolist() for other in (bits, mirror))
    pairs = [(i, j) for i in range(len(X)) for j in range(i + 1, len(X))]
    return [(i, j, turned[i][j] < straight[i][j]) for i, j in pairs if min(straight[i][j], turned[i][j]) <= at_most]


# %% 05.7 | upside down for a mirror | is missing
def twins(X, at_most):
    bits, mirror = dhash(X), dhash(X.flip(-2))
    straight, turned = ((bits[:, None] != other[None]).sum(dim=2).tolist() for other in (bits, mirror))
    pairs = [(i, j) for i in range(len(X)) for j in range(i + 1, len(X))]
    return [(i, j, turned[i][j] < straight[i][j]) for i, j in pairs if min(straight[i][j], turned[i][j]) <= at_most]


# %% 05.7 | each pair twice | with i < j
def twins(X, at_most):
    bits, mirror, n = dhash(X), dhash(X.flip(-1)), range(len(X))
    straight, turned = ((bits[:, None] != other[None]).sum(dim=2).tolist() for other in (bits, mirror))
    pairs = [(i, j) for i in n for j in n if i != j]
    return [(i, j, turned[i][j] < straight[i][j]) for i, j in pairs if min(straight[i][j], turned[i][j]) <= at_most]


# %% 05.7 | a picture as its own twin | no twin of itself
def twins(X, at_most):
    bits, mirror = dhash(X), dhash(X.flip(-1))
    straight, turned = ((bits[:, None] != other[None]).sum(dim=2).tolist() for other in (bits, mirror))
    pairs = [(i, j) for i in range(len(X)) for j in range(i, len(X))]
    return [(i, j, turned[i][j] < straight[i][j]) for i, j in pairs if min(straight[i][j], turned[i][j]) <= at_most]


# %% 05.7 | mirrored the wrong way round | is it mirrored
def twins(X, at_most):
    bits, mirror = dhash(X), dhash(X.flip(-1))
    straight, turned = ((bits[:, None] != other[None]).sum(dim=2).tolist() for other in (bits, mirror))
    pairs = [(i, j) for i in range(len(X)) for j in range(i + 1, len(X))]
    return [(i, j, straight[i][j] < turned[i][j]) for i, j in pairs if min(straight[i][j], turned[i][j]) <= at_most]


# %% 05.7 | pairs without a word on the mirror | three things
def twins(X, at_most):
    bits, mirror = dhash(X), dhash(X.flip(-1))
    straight, turned = ((bits[:, None] != other[None]).sum(dim=2).tolist() for other in (bits, mirror))
    pairs = [(i, j) for i in range(len(X)) for j in range(i + 1, len(X))]
    return [(i, j) for i, j in pairs if min(straight[i][j], turned[i][j]) <= at_most]


# %% 05.7 | not sorted | sorted
def twins(X, at_most):
    bits, mirror = dhash(X), dhash(X.flip(-1))
    straight, turned = ((bits[:, None] != other[None]).sum(dim=2).tolist() for other in (bits, mirror))
    pairs = [(i, j) for j in range(len(X)) for i in range(j)][::-1]
    return [(i, j, turned[i][j] < straight[i][j]) for i, j in pairs if min(straight[i][j], turned[i][j]) <= at_most]


# %% 05.8 | one over the count | mean weight of the pictures
def class_weights(y, n_classes):
    counts = torch.bincount(y, minlength=n_classes)
    return torch.where(counts > 0, 1 / counts.clamp(min=1), 0.0)


# %% 05.8 | not divided by the number of classes | divide by the number of classes
def class_weights(y, n_classes):
    counts = torch.bincount(y, minlength=n_classes)
    return torch.where(counts > 0, len(y) / counts.clamp(min=1), 0.0)


# %% 05.8 | absent classes counted | only the classes that have pictures
def class_weights(y, n_classes):
    counts = torch.bincount(y, minlength=n_classes)
    return torch.where(counts > 0, len(y) / (n_classes * counts.clamp(min=1)), 0.0)


# %% 05.8 | sum of the weights 1 | not the sum over the classes
def class_weights(y, n_classes):
    counts = torch.bincount(y, minlength=n_classes)
    weights = torch.where(counts > 0, 1 / counts.clamp(min=1), 0.0)
    return weights / weights.sum()


# %% 05.8 | mean of the weights 1 | not that over the classes
def class_weights(y, n_classes):
    counts = torch.bincount(y, minlength=n_classes)
    weights = torch.where(counts > 0, 1 / counts.clamp(min=1), 0.0)
    return weights * (counts > 0).sum() / weights.sum()


# %% 05.8 | shares instead of weights | common classes would weigh most
def class_weights(y, n_classes):
    return torch.bincount(y, minlength=n_classes) / len(y)


# %% 05.8 | infinite for an absent class | 0 where there is none
def class_weights(y, n_classes):
    counts = torch.bincount(y, minlength=n_classes)
    return len(y) / ((counts > 0).sum() * counts)


# %% 05.8 | the last classes missing | expected shape
def class_weights(y, n_classes):
    counts = torch.bincount(y)
    return torch.where(counts > 0, len(y) / ((counts > 0).sum() * counts.clamp(min=1)), 0.0)


# %% 05.8 | one weight for each picture | expected shape
def class_weights(y, n_classes):
    counts = torch.bincount(y, minlength=n_classes)
    return (len(y) / ((counts > 0).sum() * counts.clamp(min=1)))[y]


# %% 05.8 | an absent class as one picture | 0 where there is none
def class_weights(y, n_classes):
    counts = torch.bincount(y, minlength=n_classes)
    return len(y) / ((counts > 0).sum() * counts.clamp(min=1))


# %% 05.8 | a list | expected a tensor
def class_weights(y, n_classes):
    counts = torch.bincount(y, minlength=n_classes).tolist()
    return [len(y) / (sum(c > 0 for c in counts) * c) if c else 0.0 for c in counts]


# %% 05.9 | the interval of the textbooks | wilson asks for all p
def wilson(right, n, z=1.96):
    if n == 0:
        return 0.0, 1.0
    q = right / n
    reach = z * math.sqrt(q * (1 - q) / n)
    return q - reach, q + reach


# %% 05.9 | the textbook's, cut off | cut off, is not wilson
def wilson(right, n, z=1.96):
    if n == 0:
        return 0.0, 1.0
    q = right / n
    reach = z * math.sqrt(q * (1 - q) / n)
    return max(0.0, q - reach), min(1.0, q + reach)


# %% 05.9 | denominator forgotten | the denominator
def wilson(right, n, z=1.96):
    if n == 0:
        return 0.0, 1.0
    q = right / n
    middle, reach = q + z**2 / (2 * n), z * math.sqrt(q * (1 - q) / n + z**2 / (4 * n**2))
    return middle - reach, middle + reach


# %% 05.9 | 2 n under the root | stands under the root
def wilson(right, n, z=1.96):
    if n == 0:
        return 0.0, 1.0
    q, bottom = right / n, 1 + z**2 / n
    middle, reach = q + z**2 / (2 * n), z * math.sqrt(q * (1 - q) / n + z**2 / (2 * n**2))
    return (middle - reach) / bottom, (middle + reach) / bottom


# %% 05.9 | z fixed | z is an argument
def wilson(right, n, z=1.96):
    if n == 0:
        return 0.0, 1.0
    z, q = 1.96, right / n
    middle, reach = q + z**2 / (2 * n), z * math.sqrt(q * (1 - q) / n + z**2 / (4 * n**2))
    return (middle - reach) / (1 + z**2 / n), (middle + reach) / (1 + z**2 / n)


# %% 05.9 | no default for z | missing 1 required
def wilson(right, n, z):
    if n == 0:
        return 0.0, 1.0
    q, bottom = right / n, 1 + z**2 / n
    middle, reach = q + z**2 / (2 * n), z * math.sqrt(q * (1 - q) / n + z**2 / (4 * n**2))
    return (middle - reach) / bottom, (middle + reach) / bottom


# %% 05.9 | nothing known not thought of | zerodivision
def wilson(right, n, z=1.96):
    q, bottom = right / n, 1 + z**2 / n
    middle, reach = q + z**2 / (2 * n), z * math.sqrt(q * (1 - q) / n + z**2 / (4 * n**2))
    return (middle - reach) / bottom, (middle + reach) / bottom


# %% 05.9 | high before low | the lower end comes first
def wilson(right, n, z=1.96):
    if n == 0:
        return 0.0, 1.0
    q, bottom = right / n, 1 + z**2 / n
    middle, reach = q + z**2 / (2 * n), z * math.sqrt(q * (1 - q) / n + z**2 / (4 * n**2))
    return (middle + reach) / bottom, (middle - reach) / bottom


# %% 05.9 | percent | not in percent
def wilson(right, n, z=1.96):
    if n == 0:
        return 0.0, 1.0
    q, bottom = right / n, 1 + z**2 / n
    middle, reach = q + z**2 / (2 * n), z * math.sqrt(q * (1 - q) / n + z**2 / (4 * n**2))
    return 100 * (middle - reach) / bottom, 100 * (middle + reach) / bottom


# %% 05.9 | half taken for the whole width | reach to each side
def pictures_needed(q, half, z=1.96):
    n = 1
    while wilson(q * n, n, z)[1] - wilson(q * n, n, z)[0] > half:
        n += 1
    return n


# %% 05.9 | the textbook's number | pictures_needed
def pictures_needed(q, half, z=1.96):
    return max(1, math.ceil(q * (1 - q) * (z / half) ** 2))


# %% 05.9 | one too few | the first n for which it is
def pictures_needed(q, half, z=1.96):
    n = 1
    while wilson(q * n, n, z)[1] - wilson(q * n, n, z)[0] > 2 * half:
        n += 1
    return n - 1


# %% 05.9 | one too many | a smaller n does
def pictures_needed(q, half, z=1.96):
    n = 1
    while wilson(q * n, n, z)[1] - wilson(q * n, n, z)[0] > 2 * half:
        n += 1
    return n + 1


# %% 05.9 | z not handed on | reach to each side
def pictures_needed(q, half, z=1.96):
    n = 1
    while wilson(q * n, n)[1] - wilson(q * n, n)[0] > 2 * half:
        n += 1
    return n


# %% 05.9 | always half right | reach to each side
def pictures_needed(q, half, z=1.96):
    n = 1
    while wilson(n / 2, n, z)[1] - wilson(n / 2, n, z)[0] > 2 * half:
        n += 1
    return n


# %% 05.10 | red and blue still exchanged | red and blue have changed
def fixed_batch(paths):
    pixels = [np.asarray(Image.open(path).convert("RGB"))[:, :, ::-1].copy() for path in paths]
    return torch.stack([torch.tensor(p).permute(2, 0, 1) for p in pixels]).float() / 255


# %% 05.10 | still up to 255 | the network knows 1
def fixed_batch(paths):
    pixels = [np.asarray(Image.open(path).convert("RGB")) for path in paths]
    return torch.stack([torch.tensor(p).permute(2, 0, 1) for p in pixels]).float()


# %% 05.10 | nothing mended in the batch | red and blue, and 255
fixed_batch = buggy_batch


# %% 05.10 | scaled twice | scaled twice
def fixed_batch(paths):
    pixels = [np.asarray(Image.open(path).convert("RGB")) for path in paths]
    return torch.stack([torch.tensor(p).permute(2, 0, 1) / 255 for p in pixels]).float() / 255


# %% 05.10 | the wrong axis turned | which axis holds the colours
def fixed_batch(paths):
    pixels = [np.asarray(Image.open(path).convert("RGB"))[:, ::-1].copy() for path in paths]
    return torch.stack([torch.tensor(p).permute(2, 0, 1) for p in pixels]).float() / 255


# %% 05.10 | each picture scaled by its own maximum | fixed_batch
def fixed_batch(paths):
    pixels = [torch.tensor(np.asarray(Image.open(path).convert("RGB"))).permute(2, 0, 1) for path in paths]
    return torch.stack([p.float() / p.max() * 0.99 for p in pixels])


# %% 05.10 | channels last | expected shape
def fixed_batch(paths):
    pixels = [np.asarray(Image.open(path).convert("RGB")) for path in paths]
    return torch.stack([torch.tensor(p) for p in pixels]).float() / 255


# %% 05.10 | classes of the pictures at hand | those of its training set
def fixed_report(model, read, train_names, paths, names, batch_size):
    classes, answers = sorted(set(names)), []
    classes += ["?"] * 5
    for start in range(0, len(paths), batch_size):
        answers += [classes[i] for i in model(read(paths[start : start + batch_size])).argmax(dim=1).tolist()]
    return sum(a == b for a, b in zip(answers, names)) / len(names), answers


# %% 05.10 | classes in the order of the training pictures | sorted
def fixed_report(model, read, train_names, paths, names, batch_size):
    classes, answers = list(dict.fromkeys(train_names)), []
    for start in range(0, len(paths), batch_size):
        answers += [classes[i] for i in model(read(paths[start : start + batch_size])).argmax(dim=1).tolist()]
    return sum(a == b for a, b in zip(answers, names)) / len(names), answers


# %% 05.10 | sorted without regard to capital letters | sorted
def fixed_report(model, read, train_names, paths, names, batch_size):
    classes, answers = sorted(set(train_names), key=lambda name: name[::-1]), []
    for start in range(0, len(paths), batch_size):
        answers += [classes[i] for i in model(read(paths[start : start + batch_size])).argmax(dim=1).tolist()]
    return sum(a == b for a, b in zip(answers, names)) / len(names), answers


# %% 05.10 | still the mean of the batches' means | counts as much as the others
def fixed_report(model, read, train_names, paths, names, batch_size):
    classes, answers, shares = sorted(set(train_names)), [], []
    for start in range(0, len(paths), batch_size):
        part = names[start : start + batch_size]
        given = [classes[i] for i in model(read(paths[start : start + batch_size])).argmax(dim=1).tolist()]
        answers += given
        shares.append(sum(a == b for a, b in zip(given, part)) / len(part))
    return sum(shares) / len(shares), answers


# %% 05.10 | divided by full batches | count the right ones of all
def fixed_report(model, read, train_names, paths, names, batch_size):
    classes, answers = sorted(set(train_names)), []
    for start in range(0, len(paths), batch_size):
        answers += [classes[i] for i in model(read(paths[start : start + batch_size])).argmax(dim=1).tolist()]
    right = sum(a == b for a, b in zip(answers, names))
    return right / (math.ceil(len(names) / batch_size) * batch_size), answers


# %% 05.10 | the last batch left out | expected
def fixed_report(model, read, train_names, paths, names, batch_size):
    classes, answers = sorted(set(train_names)), []
    for start in range(0, len(paths) - batch_size + 1, batch_size):
        answers += [classes[i] for i in model(read(paths[start : start + batch_size])).argmax(dim=1).tolist()]
    return sum(a == b for a, b in zip(answers, names)) / len(answers), answers


# %% 05.10 | nothing mended in the report | your code raised
fixed_report = buggy_report


# %% 05.11 | training mode | in training mode when it answered
def predict(path, model, classes, size, mean, std):
    model.train()
    image = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model(X).softmax(dim=1)[0]
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | gradients on | gradients were on
def predict(path, model, classes, size, mean, std):
    image = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    p = model.eval()(X).softmax(dim=1)[0]
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | mode not given back | left in another mode
def predict(path, model, classes, size, mean, std):
    image = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | orientation ignored | lies on its side
def predict(path, model, classes, size, mean, std):
    image, mode = Image.open(path).convert("RGBA"), model.training
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    model.train(mode)
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | transparency dropped | its transparency was dropped
def predict(path, model, classes, size, mean, std):
    image, mode = ImageOps.exif_transpose(Image.open(path)).convert("RGB"), model.training
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    model.train(mode)
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | transparency made black | shows black
def predict(path, model, classes, size, mean, std):
    image, mode = ImageOps.exif_transpose(Image.open(path)).convert("RGBA"), model.training
    image = Image.alpha_composite(Image.new("RGBA", image.size, "black"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    model.train(mode)
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | squeezed to a square | its shape has changed
def predict(path, model, classes, size, mean, std):
    image, mode = ImageOps.exif_transpose(Image.open(path)).convert("RGBA"), model.training
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize((size, size), antialias=True), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    model.train(mode)
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | not normalised | it is not normalised
def predict(path, model, classes, size, mean, std):
    image, mode = ImageOps.exif_transpose(Image.open(path)).convert("RGBA"), model.training
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose(steps)(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    model.train(mode)
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | not scaled | it goes to 255
def predict(path, model, classes, size, mean, std):
    image, mode = ImageOps.exif_transpose(Image.open(path)).convert("RGBA"), model.training
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    model.train(mode)
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | red and blue exchanged | red and blue are exchanged
def predict(path, model, classes, size, mean, std):
    image, mode = ImageOps.exif_transpose(Image.open(path)).convert("RGBA"), model.training
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Normalize(mean, std)(v2.Compose(steps)(image).flip(0))[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    model.train(mode)
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | no batch axis | a batch of one
def predict(path, model, classes, size, mean, std):
    image, mode = ImageOps.exif_transpose(Image.open(path)).convert("RGBA"), model.training
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image).to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X)[0].softmax(dim=0)
    model.train(mode)
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | any mode but RGB fails | your code raised
def predict(path, model, classes, size, mean, std):
    mode = model.training
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    image = ImageOps.exif_transpose(Image.open(path))
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    model.train(mode)
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | the logit for a probability | softmax of the logits
def predict(path, model, classes, size, mean, std):
    image, mode = ImageOps.exif_transpose(Image.open(path)).convert("RGBA"), model.training
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X)[0]
    model.train(mode)
    return classes[int(p.argmax())], p.max().item()


# %% 05.11 | a number for a name | result, item 0
def predict(path, model, classes, size, mean, std):
    image, mode = ImageOps.exif_transpose(Image.open(path)).convert("RGBA"), model.training
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    model.train(mode)
    return int(p.argmax()), p.max().item()


# %% 05.11 | classes sorted anew | result, item 0
def predict(path, model, classes, size, mean, std):
    image, mode = ImageOps.exif_transpose(Image.open(path)).convert("RGBA"), model.training
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    model.train(mode)
    return sorted(classes)[int(p.argmax())], p.max().item()


# %% 05.11 | a tensor for the probability | result, item 1
def predict(path, model, classes, size, mean, std):
    image, mode = ImageOps.exif_transpose(Image.open(path)).convert("RGBA"), model.training
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    steps = [v2.ToImage(), v2.Resize(size, antialias=True), v2.CenterCrop(size), v2.ToDtype(torch.float32, scale=True)]
    X = v2.Compose([*steps, v2.Normalize(mean, std)])(image)[None].to(next(model.parameters()).device)
    with torch.no_grad():
        p = model.eval()(X).softmax(dim=1)[0]
    model.train(mode)
    return classes[int(p.argmax())], p.max()


# %% 05.12 | trained on the pictures as they are | it still follows the background
def robust(X, masks, y, seed):
    return plain(X, masks, y, seed)


# %% 05.12 | always the same grey | many colours
def robust(X, masks, y, seed):
    return plain(torch.where(masks[:, None], X, 0.5), masks, y, seed)


# %% 05.12 | the mask turned round | the goal is more than
def robust(X, masks, y, seed):
    torch.manual_seed(seed)
    return plain(torch.where(masks[:, None], torch.rand_like(X[:, :, :1, :1]), X), masks, y, seed)


# %% 05.12 | not trained at all | does it train at all
def robust(X, masks, y, seed):
    torch.manual_seed(seed)
    return small_net().to(X.device)


# %% 05.12 | the commonest class | the goal is more than
def robust(X, masks, y, seed):
    class Always(nn.Module):
        def forward(self, X):
            return F.one_hot(y.mode().values.expand(len(X)), 5).float()

    return Always()


# %% 05.12 | depends on its batch | it depends on its batch
def robust(X, masks, y, seed):
    class Relative(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = small_net().to(X.device)

        def forward(self, X):
            return self.net(X - X.mean(dim=0)) * 50

    return Relative()


# %% 05.12 | probabilities of too many classes | shape of the logits
def robust(X, masks, y, seed):
    return nn.Sequential(nn.Flatten(), nn.Linear(3 * 32 * 32, 10)).to(X.device)


# %% 05.12 | the function, not the network | return the trained model
def robust(X, masks, y, seed):
    return small_net


# %% 05.12 | training pictures changed in place | changed the pictures
def robust(X, masks, y, seed):
    X[:] = torch.where(masks[:, None], X, 0.5)
    return small_net().to(X.device)


# %% 05.12 | nothing returned | return the trained model
def robust(X, masks, y, seed):
    model = small_net()


# %% 05.12 | the new backgrounds do not come from the seed | same seed
def robust(X, masks, y, seed):
    torch.manual_seed(seed)
    model, g = small_net().to(X.device), torch.Generator()
    g.seed()
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.005)
    for _ in range(10):
        for rows in torch.randperm(len(y)).split(32):
            others = torch.rand(len(rows), 3, 1, 1, generator=g).to(X.device)
            optimizer.zero_grad()
            F.cross_entropy(model(torch.where(masks[rows, None], X[rows], others)), y[rows]).backward()
            optimizer.step()
    return model
