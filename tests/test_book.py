"""The book: built without a warning, every link leads somewhere, and it reads well in a real browser."""

import re
from importlib.resources import files
from importlib.util import find_spec
from itertools import pairwise

import browser
import make_book
import make_notebooks as tool
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
EXAMINED = LOOKED_AT[:1]  # by axe, which takes a minute on a long page
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


def test_checks_are_folded_and_answers_hidden(page_texts):
    text = page_texts[f"extras/exercises/{STEMS[0]}_exercises.html"]
    assert len(re.findall(r"<details[^>]*>\s*<summary[^>]*>\s*<span[^>]*>Check 00\.\d+", text)) == text.count(
        "@check"
    ) or (text.count("Check 00.") >= 12)
    assert text.count("<details>") >= 12  # the hints


def test_outputs_are_the_stored_ones(page_texts):
    for stem in STEMS:
        text = page_texts[f"notebooks/{stem}.html"]
        assert text.count('class="cell_output') > 20, stem


def test_previous_and_next_follow_the_chapters(page_texts):
    for stem, after in pairwise(STEMS):
        found = re.search(r'<a class="next-page" href="([^"]+)"', page_texts[f"notebooks/{stem}.html"])
        assert found[1] == f"{after}.html"


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

needs_browser = pytest.mark.skipif(not browser.find(), reason="no Chromium or Chrome is installed")


@pytest.fixture(scope="module", params=[1280, 390], ids=["desktop", "phone"])
def window(request, site, tmp_path_factory):
    """Open a browser as wide as a desktop's or a phone's window."""
    if not browser.find():
        pytest.skip("no Chromium or Chrome is installed")
    with browser.Browser(tmp_path_factory.mktemp("browser"), width=request.param) as opened:
        yield opened


def show(window, site, page, scheme="light"):
    """Open a page of the book in light or dark, and wait until it stands."""
    window.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    address = (site / f"{page}.html").as_uri()
    window.open(address)
    window.until(f"document.readyState === 'complete' && location.href === {address!r}")


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", LOOKED_AT)
def test_page_fits_its_window_and_asks_for_nothing_outside(window, site, page, scheme):
    show(window, site, page, scheme)
    assert window.run("document.documentElement.scrollWidth - window.innerWidth") <= 1
    loaded = window.run("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in loaded if not name.startswith("file:")] == []
    ground = window.run("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (sum(ground) > 3 * 128) == (scheme == "light")


@needs_browser
@pytest.mark.parametrize("words", ["broadcasting", "zero_grad"])
def test_search_finds(window, site, words):
    window.open(f"{(site / 'search.html').as_uri()}?q={words}")
    found = window.until("document.querySelectorAll('#search-results li a').length > 2", seconds=20)
    assert found


@needs_browser
@pytest.mark.parametrize("page", EXAMINED)
def test_no_serious_fault_for_readers_who_use_a_screen_reader_or_the_keyboard(window, site, page):
    if not find_spec("axe_core_python"):
        pytest.skip("axe-core-python is not installed: make book")
    show(window, site, page)
    window.run((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8") + "; 1")
    faults = window.run("axe.run().then(found => found.violations.map(v => [v.id, v.impact, v.nodes[0].html]))")
    assert [fault for fault in faults if fault[1] in SERIOUS] == []
