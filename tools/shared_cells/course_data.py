# @title The course's own data: find, verify or download a set of them
import hashlib
import os
import sys
import tempfile
import zipfile
from pathlib import Path

from torchvision.datasets.utils import download_url

COURSE_DATA = "https://raw.githubusercontent.com/{{repository}}/main/data"
COURSE_SETS = {  # {folder: {file: its MD5 sum}}
    "animals": {
        "animals-images-idx3-ubyte.gz": "8db18ecf3297ecedc2ee7fcd00c23c4c",
        "animals-labels-idx1-ubyte.gz": "9adca65f4fc4b969683c5bafabfa71bf",
    },
    "stamps": {"stamps.zip": "0b17fce1dec8037792d6a617654df978"},
    "tables": {
        "flights.csv.gz": "ea3314f9f9d33305d57ee302f35cd5cc",
        "planes.csv.gz": "2406f1e1f52fe2f6b83e91490ae28a6d",
        "senate109.csv.gz": "5542c611750909f027683b9551afc9d0",
        "tailnums.csv.gz": "4711f950a5e608da2e735b4d163ddd48",
        "weather.csv.gz": "ab3bc1cf15b4909595f563d984706b2f",
    },
    "text": {
        "first_names.csv.gz": "444ff4e7d0ca8b91863741025e7ccab9",
        "kjv.tsv.gz": "d1361ed6cbb61e1164be75bd1613aa5e",
        "last_names.txt.gz": "88f720cfee8e9642df199f7b274d6fc6",
        "words.csv.gz": "4934293f18cd14570ba8322c4f1c7d0f",
    },
    "weights": {"tf_efficientnet_lite0_fp16.safetensors": "8c157ee3470d175ae051acd6b79c8cce"},
}


class NoCourseData(RuntimeError):
    """What course_data() raises; a notebook shows its message alone, without the lines of this cell."""

    def _render_traceback_(self):
        return str(self).split("\n")


def course_data(name):
    """Return the folder that holds a set of the course's data; its files are there, verified and unpacked."""
    homes = [Path.cwd(), *Path.cwd().parents, Path(sys.prefix).parent]  # the last: home of the course's .venv
    places = [home / "data" / name for home in homes]
    folder = next((place for place in places if os.path.isdir(place)), Path("data", name))
    for file, md5 in COURSE_SETS[name].items():
        path = folder / file
        try:
            if not os.path.exists(path):
                fetch(f"{COURSE_DATA}/{name}/{file}", path, md5)
            found = hashlib.md5(path.read_bytes()).hexdigest()
            if found == md5 and path.suffix == ".zip":
                unpack(path)
        except OSError as error:
            cure = "Give yourself the right to it, make room, or copy the course to a folder in which you may write"
            raise NoCourseData(f"{path} can't be read or written: {error.strerror}.\n  {cure}.") from None
        if found != md5:
            cure = "git checkout -- data; outside a git checkout, delete the file and run this cell again"
            raise NoCourseData(f"{path} is damaged.\n  Restore it: {cure}.")
    return folder


def unpack(archive):
    """Unpack name.zip, whose files lie in name/, beside itself: what is missing or cut short, each all or nothing."""
    with zipfile.ZipFile(archive) as packed:
        for member in packed.infolist():
            path = archive.parent.parent / member.filename
            if path.exists() and path.stat().st_size == member.file_size:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            half = path.with_name(f"{path.name}.{os.getpid()}")
            try:
                half.write_bytes(packed.read(member))
                os.replace(half, path)
            finally:
                half.unlink(missing_ok=True)


def fetch(address, path, md5):
    """Download a file, verified and all or nothing, so that two notebooks may do this at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as folder:
        try:
            download_url(address, folder, path.name, md5)
        except Exception as error:  # no network, no such file, other bytes
            cure = "Go online and run this cell again. Or work in the whole course folder: it holds the data."
            problem = f"{path.name} is not here and can't be downloaded: {str(error).strip('<>')}."
            raise NoCourseData(f"{problem}\n  {cure}") from None
        os.replace(Path(folder, path.name), path)
