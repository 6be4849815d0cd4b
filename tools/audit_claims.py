"""Run the lessons with other seeds, threads and processors, and report what moves and by how much each figure holds.

    python tools/audit_claims.py                                  every lesson, as described below
    python tools/audit_claims.py --kinds lesson solutions         the solutions as well
    python tools/audit_claims.py 01 --seeds 10 --all              one chapter, ten seeds; list everything
    python tools/audit_claims.py 01 --processors own --threads 1  one processor, one thread
    python tools/audit_claims.py --busy                           two busy loops beside the run: no cell may raise

A run executes all cells of a notebook in a process of its own. On the machine's own processor it does so with every
seed in the cells (``manual_seed``, ``default_rng``, ``Random`` and the argument ``random_state=``) shifted by 0, 1000,
2000 ...; then with the seeds as they are, but as the processors ``avx2`` and ``plain`` of tools/surroundings.py would
compute. Each with one thread and with two.

- What a cell prints must be the same in all runs with the seeds as they are, and equal to the stored output.
- An assert must hold in every run. Each comparison in it is measured instead of only tried: for ``a < b`` the distance
  is ``b - a``; for ``allclose`` it is what remains of the tolerance, as a share of it. The margin is the mean distance
  over all runs in its standard deviations; for two positive numbers, that of their ratio if it is wider. It must be
  --margin at least. Claims without a number (``==``, ``in``, a call) only have to hold.
- A printed number must not sit on the edge of its rounding: between 0.12 and 0.13 that is 0.125. Its distance from the
  edge, on the processor where it is closest, must be --edge standard deviations at least, and more than a millionth
  of the number; the deviations are those of the value over processors and threads, with the seeds as they are. The
  same goes for the best two candidates of an ``argmax``, if they come within a tenth of each other; for what ``round``,
  ``int``, ``floor`` and ``ceil`` make of a number in passing, only the millionth, unless the code itself moves the
  number from the edge, as in ``ceil(x - 1e-9)``. Numbers that are the same in all of these runs are exact; those of
  them that lie on an edge are listed to be looked at.
- Exact comparisons (``==``, ``equal``, ``unique``, ``set``) of floats must give the same answer everywhere. Those whose
  floats are not the same bit for bit everywhere are listed to be looked at: copies and things computed twice in the
  same way may be equal; results that two ways of computing lead to may not.

All lessons take about three and a half hours on two cores, so name the chapters that have changed; it is not part of
the tests. Exit status: 0 if nothing is at fault.
"""

import argparse
import ast
import contextlib
import difflib
import functools
import io
import json
import linecache
import math
import operator
import os
import re
import statistics
import subprocess
import sys
import types
import warnings
import zlib
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from unittest.mock import patch

import make_notebooks as tool
import nbformat
import surroundings

CERTAIN = {  # true whatever is drawn, so that a small distance means nothing
    "low > 0": "a cross-entropy is never below 0",
    "outputs.min() >= 0": "a softmax is never negative",
    "outputs.max() <= 1": "a softmax is never above 1",
    "uniform.min() >= 0": "torch.rand draws from 0 up to, but not including, 1",
    "uniform.max() < 1": "torch.rand draws from 0 up to, but not including, 1",
}
SHIFT = 1000  # the seeds of run k are those of the lesson plus k times this
MOST = 1000  # numbers that are taken from one value, and of one kind from one cell
SEEDERS = {"manual_seed", "default_rng"}
CLOSE = {"allclose", "isclose"}
EXACT = {"equal", "array_equal", "unique"}
CUTS = {"int", "long", "floor", "ceil", "trunc"}  # what leaves out all decimals; its edges are at whole numbers
CHOICES = {"argmax", "argmin"}
COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
EQUALITIES = {ast.Eq: "==", ast.NotEq: "!="}
NUMBER = re.compile(r"(?<![\w.:])[-+]?\d+\.?\d*(?:e[-+]?\d+)?(?!\w)")


# ---- what a cell is turned into -----------------------------------------------------------------------------------


