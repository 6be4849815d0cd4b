# @title The checker: run this cell; you need not read it
import ast
import builtins
import inspect
import linecache
import os
import re
import sys
import textwrap
import traceback

from IPython import get_ipython

fresh = torch.Generator()  # the checks draw new numbers from here each time they run
fresh.seed()
results = {}
_not_run = {}  # {name: the error that kept the newest cell that was to define this name from running to its end}
_passed = []  # what same() has compared since the running check began


class NotRightYet(AssertionError):
    """What a check raises; a notebook shows its message alone, without the checker's own lines."""

    def _render_traceback_(self):
        return str(self).split("\n")


class StillOpen(NotImplementedError):
    """Raised by same() where some of several answers are still `...`."""


def same(got, want, what="your answer", hint="", slips=(), rtol=1e-4, atol=1e-5):
    """Raise an AssertionError that says where got first differs from want; slips: (wrong value, advice) pairs."""
    if got is ...:
        raise NotImplementedError
    if isinstance(got, (list, tuple)) and any(item is ... for item in got):
        raise NotImplementedError if all(item is ... for item in got) else StillOpen

    def demand(condition, problem):
        if not condition:
            advice = next((text for wrong, text in slips if equal(got, wrong, rtol, atol)), hint)
            raise AssertionError(f"{what}: {problem}" + (f"\n  Hint: {advice}" if advice else ""))

    demand(got is not None, "expected a value, got None. Is a `return` missing?")
    if isinstance(want, torch.Tensor):
        demand(isinstance(got, torch.Tensor), f"expected a tensor, got {type(got).__name__} {got!r:.80}")
        for name in ("shape", "dtype", "device"):
            a, b = getattr(want, name), getattr(got, name)
            a, b = (tuple(a), tuple(b)) if name == "shape" else (a, b)
            demand(a == b, f"expected {name} {a}, got {name} {b}")
        real = want.is_floating_point()  # whole numbers have no rounding: they must be equal
        differ = ~torch.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True) if real else got != want
        if differ.any():
            at, digits = tuple(differ.nonzero()[0].tolist()), 6 if real else 16
            where = f"{int(differ.sum())} of {want.numel()} values differ, first at index {at}: " if at else ""
            demand(False, f"{where}expected {want[at].item():.{digits}g}, got {got[at].item():.{digits}g}")
    elif isinstance(want, (list, tuple)):
        demand(isinstance(got, (list, tuple)), f"expected {type(want).__name__}, got {type(got).__name__} {got!r:.80}")
        demand(len(got) == len(want), f"expected {len(want)} items, got {len(got)}: {got!r:.80}")
        for i, (g, w) in enumerate(zip(got, want, strict=True)):
            same(g, w, f"{what}, item {i}", hint, [(s[i], text) for s, text in slips], rtol, atol)
    elif isinstance(want, float) and isinstance(got, (int, float)) and not isinstance(got, bool):
        demand(abs(got - want) <= atol + rtol * abs(want), f"expected {want!r}, got {got!r}")
    else:
        unpack = " (`.item()` takes a number out of a tensor or an array)" if hasattr(got, "item") else ""
        demand(type(got) is type(want), f"expected {type(want).__name__}, got {type(got).__name__} {got!r:.80}{unpack}")
        demand(got == want, f"expected {want!r}, got {got!r}")
    _passed.append(what)


def equal(a, b, rtol, atol):
    """Say whether same(a, b) would pass."""
    before = len(_passed)
    try:
        return same(a, b, rtol=rtol, atol=atol) is None
    except (AssertionError, NotImplementedError):
        return False
    finally:
        del _passed[before:]


def check(exercise, results=results):  # a default, so that an answer may use this name
    """Run the decorated check at once: print a tick or 'not attempted yet', or raise a NotRightYet."""

    def reject(problem, cause=None):
        raise NotRightYet(f"Exercise {exercise} is not right yet.\n  {problem}") from cause

    def run(test):
        results[exercise] = False
        _passed.clear()
        for name in names_in(test.__code__) & _not_run.keys():
            reject(f"The cell that defines `{name}` has not run to its end. Mend it and run it: {_not_run[name]}")
        try:
            with torch.enable_grad():  # whatever an answer switches off is on again afterwards
                test()
                assert torch.is_grad_enabled(), "Your answer leaves gradients off: use `with torch.no_grad():`."
        except AssertionError as wrong:
            reject(str(wrong) or "an assert without a message failed")
        except Exception as error:
            if isinstance(error, StillOpen) or (type(error) is NotImplementedError and not error.args):
                verdict = "not finished yet" if _passed or isinstance(error, StillOpen) else "not attempted yet"
                if "NBGRADER_EXECUTION" in os.environ:  # a grader counts what raises nothing as solved
                    reject(verdict, error)
                print(f"{exercise}: {verdict}")
                return
            reject(explained(error, test), error)
        results[exercise] = True
        print(f"{exercise}: ✓")

    return run


