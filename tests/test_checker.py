"""The checker, the cell that every exercise notebook holds, and the one that watches optimizers."""

import re

import make_notebooks as tool
import pytest
import surroundings
import torch
from course import run_shared_cell
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook


@pytest.fixture
def cell():
    """Return the namespace of a freshly run checker cell."""
    return run_shared_cell("checker", torch=torch)


def rejection(cell, got, want, **options):
    """Return the message with which same(got, want) fails."""
    with pytest.raises(AssertionError) as error:
        cell["same"](got, want, **options)
    return str(error.value)


@pytest.mark.parametrize(
    "value",
    [torch.zeros(2, 3), torch.tensor([1, 2]), torch.tensor(float("nan")), 3, 2.5, "row", True, (1, 2), [0.5, (1,)]],
    ids=repr,
)
def test_same_accepts_an_equal_value(cell, value):
    cell["same"](value, value)


@pytest.mark.parametrize(
    ("got", "want", "words"),
    [
        (None, torch.zeros(2), "got None. Is a `return` missing?"),
        ([0.0, 0.0], torch.zeros(2), "expected a tensor, got list [0.0, 0.0]"),
        (torch.zeros(3, 2), torch.zeros(2, 3), "expected shape (2, 3), got shape (3, 2)"),
        (torch.zeros(2, dtype=torch.int64), torch.zeros(2), "expected dtype torch.float32, got dtype torch.int64"),
        (
            torch.tensor([1.0, 2.5]),
            torch.tensor([1.0, 2.0]),
            "1 of 2 values differ, first at index (1,): expected 2, got 2.5",
        ),
        (torch.tensor(float("nan")), torch.tensor(1.0), "expected 1, got nan"),
        (torch.tensor([True, False]), torch.tensor([True, True]), "first at index (1,): expected 1, got 0"),
        (torch.tensor(10**6 + 1), torch.tensor(10**6), "expected 1000000, got 1000001"),
        (3, 4, "expected 4, got 3"),
        (True, 1, "expected int, got bool True"),
        (1, True, "expected bool, got int 1"),
        ("1", 1.0, "expected float, got str '1'"),
        (torch.tensor(3), 3, "expected int, got Tensor tensor(3) (`.item()` takes a number out"),
        ((1, 2), (1, 2, 3), "expected 3 items, got 2"),
        ((1, 5), (1, 2), "item 1: expected 2, got 5"),
        (7, (7,), "expected tuple, got int 7"),
        (float("nan"), 1.0, "expected 1.0, got nan"),
    ],
)
def test_same_says_what_is_wrong(cell, got, want, words):
    assert words in rejection(cell, got, want)


def test_same_compares_devices(cell):
    assert "expected device cpu, got device meta" in rejection(cell, torch.zeros(2, device="meta"), torch.zeros(2))


def test_same_gives_the_advice_that_fits_the_slip(cell):
    want, wrong = torch.tensor([3.0, 7.0]), torch.tensor([4.0, 6.0])
    options = {"hint": "Add up each row.", "slips": [(wrong, "You added up the columns.")]}
    assert rejection(cell, wrong, want, **options).endswith("Hint: You added up the columns.")
    assert rejection(cell, wrong + 1, want, **options).endswith("Hint: Add up each row.")
    pair = {"slips": [((wrong, want), "You added up the columns.")]}
    assert rejection(cell, (wrong, want), (want, want), **pair).endswith("You added up the columns.")


@pytest.mark.parametrize("got", [..., (..., ...), [...]], ids=repr)
def test_an_untouched_value_is_not_attempted(cell, got, capsys):
    cell["check"]("9.1")(lambda: cell["same"](got, 1 if got is ... else (1, 2)[: len(got)]))
    assert capsys.readouterr().out == "9.1: not attempted yet\n"


def raiser(error):
    """Return a check whose answer raises an error; like all answers it stands in another cell than its check."""
    answer = {"error": error}
    exec(compile("def answer():\n    raise error", "<the cell of the answer>", "exec"), answer)

    def test():
        answer["answer"]()

    return test