class Instrument(ast.NodeTransformer):
    """Rewrites a cell so that seeds are shifted, and claims and printed numbers are measured by a Recorder."""

    def __init__(self, cell, shift):
        """Take the number of the cell, for the claims' names, and what to add to each seed."""
        self.cell, self.shift, self.in_function = cell, shift, False

    def instrumented(self, source):
        """Return the code of a cell as a tree that can be compiled."""
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.expr):
                node.text = ast.unparse(node)
        return ast.fix_missing_locations(self.visit(tree))

    def visit_Call(self, node):
        """Shift the seed of a call such as torch.manual_seed(0); measure what a call prints, rounds or compares."""
        self.generic_visit(node)
        function = called(node)
        plain = isinstance(node.func, ast.Name)
        for keyword in node.keywords:
            if keyword.arg == "random_state" and ast.unparse(keyword.value) != "None":  # None: no seed at all
                keyword.value = self.shifted(keyword.value)
        if (function == "Random" or (function in SEEDERS and not plain)) and len(node.args) == 1:
            node.args = [self.shifted(node.args[0])]
        elif function == "seed" and not plain and not node.args:  # of a generator, from the clock
            node.func.attr, node.args = "manual_seed", [ast.Constant(self.shift)]
        elif function == "print" and plain:
            node.args = [self.shown(argument) for argument in node.args]
        elif (function in EXACT and not plain) or (function == "set" and plain and node.args):
            return self.recorded("exact", node, node.func, *node.args, keywords=node.keywords)
        elif function in CUTS and node.args and is_nudged(node.args[0]):
            return node
        elif function == "round" or (function in CUTS and (node.args or not plain)):
            edge = ast.Constant("round" if function == "round" else "cut")
            return self.recorded("rounded", node, edge, node.func, *node.args, keywords=node.keywords)
        elif function in CHOICES:
            return self.recorded("chosen", node, node.func, *node.args, keywords=node.keywords)
        return node

    def shifted(self, seed):
        """Return the expression of a seed such that its value is shifted."""
        return ast.BinOp(seed, ast.Add(), ast.Constant(self.shift))

    def shown(self, node):
        """Return an argument of print() such that the numbers in it are measured."""
        if isinstance(node, ast.Starred):
            return ast.Starred(self.recorded("each_shown", node.value, node.value), ast.Load())
        return self.recorded("shown", node, node)

    def visit_FormattedValue(self, node):
        """Measure the number in the braces of an f-string."""
        text = ast.unparse(node.value)
        self.generic_visit(node)
        if node.conversion != -1:
            return node
        value = self.recorded("formatted", text, node.value, node.format_spec or ast.Constant(""))
        return ast.FormattedValue(value, -1, None)

    def visit_Compare(self, node):
        """Measure `a == b` and `a != b`."""
        self.generic_visit(node)
        if len(node.ops) == 1 and type(node.ops[0]) in EQUALITIES:
            sign = ast.Constant(EQUALITIES[type(node.ops[0])])
            return self.recorded("same", node, sign, node.left, node.comparators[0])
        return node

    def visit_FunctionDef(self, node):
        """Let the asserts of a function raise: its callers may expect them to fail."""
        before, self.in_function = self.in_function, True
        self.generic_visit(node)
        self.in_function = before
        return node

    visit_Try = visit_FunctionDef  # and so may the `except` below a `try`

    def visit_Assert(self, node):
        """Turn `assert test` into `claims.truth(name, test)`, with the comparisons in it measured."""
        name = ast.Constant(self.name(node.test))
        self.generic_visit(node)
        if self.in_function:
            node.test = call("passes", name, self.measured(node.test))
            return node
        return ast.Expr(call("truth", name, self.measured(node.test)))

    def measured(self, node):
        """Return the expression with every comparison measured that has to be true for the whole to be true."""
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            node.values = [self.measured(value) for value in node.values]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
            node.left, node.right = self.measured(node.left), self.measured(node.right)
        elif isinstance(node, ast.Compare) and all(type(op) in SIGNS for op in node.ops):
            signs = ast.Constant(" ".join(SIGNS[type(op)] for op in node.ops))
            return self.recorded("compare", node, signs, node.left, *node.comparators)
        elif isinstance(node, ast.Call) and called(node) in CLOSE:
            return self.recorded("close", node, node.func, *node.args, keywords=node.keywords)
        elif isinstance(node, ast.Call) and called(node) == "all":
            if isinstance(node.func, ast.Attribute) and not node.args:  # (a < b).all()
                node.func.value = self.measured(node.func.value)
            elif node.args and isinstance(node.args[0], (ast.GeneratorExp, ast.ListComp)):  # all(a < b for ...)
                node.args[0].elt = self.measured(node.args[0].elt)
        return node

    def recorded(self, method, node, *arguments, keywords=()):
        """Return the expression claims.method(name of the node, *arguments, **keywords)."""
        new = call(method, ast.Constant(self.name(node)), *arguments, keywords=keywords)
        new.text = node if isinstance(node, str) else node.text
        return new

    def name(self, node):
        """Return the name of a claim: the number of its cell and its text."""
        return f"[{self.cell}] {node if isinstance(node, str) else node.text}"


def call(method, *arguments, keywords=()):
    """Return the expression claims.method(*arguments, **keywords)."""
    function = ast.Attribute(ast.Name("claims", ast.Load()), method, ast.Load())
    return ast.Call(function, list(arguments), list(keywords))


