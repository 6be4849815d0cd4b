"""Delete what the course has made and can make again:  python tools/clean.py

By list only: the environment .venv, the settings of JupyterLab in .lab, the book in build, caches, checkpoints that
equal their notebook, and what was unpacked from an archive that is still there. Nothing in extras/my_exercises is
touched, and no link is followed.
"""

import re
import shutil
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE = [".venv", ".lab", "build", ".pytest_cache", ".ruff_cache"]
CODE = [".", "extras/app", "tools", "tools/shared_cells", "tests", "tests/wrong_answers"]  # each with a __pycache__
READ = [".", "data", "notebooks", "extras", "extras/cheat_sheets", "extras/exercises", "extras/solutions"]
ARCHIVES = ["data/MNIST/raw"]  # x.gz is unpacked there to x, for a moment also called x.123
ZIPPED = ["data/stamps/stamps.zip"]  # name.zip holds files in name/, and is unpacked beside itself
OWN = "extras/my_exercises"


def through_link(path):
    """Say whether a path, seen from the course's folder, leads through a link."""
    return any(part.is_symlink() for part in [path, *path.parents] if ROOT in part.parents)


def is_file(path):
    """Say whether there is a file, and not a link to one."""
    return path.is_file() and not path.is_symlink()


def remove(path):
    """Remove a file, a folder with all that is in it, or a link but not what it leads to; say so."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(str(path))
    print(f"deleted: {path.relative_to(ROOT).as_posix()}")


def remove_files(folder, is_ours):
    """Remove those files of a folder that are ours, then the folder if it is empty."""
    if folder.is_dir() and not through_link(folder):
        for path in list(folder.iterdir()):
            if is_file(path) and is_ours(path):
                path.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()
            print(f"deleted: {folder.relative_to(ROOT).as_posix()}")


def is_compiled(path):
    """Say whether a file is what Python keeps of a module."""
    return path.suffix == ".pyc"


def is_spare(path):
    """Say whether a checkpoint of JupyterLab holds the same as the file that it was made from."""
    original = path.parent.parent / re.sub(r"-checkpoint(\.[^.]*)?$", r"\1", path.name)
    return original.is_file() and original.read_bytes() == path.read_bytes()


def is_unpacked(path):
    """Say whether a file came out of the archive beside it."""
    archive = path.with_name(re.sub(r"\.\d+$", "", path.name) + ".gz")
    return is_file(path) and archive.is_file()


def remove_unzipped(archive):
    """Remove the files that came out of an archive and are as long as they were there, then the empty folders."""
    if not is_file(archive) or through_link(archive):
        return
    with zipfile.ZipFile(archive) as packed:
        sizes = {archive.parent.parent / member.filename: member.file_size for member in packed.infolist()}
    gone = [
        path for path, size in sizes.items() if not through_link(path) and is_file(path) and path.stat().st_size == size
    ]
    for path in gone:
        path.unlink()
    folders = {folder for path in gone for folder in path.parents if archive.parent in folder.parents}
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
            print(f"deleted: {folder.relative_to(ROOT).as_posix()}")


def clean():
    """Delete everything on the list."""
    for path in (ROOT / name for name in MADE):
        if path.is_symlink() or path.is_dir():
            remove(path)
    for name in CODE:
        remove_files(ROOT / name / "__pycache__", is_compiled)
    for name in READ:
        remove_files(ROOT / name / ".ipynb_checkpoints", is_spare)
    for folder in (ROOT / name for name in ARCHIVES):
        if folder.is_dir() and not through_link(folder):
            for path in sorted(filter(is_unpacked, folder.iterdir())):
                remove(path)
    for name in ZIPPED:
        remove_unzipped(ROOT / name)
    if (ROOT / OWN).exists():
        print(f"kept: {OWN}")


if __name__ == "__main__":
    try:
        clean()
    except OSError as error:
        sys.exit(f"{error.filename} can't be deleted: {error.strerror}")
