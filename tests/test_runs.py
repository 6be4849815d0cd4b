"""What a test run does with a learner's own files beside the course: in a small copy of it, chapter 00 alone."""

import shutil
import subprocess
import sys
import types

import make_notebooks as tool
import nbformat
import pytest
from course import ROOT, code_cells, read
from files import link_or_copy
from nbformat.v4 import new_code_cell

import conftest

STEM = "00_pytorch_fundamentals"


@pytest.fixture
def copy(tmp_path):
    """Copy the course with its first chapter only; return the folder."""
    folder = tmp_path / "my course"
    for name in ("tools", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "wrong_answers"))
    for name in ("conftest.py", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    link_or_copy(folder / "data", ROOT / "data")
    for kind in tool.FOLDERS:
        path = tool.notebook_path(STEM, kind)
        (folder / path.relative_to(ROOT)).parent.mkdir(parents=True)
        shutil.copy(path, folder / path.relative_to(ROOT))
    return folder


def run(folder, *options):
    """Run pytest in a folder; return its exit status and what it printed."""
    command = [sys.executable, "-m", "pytest", "-n0", "-p", "no:cacheprovider", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_learners_own_notebooks_are_left_out_with_one_line_each(copy):
    (copy / "notebooks/.ipynb_checkpoints").mkdir()
    own = ["Untitled.ipynb", f"{STEM}-Copy1.ipynb", "00_notes.ipynb", f".ipynb_checkpoints/{STEM}-checkpoint.ipynb"]
    for name in own:
        (copy / "notebooks" / name).write_text("")
    status, printed = run(copy, "--collect-only", "notebooks", "extras")
    assert status == 0
    assert [printed.count(f"left out, not a notebook of the course: notebooks/{name}\n") for name in own] == [1] * 4
    cells = sum(len(code_cells(read(tool.notebook_path(STEM, kind)))) for kind in tool.FOLDERS)
    assert f"{cells} tests collected" in printed


def test_a_template_that_a_learner_works_in_is_kept_and_named(copy):
    path = copy / tool.FOLDERS["exercises"] / f"{STEM}_exercises.ipynb"
    template = nbformat.read(path, as_version=4)
    template.cells.append(new_code_cell("1 / 0"))
    nbformat.write(template, path)
    before = path.read_bytes()
    status, printed = run(copy, "extras/exercises", "tests/test_exercises.py", "-k", "template or Cell")
    assert status == 1
    assert "somebody has written answers into it" in printed and "Run: make notebooks" not in printed
    assert "1 failed" in printed and "ZeroDivisionError" not in printed
    assert path.read_bytes() == before


def test_a_chapter_that_does_not_exist_is_named(pytestconfig, monkeypatch):
    monkeypatch.setattr(pytestconfig.option, "chapters", "00 99")
    with pytest.raises(pytest.exit.Exception, match=r"no such chapter: 99\. There are: 00_pytorch_"):
        conftest.chosen_chapters(pytestconfig)


@pytest.mark.parametrize(
    ("threads", "workers"), [("1", None), ("2", 2), ("2,1", 2), ("8", 1), ("", None), ("many", None)]
)
def test_threads_and_workers_together_do_not_outnumber_the_cores(threads, workers, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", threads)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    assert conftest.pytest_xdist_auto_num_workers() == workers


@pytest.mark.parametrize(
    ("change", "exitstatus", "whole"),
    [
        ({}, 0, True),
        ({}, 1, True),
        ({"chapters": "02b"}, 0, True),
        ({}, 2, False),  # stopped by hand
        ({}, 5, False),  # no test at all
        ({"collectonly": True}, 0, False),
        ({"keyword": "template"}, 0, False),
        ({"markexpr": "slow"}, 0, False),
        ({"maxfail": 1}, 1, False),
        ({"seeds": 20}, 0, False),
        ({"args": "ARGS"}, 0, False),
    ],
)
def test_only_the_time_of_a_whole_run_is_remembered(change, exitstatus, whole):
    options = {"collectonly": False, "keyword": "", "markexpr": "", "maxfail": 0, "seeds": conftest.SEEDS, **change}
    source = types.SimpleNamespace(name=change.get("args", "TESTPATHS"))
    config = types.SimpleNamespace(getoption=options.get, args_source=source)
    assert conftest.is_whole(config, exitstatus) == whole