def called(node):
    """Return the last part of the name of what a call calls: 'allclose' for torch.allclose(...)."""
    return getattr(node.func, "attr", getattr(node.func, "id", None))


def is_nudged(node):
    """Say whether code moves a number away from the edge before it cuts its decimals off, as in ceil(x - 1e-9)."""
    by = node.right if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)) else None
    return isinstance(by, ast.Constant) and isinstance(by.value, float) and 1e-12 < by.value < 1e-6


# ---- what it reports to -------------------------------------------------------------------------------------------


def quietly(measure):
    """Let a measurement that can't be made be left out and noted: it must not change the run."""

    @functools.wraps(measure)
    def attempt(self, name, *arguments):
        try:
            measure(self, name, *arguments)
        except Exception as error:
            self.left_out[name] = f"{type(error).__name__}: {error}"

    return attempt


class Recorder:
    """Collects what a run shows: the two sides of each claim, printed numbers, exact comparisons of floats."""

    def __init__(self):
        """Start without claims."""
        self.sides, self.held, self.pending = {}, {}, []
        self.numbers, self.counts, self.comparisons, self.left_out = [], Counter(), {}, {}

    # asserts

    def truth(self, name, test):
        """Note whether an assert held; the run goes on either way."""
        self.settle(True)
        self.held[name] = self.held.get(name, True) and bool(test)

    def passes(self, name, test):
        """Return whether an assert holds inside a function; note it only if it does, as it may be meant to fail."""
        test = bool(test)
        self.settle(test)
        if test:
            self.held.setdefault(name, True)
        return test

    def settle(self, keep):
        """Keep what was measured for an assert where it is closest: a claim in a loop is as good as its worst round."""
        for name, pair in self.pending if keep else ():
            self.sides[name] = min(pair, self.sides.get(name, pair), key=lambda pair: pair[1] - pair[0])
        self.pending.clear()

    def compare(self, name, signs, *values):
        """Measure a comparison, chained or elementwise or both, if it is one of numbers; return its truth."""
        if not all(is_array(value) or isinstance(value, (int, float)) for value in values):  # sets, texts, lists
            pairs = zip(signs.split(), values, values[1:], strict=False)
            return all(COMPARE[sign](left, right) for sign, left, right in pairs)
        truth = True
        for sign, left, right in zip(signs.split(), values, values[1:], strict=False):
            low, high = (double(x) for x in ((left, right) if sign[0] == "<" else (right, left)))
            distance = high - low
            if distance.numel():
                least = [x.expand(distance.shape).flatten()[distance.argmin()].item() for x in (low, high)]
                self.note(name, *least)
            truth = (distance > 0 if len(sign) == 1 else distance >= 0) & truth
        return truth

    def close(self, name, function, *args, **tolerances):
        """Measure what remains of the tolerance of an allclose or isclose, as a share of it; return its truth."""
        truth = function(*args, **tolerances)
        if len(args) == 1:  # a.allclose(b)
            args = (function.__self__, *args)
        a, b = (double(x) for x in args)
        relative = tolerances.get("rtol", tolerances.get("rel_tol", 1e-9 if function is math.isclose else 1e-5))
        absolute = tolerances.get("atol", tolerances.get("abs_tol", 0.0 if function is math.isclose else 1e-8))
        size = b.abs().maximum(a.abs()) if function is math.isclose else b.abs()
        share = ((a - b).abs() / (absolute + relative * size)).nan_to_num(0.0)
        self.note(name, share.max().item() if share.numel() else 0.0, 1.0)
        return truth

    def note(self, name, low, high):
        """Remember the two sides of a claim until it is known whether its assert held."""
        if name.partition("] ")[2] not in CERTAIN:
            self.pending.append((name, (low, high)))

    # printed numbers

    def formatted(self, name, value, spec):
        """Return what an f-string makes of a value; measure it."""
        text = format(value, spec)
        self.look(name, value, text, spec)
        return text

    def shown(self, name, value):
        """Measure what print() makes of a value; return the value."""
        self.look(name, value)
        return value

    def each_shown(self, name, values):
        """Measure what print() makes of several values; return them."""
        return [self.shown(name, value) for value in values]

    @quietly
    def look(self, name, value, text=None, spec=""):
        """Measure the numbers in a text that shows a tensor, an array, a list or a single number."""
        numbers = numbers_in(value)
        if not any(isinstance(number, float) for number in numbers) or self.counts[name] > MOST:
            return
        text = str(value) if text is None else text
        unit = unit_of_format(spec, numbers[0]) if len(numbers) == 1 else None
        found = [text] if unit else NUMBER.findall(text)
        if len(found) == len(numbers):
            for number, part in zip(numbers, found, strict=True):
                self.number(name, number, unit or unit_of_text(part), part)

    def rounded(self, name, edge, function, *args, **settings):
        """Return what round, int, floor and the like make of a number or of the numbers of a tensor; measure it."""
        self.look_at_rounding(name, edge, *operand(function, args), settings)
        return function(*args, **settings)

    @quietly
    def look_at_rounding(self, name, edge, before, others, settings):
        """Measure the numbers that are rounded."""
        digits = settings.get("decimals", settings.get("ndigits", others[0] if others else 0))
        for number in numbers_in(before):
            self.number(name, number, 10.0 ** -(digits if edge == "round" and digits else 0), None, edge)

    def chosen(self, name, function, *args, **settings):
        """Return what argmax or argmin chooses; measure by how much the best is better than the next, in each row."""
        self.look_at_choice(name, name_of(function), *operand(function, args), settings)
        return function(*args, **settings)

    @quietly
    def look_at_choice(self, name, function, x, others, settings):
        """Measure the distance between the best two of each row, unless there are many rows."""
        axis = settings.get("dim", settings.get("axis", others[0] if others else None))
        if has_floats(x) and double(x).numel() > 1:
            x = double(x)
            rows = x.reshape(1, -1) if axis is None else x.movedim(axis, -1).reshape(-1, x.shape[axis])
            if len(rows) < 20 and rows.shape[1] > 1:
                best = rows.topk(2, largest=function == "argmax").values
                for first, second in best.tolist():
                    self.number(name, abs(first - second), max(abs(first), abs(second)), None, "tie")

    def number(self, name, value, unit, text, edge="round"):
        """Keep a float, the unit of its last printed place, and where its edges are."""
        self.counts[name] += 1
        if isinstance(value, float) and math.isfinite(value) and self.counts[name] <= MOST:
            self.numbers.append((f"{name} #{self.counts[name]}", value, unit, text, edge))

    # exact comparisons

    def same(self, name, sign, left, right):
        """Return left == right or left != right; note it if they hold floats."""
        result = left == right if sign == "==" else left != right
        self.compared(name, (left, right), result)
        return result

    def exact(self, name, function, *args, **settings):
        """Return what equal, array_equal, unique or set gives; note it if it was given floats."""
        if function is set:
            args = (list(args[0]),)  # an iterator can be read only once
        result = function(*args, **settings)
        values = result[0] if isinstance(result, tuple) else result  # unique may count them, too
        answer = len(values) if hasattr(values, "__len__") else values
        self.compared(name, (*args, getattr(function, "__self__", None)), answer)
        return result

    @quietly
    def compared(self, name, operands, answer):
        """Note an exact comparison, the first hundred times that it is made, unless all its numbers are whole."""
        self.counts[name] += 1
        if self.counts[name] <= 100 and any(map(has_parts, operands)):
            floats = [x for x in operands if has_floats(x)]
            bits, answers = self.comparisons.get(name, (0, 0))
            self.comparisons[name] = checksum(floats, bits), checksum(answer, answers)


