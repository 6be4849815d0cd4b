"""What the tests share: the notebooks, their cells, and a way to run exercises without a kernel."""

import builtins
import contextlib
import ctypes
import functools
import gc
import gzip
import hashlib
import io
import linecache
import os
import re
import sys
import warnings
from pathlib import Path
from unittest.mock import patch

import make_notebooks as tool
import nbformat
from torchvision import datasets

ROOT = tool.ROOT
NOTEBOOKS = [tool.notebook_path(stem, kind) for kind in tool.FOLDERS for stem in tool.chapters()]
CHECK = re.compile(r'^@check\("([^"]+)"\)', re.M)


@functools.cache
def read(path):
    """Return the notebook in a file; it is shared, so do not change it."""
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    """Return the code cells of a notebook that hold any code."""
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def name(path):
    """Return how a test is labelled: the notebook's file name."""
    return path.stem


def run_shared_cell(cell, **names):
    """Run one of the shared cells with the given names at hand; return its namespace."""
    exec(compile(tool.shared_cell(cell), f"tools/shared_cells/{cell}.py", "exec"), names)
    return names


mnist_root = run_shared_cell("mnist", datasets=datasets, gzip=gzip, hashlib=hashlib, os=os, sys=sys, Path=Path)[
    "mnist_root"
]
verified_root = functools.cache(mnist_root)  # once a process: it reads 60 MB each time


def free_memory():
    """Collect what nothing refers to any more, and give its memory back to the system, where the system can take it."""
    gc.collect()
    with contextlib.suppress(AttributeError, OSError, TypeError):  # in the C library of Linux only
        ctypes.CDLL(None).malloc_trim(0)


class ExerciseBook:
    """A solution notebook, run in this process without its checks, whose answers can be replaced one at a time."""

    at_hand = None  # the book that ran last

    def __init__(self, stem):
        """Read the notebook; nothing runs yet."""
        self.stem = stem
        self.cells = code_cells(read(tool.notebook_path(stem, "solutions")))
        self.checks = {found[1]: cell.source for cell in self.cells if (found := CHECK.search(cell.source))}
        self.namespace = None
        self.answers, waiting = {}, []  # {exercise: sources of the cells that hold its answer}
        for cell in self.cells:
            if tool.BEGIN in cell.source:
                waiting.append(cell.source)
            elif found := CHECK.search(cell.source):
                self.answers[found[1]], waiting = waiting, []

    def run(self):
        """Run all cells but the checks, which run one by one in check(); later calls reuse the result.

        A process keeps what one book has computed, not what all have: together they would need several GB.
        """
        if self.namespace is None:
            if ExerciseBook.at_hand:
                ExerciseBook.at_hand.namespace = None
            ExerciseBook.at_hand = self
            gc.unfreeze()
            free_memory()
            import matplotlib.pyplot as plt  # noqa: PLC0415  most tests do without it

            plt.switch_backend("agg")  # before a notebook chooses the one that shows figures below its cells
            self.namespace = {"__name__": "__main__", "__builtins__": builtins}
            for number, cell in enumerate(self.cells):
                if cell.source not in self.checks.values():
                    self.execute(cell.source, self.namespace, number)
                if "mnist_root" in self.namespace:
                    self.namespace["mnist_root"] = verified_root
            gc.freeze()  # what the book holds need not be looked through after each check
        return self

    def execute(self, source, namespace, number=0):
        """Run a piece of code in the notebook's own folder; return what it printed."""
        file = f"<{self.stem} {number} {hash(source)}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)  # for inspect.getsource
        printed = io.StringIO()
        folder = ROOT / tool.FOLDERS["solutions"]
        with working_in(folder), contextlib.redirect_stdout(printed), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")
            with patch("IPython.display.display"):  # outside a kernel it would print what a figure is made of
                exec(compile(source, file, "exec"), namespace)
        return printed.getvalue()

    def check(self, exercise, answer="", seed=0):
        """Run one check, after an answer that replaces the notebook's own; return what it printed."""
        namespace = dict(self.run().namespace)
        gc.collect()  # what the last check has left: its functions know the names that know them
        namespace["results"].pop(exercise, None)
        if answer:
            self.execute(answer, namespace)
        namespace["fresh"].manual_seed(seed)
        return self.execute(self.checks[exercise], namespace)


@functools.cache
def exercise_book(stem):
    """Return the chapter's exercise book; all tests of one process share it."""
    return ExerciseBook(stem)


@contextlib.contextmanager
def working_in(folder):
    """Change the working directory for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def wrong_answers(stem):
    """Return (exercise, slip, words of the message, code) for each section of the chapter's wrong answers."""
    path = ROOT / "tests/wrong_answers" / f"{stem}.py"
    if not path.exists():
        return []
    sections = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    return [
        (*(part.strip() for part in head.split("|")), code) for head, _, code in (s.partition("\n") for s in sections)
    ]
