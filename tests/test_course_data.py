"""The course's own data sets, and the cell that finds them, or downloads what is missing."""

import ast
import gzip
import hashlib
import json
import multiprocessing
import os
import re
import shutil
import socket
import sys
import threading
import zipfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import make_notebooks as tool
import numpy as np
import pytest
from course import ROOT, read, run_shared_cell
from PIL import Image

CELL = run_shared_cell("course_data", __name__="__main__")
course_data, SETS = CELL["course_data"], CELL["COURSE_SETS"]
FILES = [(name, file, md5) for name, files in SETS.items() for file, md5 in files.items()]
HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def this_machine_alone(monkeypatch):
    """Refuse every connection to other machines."""
    lookup = socket.getaddrinfo

    def refuse(host, *arguments, **settings):
        if host != HERE:
            raise OSError("the network is off in this test")
        return lookup(host, *arguments, **settings)

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Work in an empty folder, outside of the course and with another environment; return it."""
    here = tmp_path / "a place with späces"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env/.venv"))
    return here


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Serve a copy of the data from this machine, in place of the repository; return the folder that is served."""
    served = tmp_path / "served"
    for name, file, _ in FILES:
        (served / name).mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "data" / name / file, served / name)
    handler = type("Handler", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer((HERE, 0), partial(handler, directory=served)) as running:
        threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        monkeypatch.setitem(CELL, "COURSE_DATA", f"http://{HERE}:{running.server_port}")
        yield served
        running.shutdown()


def message(name):
    """Ask for a set, which fails; return the message, which a notebook shows in two lines."""
    with pytest.raises(RuntimeError) as problem:
        course_data(name)
    assert problem.value._render_traceback_() == str(problem.value).split("\n")
    assert str(problem.value).count("\n") == 1
    return str(problem.value)


@pytest.mark.parametrize(("name", "file", "md5"), FILES)
def test_files_have_their_sums_and_are_described(name, file, md5):
    assert hashlib.md5((ROOT / "data" / name / file).read_bytes()).hexdigest() == md5
    about = (ROOT / "data/README.md").read_text(encoding="utf-8")
    assert md5 in about and file in about


@pytest.mark.parametrize("name", SETS)
def test_nothing_else_lies_in_the_folder_but_a_licence(name):
    tracked = {path.name for path in (ROOT / "data" / name).iterdir() if path.is_file()}
    assert tracked <= set(SETS[name]) | {"LICENSE"}


@pytest.mark.parametrize("folder", [*tool.FOLDERS.values(), "."])
@pytest.mark.parametrize("name", SETS)
def test_data_are_found_without_network_from(name, folder, monkeypatch):
    monkeypatch.chdir(ROOT / folder)
    assert course_data(name).samefile(ROOT / "data" / name)


def test_data_are_found_from_a_foreign_folder_with_the_environment_of_the_course(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "prefix", str(ROOT / ".venv"))
    assert course_data("animals").samefile(ROOT / "data/animals")
    assert list(tmp_path.iterdir()) == []


def test_address_is_that_of_this_repository_and_the_cell_can_be_read():
    assert CELL["COURSE_DATA"] == f"https://raw.githubusercontent.com/{tool.repository()}/main/data"
    assert "{{" not in tool.shared_cell("course_data")


def test_missing_data_are_downloaded_once(elsewhere, server):
    folder = course_data("animals")
    assert folder == Path("data/animals")
    assert {path.name for path in (elsewhere / folder).iterdir()} == set(SETS["animals"])
    shutil.rmtree(server / "animals")
    assert course_data("animals").samefile(elsewhere / folder)


def test_only_what_is_missing_is_downloaded(elsewhere, server):
    image, label = SETS["animals"]
    (elsewhere / "data/animals").mkdir(parents=True)
    shutil.copy(ROOT / "data/animals" / image, elsewhere / "data/animals")
    (server / "animals" / image).unlink()
    course_data("animals")
    assert (elsewhere / "data/animals" / label).exists()


@pytest.mark.parametrize("trouble", ["offline", "missing", "altered"])
def test_what_cannot_be_downloaded_is_named_and_leaves_nothing(elsewhere, server, monkeypatch, trouble):
    first = next(iter(SETS["animals"]))
    if trouble == "offline":
        monkeypatch.setitem(CELL, "COURSE_DATA", "http://nowhere.invalid")
    elif trouble == "missing":
        (server / "animals" / first).unlink()
    else:
        (server / "animals" / first).write_bytes(b"something else")
    text = message("animals")
    assert re.match(f"{re.escape(first)} is not here and can't be downloaded: .+\\.\n  Go online and run", text)
    assert [path for path in elsewhere.rglob("*") if path.is_file()] == []


def test_damaged_file_is_named_and_left_as_it_is(elsewhere):
    folder = Path(shutil.copytree(ROOT / "data/animals", elsewhere / "data/animals"))
    path = folder / next(iter(SETS["animals"]))
    path.write_bytes(b"?" + path.read_bytes()[1:])
    assert message("animals").startswith(f"{path} is damaged.\n  Restore it: git checkout")
    assert path.read_bytes()[:1] == b"?"


def test_a_place_where_nothing_can_be_written_is_named(elsewhere, server):
    (elsewhere / "data").write_text("a file, not a folder")
    assert "can't be read or written: " in message("animals")


@pytest.fixture
def stamps(elsewhere):
    """Put a copy of the packed stamps where the notebook runs; return the archive."""
    (elsewhere / "data/stamps").mkdir(parents=True)
    return Path(shutil.copy(ROOT / "data/stamps/stamps.zip", elsewhere / "data/stamps"))


def sizes(folder):
    """Return {path inside the folder: size} of all files."""
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def packed_sizes(archive):
    """Return {path inside the folder of the archive: size} of what there has to be once it is unpacked."""
    with zipfile.ZipFile(archive) as packed:
        members = {member.filename.split("/", 1)[1]: member.file_size for member in packed.infolist()}
    return members | {archive.name: archive.stat().st_size}


def test_stamps_are_unpacked_beside_their_archive_and_mended(stamps):
    assert course_data("stamps").samefile("data/stamps")
    assert sizes(stamps.parent) == packed_sizes(stamps)
    crow, duck, mine = (stamps.parent / "test/bird" / name for name in ("crow.png", "duck.png", "mine.png"))
    before, kept = crow.read_bytes(), (stamps.parent / "train/bird").stat().st_mtime_ns
    crow.write_bytes(before[:100])
    duck.unlink()
    mine.write_text("a picture of the learner's own")
    course_data("stamps")
    assert crow.read_bytes() == before and duck.exists() and mine.exists()
    assert (stamps.parent / "train/bird").stat().st_mtime_ns == kept


def unpack_here(folder):
    """Ask for the stamps from a folder, in a process of its own; return what then is there."""
    os.chdir(folder)
    here = run_shared_cell("course_data", __name__="__main__")["course_data"]("stamps")
    return {path: size for path, size in sizes(here).items() if path.endswith(".png")}


def test_two_processes_may_unpack_the_stamps_at_the_same_time(stamps):
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(unpack_here, [Path.cwd()] * 2))
    assert found[0] == found[1]
    assert sizes(stamps.parent) == packed_sizes(stamps)