def operand(function, args):
    """Return what a function or a method works on, and its other arguments."""
    owner = getattr(function, "__self__", None)
    return (owner, args) if is_array(owner) else (args[0] if args else None, args[1:])


def is_array(x):
    """Say whether x is a tensor or an array."""
    return hasattr(x, "dtype") and hasattr(x, "shape")


def name_of(function):
    """Return the name of a function or a type."""
    return getattr(function, "__name__", "")


def double(x):
    """Return a number, an array or a tensor as a float64 tensor on the CPU."""
    import torch  # noqa: PLC0415  only the processes that run a lesson need it

    return torch.as_tensor(x).detach().cpu().double()


def has_floats(x):
    """Say whether x is a float, or a tensor, an array, a list or a tuple that holds floats."""
    if isinstance(x, (list, tuple)):
        return any(map(has_floats, x))
    if is_array(x):
        return "float" in str(x.dtype) and not getattr(x, "is_meta", False)
    return isinstance(x, float)


def has_parts(x):
    """Say whether x holds floats that are not whole numbers."""
    if isinstance(x, (list, tuple)):
        return any(map(has_parts, x))
    return has_floats(x) and bool((double(x) % 1 != 0).any())


def numbers_in(x):
    """Return the finite numbers that a value shows when it is printed, or an empty list if it holds something else."""
    if is_array(x):
        if getattr(x, "is_meta", False) or math.prod(x.shape) > MOST or not re.search("float|int", str(x.dtype)):
            return []
        x = (x.detach().cpu() if hasattr(x, "detach") else x).tolist()
    if isinstance(x, dict):
        parts = [part for pair in x.items() for part in pair]
    elif isinstance(x, (list, tuple)):
        parts = x
    else:
        is_number = isinstance(x, (int, float)) and not isinstance(x, bool) and math.isfinite(x)
        return [x] if is_number else []
    return [number for part in parts for number in numbers_in(part)]


