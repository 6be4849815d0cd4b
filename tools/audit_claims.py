"""Run the lessons with other seeds and thread counts, and report by how much each asserted figure holds.

    python tools/audit_claims.py                                     every lesson, five seeds, one and two threads
    python tools/audit_claims.py 01_pytorch_workflow --seeds 10      one lesson, ten seeds
    python tools/audit_claims.py --threads 1 --all                   one thread only; list every claim

A run executes all cells of a lesson in a process of its own, with every seed in it (``manual_seed``, ``default_rng``)
shifted by a multiple of 1000. Each comparison inside an ``assert`` is measured instead of only tried: for ``a < b``
the distance is ``b - a``; for ``allclose`` it is what remains of the tolerance, as a share of it. The margin of a
claim is the mean distance over all runs in its standard deviations; for two positive numbers, that of their ratio if
it is wider. A claim is safe if it held in every run and its margin is at least --margin. Claims without a number
(``==``, ``in``, a call) only have to hold.

With the seeds as they are, what a cell prints must also equal its stored output, whatever the number of threads.

This takes about half an hour on two cores, so it is not part of the tests. Exit status: 0 if every claim is safe.
"""

import argparse
import ast
import contextlib
import io
import json
import math
import operator
import os
import statistics
import subprocess
import sys
import types
import warnings
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import make_notebooks as tool
import nbformat

CERTAIN = {  # true whatever is drawn, so that a small distance means nothing
    "min(losses) > 0.7437": "ln(1 + 3/e), the floor of a softmax taken twice for four classes",
    "uniform.min() >= 0": "torch.rand draws from 0 up to, but not including, 1",
    "uniform.max() < 1": "torch.rand draws from 0 up to, but not including, 1",
}
SHIFT = 1000  # the seeds of run k are those of the lesson plus k times this
SEEDERS = {"manual_seed", "default_rng"}
CLOSE = {"allclose", "isclose"}
COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


# ---- one run, in a process of its own -----------------------------------------------------------------------------


class Instrument(ast.NodeTransformer):
    """Rewrites a cell so that seeds are shifted and each claim of an assert is measured by a Recorder."""

    def __init__(self, cell, shift):
        """Take the number of the cell, for the claims' names, and what to add to each seed."""
        self.cell, self.shift = cell, shift

    def visit_Call(self, node):
        """Shift the seed of a call such as torch.manual_seed(0)."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr in SEEDERS and len(node.args) == 1:
            node.args = [ast.BinOp(node.args[0], ast.Add(), ast.Constant(self.shift))]
        return node

    def visit_FunctionDef(self, node):
        """Leave the asserts of a function alone: its callers may expect them to fail."""
        inner = Instrument(self.cell, self.shift)
        inner.visit_Assert = inner.generic_visit
        inner.visit_FunctionDef = inner.generic_visit
        return inner.generic_visit(node)

    visit_Try = visit_FunctionDef  # and so may the `except` below a `try`

    def visit_Assert(self, node):
        """Turn `assert test` into `claims.truth(name, test)`, with the comparisons in it measured."""
        name = f"[{self.cell}] {ast.unparse(node.test)}"
        self.generic_visit(node)
        return ast.Expr(call("truth", ast.Constant(name), self.measured(node.test)))

    def measured(self, node):
        """Return the expression with every comparison measured that has to be true for the whole to be true."""
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            node.values = [self.measured(value) for value in node.values]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
            node.left, node.right = self.measured(node.left), self.measured(node.right)
        elif isinstance(node, ast.Compare) and all(type(op) in SIGNS for op in node.ops):
            signs = ast.Constant(" ".join(SIGNS[type(op)] for op in node.ops))
            return call("compare", self.name(node), signs, node.left, *node.comparators)
        elif isinstance(node, ast.Call) and called(node) in CLOSE:
            return call("close", self.name(node), node.func, *node.args, keywords=node.keywords)
        elif isinstance(node, ast.Call) and called(node) == "all":
            if isinstance(node.func, ast.Attribute) and not node.args:  # (a < b).all()
                node.func.value = self.measured(node.func.value)
            elif node.args and isinstance(node.args[0], (ast.GeneratorExp, ast.ListComp)):  # all(a < b for ...)
                node.args[0].elt = self.measured(node.args[0].elt)
        return node

    def name(self, node):
        """Return the name of a claim: the number of its cell and its text."""
        return ast.Constant(f"[{self.cell}] {ast.unparse(node)}")


def call(method, *arguments, keywords=()):
    """Return the expression claims.method(*arguments, **keywords)."""
    function = ast.Attribute(ast.Name("claims", ast.Load()), method, ast.Load())
    return ast.Call(function, list(arguments), list(keywords))


def called(node):
    """Return the last part of the name of what a call calls: 'allclose' for torch.allclose(...)."""
    return getattr(node.func, "attr", getattr(node.func, "id", None))


class Recorder:
    """Collects, for each claim of a run, whether it held and, if it compares numbers, its two sides."""

    def __init__(self):
        """Start without claims."""
        self.sides, self.held = {}, {}

    def truth(self, name, test):
        """Note whether an assert held; the run goes on either way."""
        self.held[name] = self.held.get(name, True) and bool(test)

    def compare(self, name, signs, *values):
        """Measure a comparison, chained or elementwise or both, if it is one of numbers; return its truth."""
        if any(isinstance(value, (set, frozenset, str)) for value in values):
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
        self.note(name, ((a - b).abs() / (absolute + relative * size)).nan_to_num(0.0).max().item(), 1.0)
        return truth

    def note(self, name, low, high):
        """Keep the two sides of a claim where they are closest: a claim in a loop is as good as its worst round."""
        if name.partition("] ")[2] not in CERTAIN:
            self.sides[name] = min((low, high), self.sides.get(name, (low, high)), key=lambda pair: pair[1] - pair[0])


def double(x):
    """Return a number, an array or a tensor as a float64 tensor on the CPU."""
    import torch  # noqa: PLC0415  only the processes that run a lesson need it

    return torch.as_tensor(x).detach().cpu().double()


def run_lesson(stem, shift, threads):
    """Run a lesson's cells in this process; return its figures, truths and, for shift 0, the outputs that differ."""
    import matplotlib as mpl  # noqa: PLC0415
    import torch  # noqa: PLC0415

    mpl.use("Agg")
    torch.set_num_threads(threads)
    path = tool.notebook_path(stem, "lesson")
    os.chdir(path.parent)
    claims = Recorder()
    notebook = sys.modules["__main__"] = types.ModuleType("__main__")  # where pickle looks for a lesson's classes
    notebook.claims = claims
    differ = []
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    for number, cell in enumerate(cells, 1):
        tree = ast.fix_missing_locations(Instrument(number, shift).visit(ast.parse(cell.source)))
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")
            try:
                exec(compile(tree, f"<{stem} [{number}]>", "exec"), vars(notebook))
            except Exception as error:
                claims.truth(f"[{number}] stopped by {type(error).__name__}: {error}", False)
        mpl.pyplot.close("all")
        stored = "".join(output.text for output in cell.outputs if output.output_type == "stream")
        if not shift and tool.IGNORE not in tool.tags(cell) and printed.getvalue() != stored:
            differ.append(f"[{number}] printed {printed.getvalue()!r}, stored is {stored!r}")
    return {"sides": claims.sides, "held": claims.held, "differ": differ}


