"""Show which exercises are solved and which come next:  python tools/progress.py

Reads the verdicts that the checks have left in the learner's copies in extras/my_exercises/. Runs nothing.
"""

import re
import sys
import textwrap
import warnings

try:
    import make_notebooks as tool
    import nbformat
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed here. Run: {sys.executable} -m pip install -r requirements.txt")

OWN = "extras/my_exercises"
SOLVED, WRONG, OPEN = "solved", "wrong", "open"


def own_copy(stem):
    """Return the path of the learner's copy of a chapter's exercises."""
    return tool.ROOT / OWN / tool.notebook_path(stem, "exercises").name


def read(path):
    """Return a notebook; raise ValueError with a reason if there is none in the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a cell without an id can be read
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
    except OSError as error:
        raise ValueError(error.strerror) from None
    except (ValueError, nbformat.ValidationError, AttributeError, KeyError, TypeError):
        raise ValueError("it is damaged, or not a notebook") from None
    return notebook


def verdicts(notebook):
    """Return {exercise: SOLVED, WRONG or OPEN}, by what is stored below the checks."""
    found = {}
    for cell in notebook.cells:
        check = tool.CHECK.search(cell.source) if cell.cell_type == "code" else None
        if check and check[1] and found.get(check[1]) != SOLVED:
            printed = "".join(output.text for output in cell.outputs if output.output_type == "stream")
            wrong = any(output.get("ename") == "NotRightYet" for output in cell.outputs)
            found[check[1]] = SOLVED if f"{check[1]}: ✓" in printed.split("\n") else WRONG if wrong else OPEN
    return found


def heading(notebook, pattern, otherwise):
    """Return what the group of a pattern finds at the start of a line of text."""
    texts = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = re.search(pattern, texts, re.M)
    return found[1] if found else otherwise


def bar(n_solved, n):
    """Return a bar of twenty signs and the numbers."""
    full = 20 * n_solved // max(n, 1)
    return f"[{'#' * full}{'.' * (20 - full)}] {n_solved:2} of {n}"


def show(title, figures, *lines):
    """Print a chapter's line, and indented lines below it, for a terminal of 80 columns."""
    print(f"{textwrap.shorten(title, 42, placeholder='...'):42} {figures}".rstrip())
    for line in lines:
        print(textwrap.fill(line, 79, initial_indent="    ", subsequent_indent="    "))


def show_chapter(stem, is_first):
    """Print where the learner is in a chapter; return {exercise: verdict}.

    What comes next is said in a chapter that has been begun, and in the first that is not finished.
    """
    path = own_copy(stem)
    if not path.exists():
        show(stem, "no copy yet. Run: make lab")
        return {}
    try:
        notebook = read(path)
    except ValueError as reason:
        show(
            stem,
            "",
            f"{OWN}/{path.name} can't be read: {reason}.",
            "Give it another name, and make lab makes a new copy.",
        )
        return {}
    template, found, lines = template_of(stem), verdicts(notebook), []
    if template and template.metadata.get("as_made") == notebook.metadata.get("as_made"):
        found = {exercise: found.get(exercise, OPEN) for exercise in verdicts(template)}  # a lost check counts, too
    wrong = [exercise for exercise, verdict in found.items() if verdict == WRONG]
    left = [exercise for exercise, verdict in found.items() if verdict != SOLVED]
    if left and (is_first or wrong or len(left) < len(found)):
        pattern = r"^## " + re.escape(left[0]) + r" [●\s]*(.*)"
        lines.append(f"next: {left[0]} {heading(notebook, pattern, '')}")
    if wrong:
        lines.append(f"not right yet: {', '.join(wrong)}")
    if template and template.metadata.get("as_made") != notebook.metadata.get("as_made"):
        lines.append("changed in the course since you began: rename your copy, and make lab brings the new ones")
    show(heading(notebook, r"^# (.*): exercises", stem), bar(len(found) - len(left), len(found)), *lines)
    return found


def template_of(stem):
    """Return the template of a chapter, or None if it can't be read."""
    try:
        return read(tool.notebook_path(stem, "exercises"))
    except ValueError:
        return None


def main():
    """Print all chapters and the sum."""
    sys.stdout.reconfigure(errors="replace")  # the learner's terminal may not know every sign of a title
    stems = tool.chapters()
    if not any(own_copy(stem).exists() for stem in stems):
        print("You have no exercises of your own yet. Run: make lab (without make: python tools/lab.py)")
        return
    everything = []
    for stem in stems:
        is_first = all(verdict == SOLVED for verdict in everything)
        everything += show_chapter(stem, is_first).values()
    print(f"{'all chapters':42} {bar(everything.count(SOLVED), len(everything))}")


if __name__ == "__main__":
    main()
