"""Spoil every solution in small ways, one at a time, and report which of these mutants the checks accept.

    python tools/audit_checks.py                                 every chapter
    python tools/audit_checks.py 01_pytorch_workflow 01.3 01.7   two exercises of one chapter

A mutant is a solution with one change: an operator or a comparison swapped, an axis or a constant altered, an argument,
a factor or a line left out, a function replaced by its neighbour (sum by mean, max by min). Each has to be rejected by
the check of its exercise under every one of --seeds seeds. A mutant that is accepted is either a hole in the check, or
does the same as the solution for all that the task allows: those stand, with the reason, in
``tests/equivalent_mutants/STEM.txt``, one line each: ``exercise | mutant | reason``, the mutant as Python 3.11 and
newer write it. ``exercise | * | reason`` stands for an exercise that asks for a goal and leaves the way open, such as
98 % of unseen digits by any network: what reaches the goal is another way. These are still printed, to be read.

Together with the other audits it takes several hours for all chapters, so name those that have changed; it is not part
of the tests. Exit status: 0 if at least 95 % of the mutants that are not equivalent are rejected, and none that is
listed as equivalent.
"""

import argparse
import ast
import contextlib
import copy
import re
import signal
import sys
import warnings
from collections import Counter

import make_notebooks as tool

sys.path.insert(0, str(tool.ROOT / "tests"))
from course import ExerciseBook

LEAST = 0.95
FOLDER = tool.ROOT / "tests/equivalent_mutants"
ANY = "*"  # in the place of a mutant: all that are accepted
OPERATORS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.MatMult: ast.Mult, ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Mod, ast.Mod: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
ORDERED = (ast.Sub, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv, ast.Mod)
COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
PAIRS = [
    ("sum", "mean"), ("max", "min"), ("amax", "amin"), ("argmax", "argmin"), ("softmax", "log_softmax"), ("exp", "log"),
    ("zeros", "ones"), ("zeros_like", "ones_like"), ("randn", "rand"), ("var", "std"), ("all", "any"), ("cat", "stack"),
    ("train", "eval"), ("add_", "sub_"), ("mul_", "div_"), ("relu", "tanh"), ("ReLU", "Identity"), ("floor", "ceil"),
    ("reshape", "view"), ("append", "extend"), ("values", "indices"),
]  # fmt: skip
NEIGHBOURS = {a: b for pair in PAIRS for a, b in (pair, pair[::-1])} | {"cumsum": "cumprod", "sqrt": "square"}


# ---- making mutants -----------------------------------------------------------------------------------------------


def changes(node, parent):
    """Yield what may stand in the place of a node; None leaves it out."""
    if isinstance(node, ast.Constant):
        yield from (ast.Constant(value) for value in other_constants(node.value, parent))
    elif isinstance(node, ast.stmt):
        yield from statement_changes(node)
    elif isinstance(node, ast.BinOp):
        yield from binary_changes(node)
    elif isinstance(node, ast.Call):
        yield from call_changes(node)
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        if node.attr in ("T", "mT", "values", "indices"):
            yield node.value
        if node.attr in NEIGHBOURS:
            yield ast.Attribute(node.value, NEIGHBOURS[node.attr], ast.Load())
    else:
        yield from logical_changes(node)


def logical_changes(node):
    """Yield a comparison, a condition, a slice or a sign spoilt."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for swapped in COMPARISONS[type(node.ops[0])]:
            yield ast.Compare(node.left, [swapped()], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        yield from node.values
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Slice) and (node.lower or node.upper or node.step):
        yield ast.Slice()
    elif isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield ast.comprehension(node.target, node.iter, [], 0)


def binary_changes(node):
    """Yield a binary operation with another operator, with its sides exchanged, and each side alone."""
    if type(node.op) in OPERATORS:
        yield ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    if isinstance(node.op, ORDERED):
        yield ast.BinOp(node.right, node.op, node.left)
    yield from (node.left, node.right)


def other_constants(value, parent):
    """Return the constants to try in place of one; an axis is exchanged for another one that exists."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int) and isinstance(parent, ast.keyword) and parent.arg in ("dim", "axis"):
        return [1 if value == 0 else 0]
    if isinstance(value, int):
        return [value + 1, value - 1]
    if isinstance(value, float):
        return [2 * value, -value] if value else [1.0]
    return [NEIGHBOURS[value]] if value in ("sum", "mean") else []


