"""The three audits: what audit_claims.py measures, which mutants audit_checks.py makes, what audit_reruns.py finds."""

import ast
import contextlib
import io
import json
import math
import os
import random
import signal
import subprocess
import sys
import types

import audit_checks
import audit_claims
import audit_reruns
import make_notebooks as tool
import nbformat
import numpy as np
import pytest
import surroundings
import torch
from audit_claims import Run
from course import NOTEBOOKS, code_cells, read
from nbformat.v4 import new_code_cell, new_notebook, new_output

# ---- claims over seeds and threads ---------------------------------------------------------------------------------


def record(source, shift=0):
    """Run a cell as the audit does; return its Recorder and its names."""
    claims = audit_claims.Recorder()
    namespace = {"claims": claims, "torch": torch, "math": math, "np": np, "random": random}
    exec(compile(audit_claims.Instrument(7, shift).instrumented(source), "cell", "exec"), namespace)
    return claims, namespace


@pytest.mark.parametrize(
    ("claim", "low", "high"),
    [
        ("2 < 5", 2, 5),
        ("5 >= 2", 2, 5),
        ("torch.tensor(0.25) < 0.5 and True", 0.25, 0.5),
        ("1 < 3 < 4", 3, 4),  # where it is closest
        ("(torch.tensor([1.0, 4.0]) < torch.tensor([9.0, 5.0])).all()", 4, 5),
        ("all(x < 9 for x in (1, 7, 3))", 7, 9),
        ("torch.allclose(torch.ones(2), torch.tensor([1.0, 1.25]), rtol=0, atol=0.5)", 0.5, 1),
        ("math.isclose(1.0, 2.0, rel_tol=1.0)", 0.5, 1),
        ("torch.ones(1).allclose(torch.tensor([1.25]), rtol=0, atol=0.5)", 0.5, 1),
        ("0.5 > 0.75", 0.75, 0.5),
    ],
)
def test_sides_of_a_claim_are_measured_where_they_are_closest(claim, low, high):
    claims, _ = record(f"assert {claim}")
    assert list(claims.sides.values()) == [(low, high)]
    assert list(claims.held.values()) == [low < high]


def test_claim_without_a_number_only_has_to_hold():
    claims, _ = record('assert "a" in "abc"\nassert [1] == [2], "message"\nassert {1} <= {2} and {1} < {1, 2}')
    assert claims.sides == {}
    assert list(claims.held.values()) == [True, False, False]


def test_asserts_that_may_be_expected_to_fail_still_fail():
    claims, names = record("""
def demand(x):
    assert x < 3
try:
    demand(5)
except AssertionError:
    caught = 1
try:
    assert 5 < 3
except AssertionError:
    caught += 1
assert caught > 1
""")
    assert names["caught"] == 2
    assert claims.held == {"[7] caught > 1": True}


def test_seeds_are_shifted_and_nothing_else():
    _, shifted = record("torch.manual_seed(3)\na = torch.rand(1)\nb = 3", shift=1000)
    torch.manual_seed(1003)
    assert torch.equal(shifted["a"], torch.rand(1))
    assert shifted["b"] == 3


@pytest.mark.parametrize(
    ("seeded", "expected"),
    [
        ("random.Random(3).random()", random.Random(1003).random()),
        ("Random(seed).random()", random.Random(1003).random()),
        ("fit(random_state=3)", {"random_state": 1003}),
        ("fit(1, random_state=seed, n=3)", {"random_state": 1003, "n": 3}),
        ("fit(random_state=None)", {"random_state": None}),
        ("fit(state=3)", {"state": 3}),
        ("np.random.default_rng(3).random()", np.random.default_rng(1003).random()),
    ],
)
def test_seeds_of_python_and_scikit_learn_are_shifted_too(seeded, expected):
    before = "Random, seed = random.Random, 3\ndef fit(*args, **named):\n    return named\n"
    _, shifted = record(f"{before}a = {seeded}", shift=1000)
    assert shifted["a"] == expected


def test_what_is_certain_is_still_claimed_somewhere():
    cells = [cell for path in NOTEBOOKS for cell in code_cells(read(path)) if "assert" in cell.source]
    asserts = [node for cell in cells for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Assert)]
    parts = {ast.unparse(node) for test in asserts for node in ast.walk(test) if isinstance(node, ast.Compare)}
    assert audit_claims.CERTAIN.keys() <= parts