# ---- many runs ------------------------------------------------------------------------------------------------------


def start_run(stem, shift, threads):
    """Run a lesson in a new process; return what run_lesson returns, or a dict with the key 'failed'."""
    command = [sys.executable, __file__, stem, "--one-run", str(shift), "--threads", str(threads)]
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1]}
    return json.loads(done.stdout.splitlines()[-1])


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


def report(runs, least, everything):
    """Print the claims of a lesson, the narrowest first, and what differed or failed; return the number of faults."""
    faults = 0
    sides, held = defaultdict(list), defaultdict(list)
    for label, run in runs.items():
        for problem in [run["failed"]] if "failed" in run else run["differ"]:
            faults += 1
            print(f"  {label}: {problem}")
        for name, pair in run.get("sides", {}).items():
            sides[name].append(pair)
        for name, truth in run.get("held", {}).items():
            held[name].append(truth)
    for name, truths in held.items():
        if not all(truths):
            faults += 1
            print(f"  held in {sum(truths)} of {len(truths)} runs: {name}")
    measured = sorted((margin(pairs), min(high - low for low, high in pairs), name) for name, pairs in sides.items())
    narrow = sum(value < least for value, _, _ in measured)
    for value, worst, name in measured[: None if everything else max(narrow, 5)]:
        print(f"  {'NARROW' if value < least else 'safe  '} {value:8.1f} sd, smallest distance {worst:<10.3g} {name}")
    print(f"  {len(held)} asserts, {len(measured)} figures measured, {narrow} with a margin below {least:g} sd")
    return faults + narrow


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapters", nargs="*", metavar="STEM", help="lessons to run (default: all)")
    parser.add_argument("--seeds", type=int, default=5, help="how many sets of seeds, the lesson's own first")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="thread counts")
    parser.add_argument("--margin", type=float, default=3.0, help="least margin in standard deviations (default: 3)")
    parser.add_argument("--all", action="store_true", help="list every claim, not only the narrowest")
    parser.add_argument("--jobs", type=int, default=1, help="runs side by side")
    parser.add_argument("--one-run", type=int, metavar="SHIFT", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    chapters = tool.chosen_chapters(parser, options.chapters)
    if options.one_run is not None:
        print(json.dumps(run_lesson(options.chapters[0], options.one_run, options.threads[0])))
        return 0

    faults = 0
    for stem in chapters:
        plan = [(k * SHIFT, threads) for threads in options.threads for k in range(options.seeds)]
        print(f"{stem}: {len(plan)} runs", flush=True)
        with ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(lambda run, stem=stem: start_run(stem, *run), plan))
        labels = [f"seeds + {shift}, {threads} threads" for shift, threads in plan]
        faults += report(dict(zip(labels, results, strict=True)), options.margin, options.all)
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
