"""Regenerate what depends on the lessons and the solutions, and run all of it again.

    python tools/make_notebooks.py                          everything
    python tools/make_notebooks.py 00 02b                   two chapters
    python tools/make_notebooks.py --only exercises         one kind
    python tools/make_notebooks.py --no-execute             templates, shared cells and badges only

A chapter is a stem such as ``00_pytorch_fundamentals``. Its lesson is ``notebooks/STEM.ipynb``; its
``extras/solutions/STEM_solutions.ipynb`` is the one source of ``extras/exercises/STEM_exercises.ipynb``.
Stored outputs that a fresh run confirms, and those of cells that are never compared, stay as they are, so
that a second run leaves every file unchanged.
"""

import argparse
import ast
import base64
import copy
import hashlib
import os
import re
import subprocess
import sys
import textwrap
import unicodedata
from pathlib import Path

import nbformat
import surroundings
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.reader import NotJSONError
from nbformat.v4 import new_notebook

if sys.version_info >= (3, 11):
    import tomllib
else:  # pytest brings this one along
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {"lesson": "notebooks", "solutions": "extras/solutions", "exercises": "extras/exercises"}
COLAB = "https://colab.research.google.com"
COMPANIONS = {
    "Cheat sheet": "extras/cheat_sheets/{stem}.md",
    "Common errors": "extras/common_errors.md",
    "Glossary": "extras/glossary.md",
}
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
PLACEHOLDER = "{{badges}}"
BADGE_STARTS = ("[![Open in Colab]", f'<a href="{COLAB}')
IGNORE, PICTURE, SOLUTION, SHARED, HELPER = "nbval-ignore-output", "readme-picture", "solution", "shared-", "helper"
STEM = re.compile(r"\d\d[a-z]?_[a-z0-9_]+")  # of a chapter; JupyterLab's "Untitled" and "-Copy1" are none
CHECK = re.compile(r'^@check\("([^"]+)"\)|^score\(', re.M)
LANGUAGE = {  # what a kernel of Python 3.11 writes when a notebook is opened
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": "3.11.7",
}
OPEN_CELLS = {"shared-setup"}  # shared cells that a learner is to read
COLLAPSED = {"cellView": "form", "jupyter": {"source_hidden": True}}  # in Colab; in JupyterLab, Notebook, VS Code


class HoldsAnswers(Exception):
    """Raised where a template would be overwritten into which somebody has written."""

    def __init__(self, path):
        """Name the notebook and say how to keep what is in it."""
        own = f"extras/my_exercises/{path.name}"
        super().__init__(
            f"{path.relative_to(ROOT).as_posix()} is left as it is: somebody has written answers into it.\n"
            f"  To keep them, move it to a new name beside your other exercises ({own} or another), then bring the\n"
            f"  template back with: git checkout -- {path.relative_to(ROOT).as_posix()}"
        )


# ---- where things are -------------------------------------------------------------------------------------------


def notebook_path(stem, kind):
    """Return the path of a chapter's notebook; kind is 'lesson', 'solutions' or 'exercises'."""
    suffix = "" if kind == "lesson" else f"_{kind}"
    return ROOT / FOLDERS[kind] / f"{stem}{suffix}.ipynb"


def kind_of(path):
    """Return 'lesson', 'solutions' or 'exercises' for a notebook's path."""
    folder = path.resolve().parent.relative_to(ROOT).as_posix()
    return next(kind for kind, name in FOLDERS.items() if name == folder)


def stem_of(path):
    """Return the chapter's stem of any of its three notebooks."""
    return path.stem.removesuffix(f"_{kind_of(path)}")


def chapters():
    """Return the stems of all chapters, in order: what is named like one and has solutions."""
    stems = sorted(path.stem for path in (ROOT / FOLDERS["lesson"]).glob("*.ipynb"))
    return [stem for stem in stems if STEM.fullmatch(stem) and notebook_path(stem, "solutions").exists()]


def all_notebooks():
    """Return the paths of the course's notebooks: lessons, solutions, exercises, each in the order of the chapters."""
    return [notebook_path(stem, kind) for kind in FOLDERS for stem in chapters()]


