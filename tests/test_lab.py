"""What learners run: make lab, make progress, make clean. On a small course in a folder of its own."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import lab
import make_book
import make_notebooks as tool
import nbformat
import progress
import pytest
from course import CHECK, ROOT, code_cells, read
from files import make_link
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

STEMS = ["00_first_steps", "01_second_steps"]
OWN = "extras/my_exercises"


def exercises(stem, outputs=None, answer="x = ..."):
    """Return a template with two exercises; outputs: {number of the exercise: what stands below its check}."""
    n = stem.partition("_")[0]
    cells = [new_markdown_cell(f"# {n}. Steps, and more steps: exercises")]
    for i in (1, 2):
        cells += [new_markdown_cell(f"## {n}.{i} ●● Step {i}\n\nPractises: section 1."), new_code_cell(answer)]
        source = f'# @title Check {n}.{i}: run this cell\n@check("{n}.{i}")\ndef _():\n    same(x, 1)'
        cells.append(new_code_cell(source, outputs=(outputs or {}).get(i, [printed(f"{n}.{i}: not attempted yet\n")])))
    notebook = new_notebook(cells=[*cells, new_code_cell("score(2)")])
    notebook.metadata["as_made"] = tool.as_made(exercises(stem)) if answer != "x = ..." else tool.as_made(notebook)
    return notebook


def printed(text):
    """Return what a cell prints."""
    return new_output("stream", name="stdout", text=text)


def raised(name):
    """Return what a cell shows that raises."""
    return new_output("error", ename=name, evalue="", traceback=[])


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Make a course of two chapters, to which the tools belong for a while; return its folder."""
    root = tmp_path / "Ada's course"
    monkeypatch.setattr(tool, "ROOT", root)
    for folder in tool.FOLDERS.values():
        (root / folder).mkdir(parents=True)
    for stem in STEMS:
        for kind in tool.FOLDERS:
            nbformat.write(exercises(stem), tool.notebook_path(stem, kind))
    (root / "README.md").write_text("# Course\n\n[e](extras/exercises/00_first_steps_exercises.ipynb) [l](LICENSE)\n")
    return root


def own(course, stem=STEMS[0]):
    """Return the path of the learner's copy."""
    return course / OWN / f"{stem}_exercises.ipynb"


# ---- make lab ---------------------------------------------------------------------------------------------------


def test_missing_templates_are_copied_and_one_line_says_so(course, capsys):
    lab.copy_templates()
    assert capsys.readouterr().out == f"Copied into {OWN}, where you write your answers: the exercises of 00, 01\n"
    for stem in STEMS:
        assert own(course, stem).read_bytes() == tool.notebook_path(stem, "exercises").read_bytes()


@pytest.mark.parametrize("content", ["my answers", ""])
def test_a_copy_is_never_overwritten(course, capsys, content):
    lab.copy_templates()
    own(course).write_text(content)
    own(course, STEMS[1]).unlink()
    capsys.readouterr()
    lab.copy_templates()
    assert own(course).read_text() == content
    assert capsys.readouterr().out.endswith("the exercises of 01\n")
    lab.copy_templates()
    assert capsys.readouterr().out == ""


def test_answers_in_a_template_are_copied_with_it(course, capsys):
    template = tool.notebook_path(STEMS[0], "exercises")
    nbformat.write(exercises(STEMS[0], answer="x = 1"), template)
    before = template.read_bytes()
    lab.copy_templates()
    assert own(course).read_bytes() == template.read_bytes() == before
    printed_lines = capsys.readouterr().out.splitlines()
    assert printed_lines[0].startswith("Somebody has written answers into extras/exercises/00_first_steps_exercises.")
    assert printed_lines[0].endswith(f"Your own copy in {OWN} has them, too: go on there.")
    lab.copy_templates()
    assert capsys.readouterr().out.endswith("was there before and stays as it is.\n")