def call_changes(node):
    """Yield a call with one argument less, with two exchanged, of a neighbour, and without the call itself."""
    for i in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, node.keywords[:i] + node.keywords[i + 1 :])
    if len(node.args) > 1:
        yield ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
    if isinstance(node.func, ast.Name) and node.func.id in NEIGHBOURS:
        yield ast.Call(ast.Name(NEIGHBOURS[node.func.id], ast.Load()), node.args, node.keywords)
    if isinstance(node.func, ast.Attribute) and not (isinstance(node.func.value, ast.Name) and node.args):
        yield node.func.value  # x.detach() -> x
    elif len(node.args) == 1:
        yield node.args[0]  # torch.exp(x) -> x


def statement_changes(node):
    """Yield what may stand in the place of a whole statement: nothing, what it guards, or its parts exchanged."""
    if isinstance(node, ast.AugAssign):
        yield ast.AugAssign(node.target, OPERATORS[type(node.op)](), node.value)
        yield ast.Assign([node.target], node.value)
        yield None
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) > 1:
        first, second, *rest = node.value.elts
        yield ast.Return(ast.Tuple([second, first, *rest], ast.Load()))
    elif isinstance(node, ast.If):
        yield ast.If(ast.Constant(True), node.body, node.orelse)
        yield ast.If(ast.Constant(False), node.body, node.orelse)
    elif isinstance(node, ast.With):
        yield ast.If(ast.Constant(True), node.body, [])
    elif isinstance(node, (ast.Expr, ast.For, ast.While, ast.Assign, ast.Assert, ast.Raise, ast.Break, ast.Continue)):
        yield None


def mutants(source):
    """Return {label: code} for all mutants of the parts of a source between the solution markers."""
    inside = solution_lines(source)
    found, count = {}, Counter()
    first = ast.parse(source)
    above = parents_of(first)
    for index, node in enumerate(ast.walk(first)):
        if getattr(node, "lineno", None) not in inside and not isinstance(node, ast.comprehension):
            continue
        for choice in range(len(list(changes(node, above.get(node))))):  # the tree is built anew for each change
            tree = ast.parse(source)
            target = list(ast.walk(tree))[index]
            parents = parents_of(tree)
            change = list(changes(target, parents.get(target)))[choice : choice + 1]
            statement = target
            while not isinstance(statement, ast.stmt):
                statement = parents[statement]
            in_message = isinstance(statement, ast.Raise) and target is not statement
            if statement.lineno not in inside or is_docstring(statement) or in_message:
                break
            if change[0] is None and target in tree.body:
                continue  # the answer that the notebook itself gave would still be there
            before = headline(statement)
            after = replace(target, change[0], parents[target], statement)
            with contextlib.suppress(SyntaxError, ValueError, TypeError), warnings.catch_warnings():
                warnings.simplefilter("ignore", SyntaxWarning)  # of code that is spoilt on purpose
                code = ast.unparse(ast.fix_missing_locations(tree))
                compile(code, "mutant", "exec")
                label = f"{before} → {after}"
                count[label] += 1
                found[label + (f" ({count[label]})" if count[label] > 1 else "")] = code
    original = ast.unparse(ast.parse(source))
    once = {code: label for label, code in reversed(found.items()) if code != original}
    return {label: code for code, label in reversed(once.items())}


def parents_of(tree):
    """Return {node: the node that it is a part of}."""
    return {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}


def solution_lines(source):
    """Return the numbers of the lines between the solution markers."""
    inside, lines = False, set()
    for number, line in enumerate(source.split("\n"), 1):
        inside = (inside or line.strip() == tool.BEGIN) and line.strip() != tool.END
        if inside:
            lines.add(number)
    return lines


def is_docstring(statement):
    """Say whether a statement is only a text."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def replace(node, change, parent, statement):
    """Put a change into the place of a node; return the statement's new first line, or 'nothing'."""
    for field, value in ast.iter_fields(parent):
        if value is node:
            setattr(parent, field, copy.deepcopy(change))
        elif isinstance(value, list) and any(item is node for item in value):
            at = next(i for i, item in enumerate(value) if item is node)
            value[at] = copy.deepcopy(change) if change is not None else ast.Pass()
    if node is statement:
        return "nothing" if change is None else headline(change)
    return headline(statement)


def headline(statement):
    """Return a statement as one line: of a compound one, its first."""
    return ast.unparse(ast.fix_missing_locations(statement)).split("\n")[0]


# ---- trying mutants -----------------------------------------------------------------------------------------------


def answer_source(book, exercise):
    """Return the whole answer to an exercise as one piece of code."""
    return "\n\n\n".join(book.answers[exercise])


