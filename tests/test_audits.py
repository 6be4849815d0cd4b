"""The two audits: what tools/audit_claims.py measures, and which mutants tools/audit_checks.py makes and accepts."""

import ast
import math
import signal
import sys

import audit_checks
import audit_claims
import pytest
import torch

# ---- claims over seeds and threads ---------------------------------------------------------------------------------


def record(source, shift=0):
    """Run a cell as the audit does; return its Recorder and its names."""
    claims = audit_claims.Recorder()
    namespace = {"claims": claims, "torch": torch, "math": math}
    tree = audit_claims.Instrument(7, shift).visit(ast.parse(source))
    exec(compile(ast.fix_missing_locations(tree), "cell", "exec"), namespace)
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


def test_margin_is_the_mean_distance_in_standard_deviations():
    assert audit_claims.margin([(0, 1), (0, 2), (0, 3)]) == 2
    assert audit_claims.margin([(-1, 0)] * 5) == math.inf
    assert audit_claims.margin([(2, 1)] * 5) == -math.inf


def test_narrow_broken_and_failed_claims_are_faults(capsys):
    def run(figure, held=True):
        return {"sides": {"[1] x < 10": (figure, 10.0)}, "held": {"[1] x < 10": held}, "differ": []}

    safe = {str(i): run(1.0 + 0.1 * i) for i in range(5)}
    narrow = {str(i): run(5.0 + 2 * i) for i in range(3)}
    assert audit_claims.report(safe, 3, everything=False) == 0
    assert audit_claims.report(narrow, 3, everything=False) == 1
    assert audit_claims.report({**safe, "last": run(1.0, held=False)}, 3, everything=False) == 1
    assert audit_claims.report({**safe, "last": {"failed": "NameError: x"}}, 3, everything=False) == 1
    assert "held in 5 of 6 runs: [1] x < 10" in capsys.readouterr().out


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
    assert audit_checks.verdict(ToyBook(check), "1.1", answer, seeds=2, seconds=1) == expected


def test_what_an_answer_does_to_the_data_is_undone():
    book = ToyBook(strict)
    audit_checks.verdict(book, "1.1", "data.zero_(); double = lambda x: 2 * x", seeds=1, seconds=5)
    assert book.namespace["data"].tolist() == [1, 1]


def test_answers_are_found_for_every_exercise():
    book = audit_checks.ExerciseBook("00_pytorch_fundamentals")
    assert list(book.answers) == list(book.checks)
    assert all(audit_checks.mutants(source) for cells in book.answers.values() for source in cells)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 writes code with other parentheses")
def test_equivalent_mutants_exist_and_have_a_reason():
    for path in audit_checks.FOLDER.glob("*.txt"):
        book = audit_checks.ExerciseBook(path.stem)
        listed = audit_checks.equivalent(path.stem)
        made = {exercise: audit_checks.mutants(audit_checks.answer_source(book, exercise)) for exercise, _ in listed}
        assert [entry for entry in listed if entry[1] not in made[entry[0]]] == []
        assert all(len(reason) >= 10 for reason in listed.values())
