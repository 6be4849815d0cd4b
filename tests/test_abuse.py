"""Generic bad answers, fed to every check: each is rejected with a sentence that is true of the answer.

The wrong answers in tests/wrong_answers/ are slips in one exercise; these are the same for all exercises: None, NumPy
in place of a tensor, another dtype, one nan, inputs changed in place, a constant, and so on. With --seeds 20 the
answers that train for seconds get all of them, otherwise only those that need no training.
"""

import ast
import copy
import functools
import re
import types

import make_notebooks as tool
import numpy as np
import pytest
import torch
from course import ExerciseBook

SLOW = {
    "02a.10",
    "02b.11",
    "02b.12",
    "03a.9",
    "03a.11",
    "03b.10",
    "04a.11",
    "04b.11",
    "05.12",
    "06.12",
    "07a.12",
    "08.12",
    "09a.12",
    "09b.12",
    "10a.12",
    "10b.12",
    "10c.12",
    "11a.12",
    "11b.12",
    "12.12",
}  # they train for seconds
OWN = "load_state, which belongs to the same answer, does not take it"
SAME = "only segment, which belongs to the same answer, looks it up, and it keeps the right one"
REPAIR = "only repair, which belongs to the same answer, looks it up, and it keeps the right one"
FAR = "only learn_to_judge, which belongs to the same answer, looks it up, and it keeps the right one"
FITTED = "what it returns is its own business: only apply_numbers, which belongs to the same answer, takes it"
COPIES = "the check hands over a copy, so nothing is lost"
RIGHT = {  # (name of the answer, what is done to it): why it may pass
    ("train_moons", "changed inputs"): COPIES,
    ("train_spirals", "changed inputs"): COPIES,
    ("fast_97", "changed inputs"): COPIES,
    ("small_finder", "changed inputs"): COPIES,
    ("small_reader", "changed inputs"): COPIES,
    ("load_state", "changed inputs"): COPIES,
    ("save_state", "another dtype"): OWN,
    ("save_state", "one more axis"): OWN,
    ("fixed_classifier", "one nan"): "its weights are drawn, not learned",
    ("draw_codes", "TypeError"): "only invent, of the same answer, looks it up, and it keeps the right one",
    ("draw_codes", "None"): "only invent, of the same answer, looks it up, and it keeps the right one",
    **{(f"Decoder.{part}", way): SAME for part in ("__init__", "forward") for way in ("TypeError", "None")},
    **{(f"Repairer.{part}", way): REPAIR for part in ("__init__", "forward") for way in ("TypeError", "None")},
    **{(f"FarReader.{part}", way): FAR for part in ("__init__", "forward") for way in ("TypeError", "None")},
    **{
        ("fit_numbers", way): FITTED
        for way in ("None", "a string", "a function", "a tuple of one", "NumPy", "one more axis")
    },
}


# ---- the names that a learner fills in --------------------------------------------------------------------------


def open_names(source):
    """Return (name, is it a function) for everything that a template leaves open in a cell; methods as Class.method."""
    found = []
    for node in ast.parse(source).body:
        for part in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(part, ast.FunctionDef) and tool.BEGIN in ast.get_source_segment(source, part):
                found.append((part.name if part is node else f"{node.name}.{part.name}", True))
    return found + [(name, False) for name in re.findall(r"^(\w+) = \.\.\.$", tool.cut_solution(source), re.M)]


MOST_RESULTS = 50  # of an answer whose check calls it often, so many are looked at

ANSWERS = [
    (stem, exercise, *answer)
    for stem in tool.chapters()
    for exercise, cells in ExerciseBook(stem).answers.items()
    for source in cells
    for answer in open_names(source)
]
FUNCTIONS = [answer[:3] for answer in ANSWERS if answer[3]]
VALUES = [answer[:3] for answer in ANSWERS if not answer[3]]


@functools.cache
def book(stem):
    """Return the chapter's exercise book; another one than other tests use, as bad answers may leave traces in it."""
    return ExerciseBook(stem)