def strangers():
    """Return the notebooks in the course's folders that are not the course's: copies, notes, 'Untitled'."""
    found = {path for folder in FOLDERS.values() for path in (ROOT / folder).rglob("*.ipynb")}
    return sorted(found.difference(all_notebooks()))


def repository():
    """Return the 'owner/name' in pyproject.toml, which all badges carry."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["course"]["repository"]


def set_repository(name):
    """Write another 'owner/name' into pyproject.toml; 'origin' stands for that of the GitHub remote of this name."""
    if name == "origin":
        git = ["git", "-C", str(ROOT), "config", "--get", "remote.origin.url"]
        try:
            name = subprocess.run(git, capture_output=True, text=True, check=False).stdout
        except FileNotFoundError:
            raise ValueError("git is not installed: give owner/name instead of origin") from None
    found = re.fullmatch(r"(?:.*github\.com[:/])?([\w.-]+/[\w.-]+?)(?:\.git)?/?\s*", name)
    if not found:
        raise ValueError(f"no owner/name of a GitHub repository: {name.strip() or 'there is no remote called origin'}")
    path = ROOT / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r'^repository = ".*"$', f'repository = "{found[1]}"', text, count=1, flags=re.M)
    path.write_text(text, encoding="utf-8", newline="\n")


# ---- what a notebook is made of ---------------------------------------------------------------------------------


def tags(cell):
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def colab_url(path):
    """Return the address that opens a notebook of this repository in Colab."""
    return f"{COLAB}/github/{repository()}/blob/main/{path.relative_to(ROOT).as_posix()}"


def badge(path):
    """Return the Colab badge of a notebook; without a network the words 'Open in Colab' stand in its place."""
    picture = f'<img src="{COLAB}/assets/colab-badge.svg" alt="Open in Colab" width="117" height="20">'
    return f'<a href="{colab_url(path)}">{picture}</a>'


def badge_row(path):
    """Return the line below a notebook's title: its badge, the chapter's other notebooks, and the companions."""
    links = [badge(path)]
    for kind in ("lesson", "exercises", "solutions"):
        other = notebook_path(stem_of(path), kind)
        if other != path:
            relative = Path(os.path.relpath(other, path.parent)).as_posix()
            links.append(f"[{kind.capitalize()}]({relative}) ([in Colab]({colab_url(other)}))")
    for name, page in COMPANIONS.items():
        relative = Path(os.path.relpath(ROOT / page.format(stem=stem_of(path)), path.parent)).as_posix()
        links.append(f"[{name}]({relative})")
    return " · ".join(links)


def set_badges(notebook, path):
    """Put the badge row into the first cell, in place of the old one or of the placeholder."""
    lines = notebook.cells[0].source.split("\n")
    old = [i for i, line in enumerate(lines) if line == PLACEHOLDER or line.startswith(BADGE_STARTS)]
    if len(old) != 1:
        raise ValueError(f"{path}: the first cell needs exactly one line that reads {PLACEHOLDER}, found {len(old)}")
    lines[old[0]] = badge_row(path)
    notebook.cells[0].source = "\n".join(lines)


def set_shared_cells(notebook):
    """Refresh the cells that several notebooks share, from tools/shared_cells/, and the titles of check cells."""
    for cell in notebook.cells:
        for tag in tags(cell):
            if tag.startswith(SHARED):
                cell.source = shared_cell(tag.removeprefix(SHARED))
        if HELPER in tags(cell) and not cell.source.startswith("# @title"):
            cell.source = f"# @title Helper: run this cell\n{cell.source}"
        found = CHECK.search(cell.source) if cell.cell_type == "code" else None
        if found and not cell.source.startswith("# @title"):
            title = f"Check {found[1]}: run this cell" if found[1] else "Your score: run this cell"
            cell.source = f"# @title {title}\n{cell.source}"


def headings(text):
    """Return (level, title) of each heading of a Markdown text, code left out."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return [(len(signs), title.strip()) for signs, title in re.findall(r"^(#{1,6}) (.*)$", text, re.M)]


def slug(title):
    """Return the anchor of a heading as GitHub and VS Code make it: '8-broadcasting' of '8. Broadcasting'."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).lower()
    kept = [c for c in plain if c in "-_ " or unicodedata.category(c)[0] in "LN"]
    return "".join(kept).replace(" ", "-")


def with_anchors(text, seen):
    """Return a Markdown text with `<a id="slug"></a>` before each heading but the title, for viewers without slugs.

    seen counts the slugs of the document so far: a second heading of the same words gets the ending -1, as on GitHub.
    """
    lines, in_code = [], False
    for line in text.split("\n"):
        in_code ^= line.startswith("```")
        found = re.match(r"#{2,6} (.*)", line)
        if found and not in_code:
            name = slug(found[1])
            seen[name] = seen.get(name, -1) + 1
            anchor = f'<a id="{name}{f"-{seen[name]}" if seen[name] else ""}"></a>'
            if lines and lines[-1].startswith('<a id="'):
                lines.pop()
            lines.append(anchor)
        lines.append(line)
    return "\n".join(lines)


def set_anchors(notebook):
    """Put an anchor before each heading of a notebook."""
    seen = {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = with_anchors(cell.source, seen)


def pages():
    """Return the Markdown pages of the course."""
    folders = [ROOT, ROOT / "data", ROOT / "extras", ROOT / "extras/cheat_sheets", ROOT / "extras/app"]
    return [page for folder in folders for page in sorted(folder.glob("*.md"))]


def is_collapsed(cell):
    """Say whether a cell starts folded: the checker, the checks and all other help that need not be read."""
    help_tags = [tag for tag in tags(cell) if tag == HELPER or (tag.startswith(SHARED) and tag not in OPEN_CELLS)]
    return cell.cell_type == "code" and bool(help_tags or CHECK.search(cell.source))


def shared_cell(name):
    """Return the source of a shared cell; where it needs owner/name of the repository, they are those of the badges."""
    source = (ROOT / "tools/shared_cells" / f"{name}.py").read_text(encoding="utf-8").strip("\n")
    return source.replace("{{repository}}", repository())


def cut_solution(source):
    """Replace what stands between the solution markers by a stub.

    An indented block, the body of a function, becomes ``raise NotImplementedError``; a block at the left margin
    becomes ``name = ...`` for each name that it assigns. Raises ValueError where the markers do not pair up or
    where a block at the left margin assigns nothing.
    """
    kept, block, indent = [], None, ""
    for line in source.split("\n"):
        if line.strip() == BEGIN:
            if block is not None:
                raise ValueError(f"{BEGIN} stands inside another solution:\n{source}")
            block, indent = [], line[: line.index("#")]
        elif line.strip() == END:
            if block is None:
                raise ValueError(f"{END} without {BEGIN}:\n{source}")
            stub = ["raise NotImplementedError"] if indent else [f"{name} = ..." for name in assigned_names(block)]
            kept += [indent + text for text in stub]
            block = None
        elif block is None:
            kept.append(line)
        else:
            block.append(line)
    if block is not None:
        raise ValueError(f"{BEGIN} without {END}:\n{source}")
    return "\n".join(kept)


def assigned_names(lines):
    """Return the public names that lines of code at the left margin assign, in order."""
    statements = ast.parse("\n".join(lines)).body
    if any(isinstance(node, (ast.FunctionDef, ast.ClassDef)) for node in statements):
        raise ValueError("put the solution markers inside the function, below its docstring:\n" + "\n".join(lines))
    assigned = [node for node in statements if isinstance(node, (ast.Assign, ast.AnnAssign))]
    names = [
        name.id
        for node in assigned
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for name in ast.walk(target)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store) and not name.id.startswith("_")
    ]
    if not names:
        raise ValueError("a solution at the left margin must assign a name:\n" + "\n".join(lines))
    return list(dict.fromkeys(names))


def make_template(solutions, path):
    """Return the exercise notebook for a solution notebook: no solutions, no explanations, no outputs."""
    template = copy.deepcopy(solutions)
    template.cells = [cell for cell in template.cells if SOLUTION not in tags(cell)]
    for cell in template.cells:
        if cell.cell_type == "code":
            cell.source, cell.outputs, cell.execution_count = cut_solution(cell.source), [], None
    title, _, rest = template.cells[0].source.partition("\n")
    template.cells[0].source = title.replace("solutions", "exercises") + "\n" + rest
    set_badges(template, path)
    return template


def fingerprint(notebook):
    """Return a short hash of all code of a notebook: stored outputs belong to the code that had this hash."""
    code = "\0".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return hashlib.sha256(code.encode()).hexdigest()[:16]


def as_made(notebook):
    """Return a short hash of all texts and all code of a template: a template that somebody works in has another."""
    return hashlib.sha256("\0".join(cell.source for cell in notebook.cells).encode()).hexdigest()[:16]


def holds_answers(path):
    """Say whether somebody has written into a template since it was made; one that can't be read holds none.

    One that does not say how it was made counts as written into.
    """
    try:
        template = nbformat.read(path, as_version=4)
    except (OSError, NotJSONError):
        return False
    return template.metadata.get("as_made") != as_made(template)


def normalise(notebook):
    """Reduce metadata to what Jupyter itself writes and the course uses, and join the pieces of printed text."""
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    kept = {"kernelspec": kernel, "language_info": LANGUAGE}
    for key in ("executed_code", "as_made"):
        if key in notebook.metadata:
            kept[key] = notebook.metadata[key]
    notebook.metadata = nbformat.from_dict(kept)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        kept = {"tags": sorted(tags(cell))} if tags(cell) else {}
        cell.metadata = nbformat.from_dict({**kept, **(COLLAPSED if is_collapsed(cell) else {})})
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.outputs = joined_streams(cell.outputs)


def joined_streams(outputs):
    """Return outputs with neighbouring pieces of one stream joined, and of metadata only the text alternatives."""
    joined = []
    for output in outputs:
        if joined and output.output_type == "stream" and joined[-1].get("name") == output.name:
            joined[-1].text += output.text
            continue
        if "metadata" in output:
            alternatives = {k: {"alt": v["alt"]} for k, v in output.metadata.items() if "alt" in v}
            output.metadata = nbformat.from_dict(alternatives)
        joined.append(output)
    return joined


# ---- running ----------------------------------------------------------------------------------------------------


def execute(notebook, folder):
    """Run all cells in a fresh kernel whose working directory is folder; an error in a cell stops the run."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    surroundings.isolate()
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources)
    client.extra_arguments = ["--IPKernelApp.log_level=ERROR"]  # a local kernel need not warn of the network
    client.execute()
    notebook.metadata["executed_code"] = fingerprint(notebook)