def test_check_prints_a_tick_and_score_counts_it(cell, capsys):
    cell["check"]("9.1")(lambda: None)
    cell["check"]("9.2")(raiser(NotImplementedError()))
    cell["score"](3)
    assert capsys.readouterr().out == "9.1: ✓\n9.2: not attempted yet\nScore: 1 of 3, still open: 9.2\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AssertionError("rows: expected 2, got 3"), "rows: expected 2, got 3"),
        (RuntimeError("mat1 and mat2 shapes"), "your code raised RuntimeError: mat1 and mat2 shapes"),
        (NotImplementedError('"mean" not implemented for Long'), "your code raised NotImplementedError"),
        (NameError("name 'f' is not defined"), "name 'f' is not defined"),
    ],
)
def test_check_turns_every_error_into_one_that_names_the_exercise(cell, error, words):
    with pytest.raises(AssertionError, match=r"Exercise 9\.1 is not right yet\.") as rejected:
        cell["check"]("9.1")(raiser(error))
    assert words in str(rejected.value)
    assert cell["results"] == {"9.1": False}


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (lambda: standardise(3), "name 'standardise' is not defined. Run all cells above this one."),  # noqa: F821
        (lambda: None.shape, "the check can't work with what your answer gives: AttributeError: 'NoneType'"),
    ],
)
def test_an_error_of_the_check_itself_is_not_blamed_on_the_code_of_the_answer(cell, test, words):
    with pytest.raises(AssertionError, match=r"Exercise 9\.1 is not right yet\.") as rejected:
        cell["check"]("9.1")(test)
    assert words in str(rejected.value)
    assert "your code" not in str(rejected.value)


def test_an_answer_may_use_the_names_of_the_checker(cell, capsys):
    cell["results"] = cell["passed"] = cell["not_run"] = cell["score"]
    cell["check"]("9.1")(lambda: cell["same"](2, 2))
    cell["score"](1)
    assert capsys.readouterr().out == "9.1: ✓\nScore: 1 of 1\n"


def test_an_assert_without_a_message_is_not_silent(cell):
    with pytest.raises(AssertionError, match="an assert without a message failed"):
        cell["check"]("9.1")(raiser(AssertionError()))


def test_an_answer_cannot_leave_autograd_switched_off(cell):
    with pytest.raises(AssertionError, match="leaves gradients off"):
        cell["check"]("9.1")(lambda: torch.set_grad_enabled(False))
    assert torch.is_grad_enabled()


def test_a_solved_exercise_that_breaks_later_is_open_again(cell, capsys):
    cell["check"]("9.1")(lambda: None)
    with pytest.raises(AssertionError):
        cell["check"]("9.1")(raiser(ValueError("no")))
    cell["score"](1)
    assert "Score: 0 of 1, still open: 9.1" in capsys.readouterr().out


def test_checks_draw_other_numbers_each_time(cell):
    other = run_shared_cell("checker", torch=torch)
    assert not torch.equal(torch.rand(9, generator=cell["fresh"]), torch.rand(9, generator=other["fresh"]))


# ---- in a kernel: what a learner sees --------------------------------------------------------------------------------

CHECK = '@check("9.1")\ndef _():\n    same(double(4), 8, "double(4)", hint="Twice x.")'
WRONG, RIGHT = "def double(x):\n    return x + 1", "def double(x):\n    return x + x"