def unit_of_format(spec, number):
    """Return the unit of the last place that a format such as '.2f' shows of a number; None if it shows all places."""
    found = re.search(r"(?:\.(\d+))?([eEfFgGn%]?)$", spec)  # matches the empty end of everything else
    digits, kind = found[1], found[2].lower()
    if digits is None and not kind:
        return None
    digits = 6 if digits is None else int(digits)
    if kind in ("f", "%"):
        return 10.0 ** -(digits + 2 * (kind == "%"))
    size = math.floor(math.log10(abs(number))) if number and math.isfinite(number) else 0
    return 10.0 ** (size - (digits if kind == "e" else max(digits, 1) - 1))


def unit_of_text(text):
    """Return the unit of the last place of a number that was printed: 0.01 for '0.50', 0.001 for '1.5e-02'."""
    mantissa, _, exponent = text.partition("e")
    return 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


def checksum(x, start=0):
    """Return a number that depends on every bit of a float, a tensor or an array, or on those of a list of them."""
    if isinstance(x, (list, tuple)):
        for part in x:
            start = checksum(part, start)
        return start
    if is_array(x) and not getattr(x, "is_meta", False):
        x = double(x).contiguous().numpy().tobytes()
    return zlib.crc32(x if isinstance(x, bytes) else repr(x).encode(), start)


# ---- one run, in a process of its own -----------------------------------------------------------------------------


class Run(NamedTuple):
    """One run of a notebook."""

    processor: str = "own"
    shift: int = 0
    threads: int = 1
    busy: bool = False

    def __str__(self):
        """Say in what it differs from other runs."""
        if self.busy:
            return "the run beside busy loops"
        threads = f"{self.threads} thread" + "s" * (self.threads > 1)
        return f"{self.processor}, {threads}" + f", seeds + {self.shift}" * (self.shift > 0)


def run_notebook(path, shift, threads):
    """Run a notebook's cells in this process; return claims, numbers and outputs, the last two only for shift 0."""
    import matplotlib.pyplot as plt  # noqa: PLC0415
    import torch  # noqa: PLC0415

    plt.switch_backend("Agg")  # before a lesson chooses the one that shows figures below its cells
    if threads:
        torch.set_num_threads(threads)
    os.chdir(path.parent)
    claims, texts = Recorder(), []
    notebook = sys.modules["__main__"] = types.ModuleType("__main__")  # where pickle looks for a lesson's classes
    notebook.claims = claims

    def display(data, **_):
        texts.append(data.get("text/plain", "") if isinstance(data, dict) else str(data))

    outputs, numbers = {}, []
    for number, cell in enumerate(code_cells(nbformat.read(path, as_version=4)), 1):
        printed = io.StringIO()
        claims.numbers.clear(), claims.counts.clear(), texts.clear()
        with (
            contextlib.redirect_stdout(printed),
            warnings.catch_warnings(),
            patch("IPython.display.display", display),
            patch("matplotlib.figure.Figure.savefig"),  # drawn, not stored
        ):
            warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")
            try:
                run_cell(cell.source, f"<{path.stem} [{number}]>", Instrument(number, shift), vars(notebook), texts)
            except Exception as error:
                claims.truth(f"[{number}] stopped by {type(error).__name__}: {error}", False)
        plt.close("all")
        if not shift and is_compared(cell):
            text = outputs[number] = printed.getvalue() + "".join(f"{part}\n" for part in texts)
            printed_ones = [entry for entry in claims.numbers if entry[3] is None or entry[3].strip() in text]
            numbers += [(f"{name} in [{number}]", *entry) for name, *entry in printed_ones]
    return {
        "sides": claims.sides,
        "held": claims.held,
        "outputs": {number: text for number, text in outputs.items() if text},
        "numbers": numbers,
        "comparisons": claims.comparisons if not shift else {},
        "left_out": claims.left_out,
    }


def run_cell(source, file, instrument, names, texts):
    """Run the code of a cell; add what its last line shows, if that is an expression, to texts."""
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)  # for inspect.getsource
    original, tree = ast.parse(source).body, instrument.instrumented(source)
    shows = bool(original) and isinstance(original[-1], ast.Expr) and not source.rstrip().endswith(";")
    last = tree.body.pop() if shows else None
    exec(compile(tree, file, "exec"), names)
    value = eval(compile(ast.Expression(last.value), file, "eval"), names) if shows else None
    if value is not None:
        from IPython.lib.pretty import pretty  # noqa: PLC0415

        texts.append(pretty(value))
        names["claims"].look(instrument.name(ast.unparse(original[-1])), value, texts[-1])


