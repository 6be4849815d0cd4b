"""The MNIST archives and the cell that finds, downloads, verifies and unpacks them."""

import errno
import gzip
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import make_notebooks as tool
import pytest
import torch
import torchvision
from course import ROOT, mnist_root
from files import make_link
from torchvision import datasets

ARCHIVES = datasets.MNIST.resources
FOLDERS = [*tool.FOLDERS.values(), "."]
SIZES = {True: (60000, 1567298545), False: (10000, 264923200)}  # images and the sum of all their pixels
SMALL = {True: (3, 3 * 784), False: (2, 2 * 784)}  # of the archives that most tests use
HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """Refuse every connection to another machine."""

    def only_here(connect):
        def checked(*arguments, **settings):
            if HERE not in str(arguments):
                raise OSError("the network is off in this test")
            return connect(*arguments, **settings)

        return checked

    for owner, name in ((socket.socket, "connect"), (socket.socket, "connect_ex"), (socket, "getaddrinfo")):
        monkeypatch.setattr(owner, name, only_here(getattr(owner, name)))
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """Work in an empty folder, with the environment in another; return that folder."""
    folder = tmp_path / os.fsdecode("a place with späces".encode())  # as bytes: the locale may be plain ASCII
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env/.venv"))
    return folder


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Let MNIST consist of three images and two to test with; return a folder that holds its archives alone."""
    folder, resources = tmp_path / "archives", []
    folder.mkdir()
    for name, _ in ARCHIVES:
        shape = [SMALL[name.startswith("train")][0], *([28, 28] if "images" in name else [])]
        head = bytes([0, 0, 8, len(shape)]) + b"".join(size.to_bytes(4, "big") for size in shape)
        packed = gzip.compress(head + bytes([1]) * torch.Size(shape).numel())
        (folder / name).write_bytes(packed)
        resources.append((name, hashlib.md5(packed).hexdigest()))
    monkeypatch.setattr(datasets.MNIST, "resources", resources)
    return folder


@pytest.fixture
def copy(empty, small):
    """Put the small archives into the data folder of an otherwise empty folder, not unpacked; return that of both."""
    return Path(shutil.copytree(small, empty / "data/MNIST/raw"))


@pytest.fixture
def server(small, monkeypatch):
    """Let torchvision find the small archives on this machine; return the folder that is served."""
    handler = type("Handler", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer((HERE, 0), partial(handler, directory=small)) as running:
        threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        dead, alive = f"http://{HERE}:{running.server_port}/moved/", f"http://{HERE}:{running.server_port}/"
        monkeypatch.setattr(datasets.MNIST, "mirrors", [dead, alive])
        yield small
        running.shutdown()


@pytest.fixture
def other_user(small, monkeypatch):
    """Work, as a user without rights, in a folder with the small archives of a user called root, or in one's own."""
    if os.name != "posix" or (os.getuid() == 0 and not hasattr(os, "setresuid")):
        pytest.skip("Windows has other rights, and on macOS root can't become another user for a while")
    mask = os.umask(0o022)
    home = Path(tempfile.mkdtemp())
    home.chmod(0o755)  # pytest's own folders are closed to other users
    raw = home / "data/MNIST/raw"
    raw.mkdir(parents=True)
    for name, _ in ARCHIVES:
        shutil.copyfile(small / name, raw / name)
    monkeypatch.chdir(home)
    monkeypatch.setattr(sys, "prefix", str(home / "env/.venv"))
    mnist_root()
    root = os.getuid() == 0
    yield raw, lambda: root and os.setresuid(65534, 65534, 0)
    if root:
        os.setresuid(0, 0, 0)
    os.umask(mask)
    monkeypatch.chdir("/")
    for folder, inside, _ in os.walk(home):
        for name in inside:
            Path(folder, name).chmod(0o700)  # before os.walk looks into it
    shutil.rmtree(home)


def load_mnist():
    """Load MNIST as a notebook does; return, for train and test, the images and the sum of all their pixels."""
    sets = {train: datasets.MNIST(mnist_root(), train=train, download=True) for train in (True, False)}
    return {train: (len(images), int(images.data.sum(dtype=torch.int64))) for train, images in sets.items()}


def trouble():
    """Load MNIST, which fails; return the message, which a notebook shows without a traceback in three lines or less.

    In all messages a path that is wrong stands first, or after "Look at".
    """
    with pytest.raises(RuntimeError) as problem:
        load_mnist()
    shown = problem.value._render_traceback_()
    assert shown == str(problem.value).split("\n") and len(shown) <= 3
    return str(problem.value)


def files(folder):
    """Return the names of all that is in a folder."""
    return {path.name for path in folder.iterdir()}


