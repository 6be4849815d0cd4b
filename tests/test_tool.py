"""The tool that makes the templates and the badges."""

import base64
import shutil
import subprocess

import make_notebooks as tool
import pytest
from course import NOTEBOOKS, name, read
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output


def test_a_body_becomes_a_stub_and_all_else_stays():
    head = 'def f(x):\n    """Return x squared."""\n'
    body = "    ### BEGIN SOLUTION\n    y = x * x\n    return y\n    ### END SOLUTION\n"
    assert tool.cut_solution(head + body + "\n\nprint(1)") == head + "    raise NotImplementedError\n\n\nprint(1)"


def test_values_become_dots_in_order_and_private_names_vanish():
    source = "### BEGIN SOLUTION\n_half = 3 / 2\na, b = 1, 2\nc: int = 4\na = 5\n### END SOLUTION"
    assert tool.cut_solution(source) == "a = ...\nb = ...\nc = ..."


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("### BEGIN SOLUTION\na = 1", "without ### END"),
        ("### END SOLUTION", "without ### BEGIN"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\na = 1\n### END SOLUTION", "inside another"),
        ("### BEGIN SOLUTION\nprint(1)\n### END SOLUTION", "must assign a name"),
        ("### BEGIN SOLUTION\ndef f():\n    return 1\n### END SOLUTION", "inside the function"),
    ],
)
def test_markers_that_make_no_sense_are_refused(source, words):
    with pytest.raises(ValueError, match=words):
        tool.cut_solution(source)


def test_template_drops_explanations_and_outputs():
    path = tool.ROOT / "extras/exercises/00_x_exercises.ipynb"
    printed = new_output("stream", name="stdout", text="1\n")
    solutions = new_notebook(
        cells=[
            new_markdown_cell("# 00. X: solutions\n{{badges}}\nHow it works"),
            new_code_cell("### BEGIN SOLUTION\na = 1\n### END SOLUTION", outputs=[printed], execution_count=1),
            new_markdown_cell("Because.", metadata={"tags": ["solution"]}),
        ]
    )
    template = tool.make_template(solutions, path)
    assert [cell.cell_type for cell in template.cells] == ["markdown", "code"]
    assert template.cells[0].source.startswith(f"# 00. X: exercises\n{tool.badge(path)}")
    assert (template.cells[1].source, template.cells[1].outputs) == ("a = ...", [])
    assert solutions.cells[1].outputs == [printed]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_regenerating_without_running_changes_nothing(path):
    assert path.read_text(encoding="utf-8") == tool.as_text(tool.updated(path, run=False)), "Run: make notebooks"


def two_cells(code, text, seconds):
    """Return a notebook as if its two cells, one compared and one not, had just been run."""
    shown = [new_output("stream", name="stdout", text=text), new_output("display_data", {"image/png": seconds})]
    timed = [new_output("stream", name="stdout", text=seconds)]
    cells = [new_code_cell(code, outputs=shown), new_code_cell("b", outputs=timed, metadata={"tags": [tool.IGNORE]})]
    notebook = new_notebook(cells=[new_markdown_cell("text"), *cells])
    notebook.metadata["executed_code"] = tool.fingerprint(notebook)
    return notebook


def test_outputs_that_a_run_confirms_are_kept():
    old, new = two_cells("a", "same", "1 s"), two_cells("a", "same", "2 s")
    tool.keep_confirmed_outputs(old, new)
    assert [cell.get("outputs") for cell in new.cells] == [cell.get("outputs") for cell in old.cells]


def test_outputs_that_a_run_changes_are_replaced():
    new = two_cells("a", "other", "2 s")
    tool.keep_confirmed_outputs(two_cells("a", "same", "1 s"), new)
    assert (new.cells[1].outputs[0].text, new.cells[2].outputs[0].text) == ("other", "1 s")