def names_in(code):
    """Return the names of all variables from outside that a piece of code uses, its inner functions included."""
    inner = [part for part in code.co_consts if hasattr(part, "co_names")]
    return set(code.co_names).union(*map(names_in, inner))


def explained(error, test):
    """Say in a sentence or two what kept a check from reaching a verdict, and on which line of the answer."""
    frames = traceback.extract_tb(error.__traceback__)
    own = {test.__code__.co_filename, names_in.__code__.co_filename}
    own |= {f.filename for f in frames if linecache.getline(f.filename, 1).startswith("# @title")}  # helper cells
    answer = [f for f in frames if f.filename not in own and not f.filename.startswith((sys.prefix, sys.base_prefix))]
    problem = f"{type(error).__name__}: {error}"
    if not answer and isinstance(error, NameError):
        return f"{error}. Run all cells above this one. Does your answer have the right name?"
    where = "".join(f"\n  in {f.name}, line {f.lineno}: {f.line}" for f in answer[-2:])
    if isinstance(error, TypeError):
        where += overwritten(frames[-1].line or "")
    blame = "your code raised" if answer else "the check can't work with what your answer gives:"
    return f"{blame} {problem}{where}"


def overwritten(line):
    """Return a hint if a variable of the notebook took the place of a function that a line of code calls."""
    called = [name for name in re.findall(r"\w+", line) if not callable(globals().get(name, print))]
    for name in called:
        if hasattr(builtins, name):
            return f"\n  Hint: a variable of the notebook is called `{name}` and hides Python's own: `del {name}`"
        if f"{name}(" in line:
            return (
                f"\n  Hint: `{name}` was a function. A variable has its name now: rename it, and run all cells again."
            )
    return ""


def words_of(function):
    """Return the names in a function's code, and "@" and "loop" (a comprehension is one) where they stand in it."""
    try:
        nodes = list(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))))
    except (OSError, TypeError, SyntaxError):  # a built-in function, or a piece of a line: nothing to read
        return set()
    loops = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    inside = nodes[2:]  # without the function's own name
    names = {getattr(node, "id", getattr(node, "attr", getattr(node, "name", None))) for node in inside}
    names |= {"@" for node in nodes if isinstance(node, ast.MatMult)}
    return {name for name in names if isinstance(name, str)} | {"loop" for node in nodes if isinstance(node, loops)}


def forbid(function, *words):
    """Raise an AssertionError if one of the words, "loop" included, stands in the code of a function."""
    found = [word for word in words if word in words_of(function)]
    assert not found, f"The exercise asks you to do without: {', '.join(found)}."


def attempted(*answers):
    """End the check if answers are as in the template (`...`, or a stub): all "not attempted", some "not finished"."""
    still_open = [answer is ... or "NotImplementedError" in words_of(answer) for answer in answers]
    if any(still_open):
        raise NotImplementedError if all(still_open) else StillOpen


def score(total, results=results):
    """Print how many of the exercises are solved and which are still open."""
    still_open = ", ".join(exercise for exercise, solved in results.items() if not solved)
    print(f"Score: {sum(results.values())} of {total}" + (f", still open: {still_open}" if still_open else ""))


def watch(result):
    """After each cell: note the names that it was to define, if it did not run to its end."""
    error = result.error_before_exec or result.error_in_exec
    for found in re.finditer(r"^(?:def|class) +(\w+)|^(\w+(?: *, *\w+)*) *=[^=]", result.info.raw_cell or "", re.M):
        for name in re.findall(r"\w+", found[1] or found[2]):
            _not_run.pop(name, None)
            if error:
                line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
                _not_run[name] = f"{type(error).__name__}{line}: {getattr(error, 'msg', error)}"


if get_ipython():
    get_ipython().events.register("post_run_cell", watch)
