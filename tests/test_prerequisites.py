"""What a lesson needs: on each path through the course, words and functions are explained before they are used.

A path is a row of the table "Paths through the course" in the README. A word of the glossary must be explained in a
lesson that comes earlier on the path. A function of PyTorch, torchvision, NumPy, pandas or scikit-learn must be named
in a text, a comment or a docstring, at the latest in the lesson that uses it.
"""

import ast
import builtins
import functools
import re
import types

import companions
import make_notebooks as tool
import numpy as np
import pandas as pd
import pytest
import torch
import torch.utils.data
from companions import EVERYDAY, LESSONS, TERMS, first_use
from course import ROOT, read
from sklearn import ensemble, inspection, linear_model, metrics, tree
from torch import nn
from torchvision import datasets, ops, tv_tensors
from torchvision.transforms import v2

LIBRARIES = [
    torch, torch.Tensor, nn, nn.Module, nn.functional, nn.init, nn.utils, nn.utils.rnn, torch.optim,
    torch.optim.lr_scheduler, torch.utils.data, torch.linalg, torch.fft, torch.distributions, torch.amp, torch.autograd,
    torch.testing, torch.profiler, torch.distributed, torch.export, torch.onnx, torch.func,
    datasets, ops, tv_tensors, v2, v2.functional, np, np.ndarray, np.linalg, np.random.Generator, np.testing,
    pd, pd.DataFrame, pd.Series, ensemble, inspection, linear_model, metrics, tree,
]  # fmt: skip
OF_PYTHON = {name for part in (builtins, list, dict, str, set, bytes, int, float) for name in dir(part)}
API = {
    name
    for part in LIBRARIES
    for name in dir(part)
    if name[0] != "_" and name not in OF_PYTHON and type(getattr(part, name, None)) is not types.ModuleType
}
OF_FIGURES = {"plt", "mpl", "ax", "axes", "fig", "left", "right"}  # what draws has methods of its own
ELSEWHERE = {  # (lesson, term): why it may stand there, though its home is on another path
    ("12_out_into_the_world", "calibration"): "explained again, in 'Honest probabilities'",
    ("12_out_into_the_world", "checksum"): "explained where it is first used",
    ("12_out_into_the_world", "datasheet"): "explained where it is first used, and in the title of a paper",
}
USED_OTHERWISE = {  # terms that lessons use as ordinary words
    "key": "of a dictionary or of a join",
    "value": "of whatever has one",
    "process": "of any running program",
    "rank": "to put into an order",
    "filter": "to let some through",
    "trace": "what something leaves behind",
}


def paths():
    """Return {name of a path: stems of its lessons, in order}, from the README: the first row is the start of all."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("## Paths through the course\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| \*\*(\w+)\*\*.*?\|(.+)\|$", table, re.M)
    (_, start), *own = [(name, re.findall(r"\]\(notebooks/(\w+)\.ipynb\)", row)) for name, row in rows]
    return {name: start + stems for name, stems in own}


PATHS = paths()
STATIONS = [(name, stem) for name, stems in PATHS.items() for stem in stems]
stations = pytest.mark.parametrize(("path", "stem"), STATIONS)


def until(path, stem):
    """Return the stems of the lessons on a path, up to one of them."""
    stems = PATHS[path]
    return stems[: stems.index(stem) + 1]


def read_by_the_learner(stem, kind="lesson"):
    """Return the cells of a notebook without those that a learner need not read."""
    cells = read(tool.notebook_path(stem, kind)).cells
    return [cell for cell in cells if not any(t == tool.HELPER or t.startswith(tool.SHARED) for t in tool.tags(cell))]


@functools.cache
def words(stem, kind="lesson"):
    """Return the words of a notebook's texts, comments and sentences in code, and the names that its code defines."""
    found = set()
    for cell in read_by_the_learner(stem, kind):
        if cell.cell_type == "markdown":
            found |= set(re.findall(r"\w+", cell.source))
            continue
        for note in re.findall(r'.*  # .*|#.*|""".*?"""', cell.source):  # a comment explains the code of its line, too
            found |= set(re.findall(r"\w+", note))
        for node in nodes(cell.source):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                found.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                found.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
                found |= set(re.findall(r"\w+", node.value))  # what is printed explains, too
    return found


def nodes(source):
    """Return the parts of a cell's code; none if it does not parse, as a cell that shows an error."""
    try:
        return list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return []


def owner(node):
    """Return the name at the left end of a chain such as axes[0].hist or (a + b).sum; "" if there is none."""
    while not isinstance(node, ast.Name):
        node = getattr(node, "func", None) or getattr(node, "value", None)
        if node is None:
            return ""
    return node.id


@functools.cache
def functions(stem, kind="lesson"):
    """Return {name: line} of what a notebook's code uses of the libraries; of solutions, only what is cut out."""
    found = {}
    for cell in read_by_the_learner(stem, kind):
        if cell.cell_type == "code" and (kind == "lesson" or tool.BEGIN in cell.source):
            lines = cell.source.splitlines()
            for node in nodes(cell.source):
                if isinstance(node, ast.Attribute) and node.attr in API and owner(node) not in OF_FIGURES:
                    found.setdefault(node.attr, lines[node.end_lineno - 1].strip())
    return found


def test_the_paths_hold_every_lesson_once_and_in_order():
    assert len(PATHS) >= 3
    for stems in PATHS.values():
        assert stems == sorted(set(stems))
    assert {stem for stems in PATHS.values() for stem in stems} == set(tool.chapters())


@stations
def test_a_lesson_uses_no_term_of_another_path(path, stem):
    prose = companions.plain(" ".join(LESSONS[stem].values()))
    here = {term for term, _, _, at, _ in TERMS if at in until(path, stem)}
    other = {term for term, _, _, at, _ in TERMS if at < stem} - here - USED_OTHERWISE.keys() - EVERYDAY.keys()
    used = {term: use for term in other if (stem, term) not in ELSEWHERE and (use := first_use(term, prose))}
    assert {term: f"... {prose[max(0, use.start() - 60) : use.end() + 20]} ..." for term, use in used.items()} == {}


@stations
def test_a_lesson_uses_no_function_that_nothing_explains(path, stem):
    known = set().union(*map(words, until(path, stem)))
    used_before = set().union(*map(functions, until(path, stem)[:-1]))
    assert {name: line for name, line in functions(stem).items() if name not in known | used_before} == {}


@stations
def test_a_solution_uses_no_function_that_neither_lessons_nor_tasks_show(path, stem):
    known = set().union(*map(words, until(path, stem)), *map(functions, until(path, stem)), words(stem, "exercises"))
    assert {name: line for name, line in functions(stem, "solutions").items() if name not in known} == {}


@stations
def test_what_a_lesson_says_one_needs_is_on_the_path(path, stem):
    text = next(
        cell.source for cell in read_by_the_learner(stem) if re.search(r"^\*\*(You|What you) need", cell.source, re.M)
    )
    need = re.search(r"^\*\*(?:You|What you) need.*?:\*\*(.+?\.)(?:\s|$)", text, re.M)[1]
    named = set(re.findall(r"(?<![\w.])(\d\d[abc]?)\b(?!\.\d)", need))  # not 00.8, an exercise
    before = {earlier.split("_")[0] for earlier in until(path, stem)[:-1]}
    assert {chapter for chapter in named if not any(known.startswith(chapter) for known in before)} == set()


def test_what_is_used_and_what_is_explained_is_found():
    first = tool.chapters()[0]
    assert {"manual_seed", "matmul", "argmax"} <= functions(first).keys()
    assert {"broadcasting", "dtype"} <= words(first)
