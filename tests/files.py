"""Links to files and folders, which some systems and some users may not make."""

import shutil

import pytest


def make_link(path, target):
    """Make a link to a file or a folder; skip the test where that is not allowed."""
    try:
        path.symlink_to(target, target_is_directory=not target.is_file())
    except OSError:
        pytest.skip("this user, or this system, may not make links")


def link_or_copy(path, folder):
    """Make a link to a folder, or a copy of it where links are not allowed."""
    try:
        path.symlink_to(folder, target_is_directory=True)
    except OSError:
        shutil.copytree(folder, path)
