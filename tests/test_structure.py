"""What every notebook has to look like: runs, links, figures, cells, words that must not occur."""

import ast
import json
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import make_notebooks as tool
import nbformat
import pytest
from course import NOTEBOOKS, ROOT, code_cells, name, read

TAGS = {
    tool.IGNORE,
    tool.PICTURE,
    tool.SOLUTION,
    tool.HELPER,
    *(f"{tool.SHARED}{p.stem}" for p in (ROOT / "tools/shared_cells").glob("*.py")),
}
LESSONS = [path for path in NOTEBOOKS if tool.kind_of(path) == "lesson"]
PAGES = tool.pages()
LONGEST_CELL, LONGEST_LINE, LARGEST_FILE, COMPARED, WORDS_OF_ALT = 25, 120, 1_000_000, 0.7, 6
notebooks = pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
lessons = pytest.mark.parametrize("path", LESSONS, ids=name)
documents = pytest.mark.parametrize("path", [*NOTEBOOKS, *PAGES], ids=name)


def own_code(path):
    """Return the sources of a notebook's code cells, without the cells that several notebooks share."""
    return [c.source for c in code_cells(read(path)) if not any(t.startswith(tool.SHARED) for t in tool.tags(c))]


def markdown(path):
    """Return the text of a page, or of all text cells of a notebook."""
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    return "\n\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")


def prose(path):
    """Return the text of a document without its code and formulas."""
    text = re.sub(r"^```.*?^```", "", markdown(path), flags=re.M | re.S)
    text = re.sub(r"`[^`\n]*`", "", text)
    return re.sub(r"\$\$.*?\$\$", "", text, flags=re.S)


def links(path):
    """Return the targets of all links and pictures of a document."""
    text = prose(path)
    return re.findall(r"\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)", text) + re.findall(r'(?:href|src)="([^"]*)"', text)


def headings(path):
    """Return (level, text) of all headings of a document."""
    return tool.headings(markdown(path))


def anchors(path):
    """Return the anchors of a document: explicit ones, which every viewer knows."""
    return re.findall(r'^<a id="([^"]+)"></a>$', re.sub(r"^```.*?^```", "", markdown(path), flags=re.M | re.S), re.M)


@notebooks
def test_notebook_is_valid_and_plain(path):
    raw = json.loads(path.read_text(encoding="utf-8"))
    nbformat.validate(raw)
    assert (raw["nbformat"], raw["nbformat_minor"]) == (4, 5)
    assert raw["metadata"]["kernelspec"]["name"] == "python3"
    made = {"as_made"} if tool.kind_of(path) == "exercises" else set()
    assert set(raw["metadata"]) == {"kernelspec", "language_info", "executed_code"} | made
    assert len({cell["id"] for cell in raw["cells"]}) == len(raw["cells"])
    assert "application/vnd.jupyter.widget" not in path.read_text(encoding="utf-8")


@notebooks
def test_title_says_which_notebook_it_is(path):
    kind = tool.kind_of(path)
    title = read(path).cells[0].source.split("\n")[0]
    assert re.fullmatch(r"# \d\d[a-c]?\. [^:]+" + ("" if kind == "lesson" else f": {kind}"), title)


@notebooks
def test_every_cell_was_run_in_order(path):
    counts = [cell.execution_count for cell in code_cells(read(path))]
    assert counts == list(range(1, len(counts) + 1)), f"Run: make notebooks CHAPTERS={tool.stem_of(path)}"


@notebooks
def test_no_cell_is_empty(path):
    assert [cell.id for cell in read(path).cells if not cell.source.strip()] == []


@notebooks
def test_tags_are_known(path):
    assert {tag for cell in read(path).cells for tag in tool.tags(cell)} <= TAGS


@notebooks
def test_outputs_are_compared(path):
    with_output = [cell for cell in code_cells(read(path)) if cell.outputs]
    compared = [cell for cell in with_output if tool.IGNORE not in tool.tags(cell)]
    assert len(compared) >= COMPARED * len(with_output)


@notebooks
def test_markers_that_nbval_would_overlook_or_obey_silently_do_not_occur(path):
    source = "\n".join(own_code(path))
    assert not re.search(r"#\s*(NBVAL|PYTEST_VALIDATE)", source, re.I)