def test_margin_is_the_mean_distance_in_standard_deviations():
    assert audit_claims.margin([(0, 1), (0, 2), (0, 3)]) == 2
    assert audit_claims.margin([(-1, 0)] * 5) == math.inf
    assert audit_claims.margin([(2, 1)] * 5) == -math.inf


def test_asserts_in_functions_are_measured_where_they_hold():
    claims, _ = record("""
def demand(x):
    assert x < 3, "too large"
demand(1)
demand(2)
try:
    demand(9)
except AssertionError as error:
    assert str(error) == "too large"
""")
    assert claims.sides == {"[7] x < 3": (2, 3)}
    assert claims.held["[7] x < 3"] is True


OPTIONS = types.SimpleNamespace(margin=3, edge=3, all=False)


def result(**parts):
    """Return what a run gives, empty but for some parts."""
    empty = {"sides": {}, "held": {}, "outputs": {}, "numbers": [], "comparisons": {}, "left_out": {}}
    return {**empty, **parts}


def faults(runs, stored=None):
    """Return how many faults are reported for these runs."""
    return audit_claims.report(runs, stored, OPTIONS).counts["faults"]


def test_narrow_broken_and_failed_claims_are_faults(capsys):
    def run(figure, held=True):
        return result(sides={"[1] x < 10": (figure, 10.0)}, held={"[1] x < 10": held})

    safe = {Run("own", 1000 * i): run(1.0 + 0.1 * i) for i in range(5)}
    narrow = {Run("own", 1000 * i): run(5.0 + 2 * i) for i in range(3)}
    last = Run("plain", 0, 2)
    assert faults(safe) == 0
    assert faults(narrow) == 1
    assert faults({**safe, last: run(9.9)}) == 1  # twins of one run do not make a claim look safer than it is
    assert faults({**safe, last: run(1.0, held=False)}) == 1
    assert faults({**safe, last: {"failed": "NameError: x"}}) == 1
    assert "false in plain, 2 threads: [1] x < 10" in capsys.readouterr().out


# ---- printed numbers and their edges -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "edge", "places"),
    [
        (0.12, 0.01, "round", 0.5),  # in the middle between two edges
        (0.124, 0.01, "round", 0.1),
        (0.125, 0.01, "round", 0),
        (-0.126, 0.01, "round", 0.1),
        (0.001, 0.01, "round", 0.1),  # next to -0.00
        (0.0, 0.01, "round", 0.5),
        (2.0, 1, "round", 0.5),
        (2.0, 1, "cut", 0),
        (2.75, 1, "cut", 0.25),
        (0.1 + 0.2, 1e-17, "round", 0),  # printed in full
        (0.5, 2.0, "tie", 0.25),  # the best is better by a quarter of its size
    ],
)
def test_distance_from_the_rounding_edge(value, unit, edge, places):
    assert audit_claims.distance(value, unit, edge) == pytest.approx(places, abs=1e-9)


@pytest.mark.parametrize(
    ("spec", "number", "unit"),
    [
        (".2f", 3.0, 0.01),
        ("6.1f", 3.0, 0.1),
        (".0f", 3.0, 1),
        ("+.3f", 3.0, 0.001),
        (",.2f", 3.0, 0.01),
        (".0%", 0.5, 0.01),
        (".1%", 0.5, 0.001),
        (".1e", 0.00123, 0.0001),
        (".3g", 12.3456, 0.1),
        (".2g", 0.0123, 0.001),
        ("g", 1.5, 1e-5),
        ("", 1.5, None),
        (">8", 1.5, None),
    ],
)
def test_unit_of_the_last_place_of_a_format(spec, number, unit):
    assert audit_claims.unit_of_format(spec, number) == (unit and pytest.approx(unit))


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("print(f'{0.125:.2f} {50:d} {0.5:.0%} {\"a\"!r}')", [(0.125, 0.01, "0.12"), (0.5, 0.01, "50%")]),
        ("print(f'{torch.tensor(0.25):.1f}')", [(0.25, 0.1, "0.2")]),
        ("print(torch.tensor([0.5, 0.25]))", [(0.5, 1e-4, "0.5000"), (0.25, 1e-4, "0.2500")]),
        ("print(f'{torch.tensor(0.5)}')", [(0.5, 1e-1, "0.5")]),
        ("print('a', *[0.5, 2], {'x': [0.75]})", [(0.5, 0.1, "0.5"), (0.75, 0.01, "0.75")]),
        ("print({'x2': 0.5, 'x 3': 0.75})", []),  # one number more in the text than in the value
        ("print([0.5, (1, 0.25)], np.array([0.5]))", [(0.5, 0.1, "0.5"), (0.25, 0.01, "0.25"), (0.5, 0.1, "0.5")]),
        ("round(2.345, 2)", [(2.345, 0.01, None)]),
        ("torch.tensor([0.25]).round(decimals=1)", [(0.25, 0.1, None)]),
        ("np.round(np.array([0.25]), 1)", [(0.25, 0.1, None)]),
        ("int(2.5), int('3'), int(4)", [(2.5, 1, None)]),
        ("math.ceil(4.0 - 1e-9), np.floor(4.0 + 1e-9)", []),  # moved from the edge on purpose
        ("torch.tensor([2.5]).long(), math.floor(1.5)", [(2.5, 1, None), (1.5, 1, None)]),
        ("torch.tensor([[1.0, 4.0], [2.0, 1.5]]).argmax(dim=1)", [(3, 4, None), (0.5, 2, None)]),
        ("np.argmin([1.0, 4.0, 1.25])", [(0.25, 1.25, None)]),
        ("print(torch.arange(3), torch.tensor([True]), 3, 'a 0.5', None)", []),
        ("print(torch.zeros(2, device='meta'), torch.rand(5000), float('nan'))", []),
    ],
)
def test_numbers_that_are_printed_or_rounded_are_measured(source, numbers):
    claims, _ = record(source)
    assert [(value, pytest.approx(unit), text) for _, value, unit, text, _ in claims.numbers] == numbers
    assert claims.left_out == {}


