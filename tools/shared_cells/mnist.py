# @title The data: find, verify and unpack MNIST
import gzip
import hashlib
import os
import sys
import tempfile
from pathlib import Path

from torchvision.datasets.utils import download_url


class NoData(RuntimeError):
    """What mnist_root() raises; a notebook shows its message alone, without the lines of this cell."""

    def _render_traceback_(self):
        return str(self).split("\n")


def mnist_root():
    """Return the folder to give to datasets.MNIST; its archives are there, verified and unpacked."""
    homes = [Path.cwd(), *Path.cwd().parents, Path(sys.prefix).parent]  # the last: home of the course's .venv
    places = [home / "data" for home in homes]
    root = next((place for place in places if os.path.isdir(place / "MNIST/raw")), Path("data"))
    parts = [place / part for place in places for part in ("", "MNIST", "MNIST/raw")]
    closed = [part for part in parts if os.path.lexists(part) and not os.access(part, os.R_OK | os.X_OK)]
    hint = f"\n  Look at {closed[0]}: it is not a folder, or it is closed to you." if closed else ""
    for name, md5 in datasets.MNIST.resources:
        archive = root / "MNIST/raw" / name
        unpacked = archive.with_suffix("")
        if not os.path.exists(archive):
            if os.path.exists(unpacked):
                continue  # somebody made room
            store(archive, downloaded(name, md5, hint), hint)
        try:
            packed = archive.read_bytes()
            if hashlib.md5(packed).hexdigest() != md5:
                cure = "git checkout -- data; outside a git checkout, delete the file and run this cell again"
                raise NoData(f"{archive} is damaged.\n  Restore it: {cure}.")
            raw = gzip.decompress(packed)
            if not unpacked.exists() or unpacked.read_bytes() != raw:
                store(unpacked, raw, hint)
        except OSError as error:
            cure = f"If it belongs to somebody else, they can open it to all with: chmod -R a+rX {root}"
            raise NoData(f"{error.filename} can't be read: {error.strerror}.\n  {cure}") from None
    return root


def downloaded(name, md5, hint):
    """Return an archive from the first of torchvision's addresses that has it."""
    problems = []
    for address in datasets.MNIST.mirrors:
        try:
            with tempfile.TemporaryDirectory() as folder:
                download_url(address + name, folder, name, md5)
                return Path(folder, name).read_bytes()
        except Exception as error:  # no network, no such file, other bytes
            problems.append(str(error).strip("<>"))
    cure = "Go online and run this cell again; once is enough. Or work in the whole course folder: it holds the data."
    raise NoData(f"{name} is not here and can't be downloaded: {problems[0]}.\n  {cure}{hint}")


def store(path, data, hint):
    """Write a file, all or nothing, so that two notebooks may do this at once."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        if os.path.exists(part):  # not on a disk that can only be read
            part.unlink()
        cure = "Make room there, or copy the course to a folder in which you may write"
        raise NoData(f"{path} can't be written: {error.strerror}.\n  {cure}.{hint}") from None
