"""Build the book: the whole course as web pages that read without a network, with search and stored outputs.

    python tools/make_book.py    build/book/html/index.html

Nothing is run. What changes on the way from the repository to the book: the badge becomes words, help and checks are
folded, figures get their text alternative, and a first page and tables of contents are added. Exit status: 0 if Sphinx
had nothing to warn of and every link inside the book leads somewhere.
"""

import argparse
import base64
import html
import re
import shutil
import subprocess
import sys
from urllib.parse import unquote

import make_notebooks as tool
import nbformat

BUILD = tool.ROOT / "build/book"
SOURCE, SITE = BUILD / "source", BUILD / "html"
GROUPS = {  # caption: the folder whose documents stand under it, in the order of the chapters
    "Lessons": "notebooks",
    "Exercises": "extras/exercises",
    "Solutions": "extras/solutions",
    "Cheat sheets": "extras/cheat_sheets",
    "To look things up": "extras",
    "The data": "data",
}
BADGE = re.compile(r'<a href="([^"]+)"><img src="[^"]+colab-badge.svg"[^>]*></a>')


NOT_IN_THE_BOOK = [
    "README.md", "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md", ".github/", "tests/", "requirements.txt", "extras/app/"
]  # fmt: skip
WHERE_TO_BEGIN = """
## Where to begin

With [lesson 00](notebooks/{first}.ipynb), and then one after the other or along one of the paths below. If you know
your way around tensors, begin with the [exercises of 00](extras/exercises/{first}_exercises.ipynb), which show you
quickly. Guess what a cell will print, then look. These pages run nothing: the line at the top of each says where you
can run it. There, do the exercises of a chapter right after its lesson. They check your answers.
"""
PICTURES = {  # chapter: the cell of its lesson whose figure stands for it on the first page; the first figure otherwise
    "00": "cell-00-111",
    "01": "cell-01-strip",
    "02a": "cell-02a-101",
    "02b": "cell-02b-071",
    "03a": "cell-03a-051",
    "03b": "cell-03b-096",
    "04a": "fff201e9",
    "04b": "c04b-095",
    "05": "c05-09-02",
    "06": "c06-120",
    "07a": "c07a-089",
    "07b": "c07b-lives",
    "08": "c08-compared",
    "09a": "c09a-painted",
    "09b": "c09b-gallery",
    "10a": "c10a-cured",
    "10b": "c10b-maps",
    "10c": "c10c-kinds",
    "11a": "c11a-hours",
    "11b": "c11b-map",
    "12": "c12-drawn",
}


def documents():
    """Return the notebooks and pages of the book."""
    elsewhere = {tool.ROOT, tool.ROOT / "extras/app"}
    return tool.all_notebooks() + [page for page in tool.pages() if page.parent not in elsewhere]


def run_it(path):
    """Return the line that says where a notebook can be run."""
    file = path.relative_to(tool.ROOT).as_posix()
    return f"Run it: [in Colab]({tool.colab_url(path)}), or on your computer: `make lab`, file `{file}`"


def markdown(text):
    """Return a Markdown text of the course as the book shows it: links to what is not in the book go to GitHub."""
    text = re.sub(r"^(# .*\d) %", "\\1\N{NO-BREAK SPACE}%", BADGE.sub(r"[Open in Colab](\1)", text))
    text = re.sub(r'^<a id="[^"]*"></a>\n(?=##)', "", text, flags=re.M)  # Sphinx gives headings their anchors
    elsewhere = rf"\]\((?:\.\./)*((?:{'|'.join(map(re.escape, NOT_IN_THE_BOOK))})[^)\s]*)\)"
    return re.sub(elsewhere, rf"](https://github.com/{tool.repository()}/blob/main/\1)", text)


def notebook(path):
    """Return a notebook of the course as the book shows it."""
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "markdown":
            cell.source = markdown(cell.source)
            continue
        if tool.is_collapsed(cell):
            cell.metadata["tags"] = [*tool.tags(cell), "hide-input"]
            prompt = cell.source.split("\n")[0].removeprefix("# @title ").partition(": run")[0]
            cell.metadata["mystnb"] = {"code_prompt_show": prompt, "code_prompt_hide": prompt}
        alts = [out.metadata["image/png"]["alt"] for out in cell.outputs if "image/png" in out.get("metadata", {})]
        if alts:
            cell.metadata.setdefault("mystnb", {})["image"] = {"alt": " ".join(alts)}
    title, _, rest = book.cells[0].source.partition("\n")
    others = rest.replace(f"[Open in Colab]({tool.colab_url(path)}) · ", "", 1).lstrip("\n")
    book.cells[0].source = f"{title}\n\n{run_it(path)}\n\n{others}"
    return book