SHOWN = """
x, rows, names = torch.tensor([1.0, 2.5]), iter([1.5, 2.5]), {"a": 0.5}
print(x, x.tolist(), f"{x[1]:>8.2f}|{names!r}|{x=}|{len(names)}", *rows, sep=", ", end="!")
print(round(2.5), round(2.675, 2), int(2.9), x.argmax(), x.long(), sorted(set(v for v in (1.5, 1.5, 2.5))))
print(x == 2.5, x.equal(x.clone()), x.unique(), torch.unique(x, return_counts=True), 0.1 + 0.2 == 0.3, "a" != "b")
print("%.1f" % 0.25, "{:.1f}".format(0.25), f"{0.25:{'.1f'}}", f"{torch.float32} {print}"[:13])
print(torch.zeros(2, device="meta").shape, torch.func.vmap(lambda a: (a == 1.5) * f_(a))(x))
"""


def test_measuring_changes_nothing_that_is_printed():
    plain, measured = io.StringIO(), io.StringIO()
    source = "f_ = lambda a: a.round() + (a != 0.5)\n" + SHOWN
    with contextlib.redirect_stdout(plain):
        exec(source, {"torch": torch, "math": math})
    with contextlib.redirect_stdout(measured):
        claims, _ = record(source)
    assert measured.getvalue() == plain.getvalue()
    assert set(claims.left_out) == {"[7] a == 1.5", "[7] a != 0.5", "[7] a.round()"}  # vmap lets nobody read a


def test_number_on_an_edge_is_a_fault_and_one_off_it_is_not(capsys):
    def runs(*values, text="0.12", unit=0.01):
        names = [Run("own"), Run("own", 0, 2), Run("avx2"), Run("plain")]
        numbers = [[["[1] loss #1 in [1]", value, unit, text, "round"]] for value in values]
        return {name: result(numbers=n, outputs={1: "x"}) for name, n in zip(names, numbers, strict=True)}

    assert faults(runs(0.1240, 0.1241, 0.1249, 0.1240)) == 1  # 0.0001 from the edge, and moves by more than that
    assert "EDGE" in capsys.readouterr().out
    assert faults(runs(0.1200, 0.1201, 0.1202, 0.1201)) == 0
    assert faults(runs(9803.0, 9808.0, 9803.0, 9808.0, text="rounded", unit=1.0)) == 0  # moves, but is not printed
    assert faults(runs(9803.499999, 9803.500001, 9803.5, 9803.5, text="rounded", unit=1.0)) == 1
    assert faults(runs(0.1249, 0.1249, 0.1249, 0.1249)) == 0  # nothing moves it
    assert faults(runs(0.12499999, 0.12499999, 0.12499999, 0.124999991)) == 1  # as near as float32 can tell
    assert "look" not in capsys.readouterr().out
    assert faults(runs(0.125, 0.125, 0.125, 0.125)) == 0  # exact, but to be looked at
    assert "look: on an edge, the same in all runs: [1] loss #1 in [1] → 0.12: 0.125" in capsys.readouterr().out


