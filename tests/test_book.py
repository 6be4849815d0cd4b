"""The book: built without a warning, every link leads somewhere, and it reads well in a real browser."""

import itertools
import re
from importlib.resources import files
from importlib.util import find_spec
from xml.etree import ElementTree

import browser
import make_book
import make_notebooks as tool
import nbformat
import pytest

if not all(map(find_spec, ("sphinx", "myst_nb", "furo"))):
    pytest.skip("what the book is built with is not installed: make book", allow_module_level=True)

STEMS = tool.chapters()
LOOKED_AT = [
    "index",
    f"notebooks/{STEMS[3]}",
    f"extras/exercises/{STEMS[0]}_exercises",
    "extras/common_errors",
    f"extras/cheat_sheets/{STEMS[1]}",
]
DESKTOP, PHONE = 1280, 390
EXAMINED = {  # by axe: a page and the width of its window
    "index": PHONE,
    f"notebooks/{STEMS[3]}": DESKTOP,
    f"extras/exercises/{STEMS[0]}_exercises": PHONE,
    "extras/common_errors": DESKTOP,
}
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the book in a folder of its own; return that of its pages."""
    folder = tmp_path_factory.mktemp("book")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(make_book, "BUILD", folder)
        patch.setattr(make_book, "SOURCE", folder / "source")
        patch.setattr(make_book, "SITE", folder / "html")
        assert make_book.main([]) == 0
    return folder / "html"


@pytest.fixture(scope="module")
def page_texts(site):
    """Return {path inside the book: text} of all its pages."""
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def test_every_document_has_its_page(page_texts):
    wanted = {path.relative_to(tool.ROOT).with_suffix(".html").as_posix() for path in make_book.documents()}
    assert wanted | {"index.html"} <= set(page_texts)


def test_nothing_comes_from_outside(page_texts):
    for page, text in page_texts.items():
        assert re.findall(r'(?:src|srcset)="(?:https?:)?//[^"]*"', text) == [], page
        assert re.findall(r'<link [^>]*rel="(?:stylesheet|preload|icon)"[^>]*href="(?:https?:)?//', text) == [], page


def test_every_picture_has_a_text_alternative(page_texts):
    pictures = [(page, tag) for page, text in page_texts.items() for tag in re.findall(r"<img [^>]*>", text)]
    assert [(page, tag[:90]) for page, tag in pictures if not re.search(r'alt="[^"]{10,}"', tag)] == []
    assert len(pictures) > 10 * len(STEMS)


def test_formulas_are_drawn_and_none_is_left_as_text(page_texts):
    text = page_texts[f"notebooks/{STEMS[3]}.html"]
    assert text.count("<math ") > 50
    assert "$$" not in re.sub(r"<pre.*?</pre>|<code.*?</code>", "", text, flags=re.S)


PARTS = {"mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}  # of a formula


def test_every_formula_is_whole(page_texts):
    formulas = [found for text in page_texts.values() for found in re.findall(r"<math .*?</math>", text, re.S)]
    elements = [element for formula in formulas for element in ElementTree.fromstring(formula).iter()]
    assert "merror" not in {element.tag.partition("}")[2] for element in elements}
    for tag, parts in PARTS.items():
        assert {len(element) for element in elements if element.tag.endswith(f"}}{tag}")} <= {parts}, tag
    assert len(formulas) > 200


def test_checks_are_folded_and_answers_hidden(page_texts):
    text = page_texts[f"extras/exercises/{STEMS[0]}_exercises.html"]
    cells = nbformat.read(tool.notebook_path(STEMS[0], "exercises"), as_version=4).cells
    checks = [cell for cell in cells if "\n@check(" in cell.source]
    folded = re.findall(r"<details[^>]*>\s*<summary[^>]*>\s*<p[^>]*>Check 00\.\d+", text)
    assert len(folded) == len(checks) >= 12
    assert text.count("<summary>Hint</summary>") >= 12


def test_outputs_are_the_stored_ones(page_texts):
    for stem in STEMS:
        text = page_texts[f"notebooks/{stem}.html"]
        assert text.count('class="cell_output') > 20, stem


def test_previous_and_next_follow_the_chapters(page_texts):
    for stem, after in itertools.pairwise(STEMS):
        found = re.search(r'<a class="next-page" href="([^"]+)"', page_texts[f"notebooks/{stem}.html"])
        assert found[1] == f"{after}.html"


def test_the_first_page_shows_each_chapter(site, page_texts):
    text = page_texts["index.html"]
    assert "What you will be able to do" in text and "Where to begin" in text
    assert "Paths through the course" in text and "<strong>recommend</strong>" in text
    assert text.count("<strong>Time:</strong>") == len(STEMS)
    for stem in STEMS:
        picture = site.parent / f"source/pictures/{stem}.png"
        assert picture.exists() and f'href="notebooks/{stem}.html"' in text
        wanted = make_book.PICTURES.get(stem.split("_")[0])
        cells = {cell.id: cell for cell in nbformat.read(tool.notebook_path(stem, "lesson"), as_version=4).cells}
        assert wanted is None or any("image/png" in out.get("data", {}) for out in cells[wanted].outputs), stem


def test_every_notebook_says_where_to_run_it(page_texts):
    for kind in tool.FOLDERS:
        for stem in STEMS:
            path = tool.notebook_path(stem, kind).relative_to(tool.ROOT)
            text = page_texts[path.with_suffix(".html").as_posix()]
            assert tool.colab_url(tool.ROOT / path) in text and path.as_posix() in text


def test_a_dead_link_is_found(site, monkeypatch, tmp_path):
    (tmp_path / "a.html").write_text('<a href="a.html#here">x</a><a href="b.html">y</a><p id="there">')
    monkeypatch.setattr(make_book, "SITE", tmp_path)
    assert make_book.dead_links() == (["a.html: a.html#here", "a.html: b.html"], 2)


# ---- in a browser ------------------------------------------------------------------------------------------

# axe takes a minute where a page is long: keep some of each, open what is folded. And let nothing move meanwhile.
SHORTEN = """(() => {
    const still = document.createElement('style')
    still.textContent = '* { transition: none !important; animation: none !important }'
    document.head.append(still)
    document.querySelectorAll('details').forEach(folded => folded.open = true)
    for (const section of [...document.querySelectorAll('article section')].slice(10)) section.remove()
    for (const entry of [...document.querySelectorAll('li')].slice(60)) entry.remove()
    const seen = {}
    for (const word of document.querySelectorAll('article pre span, article code span')) {
        const kind = word.className + word.closest('pre, code').tagName
        seen[kind] = (seen[kind] || 0) + 1
        if (seen[kind] > 3) word.replaceWith(...word.childNodes)
    }
})()"""


@pytest.fixture(scope="module")
def window(site, tmp_path_factory):
    """Open a browser."""
    if not browser.find():
        pytest.skip("no Chromium or Chrome is installed")
    with browser.Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def show(window, site, page):
    """Open a page of the book and wait until it stands."""
    address = (site / f"{page}.html").as_uri()
    window.open(address)
    window.until(f"document.readyState === 'complete' && location.href === {address!r}")


def set_up(window, width, scheme):
    """Give the window a width, in light or dark."""
    window.send("Emulation.setDeviceMetricsOverride", width=width, height=844, deviceScaleFactor=1, mobile=False)
    window.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])


@pytest.mark.parametrize("page", LOOKED_AT)
def test_page_fits_its_window_and_asks_for_nothing_outside(window, site, page):
    set_up(window, PHONE, "light")
    show(window, site, page)
    for width, scheme in itertools.product((PHONE, DESKTOP), ("light", "dark")):
        set_up(window, width, scheme)
        assert window.run("document.documentElement.scrollWidth - window.innerWidth") <= 1, (width, scheme)
        ground = window.run("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
        assert (sum(ground) > 3 * 128) == (scheme == "light"), (width, scheme)
    loaded = window.run("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in loaded if not name.startswith("file:")] == []


@pytest.mark.parametrize("words", ["broadcasting", "zero_grad"])
def test_search_finds(window, site, words):
    window.open(f"{(site / 'search.html').as_uri()}?q={words}")
    found = window.until("document.querySelectorAll('#search-results li a').length > 2", seconds=20)
    assert found


@pytest.mark.parametrize("page", EXAMINED)
def test_no_serious_fault_for_readers_who_use_a_screen_reader_or_the_keyboard(window, site, page):
    if not find_spec("axe_core_python"):
        pytest.skip("axe-core-python is not installed: make book")
    set_up(window, EXAMINED[page], "light")
    show(window, site, page)
    window.run(SHORTEN)
    window.run((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8") + "; 1")
    for scheme, rules in {"light": "", "dark": "{runOnly: ['color-contrast']}"}.items():
        set_up(window, EXAMINED[page], scheme)
        list_them = "found => found.violations.map(fault => [fault.id, fault.impact, fault.nodes[0].html])"
        faults = window.run(f"axe.run({rules}).then({list_them})")
        assert [fault for fault in faults if fault[1] in SERIOUS] == [], scheme