def code_cells(notebook):
    """Return the code cells of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_compared(cell):
    """Say whether what a cell prints has to be the same everywhere."""
    return tool.IGNORE not in tool.tags(cell)


def stored_outputs(path):
    """Return {number of the cell: what is stored of its output} for what is compared; None if the code is newer."""
    notebook = nbformat.read(path, as_version=4)
    if notebook.metadata.get("executed_code") != tool.fingerprint(notebook):
        return None
    stored = {}
    for number, cell in enumerate(code_cells(notebook), 1):
        printed = "".join(out.text for out in cell.outputs if out.output_type == "stream")
        plain = [out.get("data", {}).get("text/plain") for out in cell.outputs]
        shown = "".join(f"{text}\n" for text in plain if text and not text.startswith("<Figure"))
        if is_compared(cell) and printed + shown:
            stored[number] = printed + shown
    return stored


# ---- many runs ------------------------------------------------------------------------------------------------------


def start_run(path, run):
    """Run a notebook in a new process; return what run_notebook returns, or a dict with the key 'failed'."""
    threads = 0 if run.busy else run.threads
    command = [sys.executable, __file__, "--one-run", str(path), str(run.shift), str(threads)]
    environment = surroundings.processor(run.processor)
    if threads:
        environment["OMP_NUM_THREADS"] = str(threads)
    with busy_loops(2 if run.busy else 0):
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]}
    result = json.loads(done.stdout.splitlines()[-1])
    return {**result, "outputs": {int(number): text for number, text in result["outputs"].items()}}


@contextlib.contextmanager
def busy_loops(n):
    """Keep n cores busy for a while."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(n)]
    try:
        yield loops
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def margin(sides):
    """Return the margin of a claim from its (low, high) in each run: of the differences or, if wider, the ratios."""
    margins = [in_deviations([high - low for low, high in sides])]
    if all(low > 0 and high > 0 for low, high in sides):
        margins.append(in_deviations([math.log(high / low) for low, high in sides]))
    return max(margins)


def in_deviations(distances):
    """Return the mean of some numbers in standard deviations of it; infinite if they are all the same."""
    spread = statistics.stdev(distances) if len(distances) > 1 else 0.0
    mean = statistics.mean(distances)
    return math.copysign(math.inf, mean) if spread <= 1e-9 * abs(mean) else mean / spread


class Number(NamedTuple):
    """How far a printed number stays away from its rounding edge."""

    deviations: float  # infinite if it is the same in all runs
    places: float  # in units of the last place
    name: str
    text: str
    low: float
    high: float
    near: bool  # whether the edge is as near as float32 can tell

    def __str__(self):
        """Describe it in a line."""
        values = f"{self.low:.10g}" if self.low == self.high else f"{self.low:.10g} to {self.high:.10g}"
        far = f"{self.deviations:8.1f} deviations, {self.places:.2g} of the last place"
        return f"{far}: {self.name} → {self.text}: {values}"


def distance(value, unit, edge):
    """Return how far a value is from its rounding edge, in units of the last place; 0 if all places are printed."""
    if edge == "tie":
        return value / unit if unit else 0.0
    if unit <= 1e-15 * abs(value):
        return 0.0
    part = value / unit % 1
    if edge == "cut":
        return min(part, 1 - part)
    minus = abs(value / unit) if 0 < abs(value / unit) < 0.5 else 0.5  # from 0.00 to -0.00
    return min(abs(part - 0.5), minus)


def measure(name, values, unit, text, edge):
    """Return the Number of a value that was seen in several runs with the same seeds."""
    spread = statistics.stdev(values) if len(set(values)) > 1 else 0.0
    places = min(distance(value, unit, edge) for value in values)
    kind = {"round": "rounded", "cut": "cut", "tie": "a choice between two"}[edge]
    deviations = places * unit / spread if spread else math.inf
    near = places <= 1e-6 if edge == "tie" else places * unit <= 1e-6 * max(map(abs, values))
    return Number(deviations, places, name, kind if text is None else text.strip(), min(values), max(values), near)


def measured_numbers(results):
    """Return the Number of everything that was printed in each of several runs with the same seeds."""
    seen = defaultdict(list)
    for result in results:
        for name, *entry in result["numbers"]:
            seen[name].append(entry)
    return [
        measure(name, [value for value, *_ in entries], *entries[0][1:])
        for name, entries in seen.items()
        if len(entries) == len(results)
    ]


def moving_outputs(runs, stored):
    """Return [(cell, names of runs, lines that differ)] for each output that is not the stored one, or the first."""
    moved = []
    for cell in sorted({cell for result in runs.values() for cell in result["outputs"]} | set(stored or {})):
        texts = {run: result["outputs"].get(cell, "") for run, result in runs.items()}
        first = next(iter(texts.values()), "")
        want = stored.get(cell, "") if stored is not None else first
        groups = defaultdict(list)
        for run, text in texts.items():
            if text != want:
                groups[text].append(run)
        moved += [(cell, named(some, runs), changed_lines(want, text)) for text, some in groups.items()]
    return moved