# ---- exact comparisons ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "noted"),
    [
        ("x == y", True),
        ("x != 0.5", True),
        ("torch.equal(x, y)", True),
        ("x.equal(y)", True),
        ("np.array_equal(x.numpy(), y.numpy())", True),
        ("x.unique()", True),
        ("set(x.tolist())", True),
        ("[0.5] == [0.25]", True),
        ("x.shape == y.shape", False),
        ("torch.ones(3) == 1", False),  # whole numbers
        ("torch.arange(3).unique()", False),
        ("'a' == 'b'", False),
        ("set('abc')", False),
        ("x < 0.5", False),
    ],
)
def test_exact_comparisons_of_floats_are_noted(source, noted):
    claims, _ = record(f"x, y = torch.tensor([0.5, 0.25]), torch.tensor([0.5, 0.75])\n{source}")
    assert list(claims.comparisons) == [f"[7] {source}"] * noted
    assert claims.left_out == {}


def test_exact_comparison_that_depends_on_the_processor_is_a_fault(capsys):
    def run(bits, answer):
        return result(comparisons={"[1] a == b": [bits, answer]})

    assert faults({Run("own"): run(5, 6), Run("plain"): run(5, 6)}) == 0
    assert "look" not in capsys.readouterr().out
    assert faults({Run("own"): run(5, 6), Run("plain"): run(7, 6)}) == 0
    assert "look: an exact comparison of floats that move: [1] a == b" in capsys.readouterr().out
    assert faults({Run("own"): run(5, 6), Run("plain"): run(7, 8)}) == 1


# ---- whole notebooks -----------------------------------------------------------------------------------------------

LESSON = [
    "import os\nimport torch\nfrom IPython.display import display",
    "plain = os.environ.get('ATEN_CPU_CAPABILITY') == 'default'",
    "loss = 0.1249 + 0.0002 * plain\nprint(f'loss {loss:.2f}')",
    "print(f'lr {0.12 + 0.00001 * plain:.2f}')\nassert 0 < 0.1 + 0.01 * plain < 1",
    "display({'text/plain': f'a curve that ends at {0.5 + 0.01 * plain:.1f}'}, raw=True)",
    "3.25",
]


def written(path, sources, outputs=()):
    """Write a notebook with these cells, the last of which have these stored texts; return its path."""
    cells = [new_code_cell(source) for source in sources]
    for cell, text in zip(cells[-len(outputs) :], outputs, strict=False):
        cell.outputs = [new_output("stream", name="stdout", text=text)]
    notebook = new_notebook(cells=cells)
    notebook.metadata["executed_code"] = tool.fingerprint(notebook)
    nbformat.write(notebook, path)
    return path


@pytest.fixture
def run_here(monkeypatch):
    """Return a function that runs a notebook in this process as if on a processor."""

    def run(path, processor):
        with monkeypatch.context() as patched:
            patched.setitem(sys.modules, "__main__", sys.modules["__main__"])
            patched.setattr(os, "environ", {**os.environ, **surroundings.PROCESSORS[processor]})
            patched.chdir(path.parent)
            found = json.loads(json.dumps(audit_claims.run_notebook(path, 0, 0)))
        return {**found, "outputs": {int(cell): text for cell, text in found["outputs"].items()}}

    return run


def test_lesson_whose_number_sits_on_an_edge_is_reported(tmp_path, run_here, capsys):
    path = written(tmp_path / "lesson.ipynb", LESSON)
    runs = {Run(name): run_here(path, name) for name in ("own", "avx2", "plain")}
    assert runs[Run("own")]["outputs"][3] == "loss 0.12\n"
    assert runs[Run("own")]["outputs"][5] == "a curve that ends at 0.5\n"
    assert runs[Run("own")]["outputs"][6] == "3.25\n"
    total = audit_claims.report(runs, None, OPTIONS)
    shown = capsys.readouterr().out
    assert "FAULT [3] prints something else in plain, 1 thread\n      - loss 0.12\n      + loss 0.13" in shown
    assert "FAULT EDGE" in shown and "[3] loss #1 in [3] → 0.12: 0.1249 to 0.1251" in shown
    assert total.counts["faults"] == 2
    assert (total.counts["outputs"], total.counts["moved"], total.counts["asserts"]) == (4, 1, 1)
    assert total.counts["numbers"] == 4
    assert total.narrowest[1].startswith("[4] 0 < 0.1 + 0.01 * plain < 1")
    assert total.closest[2] == "[3] loss #1 in [3] → 0.12"