@pytest.fixture(scope="module")
def seen():
    """Run cells in one kernel; return {title: what is seen below the cell}, an error as the lines that are shown."""
    surroundings.isolate()
    cells = {
        "torch": "import torch",
        "checker": tool.shared_cell("checker"),
        "missing": CHECK,
        "stub": "def double(x):\n    raise NotImplementedError",
        "untouched": CHECK,
        "wrong answer": WRONG,
        "wrong": CHECK,
        "raising answer": "def double(x):\n    parts = [x, x]\n    return parts[2]",
        "raising": CHECK,
        "right answer": RIGHT,
        "right": CHECK,
        "broken answer": "def double(x):\n    retrun x + x",
        "broken": CHECK,
        "failed answer": "factor = twos\ndef double(x):\n    return factor * x",
        "failed": CHECK,
        "mended answer": RIGHT,
        "mended": CHECK,
        "a variable called len": "len = 3\ndef double(x):\n    return len([x, x]) * x",
        "hidden": CHECK,
        "a variable called same": "del len\nkept, same = same, 3\n" + RIGHT,
        "taken": CHECK,
        "back": "same = kept\ndel kept",
        "score": "score(1)",
    }
    notebook = new_notebook(cells=[new_code_cell(source) for source in cells.values()])
    NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=60).execute()
    return {
        title: "".join(out.get("text") or "\n".join(out.get("traceback", [])) for out in cell.outputs).rstrip("\n")
        for title, cell in zip(cells, notebook.cells, strict=True)
    }


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "missing",
            ["  name 'double' is not defined. Run all cells above this one. Does your answer have the right name?"],
        ),
        ("wrong", ["  double(4): expected 8, got 5", "  Hint: Twice x."]),
        ("raising", ["  your code raised IndexError: list index out of range", "  in double, line 3: return parts[2]"]),
        (
            "broken",
            [re.compile(r"  The cell that defines `double` has not run .*: SyntaxError, line 2: invalid syntax")],
        ),
        (
            "failed",
            [re.compile(r"  The cell that defines `double` has not run .*: NameError: name 'twos' is not defined")],
        ),
        (
            "hidden",
            [
                "  your code raised TypeError: 'int' object is not callable",
                "  in double, line 3: return len([x, x]) * x",
                "  Hint: a variable of the notebook is called `len` and hides Python's own: `del len`",
            ],
        ),
        (
            "taken",
            [
                "  the check can't work with what your answer gives: TypeError: 'int' object is not callable",
                "  Hint: `same` was a function. A variable has its name now: rename it, and run all cells again.",
            ],
        ),
    ],
)
def test_a_rejected_answer_is_told_in_a_few_lines_without_a_traceback(seen, title, lines):
    first, *rest = seen[title].split("\n")
    assert first == "Exercise 9.1 is not right yet."
    assert len(rest) == len(lines)
    for line, want in zip(rest, lines, strict=True):
        assert line == want if isinstance(want, str) else want.fullmatch(line)


def test_verdicts_without_an_error_are_one_line(seen):
    assert (seen["untouched"], seen["right"], seen["mended"]) == ("9.1: not attempted yet", "9.1: ✓", "9.1: ✓")
    assert seen["score"] == "Score: 0 of 1, still open: 9.1"


# ---- half answers, graders, bans -------------------------------------------------------------------------------------


@pytest.mark.parametrize("got", [(1, ...), [..., 2]], ids=repr)
def test_a_half_filled_answer_is_not_finished(cell, got, capsys):
    cell["check"]("9.1")(lambda: cell["same"](got, (1, 2)))
    assert capsys.readouterr().out == "9.1: not finished yet\n"


def test_an_answer_of_two_functions_of_which_one_is_open_is_not_finished(cell, capsys):
    def test():
        cell["same"](2, 2)
        raise NotImplementedError

    cell["check"]("9.1")(test)
    cell["check"]("9.1")(raiser(NotImplementedError()))
    assert capsys.readouterr().out == "9.1: not finished yet\n9.1: not attempted yet\n"


