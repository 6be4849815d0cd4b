"""A learner's day in a real JupyterLab, in a headless browser: open, answer, check, save, close; nothing is lost.

Works in a copy of the course that is a git repository. With SCREENSHOTS=folder in the environment, pictures of what
the learner sees are saved there.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import browser as chrome
import make_notebooks as tool
import pytest
from course import ROOT, read

pytestmark = [
    pytest.mark.skipif(not chrome.find(), reason="no Chromium or Chrome is installed"),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]
STEM, EXERCISE, CHECK = "00_pytorch_fundamentals", "00.3", '@check("00.3")'
OWN = f"extras/my_exercises/{STEM}_exercises.ipynb"
NOT_COPIED = [".git", ".venv", ".lab", ".*_cache", "__pycache__", ".ipynb_checkpoints", "my_exercises", "*-ubyte"]
VERSION = '"version": "{}"'.format(tool.LANGUAGE["version"])
PANEL = "window.jupyterapp.shell.currentWidget"  # --LabApp.expose_app_in_browser brings window.jupyterapp
HEAD = 'def standardise(X):\n    """Give each column of X (N, D) mean 0 and standard deviation 1: (N, D)."""\n    '


class Lab:
    """A running JupyterLab, started as learners start it, and a browser that shows it."""

    def __init__(self, course, page):
        """Remember the folder of the course and the browser's page."""
        self.course, self.page = course, page

    def command(self, name):
        """Do what a menu of JupyterLab does; wait until it is done."""
        self.page.run(f"window.jupyterapp.commands.execute('{name}').then(() => null)")

    def open(self, words):
        """Click on the link of the first page whose address holds the words; wait for the notebook and its kernel."""
        tabs = "[...document.querySelectorAll('.lm-DockPanel-tabBar .lm-TabBar-tab')]"
        self.page.click(f"{tabs}.find(tab => tab.innerText.trim() == 'README.md')")
        self.page.click(f"document.querySelector('.jp-RenderedMarkdown a[href*=\"{words}\"]')")
        self.page.until(f"{PANEL}.context.path.endsWith('{words}') && {PANEL}.context.isReady")
        self.page.until(f"{PANEL}.sessionContext.session.kernel.status === 'idle'")
        self.page.until(f"{PANEL}.content.model.getMetadata('language_info')")

    def cells(self, script):
        """Return what a JavaScript function gives for each cell of the open notebook."""
        return self.page.run(f"{PANEL}.content.widgets.map({script})")

    def index(self, start):
        """Return the number of the first cell whose text has a line that starts like this."""
        sources = self.cells("cell => cell.model.sharedModel.source")
        return next(i for i, source in enumerate(sources) if f"\n{start}" in f"\n{source}")

    def select(self, index):
        """Make a cell the active one, in view."""
        self.page.run(f"{PANEL}.content.activeCellIndex = {index}")
        self.page.run(f"{PANEL}.content.scrollToItem({index}, 'end')")

    def run_cell(self, index):
        """Run the active cell as its key does; return its outputs and the height of each on the screen."""
        cell = f"{PANEL}.content.widgets[{index}]"
        before = self.page.run(f"{cell}.model.executionCount")
        self.page.press("Enter", chrome.SHIFT)
        self.page.until(f"![null, {before}].includes({cell}.model.executionCount)")
        self.page.until(f"{PANEL}.sessionContext.session.kernel.status === 'idle'")
        outputs = f"[...{cell}.node.querySelectorAll('.jp-OutputArea-output')]"
        return self.page.run(f"{outputs}.map(output => [output.innerText, output.getBoundingClientRect().height])")

    def answer(self, code):
        """Type an answer in place of the one that stands there, run it, run its check; return what the check shows."""
        index, check = self.index("def standardise"), self.index(CHECK)
        self.select(index)
        self.page.run(f"{PANEL}.content.mode = 'edit'")
        self.page.run("document.execCommand('selectAll')")
        self.page.type(code)
        self.run_cell(index)
        self.select(check)
        shown = self.run_cell(check)
        self.page.run(f"{PANEL}.content.scrollToItem({check + 1}, 'end')")
        return shown

    def save(self):
        """Save the notebook as its key does, and wait until it is in its file."""
        saved = f"{PANEL}.context.contentsModel.last_modified"
        before = self.page.run(saved)
        self.page.press("s", chrome.CONTROL)
        self.page.until(f"{saved} != '{before}' && !{PANEL}.context.model.dirty")

    def close(self):
        """Close the notebook."""
        self.command("application:close")
        current = "document.querySelector('.lm-DockPanel-tabBar .lm-mod-current').innerText"
        self.page.until(f"{current}.trim() == 'README.md'")
        assert not self.page.run("(document.querySelector('.jp-Dialog') || {}).innerText")  # no question, no error

    def changed(self):
        """Return what git calls changed or new."""
        status = ["git", "status", "--porcelain"]
        return subprocess.run(status, cwd=self.course, capture_output=True, text=True, check=True).stdout

    def use(self, *command):
        """Run one of the course's tools; return what it printed."""
        command = [sys.executable, *command]
        done = subprocess.run(command, cwd=self.course, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Copy the course into a git repository, start JupyterLab there and open its first page."""
    if tool.holds_answers(tool.notebook_path(STEM, "exercises")):
        pytest.skip("somebody's answers are in this template")
    tmp = tmp_path_factory.mktemp("day")
    course, runtime = tmp / "Müllers course", tmp / "runtime"
    shutil.copytree(ROOT, course, symlinks=True, ignore=shutil.ignore_patterns(*NOT_COPIED))
    for path in [course / "tools/make_notebooks.py", *course.rglob("*.ipynb")]:  # stored by another Python than this
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(VERSION, '"version": "3.1.4"'), encoding="utf-8", newline="\n")
    commit = ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "-m", "x"]
    for git in (["init", "-q"], ["add", "-A"], commit):
        subprocess.run(["git", *git], cwd=course, check=True)
    options = ["--no-browser", "--port=0", "--allow-root", "--LabApp.expose_app_in_browser=True"]
    folders = {"JUPYTER_RUNTIME_DIR": str(runtime), "JUPYTER_CONFIG_DIR": str(tmp / "config"), "LC_ALL": "C"}
    with open(tmp / "log", "wb") as log:
        command = [sys.executable, "tools/lab.py", *options]
        server = subprocess.Popen(command, cwd=course, stdout=log, stderr=log, env={**os.environ, **folders})
    try:
        found = chrome.wait_for(lambda: list(runtime.glob("jpserver-*.json")), "JupyterLab to start")[0]
        info = chrome.wait_for(lambda: found.read_text() and json.loads(found.read_text()), "its address")
        with chrome.Browser(tmp / "profile") as page:
            page.open(f"{info['url']}?token={info['token']}")
            page.until("document.querySelector('.jp-RenderedMarkdown h1')")
            yield Lab(course, page)
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_the_first_screen_is_the_front_page_beside_the_learners_copies(lab):
    names = "[...document.querySelectorAll('.jp-DirListing-itemText')]"
    copies = sorted(tool.notebook_path(stem, "exercises").name for stem in tool.chapters())
    lab.page.until(f"{names}.length == {len(copies) + 1}")
    assert lab.page.run(f"{names}.map(name => name.innerText)") == [*copies, "README.md"]
    room = """name => {
        const text = document.createTreeWalker(name, NodeFilter.SHOW_TEXT).nextNode()
        const stem = document.createRange()
        stem.setStart(text, 0)
        stem.setEnd(text, text.data.search(/_exercises|$/))
        return name.getBoundingClientRect().right - stem.getBoundingClientRect().right
    }"""
    dots = 12  # the width of the three dots where a name is cut off
    assert min(lab.page.run(f"{names}.slice(0, {len(copies)}).map({room})")) > dots, "chapters can't be told apart"
    assert not lab.page.run("!!document.querySelector('.jp-Dialog, .jp-Launcher')")
    title = (ROOT / "README.md").read_text(encoding="utf-8").split("\n")[0].removeprefix("# ")
    assert lab.page.run("document.querySelector('.jp-RenderedMarkdown h1').innerText").startswith(title)
    lab.page.screenshot("first-screen")


def test_a_day_of_wrong_raising_and_right_answers(lab):
    lab.open(Path(OWN).name)
    checks = [i for i, source in enumerate(lab.cells("cell => cell.model.sharedModel.source")) if "\n@check(" in source]
    assert all(lab.cells("cell => cell.inputHidden || false")[i] for i in checks)
    lab.command("notebook:run-all-cells")
    lab.select(lab.index("def standardise"))
    lab.page.screenshot("untouched")
    bar = "cell => (cell.node.querySelector('.jp-InputPlaceholder') || {}).innerText"
    title = f"# @title Check {EXERCISE}: run"
    chrome.wait_for(lambda: (lab.cells(bar)[lab.index(CHECK)] or "").startswith(title), "the title of the folded check")
    for name, code in [("wrong", "return X - X.mean(dim=0)"), ("raising", "return X.standardised()")]:
        [[shown, height]] = lab.answer(HEAD + code)
        lab.page.screenshot(name)
        lines = shown.rstrip().split("\n")
        assert lines[0] == f"Exercise {EXERCISE} is not right yet."
        assert len(lines) == 3, shown  # no traceback
        assert height < 100
        assert ("Hint: " if name == "wrong" else code) in lines[2]
    assert lab.answer(right_answer())[0][0].strip() == f"{EXERCISE}: ✓"
    lab.page.screenshot("right")
    lab.save()
    lab.close()
    assert lab.changed() == ""
    written = (lab.course / OWN).read_bytes()
    assert "[#...................]  1 of 12" in lab.use("tools/progress.py")
    lab.use("tools/clean.py")
    assert lab.changed() == ""
    lab.use("tools/make_notebooks.py", STEM, "--only", "exercises", "--no-execute")
    assert (lab.course / OWN).read_bytes() == written


def right_answer():
    """Return the answer of the solutions."""
    cells = read(tool.notebook_path(STEM, "solutions")).cells
    source = next(cell.source for cell in cells if cell.source.startswith("def standardise"))
    return "\n".join(line for line in source.split("\n") if line.strip() not in (tool.BEGIN, tool.END))


def test_opening_saving_and_closing_changes_nothing(lab):
    before = lab.changed()
    lab.open(f"notebooks/{STEM}.ipynb")
    assert not lab.page.run(f"{PANEL}.context.model.dirty")
    lab.save()
    lab.close()
    assert lab.changed() == before


def test_a_link_of_the_contents_scrolls_to_its_section(lab):
    lab.open(f"notebooks/{STEM}.ipynb")
    titles = f"[...{PANEL}.node.querySelectorAll('h2')]"
    title = f"{titles}.find(title => title.textContent.startsWith('8. Broadcasting'))"
    lab.page.until(title)  # JupyterLab adds what is out of sight when it has time; before that no link leads there
    box = "getBoundingClientRect()"
    place = f"(({title}).{box}.top - {PANEL}.content.node.{box}.top) / {PANEL}.content.node.{box}.height"
    assert lab.page.run(place) > 1
    lab.page.click(f"{PANEL}.node.querySelector('a[href=\"#8-broadcasting\"]')")
    lab.page.until(f"{place} > 0 && {place} < 0.5", seconds=20)
    lab.page.screenshot("section")
    lab.close()