def test_no_room_for_the_stamps_is_named_and_nothing_half_written_is_left(stamps, monkeypatch):
    write = Path.write_bytes

    def full(path, content):
        write(path, content[:10])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "can't be read or written: No space left on device.\n  Give yourself" in message("stamps")
    assert sizes(stamps.parent).keys() == {"stamps.zip"}


def test_stamps_are_what_the_page_says():
    folder = course_data("stamps")
    pictures = list(folder.glob("*/*/*.png"))
    kinds = {(max(picture.size) <= 96, picture.mode) for picture in map(Image.open, pictures)}
    assert kinds == {(True, "RGBA")}
    parts = {part: {path.name for path in pictures if path.parts[-3] == part} for part in ("train", "val", "test")}
    assert {part: len(names) for part, names in parts.items()} == {"train": 119, "val": 34, "test": 66}
    assert sum(map(len, parts.values())) == len(set.union(*parts.values())) == 219
    assert len({path.parent.name for path in pictures}) == 9


def test_weights_are_what_the_page_says():
    raw = (course_data("weights") / "tf_efficientnet_lite0_fp16.safetensors").read_bytes()
    header = json.loads(raw[8 : 8 + int.from_bytes(raw[:8], "little")])
    tensors = {name: entry["dtype"] for name, entry in header.items() if name != "__metadata__"}
    assert len(tensors) == 296
    assert {kind for name, kind in tensors.items() if not name.endswith("num_batches_tracked")} == {"F16"}