def named(some, runs):
    """Return the names of some of the runs, or that it is all of them."""
    return "all runs" if len(some) == len(runs) > 1 else "; ".join(map(str, some))


def changed_lines(want, got, most=6):
    """Return the first lines that differ between two texts, those of the first with '-' and of the second with '+'."""
    lines = difflib.ndiff(want.splitlines(), got.splitlines())
    return [line for line in lines if line[0] in "-+"][:most]


def report(runs, stored, options):
    """Print what moved, failed or is narrow in the runs of a notebook; return its Totals."""
    total = Totals()
    failed = {run: result["failed"] for run, result in runs.items() if "failed" in result}
    for run, problem in failed.items():
        total.fault(f"{run}: {problem}")
    runs = {run: result for run, result in runs.items() if run not in failed}
    as_they_are = {run: result for run, result in runs.items() if not run.shift}
    if stored is None:
        print("  the stored outputs are those of older code: the runs are compared with each other only")
    report_outputs(as_they_are, stored, total)
    report_asserts(runs, options, total)
    if len(as_they_are) > 1:
        report_numbers(list(as_they_are.values()), options, total)
        report_comparisons(list(as_they_are.values()), total)
    for name, problem in {k: v for result in runs.values() for k, v in result["left_out"].items()}.items():
        print(f"        not measured: {name}: {problem}")
    return total


class Totals:
    """What was counted and the narrowest that was found, in one notebook or in all."""

    def __init__(self):
        """Start with nothing."""
        self.counts, self.narrowest, self.closest = Counter(), (math.inf, ""), (math.inf, math.inf, "")

    def fault(self, sentence):
        """Print and count a fault."""
        self.counts["faults"] += 1
        print(f"  FAULT {sentence}", flush=True)

    def add(self, other, where):
        """Add those of a notebook to those of all."""
        self.counts += other.counts
        self.narrowest = min(self.narrowest, (other.narrowest[0], f"{where} {other.narrowest[1]}"))
        self.closest = min(self.closest, (*other.closest[:2], f"{where} {other.closest[2]}"))

    def __str__(self):
        """Say it all in a few lines."""
        n = self.counts
        deviations, places, closest = self.closest
        lines = [
            f"{n['outputs']} compared outputs, {n['moved']} of them not the same everywhere",
            f"{n['asserts']} asserts, {n['broken']} of them false somewhere",
            f"{n['figures']} asserted figures; smallest margin: {self.narrowest[0]:.1f} sd, {self.narrowest[1]}",
            f"{n['numbers']} numbers, {n['same']} of them the same in all runs; smallest distance of the others from "
            f"an edge: {deviations:.1f} deviations, {places:.2g} of the last place, {closest}",
            f"{n['unmeasured']} numbers with a decimal point in compared outputs that were not measured",
            f"{n['comparisons']} exact comparisons of floats, {n['bits']} of them of floats that move",
            f"{n['faults']} faults",
        ]
        return "\n".join(f"  {line}" for line in lines)


def report_outputs(runs, stored, total):
    """Report outputs that are not the same in all runs, or not those that are stored."""
    moved = moving_outputs(runs, stored)
    for cell, where, lines in moved:
        total.fault(f"[{cell}] prints something else in {where}" + "".join(f"\n      {line}" for line in lines))
    total.counts["outputs"] = len({cell for result in runs.values() for cell in result["outputs"]})
    total.counts["moved"] = len({cell for cell, _, _ in moved})


def report_asserts(runs, options, total):
    """Report asserts that do not hold in all runs, and the figures that hold by little."""
    sides, held = defaultdict(dict), defaultdict(dict)
    for run, result in runs.items():
        for name, pair in result["sides"].items():
            sides[name][run] = pair
        for name, truth in result["held"].items():
            held[name][run] = truth
    for name, truths in held.items():
        if not all(truths.values()):
            where = named([run for run, truth in truths.items() if not truth], runs)
            total.counts["broken"] += 1
            total.fault(f"false in {where}: {name}")
    measured = []
    for name, pairs in sides.items():
        on_own = [pair for run, pair in pairs.items() if run.processor == "own"]
        width = min(margin(list(pairs.values())), margin(on_own or list(pairs.values())))
        measured.append((width, min(high - low for low, high in pairs.values()), name))
    measured.sort()
    total.counts.update(asserts=len(held), figures=len(measured))
    for k, (width, worst, name) in enumerate(measured):
        line = f"{width:8.1f} sd, smallest distance {worst:<10.3g} {name}"
        if width < options.margin:
            total.fault(f"NARROW {line}")
        elif options.all or k < 5:
            print(f"        margin {line}")
    total.narrowest = min(
        [(width, f"{name} (smallest distance {worst:.3g})") for width, worst, name in measured[:1]] + [total.narrowest]
    )