def test_under_nbgrader_an_untouched_answer_does_not_pass(cell, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(AssertionError, match="not attempted yet"):
        cell["check"]("9.1")(raiser(NotImplementedError()))


def softmax_loop(x):
    return [torch.softmax(row, 0) for row in x]


@pytest.mark.parametrize(("word", "found"), [("loop", True), ("softmax", True), ("exp", False), ("x", True)])
def test_a_ban_reads_the_names_in_a_function(cell, word, found):
    if found:
        with pytest.raises(AssertionError, match=f"do without: {word}"):
            cell["forbid"](softmax_loop, word)
    else:
        cell["forbid"](softmax_loop, word)


def test_a_ban_leaves_a_function_its_own_name_and_finds_the_operator(cell):
    def softmax(X, W):
        return X @ W

    cell["forbid"](softmax, "softmax", "matmul")
    with pytest.raises(AssertionError, match="do without: @"):
        cell["forbid"](softmax, "@")


def stub():
    raise NotImplementedError


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [((..., stub), "not attempted yet"), ((3, stub), "not finished yet"), ((softmax_loop, ...), "not finished yet")],
)
def test_answers_left_open_are_told_apart(cell, capsys, answers, verdict):
    cell["check"]("9.1")(lambda: cell["attempted"](*answers))
    assert capsys.readouterr().out == f"9.1: {verdict}\n"


def test_answers_that_are_all_there_are_judged(cell, capsys):
    cell["check"]("9.1")(lambda: cell["attempted"](0, False, softmax_loop, torch.zeros(2)))
    assert "✓" in capsys.readouterr().out


@pytest.mark.parametrize("function", [len, torch.exp, torch.nn.ReLU()], ids=["len", "exp", "ReLU"])
def test_a_ban_lets_pass_what_it_cannot_read(cell, function):
    cell["forbid"](function, "loop")


def test_a_with_block_is_no_loop(cell):
    def answer(x):
        with torch.no_grad():
            return x + 1

    cell["forbid"](torch.no_grad()(answer), "loop")


# ---- the cell that watches optimizers ------------------------------------------------------------------------------


@pytest.fixture
def watched():
    """Return the namespace of a freshly run cell for checks that train."""
    return run_shared_cell("steps", torch=torch)


def trained(seed=None, n_steps=3, rows=None, sparse=False):
    """Make some steps with a small network; weights come from seed, or from nowhere; rows chooses the batches."""
    if seed is not None:
        torch.manual_seed(seed)
    model = torch.nn.Sequential(torch.nn.Embedding(9, 4, sparse=sparse), torch.nn.Linear(4, 1))
    make = torch.optim.SGD if sparse else torch.optim.AdamW
    optimizer = make(model.parameters(), lr=0.1)
    for _ in range(n_steps):
        optimizer.zero_grad()
        model(torch.randint(9, (5,), generator=rows)).sum().backward()
        optimizer.step()
    return model


def test_steps_are_counted_also_if_the_training_fails_and_no_longer_afterwards(watched):
    with watched["counted_steps"]() as steps:
        trained(n_steps=4)
    assert len(steps) == 4
    with pytest.raises(ZeroDivisionError), watched["counted_steps"]() as failed:
        trained(n_steps=2)
        1 / 0  # noqa: B018
    trained()
    assert (len(steps), len(failed)) == (4, 2)


def test_a_training_is_stopped_at_its_first_step(watched):
    reached = []
    slopes = watched["first_slopes"](lambda: reached.append(trained(0)))
    assert [tuple(slope.shape) for slope in slopes] == [(9, 4), (1, 4), (1,)]
    assert reached == []
    assert watched["first_slopes"](lambda: reached.append("by hand")) == []
    trained()  # the hook is gone


@pytest.mark.parametrize("sparse", [False, True])
def test_chance_that_comes_from_the_seed_is_accepted(watched, sparse):
    watched["demand_seed"](lambda: trained(5, sparse=sparse))
    watched["demand_seed"](lambda: None)


@pytest.mark.parametrize("given", [{}, {"seed": 5, "rows": torch.Generator()}], ids=["weights", "batches"])
def test_chance_from_elsewhere_is_refused(watched, given):
    with pytest.raises(AssertionError, match="same seed"):
        watched["demand_seed"](lambda: trained(**given))