def read_idx(path):
    """Return the numbers in a packed idx file of bytes."""
    raw = gzip.decompress(path.read_bytes())
    shape = np.frombuffer(raw, ">i4", raw[3], 4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape)


def test_animals_are_what_the_page_says():
    images, labels = (read_idx(ROOT / "data/animals" / file) for file in SETS["animals"])
    assert images.shape == (10_000, 28, 28)
    assert np.bincount(labels).tolist() == [1000] * 10
    assert len(images) - len(np.unique(images.reshape(10_000, -1), axis=0)) == 284


def lines_of(file, folder="text"):
    """Return the lines of a packed text of the course."""
    return gzip.decompress((ROOT / "data" / folder / file).read_bytes()).decode().splitlines()


def test_texts_are_what_the_page_says():
    verses = [line.split("\t") for line in lines_of("kjv.tsv.gz")]
    assert len(verses) == 31_102 and {len(verse) for verse in verses} == {4}
    names, words = ([line.split(",") for line in lines_of(file)[1:]] for file in ("first_names.csv.gz", "words.csv.gz"))
    assert len(names) == 5_494 and {sex for _, sex in names} == {"F", "M"}
    assert len(words) == 14_938
    assert {language for language, _ in words} == {"dutch", "english", "french", "german", "italian", "spanish"}
    assert len(set(lines_of("last_names.txt.gz"))) == 20_000


def functions_of(source):
    """Return {name: its code} of the functions of a text of Python."""
    return {node.name: ast.unparse(node) for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


def test_lesson_05_builds_what_later_notebooks_take_from_the_shared_cell():
    shared = functions_of((ROOT / "tools/shared_cells/stamps.py").read_text(encoding="utf-8"))
    cells = read(ROOT / "notebooks/05_your_own_pictures.ipynb").cells
    built = functions_of("\n".join(cell.source for cell in cells if cell.cell_type == "code"))
    assert shared and {name: built.get(name) for name in shared} == shared


def test_tables_are_what_the_page_says():
    counts = {file: len(lines_of(file, "tables")) - 1 for file in SETS["tables"]}
    expected = {"flights": 336_776, "planes": 3_322, "senate109": 101, "tailnums": 336_776, "weather": 26_115}
    assert counts == {f"{name}.csv.gz": count for name, count in expected.items()}
    votes = [line.split(",")[3] for line in lines_of("senate109.csv.gz", "tables")[1:]]
    assert {len(row) for row in votes} == {645} and set("".join(votes)) == {"y", "n", "."}


def test_tail_numbers_stand_in_the_order_of_the_flights():
    carriers = {}
    flights, tails = (lines_of(file, "tables")[1:] for file in ("flights.csv.gz", "tailnums.csv.gz"))
    for flight, tail in zip(flights, tails, strict=True):
        carriers.setdefault(tail, set()).add(flight.split(",")[5])
    del carriers[""]
    alone = sum(len(owners) == 1 for owners in carriers.values()) / len(carriers)
    assert alone > 0.99  # one line off, it is 0.05: nearly every plane would fly for several airlines
