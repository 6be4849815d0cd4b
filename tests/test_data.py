"""The MNIST archives and the cell that finds, verifies and unpacks them."""

import errno
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import make_notebooks as tool
import pytest
import torch
import torchvision
from course import ROOT, mnist_root
from torchvision import datasets

ARCHIVES = datasets.MNIST.resources
FOLDERS = [*tool.FOLDERS.values(), "."]
SIZES = {True: (60000, 1567298545), False: (10000, 264923200)}  # images and the sum of all their pixels


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """Refuse every connection."""

    def refuse(*_):
        raise OSError("the network is off in this test")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def load_mnist():
    """Load MNIST as a notebook does; return, for train and test, the images and the sum of all their pixels."""
    sets = {train: datasets.MNIST(mnist_root(), train=train, download=True) for train in (True, False)}
    return {train: (len(images), int(images.data.sum(dtype=torch.int64))) for train, images in sets.items()}


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """Work in a copy of the data folder in a place of its own, the archives not yet unpacked; return that folder."""
    raw = tmp_path / "a place with späces" / "data/MNIST/raw"
    raw.mkdir(parents=True)
    for name, _ in ARCHIVES:
        shutil.copy(ROOT / "data/MNIST/raw" / name, raw)
    monkeypatch.chdir(raw.parents[2])
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    return raw


@pytest.mark.parametrize(("name", "md5"), ARCHIVES)
def test_archives_are_the_canonical_ones(name, md5):
    archive = ROOT / "data/MNIST/raw" / name
    assert archive.exists(), f"{archive} is missing. Restore it with: git checkout -- {archive.relative_to(ROOT)}"
    assert hashlib.md5(archive.read_bytes()).hexdigest() == md5
    assert md5 in (ROOT / "data/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_mnist_loads_without_network_from(folder, monkeypatch):
    monkeypatch.chdir(ROOT / folder)
    assert load_mnist() == SIZES


def test_mnist_loads_from_a_foreign_folder_with_the_environment_of_the_course(tmp_path, monkeypatch):
    # make lab and make test keep their environment in .venv, so sys.prefix leads back to the repository.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "prefix", str(ROOT / ".venv"))
    assert load_mnist() == SIZES
    assert list(tmp_path.iterdir()) == []


def test_mnist_loads_from_a_path_with_spaces_and_other_letters(copy):
    assert load_mnist() == SIZES
    assert (copy / "train-images-idx3-ubyte").exists()


def test_two_processes_unpack_at_the_same_time(copy):
    program = f"""
import gzip, hashlib, os, sys
from pathlib import Path
from torchvision import datasets
{tool.shared_cell("mnist")}
print("ready", flush=True)
input()  # both are told to go at once
print(sum(datasets.MNIST(mnist_root(), train=False).targets.tolist()))
"""
    start = {"cwd": copy.parents[2], "stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    runs = [subprocess.Popen([sys.executable, "-c", program], **start) for _ in range(2)]
    assert [run.stdout.readline() for run in runs] == ["ready\n"] * 2
    for run in runs:
        run.stdin.write("go\n")
        run.stdin.flush()
    assert [run.communicate()[0] for run in runs] == ["44434\n"] * 2
    assert not [path.name for path in copy.iterdir() if not re.fullmatch(r"[a-z0-9-]+(\.gz)?", path.name)]


@pytest.mark.parametrize("damage", ["truncated", "altered", "empty"])
def test_damaged_archive_is_named_and_left_as_it_is(copy, damage):
    archive = copy / ARCHIVES[1][0]
    good = archive.read_bytes()
    bad = {"truncated": good[:-100], "altered": good[:500] + b"?" + good[501:], "empty": b""}[damage]
    archive.write_bytes(bad)
    with pytest.raises(RuntimeError, match=re.escape(f"{archive} is damaged.")):
        load_mnist()
    assert archive.read_bytes() == bad
    assert not archive.with_suffix("").exists()


def test_damaged_unpacked_file_is_unpacked_again(copy):
    load_mnist()
    unpacked = copy / ARCHIVES[0][0].removesuffix(".gz")
    unpacked.write_bytes(unpacked.read_bytes()[:1000])
    assert load_mnist() == SIZES


def writing_fails(monkeypatch, code, half=False):
    """Let every file that is written fail with an error of the system, after its first half if half is true."""
    write = Path.write_bytes

    def fail(path, data):
        if half:
            write(path, data[: len(data) // 2])
        raise OSError(code, os.strerror(code), str(path))

    monkeypatch.setattr(Path, "write_bytes", fail)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES], ids=errno.errorcode.get)
def test_full_or_read_only_disk_is_named_and_nothing_half_written_is_left(copy, monkeypatch, code):
    before = set(copy.iterdir())
    with monkeypatch.context() as patch:
        writing_fails(patch, code, half=code == errno.ENOSPC)
        with pytest.raises(RuntimeError, match="train-images-idx3-ubyte can't be written: ") as problem:
            load_mnist()
    assert os.strerror(code) in str(problem.value)
    assert "copy the course to a folder in which you may write" in str(problem.value)
    assert set(copy.iterdir()) == before
    if code == errno.ENOSPC:
        mnist_root()  # there is room again
        assert set(copy.iterdir()) == before | {archive.with_suffix("") for archive in before}


def test_course_on_a_read_only_disk_works_once_it_is_unpacked(copy, monkeypatch):
    root = mnist_root()
    writing_fails(monkeypatch, errno.EROFS)
    assert mnist_root() == root == copy.parents[1]


def test_folder_that_may_not_be_searched_is_passed_over(tmp_path, monkeypatch):
    forbidden, here = tmp_path / "data", tmp_path / "here"
    (forbidden / "MNIST/raw").mkdir(parents=True)
    here.mkdir()
    forbidden.chmod(0)
    try:
        if os.access(forbidden, os.X_OK):
            pytest.skip("this user, or this system, may search every folder")
        monkeypatch.chdir(here)
        monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
        assert mnist_root() == Path("data")
    finally:
        forbidden.chmod(0o700)


def test_single_notebook_without_data_and_network_names_what_it_cannot_download(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    for _ in range(2):  # what the first attempt leaves does not spoil the second
        with pytest.raises(RuntimeError, match=f"Error downloading {ARCHIVES[0][0]}"):
            load_mnist()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_missing_archive_is_named_when_there_is_no_network(copy):
    (copy / ARCHIVES[2][0]).unlink()
    with pytest.raises(RuntimeError, match=ARCHIVES[2][0]):
        load_mnist()


def test_without_a_data_folder_the_loader_makes_one_where_the_notebook_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    assert mnist_root() == Path("data")


def test_git_ignores_what_is_unpacked_and_keeps_the_archives():
    names = [f"data/MNIST/raw/{name}" for name, _ in ARCHIVES]
    unpacked = [name.removesuffix(".gz") for name in names]
    git = ["git", "-C", str(ROOT), "check-ignore", *names, *unpacked]
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    assert subprocess.run(git, capture_output=True, text=True, check=False).stdout.split() == unpacked


def test_torch_and_torchvision_are_a_matching_pair():
    assert hasattr(torchvision.ops, "nms")
    assert torchvision.extension._has_ops()