class Snapshot:
    """The values of all tensors and arrays among the names of a notebook, to undo what a mutant does to them."""

    def __init__(self, namespace):
        """Copy the values."""
        self.saved = [(x, x.detach().clone() if hasattr(x, "detach") else x.copy()) for x in numbers(namespace)]

    def restore(self):
        """Put the values back where they were changed."""
        import torch  # noqa: PLC0415

        with torch.no_grad():
            for live, saved in self.saved:
                if hasattr(live, "detach"):
                    live.grad = None if live.is_leaf else live.grad
                    live.copy_(saved)
                elif live.flags.writeable:
                    live[...] = saved


def numbers(namespace):
    """Yield the small tensors and arrays that a namespace holds, also those inside models."""
    import numpy as np  # noqa: PLC0415
    import torch  # noqa: PLC0415

    for value in namespace.values():
        parts = value.state_dict(keep_vars=True).values() if isinstance(value, torch.nn.Module) else [value]
        yield from (x for x in parts if isinstance(x, (torch.Tensor, np.ndarray)) and np.prod(x.shape) < 1e6)


class Endless(BaseException):
    """Raised in an answer whose check takes too long; no Exception, so that no answer and no check catches it."""


def verdict(book, exercise, code, seeds, seconds):
    """Return what becomes of an answer: 'rejected', 'raised' (an error of its own), 'endless' or 'accepted'."""

    def stop(*_):
        raise Endless

    def alarm(seconds):
        if hasattr(signal, "SIGALRM"):  # not on Windows, where an endless mutant has to be stopped by hand
            signal.signal(signal.SIGALRM, stop)
            signal.setitimer(signal.ITIMER_REAL, seconds)

    snapshot, result = Snapshot(book.namespace), "accepted"
    for seed in range(seeds):
        alarm(seconds)
        try:
            printed = book.check(exercise, code, seed)
            result = "accepted" if printed.endswith(f"{exercise}: ✓\n") else "rejected"
        except Endless:
            result = "endless"
        except AssertionError as error:
            result = "raised" if re.search("your code raised|the check can't work with", str(error)) else "rejected"
        except Exception:  # the answer cell itself fails, before its check
            result = "raised"
        finally:
            alarm(0)
            snapshot.restore()
        if result == "accepted":
            break
    return result


def equivalent(stem):
    """Return {(exercise, mutant): reason} of the mutants of a chapter that need not be rejected."""
    path = FOLDER / f"{stem}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    entries = [line.rsplit(" | ", 1) for line in lines if line.strip() and not line.startswith("#")]
    return {tuple(head.split(" | ", 1)): reason for head, reason in entries}


def audit(stem, exercises, seeds, seconds):
    """Try all mutants of a chapter, or of some of its exercises; return the counts and the number of faults."""
    book = ExerciseBook(stem).run()
    excused = equivalent(stem)
    total, faults = Counter(), 0
    for exercise in book.answers:
        if exercises and exercise not in exercises:
            continue
        spoilt = mutants(answer_source(book, exercise))
        verdicts = {label: verdict(book, exercise, code, seeds, seconds) for label, code in spoilt.items()}
        listed = {label for name, label in excused if name == exercise}
        other = "another way" if ANY in listed else "accepted"
        passed = {label: "equivalent" if label in listed else other for label, v in verdicts.items() if v == "accepted"}
        counts = Counter((verdicts | passed).values())
        total += counts
        summary = ", ".join(f"{n} {v}" for v, n in sorted(counts.items()))
        print(f"{exercise}: {len(verdicts)} mutants, {summary}", flush=True)
        for label in [m for m, kind in passed.items() if kind == other]:
            print(f"    {other}: {label}")
        for label in sorted(m for m in listed - {ANY} if verdicts.get(m) != "accepted"):
            faults += 1
            print(f"    listed as equivalent, but {verdicts.get(label, 'there is no such mutant')}: {label}")
    return total, faults


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapters", nargs="*", metavar="STEM", help="chapters, and exercises such as 01.3")
    parser.add_argument("--seeds", type=int, default=2, help="seeds under each of which a mutant must be rejected")
    parser.add_argument("--seconds", type=int, default=60, help="a check that takes longer counts as endless")
    options = parser.parse_args(arguments)
    exercises = {name for name in options.chapters if "." in name}
    stems = tool.chosen_chapters(parser, [name for name in options.chapters if name not in exercises])

    total, faults = Counter(), 0
    for stem in stems:
        counts, wrong = audit(stem, exercises, options.seeds, options.seconds)
        total, faults = total + counts, faults + wrong
    excused = total["equivalent"] + total["another way"]
    share = 1 - total["accepted"] / max(total.total() - excused, 1)
    print(f"{total.total()} mutants, {excused} of them equivalent or another way; {share:.1%} of the rest not accepted")
    return int(share < LEAST or faults > 0)


if __name__ == "__main__":
    sys.exit(main())