@notebooks
def test_no_output_is_an_error_a_warning_or_holds_a_path(path):
    for cell in code_cells(read(path)):
        for out in cell.outputs:
            assert out.output_type != "error", cell.source
            assert out.get("name") != "stderr", out.text
            text = json.dumps({k: v for k, v in out.items() if k != "data"}) + json.dumps(
                {k: v for k, v in out.get("data", {}).items() if not k.startswith("image/")}
            )
            assert not re.search(r"/home/|/root/|/Users/|/work/|/tmp/|[A-Z]:\\\\|0x[0-9a-f]{6,}|ipykernel", text), text


@notebooks
def test_notebook_is_small(path):
    assert path.stat().st_size < LARGEST_FILE


@notebooks
def test_shared_cells_are_the_shared_ones(path):
    for cell in read(path).cells:
        for tag in tool.tags(cell):
            if tag.startswith(tool.SHARED):
                assert cell.source == tool.shared_cell(tag.removeprefix(tool.SHARED)), "Run: make notebooks"


@notebooks
def test_every_notebook_has_its_shared_cells(path):
    shared = [tag for cell in read(path).cells for tag in tool.tags(cell) if tag.startswith(tool.SHARED)]
    assert shared.count("shared-setup") == 1
    assert shared.count("shared-checker") == (tool.kind_of(path) != "lesson")
    if tool.kind_of(path) != "exercises":  # there, what used the data may have been cut out
        assert ("shared-mnist" in shared) == any("mnist_root()" in source for source in own_code(path))
    steps = re.compile(r"\b(counted_steps|demand_seed)\(")
    assert ("shared-steps" in shared) == any(steps.search(source) for source in own_code(path))


@notebooks
def test_code_cells_are_short(path):
    long = [source for source in own_code(path) if source.count("\n") >= LONGEST_CELL]
    assert long == []
    assert [line for source in own_code(path) for line in source.split("\n") if len(line) > LONGEST_LINE] == []


@notebooks
def test_no_cell_adds_to_what_another_cell_made(path):
    for source in own_code(path):
        own = set()
        for statement in ast.parse(source).body:
            if isinstance(statement, ast.AugAssign) and not isinstance(statement.op, ast.BitOr):
                changed = next(n.id for n in ast.walk(statement.target) if isinstance(n, ast.Name))
                assert changed in own, f"run twice, this adds twice: {ast.unparse(statement)}"
            if isinstance(statement, ast.Assign):
                own |= {n.id for target in statement.targets for n in ast.walk(target) if isinstance(n, ast.Name)}


@lessons
def test_most_code_cells_have_text_before_them(path):
    kinds = [cell.cell_type for cell in read(path).cells]
    code = [i for i, kind in enumerate(kinds) if kind == "code"]
    assert sum(kinds[i - 1] == "markdown" for i in code) >= 0.75 * len(code)
    runs = re.findall(r"c+", "".join(kind[0] for kind in kinds))
    assert max(map(len, runs[1:]), default=0) <= 3  # the first run is the set-up


@notebooks
def test_imports_stand_in_the_first_code_cell(path):
    for source in own_code(path)[1:]:
        assert not [n for n in ast.parse(source).body if isinstance(n, (ast.Import, ast.ImportFrom))], source


@notebooks
def test_words_that_must_not_occur_in_code(path):
    source = "\n".join(cell.source for cell in code_cells(read(path)))
    assert not re.search(r"^\s*[!%]", source, re.M), "shell escapes and magics are not used"
    assert "pip install" not in "\n".join(own_code(path)), "nothing is installed from a notebook"
    assert not re.search(r"pickle\.load|torch\.hub|urlretrieve|requests\.get|weights_only=False", source)
    assert source.count("torch.load(") == len(re.findall(r"torch\.load\([^\n]*weights_only=True", source))
    assert not re.search(r"\.float64|\.double\(\)", source) or "device" in source