def keep_confirmed_outputs(old, new):
    """Take over the stored outputs that the new run confirms, and those that are never compared.

    Only where the stored ones were made by the very same code: after any change all outputs are new.
    """
    if old.metadata.get("executed_code") != new.metadata.executed_code:
        return
    for was, now in zip(old.cells, new.cells, strict=True):
        if now.cell_type == "code" and (IGNORE in tags(now) or texts(was.outputs) == texts(now.outputs)):
            now.outputs = was.outputs


def texts(outputs):
    """Return what nbval compares: everything but pictures."""
    plain = []
    for output in outputs:
        data = {kind: text for kind, text in output.get("data", {}).items() if not kind.startswith("image/")}
        plain.append((output.output_type, output.get("name"), output.get("text"), tuple(sorted(data.items()))))
    return plain


def as_text(notebook):
    """Return what a notebook's file should hold."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def save_picture(notebook):
    """Write the picture of the cell with the tag readme-picture, if there is one, to extras/readme.png."""
    for cell in notebook.cells:
        if PICTURE in tags(cell):
            png = next(out.data["image/png"] for out in cell.outputs if "image/png" in out.get("data", {}))
            (ROOT / "extras/readme.png").write_bytes(base64.b64decode(png))


def updated(path, run=True):
    """Return the notebook that a file should hold: shared cells, badges and outputs are up to date."""
    kind, stem = kind_of(path), stem_of(path)
    old = nbformat.read(path, as_version=4) if path.exists() else new_notebook()
    if kind == "exercises":
        new = make_template(nbformat.read(notebook_path(stem, "solutions"), as_version=4), path)
    else:
        new = copy.deepcopy(old)
        set_shared_cells(new)
        set_badges(new, path)
        set_anchors(new)
    if run:
        execute(new, path.parent)
        normalise(old)
    elif kind == "exercises":
        stored = {cell.source: cell for cell in old.cells if cell.cell_type == "code"}
        for cell in new.cells:
            if cell.cell_type == "code" and cell.source in stored:
                cell.outputs, cell.execution_count = stored[cell.source].outputs, stored[cell.source].execution_count
        new.metadata = old.metadata
    if kind == "exercises":
        new.metadata["as_made"] = as_made(new)
    normalise(new)
    if run:
        keep_confirmed_outputs(old, new)
    return new


def regenerate(path, run=True):
    """Bring one notebook up to date; return whether its file changed; raise HoldsAnswers before any are lost."""
    if kind_of(path) == "exercises" and path.exists() and holds_answers(path):
        raise HoldsAnswers(path)
    new = updated(path, run)
    save_picture(new)
    text = as_text(new)
    changed = not path.exists() or path.read_text(encoding="utf-8") != text
    if changed:
        path.write_text(text, encoding="utf-8", newline="\n")
    return changed


def format_code(path):
    """Format the code of a notebook as ruff does."""
    command = [sys.executable, "-m", "ruff", "format", "-q", str(path)]
    subprocess.run(command, check=True, capture_output=True, text=True)


def refresh_pages():
    """Put an anchor before each heading of the Markdown pages."""
    for page in pages():
        text = page.read_text(encoding="utf-8")
        new = with_anchors(text, {})
        if new != text:
            page.write_text(new, encoding="utf-8", newline="\n")


def refresh_readme():
    """Point the badges of README.md at this repository."""
    readme = ROOT / "README.md"
    if readme.exists():
        text = readme.read_text(encoding="utf-8")
        pattern = rf"{re.escape(COLAB)}/github/[\w.-]+/[\w.-]+/blob/main/"
        new = re.sub(pattern, f"{COLAB}/github/{repository()}/blob/main/", text)
        if new != text:
            readme.write_text(new, encoding="utf-8", newline="\n")


def chosen(names):
    """Return the stems of the chapters that begin like one of the names: 02, 02b; raise ValueError if none does."""
    stems = chapters()
    for name in names:
        if not any(stem.startswith(name) for stem in stems):
            raise ValueError(f"no such chapter: {name}. There are: {', '.join(stems)}")
    return [stem for stem in stems if any(stem.startswith(name) for name in names)]


def chosen_chapters(parser, names):
    """Return the stems of the chapters named on the command line, or all if none is; end with an error if need be."""
    try:
        return chosen(names) if names else chapters()
    except ValueError as error:
        parser.error(str(error))


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapters", nargs="*", metavar="STEM", help="chapters to regenerate (default: all)")
    parser.add_argument("--only", choices=list(FOLDERS), help="one kind of notebook")
    parser.add_argument("--no-execute", action="store_true", help="do not run the notebooks")
    parser.add_argument("--repository", metavar="OWNER/NAME", help="set the badges to it; origin: the remote's")
    options = parser.parse_args(arguments)
    if options.repository:
        try:
            set_repository(options.repository)
        except ValueError as error:
            parser.error(str(error))
    status = 0
    for stem in chosen_chapters(parser, options.chapters):
        for kind in [options.only] if options.only else list(FOLDERS):
            path = notebook_path(stem, kind)
            try:
                if kind != "exercises":
                    format_code(path)
                changed = regenerate(path, run=not options.no_execute)
            except HoldsAnswers as refusal:
                print(refusal, file=sys.stderr)
                status = 1
                continue
            except (OSError, NotJSONError, subprocess.CalledProcessError) as error:
                reason = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[0]
                print(f"{path.relative_to(ROOT)} can't be read: {reason}", file=sys.stderr)
                return 1
            except CellExecutionError as error:
                print(
                    f"{path.relative_to(ROOT)}: a cell failed\n{textwrap.indent(str(error), '    ')}", file=sys.stderr
                )
                return 1
            print(f"{path.relative_to(ROOT)}: {'changed' if changed else 'unchanged'}")
    refresh_readme()
    refresh_pages()
    return status


if __name__ == "__main__":
    sys.exit(main())
