"""Start the course in JupyterLab:  python tools/lab.py [options of jupyter lab]

Copies each missing exercise template into extras/my_exercises/, where the learner works; what is in that folder stays
as it is. The first page is README.md with links to these copies. The settings of JupyterLab and the layout of its
window lie in .lab/, so that nothing of the user's own is changed.
"""

import json
import os
import platform
import re
import sys
from pathlib import Path

try:
    import make_notebooks as tool
    from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
    from jupyterlab.labapp import main as jupyter_lab
    from jupyterlab_server.workspaces_handler import WorkspacesManager
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed here. Run: {sys.executable} -m pip install -r requirements.txt")

OWN = "extras/my_exercises"
FIRST_LINE = (
    "<!-- Made from README.md each time the course starts. To keep a page of your own here, delete this line. -->"
)
SETTINGS = {  # for whoever has not chosen otherwise in JupyterLab
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
    "@jupyterlab/filebrowser-extension:browser": {"showLastModifiedColumn": False},  # room for the names
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},  # no question
}
LAYOUT = {  # a left side wide enough to tell the chapters apart
    "data": {
        "layout-restorer:data": {
            "left": {"collapsed": False, "visible": True, "current": "filebrowser"},
            "relativeSizes": [0.27, 0.73, 0],
        }
    },
    "metadata": {"id": "default"},
}


class Contents(AsyncLargeFileManager):
    """What JupyterLab reads and saves, with one change: a notebook of the course seems to come from this very Python.

    In the file stands one fixed version, and JupyterLab would call the notebook changed as soon as it is opened with
    any other.
    """

    async def get(self, *place, **options):
        """Read a file or a folder."""
        model = await super().get(*place, **options)
        set_python(model, platform.python_version())
        return model

    async def save(self, model, path=""):
        """Save a file or a folder."""
        set_python(model, tool.LANGUAGE["version"])
        return await super().save(model, path)


def set_python(model, version):
    """Write a version of Python into what JupyterLab knows of a file, if that is a notebook of the course."""
    metadata = (model.get("content") or {}).get("metadata", {}) if model.get("type") == "notebook" else {}
    if "executed_code" in metadata and "language_info" in metadata:
        metadata["language_info"]["version"] = version


def copy_templates():
    """Copy each template that has no copy yet; print a line about what was copied and one about each oddity."""
    folder, copied = tool.ROOT / OWN, []
    folder.mkdir(exist_ok=True)
    for stem in tool.chapters():
        template = tool.notebook_path(stem, "exercises")
        name = template.relative_to(tool.ROOT).as_posix()
        if not template.exists():
            print(f"{name} is missing. To bring it back: git checkout -- {name}")
            continue
        content = template.read_bytes()
        if not is_notebook(content):
            print(f"{name} is damaged and was not copied.")
            continue
        new = write_new(folder / template.name, content)
        if new:
            copied.append(stem.partition("_")[0])
        if tool.holds_answers(template):
            has = "has them, too: go on there" if new else "was there before and stays as it is"
            print(f"Somebody has written answers into {name}. Your own copy in {OWN} {has}.")
    if copied:
        print(f"Copied into {OWN}, where you write your answers: the exercises of {', '.join(copied)}")


def is_notebook(content):
    """Say whether bytes are those of a notebook."""
    try:
        return "cells" in json.loads(content)
    except (ValueError, TypeError):
        return False


def write_new(path, content):
    """Write a file that is not there yet; return whether there was none. Nothing is ever overwritten."""
    try:
        with open(path, "xb") as file:
            file.write(content)
    except FileExistsError:
        return False
    except OSError:
        path.unlink(missing_ok=True)  # no room for all of it
        raise
    return True


def write_first_page():
    """Write README.md for the learner: its links to exercises lead to the copies beside it. Return its path."""
    page = tool.ROOT / OWN / "README.md"
    if not page.exists() or page.read_text(encoding="utf-8").startswith(FIRST_LINE):
        text = (tool.ROOT / "README.md").read_text(encoding="utf-8")
        text = re.sub(r"\]\((?!\w+:|#)", "](../../", text)
        text = text.replace("](../../extras/exercises/", "](")
        page.write_text(f"{FIRST_LINE}\n\n{text}", encoding="utf-8", newline="\n")
    return page


def write_settings():
    """Write the settings of JupyterLab, and the layout of its window if there is none yet; return their folder."""
    folder = tool.ROOT / ".lab"
    (folder / "labconfig").mkdir(parents=True, exist_ok=True)
    path = folder / "labconfig/default_setting_overrides.json"
    path.write_text(json.dumps(SETTINGS, indent=1), encoding="utf-8")
    if not any((folder / "workspaces").glob("*")):
        WorkspacesManager(str(folder / "workspaces")).save("default", json.dumps(LAYOUT))
    return folder


def main(options):
    """Prepare everything and start JupyterLab; it runs until the user ends it."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and "--allow-root" not in options:
        return "Jupyter starts for the user root only if asked to. Run: make lab LAB_OPTIONS=--allow-root"
    try:
        copy_templates()
        page, folder = write_first_page(), write_settings()
    except OSError as error:
        place = Path(os.path.relpath(error.filename or tool.ROOT, tool.ROOT)).as_posix()
        return f"{place}: {error.strerror}. The course needs to write there."
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(folder), *([others] if others else [])])
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")  # the kernel of this environment, not one of the user's
    ours = {
        "ServerApp.root_dir": tool.ROOT,
        "ServerApp.contents_manager_class": "lab.Contents",
        "LabApp.default_url": f"/lab/tree/{page.relative_to(tool.ROOT).as_posix()}",
        "LabApp.workspaces_dir": folder / "workspaces",
    }
    return jupyter_lab([*(f"--{name}={value}" for name, value in ours.items()), *options])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