@documents
def test_headings_are_in_order(path):
    levels = [level for level, _ in headings(path)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert max(levels) <= 3
    assert all(after <= before + 1 for before, after in pairwise(levels))


@documents
def test_relative_links_lead_somewhere(path):
    for target in links(path):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        page = (path.parent / unquote(file)).resolve() if file else path
        assert page.exists(), f"{path.name}: dead link {target}"
        if anchor and page.suffix in (".md", ".ipynb"):
            assert unquote(anchor) in anchors(page), f"{path.name}: no heading for {target}"


@documents
def test_every_heading_has_an_anchor_that_github_would_give_it_too(path):
    slugs = [tool.slug(title) for level, title in headings(path) if level > 1]
    numbered = [slug + (f"-{slugs[:i].count(slug)}" if slug in slugs[:i] else "") for i, slug in enumerate(slugs)]
    assert anchors(path) == numbered, "Run: make notebooks"


@documents
def test_outside_links_are_spelt_right(path):
    for target in links(path):
        if re.match(r"[a-z]+:", target):
            assert re.fullmatch(r"https://[\w.-]+\.[a-z]{2,}(/[^\s]*)?", target), target


@documents
def test_pictures_have_a_text_alternative(path):
    assert re.findall(r"!\[\s*\]", prose(path)) == []
    pictures = re.findall(r"<img [^>]*>", prose(path))
    assert [
        p for p in pictures if not re.search(r'alt="[^"]+"', p) or not re.search(r'width="\d+" height="\d+"', p)
    ] == []


@notebooks
def test_figures_have_a_sentence_that_stands_in_for_them(path):
    for cell in code_cells(read(path)):
        assert "plt.show(" not in cell.source, "use show_figure(...) of the shared cell"
        for out in cell.outputs:
            if "image/png" in out.get("data", {}):
                alt = out.metadata.get("image/png", {}).get("alt", "")
                assert len(alt.split()) >= WORDS_OF_ALT and alt.rstrip()[-1] in ".?!)", f"{alt!r} in:\n{cell.source}"


@notebooks
def test_help_and_checks_are_folded_and_say_what_they_are(path):
    for cell in code_cells(read(path)):
        assert (cell.metadata.get("jupyter", {}).get("source_hidden") is True) == tool.is_collapsed(cell)
        assert (cell.metadata.get("cellView") == "form") == tool.is_collapsed(cell)
        if tool.is_collapsed(cell):
            assert re.match(r"# @title \w", cell.source), cell.source[:80]


@notebooks
def test_no_cell_raises_because_the_machine_is_slow(path):
    for source in own_code(path):
        assert not re.search(r"^\s*assert\b[^\n]*(seconds|elapsed|_ms\b|_s\b|milliseconds)[^\n]*[<>]", source, re.M), (
            source
        )


@documents
def test_hidden_answers_open_everywhere(path):
    text = markdown(path)
    assert text.count("<details>") == text.count("</details>") == len(re.findall(r"</summary>\n\n", text))
    assert len(re.findall(r"\n\n</details>", text)) == text.count("</details>")


@documents
def test_formulas_render_in_every_viewer(path):
    text = re.sub(r"^```.*?^```", "", markdown(path), flags=re.M | re.S)
    text = re.sub(r"`[^`\n]*`", "", text)
    assert not re.search(r"\\(newcommand|def|label|begin\{(align|equation|split)\*?\})", text)
    assert text.count("$$") % 2 == 0
    inline = re.sub(r"\$\$.*?\$\$", "", text, flags=re.S)
    for block in re.split(r"\n\s*\n", inline):
        assert len(re.findall(r"(?<!\\)\$", block)) % 2 == 0, block


@documents
def test_a_document_speaks_only_of_the_course(path):
    text = markdown(path) + ("\n".join(own_code(path)) if path.suffix == ".ipynb" else "")
    assert not re.search(r"\bTODO\b|\bFIXME\b|lorem ipsum|\bBourke\b|fast\.?ai|udacity|karpathy", text, re.I)


@lessons
def test_lesson_has_its_parts(path):
    text = markdown(path)
    stem = tool.stem_of(path)
    assert re.search(r"^## What you will be able to do", text, re.M)
    assert len(re.findall(r"\*\*Predict, then run", text)) >= 3
    assert re.search(r"^## (\d+\. )?Recap", text, re.M)
    assert f"../extras/exercises/{stem}_exercises.ipynb" in text.split("Recap")[-1]


@lessons
def test_every_lesson_has_solutions_and_a_template(path):
    assert all(tool.notebook_path(tool.stem_of(path), kind).exists() for kind in tool.FOLDERS)


def tracked_files():
    """Return what git keeps of this repository; skip the test where there is no git, or no checkout."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, or git is not installed")
    run = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, text=True, check=False)
    return [Path(file) for file in run.stdout.split("\0") if file]


def test_no_notebook_stands_alone():
    # A learner's own notebooks beside the lessons are left out; what is committed has to be part of a chapter.
    strangers = {path.relative_to(ROOT) for path in tool.strangers()}
    assert strangers.isdisjoint(tracked_files()), "each lesson needs solutions and a template"


def test_code_is_clean():
    places = ["conftest.py", "extras", "notebooks", "tests", "tools"]
    for command in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *command, *places]
        run = subprocess.run(ruff, cwd=ROOT, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr


def test_top_of_the_repository_is_short():
    assert len({file.parts[0] for file in tracked_files()}) <= 17
