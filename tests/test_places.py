"""The course among other people's settings, plugins, locales and line ends: in small notebooks of its own."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import make_notebooks as tool
import nbformat
import pytest
from course import ROOT
from files import link_or_copy
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

STEM = "99_places"
DRAWN = "A line that rises from 1 to 2, or its sentence alone."
CELLS = {  # code: what it prints
    "import sys\n\nimport matplotlib.pyplot as plt\n\nx = 1": "",
    tool.shared_cell("figures"): "",
    "x = x + 1\nprint(sys.executable, x, 'ä')": f"{sys.executable} 2 ä\n",
    f"plt.plot([1, 2])\nshow_figure('{DRAWN}')": None,
}
OTHERS = {  # what a user may have set; {home} is a folder with their settings
    "MPLBACKEND": "TkAgg",
    "MATPLOTLIBRC": "{home}/matplotlibrc",
    "PYTHONWARNINGS": "default",
    "PYTHONSTARTUP": "{home}/startup.py",
    "PYTHONPATH": "{home}/plugins",
    "IPYTHONDIR": "{home}/ipython",
    "JUPYTER_PATH": "{home}/jupyter",
    "JUPYTER_PREFER_ENV_PATH": "0",
    # a home into which nobody can write, not even root
    **dict.fromkeys(["HOME", "USERPROFILE", "APPDATA", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"], os.devnull),
    # a locale that knows ASCII only
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}


@pytest.fixture
def course(tmp_path):
    """Make a course of one chapter in a folder whose name is not plain ASCII; return the folder."""
    folder = tmp_path / os.fsdecode("ein Köfferchen".encode())
    for name in ("tools", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "test_*", "wrong_*"))
    for name in ("conftest.py", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    link_or_copy(folder / "data", ROOT / "data")
    cells = [new_code_cell(code, outputs=outputs(text)) for code, text in CELLS.items()]
    for number, cell in enumerate(cells, start=1):
        cell.execution_count = number
    notebook = new_notebook(cells=[new_markdown_cell("# 99. Places"), *cells])
    for kind in ("lesson", "solutions"):
        path = folder / tool.notebook_path(STEM, kind).relative_to(ROOT)
        path.parent.mkdir(parents=True)
        path.write_text(tool.as_text(notebook), encoding="utf-8")
    return folder


def outputs(text):
    """Return the outputs of a cell that prints a text, or, for None, of the one that draws."""
    if text is None:
        return [new_output("display_data", {"image/png": "", "text/plain": DRAWN})]
    return [new_output("stream", name="stdout", text=text)] if text else []


@pytest.fixture
def settings(tmp_path):
    """Make a folder with settings that get into the way; return {variable: value} that lead a process to them."""
    files = {
        "startup.py": "print('hello from a startup file')",
        "ipython/profile_default/startup/hello.py": "print('hello from IPython')",
        "ipython/profile_default/ipython_config.py": """
            c = get_config()
            c.InlineBackend.figure_formats = {"svg"}
            c.InteractiveShell.ast_node_interactivity = "none"
        """,
        "jupyter/kernels/python3/kernel.json": json.dumps(
            {"argv": [sys.executable, "-c", "raise SystemExit"], "display_name": "Another", "language": "python"}
        ),
        "matplotlibrc": "figure.dpi: 1000",
        "plugins/backwards.py": "def pytest_collection_modifyitems(items):\n    items.reverse()",
        "plugins/backwards-1.0.dist-info/METADATA": "Name: backwards\nVersion: 1.0",
        "plugins/backwards-1.0.dist-info/entry_points.txt": "[pytest11]\nrandomly = backwards",  # as pytest-randomly's
    }
    folder = tmp_path / "settings"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(textwrap.dedent(text), encoding="utf-8")
    return {name: value.format(home=folder) for name, value in OTHERS.items()}


def run(command, folder, settings):
    """Run Python in a folder with a user's settings, as from a terminal of theirs; return its status and its output."""
    own = {key: value for key, value in os.environ.items() if not re.match("IPYTHON|JUPYTER|MPL|COURSE|PYTEST", key)}
    own.pop("PYTHONIOENCODING", None)
    command = [sys.executable, *command]
    done = subprocess.run(command, cwd=folder, env={**own, **settings}, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def test_a_test_run_is_the_same_whatever_a_users_settings_are(course, settings):
    options = ["-m", "pytest", "-n0", "-p", "no:cacheprovider", f"notebooks/{STEM}.ipynb"]
    status, printed = run(options, course, settings)
    assert status == 0, printed
    assert f"{len(CELLS)} passed" in printed


@pytest.mark.parametrize("way", ["by hand", "by make notebooks"])
def test_figures_stand_below_their_cells_when_a_notebook_is_run(course, settings, tmp_path, way):
    settings["JUPYTER_RUNTIME_DIR"] = str(tmp_path / "runtime")  # Jupyter itself can't do without
    by_hand = 'nbclient.NotebookClient(notebook, kernel_name="python3").execute()'
    if way == "by hand":
        del settings["JUPYTER_PATH"]  # whoever opens notebooks with another kernel has chosen it
    program = f"""
import sys
import nbclient, nbformat
sys.path.insert(0, "tools")
import make_notebooks as tool

notebook = nbformat.read("notebooks/{STEM}.ipynb", as_version=4)
{by_hand if way == "by hand" else 'tool.execute(notebook, ".")'}
nbformat.write(notebook, "run.ipynb")
"""
    status, printed = run(["-c", program], course, settings)
    assert status == 0, printed
    shown = [cell.outputs for cell in nbformat.read(course / "run.ipynb", as_version=4).cells if "outputs" in cell]
    assert [output.text for output in shown[2]] == [CELLS[list(CELLS)[2]]]
    (figure,) = [output for output in shown[3] if output.output_type == "display_data"]  # others may warn
    assert set(figure.data) == {"image/png", "text/plain"}
    assert figure.data["text/plain"] == figure.metadata["image/png"]["alt"] == DRAWN


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_line_ends_are_the_same_on_windows(tmp_path):
    def git(*command):
        subprocess.run(["git", "-c", "core.autocrlf=true", *command], cwd=tmp_path, check=True, capture_output=True)

    texts = ["a.ipynb", "a.py", "a.md", "Makefile", "a.toml", ".ci/run"]
    for name in texts:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"one\ntwo\n")
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    git("init", "-q")
    git("add", ".")
    for name in texts:
        (tmp_path / name).unlink()
    git("checkout", "--", ".")
    assert {name: (tmp_path / name).read_bytes() for name in texts} == dict.fromkeys(texts, b"one\ntwo\n")


def test_no_test_needs_git():
    # Whoever unpacked a zip has none. What calls it stands below the question whether it is there.
    for path in (ROOT / "tests").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        called = source.find('["git"')
        assert called < 0 or 0 <= source.find('shutil.which("git")') < called, path.name


def test_ruff_writes_nothing_into_the_course():
    assert not Path(os.environ["RUFF_CACHE_DIR"]).is_relative_to(ROOT)