def report_numbers(results, options, total):
    """Report printed numbers that sit on the edge of their rounding."""
    numbers = sorted(measured_numbers(results))
    moving = [number for number in numbers if number.deviations < math.inf]
    for k, number in enumerate(moving):
        shown = number.text not in ("rounded", "cut")  # a number rounded in passing is not printed with that rounding
        apart = number.text == "a choice between two" and number.places >= 0.1  # a tenth of the larger: no tie
        if number.near or (shown and not apart and number.deviations < options.edge):
            total.fault(f"EDGE {number}")
        elif options.all or k < 3:
            print(f"        edge {number}")
    for number in numbers:
        if number.deviations == math.inf and number.near and number.text not in ("cut", "rounded"):
            print(f"        look: on an edge, the same in all runs: {number.name} → {number.text}: {number.low:.10g}")
    texts = {number.text.strip("%+-") for number in numbers}
    for cell, output in results[0]["outputs"].items() if results else ():
        loose = [part for part in re.findall(r"(?<![\w.])\d+\.\d+(?![\w.])", output) if part not in texts]
        total.counts["unmeasured"] += len(loose)
        if options.all and loose:
            print(f"        [{cell}] prints without being measured: {', '.join(loose)}")
    total.counts.update(numbers=len(numbers), same=len(numbers) - len(moving))
    total.closest = min([(n.deviations, n.places, f"{n.name} → {n.text}") for n in moving[:1]] + [total.closest])


def report_comparisons(results, total):
    """Report exact comparisons of floats that give another answer elsewhere; list those of floats that move."""
    found = defaultdict(list)
    for result in results:
        for name, entry in result["comparisons"].items():
            found[name].append(tuple(entry))
    total.counts["comparisons"] = len(found)
    for name, entries in found.items():
        if len({answer for _, answer in entries}) > 1:
            total.fault(f"an exact comparison of floats gives another answer elsewhere: {name}")
        elif len({bits for bits, _ in entries}) > 1:
            total.counts["bits"] += 1
            print(f"        look: an exact comparison of floats that move: {name}")


def plan(options):
    """Return the runs that the options ask for."""
    if options.busy:
        return [Run(busy=True)]
    own = [Run("own", k * SHIFT, threads) for threads in options.threads for k in range(options.seeds)]
    others = [name for name in options.processors if name != "own"]
    return own * ("own" in options.processors) + [Run(name, 0, n) for name in others for n in options.threads]


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER", help="chapters to run (default: all)")
    parser.add_argument(
        "--kinds", nargs="+", choices=["lesson", "solutions"], default=["lesson"], help="notebooks to run"
    )
    parser.add_argument("--seeds", type=int, default=5, help="how many sets of seeds, the notebook's own first")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="thread counts")
    processors = list(surroundings.PROCESSORS)
    parser.add_argument("--processors", nargs="+", choices=processors, default=processors, help="processors")
    parser.add_argument("--busy", action="store_true", help="one run, with two busy loops beside it")
    parser.add_argument("--margin", type=float, default=3.0, help="least margin in standard deviations (default: 3)")
    parser.add_argument("--edge", type=float, default=3.0, help="least distance from a rounding edge (default: 3)")
    parser.add_argument("--all", action="store_true", help="list every claim and number, not only the narrowest")
    parser.add_argument("--jobs", type=int, default=1, help="runs side by side")
    parser.add_argument("--one-run", nargs=3, metavar=("PATH", "SHIFT", "THREADS"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one_run:
        path, shift, threads = options.one_run
        print(json.dumps(run_notebook(tool.Path(path).resolve(), int(shift), int(threads))))
        return 0

    surroundings.isolate()
    total = Totals()
    for stem in tool.chosen_chapters(parser, options.chapters):
        for kind in options.kinds:
            path, runs = tool.notebook_path(stem, kind), plan(options)
            print(f"{path.relative_to(tool.ROOT).as_posix()}: {len(runs)} runs", flush=True)
            with ThreadPoolExecutor(options.jobs) as pool:
                results = list(pool.map(lambda run, path=path: start_run(path, run), runs))
            found = report(dict(zip(runs, results, strict=True)), stored_outputs(path), options)
            print(found, flush=True)
            total.add(found, f"{stem.split('_')[0]} {kind}")
    print(f"All together:\n{total}")
    return int(total.counts["faults"] > 0)


if __name__ == "__main__":
    sys.exit(main())
