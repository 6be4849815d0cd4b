"""Regenerate what depends on the lessons and the solutions, and run all of it again.

    python extras/make_notebooks.py                          everything
    python extras/make_notebooks.py 00_pytorch_fundamentals  one chapter
    python extras/make_notebooks.py --only exercises         one kind
    python extras/make_notebooks.py --no-execute             templates, shared cells and badges only

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
from pathlib import Path

import nbformat
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
IGNORE, PICTURE, SOLUTION, SHARED = "nbval-ignore-output", "readme-picture", "solution", "shared-"


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
    """Return the stems of all chapters, in order."""
    return sorted(path.stem for path in (ROOT / FOLDERS["lesson"]).glob("*.ipynb"))


def repository(root=ROOT):
    """Return 'owner/name': of the GitHub remote 'origin' if there is one, else of pyproject.toml."""
    git = ["git", "-C", str(root), "config", "--get", "remote.origin.url"]
    try:
        remote = subprocess.run(git, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:  # no git on this machine
        remote = ""
    found = re.search(r"github\.com[:/]([\w.-]+/[\w.-]+?)(\.git)?/?\s*$", remote)
    if found:
        return found[1]
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["course"]["repository"]


# ---- what a notebook is made of ---------------------------------------------------------------------------------


def tags(cell):
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def colab_url(path):
    """Return the address that opens a notebook of this repository in Colab."""
    return f"{COLAB}/github/{repository()}/blob/main/{path.relative_to(ROOT).as_posix()}"


def badge(path):
    """Return the Markdown of the Colab badge of a notebook."""
    return f"[![Open in Colab]({COLAB}/assets/colab-badge.svg)]({colab_url(path)})"


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
    old = [i for i, line in enumerate(lines) if line == PLACEHOLDER or line.startswith("[![Open in Colab]")]
    if len(old) != 1:
        raise ValueError(f"{path}: the first cell needs exactly one line that reads {PLACEHOLDER}, found {len(old)}")
    lines[old[0]] = badge_row(path)
    notebook.cells[0].source = "\n".join(lines)


def set_shared_cells(notebook):
    """Refresh the cells that several notebooks share, from extras/shared_cells/."""
    for cell in notebook.cells:
        for tag in tags(cell):
            if tag.startswith(SHARED):
                cell.source = shared_cell(tag.removeprefix(SHARED))


def shared_cell(name):
    """Return the source of a shared cell."""
    return (ROOT / "extras/shared_cells" / f"{name}.py").read_text(encoding="utf-8").strip("\n")


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


def normalise(notebook):
    """Reduce metadata to what the course uses, and join the pieces in which printed text arrived."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    kept = {"kernelspec": kernel, "language_info": {"name": "python"}}
    if "executed_code" in notebook.metadata:
        kept["executed_code"] = notebook.metadata.executed_code
    notebook.metadata = nbformat.from_dict(kept)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({"tags": sorted(tags(cell))} if tags(cell) else {})
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.outputs = joined_streams(cell.outputs)


def joined_streams(outputs):
    """Return outputs with neighbouring pieces of one stream joined and without metadata."""
    joined = []
    for output in outputs:
        if joined and output.output_type == "stream" and joined[-1].get("name") == output.name:
            joined[-1].text += output.text
            continue
        if "metadata" in output:
            output.metadata = nbformat.from_dict({})
        joined.append(output)
    return joined


# ---- running ----------------------------------------------------------------------------------------------------


def execute(notebook, folder):
    """Run all cells in a fresh kernel whose working directory is folder; an error in a cell stops the run."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
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
    if run:
        execute(new, path.parent)
        normalise(old)
    elif kind == "exercises":
        stored = {cell.source: cell for cell in old.cells if cell.cell_type == "code"}
        for cell in new.cells:
            if cell.cell_type == "code" and cell.source in stored:
                cell.outputs, cell.execution_count = stored[cell.source].outputs, stored[cell.source].execution_count
        new.metadata = old.metadata
    normalise(new)
    if run:
        keep_confirmed_outputs(old, new)
    return new


def regenerate(path, run=True):
    """Bring one notebook up to date; return whether its file changed."""
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


def refresh_readme():
    """Point the badges of README.md at this repository."""
    readme = ROOT / "README.md"
    if readme.exists():
        text = readme.read_text(encoding="utf-8")
        pattern = rf"{re.escape(COLAB)}/github/[\w.-]+/[\w.-]+/blob/main/"
        new = re.sub(pattern, f"{COLAB}/github/{repository()}/blob/main/", text)
        if new != text:
            readme.write_text(new, encoding="utf-8", newline="\n")


def chosen_chapters(parser, stems):
    """Return the chapters named on the command line, or all if none is; end with an error if one does not exist."""
    if unknown := set(stems) - set(chapters()):
        parser.error(f"no such chapter: {', '.join(sorted(unknown))}. There are: {', '.join(chapters())}")
    return stems or chapters()


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapters", nargs="*", metavar="STEM", help="chapters to regenerate (default: all)")
    parser.add_argument("--only", choices=list(FOLDERS), help="one kind of notebook")
    parser.add_argument("--no-execute", action="store_true", help="do not run the notebooks")
    options = parser.parse_args(arguments)
    for stem in chosen_chapters(parser, options.chapters):
        for kind in [options.only] if options.only else list(FOLDERS):
            path = notebook_path(stem, kind)
            try:
                if kind != "exercises":
                    format_code(path)
                changed = regenerate(path, run=not options.no_execute)
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
