"""What the tests of the pages share: the terms of the glossary and where they are used, and a runner of their code.

The runner compares what the lines of a page's code announce with what they really give.

A line of code may end in ``# → result``, and a remark may follow: ``# → result  # remark``. The result is what Python
shows for the value of the line, its decimals rounded as you like; a shape is written as a tuple. A result such as
``RuntimeError: words`` says that the line raises this error with these words in its message, and ``UserWarning: words``
that it warns. A result such as ``'RuntimeError: words'`` is the last line of what another Python program has printed.
"""

import ast
import re
import warnings
from decimal import Decimal

import make_notebooks as tool
import matplotlib as mpl
import torch
from course import ROOT, read

mpl.use("Agg")  # pages draw without a screen
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
RESULT = re.compile(r"  # → (.+?)(?:  # .*)?$")
PROBLEM = re.compile(r"(\w+(?:Error|Warning))(?:: (.+))?")
SHAPE = re.compile(r"torch\.Size\(\[(.*?)\]\)")
MARKS = {"list": r"[-+*] ", "number": r"\d{1,9}[.)] ", "heading": r"#{1,6} ", "quote": r">", "line": r"(=+|-+)\s*$"}
DECIMAL = re.compile(r"-?\d+\.\d*(?:e[+-]?\d+)?")
GLOSSARY = (ROOT / "extras/glossary.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"- \*\*(.+?)\*\*(?: \((.+?)\))?: (.+) \[.+?\]\(\.\./notebooks/(\w+)\.ipynb#(\S+)\)")
TERMS = [found.groups(default="") for found in ENTRY.finditer(GLOSSARY)]
EVERYDAY = {  # terms that earlier lessons use as ordinary words, or in another sense that they explain themselves
    "model": "00 says what it means 'for now'",
    "loss": "00 explains the number of this name",
    "training step": "00 announces it",
    "step": "of a walk along an axis",
    "clear": "of tidying up",
    "forward": "in 'forward pass', which 00 explains",
    "backward": "in 'backward pass', which 00 explains",
    "class": "00 explains the class of a classifier",
    "score": "00 and 01 use it for any number that ranks",
    "collapse": "02a announces what 02b explains",
    "precision": "01 speaks of double precision, a kind of number",
    "stride": "00 explains the stride of a tensor",
    "kernel": "the running Python of a notebook",
    "convolution": "03b announces it",
    "rank": "02a speaks of what ranks models",
    "process": "of any running program, and of worker processes",
    "key": "of a dictionary",
    "value": "of whatever has one",
    "vocabulary": "00 says in passing that a word becomes its position in one",
}


def blocks(text):
    """Return the Python code blocks of a page, or of a part of it."""
    return BLOCK.findall(text)


def run(code, names):
    """Run code in the namespace names; return "Kind: message" for each error and warning that its lines announce.

    Raises AssertionError where a line gives something other than it announces.
    """
    announced = {number: found[1] for number, line in enumerate(code.split("\n"), 1) if (found := RESULT.search(line))}
    messages = []
    try:
        statements = ast.parse(code).body
    except SyntaxError as error:  # nothing of the code can run, and one of its lines has to say so
        result, *more = announced.values() or [""]
        if more or not PROBLEM.fullmatch(result):
            raise
        return [the_announced(result, [error], code)]
    for statement in statements:
        result = announced.pop(statement.end_lineno, "")
        if PROBLEM.fullmatch(result):
            messages.append(the_announced(result, problems_of(statement, names), ast.unparse(statement)))
        elif result:
            assert isinstance(statement, ast.Expr), f"only an expression can have a result: {ast.unparse(statement)}"
            value = shown(execute(statement, names))
            assert agree(result, value), f"{ast.unparse(statement)} gives {value}, not {result}"
            if PROBLEM.fullmatch(result.strip("'\"")):
                messages.append(result.strip("'\""))
        else:
            execute(statement, names)
    assert not announced, f"inside a statement no result is checked: {announced}"
    return messages


def execute(statement, names):
    """Run one statement; return its value if it is an expression. Warnings are silenced."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if isinstance(statement, ast.Expr):
            return eval(compile(ast.Expression(statement.value), "<page>", "eval"), names)
        exec(compile(ast.Module([statement], []), "<page>", "exec"), names)
        return None


def problems_of(statement, names):
    """Run a statement; return the error that it raises, or else its warnings."""
    code = compile(ast.Module([statement], []), "<page>", "exec")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        torch.set_warn_always(True)  # also what is said only once
        try:
            exec(code, names)
        except Exception as error:
            return [error]
        finally:
            torch.set_warn_always(False)
    return [warning.message for warning in caught]


def the_announced(result, problems, source):
    """Return "Kind: message" of the problem that a result announces; source is the code that gave the problems."""
    kind, words = PROBLEM.fullmatch(result).groups()
    fitting = [problem for problem in problems if kind in {cls.__name__ for cls in type(problem).__mro__}]
    assert fitting, f"{source} must give {kind}, and gave {problems}"
    message = f"{type(fitting[0]).__name__}: {fitting[0]}"
    assert (words or "") in message, f"{source} says {message!r}, not {words!r}"
    return message


def shown(value):
    """Return how Python shows a value, in one line; shapes as tuples."""
    text = SHAPE.sub(lambda found: repr(tuple(int(n) for n in found[1].split(", ") if n)), repr(value))
    return " ".join(text.split())


def agree(result, value):
    """Say whether a result on a page is a value's text; its decimals may be rounded."""
    if DECIMAL.sub("0.0", result) != DECIMAL.sub("0.0", value):
        return False
    pairs = zip(DECIMAL.findall(result), DECIMAL.findall(value), strict=True)
    return all(rounds_to(exact, rounded) for rounded, exact in pairs)


def rounds_to(exact, rounded):
    """Say whether the number in the text exact, rounded to as many decimals as the text rounded, is that number."""
    exact, rounded = Decimal(exact), Decimal(rounded)
    last_digit = Decimal(1).scaleb(rounded.as_tuple().exponent)
    return exact == rounded or (last_digit < 1 and abs(exact - rounded) <= last_digit / 2)


def lesson_sections(path):
    """Return {heading: text} of a lesson, without code and formulas; a section holds its subsections too."""
    text = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    text = re.sub(r"\$\$.*?\$\$|\$[^$\n]+\$", "", text, flags=re.S)
    found = {}
    for level in ("## ", "### "):
        for part in re.split(rf"^(?=#{{1,{len(level) - 1}}} )", text, flags=re.M):
            if part.startswith(level):
                heading, _, body = part.removeprefix(level).partition("\n")
                found[heading.strip()] = body
    return found


LESSONS = {stem: lesson_sections(tool.notebook_path(stem, "lesson")) for stem in tool.chapters()}


def pattern(term):
    """Return a pattern for a term, singular or plural, as a word of its own."""
    plural = re.escape(term.removesuffix("y")) + "ies" if term.endswith("y") else ""
    return rf"(?<![\w-])(?:{re.escape(term)}(?:e?s)?{'|' + plural if plural else ''})(?![\w-])"


def first_use(term, prose):
    """Return where a term, singular or plural, stands in a text for the first time, or None."""
    if term.removesuffix("y").lower() not in prose.lower():  # most are not there at all, and this is seen at once
        return None
    return re.search(pattern(term), prose, re.I)


def plain(text):
    """Return Markdown text without code, link targets and line breaks."""
    text = re.sub(r"`[^`\n]*`|\]\([^)\s]*(?:\([^)\s]*\)[^)\s]*)*\)", " ", text)
    return " ".join(text.split())


def stray_marks(text):
    """Return the wrapped lines of a Markdown text that become a list, a heading or a quote inside their paragraph."""
    text = re.sub(r"^ *```.*?^ *```|\$\$.*?\$\$|^<a id=\S+></a>$", "", text, flags=re.M | re.S)
    found = []
    for block in re.split(r"\n\s*\n", text):
        first, *wrapped = re.sub(r"\A(?:\s*#{1,6} .*\n)+", "", block.strip("\n")).split("\n")
        found += [line for line in wrapped if mark(line) not in ("", mark(first))]
    return found


def mark(line):
    """Return which kind of Markdown block the beginning of a line would start, or nothing for plain text."""
    return next((kind for kind, sign in MARKS.items() if re.match(rf"\s*{sign}", line)), "")