def check(stem, exercise, name, change, seed=0):
    """Run a check with the answer change(answer); return what it printed, or the message with which it failed."""
    owner = name.split(".")[0]
    code = f"class {owner}({owner}):\n    pass\n\n\n" if "." in name else ""
    book(stem).run().namespace["change"] = change
    torch.manual_seed(seed)
    try:
        return book(stem).check(exercise, f"{code}{name} = change({name})", seed)
    except AssertionError as rejection:
        return str(rejection)


# ---- what is done to a right result -----------------------------------------------------------------------------


def each(value, change):
    """Return value with change applied to everything in it that is no list, tuple or dictionary."""
    if isinstance(value, dict):
        new = {key: each(part, change) for key, part in value.items()}
        return value if all(new[key] is value[key] for key in value) else new
    if isinstance(value, (list, tuple)):
        new = [each(part, change) for part in value]
        return value if all(a is b for a, b in zip(new, value, strict=True)) else type(value)(new)
    return change(value)


def tensors(change):
    """Return a function that applies change to all tensors in a result."""
    return lambda result: each(result, lambda part: change(part) if isinstance(part, torch.Tensor) else part)


def one_nan(result):
    """Return result with nan in its last float."""
    if isinstance(result, torch.nn.Module):
        result = copy.deepcopy(result)
        with torch.no_grad():
            list(result.parameters())[-1].view(-1)[-1] = torch.nan
        return result
    parts = []
    each(result, lambda part: parts.append(part) or part)
    last = max((i for i, part in enumerate(parts) if has_floats(part)), default=None)
    number = iter(range(len(parts)))
    return each(result, lambda part: with_nan(part) if next(number) == last else part)


def has_floats(part):
    """Say whether part is a float, or a tensor or an array of floats that is not empty."""
    if isinstance(part, torch.Tensor):
        return part.is_floating_point() and part.numel() > 0
    return isinstance(part, float) or (isinstance(part, np.ndarray) and part.dtype.kind == "f" and part.size > 0)


def with_nan(part):
    """Return a float, a tensor or an array with nan as its last element."""
    if isinstance(part, float):
        return float("nan")
    part = part.clone() if isinstance(part, torch.Tensor) else part.copy()
    part[(-1,) * part.ndim] = torch.nan
    return part


def has_numbers(result):
    """Say whether result holds no tensor on the device "meta", which has shapes but no numbers."""
    metas = []
    tensors(lambda tensor: metas.append(tensor) if tensor.is_meta else tensor)(result)
    return not metas


RESULTS = {
    "None": lambda result: None,
    "a string": lambda result: "?",
    "a function": lambda result: lambda *_: result,
    "a tuple of one": lambda result: (result,),  # a comma too many
    "the first item": lambda result: result[0] if isinstance(result, (list, tuple)) and result else result,
    "a list": lambda result: result.tolist() if isinstance(result, (torch.Tensor, np.ndarray)) else result,
    "NumPy": tensors(lambda t: t.detach().cpu().numpy()),
    "another dtype": tensors(lambda t: t.double() if t.is_floating_point() else t.float()),
    "one more axis": tensors(lambda t: t[None]),
    "a tensor for a number": lambda result: torch.tensor(result) if type(result) in (int, float) else result,
    "one nan": one_nan,
}


def spoiled(way, function):
    """Return function with all its results spoiled."""

    @functools.wraps(function)
    def bad(*arguments, **settings):
        result = function(*arguments, **settings)
        if not has_numbers(result):
            return result
        return (way(part) for part in result) if isinstance(result, types.GeneratorType) else way(result)

    return bad


# ---- what is done to a function ---------------------------------------------------------------------------------


def raising(function):
    """Return a function that fails."""

    @functools.wraps(function)
    def bad(*_, **__):
        raise TypeError("unsupported operand")

    return bad


def always(result, function):
    """Return a function that does nothing but return this result."""

    @functools.wraps(function)
    def bad(*_, **__):
        return each(result, lambda part: part.clone() if isinstance(part, torch.Tensor) else part)

    return bad