def test_output_that_is_not_the_stored_one_is_a_fault(tmp_path, run_here):
    right = written(tmp_path / "right.ipynb", ["print('a')", "print('b')"], ["a\n", "b\n"])
    wrong = written(tmp_path / "wrong.ipynb", ["print('a')", "print('b')"], ["a\n", "c\n"])
    assert faults({Run(): run_here(right, "own")}, audit_claims.stored_outputs(right)) == 0
    assert faults({Run(): run_here(wrong, "own")}, audit_claims.stored_outputs(wrong)) == 1


def test_cell_that_raises_is_a_fault(tmp_path, run_here, capsys):
    path = written(tmp_path / "stops.ipynb", ["1 / 0", "print('on')"])
    assert faults({Run(busy=True): run_here(path, "own")}) == 1
    assert "false in the run beside busy loops: [1] stopped by ZeroDivisionError" in capsys.readouterr().out


def test_run_in_a_process_of_its_own_computes_as_the_processor_that_it_names(tmp_path):
    source = "import os\nimport torch\nprint(os.environ['ATEN_CPU_CAPABILITY'], torch.get_num_threads())"
    found = audit_claims.start_run(written(tmp_path / "lesson.ipynb", [source]), Run("plain", 0, 2))
    assert found["outputs"] == {1: "default 2\n"}


def test_plan_has_seeds_on_the_own_processor_and_the_others_without():
    parts = {"seeds": 3, "threads": [1, 2], "processors": ["own", "avx2", "plain"], "busy": False}
    runs = audit_claims.plan(types.SimpleNamespace(**parts))
    assert len(runs) == len(set(runs)) == 10
    assert {(run.processor, run.shift) for run in runs} == {
        *(("own", shift) for shift in (0, 1000, 2000)),
        ("avx2", 0),
        ("plain", 0),
    }
    assert {run.threads for run in runs if run.processor == "plain"} == {1, 2}
    assert audit_claims.plan(types.SimpleNamespace(**{**parts, "busy": True})) == [Run(busy=True)]


def test_processors_are_named_by_the_four_variables_and_own_has_none(monkeypatch):
    monkeypatch.setenv("MKL_CBWR", "COMPATIBLE")
    names = {"ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA", "MKL_CBWR", "OPENBLAS_CORETYPE"}
    assert not names & set(surroundings.processor("own"))
    for name in ("avx2", "plain"):
        chosen = surroundings.processor(name)
        assert {key: chosen[key] for key in names} == surroundings.PROCESSORS[name]


def test_busy_loops_end_with_the_run():
    with audit_claims.busy_loops(2) as loops:
        assert [loop.poll() for loop in loops] == [None, None]
    assert None not in [loop.poll() for loop in loops]


def test_python_runs_as_on_another_processor():
    show = "import os; print(os.environ['MKL_CBWR'], os.environ['NPY_DISABLE_CPU_FEATURES'])"
    command = [sys.executable, tool.ROOT / "tools/surroundings.py", "plain", "-c", f"{show}; raise SystemExit(3)"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()[0]) == (3, "COMPATIBLE")


# ---- checks under mutation -----------------------------------------------------------------------------------------

SOLUTION = '''
def average(x, y):
    """Return the mean of x + 1."""
    ### BEGIN SOLUTION
    total = (x + y).sum(dim=1)
    return total / 4
    ### END SOLUTION


other = 1 + 2
'''


def test_mutants_spoil_the_solution_once_each_and_nothing_else():
    made = audit_checks.mutants(SOLUTION)
    for label in (
        "total = (x + y).sum(dim=1) → total = (x - y).sum(dim=1)",
        "total = (x + y).sum(dim=1) → total = x.sum(dim=1)",
        "total = (x + y).sum(dim=1) → total = (x + y).sum(dim=0)",
        "total = (x + y).sum(dim=1) → total = (x + y).sum()",
        "total = (x + y).sum(dim=1) → total = (x + y).mean(dim=1)",
        "total = (x + y).sum(dim=1) → nothing",
        "return total / 4 → return total * 4",
        "return total / 4 → return total / 5",
        "return total / 4 → return 4 / total",
    ):
        assert label in made
    assert len(set(made.values())) == len(made)
    for code in made.values():
        assert "other = 1 + 2" in code and '"""Return the mean of x + 1."""' in code