def test_outputs_of_other_code_are_replaced_even_if_their_text_is_the_same():
    old, new = two_cells("a", "same", "1 s"), two_cells("a", "same", "2 s")
    old.metadata["executed_code"] = "of an earlier version"
    tool.keep_confirmed_outputs(old, new)
    assert new.cells[1].outputs[1].data["image/png"] == "2 s"
    assert new.cells[2].outputs[0].text == "2 s"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_outputs_belong_to_this_code(path):
    notebook = read(path)
    assert notebook.metadata.get("executed_code") == tool.fingerprint(notebook), "Run: make notebooks"


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Let the tool work in an empty repository; return its folder."""
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    for folder in tool.FOLDERS.values():
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.course]\n# for the badges\nrepository = "from/pyproject"\n')
    return tmp_path


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/ada/course.git", "ada/course"),
        ("git@github.com:ada/my.course.git", "ada/my.course"),
        ("ssh://git@github.com/ada/course", "ada/course"),
        ("https://gitlab.com/ada/course.git", None),
        ("/somewhere/else", None),
        (None, None),
    ],
)
def test_badges_follow_a_remote_only_when_asked(elsewhere, remote, expected):
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    subprocess.run(["git", "init", "-q", elsewhere], check=True)
    if remote:
        subprocess.run(["git", "-C", elsewhere, "remote", "add", "origin", remote], check=True)
    assert tool.repository() == "from/pyproject"
    if expected:
        tool.set_repository("origin")
        assert tool.repository() == expected
    else:
        with pytest.raises(ValueError, match="no owner/name of a GitHub repository"):
            tool.set_repository("origin")
        assert tool.repository() == "from/pyproject"


def test_a_repository_can_be_named_without_git(elsewhere, monkeypatch):
    monkeypatch.setenv("PATH", "")
    tool.set_repository("grace/learn")
    assert tool.repository() == "grace/learn"
    with pytest.raises(ValueError, match="git is not installed"):
        tool.set_repository("origin")


def solutions_with(answer):
    """Return a solution notebook of one exercise."""
    code = f"### BEGIN SOLUTION\na = {answer}\n### END SOLUTION"
    return new_notebook(cells=[new_markdown_cell("# 99. X: solutions\n{{badges}}"), new_code_cell(code)])


@pytest.fixture
def chapter(elsewhere):
    """Make a chapter of one exercise; return the path of its template."""
    lesson = new_notebook(cells=[new_markdown_cell("# 99. X\n{{badges}}")])
    for kind, notebook in (("lesson", lesson), ("solutions", solutions_with(1))):
        tool.notebook_path("99_x", kind).write_text(tool.as_text(notebook), encoding="utf-8")
    assert tool.main(["99", "--no-execute"]) == 0
    return tool.notebook_path("99_x", "exercises")


@pytest.mark.parametrize("change", ["an answer", "a note", "a new cell"])
def test_a_template_that_holds_answers_is_refused_and_left_as_it_is(chapter, capsys, change):
    template = tool.nbformat.read(chapter, as_version=4)
    if change == "an answer":
        template.cells[1].source = "a = 2"
    elif change == "a note":
        template.cells[0].source += "\nSee section 3 again."
    else:
        template.cells.append(new_code_cell("1 + 1"))
    chapter.write_text(tool.as_text(template), encoding="utf-8")
    before = chapter.read_bytes()
    tool.notebook_path("99_x", "solutions").write_text(tool.as_text(solutions_with(3)), encoding="utf-8")
    assert tool.main(["99", "--no-execute"]) == 1
    assert "99_x_exercises.ipynb is left as it is: somebody has written answers into it." in capsys.readouterr().err
    assert chapter.read_bytes() == before


def test_a_template_that_is_only_stale_is_made_again(chapter):
    solutions = solutions_with(1)
    solutions.cells.append(new_markdown_cell("A word more."))
    tool.notebook_path("99_x", "solutions").write_text(tool.as_text(solutions), encoding="utf-8")
    assert tool.main(["99", "--no-execute"]) == 0
    assert tool.nbformat.read(chapter, as_version=4).cells[-1].source == "A word more."


def test_a_template_that_was_run_and_saved_holds_no_answers(chapter):
    template = tool.nbformat.read(chapter, as_version=4)
    template.cells[1].outputs = [new_output("stream", name="stdout", text="ran")]
    chapter.write_text(tool.as_text(template), encoding="utf-8")
    assert not tool.holds_answers(chapter)


def test_a_template_that_does_not_say_how_it_was_made_is_taken_for_somebodys_answers(chapter):
    template = tool.nbformat.read(chapter, as_version=4)
    del template.metadata["as_made"]
    chapter.write_text(tool.as_text(template), encoding="utf-8")
    assert tool.holds_answers(chapter)


@pytest.mark.parametrize("file", ["Untitled.ipynb", "99_x-Copy1.ipynb", "99_notes.ipynb", ".ipynb_checkpoints/a.ipynb"])
def test_a_learners_own_notebooks_are_no_chapters(chapter, elsewhere, file):
    own = elsewhere / "notebooks" / file
    own.parent.mkdir(exist_ok=True)
    own.write_text("")
    assert tool.chapters() == ["99_x"]
    assert tool.strangers() == [own]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_first_cell_has_the_title_and_the_badges_of_this_repository(path):
    lines = read(path).cells[0].source.split("\n")
    assert lines[0].startswith("# ")
    assert lines.count(tool.badge_row(path)) == 1, f"wrong badge in {path.name}. Run: make notebooks"
    assert sum("colab-badge.svg" in line for line in lines) == 1


def test_readme_has_the_badge_of_every_notebook():
    readme = (tool.ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in NOTEBOOKS if tool.colab_url(path) not in readme] == []


def test_picture_of_the_readme_is_the_one_in_the_lesson():
    tagged = [cell for path in NOTEBOOKS for cell in read(path).cells if tool.PICTURE in tool.tags(cell)]
    assert len(tagged) == 1
    assert base64.b64decode(tagged[0].outputs[0].data["image/png"]) == (tool.ROOT / "extras/readme.png").read_bytes()


def test_unknown_chapter_is_refused_by_name(capsys):
    with pytest.raises(SystemExit):
        tool.main(["99_nothing"])
    assert "no such chapter: 99_nothing" in capsys.readouterr().err


def test_notebook_with_a_failing_cell_is_not_saved(tmp_path):
    notebook = new_notebook(cells=[new_code_cell("1 / 0")])
    with pytest.raises(tool.CellExecutionError, match="ZeroDivisionError"):
        tool.execute(notebook, tmp_path)


@pytest.mark.parametrize("text", ["", "<<<<<<< HEAD", '{"cells": ['])
def test_unreadable_notebook_is_named_and_left_as_it_is(tmp_path, monkeypatch, capsys, text):
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    for kind in tool.FOLDERS:
        tool.notebook_path("99_x", kind).parent.mkdir(parents=True)
        tool.notebook_path("99_x", kind).write_text(text)
    lesson = tool.notebook_path("99_x", "lesson")
    assert tool.main(["99_x", "--no-execute"]) == 1
    assert capsys.readouterr().err.startswith("notebooks/99_x.ipynb can't be read: ")
    assert lesson.read_text() == text