def test_a_missing_or_damaged_template_is_named_and_the_others_are_copied(course, capsys):
    first, second = (tool.notebook_path(stem, "exercises") for stem in STEMS)
    first.unlink()
    lab.copy_templates()
    name = "extras/exercises/00_first_steps_exercises.ipynb"
    assert capsys.readouterr().out.startswith(f"{name} is missing. To bring it back: git checkout -- {name}\n")
    assert own(course, STEMS[1]).read_bytes() == second.read_bytes()
    first.write_text("<<<<<<< HEAD")
    lab.copy_templates()
    assert capsys.readouterr().out == f"{name} is damaged and was not copied.\n"
    assert not own(course).exists()


def test_no_room_for_a_copy_leaves_none_behind(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        lab.write_new(tmp_path / "missing/x", b"")
    with pytest.raises(TypeError):
        lab.write_new(tmp_path / "x", "no bytes")


def test_the_first_page_is_the_readme_with_links_to_the_copies(course):
    lab.copy_templates()
    page = lab.write_first_page()
    text = page.read_text(encoding="utf-8")
    assert text == f"{lab.FIRST_LINE}\n\n# Course\n\n[e](00_first_steps_exercises.ipynb) [l](../../LICENSE)\n"
    (course / "README.md").write_text("# Another\n")
    assert lab.write_first_page().read_text(encoding="utf-8").endswith("\n\n# Another\n")
    page.write_text("my notes")
    assert lab.write_first_page().read_text(encoding="utf-8") == "my notes"


def test_links_of_the_first_page_and_of_the_copies_lead_somewhere(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "extras/exercises", tmp_path / OWN)
    shutil.copy(ROOT / "README.md", tmp_path)
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    page = lab.write_first_page()
    monkeypatch.undo()
    texts = [page.read_text(encoding="utf-8")]
    assert f"`{(make_book.SITE / 'index.html').relative_to(ROOT).as_posix()}`" in texts[0]  # where the book is
    cells = [cell for stem in tool.chapters() for cell in read(tool.notebook_path(stem, "exercises")).cells]
    texts += [cell.source for cell in cells if cell.cell_type == "markdown"]
    links = {link for text in texts for link in re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", text)}
    assert len(links) > 4 * len(tool.chapters())
    names = {path.name for path in (tmp_path / OWN).iterdir()}
    assert [x for x in links if x not in names and not Path(os.path.normpath(ROOT / OWN / x)).exists()] == []


def test_settings_are_written_at_each_start_and_the_layout_only_once(course):
    folder = lab.write_settings()
    settings, (layout,) = folder / "labconfig/default_setting_overrides.json", (folder / "workspaces").iterdir()
    settings.write_text("")
    layout.write_text("the learner's own layout")
    lab.write_settings()
    assert json.loads(settings.read_text()) == lab.SETTINGS
    assert layout.read_text() == "the learner's own layout"


@pytest.fixture
def started(monkeypatch):
    """Keep JupyterLab from starting; return the list of the options with which it was to start."""
    options = []
    monkeypatch.setattr(lab, "jupyter_lab", options.extend)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PREFER_ENV_PATH"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return options


def test_jupyterlab_starts_on_the_first_page_with_the_users_options(course, started, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/of/the/user")
    assert lab.main(["--no-browser"]) is None
    assert f"--ServerApp.root_dir={course}" in started
    assert f"--LabApp.default_url=/lab/tree/{OWN}/README.md" in started
    assert started[-1] == "--no-browser"
    assert os.environ["JUPYTER_CONFIG_PATH"] == f"{course / '.lab'}{os.pathsep}/of/the/user"


def test_root_is_told_which_option_to_give(course, started, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert "make lab LAB_OPTIONS=--allow-root" in lab.main([])
    assert not (course / OWN).exists()
    assert lab.main(["--allow-root"]) is None
    assert started[-1] == "--allow-root"


def test_a_place_where_nothing_can_be_written_is_named(course, started):
    (course / OWN).write_text("")
    assert lab.main([]) == f"{OWN}: File exists. The course needs to write there."
    assert started == []


def test_a_notebook_of_the_course_seems_to_come_from_this_python(tmp_path, monkeypatch):
    notebook = exercises(STEMS[0])
    notebook.metadata.update(language_info={"name": "python", "version": tool.LANGUAGE["version"]})
    nbformat.write(notebook, tmp_path / "foreign.ipynb")
    notebook.metadata["executed_code"] = tool.fingerprint(notebook)
    (tmp_path / "ours.ipynb").write_text(tool.as_text(notebook), encoding="utf-8")
    before = (tmp_path / "ours.ipynb").read_bytes()

    async def open_and_save():
        contents = lab.Contents(root_dir=str(tmp_path))
        seen = [await contents.get(f"{name}.ipynb") for name in ("ours", "foreign")]
        versions = [model["content"]["metadata"]["language_info"]["version"] for model in seen]
        await contents.save(seen[0], "ours.ipynb")
        await contents.save({"type": "file", "format": "text", "content": "x"}, "notes.txt")
        return versions, await contents.get("")

    monkeypatch.setattr(lab.platform, "python_version", lambda: "3.99.1")
    versions, folder = asyncio.run(open_and_save())
    assert versions == ["3.99.1", tool.LANGUAGE["version"]]
    assert (tmp_path / "ours.ipynb").read_bytes() == before
    assert {item["name"] for item in folder["content"]} >= {"ours.ipynb", "notes.txt"}


@pytest.mark.parametrize("name", ["lab", "progress"])
def test_missing_packages_are_named_with_the_command_that_brings_them(name):
    command = [sys.executable, "-S", str(ROOT / f"tools/{name}.py")]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 1
    assert re.fullmatch(r"\w+ is not installed here\. Run: .* -m pip install -r requirements\.txt\n", done.stderr)


# ---- make progress ----------------------------------------------------------------------------------------------


def shown(capsys):
    """Return the lines that the progress tool prints, without the spaces that align them."""
    progress.main()
    return [re.sub(r" +", " ", line) for line in capsys.readouterr().out.splitlines()]


def test_without_copies_progress_says_how_to_begin(course, capsys):
    assert shown(capsys) == ["You have no exercises of your own yet. Run: make lab (without make: python tools/lab.py)"]


def test_progress_counts_ticks_and_says_what_comes_next(course, capsys):
    lab.copy_templates()
    outputs = {1: [printed("a line of the learner's\n00.1: ✓\n")], 2: [raised("NotRightYet")]}
    nbformat.write(exercises(STEMS[0], outputs, "x = 1"), own(course))
    capsys.readouterr()
    assert shown(capsys) == [
        "00. Steps, and more steps [##########..........] 1 of 2",
        " next: 00.2 Step 2",
        " not right yet: 00.2",
        "01. Steps, and more steps [....................] 0 of 2",
        "all chapters [#####...............] 1 of 4",
    ]
    outputs[2] = [printed("00.2: ✓\n")]
    nbformat.write(exercises(STEMS[0], outputs, "x = 1"), own(course))
    assert shown(capsys)[0:3] == [
        "00. Steps, and more steps [####################] 2 of 2",
        "01. Steps, and more steps [....................] 0 of 2",
        " next: 01.1 Step 1",
    ]


@pytest.mark.parametrize(
    "output",
    [
        printed("00.1: not attempted yet\n"),
        printed("00.1: not finished yet\n"),
        printed("00.10: ✓\n"),
        printed("00.1: ✓ is what I want to see\n"),
        raised("NameError"),
        raised("KeyboardInterrupt"),
        new_output("display_data", {"text/plain": "00.1: ✓"}),
    ],
    ids=str,
)
def test_only_the_checks_own_words_count(output):
    assert progress.verdicts(exercises(STEMS[0], {1: [output]}))["00.1"] == progress.OPEN


def test_a_check_that_was_lost_from_the_copy_still_counts(course, capsys):
    lab.copy_templates()
    notebook = exercises(STEMS[0], {1: [printed("00.1: ✓\n")]}, "x = 1")
    notebook.cells = [cell for cell in notebook.cells if "00.2" not in cell.source]
    nbformat.write(notebook, own(course))
    capsys.readouterr()
    assert shown(capsys)[:2] == ["00. Steps, and more steps [##########..........] 1 of 2", " next: 00.2"]


def test_a_template_that_has_changed_since_is_mentioned(course, capsys):
    lab.copy_templates()
    template = exercises(STEMS[1])
    template.metadata["as_made"] = "of a later version"
    nbformat.write(template, tool.notebook_path(STEMS[1], "exercises"))
    capsys.readouterr()
    lines = shown(capsys)
    assert lines[3].startswith(" changed in the course since you began")
    assert sum("changed" in line for line in lines) == 1


NO_NOTEBOOKS = ["", "{", "[]", "3", "null", "{}", '{"cells": 3, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}']
NO_NOTEBOOKS += ['{"cells": [{"cell_type": "code"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "\udcff"]


@pytest.mark.parametrize("content", NO_NOTEBOOKS)
def test_a_damaged_copy_gets_a_sentence(course, capsys, content):
    lab.copy_templates()
    own(course).write_text(content, encoding="utf-8", errors="surrogateescape")
    capsys.readouterr()
    words = " ".join(shown(capsys)).split()
    assert f"{OWN}/{own(course).name} can't be read: it is damaged, or not a notebook. Give" in " ".join(words)
    assert words[-3:] == ["0", "of", "2"]


def test_other_odd_copies_get_a_sentence_too(course, capsys):
    lab.copy_templates()
    own(course).unlink()
    own(course).mkdir()
    own(course, STEMS[1]).unlink()
    capsys.readouterr()
    lines = shown(capsys)
    assert lines[1].startswith(f" {OWN}/{own(course).name} can't be read: ")
    assert "01_second_steps no copy yet. Run: make lab" in lines


def test_progress_is_readable_on_80_columns_without_utf_8(tmp_path):
    folder = tmp_path / "course"
    for name in ("tools", "notebooks", "extras/exercises", "extras/solutions"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "extras/exercises").rename(folder / OWN)
    surroundings = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "tools/progress.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, env=surroundings)
    lines = done.stdout.decode("ascii").splitlines()
    assert max(map(len, lines)) < 80
    assert len(lines) == len(tool.chapters()) + 2
    assert done.stderr == b""


# ---- make clean -------------------------------------------------------------------------------------------------


@pytest.fixture
def used(tmp_path):
    """Make a course in which somebody has worked; return its folder."""
    root = tmp_path / "Ada's  course"
    for path in MADE + KEPT:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
    with zipfile.ZipFile(root / STAMPS / "stamps.zip", "w") as archive:
        for path in ("test/bird/crow.png", "train/bird/raven.png"):
            archive.writestr(f"stamps/{path}", f"{STAMPS}/{path}")
    (root / STAMPS / "train/bird/raven.png").write_text("a raven of the learner's own")
    shutil.copy(ROOT / "tools/clean.py", root / "tools")
    return root


RAW = "data/MNIST/raw"
STAMPS = "data/stamps"
CHECKPOINTS = [f"{folder}/.ipynb_checkpoints/00_x-checkpoint.ipynb" for folder in tool.FOLDERS.values()]
MADE = [
    ".venv/bin/python",
    ".venv/ready",
    ".lab/workspaces/default",
    "build/book/html/index.html",
    "build/book/doctrees/index.doctree",
    ".pytest_cache/v/x",
    ".ruff_cache/x",
    "__pycache__/conftest.pyc",
    "extras/app/__pycache__/service.cpython-311.pyc",
    "tools/__pycache__/lab.cpython-311.pyc",
    "tools/shared_cells/__pycache__/x.pyc",
    "tests/__pycache__/x.pyc",
    "tests/wrong_answers/__pycache__/x.pyc",
    f"{RAW}/train-images-idx3-ubyte",
    f"{RAW}/train-images-idx3-ubyte.4711",
    f"{STAMPS}/test/bird/crow.png",
]
KEPT = [
    f"{OWN}/00_x_exercises.ipynb",
    f"{OWN}/.ipynb_checkpoints/00_x_exercises-checkpoint.ipynb",
    f"{OWN}/__pycache__/x.pyc",
    f"{OWN}/.venv/x",
    f"{OWN}/build/x",
    "extras/app/page/digits.onnx",
    "extras/app/service.py",
    "extras/exercises/00_x.ipynb",
    "extras/exercises copy/00_x.ipynb",
    "extras/exercises copy/__pycache__/x.pyc",
    "extras/__pycache__ copy/x.pyc",
    ".venv copy/x",
    "build copy/x",
    "tests/__pycache__/my notes",
    "tests/it's mine/__pycache__/x.pyc",
    "notebooks/Untitled.ipynb",
    "notebooks/00_x.ipynb",
    "extras/solutions/00_x.ipynb",
    f"{RAW}/train-images-idx3-ubyte.gz",
    f"{RAW}/train-images-idx3-ubyte.mine",
    f"{RAW}/my notes",
    f"{STAMPS}/test/my bird/crow.png",
    f"{STAMPS}/train/bird/raven.png",
    "data/mine.csv",
    "model.pt",
    "venv/x",
]
if os.name == "posix":  # Windows allows no such names
    KEPT += [
        ".venv\n/x",
        '.venv "old"/x',
        ".lab\nextras/exercises/x",
        "__pycache__\n/x",
        "tools/__pycache__ /x.pyc",
    ]


def files(root):
    """Return all files and links below a folder."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() or path.is_symlink()}


def run_clean(root):
    """Run the tool as make does, with a Python that has no packages; return what it printed."""
    command = [sys.executable, "-S", "tools/clean.py"]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_clean_deletes_what_is_on_its_list_and_nothing_else(used):
    lines = run_clean(used)
    assert files(used) == {*KEPT, "tools/clean.py", f"{STAMPS}/stamps.zip"}
    assert not (used / STAMPS / "test/bird").exists()
    assert lines[0] == "deleted: .venv"
    assert lines[-1] == f"kept: {OWN}"
    assert run_clean(used) == [f"kept: {OWN}"]


def test_clean_deletes_checkpoints_only_if_they_equal_their_notebook(used):
    for path in CHECKPOINTS:
        (used / path).parent.mkdir()
        shutil.copy((used / path).parent.parent / "00_x.ipynb", used / path)
    other = used / "notebooks/.ipynb_checkpoints/Untitled-checkpoint.ipynb"
    other.write_text("an earlier state")
    (used / CHECKPOINTS[1]).write_text("an earlier state")
    learners = f"{OWN}/.ipynb_checkpoints/00_x_exercises-checkpoint.ipynb"
    shutil.copy(used / OWN / "00_x_exercises.ipynb", used / learners)
    run_clean(used)
    left = {path for path in files(used) if ".ipynb_checkpoints" in path}
    assert left == {other.relative_to(used).as_posix(), CHECKPOINTS[1], learners}


def test_clean_follows_no_link(used, tmp_path):
    outside = tmp_path / "outside"
    for name in (".venv", ".lab", "build", RAW, STAMPS, "tests", "notebooks/.ipynb_checkpoints"):
        if (used / name).exists():
            shutil.move(used / name, outside / name)
        else:
            (outside / name).mkdir(parents=True)
            (outside / name / "00_x-checkpoint.ipynb").write_text("notebooks/00_x.ipynb")
        make_link(used / name, outside / name)
    (used / ".ruff_cache/x").unlink()
    (used / ".ruff_cache").rmdir()
    make_link(used / ".ruff_cache", outside / "nowhere")
    (outside / "mine.pyc").write_text("")
    make_link(used / "tools/__pycache__/mine.pyc", outside / "mine.pyc")
    before = files(outside)
    run_clean(used)
    assert files(outside) == before
    gone = [".venv", ".lab", "build", ".ruff_cache"]
    assert not any((used / name).is_symlink() for name in gone)
    assert all((used / name).is_symlink() for name in (RAW, STAMPS, "tests", "notebooks/.ipynb_checkpoints"))


def test_clean_says_what_it_can_not_delete(used):
    (used / "tools/blocked.py").write_text(
        "import runpy, shutil\ndef refuse(path): raise PermissionError(13, 'Permission denied', path)\n"
        "shutil.rmtree = refuse\nrunpy.run_path('tools/clean.py', run_name='__main__')"
    )
    command = [sys.executable, "-S", "tools/blocked.py"]
    done = subprocess.run(command, cwd=used, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stderr.endswith(".venv can't be deleted: Permission denied\n")


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_git_ignores_what_clean_deletes_and_the_learners_copies(used):
    shutil.copy(ROOT / ".gitignore", used)
    subprocess.run(["git", "init", "-q"], cwd=used, check=True)
    names = "\0".join([*MADE, *CHECKPOINTS, f"{OWN}/x.ipynb"])
    (used / ".ruff_cache/x").unlink()
    ask = ["git", "check-ignore", "-z", "--stdin", "--no-index"]
    ignored = subprocess.run(ask, cwd=used, input=names, capture_output=True, text=True, check=True).stdout
    assert ignored.strip("\0") == names
    kept = "\0".join(["extras/exercises/x.ipynb", "extras/exercises copy/x.ipynb", f"{RAW}/x.gz", "notebooks/x.ipynb"])
    assert subprocess.run(ask, cwd=used, input=kept, capture_output=True, text=True, check=False).stdout == ""


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_runs_these_tools_and_clean_needs_no_environment():
    def would_run(*goal):
        plan = ["make", "-n", "-o", ".venv/ready", *goal]
        environment = {"PATH": os.environ["PATH"]}  # without the options of the make that runs this test
        done = subprocess.run(plan, cwd=ROOT, capture_output=True, text=True, check=True, env=environment)
        return done.stdout.split("\n")[:-1]

    assert would_run("lab", "LAB_OPTIONS=--allow-root") == [".venv/bin/python tools/lab.py --allow-root"]
    assert would_run() == [".venv/bin/python tools/lab.py "]
    assert would_run("progress") == [".venv/bin/python tools/progress.py"]
    assert would_run("clean", "PYTHON=python3.12") == ["python3.12 tools/clean.py"]
    assert would_run("test", "CHAPTERS=00 02b") == ['.venv/bin/python -m pytest --chapters="00 02b" ']
    assert would_run("test", "CHAPTERS=", "TEST_OPTIONS=-x") == [".venv/bin/python -m pytest  -x"]


# ---- a grader ---------------------------------------------------------------------------------------------------


def test_a_grader_counts_nothing_of_an_untouched_template_as_solved(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    path = tool.notebook_path(tool.chapters()[0], "exercises")
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources, allow_errors=True).execute()
    checks = [cell for cell in code_cells(notebook) if CHECK.search(cell.source)]
    failed = [cell for cell in checks if [output.get("ename") for output in cell.outputs] == ["NotRightYet"]]
    assert len(failed) == len(checks) >= 8
    others = [cell for cell in code_cells(notebook) if cell not in checks]
    assert not any(output.output_type == "error" for cell in others for output in cell.outputs)
    assert f"Score: 0 of {len(checks)}" in others[-1].outputs[0].text