def picture(path):
    """Return (PNG, its sentence) of the figure that stands for a lesson, or None if it has no figure."""
    wanted = PICTURES.get(path.stem.split("_")[0])
    figures = [
        (cell.id == wanted, out)
        for cell in nbformat.read(path, as_version=4).cells
        for out in cell.get("outputs", [])
        if "image/png" in out.get("data", {})
    ]
    if not figures:
        return None
    _, out = max(figures, key=lambda figure: figure[0])
    return base64.b64decode(out.data["image/png"]), out.metadata.get("image/png", {}).get("alt", "")


def first_page():
    """Return the first page: introduction and paths of the README, then each chapter's content, time and picture."""
    readme = (tool.ROOT / "README.md").read_text(encoding="utf-8")
    intro = readme.split("\n## ")[0].replace('<a id="the-chapters"></a>', "").rstrip()
    happens = dict(re.findall(r"^\| (\w+) \| \[[^|]*\| ([^|]*?) \|", readme, re.M))
    paths = readme.partition("## Paths through the course\n")[2].partition("\n<a id=")[0]
    parts = [markdown(intro), WHERE_TO_BEGIN.format(first=tool.chapters()[0])]
    parts.append(f"\n## Paths through the course\n{markdown(paths)}")
    for stem in tool.chapters():
        path = tool.notebook_path(stem, "lesson")
        top = markdown("\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells[:2]))
        title = re.search(r"^# (.*)$", top, re.M)[1]
        parts.append(f"\n## [{title}](notebooks/{stem}.ipynb)\n")
        if what := happens.get(stem.split("_")[0]):
            parts.append(f"{what[0].upper()}{what[1:]}.\n")
        parts += [f"{line}\n" for line in re.findall(r"^\*\*Time:\*\*.*$", top, re.M)]
        if figure := picture(path):
            (SOURCE / "pictures").mkdir(exist_ok=True)
            (SOURCE / f"pictures/{stem}.png").write_bytes(figure[0])
            parts.append(f"![{figure[1]}](pictures/{stem}.png)\n")
    return "\n".join(parts) + "\n" + contents()


def contents():
    """Return the tables of contents for Sphinx."""
    text = ""
    for caption, folder in GROUPS.items():
        names = [p.relative_to(tool.ROOT).with_suffix("") for p in documents() if p.parent == tool.ROOT / folder]
        listed = "\n".join(name.as_posix() for name in names)
        text += f"\n```{{toctree}}\n:caption: {caption}\n:hidden:\n:maxdepth: 1\n\n{listed}\n```\n"
    return text


def stage():
    """Write what Sphinx reads."""
    shutil.rmtree(BUILD, ignore_errors=True)
    for path in documents():
        goal = SOURCE / path.relative_to(tool.ROOT)
        goal.parent.mkdir(parents=True, exist_ok=True)
        text = (
            nbformat.writes(notebook(path)) if path.suffix == ".ipynb" else markdown(path.read_text(encoding="utf-8"))
        )
        goal.write_text(text, encoding="utf-8")
    shutil.copy(tool.ROOT / "extras/readme.png", SOURCE / "extras/readme.png")
    for licence in tool.ROOT.glob("data/*/LICENSE"):
        (SOURCE / licence.relative_to(tool.ROOT)).parent.mkdir()
        shutil.copy(licence, SOURCE / licence.relative_to(tool.ROOT))
    (SOURCE / "index.md").write_text(first_page(), encoding="utf-8")


def dead_links():
    """Return ('page: link' for each link of the built site that leads to no file or anchor of it, number of links)."""
    pages = {path: path.read_text(encoding="utf-8") for path in SITE.rglob("*.html")}
    ids = {
        path: {html.unescape(a or b) for a, b in re.findall(r'\bid=(?:"([^"]*)"|([^\s">]+))', text)}
        for path, text in pages.items()
    }
    dead, count = [], 0
    for path, text in pages.items():
        for link in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', re.sub(r"<script.*?</script>", "", text, flags=re.S)):
            file, _, anchor = html.unescape(link).partition("#")
            if re.match(r"[a-z]+:|//", link) or not link or link == "#":
                continue
            count += 1
            goal = (path.parent / unquote(file.split("?")[0])).resolve() if file else path
            if not goal.exists() or (anchor and goal in ids and unquote(anchor) not in ids[goal]):
                dead.append(f"{path.relative_to(SITE)}: {link}")
    return dead, count


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args(arguments)
    stage()
    options = ["-W", "--keep-going", "-q", "-b", "html", "-d", str(BUILD / "doctrees")]
    options += ["-c", str(tool.ROOT / "tools/book")]
    done = subprocess.run([sys.executable, "-m", "sphinx", *options, str(SOURCE), str(SITE)], check=False)
    if done.returncode:
        return done.returncode
    dead, count = dead_links()
    print("\n".join([*dead, f"{len(dead)} of {count} links inside the book lead nowhere"]))
    print(f"Open in a browser: {SITE / 'index.html'}")
    return int(bool(dead))


if __name__ == "__main__":
    sys.exit(main())