class ToyBook:
    """A book with one exercise, to double a number, and the check that is given."""

    def __init__(self, accepts):
        """Take the check: a function of the answer that raises an AssertionError."""
        self.accepts, self.namespace = accepts, {"data": torch.ones(2)}

    def check(self, exercise, code, seed):
        """Run an answer and the check."""
        names = dict(self.namespace)
        exec(code, names)
        self.accepts(names["double"])
        return f"{exercise}: ✓\n"


def strict(double):
    """Check two values."""
    assert double(2) == 4 and double(3) == 6, "wrong"


def lax(double):
    """Check a value that cannot tell doubling from squaring."""
    assert double(2) == 4, "wrong"


@pytest.mark.parametrize(
    ("check", "answer", "expected"),
    [
        (strict, "double = lambda x: 2 * x", "accepted"),
        (strict, "double = lambda x: x * x", "rejected"),
        (lax, "double = lambda x: x * x", "accepted"),
        (strict, "double = nonsense", "raised"),
        pytest.param(
            strict,
            "while True: pass",
            "endless",
            marks=pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="Windows has no alarm"),
        ),
    ],
)
def test_verdict_on_an_answer(check, answer, expected):
    assert audit_checks.verdict(ToyBook(check), "1.1", answer, seeds=2, seconds=0.2) == expected


def test_who_stops_the_audit_by_hand_stops_it():
    with pytest.raises(KeyboardInterrupt):
        audit_checks.verdict(ToyBook(strict), "1.1", "raise KeyboardInterrupt", seeds=2, seconds=5)


def test_what_an_answer_does_to_the_data_is_undone():
    book = ToyBook(strict)
    audit_checks.verdict(book, "1.1", "data.zero_(); double = lambda x: 2 * x", seeds=1, seconds=5)
    assert book.namespace["data"].tolist() == [1, 1]


def test_answers_are_found_for_every_exercise():
    book = audit_checks.ExerciseBook("00_pytorch_fundamentals")
    assert list(book.answers) == list(book.checks)
    assert all(audit_checks.mutants(source) for cells in book.answers.values() for source in cells)


def test_mutants_of_an_open_task_may_reach_the_goal_and_are_shown(monkeypatch, tmp_path, capsys):
    book = types.SimpleNamespace(answers={"x.1": ["..."], "x.2": ["..."]})
    monkeypatch.setattr(audit_checks, "FOLDER", tmp_path)
    monkeypatch.setattr(audit_checks, "ExerciseBook", lambda stem: types.SimpleNamespace(run=lambda: book))
    monkeypatch.setattr(audit_checks, "mutants", lambda source: {"a → b": "good", "c → d": "bad"})
    monkeypatch.setattr(audit_checks, "verdict", lambda *given: {"good": "accepted", "bad": "rejected"}[given[2]])
    (tmp_path / "x.txt").write_text("x.1 | * | any network that reaches the goal\n", encoding="utf-8")
    counts, faults = audit_checks.audit("x", [], seeds=1, seconds=1)
    assert counts == {"another way": 1, "accepted": 1, "rejected": 2}
    assert faults == 0
    printed = capsys.readouterr().out
    assert "another way: a → b" in printed and "accepted: a → b" in printed


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 writes code with other parentheses")
def test_equivalent_mutants_exist_and_have_a_reason():
    for path in audit_checks.FOLDER.glob("*.txt"):
        book = audit_checks.ExerciseBook(path.stem)
        listed = audit_checks.equivalent(path.stem)
        exercises = {exercise for exercise, _ in listed}
        made = {exercise: audit_checks.mutants(audit_checks.answer_source(book, exercise)) for exercise in exercises}
        assert [entry for entry in listed if entry[1] not in {*made[entry[0]], audit_checks.ANY}] == []
        assert all(len(reason) >= 10 for reason in listed.values())


# ---- cells that run again ------------------------------------------------------------------------------------------


def test_audit_of_reruns_finds_cells_that_do_not_bear_it(tmp_path):
    sources = ["rows = [1]", "rows.append(2)\nprint(len(rows))", "n = globals().get('n', 0) + 1\nassert n < 3", "7"]
    found = list(audit_reruns.differences(new_notebook(cells=[new_code_cell(code) for code in sources]), tmp_path))
    assert [(number, when) for number, _, when, _ in found] == [(2, audit_reruns.RUNS[1]), (3, audit_reruns.RUNS[2])]
    assert "prints\n3" in found[0][3] and "AssertionError" in found[1][3]