# ---- the archives of the course ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "md5"), ARCHIVES)
def test_archives_are_the_canonical_ones(name, md5):
    archive = ROOT / "data/MNIST/raw" / name
    assert archive.exists(), f"{archive} is missing. Restore it with: git checkout -- {archive.relative_to(ROOT)}"
    assert hashlib.md5(archive.read_bytes()).hexdigest() == md5
    assert md5 in (ROOT / "data/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_mnist_is_found_without_network_from(folder, monkeypatch):
    monkeypatch.chdir(ROOT / folder)
    assert mnist_root() == ROOT / "data"


def test_mnist_loads_from_a_foreign_folder_with_the_environment_of_the_course(tmp_path, monkeypatch):
    # make lab and make test keep their environment in .venv, so sys.prefix leads back to the repository.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "prefix", str(ROOT / ".venv"))
    assert load_mnist() == SIZES
    assert list(tmp_path.iterdir()) == []


def test_two_processes_unpack_at_the_same_time(empty):
    raw = empty / "data/MNIST/raw"
    raw.mkdir(parents=True)
    for name, _ in ARCHIVES:
        shutil.copy(ROOT / "data/MNIST/raw" / name, raw)
    program = f"""
import sys, types
sys.modules["torchvision.datasets.utils"] = utils = types.ModuleType("utils")  # the real ones take seconds to load
utils.download_url = None
datasets = types.SimpleNamespace(MNIST=types.SimpleNamespace(resources={ARCHIVES}))
{tool.shared_cell("mnist")}
print("ready", flush=True)
input()  # both are told to go at once
print(sum((mnist_root() / "MNIST/raw/t10k-labels-idx1-ubyte").read_bytes()[8:]))
"""
    start = {"cwd": empty, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    runs = [subprocess.Popen([sys.executable, "-c", program], **start) for _ in range(2)]
    assert [run.stdout.readline() for run in runs] == ["ready\n"] * 2
    for run in runs:
        run.stdin.write("go\n")
        run.stdin.flush()
    assert [run.communicate()[0] for run in runs] == ["44434\n"] * 2
    assert files(raw) == {name for archive, _ in ARCHIVES for name in (archive, archive.removesuffix(".gz"))}


# ---- places -----------------------------------------------------------------------------------------------------


def test_mnist_loads_from_a_path_with_spaces_and_other_letters(copy):
    assert load_mnist() == SMALL
    assert (copy / "train-images-idx3-ubyte").exists()


@pytest.mark.parametrize("link", ["data", "data/MNIST", "data/MNIST/raw"])
def test_mnist_loads_through_a_link(empty, small, tmp_path, link):
    shutil.copytree(small, tmp_path / "disk/data/MNIST/raw")
    (empty / link).parent.mkdir(parents=True, exist_ok=True)
    make_link(empty / link, tmp_path / "disk" / link)
    assert load_mnist() == SMALL


@pytest.mark.parametrize("kind", ["file", "dangling link"])
@pytest.mark.parametrize("name", ["data", "data/MNIST/raw"])
@pytest.mark.parametrize("below", [".", "notebooks"])
def test_what_stands_in_the_place_of_the_data_folder_is_named(empty, monkeypatch, kind, name, below):
    if kind == "file" and os.name != "posix":
        pytest.skip("on Windows every file may be opened like a folder")
    way = empty / name
    way.parent.mkdir(parents=True, exist_ok=True)
    if kind == "file":
        way.write_text("")
    else:
        make_link(way, empty / "nothing")
    (empty / "notebooks").mkdir()
    monkeypatch.chdir(empty / below)
    assert f"\n  Look at {way}: it is not a folder, or it is closed to you." in trouble()
    assert os.path.lexists(way) and files(empty / "notebooks") == set()


def test_a_link_that_leads_nowhere_is_named_even_with_a_network(empty, server):
    make_link(empty / "data", empty / "nothing")
    message = trouble()
    assert "train-images-idx3-ubyte.gz can't be written: " in message
    assert f"\n  Look at {empty / 'data'}: it is not a folder, or it is closed to you." in message


# ---- damage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["truncated", "altered", "empty"])
def test_damaged_archive_is_named_and_left_as_it_is(copy, damage):
    archive = copy / ARCHIVES[1][0]
    good = archive.read_bytes()
    bad = {"truncated": good[:-9], "altered": good[:20] + b"?" + good[21:], "empty": b""}[damage]
    archive.write_bytes(bad)
    assert trouble().startswith(f"{archive} is damaged.\n  Restore it: git checkout -- data; outside")
    assert archive.read_bytes() == bad
    assert not archive.with_suffix("").exists()


def test_damaged_unpacked_file_is_unpacked_again(copy):
    load_mnist()
    unpacked = copy / ARCHIVES[0][0].removesuffix(".gz")
    unpacked.write_bytes(unpacked.read_bytes()[:1000])
    assert load_mnist() == SMALL


# ---- disks and rights -------------------------------------------------------------------------------------------


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
    before = files(copy)
    with monkeypatch.context() as patch:
        writing_fails(patch, code, half=code == errno.ENOSPC)
        message = trouble()
    assert message.startswith(f"{copy / 'train-images-idx3-ubyte'} can't be written: {os.strerror(code)}.\n  ")
    assert message.endswith("Make room there, or copy the course to a folder in which you may write.")
    assert files(copy) == before
    assert load_mnist() == SMALL  # there is room again


def test_course_on_a_read_only_disk_works_once_it_is_unpacked(copy, monkeypatch):
    root = mnist_root()
    writing_fails(monkeypatch, errno.EROFS)
    assert mnist_root() == root == copy.parents[1]


def test_another_users_course_works_once_it_is_unpacked(other_user):
    _, become_the_other = other_user
    become_the_other()
    assert load_mnist() == SMALL


def test_another_users_course_that_is_not_unpacked_is_named(other_user):
    raw, become_the_other = other_user
    (raw / "train-labels-idx1-ubyte").unlink()
    raw.chmod(0o555)
    become_the_other()
    assert trouble().startswith(f"{raw / 'train-labels-idx1-ubyte'} can't be written: Permission denied.\n  Make room")


@pytest.mark.parametrize("name", ["t10k-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz"])
def test_file_that_its_owner_keeps_closed_is_named(other_user, name):
    raw, become_the_other = other_user
    (raw / name).chmod(0)  # what umask 077 leaves for others
    become_the_other()
    message = trouble()
    assert message.startswith(f"{raw / name} can't be read: Permission denied.\n  ")
    assert message.endswith(f"they can open it to all with: chmod -R a+rX {raw.parents[1]}")


@pytest.mark.parametrize("folder", ["data", "data/MNIST", "data/MNIST/raw"])
def test_folder_that_its_owner_keeps_closed_is_named(other_user, folder):
    raw, become_the_other = other_user
    closed = raw.parents[2] / folder
    closed.chmod(0)
    become_the_other()
    assert f"\n  Look at {closed}: it is not a folder, or it is closed to you." in trouble()


def test_closed_folder_that_is_not_the_courses_is_passed_over(other_user, monkeypatch):
    raw, become_the_other = other_user
    closed = raw.parents[2] / "notebooks/data"
    closed.mkdir(parents=True)
    closed.chmod(0)
    monkeypatch.chdir(closed.parent)
    become_the_other()
    assert load_mnist() == SMALL
    assert mnist_root() == raw.parents[1]


# ---- the network ------------------------------------------------------------------------------------------------


def test_single_notebook_without_data_and_network_names_what_it_cannot_download_and_leaves_nothing(empty):
    for _ in range(2):
        message = trouble()
        assert message.startswith(f"{ARCHIVES[0][0]} is not here and can't be downloaded: urlopen error the network is")
        assert "Go online and run this cell again" in message and "work in the whole course folder" in message
        assert files(empty) == set()


def test_single_notebook_downloads_the_data_where_it_runs(empty, server):
    assert load_mnist() == SMALL
    assert files(empty / "data/MNIST/raw") == {n for a, _ in ARCHIVES for n in (a, a.removesuffix(".gz"))}


def test_download_goes_on_with_what_is_missing(copy, server):
    (copy / ARCHIVES[2][0]).unlink()
    assert load_mnist() == SMALL
    assert files(copy) == {n for a, _ in ARCHIVES for n in (a, a.removesuffix(".gz"))}


def test_missing_archive_is_named_when_there_is_no_network(copy):
    (copy / ARCHIVES[2][0]).unlink()
    assert trouble().startswith(f"{ARCHIVES[2][0]} is not here")


def test_missing_archive_is_not_needed_once_it_is_unpacked(copy):
    load_mnist()
    (copy / ARCHIVES[2][0]).unlink()
    assert load_mnist() == SMALL


@pytest.mark.parametrize("damage", ["a page that asks for a password", "half an archive", "nothing"])
def test_wrong_bytes_from_the_network_are_not_kept(empty, server, damage):
    good = (server / ARCHIVES[0][0]).read_bytes()
    bad = {"half an archive": good[: len(good) // 2], "nothing": None}.get(damage, b"<html>Please log in</html>")
    (server / ARCHIVES[0][0]).unlink() if bad is None else (server / ARCHIVES[0][0]).write_bytes(bad)
    assert re.match(rf"{ARCHIVES[0][0]} is not here and can't be downloaded: HTTP Error 404: [^\n]+\.\n  Go", trouble())
    assert files(empty) == set()


# ---- git and versions -------------------------------------------------------------------------------------------


def test_git_ignores_what_is_unpacked_and_keeps_the_archives():
    names = [f"data/MNIST/raw/{name}" for name, _ in ARCHIVES]
    unpacked = [name.removesuffix(".gz") for name in names]
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, or git is not installed")
    git = ["git", "-C", ROOT, "check-ignore", *names, *unpacked]
    asked = subprocess.run(git, capture_output=True, encoding="utf-8", check=False)
    if asked.returncode > 1:  # not 0, found, or 1, nothing found: git refuses, in another user's checkout for example
        pytest.skip(asked.stderr.split("\n")[0])
    assert asked.stdout.split() == unpacked


def test_torch_and_torchvision_are_a_matching_pair():
    assert hasattr(torchvision.ops, "nms")
    assert torchvision.extension._has_ops()