def changing_inputs(touched, function):
    """Return function with what it was given changed afterwards; each change is noted in the list touched."""

    @functools.wraps(function)
    def bad(*arguments, **settings):
        result = tensors(torch.clone)(function(*arguments, **settings))
        for given in [*arguments, *settings.values()]:
            if isinstance(given, torch.Tensor) and not given.requires_grad and given.numel():
                last = given.view(-1)[-1:]
                last.copy_(~last if last.dtype == torch.bool else 1 - last)
            elif isinstance(given, np.ndarray):
                given[-1] += 1
            elif isinstance(given, list):
                given.reverse()
            elif isinstance(given, dict) and given:
                given.popitem()
            else:
                continue
            touched.append(given)
        return result

    return bad


def in_other_clothes(results, function):
    """Return function such that it prints a lot and its tensors are not contiguous; note its first results."""

    @functools.wraps(function)
    def good(*arguments, **settings):
        print("here I am\n" * 200)
        result = function(*arguments, **settings)
        if len(results) < MOST_RESULTS:
            results.append(result)
        state = torch.get_rng_state()  # PyTorch takes none that is not contiguous
        gap = tensors(
            lambda t: t if (t.shape, t.dtype) == (state.shape, state.dtype) else torch.stack([t, t], dim=-1)[..., 0]
        )
        return gap(result)

    return good


# ---- the tests --------------------------------------------------------------------------------------------------


def trouble(exercise, message, way):
    """Return what is wrong with a message, or an empty text."""
    start = f"Exercise {exercise} is not right yet.\n"
    words = message.removeprefix(start).strip()
    if message.endswith("✓\n"):
        return "it passes"
    if not message.startswith(start) or len(words.split()) < 4 or "an assert without a message" in words:
        return "the message is no sentence"
    if "the check can't work with" in words:
        return "it is not the check that says what is wrong"
    if "your code raised" in words and way not in ("TypeError", "changed inputs", "a constant"):
        return "the code of the answer raised nothing"
    if way == "changed inputs" and not re.search(r"chang|in.?place|the same tensors", words):
        return "the message does not say that an input was changed"
    return ""


def report(faults):
    """Fail if there are any (name, way, problem, message)."""
    text = [f"{name}, {way}: {problem}: {message!r:.400}" for name, way, problem, message in faults]
    assert not faults, "\n".join(text)


@pytest.mark.parametrize(("stem", "exercise", "name"), FUNCTIONS)
def test_function_that_does_or_returns_the_wrong_thing(stem, exercise, name, pytestconfig):
    results, touched, ways = [], [], {"TypeError": raising, "None": functools.partial(always, None)}
    if exercise not in SLOW or pytestconfig.getoption("seeds") > 2:
        shown = check(stem, exercise, name, functools.partial(in_other_clothes, results), seed=1)
        assert shown.endswith(f"{exercise}: ✓\n"), f"a right answer that prints, not contiguous: {shown[-400:]}"
        ways = {"TypeError": raising, "a constant": functools.partial(always, results[0])}
        ways["changed inputs"] = functools.partial(changing_inputs, touched)
        for way, change in RESULTS.items():
            if any(change(result) is not result for result in results if result is not None and has_numbers(result)):
                ways[way] = functools.partial(spoiled, change)
    faults = []
    for way, change in ways.items():
        message = check(stem, exercise, name, change)
        problem = trouble(exercise, message, way) if way != "changed inputs" or touched else ""
        if problem and (name, way) not in RIGHT:
            faults.append((name, way, problem, message))
    report(faults)


@pytest.mark.parametrize(("stem", "exercise", "name"), VALUES)
def test_value_of_the_wrong_kind(stem, exercise, name):
    ways = {
        "None": lambda value: None,
        "a string": lambda value: "?",
        "nan": lambda value: one_nan(value) if has_floats(value) else float("nan"),
        "a tuple of one": lambda value: (value,),
        "a function": lambda value: lambda: value,
        "a list": lambda value: value.tolist() if isinstance(value, torch.Tensor) else [[value]],
        "its text": lambda value: str(value) if not isinstance(value, str) else f"'{value}'",
        "a set": lambda value: {3},
    }
    messages = {way: check(stem, exercise, name, change) for way, change in ways.items()}
    problems = {way: trouble(exercise, message, way) for way, message in messages.items()}
    report([(name, way, problem, messages[way]) for way, problem in problems.items() if problem])


def test_what_may_pass_is_still_there():
    assert {name for name, _ in RIGHT} <= {name for _, _, name, _ in ANSWERS}
