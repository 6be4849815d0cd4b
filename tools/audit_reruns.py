"""Run the cells of the notebooks again, as learners do, and report where that changes what they print.

    python tools/audit_reruns.py                                         every notebook
    python tools/audit_reruns.py 01_pytorch_workflow                     one chapter
    python tools/audit_reruns.py 01_pytorch_workflow --only solutions    one of its notebooks

In one kernel, each cell runs twice in a row, and then all cells run once more from top to bottom. Every run must
succeed and print what is stored; of the cells with the tag nbval-ignore-output, it must only succeed. In a notebook
whose code has changed since its outputs were stored, the later runs must print what the first one did.

A notebook takes three times as long as by itself, a few minutes at most, so this is not part of the tests.
Exit status: 0 if nothing changed.
"""

import argparse
import copy
import sys

import make_notebooks as tool
import nbformat
import surroundings
from nbclient import NotebookClient
from nbformat.v4 import new_notebook

RUNS = ["run for the first time", "run a second time right away", "run again from the top"]


def run_again(notebook, folder):
    """Return [first, second, third run] of each code cell: each runs twice, then all run again, in one kernel."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    pairs = [copy.deepcopy(cell) for cell in cells for _ in range(2)]
    again = [copy.deepcopy(cell) for cell in cells]
    for number, cell in enumerate([*pairs, *again]):
        cell.outputs, cell.execution_count, cell.id = [], None, f"cell-{number}"
    everything = new_notebook(cells=[*pairs, *again], metadata=notebook.metadata)
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(everything, timeout=600, kernel_name="python3", resources=resources, allow_errors=True)
    client.extra_arguments = ["--IPKernelApp.log_level=ERROR"]
    client.execute()
    return [[*pairs[2 * i : 2 * i + 2], again[i]] for i in range(len(cells))]


def differences(notebook, folder):
    """Yield (number of the cell, its source, which run, what is wrong) for each run that is not as it should be."""
    stored = [cell for cell in notebook.cells if cell.cell_type == "code"]
    fresh = notebook.metadata.get("executed_code") == tool.fingerprint(notebook)
    for number, (cell, runs) in enumerate(zip(stored, run_again(notebook, folder), strict=True), start=1):
        want = tool.texts(tool.joined_streams(copy.deepcopy(cell.outputs if fresh else runs[0].outputs)))
        for when, run in zip(RUNS, runs, strict=True):
            errors = [f"{out.ename}: {out.evalue}" for out in run.outputs if out.output_type == "error"]
            got = tool.texts(tool.joined_streams(run.outputs))
            if errors:
                yield number, cell.source, when, errors[0]
            elif got != want and tool.IGNORE not in tool.tags(cell):
                yield number, cell.source, when, f"it should print\n{shown(want)}\nand it prints\n{shown(got)}"


def shown(texts, most=600):
    """Return outputs as text to read, cut after so many characters."""
    parts = [text if text is not None else " ".join(value for _, value in data) for _, _, text, data in texts]
    return "".join(parts)[:most].rstrip() or "(nothing)"


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapters", nargs="*", metavar="STEM", help="chapters to run (default: all)")
    parser.add_argument("--only", choices=list(tool.FOLDERS), help="one kind of notebook")
    options = parser.parse_args(arguments)
    chapters = tool.chosen_chapters(parser, options.chapters)

    surroundings.isolate()
    faults = 0
    for stem in chapters:
        for kind in [options.only] if options.only else list(tool.FOLDERS):
            path = tool.notebook_path(stem, kind)
            notebook = nbformat.read(path, as_version=4)
            found = list(differences(notebook, path.parent))
            cells = sum(cell.cell_type == "code" for cell in notebook.cells)
            print(f"{path.relative_to(tool.ROOT)}: {cells} cells, 3 runs of each, {len(found)} differences", flush=True)
            for number, source, when, problem in found:
                first = source.split("\n")[0]
                print(f"  code cell {number} ({first:.70}), {when}: " + problem.replace("\n", "\n    "), flush=True)
            faults += len(found)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
